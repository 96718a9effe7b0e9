// Group commit: changes that come at the same time share one transaction, one lock on the audit chain and one wait for the disk.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Pool, transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import type { Ctx, Route } from '#lib/route';
import type { Db } from '#lib/sql';

type Call = { ctxOf: (db: Db) => Ctx; input: unknown; resolve(result: unknown): void; reject(error: unknown): void };

const MOST_TOGETHER = 64;
// One is written while the next is made ready; more would only wait for each other's locks.
const AT_ONCE = 2;
// A few wait for the one under way and go with who comes meanwhile: what a transaction costs by itself, it costs for all of them once.
const WORTH_A_SECOND = 24;

/** Calls of one route, gathered while the transactions before them are on their way. Alone, a call is a batch of one and waits for nobody. */
export class Together {
  readonly #pool: Pool;
  readonly #run: NonNullable<Route['run_together']>;
  readonly #waiting: Call[] = [];
  #under_way = 0;
  #is_gathering = false;

  constructor(pool: Pool, run: NonNullable<Route['run_together']>) {
    this.#pool = pool;
    this.#run = run;
  }

  /** @returns once the change is committed; a refusal and an error of its own are its alone */
  ask(ctxOf: (db: Db) => Ctx, input: unknown): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.push({ ctxOf, input, resolve, reject });
    if (!this.#is_gathering) {
      this.#is_gathering = true;
      // What arrived with this one is read before the turn ends.
      nextTurn().then(() => {
        this.#is_gathering = false;
        this.#send();
      });
    }
    return promise;
  }

  #send(): void {
    while (this.#under_way < AT_ONCE && this.#waiting.length >= (this.#under_way === 0 ? 1 : WORTH_A_SECOND)) {
      this.#under_way += 1;
      this.#batch(this.#waiting.splice(0, MOST_TOGETHER)).finally(() => {
        this.#under_way -= 1;
        this.#send();
      });
    }
  }

  async #batch(calls: readonly Call[]): Promise<void> {
    try {
      const results = await this.#transaction(calls);
      for (const [index, call] of calls.entries()) settle(call, results[index]);
    } catch (error) {
      const [only] = calls;
      if (calls.length === 1) only?.reject(error);
      else for (const call of calls) await this.#batch([call]);
    }
  }

  #transaction(calls: readonly Call[]): Promise<unknown[]> {
    return transaction(this.#pool, 'write', (db) => this.#run(calls.map(({ ctxOf, input }) => ({ ctx: ctxOf(db), input }))), {
      pipelined: true,
    });
  }
}

function settle(call: Call, result: unknown): void {
  if (result instanceof DomainError) call.reject(result);
  else call.resolve(result);
}
