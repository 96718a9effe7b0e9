// An Excel book read back into a criteria set, with every fault by sheet and cell.
import ExcelJS from 'exceljs';
import { DomainError } from '#lib/errors';
import { columnLetters } from '#lib/xlsx';
import {
  after,
  COLUMNS,
  comma,
  FIELDS,
  HEAD_SHEET,
  type Key,
  KINDS,
  LEVELS,
  MISSING,
  MOST_ROWS,
  SOURCES,
  TREE_SHEET,
} from './book-layout.ts';
import { ruleOf } from './rule-words.ts';
import { CriteriaSet, type Fault, faultsOf } from './tree.ts';

export type BookFault = { sheet: string; cell: string; message_vi: string; message_en: string };
type Say = (sheet: string, cell: string, message_vi: string, message_en: string) => void;

/**
 * Reads a book: the set when nothing is wrong, and every fault with its sheet and cell. Merged cells and shifted columns are faults.
 * @param measures names that rules may use
 * @throws scorecards.book_unreadable when it is no Excel book
 */
export async function readSetBook(
  bytes: Uint8Array,
  measures: ReadonlySet<string>,
): Promise<{ set: CriteriaSet | null; faults: BookFault[] }> {
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(bytes as never);
  } catch (cause) {
    throw new DomainError('scorecards.book_unreadable', 422, {}, { cause });
  }
  const faults: BookFault[] = [];
  const say: Say = (sheet, cell, message_vi, message_en) => faults.push({ sheet, cell, message_vi, message_en });
  const head = readHead(book, say);
  const rows = readRows(book, say);
  if (!head || !rows) return { set: null, faults };
  const areas = treeOf(rows, say);
  const parsed = CriteriaSet.safeParse({ ...head.fields, version: 1, areas });
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const at = head.cells.get(String(issue.path[0]));
      if (at) say(HEAD_SHEET, at, `“${at}” chưa đúng: ${issue.message}`, issue.message);
      else if (faults.length === 0)
        say(TREE_SHEET, 'A2', `Cây tiêu chí chưa đúng tại ${issue.path.join('.')}`, `${issue.path.join('.')}: ${issue.message}`);
    }
    return { set: null, faults };
  }
  const by_code = new Map(rows.map((row) => [row.text('code'), row]));
  for (const fault of faultsOf(parsed.data, measures)) {
    const row = by_code.get(fault.code);
    const [vi, en] = faultWords(fault);
    if (row) say(TREE_SHEET, row.cell(fault.key === 'rule' ? 'params' : (fault.key as Key)), vi, en);
    else say(HEAD_SHEET, head.cells.get(fault.key) ?? 'A1', vi, en);
  }
  return { set: faults.length === 0 ? parsed.data : null, faults };
}

/** What a fault says to a person. */
export function faultWords({ fault, data }: Pick<Fault, 'fault' | 'data'>): [vi: string, en: string] {
  const text = (key: string) => comma(String(data[key] ?? ''));
  switch (fault) {
    case 'sum_differs':
      return [
        `Điểm tối đa ghi ${text('stated')} nhưng các mục con cộng được ${text('sum')}`,
        `the maximum says ${text('stated')}, its parts add up to ${text('sum')}`,
      ];
    case 'code_twice':
      return [`Mã ${data.code} có hai lần`, `the code ${data.code} stands twice`];
    case 'unknown_criterion':
      return [`Biểu thức nhắc tới tiêu chí @${data.code} không có`, `the expression names @${data.code}, which is not there`];
    case 'cycle':
      return [`Biểu thức quay vòng qua @${data.code}`, `the expression goes in a circle through @${data.code}`];
    case 'bad_expression':
      return [`Biểu thức không đọc được từ ký tự ${data.at}`, `the expression cannot be read from character ${data.at}`];
    case 'step_above_maximum':
      return [
        `Mức ${text('points')} điểm vượt điểm tối đa ${text('max')}`,
        `${text('points')} points are above the maximum ${text('max')}`,
      ];
    case 'minimum_above_maximum':
      return [
        `Điểm tối thiểu ${text('min')} lớn hơn điểm tối đa ${text('max')}`,
        `the minimum ${text('min')} is above the maximum ${text('max')}`,
      ];
    case 'unknown_measure':
      return [`Không có chỉ số “${data.name}”`, `there is no measure “${data.name}”`];
    case 'unknown_tie_part':
      return [`Không có lĩnh vực “${data.part}” để so khi bằng điểm`, `there is no area “${data.part}” to tell equals apart`];
    case 'bands_out_of_order':
      return ['Các mức xếp loại phải xếp từ cao xuống thấp', 'bands stand from high to low'];
  }
}

type Cells = { row: number; text(key: Key): string; cell(key: Key): string };

function textAt(sheet: ExcelJS.Worksheet, row: number, column: number): string {
  return sheet.getCell(row, column).text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function readHead(book: ExcelJS.Workbook, say: Say) {
  const sheet = book.getWorksheet(HEAD_SHEET);
  if (!sheet) {
    say(HEAD_SHEET, 'A1', `Thiếu trang “${HEAD_SHEET}”`, `the sheet “${HEAD_SHEET}” is missing`);
    return null;
  }
  const cells = new Map<string, string>();
  const text = new Map<string, string>();
  for (const [at, [label, key]] of FIELDS.entries()) {
    const said = textAt(sheet, at + 1, 1);
    if (said !== label)
      say(
        HEAD_SHEET,
        `A${at + 1}`,
        `Ô này phải là “${label}”${said && `, đang là “${said}”`}`,
        `this cell must be “${label}”${said && `, it is “${said}”`}`,
      );
    cells.set(key, `B${at + 1}`);
    text.set(key, textAt(sheet, at + 1, 2));
  }
  cells.set('valid_to', cells.get('valid_until') as string);
  const get = (key: string) => text.get(key) ?? '';
  const word = (key: string, words: Record<string, string>) => {
    const found = words[get(key)];
    if (!found)
      say(
        HEAD_SHEET,
        cells.get(key) as string,
        `“${get(key)}” không có trong: ${Object.keys(words).join('; ')}`,
        `“${get(key)}” is none of: ${Object.keys(words).join('; ')}`,
      );
    return found;
  };
  const day = (key: string) => {
    const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(get(key));
    if (found) return `${found[3]}-${(found[2] as string).padStart(2, '0')}-${(found[1] as string).padStart(2, '0')}`;
    const iso = /^\d{4}-\d{2}-\d{2}/.exec(
      sheet.getCell(cells.get(key) as string).value instanceof Date
        ? (sheet.getCell(cells.get(key) as string).value as Date).toISOString()
        : get(key),
    );
    return iso ? iso[0] : get(key);
  };
  const until = get('valid_until') === '' ? null : day('valid_until');
  const fields = {
    code: get('code'),
    name_vi: get('name_vi'),
    name_en: get('name_en') || get('name_vi'),
    kind: word('kind', KINDS),
    level: word('level', LEVELS),
    valid_from: day('valid_from'),
    valid_to: until && /^\d{4}-\d{2}-\d{2}$/.test(until) ? after(until) : until,
    is_official: ticked(get('is_official')),
    max_points: get('max_points').replace(',', '.'),
    not_applicable: word('not_applicable', MISSING),
    tie_rule: get('tie_rule')
      .split(/[;]/)
      .map((one) => one.trim())
      .filter(Boolean),
    bands: bandsOf(get('bands'), cells.get('bands') as string, say),
    source: get('source'),
  };
  return { fields, cells };
}

const ticked = (text: string) => ['x', 'có', '1', 'true'].includes(text.toLowerCase());

function bandsOf(text: string, cell: string, say: Say) {
  return text
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean)
    .flatMap((one) => {
      const found = /^(.+?) = (.+?)(?: \/ (.+?))?: (-?\d+(?:[.,]\d+)?)$/.exec(one);
      if (!found) {
        say(
          HEAD_SHEET,
          cell,
          `Mức xếp loại “${one}” phải viết “A = Tốt / Good: 80”`,
          `the band “${one}” is written “A = Tốt / Good: 80”`,
        );
        return [];
      }
      const [, key, label_vi, label_en, at_least] = found as unknown as [string, string, string, string | undefined, string];
      return [{ key, label_vi, label_en: label_en ?? label_vi, at_least: at_least.replace(',', '.') }];
    });
}

function readRows(book: ExcelJS.Workbook, say: Say): Cells[] | null {
  const sheet = book.getWorksheet(TREE_SHEET);
  if (!sheet) {
    say(TREE_SHEET, 'A1', `Thiếu trang “${TREE_SHEET}”`, `the sheet “${TREE_SHEET}” is missing`);
    return null;
  }
  const letter = (key: Key) => columnLetters(COLUMNS.findIndex((column) => column.key === key) + 1);
  let is_shifted = false;
  for (const [at, column] of COLUMNS.entries()) {
    const said = textAt(sheet, 1, at + 1);
    if (said === column.head) continue;
    is_shifted = true;
    say(
      TREE_SHEET,
      `${columnLetters(at + 1)}1`,
      `Cột này phải là “${column.head}”${said && `, đang là “${said}”`}: cột bị lệch hoặc đổi tên`,
      `this column must be “${column.head}”${said && `, it is “${said}”`}: shifted or renamed`,
    );
  }
  if (is_shifted) return null;
  if (sheet.rowCount - 1 > MOST_ROWS) {
    say(TREE_SHEET, `A${MOST_ROWS + 2}`, `Quá ${MOST_ROWS} dòng`, `more than ${MOST_ROWS} rows`);
    return null;
  }
  const rows: Cells[] = [];
  for (let row = 2; row <= sheet.rowCount; row += 1) {
    const merged = COLUMNS.findIndex((_, at) => sheet.getCell(row, at + 1).isMerged);
    if (merged >= 0) {
      say(TREE_SHEET, `${columnLetters(merged + 1)}${row}`, 'Ô bị gộp; hãy bỏ gộp ô', 'a merged cell; take the merge apart');
      continue;
    }
    if (COLUMNS.every((_, at) => textAt(sheet, row, at + 1) === '')) continue;
    const at = (key: Key) => COLUMNS.findIndex((column) => column.key === key) + 1;
    rows.push({ row, text: (key) => textAt(sheet, row, at(key)), cell: (key) => `${letter(key)}${row}` });
  }
  return rows;
}

type Draft = Record<string, unknown> & { code: string; children?: Draft[] };

/** Rows made into a tree by their codes: `1.2` stands in `1`, `1.2.3` in `1.2`. */
function treeOf(rows: readonly Cells[], say: Say): Draft[] {
  const roots: Draft[] = [];
  const by_code = new Map<string, Draft>();
  for (const cells of rows) {
    const code = cells.text('code');
    const number = pointsAt(cells, 'max_points', say);
    const name = {
      code,
      name_vi: cells.text('name_vi'),
      max_points: number ?? '0',
      ...(cells.text('name_en') && { name_en: cells.text('name_en') }),
    };
    if (name.name_vi === '') say(TREE_SHEET, cells.cell('name_vi'), 'Thiếu tên tiêu chí', 'the name is missing');
    if (!/^[0-9A-Za-z]{1,8}(\.[0-9A-Za-z]{1,8}){0,5}$/.test(code)) {
      say(
        TREE_SHEET,
        cells.cell('code'),
        `Mã “${code}” không đúng dạng 1, 1.2, 1.2.3`,
        `the code “${code}” is not of the form 1, 1.2, 1.2.3`,
      );
      continue;
    }
    const has_rule = cells.text('rule') !== '';
    const node: Draft = has_rule ? { ...name, ...leafAt(cells, say) } : { ...name, children: [] };
    const parent = parentOf(code, by_code);
    if (parent && !parent.children) {
      say(
        TREE_SHEET,
        cells.cell('code'),
        `Mã ${parent.code} có cách chấm nên không thể có mục con`,
        `${parent.code} has a rule and cannot have parts`,
      );
      continue;
    }
    if (!parent && has_rule) {
      say(TREE_SHEET, cells.cell('code'), `Không có mục cha của ${code}`, `${code} has no area above it`);
      continue;
    }
    (parent?.children ?? roots).push(node);
    by_code.set(code, node);
  }
  for (const cells of rows) {
    const node = by_code.get(cells.text('code'));
    if (node?.children?.length === 0)
      say(TREE_SHEET, cells.cell('rule'), 'Mục này không có cách chấm và không có mục con', 'no rule and no parts');
  }
  return roots;
}

/** The nearest row above whose code begins this one. `15.1.2` may stand in `15.1`, an area. */
function parentOf(code: string, by_code: ReadonlyMap<string, Draft>): Draft | undefined {
  for (let rest = code; rest.includes('.'); ) {
    rest = rest.slice(0, rest.lastIndexOf('.'));
    const found = by_code.get(rest);
    if (found) return found;
  }
  return undefined;
}

function pointsAt(cells: Cells, key: Key, say: Say): string | null {
  const text = cells.text(key).replace(',', '.');
  if (text === '' && key !== 'max_points') return null;
  if (/^-?\d{1,4}(\.\d{1,3})?$/.test(text)) return text;
  say(TREE_SHEET, cells.cell(key), `“${cells.text(key)}” không phải số điểm`, `“${cells.text(key)}” is no number of points`);
  return null;
}

function leafAt(cells: Cells, say: Say): Record<string, unknown> {
  const made = ruleOf({ name: cells.text('rule'), params: cells.text('params'), measure: cells.text('measure') || null });
  if ('fault' in made) say(TREE_SHEET, cells.cell(made.at === 'name' ? 'rule' : made.at), made.fault[0], made.fault[1]);
  const source = cells.text('scored_by');
  const scored_by = source === '' ? 'self' : SOURCES[source];
  if (!scored_by)
    say(
      TREE_SHEET,
      cells.cell('scored_by'),
      `“${source}” không có trong: ${Object.keys(SOURCES).join('; ')}`,
      `“${source}” is none of: ${Object.keys(SOURCES).join('; ')}`,
    );
  const min_points = pointsAt(cells, 'min_points', say);
  return {
    rule: 'rule' in made ? made.rule : { type: 'judged' },
    scored_by: scored_by ?? 'self',
    evidence: cells.text('evidence') || null,
    may_not_apply: ticked(cells.text('may_not_apply')),
    is_bonus: ticked(cells.text('is_bonus')),
    office: cells.text('office') || null,
    note_vi: cells.text('note_vi') || null,
    ...(min_points !== null && { min_points }),
  };
}
