import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckedReport } from '../finding.ts';
import { lineStarts, readTextString } from '../read/text.ts';
import { asHtml } from './html.ts';
import { asJson } from './json.ts';
import { stretches } from './marks.ts';
import { inFile, placeText } from './places.ts';
import { asSarif } from './sarif.ts';
import { asText } from './text.ts';

const RAW = 'BÁO CÁO\n\nTrong kỳ <b>đã giải quyết\n**17.604** hồ sơ, đạt 98,4%.\n\nA\tB\tC\n1\t2\t<script>alert(1)</script>\n';
const report = readTextString('báo cáo.txt', RAW, 'txt');
const at = (quote: string) => ({ offset: report.text.indexOf(quote), length: quote.length });

const checked: CheckedReport = {
  file: 'báo cáo.txt',
  claims: { seen: 3, bound: 2, checked: 2 },
  findings: [
    {
      rule: 'R01',
      severity: 'error',
      message: 'Tỷ lệ <không> khớp.',
      file: 'báo cáo.txt',
      location: { line: 3, paragraph: 2, ...at('98,4%') },
      quote: '98,4%',
      numbers: [{ text: '98,4', value: '98,4', unit: '%' }],
      expected: '89,4%',
      related: [{ location: { line: 3, ...at('17.604') }, quote: '17.604', message: 'mẫu số' }],
    },
    {
      rule: 'R19',
      severity: 'note',
      message: 'Ghi chú',
      file: 'báo cáo.txt',
      location: { table: 1, row: 2, column: 3, line: 6, ...at('alert(1)') },
      quote: 'alert(1)',
      numbers: [],
      related: [],
    },
  ],
  unchecked: [{ rule: 'R06', reason: 'thiếu mẫu số', location: { line: 3, ...at('17.604') }, quote: '17.604' }],
  rules: {},
};
const read = { report, line_starts: lineStarts(RAW) };

test('places of a text file are those of the file: the line of the figure, not of its paragraph', () => {
  const [first] = inFile(checked, read).findings;
  assert.deepEqual(
    [first?.location.line, RAW.slice(first?.location.offset, (first?.location.offset ?? 0) + (first?.location.length ?? 0))],
    [4, '98,4%'],
  );
  assert.equal(first?.related[0]?.location.line, 4);
});

test('JSON: one document for one file, an array for several, the contract’s fields in its order', () => {
  const one = JSON.parse(asJson([{ file: 'báo cáo.txt', checked }]));
  assert.deepEqual(Object.keys(one), ['file', 'claims', 'findings', 'unchecked']);
  assert.deepEqual(Object.keys(one.findings[0]), [
    'rule',
    'severity',
    'message',
    'file',
    'location',
    'quote',
    'numbers',
    'expected',
    'related',
  ]);
  const unreadable = { file: 'x.docx', unreadable: { reason: 'bomb' as const, message: 'phình' } };
  const two = JSON.parse(asJson([{ file: 'báo cáo.txt', checked }, unreadable]));
  assert.deepEqual(
    [two.length, two[1]],
    [2, { file: 'x.docx', claims: { seen: 0, bound: 0, checked: 0 }, findings: [], error: { reason: 'bomb', message: 'phình' } }],
  );
});

test('SARIF 2.1.0: what the standard asks for is there, places in UTF-16 units of the file', () => {
  const log = JSON.parse(
    asSarif([
      { file: 'báo cáo.txt', checked: inFile(checked, read), format: 'txt' },
      { file: 'x.docx', unreadable: { reason: 'bomb', message: 'phình' } },
    ]),
  );
  assert.deepEqual([log.version, log.runs.length], ['2.1.0', 1]);
  const [run] = log.runs;
  assert.equal(run.tool.driver.name, 'motcua check');
  for (const rule of run.tool.driver.rules) {
    assert.match(rule.id, /^R\d\d$/);
    assert.ok(
      rule.shortDescription.text && rule.help.text && ['error', 'warning', 'note'].includes(rule.defaultConfiguration.level),
      rule.id,
    );
  }
  assert.equal(run.columnKind, 'utf16CodeUnits');
  const [first] = run.results;
  assert.deepEqual([first.ruleId, first.level, run.tool.driver.rules[first.ruleIndex].id], ['R01', 'error', 'R01']);
  const { artifactLocation, region } = first.locations[0].physicalLocation;
  assert.equal(artifactLocation.uri, 'b%C3%A1o%20c%C3%A1o.txt');
  assert.equal(RAW.slice(region.charOffset, region.charOffset + region.charLength), '98,4%');
  assert.deepEqual([region.startLine, region.snippet.text, first.relatedLocations[0].message.text], [4, '98,4%', 'mẫu số']);
  const [invocation] = run.invocations;
  assert.deepEqual([invocation.executionSuccessful, invocation.toolExecutionNotifications[0].message.text], [false, 'phình']);
});

test('HTML: one page, nothing fetched, nothing of the document runs, every finding linked both ways', () => {
  const html = asHtml([{ report, checked }]);
  assert.doesNotMatch(html, /<script|javascript:|https?:\/\/|<img|<link|@import|\son\w+=/i);
  assert.match(html, /default-src 'none'/);
  assert.match(html, /&lt;script&gt;/);
  assert.match(html, /Tỷ lệ &lt;không&gt; khớp\./);
  for (const n of [1, 2]) {
    assert.match(html, new RegExp(`id="t1-m${n}" href="#t1-n${n}"`));
    assert.match(html, new RegExp(`id="t1-n${n}" class`));
  }
  assert.match(html, /<mark class="error has-error">98,4%<\/mark>/);
  assert.match(html, /Chưa kiểm được \(1\)/);
});

test('terminal: where, what, what would pass, how much was checked; nothing a terminal would obey', () => {
  const hostile = { ...checked, findings: checked.findings.map((finding) => ({ ...finding, quote: '\u001b[31m98,4%\u202e' })) };
  const text = asText([{ file: 'báo cáo.txt', checked: hostile, format: 'txt' }], { width: 80, has_colour: false });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the very characters that must not be there
  assert.doesNotMatch(text, /[\u001b\u202e]/);
  assert.match(text, /1\. LỖI R01 {2}đoạn 2, dòng 3/);
  assert.match(text, /Giá trị khớp: 89,4%/);
  assert.match(text, /1 lỗi, 1 lưu ý\nĐã thấy 3 chỗ nêu số liệu, xác định được 2, đã kiểm 2; chưa kiểm\s+được 1/);
  assert.ok(text.split('\n').every((line) => line.length <= 100));
});

test('placeText: what helps to find it', () => {
  assert.equal(placeText({ page: 3, paragraph: 12, offset: 0, length: 1 }, 'docx'), 'trang 3, đoạn 12');
  assert.equal(
    placeText({ sheet: 'Biểu 1', table: 1, row: 4, column: 2, line: 9, offset: 0, length: 1 }, 'xlsx'),
    'trang tính “Biểu 1”, bảng 1 hàng 4 cột 2, hàng 9 của trang tính',
  );
});

test('stretches: overlapping findings share their words', () => {
  const parts = stretches('abcdef', 10, [
    { start: 11, end: 14, index: 0 },
    { start: 13, end: 15, index: 1 },
  ]);
  assert.deepEqual(
    parts.map(({ text, findings, begins }) => [text, findings, begins]),
    [
      ['a', [], []],
      ['bc', [0], [0]],
      ['d', [0, 1], [1]],
      ['e', [1], []],
      ['f', [], []],
    ],
  );
});
