// Where each unit just below a unit stands.
import { z } from 'zod';
import { divide, multiply, printRational, whole } from '#lib/rational';
import type { Db } from '#lib/sql';
import { definitionsOn, valuesByUnit } from '#measures';
import { tree } from '#org';
import { isCompleted, judged, ownersUnder } from '#plans';
import { roundView } from '#scorecards';
import { type Ask, type Kind, type Reader, Span, spans, UnitOut, unitAsked, unitOut } from './ask.ts';
import { roundOut, roundsUntil } from './points.ts';

const RATES = ['on_time_rate', 'online_rate', 'papers_digitised_rate'] as const;
/** What the units can be compared by; all in per cent, more is better. */
export const STANDING_BY = [...RATES, 'tasks', 'score'] as const;

const Figure = z.object({
  /** Per cent, printed; null: not available. */
  value: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
});
type Figure = z.infer<typeof Figure>;

export const Standings = z.object({
  unit: UnitOut,
  day: z.string(),
  period: Span,
  /** Names of the measures among the columns. */
  labels: z.record(z.string(), z.object({ label_vi: z.string(), label_en: z.string() })),
  /** The newest round this unit opened. */
  round: z.object({ id: z.number(), name: z.string(), is_official: z.boolean() }).nullable(),
  rows: z.array(
    UnitOut.extend({
      short_name: z.string(),
      /** Of all it holds, open at the end of the period. */
      overdue: z.string().nullable(),
      figures: z.record(z.enum(STANDING_BY), Figure),
      card_id: z.number().nullable(),
      rank: z.number().nullable(),
    }),
  ),
});
export type Standings = z.infer<typeof Standings>;

const NOTHING: Figure = { value: null, numerator: null, denominator: null };

/** @throws org.unit_unknown, org.unit_not_on_day */
export async function standings(db: Db, ask: Ask & { kind: Kind }, reader: Reader): Promise<Standings> {
  const unit = await unitAsked(db, ask, reader);
  const { now: period } = spans(ask.kind, ask.day);
  const units = await tree(db, ask.day, unit.id);
  const below = units.filter((one) => one.depth === 1);
  const measures = [...RATES, 'pending_overdue'];
  const question = { unit: unit.code, units: 'children' as const, ...period, measures, today: reader.today };
  const values = below.length === 0 ? new Map() : await valuesByUnit(db, question, reader.measures);
  const done = await tasksDone(db, { ask, code: unit.code, units, reader });
  const scored = await scores(db, ask, unit.id, reader);
  const definitions = await definitionsOn(db, ask.day, null, ['count', 'ratio']);
  const labels = RATES.map((name) => {
    const { label_vi, label_en } = definitions.get(name);
    return [name, { label_vi, label_en }] as const;
  });
  return {
    unit: unitOut(unit),
    day: ask.day,
    period,
    labels: Object.fromEntries(labels),
    round: scored.round,
    rows: below
      .filter((one) => values.has(one.code))
      .map((one) => {
        const rate = (name: (typeof RATES)[number]): Figure => {
          const { value = null, numerator = null, denominator = null } = values.get(one.code)?.[name] ?? {};
          return { value, numerator, denominator };
        };
        const card = scored.rows.get(one.code);
        // A draft of its own score says nothing of a unit.
        const score =
          card?.total && card.state !== 'self'
            ? { value: card.total.percent, numerator: card.total.counted, denominator: card.total.out_of }
            : NOTHING;
        return {
          ...unitOut(one),
          short_name: one.short_name,
          overdue: values.get(one.code)?.pending_overdue?.value ?? null,
          figures: {
            on_time_rate: rate('on_time_rate'),
            online_rate: rate('online_rate'),
            papers_digitised_rate: rate('papers_digitised_rate'),
            tasks: done.get(one.id) ?? NOTHING,
            score,
          },
          card_id: card?.card_id ?? null,
          rank: card?.rank ?? null,
        };
      }),
  };
}

type UnitInTree = Awaited<ReturnType<typeof tree>>[number];

/** Tasks finished out of all of the year, of each unit just below with what lies below it, by unit id. */
async function tasksDone(
  db: Db,
  { ask, code, units, reader }: { ask: Ask; code: string; units: readonly UnitInTree[]; reader: Reader },
): Promise<Map<number, Figure>> {
  const year = Number(ask.day.slice(0, 4));
  const unit_ids = await ownersUnder(db, { unit: code, year, scope: 'below' }, reader.today);
  if (unit_ids.length === 0) return new Map();
  const tasks = await judged(db, { unit_ids, year }, ask.day, reader.plans);
  const row_of = rowsOf(units);
  const counts = new Map<number, [done: number, total: number]>();
  for (const task of tasks) {
    const row = row_of.get(task.unit_id);
    if (row === undefined) continue;
    const [done, total] = counts.get(row) ?? [0, 0];
    counts.set(row, [done + (isCompleted(task.state) ? 1 : 0), total + 1]);
  }
  return new Map(
    [...counts].map(([id, [done, total]]) => [
      id,
      {
        value: printRational(divide(multiply(whole(done), whole(100)), whole(total)), 2),
        numerator: String(done),
        denominator: String(total),
      },
    ]),
  );
}

/** The unit just below the root under which each unit lies. The tree comes root first, every unit before those below it. */
function rowsOf(units: readonly UnitInTree[]): Map<number, number> {
  const rows = new Map<number, number>();
  for (const unit of units) {
    const row = unit.depth === 1 ? unit.id : unit.parent_id === null ? undefined : rows.get(unit.parent_id);
    if (row !== undefined) rows.set(unit.id, row);
  }
  return rows;
}

async function scores(db: Db, ask: Ask, unit_id: number, reader: Reader) {
  const round = (await roundsUntil(db, ask.day, reader)).find((one) => one.owner_unit_id === unit_id);
  if (!round) return { round: null, rows: new Map() };
  const { rows } = await roundView(db, round, reader.scorecards, 'areas', reader.today);
  const { id, name, is_official } = roundOut(round);
  return { round: { id, name, is_official }, rows: new Map(rows.map((row) => [row.unit_code, row])) };
}
