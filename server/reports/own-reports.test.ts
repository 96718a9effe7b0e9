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
import { valuesOf } from '#measures';
import { unitForPeriod } from '#org';
import { testDb } from '../../test/db.ts';
import { exampleForm } from '../forms/example-form.ts';
import { Anchors, contentOf, figuresFor } from './compose.ts';
import { type Content, DRAFT_KINDS, type Draft, type DraftKind } from './content.ts';
import { periodReport } from './period-report.ts';
import { selfWritten } from './self-written/write.ts';
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

// ---- what is drafted beside the parts

const DRAFTED = [
  ['H48.108', 'tthc', 'ND09', 'month', 2026, 10, '2026-10-16'],
  ['H48.108', 'cchc', 'ND09', 'year', 2026, 1, '2026-12-16'],
  ['H55', 'tthc', 'ND09', 'quarter', 2026, 3, '2026-09-16'],
  ['H36', 'cchc', 'ND09', 'quarter', 2026, 3, '2026-09-16'],
  ['dak-song', 'cham-diem', 'CAL', 'nine_months', 2023, 1, '2023-10-02'],
  ['kon-ray', 'chi-tieu', 'CAL', 'nine_months', 2023, 1, '2023-10-02'],
  ['ngan-son', 'cchc', 'ND09', 'quarter', 2022, 3, '2022-09-16'],
  ['po-y', 'tieu-chi-15', 'CAL', 'half_year', 2024, 1, '2024-07-03'],
] as const;
const OF = (regime: string) => ({
  regime,
  about: regime === 'tthc' ? ('procedures' as const) : ('reform' as const),
  bundle: regime === 'tieu-chi-15' ? 'criterion_15' : 'reform',
});

const made_once = new Map<string, Promise<Map<DraftKind, Draft>>>();

function draftsOf(ask: (typeof DRAFTED)[number]): Promise<Map<DraftKind, Draft>> {
  const key = ask.join(' ');
  const made = made_once.get(key) ?? draftsMade(ask);
  made_once.set(key, made);
  return made;
}

function draftsMade([code, regime, calendar, kind, year, n, today]: (typeof DRAFTED)[number]): Promise<Map<DraftKind, Draft>> {
  const { s, e } = namedPeriod(calendar, kind, year, n) as { s: string; e: string };
  const to = addDays(e, -1);
  return transaction(pool, 'read', async (db) => {
    const { unit } = await unitForPeriod(db, code, s, to);
    const days = { from: s, to, begins_on: s, ends_on: to, year_from: null, before: null };
    const ask = { unit, ...days, today, kind, ...OF(regime) };
    return selfWritten(db, ask, DRAFT_KINDS, EVERYTHING);
  });
}

const linesOf = (draft: Draft | undefined) =>
  (draft?.paragraphs ?? []).map((one) =>
    one
      .map((piece) => ('text' in piece ? piece.text : 'figure' in piece ? `[${draft?.figures[piece.figure]?.printed}]` : ''))
      .join(''),
  );

test('Bờ Y: a month is held against the month before, since a year before the commune was not there; late dossiers with their sectors', async () => {
  const drafts = await draftsOf(DRAFTED[0]);
  assert.deepEqual([...drafts.keys()], ['strengths', 'weaknesses', 'next_tasks']);
  assert.deepEqual(linesOf(drafts.get('strengths')), [
    'Kết quả nổi bật:',
    '- Tỷ lệ hồ sơ được số hóa thành phần khi tiếp nhận đạt [64,98%], tăng so với tháng trước ([63,64%]).',
  ]);
  const lines = linesOf(drafts.get('weaknesses'));
  assert.equal(lines[1], '- Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn mới đạt [94,61%], giảm so với tháng trước ([95,02%]);');
  assert.equal(
    lines[4],
    '- Trong kỳ còn [13] hồ sơ giải quyết quá hạn, nhiều nhất ở các lĩnh vực Chứng thực ([06] hồ sơ), Hộ tịch ([05] hồ sơ);',
  );
});

test('Đắk Song: targets with their gap, tasks behind with who leads, points that miss by cause and office, reports that are due', async () => {
  const drafts = await draftsOf(DRAFTED[4]);
  const [weaknesses, points, next] = (['weaknesses', 'missing_points', 'next_tasks'] as const).map((kind) =>
    linesOf(drafts.get(kind)),
  );
  assert.equal(drafts.has('strengths'), false, 'nothing met, nothing better: nothing is invented');
  assert.ok(
    weaknesses?.[1]?.startsWith(
      '- Còn [02]/[02] chỉ tiêu của Kế hoạch cải cách hành chính năm 2023 chưa đạt: hồ sơ giải quyết quá hạn không quá 5% (lũy kế từ đầu năm [11,33%], vượt [6,33] điểm % so với mức tối đa [5%]; chủ trì: Văn phòng HĐND và UBND)',
    ),
    weaknesses?.[1],
  );
  assert.equal(points?.[1], '- Kết quả tự chấm đạt [64,7]/[90] điểm, còn [25,3] điểm chưa đạt;');
  assert.ok(points?.includes('- Điểm không đạt ([20,5] điểm):'));
  assert.ok(points?.includes('- Điểm chưa đến hạn đánh giá ([4,8] điểm):'));
  assert.ok(
    points?.includes(
      '+ Kiểm tra công tác CCHC: [01] điểm (Kiểm tra CCHC chưa đến hạn; chịu trách nhiệm: Phòng Nội vụ; hạn 30/11/2023);',
    ),
  );
  assert.ok(
    next?.includes(
      '- Tập trung hoàn thành [01] nhiệm vụ của kế hoạch đã quá hạn: “Ban hành kế hoạch số hóa kết quả giải quyết thủ tục hành chính” (hạn 30/06/2023; chủ trì: Văn phòng HĐND và UBND);',
    ),
  );
  assert.ok(next?.some((line) => line.includes('báo cáo công tác cải cách hành chính quý IV/2023')));
});

test('nothing late is a strength only where something was resolved, and half a plan done with nothing overdue', async () => {
  const lines = linesOf((await draftsOf(DRAFTED[6])).get('strengths'));
  assert.deepEqual(lines.slice(2), [
    '- Trong kỳ đã giải quyết [2.135] hồ sơ, không để xảy ra hồ sơ giải quyết quá hạn;',
    '- Cuối kỳ đang giải quyết [03] hồ sơ, không có hồ sơ quá hạn;',
    '- Đã hoàn thành [35]/[46] nhiệm vụ của Kế hoạch cải cách hành chính năm 2022;',
    '- Hoàn thành đúng hạn [30]/[48] nhiệm vụ cấp trên giao, không có nhiệm vụ quá hạn.',
  ]);
  // A unit without one dossier is not praised for having none late.
  const { s, e } = namedPeriod('ND09', 'month', 2019, 3) as { s: string; e: string };
  const none = await transaction(pool, 'read', async (db) => {
    const { unit } = await unitForPeriod(db, 'kon-ray', s, addDays(e, -1));
    const to = addDays(e, -1);
    const days = { from: s, to, begins_on: s, ends_on: to, year_from: null, before: null };
    const ask = { unit, ...days, today: e, kind: 'month', ...OF('tthc') };
    return selfWritten(db, ask, ['strengths', 'weaknesses', 'missing_points'], EVERYTHING);
  });
  assert.deepEqual([...none.keys()], []);
});

test('every figure of the drafts is known, equals its measure asked alone, and no number stands beside them', async () => {
  for (const ask of DRAFTED) {
    const drafts = [...(await draftsOf(ask)).values()];
    for (const { kind, paragraphs, figures } of drafts) {
      const named = paragraphs.flat().flatMap((piece) => ('figure' in piece ? [piece.figure] : []));
      assert.deepEqual(new Set(named), new Set(Object.keys(figures)), `${ask[0]} ${kind}`);
      for (const { value, measure } of Object.values(figures)) assert.notEqual(value, null, measure);
      if (kind !== 'strengths' && kind !== 'weaknesses') continue;
      if (ask[1] !== 'tthc') continue;
      const words = paragraphs.flat().flatMap((piece) => ('text' in piece ? [piece.text] : []));
      assert.deepEqual(
        words.filter((text) => /\d/.test(text)),
        [],
      );
    }
    const of_dossiers = drafts
      .flatMap(({ figures }) => Object.values(figures))
      .filter(({ measure, filter }) => !measure.includes('.') && !filter.sector);
    for (const { unit, from, to, filter, measure, value } of of_dossiers.slice(0, 5)) {
      const scope = filter.scope as FormScope;
      const alone = await valuesOf(pool, { unit, from, to, scope, measures: [measure], today: ask[6] }, EVERYTHING);
      assert.equal(alone[measure]?.value, value, `${ask[0]} ${measure} ${from}`);
    }
  }
});

test('accepted into a report, the product’s checker has nothing to say against them', async () => {
  for (const ask of DRAFTED.slice(1, 5)) {
    const [code, , calendar, kind, year, n, today] = ask;
    const { s, e } = namedPeriod(calendar, kind, year, n) as { s: string; e: string };
    const content = await transaction(pool, 'read', (db) =>
      draftOf(db, { unit: code, from: s, to: addDays(e, -1), scope: 'all' }, today),
    );
    const key = content.sections.at(-1)?.key ?? 's9';
    for (const [of, { paragraphs, figures }] of await draftsOf(ask)) {
      content.sections
        .at(-1)
        ?.blocks.push({ kind: 'narrative', key: `${key}.${of}`, origin: 'accepted', from: null, paragraphs });
      content.figures = { ...figures, ...content.figures };
    }
    assert.deepEqual(await said(`${code} ${kind}.docx`, await draftDocx(content)), []);
  }
});
