// The periodic report on administrative reform: steering, results by the six contents, assessment, next tasks; written from the statistical
// appendix of the period, row by row, and followed by it.
import {
  basisWords,
  type CellFilter,
  type FilledList,
  type FilledListRow,
  fillList,
  type LinkTo,
  letter,
  listDocument,
} from '#forms';
import type { Day } from '#lib/day';
import { formatVi } from '#lib/decimal';
import type { Block, OfficialDocument, Run } from '#lib/document';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { bodyName } from '#org';

const FORM = 'CCHC-TK';
const ROMAN = ['I', 'II', 'III', 'IV', 'V'];
const TO_WRITE = {
  assessment: '[Đơn vị đánh giá kết quả nổi bật, hạn chế và nguyên nhân.]',
  next: '[Đơn vị nêu nhiệm vụ trọng tâm kỳ tới và kiến nghị, đề xuất.]',
};

type Ask = { unit: string; from: Day; to: Day; today?: Day | undefined };

/**
 * The report of a unit on administrative reform over `from` to `to`, both included. What no register knows is not said: a blank row is left
 * out of the text and stays blank in the appendix.
 * @throws what `fillList` throws
 */
export async function cchcReport(
  db: Db,
  ask: Ask,
  access: Scope,
  linkTo: LinkTo,
  made: { at: Date; on: Day },
): Promise<OfficialDocument> {
  const list = await fillList(db, { ...ask, form: FORM }, access);
  const link = (row: FilledListRow) => (row.measure && row.filter ? linkTo(row.measure, row.filter as CellFilter) : undefined);
  const paper = listDocument(list, link, made);
  const table = paper.body.find((block) => block.kind === 'table');
  const period = list.period.name_vi ?? list.period.text_vi.toLowerCase();
  const groups = groupsOf(list);
  const [steering, ...contents] = groups;
  const head = letter({ unit: list.unit, parent: list.parent }, made.at, made.on);
  return {
    ...head,
    title: `Báo cáo công tác cải cách hành chính ${period}: ${bodyName(list.unit)}`,
    subject: ['Kết quả công tác cải cách hành chính', period],
    body: [
      said([
        {
          text: `${bodyName(list.unit)} báo cáo kết quả công tác cải cách hành chính ${period} (${list.period.text_vi.toLowerCase()}) như sau:`,
        },
      ]),
      heading(1, `${ROMAN[0]}. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH`),
      ...(steering ? sentences(steering.rows, link) : []),
      heading(1, `${ROMAN[1]}. KẾT QUẢ CÁC NỘI DUNG CẢI CÁCH HÀNH CHÍNH`),
      ...contents.flatMap(({ title, rows }, i) => [heading(2, `${i + 1}. ${title}`), ...sentences(rows, link)]),
      heading(1, `${ROMAN[2]}. ĐÁNH GIÁ CHUNG`),
      said([{ text: TO_WRITE.assessment }]),
      heading(1, `${ROMAN[3]}. PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TỚI VÀ KIẾN NGHỊ`),
      said([{ text: TO_WRITE.next }]),
    ],
    annexes: table?.kind === 'table' ? [annexOf(list, table, paper)] : [],
  };
}

const heading = (level: 1 | 2, text: string): Block => ({ kind: 'heading', level, text });
const said = (runs: readonly Run[]): Block => ({ kind: 'paragraph', style: 'body', runs });

type Group = { title: string; rows: FilledListRow[] };

function groupsOf(list: FilledList): Group[] {
  const groups: Group[] = [];
  for (const row of list.rows) {
    if (row.level === 1) groups.push({ title: row.label_vi, rows: [] });
    else groups.at(-1)?.rows.push(row);
  }
  return groups;
}

/** One paragraph for each heading of the group with its figures; rows before the first heading share one. */
function sentences(rows: readonly FilledListRow[], link: (row: FilledListRow) => string | undefined): Block[] {
  const parts: { title: string | null; rows: FilledListRow[] }[] = [{ title: null, rows: [] }];
  for (const row of rows) {
    if (row.is_heading) parts.push({ title: row.label_vi, rows: [] });
    else parts.at(-1)?.rows.push(row);
  }
  const blocks = parts.flatMap(({ title, rows: own }): Block[] => {
    const known = own.filter((row) => row.value !== null || row.words !== null);
    if (known.length === 0) return [];
    const runs: Run[] = title ? [{ text: `${title}: `, bold: true }] : [];
    known.forEach((row, i) => {
      runs.push({ text: `${i === 0 ? '' : '; '}${i === 0 && !title ? row.label_vi : lowerFirst(row.label_vi)}` });
      if (row.basis === 'cumulative') runs.push({ text: ` (${basisWords(row)})` });
      runs.push({ text: ': ' }, figure(row, link));
      if (row.words === null && row.unit_vi !== '%') runs.push({ text: ` ${row.unit_vi.toLowerCase()}` });
    });
    return [said([...runs, { text: '.' }])];
  });
  return blocks.length > 0 ? blocks : [said([{ text: 'Trong kỳ chưa phát sinh số liệu trong sổ theo dõi.' }])];
}

function figure(row: FilledListRow, link: (row: FilledListRow) => string | undefined): Run {
  const text = row.words ?? `${formatVi(row.value ?? '')}${row.unit_vi === '%' ? '%' : ''}`;
  const to = row.value === null ? undefined : link(row);
  return { text, ...(to ? { link: to } : {}) };
}

// An abbreviation keeps its capitals: `VBQPPL ban hành`.
const lowerFirst = (text: string) => (/^\p{Lu}\p{Ll}/u.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text);

function annexOf(
  list: FilledList,
  table: Extract<Block, { kind: 'table' }>,
  paper: OfficialDocument,
): OfficialDocument['annexes'][number] {
  const notes = paper.body.flatMap((block) => (block.kind === 'paragraph' ? [block.runs] : []));
  return {
    label: 'PHỤ LỤC',
    title: list.title_vi.toUpperCase(),
    lines: [list.period.text_vi],
    left: [],
    right: [],
    table: table.table,
    notes: notes.slice(0, -1),
  };
}
