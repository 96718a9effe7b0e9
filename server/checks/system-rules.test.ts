import assert from 'node:assert/strict';
import test from 'node:test';
import { checkReport } from './check.ts';
import { readTextString } from './read/text.ts';
import type { KnownFigure, SystemFacts } from './system.ts';

const TEXT =
  'BÁO CÁO\nKết quả quý II năm 2024\n\nKỳ trước chuyển qua 372 hồ sơ. Toàn huyện tiếp nhận 1.250 hồ sơ, tỷ lệ đúng hạn 98,9%.\n';
const report = readTextString('x.txt', TEXT, 'txt');

const known = (printed: string, metric: string): KnownFigure => {
  const start = report.text.indexOf(printed);
  return { start, end: start + printed.length, metric, scope: 'huyện' };
};

/** Answers nothing but what a test gives it. */
const facts = (given: Partial<SystemFacts>): SystemFacts => ({
  known: [],
  frozen: () => null,
  previous: () => ({ carried: null, cumulative: null, explanation: null }),
  parts: () => null,
  history: () => null,
  evidence: () => null,
  ...given,
});

const check = (rule: string, given: Partial<SystemFacts>) =>
  checkReport(report, { rules: [rule], system: facts(given) }).findings;

test('without a system the rules say that they could not check', () => {
  const { findings, unchecked } = checkReport(report, { rules: ['R08', 'R09', 'R22', 'R23'] });
  assert.deepEqual(findings, []);
  assert.deepEqual(
    unchecked.map(({ rule }) => rule),
    ['R08', 'R09', 'R22', 'R23'],
  );
});

test('R10: a printed figure that the system contradicts; one that only rounds is let be', () => {
  const value = (text: string) => ({ value: text, decimals: 2, source: 'hệ thống' });
  const [finding] = check('R10', { known: [known('1.250', 'tiếp nhận')], frozen: () => value('1520') });
  assert.equal(finding?.expected, '1.520');
  assert.equal(finding?.severity, 'error');
  assert.deepEqual(check('R10', { known: [known('98,9', 'đúng hạn')], frozen: () => value('98.92') }), []);
});

test('R10: a figure below nothing has its sign, in words and in a cell, however it is written', () => {
  const text = 'BÁO CÁO\n\nĐiều chỉnh của cấp trên là −2 hồ sơ; còn -57 hồ sơ.\n';
  const read = readTextString('x.txt', text, 'txt');
  const at = (printed: string) => {
    const start = read.text.indexOf(printed);
    return { start, end: start + printed.length, metric: 'điều chỉnh', scope: 'tỉnh' };
  };
  const found = (printed: string, value: string) =>
    checkReport(read, {
      rules: ['R10'],
      system: facts({ known: [at(printed)], frozen: () => ({ value, decimals: 0, source: 'hệ thống' }) }),
    }).findings.length;
  assert.deepEqual([found('−2', '-2'), found('-57', '-57'), found('−2', '2'), found('-57', '-58')], [0, 0, 1, 1]);
});

test('R08: what was left over then is carried now; a known correction explains', () => {
  const carried = { value: '376', decimals: 0, source: 'quý I' };
  const one = { known: [known('372', 'kỳ trước chuyển qua')] };
  assert.equal(
    check('R08', { ...one, previous: () => ({ carried, cumulative: null, explanation: null }) })[0]?.severity,
    'error',
  );
  assert.equal(
    check('R08', { ...one, previous: () => ({ carried, cumulative: null, explanation: 'điều chỉnh 4 hồ sơ' }) })[0]?.severity,
    'note',
  );
  assert.deepEqual(
    check('R08', { ...one, previous: () => ({ carried: { ...carried, value: '372' }, cumulative: null, explanation: null }) }),
    [],
  );
});

test('R09: the sum of the units that have submitted; missing units are named', () => {
  const figures = ['700', '500'].map((value) => ({ value, decimals: 0, source: 'xã' }));
  const one = { known: [known('1.250', 'tiếp nhận')] };
  assert.equal(check('R09', { ...one, parts: () => ({ figures, missing: [] }) })[0]?.severity, 'error');
  const [waiting] = check('R09', { ...one, parts: () => ({ figures, missing: ['xã B'] }) });
  assert.equal(waiting?.severity, 'warning');
  assert.match(waiting?.message ?? '', /xã B/);
});

test('R22: far from its history, told as a note', () => {
  const history = ['500', '510', '495', '505', '490', '515'].map((value) => ({ value, decimals: 0, source: 'kỳ' }));
  assert.equal(check('R22', { known: [known('1.250', 'tiếp nhận')], history: () => history })[0]?.severity, 'note');
  assert.deepEqual(check('R22', { known: [known('1.250', 'tiếp nhận')], history: () => history.slice(0, 5) }), []);
});

test('R23: a figure without evidence, and evidence that another unit uses', () => {
  const one = { known: [known('1.250', 'tiếp nhận')] };
  assert.equal(check('R23', { ...one, evidence: () => ({ documents: [] }) })[0]?.severity, 'error');
  const used = { name: 'BC 12', day: '2024-06-10', is_shared: false, also_used_by: ['xã B'] };
  assert.equal(check('R23', { ...one, evidence: () => ({ documents: [used] }) })[0]?.severity, 'warning');
  assert.deepEqual(check('R23', { ...one, evidence: () => ({ documents: [{ ...used, is_shared: true }] }) }), []);
});
