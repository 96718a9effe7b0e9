import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFile } from './check-file.ts';
import { docxOf, p, row, xlsxOf } from './read/make-files.ts';

// Files as officers send them, with faults put in: what is found, and that its place is the right one.

async function found(file: string, bytes: Uint8Array) {
  const { read, checked } = await checkFile(file, bytes);
  const findings = checked.findings.filter(({ severity }) => severity !== 'note');
  return { text: read.report.text, findings };
}
const brief = ({ findings }: Awaited<ReturnType<typeof found>>) =>
  findings.map(({ severity, rule, quote, expected }) => [severity, rule, quote, ...(expected === undefined ? [] : [expected])]);

const TAB = '<w:r><w:tab/></w:r>';
const line = (...cells: string[]) => p(cells.map((cell) => `<w:r><w:t>${cell}</w:t></w:r>`).join(TAB));

test('a table typed with the tab key in Word is a table: its wrong total is found in its row and column', async () => {
  const rows = (total: string) =>
    docxOf({
      body: [
        p('Kết quả theo đơn vị:'),
        line('STT', 'Đơn vị', 'Tiếp nhận', 'Đã giải quyết'),
        line('1', 'Xã Tân Lập', '412', '398'),
        line('2', 'Xã Bình An', '287', '287'),
        line('3', 'Xã Đắk Hà', '165', '160'),
        line('', 'Tổng số', total, '845'),
      ].join(''),
    });
  assert.deepEqual(brief(await found('a.docx', rows('864'))), []);
  const wrong = await found('a.docx', rows('846'));
  assert.deepEqual(brief(wrong), [['error', 'R03', '846', '864']]);
  const [finding] = wrong.findings;
  assert.deepEqual([finding?.location.table, finding?.location.row, finding?.location.column], [1, 5, 3]);
});

test('marks of bold that were typed in Word are not read, and every place stays where it is', async () => {
  const file = docxOf({ body: p('Đã kiểm tra **07/20** đơn vị, đạt **45%** kế hoạch năm.') });
  const { text, findings } = await found('a.docx', file);
  assert.equal(findings.length, 1);
  const { offset, length } = findings[0]?.location ?? { offset: 0, length: 0 };
  assert.equal(findings[0]?.expected, '35%');
  assert.match(text.slice(offset, offset + length), /^07\/20\*\* đơn vị, đạt \*\*45%$/);
});

test('a workbook is checked as it is shown: formats with conditions, totals, rates', async () => {
  const GROUPED = '[>=1000000]#\\.###\\.##0_);[>=1000]#\\.##0_);0_)';
  const sheet = (total: string, rate: string) =>
    xlsxOf(
      [
        {
          name: 'Biểu 1',
          rows:
            row(1, { A: 'KẾT QUẢ GIẢI QUYẾT HỒ SƠ 9 THÁNG ĐẦU NĂM 2023' }) +
            row(3, { A: 'TT', B: 'Đơn vị', C: 'Tiếp nhận', D: 'Đã giải quyết', E: 'Tỷ lệ (%)' }) +
            row(4, { A: '1', B: 'Xã Tân Lập', C: ['1598', 1], D: ['1502', 1], E: ['0.93992', 2] }) +
            row(5, { A: '2', B: 'Xã Bình An', C: ['402', 1], D: ['398', 1], E: ['0.990049', 2] }) +
            row(6, { A: '3', B: 'Xã Đắk Hà', C: ['1250', 1], D: ['1100', 1], E: [rate, 2] }) +
            row(7, { B: 'Tổng số', C: [total, 1], D: ['3000', 1], E: ['0.92308', 2] }),
        },
      ],
      { formats: [GROUPED, '0.00%'] },
    );
  assert.deepEqual(brief(await found('a.xlsx', sheet('3250', '0.88'))), []);
  // The wrong total is one finding: the rate of its row fits it no longer, its column adds up to another.
  const { findings } = await found('a.xlsx', sheet('3520', '0.88'));
  assert.equal(findings.length, 1);
  assert.ok([findings[0]?.quote, ...(findings[0]?.related ?? []).map(({ quote }) => quote)].includes('3.520'));
  assert.deepEqual(brief(await found('a.xlsx', sheet('3250', '0.8'))), [['error', 'R01', '80,00%', '88,00%']]);
});

const REPORT = `UBND TỈNH LẠNG HÀ
SỞ NỘI VỤ

Lạng Hà, ngày 05 tháng 10 năm 2025

BÁO CÁO
Kết quả cải cách hành chính quý III năm 2025

I. KẾT QUẢ

1. Giải quyết thủ tục hành chính

Tổng số hồ sơ tiếp nhận 20.845 hồ sơ, trong đó kỳ trước chuyển qua 1.728 hồ sơ, tiếp nhận mới 19.117 hồ sơ.

Đã kiểm tra 09/20 đơn vị, đạt 45%.

2. Kế hoạch

Có 42,9% trong tổng số 7 đơn vị đã ban hành kế hoạch.

Hồ sơ của UBND huyện cũ đã bàn giao đủ cho các xã sau sắp xếp.

3. Chỉ tiêu

- Tối thiểu 80% hồ sơ được luân chuyển bằng phương thức điện tử: Đạt (1.205/1.250 hồ sơ).
`;

/** What is changed in the report, and what must be said of it. */
const FAULTS: [rule: string, from: string, to: string][] = [
  ['R03', '19.117', '19.171'],
  ['R01', '09/20', '07/20'],
  ['R02', '42,9%', '45%'],
  ['R21', 'Hồ sơ của UBND huyện cũ đã bàn giao đủ cho các xã sau sắp xếp.', 'UBND huyện đã chỉ đạo các xã thực hiện nghiêm.'],
  ['R24', 'Đạt (1.205/1.250 hồ sơ)', 'Đạt'],
  ['R18', '3. Chỉ tiêu', '4. Chỉ tiêu'],
];

const bytesOf = (text: string) => new TextEncoder().encode(text);

test('a report without a fault has no finding, with one it has that one', async () => {
  assert.deepEqual(brief(await found('a.txt', bytesOf(REPORT))), []);
  for (const [rule, from, to] of FAULTS) {
    const { findings } = await found('a.txt', bytesOf(REPORT.replace(from, to)));
    assert.deepEqual(
      findings.map((one) => one.rule),
      [rule],
      `${from} → ${to}`,
    );
  }
});

test('several faults in one report are as many findings, each at its own place', async () => {
  const text = FAULTS.reduce((so_far, [, from, to]) => so_far.replace(from, to), REPORT);
  const { findings } = await found('a.txt', bytesOf(text));
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['R03', 'R01', 'R02', 'R21', 'R18', 'R24'],
  );
  for (const { location, quote } of findings) assert.ok(text.includes(quote.slice(0, 20)), `${location.offset} ${quote}`);
});
