// What can happen to a dossier, with what each event says. Pure: types and the shape of stored events.
import { z } from 'zod';
import type { EventKind } from './status.ts';

const day = z.iso.date();

/** The due date that was promised, kept with the event that set it: a later change of calendar or catalogue moves no promise. */
export const Due = z.object({
  rule_id: z.string().nullable(),
  due_on: day.nullable(),
  /** ISO moment. */
  due_at: z.string().nullable(),
  precision: z.enum(['day', 'hour']).nullable(),
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
});
export type EventPaper = z.infer<typeof EventPaper>;

/** The first event, `registered` or `received`. */
export const Filing = z.object({
  code: z.string(),
  client_id: z.string().nullable(),
  procedure_version_id: z.number().int(),
  competent_unit_id: z.number().int(),
  /** 1 direct, 2 online, 3 public post. */
  channel: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  return_channel: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  matter: z.string().nullable(),
  applicant: Applicant,
  papers: z.array(EventPaper),
  due: Due.nullable(),
  /** Why it was entered later than it happened. */
  late_entry_reason: z.string().optional(),
});
export type Filing = z.infer<typeof Filing>;

export type EventData = {
  registered: Filing;
  received: Filing | { procedure_version_id: number; due: Due };
  rejected_at_intake: { reason: string };
  handed_over: { to_unit_id: number; to_account_id: number | null; note: string | null };
  taken_up: Record<string, never>;
  supplement_requested: { reason: string; items: string[] };
  supplement_given: { note: string | null; papers: EventPaper[]; due: Due };
  payment_requested: { amount_vnd: number; reason: string };
  payment_made: { amount_vnd: number; receipt_no: string | null; is_paid_on_behalf: boolean; is_online: boolean; due: Due };
  withdrawn: { reason: string };
  stopped: { reason: string; decision_no: string | null };
  decided: { outcome: 'granted' | 'refused'; note: string | null; result: EventPaper | null };
  delivered: { to_name: string; channel: 1 | 2 | 3 };
  paper_digitised: { kind: 'component' | 'result'; ordinal: number; file_id: number };
  note_added: { text: string };
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

export type DossierEvent = {
  [K in EventKind]: Stamp & { kind: K; data: EventData[K] & { late_entry_reason?: string } };
}[EventKind];
