import { type Document, type Passage, placeIn } from './document.ts';
import { exactOf, type Figure, figuresOf, firstInterval } from './figure.ts';
import {
  absolute,
  add,
  around,
  compare,
  divide,
  equal,
  meet,
  multiply,
  printExact,
  type Rational,
  subtract,
  whole,
  ZERO,
} from './rational.ts';
import { type Context, type Fault, spotIn } from './rule.ts';
import type { KnownFigure, SystemFigure } from './system.ts';

/** The rules that ask the system. Each needs `SystemFacts`; without it, one line of “not checked” tells why. */
export type SystemRule = 'R08' | 'R09' | 'R10' | 'R22' | 'R23';

const REASONS: Record<SystemRule, string> = {
  R08: 'Chưa đối chiếu với số liệu kỳ trước: không có dữ liệu của hệ thống.',
  R09: 'Chưa đối chiếu với báo cáo của đơn vị cấp dưới: không có dữ liệu của hệ thống.',
  R10: 'Chưa đối chiếu với số liệu trong hệ thống: không có dữ liệu của hệ thống.',
  R22: 'Chưa so với các kỳ trước: không có dữ liệu của hệ thống.',
  R23: 'Chưa đối chiếu tài liệu kiểm chứng: không có dữ liệu của hệ thống.',
};

type Bound = { known: KnownFigure; passage: Passage; figure: Figure; value: Rational };

/** Figures whose lineage is known; an entry that is no longer a figure of the text is reported, not skipped. */
function* boundFigures(context: Context, rule: SystemRule): Generator<Bound> {
  const { document, system } = context;
  if (!system) {
    const first = document.passages[0];
    if (first) context.unchecked({ location: placeIn(first, 0, first.text.length), quote: document.report.file }, REASONS[rule]);
    return;
  }
  for (const known of system.known) {
    context.count('seen');
    const passage = document.passages.find((p) => p.offset <= known.start && known.end <= p.offset + p.text.length);
    const figure = passage?.figures.find((f) => f.start <= known.end - passage.offset && f.end >= known.start - passage.offset);
    if (!passage || !figure) {
      const cell = cellFigureAt(document, known);
      if (!cell) continue;
      context.count('bound');
      yield { known, ...cell };
      continue;
    }
    context.count('bound');
    const own = withSign(figure, passage.text.slice(known.start - passage.offset, figure.start));
    yield { known, passage, figure: own, value: exactOf(own) };
  }
}

function cellFigureAt(document: Document, known: KnownFigure): Omit<Bound, 'known'> | null {
  for (const { table } of document.tables) {
    const cell = table.cells.find((c) => c.offset <= known.start && known.end <= c.offset + c.text.length);
    const figure = cell && figuresOf(cell.text).figures[0];
    if (!cell || !figure) continue;
    const block = { kind: 'paragraph' as const, text: cell.text, offset: cell.offset, place: { ...table.place, ...cell.place } };
    const passage: Passage = {
      index: -1,
      block,
      text: cell.text,
      offset: cell.offset,
      label: null,
      section: document.root,
      at: -1,
      is_footnote: false,
      notes: [],
      masks: [],
      figures: [figure],
      fractions: [],
    };
    const own = withSign(figure, cell.text.slice(0, figure.start).trimStart());
    return { passage: { ...passage, figures: [own] }, figure: own, value: exactOf(own) };
  }
  return null;
}

/** What the report prints as `−2` is less than nothing; what stands before a figure in the text is no sign unless it belongs to it. */
function withSign(figure: Figure, before: string): Figure {
  if (!/[-−–]$/u.test(before)) return figure;
  return { ...figure, readings: figure.readings.map((one) => ({ ...one, value: { n: -one.value.n, d: one.value.d } })) };
}

const decimal = (figure: SystemFigure): Rational => {
  const [head = '0', tail = ''] = figure.value.replace('-', '').split('.');
  const n = BigInt(head + tail);
  return { n: figure.value.startsWith('-') ? -n : n, d: 10n ** BigInt(tail.length) };
};

/** A printed figure agrees with an exact one when its own rounding can have made it; the system may keep it in the scale that is printed (triệu đồng). */
const agrees = (figure: Figure, value: Rational): boolean =>
  isWithin(figure, value) || (figure.scale > 1n && isWithin(figure, { n: value.n * figure.scale, d: value.d }));

const isWithin = (figure: Figure, value: Rational): boolean => {
  const printed = firstInterval(figure);
  if (figure.bound === 'over' || figure.bound === 'at_least') return compare(value, printed.low) >= 0;
  if (figure.bound === 'under' || figure.bound === 'at_most') return compare(value, printed.high) <= 0;
  return meet(printed, around(value, ZERO));
};

const shown = (b: Bound, value: Rational, source: string, message: string): Fault => ({
  message,
  at: spotIn(b.passage, b.figure.start, b.figure.tail),
  figures: [b.figure],
  data: { printed: b.figure.raw, system: printExact(value), source, metric: b.known.metric },
  expected: printExact(value),
  shares: [b.passage.offset + b.figure.start],
});

/** R10: the frozen value of the same metric, period and scope. */
export function* systemValues(context: Context, rule: 'R10'): Generator<Fault> {
  for (const b of boundFigures(context, rule)) {
    const value = context.system?.frozen(b.known);
    if (!value) continue;
    context.count('checked');
    if (!agrees(b.figure, decimal(value))) yield shown(b, decimal(value), value.source, 'system');
  }
}

/** R08: what the previous period left over, and the running total. A known correction is an explanation, not a fault. */
export function* carriedOver(context: Context): Generator<Fault> {
  for (const b of boundFigures(context, 'R08')) {
    const previous = context.system?.previous(b.known);
    if (!previous) continue;
    for (const [message, figure] of [
      ['carried', previous.carried],
      ['cumulative', previous.cumulative],
    ] as const) {
      if (!figure) continue;
      context.count('checked');
      if (agrees(b.figure, decimal(figure))) continue;
      const fault = shown(b, decimal(figure), figure.source, message);
      yield previous.explanation === null
        ? fault
        : { ...fault, severity: 'note', data: { ...fault.data, source: `${figure.source}; ${previous.explanation}` } };
    }
  }
}

/** R09: the sum over the units that have submitted. */
export function* consolidated(context: Context): Generator<Fault> {
  for (const b of boundFigures(context, 'R09')) {
    const parts = context.system?.parts(b.known);
    if (!parts || parts.figures.length === 0) continue;
    context.count('checked');
    const sum = parts.figures.reduce((so_far, figure) => add(so_far, decimal(figure)), ZERO);
    if (agrees(b.figure, sum)) continue;
    const fault = shown(b, sum, parts.source ?? `${parts.figures.length} đơn vị`, 'differs');
    yield parts.missing.length === 0
      ? fault
      : { ...fault, severity: 'warning', message: 'missing', data: { ...fault.data, missing: parts.missing.join(', ') } };
  }
}

/** R22: far from its own history by the median of deviations; at most three, the farthest first. Never more than a note. */
export function* anomalies(context: Context): Generator<Fault> {
  const found: { fault: Fault; score: Rational }[] = [];
  for (const b of boundFigures(context, 'R22')) {
    const history = context.system?.history(b.known);
    if (!history || history.length < 6) continue;
    context.count('checked');
    const values = history.map(decimal);
    const middle = median(values);
    const deviation = median(values.map((value) => absolute(subtract(value, middle))));
    if (deviation.n === 0n) continue;
    const score = divide(absolute(subtract(b.value, middle)), deviation);
    // 3,5 of the modified z-score is 3,5 / 0,6745 = 5,19 deviations (Iglewicz and Hoaglin 1993).
    if (compare(score, divide(whole(519), whole(100))) > 0)
      found.push({ fault: shown(b, middle, `${history.length} kỳ trước`, 'far'), score });
  }
  yield* found
    .sort((a, b) => compare(b.score, a.score))
    .slice(0, 3)
    .map(({ fault }) => fault);
}

function median(values: readonly Rational[]): Rational {
  const sorted = values.toSorted(compare);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? ZERO;
  if (sorted.length % 2 === 1) return upper;
  return multiply(add(sorted[half - 1] ?? ZERO, upper), { n: 1n, d: 2n });
}

/** R23: a figure above nothing has evidence, of its period, and not the same paper as another unit's. */
export function* evidenced(context: Context): Generator<Fault> {
  for (const b of boundFigures(context, 'R23')) {
    const evidence = context.system?.evidence(b.known);
    if (!evidence || equal(b.value, ZERO)) continue;
    context.count('checked');
    const at = spotIn(b.passage, b.figure.start, b.figure.tail);
    const data = { printed: b.figure.raw, metric: b.known.metric };
    const severity = evidence.is_required === false ? { severity: 'warning' as const } : {};
    if (evidence.documents.length === 0) yield { message: 'absent', ...severity, at, figures: [b.figure], data };
    for (const document of evidence.documents) {
      if (document.is_shared || document.also_used_by.length === 0) continue;
      yield {
        message: 'shared',
        severity: 'warning',
        at,
        figures: [b.figure],
        data: { ...data, document: document.name, units: document.also_used_by.join(', ') },
      };
    }
  }
}
