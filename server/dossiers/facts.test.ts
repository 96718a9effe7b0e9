import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vietnamMoment } from '#lib/day';
import type { DossierEvent, Due, EventPaper, Filing } from './event.ts';
import { project } from './facts.ts';
import { papersState, resultState } from './versions.ts';

const FACTS = {
  version_id: 5,
  procedure_id: 3,
  sector_id: 2,
  level: 'district',
  online_level: 'partial',
  is_no_writing: true,
  is_interlinked: false,
  fee_vnd: 0,
} as const;
const factsOf = () => FACTS;

const due = (due_on: string): Due => ({
  rule_id: 'x',
  due_on,
  due_at: vietnamMoment(due_on, '17:00').toISOString(),
  precision: 'day',
});
const paper = (ordinal: number, more: Partial<EventPaper> = {}): EventPaper => ({
  ordinal,
  name: `Giấy ${ordinal}`,
  form: 0,
  sheets: 1,
  must_digitise: true,
  ...more,
});

const filing = (more: Partial<Filing> = {}): Filing => ({
  code: 'H16.36-231229-0001',
  client_id: null,
  procedure_version_id: 5,
  competent_unit_id: 20,
  channel: 2,
  return_channel: 1,
  matter: null,
  applicant: {
    kind: 0,
    name: 'Y Thử',
    identity: '000123456789',
    no_identity_reason: null,
    phone: null,
    email: null,
    address: null,
    submitter_name: null,
  },
  papers: [paper(1)],
  due: due('2024-01-05'),
  ...more,
});

let next = 0;
const event = (
  kind: DossierEvent['kind'],
  at: [string, string],
  data: object = {},
  recorded?: [string, string],
): DossierEvent => {
  next = kind === 'received' || kind === 'registered' ? 1 : next + 1;
  return {
    seq: next,
    kind,
    at: vietnamMoment(...at),
    recorded_at: vietnamMoment(...(recorded ?? at)),
    actor_id: 7,
    unit_id: 10,
    data,
  } as DossierEvent;
};

test('a dossier received at midnight of the first belongs to the first', () => {
  const { versions } = project(16, 1, [event('received', ['2024-01-01', '00:00:00'], filing())], factsOf);
  assert.equal(versions[0]?.received_on, '2024-01-01');
  const before = project(16, 1, [event('received', ['2023-12-31', '23:59:59'], filing())], factsOf);
  assert.equal(before.versions[0]?.received_on, '2023-12-31');
});

test('its facts are those of the procedure version and of the units', () => {
  const { versions, dossier } = project(16, 1, [event('received', ['2023-12-29', '08:00'], filing())], factsOf);
  assert.deepEqual(versions, [
    {
      known_from: vietnamMoment('2023-12-29', '08:00'),
      known_to: null,
      received_on: '2023-12-29',
      due_on: '2024-01-05',
      closed_on: null,
      paused_on: null,
      outcome: 0,
      timeliness: 0,
      channel: 2,
      competent_unit_id: 20,
      receiving_unit_id: 10,
      procedure_id: 3,
      sector_id: 2,
      level: 2,
      online_level: 1,
      papers_state: 1,
      result_state: 0,
      suspended_days: 0,
      is_no_writing: true,
      is_interlinked: false,
      marks: 0,
    },
  ]);
  assert.equal(dossier.holder_unit_id, 10);
  assert.equal(dossier.status, 2);
});

test('a supplement stops the clock, and what was known at each time stays', () => {
  const events = [
    event('received', ['2023-12-29', '08:00'], filing()),
    event('supplement_requested', ['2024-01-02', '09:00'], { reason: 'Thiếu giấy tờ', items: ['Giấy 2'] }),
    event('supplement_given', ['2024-01-10', '10:00'], { note: null, papers: [paper(2, { form: 2 })], due: due('2024-01-15') }),
    event('decided', ['2024-01-15', '16:59'], { outcome: 'granted', note: null, result: paper(1) }),
  ];
  const { versions, dossier } = project(16, 1, events, factsOf);
  assert.deepEqual(
    versions.map((v) => [v.due_on, v.paused_on, v.closed_on, v.outcome, v.timeliness, v.suspended_days]),
    [
      ['2024-01-05', null, null, 0, 0, 0],
      ['2024-01-05', '2024-01-02', null, 0, 0, 0],
      ['2024-01-15', null, null, 0, 0, 8],
      ['2024-01-15', null, '2024-01-15', 1, 2, 8],
    ],
  );
  assert.deepEqual(
    versions.map((v) => v.known_to),
    [vietnamMoment('2024-01-02', '09:00'), vietnamMoment('2024-01-10', '10:00'), vietnamMoment('2024-01-15', '16:59'), null],
  );
  assert.equal(dossier.paused_at, null);
  assert.equal(dossier.status, 9);
});

test('finished in time but entered late: both times are kept, and it is on time', () => {
  const { versions, dossier } = project(
    16,
    1,
    [
      event('received', ['2023-12-29', '08:00'], filing()),
      event('decided', ['2024-01-05', '15:00'], { outcome: 'granted', note: null, result: null }, ['2024-01-09', '08:00']),
    ],
    factsOf,
  );
  assert.equal(versions[1]?.timeliness, 2);
  assert.equal(versions[1]?.closed_on, '2024-01-05');
  assert.deepEqual(versions[1]?.known_from, vietnamMoment('2024-01-09', '08:00'));
  assert.deepEqual(dossier.changed_at, vietnamMoment('2024-01-09', '08:00'));
});

test('withdrawn and stopped end without a result and without timeliness; a refusal by decision is a result', () => {
  const end = (kind: DossierEvent['kind'], data: object) =>
    project(
      16,
      1,
      [event('received', ['2023-12-29', '08:00'], filing()), event(kind, ['2024-01-20', '08:00'], data)],
      factsOf,
    ).versions.at(-1);
  assert.deepEqual([end('withdrawn', { reason: 'x' })?.outcome, end('withdrawn', { reason: 'x' })?.timeliness], [2, 0]);
  assert.deepEqual(
    [end('stopped', { reason: 'x', decision_no: null })?.outcome, end('stopped', { reason: 'x', decision_no: null })?.timeliness],
    [3, 0],
  );
  const refused = end('decided', { outcome: 'refused', note: null, result: paper(1) });
  assert.deepEqual([refused?.outcome, refused?.timeliness], [1, 3]);
});

test('a dossier withdrawn while its clock stood keeps the days it stood', () => {
  const { versions, dossier } = project(
    16,
    1,
    [
      event('received', ['2023-12-29', '08:00'], filing()),
      event('payment_requested', ['2024-01-02', '08:00'], { amount_vnd: 80000, reason: 'phí' }),
      event('withdrawn', ['2024-01-12', '08:00'], { reason: 'đổi ý' }),
    ],
    factsOf,
  );
  assert.equal(versions.at(-1)?.suspended_days, 10);
  assert.equal(versions.at(-1)?.paused_on, null);
  assert.equal(dossier.paused_at, null);
});

test('a filing that was never received is no fact; accepted, it is one from that day', () => {
  const registered = event('registered', ['2024-01-01', '22:00'], filing({ due: null }));
  const rejected = project(
    16,
    1,
    [registered, event('rejected_at_intake', ['2024-01-02', '08:00'], { reason: 'sai thẩm quyền' })],
    factsOf,
  );
  assert.deepEqual(rejected.versions, []);
  assert.equal(rejected.dossier.status, 3);
  next = 1;
  const accepted = project(
    16,
    1,
    [registered, event('received', ['2024-01-02', '08:00'], { procedure_version_id: 5, due: due('2024-01-05') })].map((e, n) => ({
      ...e,
      seq: n + 1,
    })),
    factsOf,
  );
  assert.equal(accepted.versions[0]?.received_on, '2024-01-02');
  assert.equal(accepted.dossier.due_on, '2024-01-05');
  assert.deepEqual(accepted.dossier.filed_at, vietnamMoment('2024-01-01', '22:00'));
});

test('notes and hand-overs add no version; two events of one moment leave one', () => {
  const { versions } = project(
    16,
    1,
    [
      event('received', ['2023-12-29', '08:00'], filing()),
      event('handed_over', ['2023-12-29', '09:00'], { to_unit_id: 11, to_account_id: null, note: null }),
      event('note_added', ['2023-12-29', '10:00'], { text: 'gọi điện' }),
      event('supplement_requested', ['2024-01-02', '08:00'], { reason: 'x', items: ['y'] }),
      event('supplement_given', ['2024-01-02', '08:00'], { note: null, papers: [], due: due('2024-01-05') }),
    ],
    factsOf,
  );
  assert.equal(versions.length, 1);
  assert.equal(versions[0]?.known_to, null);
});

test('the result goes back to the desk that received the dossier', () => {
  const { dossier } = project(
    16,
    1,
    [
      event('received', ['2023-12-29', '08:00'], filing()),
      event('handed_over', ['2023-12-29', '09:00'], { to_unit_id: 11, to_account_id: 70, note: null }),
      event('decided', ['2024-01-02', '08:00'], { outcome: 'granted', note: null, result: paper(1) }),
    ],
    factsOf,
  );
  assert.equal(dossier.holder_unit_id, 10);
  assert.equal(dossier.holder_id, null);
});

test('digitised means every paper that must be; an electronic one is', () => {
  const row = (more: object) => ({
    kind: 'component' as const,
    ordinal: 1,
    name: 'x',
    form: 0 as const,
    sheets: 1,
    must_digitise: true,
    file_id: null,
    digitised_at: null,
    ...more,
  });
  assert.equal(papersState([]), 0);
  assert.equal(papersState([row({ must_digitise: false })]), 0);
  assert.equal(papersState([row({ form: 2 }), row({ digitised_at: new Date() })]), 2);
  assert.equal(papersState([row({ form: 2 }), row({})]), 1);
  assert.equal(papersState([row({ kind: 'result' })]), 0);
  assert.equal(resultState([row({})]), 0);
  assert.equal(resultState([row({ kind: 'result' })]), 1);
  assert.equal(resultState([row({ kind: 'result', form: 2 })]), 2);
});

test('events must follow each other without a gap', () => {
  const first = event('received', ['2023-12-29', '08:00'], filing());
  assert.throws(
    () => project(16, 1, [first, { ...event('note_added', ['2023-12-30', '08:00'], { text: 'x' }), seq: 3 }], factsOf),
    /event 3 after 1/,
  );
  assert.throws(() => project(16, 1, [], factsOf));
  assert.throws(() => project(16, 1, [{ ...event('delivered', ['2023-12-30', '08:00'], {}), seq: 1 }], factsOf), {
    code: 'dossiers.not_in_this_status',
  });
});
