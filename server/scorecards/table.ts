// A round as one table: every unit a reader may see, by area, with ranks once they may be told.
import { z } from 'zod';
import { may } from '#access';
import type { Day } from '#lib/day';
import type { Db } from '#lib/sql';
import { unitsByIds } from '#org';
import { ALL_SIGHT, heldBy, type Reader, sightFor, wholeCards } from './cards.ts';
import { CARD_STATES, type Sight } from './flow.ts';
import { bandOf } from './ledger.ts';
import { printPoints } from './points.ts';
import { ranked } from './ranking.ts';
import { type Card, cardsOf, Round } from './rounds.ts';
import { setById } from './sets.ts';
import { Band, type CriteriaSet, flat, isLeaf } from './tree.ts';
import { TotalOut, totalOut } from './view.ts';

const Part = z.object({ max: z.string(), achieved: z.string(), missing: z.string() });

export const TableRow = z.object({
  card_id: z.number(),
  unit_code: z.string(),
  unit_name: z.string(),
  state: z.enum(CARD_STATES),
  is_late: z.boolean(),
  scored: z.number(),
  criteria: z.number(),
  /** Null: not to be seen yet. */
  total: TotalOut.nullable(),
  parts: z.record(z.string(), Part),
  band: Band.nullable(),
  rank: z.number().nullable(),
  decided_by: z.string().nullable(),
  is_tied: z.boolean(),
});
export type TableRow = z.output<typeof TableRow>;

export const RoundView = z.object({
  round: Round,
  owner_name: z.string(),
  columns: z.array(
    z.object({
      code: z.string(),
      parent_code: z.string().nullable(),
      depth: z.number(),
      name_vi: z.string(),
      name_en: z.string(),
      max: z.string(),
    }),
  ),
  tie_rule: z.array(z.string()),
  bands: z.array(Band),
  /** Ranks are told: to the unit above always, to the others after publication. */
  has_ranks: z.boolean(),
  /** Ranks may still change. */
  is_provisional: z.boolean(),
  rows: z.array(TableRow),
});
export type RoundView = z.output<typeof RoundView>;

const NOBODY: Sight = { card: false, own_scores: false, appraisal: false };

/**
 * @param reader null: whoever reads what is public
 * @param detail columns: areas, or every criterion
 */
export async function roundView(
  db: Db,
  round: Round,
  reader: Reader | null,
  detail: 'areas' | 'criteria',
  today: Day,
): Promise<RoundView> {
  const { set } = await setById(db, round.set_id, { unit_ids: null });
  const is_public = round.state === 'published' && round.publication === 'public';
  const reads_owner = reader !== null && may(reader.read, round.owner_unit_id);
  const has_ranks = reads_owner || round.state === 'published';
  const sight = (card: Card) => (reader ? sightFor(reader, round, card) : is_public ? ALL_SIGHT : NOBODY);
  const cards = (await cardsOf(db, [round.id])).filter((card) => sight(card).card);
  const names = new Map(
    (await unitsByIds(db, [...cards.map((card) => card.unit_id), round.owner_unit_id], round.period_to)).map((unit) => [
      unit.id,
      unit.name,
    ]),
  );
  const columns = columnsOf(set, detail);
  const survey = surveyCodes(set);
  const rows = (await wholeCards(db, round.tenant, cards)).map((whole) => {
    const seen = sight(whole.card);
    const { made } = heldBy(set, whole, seen);
    // Of a card that is not handed in yet only its unit is told points: nothing is no zero.
    const is_shown = seen.own_scores || (seen.appraisal && whole.card.state !== 'self');
    const parts = new Map([...made.parts].map(([code, sum]) => [code, sum.achieved]));
    parts.set(
      'survey',
      survey.reduce((sum, code) => sum + (made.parts.get(code)?.achieved ?? 0n), 0n),
    );
    return {
      unit_id: whole.card.unit_id,
      counted: made.total.counted,
      percent: is_shown && whole.card.state !== 'self' ? made.total.percent : null,
      parts,
      made,
      whole,
      is_shown,
    };
  });
  const places = ranked(rows, set.tie_rule);
  return {
    round,
    owner_name: names.get(round.owner_unit_id) ?? round.owner_code,
    columns,
    tie_rule: set.tie_rule,
    bands: set.bands,
    has_ranks,
    is_provisional: round.state === 'open' || round.state === 'taken_back',
    rows: places.map(({ whole, made, is_shown, rank, decided_by, is_tied }) => ({
      card_id: whole.card.id,
      unit_code: whole.card.unit_code,
      unit_name: names.get(whole.card.unit_id) ?? whole.card.unit_code,
      state: whole.card.state,
      is_late: whole.card.state === 'self' && round.state === 'open' && today > round.self_until,
      scored: [...whole.scores.values()].filter((stages) => stages.self ?? stages.survey ?? stages.appraisal).length,
      criteria: made.total.criteria,
      total: is_shown ? totalOut(made.total) : null,
      parts: is_shown ? partsOut(made, columns) : {},
      band: is_shown && whole.card.state !== 'self' ? bandOf(set.bands, made.total.percent) : null,
      rank: has_ranks && is_shown ? rank : null,
      decided_by: has_ranks ? decided_by : null,
      is_tied: has_ranks && is_tied,
    })),
  };
}

function columnsOf(set: CriteriaSet, detail: 'areas' | 'criteria'): RoundView['columns'] {
  return flat(set)
    .filter(({ node, depth }) => (detail === 'areas' ? depth === 0 : depth > 0 && isLeaf(node)))
    .map(({ node, parent_code, depth }) => ({
      code: node.code,
      parent_code,
      depth,
      name_vi: node.name_vi,
      name_en: node.name_en ?? node.name_vi,
      max: node.max_points,
    }));
}

const surveyCodes = (set: CriteriaSet): string[] =>
  flat(set).flatMap(({ node }) => (isLeaf(node) && node.scored_by === 'survey' ? [node.code] : []));

/** Points of each column with those on top; a column in which nobody scored anything yet is left out: blank is not zero. */
function partsOut(made: ReturnType<typeof heldBy>['made'], columns: RoundView['columns']): TableRow['parts'] {
  return Object.fromEntries(
    columns.flatMap(({ code }) => {
      const sum = made.parts.get(code);
      if (!sum || sum.scored === 0) return [];
      return [
        [code, { max: printPoints(sum.max), achieved: printPoints(sum.achieved + sum.bonus), missing: printPoints(sum.missing) }],
      ];
    }),
  );
}
