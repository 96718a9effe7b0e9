// Group commit: changes that come at the same time share one transaction, one lock on the audit chain and one wait for the disk.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Pool, transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import type { Ctx, Route } from '#lib/route';
import type { Db } from '#lib/sql';

type Call = { ctxOf: (db: Db) => Ctx; input: unknown; resolve(result: unknown): void; reject(error: unknown): void };

const MOST_TOGETHER = 64;
// Of a lane. One is written while the next is made ready; more would only wait for each other's locks.
const AT_ONCE = 2;
// A few wait for the one under way and go with who comes meanwhile: what a transaction costs by itself, it costs for all of them once.
const WORTH_A_SECOND = 8;

/** Calls that hold the same locks (a desk's counter of the day) wait for each other's commit; what goes in different lanes does not. */
const LANES = 2;

// Who was answered together mostly asks again together. While another lane keeps the database busy, they are waited for, so long at most.
const PATIENCE_MS = 10;

// A unique key found what was sent before (23505), or a number was foreseen that somebody else took (40001).
const HOPE_FAILED = ['23505', '40001'];

type Lane = {
  waiting: Call[];
  under_way: number;
  is_gathering: boolean;
  /** So many are likely to go with the next transaction. */
  expected: number;
  /** Running: who waits is waiting for the others of these. */
  patience: NodeJS.Timeout | null;
};

/** Calls of one route, gathered while the transactions before them are on their way. Alone, a call is a batch of one and waits for nobody. */
export class Together {
  readonly #pool: Pool;
  readonly #run: NonNullable<Route['run_together']>;
  readonly #laneOf: (input: unknown) => string;
  readonly #lanes: readonly Lane[] = Array.from({ length: LANES }, () => ({
    ...{ waiting: [], under_way: 0, is_gathering: false, expected: 1, patience: null },
  }));

  /** @param laneOf calls of which this is the same would wait for each other's locks; left out: all of them */
  constructor(pool: Pool, run: NonNullable<Route['run_together']>, laneOf: (input: unknown) => string = () => '') {
    this.#pool = pool;
    this.#run = run;
    this.#laneOf = laneOf;
  }

  /** @returns once the change is committed; a refusal and an error of its own are its alone */
  ask(ctxOf: (db: Db) => Ctx, input: unknown): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const lane = this.#lanes[numberOf(this.#laneOf(input)) % LANES] as Lane;
    lane.waiting.push({ ctxOf, input, resolve, reject });
    if (!lane.is_gathering) {
      lane.is_gathering = true;
      // What arrived with this one is read before the turn ends.
      nextTurn().then(() => {
        lane.is_gathering = false;
        this.#send(lane);
      });
    }
    return promise;
  }

  #send(lane: Lane): void {
    while (lane.under_way < AT_ONCE && lane.waiting.length >= (lane.under_way === 0 ? 1 : WORTH_A_SECOND)) {
      if (lane.waiting.length < lane.expected && this.#isBusyBeside(lane)) {
        this.#waitFor(lane);
        return;
      }
      this.#go(lane);
    }
  }

  #isBusyBeside(lane: Lane): boolean {
    return this.#lanes.some((other) => other !== lane && other.under_way > 0);
  }

  #waitFor(lane: Lane): void {
    lane.patience ??= setTimeout(() => {
      lane.patience = null;
      lane.expected = 1;
      this.#send(lane);
    }, PATIENCE_MS);
  }

  #go(lane: Lane): void {
    if (lane.patience) clearTimeout(lane.patience);
    lane.patience = null;
    lane.under_way += 1;
    const calls = lane.waiting.splice(0, MOST_TOGETHER);
    this.#batch(calls).finally(() => {
      lane.under_way -= 1;
      lane.expected = Math.min(MOST_TOGETHER, calls.length + lane.waiting.length);
      for (const one of this.#lanes) this.#send(one);
    });
  }

  async #batch(calls: readonly Call[], is_hopeful = true): Promise<void> {
    try {
      const results = await this.#transaction(calls, is_hopeful);
      for (const [index, call] of calls.entries()) settle(call, results[index]);
    } catch (error) {
      if (is_hopeful && HOPE_FAILED.includes((error as { code?: string }).code as string)) return this.#batch(calls, false);
      const [only] = calls;
      if (calls.length === 1) only?.reject(error);
      else for (const call of calls) await this.#batch([call]);
    }
  }

  #transaction(calls: readonly Call[], is_hopeful: boolean): Promise<unknown[]> {
    return transaction(
      this.#pool,
      'write',
      (db, behind) =>
        this.#run(
          calls.map(({ ctxOf, input }) => ({ ctx: ctxOf(db), input })),
          { behind, is_hopeful, database: this.#pool },
        ),
      { pipelined: true },
    );
  }
}

/** The same number for the same text, spread evenly. */
function numberOf(text: string): number {
  let number = 0;
  for (let at = 0; at < text.length; at += 1) number = (Math.imul(number, 31) + text.charCodeAt(at)) >>> 0;
  return (number ^ (number >>> 7) ^ (number >>> 15)) >>> 0;
}

function settle(call: Call, result: unknown): void {
  if (result instanceof DomainError) call.reject(result);
  else call.resolve(result);
}
