import { confirmedIn, standsInTable } from './confirmed.ts';
import { passageAt, wordsAround } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Entry, type Flow, flowsInProse } from './flows.ts';
import { isShareBeside } from './form-rows.ts';
import { type Entry as CellEntry, gridsOf, type Row } from './grid.ts';
import { isSlip } from './parts.ts';
import { equal } from './rational.ts';
import { type Context, decided, type Fault, type Spot, spotInCell, spotOf } from './rule.ts';
import { SLOT_NAMES, type Slot } from './slots.ts';
import { flowsInTables } from './table-flows.ts';
import { toldIn } from './told-in.ts';
import { comparable, unitAt } from './unit.ts';
import { withShortNames } from './words.ts';

/** Figures of the narrative against figures of the annex tables. */
export function* tableRepeats(context: Context): Generator<Fault> {
  yield* accounts(context);
  yield* labels(context);
}

/** An account told in prose and told by a table: most of its figures agree, so the one that does not is wrong in one of the two. */
function* accounts(context: Context): Generator<Fault> {
  const prose = flowsInProse(context.document).filter((flow) => flow.slots.has('received') || flow.slots.has('resolved'));
  const tables = flowsInTables(context.document);
  for (const told of prose) {
    const matches = tables.flatMap((table) => {
      const shared = [...told.slots.keys()].filter((slot) => table.slots.has(slot));
      const same = shared.filter((slot) => agree(told, table, slot));
      const mostly = shared.length >= 3 && same.length * 3 >= shared.length * 2 && same.length < shared.length;
      // Of two figures one agrees, the paragraph points to the table, and the other is a slip of the pen away.
      const slipped =
        shared.length === 2 &&
        same.length === 1 &&
        pointsToTable(context, told) &&
        shared.every((slot) => same.includes(slot) || isSlipBetween(told, table, slot));
      return mostly || slipped ? [{ table, shared, same }] : [];
    });
    const is_told_somewhere = tables.some(
      (table) =>
        [...told.slots.keys()].filter((slot) => table.slots.has(slot)).every((slot) => agree(told, table, slot)) &&
        [...told.slots.keys()].some((slot) => table.slots.has(slot)),
    );
    const [best] = matches.toSorted((a, b) => b.same.length - a.same.length);
    if (!best || is_told_somewhere) continue;
    for (const slot of best.shared) {
      decided(context);
      const own = told.slots.get(slot) as Entry;
      const other = best.table.slots.get(slot) as Entry;
      // What holds in its own sentence is of something else.
      if (isOfThen(context, own)) continue;
      if (!agree(told, best.table, slot) && !confirmedIn(context.document).has(own.id))
        yield faultOf(own.figure, own.spot, other.figure, other.spot, SLOT_NAMES[slot], own.id, other.id);
    }
  }
}

/** “chi tiết tại Biểu 01”, “(Phụ lục 2 kèm theo)” in the paragraph of the account. */
function pointsToTable(context: Context, told: Flow): boolean {
  const entry = told.slots.values().next().value;
  if (!entry) return false;
  const { offset } = entry.spot.location;
  const passage = passageAt(context.document, offset);
  return passage !== undefined && /(?:biểu|phụ lục|bảng)\s(?:số\s)?(?:\d|[IVX]|kèm|sau|dưới)/iu.test(passage.text);
}

const isSlipBetween = (a: Flow, b: Flow, slot: Slot): boolean =>
  isSlip((a.slots.get(slot) as Entry).figure, [(b.slots.get(slot) as Entry).figure]);

const agree = (a: Flow, b: Flow, slot: Slot): boolean =>
  equal(exactOf((a.slots.get(slot) as Entry).figure), exactOf((b.slots.get(slot) as Entry).figure));

function faultOf(own: Figure, at: Spot, other: Figure, there: Spot, name: string, id: number, other_id: number): Fault {
  return {
    message: 'annex',
    at,
    figures: [own, other],
    data: { name, first: own.raw, second: other.raw },
    expected: other.raw,
    related: [{ ...there, message: 'Trong biểu' }],
    shares: [id, other_id],
  };
}

const EMPTY = new Set(
  'toàn số tổng đã được là các của trong và có tại thời điểm báo cáo theo về cho với kỳ này đến nay hiện tổng_số lượng do ubnd ủy ban nhân dân đạt tỷ lệ năm việc'.split(
    ' ',
  ),
);
const wordsOf = (label: string): Set<string> =>
  new Set(
    withShortNames(label.toLowerCase())
      .replace(/\([^)]*\)/gu, ' ')
      .split(/[^\p{L}\p{M}\d]+/u)
      .filter((word) => word.length > 1 && !EMPTY.has(word)),
  );

type Labelled = { words: Set<string>; figure: Figure; spot: Spot; id: number; name: string };

/** Same words, same unit: the label of a table row and the words around a figure of the prose. */
function* labels(context: Context): Generator<Fault> {
  const cells = labelledCells(context);
  if (cells.length === 0) return;
  const by_words = Map.groupBy(cells, ({ words }) => [...words].sort().join(' '));
  for (const passage of toldIn(context.document, 1)) {
    for (const figure of passage.figures) {
      if (
        figure.bound !== 'exact' ||
        figure.readings.length === 0 ||
        passage.fractions.some((f) => f.a.start === figure.start || f.b.start === figure.start)
      )
        continue;
      const around = wordsAround(passage, figure);
      const { after } = around;
      // What stands before a semicolon is of the figure before.
      const before = /;\s*$/u.test(passage.text.slice(0, figure.start)) ? '' : around.before;
      if (/so với|cùng kỳ|tăng|giảm|kế hoạch|chỉ tiêu|tối thiểu|trong đó/iu.test(before)) continue;
      if (isComparedWith(passage.text.slice(Math.max(0, figure.start - 120), figure.start))) continue;
      const unit_words = passage.text.slice(figure.end, figure.tail);
      const tries = [wordsOf(`${before} ${unit_words}`), wordsOf(`${before} ${unit_words} ${after}`)];
      const found = tries.map((words) => by_words.get([...words].sort().join(' '))).find((rows) => rows !== undefined);
      const [row] = found ?? [];
      if (!found || !row || found.length !== 1 || row.words.size < 3) continue;
      if (row.figure.kind !== figure.kind || !comparable(known(row.figure.unit), known(figure.unit))) continue;
      decided(context);
      if (isShareBeside(passage, figure)) continue;
      if (equal(exactOf(row.figure), exactOf(figure)) || isCoarse(row.figure, figure)) continue;
      // “06 vấn đề về công vụ”: some of them.
      if (/^(?:về|thuộc|của)\s/iu.test(after)) continue;
      // “kiểm tra 08 đơn vị, trong đó có 05 xã và 03 phòng chuyên môn”: some of the 13 of the row.
      if (exactOf(row.figure).n > exactOf(figure).n && PART.test(passage.text.slice(0, figure.start))) continue;
      if (standsInTable(context.document, figure) || confirmedIn(context.document).has(passage.offset + figure.start)) continue;
      yield {
        ...faultOf(figure, spotOf(passage, figure), row.figure, row.spot, row.name, passage.offset + figure.start, row.id),
      };
    }
  }
}

/** “So với 6 tháng cuối năm 2025 (tiếp nhận mới 3.645 hồ sơ)”. */
function isOfThen(context: Context, { id }: Entry): boolean {
  const passage = passageAt(context.document, id);
  const at = passage ? id - passage.offset : 0;
  return passage !== undefined && isComparedWith(passage.text.slice(Math.max(0, at - 120), at));
}

const isComparedWith = (lead: string): boolean => /(?:so với|cùng kỳ)[^.;()]{0,60}\([^()]*$/iu.test(lead);

const PART = /(?:trong đó|bao gồm|gồm|chia ra)(?:[^.;]|\.(?=\d)){0,160}$/iu;

const known = (unit: string): string => (unit.startsWith('~') ? '' : unit);

/** One of them is printed with fewer decimals or with a scale word. */
const isCoarse = (a: Figure, b: Figure): boolean => a.scale !== b.scale || a.decimals !== b.decimals;

/** Rows with one figure: `Tổng số hồ sơ tiếp nhận | Hồ sơ | 1.250`. */
function labelledCells(context: Context): Labelled[] {
  return gridsOf(context.document).flatMap((grid) =>
    grid.rows.flatMap((row): Labelled[] => {
      const entries = row.figures.filter((entry) => entry !== undefined);
      const [entry] = entries;
      if (!entry || entries.length !== 1 || row.is_total || row.label === '') return [];
      const figure = withUnit(row, entry, grid.at[row.index] ?? []);
      return [
        {
          words: wordsOf(row.label.replace(/^[-–+*]\s*/, '')),
          figure,
          spot: spotInCell(grid.table, entry.cell),
          id: entry.cell.offset,
          name: row.label,
        },
      ];
    }),
  );
}

/** The unit may stand in a column of its own. */
function withUnit(row: Row, entry: CellEntry, cells: readonly ({ text: string; row: number } | undefined)[]): Figure {
  if (entry.figure.unit !== '' || entry.figure.kind !== 'count') return entry.figure;
  for (const cell of cells) {
    if (!cell || cell.text === row.label || cell.text.length > 25) continue;
    if (cell.text.trim() === '%') return { ...entry.figure, kind: 'percent' };
    const unit = unitAt(cell.text, 0);
    if (unit && !unit.key.startsWith('~') && unit.end >= cell.text.trim().length - 1) return { ...entry.figure, unit: unit.key };
  }
  return entry.figure;
}
