// What a register's definition says: fields, the day an entry counts on, the key, who writes. Pure.
import { z } from 'zod';

export const FIELD_TYPES = ['text', 'number', 'money', 'day', 'choice', 'flag', 'unit', 'person', 'document', 'file'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** The areas of reform work, in the order of every plan and report; `general` for what belongs to none. */
export const AREAS = [
  'steering',
  'institutions',
  'procedures',
  'organisation',
  'civil_service',
  'public_finance',
  'digital_government',
  'general',
] as const;

const KEY = /^[a-z][a-z0-9_]{0,39}$/;
const DECIMAL = /^-?\d{1,15}(\.\d{1,6})?$/;
const said = (most: number) => z.string().trim().min(1).max(most);
const key = z.string().regex(KEY);
const decimal = z.string().regex(DECIMAL);

export const Choice = z.strictObject({ key, label_vi: said(200), label_en: said(200) });

export const Field = z.strictObject({
  key,
  type: z.enum(FIELD_TYPES),
  label_vi: said(200),
  label_en: said(200),
  help_vi: z.string().trim().max(500).nullable().default(null),
  is_required: z.boolean().default(false),
  /** Of a number: what it counts ("người", "%"). */
  unit: z.string().trim().max(40).nullable().default(null),
  /** Of a number: places after the point. */
  decimals: z.int().min(0).max(6).default(0),
  min: decimal.nullable().default(null),
  max: decimal.nullable().default(null),
  /** Of a choice. */
  choices: z.array(Choice).max(200).default([]),
  /** Of a text: several lines. */
  is_long: z.boolean().default(false),
  /** Of a day: it may lie after today (a due day, a plan). */
  may_be_future: z.boolean().default(false),
  /** Put in when somebody begins an entry. */
  default_value: z.string().max(200).nullable().default(null),
});
export type Field = z.output<typeof Field>;

/** What must hold between fields. A rule with a blank field is not broken. */
export const Rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not_more_than'), field: key, than: key }),
  z.strictObject({ kind: z.literal('not_before'), field: key, than: key }),
  z.strictObject({ kind: z.literal('sum_is'), parts: z.array(key).min(2).max(20), total: key }),
  z.strictObject({ kind: z.literal('required_when'), field: key, when: key, is: z.array(z.string().max(60)).min(1).max(50) }),
]);
export type Rule = z.output<typeof Rule>;

export const UNIT_KINDS = ['nation', 'province', 'department', 'district', 'division', 'commune', 'vertical'] as const;

export const Layout = z.strictObject({
  fields: z.array(Field).min(1).max(60),
  /** The day field that says which period an entry belongs to. */
  day_field: key,
  /** `in_period`: entries are things that happened, those of a period are counted; `at_day`: entries are states, the last one by a day counts. */
  period_kind: z.enum(['in_period', 'at_day']),
  /** Fields that together say which line it is: the same of one unit cannot stand twice. None: every entry is its own. */
  key: z.array(key).max(6).default([]),
  /** Columns of the list, in their order. */
  list: z.array(key).min(1).max(12),
  rules: z.array(Rule).max(30).default([]),
  /** Who may write, besides `registers.write` over the unit. */
  writers: z
    .strictObject({
      /** Kinds of units that keep it; none: all. */
      unit_kinds: z.array(z.enum(UNIT_KINDS)).default([]),
      /** `superior`: only someone whose right reaches the level above the unit writes about it. */
      by: z.enum(['unit', 'superior']).default('unit'),
    })
    .default({ unit_kinds: [], by: 'unit' }),
  evidence: z
    .strictObject({
      is_needed: z.boolean().default(false),
      /** A document that proves an entry is dated at most so many days before or after the entry's day. */
      days_before: z.int().min(0).max(3660).default(366),
      days_after: z.int().min(0).max(3660).default(366),
    })
    .default({ is_needed: false, days_before: 366, days_after: 366 }),
  /** No entries from the first day of this version on; what stands stays readable. */
  is_closed: z.boolean().default(false),
  note_vi: z.string().trim().max(1000).nullable().default(null),
});
export type Layout = z.output<typeof Layout>;

export const LAYOUT_FAULTS = [
  'field_twice',
  'choice_twice',
  'no_choices',
  'unknown_field',
  'not_a_day',
  'day_not_required',
  'not_a_number',
  'not_a_choice',
  'bad_key_type',
  'key_not_required',
  'min_above_max',
  'unknown_choice',
  'default_not_allowed',
] as const;
export type LayoutFault = { fault: (typeof LAYOUT_FAULTS)[number]; path: string };

const NUMERIC: readonly FieldType[] = ['number', 'money'];
const IN_KEY: readonly FieldType[] = ['text', 'number', 'money', 'day', 'choice', 'unit', 'document', 'person'];

/** Faults that the shape alone does not show, each with the path of what is wrong. */
export function faultsOf(layout: Layout): LayoutFault[] {
  const faults: LayoutFault[] = [];
  const add = (fault: LayoutFault['fault'], path: string) => faults.push({ fault, path });
  const fields = new Map<string, Field>();
  for (const [index, field] of layout.fields.entries()) {
    const at = `fields.${index}`;
    if (fields.has(field.key)) add('field_twice', `${at}.key`);
    fields.set(field.key, field);
    if (field.type === 'choice' && field.choices.length === 0) add('no_choices', `${at}.choices`);
    if (new Set(field.choices.map((one) => one.key)).size < field.choices.length) add('choice_twice', `${at}.choices`);
    if (field.min !== null && field.max !== null && Number(field.min) > Number(field.max)) add('min_above_max', `${at}.min`);
    if (field.default_value !== null && ['person', 'document', 'file', 'day'].includes(field.type))
      add('default_not_allowed', at);
  }
  const typed = (name: string, path: string, types: readonly FieldType[], fault: LayoutFault['fault']) => {
    const field = fields.get(name);
    if (!field) add('unknown_field', path);
    else if (types.length > 0 && !types.includes(field.type)) add(fault, path);
  };
  typed(layout.day_field, 'day_field', ['day'], 'not_a_day');
  if (fields.get(layout.day_field)?.type === 'day' && !fields.get(layout.day_field)?.is_required)
    add('day_not_required', 'day_field');
  for (const [index, name] of layout.key.entries()) {
    typed(name, `key.${index}`, IN_KEY, 'bad_key_type');
  }
  if (layout.key.length > 0 && !layout.key.some((name) => fields.get(name)?.is_required)) add('key_not_required', 'key');
  for (const [index, name] of layout.list.entries()) typed(name, `list.${index}`, [], 'unknown_field');
  for (const [index, rule] of layout.rules.entries()) ruleFaults(rule, `rules.${index}`, fields, typed, add);
  return faults;
}

type Typed = (name: string, path: string, types: readonly FieldType[], fault: LayoutFault['fault']) => void;

function ruleFaults(
  rule: Rule,
  at: string,
  fields: ReadonlyMap<string, Field>,
  typed: Typed,
  add: (fault: LayoutFault['fault'], path: string) => void,
): void {
  switch (rule.kind) {
    case 'not_more_than':
      typed(rule.field, `${at}.field`, NUMERIC, 'not_a_number');
      typed(rule.than, `${at}.than`, NUMERIC, 'not_a_number');
      break;
    case 'not_before':
      typed(rule.field, `${at}.field`, ['day'], 'not_a_day');
      typed(rule.than, `${at}.than`, ['day'], 'not_a_day');
      break;
    case 'sum_is':
      typed(rule.total, `${at}.total`, NUMERIC, 'not_a_number');
      for (const [index, part] of rule.parts.entries()) typed(part, `${at}.parts.${index}`, NUMERIC, 'not_a_number');
      break;
    case 'required_when': {
      typed(rule.field, `${at}.field`, [], 'unknown_field');
      typed(rule.when, `${at}.when`, ['choice', 'flag'], 'not_a_choice');
      const choices = fields.get(rule.when)?.choices ?? [];
      if (choices.length > 0 && rule.is.some((one) => !choices.some(({ key: known }) => known === one)))
        add('unknown_choice', `${at}.is`);
      break;
    }
  }
}

/** Fields whose values can be added up. */
export function numbersOf(layout: Layout): Field[] {
  return layout.fields.filter((field) => NUMERIC.includes(field.type));
}
