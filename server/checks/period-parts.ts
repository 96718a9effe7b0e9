// Parts told by the periods that they are of: “1.386 tin, bài (6 tháng đầu năm 934, quý III 452)”, “quý I 12 lượt, quý II 15 lượt, quý III 9 lượt; 9 tháng 36
// lượt”, “năm 2021 kiểm tra 08 đơn vị, …, năm 2024 là 11 đơn vị, cộng 38 lượt đơn vị”. Periods that follow each other without a gap leave nothing out and
// count nothing twice, so what they have makes what the whole stretch has. R03.
//
// What is counted at a day (posts, what is left, communes that reached a standard so far) does not add up; nor do shares and points.
import { cueOf, toldWith } from './cues.ts';
import { type Document, type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { partsFault } from './listed-parts.ts';
import { matchesIn } from './matches.ts';
import { addsUp, sumOf } from './parts.ts';
import { compare, equal } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { isKindOf } from './unit.ts';

const PERIOD_CUE = cueOf('quý ', 'tháng đầu', 'tháng cuối', 'năm 20', 'tháng ');
const LABEL =
  /(?<![\p{L}\d/])(?:(\d{1,2}|ba|bốn|sáu|chín) tháng(?: (đầu|cuối)(?: của)? ?năm)?|quý (IV|III|II|I|[1-4])(?![\p{L}\d])|tháng (\d{1,2})(?![\d/])|(cả năm)|(?<!\d[\d.,]*\s)năm(?=\s20\d\d))(?:\s?(?:\/|năm\s|,\s?năm\s|\s)?((?:20)\d\d)(?![\d/]|\s?[-–]\s?20))?/giu;
const WORDS: Record<string, number> = { ba: 3, bốn: 4, sáu: 6, chín: 9 };
const ROMAN: Record<string, number> = { I: 1, II: 2, III: 3, IV: 4 };

/** Months since the year 0, both inclusive. */
type Months = { from: number; to: number };
type Label = Months & { start: number; end: number };
type Part = { figure: Figure; label: Label };

/** Totals of a stretch that its periods miss. */
export function* periodParts(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, PERIOD_CUE)) {
    const labels = labelsOf(passage, context.document.head.year ?? 0);
    if (labels.length < 2) continue;
    for (const { start, end } of segmentsOf(passage.text, '.?!')) {
      const own = labels.filter((label) => label.start >= start && label.end <= end);
      if (own.length < 2) continue;
      const told = partsOf(passage, own, start, end);
      for (const run of runsOf(passage, told)) yield* judge(context, passage, run, told, start, end);
    }
  }
}

const TWELVE = 12;

function labelsOf({ text }: Passage, year: number): Label[] {
  return matchesIn(text, LABEL).flatMap((m): Label[] => {
    const y = TWELVE * Number(m[6] ?? year);
    const at = { start: m.index, end: m.index + m[0].trimEnd().length };
    // “so với quý II”, “đến hết quý I”: of another time, or of a day.
    const before = text.slice(Math.max(0, m.index - 24), m.index);
    if (
      /(?:so với|cùng kỳ|bằng|hơn|đến(?: hết| cuối)?|hết|cuối|đầu|từ|trước|sau|kế hoạch|chỉ tiêu|mục tiêu)\s(?:của\s)?$/iu.test(
        before,
      )
    )
      return [];
    if (m[1]) {
      const n = WORDS[m[1].toLowerCase()] ?? Number(m[1]);
      if (n < 1 || n > 12) return [];
      return [m[2]?.toLowerCase() === 'cuối' ? { from: y + 13 - n, to: y + 12, ...at } : { from: y + 1, to: y + n, ...at }];
    }
    const quarter = m[3] ? (ROMAN[m[3].toUpperCase()] ?? Number(m[3])) : 0;
    if (quarter) return [{ from: y + 3 * quarter - 2, to: y + 3 * quarter, ...at }];
    const month = Number(m[4] ?? 0);
    if (month) return month > 12 ? [] : [{ from: y + month, to: y + month, ...at }];
    return m[5] || m[6] ? [{ from: y + 1, to: y + 12, ...at }] : [];
  });
}

/** Between a period and its figure: a verb or a name, no mark and no other figure. */
const TO_FIGURE = /^(?:\s[^.,;:()\d%]{0,46})?(?:\s|:\s|\()$/u;
const AT_A_DAY =
  /(?<!\p{L})(?:còn|tồn|thiếu|hiện|đang|biên chế|có mặt|tổng số|lũy kế|luỹ kế|tăng|giảm|bình quân|trung bình|khoảng|trên|dưới|gần|hơn|đạt|xếp|thứ|hạng)(?!\p{L})/iu;

/** Each count with the period right before it, or right behind it in a bracket. */
function partsOf(passage: Passage, labels: readonly Label[], start: number, end: number): Part[] {
  const { text, figures, fractions } = passage;
  const all = figures.filter((f) => f.start >= start && f.end <= end && f.kind === 'count' && f.bound === 'exact');
  const out: Part[] = [];
  for (const label of labels) {
    const figure = all.find((f) => f.start >= label.end);
    if (!figure) continue;
    if (['tháng', 'năm', 'ngày', 'điểm', '%'].includes(figure.unit)) continue;
    if (fractions.some(({ b }) => b.start === figure.start)) continue;
    const between = text.slice(label.end, figure.start);
    if (
      TO_FIGURE.test(between) &&
      labels.every((other) => other === label || other.start < label.end || other.start > figure.start)
    )
      out.push({ figure, label });
  }
  return out;
}

const isAlike = (a: Figure, b: Figure): boolean =>
  a.scale === b.scale &&
  (a.unit === b.unit || a.unit === '' || b.unit === '' || isKindOf(a.unit, b.unit) || isKindOf(b.unit, a.unit));

type Run = Months & { parts: Part[] };

/** Neighbours in the text whose periods follow one another without a gap. */
function* runsOf(passage: Passage, told: readonly Part[]): Generator<Run> {
  for (let i = 0; i < told.length; i += 1) {
    const first = told[i] as Part;
    let [parts, from, to] = [[first], first.label.from, first.label.to];
    for (const next of told.slice(i + 1)) {
      const { label, figure } = next;
      const last = parts.at(-1) as Part;
      const between = passage.text.slice(last.figure.tail, label.start);
      if (!isAlike(first.figure, figure) || between.length > 60 || /[.()]/u.test(between.replace(/\([^()]*\)/gu, ''))) break;
      if (label.from === to + 1) to = label.to;
      else if (label.to === from - 1) from = label.from;
      else break;
      parts = [...parts, next];
    }
    if (parts.length < 2) continue;
    yield { parts, from, to };
    i += parts.length - 1;
  }
}

const OPENS =
  /(?:\(|(?:,|;|:)\s(?:trong đó|chia ra|gồm|bao gồm|cụ thể)(?:\s?:|\sthì)?\s(?:trong\s)?|(?:chia ra|gồm|bao gồm|cụ thể)(?:\s?:)?\s|:\s)$/iu;
const ANOTHER = /so với|cùng kỳ|(?:năm|quý|tháng|kỳ) trước|trong đó|tăng|giảm|kế hoạch/iu;
const CLOSES =
  /(?<!\p{L})(?:tổng(?: số| cộng)?|cộng|tính chung|l[ũu][yỹ] kế|nâng tổng số[^.;\d]{0,40} lên|cả (?:giai đoạn|năm|\p{L}+ năm)|tất cả)(?!\p{L})[^.;()\d]{0,50}$/iu;

function* judge(
  context: Context,
  passage: Passage,
  run: Run,
  told: readonly Part[],
  start: number,
  end: number,
): Generator<Fault> {
  const parts = run.parts.map(({ figure }) => figure);
  const { text } = passage;
  const [first, last] = [run.parts[0] as Part, parts.at(-1) as Figure];
  // Words of a stock anywhere in the run say that nothing is added.
  const said = text.slice(first.label.start, last.start);
  if (AT_A_DAY.test(said)) return;
  const total = totalOf(context.document, passage, run, told, start, end);
  if (!total) return;
  decided(context);
  if (addsUp(total, parts)) return;
  const sum = sumOf(parts);
  const near = passage.figures.filter(
    (f) => f.kind === 'count' && f !== total && !parts.includes(f) && f.start >= start && f.end <= end,
  );
  if (near.some((f) => equal(exactOf(f), sum))) return;
  // A half or twice: something else was counted.
  const [low, high] = compare(sum, exactOf(total)) < 0 ? [sum, exactOf(total)] : [exactOf(total), sum];
  if (compare({ n: low.n * 2n, d: low.d }, high) < 0) return;
  yield { ...partsFault(passage, total, parts, 'error'), message: 'listed', is_witnessed: true };
}

/** The figure of the whole stretch: labelled with it and announced, right before a bracket that holds nothing but the run, or called a sum behind it. */
function totalOf(
  document: Document,
  passage: Passage,
  run: Run,
  told: readonly Part[],
  start: number,
  end: number,
): Figure | null {
  const { text, figures } = passage;
  const [first, last] = [run.parts[0] as Part, (run.parts.at(-1) as Part).figure];
  const counts = figures.filter((f) => f.kind === 'count' && f.bound === 'exact' && f.unit !== 'điểm');
  const noun = text.slice(last.end, last.tail).trim();
  // “cộng 38 lượt đơn vị” of units that were counted each year.
  const fits = (f: Figure): boolean =>
    isAlike(f, last) || isAlike(f, first.figure) || (noun !== '' && text.slice(f.end, f.end + 30).startsWith(` lượt ${noun}`));
  // One more part whose period is not read: “nửa đầu tháng 9 có 403 hồ sơ”.
  const more = (f: Figure, gap: string): boolean => fits(f) && gap.length < 80 && !/[.;:()]/u.test(gap);
  if (
    counts.some(
      (f) =>
        f.end <= first.label.start &&
        f.start >= start &&
        more(f, text.slice(f.tail, first.label.start)) &&
        /,|\svà\s/u.test(text.slice(f.tail, first.label.start)) &&
        !/(?:trong đó|gồm|chia ra|cụ thể)/iu.test(text.slice(f.tail, first.label.start)),
    )
  )
    return null;
  const behind = counts.find((f) => f.start > last.tail && f.end <= end);
  if (behind && fits(behind) && behind.start - last.tail < 90) {
    const gap = text.slice(last.tail, behind.start);
    const named = told.some(({ figure, label }) => figure === behind && label.from === run.from && label.to === run.to);
    if (/^[^.()]*$/u.test(gap) && !ANOTHER.test(gap) && (named || CLOSES.test(gap))) return behind;
  }
  if (behind && more(behind, text.slice(last.tail, behind.start))) return null;
  const lead = text.slice(start, first.label.start);
  if (!OPENS.test(lead)) return null;
  const before = counts.filter((f) => f.start >= start && f.end <= first.label.start);
  const whole = before.at(-1);
  if (!whole) return null;
  const under = passage.fractions.find(({ b }) => b.start === whole.start);
  const total = under ? counts.find((f) => f.start === under.a.start) : whole;
  if (!total || !(fits(total) || (under && fits({ ...total, unit: under.unit })))) return null;
  const gap = text.slice(whole.tail, first.label.start).replace(/,?\s(?:đạt|bằng|chiếm)(?: tỷ lệ)?\s[\d.,]+\s?%/gu, '');
  if (gap.length > 70 || /\d/u.test(gap) || AT_A_DAY.test(gap) || ANOTHER.test(gap.replace(/trong đó/iu, ''))) return null;
  if (OPEN.test(text.slice(last.tail, last.tail + 80))) return null;
  const is_bracket = /\($/u.test(lead);
  if (is_bracket && !/^[^()\d]{0,20}\)/u.test(text.slice(last.tail))) return null;
  // Parts that nothing else says to be of the same stretch: only years and what opens with January.
  const label = told.find(({ figure }) => figure === total)?.label;
  if (label) return label.from === run.from && label.to === run.to ? total : null;
  // “chia ra”: all of it is told.
  if (/(?:chia ra|gồm)(?:\s?:)?\s$/iu.test(lead)) return total;
  return isWhole(document, text.slice(Math.max(0, start - 120), total.start), run) ? total : null;
}

const OPEN = /còn lại|riêng|chưa (?:tổng hợp|thống kê|có số liệu)|ngoài ra|…|\.\.\./iu;

/** What is said of the stretch before: “trong 9 tháng”. Else it is that of the report, or whole years. */
function isWhole({ head }: Document, lead: string, { from, to }: Months): boolean {
  const months = to - from + 1;
  if (/đến nay|từ (?:năm|khi|đầu nhiệm kỳ|ngày)/iu.test(lead)) return false;
  const said = [...lead.matchAll(/(\d{1,2}|ba|bốn|sáu|chín) tháng(?! \d)/giu)].at(-1);
  if (said) return (WORDS[(said[1] ?? '').toLowerCase()] ?? Number(said[1])) === months;
  const own = head.period;
  const opens = ((from - 1) % TWELVE) + 1;
  // “(quý III là 44, 6 tháng đầu năm là 82)” in the report of quarter III and nine months.
  if (own && months <= TWELVE && own.to_month === opens + months - 1 && (opens === 1 || opens === own.from_month)) return true;
  return (from - 1) % TWELVE === 0 && to % TWELVE === 0;
}
