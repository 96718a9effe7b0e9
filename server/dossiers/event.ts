// What can happen to a dossier, with what each event says. Pure: types and the shape of stored events.
import { z } from 'zod';
import { Flow } from './flow.ts';
import type { EventKind } from './status.ts';

const day = z.iso.date();

/** The due date that was promised, kept with the event that set it: a later change of calendar or catalogue moves no promise. */
export const Due = z.object({
  rule_id: z.string().nullable(),
  due_on: day.nullable(),
  /** ISO moment. */
  due_at: z.string().nullable(),
  precision: z.enum(['day', 'hour']).nullable(),
  /** What it would be without extensions; left out when there are none. */
  first_due_on: day.nullable().optional(),
  warnings: z.array(z.unknown()).optional(),
  /** Steps of the calendar's engine; absent in records made in bulk. */
  trace: z.array(z.unknown()).optional(),
});
export type Due = z.infer<typeof Due>;

export const Applicant = z.object({
  /** National code: 0 citizen, 1 enterprise, 2 household business. */
  kind: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  name: z.string(),
  identity: z.string().nullable(),
  /** Why there is no identity; exactly one of both is there. */
  no_identity_reason: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  address: z.string().nullable(),
  /** Who files for the applicant, when somebody does. */
  submitter_name: z.string().nullable(),
  /** Of a citizen whose card was read; left out when none was. */
  born_on: day.optional(),
  sex: z.enum(['male', 'female']).optional(),
});
export type Applicant = z.infer<typeof Applicant>;

export const EventPaper = z.object({
  ordinal: z.number().int(),
  name: z.string(),
  /** National code: 0 original, 1 copy, 2 electronic. */
  form: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  sheets: z.number().int(),
  must_digitise: z.boolean(),
  is_digitised: z.boolean().optional(),
  /** Taken from the applicant's electronic store instead of being asked for again. */
  holding_id: z.number().int().optional(),
  /** The file that came with it from there. */
  file_id: z.number().int().optional(),
});
export type EventPaper = z.infer<typeof EventPaper>;

/** The first event, `registered` or `received`. */
export const Filing = z.object({
  code: z.string(),
  client_id: z.string().nullable(),
  /** sha256 of what the desk sent under `client_id`. */
  content_hash: z.string().optional(),
  procedure_version_id: z.number().int(),
  competent_unit_id: z.number().int(),
  /** 1 direct, 2 online, 3 public post. */
  channel: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  return_channel: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  matter: z.string().nullable(),
  applicant: Applicant,
  papers: z.array(EventPaper),
  due: Due.nullable(),
  /** Where the applicant was helped to file, when it is neither the receiving nor the deciding unit. */
  helping_unit_id: z.number().int().nullable().optional(),
  /** The configured process of its day; null or left out: none, the desk and the officers find their own way. */
  process_version_id: z.number().int().nullable().optional(),
  /** The first step of that process. */
  flow: Flow.optional(),
  /** Why it was entered later than it happened. */
  late_entry_reason: z.string().optional(),
});
export type Filing = z.infer<typeof Filing>;

/** Why a dossier is late: what an explanation or an apology names. */
export const LATE_CAUSES = ['workload', 'other_agency', 'applicant', 'officer', 'system', 'law', 'disaster', 'other'] as const;
export type LateCause = (typeof LATE_CAUSES)[number];

/** Why something was entered later than it happened. */
export const LATE_ENTRY_CAUSES = ['network_fault', 'late_click', 'other'] as const;
export type LateEntryCause = (typeof LATE_ENTRY_CAUSES)[number];

export const FEE_STAGES = ['reception', 'supplement', 'result'] as const;
export type FeeStage = (typeof FEE_STAGES)[number];
export const PAYMENT_METHODS = ['cash', 'card', 'transfer', 'online'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

export type EventData = {
  registered: Filing;
  received: Filing | { procedure_version_id: number; due: Due; process_version_id?: number | null };
  rejected_at_intake: { reason: string };
  handed_over: { to_unit_id: number; to_account_id: number | null; note: string | null };
  taken_up: Record<string, never>;
  supplement_requested: { reason: string; items: string[] };
  supplement_given: { note: string | null; papers: EventPaper[]; due: Due };
  /** `fee`: of the procedure, collected by the desk; `obligation`: tax and the like, owed to others. Left out: a fee. */
  payment_requested: { amount_vnd: number; reason: string; purpose?: 'fee' | 'obligation' };
  payment_made: {
    amount_vnd: number;
    receipt_no: string | null;
    is_paid_on_behalf: boolean;
    is_online: boolean;
    gateway?: string | null;
    purpose?: 'fee' | 'obligation';
    /** Why less than what was asked for was enough. */
    reason?: string;
    due: Due;
  };
  withdrawn: { reason: string };
  stopped: { reason: string; decision_no: string | null };
  decided: { outcome: 'granted' | 'refused'; note: string | null; result: EventPaper | null };
  /** `owed_vnd`: given back although so much was not paid. */
  delivered: { to_name: string; channel: 1 | 2 | 3; owed_vnd?: number };
  /** `holding_id`: taken from the applicant's electronic store. */
  paper_digitised: { kind: 'component' | 'result'; ordinal: number; file_id: number; holding_id?: number };
  /** Without a visibility: written before there was one, internal. */
  note_added: { text: string; visibility?: 'internal' | 'public' };
  /** `days`: working days added to the limit; `until`: the new day as it was asked for. */
  extended: {
    due: Due;
    days: number;
    until: string | null;
    reason: string;
    approved_by_name: string;
    decision_no: string | null;
  };
  apologised: {
    kind: 'apology' | 'reappointment' | 'extension_request';
    reason: string;
    cause: LateCause;
    /** The new day told to the applicant; null: an apology without one. */
    new_due_on: string | null;
    /** The due day when it was sent. */
    promised_on: string | null;
    signer_name: string;
    /** Sent before the day by which the law wants it. */
    is_in_time: boolean;
    rule_id: number | null;
  };
  explained: { cause: LateCause; text: string; officer_id: number | null };
  explanation_accepted: { note: string | null };
  reopened: { reason: string; decision_no: string | null; due: Due | null };
  corrected: { fault: 'agency' | 'applicant'; reason: string };
  fee_collected: {
    stage: FeeStage;
    items: { name: string; amount_vnd: number }[];
    amount_vnd: number;
    method: PaymentMethod;
    is_online: boolean;
    gateway: string | null;
    is_paid_on_behalf: boolean;
    payer_name: string | null;
    receipt_no: string | null;
  };
  fee_waived: { stage: FeeStage; amount_vnd: number; reason: string; legal_ground: string | null };
  fee_refunded: { stage: FeeStage; amount_vnd: number; method: PaymentMethod; reason: string; receipt_no: string | null };
  /** `result`: what is proposed, where the step proposes. */
  step_done: { step: string; note: string | null; result: string | null };
  step_returned: { step: string; to: string; reason: string };
  /** `step` null: a dossier without a process. */
  assigned: { step: string | null; unit_id: number; account_id: number | null; note: string | null };
  /** Its number is that of the event; a unit is asked, or one officer of it. */
  consultation_asked: {
    step: string | null;
    unit_id: number;
    account_id: number | null;
    question: string;
    due_on: string;
    due_at: string;
  };
  consultation_reminded: { id: number };
  consultation_answered: { id: number; text: string; opinion: 'agree' | 'disagree' | 'other' };
  consultation_cancelled: { id: number; reason: string | null };
};

type Stamp = {
  /** 1, 2, 3 … within the dossier. */
  seq: number;
  /** When it happened; `recorded_at`: when the system learned of it, never earlier than that of the event before. */
  at: Date;
  recorded_at: Date;
  actor_id: number | null;
  /** Unit at whose desk it happened. */
  unit_id: number;
};

/** What may stand beside what an event says. */
type Besides = {
  late_entry_reason?: string;
  late_entry_cause?: LateEntryCause;
  /** What it does to the steps of the process. */
  flow?: Flow;
  /** The officer in whose place the actor acted. */
  on_behalf_of?: number;
};

export type DossierEvent = {
  [K in EventKind]: Stamp & { kind: K; data: EventData[K] & Besides };
}[EventKind];
