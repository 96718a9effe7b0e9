import type { Document, Passage } from './document.ts';
import { exactOf, type Figure, type Fraction } from './figure.ts';
import type { Section } from './outline.ts';
import { addsUp, areComplete, areParallel, labelOfFigure, overlap, prefixFits, sumOf } from './parts.ts';
import { absolute, compare, printScaled, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { isSlip } from './slip.ts';

// Parts of a total that stand under it: items of a list, sections.

export const isPartOfFraction = (passage: Passage, figure: Figure): boolean =>
  passage.fractions.some((f) => f.a.start === figure.start || f.b.start === figure.start);

/** A total and parts that do not make it; `where`: the passage of each part, when not that of the total. */
export function partsFault(
  passage: Passage,
  total: Figure,
  parts: readonly Figure[],
  severity: 'error' | 'warning',
  where: readonly Passage[] = [],
): Fault {
  const sum = sumOf(parts);
  return {
    message: 'differs',
    severity,
    at: spotOf(passage, total),
    figures: [total, ...parts],
    data: {
      total: total.raw,
      parts: parts.map((part) => part.raw).join(' + '),
      sum: printScaled(sum, total.scale),
      gap: printScaled(absolute(subtract(sum, exactOf(total))), total.scale),
    },
    expected: printScaled(sum, total.scale),
    related: parts.map((part, i) => spotOf(where[i] ?? passage, part)),
    shares: [passage.offset + total.start, ...parts.map((part, i) => (where[i] ?? passage).offset + part.start)],
  };
}

/** A part that is more than its whole; each with the passage it stands in. */
export const exceedsFault = (at: Passage, part: Figure, total: Figure, where: Passage = at): Fault => ({
  message: 'exceeds',
  at: spotOf(at, part),
  figures: [part, total],
  data: { part: part.raw, total: total.raw },
  related: [spotOf(where, total)],
  shares: [at.offset + part.start, where.offset + total.start],
});

/** More done of things than there are, told as a fraction. */
export const overFault = (passage: Passage, { a, b, start, tail }: Fraction): Fault => ({
  message: 'exceeds',
  at: spotIn(passage, start, tail),
  figures: [a, b],
  data: { part: a.raw, total: b.raw },
  shares: [passage.offset + a.start, passage.offset + b.start],
});

/** Items directly under a passage: bullets of one mark, or paragraphs that begin alike. */
function itemsUnder(document: Document, passage: Passage): Passage[] {
  const items: Passage[] = [];
  const first = document.passages[passage.index + 1];
  if (!first || first.is_footnote) return items;
  const mark = first.label?.style === 'bullet' ? first.label.text : null;
  if (mark === null || (passage.label?.style === 'bullet' && passage.label.text === mark)) return items;
  for (let i = passage.index + 1; i < document.passages.length && i <= passage.index + 60; i += 1) {
    const item = document.passages[i] as Passage;
    if (item.is_footnote) continue;
    if (item.label?.style === 'bullet' && item.label.text === mark) items.push(item);
    else if (item.label?.style !== 'bullet' && item.label !== null) break;
    else if (item.label?.style === 'bullet' && passage.label?.style === 'bullet' && item.label.text === passage.label.text) break;
  }
  return items;
}

/** A total in a passage and one figure in each item under it. */
export function* partsInList(context: Context, passage: Passage): Generator<Fault> {
  const items = itemsUnder(context.document, passage);
  if (items.length < 2) return;
  const totals = passage.figures.filter(
    (f) => f.kind === 'count' && f.bound === 'exact' && f.unit !== '' && f.unit !== 'điểm' && !isPartOfFraction(passage, f),
  );
  const findFor = (total: Figure): { item: Passage; part: Figure }[] =>
    items.flatMap((item) => {
      const first = item.figures.find((f) => f.kind === 'count');
      // “Đã hoàn thành: 29/38 nhiệm vụ”: a part over the total itself.
      const over = item.fractions.find(
        (f) => f.a.start === first?.start && f.unit === total.unit && compare(exactOf(f.b), exactOf(total)) === 0,
      );
      if (over) return [{ item, part: { ...over.a, unit: total.unit } }];
      const part = first;
      return part && part.unit === total.unit && part.scale === total.scale && !isPartOfFraction(item, part)
        ? [{ item, part }]
        : [];
    });
  // “tiếp nhận mới 30.460, cộng 160 hồ sơ tồn, tổng số phải giải quyết 30.620”: the items are of the one that they make.
  if (
    totals.some((total) => {
      const parts = findFor(total).map(({ part }) => part);
      return parts.length === items.length && addsUp(total, parts);
    })
  )
    return decided(context);
  for (const total of totals) {
    const found = findFor(total);
    if (found.length < 2 || found.some(({ part }) => compare(exactOf(part), exactOf(total)) === 0)) continue;
    context.count('seen');
    const parts = found.map(({ part }) => part);
    const where = found.map(({ item }) => item);
    if (addsUp(total, parts) || prefixFits(total, parts)) {
      context.count('bound');
      context.count('checked');
      return;
    }
    const labels = found.map(({ item, part }) => labelOfFigure(item, part));
    // “Chia theo khối: … 1.214; … 824”: every item is a row of its own.
    if (items.filter((item) => /^[^:\d]{0,60}(?:theo|về|cơ cấu)[^:\d]{0,40}:/iu.test(item.text)).length >= 2) continue;
    const all_have = found.length === items.length;
    const told = /(?:gồm|cụ thể|như sau|chia ra|trong đó)[^:]{0,40}:?\s*$/iu.test(passage.text) || /:\s*$/.test(passage.text);
    if (!all_have || overlap(labels) || items.some((item) => /^[-–+*•\s]*(?:trong đó|tổng|ngoài ra)/iu.test(item.text))) continue;
    const complete = areComplete(labels) && told;
    const announced =
      /(?:gồm|chia ra)[^:.]{0,30}:\s*$/iu.test(passage.text) &&
      found.every(({ item, part }) => item.text.length < 140 && item.figures.find((f) => f.kind === 'count') === part);
    const is_first = total === totals[0] && (totals.length === 1 || /tổng/iu.test(passage.text.slice(0, total.start)));
    const parallel = told && areParallel(items.map((item) => item.text)) && is_first;
    if (!complete && !parallel && !announced) {
      context.unchecked(spotOf(passage, total), 'Chưa rõ các mục bên dưới có phải là toàn bộ các phần của tổng này.');
      continue;
    }
    context.count('bound');
    context.count('checked');
    yield partsFault(passage, total, parts, 'error', where);
    return;
  }
}

/** “4. Tổ chức bộ máy: có 04 nhiệm vụ …”: an item that tells its own number. */
const isCounted = (item: Passage | undefined): boolean =>
  item !== undefined && /:\s(?:có |gồm |giao |được giao )?\d{1,3}(?:\/\d{1,3})?\s\p{L}/u.test(item.text.slice(0, 120));

/** “tổng số nhiệm vụ theo từng lĩnh vực là 57 nhiệm vụ … cụ thể như sau:” and sections that say “có 08 nhiệm vụ”. */
export function* partsInSections(context: Context, passage: Passage): Generator<Fault> {
  if (passage.section.children.length < 3) return;
  if (!/(?:cụ thể|như sau|theo từng|chia theo)[^.]{0,60}[:.]?\s*$/iu.test(passage.text)) return;
  const { section } = passage;
  const children = section.children.filter(
    (child) => child.opens > passage.index && (!child.is_plan || isCounted(context.document.passages[child.opens])),
  );
  if (children.length < 3) return;
  const total = passage.figures.find(
    (f) =>
      f.kind === 'count' &&
      f.bound === 'exact' &&
      f.unit !== '' &&
      !f.unit.startsWith('~') &&
      f.unit !== 'điểm' &&
      !isPartOfFraction(passage, f),
  );
  if (!total) return;
  const found = children.flatMap((child) => {
    // “… dự kiến xong trong tháng 12” makes a plan of such an item; what stands under it may be one.
    const last = child.is_plan ? child.opens + 1 : Math.min(child.ends, child.opens + 2);
    for (let i = child.opens; i < last; i += 1) {
      const item = context.document.passages[i];
      const part = item?.figures.find((f) => f.kind === 'count' && f.unit === total.unit);
      if (item && part) {
        const share = item.fractions.find(({ b }) => b.start === part.start);
        const lead = item.text.slice(0, (share ?? part).start);
        return /(?:có|gồm|là|giao|với|:)\s*$/iu.test(lead) ? [{ item, part }] : [];
      }
    }
    return [];
  });
  if (found.length < 3) return;
  const parts = found.map(({ part }) => part);
  decided(context);
  const items = found.map(({ item }) => item);
  const are_all = found.length === children.length || areFirst(children, items, total, parts);
  // What is missing stands in the sections that tell no number.
  if (addsUp(total, parts) || (!are_all && compare(sumOf(parts), exactOf(total)) <= 0)) return;
  yield partsFault(passage, total, parts, are_all ? 'error' : 'warning', items);
}

/** Areas 1 to 7 tell their part, 8 and 9 are of other matters: none is left out between them, and one slip of the pen would make the total. */
function areFirst(children: readonly Section[], items: readonly Passage[], total: Figure, parts: readonly Figure[]): boolean {
  const last = children.findLastIndex((child) => items.some((item) => item.index >= child.opens && item.index < child.ends));
  return items.length >= 5 && last + 1 === items.length && isSlip('sum', [total, ...parts]);
}
