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
};

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
      return { amount_vnd: values.amount_vnd, reason: text(values.reason) };
    case 'record_payment':
      return {
        amount_vnd: values.amount_vnd,
        receipt_no: text(values.receipt_no),
        is_online: values.is_online ?? false,
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
      return { text: text(values.text) };
  }
}

/** Each line that says something, once and trimmed. */
export function linesOf(text: string | undefined): string[] {
  const lines = (text ?? '').split('\n').map((line) => line.trim());
  return [...new Set(lines.filter(Boolean))];
}
