// Many dossiers at once, by COPY, through the same fold as live writes: for the demonstration, benchmarks and imports.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type pg from 'pg';
import { z } from 'zod';
import { rowsKnown, withoutIndexes } from '#lib/bulk-tables';
import { type ColumnType, CopyRows } from '#lib/copy';
import { vietnamDay } from '#lib/day';
import { type Db, exec, loadSql, many } from '#lib/sql';
import { sequenceOf } from './code.ts';
import type { DossierEvent } from './event.ts';
import { project } from './facts.ts';
import type {
  ConsultationRow,
  DossierRow,
  PaperRow,
  PaymentRow,
  ProcedureFacts,
  Projection,
  StepRow,
  VersionRow,
} from './rows.ts';
import { foundBy } from './words.ts';

const sql = loadSql(import.meta.url, ['reserve_ids', 'raise_counters', 'procedure_facts']);

/** A dossier to load: all its events, oldest first, seq 1, 2, 3 …; its code stands in the first one. */
export type BulkDossier = { tenant: number; events: readonly DossierEvent[] };

export type BulkCounts = { dossiers: number; events: number; papers: number; versions: number };

type Key = { tenant: number; dossier_id: number };

type Found = ReturnType<typeof foundBy>;

const DOSSIER_COLUMNS = {
  tenant: 'int2',
  id: 'int8',
  code: 'text',
  client_id: 'text',
  procedure_id: 'int4',
  procedure_version_id: 'int4',
  receiving_unit_id: 'int4',
  competent_unit_id: 'int4',
  holder_unit_id: 'int4',
  holder_id: 'int8',
  channel: 'int2',
  applicant_kind: 'int2',
  applicant_name: 'text',
  applicant_identity: 'text',
  no_identity_reason: 'text',
  applicant_phone: 'text',
  applicant_email: 'text',
  applicant_address: 'text',
  submitter_name: 'text',
  matter: 'text',
  return_channel: 'int2',
  filed_at: 'timestamptz',
  received_at: 'timestamptz',
  due_at: 'timestamptz',
  due_on: 'date',
  due_precision: 'text',
  status: 'int2',
  paused_at: 'timestamptz',
  decided_at: 'timestamptz',
  closed_at: 'timestamptz',
  delivered_at: 'timestamptz',
  outcome: 'text',
  last_seq: 'int2',
  changed_at: 'timestamptz',
  helping_unit_id: 'int4',
  first_due_on: 'date',
  times_extended: 'int2',
  reappointed_on: 'date',
  apologised_at: 'timestamptz',
  explained_at: 'timestamptz',
  explanation_accepted_at: 'timestamptz',
  reopened_times: 'int2',
  officer_id: 'int8',
  process_version_id: 'int4',
  step_code: 'text',
  fee_due_vnd: 'int8',
  fee_paid_vnd: 'int8',
  step_due_at: 'timestamptz',
  waiting_for: 'int2',
  words: 'words',
  applicant_plain: 'text',
} as const satisfies Record<keyof DossierRow | keyof Found, ColumnType>;
const EVENT_COLUMNS = {
  tenant: 'int2',
  dossier_id: 'int8',
  seq: 'int2',
  kind: 'text',
  at: 'timestamptz',
  recorded_at: 'timestamptz',
  actor_id: 'int8',
  unit_id: 'int4',
  data: 'jsonb',
} as const satisfies Record<keyof (DossierEvent & Key), ColumnType>;
const PAPER_COLUMNS = {
  tenant: 'int2',
  dossier_id: 'int8',
  kind: 'text',
  ordinal: 'int2',
  name: 'text',
  form: 'int2',
  sheets: 'int2',
  must_digitise: 'bool',
  file_id: 'int8',
  digitised_at: 'timestamptz',
} as const satisfies Record<keyof (PaperRow & Key), ColumnType>;
const VERSION_COLUMNS = {
  tenant: 'int2',
  dossier_id: 'int8',
  known_from: 'timestamptz',
  known_to: 'until',
  received_on: 'date',
  due_on: 'date',
  closed_on: 'date',
  paused_on: 'date',
  outcome: 'int2',
  timeliness: 'int2',
  channel: 'int2',
  competent_unit_id: 'int4',
  receiving_unit_id: 'int4',
  procedure_id: 'int4',
  sector_id: 'int2',
  level: 'int2',
  online_level: 'int2',
  papers_state: 'int2',
  result_state: 'int2',
  suspended_days: 'int2',
  is_no_writing: 'bool',
  is_interlinked: 'bool',
  marks: 'int4',
} as const satisfies Record<keyof (VersionRow & Key), ColumnType>;

const PAYMENT_COLUMNS = {
  tenant: 'int2',
  dossier_id: 'int8',
  seq: 'int2',
  kind: 'text',
  stage: 'text',
  at: 'timestamptz',
  unit_id: 'int4',
  account_id: 'int8',
  amount_vnd: 'int8',
  method: 'text',
  is_online: 'bool',
  gateway: 'text',
  is_paid_on_behalf: 'bool',
  payer_name: 'text',
  receipt_no: 'text',
} as const satisfies Record<keyof (PaymentRow & Key), ColumnType>;
const STEP_COLUMNS = {
  tenant: 'int2',
  dossier_id: 'int8',
  place: 'int2',
  seq: 'int2',
  step_code: 'text',
  leg: 'text',
  unit_id: 'int4',
  account_id: 'int8',
  assigned_by: 'text',
  entered_at: 'timestamptz',
  due_on: 'date',
  due_at: 'timestamptz',
  due_precision: 'text',
  leg_due_at: 'timestamptz',
  left_seq: 'int2',
  left_at: 'timestamptz',
  left_as: 'text',
  timeliness: 'int2',
  process_version_id: 'int4',
} as const satisfies Record<keyof (StepRow & Key), ColumnType>;
const CONSULTATION_COLUMNS = {
  tenant: 'int2',
  dossier_id: 'int8',
  id: 'int2',
  step_code: 'text',
  asked_by_unit_id: 'int4',
  asked_by: 'int8',
  unit_id: 'int4',
  account_id: 'int8',
  question: 'text',
  asked_at: 'timestamptz',
  due_on: 'date',
  due_at: 'timestamptz',
  reminded_at: 'timestamptz',
  times_reminded: 'int2',
  answered_at: 'timestamptz',
  answered_by: 'int8',
  answer: 'text',
  opinion: 'text',
  cancelled_at: 'timestamptz',
} as const satisfies Record<keyof (ConsultationRow & Key), ColumnType>;

const TABLES = ['dossiers.dossier', 'dossiers.event', 'dossiers.paper', 'dossiers.version_past', 'dossiers.version_now'];

// What is on its way and what is being made beside it stay within 2 × 4 MB.
const BATCH_BYTES = 4 * 1024 * 1024;
const BATCH_DOSSIERS = 5000;
/** How many are made between two looks at the connection: it takes about as much as these make. */
const TURN = 32;
/** Below it, keeping indexes up row by row costs less than the others' waiting for the tables is worth. */
const MANY = 20_000;
/** A load this much smaller than what is there does not make the indexes of all of it anew. */
const SMALL_SHARE = 1 / 4;

/**
 * Loads dossiers with their events, papers and versions, in the caller's transaction (all or nothing).
 * Code counters are raised, so that dossiers received live later on continue the sequence of their day.
 * Nothing is audited one by one: the caller records the load as a whole.
 * @param client a connection that owns the database
 * @param options.expected about how many there are. When they are many, measured by what the tables hold, indexes and references are taken
 *   off and put back at the end: several times faster, but others wait for the tables until the transaction ends
 * @throws dossiers.not_in_this_status when events do not follow each other
 */
export async function bulkInsert(
  client: pg.ClientBase,
  dossiers: Iterable<BulkDossier> | AsyncIterable<BulkDossier>,
  options: { expected?: number; onBatch?: (counts: BulkCounts) => void } = {},
): Promise<BulkCounts> {
  const { expected = 0 } = options;
  const load = () => loadAll(client, dossiers, options.onBatch ?? (() => {}));
  const is_large = expected >= MANY && expected >= SMALL_SHARE * (await rowsKnown(client, ['dossiers.dossier']));
  return is_large ? withoutIndexes(client, TABLES, load) : load();
}

/** Makes the next batch while the one before is on its way. */
async function loadAll(
  client: pg.ClientBase,
  dossiers: Iterable<BulkDossier> | AsyncIterable<BulkDossier>,
  onBatch: (counts: BulkCounts) => void,
): Promise<BulkCounts> {
  const factsOf = await loadProcedureFacts(client);
  const counts: BulkCounts = { dossiers: 0, events: 0, papers: 0, versions: 0 };
  const counters = new Map<string, Counter>();
  let [making, spare] = [new Batch(), new Batch()];
  const ids = await reserveIds(client);
  let sending: Promise<void> = Promise.resolve();
  const pass = async () => {
    await sending;
    making.countInto(counts);
    onBatch({ ...counts });
    // Asked for before the batch goes out: the connection answers in turn.
    if (ids.length < BATCH_DOSSIERS) ids.unshift(...(await reserveIds(client)));
    sending = making.send(client);
    // It is awaited with the next batch; until then its failure is not unheard.
    sending.catch(() => {});
    [making, spare] = [spare, making];
  };
  for await (const { tenant, events } of dossiers) {
    const known = project(tenant, ids.pop() as number, events, factsOf);
    making.add(events, known);
    count(counters, known.dossier);
    if (making.isFull) await pass();
    else if (making.dossiers.rows % TURN === 0) await nextTurn();
  }
  await pass();
  await sending;
  await exec(client, sql.raise_counters, { counters: JSON.stringify([...counters.values()]) });
  return counts;
}

class Batch {
  readonly dossiers = new CopyRows<DossierRow & Found>('dossiers.dossier', DOSSIER_COLUMNS);
  readonly #events = new CopyRows<DossierEvent & Key>('dossiers.event', EVENT_COLUMNS);
  readonly #papers = new CopyRows<PaperRow & Key>('dossiers.paper', PAPER_COLUMNS);
  readonly #past = new CopyRows<VersionRow & Key>('dossiers.version_past', VERSION_COLUMNS);
  readonly #now = new CopyRows<VersionRow & Key>('dossiers.version_now', VERSION_COLUMNS);
  readonly #payments = new CopyRows<PaymentRow & Key>('dossiers.payment', PAYMENT_COLUMNS);
  readonly #steps = new CopyRows<StepRow & Key>('dossiers.step', STEP_COLUMNS);
  readonly #consultations = new CopyRows<ConsultationRow & Key>('dossiers.consultation', CONSULTATION_COLUMNS);
  readonly #all = [
    this.dossiers,
    this.#events,
    this.#papers,
    this.#past,
    this.#now,
    this.#payments,
    this.#steps,
    this.#consultations,
  ] as const;

  add(events: readonly DossierEvent[], { dossier, papers, versions, payments, steps, consultations }: Projection): void {
    const { tenant, id: dossier_id } = dossier;
    this.dossiers.add({ ...dossier, ...foundBy(dossier) });
    for (const event of events) this.#events.add({ ...event, tenant, dossier_id });
    for (const paper of papers) this.#papers.add({ ...paper, tenant, dossier_id });
    for (const version of versions) (version.known_to === null ? this.#now : this.#past).add({ ...version, tenant, dossier_id });
    for (const payment of payments) this.#payments.add({ ...payment, tenant, dossier_id });
    for (const step of steps) this.#steps.add({ ...step, tenant, dossier_id });
    for (const consultation of consultations) this.#consultations.add({ ...consultation, tenant, dossier_id });
  }

  get isFull(): boolean {
    return this.dossiers.rows >= BATCH_DOSSIERS || this.#all.reduce((sum, rows) => sum + rows.size_bytes, 0) >= BATCH_BYTES;
  }

  countInto(counts: BulkCounts): void {
    counts.dossiers += this.dossiers.rows;
    counts.events += this.#events.rows;
    counts.papers += this.#papers.rows;
    counts.versions += this.#past.rows + this.#now.rows;
  }

  async send(client: pg.ClientBase): Promise<void> {
    for (const rows of this.#all) await rows.send(client);
  }
}

/** The smallest stands last. */
async function reserveIds(client: pg.ClientBase): Promise<number[]> {
  const rows = await many(client, sql.reserve_ids, { count: BATCH_DOSSIERS }, z.object({ id: z.number() }));
  return rows.map((row) => row.id).reverse();
}

type Counter = { tenant: number; unit_id: number; on_date: string; last: number };

function count(counters: Map<string, Counter>, { tenant, receiving_unit_id, filed_at, code }: DossierRow): void {
  const last = sequenceOf(code);
  if (last === null) return;
  const on_date = vietnamDay(filed_at);
  const key = `${tenant}/${receiving_unit_id}/${on_date}`;
  const known = counters.get(key);
  if (!known) counters.set(key, { tenant, unit_id: receiving_unit_id, on_date, last });
  else if (known.last < last) known.last = last;
}

const Facts = z.object({
  version_id: z.number(),
  procedure_id: z.number(),
  sector_id: z.number(),
  level: z.enum(['province', 'district', 'commune']),
  online_level: z.enum(['none', 'partial', 'full']),
  is_no_writing: z.boolean(),
  is_interlinked: z.boolean(),
  fee_vnd: z.number(),
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
