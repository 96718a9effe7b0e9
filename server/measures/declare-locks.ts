// Declared values that may not be said anew while somebody holds them: a form that is complete, a report that was sent.
import { z } from 'zod';
import { addDays, type Day } from '#lib/day';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many } from '#lib/sql';
import { firstDay } from './declared.ts';
import type { Declared } from './kinds.ts';

const sql = loadSql(import.meta.url, ['take_turn', 'hold', 'let_go', 'held_at_unit']);

/** `[s, e)` for which a measure is declared when it is asked over `from` to `to`. */
export function declaredPeriod(measure: Declared, from: Day, to: Day): { s: Day; e: Day } {
  const e = addDays(to, 1);
  return { s: firstDay(measure, { s: from, e }) ?? to, e };
}

export type Hold = {
  unit: { id: number; tenant: number };
  /** Days over which each is asked, both included. */
  wanted: readonly { measure: Declared; from: Day; to: Day }[];
  /** Who holds them, in Vietnamese words that people read. */
  held_by: string;
};

/** Until the transaction ends nobody else of the province declares, so what is read now stays. */
export async function takeDeclaringTurn(db: Db, tenant: number): Promise<void> {
  await exec(db, sql.take_turn, { tenant });
}

/** From now on these values are refused with measures.declaration_held. The same again changes nothing. */
export async function holdDeclared(db: Db, { unit, wanted, held_by }: Hold, now: Date): Promise<void> {
  const periods = wanted.map(({ measure, from, to }) => declaredPeriod(measure, from, to));
  await exec(db, sql.hold, {
    tenant: unit.tenant,
    unit_id: unit.id,
    measures: wanted.map(({ measure }) => measure.name),
    starts: periods.map(({ s }) => s),
    ends: periods.map(({ e }) => e),
    held_by,
    now,
  });
}

/** Lets go what is held under these words for periods that end with `to`. */
export async function releaseDeclared(db: Db, of: { unit_id: number; to: Day; held_by: string }, scope: Scope): Promise<void> {
  const { unit_id, held_by, to } = of;
  await exec(db, sql.let_go, { unit_id, held_by, e: addDays(to, 1), scope: scope.unit_ids });
}

const Held = z.object({ measure: z.string(), s: z.string(), e: z.string(), held_by: z.string() });

/** Who holds a value of the unit; null: nobody. */
export async function heldDeclared(
  db: Db,
  of: { unit_id: number; days: readonly Day[] },
  scope: Scope,
): Promise<(measure: string, period: { s: Day; e: Day }) => string | null> {
  const ends = [...new Set(of.days.map((day) => addDays(day, 1)))];
  const rows = await many(db, sql.held_at_unit, { unit_id: of.unit_id, ends, scope: scope.unit_ids }, Held);
  const by_key = new Map(rows.map((row) => [`${row.measure} ${row.s} ${row.e}`, row.held_by]));
  return (measure, { s, e }) => by_key.get(`${measure} ${s} ${e}`) ?? null;
}
