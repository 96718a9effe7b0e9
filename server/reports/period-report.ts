// Reports that write themselves from the records: the period report on procedure results as an official document.
import {
  type FilledForm,
  type FormScope,
  fill,
  formAnnex,
  fromTo,
  type Headline,
  headline,
  LINK_NOTE,
  type LinkTo,
  letter,
  proseCount,
  resultParagraphs,
} from '#forms';
import { addDays, addMonths, type Day } from '#lib/day';
import type { Block, OfficialDocument, Run } from '#lib/document';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { unitForPeriod } from '#org';
import { GIVEN_WORDS, type Given } from './consolidate-given.ts';
import { basesOn } from './outline.ts';
import { closed, offered } from './outlines/write.ts';
import { comparison, digitisation, lateSectors, opening, sectorTable } from './sections.ts';
import { placeToWrite } from './to-write.ts';

/** `from` and `to` both included. */
export type ReportAsk = {
  unit: string;
  from: Day;
  to: Day;
  scope: FormScope;
  today?: Day | undefined;
  /** What the period is called, where the days of its figures are others. */
  period?: string | undefined;
  /** First day of the period, where figures begin before it; last day, where they are closed before it. */
  begins_on?: Day | undefined;
  ends_on?: Day | undefined;
  /** A period with a name, which others follow. */
  is_named?: boolean | undefined;
  /** With the places of drafts, which only a kept report has. */
  offers?: boolean | undefined;
  /** Figures of the reports below, of a report that consolidates them. */
  given?: Given | undefined;
};

const EXTRA = ['papers_digitised_rate', 'results_digitised_rate'] as const;

const text = (words: string, style: 'body' | 'basis' | 'note' = 'body'): Block => ({
  kind: 'paragraph',
  style,
  runs: [{ text: words }],
});
const said = (runs: readonly Run[], style: 'body' | 'note' = 'body'): Block => ({ kind: 'paragraph', style, runs });

/**
 * The report of a unit on the procedure results of a period: legal bases, results, table by sector, comparison with the same days of the
 * year before, form II.06a by sector and, when the unit has others below it, by unit. Every figure leads to its records.
 * What only the office knows (causes, proposals) is left as a marked place to write in.
 *
 * @throws org.unit_unknown, org.unit_not_on_day, forms.not_on_day, measures errors of the period
 */
export async function periodReport(
  db: Db,
  ask: ReportAsk,
  access: Scope,
  linkTo: LinkTo,
  made: { at: Date; on: Day },
): Promise<OfficialDocument> {
  const { given } = ask;
  const of_records = await fill(db, { ...ask, form: 'II.06a', by: 'sector' }, access);
  const by_sector = given ? await given.bySector(db, of_records) : of_records;
  const by_unit = await fill(db, { ...ask, form: 'II.06a', by: 'unit' }, access);
  const filter = { unit: by_sector.unit.code, from: ask.from, to: ask.to, scope: ask.scope };
  const counted = await headline(db, ask, access, EXTRA);
  const now = given ? given.headline(counted, filter) : counted;
  const name = ask.period ?? by_sector.period.name_vi;
  const days = fromTo(ask.from, ask.to);
  // Inside a sentence: `quý III/2022`, not `Quý III/2022`.
  const period = name ? `${name.charAt(0).toLowerCase()}${name.slice(1)} (${days})` : days;
  const results = resultParagraphs(now, filter, linkTo, ask.today);
  const late = lateSectors(by_sector, linkTo);
  const none = nothing(now, given);
  // The document says them once, in its body.
  const noted = new Set(by_sector.notes.map(({ text_vi }) => text_vi));
  const annex = (form: FilledForm, label: string) => formAnnex(form, linkTo, label, (text) => noted.has(text));
  // The units of a consolidating report stand in its own form by unit, as they reported.
  const is_rolled_up = !given && by_unit.rows.filter((row) => row.kind === 'row').length > 1;
  return {
    ...letter(by_sector, made.at, made.on),
    title: `Báo cáo kết quả giải quyết thủ tục hành chính ${period}: ${by_sector.unit.name}`,
    subject: [
      'Kết quả thực hiện cơ chế một cửa, một cửa liên thông',
      'và giải quyết thủ tục hành chính',
      name ?? `(${fromTo(ask.from, ask.to)})`,
    ],
    body: [
      ...basesOn(ask.to).map((basis) => text(`Căn cứ ${basis};`, 'basis')),
      text(opening(by_sector, period)),
      ...(given ? [text(GIVEN_WORDS)] : []),
      ...closed(ask),
      { kind: 'heading', level: 1, text: 'I. KẾT QUẢ TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ' },
      ...(none === null
        ? [
            ...results.map(({ title, runs }, i) => said([{ text: `${i + 1}. ${title}: `, bold: true }, ...runs])),
            said([{ text: `${results.length + 1}. Số hóa hồ sơ: `, bold: true }, ...digitisation(now, filter, linkTo)]),
          ]
        : [text(none)]),
      { kind: 'heading', level: 1, text: 'II. KẾT QUẢ THEO LĨNH VỰC' },
      ...(none === null ? sectorTable(by_sector, linkTo) : [text('Không có hồ sơ ở lĩnh vực nào.')]),
      ...(late ? [said(late)] : []),
      { kind: 'heading', level: 1, text: 'III. SO SÁNH VỚI CÙNG KỲ NĂM TRƯỚC' },
      ...(await compared(db, ask, access, now, linkTo)),
      { kind: 'heading', level: 1, text: 'IV. NGUYÊN NHÂN, GIẢI PHÁP, KIẾN NGHỊ' },
      ...(ask.offers ? (['strengths', 'weaknesses'] as const).map(offered) : []),
      said([placeToWrite('Đơn vị nêu nguyên nhân hồ sơ quá hạn (nếu có), giải pháp khắc phục và kiến nghị.')]),
      ...(ask.offers ? [offered('next_tasks')] : []),
      text(
        `Số liệu chi tiết theo biểu số ${by_sector.official_code} tại ${is_rolled_up || given ? 'các Phụ lục' : 'Phụ lục'} kèm theo.`,
      ),
      ...by_sector.notes.map((note) => text(note.text_vi, 'note')),
      said(LINK_NOTE, 'note'),
    ],
    annexes: is_rolled_up ? [annex(by_sector, 'PHỤ LỤC I'), annex(by_unit, 'PHỤ LỤC II')] : [annex(by_sector, 'PHỤ LỤC')],
  };
}

/** Said once, instead of a zero in every sentence; null: there is something to tell. */
function nothing({ received, withdrawn_refused }: Headline, given: Given | undefined): string | null {
  if (given?.is_empty) return 'Chưa có báo cáo nào của các đơn vị để tổng hợp.';
  return received === 0 && !withdrawn_refused ? 'Trong kỳ không phát sinh hồ sơ tiếp nhận, giải quyết.' : null;
}

/** The comparison, or a sentence that says why there is none. */
async function compared(db: Db, ask: ReportAsk, access: Scope, now: Headline, linkTo: LinkTo): Promise<Block[]> {
  // By the day after the last one, so that a period up to 28 February meets one up to 29 February.
  const [from, to] = [addMonths(ask.from, -12), addDays(addMonths(addDays(ask.to, 1), -12), -1)];
  const { unit } = await unitForPeriod(db, ask.unit, ask.from, ask.to);
  const missing = ask.given?.missing ?? [];
  if (missing.length > 0)
    return [text(`Chưa so sánh với cùng kỳ năm trước: số tổng hợp chưa gồm báo cáo của ${proseCount(missing.length)} đơn vị.`)];
  if (unit.born > to) return [text('Đơn vị chưa thành lập ở cùng kỳ năm trước nên chưa có số liệu để so sánh.')];
  const before = await headline(db, { ...ask, from, to }, access);
  if (!before.received) return [text(`Cùng kỳ năm trước (${fromTo(from, to)}) chưa có số liệu trên hệ thống để so sánh.`)];
  const filter = { unit: unit.code, scope: ask.scope };
  return [
    text(`Số liệu cùng kỳ tính ${fromTo(from, to)}.`),
    ...comparison(
      { headline: now, filter: { ...filter, from: ask.from, to: ask.to } },
      { headline: before, filter: { ...filter, from, to } },
      linkTo,
    ),
  ];
}
