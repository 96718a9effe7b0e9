import type { Routes } from '../../../server/routes.ts';
import { body, type Case, NO_ID, NO_UNIT } from '../cases.ts';

const rule = { kind: 'due_soon', is_active: true, lead: 2, to_officer: true, to_head: false, to_superior: false };

export const CASES = {
  'notices.list': { kind: 'own', input: {} },
  'notices.mark_read': { kind: 'own', input: { ids: [NO_ID] } },
  'notices.settings': { kind: 'own', input: {} },
  'notices.keep_settings': { kind: 'own', input: { email: null, phone: null, by_email: [], by_sms: [], digest: false } },
  'notices.send_test': { kind: 'own', input: { channel: 'email' }, answers: ['422 notices.address_needed'] },
  'notices.rules': {
    kind: 'list',
    input: {},
    mark: ({ unit }) => `"unit_code":"${unit.code}"`,
  },
  'notices.keep_rule': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, ...rule }),
    missing: { unit: NO_UNIT },
    // That the unit exists is known to everyone; that one may not set its warnings is said.
    refusal: '403 notices.unit_not_permitted',
  },
  'notices.drop_rule': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, kind: 'overdue' }),
    missing: { unit: NO_UNIT },
    refusal: '403 notices.unit_not_permitted',
    answers: ['404 notices.no_own_rule'],
  },
  'notices.messages': {
    kind: 'list',
    input: { page_size: 200 },
    mark: ({ message }) => message.subject,
    total: (answer) => body<{ total: number }>(answer).total,
  },
  'notices.retry_dead': {
    kind: 'open',
    why: 'tries what is dead in the actor’s own units; the reply is a number (server/notices/notices.test.ts holds its reach)',
    input: {},
  },
  'notices.act_on_message': {
    kind: 'record',
    input: ({ message }) => ({ id: message.id, action: 'retry' }),
    missing: { id: NO_ID },
    refusal: '404 notices.message_not_found',
    answers: ['409 notices.message_not_in_this_state'],
  },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
