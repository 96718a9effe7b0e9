// The rows that follow from the events of a dossier. Types and the names of their columns.
import type { Day } from '#lib/day';
import type { FeeStage, LateEntryCause, PaymentMethod } from './event.ts';
import type { LeftAs } from './flow.ts';
import type { Status } from './status.ts';

/** What the catalogue says about the procedure version of a dossier. */
export type ProcedureFacts = {
  version_id: number;
  procedure_id: number;
  sector_id: number;
  level: 'province' | 'district' | 'commune';
  online_level: 'none' | 'partial' | 'full';
  is_no_writing: boolean;
  is_interlinked: boolean;
  fee_vnd: number;
};

export const LEVEL_CODE = { province: 1, district: 2, commune: 3 } as const;
export const ONLINE_CODE = { none: 0, partial: 1, full: 2 } as const;
/** Codes of dossiers.version.outcome. A reasoned refusal by decision is a result: it counts as resolved. */
export const OUTCOME = { open: 0, resolved: 1, withdrawn: 2, stopped: 3 } as const;

/** One row of dossiers.dossier. */
export type DossierRow = {
  tenant: number;
  id: number;
  code: string;
  client_id: string | null;
  procedure_id: number;
  procedure_version_id: number;
  receiving_unit_id: number;
  competent_unit_id: number;
  holder_unit_id: number;
  holder_id: number | null;
  channel: 1 | 2 | 3;
  applicant_kind: 0 | 1 | 2;
  applicant_name: string;
  applicant_identity: string | null;
  no_identity_reason: string | null;
  applicant_phone: string | null;
  applicant_email: string | null;
  applicant_address: string | null;
  submitter_name: string | null;
  matter: string | null;
  return_channel: 1 | 2 | 3;
  filed_at: Date;
  received_at: Date | null;
  due_at: Date | null;
  due_on: Day | null;
  due_precision: 'day' | 'hour' | null;
  status: Status;
  paused_at: Date | null;
  decided_at: Date | null;
  closed_at: Date | null;
  delivered_at: Date | null;
  outcome: 'granted' | 'refused' | null;
  last_seq: number;
  changed_at: Date;
  helping_unit_id: number | null;
  first_due_on: Day | null;
  times_extended: number;
  reappointed_on: Day | null;
  apologised_at: Date | null;
  explained_at: Date | null;
  explanation_accepted_at: Date | null;
  reopened_times: number;
  officer_id: number | null;
  process_version_id: number | null;
  step_code: string | null;
  fee_due_vnd: number;
  fee_paid_vnd: number;
  step_due_at: Date | null;
  waiting_for: number;
};

/** One row of dossiers.paper, without its generated id. */
export type PaperRow = {
  kind: 'component' | 'result';
  ordinal: number;
  name: string;
  form: 0 | 1 | 2;
  sheets: number;
  must_digitise: boolean;
  file_id: number | null;
  digitised_at: Date | null;
};

/** One row of dossiers.version. `known_to` null = still known. */
export type VersionRow = {
  known_from: Date;
  known_to: Date | null;
  received_on: Day;
  due_on: Day | null;
  closed_on: Day | null;
  paused_on: Day | null;
  outcome: 0 | 1 | 2 | 3;
  timeliness: 0 | 1 | 2 | 3 | 4;
  channel: 1 | 2 | 3;
  competent_unit_id: number;
  receiving_unit_id: number;
  procedure_id: number;
  sector_id: number;
  level: 1 | 2 | 3;
  online_level: 0 | 1 | 2;
  papers_state: 0 | 1 | 2;
  result_state: 0 | 1 | 2;
  suspended_days: number;
  is_no_writing: boolean;
  is_interlinked: boolean;
  /** Small facts in bits: marks.ts. */
  marks: number;
};

/** One row of dossiers.payment. */
export type PaymentRow = {
  seq: number;
  kind: 'collected' | 'waived' | 'refunded';
  stage: FeeStage;
  at: Date;
  unit_id: number;
  account_id: number | null;
  amount_vnd: number;
  method: PaymentMethod | null;
  is_online: boolean;
  gateway: string | null;
  is_paid_on_behalf: boolean;
  payer_name: string | null;
  receipt_no: string | null;
};

/** One row of dossiers.step. */
export type StepRow = {
  /** 1, 2, 3 … in the order entered. */
  place: number;
  seq: number;
  step_code: string;
  leg: string | null;
  unit_id: number;
  account_id: number | null;
  assigned_by: 'person' | 'rule' | 'delegate' | null;
  entered_at: Date;
  due_on: Day | null;
  due_at: Date | null;
  due_precision: 'day' | 'hour' | null;
  leg_due_at: Date | null;
  left_seq: number | null;
  left_at: Date | null;
  left_as: LeftAs | null;
  timeliness: 0 | 1 | 2 | 3 | 4;
  process_version_id: number;
};

/** All of a step but whose it is: its tenant and its dossier. */
export const STEP_FIELDS = [
  'place',
  'seq',
  'step_code',
  'leg',
  'unit_id',
  'account_id',
  'assigned_by',
  'entered_at',
  'due_on',
  'due_at',
  'due_precision',
  'leg_due_at',
  'left_seq',
  'left_at',
  'left_as',
  'timeliness',
  'process_version_id',
] as const satisfies readonly (keyof StepRow)[];

/** One row of dossiers.consultation. */
export type ConsultationRow = {
  /** The event that asked. */
  id: number;
  step_code: string | null;
  asked_by_unit_id: number;
  asked_by: number | null;
  unit_id: number;
  account_id: number | null;
  question: string;
  asked_at: Date;
  due_on: Day;
  due_at: Date;
  reminded_at: Date | null;
  times_reminded: number;
  answered_at: Date | null;
  answered_by: number | null;
  answer: string | null;
  opinion: string | null;
  cancelled_at: Date | null;
};

export type Projection = {
  dossier: DossierRow;
  papers: PaperRow[];
  versions: VersionRow[];
  payments: PaymentRow[];
  steps: StepRow[];
  consultations: ConsultationRow[];
  /** Meeting points of parallel ways at which some have arrived. */
  arrived: readonly string[];
  suspended_days: number;
  /** What the marks of versions are made from and the row does not hold. */
  life: Life;
};

export type Life = {
  /** The procedure's own fee, asked for besides, let off, in đồng. */
  fee_vnd: number;
  requested_vnd: number;
  waived_vnd: number;
  paid_online: boolean;
  paid_on_behalf: boolean;
  purpose: 'fee' | 'obligation';
  /** When the decision was entered, and why later than it was taken. */
  decided_recorded_at: Date | null;
  late_entry_cause: LateEntryCause | null;
  corrected_agency: boolean;
  corrected_applicant: boolean;
  /** A paper came from the applicant's electronic store. */
  is_reused: boolean;
};

/** Columns of a version besides its key and the times it was known. */
export const VERSION_FACTS = [
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
] as const satisfies readonly (keyof VersionRow)[];
