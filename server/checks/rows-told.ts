import type { Passage, Stretch } from './document.ts';
import { segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import type { Entry, Grid, Row } from './grid.ts';
import { tablesNearOrCited } from './near-tables.ts';
import { equal } from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { flat, isNarrower, type Shown, shownOf } from './shown-tables.ts';
import { areOneSlip } from './slip.ts';
import { toldIn } from './told-in.ts';
import { unitAt } from './unit.ts';

const APART =
  /so với|cùng kỳ|(?:năm|quý|tháng|kỳ) trước|tăng|giảm|kế hoạch năm|chỉ tiêu|mục tiêu|phấn đấu|lũy kế|luỹ kế|trung ương|bình quân|dự kiến|giai đoạn|năm \d{4}/iu;

/** A figure of a sentence with the words that lead to it. */
type Item = { figure: Figure; lead: string /** With the unit. */; after: string /** Behind the unit. */; rest: string };

/** A sentence that names rows of a table: what it tells of the others shows which column is meant, so the odd one is wrong. R10. */
export function* rowsTold(context: Context): Generator<Fault> {
  const { document } = context;
  const shown = shownOf(document);
  if (shown.length === 0) return;
  const forms = new Set(shown.filter(({ grid }) => formColumn(grid) >= 0));
  for (const passage of toldIn(document, 1)) {
    const has_forms = forms.size > 0 && !passage.section.is_annex;
    const near = tablesNearOrCited(shown, passage, 8, passage.text);
    const tables = (has_forms ? shown.filter((table) => forms.has(table) || near.includes(table)) : near).map((table) => ({
      table,
      is_form: has_forms && forms.has(table),
    }));
    if (tables.length === 0) continue;
    for (const sentence of segmentsOf(passage.text, '.?!')) {
      const items = itemsIn(passage, sentence);
      if (items.length === 0 || items.length > 14) continue;
      for (const { table, is_form } of tables) {
        const found = inList(items, table) ?? (is_form ? (inSiblings(items, table) ?? called(items, table)) : null);
        if (!found) continue;
        decided(context);
        yield faultOf(passage, table.grid, found);
        break;
      }
    }
  }
}

function itemsIn(passage: Passage, sentence: Stretch): Item[] {
  const own = passage.figures.filter((f) => f.start >= sentence.start && f.end <= sentence.end);
  return own.flatMap((figure, i): Item[] => {
    const last = own[i - 1];
    const lead = passage.text.slice(
      last ? Math.max(last.end, last.unit.startsWith('~') ? last.end : last.tail) : sentence.start,
      figure.start,
    );
    const in_fraction = passage.fractions.some((f) => f.a.start === figure.start || f.b.start === figure.start);
    if (in_fraction || figure.bound !== 'exact' || figure.kind === 'percent_points' || APART.test(lead)) return [];
    const next = own[i + 1];
    const after = passage.text.slice(figure.end, next?.start ?? sentence.end).split(/[,;:()]/u)[0] ?? '';
    const rest = passage.text.slice(figure.tail, next?.start ?? sentence.end).split(/[,;:()]/u)[0] ?? '';
    return [{ figure, lead, after, rest }];
  });
}

const forms = new WeakMap<Grid, number>();

/** The one column of figures beside names and units, what an office hands up as a form; -1 when it is none. Codes are no figures. */
function formColumn(grid: Grid): number {
  let found = forms.get(grid);
  if (found === undefined) {
    found = readForm(grid);
    forms.set(grid, found);
  }
  return found;
}

function readForm({ columns, rows, at, body }: Grid): number {
  if (rows.length < 2) return -1;
  const textAt = (row: Row, c: number): string => at[row.index]?.[c]?.text.trim() ?? '';
  const isCodes = (c: number): boolean =>
    rows.every(
      (row) => ['', row.code].includes(textAt(row, c)) || (c === 0 && /^\d{1,2}(?:\.\d{1,2}){1,3}$/.test(textAt(row, c))),
    );
  const counted = columns.filter((column) => column.has_figures && !isCodes(column.index));
  const [only, more] = counted;
  if (!only || more) return -1;
  const heads = at.slice(0, Math.max(body, 1)).flatMap((row) => row.map((cell) => cell?.text.trim() ?? ''));
  const has_units = columns.some((column) => {
    const texts = rows.map((row) => textAt(row, column.index)).filter((text) => text !== '');
    return (
      column !== only &&
      texts.length * 3 >= rows.length * 2 &&
      texts.filter(isUnit).length * 2 > texts.length &&
      texts.every(isShort)
    );
  });
  return has_units || heads.some((head) => /^(?:đơn vị(?: tính)?|đvt)$/iu.test(head)) ? only.index : -1;
}

const isShort = (text: string): boolean => text === '%' || /^\p{L}+(?:\s\p{L}+){0,2}$/u.test(text);
const isUnit = (text: string): boolean => text === '%' || (text.length < 25 && (unitAt(text, 0)?.end ?? 0) >= text.length - 1);

type Found = { item: Item; row: Row; entry: Entry; is_sure: boolean };

const value = (entry: Entry | undefined, figure: Figure): boolean =>
  entry !== undefined && equal(exactOf(entry.figure), exactOf(figure));
const digits = ({ raw }: Figure): string => raw.replace(/\D/g, '').replace(/^0+(?=\d)/u, '');

/** Bare names of labels, which every figure beside a table asks for again. */
const bare = new WeakMap<Row, string>();

function nameOf(row: Row): string {
  let name = bare.get(row);
  if (name === undefined) {
    name = flat(row.label.replace(/\([^()]*\)/gu, ' ')).replace(/^(?:lĩnh vực|nhóm|số|tổng số|số lượng|tỷ lệ)\s/u, '');
    bare.set(row, name);
  }
  return name;
}

/** The row whose name the words right before the figure are. */
function rowCalled(grid: Grid, lead: string): Row | null {
  // “…; 20 TTHC còn lại”: the words before the mark are of the figure before.
  if (/[,;:]\s*$/u.test(lead)) return null;
  const words = flat(lead.replace(/\(\s*$/u, '')).replace(/\s(?:với|có|là|đạt|chiếm|được)$/u, '');
  const named = grid.rows.filter((row) => {
    const name = nameOf(row);
    return !row.is_total && name.length >= 4 && ` ${words}`.endsWith(` ${name}`);
  });
  return named.toSorted((a, b) => b.label.length - a.label.length)[0] ?? null;
}

/** “chứng thực 1.502 hồ sơ; tiếp đến là hộ tịch 864 hồ sơ và đất đai 374 hồ sơ”: the others stand in one column, under these names. */
function inList(items: readonly Item[], { grid }: Shown): Found | null {
  const named = items.flatMap((item) => {
    const row = rowCalled(grid, item.lead);
    return row ? [{ item, row }] : [];
  });
  if (named.length < 2 || new Set(named.map(({ row }) => row)).size !== named.length) return null;
  for (const column of grid.columns) {
    if (!column.has_figures) continue;
    const right = named.filter(({ item, row }) => value(row.figures[column.index], item.figure));
    const odd = named.filter(({ item, row }) => !row.figures.some((entry) => value(entry, item.figure)));
    const [one] = odd;
    const entry = one?.row.figures[column.index];
    if (!one || !entry || odd.length !== 1 || right.length !== named.length - 1) continue;
    if (entry.figure.kind !== one.item.figure.kind && !column.is_percent) continue;
    if (
      right.some(
        ({ item }) => item.figure.unit !== one.item.figure.unit && item.figure.unit !== '' && one.item.figure.unit !== '',
      )
    )
      continue;
    if (isNarrower(one.item.lead, `${one.row.label} ${column.name} ${right.map(({ item }) => item.lead).join(' ')}`)) continue;
    const is_sure = areOneSlip(digits(entry.figure), digits(one.item.figure));
    if (!is_sure && right.length < 2) continue;
    return { ...one, entry, is_sure };
  }
  return null;
}

const entryOf = (grid: Grid, row: Row): Entry | undefined => row.figures[formColumn(grid)];

/** “Biên chế công chức được giao 84, có mặt 79”: the row of the first is right, and its sister bears the words before the second. */
function inSiblings(items: readonly Item[], { grid }: Shown): Found | null {
  for (const [i, item] of items.entries()) {
    const first = items[i - 1];
    if (!first) continue;
    const said = ` ${flat(`${first.lead} ${first.after}`)} `;
    const base = grid.rows.find((row) => {
      const entry = entryOf(grid, row);
      const name = nameOf(row);
      return (
        name.split(' ').length >= 3 && value(entry, first.figure) && name.split(' ').every((word) => said.includes(` ${word} `))
      );
    });
    if (!base) continue;
    const before = flat(item.lead)
      .replace(/^(?:hiện nay|hiện|trong đó|bao gồm|gồm|và|đã|số|đến nay)\s/u, '')
      .replace(/\s(?:là|có)$/u, '');
    const own = /^(?:|hiện nay|hiện|trong đó|bao gồm|gồm|và)$/u.test(before) ? flat(item.rest) : before;
    const sisters = grid.rows.filter((row) => row !== base && own.split(' ').length >= 2 && isSister(base, row, own, grid));
    const [row, more] = sisters;
    const entry = row && entryOf(grid, row);
    if (!row || !entry || more || entry.figure.kind !== item.figure.kind) continue;
    if (grid.rows.some((other) => value(entryOf(grid, other), item.figure))) continue;
    return { item, row, entry, is_sure: true };
  }
  return null;
}

function isSister(base: Row, row: Row, own: string, grid: Grid): boolean {
  const [a, b] = [nameOf(base).split(' '), nameOf(row).split(' ')];
  if (/^[-–+\s]*trong đó/iu.test(row.label))
    return (
      grid.rows.indexOf(row) - grid.rows.indexOf(base) <= 3 &&
      grid.rows.indexOf(row) > grid.rows.indexOf(base) &&
      flat(row.label).replace(/^trong đó\s/u, '') === own
    );
  let common = 0;
  while (common < a.length && a[common] === b[common]) common += 1;
  return common >= 2 && b.slice(common).join(' ') === own;
}

/** “14 cuộc kiểm tra CCHC” and the row “Số cuộc kiểm tra CCHC”: the same words, no more and no less. */
function called(items: readonly Item[], { grid }: Shown): Found | null {
  for (const item of items) {
    const after = flat(item.after);
    const before = flat(item.lead.split(/[,;:]\s/u).at(-1) ?? '').replace(/\s(?:là|đạt|có)$/u, '');
    const rows = grid.rows.filter((row) => {
      const name = nameOf(row);
      const count = name.split(' ').length;
      return (count >= 3 && name === after) || (count >= 4 && before.endsWith(name) && before.length - name.length < 12);
    });
    const [row, more] = rows;
    const entry = row && entryOf(grid, row);
    if (!row || !entry || more || entry.figure.kind !== item.figure.kind || value(entry, item.figure)) continue;
    if (grid.rows.some((other) => value(entryOf(grid, other), item.figure))) continue;
    if (/^(?:tỷ|tỉ) lệ/iu.test(row.label) !== (item.figure.kind === 'percent')) continue;
    const slipped = areOneSlip(digits(entry.figure), digits(item.figure));
    const witnessed = items.some(
      (other) =>
        other !== item && grid.rows.some((r) => value(entryOf(grid, r), other.figure) && digits(other.figure).length > 1),
    );
    if (!slipped) continue;
    return { item, row, entry, is_sure: witnessed || digits(entry.figure).length > 2 };
  }
  return null;
}

const faultOf = (passage: Passage, grid: Grid, { item: { figure }, row, entry, is_sure }: Found): Fault => ({
  ...rowTold(passage, figure, grid, row, entry),
  severity: is_sure ? 'error' : 'warning',
});

/** A figure of the words that its row of a table has otherwise. R10. */
export const rowTold = (passage: Passage, figure: Figure, grid: Grid, row: Row, entry: Entry): Fault => ({
  message: 'row_told',
  at: spotOf(passage, figure),
  figures: [figure, entry.figure],
  data: { name: row.label, first: figure.raw, second: entry.figure.raw },
  expected: entry.figure.raw,
  related: [{ ...spotInCell(grid.table, entry.cell), message: 'Trong biểu' }],
  shares: [passage.offset + figure.start, entry.cell.offset],
});
