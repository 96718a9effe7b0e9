import { announcedParts } from './announced-parts.ts';
import { enumerations } from './enumerations.ts';
import { filledRows } from './filled-rows.ts';
import { joinedTotals } from './joined-totals.ts';
import { partRuns } from './part-runs.ts';
import { reasonsTold } from './reasons-told.ts';
import type { Context, Fault } from './rule.ts';
import { runTotals } from './run-totals.ts';
import { sideSums } from './side-sums.ts';
import { stateSplits } from './state-splits.ts';

/** Sums that words announce, whatever stands between the parts. `told`: offsets of figures that are spoken of already. R03. */
export function* wordSums(context: Context, told: Set<number>): Generator<Fault> {
  yield* filledRows(context, told);
  yield* announcedParts(context, told);
  yield* enumerations(context, told);
  yield* joinedTotals(context, told);
  yield* runTotals(context, told);
  yield* partRuns(context, told);
  yield* stateSplits(context, told);
  yield* sideSums(context, told);
  yield* reasonsTold(context, told);
}
