import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import type { Column, Grid, Row } from './grid.ts';
import { tablesNearOrCited } from './near-tables.ts';
import { compare, type Rational, ZERO } from './rational.ts';
import { byStatus } from './row-verdicts.ts';
import { type Context, type Fault, spotIn, spotInCell, spotOf } from './rule.ts';
import { flat, isCited, type Shown, shownOf } from './shown-tables.ts';
import type { Sentence, Told } from './story.ts';
import { storyTold } from './told-in.ts';
import { isKindOf, unitAt } from './unit.ts';

/** What a sentence says of some rows: each reading is a test of a row; a reading that is not sure may only acquit. */
export type Reading = { holds: (row: Row) => boolean; is_sure: boolean };
export type Asked = { readings: Reading[]; words: string };

/** “03 đơn vị giảm điểm”, “02 nhiệm vụ quá hạn”, “05 xã đạt từ 90 % trở lên”, “danh mục 07 dự án như sau:”: counts of the rows of a table. */
export function* rowCounts(context: Context): Generator<Fault> {
  const shown = shownOf(context.document);
  if (shown.length === 0) return;
  for (const sentences of storyTold(context.document, 1))
    for (const sentence of sentences) {
      const { passage } = sentence;
      if (sentence.told.length + sentence.parts.length === 0) continue;
      const counts = [...sentence.told, ...sentence.parts].filter(({ figure }) => isCount(figure));
      if (counts.length === 0) continue;
      const near = tablesNearOrCited(shown, passage, 6, sentence.text);
      if (near.length === 0) continue;
      for (const told of counts) {
        const fault = judge(context, near, sentence, told);
        if (fault) yield fault;
      }
    }
}

const MOST = 150n;
const isCount = (figure: Figure): boolean =>
  figure.scale === 1n && figure.decimals === 0 && figure.unit !== '' && figure.unit !== 'điểm' && exactOf(figure).n <= MOST;

function judge(context: Context, near: readonly Shown[], sentence: Sentence, told: Told): Fault | null {
  if (isOfAnother(sentence, told) || isBase(sentence, told)) return null;
  for (const table of near) {
    const rows = rowsCounted(table.grid, sentence, told);
    if (rows.length < 3) continue;
    const asked = askedOf(table, sentence, told, rows);
    if (!asked || asked.readings.length === 0) continue;
    context.count('seen');
    const stated = Number(exactOf(told.figure).n);
    const found = asked.readings.map(({ holds, is_sure }) => ({ rows: rows.filter(holds), is_sure }));
    for (const what of ['bound', 'checked'] as const) context.count(what);
    if (found.some(({ rows: own }) => own.length === stated || own.filter(isOne).length === stated)) return null;
    if (isOfOtherRows(sentence, told, rows.length)) continue;
    const sure = found.find(({ is_sure }) => is_sure);
    if (!sure || Math.abs(sure.rows.length - stated) > Math.max(3, rows.length / 3)) continue;
    return faultOf(sentence, told, table.grid, sure.rows, asked.words);
  }
  return null;
}

/** “Tổng thu” among “Thu từ đất”, “Thu khác”: a total that the table does not mark is none of those counted. */
const isOne = ({ label }: Row): boolean => !/^tổng (?:số|thu|chi|cộng|vốn|kinh phí|nguồn)(?!\p{L})/iu.test(label);

const NUMBERS = ['hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười'];

/** “Trong bốn nhóm chủ đầu tư có 02 nhóm …” is not of the table with six groups. */
function isOfOtherRows({ passage, start }: Sentence, { figure }: Told, rows: number): boolean {
  const lead = passage.text.slice(start, figure.start).toLowerCase();
  const m = /(?:^|\s)trong (?:tổng )?(?:số )?(\d{1,3}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (\p{L}+)/u.exec(lead);
  if (!m || !flat(passage.text.slice(figure.end, figure.tail)).startsWith(m[2] ?? '')) return false;
  const said = NUMBERS.indexOf(m[1] ?? '');
  return (said < 0 ? Number(m[1]) : said + 2) !== rows;
}

/** “Trong 05 chỉ tiêu được giao, đạt 03 chỉ tiêu”: the first is what the others are of. */
const isBase = ({ passage, start }: Sentence, { figure }: Told): boolean =>
  /(?:^|[\s,;])trong(?: tổng)?(?: số)?\s$/iu.test(passage.text.slice(start, figure.start)) &&
  passage.figures.some((f) => f.start > figure.tail && f.unit === figure.unit);

/** A count of another period or another place than the table's. */
const isOfAnother = ({ text, start }: Sentence, { figure, before }: Told): boolean =>
  /năm trước|cùng kỳ|kỳ trước|quý trước|tháng trước|lũy kế|kế hoạch|mục tiêu|phấn đấu|trong đó|thêm|riêng|thuộc/iu.test(
    // “Trong 08 mục tiêu, 06 mục tiêu …”: the goals are what is counted.
    `${before} ${text.slice(Math.max(0, figure.start - start - 25), figure.start - start)}`.replace(/\d\smục tiêu/giu, ''),
  );

/** Rows that the count may be of: those whose column is called so, or that begin with the word; groups, totals and parts left out. */
function rowsCounted(grid: Grid, sentence: Sentence, told: Told): Row[] {
  // “5 | Trong đó …” has its number among the others: who counts the rows counts it too.
  const own = grid.rows.filter(
    (row) => !row.is_total && (!row.is_part || /^\d+$/.test(row.code)) && row.label !== '' && hasContent(grid, row),
  );
  if (own.some((row) => /\d\.\d/.test(row.code))) return [];
  const coded = own.filter((row) => /^\d+$/.test(row.code));
  const rows = coded.length >= 3 && coded.length * 2 >= own.length ? coded : own;
  const { unit } = told.figure;
  const word = flat(sentence.passage.text.slice(told.figure.end, told.figure.tail));
  const named = rows.filter((row) => flat(row.label).startsWith(`${word} `));
  if (word.length >= 2 && named.length >= 3 && named.length < rows.length) return named;
  const header = headerOf(grid, rows);
  const key = unitAt(header.replace(/^(?:tên(?: gọi)?|danh mục|danh sách)\s+(?:các\s+)?/iu, ''), 0)?.key ?? '';
  const following = flat(sentence.passage.text.slice(told.figure.end, told.figure.end + 60));
  const is_so = key !== '' && (key === unit || isKindOf(unit, key));
  const is_worded =
    flat(header).length >= 4 && (following.startsWith(flat(header)) || ` ${following} `.includes(` ${flat(header)} `));
  return is_so || is_worded || (named.length >= 3 && named.length === rows.length) ? rows : [];
}

const hasContent = (grid: Grid, row: Row): boolean =>
  new Set((grid.at[row.index] ?? []).filter((cell) => cell && cell.row === row.index && cell.text.trim() !== '')).size >= 2;

function headerOf(grid: Grid, rows: readonly Row[]): string {
  const column = rows[0]?.label_cell?.column;
  return column === undefined ? '' : (grid.columns[column]?.own ?? '');
}

/** The clause of a count: its words on both sides, to the next count of the same things. */
function clauseOf(sentence: Sentence, told: Told): { text: string; start: number; end: number } {
  const { passage } = sentence;
  const next = passage.figures.find((f) => f.kind === 'count' && f.start > told.figure.end && f.unit === told.figure.unit);
  let end = Math.min(sentence.end, next?.start ?? sentence.end);
  const stop = /[;:]|,\s(?=\d)|\(/u.exec(passage.text.slice(told.figure.tail, end));
  if (stop) end = told.figure.tail + stop.index;
  // “Đối chiếu với 05 chỉ tiêu của năm, hết quý I Sở đạt 03 chỉ tiêu”: the words right before the next count are its own.
  else if (end === next?.start) {
    const comma = passage.text.lastIndexOf(',', end);
    if (comma >= told.figure.tail) end = comma;
  }
  return { text: passage.text.slice(told.figure.tail, end), start: told.figure.tail, end };
}

function askedOf(table: Shown, sentence: Sentence, told: Told, rows: readonly Row[]): Asked | null {
  const clause = clauseOf(sentence, told);
  return (
    byThreshold(table.grid, sentence, clause) ??
    byMean(table.grid, sentence, clause) ??
    byChange(table.grid, clause.text) ??
    byStatus(table.grid, rows, told, clause.text) ??
    byLate(table.grid, clause.text) ??
    byPlan(table.grid, clause.text) ??
    all(table, sentence, told)
  );
}

const cellValue = (row: Row, column: Column): Rational | null => {
  const entry = row.figures[column.index];
  return entry ? exactOf(entry.figure) : null;
};

const test =
  (column: Column, holds: (value: Rational) => boolean) =>
  (row: Row): boolean => {
    const value = cellValue(row, column);
    return value !== null && holds(value);
  };

const contentOf = (text: string): string[] =>
  flat(text)
    .split(' ')
    .filter((word) => word.length > 1 && !STOP.has(word));
const STOP = new Set('tỷ tỉ lệ của các số có đạt được đơn vị xã trên dưới từ trở lên điểm và là cho'.split(' '));

/** “đạt từ 90 % trở lên”, “dưới 80 điểm”, “từ 80 đến dưới 90 điểm”. */
function byThreshold(grid: Grid, { passage, text }: Sentence, clause: { start: number; end: number }): Asked | null {
  const limits = passage.figures.filter((f) => f.start >= clause.start && f.start < clause.end && f.bound !== 'about');
  const last = limits.at(-1);
  if (!last || limits.length > 2 || (last.kind !== 'percent' && last.unit !== 'điểm')) return null;
  const tests = limits.map((figure) => limitOf(passage, figure, figure === last && limits.length === 2));
  if (tests.some((one) => one === null)) return null;
  const columns = grid.columns.filter(
    (c) =>
      c.has_figures &&
      (last.kind === 'percent' ? c.is_percent : /điểm|chỉ số/iu.test(c.name) && !/tối đa|chuẩn|trừ/iu.test(c.name)),
  );
  const words = contentOf(text);
  const named = columns.filter((c) => contentOf(c.own).some((word) => words.includes(word)));
  const readings = columns.flatMap((column) =>
    [true, false].map(
      (is_closed): Reading => ({
        holds: test(column, (value) => tests.every((one) => (one as Limit)(value, is_closed))),
        is_sure: is_closed && (columns.length === 1 || (named.length === 1 && named[0] === column)),
      }),
    ),
  );
  return { readings, words: passage.text.slice(clause.start, last.tail).trim() };
}

type Limit = (value: Rational, is_closed: boolean) => boolean;

function limitOf({ text }: Passage, figure: Figure, is_upper: boolean): Limit | null {
  const limit = exactOf(figure);
  const lead = text.slice(Math.max(0, figure.start - 14), figure.start);
  const after = text.slice(figure.tail, figure.tail + 14);
  if (is_upper)
    return (value, is_closed) => (/dưới\s*$/iu.test(lead) || !is_closed ? compare(value, limit) < 0 : compare(value, limit) <= 0);
  if (/^\s*trở lên/iu.test(after) || /(?:từ|≥|ít nhất|tối thiểu)\s*$/iu.test(lead)) return (value) => compare(value, limit) >= 0;
  if (/(?:trên|hơn|>)\s*$/iu.test(lead)) return (value, is_closed) => compare(value, limit) > (is_closed ? 0 : -1);
  if (/(?:dưới|thấp hơn|chưa (?:đạt|đến|tới)|<)\s*$/iu.test(lead)) return (value) => compare(value, limit) < 0;
  if (/đạt(?: tỷ lệ)?\s*$/iu.test(lead) && figure.raw === '100') return (value) => compare(value, limit) === 0;
  return null;
}

/** “02 nhóm trên mức bình quân chung”: the total row is the mean. */
function byMean(grid: Grid, { text }: Sentence, clause: { text: string }): Asked | null {
  const m = /(trên|cao hơn|dưới|thấp hơn)\s(?:mức\s)?(?:bình quân|trung bình)/iu.exec(clause.text);
  const total = grid.rows.find((row) => row.is_total);
  if (!m || !total) return null;
  const is_over = /trên|cao/iu.test(m[1] ?? '');
  const columns = grid.columns.filter((c) => c.is_percent && total.figures[c.index]);
  const words = contentOf(text);
  const readings = columns.flatMap((column): Reading[] => {
    const mean = cellValue(total, column) as Rational;
    const named = columns.length === 1 || contentOf(column.own).some((word) => words.includes(word));
    return [{ holds: test(column, (value) => (is_over ? compare(value, mean) > 0 : compare(value, mean) < 0)), is_sure: named }];
  });
  return { readings, words: m[0] };
}

/** “tăng điểm”, “giảm hạng”, “giữ nguyên”: the sign of a column of changes. */
function byChange(grid: Grid, clause: string): Asked | null {
  const m = /^[^,;]{0,30}?(?<!\p{L})(tăng|giảm|giữ nguyên|không (?:thay đổi|đổi))(?!\p{L})([^,;]{0,30})/iu.exec(clause);
  if (!m) return null;
  const word = (m[1] ?? '').toLowerCase();
  const columns = grid.columns.filter((c) => c.has_figures && /tăng|giảm|chênh lệch|\+|±|so với/iu.test(c.own));
  const sign = word === 'tăng' ? 1 : word === 'giảm' ? -1 : 0;
  const readings = columns.flatMap((column): Reading[] => {
    const signs = grid.rows.map((row) => signOf(grid, row, column));
    // Signs must be printed: a column of bare amounts says no direction.
    if (!signs.includes(-1) || (!signs.includes(1) && !signs.includes(0))) return [];
    return [{ holds: (row) => signOf(grid, row, column) === sign, is_sure: columns.length === 1 }];
  });
  return readings.length > 0 ? { readings, words: `${word}${m[2] ?? ''}`.trim() } : null;
}

function signOf(grid: Grid, row: Row, column: Column): -1 | 0 | 1 | null {
  const text = grid.at[row.index]?.[column.index]?.text.trim() ?? '';
  if (!/^[+\-−–]?\s?\d/u.test(text) || row.is_total) return null;
  if (/^[-−–]/u.test(text)) return -1;
  return cellValue(row, column)?.n === 0n ? 0 : 1;
}

/** “có hồ sơ quá hạn”, “không có hồ sơ trễ hạn”. */
function byLate(grid: Grid, clause: string): Asked | null {
  const m = /^[^,;]{0,12}?(còn |có |để |không (?:có|còn|để|phát sinh) )[^,;\d]{0,24}(?:quá|trễ|chậm|muộn)(?: hẹn| hạn)?/iu.exec(
    clause,
  );
  if (!m) return null;
  const is_none = /^không/iu.test(m[1] ?? '');
  const columns = grid.columns.filter((c) => c.has_figures && !c.is_percent && /(?:quá|trễ|chậm|muộn)/iu.test(c.name));
  const readings = columns.map(
    (column): Reading => ({
      holds: test(column, (value) => (compare(value, ZERO) === 0) === is_none),
      is_sure: columns.length === 1,
    }),
  );
  return { readings, words: m[0].trim() };
}

const PLAN = /kế hoạch|chỉ tiêu(?! )|mục tiêu|(?:^|\s)KH(?:\s|$)|dự toán/iu;
const RESULT = /thực hiện|kết quả|đạt được|ước|(?:^|\s)TH(?:\s|$)/iu;

/** “vượt kế hoạch”, “đạt và vượt”, “chưa đạt kế hoạch” of columns of plan and result. */
function byPlan(grid: Grid, clause: string): Asked | null {
  const m =
    /^[^,;\d]{0,20}?(đạt và vượt|vượt|(?:chưa|không) (?:đạt|hoàn thành)|đạt|hoàn thành)(?:\s(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán))?[^,;\d]{0,20}$/iu.exec(
      clause,
    );
  const plan = grid.columns.find((c) => c.has_figures && !c.is_percent && PLAN.test(c.own));
  const result = grid.columns.find((c) => c.has_figures && c !== plan && RESULT.test(c.own) && !PLAN.test(c.own));
  if (!m || !plan || !result) return null;
  const word = (m[1] ?? '').toLowerCase();
  const order = (row: Row): number | null => {
    const [asked, got] = [cellValue(row, plan), cellValue(row, result)];
    return asked && got ? compare(got, asked) : null;
  };
  const is = (find: (order: number) => boolean, is_sure: boolean): Reading => ({
    holds: (row) => {
      const own = order(row);
      return own !== null && find(own);
    },
    is_sure,
  });
  // Less may be good in some rows: what is named must be plain.
  if (
    grid.rows.some((row) =>
      /giảm|nghèo|tai nạn|quá hạn|suy dinh dưỡng|tử vong|tội phạm|thất nghiệp|≤|không quá/iu.test(row.label),
    )
  )
    return null;
  if (/chưa|không/u.test(word)) return { readings: [is((o) => o < 0, true)], words: m[0].trim() };
  if (word === 'vượt') return { readings: [is((o) => o > 0, true), is((o) => o >= 0, false)], words: m[0].trim() };
  if (/và vượt/u.test(word)) return { readings: [is((o) => o >= 0, true)], words: m[0].trim() };
  return { readings: [is((o) => o >= 0, true), is((o) => o === 0, false)], words: m[0].trim() };
}

/** The table right under the sentence, or the one it cites, lists all of them. */
function all({ grid, before }: Shown, sentence: Sentence, told: Told): Asked | null {
  const { passage } = sentence;
  const rest = passage.text.slice(told.figure.tail, sentence.end);
  const counts = sentence.told.filter(({ figure }) => isCount(figure) && figure.unit === told.figure.unit);
  if (counts.length !== 1 || sentence.parts.length > 0) return null;
  const is_led =
    before === passage.index + 1 &&
    sentence.end >= passage.text.trimEnd().length - 1 &&
    /:\s*$/u.test(passage.text) &&
    LISTS.test(rest);
  const is_pointed =
    /^[^.;,\d]{0,60}\((?:có\s)?(?:chi tiết|danh (?:sách|mục)|cụ thể)[^()]{0,30}(?:biểu|bảng|phụ lục)/iu.test(rest) &&
    isCited({ grid, before } as Shown, rest);
  if (!is_led && !is_pointed) return null;
  return { readings: [{ holds: () => true, is_sure: true }], words: '' };
}
const LISTS = /(?:gồm|cụ thể|như sau|sau đây|danh (?:sách|mục)|chi tiết|theo (?:bảng|biểu))[^:\d]{0,30}:\s*$/iu;

function faultOf(sentence: Sentence, told: Told, grid: Grid, rows: readonly Row[], words: string): Fault {
  const { passage, figure } = told;
  const unit = passage.text.slice(figure.end, figure.tail).trim();
  return {
    message: words === '' ? 'rows' : 'rows_that',
    at: words === '' ? spotOf(passage, figure) : spotIn(passage, figure.start, Math.min(sentence.end, figure.tail + 60)),
    figures: [figure],
    data: {
      stated: figure.raw,
      unit,
      words,
      listed: rows.length,
      names: rows
        .map((row) => row.label)
        .slice(0, 6)
        .join('; '),
    },
    expected: String(rows.length),
    related: rows.flatMap((row) => (row.label_cell ? [spotInCell(grid.table, row.label_cell)] : [])).slice(0, 12),
    shares: [told.at],
  };
}
