import assert from 'node:assert/strict';
import test from 'node:test';
import { checkReport } from './check.ts';
import { readTextString } from './read/text.ts';

const check = (text: string) => checkReport(readTextString('x.txt', text, 'txt'));

test('one wrong figure is one finding, with its other places', () => {
  const { findings } = check(
    'Tiếp nhận 255/219 hồ sơ, đạt 49%.\n\nNội dung khác.\n\nĐã tiếp nhận 255/219 hồ sơ chứng thực, đạt 49%.\n',
  );
  const errors = findings.filter(({ severity }) => severity === 'error');
  assert.equal(errors.length, 1);
  assert.equal(errors[0]?.related.length, 1);
});

test('two rules that fail on one figure are one finding', () => {
  const { findings } = check(
    'Đã giải quyết 17.604 hồ sơ, trong đó đúng hạn 15.739 hồ sơ, chiếm 89,4%; quá hạn 1.685 hồ sơ, chiếm 10,6%.\n',
  );
  assert.equal(findings.filter(({ severity }) => severity === 'error').length, 1);
});

test('a place is the offset in the text', () => {
  const text = 'Đã kiểm tra 07/20 đơn vị, đạt 45%.\n';
  const { findings } = check(text);
  const [finding] = findings;
  assert.ok(finding);
  const { offset, length } = finding.location;
  assert.equal(text.slice(offset, offset + length), '07/20 đơn vị, đạt 45%');
  assert.equal(finding.expected, '35%');
});

test('a name that stands twice is quoted from its first letter', () => {
  const told = (rate: string) => `tỷ lệ số hóa đầy đủ thành phần hồ sơ khi tiếp nhận đạt ${rate}`;
  const { findings } = check(`Năm 2024, ${told('78,87%')}, ${told('62,26%')}.\n`);
  const finding = findings.find(({ rule }) => rule === 'R10');
  assert.equal(finding?.quote, told('62,26%'));
  assert.equal(finding?.related[0]?.quote, told('78,87%'));
});

test('what could not be bound is told', () => {
  const { unchecked, claims } = check('Tiếp nhận 1.185 hồ sơ, đạt 99,7%.\n');
  assert.ok(unchecked.some(({ rule, quote }) => rule === 'R01' && quote.includes('99,7%')));
  assert.ok(claims.seen > claims.checked);
});

test('a claim that was seen and could not be bound is listed, with its reason', () => {
  const { unchecked, rules } = check(
    'Kết quả đạt chỉ tiêu đề ra.\n\nTỷ lệ hài lòng đạt 87,5%.\n\nSố hồ sơ tăng so với cùng kỳ.\n\nThực hiện 12/SNV-CCHC.\n',
  );
  for (const id of ['R01', 'R11', 'R13', 'R15']) {
    const listed = unchecked.filter(({ rule, quote, reason }) => rule === id && quote !== '' && reason !== '');
    assert.equal(listed.length, (rules[id]?.seen ?? 0) - (rules[id]?.bound ?? 0), id);
  }
  assert.ok(unchecked.some(({ rule, quote }) => rule === 'R01' && quote.includes('87,5%')));
});

test('of the skeleton too what was seen is decided or listed: codes of rows, annexes that are cited', () => {
  const { rules, unchecked } = check(
    'Số liệu tại Biểu số 3. Chi tiết tại Phụ lục 2.\n\n| Mã | Chỉ tiêu | Số |\n|---|---|---|\n| 1.1 | Hồ sơ mới | 5 |\n| 1.2 | Hồ sơ cũ | 6 |\n',
  );
  assert.deepEqual([rules.R18?.seen, rules.R18?.bound, rules.R18?.checked], [4, 3, 3]);
  assert.deepEqual(
    unchecked.filter(({ rule }) => rule === 'R18').map(({ quote }) => quote),
    ['Biểu số 3'],
  );
});

test('a rate of a form under which nothing stands that it is made of is listed as not checked, at its cell', () => {
  const { rules, unchecked } = check(
    '| STT | Chỉ tiêu | Đơn vị | Số liệu |\n|---|---|---|---|\n| 1 | Số hồ sơ tiếp nhận | Hồ sơ | 120 |\n| 2 | Tỷ lệ số hóa hồ sơ | % | 34 |\n| 3 | Số cuộc họp | Cuộc | 5 |\n',
  );
  const listed = unchecked.filter(({ rule }) => rule === 'R01');
  assert.deepEqual([rules.R01?.seen, rules.R01?.bound], [1, 0]);
  assert.deepEqual(
    listed.map(({ quote, location }) => [quote, location.table, location.row]),
    [['34', 1, 3]],
  );
});

test('of no rule more claims are known than were seen: a citation with kind, issuer and day is one', () => {
  const text =
    'Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ; Quyết định số 31/QĐ-UBND; Công văn 12/SNV.\n\nTỷ lệ hồ sơ trực tuyến toàn trình đạt 45,2%.\n';
  const { rules, claims } = check(text);
  assert.deepEqual([rules.R15?.seen, rules.R15?.bound, rules.R15?.checked], [3, 2, 2]);
  assert.ok(claims.seen >= claims.bound && claims.bound >= claims.checked);
  assert.equal(rules.R10?.seen, 0, 'what is told once is no repetition');
});

test('only the rules asked for run, and a rule with false alarms speaks lower', () => {
  const report = readTextString('x.txt', 'Đã kiểm tra 07/20 đơn vị, đạt 45%.\n', 'txt');
  assert.deepEqual(Object.keys(checkReport(report, { rules: ['R03', 'R12'] }).rules), ['R03', 'R12']);
  const ledgers = { R01: { confirmed: 10, explained: 0, false_alarms: 2 } };
  assert.equal(checkReport(report, { ledgers }).findings[0]?.severity, 'warning');
});

test('a hundred pages of hostile text end', () => {
  for (const text of [
    '1/1 '.repeat(60_000),
    '(('.repeat(100_000),
    '1. '.repeat(60_000),
    'đạt 50%; '.repeat(30_000),
    `${'a '.repeat(100)}\n`.repeat(1500),
  ])
    check(text);
});

test('a relation that fails in most rows of a table is one warning: the columns may mean something else', () => {
  const rows = (wrong: number) =>
    ['An Bình', 'Tân Lập', 'Hòa Phú', 'Bình Minh', 'Đông Phú', 'Phú Thọ']
      .map((name, i) => `${i + 1}\t${name}\t${120 + i}\t${100 + i}\t${20 + (i < wrong ? 30 : 0)}`)
      .join('\n');
  const table = (wrong: number) =>
    check(`Kết quả giải quyết hồ sơ\n\nTT\tĐơn vị\tTiếp nhận\tĐã giải quyết\tĐang giải quyết\n${rows(wrong)}\n`).findings.filter(
      ({ severity }) => severity !== 'note',
    );
  assert.equal(table(0).length, 0);
  assert.deepEqual(
    table(2).map(({ severity }) => severity),
    ['error', 'error'],
  );
  const [burst, ...more] = table(5);
  assert.equal(burst?.severity, 'warning');
  assert.equal(burst?.related.filter(({ location }) => location.row !== burst.location.row).length, 4);
  assert.equal(more.length, 0);
});

test('a sum put together from several paragraphs is a warning, one of a single paragraph an error', () => {
  const severities = (text: string): string[] =>
    checkReport(readTextString('a.txt', text, 'txt'), { rules: ['R07'] }).findings.map(({ severity }) => severity);
  const apart = 'Đang giải quyết 61 hồ sơ.\n\nVề thời hạn: đang giải quyết trong hạn 52 hồ sơ, đang giải quyết quá hạn 02 hồ sơ.';
  const close = 'Đang giải quyết 61 hồ sơ: đang giải quyết trong hạn 52 hồ sơ, đang giải quyết quá hạn 02 hồ sơ.';
  assert.deepEqual(severities(apart), ['warning']);
  assert.deepEqual(severities(close), ['error']);
});

test('a sum that no slip of the pen explains is a warning; a fraction with its rate needs no second witness', () => {
  const severities = (text: string, rule: string): string[] =>
    checkReport(readTextString('a.txt', text, 'txt'), { rules: [rule] }).findings.map(({ severity }) => severity);
  const parts = (total: string) => `Ban hành 1.041 văn bản về đất đai và 1.236 văn bản về y tế, tổng cộng ${total} văn bản.`;
  assert.deepEqual(severities(parts('2.277'), 'R03'), []);
  assert.deepEqual(severities(parts('2.727'), 'R03'), ['error']);
  assert.deepEqual(severities(parts('2.611'), 'R03'), ['warning']);
  // What “gồm” announces and the sentence closes needs none either.
  assert.deepEqual(severities('Ban hành 2.611 văn bản, gồm 1.041 văn bản cấp huyện và 1.236 văn bản cấp xã.', 'R03'), ['error']);
  assert.deepEqual(severities('Giải quyết đúng hạn 512/640 hồ sơ, đạt 61,5%.', 'R01'), ['error']);
});

test('a word without an end is no endless work', () => {
  const word = 'ế'.repeat(5000);
  const text = `Tiếp nhận 20.845 hồ sơ, đã giải quyết 17.604 hồ sơ, trong đó đúng hạn 15.739 hồ sơ, đạt 9${word} nhiệm vụ, 12 ${word} còn lại; quá hạn 1.865 hồ sơ (10,6%).`;
  assert.ok(check(text).claims.seen > 0);
});
