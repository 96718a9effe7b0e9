import { closingBracket, type Passage } from './document.ts';
import type { Figure } from './figure.ts';
import { exactOf } from './figure.ts';
import { isPartOfFraction, partsFault } from './listed-parts.ts';
import { addsUp, isSlip, overlap, sumOf } from './parts.ts';
import { absolute, compare, multiply, subtract, whole } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { toldIn } from './told-in.ts';
import { isKindOf } from './unit.ts';

/** Words by which a bracket names some of the things, or another measure of them. */
const CHOSEN =
  /trong đó|riêng|kể cả|gồm cả|tính cả|chủ yếu|nhất là|như(?!\p{L})|cùng kỳ|so với|(?:năm|quý) trước|tăng|giảm|bằng|kế hoạch|chỉ tiêu|còn lại là|vượt|thiếu|khoảng|bình quân|từ .* đến|có \d/iu;

type Piece = { figure: Figure; label: string; is_last: boolean };

/**
 * A total and right behind it, in a bracket or after a colon, a row in which every piece is one label and one number and nothing else: “61 đơn vị
 * (45 xã, 16 phường, 01 đặc khu)”, “kỷ luật 23 người: khiển trách 14, cảnh cáo 05; …”. Such a row leaves nothing out.
 */
export function* filledRows(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldIn(context.document, 3)) {
    for (const total of passage.figures) {
      if (!mayBeTotal(passage, total) || told.has(passage.offset + total.start)) continue;
      const row = bracketAfter(passage, total) ?? colonAfter(passage, total);
      const pieces = row && piecesOf(passage, row.from, row.to);
      if (!pieces || pieces.some(({ figure }) => told.has(passage.offset + figure.start) || !mayBePart(total, figure, pieces)))
        continue;
      const parts = pieces.map(({ figure }) => figure);
      if (overlap(pieces.map(({ label }) => label))) continue;
      decided(context);
      if (addsUp(total, parts)) continue;
      const gap = absolute(subtract(sumOf(parts), exactOf(total)));
      const is_near = compare(multiply(gap, whole(5n)), exactOf(total)) <= 0;
      if (!is_near && !isSlip(total, parts)) continue;
      if (compare(multiply(gap, whole(2n)), exactOf(total)) > 0) continue;
      for (const figure of [total, ...parts]) told.add(passage.offset + figure.start);
      // Of three decisions one too many is no small part, but a slip all the same.
      const is_one = compare(gap, whole(1n)) === 0;
      yield partsFault(passage, total, parts, is_near || is_one ? 'error' : 'warning');
    }
  }
}

const mayBeTotal = (passage: Passage, total: Figure): boolean =>
  total.kind === 'count' &&
  total.bound === 'exact' &&
  total.unit !== '' &&
  total.unit !== 'điểm' &&
  total.decimals === 0 &&
  !isPartOfFraction(passage, total) &&
  !/(?:tăng|giảm|hơn|thêm|thứ|năm)\s*$/iu.test(passage.text.slice(Math.max(0, total.start - 8), total.start));

/** The unit of the total, a kind of it, none, or a noun of its own in front of which each number stands. */
function mayBePart(total: Figure, part: Figure, pieces: readonly Piece[]): boolean {
  if (part.scale !== total.scale || part.bound !== 'exact' || part.kind !== 'count' || part.decimals > 0) return false;
  if (part.unit === '' || part.unit === total.unit || isKindOf(part.unit, total.unit)) return true;
  const number_first = pieces.every(({ is_last }) => !is_last);
  return (
    number_first && (total.unit === 'đơn_vị' || total.unit === 'người' || total.unit === 'văn_bản' || total.unit.startsWith('~'))
  );
}

function bracketAfter({ text }: Passage, total: Figure): { from: number; to: number } | null {
  if (!text.slice(total.tail, total.tail + 60).includes('(')) return null;
  const open = /^(?:\s\p{L}+){0,5}\s?\(/u.exec(text.slice(total.tail, total.tail + 60));
  if (!open) return null;
  const at = total.tail + open[0].length - 1;
  const to = closingBracket(text, at);
  return to >= text.length ? null : { from: at + 1, to };
}

function colonAfter({ text }: Passage, total: Figure): { from: number; to: number } | null {
  if (!text.slice(total.tail, total.tail + 70).includes(':')) return null;
  const colon = /^[^.;:()\d]{0,60}:\s/u.exec(text.slice(total.tail, total.tail + 70));
  if (!colon || CHOSEN.test(colon[0])) return null;
  const from = total.tail + colon[0].length;
  const rest = text.slice(from, from + 400);
  // Commas up to a semicolon or a full stop; or semicolons up to a full stop.
  const stop = /[;.](?=\s|$)/u.exec(rest);
  return { from, to: stop ? from + stop.index : Math.min(text.length, from + rest.length) };
}

/** Each piece one number, first or last in it, and words; all alike. */
function piecesOf({ text, figures }: Passage, from: number, to: number): Piece[] | null {
  const stretch = text.slice(from, to);
  if (CHOSEN.test(stretch) || stretch.length > 400 || /[()%/]/u.test(stretch)) return null;
  const marks = stretch.includes(';') ? /;\s|\svà\s/gu : /,\s(?:và\s)?|;\s|\svà\s(?=\d|[^,]{3,40}\s\d)/gu;
  const pieces: Piece[] = [];
  let start = from;
  const ends = [
    ...[...stretch.matchAll(marks)].map((m) => ({ at: from + m.index, next: from + m.index + m[0].length })),
    { at: to, next: to },
  ];
  for (const { at, next } of ends) {
    const own = figures.filter((f) => f.start >= start && f.end <= at);
    const [figure] = own;
    if (!figure || own.length !== 1) return null;
    const before = text.slice(start, figure.start).trim();
    const after = text.slice(figure.end, at).trim();
    const has_unit = text.slice(figure.tail, at).trim() === '';
    const is_last = before !== '' && (after === '' || has_unit);
    const is_first = before === '' && after !== '';
    if (!is_last && !is_first) return null;
    pieces.push({ figure, label: is_last ? before : after, is_last });
    start = next;
  }
  const [first] = pieces;
  return pieces.length >= 2 && pieces.length <= 14 && pieces.every((piece) => piece.is_last === first?.is_last) ? pieces : null;
}
