// What a dossier version says and a measure may ask about. Columns and codes are those of dossiers.version.

/** Facts with named values: name in a definition → code in the table. */
export const CHOICES = {
  channel: { direct: 1, online: 2, post: 3 },
  outcome: { open: 0, resolved: 1, withdrawn: 2, stopped: 3 },
  timeliness: { none: 0, early: 1, on_time: 2, overdue: 3, undated: 4 },
  level: { province: 1, district: 2, commune: 3 },
  online_level: { none: 0, partial: 1, full: 2 },
  papers_state: { nothing: 0, not_digitised: 1, digitised: 2 },
  result_state: { none: 0, not_digitised: 1, digitised: 2 },
} as const satisfies Record<string, Record<string, number>>;

export type ChoiceField = keyof typeof CHOICES;
export const CHOICE_FIELDS = Object.keys(CHOICES) as ChoiceField[];

/** Facts that are true or false. */
export const FLAGS = ['is_no_writing', 'is_interlinked'] as const;
export type FlagField = (typeof FLAGS)[number];

/** Days of a version; each may be missing (no due date, not closed, not waiting) except the day of reception. */
export const DAYS = ['received_on', 'due_on', 'closed_on', 'paused_on'] as const;
export type DayField = (typeof DAYS)[number];

/** Days of the question: first day of the period, the day after its last, and the day after the last one that is over. */
export const BOUNDS = ['period_start', 'period_end', 'as_of'] as const;
export type Bound = (typeof BOUNDS)[number];

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
