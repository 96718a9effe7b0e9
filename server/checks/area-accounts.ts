import { cueOf, namedIn } from './cues.ts';
import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { partsFault } from './listed-parts.ts';
import type { Section } from './outline.ts';
import { addsUp, sumOf } from './parts.ts';
import { add, compare } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { withFigures } from './told-in.ts';

const PARTS_WITH_LISTS_CUE = cueOf('gồm', 'cụ thể', 'như sau', 'sau đây');
const POINTS_OF_WHOLE_CUE = cueOf('điểm');

// Accounts of tasks by area: “57 nhiệm vụ, đã triển khai 50, cụ thể:” over sections that say “có 17 nhiệm vụ”, “đã triển khai 13”.

type At = { passage: Passage; figure: Figure };

const DONE = /đã (?:và đang )?(?:triển khai|thực hiện|hoàn thành)(?: thực hiện)?(?: xong| được)?\s*$/iu;

const counts = (passage: Passage): Figure[] =>
  passage.figures.filter(
    (f) =>
      f.kind === 'count' &&
      f.bound === 'exact' &&
      f.scale === 1n &&
      f.unit !== '' &&
      !f.unit.startsWith('~') &&
      !passage.fractions.some(({ a, b }) => a.start === f.start || b.start === f.start),
  );

/** A total against the parts that stand in passages of their own. */
function* heldAgainst(
  context: Context,
  { passage, figure: total }: At,
  found: readonly At[],
  severity: 'error' | 'warning' = 'error',
): Generator<Fault> {
  decided(context);
  const parts = found.map(({ figure }) => figure);
  if (addsUp(total, parts)) return;
  yield partsFault(
    passage,
    total,
    parts,
    severity,
    found.map((one) => one.passage),
  );
}

/** What is done of the total: the sum of what the sections say is done. */
export function* doneInSections(context: Context): Generator<Fault> {
  const { document } = context;
  for (const passage of withFigures(document)) {
    if (!/(?:cụ thể|như sau|theo từng|chia theo)[^.]{0,60}[:.]?\s*$/iu.test(passage.text) || passage.section.is_plan) continue;
    const [total, ...rest] = counts(passage);
    const done = rest.find((f) => f.unit === total?.unit && DONE.test(passage.text.slice(0, f.start)));
    if (!total || !done) continue;
    const children = passage.section.children.filter(
      (child) => child.opens > passage.index && !child.is_plan && tells(document, child, done.unit),
    );
    if (children.length < 3) continue;
    const found = children.flatMap((child) => firstDone(document, child, done.unit) ?? []);
    if (found.length !== children.length) continue;
    yield* heldAgainst(context, { passage, figure: done }, found);
  }
}

/** What a section says first. */
const opening = (document: Document, section: Section): Passage[] =>
  document.passages.slice(section.opens, Math.min(section.ends, section.opens + 4)).filter(({ is_footnote }) => !is_footnote);

const tells = (document: Document, section: Section, unit: string): boolean =>
  opening(document, section).some((passage) => counts(passage).some((figure) => figure.unit === unit));

function firstDone(document: Document, section: Section, unit: string): At | null {
  for (const passage of opening(document, section)) {
    const figure = counts(passage).find((f) => f.unit === unit && DONE.test(passage.text.slice(0, f.start)));
    if (figure) return { passage, figure };
  }
  return null;
}

/** States that share nothing: a task in one of them is in no other. */
const STATES = [
  /đã (?:và đang )?(?:triển khai|thực hiện|hoàn thành)/iu,
  /chưa (?:thực hiện|triển khai)/iu,
  /chưa (?:đến|tới) (?:hạn|thời)/iu,
  /(?:không|chưa) đạt|chưa hoàn thành/iu,
  /đang (?:triển khai|thực hiện)/iu,
  /thường xuyên/iu,
  /không (?:thực hiện|triển khai)/iu,
  /(?:quá|trễ) hạn|chậm/iu,
];

/** “7. Xây dựng chính quyền điện tử: có 17 nhiệm vụ” and under it one item for each state, with its count. */
export function* statesInSection(context: Context): Generator<Fault> {
  const { passages } = context.document;
  for (const passage of passages) {
    if (passage.section.opens !== passage.index || passage.section.is_plan) continue;
    const own = counts(passage);
    const [total] = own;
    if (!total || own.length !== 1 || !/(?:có|gồm|là|giao|:)\s*$/iu.test(passage.text.slice(0, total.start))) continue;
    if (passage.text.length - total.tail > 30) continue;
    const items = passages
      .slice(passage.section.opens + 1, passage.section.ends)
      .filter((one) => one.label?.style === 'bullet' && !one.is_footnote)
      .flatMap((one) => {
        const figure = counts(one).find((f) => f.start < 60 && f.unit === total.unit);
        return figure ? [{ passage: one, figure, state: STATES.findIndex((find) => find.test(one.text.slice(0, 60))) }] : [];
      });
    const states = new Set(items.map(({ state }) => state));
    if (items.length < 2 || states.size !== items.length || !states.has(0) || states.has(-1)) continue;
    // Fewer may be told of; more than there are is wrong in any case.
    const sum = sumOf(items.map(({ figure }) => figure));
    const is_near = compare(add(sum, { n: 2n, d: 1n }), exactOf(total)) >= 0;
    yield* heldAgainst(context, { passage, figure: total }, items, is_near ? 'error' : 'warning');
  }
}

/** “thực hiện 04 thủ tục bao gồm:”, then “Tại huyện áp dụng 03 thủ tục:” and “Tại các xã áp dụng 01 thủ tục:”, each over a list of its own. */
export function* partsWithLists(context: Context): Generator<Fault> {
  const { passages } = context.document;
  for (const passage of namedIn(context.document, PARTS_WITH_LISTS_CUE)) {
    if (!/(?:gồm|cụ thể|như sau|sau đây)\s*:\s*$/iu.test(passage.text) || passage.section.is_plan) continue;
    const total = counts(passage).at(-1);
    if (!total || passage.text.length - total.tail > 40) continue;
    const found: At[] = [];
    for (const one of passages.slice(passage.index + 1, passage.index + 25)) {
      if (one.is_footnote || one.label?.style === 'bullet') continue;
      const own = counts(one);
      const figure = own[0];
      if (one.label !== null || !/:\s*$/.test(one.text) || own.length !== 1 || figure?.unit !== total.unit) break;
      found.push({ passage: one, figure });
    }
    const first = found[0];
    if (!first || found.length < 2) continue;
    const lead = (text: string): string => /^\s*(\p{L}+)/u.exec(text)?.[1]?.toLowerCase() ?? '';
    if (first.passage.index !== passage.index + 1 || found.some((one) => lead(one.passage.text) !== lead(first.passage.text)))
      continue;
    yield* heldAgainst(context, { passage, figure: total }, found);
  }
}

/** “tối đa là 100 điểm, trong đó 10 điểm thuộc …, 90 điểm thuộc …”: points that are parts in like words. */
export function* pointsOfWhole(context: Context): Generator<Fault> {
  const WHOLE =
    /([\d.,]+)\s?điểm[,;]?\s(?:trong đó|gồm|bao gồm|chia ra)[\s:]*((?:[\d.,]+\s?điểm\s[^,;.()\d]{3,60}[,;]?\s*(?:và\s)?){2,6})/giu;
  for (const passage of namedIn(context.document, POINTS_OF_WHOLE_CUE)) {
    if (passage.section.is_plan || !passage.text.includes('điểm')) continue;
    for (const m of passage.text.matchAll(WHOLE)) {
      const from = m.index;
      const split = from + m[0].length - (m[2] as string).length;
      const inside = passage.figures.filter((f) => f.start >= from && f.start < from + m[0].length && f.unit === 'điểm');
      const total = inside.find((f) => f.start < split);
      const parts = inside.filter((f) => f.start >= split);
      const words = parts.map((f) => /^\s*(\p{L}+)/u.exec(passage.text.slice(f.tail))?.[1]?.toLowerCase() ?? '');
      if (!total || parts.length < 2 || new Set(words).size !== 1) continue;
      decided(context);
      if (!addsUp(total, parts)) yield partsFault(passage, total, parts, 'error');
    }
  }
}
