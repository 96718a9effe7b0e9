import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedPeriod } from '#calendar';
import { checkFile } from '#checks';
import {
  type FormScope,
  fill,
  fillList,
  formDocument,
  formXlsx,
  headline,
  listDocument,
  listLinks,
  listXlsx,
  recordLinks,
} from '#forms';
import { addDays } from '#lib/day';
import { transaction } from '#lib/db';
import { documentDocx } from '#lib/docx';
import { documentPdf } from '#lib/pdf';
import type { Db } from '#lib/sql';
import { testDb } from '../../test/db.ts';
import { exampleForm } from '../forms/example-form.ts';
import { Anchors, contentOf, figuresFor } from './compose.ts';
import type { Content } from './content.ts';
import { periodReport } from './period-report.ts';
import { draftDocx } from './stored.ts';

// What the product writes from its own records, the product's checker has nothing to say against.

const { pool } = await testDb({ template: 'demo', read_only: true });
const EVERYTHING = { unit_ids: null };
const linkTo = recordLinks('http://motcua.example');
type Ask = { unit: string; from: string; to: string; scope: FormScope };
const madeOn = (on: string) => ({ at: new Date(`${on}T02:00:00Z`), on });

/** Errors and warnings. Notes of what is still blank (number, day) are true of a report that is not issued. */
async function said(file: string, bytes: Uint8Array): Promise<string[]> {
  const { checked } = await checkFile(file, bytes);
  assert.ok(checked.claims.checked > 5, `${file}: ${checked.claims.checked} checked`);
  return checked.findings
    .filter(({ severity }) => severity !== 'note')
    .map(({ rule, severity, quote, message }) => `${file} ${severity} ${rule} “${quote}” ${message}`);
}

// A commune, districts, a province with units below; whole and own; a month, a quarter, half a year, nine months, years.
const ASKS: (Ask & { on: string })[] = [
  { unit: 'po-y', from: '2024-01-01', to: '2024-08-13', scope: 'all', on: '2024-08-14' },
  { unit: 'dak-song', from: '2023-01-01', to: '2023-09-20', scope: 'all', on: '2023-09-21' },
  { unit: 'ngan-son', from: '2022-01-01', to: '2022-09-30', scope: 'own', on: '2022-10-01' },
  { unit: 'kon-ray', from: '2022-12-15', to: '2023-12-14', scope: 'all', on: '2023-12-15' },
  { unit: 'tu-mo-rong', from: '2023-01-01', to: '2023-06-30', scope: 'all', on: '2023-07-01' },
  { unit: 'H48.108', from: '2026-10-01', to: '2026-10-31', scope: 'all', on: '2026-11-01' },
  { unit: 'H48', from: '2026-06-15', to: '2026-09-14', scope: 'all', on: '2026-09-15' },
];

/** The report as it is kept: with its figures under their anchors. */
async function draftOf(db: Db, ask: Ask, on: string): Promise<Content> {
  const anchors = new Anchors();
  const anchored = await periodReport(db, { ...ask, today: on }, EVERYTHING, anchors.linkTo, madeOn(on));
  const names = { unit: ask.unit, period: anchored.subject.at(-1) ?? '', from: ask.from, to: ask.to };
  const { content, printed } = contentOf(anchored, names);
  content.figures = await figuresFor(db, anchors, printed, { today: on }, EVERYTHING);
  return content;
}

// Few dossiers and many, alike and unlike: what is a slip of the pen in one report is two figures that happen to be alike in another.
for (const unit of ['H48', 'H48.108', 'H36', 'H36.102', 'H55.102'])
  test(`${unit}: the report of every month and quarter of 2026`, async () => {
    const periods = [...Array(10).keys()].map((n) => namedPeriod('ND09', 'month', 2026, n + 1));
    periods.push(...[1, 2, 3].map((n) => namedPeriod('ND09', 'quarter', 2026, n)));
    const found = [];
    for (const { s, e } of periods) {
      const ask = { unit, from: s, to: addDays(e, -1), scope: 'all' as const };
      const content = await transaction(pool, 'read', (db) => draftOf(db, ask, e));
      found.push(...(await said(`${unit} ${s} – ${ask.to}.docx`, await draftDocx(content))));
    }
    assert.deepEqual(found, []);
  });

for (const { on, ...ask } of ASKS)
  test(`${ask.unit} ${ask.from} – ${ask.to}, ${ask.scope}: report, draft and forms`, async () => {
    const made = madeOn(on);
    const found = await transaction(pool, 'read', async (db) => {
      const report = await periodReport(db, ask, EVERYTHING, linkTo, made);
      const content = await draftOf(db, ask, on);
      const figures = await headline(db, ask, EVERYTHING);
      const forms = await Promise.all(
        (['sector', 'unit'] as const).map((by) => fill(db, { ...ask, form: 'II.06a', by }, EVERYTHING)),
      );
      return { report, content, figures, forms };
    });
    const files = [
      await said('report.docx', await documentDocx(found.report)),
      await said('report.pdf', await documentPdf(found.report)),
      await said('draft.docx', await draftDocx(found.content)),
    ];
    for (const form of found.forms) {
      files.push(await said(`form-${form.by}.docx`, await documentDocx(formDocument(form, found.figures, linkTo, made))));
      files.push(await said(`form-${form.by}.xlsx`, await formXlsx(form, linkTo, made)));
    }
    assert.deepEqual(files.flat(), []);
  });

test('what the printed form has no column for is said below it, and explains what its columns lack', async () => {
  const figures = {
    received: 1519,
    carried_over: 52,
    new: 1467,
    new_online: 12,
    new_counter: 1450,
    new_post: 5,
    resolved: 1455,
    resolved_early: 1100,
    resolved_on_time: 292,
    resolved_overdue: 60,
    resolved_undated: 3,
    pending: 61,
    pending_in_time: 54,
    pending_overdue: 7,
    withdrawn_refused: 3,
    on_time_rate: '95.67',
    overdue_rate: '4.12',
    online_rate: null,
  };
  const made = madeOn('2024-12-16');
  const document = formDocument(exampleForm(), figures, linkTo, made);
  const found = [
    await said('form.docx', await documentDocx(document)),
    await said('form.xlsx', await formXlsx(exampleForm(), linkTo, made)),
  ];
  assert.deepEqual(found.flat(), []);
  // One digit of it wrong is found.
  const wrong = formDocument(exampleForm(), { ...figures, resolved_on_time: 229 }, linkTo, made);
  assert.match((await said('form.docx', await documentDocx(wrong))).join('\n'), /error R0[37] “1\.455 hồ sơ”/);
  const mistyped = structuredClone(exampleForm());
  const cell = Object.values(mistyped.rows[1]?.cells ?? {}).find(({ measure }) => measure === 'pending_in_time');
  assert.equal(cell?.value, 50);
  cell.value = 5;
  assert.match((await said('form.xlsx', await formXlsx(mistyped, linkTo, made))).join('\n'), /form\.xlsx error R03 “5”|R03 “57”/);
});

test('of the statistics of Ngân Sơn one warning is true: the form numbers two rows 4.6, as the district printed it', async () => {
  const form = await fillList(pool, { form: 'CCHC-TK', unit: 'ngan-son', from: '2022-06-15', to: '2022-09-10' }, EVERYTHING);
  const made = madeOn('2022-09-20');
  const links = listLinks('http://motcua.example');
  const true_one = (file: string) =>
    `${file} warning R18 “4.6” Mã dòng “4.6” dùng hai lần trong bảng. Người tổng hợp sẽ lấy nhầm dòng. Đánh lại mã.`;
  const found = [
    await said('list.docx', await documentDocx(listDocument(form, links, made))),
    await said('list.xlsx', await listXlsx(form, links, made)),
  ];
  assert.deepEqual(found.flat(), [true_one('list.docx'), true_one('list.xlsx')]);
});
