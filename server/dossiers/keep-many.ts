// New dossiers, one or many in one go: their first events and what follows from them. The same fold as every other event.
import assert from 'node:assert/strict';
import { rowsOf } from '#lib/columns';
import { type Db, exec, loadSql } from '#lib/sql';
import type { DossierEvent } from './event.ts';
import { project } from './facts.ts';
import { type DossierRow, type ProcedureFacts, type Projection, STEP_FIELDS } from './rows.ts';
import { foundBy } from './words.ts';

const sql = loadSql(import.meta.url, ['keep_new']);

// The fields of the types dossiers.new_… (0065_receive_rows.sql), in their order.
const EVENT = ['tenant', 'place', 'seq', 'kind', 'at', 'recorded_at', 'actor_id', 'unit_id'] as const;
const PAPER = [
  'tenant',
  'place',
  'kind',
  'ordinal',
  'name',
  'form',
  'sheets',
  'must_digitise',
  'file_id',
  'digitised_at',
] as const;
const VERSION = [
  'tenant',
  'place',
  'known_from',
  'received_on',
  'due_on',
  'closed_on',
  'paused_on',
  'outcome',
  'timeliness',
  'channel',
  'competent_unit_id',
  'receiving_unit_id',
  'procedure_id',
  'sector_id',
  'level',
  'online_level',
  'papers_state',
  'result_state',
  'suspended_days',
  'is_no_writing',
  'is_interlinked',
  'marks',
] as const;
const STEP = ['tenant', 'dossier_place', ...STEP_FIELDS] as const;
const DOSSIER = [
  'tenant',
  'place',
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
  'last_seq',
  'changed_at',
  'helping_unit_id',
  'first_due_on',
  'officer_id',
  'process_version_id',
  'step_code',
  'fee_due_vnd',
  'step_due_at',
  'words',
  'applicant_plain',
] as const;
/** Columns of the row that no first event fills. */
const EMPTY = Object.entries({
  paused_at: null,
  decided_at: null,
  closed_at: null,
  delivered_at: null,
  outcome: null,
  times_extended: 0,
  reappointed_on: null,
  apologised_at: null,
  explained_at: null,
  explanation_accepted_at: null,
  reopened_times: 0,
  fee_paid_vnd: 0,
  waiting_for: 0,
} satisfies Partial<DossierRow>) as [keyof DossierRow, null | 0][];

export type NewDossier = { tenant: number; id: number; code: string; event: DossierEvent; facts: ProcedureFacts };

/**
 * Keeps first events, and the rows, papers and versions that follow from them. The caller reserved ids and codes in this transaction.
 * @returns what they come to, known before it is kept
 */
export function keepNew(db: Db, dossiers: readonly NewDossier[]): { known: Projection[]; kept: Promise<void> } {
  const known = dossiers.map(({ tenant, id, event, facts }) => project(tenant, id, [event], () => facts));
  const places = known.map((projection, index) => ({ ...projection, tenant: projection.dossier.tenant, place: index + 1 }));
  for (const { dossier } of known)
    for (const [column, value] of EMPTY) if (dossier[column] !== value) assert.fail(`${column} of a new dossier`);
  const sent = exec(db, sql.keep_new, {
    ids: dossiers.map(({ id }) => id),
    codes: dossiers.map(({ code }) => code),
    // JSON has no control characters, so one can part what one says from what the next does.
    said: dossiers.map(({ event }) => JSON.stringify(event.data)).join('\u001f'),
    events: rowsOf(
      EVENT,
      dossiers.map(({ tenant, event }, index) => ({ ...event, tenant, place: index + 1 })),
    ),
    papers: rowsOf(
      PAPER,
      places.flatMap(({ papers, tenant, place }) => papers.map((paper) => ({ ...paper, tenant, place }))),
    ),
    steps: rowsOf(
      STEP,
      places.flatMap(({ steps, tenant, place }) => steps.map((step) => ({ ...step, tenant, dossier_place: place }))),
    ),
    versions: rowsOf(
      VERSION,
      places.flatMap(({ versions, tenant, place }) => versions.map((version) => ({ ...version, tenant, place }))),
    ),
    dossiers: rowsOf(
      DOSSIER,
      places.map(({ dossier, place }) => ({ ...dossier, ...foundBy(dossier), place })),
    ),
  });
  const kept = sent.then((count) => assert(count === dossiers.length, `${count} of ${dossiers.length} dossiers kept`));
  kept.catch(() => {});
  return { known, kept };
}
