import { type CellFilter, type FilledForm, type Headline, type LinkTo, printCount, proseCount, proseRate } from '#forms';
import { formatVi } from '#lib/decimal';
import type { Block, Cell, Run } from '#lib/document';
import { bodyName } from '#org';
import { countChange, rateChange } from './compare.ts';

const SIZE_PT = 12;

const center = (text: string, bold = false): Cell => ({ text, align: 'center', bold });

function linkedCell(text: string, link: string | undefined, bold = false): Cell {
  return { text, align: 'right', bold, ...(link ? { link } : {}) };
}

/** Results by sector: what came in, what was done, what was late, the on-time rate; the same rows as the form in the annex. */
export function sectorTable(form: FilledForm, linkTo: LinkTo): Block[] {
  const keys = ['received', 'resolved', 'resolved_overdue', 'pending', 'pending_overdue'] as const;
  const heads = [
    'TT',
    'Lĩnh vực',
    'Phải giải quyết',
    'Đã giải quyết',
    'Giải quyết quá hạn',
    'Đang giải quyết',
    'Đang quá hạn',
    'Tỷ lệ đúng hạn (%)',
  ];
  const rows = form.rows.map((row): Cell[] => {
    const bold = row.kind === 'total';
    const figures = keys.map((key) => {
      const cell = row.cells[key];
      if (!cell || cell.value === null) return linkedCell('-', undefined, bold);
      return linkedCell(printCount(cell.value), linkTo(cell.measure, cell.filter), bold);
    });
    const filter = row.cells.resolved?.filter as CellFilter;
    const rate =
      row.on_time_rate === null
        ? linkedCell('-', undefined, bold)
        : linkedCell(formatVi(row.on_time_rate), linkTo('on_time_rate', filter), bold);
    return [center(row.ordinal, bold), { text: row.label, align: bold ? 'center' : 'left', bold }, ...figures, rate];
  });
  const table = {
    widths: [5, 29, 11, 11, 11, 11, 10, 12],
    header: [heads.map((text) => center(text, true))],
    rows,
    size_pt: SIZE_PT,
  };
  return [
    { kind: 'caption', text: 'Bảng 1. Kết quả giải quyết hồ sơ theo lĩnh vực' },
    { kind: 'table', table },
  ];
}

/** Sectors named at most; more that are alike are told by their number. */
const MOST_SECTORS = 5;

/** Which sectors the late dossiers stand in, most first: of those that have as many none is told before the others. Null when nothing is late. */
export function lateSectors(form: FilledForm, linkTo: LinkTo): Run[] | null {
  const all = form.rows
    .flatMap((row) => {
      const cell = row.kind === 'row' ? row.cells.resolved_overdue : undefined;
      return cell?.value ? [{ label: row.label, cell, value: cell.value }] : [];
    })
    .sort((a, b) => b.value - a.value || a.label.localeCompare(b.label, 'vi'));
  if (all.length === 0) return null;
  const third = all[2]?.value ?? 0;
  const first = all.filter(({ value }) => value >= third);
  const named = first.length <= MOST_SECTORS ? first : all.filter(({ value }) => value > third);
  if (named.length === 0)
    return [
      {
        text: `Hồ sơ giải quyết quá hạn ở ${proseCount(all.length)} lĩnh vực, không lĩnh vực nào nhiều hơn ${proseCount(third)} hồ sơ.`,
      },
    ];
  const runs: Run[] = [{ text: `Hồ sơ giải quyết quá hạn ${named.length === all.length ? 'thuộc' : 'tập trung ở'} ` }];
  named.forEach(({ label, cell, value }, i) => {
    const link = linkTo(cell.measure, cell.filter);
    runs.push({ text: `${i === 0 ? '' : i === named.length - 1 ? ' và ' : ', '}lĩnh vực ${label} (` });
    runs.push({ text: proseCount(value), ...(link ? { link } : {}) }, { text: ' hồ sơ)' });
  });
  return [...runs, { text: '.' }];
}

const COMPARED = [
  ['new', 'Hồ sơ tiếp nhận mới'],
  ['new_online', 'Trong đó: nộp trực tuyến'],
  ['resolved', 'Hồ sơ đã giải quyết'],
  ['resolved_overdue', 'Trong đó: quá hạn'],
  ['pending', 'Hồ sơ đang giải quyết cuối kỳ'],
  ['pending_overdue', 'Trong đó: đã quá hạn'],
  ['on_time_rate', 'Tỷ lệ giải quyết trước hạn và đúng hạn'],
  ['online_rate', 'Tỷ lệ hồ sơ nộp trực tuyến'],
] as const;

export type Compared = { headline: Headline; filter: CellFilter };

/** This period beside the same days a year before. */
export function comparison(now: Compared, before: Compared, linkTo: LinkTo): Block[] {
  const cell = (from: Compared, measure: string): Cell => {
    const value = from.headline[measure] ?? null;
    if (value === null) return linkedCell('-', undefined);
    const text = measure.endsWith('_rate') ? proseRate(value) : printCount(Number(value));
    return linkedCell(text, linkTo(measure, from.filter));
  };
  const rows = COMPARED.map(([measure, label]): Cell[] => {
    const [a, b] = [now.headline[measure] ?? null, before.headline[measure] ?? null];
    const isRate = measure.endsWith('_rate');
    const change = a === null || b === null ? '-' : isRate ? rateChange(String(a), String(b)) : countChange(Number(a), Number(b));
    return [{ text: label, align: 'left' }, cell(before, measure), cell(now, measure), { text: change, align: 'right' }];
  });
  const heads = ['Chỉ tiêu', 'Cùng kỳ năm trước', 'Kỳ này', 'Tăng (+), giảm (\u2212)'];
  const table = { widths: [44, 18, 16, 22], header: [heads.map((text) => center(text, true))], rows, size_pt: SIZE_PT };
  return [
    { kind: 'caption', text: 'Bảng 2. So sánh với cùng kỳ năm trước' },
    { kind: 'table', table },
  ];
}

/** What the digitisation figures say; a share without anything to digitise is said to be without data. */
export function digitisation(headline: Headline, filter: CellFilter, linkTo: LinkTo): Run[] {
  const rate = (measure: string): Run => {
    const value = headline[measure] ?? null;
    const link = value === null ? undefined : linkTo(measure, filter);
    return { text: proseRate(value), ...(link ? { link } : {}) };
  };
  return [
    { text: 'Tỷ lệ hồ sơ được số hóa thành phần khi tiếp nhận: ' },
    rate('papers_digitised_rate'),
    { text: '; tỷ lệ kết quả giải quyết được số hóa: ' },
    rate('results_digitised_rate'),
    { text: '.' },
  ];
}

/** Opening sentence of the report. */
export function opening(form: FilledForm, period: string): string {
  return `${bodyName(form.unit)} báo cáo kết quả thực hiện cơ chế một cửa, một cửa liên thông và giải quyết thủ tục hành chính ${period} như sau:`;
}
