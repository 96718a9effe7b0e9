// All finders of changes and ranks that know an order of words, in the order in which one may speak for another. R11.
import { basesBehind } from './base-behind.ts';
import { between } from './between.ts';
import { changeAgain } from './change-again.ts';
import { changePairs } from './change-pairs.ts';
import { changesBeside } from './changes-beside.ts';
import { changesTold } from './changes-told.ts';
import { compared } from './compared.ts';
import { meanRows } from './derived-rates.ts';
import { eachAndAll } from './each-and-all.ts';
import { extremesApart } from './extremes-apart.ts';
import { fromToRates, higherTold } from './from-to.ts';
import { grownFrom } from './grown-from.ts';
import { fromTo, gaps } from './joined-totals.ts';
import { means } from './means.ts';
import { raised } from './populations.ts';
import { rankMoves } from './rank-moves.ts';
import { ranksBeyond, ranksTold } from './ranks-told.ts';
import { reckoned } from './reckoned.ts';
import type { Context, Fault } from './rule.ts';
import { seriesTold } from './series-told.ts';
import { rankMovesInTables } from './table-places.ts';
import { timesRows } from './times-rows.ts';
import { ratesThen, timesTold } from './times-told.ts';
import { toldMeans } from './told-sums.ts';
import { twoStates } from './two-states.ts';

/** `told`: figures that are spoken of already. */
export function* changeFinders(context: Context, told: Set<number>): Generator<Fault> {
  yield* changePairs(context, told);
  yield* changesBeside(context, told);
  yield* twoStates(context, told);
  yield* compared(context, told);
  yield* fromToRates(context, told);
  yield* grownFrom(context, told);
  yield* higherTold(context, told);
  yield* between(context);
  yield* gaps(context);
  yield* fromTo(context);
  yield* means(context);
  yield* meanRows(context);
  yield* toldMeans(context);
  yield* eachAndAll(context);
  yield* raised(context);
  yield* ranksTold(context);
  yield* rankMoves(context);
  yield* rankMovesInTables(context);
  yield* ranksBeyond(context);
  yield* timesTold(context);
  yield* ratesThen(context);
  yield* changesTold(context, told);
  yield* seriesTold(context);
  yield* changeAgain(context, told);
  yield* reckoned(context, told);
  yield* timesRows(context, told);
  yield* basesBehind(context);
  yield* extremesApart(context);
}
