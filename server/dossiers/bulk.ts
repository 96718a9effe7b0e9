// Many dossiers at once, by COPY, through the same fold as live writes: for the demonstration, benchmarks and imports.
import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { z } from 'zod';
import { vietnamDay } from '#lib/day';
import { type Db, exec, loadSql, many } from '#lib/sql';
import { sequenceOf } from './code.ts';
import type { DossierEvent } from './event.ts';
import { type DossierRow, type PaperRow, type ProcedureFacts, project, VERSION_FACTS, type VersionRow } from './facts.ts';

const sql = loadSql(import.meta.url, ['reserve_ids', 'raise_counters', 'procedure_facts']);

/** A dossier to load: all its events, oldest first, seq 1, 2, 3 …; its code stands in the first one. */
export type BulkDossier = { tenant: number; events: readonly DossierEvent[] };

export type BulkCounts = { dossiers: number; events: number; papers: number; versions: number };

const BATCH = 5000;

const DOSSIER_COLUMNS = [
  'tenant',
  'id',
  'code',
  'client_id',
  'procedure_id',
  'procedure_version_id',
  'receiving_unit_id',
  'competent_unit_id',
  'holder_unit_id',
  'holder_id',
  'channel',
  'applicant_kind',
  'applicant_name',
  'applicant_identity',
  'no_identity_reason',
  'applicant_phone',
  'applicant_email',
  'applicant_address',
  'submitter_name',
  'matter',
  'return_channel',
  'filed_at',
  'received_at',
  'due_at',
  'due_on',
  'due_precision',
  'status',
  'paused_at',
  'decided_at',
  'closed_at',
  'delivered_at',
  'outcome',
  'last_seq',
  'changed_at',
] as const satisfies readonly (keyof DossierRow)[];
const PAPER_COLUMNS = [
  'kind',
  'ordinal',
  'name',
  'form',
  'sheets',
  'must_digitise',
  'file_id',
  'digitised_at',
] as const satisfies readonly (keyof PaperRow)[];
const EVENT_COLUMNS = ['tenant', 'dossier_id', 'seq', 'kind', 'at', 'recorded_at', 'actor_id', 'unit_id', 'data'] as const;

/**
 * Loads dossiers with their events, papers and versions, in the caller's transaction (all or nothing).
 * Code counters are raised, so that dossiers received live later on continue the sequence of their day.
 * Nothing is audited one by one: the caller records the load as a whole.
 * @param client a connection that owns the database
 * @throws dossiers.not_in_this_status when events do not follow each other
 */
export async function bulkInsert(
  client: pg.ClientBase,
  dossiers: Iterable<BulkDossier> | AsyncIterable<BulkDossier>,
  options: { onBatch?: (counts: BulkCounts) => void } = {},
): Promise<BulkCounts> {
  const factsOf = await loadProcedureFacts(client);
  const counts: BulkCounts = { dossiers: 0, events: 0, papers: 0, versions: 0 };
  const counters = new Map<string, Counter>();
  let batch: BulkDossier[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    await copyBatch(client, batch, factsOf, counts, counters);
    batch = [];
    options.onBatch?.({ ...counts });
  };
  for await (const dossier of dossiers) {
    batch.push(dossier);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  await exec(client, sql.raise_counters, { counters: JSON.stringify([...counters.values()]) });
  return counts;
}

type Counter = { tenant: number; unit_id: number; on_date: string; last: number };

async function copyBatch(
  client: pg.ClientBase,
  batch: readonly BulkDossier[],
  factsOf: (version_id: number) => ProcedureFacts,
  counts: BulkCounts,
  counters: Map<string, Counter>,
): Promise<void> {
  const ids = await many(client, sql.reserve_ids, { count: batch.length }, z.object({ id: z.number() }));
  let dossiers = '';
  let events = '';
  let papers = '';
  let versions = '';
  for (const [index, { tenant, events: happened }] of batch.entries()) {
    const id = (ids[index] as { id: number }).id;
    const known = project(tenant, id, happened, factsOf);
    const row = known.dossier;
    dossiers += line(DOSSIER_COLUMNS.map((column) => row[column]));
    for (const event of happened) {
      const { seq, kind, at, recorded_at, actor_id, unit_id, data } = event;
      events += line([tenant, id, seq, kind, at, recorded_at, actor_id, unit_id, JSON.stringify(data)]);
    }
    for (const paper of known.papers) papers += line([tenant, id, ...PAPER_COLUMNS.map((column) => paper[column])]);
    for (const version of known.versions) versions += versionLine(tenant, id, version);
    counts.dossiers += 1;
    counts.events += happened.length;
    counts.papers += known.papers.length;
    counts.versions += known.versions.length;
    count(counters, row);
  }
  await copy(client, `dossiers.dossier (${DOSSIER_COLUMNS.join(', ')})`, dossiers);
  await copy(client, `dossiers.event (${EVENT_COLUMNS.join(', ')})`, events);
  await copy(client, `dossiers.paper (tenant, dossier_id, ${PAPER_COLUMNS.join(', ')})`, papers);
  await copy(client, `dossiers.version (tenant, dossier_id, known_from, known_to, ${VERSION_FACTS.join(', ')})`, versions);
}

function versionLine(tenant: number, id: number, version: VersionRow): string {
  return line([
    tenant,
    id,
    version.known_from,
    version.known_to ?? 'infinity',
    ...VERSION_FACTS.map((column) => version[column]),
  ]);
}

function count(counters: Map<string, Counter>, { tenant, receiving_unit_id, filed_at, code }: DossierRow): void {
  const last = sequenceOf(code);
  if (last === null) return;
  const on_date = vietnamDay(filed_at);
  const key = `${tenant}/${receiving_unit_id}/${on_date}`;
  const known = counters.get(key);
  if (!known) counters.set(key, { tenant, unit_id: receiving_unit_id, on_date, last });
  else if (known.last < last) known.last = last;
}

/** One line of COPY's text format. */
function line(values: readonly unknown[]): string {
  let text = '';
  for (const [index, value] of values.entries()) text += index === 0 ? field(value) : `\t${field(value)}`;
  return `${text}\n`;
}

function field(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean') return value ? 't' : 'f';
  const text = String(value);
  return /[\\\t\n\r]/.test(text)
    ? text.replace(/[\\\t\n\r]/g, (c) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[c] as string)
    : text;
}

async function copy(client: pg.ClientBase, target: string, text: string): Promise<void> {
  if (text === '') return;
  const stream = client.query(copyFrom(`copy ${target} from stdin`));
  const finished = once(stream, 'finish');
  stream.end(text);
  await finished;
}

const Facts = z.object({
  version_id: z.number(),
  procedure_id: z.number(),
  sector_id: z.number(),
  level: z.enum(['province', 'district', 'commune']),
  online_level: z.enum(['none', 'partial', 'full']),
  is_no_writing: z.boolean(),
  is_interlinked: z.boolean(),
});

/**
 * The catalogue's facts of procedure versions.
 * @param version_ids null = all
 */
export async function loadProcedureFacts(
  db: Db,
  version_ids: readonly number[] | null = null,
): Promise<(version_id: number) => ProcedureFacts> {
  const rows = await many(db, sql.procedure_facts, { version_ids }, Facts);
  const by_id = new Map(rows.map((row) => [row.version_id, row]));
  return (version_id) => {
    const facts = by_id.get(version_id);
    if (!facts) throw new Error(`procedure version ${version_id} is not in the catalogue`);
    return facts;
  };
}
