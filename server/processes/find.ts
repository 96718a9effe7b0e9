// Which process a dossier follows.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { Remembered, type Stamps, stampsIn } from '#lib/revision';
import { type Db, loadSql, many, maybeOne } from '#lib/sql';
import { Definition } from './definition.ts';

const sql = loadSql(import.meta.url, ['in_force', 'above', 'version_by_id']);

export const ProcessVersion = z.object({
  id: z.number(),
  process_id: z.number(),
  tenant: z.number(),
  /** Holds for this unit and everything below it. */
  unit_id: z.number(),
  /** Null: for every procedure without a process of its own. */
  procedure_id: z.number().nullable(),
  level: z.enum(['province', 'district', 'commune']).nullable(),
  name_vi: z.string(),
  name_en: z.string(),
  valid_from: z.string().nullable(),
  /** First day on which it no longer holds. */
  valid_until: z.string().nullable(),
  definition: Definition,
  decision_no: z.string().nullable(),
});
export type ProcessVersion = z.infer<typeof ProcessVersion>;

// What is in force changes a few times a month and is asked for at every reception.
const MOST_KEPT = 20_000;
const in_force = new Remembered<ProcessVersion[]>(['processes'], 1);
const followed = new Remembered<ProcessVersion | null>(['processes', 'org'], MOST_KEPT);
const by_id = new Remembered<ProcessVersion | null>(['processes'], MOST_KEPT);

export type Asked = {
  procedure_id: number;
  competent_unit_id: number;
  level: 'province' | 'district' | 'commune';
  day: Day;
};

/**
 * The process a dossier of this procedure follows when this unit decides on it; null when none is in force on the day.
 * A process of the procedure goes before one for all procedures, then the nearest unit before those above it, then one for the level before one
 * for every level.
 */
export async function processOn(db: Db, asked: Asked, stamps?: Stamps): Promise<ProcessVersion | null> {
  const { procedure_id, competent_unit_id, level, day } = asked;
  const now = stamps ?? (await stampsIn(db));
  return followed.get(now, `${procedure_id}/${competent_unit_id}/${level}/${day}`, async () => {
    const versions = await in_force.get(now, 'all', () => many(db, sql.in_force, {}, ProcessVersion));
    const fitting = versions.filter(
      (version) =>
        (version.procedure_id === null || version.procedure_id === procedure_id) &&
        (version.level === null || version.level === level) &&
        version.valid_from !== null &&
        version.valid_from <= day &&
        (version.valid_until === null || day < version.valid_until),
    );
    if (fitting.length === 0) return null;
    const above = await many(db, sql.above, { unit_id: competent_unit_id, day }, z.object({ unit_id: z.number() }));
    return nearest(
      fitting,
      above.map((row) => row.unit_id),
    );
  });
}

/** Of versions that fit otherwise, the one that goes before the others for a unit with these units above it, nearest first. */
export function nearest<V extends Pick<ProcessVersion, 'unit_id' | 'procedure_id' | 'level'>>(
  versions: readonly V[],
  above: readonly number[],
): V | null {
  const rank = (version: V): [number, number, number] => [
    version.procedure_id === null ? 1 : 0,
    above.indexOf(version.unit_id),
    version.level === null ? 1 : 0,
  ];
  const reached = versions.filter((version) => above.includes(version.unit_id));
  const [first] = reached.sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
  });
  return first ?? null;
}

/** A version by its id: the one a dossier keeps. Null when there is none. */
export async function processVersion(db: Db, id: number, stamps?: Stamps): Promise<ProcessVersion | null> {
  return by_id.get(stamps ?? (await stampsIn(db)), String(id), () => maybeOne(db, sql.version_by_id, { id }, ProcessVersion));
}
