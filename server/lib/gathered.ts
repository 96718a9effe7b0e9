// Questions of the same kind that come at the same time, asked of the database in one statement.
import type { Db } from './sql.ts';

type Call<K, V> = { key: K; resolve(answer: V): void; reject(error: unknown): void };
type Desk<K, V> = { waiting: Call<K, V>[]; under_way: number; is_gathering: boolean };

const MOST_TOGETHER = 32;
// One is answered while the next gathers.
const AT_ONCE = 2;

/**
 * Gathers what is asked while the statements before are on their way; alone, a question is a statement of one and waits for nobody. A statement is
 * sent after everything in it was asked, so what was committed before a call is seen by it. Questions of one connection (a transaction) are never
 * mixed with those of another.
 */
export class Gathered<K, V> {
  readonly #ask: (db: Db, keys: readonly K[]) => Promise<readonly V[]>;
  readonly #desks = new WeakMap<Db, Desk<K, V>>();

  /** @param ask the answers in the order of the keys */
  constructor(ask: (db: Db, keys: readonly K[]) => Promise<readonly V[]>) {
    this.#ask = ask;
  }

  get(db: Db, key: K): Promise<V> {
    let desk = this.#desks.get(db);
    if (!desk) {
      desk = { waiting: [], under_way: 0, is_gathering: false };
      this.#desks.set(db, desk);
    }
    const { promise, resolve, reject } = Promise.withResolvers<V>();
    desk.waiting.push({ key, resolve, reject });
    if (!desk.is_gathering) {
      desk.is_gathering = true;
      setImmediate(() => {
        desk.is_gathering = false;
        this.#send(db, desk);
      });
    }
    return promise;
  }

  #send(db: Db, desk: Desk<K, V>): void {
    while (desk.under_way < AT_ONCE && desk.waiting.length > 0) {
      desk.under_way += 1;
      this.#batch(db, desk.waiting.splice(0, MOST_TOGETHER)).finally(() => {
        desk.under_way -= 1;
        this.#send(db, desk);
      });
    }
  }

  async #batch(db: Db, calls: readonly Call<K, V>[]): Promise<void> {
    try {
      const answers = await this.#ask(
        db,
        calls.map(({ key }) => key),
      );
      for (const [place, call] of calls.entries()) call.resolve(answers[place] as V);
    } catch (error) {
      for (const call of calls) call.reject(error);
    }
  }
}
