// New dossiers, one or many in one go: their numbers, their first events and what follows from them. The same fold as every other event.
import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Day } from '#lib/day';
import { type Db, exec, loadSql, one } from '#lib/sql';
import type { DossierEvent } from './event.ts';
import { project } from './facts.ts';
import type { ProcedureFacts, Projection } from './rows.ts';
import { foundBy } from './words.ts';

const sql = loadSql(import.meta.url, ['reserve', 'keep_new']);

export type Desk = { tenant: number; unit_id: number; on_date: Day };

const Reserved = z.object({
  ids: z.array(z.coerce.number()),
  counters: z.array(z.object({ tenant: z.number(), unit_id: z.number(), on_date: z.string(), last: z.number() })),
});

/** For each desk, in this order, an id and the next number of its day. Held until the transaction ends. */
export async function reserve(db: Db, desks: readonly Desk[]): Promise<{ id: number; sequence: number }[]> {
  const wanted = new Map<string, Desk & { count: number }>();
  const keyOf = ({ tenant, unit_id, on_date }: Desk) => `${tenant}/${unit_id}/${on_date}`;
  for (const desk of desks) {
    const known = wanted.get(keyOf(desk));
    if (known) known.count += 1;
    else wanted.set(keyOf(desk), { ...desk, count: 1 });
  }
  const list = [...wanted.values()];
  const { ids, counters } = await one(
    db,
    sql.reserve,
    {
      tenants: list.map((desk) => desk.tenant),
      unit_ids: list.map((desk) => desk.unit_id),
      days: list.map((desk) => desk.on_date),
      wanted: list.map((desk) => desk.count),
      count: desks.length,
    },
    Reserved,
  );
  const next = new Map(
    counters.map((counter) => [keyOf(counter), counter.last - (wanted.get(keyOf(counter))?.count as number) + 1]),
  );
  return desks.map((desk, place) => {
    const sequence = next.get(keyOf(desk)) as number;
    next.set(keyOf(desk), sequence + 1);
    return { id: ids[place] as number, sequence };
  });
}

export type NewDossier = { tenant: number; id: number; code: string; event: DossierEvent; facts: ProcedureFacts };

/** Keeps first events, and the rows, papers and versions that follow from them. The caller reserved ids and codes in this transaction. */
export async function keepNew(db: Db, dossiers: readonly NewDossier[]): Promise<Projection[]> {
  const known = dossiers.map(({ tenant, id, event, facts }) => project(tenant, id, [event], () => facts));
  const places = known.map((projection, index) => ({ ...projection, place: index + 1 }));
  const kept = await exec(db, sql.keep_new, {
    ids: dossiers.map(({ id }) => id),
    codes: dossiers.map(({ code }) => code),
    // What they say stands by itself: within the rest it would be read three times. JSON has no control characters, so one can part it.
    said: dossiers.map(({ event }) => JSON.stringify(event.data)).join('\u001f'),
    events: JSON.stringify(
      dossiers.map(({ tenant, event: { data: _, ...event } }, index) => ({ ...event, tenant, place: index + 1 })),
    ),
    papers: JSON.stringify(
      places.flatMap(({ papers, dossier, place }) => papers.map((paper) => ({ ...paper, tenant: dossier.tenant, place }))),
    ),
    steps: JSON.stringify(
      places.flatMap(({ steps, dossier, place }) =>
        steps.map((step) => ({ ...step, tenant: dossier.tenant, dossier_id: place })),
      ),
    ),
    versions: JSON.stringify(
      places.flatMap(({ versions, dossier, place }) =>
        versions.map((version) => ({ ...version, tenant: dossier.tenant, dossier_id: place })),
      ),
    ),
    dossiers: JSON.stringify(places.map(({ dossier, place }) => ({ ...dossier, ...foundBy(dossier), id: place }))),
  });
  assert(kept === dossiers.length, `${kept} of ${dossiers.length} dossiers kept`);
  return known;
}
