import { type Passage, segmentsOf } from './document.ts';
import { OPEN } from './enumeration-rows.ts';
import { faultOf } from './enumerations.ts';
import { exactOf, type Figure } from './figure.ts';
import { addsUp, sumOf } from './parts.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { toldIn } from './told-in.ts';

const LEAD =
  /(?:^|[.;]\s)\s*(?:trong đó|gồm|cụ thể|theo|chia theo|các|từng)(?:,?\s(?:các\s)?(?:chương trình|nguồn|loại|nhóm|lĩnh vực|hình thức|đơn vị|ngành|hạng mục|đối tượng|dự án|xã|thôn|quỹ|kênh|tổ chức)[^.;:\d]{0,40})?:\s/giu;
const LESS = /bình quân|so với|cùng kỳ|năm trước|tăng|giảm|kế hoạch|trung bình|mỗi/iu;

/**
 * “412 hộ vay 23.870 triệu đồng. Các chương trình: A 96 hộ, 5.760 triệu đồng; B …; C ….”: two columns told in words; each makes its total. That two sums
 * fail at once, or one where the other holds, is no chance. R03.
 */
export function* pairedLists(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldIn(context.document, 8)) {
    if (!/;[^;]*;/u.test(passage.text) || !passage.text.includes(':')) continue;
    const fault = judge(context, passage, told);
    if (fault) yield fault;
  }
}

function judge(context: Context, passage: Passage, told: Set<number>): Fault | null {
  const { text } = passage;
  for (const m of text.matchAll(LEAD)) {
    const from = m.index + m[0].length;
    const stop = /\.(?=\s|$)/u.exec(text.slice(from));
    const end = stop ? from + stop.index : text.length;
    const body = text.slice(from, end);
    if (OPEN.test(body) || LESS.test(body) || /[()%]/u.test(body)) continue;
    const rows = segmentsOf(body, ';').map((segment) =>
      passage.figures.filter((f) => f.start >= from + segment.start && f.start < from + segment.end),
    );
    const [first] = rows;
    const [a, b] = first ?? [];
    if (!a || !b || rows.length < 3 || a.unit === '' || (a.unit === b.unit && a.scale === b.scale)) continue;
    if (!rows.every((row) => row.length === 2 && isLike(row[0], a) && isLike(row[1], b))) continue;
    const columns = [0, 1].map((k) => rows.map((row) => row[k] as Figure));
    const totals = columns.map((parts) => totalOf(passage, m.index + 1, parts));
    const [total, other] = totals;
    if (!total || !other) continue;
    decided(context);
    const wrong = [0, 1].filter((k) => !addsUp(totals[k] as Figure, columns[k] as Figure[]));
    const [k] = wrong;
    if (k === undefined) continue;
    const places = (columns[k] as Figure[]).map((figure) => ({ passage, figure }));
    for (const { figure } of places) told.add(passage.offset + figure.start);
    return faultOf({ passage, figure: totals[k] as Figure }, places);
  }
  return null;
}

const isLike = (a: Figure | undefined, b: Figure): boolean => a !== undefined && a.unit === b.unit && a.scale === b.scale;

/** The only figure before the list that counts the same and is more than each part, and not more than twice their sum. */
function totalOf({ figures, text }: Passage, before: number, parts: readonly Figure[]): Figure | null {
  const [one] = parts as [Figure];
  const double = sumOf([...parts, ...parts]);
  const found = figures.filter(
    (f) =>
      f.end <= before &&
      isLike(f, one) &&
      parts.every((part) => compare(exactOf(f), exactOf(part)) > 0) &&
      compare(exactOf(f), double) < 0 &&
      !/(?:bình quân|so với|kế hoạch|cùng kỳ|năm trước|mục tiêu)[^,;]{0,30}$/iu.test(
        text.slice(Math.max(0, f.start - 50), f.start),
      ),
  );
  return found.length === 1 ? (found[0] as Figure) : null;
}
