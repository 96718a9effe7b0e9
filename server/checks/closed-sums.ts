// A total and the enumeration that its own sentence announces and closes: “gồm”, “chia theo”, a colon or a bracket right behind the total, then one figure for each
// name up to the bracket, the semicolon or the full stop. Such a form binds by itself: whoever breaks it writes a figure that stands near instead of the right
// one, which no slip of a digit explains. What keeps sound texts out is the form: each name has its figure, all figures stand on one side of their names. R03.
import { closingBracket, type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { partsFault } from './listed-parts.ts';
import { addsUp, areComplete, deny, isWholeRow, overlap, sumOf } from './parts.ts';
import { compare, equal, type Rational } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { areOneSlip } from './slip.ts';
import { afterStop, stopsOf } from './stops.ts';
import { BOTH } from './sums-again.ts';
import { toldIn } from './told-in.ts';
import { isKindOf } from './unit.ts';

const ANY = /gồm|chia|phân|cụ thể|trong|với|của|lý do|như sau|lần lượt|[:(]/iu;
const GAP = /gồm|chia|phân|tính|xếp|cụ thể|trong đó|lý do|lần lượt|[:(]/iu;
/** What stands between a total and the name or figure of its first part. */
const ANNOUNCED =
  /^[^.;:()\d]{0,110}?(?:[,\s](?:bao gồm|gồm(?: có)?|chia ra|cụ thể(?: là| như sau)?)(?:\s?:)?|[,\s](?:chia|phân|tính)(?: ra)? (?:theo|thành)[^.;:()\d]{0,40}:|[,\s](?:lý do|trong đó|lần lượt(?: theo[^.;:()\d,]{0,20})?)(?: là| có)?(?:\s?:)?|[^.;:()\d,]{0,60}:)(?=\s)/iu;
const GROUPS =
  /^(?:[^.;:()\d]{0,80}?[,\s])?(?:chia|phân|xếp|tính)(?: ra)? (?:theo|thành|làm) (\d{1,2}) (?:nhóm|loại|lĩnh vực|nội dung|khối|nguồn|hình thức|mức|phần|đợt|quý|lứa)[^.;:()\d]{0,20}:(?=\s)/iu;
const BRACKET =
  /^(?:\s?\p{L}+(?:[ -]\p{L}+){0,11})?,?\s?\((?:(?:trong đó|bao gồm|gồm(?: có)?|chia ra|cụ thể(?: là)?)\s?:?)?(?=[\s\d\p{L}])/iu;
/** “Trong 118 dự án chuyển tiếp, 71 dự án …, 47 dự án …”. */
const OPENS = /(?:^|[,;:]\s)\s*(?:[\d.IVX]+\.?\s|[-+]\s)?(?:trong|với|của)(?: (?:tổng )?số)?\s$/iu;
const OPENED = /^[^.;:()\d]{0,90}?(?:,|\s(?:thì )?có)(?=\s)/iu;
/** Parts that need not be all; of reasons only some are told. */
const ONLY_SOME = /trong đó|lý do/iu;
const ALL = /gồm|chia|phân/iu;
/** A name or figure behind these is of another time, a limit, a rank or by how much. */
const ELSE =
  /so với|cùng kỳ|(?<!\p{L})(?:tăng|giảm|hơn|kém|vượt|bằng|đạt tỷ lệ|tương đương|tương ứng|chiếm|tỷ lệ|tỉ lệ|bình quân|trung bình|mỗi|khoảng|nhất|còn lại|riêng|thêm|ngoài ra|trừ|lũy kế|luỹ kế)(?!\p{L}| (?:cường|biến|lợi|mạo))|(?:năm|quý|tháng|kỳ) trước|trước (?:đó|đây)|(?:đầu|cuối) (?:năm|kỳ)|kế hoạch năm|chỉ tiêu|nhiều (?:nơi|trạm|đơn vị)|v\.v|…|\.\.\.|một số|(?<!\p{L})các(?!\p{L})[^,;]*$/iu;
/** Opens what is told of the total behind its parts. */
const TURNS =
  /^[;\s]*(?:và\s)?(?:như vậy|tăng|giảm|so với|vượt|bằng|đạt|chiếm|tương (?:đương|ứng)|cao hơn|thấp hơn|nhiều hơn|ít hơn|tỷ lệ|tỉ lệ|bình quân|hoàn thành (?:\d|sớm)|bảo đảm|đảm bảo)(?!\p{L})/iu;
/** Opens what came of it. */
const SINCE = /^[;\s]*(?:và\s)?(?:qua|từ|nhờ|do|vì|theo|trên cơ sở|sau|trong) (?:đó|vậy|thế|này)(?!\p{L})/iu;
const SHARE = /^[;\s]*(?:chiếm|đạt|bằng|tỷ lệ|tỉ lệ|tương đương|tương ứng)?(?:\s(?:tỷ lệ|tỉ lệ))?\s?\d[\d.,]*\s?%\s?$/iu;

/** A name with a capital, or somebody by his post. */
const NOBODY =
  /^[;\s]*\p{Lu}|(?<!\p{L})(?:[Gg]iám đốc|[Tt]rưởng|[Pp]hó|[Cc]hủ tịch|[Tt]hư ký|[Ll]ãnh đạo|[Bb]í thư|[Kk]ế toán|một|hai|ba)(?!\p{L})/u;

type Form = {
  from: number;
  end: number;
  groups: number;
  is_bracket: boolean;
  is_some: boolean;
  is_all: boolean;
  is_in_turn: boolean;
  is_opened: boolean;
};
const PLAIN = { groups: 0, is_bracket: false, is_some: false, is_all: false, is_in_turn: false, is_opened: false };
type Row = { parts: Figure[]; labels: string[]; marks: string; is_closed: boolean };

/** Totals that the enumeration of their own sentence misses. */
export function* closedSums(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 3)) {
    if (!ANY.test(passage.text)) continue;
    const sentences = segmentsOf(passage.text, '.?!');
    for (const [i, total] of passage.figures.entries()) {
      const next = passage.figures[i + 1];
      if (!next || total.kind !== 'count' || total.bound !== 'exact' || total.unit === 'điểm') continue;
      const gap = passage.text.slice(total.tail, next.start);
      // Most figures stand before none of these: they are not looked at.
      if (gap.length > 180 || !(GAP.test(gap) || OPENS.test(passage.text.slice(Math.max(0, total.start - 40), total.start))))
        continue;
      const sentence = sentences.find(({ start, end }) => total.start >= start && total.end <= end);
      if (!sentence || next.start > sentence.end || isUnderLine(passage, total)) continue;
      const fault = judge(context, passage, total, sentence);
      if (fault) yield fault;
    }
  }
}

const isUnderLine = ({ fractions }: Passage, figure: Figure): boolean =>
  fractions.some(({ a, b }) => [a.start, b.start].includes(figure.start));

function judge(context: Context, passage: Passage, total: Figure, sentence: Stretch): Fault | null {
  const form = formOf(passage, total, sentence);
  if (!form) return null;
  const row = rowOf(passage, total, form);
  if (!row || row.parts.length < 2 || !row.is_closed) return null;
  const { parts, labels } = row;
  decided(context);
  if (addsUp(total, parts) || prefixAddsUp(total, row)) return null;
  if (
    overlap(labels) ||
    (compare(sumOf(parts), exactOf(total)) > 0 &&
      BOTH.test(passage.text.slice(sentence.start, sentence.end + 160).replace(/trùng (?:nội dung|lặp|đơn)/giu, '')))
  )
    return null;
  if (form.is_some && /còn lại/iu.test(passage.text.slice((parts.at(-1) as Figure).tail, sentence.end))) return null;
  // What stood before the total in this sentence may be what the parts are of.
  const sum = sumOf(parts);
  if (
    passage.figures.some((f) => f.kind === 'count' && f.end <= total.start && f.start >= sentence.start && equal(exactOf(f), sum))
  )
    return null;
  if (!isTrusted(total, row, form, sum)) return null;
  return { ...partsFault(passage, total, parts, 'error'), message: 'listed' };
}

/** Whether the form alone binds these parts to that total. */
function isTrusted(total: Figure, { parts, labels }: Row, form: Form, sum: Rational): boolean {
  if (form.groups > 0) return form.groups === parts.length;
  const whole = exactOf(total);
  const is_over = compare(sum, whole) > 0;
  const [low, high] = is_over ? [whole, sum] : [sum, whole];
  const is_within = (most: bigint): boolean => compare({ n: low.n * most, d: low.d }, { n: high.n * 2n, d: high.d }) >= 0;
  const is_row = (is_over ? areComplete(labels) : isWholeRow(labels)) || deny(labels);
  // Parts that are half of a total or twice as many were announced of something else, unless each prints its unit behind “gồm”.
  const is_printed = parts.every((part) => part.unit !== '' && part.unit === total.unit);
  if (!is_within(form.is_all && is_printed ? 16n : 5n)) return false;
  // Off by a third.
  const is_near = is_within(3n) || areOneSlip(String(whole.n), String(sum.n));
  if (form.is_some) {
    if (parts.some((part) => compare(exactOf(part), whole) >= 0) && is_over) return is_printed || is_row;
    return is_row && is_near;
  }
  if (form.is_in_turn) return is_near;
  if (form.is_opened) return is_printed && (is_near || (is_over && parts.some((part) => compare(exactOf(part), whole) >= 0)));
  // “đưa tổng số lên 71 (quý I: 29; quý II: 19)”: of what the third was told before.
  if (form.is_bracket && !form.is_all && !is_over && parts.length === 2)
    return is_row || areOneSlip(String(whole.n), String(sum.n));
  return is_over || parts.length > 2 || is_row || isBetween(total, parts) || !form.is_bracket;
}

/** A total below its parts taken together and above each of them. */
const isBetween = (total: Figure, parts: readonly Figure[]): boolean =>
  parts.every((part) => compare(exactOf(part), exactOf(total)) < 0);

function formOf({ text }: Passage, total: Figure, { start, end }: Stretch): Form | null {
  const after = text.slice(total.tail, end);
  const groups = GROUPS.exec(after);
  if (groups) return { ...PLAIN, from: total.tail + groups[0].length, end, groups: Number(groups[1]), is_all: true };
  if (OPENS.test(text.slice(start, total.start))) {
    const opened = OPENED.exec(after);
    if (opened && !ELSE.test(opened[0])) return { ...PLAIN, from: total.tail + opened[0].length, end, is_opened: true };
  }
  const bracket = BRACKET.exec(after);
  const m = bracket ?? ANNOUNCED.exec(after);
  if (!m || ELSE.test(m[0])) return null;
  const from = total.tail + m[0].length;
  const closes = bracket ? closingBracket(text, total.tail + m[0].indexOf('(')) : end;
  return {
    ...PLAIN,
    from,
    end: Math.min(end, closes),
    is_bracket: bracket !== null,
    is_some: ONLY_SOME.test(m[0]),
    is_all: ALL.test(m[0]),
    is_in_turn: /lần lượt/iu.test(m[0]),
  };
}

/** The figures up to where the enumeration ends, if each of its names has one and all stand on one side of their names. */
function rowOf(passage: Passage, total: Figure, form: Form): Row | null {
  const { text, figures } = passage;
  const parts: Figure[] = [];
  const labels: string[] = [];
  const sides = new Set<string>();
  let marks = '';
  let held = '';
  for (const piece of piecesOf(text, form.from, form.end)) {
    const said = text.slice(piece.start, piece.end);
    const bare = said.replace(/\([^()]*\)/gu, (inner) => ' '.repeat(inner.length));
    if (SHARE.test(bare)) continue;
    const own = figures.filter(
      (f) => f.start >= piece.start && f.end <= piece.end && bare[f.start - piece.start] !== ' ' && f.kind === 'count',
    );
    const [part] = own;
    // “gồm 13 thủ tục cấp huyện và 29 thủ tục cấp xã, qua đó kiến nghị 08”: “và” brought in the last part, what follows is told of them.
    if (parts.length > 1 && marks.endsWith('v') && piece.mark !== 'v' && SINCE.test(bare))
      return closed(parts, labels, marks, bare);
    if (!part) {
      if (/\d/u.test(bare) || ELSE.test(bare)) return closed(parts, labels, marks, bare);
      held = `${held} ${said}`;
      continue;
    }
    if (own.length > 1 || !isPart(part, total) || ELSE.test(bare) || isUnderLine(passage, part))
      return closed(parts, labels, marks, bare);
    const side = sideOf(bare, part.start - piece.start, part.tail - piece.start);
    // “Giám đốc, 01 phó giám đốc”: somebody without a number. “03 kiến nghị về văn thư, lưu trữ” is one name.
    if (held !== '' && (NOBODY.test(held) || (side === 'first' && (parts.length === 0 || part.unit === '')))) return null;
    sides.add(side);
    if (parts.length > 0) marks += piece.mark;
    parts.push(part);
    labels.push(`${held} ${bare.replace(/\d[\d.,]*/gu, ' ')}`.toLowerCase().trim());
    held = '';
  }
  if (NOBODY.test(held) || (held !== '' && !sides.has('first')) || sides.size > 1) return null;
  return { parts, labels, marks, is_closed: true };
}

/** What follows turns away: behind a semicolon where commas part the row, or with a word that tells of the total. */
function closed(parts: Figure[], labels: string[], marks: string, next: string): Row {
  const is_closed = TURNS.test(next) || (/^[,v]+$/u.test(marks) && /^;/u.test(next)) || /^[,;]+v$/u.test(marks);
  return { parts, labels, marks, is_closed };
}

const isPart = (part: Figure, total: Figure): boolean =>
  part.bound === 'exact' &&
  part.scale === total.scale &&
  (part.unit === '' || part.unit === total.unit || total.unit === '' || isKindOf(part.unit, total.unit));

/** On which side of its name a figure stands. */
function sideOf(said: string, start: number, tail: number): string {
  const before = /\p{L}/u.test(said.slice(0, start).replace(/(?<!\p{L})(?:có|là|và|với)(?!\p{L})/giu, ''));
  const after = /\p{L}/u.test(said.slice(tail));
  return before && after ? 'inside' : before ? 'last' : 'first';
}

type Piece = { start: number; end: number; mark: string };

/** Stretches between commas, semicolons and “và”, outside brackets. */
function* piecesOf(text: string, from: number, end: number): Generator<Piece> {
  let start = from;
  let mark = '';
  for (const stop of stopsOf(text, from, end)) {
    if (stop.mark === 'và' && !/\d/u.test(text.slice(start, stop.at))) continue;
    yield { start, end: stop.at, mark };
    mark = stop.mark === 'và' ? 'v' : stop.mark;
    // What the mark was is seen by whoever reads what follows.
    start = stop.mark === ';' ? stop.at : afterStop(stop);
  }
  yield { start, end, mark };
}

/** Some of the parts make it, and a semicolon parts them from the others. */
function prefixAddsUp(total: Figure, { parts, marks }: Row): boolean {
  for (let length = 2; length < parts.length; length += 1)
    if (
      marks[length - 1] === ';' &&
      marks.slice(0, length - 1) !== ';'.repeat(length - 1) &&
      addsUp(total, parts.slice(0, length))
    )
      return true;
  return false;
}
