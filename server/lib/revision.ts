// What may be kept in memory, and until when: until the stamp of its kind is another one. db/migrations/0021_search.sql says what changes a stamp.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { type Db, loadSql, one } from './sql.ts';

const sql = loadSql(import.meta.url, ['stamps']);

/** `changes`: every committed change that is on record (server/audit), so every change of a dossier. */
export type Kind = 'access' | 'accounts' | 'calendar' | 'changes' | 'org' | 'procedures' | 'processes';

/** The present stamp of every kind. Stamps are never used again, so equal stamps mean equal data, in whatever database or transaction. */
export type Stamps = Readonly<Record<string, string>>;

const Row = z.object({ stamps: z.record(z.string(), z.string()) });

/** The stamps as `db` sees them now: inside a transaction, with what it changed itself. */
export async function stampsIn(db: Db): Promise<Stamps> {
  return (await one(db, sql.stamps, {}, Row)).stamps;
}

/**
 * The stamps as of a moment after the call. Many callers share a question, but nobody one that was sent before he asked:
 * what is committed before the call is seen by it.
 */
export class SharedStamps {
  readonly #db: Db;
  #last: Stamps = {};
  #running: Promise<Stamps> | null = null;
  #next: Promise<Stamps> | null = null;

  constructor(db: Db) {
    this.#db = db;
  }

  now(): Promise<Stamps> {
    // The one under way may have been answered already; the next is sent when it is back and what came with this one has asked too.
    this.#next ??= (this.#running ?? Promise.resolve())
      .then(noMatter, noMatter)
      .then(() => nextTurn())
      .then(() => this.#ask());
    return this.#next;
  }

  #ask(): Promise<Stamps> {
    this.#next = null;
    const asked = stampsIn(this.#db).then((read) => this.#same(read));
    this.#running = asked;
    return asked;
  }

  /** Equal stamps are the same object from one reading to the next: who compares what they kept need not compare the words. */
  #same(read: Stamps): Stamps {
    const kinds = Object.keys(read);
    const is_same = kinds.length === Object.keys(this.#last).length && kinds.every((kind) => read[kind] === this.#last[kind]);
    if (!is_same) this.#last = read;
    return this.#last;
  }
}

/** The stamps of some kinds as one text; asked again and again for the same stamps, it is made once. */
export function textOf(kinds: readonly Kind[]): (stamps: Stamps) => string {
  let last: Stamps | null = null;
  let text = '';
  return (stamps) => {
    if (stamps !== last) {
      text = kinds.map((kind) => stamps[kind]).join();
      last = stamps;
    }
    return text;
  };
}

function noMatter(): void {}

/** Answers kept as long as the kinds they rest on have the stamps under which they were given. */
export class Remembered<V> {
  readonly #under: (stamps: Stamps) => string;
  readonly #most: number;
  #stamp = '';
  #kept = new Map<string, V>();

  /** @param most answers kept at most; then all are forgotten */
  constructor(kinds: readonly Kind[], most: number) {
    this.#under = textOf(kinds);
    this.#most = most;
  }

  /**
   * The answer kept for `key`, or that of `ask`. A refusal (an error) is not kept.
   * @param stamps read before `ask` reads, never after
   */
  async get(stamps: Stamps, key: string, ask: () => Promise<V>): Promise<V> {
    const known = this.peek(stamps, key);
    if (known !== undefined) return known;
    const answer = await ask();
    this.put(stamps, key, answer);
    return answer;
  }

  /** What is kept for `key`, without asking. */
  peek(stamps: Stamps, key: string): V | undefined {
    return this.#under(stamps) === this.#stamp ? this.#kept.get(key) : undefined;
  }

  /** @param stamps read before the answer was */
  put(stamps: Stamps, key: string, answer: V): void {
    const stamp = this.#under(stamps);
    if (stamp !== this.#stamp || this.#kept.size >= this.#most) {
      this.#kept = new Map();
      this.#stamp = stamp;
    }
    this.#kept.set(key, answer);
  }

  remove(stamps: Stamps, key: string): void {
    if (this.#under(stamps) === this.#stamp) this.#kept.delete(key);
  }
}
