// A list form as a Word file or a PDF, drawn from one value.
import { dayVi } from '#lib/day';
import { formatVi } from '#lib/decimal';
import type { Cell, OfficialDocument, Table } from '#lib/document';
import { bodyName, issuerOf, placeAndDate } from '#org';
import type { FilledList, FilledListRow } from './list.ts';
import { LINK_NOTE } from './paper.ts';
import { fromTo } from './prose.ts';

/** Where the figure of a row leads; undefined: nowhere. */
export type ListLinkTo = (row: FilledListRow) => string | undefined;

/** Addresses of the pages behind the figures. @param public_url address of the product, without a slash at the end */
export function listLinks(public_url: string): ListLinkTo {
  return ({ measure, filter }) => {
    if (!measure || !filter) return undefined;
    if (filter.told === undefined) return `${public_url}/figures/records?${new URLSearchParams({ ...filter, measure })}`;
    const kinds = measure === 'plans.tasks' ? 'plan' : 'assigned';
    return `${public_url}/plans/tasks?${new URLSearchParams({ unit: filter.unit, year: filter.to.slice(0, 4), kinds })}`;
  };
}

const WHY_BLANK: Record<string, string> = {
  no_records: 'sổ chưa có số liệu',
  not_declared: 'chưa khai',
  no_denominator: 'mẫu số bằng 0',
  part_missing: 'thiếu số thành phần',
};

/** What stands in the column of notes besides the basis: the declaration's note, or why the figure is blank. */
export function noteOf(row: FilledListRow): string {
  if (row.is_heading) return '';
  if (row.note !== null) return row.note;
  if (row.as_of !== null && row.value !== null) return `đến ${dayVi(row.as_of)}`;
  return row.value === null && row.words === null && row.reason_null ? (WHY_BLANK[row.reason_null] ?? '') : '';
}

/** `lũy kế` where a row counts since the reporting year began, `trong kỳ` otherwise. */
export function basisWords(row: FilledListRow): string {
  return row.basis === 'cumulative' ? 'lũy kế' : 'trong kỳ';
}

/** What the checks between rows say, in sentences. */
export function checkWords(form: FilledList): string[] {
  const failed = form.checks.filter((check) => check.is_met === false);
  const open = form.checks.filter((check) => check.is_met === null).length;
  const met = form.checks.length - failed.length - open;
  const shown = (text: string | null) => (text === null ? '' : formatVi(text));
  const cumulative = form.rows.find(({ basis, filter }) => basis === 'cumulative' && filter && filter.told === undefined)?.filter;
  return [
    ...(cumulative ? [`Số lũy kế tính ${fromTo(cumulative.from, cumulative.to)}.`] : []),
    `Đối chiếu giữa các dòng: ${met} phép đúng, ${failed.length} phép chưa khớp, ${open} phép chưa đủ số liệu.`,
    ...failed.map((check) => `Chưa khớp: ${check.label_vi} (${shown(check.left)} so với ${shown(check.right)}).`),
    ...form.failures.map(failureWords),
    'Ô trống là chưa có số liệu, không phải số 0.',
  ];
}

/** A rule that fails, with its figures and, over the name, why they stay. */
function failureWords({ rule, label_vi, left, right, is_pair, explained, explained_by }: FilledList['failures'][number]): string {
  const figures = is_pair ? '' : ` (${formatVi(left ?? '')} so với ${formatVi(right ?? '')})`;
  const why = explained === null ? '' : ` Giải trình của ${explained_by}: ${explained}`;
  return `Quy tắc ${rule} chưa đạt: ${label_vi}${figures}.${why}`;
}

function table(form: FilledList, linkTo: ListLinkTo): Table {
  const head: Cell[] = ['STT', 'Chỉ tiêu thống kê', 'Đơn vị tính', 'Số liệu', 'Ghi chú'].map((text) => ({
    text,
    bold: true,
    align: 'center',
  }));
  const rows = form.rows.map((row): Cell[] => {
    const bold = row.is_heading || row.level === 1;
    const link = row.value === null ? undefined : linkTo(row);
    const text = row.words ?? (row.value === null ? '' : formatVi(row.value));
    const note = [row.basis === 'cumulative' && !row.is_heading ? basisWords(row) : '', noteOf(row)].filter(Boolean).join('; ');
    return [
      { text: row.code ?? '', bold },
      { text: `${row.code === null ? '- ' : ''}${row.label_vi}`, bold, italic: row.code === null },
      { text: row.unit_vi, align: 'center' },
      { text, align: row.words ? 'center' : 'right', bold, ...(link ? { link } : {}) },
      { text: note, size_pt: 10 },
    ];
  });
  return { widths: [8, 46, 15, 14, 17], header: [head], rows, size_pt: 12 };
}

/** The filled list as an official document. */
export function listDocument(form: FilledList, linkTo: ListLinkTo, made: { at: Date; on: string }): OfficialDocument {
  const issuer = issuerOf(form.unit, form.parent);
  const period = form.period.name_vi ?? form.period.text_vi.toLowerCase();
  return {
    title: `Biểu ${form.official_code}: ${bodyName(form.unit)}, ${period}`,
    superior: issuer.superior,
    issuer: issuer.issuer,
    number: `Số:        /BC-${issuer.symbol}`,
    place_and_date: placeAndDate(issuer.place, made.on),
    type: 'BIỂU THỐNG KÊ',
    subject: [
      `${form.title_vi}`,
      `${form.period.name_vi ? `${form.period.name_vi} ` : ''}(${form.period.text_vi.toLowerCase()})`,
    ],
    body: [
      { kind: 'table', table: table(form, linkTo) },
      ...checkWords(form).map((text) => ({ kind: 'paragraph' as const, style: 'note' as const, runs: [{ text }] })),
      { kind: 'paragraph', style: 'note', runs: LINK_NOTE },
    ],
    recipients: [...(form.parent ? [`- ${bodyName(form.parent)} (báo cáo);`] : []), '- Lãnh đạo đơn vị;', '- Lưu: VT.'],
    signature: { authority: issuer.authority },
    annexes: [],
    made_at: made.at,
  };
}
