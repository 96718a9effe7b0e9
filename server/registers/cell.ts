// One cell of an Excel book as a value of a field. Pure.
import { addDays, type Day, isDay } from '#lib/day';
import { plain } from '#lib/text';
import type { Field } from './layout.ts';
import type { Cell } from './workbook.ts';

export type CellFault =
  | 'formula_error'
  | 'ambiguous_number'
  | 'text_beside_number'
  | 'not_a_number'
  | 'not_a_day'
  | 'not_a_choice'
  | 'not_a_flag'
  | 'not_text';
export type CellRead = { value: unknown } | { fault: CellFault; text: string };

const GROUPED = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/;
const COMMA = /^-?\d+,\d+$/;
const POINT = /^-?\d+(\.\d+)?$/;

/**
 * A number as people write it here: `1.234,5`; a point before other than three digits is a decimal point. Nothing else may stand beside it:
 * "11 cả huyện, xã" is a text.
 */
export function numberIn(
  text: string,
  decimals: number,
): { value: string } | { fault: 'ambiguous_number' | 'text_beside_number' | 'not_a_number' } {
  const bare = text.replace(/[\s\u00a0]/g, '').replace(/%$/, '');
  if (GROUPED.test(bare)) {
    // `12.345` is twelve thousand where no decimals are counted; where there are, nobody can tell.
    if (decimals >= 3 && /^-?\d{1,3}\.\d{3}$/.test(bare)) return { fault: 'ambiguous_number' };
    return { value: bare.replaceAll('.', '').replace(',', '.') };
  }
  if (COMMA.test(bare)) return { value: bare.replace(',', '.') };
  if (POINT.test(bare)) return { value: bare };
  return { fault: /\d/.test(bare) ? 'text_beside_number' : 'not_a_number' };
}

/** The day of an Excel serial number; null when it is none of the years 1900 to 2199. */
function dayOfSerial(serial: string, is_1904: boolean): Day | null {
  if (!/^\d{1,6}(\.\d+)?$/.test(serial)) return null;
  const whole = Math.floor(Number(serial)) + (is_1904 ? 1462 : 0);
  // Excel counts a 29 February 1900 that never was; before it nothing of ours is dated.
  if (whole < 61 || whole > 109_574) return null;
  return addDays('1899-12-30', whole);
}

/** `2/9/2022`, `02-09-2022`, `2022-09-02`. */
export function dayIn(text: string): Day | null {
  if (isDay(text)) return text;
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (!parts) return null;
  const day = `${parts[3]}-${parts[2]?.padStart(2, '0')}-${parts[1]?.padStart(2, '0')}`;
  return isDay(day) ? day : null;
}

const YES = new Set(['x', 'co', '1', 'true', 'yes', 'dung']);
const NO = new Set(['khong', '0', 'false', 'no', 'k']);

export function dayOfCell(cell: Cell, is_1904: boolean): Day | null {
  return cell.kind === 'number' ? dayOfSerial(cell.text, is_1904) : dayIn(cell.text);
}

/** @returns the value as `readValues` takes it: bounds and rules are checked there */
export function valueIn(field: Field, cell: Cell, is_1904: boolean): CellRead {
  const { kind, text } = cell;
  if (kind === 'error') return { fault: 'formula_error', text };
  switch (field.type) {
    case 'number':
    case 'money': {
      if (kind === 'number') return { value: text };
      const read = numberIn(text, field.type === 'money' ? 0 : field.decimals);
      return 'value' in read ? read : { ...read, text };
    }
    case 'day': {
      const day = dayOfCell(cell, is_1904);
      return day === null ? { fault: 'not_a_day', text } : { value: day };
    }
    case 'choice': {
      const wanted = plain(text);
      const found = field.choices.find((one) => [one.key, plain(one.label_vi), plain(one.label_en)].includes(wanted));
      return found ? { value: found.key } : { fault: 'not_a_choice', text };
    }
    case 'flag': {
      const said = plain(text);
      return YES.has(said) ? { value: true } : NO.has(said) ? { value: false } : { fault: 'not_a_flag', text };
    }
    case 'person':
      return kind === 'number' ? { fault: 'not_text', text } : { value: { name: text } };
    default:
      return { value: text };
  }
}
