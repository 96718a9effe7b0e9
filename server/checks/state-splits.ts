import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { partsFault } from './listed-parts.ts';
import { addsUp, sumOf } from './parts.ts';
import { compare, equal } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { toldIn } from './told-in.ts';
import { isKindOf } from './unit.ts';

/** Names of a row of which a thing bears one; `closes`: names without which more may be untold. */
type Row = { names: RegExp[]; closes: (found: ReadonlySet<number>) => boolean };

const ROWS: Row[] = [
  {
    names: [
      /chưa (?:được )?(?:thực hiện|triển khai|hoàn thành|xử lý|giải quyết|trả lời)/iu,
      /(?:chưa|còn) (?:đến|tới) (?:hạn|thời)/iu,
      /đang (?:được )?(?:thực hiện|triển khai|xử lý|giải quyết|thụ lý|xem xét)|đang trong hạn/iu,
      /hoàn thành|đã (?:được )?(?:thực hiện|triển khai|xử lý|giải quyết|trả lời)|(?:xử lý|giải quyết) xong/iu,
      /quá hạn|trễ hạn/iu,
    ],
    closes: (found) => found.has(3) && (found.has(2) || found.has(0) || found.has(1)),
  },
  {
    names: [
      /giữ nguyên|tiếp tục (?:áp dụng|thực hiện|có hiệu lực)|còn (?:phù hợp|hiệu lực)/iu,
      /thay thế/iu,
      /bãi bỏ|hủy bỏ|huỷ bỏ/iu,
      /sửa đổi|bổ sung/iu,
      /ban hành mới/iu,
      /đơn giản h[oó][áa]|cắt giảm/iu,
    ],
    closes: (found) => found.has(0),
  },
  {
    names: [
      /(?:không|chưa) (?:đúng|phù hợp|bảo đảm|đảm bảo)|sai sót|sai phạm|vi phạm|có sai|tồn tại|hạn chế|khuyết điểm/iu,
      /đúng (?:quy định|thẩm quyền|pháp luật)|hợp hiến|hợp pháp|phù hợp|bảo đảm|đảm bảo|thực hiện tốt|chấp hành tốt/iu,
    ],
    closes: (found) => found.size === 2,
  },
  { names: [/(?:chưa|không) đủ điều kiện/iu, /đủ điều kiện/iu], closes: (found) => found.size === 2 },
  {
    names: [
      /(?:chưa|không) (?:thể )?(?:được )?(?:đánh giá|xác định|có (?:số liệu|kết quả|cơ sở))/iu,
      /(?:chưa|không) đạt/iu,
      /(?:đạt và )?vượt/iu,
      /đạt/iu,
    ],
    closes: (found) => found.has(1) && found.has(3),
  },
];

/** One word at least that closes a row. */
const SOME =
  /hoàn thành|đã |giữ nguyên|tiếp tục|phù hợp|hiệu lực|đúng |hợp hiến|hợp pháp|bảo đảm|đảm bảo|tốt|đủ điều kiện|đạt|xong/iu;

/** What is no part: a comparison, a choice, a target. */
const TURNS =
  /trong đó|riêng|so với|cùng kỳ|tăng|giảm|chỉ tiêu giao|bình quân|lũy kế|năm trước|quý trước|kỳ trước|tổng|gồm|cụ thể|từ ngày|kể từ/iu;

/** “có tổng cộng 21 chỉ tiêu; tính đến tháng 9/2023, đạt được 17”: when the states are told of. */
const UNTIL = /^\s*(?:tính |lũy kế )?(?:đến|tới)\s(?:nay|thời điểm|hết|cuối|tháng|ngày)[^%]{0,40}$/iu;

type Piece = Stretch & { text: string; counts: Figure[] };

/**
 * “29/48 nhiệm vụ đã hoàn thành …; đang triển khai 16; chưa đến hạn 05”, “rà soát 34 văn bản, thay thế 04, bãi bỏ 02, giữ nguyên 29”: no word announces
 * the parts, but each names another state of one row, and the row is told to its end.
 */
export function* stateSplits(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldIn(context.document, 3)) {
    if (!SOME.test(passage.text)) continue;
    for (const sentence of segmentsOf(passage.text, '.?!')) {
      const pieces = piecesOf(passage, sentence);
      for (let i = 0; i + 1 < pieces.length; i += 1) {
        const fault = splitAt(context, passage, pieces, i, told);
        if (!fault) continue;
        for (const at of fault.shares ?? []) told.add(at);
        yield fault;
        break;
      }
    }
  }
}

/** Stretches between commas and semicolons outside brackets, with the counts outside brackets. */
function piecesOf(passage: Passage, sentence: Stretch): Piece[] {
  const { text } = passage;
  const plain = text
    .slice(sentence.start, sentence.end)
    .replace(/\([^()]*\)/gu, (inner) => ' '.repeat(inner.length))
    .replace(/(?<=\d\s?(?:\p{L}+\s){0,3})và(?=\s)/gu, ', ');
  const pieces: Piece[] = [];
  let from = 0;
  for (const m of [...plain.matchAll(/[,;:](?=\s)/gu), { index: plain.length }]) {
    const own = plain.slice(from, m.index);
    const [start, end] = [sentence.start + from, sentence.start + m.index];
    const counts = passage.figures.filter(
      (f) => f.kind === 'count' && f.start >= start && f.end <= end && /\d/u.test(plain[f.start - sentence.start] ?? ''),
    );
    if (own.trim() !== '') pieces.push({ start, end, text: own, counts });
    from = m.index + 1;
  }
  return pieces;
}

function splitAt(
  context: Context,
  passage: Passage,
  pieces: readonly Piece[],
  at: number,
  told: ReadonlySet<number>,
): Fault | null {
  const head = pieces[at] as Piece;
  const fraction = passage.fractions.find((f) => f.start >= head.start && f.end <= head.end);
  const total = fraction ? fraction.b : head.counts[0];
  if (!total || head.counts.length !== (fraction ? 2 : 1) || total.bound !== 'exact' || total.scale !== 1n) return null;
  const next = pieces.slice(at + 1).find(({ counts }) => counts.length > 0)?.counts[0]?.unit ?? '';
  // “Số PAKN tiếp nhận trong kỳ là 36, đã xử lý 33 PAKN”.
  const is_bare =
    !fraction &&
    total.unit === '' &&
    /^[\s\-–+]*(?:tổng )?số\s[^\d]*(?:là|:)\s*$/iu.test(passage.text.slice(head.start, total.start));
  const unit = fraction ? fraction.unit : is_bare ? next || lastUnit(pieces.slice(at + 1)) : total.unit;
  if (unit === '' || unit === 'điểm' || unit === 'đồng' || unit.startsWith('~')) return null;
  // “Khá 2.104 em, chiếm 39,5 %; Đạt 2.391 em”: one of the grades, not their total.
  if (/(?:^|[\s:;])(?:xuất sắc|giỏi|tốt|khá|trung bình|yếu|kém)\s*$/iu.test(passage.text.slice(head.start, total.start)))
    return null;
  if (/(?:tăng|giảm|hơn|còn)\s*$/iu.test(passage.text.slice(head.start, total.start))) return null;
  // “đã xử lý, trả lời 148/163”.
  const before = pieces[at - 1];
  const lead = before && before.counts.length === 0 ? `${before.text} ${head.text}` : head.text;
  // “Đã kiểm tra 24/24 đơn vị”: all of them.
  const is_all = fraction !== undefined && equal(exactOf(fraction.a), exactOf(fraction.b));
  const row = partsFrom(pieces.slice(at + 1), unit, fraction && !is_all ? { figure: fraction.a, text: lead } : null);
  if (!row || ((!fraction || is_all) && stateOf(row.row, head.text) >= 0)) return null;
  const all = [total, ...row.parts];
  if (all.some((f) => told.has(passage.offset + f.start))) return null;
  decided(context);
  if (addsUp(total, row.parts)) return null;
  const over = compare(sumOf(row.parts), exactOf(total)) > 0;
  if (!over && !row.closes) return null;
  return partsFault(passage, total, row.parts, over || row.is_closed ? 'error' : 'warning');
}

const lastUnit = (pieces: readonly Piece[]): string =>
  pieces.flatMap(({ counts }) => counts).find(({ unit }) => unit !== '')?.unit ?? '';

type Found = { row: Row; parts: Figure[]; closes: boolean /** Nothing else can be. */; is_closed: boolean };

/** “phản ánh, kiến nghị”: the comma of a unit. */
const isTail = (last: { figure: Figure } | undefined, piece: Piece): boolean =>
  last !== undefined &&
  (piece.start < last.figure.tail || /^\s(?:kiến nghị|tố cáo|bài|thị trấn|công chức)\s*$/iu.test(piece.text));

const stateOf = ({ names }: Row, text: string): number => names.findIndex((name) => name.test(text));

function partsFrom(rest: readonly Piece[], unit: string, first: { figure: Figure; text: string } | null): Found | null {
  const own: { figure: Figure; text: string }[] = first ? [first] : [];
  let is_closed = false;
  for (const piece of rest) {
    if (TURNS.test(piece.text)) break;
    const [figure, more] = piece.counts;
    if (!figure && own.length === 0 && UNTIL.test(piece.text)) continue;
    if (!figure) {
      // A share of what was just told, or “không có … quá hạn”.
      if (/^\s(?:không có|không còn|đều)/iu.test(piece.text)) is_closed = true;
      else if (!/%/u.test(piece.text) && !isTail(own.at(-1), piece)) break;
      continue;
    }
    if (more || figure.bound !== 'exact' || (figure.unit !== '' && figure.unit !== unit && !isKindOf(figure.unit, unit))) break;
    own.push({ figure, text: piece.text });
  }
  if (own.length < 2) return null;
  for (const row of ROWS) {
    const states = own.map(({ text }) => stateOf(row, text));
    const stop = states.indexOf(-1);
    const named = stop < 0 ? states : states.slice(0, stop);
    const found = new Set(named);
    if (named.length < 2 || found.size !== named.length) continue;
    // A part that bears no name of the row may be one all the same.
    if (stop >= 0 && own[stop]?.figure.unit === unit) continue;
    const parts = own.slice(0, named.length).map(({ figure }) => figure);
    const closes = row.closes(found);
    return { row, parts, closes, is_closed: closes && (is_closed || parts.length > 2 || row !== ROWS[0]) };
  }
  return null;
}
