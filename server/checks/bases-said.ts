import { type RatioClaim, ratioClaims } from './bind.ts';
import { isWholeCount } from './countable.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Grid, gridsOf } from './grid.ts';
import { rateDiffers } from './ratio.ts';
import { compare, equal } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotInCell, spotOf } from './rule.ts';
import { fits } from './share-bases.ts';
import { sharesInWords } from './shares-in-words.ts';
import { flat } from './shown-tables.ts';
import { isMisprintedShare } from './story.ts';
import { toldIn } from './told-in.ts';

// Rates whose base the sentence says in its own way, and which fit another figure of the report instead. R01.

/** Rates of a base said before the name of the rate, of the whole of a column, of the year before. */
export function* basesSaid(context: Context): Generator<Fault> {
  yield* sharesInWords(context);
  for (const passage of toldIn(context.document, 1)) {
    if (!passage.figures.some(({ kind, decimals }) => kind === 'percent' && decimals > 0)) continue;
    yield* amongSome(context, passage);
    yield* onWhat(context, passage);
    yield* ofGrown(context, passage);
    for (const claim of ratioClaims(passage)) yield* ofColumn(context, passage, claim);
  }
}

const isRate = (f: Figure): boolean => f.kind === 'percent' && f.bound === 'exact' && f.decimals > 0;
const AMONG = /(?:^|[.;,:]\s)(?:như vậy,? )?(?:trong|trên)(?: tổng)?(?: số)?\s$/iu;
const NAMED = /^\s[^.;:()\d]{2,60},\s(?:tỷ|tỉ) lệ\s([^.;,:()\d]{5,40}?)\s(?:là|đạt|chiếm|ở mức)\s$/iu;

/** “trong 100 nhiệm vụ đã hoàn thành, tỷ lệ đúng hạn là 81,4 %”: the 96 on time of the 100, not of the 118 that were given. */
function* amongSome(context: Context, passage: Passage): Generator<Fault> {
  const { text, figures } = passage;
  for (const [i, base] of figures.entries()) {
    const percent = figures[i + 1];
    if (!percent || !isWholeCount(base) || !isRate(percent) || !AMONG.test(text.slice(Math.max(0, base.start - 30), base.start)))
      continue;
    const name = flat(NAMED.exec(text.slice(base.tail, percent.start))?.[1] ?? '');
    if (name === '') continue;
    const counts = figures.filter((f) => isWholeCount(f) && f.end < base.start && f.unit === base.unit);
    const parts = counts.filter((f) => {
      const lead = flat(
        text
          .slice(Math.max(0, f.start - 60), f.start)
          .split(/[,;.(]\s/u)
          .at(-1) ?? '',
      );
      return lead.endsWith(name) || flat(text.slice(f.tail, f.tail + 40)).startsWith(name);
    });
    const [part, more] = parts;
    if (!part || more || compare(exactOf(part), exactOf(base)) > 0 || fits(part, base, percent)) continue;
    if (!counts.some((f) => f !== part && fits(part, f, percent))) continue;
    decided(context);
    const at = spotIn(passage, base.start, percent.tail);
    yield { ...faultOf(passage, part, base, percent, [spotOf(passage, part)]), at };
  }
}

const ON =
  /(?:^|[.;]\s|\n)\s*(?:như vậy,? |theo đó,? )?(?:tỷ|tỉ) lệ\s([^.;,:()\d]{5,50}?)\s(?:tính )?trên (?:tổng )?số\s([^.;,:()\d]{5,50}?)\s(?:là|đạt|bằng|chiếm|ở mức)\s$/iu;
const OF_WHAT = /^(?:hồ sơ|đơn|văn bản|nhiệm vụ|phản ánh|kiến nghị|thủ tục|dự án|người|hộ)\s(?=\p{L})/u;

/** “Đã hoàn thành 47, trong đó đúng hạn 45 … Tỷ lệ hoàn thành đúng hạn trên số nhiệm vụ đã hoàn thành bằng 80,36 %”: of the 56 that were given. */
function* onWhat(context: Context, passage: Passage): Generator<Fault> {
  const { text, figures } = passage;
  if (!text.includes(' trên ')) return;
  for (const percent of figures) {
    if (!isRate(percent)) continue;
    const said = ON.exec(text.slice(Math.max(0, percent.start - 130), percent.start));
    if (!said) continue;
    const [name, of] = [flat(said[1] ?? ''), flat(said[2] ?? '').replace(OF_WHAT, '')];
    const counts = figures.filter((f) => isWholeCount(f) && f.end < percent.start);
    const called = (is: (lead: string) => boolean): Figure[] => counts.filter((f) => is(leadOf(text, f)));
    const [base, other_base] = called((lead) => lead === of || lead.endsWith(` ${of}`));
    const [part, other_part] = called((lead) => lead.includes(' ') && (name === lead || name.endsWith(` ${lead}`)));
    if (!base || other_base || !part || other_part || part === base || compare(exactOf(part), exactOf(base)) > 0) continue;
    if (fits(part, base, percent)) continue;
    if (!isMisprintedShare(percent, part, base) && !counts.some((f) => f !== part && fits(part, f, percent))) continue;
    decided(context);
    yield {
      ...faultOf(passage, part, base, percent, [spotOf(passage, part), spotOf(passage, base)]),
      at: spotIn(passage, percent.start - said[0].trimStart().length, percent.tail),
    };
  }
}

/** What stands right before a count, back to a mark. */
const leadOf = (text: string, { start }: Figure): string =>
  flat(
    text
      .slice(Math.max(0, start - 60), start)
      .split(/[,;.(:]\s/u)
      .at(-1) ?? '',
  )
    .replace(/^(?:cụ thể|trong đó|gồm|bao gồm|và|có)\s/u, '')
    .replace(/\s(?:là|có|được)$/u, '');

const GROWN = /(?<!\p{L})(tăng|giảm)\s$/iu;
const THAN =
  /^\s(?:so )?với (?:cùng kỳ )?(?:năm|quý|kỳ|tháng|cùng kỳ)(?:\s(?:trước|ngoái|học|\d{4}|[IVX]+|năm|cùng kỳ)){1,4}\s\($/iu;

/** “Số đã giải quyết tăng 452 hồ sơ so với năm 2023 (9,3 %)” of the 4.864 of this year instead of the 4.412 of that one. */
function* ofGrown(context: Context, passage: Passage): Generator<Fault> {
  const { text, figures } = passage;
  for (const [i, change] of figures.entries()) {
    const percent = figures.slice(i + 1, i + 4).find(isRate);
    if (!percent || !isWholeCount(change) || !/^\s?\)/u.test(text.slice(percent.tail))) continue;
    const verb = GROWN.exec(text.slice(Math.max(0, change.start - 8), change.start))?.[1]?.toLowerCase();
    if (!verb || !THAN.test(text.slice(change.tail, percent.start))) continue;
    const sentence = segmentAt(segmentsOf(text), change.start);
    const name = flat(text.slice(sentence?.start ?? 0, change.start - verb.length - 1)).replace(/^(?:tổng )?số (?:hồ sơ )?/u, '');
    if (name.length < 5) continue;
    const now = figures.filter(
      (f) =>
        isWholeCount(f) &&
        f.unit === change.unit &&
        f.end < change.start &&
        flat(text.slice(Math.max(0, f.start - 60), f.start)).endsWith(name),
    );
    const [known, more] = now;
    if (!known || more || !fits(change, known, percent)) continue;
    const then = exactOf(known).n + (verb === 'tăng' ? -1n : 1n) * exactOf(change).n;
    const earlier = figures.find((f) => isWholeCount(f) && f !== known && exactOf(f).n === then);
    if (!earlier || fits(change, earlier, percent)) continue;
    decided(context);
    yield faultOf(passage, change, earlier, percent, [spotOf(passage, earlier)]);
  }
}

const SHARE = /chiếm|tỷ trọng/iu;
const NO_OTHER = /^\s?(?:[.,;)]|$)/u;

/** “quý III là 244.133 hồ sơ …; cấp xã chiếm tỷ trọng lớn nhất với 170.412 hồ sơ, bằng 65,13 %”: a table has both in one column. */
function* ofColumn(context: Context, passage: Passage, { percent, part, fraction }: RatioClaim): Generator<Fault> {
  const { text, figures } = passage;
  if (!part || fraction || !isRate(percent) || !isWholeCount(part) || part.start > percent.start || exactOf(part).n < 100n)
    return;
  const clause = segmentAt(segmentsOf(text, '.;'), part.start);
  const sentence = segmentAt(segmentsOf(text, '.?!'), part.start);
  if (!clause || !sentence || !SHARE.test(text.slice(clause.start, percent.start))) return;
  if (!NO_OTHER.test(text.slice(percent.tail)) || figures.some((f) => isWholeCount(f) && f !== part && fits(part, f, percent)))
    return;
  const told = figures.filter((f) => isWholeCount(f) && f.start >= sentence.start && f.end < part.start && f.unit === part.unit);
  for (const grid of told.length > 0 ? gridsOf(context.document).slice(0, 40) : []) {
    const found = wholeIn(grid, part, percent, told);
    if (found === 'fits') return;
    if (!found || !fitsOther(context, part, percent)) continue;
    decided(context);
    yield faultOf(passage, part, found.base, percent, [spotOf(passage, found.base), spotInCell(grid.table, found.cell)]);
    return;
  }
}

type Whole = { base: Figure; cell: NonNullable<Grid['rows'][number]['figures'][number]>['cell'] };

function wholeIn(grid: Grid, part: Figure, percent: Figure, told: readonly Figure[]): Whole | 'fits' | null {
  const total = grid.rows.find((row) => row.is_total);
  for (const row of total ? grid.rows : []) {
    if (row === total) continue;
    for (const [c, entry] of row.figures.entries()) {
      const all = total?.figures[c];
      if (!entry || !all || !equal(exactOf(entry.figure), exactOf(part))) continue;
      // The share of its own row is another one.
      if (
        row.figures.some((other) => other && other !== entry && exactOf(other.figure).n > 0n && fits(part, other.figure, percent))
      )
        return 'fits';
      if (fits(part, all.figure, percent)) return 'fits';
      const base = told.find((f) => equal(exactOf(f), exactOf(all.figure)));
      if (base) return { base, cell: all.cell };
    }
  }
  return null;
}

/** The second witness: some other count of the report makes it. */
const fitsOther = (context: Context, part: Figure, percent: Figure): boolean =>
  context.document.passages.some(({ figures }) =>
    figures.some((f) => isWholeCount(f) && f.unit === part.unit && fits(part, f, percent)),
  );

const faultOf = (
  passage: Passage,
  part: Figure,
  base: Figure,
  percent: Figure,
  related: NonNullable<Fault['related']>,
): Fault => ({
  ...rateDiffers(part, base, percent),
  message: 'other_base',
  at: spotIn(passage, Math.min(part.start, percent.start), Math.max(percent.tail, part.tail)),
  related,
  shares: [passage.offset + percent.start, passage.offset + part.start],
});
