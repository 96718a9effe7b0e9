import path from 'node:path';
import { z } from 'zod';
import { type Day, isDay } from '#lib/day';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';

const Valid = z.string().refine(isDay, 'not a day that exists');
const Outline = z.strictObject({
  bases: z
    .array(
      z.strictObject({
        text_vi: z.string().min(1),
        valid_from: Valid,
        valid_to: Valid.nullable(),
        status: z.enum(['approved', 'to_be_verified']),
      }),
    )
    .min(1),
});

/** Reads the outline of the period report. @throws packs.broken with every fault's file and line */
export function readOutline(file = path.join(PACKS, 'reports/period-report.yaml')): z.infer<typeof Outline> {
  const { value, problems } = readPackFile(file, Outline);
  refuseIfBroken(problems);
  return value as z.infer<typeof Outline>;
}

/** Legal bases in force on the last day of the period, as the report cites them. */
export function basesOn(day: Day, outline = readOutline()): string[] {
  return outline.bases
    .filter((base) => base.valid_from <= day && (base.valid_to === null || day < base.valid_to))
    .map((base) => base.text_vi);
}
