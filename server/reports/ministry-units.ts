// A ministry's list of units × indicators: a line for each unit below, a column for each figure of a list form.
import type { FilledListRow, ListOfUnits } from '#forms';
import { plain } from '#lib/text';
import { addressOf, type Sheet } from './ministry-book.ts';
import type { CellValue } from './ministry-cells.ts';
import type { FilledCells } from './ministry-fill.ts';
import { type Line, linesOf, tidy } from './ministry-lines.ts';
import type { FormShape, MapCell } from './ministry-map.ts';

type Indicator = { key: string; code: string | null; label_vi: string; is_heading: boolean };
type Named = { code: string; name: string };

const ORDINAL = 'ordinal';
const UNIT = 'unit';
const TOTAL = 'total';

export function unitsShape(rows: readonly Indicator[], units: readonly Named[]): FormShape {
  return {
    kind: 'units',
    rows: [
      ...units.map(({ code, name }) => ({ key: code, code, label: name, takes_figure: true })),
      { key: TOTAL, code: null, label: 'Tổng số', takes_figure: true },
    ],
    columns: [
      { key: ORDINAL, no: null, code: null, label: 'Số thứ tự', is_words: true },
      { key: UNIT, no: null, code: null, label: 'Tên đơn vị', is_words: true },
      ...rows
        .filter(({ is_heading }) => !is_heading)
        .map(({ key, code, label_vi }) => ({
          ...{ key, no: null, code, is_words: false },
          label: [code, label_vi].filter(Boolean).join(' '),
        })),
    ],
  };
}

export function unitsCells({ units, whole }: ListOfUnits): FilledCells {
  const rows = new Map<string, Map<string, FilledListRow>>(
    [...units, { code: TOTAL, rows: whole }].map(({ code, rows: own }) => [code, new Map(own.map((row) => [row.key, row]))]),
  );
  const place = new Map(units.map(({ code, name }, at) => [code, { ordinal: String(at + 1), name }]));
  return {
    shape: unitsShape(whole, units),
    lines: units.map(({ code }) => code),
    value: (unit, column): CellValue => {
      if (column === ORDINAL) return words(place.get(unit)?.ordinal);
      if (column === UNIT) return words(unit === TOTAL ? 'Tổng số' : place.get(unit)?.name);
      const row = rows.get(unit)?.get(column);
      if (row?.words) return words(row.words);
      return row?.value == null ? { kind: 'blank' } : { kind: 'number', text: row.value };
    },
  };
}

const words = (text: string | undefined): CellValue => (text ? { kind: 'text', text } : { kind: 'blank' });

const UNIT_HEAD = /^(ten )?(don vi|co quan|dia phuong|don vi bao cao|co quan don vi|don vi hanh chinh|xa phuong)$/;
const ORDINAL_HEAD = /^(stt|tt|so thu tu)$/;
/** Fewer heads that name an indicator are chance. */
const LEAST_HEADS = 2;
/** What a name of a unit begins with and lists leave out. */
const KIND = /^(tinh|thanh pho|thi xa|huyen|quan|xa|phuong|thi tran|so|dac khu|uy ban nhan dan|ubnd) /;

/** Indicators of a line of heads, by their column: the official number, or the words, which must be of one of them alone. */
function headsIn({ texts }: Line, shape: FormShape): Map<number, string> {
  const found = new Map<number, string>();
  const indicators = shape.columns.filter(({ is_words }) => !is_words);
  for (const [column, text] of texts) {
    const [number] = /^\(?(\d{1,2}(?:\.\d{1,2})+)\.?\)?/.exec(text.trim())?.slice(1) ?? [];
    const by_code = indicators.filter(({ code }) => code !== null && code === number);
    const said = tidy(text);
    const by_label = indicators.filter(({ label, code }) => said !== '' && tidy(label.slice(code ? code.length : 0)) === said);
    const [one, more] = by_code.length > 0 ? by_code : by_label;
    if (one && !more && ![...found.values()].includes(one.key)) found.set(column, one.key);
  }
  return found.size >= LEAST_HEADS ? found : new Map();
}

/** Lines that name a unit take it; lines without a name take the form's units in their order. */
export function proposedUnits(sheet: Sheet, shape: FormShape): MapCell[] {
  const lines = linesOf(sheet);
  const heads = lines.filter((line) => headsIn(line, shape).size > 0);
  const last = heads.at(-1);
  if (!last) return [];
  const places = new Map(heads.flatMap((line) => [...headsIn(line, shape)]));
  const upTo = lines.filter(({ no }) => no <= last.no);
  const columnOf = (head: RegExp) => upTo.flatMap(({ texts }) => [...texts].filter(([, text]) => head.test(tidy(text))))[0]?.[0];
  const unit_at = columnOf(UNIT_HEAD) ?? Math.min(...places.keys()) - 1;
  const ordinal_at = columnOf(ORDINAL_HEAD);
  const known = unitNames(shape);
  const out: MapCell[] = [];
  let slot = 0;
  for (const line of lines) {
    if (line.no <= last.no) continue;
    const name = line.texts.get(unit_at)?.trim() ?? '';
    const is_slot = name === '' && [...places.keys()].every((column) => line.texts.get(column) !== undefined);
    const row = name === '' ? (is_slot ? `#${slot + 1}` : null) : unitIn(known, name);
    if (row === null) continue;
    if (is_slot) slot += 1;
    const put = (column: number, key: string) =>
      out.push({ sheet: sheet.name, cell: addressOf(line.no, column), name: null, row, column: key });
    for (const [column, key] of places) put(column, key);
    if (!is_slot) continue;
    put(unit_at, UNIT);
    if (ordinal_at !== undefined && !line.texts.get(ordinal_at)) put(ordinal_at, ORDINAL);
  }
  return out;
}

/** Units by their whole name, and by their name without its kind where no other is called so. */
function unitNames({ rows }: FormShape): Map<string, string | null> {
  const known = new Map<string, string | null>();
  for (const { key, label } of rows) known.set(tidy(label), key);
  for (const { key, label } of rows) {
    const short = plain(label).replace(KIND, '');
    const said = tidy(short);
    if (said !== '' && known.get(said) !== key) known.set(said, known.has(said) ? null : key);
  }
  return known;
}

function unitIn(known: ReadonlyMap<string, string | null>, name: string): string | null {
  const said = tidy(name);
  if (/^tong( so| cong)?( |$)/.test(said) || /^(toan tinh|toan huyen|cong)$/.test(said)) return TOTAL;
  return known.get(said) ?? known.get(said.replace(/^(uy ban nhan dan|ubnd) /, '')) ?? null;
}
