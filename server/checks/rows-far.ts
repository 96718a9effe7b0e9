// Figures that prose tells of a row by its name, wherever in the report the table stands: “cao nhất là xã Ea Lâm (30,17 %), kế đến là xã Ea Trol (24,43 %)” of
// an annex that the sentence does not cite. A name of its own says which row; that a cell of this row is one slip away, and no cell anywhere has what is
// told, says which cell. R10.
import { confirmedIn, standsInTable } from './confirmed.ts';
import type { Document, Passage, Stretch } from './document.ts';
import { segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import type { Column, Entry, Grid, Row } from './grid.ts';
import { equal } from './rational.ts';
import { rowTold } from './rows-told.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { flat, shownOf } from './shown-tables.ts';
import { isMisprint, isToldElsewhere } from './story.ts';
import { toldIn } from './told-in.ts';

const APART =
  /so với|cùng kỳ|(?:năm|quý|tháng|kỳ) (?:trước|ngoái)|tăng|giảm|mục tiêu|chỉ tiêu|kế hoạch|phấn đấu|bình quân|đầu (?:năm|kỳ)|lũy kế|chênh|cách nhau/iu;
const KIND =
  /^(?:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố|tỉnh|thôn|bản|làng|buôn|ấp|xóm|khu phố|tổ dân phố|sở|phòng|ban|ubnd|trường)\s/u;
const STOP = new Set('số tổng tỷ lệ năm các của là và với hồ sơ người điểm đơn vị kết quả có được trong hộ'.split(' '));

/** A large letter, or a number behind its kind: “tháng 11”. */
const NAMED = /\p{Lu}|(?<!\p{L})(?:tháng|quý|thôn|bản|tổ|ấp|khu phố|đợt)\s\d/u;

type Place = { grid: Grid; row: Row };
type Names = { rows: Map<string, Place[]>; longest: number };
const made = new WeakMap<Document, Names>();

/** Rows whose label is a proper name, by that name without its kind. */
function namesOf(document: Document): Names {
  let names = made.get(document);
  if (!names) {
    const rows = new Map<string, Place[]>();
    for (const { grid } of shownOf(document))
      for (const row of grid.rows) {
        const name = flat(row.label).replace(KIND, '');
        // Two large letters behind the first word, or a number: a name, no heading.
        const is_name = /\p{L}+\s(?:\p{Lu}\p{L}*|\d{1,2})$/u.test(row.label.trim()) && /^\P{Ll}/u.test(row.label.trim());
        if (row.is_total || !is_name || name.length < 4 || name.length > 40) continue;
        const known = rows.get(name);
        if (known) known.push({ grid, row });
        else rows.set(name, [{ grid, row }]);
      }
    const longest = Math.max(0, ...[...rows.keys()].map((name) => name.split(' ').length));
    names = { rows, longest };
    made.set(document, names);
  }
  return names;
}

type Named = { figure: Figure; places: Place[]; lead: string };

/** Figures of named rows that no cell has. */
export function* rowsFar(context: Context): Generator<Fault> {
  const { document } = context;
  const names = namesOf(document);
  if (names.rows.size < 2) return;
  for (const passage of toldIn(document, 1)) {
    if (passage.section.is_annex) continue;
    for (const sentence of segmentsOf(passage.text, '.?!')) {
      const named = namedIn(passage, sentence, names);
      if (named.length === 0) continue;
      const columns = new Set(named.flatMap(({ figure, places }) => columnsOf(figure, places)));
      for (const one of named) {
        const fault = judge(context, passage, sentence, one, columns);
        if (fault) yield fault;
      }
    }
  }
}

/** Each figure with the one name that leads to it since the figure before. */
function namedIn(passage: Passage, { start, end }: Stretch, names: Names): Named[] {
  let from = start;
  return passage.figures.flatMap((figure): Named[] => {
    if (figure.start < start || figure.tail > end) return [];
    const lead = passage.text.slice(from, figure.start);
    from = Math.max(from, figure.tail);
    if (figure.bound !== 'exact' || figure.scale !== 1n || figure.kind === 'percent_points') return [];
    if (figure.raw.replace(/\D/g, '').length < 3 || !NAMED.test(lead) || APART.test(lead)) return [];
    if (/^\s*(?:so với|trở lên)/iu.test(passage.text.slice(figure.tail))) return [];
    const words = flat(lead).split(' ');
    const found = new Set<string>();
    for (let i = 0; i < words.length; i += 1)
      for (let length = Math.min(names.longest, words.length - i); length >= 1; length -= 1) {
        const name = words.slice(i, i + length).join(' ');
        if (!names.rows.has(name)) continue;
        found.add(name);
        i += length - 1;
        break;
      }
    const [name, more] = found;
    return name && more === undefined ? [{ figure, places: names.rows.get(name) ?? [], lead }] : [];
  });
}

const columnsOf = (figure: Figure, places: readonly Place[]): Column[] =>
  places.flatMap(({ grid, row }) =>
    row.figures.flatMap((entry, c) =>
      entry && equal(exactOf(entry.figure), exactOf(figure)) ? [grid.columns[c] as Column] : [],
    ),
  );

type Cell = Place & { entry: Entry; column: Column };

function judge(
  context: Context,
  passage: Passage,
  sentence: Stretch,
  { figure, places, lead }: Named,
  columns: ReadonlySet<Column>,
): Fault | null {
  const { document } = context;
  if (columnsOf(figure, places).length > 0 || confirmedIn(document).has(passage.offset + figure.start)) return null;
  if (standsInTable(document, figure) || isToldElsewhere(document, figure, passage)) return null;
  const slips = places.flatMap(({ grid, row }): Cell[] =>
    row.figures.flatMap((entry, c): Cell[] =>
      entry && entry.figure.decimals === figure.decimals && isMisprint(entry.figure.raw, figure.raw)
        ? [{ grid, row, entry, column: grid.columns[c] as Column }]
        : [],
    ),
  );
  // The same cell in two tables is one.
  const [cell, other] = slips;
  if (!cell || (other && !equal(exactOf(other.entry.figure), exactOf(cell.entry.figure)))) return null;
  if (figure.kind === 'percent' && !cell.column.is_percent && cell.entry.figure.decimals === 0) return null;
  decided(context);
  const said = new Set(flat(`${passage.text.slice(sentence.start, figure.start)} ${lead}`).split(' '));
  const called = flat(cell.column.name)
    .split(' ')
    .filter((word) => word.length > 1 && !STOP.has(word) && said.has(word)).length;
  // Another name of the sentence has its figure in this column, or the words call the column.
  const is_witnessed = columns.has(cell.column);
  if (!is_witnessed && called < 2) return null;
  return rowTold(passage, figure, cell.grid, cell.row, cell.entry);
}
