// Values of one unit over several spans of days that end on the same day, and of several parts of it: what a form of rows asks.
import { freePeriod } from '#calendar';
import type { Day } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import type { Part } from '#org';
import { type Definitions, definitionsOn } from './definitions.ts';
import { type Frame, frameOf, type Leaf, parentsOf } from './frame.ts';
import { asOf } from './question.ts';
import type { Value } from './value.ts';
import { computedOver } from './values.ts';

export type Span = { from: Day; scope: Part; measures: readonly string[] };

/**
 * Values of each span in their order, without digests: the unit, its tree, the definitions and the registers are read once for all.
 * @param ask.definitions those of `to`, where they are known already
 * @throws what `valuesOf` throws
 */
export async function valuesOverSpans(
  db: Db,
  ask: { unit: string; to: Day; today?: Day | undefined; spans: readonly Span[]; definitions?: Definitions | undefined },
  access: Scope,
): Promise<Record<string, Value>[]> {
  const { unit, to, today, spans } = ask;
  const [first] = spans;
  if (!first) return [];
  const latest = spans.map(({ from }) => from).reduce((a, b) => (a > b ? a : b));
  const whole = await frameOf(db, { unit, from: latest, to, today, scope: 'all' }, 'one', access);
  const definitions = ask.definitions ?? (await definitionsOn(db, to, whole.tenant));
  const ground = { ...whole, parents: await parentsOf(db, whole) };
  const asked = spans.map((span) => ({ frame: narrowed(ground, span, today), measures: span.measures }));
  const values = await computedOver(db, asked, definitions, 'none');
  return values.map((of) => of(whole.unit.id));
}

/** The frame of a part of the unit over other days. */
function narrowed(whole: Frame, { from, scope }: Span, today: Day | undefined): Frame {
  const { s, e } = freePeriod(from, whole.to);
  const bounds = { s, e, as_of: asOf(s, e, today) };
  if (scope === 'all') return { ...whole, from, bounds };
  const isIn = (leaf: Leaf) => (scope === 'own' ? leaf.depth === 0 : leaf.depth > 0);
  const leaves = new Map(
    [...whole.leaves].flatMap(([unit_id, all]): [number, Leaf[]][] => {
      const kept = all.filter(isIn);
      return kept.length === 0 ? [] : [[unit_id, kept]];
    }),
  );
  return { ...whole, from, scope, bounds, leaves, unit_ids: [...leaves.keys()], is_wide: scope === 'below' && whole.is_wide };
}
