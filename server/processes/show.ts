// Processes as they are listed and shown, and what has none.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { plain } from '#lib/text';
import { unitById, unitNear, unitOn } from '#org';
import { procedureOn } from '#procedures';
import { Definition, interlinking, longest, type ProcedureLimit, stepHours } from './definition.ts';

const sql = loadSql(import.meta.url, ['rows', 'versions_of', 'gaps', 'roles']);

/** Where a reader may look: the units of the right, and what stands above them (a province's process holds for its communes). */
export type Reader = { scope: Scope; above: readonly number[]; day: Day };

const Level = z.enum(['province', 'district', 'commune']);

const Row = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  unit_code: z.string(),
  unit_name: z.string().nullable(),
  level: Level.nullable(),
  is_model: z.boolean(),
  name_vi: z.string(),
  name_en: z.string(),
  procedure_code: z.string().nullable(),
  procedure_name: z.string().nullable(),
  sector_name: z.string().nullable(),
  version_id: z.number().nullable(),
  valid_from: z.string().nullable(),
  valid_until: z.string().nullable(),
  decision_no: z.string().nullable(),
  next_from: z.string().nullable(),
  draft_id: z.number().nullable(),
  draft_changed_at: z.date().nullable(),
  state: z.enum(['in_force', 'coming', 'draft', 'ended', 'model']),
});
const StoredRow = Row.extend({ definition: Definition });

export const ListedProcess = Row.extend({
  steps: z.number(),
  interlinking: z.enum(['none', 'same_level', 'two_levels', 'three_levels']),
  /** Working hours of the longest way through it, where steps state their time without shares; null: they do not. */
  hours: z.number().nullable(),
});
export type ListedProcess = z.infer<typeof ListedProcess>;

function listed({ definition, ...row }: z.infer<typeof StoredRow>): ListedProcess {
  const has_shares = definition.steps.some((step) => step.limit?.unit === 'percent');
  const hours = longest(definition.steps, (step) => stepHours(step.limit, null) ?? 0);
  return { ...row, steps: definition.steps.length, interlinking: interlinking(definition), hours: has_shares ? null : hours };
}

export type Search = { q?: string | undefined; unit?: string | undefined; with_models?: boolean };

/** Processes in reach, those for all procedures first, models last. */
export async function list(db: Db, { q = '', unit, with_models = true }: Search, reader: Reader): Promise<ListedProcess[]> {
  const words = plain(q)
    .replace(/[%_\\]/g, ' ')
    .split(' ')
    .filter(Boolean)
    .map((word) => `%${word}%`);
  const unit_ids = unit ? [(await unitNear(db, unit, reader.day)).id] : null;
  return (await rows(db, reader, { id: null, words: words.length === 0 ? null : words, unit_ids, with_models })).map(listed);
}

function rows(
  db: Db,
  { scope, above, day }: Reader,
  params: { id: number | null; words: string[] | null; unit_ids: number[] | null; with_models: boolean },
): Promise<z.infer<typeof StoredRow>[]> {
  return many(db, sql.rows, { ...params, scope: scope.unit_ids, above, day }, StoredRow);
}

export const ListedVersion = z.object({
  id: z.number(),
  state: z.enum(['draft', 'model', 'in_force']),
  valid_from: z.string().nullable(),
  valid_until: z.string().nullable(),
  definition: Definition,
  decision_no: z.string().nullable(),
  decided_on: z.string().nullable(),
  source: z.string().nullable(),
  status: z.enum(['approved', 'to_be_verified']),
  revision: z.number(),
  changed_by_name: z.string().nullable(),
  changed_at: z.date(),
});

export const ProcessShown = ListedProcess.extend({
  versions: z.array(ListedVersion),
  /** Limit of the procedure on the day; null: for many procedures, or none is stated. */
  limit: z.object({ unit: z.enum(['hour', 'day', 'working_day', 'month']), amount: z.number() }).nullable(),
});

/** A process with all its versions, the draft first. @throws processes.not_found */
export async function get(db: Db, id: number, reader: Reader): Promise<z.infer<typeof ProcessShown>> {
  const [row] = await rows(db, reader, { id, words: null, unit_ids: null, with_models: true });
  if (!row) throw new DomainError('processes.not_found', 404, { id });
  const versions = await many(db, sql.versions_of, { process_id: id }, ListedVersion);
  // What an authority above is still writing is its own.
  const is_own = row.is_model || reader.scope.unit_ids === null || reader.scope.unit_ids.includes(row.unit_id);
  return {
    ...listed(row),
    versions: is_own ? versions : versions.filter((version) => version.state === 'in_force'),
    limit: await limitOn(db, row.procedure_code, reader.day),
  };
}

/** Time limit of a procedure on a day; null without a procedure, or when it states none. */
export async function limitOn(db: Db, procedure_code: string | null, day: Day): Promise<ProcedureLimit> {
  if (procedure_code === null) return null;
  try {
    const { limit_unit, limit_amount } = await procedureOn(db, procedure_code, day);
    return limit_unit === null || limit_amount === null ? null : { unit: limit_unit, amount: limit_amount };
  } catch (error) {
    // Not announced yet, or abolished: its process may be written all the same.
    if (error instanceof DomainError && error.code === 'procedures.not_on_day') return null;
    throw error;
  }
}

export const Gap = z.object({
  code: z.string(),
  name: z.string(),
  level: Level,
  sector_name: z.string(),
  limit_unit: z.enum(['hour', 'day', 'working_day', 'month']).nullable(),
  limit_amount: z.number().nullable(),
  is_interlinked: z.boolean(),
});

/** Procedures of the day that would be handled without a process where this unit, or one below it without a process of its own, decides. */
export async function gaps(
  db: Db,
  ask: { unit: string; level?: z.infer<typeof Level> | undefined; day: Day },
): Promise<z.infer<typeof Gap>[]> {
  const unit = await unitOn(db, ask.unit, ask.day);
  return many(db, sql.gaps, { above: await above(db, [unit.id], ask.day), level: ask.level ?? null, day: ask.day }, Gap);
}

/** Units and everything they answer to on a day. */
export async function above(db: Db, unit_ids: readonly number[], day: Day): Promise<number[]> {
  const found = new Set<number>();
  for (const id of unit_ids) {
    for (let next: number | null = id; next !== null && !found.has(next); ) {
      found.add(next);
      next = (await unitById(db, next, day)).parent_id;
    }
  }
  return [...found];
}

export function roles(db: Db): Promise<{ code: string; name_vi: string; name_en: string }[]> {
  return many(db, sql.roles, {}, z.object({ code: z.string(), name_vi: z.string(), name_en: z.string() }));
}
