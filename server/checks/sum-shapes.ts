// The finders of R03 that know how a sum is told or drawn, one after the other.
import { doneInSections, partsWithLists, pointsOfWhole, statesInSection } from './area-accounts.ts';
import { sumsUnannounced } from './beyond-total.ts';
import { closedRuns } from './closed-runs.ts';
import { closedSums } from './closed-sums.ts';
import { derivedSums } from './derived-rates.ts';
import { beyondAll, fractionSums, fractionTotals } from './fraction-sums.ts';
import { groupedColumns } from './grouped-columns.ts';
import { wordTotals } from './joined-totals.ts';
import { levels } from './levels.ts';
import { namedTotals } from './named-totals.ts';
import { noteSums } from './note-lists.ts';
import { partsByWords } from './parts-by-words.ts';
import { partsOfShare } from './parts-of-share.ts';
import { periodParts } from './period-parts.ts';
import type { Context, Fault } from './rule.ts';
import { sharedRows } from './shared-rows.ts';
import { sumsTold } from './sums-told.ts';
import { tableRelations } from './table-relations.ts';
import { tableSums } from './table-sums.ts';
import { traitRows } from './trait-rows.ts';
import { yearsSummed } from './years-summed.ts';

/** Sums that a shape of sentence, list or table announces. */
export function* sumShapes(context: Context): Generator<Fault> {
  yield* namedTotals(context);
  yield* fractionSums(context);
  yield* fractionTotals(context);
  yield* beyondAll(context);
  yield* sumsTold(context);
  yield* wordTotals(context);
  yield* levels(context);
  yield* noteSums(context);
  yield* doneInSections(context);
  yield* statesInSection(context);
  yield* partsWithLists(context);
  yield* pointsOfWhole(context);
  yield* tableSums(context);
  yield* derivedSums(context);
  yield* tableRelations(context);
  yield* groupedColumns(context);
  yield* sumsUnannounced(context);
  yield* closedSums(context);
  yield* partsOfShare(context);
  yield* partsByWords(context);
  yield* sharedRows(context);
  yield* closedRuns(context);
  yield* yearsSummed(context);
  yield* periodParts(context);
  yield* traitRows(context);
}
