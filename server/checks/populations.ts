import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { compare, equal, printScaled, subtract } from './rational.ts';
import { type Context, decided, type Fault, type Spot, spotIn, spotOf } from './rule.ts';
import { flat } from './shown-tables.ts';
import { isMisprint, plainUnit, sameUnit, storyOf, type Told } from './story.ts';
import { storyOfFigures } from './told-in.ts';

/** Things that one place has one number of. */
const FIXED = new Set(['xã', 'huyện', 'thôn', 'trường', 'đơn_vị', 'hộ', 'người']);
const WHOLE = /(?:toàn|cả)\s(?:xã|phường|huyện|tỉnh|thành phố|thị xã|quận|thị trấn|ngành|trường)(?:\s(?:hiện\s)?có)?\s*$/iu;
const HAS =
  /^\s*(?:[-–+*]\s*)?(?:(?:xã|phường|huyện|tỉnh|thành phố|thị xã|quận|thị trấn)\s(?:\p{Lu}[\p{L}’']*\s){1,4}(?:hiện\s)?(?:có|gồm)|toàn (?:xã|phường|huyện|tỉnh)(?: hiện)? có)\s*$/u;
const APART = /năm trước|cùng kỳ|trước (?:khi )?sắp xếp|kế hoạch|mục tiêu|giảm|tăng|còn|thêm|sau (?:khi )?sắp xếp/iu;

type Place = { figure: Figure; passage: Passage; spot: () => Spot; word: string; at: number };

/** “Xã có 14 thôn, buôn” and “15/15 thôn, buôn”: the number of a place's parts is one, wherever it is printed. */
export function* populations(context: Context): Generator<Fault> {
  const places = placesOf(context.document);
  const by_word = Map.groupBy(places, ({ word }) => word);
  for (const group of by_word.values()) {
    const [first] = group;
    if (!first || group.length < 2) continue;
    decided(context);
    const by_value = Map.groupBy(group, ({ figure }) => String(exactOf(figure).n));
    if (by_value.size !== 2) continue;
    const [common, rare] = [...by_value.values()].toSorted((a, b) => b.length - a.length);
    const [right, odd] = [common?.[0], rare?.[0]];
    if (!right || !odd || (rare?.length ?? 0) > 1) continue;
    // A slip of the pen or off by one: other numbers may be of other places.
    const gap = exactOf(right.figure).n - exactOf(odd.figure).n;
    const is_slip = isMisprint(right.figure.raw.padStart(2, '0'), odd.figure.raw.padStart(2, '0')) || (gap < 2n && gap > -2n);
    if (!is_slip) continue;
    yield {
      message: 'number',
      severity: 'error',
      at: odd.spot(),
      figures: [odd.figure, right.figure],
      data: { unit: odd.word, first: odd.figure.raw, second: right.figure.raw },
      expected: right.figure.raw,
      related: [right.spot()],
      shares: [odd.at],
    };
  }
}

/** Wholes: what “toàn xã có” counts, and the base of `15/15` when all of it is meant. */
function placesOf(document: Document): Place[] {
  return document.passages.flatMap((passage): Place[] => {
    if (passage.section.is_plan || passage.is_footnote) return [];
    const wordOf = (figure: Figure): string =>
      flat(passage.text.slice(figure.end, Math.max(figure.tail, figure.end)).concat(restOf(passage, figure)));
    const wholes = passage.figures.filter(
      (f) =>
        f.kind === 'count' &&
        f.bound === 'exact' &&
        f.scale === 1n &&
        FIXED.has(f.unit) &&
        !passage.fractions.some((x) => x.a.start === f.start || x.b.start === f.start) &&
        (WHOLE.test(passage.text.slice(Math.max(0, f.start - 40), f.start)) ||
          HAS.test(
            passage.text
              .slice(Math.max(0, f.start - 60), f.start)
              .split(/[.;]\s/)
              .at(-1) ?? '',
          )) &&
        !APART.test(passage.text.slice(Math.max(0, f.start - 60), f.start)),
    );
    const bases = passage.fractions.filter((x) => FIXED.has(x.unit) && (equal(exactOf(x.a), exactOf(x.b)) || x.unit === 'xã'));
    return [
      ...wholes.map((figure) => ({
        figure,
        passage,
        spot: () => spotOf(passage, figure),
        word: wordOf(figure),
        at: passage.offset + figure.start,
      })),
      ...bases.map(({ b, start, tail }) => ({
        figure: b,
        passage,
        spot: () => spotIn(passage, start, tail),
        word: wordOf(b),
        at: passage.offset + b.start,
      })),
    ].filter(({ word }) => word !== '');
  });
}

/** “thôn, buôn”, “xã, thị trấn”: the unit goes on after a comma. */
function restOf({ text }: Passage, figure: Figure): string {
  const m = /^,\s(?:thị trấn|phường|thị xã|buôn|bản|tổ dân phố|khu phố|làng|khối|xóm)(?:,\s(?:thị trấn|phường))?/iu.exec(
    text.slice(figure.tail),
  );
  return m?.[0] ?? '';
}

const RAISE = /(?:nâng|đưa)(?:\s(?:tổng\s)?(?:số|lên|tỷ lệ|tổng))*[^.;\d]{0,40}\slên(?:\sthành)?\s*$/iu;
const MORE = /(?:có\s)?thêm\s*$|tăng(?: thêm| tối thiểu| ít nhất)?\s*$/iu;

/** “Phấn đấu có thêm 02 trường …, nâng tổng số lên 53 trường”: what there is now, told before, and what is added. */
export function* raised(context: Context): Generator<Fault> {
  const story = storyOf(context.document);
  let all: Told[] | null = null;
  for (const sentences of storyOfFigures(context.document))
    for (const { passage, told } of sentences) {
      if (passage.is_footnote || told.length < 2) continue;
      for (const [i, goal] of told.entries()) {
        const more = told[i - 1];
        if (!more || !sameUnit(more.figure, goal.figure) || more.figure.scale !== goal.figure.scale) continue;
        const lead = (t: Told): string => passage.text.slice(Math.max(0, t.figure.start - 60), t.figure.start);
        if (!RAISE.test(lead(goal)) || !MORE.test(lead(more))) continue;
        const now = subtract(exactOf(goal.figure), exactOf(more.figure));
        all ??= story.flatMap((own) => own.flatMap((s) => [...s.told, ...s.parts]));
        const before = all.filter(
          (t) =>
            t.passage.index <= passage.index &&
            t.at < more.at &&
            t.figure.scale === goal.figure.scale &&
            sameUnit(t.figure, goal.figure),
        );
        decided(context);
        if (before.length === 0 || before.some((t) => equal(exactOf(t.figure), now))) continue;
        const near = before.find((t) => {
          const gap = subtract(exactOf(t.figure), now);
          return (
            isMisprint(printScaled(now, goal.figure.scale).padStart(2, '0'), t.figure.raw.padStart(2, '0')) ||
            (compare(gap, { n: 2n, d: 1n }) < 0 && compare(gap, { n: -2n, d: 1n }) > 0)
          );
        });
        if (!near || plainUnit(goal.figure) === '') continue;
        const expected = printScaled(
          subtract(exactOf(near.figure), { n: -exactOf(more.figure).n, d: exactOf(more.figure).d }),
          goal.figure.scale,
        );
        yield {
          message: 'raised',
          at: spotIn(passage, more.figure.start, goal.figure.tail),
          figures: [near.figure, more.figure, goal.figure],
          data: { now: near.figure.raw, more: more.figure.raw, goal: goal.figure.raw, expected },
          expected,
          related: [spotOf(near.passage, near.figure)],
          shares: [goal.at, more.at],
        };
      }
    }
}
