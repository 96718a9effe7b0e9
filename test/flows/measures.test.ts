import assert from 'node:assert/strict';
import test from 'node:test';
import { testApp } from '../app.ts';

// Values that no record gives, and measures a province makes itself: declared, stale writers refused, read in the appendix, tried, defined, versioned.

const app = await testApp();
const officer = await app.signIn('cchc');
const reader = await app.signIn('captren');
const PERIOD = { from: '2026-01-01', to: '2026-10-31' };
const UNIT = 'H36';

const cell = (measure: string, value: string | null, version = 0, more: Record<string, unknown> = {}) => ({
  measure,
  unit: UNIT,
  ...PERIOD,
  value,
  version,
  ...more,
});
const declare = (cells: Record<string, unknown>[], reason = 'Theo báo cáo quý III của Sở Nội vụ', client = officer) =>
  client.ask('measures.declare', { reason, cells });
const refusal = async (reply: ReturnType<typeof officer.ask>) => {
  const { status, body } = await reply;
  return [status, body.code];
};
const values = async (measures: string, client = officer) => {
  const { rows } = await client.call('measures.values', { unit: UNIT, ...PERIOD, measures });
  return rows[0]?.values as Record<string, { value: string | null; reason_null?: string; source: string }>;
};
/** A row of the statistical appendix. */
const row = async (key: string) => {
  const { rows } = await officer.call('forms.fill_list', { code: 'CCHC-TK', unit: UNIT, ...PERIOD });
  const found = rows.find((one) => one.key === key);
  assert.ok(found, key);
  return [found.value, found.reason_null];
};

test('what nobody declared is not available, and neither is what is made of it', async () => {
  assert.deepEqual(await row('7.2.5.a'), [null, 'not_declared']);
  assert.deepEqual(await row('7.2.5'), [null, 'part_missing']);
});

test('declared together, read in the appendix and in what is made of it', async () => {
  const { status, body } = await declare([cell('procedures_with_fees', '40'), cell('procedures_paid_online', '30')]);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal((body as unknown as { ids: number[] }).ids.length, 2);
  assert.deepEqual(await row('7.2.5.a'), ['40', null]);
  assert.deepEqual(await row('7.2.5.b'), ['30', null]);
  const { procedures_paid_online_rate: rate } = await values('procedures_paid_online_rate');
  assert.equal(Number(rate?.value), 75);
  assert.deepEqual((await row('7.2.5'))[1], null);
});

test('the same again changes nothing; a writer who saw an older version is refused with what stands now', async () => {
  const again = await declare([cell('procedures_with_fees', '40', 1)]);
  assert.deepEqual(again.body, { ids: [], unchanged: 1 });
  const stale = await declare([cell('procedures_with_fees', '41', 0)]);
  assert.deepEqual([stale.status, stale.body.code, stale.body.data?.value], [409, 'measures.declared_meanwhile', '40']);
});

test('one faulty value refuses all of them, and says which', async () => {
  const problem = async (...cells: Record<string, unknown>[]) => {
    const { body } = await declare(cells);
    return [body.code, body.data?.index];
  };
  assert.deepEqual(await problem(cell('procedures_with_fees', '45', 1), cell('procedures_paid_online', 'ba mươi', 1)), [
    'measures.not_a_number',
    1,
  ]);
  assert.deepEqual(await problem(cell('procedures_with_fees', '45,5', 1)), ['measures.not_a_number', 0]);
  assert.deepEqual(await problem(cell('procedures_with_fees', '45.5', 1)), ['measures.too_many_decimals', 0]);
  assert.deepEqual(await problem(cell('c15_discipline', '-1')), ['measures.out_of_range', 0]);
  assert.deepEqual(await problem(cell('received', '45')), ['measures.not_declared_kind', 0]);
  assert.deepEqual(await problem(cell('procedures_with_fees', '45', 1, { to: '2026-12-31' })), [
    'measures.declared_in_future',
    0,
  ]);
  assert.deepEqual(await problem(cell('procedures_with_fees', '45', 1, { unit: 'bo-y' })), ['org.unit_unknown', 0]);
  assert.deepEqual(await row('7.2.5.a'), ['40', null]);
});

test('a value is said anew with its reason, and what was said before stays to be read', async () => {
  const { status } = await declare([cell('procedures_with_fees', '50', 1)], 'Sở bổ sung 10 thủ tục');
  assert.equal(status, 200);
  assert.equal(Number((await values('procedures_paid_online_rate')).procedures_paid_online_rate?.value), 60);
  const { total, rows } = await officer.call('measures.declarations', { unit: UNIT, measure: 'procedures_with_fees' });
  assert.equal(total, 2);
  assert.deepEqual(
    rows.map(({ version, value, reason }) => [version, value, reason]),
    [
      [2, '50', 'Sở bổ sung 10 thủ tục'],
      [1, '40', 'Theo báo cáo quý III của Sở Nội vụ'],
    ],
  );
  const { kind, value, declarations } = await officer.call('measures.behind', {
    unit: UNIT,
    ...PERIOD,
    measure: 'procedures_with_fees',
  });
  assert.deepEqual([kind, value.value, declarations?.length], ['declared', '50', 1]);
  const trail = await app.db.owner.query<{ n: number }>(
    `select count(*)::int as n from audit.entry where action = 'measures.declare' and request_id is not null and at = $1`,
    [app.now.at],
  );
  assert.equal(trail.rows[0]?.n, 3);
});

test('rows that the plan of the unit says stay as the plan says them, whatever is declared', async () => {
  const before = await row('1.2.1');
  assert.ok(Number(before[0]) > 0, 'the province has a plan');
  const declared = String(Number(before[0]) + 22);
  assert.equal((await declare([cell('plan_tasks', declared)])).status, 200);
  assert.equal((await values('plan_tasks')).plan_tasks?.value, declared);
  assert.deepEqual(await row('1.2.1'), before);
});

test('taken back to "not available", it is blank again, not zero', async () => {
  await declare([cell('procedures_paid_online', null, 1)], 'Chưa có số liệu chính thức');
  const [value, why] = await row('7.2.5.b');
  assert.equal(value, null);
  assert.notEqual(why, null);
  assert.equal((await values('procedures_paid_online_rate')).procedures_paid_online_rate?.value, null);
  await declare([cell('procedures_paid_online', '30', 2)], 'Đã có số liệu');
  assert.equal(Number((await values('procedures_paid_online_rate')).procedures_paid_online_rate?.value), 60);
});

test('the appendix is taken along as Excel', async () => {
  const bytes = await officer.bytes('forms.export_list', { code: 'CCHC-TK', unit: UNIT, ...PERIOD, format: 'xlsx' });
  assert.equal(bytes.subarray(0, 2).toString('latin1'), 'PK');
});

const DEFINITION = {
  name: 'fees_left',
  kind: 'expression',
  label_vi: 'Thủ tục có phí chưa thanh toán trực tuyến',
  label_en: 'Fee-bearing procedures not paid online',
  definition_vi: 'Thủ tục có nghĩa vụ tài chính trừ thủ tục thanh toán trực tuyến',
  definition_en: 'Fee-bearing procedures less those paid online',
  source: 'Bộ phận một cửa của tỉnh',
  status: 'to_be_verified',
  unit: 'procedure',
  decimals: 0,
  expression: 'procedures_with_fees - procedures_paid_online',
};
const define = (definition: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  officer.ask('measures.define', { definition, unit: UNIT, valid_from: '2026-10-01', reason: 'thử', ...more });

test('a measure of the province is tried, kept, and counts like any other', async () => {
  const tried = await officer.call('measures.preview', { definition: DEFINITION, unit: UNIT, ...PERIOD });
  assert.equal(tried.value.value, '20');
  assert.deepEqual(await refusal(officer.ask('measures.values', { unit: UNIT, ...PERIOD, measures: 'fees_left' })), [
    404,
    'measures.unknown_measure',
  ]);
  const { status, body } = await define(DEFINITION);
  assert.deepEqual([status, body], [200, { name: 'fees_left', version: 1 }]);
  assert.equal((await values('fees_left')).fees_left?.value, '20');
});

test('it is not known in another province, and not before its first day', async () => {
  const elsewhere = reader.ask('measures.values', { unit: 'thai-nguyen', ...PERIOD, measures: 'fees_left' });
  assert.deepEqual(await refusal(elsewhere), [404, 'measures.unknown_measure']);
  const before = officer.ask('measures.values', { unit: UNIT, from: '2026-01-01', to: '2026-09-30', measures: 'fees_left' });
  assert.deepEqual(await refusal(before), [404, 'measures.unknown_measure']);
});

test('a new version counts from its day; the writer must have seen the one before', async () => {
  const other = { ...DEFINITION, expression: 'procedures_paid_online - procedures_with_fees' };
  const later = { valid_from: '2026-10-15' };
  assert.deepEqual(await refusal(define(other, { ...later, version: 0 })), [409, 'measures.defined_meanwhile']);
  assert.deepEqual(await refusal(define(other, { valid_from: '2026-10-01', version: 1 })), [422, 'measures.valid_too_early']);
  assert.deepEqual((await define(other, { ...later, version: 1 })).body, { name: 'fees_left', version: 2 });
  assert.equal((await values('fees_left')).fees_left?.value, '-20');
  const { versions } = await officer.call('measures.versions', { name: 'fees_left', unit: UNIT });
  assert.deepEqual(
    versions.map(({ version, valid_from, valid_to }) => [version, valid_from, valid_to]),
    [
      [2, '2026-10-15', null],
      [1, '2026-10-01', '2026-10-15'],
    ],
  );
});

test('what cannot be a measure is refused in words', async () => {
  const own = { ...DEFINITION, name: 'other_one' };
  assert.deepEqual(await refusal(define({ ...own, name: 'received' })), [409, 'measures.name_shipped']);
  assert.deepEqual(await refusal(define({ ...own, expression: 'procedures_with_fees +' })), [422, 'measures.definition_broken']);
  assert.deepEqual(await refusal(define({ ...own, expression: 'no_such_thing + 1' })), [404, 'measures.unknown_measure']);
  assert.deepEqual(await refusal(define({ ...own, expression: 'other_one + 1' })), [422, 'measures.cycle']);
  const entries = { ...own, expression: undefined, kind: 'entries', register: 'meeting', aggregate: 'sum', time: 'in_period' };
  assert.deepEqual(await refusal(define({ ...entries, field: 'no_such_field' })), [422, 'measures.unknown_field']);
  assert.deepEqual(await refusal(define({ ...entries, field: "x' or true --" })), [422, 'measures.definition_broken']);
});

test('who only reads neither declares nor defines', async () => {
  assert.deepEqual(await refusal(declare([cell('procedures_with_fees', '1')], 'x', reader)), [403, 'access.not_permitted']);
  const input = { definition: DEFINITION, unit: UNIT, valid_from: '2026-10-01', reason: 'x' };
  assert.deepEqual(await refusal(reader.ask('measures.define', input)), [403, 'access.not_permitted']);
});
