import type { Document } from './document.ts';
import { exactOf } from './figure.ts';
import type { Flow, Entry as FlowEntry } from './flows.ts';
import { type Column, type Grid, gridsOf, isBelowZero, type Row } from './grid.ts';
import { equal } from './rational.ts';
import { spotInCell } from './rule.ts';
import { type Slot, slotOf } from './slots.ts';
import { unitAt } from './unit.ts';

const made = new WeakMap<Document, Flow[]>();

/** Accounts told by tables: a row whose columns are the slots, or rows that are the slots one under the other. */
export function flowsInTables(document: Document): Flow[] {
  let flows = made.get(document);
  if (!flows) {
    flows = gridsOf(document).flatMap((grid) => [...acrossOf(grid), ...downOf(grid)]);
    made.set(document, flows);
  }
  return flows;
}

const open = (): Flow => ({ slots: new Map(), unit: '', is_close: true, names_returned: false });

/** Header words as a slot: the total of a group of columns is its name; its parts are named under it. */
function headerSlot(name: string): Slot | null {
  // “đã giải quyết, không quy định thời hạn (không tính vào cột 8, 9, 10)” is a part that the printed form has no place for.
  if (/không tính vào|không quy định thời hạn|không có cột riêng/iu.test(name)) return null;
  const parts = name.split(' / ');
  const words = parts
    .join(' ')
    .replace(/\(\d+\)|trong đó:?|hồ sơ/giu, ' ')
    .trim();
  const own = parts.at(-1) ?? '';
  if (/^(?:mới|trong kỳ|phát sinh (?:mới|trong kỳ))\s*(?:\(.*\))?$/iu.test(own)) return 'new';
  const is_total = /^(?:tổng(?: số| cộng)?|cộng)\s*(?:\(.*\))?$/iu.test(own);
  const is_pending = /đang|chưa/iu.test(parts.slice(0, -1).join(' '));
  if (is_total)
    return slotOf(
      parts
        .slice(0, -1)
        .join(' ')
        .replace(/trong đó:?/giu, ' '),
      is_pending,
    );
  return slotOf(words, is_pending);
}

function acrossOf(grid: Grid): Flow[] {
  const slots = grid.columns.map((column) => (column.has_figures && !column.is_percent ? headerSlot(column.name) : null));
  const names = slots.filter((slot) => slot !== null);
  // A slot named by two columns is not understood: none of the table is used.
  if (names.length < 3 || new Set(names).size !== names.length) return [];
  const is_stated = slots.some((slot, c) => slot === 'received' && grid.columns[c]?.formula !== '');
  // A row of corrections is no account: what is taken away was never received.
  const rows = grid.rows.filter((row) => !row.figures.some((entry) => entry && isBelowZero(entry)));
  return rows.map((row) => {
    const flow = open();
    for (const [c, slot] of slots.entries()) {
      const entry = row.figures[c];
      if (slot && entry) flow.slots.set(slot, asEntry(grid, entry));
    }
    flow.is_stated = is_stated;
    // A column that is no slot may hold what is missing.
    flow.beside = row.figures.flatMap((entry, c) =>
      entry?.figure.kind === 'count' && !slots[c] && grid.columns[c]?.is_percent === false ? [exactOf(entry.figure)] : [],
    );
    return flow;
  });
}

const asEntry = (grid: Grid, { figure, cell }: { figure: FlowEntry['figure']; cell: Row['label_cell'] & object }): FlowEntry => ({
  figure,
  spot: spotInCell(grid.table, cell),
  id: cell.offset,
});

/** The column of units says that the row counts no dossiers. */
function isOfOtherUnit(grid: Grid, row: Row): boolean {
  const column = grid.columns.find(({ own, has_figures }) => !has_figures && /^(?:đơn vị(?: tính)?|đvt)$/iu.test(own));
  const text = column ? (grid.at[row.index]?.[column.index]?.text.trim() ?? '') : '';
  const unit = text === '' ? null : unitAt(text, 0);
  return unit !== null && !['hồ_sơ', 'ý_kiến', 'đơn'].includes(unit.key) && !unit.key.startsWith('~');
}

/** Rows as slots, for the one column of figures, or for each of several. A row that repeats a slot opens the next account. */
function downOf(grid: Grid): Flow[] {
  // A column of differences or corrections is no account either.
  const isChange = ({ index, own }: Column) =>
    /chênh lệch|điều chỉnh|tăng|giảm/iu.test(own) ||
    grid.rows.some(({ figures }) => figures[index] && isBelowZero(figures[index]));
  const columns = grid.columns.filter((column) => column.has_figures && !column.is_percent && !isChange(column));
  return columns.flatMap((column) => {
    const flows: Flow[] = [];
    let flow = open();
    let is_pending = false;
    const close = (): void => {
      if (flow.slots.size >= 2) flows.push(flow);
      flow = open();
    };
    for (const row of grid.rows) {
      const entry = row.figures[column.index];
      if (isOfOtherUnit(grid, row)) continue;
      if (row.label === '' || /%|tỷ lệ|tỉ lệ/iu.test(row.label)) continue;
      if (!entry && !row.is_part && /^(?:[IVX]+|\d+)$/.test(row.code)) close();
      const slot =
        entry && /hồ sơ|(?<!\p{L})hs(?!\p{L})|trả lại|rút|tiếp nhận|giải quyết|hạn|chuyển|mới|trực t|bưu chính/iu.test(row.label)
          ? slotOf(row.label, is_pending)
          : null;
      if (!entry || !slot) continue;
      const known = flow.slots.get(slot);
      if (slot === 'received' && flow.slots.size > 0 && !(known && equal(exactOf(known.figure), exactOf(entry.figure)))) close();
      if (known && slot === 'returned') {
        flow.more_returned = [...(flow.more_returned ?? []), exactOf(entry.figure)];
        continue;
      }
      if (known && !equal(exactOf(known.figure), exactOf(entry.figure))) close();
      if (slot === 'pending' || slot === 'remaining') is_pending = true;
      if (slot === 'resolved' || slot === 'received') is_pending = false;
      if (!flow.slots.has(slot)) flow.slots.set(slot, asEntry(grid, entry));
    }
    close();
    return flows;
  });
}
