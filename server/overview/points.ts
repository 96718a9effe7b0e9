// What costs points: missing points of the newest card of a unit, and of the units it appraises.
import { z } from 'zod';
import { addDays, type Day } from '#lib/day';
import { add, compare, type Rational, rationalOf, subtract } from '#lib/rational';
import type { Db } from '#lib/sql';
import type { Unit } from '#org';
import { type CardView, cardsOf, cardView, type Round, rounds, roundView } from '#scorecards';
import { type Ask, type Reader, UnitOut, unitAsked, unitOut } from './ask.ts';

/** The costliest are named, the rest stand on the card. */
const NAMED = 8;
/** Rounds looked at, the newest first: a unit is in a few a year. */
const ROUNDS = 24;

const Item = z.object({
  criterion: z.string(),
  name_vi: z.string(),
  name_en: z.string(),
  area: z.string(),
  points: z.string(),
  cause: z.enum(['not_due', 'lost', 'not_scored']),
  reason: z.string().nullable(),
  office: z.string().nullable(),
  task_id: z.number().nullable(),
});
const RoundOut = z.object({ id: z.number(), name: z.string(), year: z.number(), state: z.string(), is_official: z.boolean() });

export const Points = z.object({
  unit: UnitOut,
  day: z.string(),
  card: z
    .object({
      card_id: z.number(),
      round: RoundOut,
      counted: z.string(),
      max: z.string(),
      missing: z.string(),
      /** Biggest first; areas that miss nothing are left out. */
      areas: z.array(
        z.object({ code: z.string(), name_vi: z.string(), name_en: z.string(), max: z.string(), missing: z.string() }),
      ),
      /** By who answers for it; null: nobody is named. */
      offices: z.array(z.object({ name: z.string().nullable(), points: z.string(), items: z.number() })),
      items: z.array(Item),
      /** All of them, the named ones included. */
      items_total: z.number(),
    })
    .nullable(),
  /** The newest round this unit opened: who misses most. */
  below: z
    .object({
      round: RoundOut,
      rows: z.array(
        z.object({
          card_id: z.number(),
          code: z.string(),
          name: z.string(),
          /** Of what was scored; what nobody has scored yet is no loss. */
          missing: z.string(),
          not_scored: z.string(),
          counted: z.string(),
        }),
      ),
      /** Units that have not handed in their own score: nothing is said of what they miss. */
      waiting: z.array(z.object({ card_id: z.number(), code: z.string(), name: z.string() })),
    })
    .nullable(),
});
export type Points = z.infer<typeof Points>;

/** @throws org.unit_unknown, org.unit_not_on_day */
export async function pointsMissing(db: Db, ask: Ask, reader: Reader): Promise<Points> {
  const unit = await unitAsked(db, ask, reader);
  const known = await roundsUntil(db, ask.day, reader);
  const cards =
    known.length === 0
      ? []
      : await cardsOf(
          db,
          known.map((round) => round.id),
        );
  const own = cards.filter((card) => card.unit_id === unit.id);
  const newest = known.flatMap((round) => own.find((card) => card.round_id === round.id) ?? [])[0];
  const view = newest && (await cardView(db, newest.id, reader.scorecards, reader.today));
  return {
    unit: unitOut(unit),
    day: ask.day,
    card: view && (view.sight.own_scores || view.sight.appraisal) ? cardOut(view) : null,
    below: await belowOf(db, unit, known, reader),
  };
}

/** Rounds whose period had begun, the newest first. */
export async function roundsUntil(db: Db, day: Day, reader: Reader): Promise<Round[]> {
  const found = await rounds(db, {}, reader.scorecards.read);
  return found.filter((round) => round.period_from < addDays(day, 1)).slice(0, ROUNDS);
}

export const roundOut = ({ id, name, year, state, is_official }: Round) => ({ id, name, year, state, is_official });

function cardOut(view: CardView): NonNullable<Points['card']> {
  const areas = view.rows
    .filter((row) => row.depth === 0 && isSome(row.sum.missing))
    .map(({ code, name_vi, name_en, sum }) => ({ code, name_vi, name_en, max: sum.max, missing: sum.missing }));
  const items = [...view.ledger].sort((a, b) => larger(a.points, b.points));
  const offices = [...Map.groupBy(items, (item) => item.office)].map(([name, mine]) => ({
    name,
    points: printed(mine.map((item) => item.points)),
    items: mine.length,
  }));
  return {
    card_id: view.card.id,
    round: roundOut(view.round),
    counted: view.total.counted,
    max: view.total.max,
    missing: view.total.missing,
    areas: areas.sort((a, b) => larger(a.missing, b.missing)),
    offices: offices.sort((a, b) => larger(a.points, b.points)),
    items: items.slice(0, NAMED).map(({ criterion, name_vi, name_en, area, points, cause, reason, office, task_id }) => ({
      ...{ criterion, name_vi, name_en, area, points, cause, reason, office, task_id },
    })),
    items_total: items.length,
  };
}

async function belowOf(db: Db, unit: Unit, known: readonly Round[], reader: Reader): Promise<Points['below']> {
  const round = known.find((one) => one.owner_unit_id === unit.id);
  if (!round) return null;
  const { rows } = await roundView(db, round, reader.scorecards, 'areas', reader.today);
  return {
    round: roundOut(round),
    rows: rows
      .flatMap(({ card_id, unit_code: code, unit_name: name, state, total }) => {
        if (!total || state === 'self') return [];
        const { not_scored, counted } = total;
        return [{ card_id, code, name, missing: less(total.missing, not_scored), not_scored, counted }];
      })
      .sort((a, b) => larger(a.missing, b.missing)),
    waiting: rows
      .filter(({ total, state }) => !total || state === 'self')
      .map(({ card_id, unit_code: code, unit_name: name }) => ({ card_id, code, name })),
  };
}

const isSome = (points: string): boolean => rationalOf(points).n !== 0n;
const larger = (a: string, b: string): number => compare(rationalOf(b), rationalOf(a));

const less = (whole: string, part: string): string => printedSum(subtract(rationalOf(whole), rationalOf(part)));

/** A sum of points as they are written: thousandths at most, no zeros at the end. */
const printed = (points: readonly string[]): string => printedSum(points.map(rationalOf).reduce(add, { n: 0n, d: 1n }));

function printedSum(sum: Rational): string {
  const thousandths = (sum.n * 1000n) / sum.d;
  const digits = String(thousandths).padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/\.?0+$/, '');
}
