// Small facts of a version in the bits of one number: few measures ask for them, and a column each would make every figure slower. Pure.
// Add new ones at the upper end; the places of those that are stored never change.
import { vietnamDay } from '#lib/day';
import { timeliness } from './lateness.ts';
import type { Projection } from './rows.ts';

/** Lowest bit and number of bits of each fact, and the codes of its values. */
export const MARKS = {
  /** The promise was put off with permission. */
  is_extended: { at: 0, bits: 1 },
  /** 0 none, 1 apologised to, 2 with a new day. */
  apology: { at: 1, bits: 2 },
  /** 0 none, 1 explained, 2 accepted. */
  explanation: { at: 3, bits: 2 },
  /** Resolved in time by the present promise, but after the first one. */
  is_late_at_first: { at: 5, bits: 1 },
  /** Finished in time, but closed in the system after the due moment. */
  is_late_by_click: { at: 6, bits: 1 },
  /** Why the end was entered later than it happened: 0 it was not, 1 network fault, 2 late click, 3 other. */
  late_entry: { at: 7, bits: 2 },
  is_reopened: { at: 9, bits: 1 },
  /** 0 none, 1 fault of the agency, 2 of the applicant, 3 both. */
  correction: { at: 10, bits: 2 },
  /** 0 none owed, 1 owed, 2 paid at the desk, 3 paid online by the applicant, 4 online by an officer on the applicant's behalf, 5 let off. */
  fee: { at: 12, bits: 3 },
  /** A paper was taken from the applicant's electronic store instead of being asked for again. */
  is_reused: { at: 15, bits: 1 },
} as const;

export type Mark = keyof typeof MARKS;

const LATE_ENTRY = { network_fault: 1, late_click: 2, other: 3 } as const;

/** The marks of what is known of a dossier. */
export function marksOf(known: Projection): number {
  const { dossier, life } = known;
  const values: Record<Mark, number> = {
    is_extended: Number(dossier.times_extended > 0),
    apology: dossier.apologised_at === null ? 0 : dossier.reappointed_on === null ? 1 : 2,
    explanation: dossier.explained_at === null ? 0 : dossier.explanation_accepted_at === null ? 1 : 2,
    ...lateOf(known),
    late_entry: life.late_entry_cause === null ? 0 : LATE_ENTRY[life.late_entry_cause],
    is_reopened: Number(dossier.reopened_times > 0),
    correction: Number(life.corrected_agency) + 2 * Number(life.corrected_applicant),
    fee: feeOf(known),
    is_reused: Number(life.is_reused),
  };
  let marks = 0;
  for (const [name, { at }] of Object.entries(MARKS)) marks += values[name as Mark] * 2 ** at;
  return marks;
}

/** Of a dossier in time by the present promise and by when it was really finished. */
function lateOf({ dossier, life }: Projection): { is_late_at_first: number; is_late_by_click: number } {
  const { decided_at, due_on, due_at, due_precision, first_due_on } = dossier;
  if (decided_at === null) return { is_late_at_first: 0, is_late_by_click: 0 };
  const due = { due_on, due_at, precision: due_precision };
  const is_in_time = timeliness(due, decided_at) === 'early' || timeliness(due, decided_at) === 'on_time';
  const by_click = life.decided_recorded_at !== null && timeliness(due, life.decided_recorded_at) === 'overdue';
  return {
    is_late_at_first: Number(is_in_time && first_due_on !== null && vietnamDay(decided_at) > first_due_on),
    is_late_by_click: Number(is_in_time && by_click),
  };
}

function feeOf({ dossier, life }: Projection): number {
  const { fee_due_vnd, fee_paid_vnd } = dossier;
  if (fee_paid_vnd < fee_due_vnd) return 1;
  if (fee_paid_vnd > 0) return life.paid_online ? (life.paid_on_behalf ? 4 : 3) : 2;
  return life.waived_vnd > 0 ? 5 : 0;
}
