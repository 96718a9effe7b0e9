// What a dossier version says and a measure may ask about. Columns and codes are those of dossiers.version.
import { MARKS, type Mark } from '#dossiers';

/** Facts with named values: name in a definition → code in the table. */
export const CHOICES = {
  channel: { direct: 1, online: 2, post: 3 },
  outcome: { open: 0, resolved: 1, withdrawn: 2, stopped: 3 },
  timeliness: { none: 0, early: 1, on_time: 2, overdue: 3, undated: 4 },
  level: { province: 1, district: 2, commune: 3 },
  online_level: { none: 0, partial: 1, full: 2 },
  papers_state: { nothing: 0, not_digitised: 1, digitised: 2 },
  result_state: { none: 0, not_digitised: 1, digitised: 2 },
  apology: { none: 0, apologised: 1, reappointed: 2 },
  explanation: { none: 0, explained: 1, accepted: 2 },
  late_entry: { none: 0, network_fault: 1, late_click: 2, other: 3 },
  correction: { none: 0, agency: 1, applicant: 2, both: 3 },
  fee: { none: 0, owed: 1, paid_at_desk: 2, paid_online: 3, paid_on_behalf: 4, waived: 5 },
} as const satisfies Record<string, Record<string, number>>;

export type ChoiceField = keyof typeof CHOICES;
export const CHOICE_FIELDS = Object.keys(CHOICES) as ChoiceField[];

/** Facts that are true or false. */
export const FLAGS = [
  'is_no_writing',
  'is_interlinked',
  'is_extended',
  'is_late_at_first',
  'is_late_by_click',
  'is_reopened',
  'is_reused',
] as const;
export type FlagField = (typeof FLAGS)[number];

/** Days of a version; each may be missing (no due date, not closed, not waiting) except the day of reception. */
export const DAYS = ['received_on', 'due_on', 'closed_on', 'paused_on'] as const;
export type DayField = (typeof DAYS)[number];

/** Days of the question: first day of the period, the day after its last, and the day after the last one that is over. */
export const BOUNDS = ['period_start', 'period_end', 'as_of'] as const;
export type Bound = (typeof BOUNDS)[number];

function markOf(field: ChoiceField | FlagField): (typeof MARKS)[Mark] | null {
  return field in MARKS ? MARKS[field as Mark] : null;
}

/** The fact of a version `v` as a number, in SQL: a column, or some bits of `marks`. */
export function choiceSql(field: ChoiceField): string {
  const mark = markOf(field);
  return mark ? `(v.marks >> ${mark.at} & ${2 ** mark.bits - 1})` : `v.${field}`;
}

/** Whether the fact of a version `v` is true, in SQL: `yes`, and its opposite. */
export function flagSql(field: FlagField): { yes: string; no: string } {
  const mark = markOf(field);
  if (!mark) return { yes: `v.${field}`, no: `not v.${field}` };
  const bit = `v.marks & ${2 ** mark.at}`;
  return { yes: `${bit} <> 0`, no: `${bit} = 0` };
}

/** Code of a named value. @throws RangeError when the field has no such value */
export function codeOf(field: ChoiceField, name: string): number {
  const code = (CHOICES[field] as Record<string, number>)[name];
  if (code === undefined) throw new RangeError(`${field} has no value ${name}`);
  return code;
}

/** Name of a code. @throws RangeError when the field has no such code */
export function nameOf(field: ChoiceField, code: number): string {
  const found = Object.entries(CHOICES[field]).find(([, value]) => value === code);
  if (!found) throw new RangeError(`${field} has no code ${code}`);
  return found[0];
}
