// A figure beside the same period a year earlier, by the organisation of the later one.
import { addDays, type Day } from '#lib/day';
import { absolute, divide, HUNDRED, multiply, printRational, type Rational, subtract } from '#lib/rational';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { frameOf } from './frame.ts';
import type { Value } from './value.ts';
import { computed, tableOf, type ValuesAsk } from './values.ts';

export type Compared = {
  now: Value;
  earlier: Value;
  /** Now less earlier, to the decimals of the measure; null when one of them is not available. */
  difference: string | null;
  /** The difference as a share of the earlier value, to two places; null when that is 0 or not available. */
  change_percent: string | null;
  /** Whether it went the way that is better; null: neither, or not to be said. */
  is_better: boolean | null;
};

/** The same day a year earlier; 29 February becomes 28. */
export function yearEarlier(day: Day): Day {
  const earlier = `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4)}`;
  return earlier.endsWith('-02-29') ? `${earlier.slice(0, 4)}-02-28` : earlier;
}

/** The same period a year earlier. A period that ends with February ends with February. */
export function periodEarlier(from: Day, to: Day): { from: Day; to: Day } {
  return { from: yearEarlier(from), to: addDays(yearEarlier(addDays(to, 1)), -1) };
}

function exactOf(value: Value): Rational | null {
  return value.exact && { n: BigInt(value.exact.num), d: BigInt(value.exact.den) };
}

/** Values with those of the same period a year earlier: same definitions, same organisation. @throws what `valuesOf` throws */
export async function sameEarlier(
  db: Db,
  ask: ValuesAsk,
  access: Scope,
): Promise<{ from: Day; to: Day; values: Record<string, Compared> }> {
  const { frame, definitions, values } = await tableOf(db, { digest: true, ...ask }, 'one', access);
  const period = periodEarlier(frame.from, frame.to);
  const before = await frameOf(db, { ...ask, ...period, tree_day: frame.tree_day }, 'one', access);
  const of_before = (await computed(db, before, definitions, { measures: ask.measures, digest: true }))(before.unit.id);
  const of_now = values(frame.unit.id);
  const pairs = ask.measures.map((name) => {
    const direction = definitions.get(name).direction;
    return [name, compared(of_now[name] as Value, of_before[name] as Value, direction)] as const;
  });
  return { ...period, values: Object.fromEntries(pairs) };
}

export function compared(now: Value, earlier: Value, direction: 'up' | 'down' | undefined): Compared {
  const [a, b] = [exactOf(now), exactOf(earlier)];
  if (!a || !b) return { now, earlier, difference: null, change_percent: null, is_better: null };
  const gap = subtract(a, b);
  return {
    now,
    earlier,
    difference: printRational(gap, now.decimals),
    change_percent: b.n === 0n ? null : printRational(multiply(divide(gap, absolute(b)), HUNDRED), 2),
    is_better: direction === undefined || gap.n === 0n ? null : gap.n > 0n === (direction === 'up'),
  };
}
