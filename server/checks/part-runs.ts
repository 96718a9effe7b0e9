import { closingBracket, type Document, type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { isPartOfFraction, partsFault } from './listed-parts.ts';
import { addsUp, areComplete, areOnlyDone, deny, isSlip, leavesRestApart, overlap, prefixFits, sumOf } from './parts.ts';
import { absolute, compare, HUNDRED, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, type Fault, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';
import { isKindOf } from './unit.ts';

/**
 * Runs of parts after a total, by their form: one label and one number each, alike in build, with nothing else counted between them. No list of words says
 * that the parts are all; evidence is weighed instead: how they are announced, that they name a whole row, end with a rest, come near the total, miss it by
 * one slip of the pen, or make a figure that stands elsewhere in the report.
 */
export function* partRuns(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldIn(context.document, 3)) {
    for (let i = 0; i < passage.figures.length; i += 1) {
      const total = passage.figures[i] as Figure;
      if (!isTotal(passage, total)) continue;
      const run = firstRun(passage, i);
      if (!run) continue;
      const { parts } = run;
      if (!CUE.test(run.lead) && !isSubject(passage, total)) continue;
      if ([total, ...parts].some((f) => told.has(passage.offset + f.start))) continue;
      context.count('seen');
      if (addsUp(total, parts) || prefixFits(total, parts)) {
        for (const what of ['bound', 'checked'] as const) context.count(what);
        for (const part of parts) told.add(passage.offset + part.start);
        continue;
      }
      const weight = weigh(context.document, passage, total, run);
      if (weight < SAYS) {
        if (weight > 2)
          context.unchecked(spotOf(passage, total), 'Các số nêu sau có thể không phải là toàn bộ các phần của tổng này.');
        continue;
      }
      const is_less = compare(sumOf(parts), exactOf(total)) < 0;
      if (is_less && leavesRestApart(passage.text, (parts.at(-1) as Figure).tail)) continue;
      if (is_less && areOnlyDone(run.labels, passage, total)) continue;
      for (const what of ['bound', 'checked'] as const) context.count(what);
      for (const figure of [total, ...parts]) told.add(passage.offset + figure.start);
      yield partsFault(passage, total, parts, weight >= SURE ? 'error' : 'warning');
    }
  }
}

function firstRun(passage: Passage, i: number): Run | null {
  for (const first of openingsOf(passage, i)) {
    const run = runAfter(passage, i, first);
    if (run) return run;
  }
  return null;
}

const sums = new WeakMap<Document, Set<number>>();

/** Offsets of totals that the parts after them make, and of these parts. */
export function addedUp(document: Document): ReadonlySet<number> {
  let found = sums.get(document);
  if (!found) {
    found = new Set();
    for (const passage of document.passages)
      if (passage.figures.length >= 3)
        for (const [i, total] of passage.figures.entries()) {
          if (!isTotal(passage, total)) continue;
          for (const first of openingsOf(passage, i)) {
            const run = runAfter(passage, i, first);
            if (run && addsUp(total, run.parts)) for (const f of [total, ...run.parts]) found.add(passage.offset + f.start);
          }
        }
    sums.set(document, found);
  }
  return found;
}

const SURE = 7;
const SAYS = 6;

type Run = {
  /** A bracket right after the total holds the run and nothing else. */
  is_filled: boolean;
  parts: Figure[];
  labels: string[];
  lead: string;
  /** Words from the total to the end of the run. */
  words: string;
};

/** Words after which figures are of something else, or chosen from many. */
export const APART =
  /so với|cùng kỳ|(?<!\p{L})(?:tăng|giảm|vượt|hơn)(?!\p{L})|kế hoạch|chỉ tiêu|lũy kế|luỹ kế|(?:năm|quý|tháng|kỳ) trước|ngoài ra|bình quân|(?<!(?:loại|mức|đạt|khá|lực|kiểm|\d)\s)trung bình|trên tổng|dự kiến|phấn đấu|mỗi|từ \d|đến nay|tổng số|tổng cộng|phát ra|đăng ký|tiếp nhận(?=[^.;]*giải quyết)/iu;
export const CHOSEN =
  /chủ yếu|(?<!\p{L})như(?! sau)|điển hình|nhất là|tiêu biểu|trong đó có|trong đó:? riêng|nổi bật|đáng chú ý|…|\.\.\.|v\.\s?v|một số|đặc biệt/iu;

function isTotal(passage: Passage, figure: Figure): boolean {
  if (figure.kind !== 'count' || figure.bound !== 'exact' || isPartOfFraction(passage, figure)) return false;
  if (['ngày', 'giờ', 'năm'].includes(figure.unit)) return false;
  const before = passage.text.slice(Math.max(0, figure.start - 24), figure.start);
  // Of points only what is called their total has parts.
  if (figure.unit === 'điểm' && !/tổng (?:số )?điểm/iu.test(passage.text.slice(Math.max(0, figure.start - 60), figure.start)))
    return false;
  return !/(?:tăng|giảm|hơn|thứ|vượt|thêm)\s(?:là\s)?$/iu.test(before);
}

/** The first figure of its sentence, and no item of a list there. */
function isSubject({ text, figures }: Passage, total: Figure): boolean {
  const from = Math.max(text.lastIndexOf('. ', total.start), 0);
  return !figures.some((f) => f.start >= from && f.end <= total.start) && !/:\s*[^\s\d]/u.test(text.slice(from, total.start));
}

/** What may stand between a total and its first part. */
const LEAD = /^[^.;:()\d]{0,70}(?:[;:(]|,(?!.*,)|\.\s)[^.;()\d]{0,70}$/su;
/** Between two parts: the rest of the one's label, a mark, the other's. */
const BETWEEN = /^[^.;:(\d]{0,70}(?:\([^()]{0,40}\))?[^.;:(\d]{0,20}(?:[,;]|\.\s|\s(?:và|còn)\s|\)|\(|:)[^.()\d]{0,80}$/su;

const CUE = /[:(]|gồm|trong|cụ thể|chia|cơ cấu|phân (?:bổ|theo|loại)/iu;

/** Where the parts may begin: with the next count; or after a cue further on, when only a change and things of other kinds stand between. */
export function openingsOf({ text, figures }: Passage, i: number): number[] {
  const total = figures[i] as Figure;
  const next = figures.findIndex((f, k) => k > i && f.kind === 'count');
  if (next < 0) return [];
  const found = next === i + 1 ? [next] : [];
  const stop = /[.?!]\s/u.exec(text.slice(total.tail));
  const end = stop ? total.tail + stop.index : text.length;
  for (let k = i + 1; k < Math.min(figures.length, i + 6); k += 1) {
    const figure = figures[k] as Figure;
    if (figure.start >= end) break;
    const between = text.slice(total.tail, figure.start);
    const cue = /(?:bao gồm|gồm|trong đó|cụ thể|chia ra|\()[^.;()\d]{0,60}$/iu.exec(between);
    if (!cue || figure.kind !== 'count' || k === next) continue;
    const skipped = figures.slice(i + 1, k);
    const is_change = (f: Figure): boolean =>
      /(?:tăng|giảm|so với|hơn|cùng kỳ|trước|\()[^.;,\d]{0,24}$/iu.test(text.slice(Math.max(total.tail, f.start - 30), f.start));
    if (skipped.every((f) => f.kind !== 'count' || (f.unit !== total.unit && f.unit !== '') || is_change(f))) found.push(k);
    break;
  }
  return found;
}

type Opened = { lead: string; from: number; end: number };

/** The words between a total and its first part, where the first label begins, and where the run must end. */
function openedAt(passage: Passage, i: number, first: number): Opened | null {
  const { text, figures } = passage;
  const total = figures[i] as Figure;
  const opening = figures[first] as Figure;
  const full = text.slice(total.tail, opening.start);
  const is_far = first > i + 1;
  const cut = is_far ? lastCue(full.toLowerCase()) : -1;
  const lead = is_far ? `, ${full.slice(cut)}` : full;
  if (is_far ? cut < 0 : !LEAD.test(lead) || APART.test(lead) || lead.length > 120) return null;
  const sentence = segmentsOf(text, '.?!').find((s) => opening.start >= s.start && opening.start < s.end);
  if (!sentence) return null;
  // A sentence of its own, without a word that refers back: the paragraph is a total, then labels with their numbers.
  const is_apart = total.start < sentence.start && !REFERS.test(lead);
  if (is_apart && (!isSubject(passage, total) || i > 0)) return null;
  const bracket = /\([^)]*$/u.test(full) ? full.lastIndexOf('(') : -1;
  const mark = full.search(/[:;]|\.\s/u);
  return {
    lead,
    from: total.tail + (bracket >= 0 ? bracket : Math.max(is_far ? cut - 1 : mark, 0)) + 1,
    end: bracket >= 0 ? closingBracket(text, total.tail + bracket) : is_apart ? text.length : sentence.end,
  };
}

const lastCue = (lower: string): number => Math.max(...CUES.map((word) => lower.lastIndexOf(word)));
const CUES = ['bao gồm', 'gồm', 'trong đó', 'cụ thể', 'chia ra', '('];
const REFERS = /trong (?:số |tổng )?(?:đó|này|số)|cụ thể|kết quả|bao gồm|gồm|chia/iu;

const runs = new WeakMap<Passage, Map<number, Run | null>>();

/** The run that begins with figure `first` after the total, figure `i`; several rules ask for the same. */
export function runAfter(passage: Passage, i: number, first: number): Run | null {
  let known = runs.get(passage);
  if (!known) {
    known = new Map();
    runs.set(passage, known);
  }
  const key = i * passage.figures.length + first;
  let run = known.get(key);
  if (run === undefined) {
    run = readRun(passage, i, first);
    known.set(key, run);
  }
  return run;
}

function readRun(passage: Passage, i: number, first: number): Run | null {
  const { text, figures } = passage;
  const total = figures[i] as Figure;
  const opened = openedAt(passage, i, first);
  if (!opened) return null;
  let { end, from } = opened;
  const parts: Figure[] = [];
  const labels: string[] = [];
  for (const figure of figures.slice(first)) {
    if (figure.start >= end) break;
    const last = parts.at(-1);
    if (figure.kind === 'percent' && isBeside(text, last, figure)) continue;
    const label = labelBefore(text, from, figure.start);
    const between = last ? text.slice(last.tail, figure.start) : '';
    const goes_on =
      mayBePart(passage, total, figure) && (label === '') === ((labels[0] ?? label) === '') && (!last || isRunOn(between));
    if (!goes_on) {
      // What follows a full stop is of something else.
      const stop = last ? /\.\s/u.exec(between) : null;
      if (!last || parts.length < 2 || !stop) return null;
      end = last.tail + stop.index;
      break;
    }
    parts.push(figure);
    labels.push(label);
    from = figure.tail;
  }
  const last = parts.at(-1);
  if (!last || parts.length < 2 || parts.length > 14) return null;
  const after = text.slice(last.tail, end);
  if (after.length > 70 || /[;:]\s*\p{L}|\d/u.test(after.replace(/(?:năm|quý|tháng)\s[\dIV/]+/gu, '')) || APART.test(after))
    return null;
  const named = labels[0] === '' ? parts.map((part, k) => labelAfter(text, part, parts[k + 1]?.start ?? end)) : labels;
  if (named.some((label) => label === '')) return null;
  const is_filled =
    /^\s?(?:\p{L}+\s){0,2}\($/u.test(text.slice(total.end, opened.from)) &&
    text[end] === ')' &&
    parts.every((part) => part.is_padded || part.unit === total.unit || part.unit === '') &&
    !/trong đó|riêng|có/iu.test(text.slice(opened.from, opened.from + 10));
  return { is_filled, parts, labels: named, lead: opened.lead, words: text.slice(total.tail, end) };
}

/** Whether words between two numbers go on with the same row. */
export const isRunOn = (between: string): boolean => BETWEEN.test(between) && !APART.test(between) && !/trong đó/iu.test(between);

export function mayBePart(passage: Passage, total: Figure, figure: Figure): boolean {
  const own = figure.unit.startsWith('~') ? '' : figure.unit;
  return (
    figure.kind === 'count' &&
    figure.scale === total.scale &&
    figure.bound === 'exact' &&
    !isPartOfFraction(passage, figure) &&
    (own === '' ||
      own === total.unit ||
      (total.unit !== '' && isKindOf(own, total.unit)) ||
      (total.unit === 'người' && figure.is_padded))
  );
}

export const isBeside = (text: string, part: Figure | undefined, percent: Figure): boolean =>
  part !== undefined &&
  /^[\s,]*\(?\s?(?:chiếm|đạt|bằng|tỷ lệ|tương ứng)?\s*(?:tỷ lệ|tỉ lệ)?\s*$/iu.test(text.slice(part.tail, percent.start));

/** Label between the mark before a number and the number; '' when the number comes first. */
export function labelBefore(text: string, from: number, to: number): string {
  const stretch = text.slice(from, to);
  if (/(?:^|[\s,;)])(?:và|còn|cùng)\s*$/iu.test(stretch)) return '';
  const colon = /:\s*[^\s:][^:]*$/u.exec(stretch)?.index ?? -1;
  const cut = Math.max(colon, ...[',', ';', '\n', '.'].map((mark) => stretch.lastIndexOf(mark)));
  return (cut < 0 ? stretch : stretch.slice(cut + 1))
    .replace(/^[\s)]*(?:và|còn|trong đó|gồm|bao gồm|cụ thể|có|với|trong số này|trong số đó)?(?:\s(?:có|là))?(?=\s|$|:)/iu, '')
    .replace(/(?:^|\s)(?:là|có|:|\(|được)*\s*[:(]?\s*$/iu, '')
    .trim();
}

const labelAfter = (text: string, part: Figure, to: number): string =>
  (text.slice(part.end, to).split(/[,;()]|\s(?:và|còn)\s/u)[0] ?? '').trim();

function weigh(document: Document, passage: Passage, total: Figure, { is_filled, parts, labels, lead, words }: Run): number {
  const sum = sumOf(parts);
  const gap = absolute(subtract(sum, exactOf(total)));
  const over = compare(sum, exactOf(total)) > 0;
  const is_near = compare({ n: gap.n * 6n, d: gap.d }, exactOf(total)) < 0;
  const is_whole = areComplete(labels) || deny(labels);
  if (overlap(labels) && !/gồm|chia|cơ cấu/iu.test(lead)) return 0;
  if (CHOSEN.test(words) && !over) return 0;
  if (!is_near && !is_whole && !is_filled && !/gồm|chia/iu.test(lead)) return 0;
  if (compare({ n: gap.n * 2n, d: gap.d }, exactOf(total)) > 0) return 0;
  const slip = isSlip(total, parts);
  return (
    (/gồm|chia|cơ cấu|cụ thể/iu.test(lead) ? 2 : /[:(]/u.test(lead) ? 2 : /trong/iu.test(lead) ? 1 : 0) +
    (is_whole ? 2 : 0) +
    (/(?<!\p{L})(?:khác|còn lại)(?!\p{L})/iu.test(labels.at(-1) ?? '') ? 2 : 0) +
    (slip ? (compare(exactOf(total), HUNDRED) >= 0 ? 2 : 1) : 0) +
    (is_near ? (over ? 2 : 1) : 0) +
    (parts.length >= 3 ? 1 : 0) +
    (parts.every((part) => part.unit === total.unit) || parts.every((part) => part.unit === (parts[0] as Figure).unit) ? 1 : 0) +
    (standsElsewhere(document, passage, sum, total) ? 2 : 0) +
    (isClosed(passage, total, parts) ? 1 : 0) +
    (is_filled ? 2 : total.unit === '' ? -2 : 0)
  );
}

/** The total opens its paragraph or sentence and nothing else is counted up to the last part. */
const isClosed = (passage: Passage, total: Figure, parts: readonly Figure[]): boolean =>
  isSubject(passage, total) &&
  !passage.figures.some(
    (f) => f.start > total.start && f.start < (parts.at(-1) as Figure).start && f.kind === 'count' && !parts.includes(f),
  );

const values = new WeakMap<Document, Map<string, Set<Passage | null>>>();

/** Whether a figure is printed in another passage or in a table: three digits or more, so that it is no chance. */
export function standsElsewhere(document: Document, passage: Passage, value: Rational, like: Figure): boolean {
  if (value.d !== 1n || compare(value, HUNDRED) < 0) return false;
  let known = values.get(document);
  if (!known) {
    known = new Map();
    const put = (figure: Figure, where: Passage | null): void => {
      const { n, d } = exactOf(figure);
      const key = `${n}/${d}`;
      const places = known?.get(key);
      if (places) places.add(where);
      else known?.set(key, new Set([where]));
    };
    for (const p of document.passages) for (const figure of p.figures) put(figure, p);
    for (const { table } of document.tables)
      for (const cell of table.cells) for (const figure of document.figuresOfCell(cell).figures) put(figure, null);
    values.set(document, known);
  }
  const places = known.get(`${value.n}/${value.d}`);
  return places !== undefined && [...places].some((place) => place !== passage) && compare(exactOf(like), ZERO) > 0;
}
