import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { gridsOf } from './grid.ts';
import { add, compare, equal, type Rational, subtract } from './rational.ts';
import { type Context, type Fault, type Spot, spotInCell, spotOf } from './rule.ts';
import { isMisprint, plainUnit, sameUnit, storyOf } from './story.ts';
import { placesTwice, toldTwice } from './told-twice.ts';

/** A figure with the words that name it, wherever it stands. */
type Named = { figure: Figure; spot: () => Spot; words: () => Set<string>; passage: Passage | null; order: number };

const STOP = new Set(
  'tỷ tỉ lệ đạt là chiếm của các số tổng được đã và với trên tại trong theo có cho kết quả việc năm từ đến mới chỉ ước thực hiện này đó như vậy còn lại những một hai về do bởi khi sau hơn cao thấp tuy nhưng vẫn nên thì mà ở ra vào cũng đều bằng so cụ thể bao gồm toàn chung lên tới nhất'.split(
    ' ',
  ),
);
const APART =
  /so với|cùng kỳ|năm trước|quý trước|tháng trước|kế hoạch|chỉ tiêu|mục tiêu|dự kiến|phấn đấu|tối thiểu|quy định|yêu cầu|tăng|giảm|hơn|vượt|bình quân|trung bình|giai đoạn|lũy kế|thêm|riêng|mỗi|dưới|năm 20\d\d|tháng \d/iu;
/** Sections that say again what others told. */
const AGAIN = /tồn tại|hạn chế|khó khăn|đánh giá|nhận xét|kết luận|tổng hợp|ưu điểm|kết quả nổi bật|khái quát|tóm tắt/iu;

/** Computed when first asked. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const contentOf = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .filter((word) => word.length > 1 && !STOP.has(word)),
  );

const titlesOf = (passage: Passage): string => {
  const titles: string[] = [];
  for (let s: Passage['section'] | null = passage.section; s?.parent; s = s.parent) titles.push(s.title.slice(0, 120));
  return titles.join(' ');
};

const known = new WeakMap<Passage, boolean>();

function again(passage: Passage): boolean {
  let is = known.get(passage);
  if (is === undefined) {
    is = AGAIN.test(titlesOf(passage)) || /^\s*(?:như vậy|tóm lại|nhìn chung|tổng hợp lại)/iu.test(passage.text);
    known.set(passage, is);
  }
  return is;
}

/**
 * A figure that a section of assessment, or a sentence that sums up, says again: it stands nowhere else, while one that is called the same and is
 * one misprint away does.
 */
export function* repeatsFar(context: Context): Generator<Fault> {
  const { document } = context;
  const story = storyOf(document);
  const counts: Named[] = [];
  const rates: Named[] = [];
  let order = 0;
  for (const sentences of story)
    for (const sentence of sentences) {
      const { passage } = sentence;
      order += 1;
      if (passage.is_footnote) continue;
      for (const { figure, before, after } of [...sentence.told, ...sentence.parts]) {
        const words = once(() => {
          const own = after.split(/(?:^|\s)(?:do|vì|bởi|tập trung|chủ yếu|nhất là|thuộc)(?=\s)/iu)[0] ?? '';
          return contentOf(`${before} ${own} ${passage.text.slice(figure.end, figure.tail)}`);
        });
        counts.push({ figure, spot: () => spotOf(passage, figure), words, passage, order });
      }
      for (const figure of passage.figures) {
        if (
          figure.kind !== 'percent' ||
          figure.bound !== 'exact' ||
          figure.start < sentence.start ||
          figure.start >= sentence.end
        )
          continue;
        const words = once(() =>
          contentOf(clauseOf(passage.text.slice(Math.max(sentence.start, figure.start - 110), figure.start), passage)),
        );
        rates.push({ figure, spot: () => spotOf(passage, figure), words, passage, order });
      }
    }
  yield* toldTwice(context);
  yield* placesTwice(context);
  if (counts.length > 4000 || rates.length > 2000) return;
  const cells = cellsOf(document);
  yield* saidAgain(context, counts, cells, 'count_differs');
  yield* saidAgain(
    context,
    rates,
    cells.map((cell) => ({ ...cell, figure: { ...cell.figure, kind: 'percent' as const, unit: '' } })),
    'two_for_one',
  );
}

/** “…; tỷ lệ hồ sơ trực tuyến đạt” in an assessment: what stands before the semicolon names another figure. */
const clauseOf = (text: string, passage: Passage): string =>
  again(passage) && /;\s[^;]*\p{L}{2}\s[^;]*\p{L}{2}\s/u.test(text) ? (text.split(/;\s/u).at(-1) ?? text) : text;

function* saidAgain(context: Context, all: readonly Named[], cells: readonly Named[], message: string): Generator<Fault> {
  let near: ReturnType<typeof misprintsOf> | null = null;
  const told = Map.groupBy(all, ({ figure }) => keyOf(figure));
  const shown = new Set(cells.map(({ figure }) => keyOf(figure)));
  const by_passage = once(() => Map.groupBy(all, ({ passage }) => passage));
  const rests = once(() => {
    const fractions = context.document.passages.flatMap((one) => one.fractions);
    return new Set(fractions.map(({ a, b }) => reduced(subtract(exactOf(b), exactOf(a)))));
  });
  for (const second of all) {
    const { passage, figure } = second;
    if (!passage) continue;
    if (figure.kind === 'count' && (plainUnit(figure) === '' || figure.unit === 'điểm')) continue;
    if (figure.raw.replace(/\D/g, '').length < 2 || (figure.kind !== 'count' && figure.decimals === 0)) continue;
    const value = keyOf(figure);
    if (shown.has(value) || told.get(value)?.some((other) => other !== second && isSameKind(other.figure, figure))) continue;
    const recalls = passage.section.is_plan ? REMAINS.test(aroundOf(second)) : again(passage);
    if (!recalls && (passage.section.is_plan || second.words().size < 4)) continue;
    // “Chỉ tiêu thanh toán trực tuyến chỉ đạt 46,8 %”: what came of the target.
    const lead = passage.text
      .slice(Math.max(0, figure.start - 45), figure.start)
      .replace(/chỉ tiêu(?=[^.;,()\d]{3,40}\s(?:chỉ|mới)\sđạt\s*$)/iu, '');
    if (APART.test(lead) || /^\s*(?:trở lên|điểm phần trăm)/iu.test(passage.text.slice(figure.tail))) continue;
    context.count('seen');
    near ??= misprintsOf(all);
    const first = near(second).find(
      (other) =>
        other.order < second.order &&
        other.passage !== null &&
        other.passage !== passage &&
        // Within one section both are told, neither is told again.
        other.passage.section !== passage.section &&
        !other.passage.section.is_plan &&
        (recalls ? !passage.section.is_plan || REMAINS.test(aroundOf(other)) : isSameName(second, other)) &&
        isAlike(second, other) &&
        isOneScope(second, other) &&
        !APART.test(other.passage.text.slice(Math.max(0, other.figure.start - 30), other.figure.start)),
    );
    if (!first || (figure.kind === 'count' && isReckoned(second, by_passage()))) continue;
    // “18/30 đơn vị”, then “12 đơn vị còn lại”.
    if (rests().has(reduced(exactOf(figure)))) continue;
    context.count('bound');
    context.count('checked');
    yield {
      message,
      at: second.spot(),
      figures: [first.figure, figure],
      data: { name: [...second.words()].slice(0, 6).join(' ') || 'này', first: second.spot().quote, second: first.spot().quote },
      expected: first.figure.raw,
      related: [first.spot()],
      shares: [second.spot().location.offset, first.spot().location.offset],
    };
  }
}

const isSameKind = (other: Figure, figure: Figure): boolean =>
  figure.kind !== 'count' || sameUnit(other, figure) || other.unit === '';
const keyOf = (figure: Figure): bigint | string => {
  const { n, d } = exactOf(figure);
  return d === 1n ? n : `${n}/${d}`;
};

/** The same for equal values, however they were reckoned. */
function reduced({ n, d }: Rational): string {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? '0' : `${n / a}/${d / a}`;
}

/** Figures by what their digits become when one is struck out, or when all are sorted: only these can be misprints of each other. */
function misprintsOf(all: readonly Named[]): (second: Named) => Named[] {
  const keysOf = ({ figure }: Named): string[] => {
    const digits = padded(figure);
    const kind = figure.kind === 'count' ? '' : `%${figure.decimals}`;
    return [
      ...[...digits].map((_, i) => `${kind}${digits.slice(0, i)}*${digits.slice(i + 1)}`),
      `${kind}${[...digits].sort().join('')}`,
    ];
  };
  const index = new Map<string, Named[]>();
  for (const named of all)
    for (const key of keysOf(named)) {
      const list = index.get(key);
      if (!list) index.set(key, [named]);
      else if (list.length < MOST_ALIKE) list.push(named);
    }
  return (second) =>
    [...new Set(keysOf(second).flatMap((key) => index.get(key) ?? []))].filter(
      (other) =>
        other !== second && isSameKindOf(other.figure, second.figure) && isMisprint(padded(other.figure), padded(second.figure)),
    );
}

const MOST_ALIKE = 60;
const isSameKindOf = (other: Figure, figure: Figure): boolean => figure.kind !== 'count' || sameUnit(other, figure);

/** The sum or the difference of two that stand in one paragraph. */
function isReckoned(second: Named, by_passage: ReadonlyMap<Passage | null, Named[]>): boolean {
  const value = exactOf(second.figure);
  const makes = (a: Rational, b: Rational): boolean =>
    equal(add(a, b), value) || equal(subtract(a, b), value) || equal(subtract(b, a), value);
  for (const group of by_passage.values()) {
    const few = group.filter((other) => other !== second && isSameKind(other.figure, second.figure)).slice(0, 16);
    if (few.some((a, i) => few.some((b, j) => j > i && makes(exactOf(a.figure), exactOf(b.figure))))) return true;
  }
  return false;
}

/** What is still to be done, in a plan: “xử lý dứt điểm 06 phản ánh đang tồn”. */
const REMAINS = /còn lại|đang (?:tồn|xử lý|giải quyết)|tồn đọng|còn tồn|chưa \p{L}+|quá hạn|chậm/iu;

const aroundOf = ({ passage, figure }: Named): string =>
  (passage as Passage).text.slice(Math.max(0, figure.start - 40), figure.tail + 40);

/** Called by the same four words or more, not one of them left out. */
const isSameName = (second: Named, first: Named): boolean =>
  second.words().size === first.words().size &&
  [...second.words()].every((word) => first.words().has(word)) &&
  second.figure.decimals > 0;

const padded = (figure: Figure): string => figure.raw.replace(/\D/g, '').padStart(2, '0');

const LEVEL = /toàn (?:tỉnh|huyện|xã|ngành|thành phố)|tính chung|(?:cả )?(?:hai|ba) cấp|cấp (?:tỉnh|huyện|xã)|chung/giu;

/** A rate of all levels together is not that of one of them. */
function isOneScope(second: Named, first: Named): boolean {
  if (second.figure.kind === 'count') return true;
  const levels = ({ passage, figure }: Named, own = (text: string): string => text): string =>
    (
      [...own((passage as Passage).text.slice(Math.max(0, figure.start - 240), figure.start)).matchAll(LEVEL)]
        .at(-1)?.[0]
        .toLowerCase() ?? ''
    ).replace(/^(?:toàn|tính|cả|hai|ba|chung).*$/u, 'chung');
  const level = levels(second, (text) => clauseOf(text, second.passage as Passage));
  return (
    level === '' ||
    level === levels(first) ||
    titlesOf(first.passage as Passage)
      .toLowerCase()
      .includes(level)
  );
}

/** What names the second is said of the first, in its sentence or its headings. */
function isAlike(second: Named, first: Named): boolean {
  const words = [...second.words()];
  if (words.length === 0) return false;
  const around = contentOf(
    `${titlesOf(first.passage as Passage)} ${(first.passage as Passage).text.slice(Math.max(0, first.figure.start - 160), first.figure.tail + 50)}`,
  );
  const shared = words.filter((word) => first.words().has(word));
  const told = words.filter((word) => around.has(word) || first.words().has(word));
  if (compare(exactOf(second.figure), { n: 100n, d: 1n }) < 0 && second.figure.kind === 'count')
    return shared.length >= 1 && told.length * 4 >= words.length * 3 && told.length >= 2;
  return told.length * 3 >= words.length * 2 && told.length >= 1;
}

function cellsOf(document: Document): Named[] {
  return gridsOf(document)
    .slice(0, 60)
    .flatMap((grid) =>
      grid.rows.slice(0, 200).flatMap((row) =>
        row.figures.flatMap((entry) =>
          entry
            ? [
                {
                  figure: entry.figure,
                  spot: () => spotInCell(grid.table, entry.cell),
                  words: () => new Set<string>(),
                  passage: null,
                  order: 0,
                },
              ]
            : [],
        ),
      ),
    );
}
