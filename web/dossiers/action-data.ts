import type { Action } from './action-kinds.ts';
import type { PaperRow } from './receive-form.ts';

export type ActionValues = {
  reason?: string;
  items?: string;
  note?: string;
  text?: string;
  to_unit?: string;
  to_account_id?: number | null;
  amount_vnd?: number;
  receipt_no?: string;
  is_online?: boolean;
  is_paid_on_behalf?: boolean;
  decision_no?: string;
  outcome?: 'granted' | 'refused';
  result_name?: string;
  result_form?: 0 | 1 | 2;
  to_name?: string;
  channel?: 1 | 2 | 3;
  purpose?: 'fee' | 'obligation';
  gateway?: string;
  visibility?: 'internal' | 'public';
  fault?: 'agency' | 'applicant';
  by?: 'days' | 'day';
  days?: number;
  until?: string | null;
  approved_by_name?: string;
  kind?: 'apology' | 'reappointment' | 'extension_request';
  cause?: string;
  new_due_on?: string | null;
  signer_name?: string;
  stage?: 'reception' | 'supplement' | 'result';
  method?: 'cash' | 'card' | 'transfer' | 'online';
  payer_name?: string;
  legal_ground?: string;
  /** When it really happened, and why it is entered only now. */
  other_time?: boolean;
  at?: string;
  late_entry_cause?: 'network_fault' | 'late_click' | 'other';
  late_entry_reason?: string;
};

/** When an action happened, when that is not now. `at` is the wall clock of Vietnam without a zone. */
export function momentOf(values: ActionValues): {
  at?: string;
  late_entry_reason?: string;
  late_entry_cause?: 'network_fault' | 'late_click' | 'other';
} {
  if (!values.other_time || !values.at) return {};
  const reason = values.late_entry_reason?.trim();
  return {
    at: `${values.at.slice(0, 16)}:00+07:00`,
    ...(reason && { late_entry_reason: reason, late_entry_cause: values.late_entry_cause ?? 'other' }),
  };
}

/** What an action sends, from what was written. Lines of a text become items; what was left empty is null. */
export function dataOf(action: Action, values: ActionValues, papers: readonly PaperRow[]): Record<string, unknown> {
  const text = (value: string | undefined) => value?.trim() || null;
  switch (action) {
    case 'accept':
    case 'take_up':
      return {};
    case 'reject':
    case 'withdraw':
      return { reason: text(values.reason) };
    case 'hand_over':
      return {
        ...(values.to_unit ? { to_unit: values.to_unit } : {}),
        to_account_id: values.to_account_id ?? null,
        note: text(values.note),
      };
    case 'request_supplement':
      return { reason: text(values.reason), items: linesOf(values.items) };
    case 'give_supplement':
      return {
        note: text(values.note),
        papers: papers.filter((paper) => paper.is_given).map(({ ordinal, form, sheets }) => ({ ordinal, form, sheets })),
      };
    case 'request_payment':
      return { amount_vnd: values.amount_vnd, reason: text(values.reason), purpose: values.purpose ?? 'fee' };
    case 'record_payment':
      return {
        amount_vnd: values.amount_vnd,
        reason: text(values.reason),
        receipt_no: text(values.receipt_no),
        is_online: values.is_online ?? false,
        gateway: text(values.gateway),
        is_paid_on_behalf: values.is_paid_on_behalf ?? false,
      };
    case 'stop':
      return { reason: text(values.reason), decision_no: text(values.decision_no) };
    case 'decide':
      return {
        outcome: values.outcome,
        note: text(values.note),
        result_name: text(values.result_name),
        result_form: values.result_form ?? 0,
      };
    case 'deliver':
      return { to_name: text(values.to_name), channel: values.channel ?? 1 };
    case 'note':
      return { text: text(values.text), visibility: values.visibility ?? 'internal' };
    case 'correct':
      return { fault: values.fault ?? 'agency', reason: text(values.reason) };
    case 'reopen':
      return { reason: text(values.reason), decision_no: text(values.decision_no) };
    case 'extend':
      return {
        ...(values.by === 'day' ? { until: values.until } : { days: values.days }),
        reason: text(values.reason),
        approved_by_name: text(values.approved_by_name),
        decision_no: text(values.decision_no),
      };
    case 'apologise':
      return {
        kind: values.kind,
        cause: values.cause,
        reason: text(values.reason),
        new_due_on: values.kind === 'apology' ? null : (values.new_due_on ?? null),
        signer_name: text(values.signer_name),
      };
    case 'explain':
      return { cause: values.cause, text: text(values.text) };
    case 'accept_explanation':
      return { note: text(values.note) };
    case 'collect_fee':
      return {
        stage: values.stage ?? 'reception',
        amount_vnd: values.amount_vnd,
        method: values.method ?? 'cash',
        gateway: values.method === 'online' ? text(values.gateway) : null,
        is_paid_on_behalf: values.method === 'online' && (values.is_paid_on_behalf ?? false),
        payer_name: text(values.payer_name),
        receipt_no: text(values.receipt_no),
      };
    case 'waive_fee':
      return {
        stage: values.stage ?? 'reception',
        amount_vnd: values.amount_vnd,
        reason: text(values.reason),
        legal_ground: text(values.legal_ground),
      };
    case 'refund_fee':
      return {
        stage: values.stage ?? 'result',
        amount_vnd: values.amount_vnd,
        method: values.method ?? 'cash',
        reason: text(values.reason),
        receipt_no: text(values.receipt_no),
      };
  }
}

/** Each line that says something, once and trimmed. */
export function linesOf(text: string | undefined): string[] {
  const lines = (text ?? '').split('\n').map((line) => line.trim());
  return [...new Set(lines.filter(Boolean))];
}
