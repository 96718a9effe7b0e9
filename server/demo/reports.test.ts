// The five reports made again: the same figures where the papers were right, the product's own where they were not.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { checkFile } from '#checks';
import * as files from '#files';
import { frozenCells, held, issuedOf, originalOf, reportsIn, versionOf } from '#reports';
import { testDb } from '../../test/db.ts';
import { DEMO_NOW } from '../../test/demo-now.ts';
import { loadDemoReports, readRemade } from './reports.ts';

const ALL = { unit_ids: null };
const { pool } = await testDb({ template: 'demo' });
files.configure({ dir: fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-reports-')), max_bytes: 50_000_000 });
await loadDemoReports(pool, DEMO_NOW);

async function kept(body: string) {
  const { rows } = await reportsIn(pool, { page: 1, page_size: 50 }, ALL, '2026-11-20');
  const row = rows.find((one) => one.title.endsWith(body));
  assert.ok(row, body);
  const report = await held(pool, row.id, ALL);
  const version = await versionOf(pool, report);
  const original = await originalOf(pool, report, version.content);
  assert.ok(original);
  return { row, report, version, source: original.source, rows: original.rows };
}

/** Papers by the locality that wrote them: state, what both say (our print), what ours says otherwise. */
const PAPERS = {
  'huyện Ngân Sơn': {
    state: 'issued',
    same: `14 46 35 76,09 48 30 03 12 02 03 20 03 02 106 256 108 07 269 254 15 1.869 1.851 18 5.106 396 11 34 72 63 694 622 199 164 144 05 07 02
      13.646,727 59,33% 12.715,025 69.843,532 18,21% 98,49%`,
    other: ['0 → 03', '0 → để trống', '7,75% → 7,76%', '5.75% → 7,76%', '52.04% → 100', '34 → 35', '64 → 63', '0 → để trống'],
  },
  'huyện Tu Mơ Rông': {
    state: 'draft',
    same: '39 23 07 04 3 10 03 0 08 13 80 58 226 214 834 751 187 51.409 282.226 18,22% 258.449 17,96% 1,41% 61',
    other: ['246.429 → 46.429'],
  },
  'huyện Đắk Song': {
    state: 'draft',
    same: `57 50 8 7 4 17 17 2 4 3 17 13 20.845 1.728 19.117 17.604 15.739 89,41% 1.865 10,59% 776 572 204 90 12 8,7 9,5 5,5 9,5 8 9 2,5
      2,3 6,5`,
    other: ['2 → 01', '65,7 → 64,7', '9 tháng cuối năm → 3 tháng cuối năm', '6 tháng cuối năm → 3 tháng cuối năm'],
  },
  'huyện Kon Rẫy': {
    state: 'issued',
    same: '21 17 02 02 07 20 35% 17% 100% 2 100%',
    other: ['Đạt → không có số đo', 'Đạt → không có số đo'],
  },
  'xã Pờ Y': {
    state: 'draft',
    same: '1.185 109 21 255 219 933 78,87% 734 62,26% 99,66% 99,7% 80,7 100% 0 20 07',
    other: ['9,19% → 9,2%', '49% → 116,44%', '99,7% → 62,26%', 'không nêu → Chưa đạt', 'không nêu → Đạt', '1 → 6'],
  },
} as const;

for (const [body, { state, same, other }] of Object.entries(PAPERS))
  test(`${body}: figure by figure beside its paper`, async () => {
    const { row, rows } = await kept(body);
    assert.equal(row.state, state);
    assert.deepEqual(
      rows.filter(({ is_same }) => is_same).map(({ ours }) => ours),
      same.split(/\s+/),
    );
    assert.deepEqual(
      rows.filter(({ is_same }) => !is_same).map(({ printed, ours }) => `${printed} → ${ours}`),
      other,
    );
    // A difference has its reason, what is the same has none.
    for (const one of rows) assert.equal(one.why === null, one.is_same, one.label);
  });

test('the product has nothing to say against them, but that the form numbers two rows 4.6, as printed, and that declared figures lack papers', async () => {
  for (const body of Object.keys(PAPERS)) {
    const { version } = await kept(body);
    const said = (version.findings ?? [])
      .filter(({ severity }) => severity !== 'note')
      .map(({ rule, quote, message }) => (rule === 'R10' ? `${rule} ${quote} ${message}` : `${rule} ${quote}`));
    assert.deepEqual(
      // R23 is true: what the demonstration declares has no evidence linked.
      said.filter((one) => one !== 'R18 4.6' && !one.startsWith('R23 ')),
      [],
      body,
    );
  }
});

test('those that are issued stand frozen, targets and points among their figures', async () => {
  const { report } = await kept('huyện Kon Rẫy');
  const issued = await issuedOf(pool, report);
  assert.ok(issued);
  const cells = await frozenCells(pool, report, issued.version);
  const met = cells.find(({ measure, filter }) => measure === 'plans.targets' && filter.told === 'met');
  assert.deepEqual([met?.value, met?.printed, met?.definition.label_vi], ['17', '17', 'Chỉ tiêu đạt']);
});

test('a second start makes none again', async () => {
  const count = async () => (await pool.query<{ n: number }>('select count(*)::int as n from reports.report')).rows[0]?.n;
  const before = await count();
  await loadDemoReports(pool, DEMO_NOW);
  assert.equal(await count(), before);
});

const SHARED = path.join(import.meta.dirname, '../../../shared/reports');
const FILES: Record<string, string> = {
  'huyện Ngân Sơn': 'ngan-son-2022-q3.txt',
  'huyện Tu Mơ Rông': 'tu-mo-rong-2023-6t.txt',
  'huyện Đắk Song': 'dak-song-2023-9t.txt',
  'huyện Kon Rẫy': 'kon-ray-2023-9t.txt',
  'xã Pờ Y': 'po-y-2024.txt',
};

test('every difference is one that the check finds in the paper, or that the records show', {
  skip: fs.existsSync(SHARED) ? false : 'the papers are not here',
}, async () => {
  for (const [body, file] of Object.entries(FILES)) {
    const { checked } = await checkFile(file, fs.readFileSync(path.join(SHARED, file)));
    for (const { label, printed, ours, rule, is_same, anchor } of (await kept(body)).rows) {
      if (is_same) continue;
      if (rule === null) {
        // Found by the records: ours is a figure of theirs, or blank where the paper has a zero, and not what was printed.
        assert.ok(anchor !== null || ours === 'để trống' || ours === '35', `${body}: ${label}`);
        assert.notEqual(ours, printed);
        continue;
      }
      const found = checked.findings.filter((one) => one.rule === rule && one.severity !== 'note');
      const words = found
        .flatMap(({ quote, message, expected }) => [quote, message, expected ?? ''])
        .join('\n')
        .toLowerCase();
      const number = /\d+(?:[.,]\d+)*/.exec(printed)?.[0] ?? '';
      assert.ok(found.length > 0 && words.includes(number), `${body}: ${label} ${rule} ${printed}`);
    }
  }
});

test('every figure of the file names one thing the product can compute, or says why there is none', () => {
  for (const { original } of readRemade())
    for (const { label, measure, told, ours, why } of original.figures)
      assert.ok(
        [measure, told, ours].filter((one) => one !== undefined).length === 1 && (ours === undefined || why !== undefined),
        label,
      );
});
