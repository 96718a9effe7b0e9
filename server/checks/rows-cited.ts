import { cellsDisproved } from './cells-disproved.ts';
import { cellsTold, companions } from './cells-told.ts';
import { confirmedIn } from './confirmed.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure, type Fraction } from './figure.ts';
import type { Entry, Grid, Row } from './grid.ts';
import { matchesIn } from './matches.ts';
import { tablesNear } from './near-tables.ts';
import { equal } from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { sharesInRows } from './shares-in-rows.ts';
import { flat, type Shown, shownOf } from './shown-tables.ts';
import { isMisprint, keyOf } from './story.ts';
import { storyOfFigures, toldIn } from './told-in.ts';

/** Words of the narrative against the row or the column of a table that they name. R10. */
export function* rowsCited(context: Context): Generator<Fault> {
  yield* companions(context);
  const shown = shownOf(context.document);
  if (shown.length === 0) return;
  yield* cellsTold(context, shown);
  yield* cellsDisproved(context, shown);
  yield* sharesInRows(context, shown);
  for (const passage of toldIn(context.document, 1)) {
    yield* ofLevel(context, passage, shown);
    yield* ofUnit(context, passage, shown);
    yield* ofRate(context, passage, shown);
  }
  yield* doneOf(context, shown);
}

const LEVELS: [RegExp, string][] = [
  [/toàn (?:tỉnh|thành phố)|(?:^|\s)tổng(?: cộng)?$|tính chung/iu, 'all'],
  [/cấp tỉnh/iu, 'province'],
  [/cấp huyện/iu, 'district'],
  [/cấp xã/iu, 'commune'],
];
const LEVEL_WORDS = /toàn (?:tỉnh|thành phố)|tính chung|cấp (?:tỉnh|huyện|xã)/giu;
const levelOf = (name: string): string => LEVELS.find(([find]) => find.test(name.trim()))?.[1] ?? '';

type LevelCell = { row: Row; column: number; entry: Entry; own: string };
const level_cells = new WeakMap<Grid, LevelCell[]>();

/** Cells of a table under or beside the name of a level. */
function levelsIn(grid: Grid): LevelCell[] {
  let cells = level_cells.get(grid);
  if (!cells) {
    cells = grid.rows.flatMap((row) =>
      row.figures.flatMap((entry, c) => {
        const own = levelOf(grid.columns[c]?.own ?? '') || levelOf(row.label);
        return entry && own !== '' ? [{ row, column: c, entry, own }] : [];
      }),
    );
    level_cells.set(grid, cells);
  }
  return cells;
}

const labels = new WeakMap<readonly Shown[], Map<string, { grid: Grid; row: Row }[]>>();

/** Rows of all tables by their names. */
function rowsCalled(shown: readonly Shown[], name: string): readonly { grid: Grid; row: Row }[] {
  let index = labels.get(shown);
  if (!index) {
    const rows = shown.flatMap(({ grid }) => grid.rows.flatMap((row) => (row.is_total ? [] : [{ grid, row }])));
    index = Map.groupBy(rows, ({ row }) => flat(row.label));
    labels.set(shown, index);
  }
  return index.get(name) ?? [];
}

/** “tỷ lệ … toàn tỉnh đạt 77,41 %” where the table has that under “cấp xã” and another under “toàn tỉnh”. */
function* ofLevel(context: Context, passage: Passage, shown: readonly Shown[]): Generator<Fault> {
  for (const figure of passage.figures) {
    if (figure.kind !== 'percent' || figure.decimals === 0 || figure.bound !== 'exact') continue;
    if (!/cấp (?:tỉnh|huyện|xã)|toàn (?:tỉnh|thành)|tính chung/iu.test(passage.text)) return;
    const sentence = segmentAt(segmentsOf(passage.text), figure.start);
    const lead = passage.text.slice(sentence?.start ?? 0, figure.start);
    const named = matchesIn(lead, LEVEL_WORDS).map(([word]) => levelOf(word));
    const level = named.at(-1);
    if (!level || new Set(named).size > 1 || /so với|cùng kỳ|năm trước|tăng|giảm|\d\s?%/iu.test(lead)) continue;
    for (const { grid } of tablesNear(shown, passage, 8)) {
      const cells = levelsIn(grid);
      const same = cells.filter(({ entry }) => equal(exactOf(entry.figure), exactOf(figure)));
      const [cell] = same;
      if (!cell || same.length > 1 || cell.own === level) continue;
      const right = cells.find((o) => o.own === level && (o.row === cell.row || o.column === cell.column));
      if (!right || equal(exactOf(right.entry.figure), exactOf(figure))) continue;
      decided(context);
      yield faultOf(passage, figure, right.entry, grid, grid.columns[right.column]?.own || right.row.label);
      break;
    }
  }
}

const STOP = new Set('số tổng lượt các của và được đã đơn vị người tỷ lệ trong đó có là'.split(' '));
const contentOf = (text: string): string[] =>
  flat(text)
    .split(' ')
    .filter((word) => word.length > 1 && !STOP.has(word) && !/^\d+$/u.test(word));

/** “- Xã Nậm Lành: …; 08 lượt công chức vi phạm giờ giấc”: the row of that name, the column of which all words stand behind the number. */
function* ofUnit(context: Context, passage: Passage, shown: readonly Shown[]): Generator<Fault> {
  const head = /^[^:\d]{4,60}(?=:\s)/u.exec(passage.text.slice(passage.label?.body ?? 0))?.[0];
  if (!head) return;
  const name = flat(head);
  if (name.length < 5) return;
  for (const { grid, row } of rowsCalled(shown, name).slice(0, 3)) {
    for (const figure of passage.figures) {
      if (figure.kind !== 'count' || figure.bound !== 'exact' || figure.scale !== 1n) continue;
      if (passage.fractions.some((f) => f.a.start === figure.start || f.b.start === figure.start)) continue;
      const after = passage.text.slice(figure.end, figure.tail + 70).split(/[,;.():]|\d/u)[0] ?? '';
      const lead = passage.text.slice(Math.max(0, figure.start - 30), figure.start);
      if (/so với|cùng kỳ|tăng|giảm|còn\s*$/iu.test(lead)) continue;
      const words = new Set(contentOf(after));
      const named = grid.columns.filter((column) => {
        const own = contentOf(column.own);
        return column.has_figures && !column.is_percent && own.length >= 2 && own.every((word) => words.has(word));
      });
      const [column] = named;
      const entry = column && row.figures[column.index];
      if (!column || !entry || named.length > 1) continue;
      decided(context);
      if (row.figures.some((other) => other && equal(exactOf(other.figure), exactOf(figure)))) continue;
      yield faultOf(passage, figure, entry, grid, `${row.label}: ${column.own}`);
    }
  }
}

const TARGET = /chỉ tiêu|mục tiêu|kế hoạch|yêu cầu|năm trước|cùng kỳ|kỳ trước|so với|tăng|giảm|tối đa/iu;

/** “- Thanh toán trực tuyến 2.305/3.762 giao dịch, tỷ lệ 61,27 %” and one row of that name with one rate: the same. */
function* ofRate(context: Context, passage: Passage, shown: readonly Shown[]): Generator<Fault> {
  const rates = passage.figures.filter((f) => f.kind === 'percent');
  const [rate] = rates;
  if (!rate || rates.length > 1 || rate.bound !== 'exact' || rate.decimals === 0) return;
  if (passage.fractions.length === 0) return;
  const said = flat(passage.text.slice(passage.label?.body ?? 0, passage.figures[0]?.start ?? 0));
  if (said.split(' ').length < 3 || TARGET.test(passage.text)) return;
  const rows = rowsCalled(shown, said);
  const [found] = rows;
  if (!found || rows.length > 1) return;
  if (!confirmedIn(context.document).has(passage.offset + (passage.fractions[0] as Fraction).a.start)) return;
  const entries = percentsOf(found.grid, found.row);
  const [cell] = entries;
  if (!cell || entries.length > 1) return;
  decided(context);
  if (keyOf(cell.figure) === keyOf(rate) || cell.figure.decimals !== rate.decimals) return;
  yield faultOf(passage, rate, cell, found.grid, found.row.label);
}

/** Rates of a row that are results. A column of remarks holds figures in few rows: its cells are read here. */
function percentsOf(grid: Grid, row: Row): Entry[] {
  return (grid.at[row.index] ?? []).flatMap((cell, c): Entry[] => {
    if (!cell || cell.row !== row.index || TARGET.test(grid.columns[c]?.name ?? '')) return [];
    const entry = row.figures[c];
    if (entry) return entry.figure.kind === 'percent' ? [entry] : [];
    const m = /^(\d{1,3},\d{1,2})\s?%$/u.exec(cell.text.trim());
    if (!m) return [];
    const [head = '', tail = ''] = (m[1] ?? '').split(',');
    const value = { n: BigInt(head + tail), d: 10n ** BigInt(tail.length) };
    const readings = [{ value, decimals: tail.length, is_foreign: false }];
    const figure: Figure = {
      kind: 'percent',
      start: 0,
      end: m[1]?.length ?? 0,
      tail: cell.text.length,
      raw: m[1] ?? '',
      readings,
      decimals: tail.length,
      scale: 1n,
      unit: '',
      bound: 'exact',
      is_padded: false,
    };
    return [{ figure, cell }];
  });
}

const DONE = /đã ((?:được )?(?:xử lý|giải quyết|hoàn thành|thực hiện|kiểm tra|khắc phục|trả lời))/iu;

type Done = { passage: Passage; figure: Figure; text: string };

/** Figures said to be done right after a figure of three digits or more, by that figure. */
function doneAfter(context: Context): Map<string, Done[]> {
  const found: [string, Done][] = [];
  for (const sentences of storyOfFigures(context.document))
    for (const { passage, told, text } of sentences) {
      if (passage.section.is_plan || passage.section.is_annex || !/đã /iu.test(text)) continue;
      for (const [i, { figure }] of told.entries()) {
        const whole = told[i - 1]?.figure;
        if (!whole || whole.raw.replace(/\D/g, '').length < 3) continue;
        const lead = passage.text.slice(Math.max(0, figure.start - 30), figure.start);
        found.push([keyOf(whole), { passage, figure, text: lead.toLowerCase() }]);
      }
    }
  const by_whole = Map.groupBy(found, ([key]) => key);
  return new Map([...by_whole].map(([key, list]) => [key, list.slice(0, 20).map(([, done]) => done)]));
}

/** “cần xử lý là 148, đã xử lý 131” and the two rows one under the other, 148 and 113. */
function* doneOf(context: Context, shown: readonly Shown[]): Generator<Fault> {
  let by_whole: Map<string, Done[]> | null = null;
  for (const { grid } of shown)
    for (const [i, row] of grid.rows.entries()) {
      const verb = DONE.exec(row.label)?.[1]?.toLowerCase();
      const above = grid.rows[i - 1];
      if (!verb || !above) continue;
      const [own, more] = row.figures.filter((entry) => entry !== undefined);
      const [whole] = above.figures.filter((entry) => entry !== undefined);
      if (!own || more || !whole || own.figure.kind !== 'count' || whole.figure.raw.replace(/\D/g, '').length < 3) continue;
      by_whole ??= doneAfter(context);
      for (const { passage, figure, text } of by_whole.get(keyOf(whole.figure)) ?? []) {
        if (
          !text
            .trimEnd()
            .replace(/ được$/u, '')
            .endsWith(`đã ${verb}`)
        )
          continue;
        decided(context);
        if (equal(exactOf(figure), exactOf(own.figure)) || !isMisprint(figure.raw, own.figure.raw)) continue;
        yield faultOf(passage, figure, own, grid, row.label);
      }
    }
}

function faultOf(passage: Passage, figure: Figure, entry: Entry, grid: Grid, name: string): Fault {
  return {
    message: 'annex',
    at: spotOf(passage, figure),
    figures: [figure, entry.figure],
    data: { name, first: passage.text.slice(figure.start, figure.tail), second: entry.figure.raw },
    expected: entry.figure.raw,
    related: [{ ...spotInCell(grid.table, entry.cell), message: 'Trong biểu' }],
    shares: [passage.offset + figure.start, entry.cell.offset],
  };
}
