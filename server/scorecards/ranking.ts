// Who stands where. Equal points are told apart by the rule the set states, and by nothing else. Pure.
import type { Points } from './points.ts';

export type Contender = { unit_id: number; counted: Points; percent: bigint | null; parts: ReadonlyMap<string, Points> };
export type Place<C> = C & {
  /** 1, 2, 2, 4: equals share a rank and the next one is left out. Null: nothing of the set applies. */
  rank: number | null;
  /** Part that told it apart from the one above with the same total; null: the total did. */
  decided_by: string | null;
  is_tied: boolean;
};

type Verdict = { order: number; by: string | null };

function compared(a: Contender, b: Contender, tie_rule: readonly string[]): Verdict {
  if (a.percent !== b.percent) return { order: (a.percent ?? -1n) > (b.percent ?? -1n) ? -1 : 1, by: null };
  for (const part of tie_rule) {
    const [mine, other] = [a.parts.get(part) ?? 0n, b.parts.get(part) ?? 0n];
    if (mine !== other) return { order: mine > other ? -1 : 1, by: part };
  }
  return { order: 0, by: null };
}

/** Places from first to last; equals stand in the order they came in. */
export function ranked<C extends Contender>(contenders: readonly C[], tie_rule: readonly string[]): Place<C>[] {
  const sorted = [...contenders].sort((a, b) => compared(a, b, tie_rule).order);
  const places: Place<C>[] = [];
  for (const [at, one] of sorted.entries()) {
    const above = places.at(-1);
    const verdict = above ? compared(above, one, tie_rule) : null;
    const is_equal = verdict?.order === 0;
    const rank = one.percent === null ? null : is_equal && above ? above.rank : at + 1;
    places.push({ ...one, rank, decided_by: verdict?.by ?? null, is_tied: is_equal && rank !== null });
    if (is_equal && above && rank !== null) above.is_tied = true;
  }
  return places;
}
