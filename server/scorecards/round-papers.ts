// A round as documents: the report of its results, and the decision that makes them known.
import type { Day } from '#lib/day';
import type { Annex, OfficialDocument, Table } from '#lib/document';
import type { Db } from '#lib/sql';
import { issuerOf, placeAndDate, unitById } from '#org';
import { body, cell, DEMONSTRATION, dayVi, letter, type Made, note, right, STATE_WORDS, vi } from './papers.ts';
import type { RoundView } from './table.ts';

const RESCALED =
  'Cộng: điểm các lĩnh vực trên điểm tối đa của những tiêu chí áp dụng. Quy đổi: về thang điểm của bộ tiêu chí khi có tiêu chí không áp dụng.';

function tableOf(view: RoundView): Table {
  const header = [
    'Hạng',
    'Đơn vị',
    ...view.columns.map((area) => `${area.code} (${vi(area.max)})`),
    'Cộng',
    'Quy đổi',
    '%',
    'Xếp loại',
  ];
  return {
    widths: [6, 22, ...view.columns.map(() => 7), 10, 8, 8, 11],
    size_pt: 11,
    header: [header.map((text) => cell(text, { bold: true, align: 'center' }))],
    rows: view.rows.map((row) => [
      cell(row.rank === null ? '' : String(row.rank), { align: 'center' }),
      cell(row.unit_name),
      ...view.columns.map((area) => right(row.parts[area.code]?.achieved ?? null)),
      cell(row.total ? `${vi(row.total.added_up)}/${vi(row.total.max)}` : '', { align: 'right' }),
      right(row.total?.counted ?? null, true),
      right(row.total?.percent ?? null),
      cell(row.band?.label_vi ?? STATE_WORDS[row.state]),
    ]),
  };
}

function tieWords(view: RoundView): string {
  if (view.tie_rule.length === 0) return 'Bằng điểm thì đồng hạng.';
  const parts = view.tie_rule.map((part) => (part === 'survey' ? 'điều tra xã hội học' : `lĩnh vực ${part}`)).join(', ');
  return `Bằng điểm thì so lần lượt: ${parts}; vẫn bằng thì đồng hạng.`;
}

function annexOf(view: RoundView): Annex {
  const { round } = view;
  const names = view.columns.map((area) => `${area.code}: ${area.name_vi}`).join('; ');
  return {
    label: 'PHỤ LỤC',
    title: 'BẢNG ĐIỂM, XẾP HẠNG',
    lines: [round.name],
    left: [view.owner_name],
    right: [round.is_official ? '' : DEMONSTRATION],
    table: tableOf(view),
    notes: [[{ text: names }], [{ text: RESCALED }]],
  };
}

/** The round as a report of the unit that opened it. */
export async function roundPaper(db: Db, view: RoundView, made: Made): Promise<OfficialDocument> {
  const { round } = view;
  const head = await letter(db, round.owner_unit_id, round.period_to, made);
  const done = view.rows.filter((row) => row.total !== null);
  return {
    ...head,
    title: round.name,
    subject: ['Kết quả chấm điểm, xếp hạng', round.name],
    body: [
      body(
        `${view.owner_name} tổng hợp kết quả chấm điểm của ${done.length}/${view.rows.length} đơn vị${round.decision_number ? `, công bố theo Quyết định số ${round.decision_number} ngày ${dayVi(round.decision_on)}` : view.is_provisional ? '; kết quả chưa chính thức, đợt chấm chưa kết thúc' : ''}.`,
      ),
      body(tieWords(view)),
      ...(round.is_official ? [] : [note(`${round.set_name_vi}. ${DEMONSTRATION}.`)]),
    ],
    annexes: [annexOf(view)],
  };
}

const basis = (text: string, to_write?: string) => ({
  kind: 'paragraph' as const,
  style: 'basis' as const,
  runs: [{ text }, ...(to_write === undefined ? [] : [{ text: to_write, to_write: true }]), { text: ';' }],
});
const article = (no: number, text: string) => ({
  kind: 'paragraph' as const,
  style: 'body' as const,
  runs: [{ text: `Điều ${no}. `, bold: true }, { text }],
});

/** First day of the two-tier organisation and of its law. Source: Luật Tổ chức chính quyền địa phương 72/2025/QH15. */
const TWO_TIERS: Day = '2025-07-01';

/** How many units stand in each band, best first. */
function bandWords(view: RoundView): string {
  const counted = view.bands.flatMap((band) => {
    const units = view.rows.filter((row) => row.band?.label_vi === band.label_vi).length;
    return units === 0 ? [] : [`${band.label_vi}: ${units} đơn vị`];
  });
  return counted.length === 0 ? '' : ` Xếp loại: ${counted.join('; ')}.`;
}

/**
 * The decision that makes the result of a closed round known, to be submitted and signed: with the number and day it was published by, or with room
 * for them. What only the office knows (the paper that issued the criteria, who submits) waits to be written.
 * Source: Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.2.
 */
export async function roundDecision(db: Db, view: RoundView, made: Made): Promise<OfficialDocument> {
  const { round } = view;
  const head = await letter(db, round.owner_unit_id, round.period_to, made);
  const issuer = issuerOf(await unitById(db, round.owner_unit_id, round.period_to), null);
  const on = round.decision_on ?? made.on;
  const law = on < TWO_TIERS ? 'số 77/2015/QH13' : 'số 72/2025/QH15';
  const title = round.decision_title ?? `Công bố kết quả chấm điểm, xếp hạng: ${round.name}`;
  return {
    ...head,
    number: round.decision_number ? `Số: ${round.decision_number}` : `Số:        /QĐ-${issuer.symbol}`,
    place_and_date: round.decision_on ? placeAndDate(issuer.place, round.decision_on) : head.place_and_date,
    type: 'QUYẾT ĐỊNH',
    title,
    subject: [title],
    body: [
      basis(`Căn cứ Luật Tổ chức chính quyền địa phương ${law}`),
      basis(`Căn cứ ${round.set_name_vi} ban hành kèm theo `, '(số, ngày văn bản ban hành bộ tiêu chí)'),
      basis('Xét đề nghị của ', '(cơ quan trình)'),
      { kind: 'caption', text: 'QUYẾT ĐỊNH:' },
      article(
        1,
        `Công bố kết quả chấm điểm, xếp hạng ${view.rows.length} đơn vị (${round.name}), số liệu từ ${dayVi(round.period_from)} đến ${dayVi(round.period_to)}, như Phụ lục kèm theo.${bandWords(view)} ${tieWords(view)}`,
      ),
      article(
        2,
        'Các đơn vị nêu tại Điều 1 căn cứ điểm chưa đạt của mình, đưa biện pháp khắc phục vào kế hoạch cải cách hành chính và báo cáo kết quả thực hiện.',
      ),
      article(
        3,
        'Quyết định này có hiệu lực kể từ ngày ký. Thủ trưởng các cơ quan, đơn vị có liên quan và các đơn vị nêu tại Điều 1 chịu trách nhiệm thi hành Quyết định này.',
      ),
      ...(round.is_official ? [] : [note(`${round.set_name_vi}. ${DEMONSTRATION}.`)]),
    ],
    recipients: ['- Như Điều 3;', '- Lưu: VT.'],
    annexes: [annexOf(view)],
  };
}
