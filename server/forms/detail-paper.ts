// A form of things as a Word file or a PDF, drawn from one value: what is counted in a sentence, the form on a landscape page of its own.
import { formatVi } from '#lib/decimal';
import { type Annex, type Cell, headerRows, type OfficialDocument, type Run, type Table } from '#lib/document';
import { bodyName } from '#org';
import { type DetailLink, type DetailRow, type FilledDetail, printed } from './detail.ts';
import type { DetailColumn } from './detail-layout.ts';
import { LINK_NOTE, letter } from './paper.ts';
import { fromTo } from './prose.ts';

/** Where a cell leads; undefined: nowhere. */
export type DetailLinkTo = (link: DetailLink) => string | undefined;

/** Addresses of the pages behind cells. @param public_url address of the product, without a slash at the end */
export function detailLinks(public_url: string): DetailLinkTo {
  return (link) =>
    'page' in link
      ? `${public_url}${link.page}`
      : `${public_url}/figures/records?${new URLSearchParams({ ...link.filter, measure: link.measure })}`;
}

const ALIGN = { ordinal: 'center', label: 'left', words: 'left', mark: 'center', day: 'center', figure: 'right' } as const;

/** Numbering under the heads as official forms print it: `(5) = (3) - (4)`. */
export function detailNumbers(columns: readonly DetailColumn[]): string[] {
  return columns.map(({ no, sum_of, minus, percent_of }) => {
    if (sum_of) return `(${no}) = ${sum_of.map((part) => `(${part})`).join(' + ')}`;
    if (minus) return `(${no}) = (${minus[0]}) - (${minus[1]})`;
    return percent_of ? `(${no}) = (${percent_of[0]})/(${percent_of[1]})` : `(${no})`;
  });
}

export function detailTable(form: FilledDetail, linkTo: DetailLinkTo): Table {
  const numbers = detailNumbers(form.columns).map((text): Cell => ({ text, align: 'center', italic: true, size_pt: 9 }));
  const rows = form.rows.map((row) => cellsOf(form, row, linkTo));
  return {
    widths: form.columns.map((column) => column.width),
    header: [...headerRows(form.columns.map((column) => ({ path: column.path_vi }))), numbers],
    rows,
    size_pt: 10,
  };
}

function cellsOf({ columns }: FilledDetail, row: DetailRow, linkTo: DetailLinkTo): Cell[] {
  const bold = row.kind === 'group' || row.kind === 'total';
  const cell = (column: DetailColumn): Cell => {
    const told = row.cells[column.key];
    const link = told?.link && printed(told) !== '' ? linkTo(told.link) : undefined;
    return {
      text: told ? printed(told) : '',
      align: ALIGN[column.role],
      bold,
      ...(row.kind === 'part' && column.role === 'label' ? { italic: true } : {}),
      ...(link ? { link } : {}),
    };
  };
  if (row.kind !== 'group') return columns.map(cell);
  const [first, second] = columns as [DetailColumn, DetailColumn];
  return [cell(first), { ...cell(second), align: 'left', col_span: columns.length - 1 }];
}

/** Lines below the table. */
export function detailNotes(form: FilledDetail, linkTo: DetailLinkTo): Run[][] {
  return [...(form.tallies.length > 0 ? [tallyRuns(form, linkTo)] : []), ...form.notes.map((note) => [{ text: note.text_vi }])];
}

function tallyRuns(form: FilledDetail, linkTo: DetailLinkTo): Run[] {
  return form.tallies.flatMap((tally, at): Run[] => {
    const link = tally.link ? linkTo(tally.link) : undefined;
    return [
      {
        text: `${at === 0 ? '' : '; '}${at === 0 ? tally.label_vi : tally.label_vi.charAt(0).toLowerCase() + tally.label_vi.slice(1)}: `,
      },
      { text: formatVi(tally.value), bold: true, ...(link ? { link } : {}) },
      ...(at === form.tallies.length - 1 ? [{ text: '.' }] : []),
    ];
  });
}

/** The form on a landscape page, with the head official forms have. */
export function detailAnnex(form: FilledDetail, linkTo: DetailLinkTo, label: string): Annex {
  return {
    label,
    title: form.title_vi.toUpperCase(),
    lines: [form.period.text_vi],
    left: [`Biểu ${form.official_code}`, `Đơn vị tính: ${form.count_unit_vi}`],
    right: [`Đơn vị báo cáo: ${bodyName(form.unit)}`, `Đơn vị nhận báo cáo: ${form.parent ? bodyName(form.parent) : '…'}`],
    table: detailTable(form, linkTo),
    notes: detailNotes(form, linkTo),
  };
}

/** The filled form as an official document. */
export function detailDocument(form: FilledDetail, linkTo: DetailLinkTo, made: { at: Date; on: string }): OfficialDocument {
  const days = fromTo(form.period.from, form.period.to);
  return {
    ...letter(form, made.at, made.on),
    title: `Biểu ${form.official_code}: ${bodyName(form.unit)}, ${days}`,
    subject: [form.title_vi, form.period.name_vi ?? `(${days})`],
    body: [
      {
        kind: 'paragraph',
        style: 'body',
        runs: [{ text: `${bodyName(form.unit)} báo cáo số liệu ${days} theo biểu kèm theo.` }],
      },
      ...(form.tallies.length > 0 ? [{ kind: 'paragraph' as const, style: 'body' as const, runs: tallyRuns(form, linkTo) }] : []),
      { kind: 'paragraph', style: 'note', runs: LINK_NOTE },
    ],
    annexes: [detailAnnex(form, linkTo, 'PHỤ LỤC')],
  };
}
