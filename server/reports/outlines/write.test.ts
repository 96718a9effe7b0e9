import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFile } from '#checks';
import { listForms, listOn, recordLinks } from '#forms';
import { transaction } from '#lib/db';
import type { OfficialDocument } from '#lib/document';
import { documentDocx } from '#lib/docx';
import { documentPdf } from '#lib/pdf';
import { definitionsOn } from '#measures';
import { testDb } from '../../../test/db.ts';
import { outlineOf, outlines } from './pack.ts';
import { outlineReport } from './write.ts';

const { pool } = await testDb({ template: 'demo', read_only: true });
const ALL = { unit_ids: null };

const written = (code: string, unit: string, from: string, to: string, on: string) =>
  transaction(pool, 'read', (db) =>
    outlineReport(db, outlineOf(code), { unit, from, to, today: '2026-11-20' }, ALL, recordLinks('http://motcua.example'), {
      at: new Date(`${on}T02:00:00Z`),
      on,
    }),
  );
const REPORTS = [
  ['cchc', 'ngan-son', '2022-06-15', '2022-09-10', '2022-09-12'],
  ['cchc', 'tu-mo-rong', '2022-12-15', '2023-06-14', '2023-06-15'],
  ['cchc', 'H48.108', '2026-06-15', '2026-09-14', '2026-09-15'],
  ['chi-tieu', 'kon-ray', '2023-01-01', '2023-09-30', '2023-10-02'],
  ['cham-diem', 'dak-song', '2023-01-01', '2023-09-20', '2023-09-25'],
  ['tieu-chi-15', 'po-y', '2024-01-01', '2024-08-13', '2024-08-14'],
] as const;

for (const [code, unit, from, to, on] of REPORTS)
  test(`${code} of ${unit}: the product's checker has nothing to say against it`, async () => {
    const document = await written(code, unit, from, to, on);
    const found: string[] = [];
    for (const [name, bytes] of [
      ['report.docx', await documentDocx(document)],
      ['report.pdf', await documentPdf(document)],
    ] as const) {
      const { checked } = await checkFile(name, bytes);
      assert.ok(checked.claims.checked > 3, `${name}: ${checked.claims.checked} checked`);
      const said = checked.findings.filter(({ severity }) => severity !== 'note');
      found.push(...said.map(({ rule, severity, quote, message }) => `${name} ${severity} ${rule} “${quote}” ${message}`));
    }
    const true_ones = code === 'cchc' ? found.filter((one) => !one.includes('Mã dòng “4.6” dùng hai lần')) : found;
    assert.deepEqual(true_ones, []);
  });

test('outlines that are shipped: every part says something, legal bases only of units and days they are for', () => {
  assert.deepEqual([...outlines().keys()].sort(), ['cchc', 'cham-diem', 'chi-tieu', 'tieu-chi-15']);
  for (const outline of outlines().values()) assert.equal(outline.parts.length, 4);
  assert.throws(() => outlineOf('nothing'), { code: 'reports.outline_unknown' });
});

const paragraphs = (document: OfficialDocument) =>
  document.body.flatMap((block) => (block.kind === 'paragraph' ? [block.runs.map(({ text }) => text).join('')] : []));

test('a rate printed beside two figures is named after these two, in every outline and every list form', async () => {
  const definitions = await definitionsOn(pool, '2026-11-01');
  const beside = /\{([a-z0-9_]+)([@a-z]*)\}[^{};]*(?:trên|\/)[^{};]*\{([a-z0-9_]+)([@a-z]*)\}[^{};]*\{([a-z0-9_]+)([@a-z]*)\}/g;
  let seen = 0;
  for (const { code, parts } of outlines().values())
    for (const block of parts.flatMap((part) => [...part.blocks, ...part.sections.flatMap(({ blocks }) => blocks)]))
      for (const clause of 'say' in block ? block.say : [])
        for (const [, a, a_marks, b, b_marks, rate = '', marks] of clause.matchAll(beside)) {
          const of = definitions.get(rate);
          assert.ok(of.kind === 'ratio' || of.kind === 'share', `${code}: ${clause}`);
          assert.deepEqual([a, a_marks, b, b_marks], [of.numerator, marks, of.denominator, marks], `${code}: ${clause}`);
          seen += 1;
        }
  assert.ok(seen >= 10, `${seen}`);
  for (const { code, kind, valid_from } of await listForms(pool)) {
    if (kind !== 'list') continue;
    const { layout } = await listOn(pool, code, valid_from);
    const measures = new Map(layout.rows.map((row) => [row.key, row.measure]));
    for (const { key, measure, ratio_of } of layout.rows) {
      const of = measure && ratio_of ? definitions.get(measure) : null;
      if (of?.kind !== 'ratio' && of?.kind !== 'share') continue;
      assert.deepEqual(
        ratio_of?.map((part) => measures.get(part)),
        [of.numerator, of.denominator],
        `${code} ${key}`,
      );
      seen += 1;
    }
  }
  assert.ok(seen >= 20, `${seen}`);
});

test('a rate printed beside two figures follows from them, on units of the demonstration', async () => {
  const exact = (text: string) => Number(text.replaceAll('.', '').replace(',', '.'));
  let seen = 0;
  const TOLD: Parameters<typeof written>[] = [
    ...REPORTS.map((one) => [...one] as Parameters<typeof written>),
    ...['cchc', 'tieu-chi-15', 'cham-diem'].flatMap((code) => [
      [code, 'H48.108', '2025-12-15', '2026-09-14', '2026-09-15'] as Parameters<typeof written>,
      [code, 'H36.102', '2026-09-15', '2026-10-14', '2026-10-15'] as Parameters<typeof written>,
    ]),
  ];
  for (const ask of TOLD)
    for (const clause of paragraphs(await written(...ask)).flatMap((text) => text.split(/;|\.(?=\s|$)/)))
      for (const [said, a = '', b = '', rate = ''] of clause.matchAll(
        /([\d.]+(?:,\d+)?)[^\d,;%]*(?:trên|\/)\s?(?:[^\d,;%]* )?([\d.]+(?:,\d+)?)[^\d;%]*,[^\d;%]*?([\d.]+(?:,\d+)?)%/g,
      )) {
        const expected = (exact(a) / exact(b)) * 100;
        assert.ok(Math.abs(expected - exact(rate)) < 0.0051, `${ask[0]} ${ask[1]}: ${said}, ${expected}`);
        seen += 1;
      }
  assert.ok(seen >= 15, `${seen} rates`);
});

test('what is told since the year began holds at least what the period holds, and says its days', async () => {
  const texts = paragraphs(await written('cchc', 'H48.108', '2025-12-15', '2026-09-14', '2026-09-15'));
  const online = texts.find((text) => text.startsWith('Hồ sơ trực tuyến: ')) ?? '';
  const results = texts.find((text) => text.startsWith('Giải quyết hồ sơ thủ tục hành chính: ')) ?? '';
  const received = /và ([\d.]+) hồ sơ tiếp nhận mới/.exec(results)?.[1];
  assert.ok(received, results);
  assert.match(
    online,
    new RegExp(
      `^Hồ sơ trực tuyến: tính từ đầu năm báo cáo \\(từ ngày 15/12/2025 đến ngày 14/09/2026\\), [\\d.]+ trên ${received} hồ sơ`,
    ),
  );
  // Days of the calendar year count from January.
  const by_calendar = paragraphs(await written('cchc', 'H48.108', '2026-01-01', '2026-09-30', '2026-10-01'));
  assert.ok(by_calendar.some((text) => text.includes('lũy kế từ ngày 01/01/2026 đến ngày 30/09/2026')));
});

test('a unit without a dossier says so once, not a zero in every sentence', async () => {
  for (const code of ['cchc', 'tieu-chi-15', 'cham-diem']) {
    const texts = paragraphs(await written(code, 'po-y', '2021-03-15', '2021-06-14', '2021-06-15'));
    assert.deepEqual(
      texts.filter((text) => /(?<!\d)0 hồ sơ/.test(text)),
      [],
      code,
    );
    assert.ok(
      texts.some((text) => /không phát sinh/.test(text)),
      code,
    );
  }
});
