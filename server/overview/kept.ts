// Answers that read a province's dossiers of a year or more, kept for a minute: whoever opens the overview meanwhile reads what the first one read.
import type { Ctx, Scope } from '#lib/route';
import type { Reader } from './ask.ts';

const KEPT_MS = 60_000;
/** Some tens of KB each. */
const MOST = 200;

const numbers = new WeakMap<Scope, number>();
let last_number = 0;

/** A number of its own for each scope: as long as rights are what they were, an account's scope is the same object, and afterwards never again. */
function numberOf(scope: Scope): number {
  let number = numbers.get(scope);
  if (number === undefined) {
    last_number += 1;
    number = last_number;
    numbers.set(scope, number);
  }
  return number;
}

/** One part of the overview, by what was asked and by whose eyes. */
export class Kept<I extends object, V> {
  readonly #answers = new Map<string, { at: number; value: V }>();

  async get(ctx: Pick<Ctx, 'now'>, ask: I, reader: Reader, work: () => Promise<V>): Promise<V> {
    const { overview, dossiers, measures, plans, reports, scorecards } = reader;
    const scopes = [overview, dossiers, measures, plans, reports, scorecards.read, scorecards.score, scorecards.appraise];
    const key = JSON.stringify([ask, reader.today, scopes.map(numberOf)]);
    const now = ctx.now.getTime();
    const known = this.#answers.get(key);
    if (known && known.at <= now && now < known.at + KEPT_MS) return known.value;
    const value = await work();
    if (this.#answers.size >= MOST) this.#answers.clear();
    this.#answers.set(key, { at: now, value });
    return value;
  }
}
