import { isGlue } from './bind.ts';
import { type Passage, passageAt, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Entry, type Flow, flowsInProse } from './flows.ts';
import { recomputed } from './ratio.ts';
import { add, compare, equal, HUNDRED } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { fits } from './share-bases.ts';

// “giải quyết 12.699 hồ sơ, trong đó 12.633 hồ sơ trước và đúng hạn, tỷ lệ 97,38 %”: what was done on time is a share of what was done. The same count over
// what came in gives a rate with decimals too, so the finders that let a rate be when any count near fits let this one be. Here the account says which count
// is which, and the rate is asked of what was done alone. R01.

/** Words right behind a rate that say of what it is. */
const OF_OTHER = /^[^.;,)]{0,40}(?:tổng|(?<!\p{L})số|tiếp nhận|so với|kế hoạch|cùng kỳ|phải giải quyết)/iu;
/** Right before it: a rate of another time, or one that is asked for. */
const APART = /(?:cùng kỳ|năm trước|kỳ trước|chỉ tiêu|mục tiêu|tối thiểu|yêu cầu|tăng|giảm)[^.;,]{0,20}$/iu;
const NAMED =
  /(?:tỷ|tỉ) lệ\s(?:hồ sơ\s)?(?:được\s)?(?:giải quyết\s|xử lý\s|trả\s)?(?:(?:trước|sớm)(?: hạn)?(?: và |, |\/)(?=đúng))?(?:đúng hạn|trước hạn)(?:\s(?:đạt|là|chiếm))?:?\s*$/iu;

/** Rates of what was done on time, early or late that are reckoned over what came in. */
export function* sharesOfDone(context: Context): Generator<Fault> {
  for (const flow of flowsInProse(context.document)) {
    const done = flow.slots.get('resolved');
    if (!done || exactOf(done.figure).n < 20n) continue;
    const wholes = wholesOf(flow).filter((whole) => compare(exactOf(whole), exactOf(done.figure)) > 0);
    if (wholes.length === 0) continue;
    for (const part of partsOf(flow)) {
      const fault = judged(context, part, done, wholes);
      if (fault) yield fault;
    }
  }
}

/** What came in, with and without what was left before. */
function wholesOf({ slots }: Flow): Figure[] {
  const [received, carried, fresh] = (['received', 'carried', 'new'] as const).map((slot) => slots.get(slot)?.figure);
  const all = carried && fresh ? [asFigure(carried, fresh)] : [];
  return [...(received ? [received] : []), ...(fresh ? [fresh] : []), ...all];
}

const asFigure = (a: Figure, b: Figure): Figure => ({
  ...a,
  raw: `${a.raw} + ${b.raw}`,
  readings: [{ value: add(exactOf(a), exactOf(b)), decimals: 0, is_foreign: false }],
});

type Part = { figure: Figure; entry: Entry; is_on_time: boolean };

/** On time in one count or in two, and late. */
function partsOf({ slots }: Flow): Part[] {
  const parts: Part[] = [];
  for (const slot of ['on_or_before', 'on_time', 'early', 'late'] as const) {
    const entry = slots.get(slot);
    if (entry) parts.push({ figure: entry.figure, entry, is_on_time: slot !== 'late' });
  }
  const [early, on_time] = [slots.get('early'), slots.get('on_time')];
  if (early && on_time && !slots.has('on_or_before'))
    parts.push({
      figure: asFigure(early.figure, on_time.figure),
      entry: early.id > on_time.id ? early : on_time,
      is_on_time: true,
    });
  return parts;
}

function judged(context: Context, part: Part, done: Entry, wholes: readonly Figure[]): Fault | null {
  const { figure, entry } = part;
  const passage = passageAt(context.document, entry.id);
  if (!passage || compare(exactOf(figure), exactOf(done.figure)) >= 0) return null;
  const percent = rateOf(passage, part);
  if (!percent || percent.decimals === 0 || equal(exactOf(percent), HUNDRED) || fits(figure, done.figure, percent)) return null;
  const whole = wholes.find((other) => fits(figure, other, percent));
  // What was done, over what came in, may be what is meant.
  if (!whole || wholes.some((other) => fits(done.figure, other, percent)) || isOfOwn(passage, figure, percent)) return null;
  decided(context);
  const a = figure.raw;
  return {
    message: 'of_done',
    at: spotIn(passage, Math.min(entry.figure.start, percent.start), percent.tail),
    figures: [figure, done.figure, percent],
    data: {
      percent: percent.raw,
      a,
      b: done.figure.raw,
      whole: whole.raw,
      exact: recomputed(figure, done.figure, percent.decimals + 2) ?? '',
    },
    expected: `${recomputed(figure, done.figure, percent.decimals)}%`,
    related: [done.spot],
    shares: [passage.offset + percent.start, entry.id],
  };
}

/** Another count of the paragraph, of what was done somewhere else, that is not of the account. */
const isOfOwn = (passage: Passage, figure: Figure, percent: Figure): boolean =>
  passage.fractions.some(
    ({ a, b }) => Math.abs(b.end - percent.start) < 60 && !equal(exactOf(a), exactOf(figure)) && fits(a, b, percent),
  );

/** The rate right behind a count, or the one that the same sentence names so. */
function rateOf(passage: Passage, { figure, entry, is_on_time }: Part): Figure | null {
  const { text, figures } = passage;
  const at = figures.findIndex((f) => passage.offset + f.start === entry.id);
  const next = figures[at + 1];
  const is_whole = figure === entry.figure;
  const sentence = segmentAt(segmentsOf(text, '.?!'), entry.figure.start);
  const is_rate = (f: Figure): boolean =>
    f.kind === 'percent' &&
    f.bound === 'exact' &&
    f.start < (sentence?.end ?? 0) &&
    !OF_OTHER.test(text.slice(f.tail, f.tail + 60));
  if (is_whole && next && is_rate(next)) {
    const glue = text.slice(entry.figure.tail, next.start);
    if (
      /[(]|đạt|chiếm|tỷ lệ|tỉ lệ|bằng/iu.test(glue) &&
      isGlue(glue) &&
      !APART.test(text.slice(Math.max(0, next.start - 40), next.start))
    )
      return next;
  }
  if (!is_on_time) return null;
  return (
    figures.find(
      (f) => f.start > entry.figure.start && is_rate(f) && NAMED.test(text.slice(Math.max(0, f.start - 90), f.start)),
    ) ?? null
  );
}
