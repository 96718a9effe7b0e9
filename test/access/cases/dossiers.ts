import { ACTION_NAMES, ACTIONS } from '#dossiers';
import type { Routes } from '../../../server/routes.ts';
import { body, type Case, type Input, NO_ID, NO_UNIT } from '../cases.ts';
import { pages, pdf } from '../makers/files.ts';
import { PLACES } from '../records.ts';

/** One action on a dossier, sent as if it had been read too early: whoever reaches it learns that it changed, and nothing happens. */
function acting(action: (typeof ACTION_NAMES)[number]): Case {
  const data: Record<string, Input> = {
    reject: { reason: 'x' },
    request_supplement: { reason: 'x', items: ['x'] },
    request_payment: { amount_vnd: 1, reason: 'x' },
    record_payment: { amount_vnd: 1 },
    withdraw: { reason: 'x' },
    stop: { reason: 'x' },
    decide: { outcome: 'granted' },
    deliver: { to_name: 'x' },
    note: { text: 'x' },
    reopen: { reason: 'x' },
    correct: { fault: 'agency', reason: 'x' },
    extend: { days: 1, reason: 'x', approved_by_name: 'x' },
    apologise: { kind: 'apology', cause: 'other', reason: 'x', signer_name: 'x' },
    explain: { cause: 'other', text: 'x' },
    collect_fee: { amount_vnd: 1 },
    waive_fee: { amount_vnd: 1, reason: 'x' },
    refund_fee: { amount_vnd: 1, reason: 'x' },
    return_step: { to: ['x'], reason: 'x' },
    assign: { account_id: null },
    ask_opinion: { to_unit: 'H48.108', question: 'x', due_on: '2027-01-04' },
    remind_opinion: { id: 1 },
    cancel_opinion: { id: 1 },
    give_opinion: { id: 1, opinion: 'agree', text: 'x' },
  };
  return {
    kind: 'record',
    label: action,
    input: ({ dossier }) => ({ id: dossier.id, action, last_seq: 1, data: data[action] ?? {} }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.not_found',
    also: ACTIONS[action].permission,
    answers: ['409 dossiers.changed_meanwhile'],
  };
}

export const CASES = {
  'dossiers.receive': {
    kind: 'record',
    input: ({ unit, place }) => ({
      procedure_code: place === 'parent' ? '2.000488' : '1.001022',
      receiving_unit: unit.code,
      applicant: { name: 'Người Nộp Mới', no_identity_reason: 'Chưa được cấp' },
      papers: [1, 2, 3].slice(0, place === 'parent' ? 2 : 3).map((ordinal) => ({ ordinal, form: 1 })),
    }),
    missing: { receiving_unit: NO_UNIT },
    // That the unit exists is known to everyone; that one may not receive there is said.
    refusal: '403 dossiers.unit_not_permitted',
    seen: (answer, { unit }) => body<{ code: string }>(answer).code.startsWith(`${unit.code}-261120-`),
  },
  'dossiers.receive_many': {
    kind: 'record',
    input: ({ unit, place }) => ({
      all_or_nothing: true,
      items: [
        {
          procedure_code: place === 'parent' ? '2.000488' : '1.001022',
          receiving_unit: unit.code,
          applicant: { name: 'Người Nộp Cùng', no_identity_reason: 'Chưa được cấp' },
          papers: [1, 2, 3].slice(0, place === 'parent' ? 2 : 3).map((ordinal) => ({ ordinal, form: 1 })),
        },
      ],
    }),
    missing: { items: [] },
    refusal: '422 dossiers.not_all_received',
    seen: (answer, { unit }) =>
      body<{ items: { receipt: { code: string } }[] }>(answer).items[0]?.receipt.code.startsWith(`${unit.code}-261120-`) === true,
  },
  'dossiers.applicants': (['own', 'sibling', 'parent', 'foreign'] as const).map((place, n) => ({
    kind: 'list',
    label: place,
    input: { identity: `07720100${String(n + 1).repeat(4)}` },
    mark: (records) => (records.place === place ? records.dossier.code : ''),
  })),
  'dossiers.visit': {
    kind: 'record',
    input: ({ unit, place }) => ({
      kind: 'guidance',
      procedure_code: place === 'parent' ? '2.000488' : '1.001022',
      receiving_unit: unit.code,
      applicant: { name: 'Người Hỏi Đường' },
      missing: [{ ordinal: 1 }],
    }),
    missing: { receiving_unit: NO_UNIT },
    refusal: '403 dossiers.unit_not_permitted',
  },
  'dossiers.visits': {
    kind: 'list',
    input: { q: 'mốc chưa nhận', page_size: 200 },
    mark: ({ visit }) => visit.mark,
    total: (answer) => body<{ total: number }>(answer).total,
    of_unit: ({ unit }) => ({ q: 'mốc chưa nhận', unit: unit.code }),
  },
  'dossiers.visit_get': {
    kind: 'record',
    input: ({ visit }) => ({ id: visit.id }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.visit_not_found',
    seen: (answer, { visit }) => body<{ id: number }>(answer).id === visit.id,
  },
  'dossiers.own_lists': { kind: 'own', input: {} },
  'dossiers.save_filter': {
    kind: 'own',
    input: { list: 'queue', name: 'Trễ hạn của tôi', filter: { tab: 'overdue', mine: 'true' } },
  },
  'dossiers.remove_filter': { kind: 'own', input: { id: NO_ID }, answers: ['404 dossiers.filter_not_found'] },
  'dossiers.save_preference': { kind: 'own', input: { key: 'list_columns', value: ['code', 'applicant_name', 'due_on'] } },
  'dossiers.preview_due': {
    kind: 'open',
    why: 'catalogue and calendar, no dossier',
    input: { procedure_code: '1.001022', receiving_unit: 'H36.102' },
  },
  'dossiers.list': {
    kind: 'list',
    input: { q: 'mốc kiểm thử', page_size: 200 },
    mark: ({ dossier }) => dossier.code,
    total: (answer) => body<{ total: number }>(answer).total,
    of_unit: ({ unit }) => ({ q: 'mốc kiểm thử', unit: unit.code }),
  },
  'dossiers.queue': {
    kind: 'list',
    input: { tab: 'waiting', page_size: 200 },
    mark: ({ dossier }) => dossier.code,
    of_unit: ({ unit }) => ({ tab: 'waiting', unit: unit.code, page_size: 200 }),
  },
  'dossiers.export': {
    kind: 'list',
    input: { q: 'mốc kiểm thử' },
    mark: ({ dossier }) => dossier.code,
    of_unit: ({ unit }) => ({ q: 'mốc kiểm thử', unit: unit.code }),
  },
  'dossiers.officers': (['own', 'sibling', 'parent', 'foreign'] as const).map((place) => ({
    kind: 'list',
    label: place,
    input: { unit: { own: 'H48.108', sibling: 'H48.109', parent: 'H48', foreign: 'H36.102' }[place] },
    mark: (records) => (records.place === place ? `Người dùng ${records.account.username}` : ''),
  })),
  'dossiers.work': { kind: 'list', input: { tab: 'unit', page_size: 200 }, mark: () => '' },
  'dossiers.opinions': { kind: 'list', input: {}, mark: () => '' },
  'dossiers.leg_times': { kind: 'list', input: { from: '2026-01-01', to: '2026-12-31' }, mark: () => '' },
  'dossiers.leg_dossiers': { kind: 'list', input: { from: '2026-01-01', to: '2026-12-31' }, mark: () => '' },
  'dossiers.simulate': {
    kind: 'open',
    why: 'catalogue, calendar and what is in force; no dossier',
    input: { procedure_code: '1.001022', receiving_unit: 'H36.102', received_at: '2026-11-20T08:00:00+07:00' },
  },
  'dossiers.steps': {
    kind: 'record',
    input: ({ dossier }) => ({ id: dossier.id }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.not_found',
  },
  'dossiers.fee_stages': {
    kind: 'record',
    input: ({ dossier }) => ({ id: dossier.id }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.not_found',
  },
  'dossiers.get': {
    kind: 'record',
    input: ({ dossier }) => ({ id: dossier.id }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.not_found',
    seen: (answer, { dossier }) => body<{ code: string }>(answer).code === dossier.code,
  },
  'dossiers.act': ACTION_NAMES.map(acting),
  'dossiers.attach': {
    kind: 'record',
    input: ({ dossier, bare_paper_id }) => ({ id: dossier.id, paper_id: bare_paper_id }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.not_found',
    upload: ({ place }) => ({ name: `quet-${place}.pdf`, bytes: pdf(`attach ${place}`) }),
  },
  'dossiers.scan': {
    kind: 'record',
    input: ({ dossier, bare_paper_id }) => ({ id: dossier.id, paper_id: bare_paper_id }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.not_found',
    upload: ({ place }) => ({ name: 'trang.zip', bytes: pages(place) }),
  },
  'dossiers.paper_signatures': {
    kind: 'record',
    input: ({ dossier }) => ({ id: dossier.id, paper_id: dossier.paper_id }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.not_found',
    seen: (answer) => body<{ state: string }>(answer).state === 'unsigned',
  },
  'dossiers.sign_paper': {
    kind: 'record',
    input: ({ dossier, seal }) => ({ id: dossier.id, paper_id: dossier.paper_id, seal_id: seal.id }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.not_found',
    // What the records have for a scan is no whole PDF.
    answers: ['422 signatures.not_pdf', '409 signatures.seal_retired'],
  },
  'dossiers.store': {
    kind: 'record',
    input: ({ dossier }) => ({ id: dossier.id }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.not_found',
    seen: (answer, { holding_id }) => body<{ items: { id: number }[] }>(answer).items.some((item) => item.id === holding_id),
  },
  'dossiers.take_from_store': {
    kind: 'record',
    input: ({ dossier, bare_paper_id }) => ({ id: dossier.id, paper_id: bare_paper_id, holding_id: NO_ID }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.not_found',
    answers: ['404 holdings.not_found'],
  },
  'dossiers.paper_file': {
    kind: 'record',
    input: ({ dossier }) => ({ id: dossier.id, paper_id: dossier.paper_id }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.not_found',
    seen: (answer) => answer.text.startsWith('%PDF-1.4\n% scan '),
  },
  'dossiers.act_many': {
    kind: 'list',
    // What is in reach and what not is told apart for each dossier in its own tests; here nothing is there.
    input: {
      client_key: 'access-test-1',
      action: 'note',
      items: [{ id: NO_ID, last_seq: 1 }],
      data: { text: 'x' },
    },
    mark: () => '',
  },
  'dossiers.late': {
    kind: 'list',
    input: { state: 'open', page_size: 200 },
    mark: ({ late }) => late.code,
    of_unit: ({ unit }) => ({ unit: unit.code, state: 'open', page_size: 200 }),
  },
  'dossiers.late_export': {
    kind: 'list',
    input: { state: 'open' },
    mark: ({ late }) => late.code,
    of_unit: ({ unit }) => ({ unit: unit.code, state: 'open' }),
  },
  'dossiers.late_lists': {
    kind: 'list',
    input: { page_size: 200 },
    mark: ({ unit }) => `"unit_code":"${unit.code}"`,
    of_unit: ({ unit }) => ({ unit: unit.code, page_size: 200 }),
  },
  'dossiers.compile_late_list': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, month: '2026-09' }),
    missing: { unit: NO_UNIT },
    refusal: '403 dossiers.unit_not_permitted',
  },
  'dossiers.late_list': {
    kind: 'record',
    input: ({ late }) => ({ id: late.list_id }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.late_list_not_found',
    seen: (answer, { late }) => answer.text.includes(late.code),
  },
  'dossiers.late_list_export': {
    kind: 'record',
    input: ({ late }) => ({ id: late.list_id }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.late_list_not_found',
    seen: (answer, { late }) => answer.text.includes(late.code),
  },
  'dossiers.publish_late_list': {
    kind: 'record',
    input: ({ late }) => ({ id: late.list_id }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.late_list_not_found',
    also: 'dossiers.decide',
    answers: ['200', '409 dossiers.late_list_not_draft'],
  },
  'dossiers.recall_late_list': {
    kind: 'record',
    // Found, and not public: nothing is taken back here.
    input: ({ late }) => ({ id: late.list_id, reason: 'x' }),
    missing: { id: NO_ID },
    refusal: '404 dossiers.late_list_not_found',
    also: 'dossiers.decide',
    answers: ['200', '409 dossiers.late_list_not_published'],
  },
  'dossiers.public_late_lists': { kind: 'public', input: {} },
  'dossiers.public_late_list': { kind: 'public', input: { id: NO_ID }, answers: ['404 dossiers.late_list_not_found'] },
  'dossiers.fees': (['own', 'sibling', 'parent', 'foreign'] as const).map((place) => ({
    kind: 'list',
    label: place,
    input: { unit: PLACES[place] },
    mark: (records) => (records.place === place ? records.late.receipt_no : ''),
  })),
  'dossiers.fees_export': (['own', 'sibling', 'parent', 'foreign'] as const).map((place) => ({
    kind: 'list',
    label: place,
    input: { unit: PLACES[place] },
    mark: (records) => (records.place === place ? records.late.receipt_no : ''),
  })),
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
