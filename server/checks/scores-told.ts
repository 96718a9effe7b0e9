import { cueOf, toldWith } from './cues.ts';
import type { Document, Passage } from './document.ts';
import { exactOf, type Figure, type Fraction } from './figure.ts';
import { gridsOf, type Row } from './grid.ts';
import { absolute, add, equal, printExact, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, type Spot, spotIn, spotInCell, spotOf } from './rule.ts';
import { scoreBefore } from './score-reasons.ts';
import { toldIn } from './told-in.ts';

const CRITERIA_TOLD_CUE = cueOf('tiêu chí');

/** Scores of the narrative: a heading against the row of the table that bears its name, and against the criteria under it. */
export function* scoresTold(context: Context): Generator<Fault> {
  const { document } = context;
  for (const passage of toldIn(document, 2)) {
    const score = passage.fractions.find((f) => f.unit === 'điểm');
    if (!score) continue;
    const lead = passage.text.slice(passage.label?.body ?? 0, score.start);
    yield* againstTable(context, passage, score, lead);
    if (passage.section.opens === passage.index) yield* againstItems(context, passage, score);
    yield* againstAreas(context, passage, score);
  }
  yield* againstMissing(context);
  yield* criteriaTold(context);
}

const LOST = /tiêu chí\s(\d+(?:\.\d+)+)\s(?:bị\s)?(?:trừ|mất|chưa đạt|không đạt|giảm)\s*$/iu;

/** What is said to be missing against what the score leaves of the maximum; `told`: where the score stands, when elsewhere. */
export function* missingOf(
  context: Context,
  passage: Passage,
  missing: Figure,
  { a, b, told }: { a: Figure; b: Figure; told?: { spot: Spot; at: number } },
): Generator<Fault> {
  decided(context);
  const gap = subtract(exactOf(b), exactOf(a));
  if (equal(gap, exactOf(missing))) return;
  const expected = printExact(gap);
  yield {
    message: 'missing',
    at: spotOf(passage, missing),
    figures: [a, b, missing],
    data: { score: a.raw, maximum: b.raw, missing: missing.raw, expected },
    expected,
    related: told ? [told.spot] : [spotIn(passage, Math.min(a.start, b.start), Math.max(a.tail, b.tail))],
    shares: [passage.offset + missing.start, ...(told ? [told.at] : [])],
  };
}

/** “tiêu chí 7.3 trừ 0,75 điểm” against the row of that number: its maximum less its score. */
function* criteriaTold(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 1, CRITERIA_TOLD_CUE)) {
    if (!/tiêu chí\s\d/iu.test(passage.text)) continue;
    for (const lost of passage.figures) {
      const code =
        lost.unit === 'điểm' ? LOST.exec(passage.text.slice(Math.max(0, lost.start - 40), lost.start))?.[1] : undefined;
      if (!code) continue;
      const found = gridsOf(context.document).flatMap((grid) => {
        const [most, score] = [MAXIMUM, SCORE].map((find) =>
          grid.columns.find((column) => column.has_figures && find.test(column.own)),
        );
        return grid.rows.flatMap((row) => {
          const [b, a] = [most, score].map((column) => column && row.figures[column.index]);
          return row.code === code && a && b && most !== score ? [{ grid, a, b }] : [];
        });
      });
      const [row] = found;
      if (!row || found.length > 1) continue;
      yield* missingOf(context, passage, lost, {
        a: row.a.figure,
        b: row.b.figure,
        told: { spot: spotInCell(row.grid.table, row.a.cell), at: row.a.cell.offset },
      });
    }
  }
}

const MAXIMUM = /tối đa|điểm chuẩn|thang điểm/iu;
const SCORE = /tự (?:chấm|đánh giá)|điểm đạt|^đạt|đạt được|thẩm định|kết quả chấm/iu;

const TOTAL = /^[^\d]{0,40}tổng (?:số )?điểm[^.;\d]{0,40}$/iu;
const MISSING = /(?:tổng (?:số )?|số )điểm (?:chưa đạt|không đạt|bị trừ|bị mất|mất)(?: được)?(?: là)?\s?:?\s?$/iu;

/** “Tổng điểm tự chấm: 68,00/82,5 điểm (…)” and, elsewhere, “tổng điểm chưa đạt là 14,50 điểm”. Only when one total is told. */
function* againstMissing(context: Context): Generator<Fault> {
  const prose = context.document.passages.filter((passage) => !passage.section.is_plan && !passage.is_footnote);
  const totals = prose.flatMap((passage) =>
    passage.fractions
      .filter((f) => f.unit === 'điểm' && TOTAL.test(passage.text.slice(0, f.start)))
      .map((own) => ({ passage, own })),
  );
  const [only, other] = totals;
  if (!only || other) return;
  for (const passage of prose) {
    if (passage === only.passage) continue;
    const missing = passage.figures.find(
      (f) => f.kind === 'count' && f.unit === 'điểm' && f.bound === 'exact' && MISSING.test(passage.text.slice(0, f.start)),
    );
    // An area that tells its own score misses of that.
    if (!missing || scoreBefore(passage, missing)) continue;
    const { a, b, start, tail } = only.own;
    const told = { spot: spotIn(only.passage, start, tail), at: only.passage.offset + a.start };
    yield* missingOf(context, passage, missing, { a, b, told });
  }
}

const flat = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\d]+/gu, ' ')
    .trim();

function* againstTable(context: Context, passage: Passage, score: Fraction, lead: string): Generator<Fault> {
  const name = flat(lead);
  for (const grid of gridsOf(context.document)) {
    const rows = grid.rows.filter(
      (row: Row) => !row.is_total && flat(row.label).length >= 8 && ` ${name} `.includes(` ${flat(row.label)} `),
    );
    const [row] = rows;
    if (
      !row ||
      rows.length !== 1 ||
      !grid.columns.some((c) => c.has_figures && /tối đa|chuẩn|thang điểm|quy định/iu.test(c.name))
    )
      continue;
    const entries = row.figures.flatMap((entry) => (entry?.figure.kind === 'count' ? [entry] : []));
    const a = exactOf(score.a);
    const b = exactOf(score.b);
    const has = (value: Rational): boolean => entries.some(({ figure }) => equal(exactOf(figure), value));
    decided(context);
    // One of the two stands in the row: the other must.
    if (has(a) === has(b) || entries.length < 2) return;
    const wrong = has(a) ? score.b : score.a;
    yield {
      message: 'told',
      at: spotIn(passage, score.start, score.tail),
      figures: [score.a, score.b],
      data: {
        row: row.label,
        score: `${score.a.raw}/${score.b.raw}`,
        wrong: wrong.raw,
        cells: entries
          .map(({ figure }) => figure.raw)
          .slice(0, 4)
          .join('; '),
      },
      related: entries.slice(0, 3).map(({ cell }) => spotInCell(grid.table, cell)),
      shares: [passage.offset + wrong.start],
    };
    return;
  }
}

/** “2. Cải cách thể chế: 9/9 điểm” and “- Tiêu chí 2.1 …: 4/4 điểm” for each criterion under it. */
function* againstItems(context: Context, passage: Passage, score: Fraction): Generator<Fault> {
  const items = itemsOf(context.document, passage);
  if (items.length < 2) return;
  const sum = (of: 'a' | 'b'): Rational => items.reduce((so_far, { own }) => add(so_far, exactOf(own[of])), ZERO);
  const [got, most] = [sum('a'), sum('b')];
  const same_most = equal(most, exactOf(score.b));
  const same_got = equal(got, exactOf(score.a));
  decided(context);
  if (same_got === same_most) return;
  const [printed, expected] = same_most ? [score.a, got] : [score.b, most];
  yield {
    message: same_most ? 'total' : 'maximum',
    at: spotIn(passage, score.start, score.tail),
    figures: [score.a, score.b],
    data: {
      total: printed.raw,
      parts: items.map(({ own }) => (same_most ? own.a.raw : own.b.raw)).join(' + '),
      sum: printExact(expected),
      gap: printExact(absolute(subtract(expected, exactOf(printed)))),
    },
    expected: printExact(expected),
    related: items.map(({ item, own }) => spotIn(item, own.start, own.tail)),
    shares: [passage.offset + printed.start],
    root: `items ${passage.index}`,
  };
}

/** “đạt 92,40/100 điểm, gồm: chỉ đạo 14/15 điểm; … điều tra 7,65/8 điểm”: areas told in the same sentence. */
function* againstAreas(context: Context, passage: Passage, score: Fraction): Generator<Fault> {
  const rest = passage.fractions.filter((f) => f.unit === 'điểm' && f.start > score.start);
  const cue = /^[^.;]{0,60}(?:gồm|trong đó|cụ thể|bao gồm)\s*:?/iu.exec(passage.text.slice(score.tail));
  if (!cue || rest.length < 3 || /\.\s\p{Lu}/u.test(passage.text.slice(score.tail, (rest.at(-1) as Fraction).start))) return;
  const sum = (of: 'a' | 'b'): Rational => rest.reduce((so_far, f) => add(so_far, exactOf(f[of])), ZERO);
  const [got, most] = [sum('a'), sum('b')];
  const [same_got, same_most] = [equal(got, exactOf(score.a)), equal(most, exactOf(score.b))];
  decided(context);
  // One of the two adds up: these are all the areas.
  if (same_got === same_most) return;
  const [printed, expected] = same_most ? [score.a, got] : [score.b, most];
  yield {
    message: same_most ? 'total' : 'maximum',
    at: spotIn(passage, score.start, score.tail),
    figures: [score.a, score.b],
    data: {
      total: printed.raw,
      parts: rest.map((f) => (same_most ? f.a.raw : f.b.raw)).join(' + '),
      sum: printExact(expected),
      gap: printExact(absolute(subtract(expected, exactOf(printed)))),
    },
    expected: printExact(expected),
    related: rest.map((f) => spotIn(passage, f.start, f.tail)),
    shares: [passage.offset + printed.start],
    root: `areas ${passage.index}`,
  };
}

/** The first score of every passage right under the heading that names a criterion; sections of its own count by their heading. */
function itemsOf(document: Document, passage: Passage): { item: Passage; own: Fraction }[] {
  const { section } = passage;
  const found: { item: Passage; own: Fraction }[] = [];
  if (section.children.length > 0) {
    for (const child of section.children) {
      const item = document.passages[child.opens];
      const own = item?.fractions.find((f) => f.unit === 'điểm');
      if (item && own) found.push({ item, own });
    }
    return found.length === section.children.length ? found : [];
  }
  for (let i = section.opens + 1; i < section.ends; i += 1) {
    const item = document.passages[i] as Passage;
    const own = item.fractions.find((f) => f.unit === 'điểm');
    if (own && /tiêu chí|^[-–+•\s]|^\d/iu.test(item.text)) found.push({ item, own });
  }
  return found;
}
