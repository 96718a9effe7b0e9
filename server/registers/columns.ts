// Columns of a register in Excel: the same in the list, in the empty template and in what is read back. Pure.
import type { Field, Layout } from './layout.ts';

export type Part = 'unit' | 'value' | 'number' | 'on' | 'issuer' | 'title' | 'evidence' | 'page';
/** `field` null: the unit, and the evidence. */
export type SheetColumn = { label: string; field: Field | null; part: Part; width: number };

const PARTS: readonly (readonly [Part, string, number])[] = [
  ['number', 'số, ký hiệu', 18],
  ['on', 'ngày', 12],
  ['issuer', 'cơ quan ban hành', 22],
  ['title', 'trích yếu', 36],
];
export const UNIT_LABEL = 'Đơn vị';
export const EVIDENCE_LABEL = 'Minh chứng (số văn bản, cách nhau bằng dấu ;)';
export const PAGE_LABEL = 'Minh chứng: trang';

const WIDTH = {
  text: 30,
  number: 14,
  money: 18,
  day: 13,
  choice: 22,
  flag: 10,
  unit: 24,
  person: 24,
  document: 20,
  file: 10,
} as const;

/** Files cannot stand in a cell; a document takes four columns. */
export function columnsOf(layout: Layout): SheetColumn[] {
  const fields = layout.fields.flatMap((field): SheetColumn[] => {
    if (field.type === 'file') return [];
    const label = labelOf(field);
    if (field.type === 'document')
      return PARTS.map(([part, name, width]) => ({ label: `${field.label_vi}: ${name}`, field, part, width }));
    return [{ label, field, part: 'value', width: field.is_long ? 50 : WIDTH[field.type] }];
  });
  return [
    { label: UNIT_LABEL, field: null, part: 'unit', width: 26 },
    ...fields,
    { label: EVIDENCE_LABEL, field: null, part: 'evidence', width: 26 },
    { label: PAGE_LABEL, field: null, part: 'page', width: 10 },
  ];
}

function labelOf(field: Field): string {
  const unit = field.type === 'money' ? 'đồng' : field.type === 'number' ? field.unit : null;
  return `${field.label_vi}${unit ? ` (${unit})` : ''}${field.is_required ? ' *' : ''}`;
}
