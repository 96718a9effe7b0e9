// What an event does to the steps of a dossier's process. Pure: types. Decided when the event happens (flow-of.ts) and kept with it, so that the
// fold needs no process and a promise made for a step is moved by nothing but what happens later.
import { z } from 'zod';

const StepDue = {
  due_on: z.iso.date().nullable(),
  /** ISO moment. */
  due_at: z.string().nullable(),
  due_precision: z.enum(['day', 'hour']).nullable(),
  /** ISO moment by which the leg (chặng) the step belongs to must be done. */
  leg_due_at: z.string().nullable(),
};

/** A step a dossier comes to. */
export const StepEntry = z.object({
  step: z.string(),
  leg: z.string().nullable(),
  unit_id: z.number().int(),
  /** Null: whoever of the role takes it up. */
  account_id: z.number().int().nullable(),
  /** Who named the officer: a person, the rule of the step, or the rule together with an absence. */
  by: z.enum(['person', 'rule', 'delegate']).nullable(),
  ...StepDue,
});
export type StepEntry = z.infer<typeof StepEntry>;

export const LEFT_AS = ['done', 'returned', 'cancelled', 'ended'] as const;
export type LeftAs = (typeof LEFT_AS)[number];

export const Flow = z.object({
  left: z.array(z.object({ step: z.string(), as: z.enum(LEFT_AS) })).optional(),
  entered: z.array(StepEntry).optional(),
  /** Meeting points of parallel ways at which some have arrived, after the event. */
  arrived: z.array(z.string()).optional(),
  assigned: z
    .array(
      z.object({ step: z.string(), unit_id: z.number().int(), account_id: z.number().int().nullable(), by: StepEntry.shape.by }),
    )
    .optional(),
  /** New due moments of open steps, after the clock stood. */
  dues: z.array(z.object({ step: z.string(), ...StepDue })).optional(),
});
export type Flow = z.infer<typeof Flow>;
