// Numbers of new dossiers, and what was sent before under the same name: one question for all that came together.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { type Db, exec, loadSql, one } from '#lib/sql';
import type { Due } from './event.ts';

const sql = loadSql(import.meta.url, ['hold_client_ids', 'reserve']);

/** A dossier to come: whose desk, its day, and the name it was sent under, which no other one of the same question has. */
export type Wanted = { tenant: number; unit_id: number; on_date: Day; client_id?: string | undefined };

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

const Row = z.object({
  ids: z.array(z.coerce.number()),
  counters: z.array(z.object({ tenant: z.number(), unit_id: z.number(), on_date: z.string(), last: z.number() })).nullable(),
  known: z.array(KnownSending.extend({ place: z.number() })).nullable(),
});

/** An id and the next number of the desk's day, or what there is already. */
export type Reserved = { id: number; sequence: number } | { known: KnownSending };

type Counter = { tenant: number; unit_id: number; on_date: string };
const deskOf = ({ tenant, unit_id, on_date }: Counter) => `${tenant}/${unit_id}/${on_date}`;

/**
 * For each, in this order, its number, or what was received before under its name. Numbers and names are held until the transaction ends.
 * Sent together, done one after the other: what was sent before is looked for once its name is held.
 */
export async function reserve(db: Db, wanted: readonly Wanted[]): Promise<Reserved[]> {
  if (wanted.length === 0) return [];
  const desks = new Map<string, { desk: Counter; place: number; count: number }>();
  const places: number[] = [];
  for (const one of wanted) {
    const key = deskOf(one);
    const desk = desks.get(key) ?? { desk: one, place: desks.size + 1, count: 0 };
    desks.set(key, desk);
    places.push(desk.place);
  }
  const list = [...desks.values()].map(({ desk }) => desk);
  const named = { tenants: wanted.map(({ tenant }) => tenant), client_ids: wanted.map(({ client_id }) => client_id ?? null) };
  const asked = {
    ...named,
    desks: places,
    desk_tenants: list.map(({ tenant }) => tenant),
    unit_ids: list.map(({ unit_id }) => unit_id),
    days: list.map(({ on_date }) => on_date),
  };
  const is_named = named.client_ids.some((client_id) => client_id !== null);
  const [, { ids, counters, known }] = await Promise.all([
    is_named && exec(db, sql.hold_client_ids, named),
    one(db, sql.reserve, asked, Row),
  ]);
  const before = new Map(known?.map(({ place, ...sending }) => [place - 1, sending]));
  for (const place of wanted.keys()) {
    const desk = desks.get(deskOf(wanted[place] as Wanted));
    if (desk && !before.has(place)) desk.count += 1;
  }
  const next = new Map(
    counters?.map((counter) => [deskOf(counter), counter.last - (desks.get(deskOf(counter))?.count as number) + 1]),
  );
  return wanted.map((one, place): Reserved => {
    const found = before.get(place);
    if (found) return { known: found };
    const sequence = next.get(deskOf(one)) as number;
    next.set(deskOf(one), sequence + 1);
    return { id: ids[place] as number, sequence };
  });
}
