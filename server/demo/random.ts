// Seeded randomness: the same seed makes the same demonstration on every machine. Pure.

export type Random = {
  /** Whole number in [0, below). */
  below(below: number): number;
  /** Whole number in [from, to], both included. */
  from(from: number, to: number): number;
  chance(percent: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** A new array in random order. */
  shuffled<T>(items: readonly T[]): T[];
};

/** xorshift32 over a hashed seed. Good enough to scatter made-up people and days; not for secrets. */
export function makeRandom(seed: string): Random {
  let state = 2166136261;
  for (const char of seed) state = Math.imul(state ^ (char.codePointAt(0) as number), 16777619);
  state = state >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  for (let i = 0; i < 16; i += 1) next();
  const below = (limit: number) => next() % limit;
  return {
    below,
    from: (from, to) => from + below(to - from + 1),
    chance: (percent) => below(100) < percent,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    shuffled(items) {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i -= 1) {
        const j = below(i + 1);
        [copy[i], copy[j]] = [copy[j] as (typeof copy)[number], copy[i] as (typeof copy)[number]];
      }
      return copy;
    },
  };
}
