// The tables of a consolidated report: by unit with official columns, the comparison with the records, what differs unit by unit. Pure.
import { addDays, dayVi } from '#lib/day';
import { formatVi } from '#lib/decimal';
import { headerRows } from '#lib/document';
import { anchorOf } from './compose.ts';
import { type Asked, type FrozenPart, hashed, takenAnchor } from './consolidate-cells.ts';
import { type DifferenceCause, explained, unitDifferences } from './consolidate-compare.ts';
import type { Gathered } from './consolidate-figures.ts';
import { totalAnchor } from './consolidate-given.ts';
import { isZero, type Part } from './consolidate-sums.ts';
import type { UnitReport } from './consolidate-units.ts';
import type { AnnexContent, Figure, ReportTable, TableCell } from './content.ts';
import type { Row } from './modes.ts';

/** A table by unit: its columns, with the heads and numbers the official form has. */
export type TablePlan = {
  key: string;
  title: string;
  columns: { column: Asked; path: readonly string[]; no: string; width: number }[];
};

export type Basis = 'submitted' | 'own';

/** Where figures of the tables are put as they are printed. */
export type Figures = Record<string, Figure>;

export const center = (text: string, bold = false): TableCell => ({ text, align: 'center', ...(bold ? { bold } : {}) });
export const words = (text: string, bold = false): TableCell => ({ text, align: 'left', ...(bold ? { bold } : {}) });
export const dash = (bold = false): TableCell => ({ text: '-', align: 'right', ...(bold ? { bold } : {}) });

export function shown(value: string | null): string {
  return value === null ? '-' : formatVi(value);
}

/** `+12`, `−3`. */
export function signed(value: string | null): string {
  if (value === null) return '-';
  return isZero(value) ? '0' : value.startsWith('-') ? `\u2212${formatVi(value.slice(1))}` : `+${formatVi(value)}`;
}

/** Puts a figure into the report and gives the cell that prints it. */
export function figureCell(
  into: Figures,
  gathered: Gathered,
  column: Asked,
  part: (Part & { n?: number | null; digest?: string | null }) | undefined,
  where: { anchor: string; unit: string; filter: Record<string, string> },
  bold = false,
): TableCell {
  if (!part || part.value === null) return dash(bold);
  const { anchor, unit, filter } = where;
  const { measure, s, label, definition } = column;
  // The superior's own report prints this very figure already: it prints the same here.
  into[anchor] ??= {
    anchor,
    measure,
    label,
    unit,
    from: s,
    to: gathered.to,
    filter,
    printed: filter.basis === 'adjustment' ? signed(part.value) : formatVi(part.value),
    value: part.value,
    numerator: part.numerator,
    denominator: part.denominator,
    decimals: typeof definition.decimals === 'number' ? definition.decimals : 0,
    n: part.n ?? null,
    // What another report says is not counted again: its digest stands in that report.
    digest: filter.basis === undefined ? (part.digest ?? null) : null,
  };
  return { figure: anchor, align: 'right', ...(bold ? { bold } : {}) };
}

function reported(into: Figures, gathered: Gathered, unit: UnitReport['unit'], column: Asked, part: FrozenPart): TableCell {
  const { report_id, version, anchor } = part;
  const filter = { scope: 'all', basis: 'taken', report: String(report_id), version: String(version), figure: anchor };
  return figureCell(into, gathered, column, part, { anchor: takenAnchor(report_id, version, anchor), unit: unit.code, filter });
}

const realAnchor = (gathered: Gathered, column: Asked, unit: string, scope: 'all' | 'own') =>
  anchorOf(column.measure, { unit, from: column.s, to: gathered.to, scope });

/** A figure of the whole: of the records (it opens them) or of the reports. */
export function wholeCell(into: Figures, gathered: Gathered, column: Asked, basis: Basis, table: string, bold = true): TableCell {
  const { unit, whole, total } = gathered;
  if (basis === 'own')
    return figureCell(
      into,
      gathered,
      column,
      whole.get(column.key),
      {
        anchor: realAnchor(gathered, column, unit.code, 'all'),
        unit: unit.code,
        filter: { scope: 'all' },
      },
      bold,
    );
  const is_compared = table === 'compared';
  const anchor = is_compared ? hashed(['total', unit.code, column.key, gathered.e, table]) : totalAnchor(gathered, column.key);
  const filter = { scope: 'all', basis: 'submitted', row: is_compared ? 'compared' : 'total' };
  return figureCell(into, gathered, column, total.get(column.key), { anchor, unit: unit.code, filter }, bold);
}

function ownCell(into: Figures, gathered: Gathered, column: Asked): TableCell {
  const { unit, own, own_members } = gathered;
  const is_real = own_members.length === 1 && own_members[0] === unit.id;
  const anchor = is_real
    ? realAnchor(gathered, column, unit.code, 'own')
    : hashed(['own', unit.code, column.key, gathered.e, ...own_members]);
  const filter: Record<string, string> = is_real ? { scope: 'own' } : { scope: 'own', basis: 'group', row: 'own' };
  return figureCell(into, gathered, column, own.get(column.key), { anchor, unit: unit.code, filter });
}

/** The annex by unit: a line for each unit, the superior's own and its adjustments, the total. */
export function byUnitAnnex(into: Figures, gathered: Gathered, plan: TablePlan, basis: Basis): AnnexContent {
  const lines = basis === 'submitted' ? submittedLines(into, gathered, plan) : recordLines(into, gathered, plan);
  const total = [
    center(''),
    center('Tổng cộng', true),
    ...plan.columns.map(({ column }) => wholeCell(into, gathered, column, basis, plan.key)),
  ];
  const head = headerRows([{ path: ['TT'] }, { path: ['Đơn vị'] }, ...plan.columns.map(({ path }) => ({ path: [...path] }))]);
  const numbers = ['1', '2', ...plan.columns.map(({ no }) => no)].map((text) => ({
    text: `(${text})`,
    align: 'center' as const,
    italic: true,
  }));
  return {
    key: `th-${plan.key}`,
    label: '',
    title: plan.title,
    lines: [],
    table: {
      kind: 'table',
      key: `th-${plan.key}.t`,
      caption: '',
      widths: [5, 27, ...plan.columns.map(({ width }) => width)],
      header: [...head, numbers],
      rows: [...lines.map((cells, at) => [center(String(at + 1)), ...cells]), total],
    },
    notes: [],
  };
}

const STANDING_WORDS = {
  missing: 'chưa có báo cáo',
  in_work: 'đang lập, chưa gửi',
  returned: 'đã trả lại, chưa gửi lại',
  not_expected: '',
} as const;

/** How a unit's line is named where it has no figures of its own. */
export function standingWords(gathered: Gathered, one: UnitReport): string {
  if (one.standing !== 'submitted') return STANDING_WORDS[one.standing];
  const holder = gathered.held_by.get(one.unit.id);
  return holder == null ? '' : `đã tính trong báo cáo của ${nameOf(gathered, holder)}`;
}

export function nameOf({ reports, unit, origins }: Gathered, id: number): string {
  if (id === unit.id) return unit.name;
  return reports.find((one) => one.unit.id === id)?.unit.name ?? origins.find(({ unit_id }) => unit_id === id)?.code ?? '';
}

function unitLabel(gathered: Gathered, one: UnitReport): string {
  const notes = [one.unit.ended_on && `đến hết ngày ${dayVi(addDays(one.unit.ended_on, -1))}`, standingWords(gathered, one)];
  const said = notes.filter(Boolean).join('; ');
  return said ? `${one.unit.name} (${said})` : one.unit.name;
}

function submittedLines(into: Figures, gathered: Gathered, plan: TablePlan): TableCell[][] {
  const { reports, submitted, held_by, own, adjustments, unit } = gathered;
  const lines = reports
    .filter(({ standing }) => standing !== 'not_expected')
    .map((one) => [
      words(unitLabel(gathered, one)),
      ...plan.columns.map(({ column }) => {
        const part = submitted.get(column.key)?.get(one.unit.id);
        return part && held_by.get(one.unit.id) === null ? reported(into, gathered, one.unit, column, part) : dash();
      }),
    ]);
  if (plan.columns.some(({ column }) => !isZero(own.get(column.key)?.value ?? null)))
    lines.push([
      words(`${unit.name} (trực tiếp thống kê từ hồ sơ)`),
      ...plan.columns.map(({ column }) => ownCell(into, gathered, column)),
    ]);
  for (const one of adjustments) {
    const is_here = ({ column }: TablePlan['columns'][number]) => column.measure === one.measure && column.s === one.s;
    if (one.withdrawn_at !== null || !plan.columns.some(is_here)) continue;
    const about = one.unit_id === null ? '' : ` ${nameOf(gathered, one.unit_id)}`;
    lines.push([
      words(`Điều chỉnh của cấp tổng hợp${about}: ${one.reason}`),
      ...plan.columns.map((each) =>
        is_here(each)
          ? figureCell(
              into,
              gathered,
              each.column,
              { value: one.delta, numerator: null, denominator: null },
              {
                anchor: hashed(['adjustment', unit.code, gathered.e, one.id]),
                unit: unit.code,
                filter: { scope: 'all', basis: 'adjustment', row: String(one.id) },
              },
            )
          : dash(),
      ),
    ]);
  }
  return lines;
}

function recordLines(into: Figures, gathered: Gathered, plan: TablePlan): TableCell[][] {
  const { by_row, rows } = gathered;
  const order = new Map(gathered.reports.map(({ unit }, at) => [`unit:${unit.id}`, at]));
  const place = ({ key }: Row) => order.get(key) ?? (key === 'own' ? 1e6 : key === 'unallocated' ? 2e6 : 0);
  return [...rows]
    .sort((a, b) => place(a) - place(b))
    .filter(
      ({ key }) =>
        key.startsWith('unit:') || plan.columns.some(({ column }) => !isZero(by_row.get(key)?.get(column.key)?.value ?? null)),
    )
    .map((row) => [words(rowLabel(gathered, row)), ...plan.columns.map(({ column }) => rowCell(into, gathered, row, column))]);
}

export function rowLabel(gathered: Gathered, { key, members, is_comparable }: Row): string {
  const { unit, reports } = gathered;
  const mark = gathered.is_crossing && !is_comparable ? '; không so sánh được' : '';
  if (key === 'own') return `${unit.name} (trực tiếp thống kê từ hồ sơ${mark})`;
  if (key === 'unallocated')
    return `Chưa phân bổ: hồ sơ của ${members.length} đơn vị đã tách hoặc kết thúc, không rõ thuộc đơn vị nào (không so sánh được)`;
  if (key.startsWith('level:')) return `${nameOf(gathered, Number(key.slice(6)))} (toàn cấp, gồm cả đơn vị trước sắp xếp)`;
  const one = reports.find(({ unit: { id } }) => `unit:${id}` === key);
  const notes = [one?.unit.ended_on && `đến hết ngày ${dayVi(addDays(one.unit.ended_on, -1))}`, mark.slice(2)].filter(Boolean);
  return notes.length > 0 ? `${one?.unit.name} (${notes.join('; ')})` : (one?.unit.name ?? '');
}

function rowCell(into: Figures, gathered: Gathered, row: Row, column: Asked): TableCell {
  const part = gathered.by_row.get(row.key)?.get(column.key);
  const one = gathered.reports.find(({ unit }) => `unit:${unit.id}` === row.key);
  const has_placed = gathered.placed.some(({ key }) => key === row.key);
  // The row is the unit with all it holds: its figure opens the records.
  const held = new Set(gathered.origins.filter(({ to_unit }) => to_unit === one?.unit.id).map(({ unit_id }) => unit_id));
  const is_real =
    one !== undefined &&
    one.unit.ended_on === null &&
    !has_placed &&
    row.members.length === held.size &&
    row.members.every((id) => held.has(id));
  if (is_real)
    return figureCell(into, gathered, column, part, {
      anchor: realAnchor(gathered, column, one.unit.code, 'own'),
      unit: one.unit.code,
      filter: { scope: 'own' },
    });
  return figureCell(into, gathered, column, part, {
    anchor: hashed(['row', gathered.mode, gathered.unit.code, row.key, column.key, gathered.e]),
    unit: one?.unit.code ?? gathered.unit.code,
    filter: { scope: 'own', basis: 'group', mode: gathered.mode, row: row.key },
  });
}

const CAUSE_WORDS: Record<DifferenceCause, string> = {
  missing: 'Chưa có báo cáo',
  in_work: 'Báo cáo đang lập, chưa gửi',
  returned: 'Báo cáo đã trả lại, chưa gửi lại',
  not_in_report: 'Báo cáo không có chỉ tiêu này',
  not_available: 'Báo cáo ghi không có số liệu',
  definition_changed: 'Cách tính chỉ tiêu đã thay đổi sau khi báo cáo',
  corrected_later: 'Hồ sơ được cập nhật sau khi báo cáo',
  other_days: 'Số liệu của đơn vị tính theo khoảng ngày khác',
  held_by_other: 'Đã tính trong báo cáo của đơn vị khác',
};
export const causeWords = (cause: DifferenceCause) => CAUSE_WORDS[cause];

/** The annex that holds the sums against the records. */
export const COMPARED = 'th-doi-chieu';

/** Every figure of the whole: what the reports add up to, what the superior adds, what the records say, and why these differ. */
export function comparedAnnex(into: Figures, gathered: Gathered): AnnexContent {
  const heads = [
    'TT',
    'Chỉ tiêu',
    'Cộng báo cáo các đơn vị',
    'Đơn vị tổng hợp trực tiếp thống kê',
    'Điều chỉnh',
    'Số tổng hợp',
    'Số hồ sơ hệ thống',
    'Chênh lệch',
    'Nguyên nhân chênh lệch',
  ];
  const rows = gathered.columns
    .filter(({ key }) => gathered.total.get(key)?.value != null || gathered.whole.get(key)?.value != null)
    .map((column, at) => {
      const why = explained(gathered, column);
      const own = gathered.own.get(column.key);
      return [
        center(String(at + 1)),
        words(labelOf(gathered, column)),
        { text: shown(gathered.reported.get(column.key)?.value ?? null), align: 'right' as const },
        own ? ownCell(into, gathered, column) : dash(),
        { text: isZero(why.adjusted) ? '-' : signed(why.adjusted), align: 'right' as const },
        wholeCell(into, gathered, column, 'submitted', 'compared', false),
        wholeCell(into, gathered, column, 'own', 'compared', false),
        { text: signed(why.difference), align: 'right' as const },
        words(whyWords(why)),
      ];
    });
  return {
    key: COMPARED,
    label: '',
    title: 'ĐỐI CHIẾU SỐ LIỆU TỔNG HỢP TỪ BÁO CÁO VỚI SỐ LIỆU HỒ SƠ CỦA HỆ THỐNG',
    lines: [],
    table: {
      kind: 'table',
      key: 'th-doi-chieu.t',
      caption: '',
      widths: [5, 30, 11, 12, 9, 11, 11, 10, 30],
      header: [heads.map((text) => center(text, true))],
      rows,
    },
    notes: [],
  };
}

export function labelOf({ from }: Gathered, column: Asked): string {
  return column.s === from ? column.label : `${column.label} (lũy kế từ ${dayVi(column.s)})`;
}

export function whyWords(why: ReturnType<typeof explained>): string {
  if (why.difference === null || isZero(why.difference)) return '';
  const parts = [
    ['chưa có báo cáo hoặc báo cáo không có chỉ tiêu', why.unreported],
    ['cập nhật sau khi báo cáo', why.corrected],
    ['điều chỉnh của cấp tổng hợp', why.adjusted],
    ['đơn vị đã kết thúc, chia tách', why.other],
  ] as const;
  const said = parts.filter(([, value]) => !isZero(value)).map(([what, value]) => `${what}: ${signed(value)}`);
  return said.length > 0 ? said.join('; ') : 'tỷ lệ tính từ các tổng có chênh lệch';
}

const WITHOUT_REPORT: readonly DifferenceCause[] = ['missing', 'in_work', 'returned'];

/** Unit by unit, where report and records say different things; null when nowhere. A unit without a report is one line. */
export function differencesTable(gathered: Gathered): ReportTable | null {
  const found = unitDifferences(gathered);
  if (found.length === 0) return null;
  const columns = new Map(gathered.columns.map((column) => [column.key, column]));
  const heads = ['TT', 'Đơn vị', 'Chỉ tiêu', 'Báo cáo', 'Hệ thống', 'Chênh lệch', 'Nguyên nhân'];
  const right = (text: string): TableCell => ({ text, align: 'right' });
  const silent = new Set<number>();
  const lines = found.flatMap(({ unit_id, key, submitted, now, difference, cause }) => {
    const name = words(nameOf(gathered, unit_id));
    const why = words(CAUSE_WORDS[cause]);
    if (!WITHOUT_REPORT.includes(cause)) {
      const label = words(labelOf(gathered, columns.get(key) as Asked));
      return [[name, label, right(shown(submitted)), right(shown(now)), right(signed(difference)), why]];
    }
    if (silent.has(unit_id)) return [];
    silent.add(unit_id);
    return [[name, words('Mọi chỉ tiêu'), dash(), dash(), dash(), why]];
  });
  return {
    kind: 'table',
    key: 'th-chenh-lech.t',
    caption: '',
    widths: [5, 24, 30, 11, 11, 11, 28],
    header: [heads.map((text) => center(text, true))],
    rows: lines.slice(0, 3000).map((cells, at) => [center(String(at + 1)), ...cells]),
  };
}
