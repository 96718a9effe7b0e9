// Which count of the words a row of an annex is: by the column of the report's period, the unit, and all the words of its name. For `annex-rows.ts`.
import { isDoing, isPeople, isState, namedIn } from './annex-names.ts';
import type { Document } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { isOneUnit } from './form-lines.ts';
import { type Column, type Entry, type Grid, gridsOf, type Row } from './grid.ts';
import { periodsIn } from './head.ts';
import { add, equal } from './rational.ts';
import type { Sentence, Told } from './story.ts';
import { storyTold } from './told-in.ts';
import { unitAt } from './unit.ts';

/** A row with the counts of the words that bear its name: one value, told once or more. */
export type Bound = { grid: Grid; row: Row; entry: Entry; told: readonly Told[] };

/** Which period a figure is of: the report's own, all that passed since the year began, or another. */
type Time = 'own' | 'since' | 'other';
type Line = { grid: Grid; row: Row; entry: Entry; unit: string; words: readonly string[]; above: readonly string[]; time: Time };

const LEAST_ROWS = 4;
const MOST_ROWS = 150;
// Each is looked for among all clauses of the report: more than any report has would grow with the square of a text.
const MOST_LINES = 2000;

export function annexBound(document: Document): Bound[] {
  const lines = gridsOf(document)
    .flatMap((grid) => linesOf(document, grid))
    .slice(0, MOST_LINES);
  if (lines.length === 0) return [];
  const clauses = storyTold(document, 1).flatMap((sentences) => sentences.flatMap((sentence) => clausesOf(document, sentence)));
  return lines.flatMap((line): Bound[] => {
    const told = toldOf(line, lines, clauses);
    return told.length > 0 ? [{ grid: line.grid, row: line.row, entry: line.entry, told }] : [];
  });
}

const UNIT = /^(?:đơn vị(?: tính)?|đvt)\.?$/iu;
/** Of a table without units, the head over its names. */
const NAMES = /^(?:chỉ tiêu|nội dung|tên chỉ tiêu|chỉ tiêu thống kê|tiêu chí)$/iu;
const NOT_OWN = /trước|cùng kỳ|kế hoạch|chỉ tiêu|mục tiêu|giao|tăng|giảm|so với|so sánh|tỷ lệ|tỉ lệ|%|điểm|ghi chú|dự kiến|ước/iu;
const PLAIN =
  /^(?:số liệu|kết quả(?: thực hiện)?|thực hiện|số lượng|kỳ (?:này|báo cáo)|trong kỳ|năm nay|giá trị|kết quả thống kê|số)$/iu;

/** Rows of a table with a column of units, and the cells of the report's period and of what passed since the year began. */
function linesOf(document: Document, grid: Grid): Line[] {
  if (grid.rows.length < LEAST_ROWS || grid.rows.length > MOST_ROWS) return [];
  const unit_column = grid.columns.find(({ own }) => UNIT.test(own.trim()));
  if (!unit_column && !grid.columns.some(({ own }) => NAMES.test(own.trim()))) return [];
  const columns = grid.columns.filter((c) => c.has_figures);
  const timed = columns.flatMap((column) => {
    const time = timeOfColumn(document, column, columns.length === 1);
    return time === 'other' ? [] : [{ column, time }];
  });
  if (timed.filter(({ time }) => time === 'own').length > 1 || timed.filter(({ time }) => time === 'since').length > 1) return [];
  const labels = new Map<string, string>();
  let group = '';
  return grid.rows.flatMap((row): Line[] => {
    if (row.code !== '') labels.set(row.code, row.label);
    if (row.figures.every((entry) => entry === undefined)) group = row.label;
    if (row.is_total || row.is_part || row.label === '' || /^(?:tỷ|tỉ) lệ|\/|trong đó|%/iu.test(row.label)) return [];
    const unit = unitOf(grid, row, unit_column);
    if (unit === null) return [];
    const words = [...new Set(namedIn(row.label))];
    // “Đúng hạn” alone is a row of something that stands above it.
    if (words.length === 0 || (words.every(isState) && unitAt(thingOf(row), 0) === null)) return [];
    const above = namedIn(`${group} ${labels.get(row.code.replace(/\.\d+$/u, '')) ?? ''}`);
    return timed.flatMap(({ column, time }): Line[] => {
      const entry = row.figures[column.index];
      return entry && entry.figure.kind === 'count' && exactOf(entry.figure).n > 0n
        ? [{ grid, row, entry, unit, words, above, time }]
        : [];
    });
  });
}

/** What the name of a row opens with: “Số hồ sơ quá hạn”. */
const thingOf = ({ label }: Row): string => label.replace(/^(?:tổng )?số (?:lượng )?/iu, '').toLowerCase();

/** The unit of a row; null when it is a share or none that is known. */
function unitOf(grid: Grid, row: Row, column: Column | undefined): string | null {
  if (!column) return unitAt(thingOf(row), 0)?.key ?? null;
  const text = grid.at[row.index]?.[column.index]?.text.trim() ?? '';
  if (text === '' || /%|điểm|đồng|ha|km/iu.test(text)) return null;
  const found = unitAt(text, 0);
  return found && found.end >= text.length - 1 ? found.key : '';
}

function timeOfColumn(document: Document, { name, own }: Column, is_only: boolean): Time {
  if (/l[uũ][ỹy] kế/iu.test(name)) return 'since';
  const time = timeIn(document, own);
  if (time !== null) return NOT_OWN.test(own) ? 'other' : time;
  if (is_only) return NOT_OWN.test(own) ? 'other' : 'own';
  return PLAIN.test(own.trim()) ? 'own' : 'other';
}

/** The last period that a text names, as the report's own or not; null when it names none. */
function timeIn({ head }: Document, text: string): Time | null {
  const own = head.period;
  const found = periodsIn(text.replace(/(\d{1,2}) tháng(?!\s*(?:đầu|cuối|năm|\d))/giu, '$1 tháng đầu'));
  const named = found.findLast(({ kind, year }) => kind !== 'year' || (head.year !== null && year !== head.year));
  const last = named ?? found.at(-1);
  if (/l[uũ][ỹy] kế|từ đầu năm/iu.test(text)) return 'since';
  if (!last) return /cùng kỳ|(?:năm|quý|kỳ|tháng) (?:trước|ngoái)/iu.test(text) ? 'other' : null;
  if (last.year !== null && head.year !== null && last.year !== head.year) return 'other';
  if (last.kind === 'year') return own?.kind === 'year' ? 'own' : null;
  if (!own) return 'other';
  if (last.from_month === own.from_month && last.to_month === own.to_month) return 'own';
  return last.from_month === 1 && last.to_month === own.to_month ? 'since' : 'other';
}

/** A count with what its clause, its sentence and its headings name. */
type Clause = {
  told: Told;
  sentence: Sentence;
  /** Of the clause that names it, and whom the sentence named last. */
  own: readonly string[];
  /** Of what stands before that, in its sentence, and above. */
  far: ReadonlySet<string>;
  /** Of “Đất đai:” before it, when that is no heading of a report. */
  item: readonly string[];
  time: Time;
};

const APART =
  /so với|cùng kỳ|tăng|giảm(?! biên)|phấn đấu|mục tiêu|chỉ tiêu|dự kiến|bình quân|mỗi|từng|thêm|(?:nhiều|ít|cao|thấp) hơn|vượt|tối thiểu|(?<!\p{L})sẽ(?!\p{L})/iu;
/** One field, one place, one office: a part of what the row counts. */
const PART =
  /(?:trong )?lĩnh vực|riêng(?! (?:trong )?(?:quý|tháng|kỳ|năm|\d))|trong đó có|cấp (?:xã|huyện|tỉnh)|(?<!\p{L})(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Tt]hôn|[Tt]rường|[Tt]rạm|[Pp]hòng|Sở|[Đđ]oàn|[Bb]an)\s\p{Lu}/u;
/** What the items of a report are headed with. */
const HEADS =
  /thủ tục|tthc|tiếp nhận|giải quyết|cách thức|tuyên truyền|bộ máy|biên chế|công vụ|công chức|bồi dưỡng|thể chế|văn bản|kiểm tra|tài chính|hồ sơ|phản ánh|chỉ đạo|nhiệm vụ|dịch vụ|trực tuyến|kết quả|trong đó|gồm|cụ thể|trong (?:kỳ|quý|năm)|đánh giá|hạn chế|tồn tại/iu;

function clausesOf(document: Document, sentence: Sentence): Clause[] {
  const { passage, start } = sentence;
  if (passage.section.is_annex) return [];
  const { text } = passage;
  return [...sentence.told, ...sentence.parts].flatMap((told): Clause[] => {
    const { figure, depth, before } = told;
    if (depth > 0 || figure.scale !== 1n || figure.decimals > 0) return [];
    const lead = text.slice(start, figure.start);
    const after = behind(text, figure, sentence.end);
    if (APART.test(`${before} `) || APART.test(lead.slice(-30)) || /^\s?(?:so với|trở lên)/iu.test(after)) return [];
    if (PART.test(lead.replace(ownPlace(document), ' ')) || PART.test(after)) return [];
    const opening = text.slice(passage.label?.body ?? 0, figure.start);
    const item = /^[^:;.\d]{3,60}(?=:)/u.exec(opening)?.[0] ?? '';
    const title = passage.section.title.split(/[:;.]/u)[0] ?? '';
    const own = namedIn(
      `${before.split(':').findLast((part) => /\p{L}/u.test(part)) ?? ''} ${text.slice(figure.end, figure.tail)} ${after}`,
    );
    const led = namedIn(lead.slice(0, Math.max(0, lead.length - before.length)));
    const since =
      timeIn(document, `${before} ${after}`) ?? timeIn(document, lead.replace(ASIDE, ' ')) ?? openingTime(document, opening);
    return [
      {
        told,
        sentence,
        own: [...own, ...inherited(own, led, since ?? 'own')],
        far: new Set(namedIn(`${title} ${item} ${lead}`)),
        item: HEADS.test(item) ? [] : namedIn(item),
        time: since ?? 'own',
      },
    ];
  });
}

/** What is compared with, and what stands in brackets, is of other times. */
const ASIDE = /\([^()]*\)|so với[^,;.()]*|cùng kỳ[^,;.()]*/giu;

/** “Quý II, …”: the paragraph says first when it is of. */
const openingTime = (document: Document, opening: string): Time | null => timeIn(document, opening.slice(0, 30));

/** Words behind a count up to the next mark that is none of a name: “lượt cán bộ, công chức đi bồi dưỡng”. */
function behind(text: string, { tail }: Figure, end: number): string {
  const rest = text.slice(tail, Math.min(end, tail + 90)).replace(/\s?\([^()]*\)/gu, '');
  return (
    rest.split(
      /[;.:(]|\d|,(?!\s(?:công chức|viên chức|người lao động|kiến nghị|bài|bồi dưỡng|đúng hạn|điều hành))|\s(?:trong đó|với|do|gồm)\s/iu,
    )[0] ?? ''
  );
}

/** Whom the sentence named last, and that what is late is not done yet; of what is counted since the year began, what was done. */
function inherited(own: readonly string[], led: readonly string[], time: Time): string[] {
  const more: string[] = [];
  const whom = led.findLast(isPeople);
  if (whom && !own.some(isPeople)) more.push(whom);
  const state = led.findLast((word) => word === 'đang_xử_lý' || word === 'giải_quyết');
  if (state === 'đang_xử_lý' && own.includes('quá_hạn')) more.push(state);
  const done = led.findLast(isState);
  if (time === 'since' && done && !own.some(isState)) more.push(done);
  return more;
}

/** The place that reports is no part of itself. */
const ownPlace = ({ head }: Document): RegExp => {
  const name = /(?:xã|phường|huyện|thị trấn|thành phố|tỉnh|sở)\s(.+)$/iu.exec(head.unit ?? '')?.[1]?.trim();
  return new RegExp(name ? name.replace(/[^\p{L}\s]/gu, '.') : '$^', 'giu');
};

/** The counts that bear the name of a row, all of one value; none when the words tell its figure, or two figures. */
function toldOf(line: Line, lines: readonly Line[], clauses: readonly Clause[]): Told[] {
  const cell = line.entry.figure;
  const called = clauses.filter((clause) => clause.time === line.time && isCalled(line, clause));
  const [first] = called;
  if (!first) return [];
  const value = exactOf(first.told.figure);
  if (called.some(({ told }) => !equal(exactOf(told.figure), value))) return [];
  if (equal(exactOf(cell), value)) return called.map(({ told }) => told);
  // Another row says what is told here, or the words tell the figure of the row somewhere: the name is of something else.
  if (
    lines.some(
      (other) => other !== line && other.row !== line.row && equal(exactOf(other.entry.figure), value) && sharesWord(line, other),
    )
  )
    return [];
  if (clauses.some((clause) => tellsFigure(line, clause))) return [];
  return called.map(({ told }) => told);
}

const sharesWord = (line: Line, other: Line): boolean => other.words.some((word) => line.words.includes(word));

/** All that the row names stands with the count, and the clause names nothing else. */
function isCalled(line: Line, { told, own, far, item }: Clause): boolean {
  const { words, above } = line;
  if (!isOfUnit(line, told)) return false;
  const has_people = words.some(isPeople);
  const isKnown = (word: string): boolean =>
    words.includes(word) || isDoing(word) || (isPeople(word) && !has_people) || (!isState(word) && above.includes(word));
  if (!own.every(isKnown) || (item.length > 0 && !item.every((word) => words.includes(word)))) return false;
  const near = words.filter((word) => own.includes(word));
  // “Đã hoàn thành 78”: whatever they are; only of dossiers is so much said without the word.
  const is_bare = (told.figure.unit === '' || told.figure.unit.startsWith('~')) && line.unit !== 'hồ_sơ';
  if (near.length === 0 || (is_bare && near.every(isState))) return false;
  // The state of what is counted stands beside its number, and so does who is counted.
  return words.every((word) => own.includes(word) || isDoing(word) || (!isState(word) && far.has(word)));
}

/** Counted in the unit of the row, or in what its name opens with. */
function isOfUnit({ unit, row }: Line, { passage, figure }: Told): boolean {
  const said = passage.text.slice(figure.end, figure.tail).trim().toLowerCase();
  if (figure.unit === '' || figure.unit.startsWith('~')) return true;
  return isOneUnit(unit, figure.unit) || (said.length > 3 && thingOf(row).startsWith(said));
}

/** The words print the figure of the row, of this or of two parts that make it. */
function tellsFigure(line: Line, { told, sentence, own, far, time }: Clause): boolean {
  const cell = exactOf(line.entry.figure);
  if (time === 'other' || !isOneUnit(line.unit, told.figure.unit)) return false;
  const shares = line.words.some((word) => own.includes(word) || far.has(word));
  if (!shares) return false;
  if (equal(exactOf(told.figure), cell)) return true;
  const at = sentence.told.indexOf(told);
  const next: Figure | undefined = sentence.told[at + 1]?.figure;
  return at >= 0 && next !== undefined && equal(add(exactOf(told.figure), exactOf(next)), cell);
}
