// What an entry may say: each value against its field, the rules between fields, the natural key. Pure.
import { z } from 'zod';
import { type Day, isDay } from '#lib/day';
import { parseDecimal, printDecimal } from '#lib/decimal';
import { plain } from '#lib/text';
import type { Field, Layout, Rule } from './layout.ts';

/** A document referred to: what is not known of it is left out. */
export const DocumentValue = z.strictObject({
  number: z.string().trim().max(100).optional(),
  on: z.string().optional(),
  issuer: z.string().trim().max(300).optional(),
  title: z.string().trim().max(1000).optional(),
});
export type DocumentValue = z.output<typeof DocumentValue>;
export const PersonValue = z.strictObject({ name: z.string().trim().min(1).max(200) });

export type Value = string | number | boolean | DocumentValue | { name: string };
/** Field → value. What is not known has no key: blank is not zero. */
export type Values = Record<string, Value>;

export const VALUE_FAULTS = [
  'unknown_field',
  'required',
  'not_text',
  'too_long',
  'not_a_number',
  'text_beside_number',
  'too_many_decimals',
  'too_small',
  'too_large',
  'not_a_day',
  'in_the_future',
  'not_a_choice',
  'not_a_flag',
  'not_a_unit',
  'not_a_person',
  'not_a_document',
  'not_a_file',
  'more_than',
  'before',
  'sum_differs',
  'needed_now',
] as const;
export type ValueFault = { field: string; fault: (typeof VALUE_FAULTS)[number]; data: Record<string, string> };

const MOST_TEXT = 4000;

type Read = { value: Value } | { fault: ValueFault['fault']; data?: Record<string, string> };

/**
 * Checks what somebody sent for an entry. Blank (null, empty text) is not known, and left out.
 * @param today days after it are refused where the field does not allow them
 * @returns values in their stored form, and every fault with its field
 */
export function readValues(layout: Layout, sent: Record<string, unknown>, today: Day): { values: Values; faults: ValueFault[] } {
  const faults: ValueFault[] = [];
  const values: Values = {};
  const known = new Set(layout.fields.map((field) => field.key));
  for (const key of Object.keys(sent)) if (!known.has(key)) faults.push({ field: key, fault: 'unknown_field', data: {} });
  for (const field of layout.fields) {
    const raw = sent[field.key];
    if (isBlank(raw)) {
      if (field.is_required) faults.push({ field: field.key, fault: 'required', data: {} });
      continue;
    }
    const read = readOne(field, raw, today);
    if ('value' in read) values[field.key] = read.value;
    else faults.push({ field: field.key, fault: read.fault, data: read.data ?? {} });
  }
  // Rules speak of values; what could not be read has been told already.
  if (faults.length === 0) for (const rule of layout.rules) faults.push(...broken(rule, values));
  return { values, faults };
}

function isBlank(raw: unknown): boolean {
  if (raw === null || raw === undefined) return true;
  if (typeof raw === 'string') return raw.trim() === '';
  return typeof raw === 'object' && Object.values(raw).every((one) => isBlank(one));
}

function readOne(field: Field, raw: unknown, today: Day): Read {
  switch (field.type) {
    case 'text':
      if (typeof raw !== 'string') return { fault: 'not_text' };
      return raw.length > MOST_TEXT ? { fault: 'too_long', data: { most: String(MOST_TEXT) } } : { value: raw.trim() };
    case 'number':
      return readNumber(field, raw);
    case 'money':
      return readNumber({ ...field, decimals: 0 }, raw);
    case 'day':
      if (!isDay(raw)) return { fault: 'not_a_day' };
      return raw > today && !field.may_be_future ? { fault: 'in_the_future', data: { today } } : { value: raw };
    case 'choice':
      return field.choices.some((one) => one.key === raw) ? { value: raw as string } : { fault: 'not_a_choice' };
    case 'flag':
      return typeof raw === 'boolean' ? { value: raw } : { fault: 'not_a_flag' };
    case 'unit':
      return typeof raw === 'string' && raw.length <= 60 ? { value: raw } : { fault: 'not_a_unit' };
    case 'person': {
      const read = PersonValue.safeParse(raw);
      return read.success ? { value: read.data } : { fault: 'not_a_person' };
    }
    case 'document':
      return readDocument(raw);
    case 'file':
      return typeof raw === 'number' && Number.isSafeInteger(raw) && raw > 0 ? { value: raw } : { fault: 'not_a_file' };
  }
}

function readDocument(raw: unknown): Read {
  const read = DocumentValue.safeParse(raw);
  if (!read.success) return { fault: 'not_a_document' };
  const { on } = read.data;
  if (on !== undefined && on !== '' && !isDay(on)) return { fault: 'not_a_day' };
  return { value: Object.fromEntries(Object.entries(read.data).filter(([, one]) => one !== undefined && one !== '')) };
}

// Numbers travel as text: JSON numbers are taken when they are whole, so that no figure passes through a float.
function readNumber(field: Field, raw: unknown): Read {
  const text = typeof raw === 'number' && Number.isSafeInteger(raw) ? String(raw) : typeof raw === 'string' ? raw.trim() : null;
  if (text === null || !/^-?\d{1,15}(\.\d+)?$/.test(text))
    return text !== null && /\d/.test(text)
      ? { fault: 'text_beside_number', data: { text: text.slice(0, 60) } }
      : { fault: 'not_a_number' };
  return bounded(field, text);
}

function bounded(field: Field, text: string): Read {
  const shown = trimmed(text);
  const places = shown.split('.')[1]?.length ?? 0;
  if (places > field.decimals) return { fault: 'too_many_decimals', data: { decimals: String(field.decimals) } };
  if (field.min !== null && compare(shown, field.min) < 0) return { fault: 'too_small', data: { min: field.min } };
  if (field.max !== null && compare(shown, field.max) > 0) return { fault: 'too_large', data: { max: field.max } };
  return { value: shown };
}

/** One way to write each number: no leading zeros, none at the end of the fraction. */
function trimmed(text: string): string {
  const { value, scale } = parseDecimal(text);
  const printed = printDecimal({ value, scale });
  const short = printed.includes('.') ? printed.replace(/0+$/, '').replace(/\.$/, '') : printed;
  const bare = short.replace(/^(-?)0+(?=\d)/, '$1');
  return bare === '-0' ? '0' : bare;
}

function compare(a: string, b: string): number {
  const difference = minus(a, b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function scaled(text: string, scale: number): bigint {
  const read = parseDecimal(text);
  return read.value * 10n ** BigInt(scale - read.scale);
}

function minus(a: string, b: string): bigint {
  const scale = Math.max(parseDecimal(a).scale, parseDecimal(b).scale);
  return scaled(a, scale) - scaled(b, scale);
}

function broken(rule: Rule, values: Values): ValueFault[] {
  switch (rule.kind) {
    case 'not_more_than': {
      const [mine, other] = [values[rule.field], values[rule.than]];
      if (typeof mine !== 'string' || typeof other !== 'string' || compare(mine, other) <= 0) return [];
      return [{ field: rule.field, fault: 'more_than', data: { than: rule.than, value: mine, other } }];
    }
    case 'not_before': {
      const [mine, other] = [values[rule.field], values[rule.than]];
      if (typeof mine !== 'string' || typeof other !== 'string' || mine >= other) return [];
      return [{ field: rule.field, fault: 'before', data: { than: rule.than, value: mine, other } }];
    }
    case 'sum_is': {
      const total = values[rule.total];
      const parts = rule.parts.map((part) => values[part]).filter((part): part is string => typeof part === 'string');
      if (typeof total !== 'string' || parts.length < rule.parts.length) return [];
      const scale = Math.max(...[total, ...parts].map((one) => parseDecimal(one).scale));
      const sum = parts.reduce((so_far, part) => so_far + scaled(part, scale), 0n);
      if (sum === scaled(total, scale)) return [];
      const data = { total, sum: trimmed(printDecimal({ value: sum, scale })) };
      return [{ field: rule.total, fault: 'sum_differs', data }];
    }
    case 'required_when': {
      const when = values[rule.when];
      if (when === undefined || !rule.is.includes(String(when)) || values[rule.field] !== undefined) return [];
      return [{ field: rule.field, fault: 'needed_now', data: { when: rule.when } }];
    }
  }
}

/** Values of the key fields as one text; null when the register has no key. Two entries of a unit with the same one are the same line. */
export function naturalKey(layout: Layout, values: Values): string | null {
  if (layout.key.length === 0) return null;
  return layout.key
    .map((key) => {
      const value = values[key];
      if (value === undefined) return '';
      if (typeof value === 'object')
        return plain('name' in value ? value.name : [value.number, value.on].filter(Boolean).join(' '));
      return plain(String(value));
    })
    .join(' | ');
}

/** The key without the day: of the states of a unit the last one of each line counts. */
export function lineOf(layout: Layout, values: Values): string {
  const key = layout.key.filter((one) => one !== layout.day_field);
  return naturalKey({ ...layout, key }, values) ?? '';
}

/** Whether two entries say the same. */
export function isSame(a: Values, b: Values): boolean {
  return stableText(a) === stableText(b);
}

/** What an entry says as one text, whatever the order in which it was written. */
export function stableText(values: Values): string {
  const sorted = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([x], [y]) => (x < y ? -1 : 1))
            .map(([key, one]) => [key, sorted(one)]),
        )
      : value;
  return JSON.stringify(sorted(values));
}
