import { type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { addsUp, sumOf, sumSaid } from './parts.ts';
import { compare, equal, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { areOneSlip } from './slip.ts';
import { toldIn } from './told-in.ts';

/** The counts of one stretch, one of each unit. */
type Row = { start: number; end: number; of: Map<string, Figure> };

const LAST =
  /(?:^|[\s,;])(?:cộng(?: chung| dồn| lại)?|tổng cộng|tổng số|cả (?:hai|ba|bốn|\d) (?:đợt|cấp|nhóm|hình thức)|toàn (?:tỉnh|huyện|xã|ngành|thành phố))(?!\p{L})/iu;
const APART =
  /so với|cùng kỳ|năm trước|(?:tăng|giảm)\s\d|kế hoạch|chỉ tiêu|bình quân|trung bình|mỗi|lũy kế|luỹ kế|riêng|nhất là|nhiều (?:cuộc|lần|lớp|đợt)/iu;
/** Who takes part in two groups is counted in both. */
const TWICE = /(?:tham gia|dự|thuộc) cả hai|trùng/iu;
const MOST_ROWS = 24;

/**
 * “146 cuộc với 9.872 lượt người. Cấp huyện 18 cuộc với 8.632 lượt người; cấp xã 128 cuộc với 8.632 lượt người”: stretches tell the same units side by
 * side; one unit adds up, so they are the parts of the first or of the last, and the other unit must add up too. R03.
 */
export function* sideSums(context: Context, told: ReadonlySet<number>): Generator<Fault> {
  for (const passage of toldIn(context.document, 6)) {
    if (TWICE.test(passage.text)) continue;
    const rows = rowsOf(passage);
    for (let i = 0; i + 2 < rows.length; i += 1) {
      const run = runFrom(rows, i);
      if (run.length < 3) continue;
      const fault = judged(passage, run, told);
      i += run.length - 1;
      if (!fault) continue;
      decided(context);
      yield fault;
    }
  }
}

/** Stretches between full stops and semicolons; a sentence that tells its parts between commas is cut there where a unit comes again. */
function rowsOf(passage: Passage): Row[] {
  const { text, figures, fractions } = passage;
  const rows: Row[] = [];
  for (const { start, end } of segmentsOf(text).slice(0, MOST_ROWS)) {
    let row: Row = { start, end, of: new Map() };
    const own = figures.filter((f) => f.start >= start && f.end <= end);
    for (const figure of own) {
      if (figure.kind !== 'count' || figure.unit === '' || figure.unit.startsWith('~') || figure.decimals > 0) continue;
      if (figure.bound !== 'exact' || fractions.some((f) => f.a.start === figure.start || f.b.start === figure.start)) continue;
      if (row.of.has(figure.unit)) {
        const cut = Math.max(
          text.lastIndexOf(', ', figure.start),
          text.lastIndexOf(': ', figure.start),
          text.lastIndexOf('(', figure.start),
        );
        if (cut > row.start) row.end = cut;
        rows.push(row);
        row = { start: row.end, end, of: new Map() };
      }
      row.of.set(figure.unit, figure);
    }
    rows.push(row);
  }
  return rows.filter(({ of }) => of.size > 0);
}

/** Rows one after the other that share two units at least, none of them told against something else. */
function runFrom(rows: readonly Row[], from: number): Row[] {
  const first = rows[from] as Row;
  const run = [first];
  if (first.of.size < 2) return run;
  for (const row of rows.slice(from + 1)) {
    if ([...row.of.keys()].filter((unit) => first.of.has(unit)).length < 2) break;
    run.push(row);
  }
  return run;
}

function judged(passage: Passage, run: readonly Row[], told: ReadonlySet<number>): Fault | null {
  const { text } = passage;
  const [first, ...later] = run as [Row, ...Row[]];
  const last = run.at(-1) as Row;
  if (APART.test(text.slice(first.start, last.end))) return null;
  const readings = [{ total: first, parts: later }];
  if (LAST.test(text.slice(last.start, [...last.of.values()][0]?.start ?? last.end)))
    readings.unshift({ total: last, parts: run.slice(0, -1) });
  for (const { total, parts } of readings) {
    const units = [...total.of.keys()].filter((unit) => parts.every(({ of }) => of.has(unit)));
    const made = units.map((unit) => {
      const own = parts.map(({ of }) => of.get(unit) as Figure);
      const whole = total.of.get(unit) as Figure;
      return { whole, own, fits: addsUp(whole, own) };
    });
    const fitting = made.filter(({ fits, own }) => fits && own.every((f) => exactOf(f).n > 0n));
    const odd = made.filter(({ fits }) => !fits);
    const [wrong] = odd;
    if (fitting.length === 0 || !wrong || odd.length > 1 || fitting.length < odd.length) continue;
    if ([wrong.whole, ...wrong.own].some((f) => told.has(passage.offset + f.start))) return null;
    return faultOf(passage, wrong.whole, wrong.own, fitting.length > 1 || isSlipped(wrong.whole, wrong.own));
  }
  return null;
}

/** One slip of the pen, or one part copied from its neighbour. */
function isSlipped(whole: Figure, parts: readonly Figure[]): boolean {
  const sum = sumOf(parts);
  const gap = subtract(sum, exactOf(whole));
  if (areOneSlip(String(sum.n), String(exactOf(whole).n))) return true;
  return parts.some((part, i) => {
    const right = subtract(exactOf(part), gap);
    const is_copied = parts.some((other, k) => k !== i && equal(exactOf(other), exactOf(part)));
    return right.n > 0n && (is_copied || areOneSlip(String(right.n), String(exactOf(part).n)));
  });
}

function faultOf(passage: Passage, total: Figure, parts: readonly Figure[], is_sure: boolean): Fault {
  const sum = sumOf(parts);
  // People who came twice are counted once.
  const is_short_of_one =
    parts.length > 2 &&
    parts.some((part) =>
      addsUp(
        total,
        parts.filter((other) => other !== part),
      ),
    );
  const may_overlap =
    !is_short_of_one &&
    /người|hộ|học_viên/u.test(total.unit) &&
    compare(sum, exactOf(total)) > 0 &&
    !/lượt/u.test(passage.text.slice(total.end, total.tail));
  const said = sumSaid(total, parts);
  return {
    message: 'beside',
    severity: is_sure && !may_overlap ? 'error' : 'warning',
    at: spotOf(passage, total),
    figures: [total, ...parts],
    data: { ...said.data, total: passage.text.slice(total.start, total.tail) },
    expected: said.expected,
    related: parts.map((part) => spotOf(passage, part)),
    shares: [total, ...parts].map((f) => passage.offset + f.start),
  };
}
