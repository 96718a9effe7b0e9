import assert from 'node:assert/strict';
import test from 'node:test';
import { missingPapers, newClientId, paperRows, type ReceiveFields, receiveInput, refusedField } from './receive-form.ts';

const FIELDS: ReceiveFields = {
  receiving_unit: 'bo-y',
  procedure_code: '1.001193',
  channel: 1,
  return_channel: 1,
  kind: 0,
  identity: ' 062190001234 ',
  name: 'A Thị Mới',
  phone: '',
};
const PAPERS = [
  { ordinal: 1, name: 'Tờ khai', form_code: null, originals: 1, copies: 0, is_required: true, must_digitise: true },
  { ordinal: 2, name: 'Giấy ủy quyền', form_code: null, originals: 0, copies: 1, is_required: false, must_digitise: false },
];

test('needed papers come ticked, as originals where one is asked for; online they are electronic', () => {
  assert.deepEqual(
    paperRows(PAPERS, 1).map((row) => [row.is_given, row.form]),
    [
      [true, 0],
      [false, 1],
    ],
  );
  assert.equal(paperRows(PAPERS, 2)[0]?.form, 2);
});

test('only papers handed in are sent, empty fields are not', () => {
  const input = receiveInput(FIELDS, paperRows(PAPERS, 1), 'c1');
  assert.deepEqual(input.papers, [{ ordinal: 1, form: 0, sheets: 1 }]);
  assert.equal(input.applicant.identity, '062190001234');
  assert.equal(input.applicant.phone, null);
  assert.ok(!('received_at' in input));
});

test('birth day and sex go along while the number is still that of the card', () => {
  const card = { identity: '062190001234', born_on: '1990-08-15', sex: 'female' as const };
  const sent = (more: Partial<ReceiveFields>) => {
    const { born_on, sex } = receiveInput({ ...FIELDS, card, ...more }, [], 'c1').applicant;
    return [born_on, sex];
  };
  assert.deepEqual(sent({}), ['1990-08-15', 'female']);
  assert.deepEqual(sent({ identity: '062190009999' }), [undefined, undefined], 'somebody else by now');
  assert.deepEqual(sent({ kind: 1 }), [undefined, undefined], 'an enterprise was not born');
  assert.deepEqual(sent({ card: { ...card, born_on: null } }), [undefined, 'female']);
});

test('without an identity the reason is sent and no number', () => {
  const input = receiveInput({ ...FIELDS, no_identity: true, no_identity_reason: 'Trẻ chưa được cấp số' }, [], 'c1');
  assert.equal(input.applicant.identity, null);
  assert.equal(input.applicant.no_identity_reason, 'Trẻ chưa được cấp số');
});

test('another time of reception is a moment in Vietnam, with its reason', () => {
  const input = receiveInput(
    { ...FIELDS, other_time: true, received_at: '2026-11-20T16:45', late_entry_reason: 'Mất điện' },
    [],
    'c1',
  );
  assert.equal(input.received_at, '2026-11-20T16:45:00+07:00');
  assert.equal(input.late_entry_reason, 'Mất điện');
});

test('a paper beside the list is sent by its name', () => {
  const input = receiveInput(
    FIELDS,
    [{ ordinal: undefined, name: 'Đơn trình bày', is_given: true, is_required: false, form: 1, sheets: 2 }],
    'c1',
  );
  assert.deepEqual(input.papers, [{ name: 'Đơn trình bày', form: 1, sheets: 2 }]);
});

test('another deciding unit is sent only when it is asked for', () => {
  assert.equal(receiveInput({ ...FIELDS, is_elsewhere: true, competent_unit: 'H36.102' }, [], 'c1').competent_unit, 'H36.102');
  assert.ok(!('competent_unit' in receiveInput({ ...FIELDS, competent_unit: 'H36.102' }, [], 'c1')));
});

test('a paper beside the list without a name is not sent', () => {
  const rows = [{ ordinal: undefined, name: ' ', is_given: true, is_required: false, form: 1 as const, sheets: 1 }];
  assert.deepEqual(receiveInput(FIELDS, rows, 'c1').papers, []);
});

test('what is missing are the needed papers that are not ticked', () => {
  const rows = paperRows(PAPERS, 1).map((row) => ({ ...row, is_given: false }));
  assert.deepEqual(
    missingPapers(rows).map((row) => row.name),
    ['Tờ khai'],
  );
});

test('two names of what is sent are never the same', () => {
  assert.notEqual(newClientId(), newClientId());
  assert.match(newClientId(), /^[0-9a-f]{32}$/);
});

test('a refusal leads to the field it is about', () => {
  assert.equal(refusedField('dossiers.bad_identity'), 'identity');
  assert.equal(refusedField('dossiers.unit_not_permitted'), 'receiving_unit');
  assert.equal(refusedField('app.internal'), undefined);
});
