// Numbers of new dossiers, and what was sent before under the same name: one question for all that came together.
import { z } from 'zod';
import { columnsOf } from '#lib/columns';
import type { Day } from '#lib/day';
import { type Db, exec, loadSql, one } from '#lib/sql';
import type { Due } from './event.ts';

const sql = loadSql(import.meta.url, ['hold_client_ids', 'reserve', 'take']);

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

const Taken = z.object({
  ids: z.array(z.coerce.number()),
  counters: z.array(z.object({ tenant: z.number(), unit_id: z.number(), on_date: z.string(), last: z.number() })).nullable(),
  known: z.array(KnownSending.extend({ place: z.number() })).nullable(),
});

type Taken = z.infer<typeof Taken>;

/** An id and the next number of the desk's day, or what there is already. */
export type Reserved = { id: number; sequence: number } | { known: KnownSending };

type Counter = { tenant: number; unit_id: number; on_date: string };
const deskOf = ({ tenant, unit_id, on_date }: Counter) => `${tenant}/${unit_id}/${on_date}`;

/**
 * For each, in this order, its number, or what was received before under its name. Numbers and names are held until the transaction ends.
 * @param is_hopeful what was sent before is not looked for: the row of one that was breaks on its unique key
 */
export async function reserve(db: Db, wanted: readonly Wanted[], is_hopeful = false): Promise<Reserved[]> {
  if (wanted.length === 0) return [];
  const { ids, counters, known } = await (is_hopeful ? take(db, wanted) : lookAndTake(db, wanted));
  const before = new Map(known?.map(({ place, ...sending }) => [place - 1, sending]));
  const counts = countsOf(wanted.filter((_, place) => !before.has(place)));
  const next = new Map(counters?.map((counter) => [deskOf(counter), counter.last - (counts.get(deskOf(counter)) as number) + 1]));
  return wanted.map((one, place): Reserved => {
    const found = before.get(place);
    if (found) return { known: found };
    const sequence = next.get(deskOf(one)) as number;
    next.set(deskOf(one), sequence + 1);
    return { id: ids[place] as number, sequence };
  });
}

/** How many are wanted of each desk's day. */
function countsOf(wanted: readonly Wanted[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of wanted) counts.set(deskOf(one), (counts.get(deskOf(one)) ?? 0) + 1);
  return counts;
}

function take(db: Db, wanted: readonly Wanted[]): Promise<Taken> {
  const counts = countsOf(wanted);
  const desks = [...new Map(wanted.map((one) => [deskOf(one), { ...one, wanted: counts.get(deskOf(one)) }])).values()];
  const rows = desks.sort((a, b) => a.tenant - b.tenant || a.unit_id - b.unit_id || (a.on_date < b.on_date ? -1 : 1));
  return one(
    db,
    sql.take,
    { count: wanted.length, ...columnsOf('desk', ['tenant', 'unit_id', 'on_date', 'wanted'], rows) },
    Taken,
  );
}

/** Sent together, done one after the other: what was sent before is looked for once its name is held. */
async function lookAndTake(db: Db, wanted: readonly Wanted[]): Promise<Taken> {
  const keys = [...new Set(wanted.map(deskOf))];
  const list = keys.map((key) => wanted.find((one) => deskOf(one) === key) as Wanted);
  const named = { tenants: wanted.map(({ tenant }) => tenant), client_ids: wanted.map(({ client_id }) => client_id ?? null) };
  const asked = {
    ...named,
    desks: wanted.map((one) => keys.indexOf(deskOf(one)) + 1),
    desk_tenants: list.map(({ tenant }) => tenant),
    unit_ids: list.map(({ unit_id }) => unit_id),
    days: list.map(({ on_date }) => on_date),
  };
  const is_named = named.client_ids.some((client_id) => client_id !== null);
  const [, taken] = await Promise.all([is_named && exec(db, sql.hold_client_ids, named), one(db, sql.reserve, asked, Taken)]);
  return taken;
}
