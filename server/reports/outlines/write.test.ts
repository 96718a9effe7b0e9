import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFile } from '#checks';
import { recordLinks } from '#forms';
import { transaction } from '#lib/db';
import { documentDocx } from '#lib/docx';
import { documentPdf } from '#lib/pdf';
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
