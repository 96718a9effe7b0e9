// Lists of kept reports, with what is late.
import { z } from 'zod';
import { ownOf } from '#access';
import { addDays, type Day, vietnamDay } from '#lib/day';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, one } from '#lib/sql';
import { plain } from '#lib/text';
import { descendants, unitNear, unitsByIds } from '#org';
import { EVENTS, STATES, type State, stateAfter } from './states.ts';

const sql = loadSql(import.meta.url, ['listed', 'count_listed']);

export const ReportRow = z.object({
  id: z.number(),
  title: z.string(),
  regime: z.string(),
  kind: z.string(),
  from: z.string(),
  to: z.string(),
  due_on: z.string().nullable(),
  unit_code: z.string(),
  unit_name: z.string(),
  state: z.enum(STATES),
  last_at: z.date(),
  /** Versions made after the first. */
  changes: z.number(),
  /** How often it was given back, by the unit's own head or from above. */
  returned: z.number(),
  issued_at: z.date().nullable(),
  number: z.number().nullable(),
  year: z.number().nullable(),
  /** Issued after its last day, or not issued though that has passed; null when the regime names no day. */
  is_late: z.boolean().nullable(),
});
export type ReportRow = z.infer<typeof ReportRow>;

const Listed = z.object({
  id: z.number(),
  title: z.string(),
  regime: z.string(),
  kind: z.string(),
  s: z.string(),
  e: z.string(),
  due_on: z.string().nullable(),
  unit_code: z.string(),
  unit_id: z.number(),
  last_event: z.enum(EVENTS),
  last_at: z.date(),
  changes: z.number(),
  returned: z.number(),
  issued_at: z.date().nullable(),
  number: z.number().nullable(),
  year: z.number().nullable(),
});

export type Wanted = {
  unit?: string | undefined;
  regime?: string | undefined;
  state?: State | undefined;
  from?: Day | undefined;
  before?: Day | undefined;
  q?: string | undefined;
  page: number;
  page_size: number;
};

/** Reports of the units in reach, newest period first; `unit` with everything below it. @throws org.unit_unknown */
export async function reportsIn(db: Db, wanted: Wanted, scope: Scope, today: Day): Promise<{ rows: ReportRow[]; total: number }> {
  const { regime = null, from = null, before = null, page, page_size } = wanted;
  const like = wanted.q ? `%${plain(wanted.q)}%` : null;
  const unit_ids = wanted.unit ? await descendants(db, (await unitNear(db, wanted.unit, today)).id, today) : null;
  const last_events = wanted.state ? EVENTS.filter((kind) => stateAfter(kind) === wanted.state) : null;
  const filter = { scope: scope.unit_ids, own: ownOf(scope), unit_ids, regime, from, before, like, last_events };
  const rows = await many(db, sql.listed, { ...filter, limit: page_size, offset: (page - 1) * page_size }, Listed);
  const { total } = await one(db, sql.count_listed, filter, z.object({ total: z.number() }));
  return { rows: await named(db, rows, today), total };
}

async function named(db: Db, rows: readonly z.infer<typeof Listed>[], today: Day): Promise<ReportRow[]> {
  const names = new Map<string, string>();
  // A unit is called what it was called when the period ended; a list has few periods.
  for (const [e, group] of Map.groupBy(rows, (row) => row.e))
    for (const unit of await unitsByIds(db, [...new Set(group.map((row) => row.unit_id))], addDays(e, -1)))
      names.set(`${unit.id} ${e}`, unit.name);
  return rows.map(({ s, e, unit_id, last_event, ...row }) => {
    const issued_on = row.issued_at === null ? null : vietnamDay(row.issued_at);
    return {
      ...row,
      from: s,
      to: addDays(e, -1),
      unit_name: names.get(`${unit_id} ${e}`) ?? row.unit_code,
      state: stateAfter(last_event),
      is_late: row.due_on === null ? null : (issued_on ?? today) > row.due_on,
    };
  });
}
