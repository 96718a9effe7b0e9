import { confirmedIn, standsInTable } from './confirmed.ts';
import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Entry, type Grid, gridsOf, type Row } from './grid.ts';
import { compare, equal } from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { fits } from './share-bases.ts';
import { isMisprint, type Sentence, storyOf } from './story.ts';
import { storyTold } from './told-in.ts';
import { comparable, isKindOf, unitAt } from './unit.ts';

// A statistical form (code, indicator, unit, figure) beside the words: what the words tell of an indicator is what its row says.

/** A row with its one figure; `of`: the indicators it stands under. */
type Line = {
  row: Row;
  label: string;
  entry: Entry;
  unit: string;
  words: Set<string>;
  above: Set<string>;
  group: string;
  order: number;
};
type Form = { grid: Grid; lines: Line[] };

const LEAST_ROWS = 6;
const MOST_LINES = 600;

const LONG: [RegExp, string][] = [
  [/thủ tục hành chính/giu, 'tthc'],
  [/[uủ]y ban nhân dân|ubnd/giu, ' '],
  [/văn bản quy phạm pháp luật|văn bản qppl/giu, 'vbqppl'],
  [/đơn vị sự nghiệp(?: công lập)?|đvsn(?:cl)?|đơn vị sncl/giu, 'đvsn'],
  [/cải cách hành chính/giu, 'cchc'],
  [/phản ánh,? kiến nghị/giu, 'pakn'],
  [/dịch vụ công/giu, 'dvc'],
  [/quy phạm pháp luật/giu, 'qppl'],
];
/** Words that name nothing of their own. */
const EMPTY = new Set(
  'số tổng lượng các của và được đã tại trong theo là có gồm cho với về từ đến do việc kết quả công tác nội dung thực hiện cơ quan chuyên môn đơn vị thời điểm báo cáo hiện nay này đó trên địa bàn cụ thể như sau người hồ sơ thủ tục văn bản năm kỳ huyện ta thuộc đối để ra mới làm ở hành chính nhà nước'.split(
    ' ',
  ),
);
// Levels of government are names: “cấp xã” is not “cấp huyện”.
const LEVEL = /cấp\s(xã|huyện|tỉnh)/giu;

/** Words of a label that name what it counts. */
export function contentOf(text: string): Set<string> {
  let plain = text.toLowerCase().replace(/\([^)]*\)/gu, ' ');
  for (const [find, instead] of LONG) plain = plain.replace(find, ` ${instead} `);
  plain = plain.replace(LEVEL, ' cấp_$1 ');
  return new Set(plain.split(/[^\p{L}\p{M}\d_]+/u).filter((word) => word.length > 1 && !EMPTY.has(word) && !/^\d+$/.test(word)));
}

/** `5.3` → `5`. */
export const parentOf = (code: string): string => code.replace(/\.?\d+$/u, '');

const made = new WeakMap<Document, Form[]>();

function formsOf(document: Document): Form[] {
  let found = made.get(document);
  if (!found) {
    found = gridsOf(document)
      .map((grid) => ({ grid, lines: linesOf(grid) }))
      .filter(({ lines }) => lines.length >= LEAST_ROWS && lines.length <= MOST_LINES);
    made.set(document, found);
  }
  return found;
}

/** Rows of one figure each, under codes. A row without a code stands under the last that has one. */
function linesOf(grid: Grid): Line[] {
  const codes = grid.rows.filter(({ code }) => /^\d+(?:\.\d+)+$/.test(code));
  if (grid.columns.filter((column) => column.has_figures).length !== 1 || codes.length < LEAST_ROWS) return [];
  const labels = new Map<string, string>();
  const lines: Line[] = [];
  let last = '';
  for (const row of grid.rows) {
    if (row.code !== '') {
      last = row.code;
      labels.set(row.code, row.label);
    }
    const entry = row.figures.find((one) => one !== undefined);
    const label = labelOf(row, grid);
    if (!entry || label === '' || entry.figure.kind !== 'count') continue;
    const unit = unitOf(row, entry, grid);
    if (unit === '%') continue;
    const above = row.code === '' ? [last, parentOf(last)] : [parentOf(row.code), parentOf(parentOf(row.code))];
    const group = row.code === '' ? last : parentOf(row.code);
    lines.push({
      row,
      entry,
      unit,
      label,
      words: contentOf(label),
      above: contentOf(above.map((code) => labels.get(code) ?? '').join(' ')),
      group,
      order: lines.length,
    });
  }
  return lines;
}

/** “Trong đó” in the column of the codes names nothing. */
function labelOf(row: Row, grid: Grid): string {
  if (!/^(?:trong đó|gồm|bao gồm)\s*:?$/iu.test(row.label)) return row.label;
  const texts = (grid.at[row.index] ?? []).map((cell) => cell?.text.trim() ?? '');
  return texts.slice(texts.indexOf(row.label) + 1).find((text) => /\p{L}{2}/u.test(text)) ?? '';
}

function unitOf(row: Row, entry: Entry, grid: Grid): string {
  if (entry.figure.unit !== '') return entry.figure.unit;
  for (const cell of grid.at[row.index] ?? []) {
    const text = cell?.text.trim() ?? '';
    if (!cell || text === row.label || text.length > 25 || cell === entry.cell) continue;
    if (text === '%') return '%';
    const unit = unitAt(text, 0);
    if (unit && unit.end >= text.length - 1) return unit.key;
  }
  return '';
}

const APART =
  /so với|cùng kỳ|(?:năm|quý|tháng|kỳ) trước|tăng|giảm|kế hoạch (?:là|giao)|chỉ tiêu|mục tiêu|phấn đấu|dự kiến|tối thiểu|trong đó|bình quân|còn thiếu/iu;
const OTHER_PERIOD = /lũy kế|từ đầu (?:năm|nhiệm kỳ)|(?:quý|tháng|kỳ|năm) trước|giai đoạn|trong tháng|nhiệm kỳ|\d+ tháng/iu;

/** Figures of the words against the rows of statistical forms. R10. */
export function* formRows(context: Context): Generator<Fault> {
  const forms = formsOf(context.document);
  if (forms.length === 0) return;
  for (const form of forms) yield* classes(context, form);
  const told = new Set<string>();
  for (const sentences of storyTold(context.document, 1))
    for (const sentence of sentences) {
      const { passage } = sentence;
      if (passage.section.is_annex) continue;
      for (const form of forms) {
        for (const fault of [...pairs(context, sentence, form), ...singles(context, sentence, form)]) {
          // A row is told once, and so is a figure.
          const keys = (fault.shares ?? []).map(String);
          if (keys.some((key) => told.has(key))) continue;
          for (const key of keys) told.add(key);
          yield fault;
        }
      }
    }
}

/** “công chức hiện nay là 64/72”: the row of 72 is known, and one beside it, of what is there, does not say 64. */
function* pairs(context: Context, sentence: Sentence, form: Form): Generator<Fault> {
  const { passage } = sentence;
  const said = contentOf(sentence.text);
  for (const { a, b } of passage.fractions) {
    if (a.start < sentence.start || a.start >= sentence.end || a.unit === 'điểm' || b.unit === 'điểm') continue;
    const whole = form.lines.filter((line) => equal(exactOf(line.entry.figure), exactOf(b)));
    const [base] = whole;
    if (!base || whole.length !== 1 || !/giao|đề ra|kế hoạch|tổng|phải/iu.test(base.label)) continue;
    const is_named = [...base.words, ...base.above].some((word) => said.has(word));
    if (!is_named && b.raw.replace(/\D/g, '').length < 3) continue;
    const beside = form.lines.filter((line) => line !== base && isBeside(base, line) && isOneUnit(base.unit, line.unit));
    const parts = beside.filter(
      ({ label }) =>
        /có mặt|đã (?:thực hiện|hoàn thành|giải quyết)|hoàn thành|thực có/iu.test(label) && !/quá hạn|chưa/iu.test(label),
    );
    const [part] = parts;
    if (!part || beside.some(({ entry }) => equal(exactOf(entry.figure), exactOf(a))) || parts.length !== 1) continue;
    decided(context);
    yield faultOf(passage, a, part, form, 'error');
  }
}

/** Under the same indicator, or the row right after it. */
const isBeside = (base: Line, line: Line): boolean =>
  line.group === base.group ||
  (Math.abs(line.order - base.order) === 1 && (line.group === base.row.code || base.group === line.row.code));

const SINCE = /l[uũ][ỹy] kế|đầu năm/iu;

/**
 * Rows of one group that count classes of one thing (“Số đơn vị sự nghiệp tự bảo đảm …”, “… do nhà nước bảo đảm …”): together no more than the row
 * elsewhere that counts the thing.
 */
function* classes(context: Context, form: Form): Generator<Fault> {
  for (const group of Map.groupBy(form.lines, (line) => line.group).values()) {
    const counted = group.filter(({ row, label }) => row.code !== '' && /^số\s/iu.test(label));
    const [first] = counted;
    if (!first || counted.length < 3 || counted.some(({ unit }) => !isOneUnit(unit, first.unit))) continue;
    if (counted.some(({ words }) => !words.has('đvsn'))) continue;
    const totals = form.lines.filter(
      ({ group, words }) =>
        group !== first.group && words.has('đvsn') && [...words].every((word) => word === 'đvsn' || word === 'trực'),
    );
    const [total] = totals;
    if (!total || totals.length !== 1) continue;
    decided(context);
    const sum = counted.reduce((all, { entry }) => all + exactOf(entry.figure).n, 0n);
    if (sum <= exactOf(total.entry.figure).n) continue;
    const largest = counted.reduce((most, one) =>
      compare(exactOf(one.entry.figure), exactOf(most.entry.figure)) > 0 ? one : most,
    );
    yield {
      message: 'classes',
      at: spotInCell(form.grid.table, largest.entry.cell),
      figures: [largest.entry.figure, total.entry.figure],
      data: { sum: String(sum), name: total.label, total: total.entry.figure.raw },
      related: [
        spotInCell(form.grid.table, total.entry.cell),
        ...counted.filter((one) => one !== largest).map((one) => spotInCell(form.grid.table, one.entry.cell)),
      ],
      shares: [largest.entry.cell.offset],
    };
  }
}

/** The row says that it counts since the year began: what is told of the period is another figure. */
function isSinceYear({ row }: Line, grid: Grid): boolean {
  return (grid.at[row.index] ?? []).some((cell) => cell !== null && /^l[uũ][ỹy] kế/iu.test(cell?.text.trim() ?? ''));
}

/** “986 hồ sơ phát sinh phí; 738 hồ sơ nộp trực tuyến, đạt 74,8 %”: a part of what stands before it, whatever row is called so. */
export function isShareBeside({ figures, text }: Passage, figure: Figure): boolean {
  const percent = figures.find((f) => f.start > figure.start);
  if (percent?.kind !== 'percent' || percent.decimals === 0 || /[.;]\s/u.test(text.slice(figure.tail, percent.start)))
    return false;
  return figures.some((b) => b.kind === 'count' && b.end < figure.start && exactOf(b).n > 0n && fits(figure, b, percent));
}

/** A count whose words are those of one row, no more and no less. */
function* singles(context: Context, sentence: Sentence, form: Form): Generator<Fault> {
  const { passage } = sentence;
  const counts = sentence.told.filter(({ depth, figure }) => depth === 0 && figure.scale === 1n && figure.unit !== 'điểm');
  if (counts.length === 0 || counts.length > 8) return;
  const first = counts[0]?.figure.start ?? sentence.start;
  const lead = passage.text.slice(sentence.start, first);
  const sentence_words = contentOf(sentence.text);
  if (APART.test(lead)) return;
  for (const { figure, before, after } of counts) {
    if (APART.test(before) || passage.text[figure.start - 1] === '/') continue;
    if (isShareBeside(passage, figure)) continue;
    const clause = `${before} ${passage.text.slice(figure.end, figure.tail)} ${after}`;
    const own = contentOf(clause);
    // A paragraph that opens its own section is no title.
    const title =
      passage.section.opens === passage.index ? (passage.section.title.split(/[:;.]/)[0] ?? '') : passage.section.title;
    if (confirmedIn(context.document).has(passage.offset + figure.start) || standsInTable(context.document, figure)) continue;
    const around = contentOf(`${lead.split(/[:;]/).at(-1) ?? ''} ${clause} ${title}`);
    const fitting = form.lines.filter(
      (line) =>
        isOneUnit(line.unit, figure.unit) &&
        line.words.size >= 2 &&
        [...line.words].every((word) => around.has(word)) &&
        (SINCE.test(sentence.text) || !isSinceYear(line, form.grid)),
    );
    const exact = fitting.filter((line) => [...own].every((word) => line.words.has(word) || line.above.has(word)));
    const line = exact.length === 1 ? exact[0] : undefined;
    const told_beside =
      line && counts.some((one) => one.figure !== figure && equal(exactOf(one.figure), exactOf(line.entry.figure)));
    if (line && !told_beside && [...own].some((word) => line.words.has(word)) && !says(form, line, figure)) {
      const { figure: cell } = line.entry;
      decided(context);
      if (!equal(exactOf(cell), exactOf(figure)) && !isToldRight(context.document, sentence, line)) {
        const sure = line.words.size >= 3 || isMisprint(cell.raw, figure.raw);
        yield faultOf(passage, figure, line, form, sure && !OTHER_PERIOD.test(sentence.text) ? 'error' : 'warning');
        continue;
      }
    }
    yield* nothing(context, sentence, figure, sentence_words, form);
  }
}

/** The row says 0, the words tell of some. Whatever they add only narrows what is counted. */
function* nothing(context: Context, sentence: Sentence, figure: Figure, words: Set<string>, form: Form): Generator<Fault> {
  const { passage } = sentence;
  if (compare(exactOf(figure), { n: 0n, d: 1n }) <= 0 || APART.test(sentence.text.slice(0, figure.start - sentence.start)))
    return;
  const unit_words = contentOf(passage.text.slice(figure.end, figure.tail + 25).split(/[,;.(]/u)[0] ?? '');
  const rows = form.lines.filter(
    (line) =>
      exactOf(line.entry.figure).n === 0n &&
      line.words.size >= 2 &&
      figure.unit !== '' &&
      isOneUnit(line.unit, figure.unit) &&
      [...unit_words].some((word) => line.words.has(word)) &&
      [...line.words].every((word) => words.has(word)),
  );
  const [line] = rows;
  if (!line || rows.length !== 1) return;
  decided(context);
  yield faultOf(passage, figure, line, form, OTHER_PERIOD.test(sentence.text) ? 'warning' : 'error');
}

/** A commune is a unit too. */
function isOneUnit(a: string, b: string): boolean {
  const [x, y] = [a, b].map((unit) => (unit.startsWith('~') ? '' : unit)) as [string, string];
  return comparable(x, y) || isKindOf(x, y) || isKindOf(y, x);
}

/** Another row of the same words has this figure: the words tell of that one. */
const says = (form: Form, line: Line, figure: Figure): boolean =>
  form.lines.some(
    (other) =>
      other !== line &&
      equal(exactOf(other.entry.figure), exactOf(figure)) &&
      [...line.words].filter((word) => other.words.has(word) || other.above.has(word)).length * 2 >= line.words.size,
  );

/** Some other sentence tells the row as it is: which of the two is meant is not known here. */
function isToldRight(document: Document, sentence: Sentence, line: Line): boolean {
  return storyOf(document).some((sentences) =>
    sentences.some(
      (other) =>
        other !== sentence &&
        !other.passage.section.is_annex &&
        other.told.some(({ figure }) => figure.unit !== '' && equal(exactOf(figure), exactOf(line.entry.figure))) &&
        [...line.words].every((word) => contentOf(other.text).has(word)),
    ),
  );
}

function faultOf(passage: Passage, figure: Figure, { label, entry }: Line, { grid }: Form, severity: 'error' | 'warning'): Fault {
  return {
    message: 'annex',
    severity,
    at: spotOf(passage, figure),
    figures: [figure, entry.figure],
    data: { name: label, first: figure.raw, second: entry.figure.raw },
    expected: entry.figure.raw,
    related: [{ ...spotInCell(grid.table, entry.cell), message: 'Trong biểu' }],
    shares: [passage.offset + figure.start, entry.cell.offset],
  };
}
