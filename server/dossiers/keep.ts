// Keeping what happened: the event, and what follows from it, in one transaction.
import assert from 'node:assert/strict';
import { z } from 'zod';
import { type Db, exec, loadSql, many, maybeOne, type Query } from '#lib/sql';
import { loadProcedureFacts } from './bulk.ts';
import type { DossierEvent } from './event.ts';
import { project } from './facts.ts';
import { type DossierRow, type PaperRow, type ProcedureFacts, type Projection, VERSION_FACTS, type VersionRow } from './rows.ts';

const sql = loadSql(import.meta.url, [
  'lock_dossier',
  'events_of',
  'insert_event',
  'update_dossier',
  'insert_paper',
  'digitise_paper',
  'insert_version',
  'close_version',
  'forget_versions',
  'forget_payments',
  'put_payments',
  'forget_steps',
  'put_steps',
  'forget_consultations',
  'put_consultations',
]);

const StoredEvent = z.object({
  seq: z.number(),
  kind: z.string(),
  at: z.date(),
  recorded_at: z.date(),
  actor_id: z.number().nullable(),
  unit_id: z.number(),
  data: z.record(z.string(), z.unknown()),
});

/** The events of a dossier, oldest first. What is stored was checked when it was written, so its shape is taken on trust. */
export async function eventsOf(db: Db, tenant: number, id: number): Promise<DossierEvent[]> {
  return (await many(db, sql.events_of, { tenant, id }, StoredEvent)) as DossierEvent[];
}

/** What an event may rest on: procedure versions named by any of the events. */
export async function factsFor(db: Db, events: readonly DossierEvent[]): Promise<(version_id: number) => ProcedureFacts> {
  const ids = events.flatMap((event) => ('procedure_version_id' in event.data ? [event.data.procedure_version_id] : []));
  return loadProcedureFacts(db, ids);
}

/** Locks a dossier the scope reaches; nobody else changes it until the transaction ends. Null when it is not there or out of scope. */
export async function lockDossier(
  db: Db,
  id: number,
  scope: readonly number[] | null,
): Promise<{ tenant: number; last_seq: number } | null> {
  return maybeOne(db, sql.lock_dossier, { id, scope }, z.object({ tenant: z.number(), last_seq: z.number() }));
}

/**
 * Writes an event and brings the dossier's row, papers, versions and the rest to what they are after it.
 * @param events those before it, oldest first; the caller holds the dossier's lock
 * @throws dossiers.not_in_this_status
 */
export async function happen(
  db: Db,
  tenant: number,
  id: number,
  events: readonly DossierEvent[],
  event: DossierEvent,
): Promise<Projection> {
  const all = [...events, event];
  const factsOf = await factsFor(db, all);
  const before = project(tenant, id, events, factsOf);
  const after = project(tenant, id, all, factsOf);
  await exec(db, sql.insert_event, { ...event, tenant, dossier_id: id, data: JSON.stringify(event.data) });
  await saveDossier(db, after.dossier);
  await savePapers(db, tenant, id, before.papers, after.papers);
  await saveVersions(db, tenant, id, before.versions, after.versions);
  await saveRows(db, { tenant, dossier_id: id }, before.payments, after.payments, sql.forget_payments, sql.put_payments);
  await saveRows(db, { tenant, dossier_id: id }, before.steps, after.steps, sql.forget_steps, sql.put_steps);
  await saveRows(
    db,
    { tenant, dossier_id: id },
    before.consultations,
    after.consultations,
    sql.forget_consultations,
    sql.put_consultations,
  );
  return after;
}

async function saveDossier(db: Db, row: DossierRow): Promise<void> {
  const changed = await exec(db, sql.update_dossier, row);
  assert(changed === 1, `dossier ${row.id}: ${changed} rows written`);
}

/** The few rows a dossier has beside it are written anew when any of them changed. */
async function saveRows(
  db: Db,
  key: { tenant: number; dossier_id: number },
  before: readonly object[],
  after: readonly object[],
  forget: Query,
  put: Query,
): Promise<void> {
  const rows = JSON.stringify(after);
  if (rows === JSON.stringify(before)) return;
  if (before.length > 0) await exec(db, forget, key);
  if (after.length > 0) await exec(db, put, { ...key, rows });
}

async function savePapers(
  db: Db,
  tenant: number,
  dossier_id: number,
  before: readonly PaperRow[],
  after: readonly PaperRow[],
): Promise<void> {
  for (const [index, paper] of after.entries()) {
    const known = before[index];
    if (!known) await exec(db, sql.insert_paper, { ...paper, tenant, dossier_id });
    else if (known.file_id !== paper.file_id || known.digitised_at?.getTime() !== paper.digitised_at?.getTime()) {
      await exec(db, sql.digitise_paper, { ...paper, tenant, dossier_id });
    }
  }
}

async function saveVersions(
  db: Db,
  tenant: number,
  dossier_id: number,
  before: readonly VersionRow[],
  after: readonly VersionRow[],
): Promise<void> {
  if (after.length === before.length && after.every((version, index) => isSame(before[index] as VersionRow, version))) return;
  const appended =
    after.length === before.length + 1 &&
    before.slice(0, -1).every((version, index) => isSame(version, after[index] as VersionRow));
  const last = before.at(-1);
  const kept = last ? after[before.length - 1] : undefined;
  if (appended && (!last || (kept && isSame({ ...last, known_to: kept.known_to }, kept)))) {
    if (kept) await exec(db, sql.close_version, { tenant, dossier_id, known_to: kept.known_to });
    await insertVersion(db, tenant, dossier_id, after.at(-1) as VersionRow);
    return;
  }
  // Two events of one moment: the version between them was never known, so the run is written anew.
  await exec(db, sql.forget_versions, { tenant, dossier_id });
  for (const version of after) await insertVersion(db, tenant, dossier_id, version);
}

function isSame(a: VersionRow, b: VersionRow): boolean {
  return (
    VERSION_FACTS.every((field) => a[field] === b[field]) &&
    a.known_from.getTime() === b.known_from.getTime() &&
    a.known_to?.getTime() === b.known_to?.getTime()
  );
}

async function insertVersion(db: Db, tenant: number, dossier_id: number, version: VersionRow): Promise<void> {
  await exec(db, sql.insert_version, { ...version, tenant, dossier_id });
}
