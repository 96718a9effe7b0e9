import { confirmedIn } from './confirmed.ts';
import { wordsAround } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { contentOf, parentOf } from './form-lines.ts';
import { type Entry, type Grid, gridsOf, type Row } from './grid.ts';
import { rateDiffers } from './ratio.ts';
import { absolute, compare, equal, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { fits } from './share-bases.ts';
import { flat, type Shown, shownOf } from './shown-tables.ts';

// Rates of forms and of tables, with the counts that stand beside them.

/** What a count may be called beyond the name of its rate. */
const BESIDE = new Set('tiếp nhận giải quyết nộp xong hoàn thành'.split(' '));

/** “5.1 Hồ sơ tiếp nhận mới 3.268; 5.2 Hồ sơ tiếp nhận trực tuyến 512; 5.3 Tỷ lệ hồ sơ trực tuyến 12,00 %”: a row of a form and the two before it. R01. */
export function* formRates(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document).slice(0, 40)) {
    if (grid.columns.filter((column) => column.has_figures).length !== 1) continue;
    for (const [i, row] of grid.rows.slice(0, 600).entries()) {
      const rate = rateOf(grid, row);
      const [whole, part] = i < 2 ? [] : (grid.rows.slice(i - 2, i) as [Row, Row]);
      if (!rate || !whole || !part || !/^(?:tỷ|tỉ) lệ\s/iu.test(row.label)) continue;
      const [b, a] = [whole, part].map(({ figures }) => figures.find((one) => one !== undefined));
      if (!a || !b || a.figure.kind !== 'count' || b.figure.kind !== 'count' || a.figure.scale !== b.figure.scale) continue;
      if (
        !isOneGroup([whole, part, row]) ||
        !(isPartOf(part, row) || isDoneOf(whole, part, row)) ||
        compare(exactOf(a.figure), exactOf(b.figure)) > 0
      )
        continue;
      decided(context);
      if (exactOf(b.figure).n === 0n || someFit(grid, row)) continue;
      yield {
        ...rateDiffers(a.figure, b.figure, rate.figure),
        at: spotInCell(grid.table, rate.cell),
        related: [spotInCell(grid.table, a.cell), spotInCell(grid.table, b.cell)],
        shares: [rate.cell.offset, a.cell.offset, b.cell.offset],
      };
    }
  }
}

/** The figure of a row whose unit is `%`, in the cell or in a column of its own. */
function rateOf(grid: Grid, row: Row): Entry | undefined {
  const own = row.figures.find((one) => one !== undefined);
  if (own?.figure.kind !== 'count') return own?.figure.kind === 'percent' ? own : undefined;
  const is_rate = (grid.at[row.index] ?? []).some((cell) => cell?.text.trim() === '%');
  return is_rate ? { ...own, figure: { ...own.figure, kind: 'percent' } } : undefined;
}

const isOneGroup = (rows: readonly Row[]): boolean =>
  rows.every(({ code }) => code.includes('.')) && new Set(rows.map(({ code }) => parentOf(code))).size === 1;

/** The count is called as its rate, and no narrower. */
function isPartOf(part: Row, rate: Row): boolean {
  const name = contentOf(rate.label.replace(/^(?:tỷ|tỉ) lệ/iu, ''));
  const own = contentOf(part.label);
  return (
    name.size > 0 && [...name].every((word) => own.has(word)) && [...own].every((word) => name.has(word) || BESIDE.has(word))
  );
}

/** “Số nhiệm vụ đề ra trong kế hoạch”, “Số nhiệm vụ đã hoàn thành”, “Tỷ lệ hoàn thành kế hoạch”: the rate is called by the words of both. */
function isDoneOf(whole: Row, part: Row, rate: Row): boolean {
  const name = contentOf(rate.label.replace(/^(?:tỷ|tỉ) lệ/iu, ''));
  const [all, own] = [contentOf(whole.label), contentOf(part.label)];
  const special = [...own].filter((word) => !all.has(word));
  return (
    special.length > 0 &&
    special.every((word) => name.has(word)) &&
    [...name].every((word) => own.has(word) || all.has(word)) &&
    [...name].some((word) => all.has(word) && !own.has(word))
  );
}

/** Any two counts of the group make the rate. */
function someFit(grid: Grid, row: Row): boolean {
  const rate = rateOf(grid, row)?.figure;
  const counts = grid.rows
    .filter(({ code }) => code !== '' && parentOf(code) === parentOf(row.code))
    .flatMap(({ figures }) => figures.flatMap((one) => (one?.figure.kind === 'count' ? [one.figure] : [])))
    .slice(0, 20);
  return rate !== undefined && counts.some((a) => counts.some((b) => a !== b && exactOf(b).n > 0n && fits(a, b, rate)));
}

const APART = /riêng|lĩnh vực|cấp (?:tỉnh|huyện|xã)|quý|tháng \d|cùng kỳ|năm trước|so với|mục tiêu|chỉ tiêu|phấn đấu|tối thiểu/iu;

/** Words right under a table that tell its total row, with a rate that its one column of rates does not have. R10. */
export function* totalRates(context: Context): Generator<Fault> {
  for (const shown of shownOf(context.document)) {
    const { grid } = shown;
    const [column, ...more] = grid.columns.filter((one) => one.is_percent);
    const [total, ...others] = grid.rows.filter((row) => row.is_total);
    const right = column && total?.figures[column.index];
    if (!column || !total || !right || more.length > 0 || others.length > 0) continue;
    yield* underTable(context, shown, total, column.index);
  }
}

function* underTable(context: Context, { grid, before }: Shown, total: Row, column: number): Generator<Fault> {
  const right = total.figures[column];
  const counts = total.figures.flatMap((one) => (one?.figure.kind === 'count' ? [one.figure] : []));
  const printed = grid.rows.flatMap((row) => row.figures[column]?.figure ?? []);
  for (const passage of context.document.passages.slice(before, before + 2)) {
    const cites = passage.figures.some(
      (f) => f.kind === 'count' && exactOf(f).n >= 100n && counts.some((one) => equal(exactOf(one), exactOf(f))),
    );
    if (!right || !cites || passage.section.is_plan || passage.is_footnote) continue;
    for (const figure of passage.figures) {
      const lead = wordsAround(passage, figure).before;
      if (figure.kind !== 'percent' || figure.bound !== 'exact' || figure.decimals === 0 || !/^(?:tỷ|tỉ) lệ\s/iu.test(lead))
        continue;
      const said = ` ${flat(lead)} `;
      const is_named = grid.columns.some(
        (one) => one.has_figures && !one.is_percent && one.own.length > 5 && said.includes(` ${flat(one.own)} `),
      );
      if (!is_named || APART.test(lead) || confirmedIn(context.document).has(passage.offset + figure.start)) continue;
      decided(context);
      if (printed.some((one) => isNear(one, figure))) continue;
      yield {
        message: 'two_for_one',
        at: spotOf(passage, figure),
        figures: [figure, right.figure],
        data: { name: lead.replace(/\s(?:đạt|là)$/iu, ''), first: `${figure.raw}%`, second: `${right.figure.raw}%` },
        expected: `${right.figure.raw}%`,
        related: [spotInCell(grid.table, right.cell)],
        shares: [passage.offset + figure.start, right.cell.offset],
      };
    }
  }
}

/** 52,27 told as 52,3 or 52,2. */
const isNear = (cell: Figure, told: Figure): boolean =>
  compare(absolute(subtract(exactOf(cell), exactOf(told))), { n: 1n, d: 10n }) < 0;
