// What the product's own figures would give: points of every criterion for many units at once.
import type { Day } from '#lib/day';
import { type Rational, rationalOf } from '#lib/rational';
import type { Db } from '#lib/sql';
import { valuesByUnit } from '#measures';
import { PLAN_MEASURES, planFigures } from './plan-measures.ts';
import { type Points, points, rationalPoints } from './points.ts';
import { computed, measuresOf } from './rule.ts';
import { measureNames } from './sets.ts';
import { type CriteriaSet, computingOrder, leaves } from './tree.ts';

/** A figure that points were made from; `value` null: not available. */
export type Input = { value: string | null; unit: string | null; n: number | null };
export type Prefill = { value: Points; inputs: Record<string, Input> };
/** By code of the criterion; criteria without figures are left out. */
export type Prefills = ReadonlyMap<string, Prefill>;

export type PrefillAsk = {
  set: CriteriaSet;
  /** Unit whose tree the units stand in. */
  unit: string;
  units: readonly { id: number; code: string }[];
  /** Both included. */
  from: Day;
  to: Day;
  today: Day;
};

type Figures = ReadonlyMap<string, { exact: Rational | null; input: Input }>;

/**
 * Points by unit code. Computed for the product, not for a reader: a card's points do not depend on who looks.
 * @throws org.unit_unknown, org.unit_not_on_day
 */
export async function prefills(db: Db, ask: PrefillAsk): Promise<Map<string, Prefills>> {
  const figures = await figuresOf(db, ask);
  const order = computingOrder(ask.set);
  return new Map(ask.units.map(({ code }) => [code, pointsFrom(ask.set, order, figures.get(code) ?? new Map())]));
}

async function figuresOf(db: Db, ask: PrefillAsk): Promise<Map<string, Figures>> {
  const wanted = [...new Set(leaves(ask.set).flatMap((leaf) => measuresOf(leaf.rule)))];
  const by_unit = new Map<string, Map<string, { exact: Rational | null; input: Input }>>(
    ask.units.map(({ code }) => [code, new Map()]),
  );
  const known = await measureNames(db, ask.to);
  const planned = wanted.filter((name) => (PLAN_MEASURES as readonly string[]).includes(name));
  const measures = wanted.filter((name) => known.has(name) && !planned.includes(name));
  if (measures.length > 0 && ask.units.length > 0) {
    const { unit, from, to, today } = ask;
    const units = ask.units.map((one) => one.code);
    const values = await valuesByUnit(db, { measures, unit, units, from, to, today }, { unit_ids: null });
    for (const [code, row] of values) {
      const into = by_unit.get(code);
      for (const name of measures) {
        const one = row[name];
        if (!one || !into) continue;
        const exact = one.exact && { n: BigInt(one.exact.num), d: BigInt(one.exact.den) };
        into.set(name, { exact, input: { value: one.value, unit: one.unit, n: one.n } });
      }
    }
  }
  if (planned.length > 0)
    for (const [code, row] of await planFigures(db, ask))
      for (const [name, value] of row)
        by_unit.get(code)?.set(name, { exact: value === null ? null : rationalOf(value), input: { value, unit: null, n: null } });
  return by_unit;
}

/** Points of a unit from its figures. */
export function pointsFrom(set: CriteriaSet, order: ReturnType<typeof computingOrder>, figures: Figures): Prefills {
  const made = new Map<string, Prefill>();
  const measure = (name: string) => figures.get(name)?.exact ?? null;
  const criterion = (code: string) => {
    const there = made.get(code);
    return there ? rationalPoints(there.value) : null;
  };
  for (const leaf of order) {
    const range = { max: points(leaf.max_points), min: points(leaf.min_points), decimals: set.decimals };
    const value = computed(leaf.rule, { measure, criterion }, range);
    if (value === null) continue;
    const none: Input = { value: null, unit: null, n: null };
    const inputs = Object.fromEntries(measuresOf(leaf.rule).map((name) => [name, figures.get(name)?.input ?? none]));
    made.set(leaf.code, { value, inputs });
  }
  return made;
}
