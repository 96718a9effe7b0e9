// Numbers of new dossiers, and what was sent before under the same name: one question for all that came together.
import { z } from 'zod';
import { columnsOf } from '#lib/columns';
import type { Going } from '#lib/route';
import { type Db, exec, loadSql, one } from '#lib/sql';
import type { Due } from './event.ts';
import { type Counted, type DeskDay, deskDayOf, foreseenIn } from './foreseen.ts';

const sql = loadSql(import.meta.url, ['hold_client_ids', 'reserve', 'take']);

/** A dossier to come: whose desk, its day, and the name it was sent under, which no other one of the same question has. */
export type Wanted = DeskDay & { client_id?: string | undefined };

const KnownSending = z.object({
  tenant: z.number(),
  id: z.number(),
  code: z.string(),
  status: z.number(),
  received_at: z.coerce.date().nullable(),
  due: z.custom<Due | null>(),
  content_hash: z.string().nullable(),
  receiving_unit_id: z.number(),
  procedure_id: z.number(),
  applicant_name: z.string(),
});
/** What was received before under that name, with what tells whether the same was sent. */
export type KnownSending = z.infer<typeof KnownSending>;

const Taken = z.object({
  ids: z.array(z.coerce.number()),
  counters: z.array(z.object({ tenant: z.number(), unit_id: z.number(), on_date: z.string(), last: z.number() })).nullable(),
  known: z.array(KnownSending.extend({ place: z.number() })).nullable(),
});

type Taken = z.infer<typeof Taken>;

/** An id and the next number of the desk's day, or what there is already. */
export type Reserved = { id: number; sequence: number } | { known: KnownSending };

/**
 * For each, in this order, its number, or what was received before under its name. Numbers and names are held until the transaction ends.
 * @param going hopeful: what was sent before is not looked for (the row of one that was breaks on its unique key), and numbers that can be foreseen
 * are looked at in the database without waiting for the answer
 */
export async function reserve(db: Db, wanted: readonly Wanted[], going?: Going): Promise<Reserved[]> {
  if (wanted.length === 0) return [];
  const foreseen = going && foreseenIn(going.database);
  const desks = countedDesks(wanted);
  const found = going?.is_hopeful ? await foreseen?.reserve(db, desks, wanted.length, going.behind) : null;
  if (found) return numbered(wanted, found.ids, new Map(found.taken.map((desk) => [deskDayOf(desk), desk.before + 1])));
  const { ids, counters, known } = await (going?.is_hopeful ? take(db, wanted.length, desks) : lookAndTake(db, wanted));
  for (const counter of counters ?? []) foreseen?.learn(counter, counter.last);
  const before = new Map(known?.map(({ place, ...sending }) => [place - 1, sending]));
  const counts = countsOf(wanted.filter((_, place) => !before.has(place)));
  const next = new Map(
    counters?.map((counter) => [deskDayOf(counter), counter.last - (counts.get(deskDayOf(counter)) as number) + 1]),
  );
  return numbered(wanted, ids, next, before);
}

/** @param next of each desk's day its first number, @param before of a place what was received before */
function numbered(
  wanted: readonly Wanted[],
  ids: readonly number[],
  next: Map<string, number>,
  before: ReadonlyMap<number, KnownSending> = new Map(),
): Reserved[] {
  return wanted.map((one, place): Reserved => {
    const found = before.get(place);
    if (found) return { known: found };
    const sequence = next.get(deskDayOf(one)) as number;
    next.set(deskDayOf(one), sequence + 1);
    return { id: ids[place] as number, sequence };
  });
}

/** How many are wanted of each desk's day. */
function countsOf(wanted: readonly Wanted[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of wanted) counts.set(deskDayOf(one), (counts.get(deskDayOf(one)) ?? 0) + 1);
  return counts;
}

/** The same by desk, in the order in which all take them. */
function countedDesks(wanted: readonly Wanted[]): Counted[] {
  const counts = countsOf(wanted);
  return [
    ...new Map(wanted.map((one) => [deskDayOf(one), { ...one, wanted: counts.get(deskDayOf(one)) as number }])).values(),
  ].sort((a, b) => a.tenant - b.tenant || a.unit_id - b.unit_id || (a.on_date < b.on_date ? -1 : 1));
}

function take(db: Db, count: number, desks: readonly Counted[]): Promise<Taken> {
  return one(db, sql.take, { count, ...columnsOf('desk', ['tenant', 'unit_id', 'on_date', 'wanted'], desks) }, Taken);
}

/** Sent together, done one after the other: what was sent before is looked for once its name is held. */
async function lookAndTake(db: Db, wanted: readonly Wanted[]): Promise<Taken> {
  const keys = [...new Set(wanted.map(deskDayOf))];
  const list = keys.map((key) => wanted.find((one) => deskDayOf(one) === key) as Wanted);
  const named = { tenants: wanted.map(({ tenant }) => tenant), client_ids: wanted.map(({ client_id }) => client_id ?? null) };
  const asked = {
    ...named,
    desks: wanted.map((one) => keys.indexOf(deskDayOf(one)) + 1),
    desk_tenants: list.map(({ tenant }) => tenant),
    unit_ids: list.map(({ unit_id }) => unit_id),
    days: list.map(({ on_date }) => on_date),
  };
  const is_named = named.client_ids.some((client_id) => client_id !== null);
  const [, taken] = await Promise.all([is_named && exec(db, sql.hold_client_ids, named), one(db, sql.reserve, asked, Taken)]);
  return taken;
}
