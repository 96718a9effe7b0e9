// “3.4 Hồ sơ cấp xã đã giải quyết xong: 9.081; Trong đó: trước hạn, đúng hạn: 9.025” and “Đã giải quyết 9.081 hồ sơ, trong đó 9.052 hồ sơ trước và đúng hạn”:
// a row under another has no whole name of its own, so the finders of rows by their names pass it by. Here the row above it is known by its figure, which the
// words print too; what they then tell of that figure by the same words is what the row under it counts. R10.
import { confirmedIn } from './confirmed.ts';
import type { Document } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { contentOf, type Form, formsOf, isOneUnit, type Line, parentOf } from './form-lines.ts';
import { add, compare, equal } from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { type Slot, slotOf } from './slots.ts';
import { isMisprint, type Sentence, type Told } from './story.ts';
import { storyTold } from './told-in.ts';

const HEAD = /^\W*(?:trong đó|gồm|bao gồm|chia ra|cụ thể)\s?[:,]?\s*/iu;
/** Fewer are alike by chance. */
const LEAST = { n: 50n, d: 1n };
const SURE: ReadonlySet<Slot> = new Set(['online', 'direct', 'postal', 'on_or_before', 'late']);
const APART = /so với|cùng kỳ|(?:năm|quý|tháng|kỳ) trước(?! (?:chuyển|mang|sang))|tăng|giảm|chỉ tiêu|mục tiêu|dự kiến/iu;

type Child = { line: Line; parent: Line; slot: Slot | null; words: Set<string> };

/** Rows under other rows against what the words tell of the figure of the row above. */
export function* childRows(context: Context): Generator<Fault> {
  const { document } = context;
  for (const form of formsOf(document)) {
    const children = childrenOf(form).filter(({ line }) => !isTold(document, line.entry.figure));
    if (children.length === 0) continue;
    for (const child of children) {
      const fault = judged(context, form, child);
      if (fault) yield fault;
    }
  }
}

function childrenOf({ lines }: Form): Child[] {
  let top: Line | null = null;
  return lines.flatMap((line): Child[] => {
    const { code } = line.row;
    const is_under = code === '' || HEAD.test(line.label);
    if (!is_under) top = line;
    const parent = is_under ? top : lines.find(({ row }) => row.code !== '' && row.code === parentOf(code));
    if (!parent || line.order - parent.order > 6 || compare(exactOf(parent.entry.figure), LEAST) < 0) return [];
    if (compare(exactOf(line.entry.figure), exactOf(parent.entry.figure)) > 0) return [];
    if (line.unit !== '' && parent.unit !== '' && !isOneUnit(line.unit, parent.unit)) return [];
    const name = line.label.replace(HEAD, '').replace(/^(?:tổng )?số(?: lượng)?\s/iu, '');
    return [{ line, parent, slot: slotOf(name), words: contentOf(name) }];
  });
}

/** What the words tell of the figure above: behind it in its sentence, or over it. */
function toldOf({ told, parts, bases }: Sentence, whole: Figure): Told[] {
  const at = told.findIndex(({ figure }) => equal(exactOf(figure), exactOf(whole)));
  const behind = at < 0 ? [] : told.slice(at + 1, at + 6);
  const over = parts.filter((_, i) => bases[i] && equal(exactOf((bases[i] as Told).figure), exactOf(whole)));
  return [...behind, ...over];
}

function judged(context: Context, { grid }: Form, child: Child): Fault | null {
  const { line, parent } = child;
  const [cell, whole] = [line.entry.figure, parent.entry.figure];
  const found: Told[] = [];
  for (const sentences of storyTold(context.document, 2))
    for (const sentence of sentences) {
      if (sentence.passage.section.is_annex) continue;
      const own = toldOf(sentence, whole);
      if (own.length === 0 || APART.test(sentence.text)) continue;
      // “trước hạn 2.207, đúng hạn 1.374” of a row that counts both.
      if (
        own.some(({ figure }, i) =>
          own.some((other, k) => k > i && equal(add(exactOf(other.figure), exactOf(figure)), exactOf(cell))),
        )
      )
        return null;
      found.push(...own.filter((told) => isCalled(told, child)));
    }
  const [first] = found;
  if (!first || found.some(({ figure }) => !equal(exactOf(figure), exactOf(first.figure)))) return null;
  if (compare(exactOf(first.figure), exactOf(whole)) > 0) return null;
  const is_slip = isMisprint(cell.raw, first.figure.raw);
  const is_held = child.slot !== null && SURE.has(child.slot) && confirmedIn(context.document).has(first.at);
  if (!is_slip && !is_held) return null;
  decided(context);
  return {
    message: 'told_cell',
    at: spotInCell(grid.table, line.entry.cell),
    figures: [cell, first.figure],
    data: { name: line.label, first: cell.raw, second: first.figure.raw },
    expected: first.figure.raw,
    related: found.map(({ passage, figure }) => spotOf(passage, figure)),
    shares: [line.entry.cell.offset, ...found.map(({ at }) => at)],
  };
}

/** By the same place in an account, or by all the words of the row. */
function isCalled({ passage, figure, before, after }: Told, { slot, words }: Child): boolean {
  const said = `${before} ${passage.text.slice(figure.end, figure.tail)} ${after}`;
  if (slot !== null) return slotOf(before) === slot || slotOf(`${before} ${after}`) === slot || slotOf(after) === slot;
  const own = contentOf(said);
  return words.size > 0 && [...words].every((word) => own.has(word)) && [...own].every((word) => words.has(word));
}

/** The words print it too, of this or of something else. */
const isTold = (document: Document, { raw }: Figure): boolean =>
  document.passages.some(({ figures, section }) => !section.is_annex && figures.some((f) => f.raw === raw));
