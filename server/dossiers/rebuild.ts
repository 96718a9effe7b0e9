// Projections from events, compared with what is stored: the proof that the events are the truth.
import { z } from 'zod';
import { type Db, loadSql, many } from '#lib/sql';
import { loadProcedureFacts } from './bulk.ts';
import type { DossierEvent } from './event.ts';
import { project } from './facts.ts';
import { type ConsultationRow, type DossierRow, type PaperRow, type PaymentRow, STEP_FIELDS, VERSION_FACTS } from './rows.ts';

const sql = loadSql(import.meta.url, [
  'next_ids',
  'all_events',
  'stored_dossiers',
  'stored_papers',
  'stored_versions',
  'stored_payments',
  'stored_steps',
  'stored_consultations',
  'orphans',
]);

const BATCH = 1000;

/** One value that is stored otherwise than the events say. */
export type Difference = { dossier_id: number; part: string; stored: unknown; rebuilt: unknown };

const Event = z.object({
  dossier_id: z.number(),
  seq: z.number(),
  kind: z.string(),
  at: z.date(),
  recorded_at: z.date(),
  actor_id: z.number().nullable(),
  unit_id: z.number(),
  data: z.record(z.string(), z.unknown()),
});
const Stored = z.looseObject({ dossier_id: z.number() });

/**
 * Folds the events of dossiers anew and compares row, papers and versions with what is stored. Reads only, in batches.
 * @param what.ids null or left out: every dossier of the tenant
 * @param what.most stop after so many differences
 * @returns nothing when all agree
 */
export async function rebuild(
  db: Db,
  what: { tenant: number; ids?: readonly number[] | null; most?: number },
): Promise<Difference[]> {
  const { tenant, ids = null, most = 1000 } = what;
  const factsOf = await loadProcedureFacts(db);
  const differences: Difference[] = [];
  for (let after = 0; differences.length < most; ) {
    const batch = (await many(db, sql.next_ids, { tenant, ids, after, limit: BATCH }, z.object({ id: z.number() }))).map(
      (row) => row.id,
    );
    if (batch.length === 0) break;
    after = batch.at(-1) as number;
    const events = byDossier(await many(db, sql.all_events, { tenant, ids: batch }, Event));
    const rows = byDossier(await many(db, sql.stored_dossiers, { tenant, ids: batch }, Stored));
    const papers = byDossier(await many(db, sql.stored_papers, { tenant, ids: batch }, Stored));
    const versions = byDossier(await many(db, sql.stored_versions, { tenant, ids: batch }, Stored));
    const payments = byDossier(await many(db, sql.stored_payments, { tenant, ids: batch }, Stored));
    const steps = byDossier(await many(db, sql.stored_steps, { tenant, ids: batch }, Stored));
    const consultations = byDossier(await many(db, sql.stored_consultations, { tenant, ids: batch }, Stored));
    for (const id of batch) {
      const happened = (events.get(id) ?? []) as unknown as DossierEvent[];
      if (happened.length === 0) {
        differences.push({ dossier_id: id, part: 'event', stored: 0, rebuilt: null });
        continue;
      }
      const known = project(tenant, id, happened, factsOf);
      differences.push(
        ...compare(id, 'dossier', rows.get(id) ?? [], [known.dossier], DOSSIER_FIELDS),
        ...compare(id, 'paper', papers.get(id) ?? [], known.papers, PAPER_FIELDS),
        ...compare(id, 'version', versions.get(id) ?? [], known.versions, ['known_from', 'known_to', ...VERSION_FACTS]),
        ...compare(id, 'payment', payments.get(id) ?? [], known.payments, PAYMENT_FIELDS),
        ...compare(id, 'step', steps.get(id) ?? [], known.steps, STEP_FIELDS),
        ...compare(id, 'consultation', consultations.get(id) ?? [], known.consultations, CONSULTATION_FIELDS),
      );
    }
  }
  if (ids === null) {
    for (const { dossier_id } of await many(db, sql.orphans, { tenant }, Stored))
      differences.push({ dossier_id, part: 'dossier', stored: null, rebuilt: 'events' });
  }
  return differences;
}

const DOSSIER_FIELDS: readonly (keyof DossierRow)[] = [
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
  'helping_unit_id',
  'first_due_on',
  'times_extended',
  'reappointed_on',
  'apologised_at',
  'explained_at',
  'explanation_accepted_at',
  'reopened_times',
  'officer_id',
  'process_version_id',
  'step_code',
  'fee_due_vnd',
  'fee_paid_vnd',
  'step_due_at',
  'waiting_for',
];
const PAPER_FIELDS: readonly (keyof PaperRow)[] = [
  'kind',
  'ordinal',
  'name',
  'form',
  'sheets',
  'must_digitise',
  'file_id',
  'digitised_at',
];

const PAYMENT_FIELDS: readonly (keyof PaymentRow)[] = [
  'seq',
  'kind',
  'stage',
  'at',
  'unit_id',
  'account_id',
  'amount_vnd',
  'method',
  'is_online',
  'gateway',
  'is_paid_on_behalf',
  'payer_name',
  'receipt_no',
];
const CONSULTATION_FIELDS: readonly (keyof ConsultationRow)[] = [
  'id',
  'step_code',
  'asked_by_unit_id',
  'asked_by',
  'unit_id',
  'account_id',
  'question',
  'asked_at',
  'due_on',
  'due_at',
  'reminded_at',
  'times_reminded',
  'answered_at',
  'answered_by',
  'answer',
  'opinion',
  'cancelled_at',
];

function byDossier<T extends { dossier_id: number }>(rows: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.dossier_id);
    if (group) group.push(row);
    else groups.set(row.dossier_id, [row]);
  }
  return groups;
}

function compare(
  dossier_id: number,
  part: string,
  stored: readonly Record<string, unknown>[],
  rebuilt: readonly object[],
  fields: readonly string[],
): Difference[] {
  if (stored.length !== rebuilt.length) return [{ dossier_id, part, stored: stored.length, rebuilt: rebuilt.length }];
  const differences: Difference[] = [];
  for (const [index, row] of rebuilt.entries()) {
    for (const field of fields) {
      const [was, is] = [plain(stored[index]?.[field]), plain((row as Record<string, unknown>)[field])];
      if (was !== is) differences.push({ dossier_id, part: `${part}.${index}.${field}`, stored: was, rebuilt: is });
    }
  }
  return differences;
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return value === undefined ? null : value;
}
