// Numbers known before they are asked for: the product gave a desk its last one, so it knows the next, and a batch goes to the database in one trip
// instead of two. What is foreseen is only a guess: the database looks at each counter in the same transaction, and a wrong one ends it.
import { z } from 'zod';
import { columnsOf } from '#lib/columns';
import type { Day } from '#lib/day';
import type { Going } from '#lib/route';
import { type Db, exec, loadSql, one } from '#lib/sql';

const sql = loadSql(import.meta.url, ['ids', 'number']);
const Ids = z.object({ ids: z.array(z.coerce.number()) });

/** Whose desk, and its day. */
export type DeskDay = { tenant: number; unit_id: number; on_date: Day };
export type Counted = DeskDay & { wanted: number };

export const deskDayOf = ({ tenant, unit_id, on_date }: DeskDay): string => `${tenant}/${unit_id}/${on_date}`;

// An id that is never given leaves a gap, which means nothing: ids are no codes.
const IDS_AT_A_TIME = 512;
// After a wrong guess somebody else numbers that desk too (another process, a bulk intake): so many batches ask before the next one guesses.
const ASKED_AFTER_A_MISS = 16;
// Desks of a province times the days they enter late; then all is forgotten.
const MOST_KEPT = 10_000;

/** Of a desk's day: its last number, null when that is not known, and when the batch that took it last has been looked at. */
type Known = { last: number | null; asks_left: number; looked_at: Promise<void> };
type Taken = Counted & { before: number; last: number };

/** What is foreseen in one database. */
export class Foreseen {
  #ids: number[] = [];
  readonly #known = new Map<string, Known>();

  /** The desk's counter stands at `last`, or will when the transaction under way is committed. */
  learn(desk: DeskDay, last: number): void {
    if (this.#known.size >= MOST_KEPT) this.#known.clear();
    const known = this.#known.get(deskDayOf(desk));
    if (known) known.last = last;
    else this.#known.set(deskDayOf(desk), { last, asks_left: 0, looked_at: Promise.resolve() });
  }

  /**
   * So many ids, and what each desk's counter stood at before; null when one of the desks can't be foreseen. The database looks at them behind
   * this, in the transaction of `db`.
   * @param desks in the order in which all take them
   * @param behind told of what is not waited for
   */
  async reserve(
    db: Db,
    desks: readonly Counted[],
    count: number,
    behind: Going['behind'],
  ): Promise<{ ids: number[]; taken: Taken[] } | null> {
    const taken = this.#take(desks);
    if (!taken) return null;
    const { looked_at, before } = this.#inTurn(desks);
    try {
      const ids = await this.#idsOf(db, count);
      // Two batches go on two connections, and the one behind must not be looked at first.
      await before;
      const sure = number(db, taken).finally(looked_at);
      sure.catch(() => this.forget(desks));
      behind(sure);
      return { ids, taken };
    } catch (error) {
      looked_at();
      this.forget(desks);
      throw error;
    }
  }

  /** The transaction that took these was not committed. */
  forget(desks: readonly DeskDay[]): void {
    for (const desk of desks) {
      const looked_at = this.#known.get(deskDayOf(desk))?.looked_at ?? Promise.resolve();
      this.#known.set(deskDayOf(desk), { last: null, asks_left: ASKED_AFTER_A_MISS, looked_at });
    }
  }

  #take(desks: readonly Counted[]): Taken[] | null {
    const known = desks.map((desk) => this.#known.get(deskDayOf(desk)));
    let can_be = true;
    for (const one of known) {
      if (one && one.asks_left > 0) one.asks_left -= 1;
      if (!one || one.last === null || one.asks_left > 0) can_be = false;
    }
    if (!can_be) return null;
    return desks.map((desk, place) => {
      const one = known[place] as Known & { last: number };
      const before = one.last;
      one.last = before + desk.wanted;
      return { ...desk, before, last: one.last };
    });
  }

  /** Its turn among those that took numbers of the same desks: when those before it were looked at, and to be told when it was. */
  #inTurn(desks: readonly DeskDay[]): { before: Promise<unknown>; looked_at: () => void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const known = desks.map((desk) => this.#known.get(deskDayOf(desk)) as Known);
    const before = Promise.all(known.map((one) => one.looked_at));
    for (const one of known) one.looked_at = promise;
    return { before, looked_at: resolve };
  }

  async #idsOf(db: Db, count: number): Promise<number[]> {
    while (this.#ids.length < count) this.#ids.push(...(await one(db, sql.ids, { count: IDS_AT_A_TIME + count }, Ids)).ids);
    return this.#ids.splice(0, count);
  }
}

const BY_DATABASE = new WeakMap<object, Foreseen>();

/** @param database the same object for all that goes to the same database */
export function foreseenIn(database: object): Foreseen {
  const found = BY_DATABASE.get(database);
  if (found) return found;
  const made = new Foreseen();
  BY_DATABASE.set(database, made);
  return made;
}

/** Breaks the transaction (40001) when a counter stands elsewhere than foreseen. @param desks in the order in which all take them */
async function number(db: Db, desks: readonly Taken[]): Promise<void> {
  await exec(db, sql.number, columnsOf('desk', ['tenant', 'unit_id', 'on_date', 'before', 'last'], desks));
}
