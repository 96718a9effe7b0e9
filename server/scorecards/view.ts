// A card as a page shows it: a tree of criteria with sums, what was scored at each stage, what misses and why.
import { z } from 'zod';
import { may } from '#access';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { bodyName, unitById } from '#org';
import { Evidence, evidenceOf } from '#registers';
import { type Gap, gapsOf, heldBy, type Reader, type Score, seenStages, sightFor, wholeCards } from './cards.ts';
import { ACTIONS, isPossible, SIDE, STAGES } from './flow.ts';
import { bandOf, differences, type Sum } from './ledger.ts';
import { points, printPoints } from './points.ts';
import type { Prefill, Prefills } from './prefill.ts';
import { Card, type Place, placeOf, Round } from './rounds.ts';
import { Rule } from './rule.ts';
import { EVIDENCE_KIND, evidenceSubject, namesOf, prefillOf } from './scoring.ts';
import { Band, type CriteriaSet, flat, isLeaf, SCORED_BY } from './tree.ts';

const SumOut = z.object({
  max: z.string(),
  achieved: z.string(),
  missing: z.string(),
  not_scored: z.string(),
  bonus: z.string(),
  not_applicable: z.string(),
  scored: z.number(),
  criteria: z.number(),
  estimates: z.number(),
});
export const TotalOut = SumOut.extend({
  whole: z.string(),
  /** What the areas add up to, points on top included; `counted` differs from it where criteria that do not apply are rescaled. */
  added_up: z.string(),
  counted: z.string(),
  out_of: z.string(),
  /** Percentage of the maximum, two places; null when nothing applies. */
  percent: z.string().nullable(),
});
export type TotalOut = z.output<typeof TotalOut>;

const StageOut = z.object({
  id: z.number(),
  value: z.string().nullable(),
  is_applicable: z.boolean(),
  is_estimate: z.boolean(),
  prefilled: z.string().nullable(),
  inputs: z.record(z.string(), z.unknown()),
  reason: z.string().nullable(),
  scored_at: z.date(),
  scored_by_name: z.string(),
});
const InputOut = z.object({ value: z.string().nullable(), unit: z.string().nullable(), n: z.number().nullable() });

export const CardRow = z.object({
  code: z.string(),
  parent_code: z.string().nullable(),
  area: z.string(),
  depth: z.number(),
  name_vi: z.string(),
  name_en: z.string(),
  sum: SumOut,
  leaf: z
    .object({
      rule: Rule,
      min_points: z.string(),
      scored_by: z.enum(SCORED_BY),
      evidence_wanted: z.string().nullable(),
      may_not_apply: z.boolean(),
      is_bonus: z.boolean(),
      office: z.string().nullable(),
      note_vi: z.string().nullable(),
      /** What the figures give now, or gave when it was scored. */
      prefill: z.object({ value: z.string(), inputs: z.record(z.string(), InputOut) }).nullable(),
      /** Scored points less those of the figures; null: the same, or nothing to compare. */
      deviation: z.string().nullable(),
      held: z.enum(STAGES).nullable(),
      stages: z.partialRecord(z.enum(STAGES), StageOut),
      evidence: z.array(Evidence),
    })
    .nullable(),
});

export const LedgerItem = z.object({
  gap_id: z.number().nullable(),
  criterion: z.string(),
  name_vi: z.string(),
  name_en: z.string(),
  area: z.string(),
  points: z.string(),
  /** `not_scored`: nobody has scored the criterion yet. */
  cause: z.enum(['not_due', 'lost', 'not_scored']),
  reason: z.string().nullable(),
  office: z.string().nullable(),
  office_code: z.string().nullable(),
  due_on: z.string().nullable(),
  task_id: z.number().nullable(),
});
export type LedgerItem = z.output<typeof LedgerItem>;

export const CardView = z.object({
  round: Round,
  card: Card.extend({ unit_name: z.string(), body_name: z.string(), owner_name: z.string() }),
  set: z.object({
    id: z.number(),
    code: z.string(),
    version: z.number(),
    name_vi: z.string(),
    name_en: z.string(),
    is_official: z.boolean(),
    source: z.string(),
    not_applicable: z.string(),
    max_points: z.string(),
  }),
  sight: z.object({ card: z.boolean(), own_scores: z.boolean(), appraisal: z.boolean() }),
  actions: z.array(z.enum(ACTIONS)),
  rows: z.array(CardRow),
  total: TotalOut,
  band: Band.nullable(),
  stated: z.array(z.object({ part: z.string(), points: z.string(), source: z.string() })),
  differences: z.array(z.object({ part: z.string(), stated: z.string(), computed: z.string(), difference: z.string() })),
  ledger: z.array(LedgerItem),
});
export type CardView = z.output<typeof CardView>;

export function sumOut(sum: Sum): z.output<typeof SumOut> {
  return {
    max: printPoints(sum.max),
    achieved: printPoints(sum.achieved),
    missing: printPoints(sum.missing),
    not_scored: printPoints(sum.not_scored),
    bonus: printPoints(sum.bonus),
    not_applicable: printPoints(sum.not_applicable),
    scored: sum.scored,
    criteria: sum.criteria,
    estimates: sum.estimates,
  };
}

/** Hundredths of a per cent as `71.89`. */
export function percentOut(percent: bigint | null): string | null {
  if (percent === null) return null;
  const digits = percent.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function totalOut(total: ReturnType<typeof heldBy>['made']['total']): TotalOut {
  return {
    ...sumOut(total),
    whole: printPoints(total.whole),
    added_up: printPoints(total.achieved + total.bonus),
    counted: printPoints(total.counted),
    out_of: printPoints(total.out_of),
    percent: percentOut(total.percent),
  };
}

const stageOut = (score: Score): z.output<typeof StageOut> => ({
  id: score.id,
  value: score.value === null ? null : printPoints(score.value),
  is_applicable: score.is_applicable,
  is_estimate: score.is_estimate,
  prefilled: score.prefilled === null ? null : printPoints(score.prefilled),
  inputs: score.inputs,
  reason: score.reason,
  scored_at: score.scored_at,
  scored_by_name: score.scored_by_name,
});

type Scopes = Reader & { appraise: Scope };

/** @throws scorecards.card_not_found also when the reader may not see it */
export async function cardView(db: Db, card_id: number, reader: Scopes, today: Day): Promise<CardView> {
  const place = await placeOf(db, card_id);
  const { round, card, set: known } = place;
  const sight = sightFor(reader, round, card);
  if (!sight.card) throw new DomainError('scorecards.card_not_found', 404, { id: card_id });
  const { set } = known;
  const [whole] = await wholeCards(db, card.tenant, [card]);
  if (!whole) throw new Error(`card ${card_id} went while it was read`);
  const { held, made } = heldBy(set, whole, sight);
  const gaps = await gapsOf(
    db,
    card.tenant,
    [...held.values()].map((score) => score.id),
  );
  const fresh =
    round.state === 'open' && card.state === 'self' && sight.own_scores ? await prefillOf(db, place, { today }) : null;
  const rows = flat(set);
  const subjects = rows.filter(({ node }) => isLeaf(node)).map(({ node }) => evidenceSubject(card.id, node.code));
  const evidence = sight.own_scores ? await evidenceOf(db, EVIDENCE_KIND, subjects, { unit_ids: null }) : new Map();
  const unit = await unitById(db, card.unit_id, round.period_to);
  const owner = await unitById(db, round.owner_unit_id, round.period_to);
  const stated = sight.own_scores ? whole.stated : [];
  return {
    round,
    card: { ...card, unit_name: unit.name, body_name: bodyName(unit), owner_name: bodyName(owner) },
    set: {
      id: known.id,
      code: known.code,
      version: known.version,
      name_vi: set.name_vi,
      name_en: set.name_en,
      is_official: set.is_official,
      source: set.source,
      not_applicable: set.not_applicable,
      max_points: set.max_points,
    },
    sight,
    actions: actionsFor(place, reader),
    rows: rows.map((row) => ({
      code: row.node.code,
      parent_code: row.parent_code,
      area: row.area,
      depth: row.depth,
      name_vi: row.node.name_vi,
      name_en: row.node.name_en ?? row.node.name_vi,
      sum: sumOut(made.parts.get(row.node.code) as Sum),
      leaf: isLeaf(row.node)
        ? {
            ...leafOut(row.node, whole.scores.get(row.node.code) ?? {}, held.get(row.node.code), sight, fresh),
            evidence: evidence.get(evidenceSubject(card.id, row.node.code)) ?? [],
          }
        : null,
    })),
    total: totalOut(made.total),
    band: bandOf(set.bands, made.total.percent),
    stated: stated.map(({ part, points: said, source }) => ({ part, points: printPoints(said), source })),
    differences: differences(stated, made),
    ledger: await ledgerOf(db, set, held, gaps, round.period_to),
  };
}

function actionsFor({ round, card }: Place, reader: Scopes): CardView['actions'] {
  const reaches = { unit: may(reader.score, card.unit_id), superior: may(reader.appraise, round.owner_unit_id) };
  return ACTIONS.filter(
    (action) =>
      isPossible(action, round.state, card.state) && (reaches[SIDE[action]] || (action === 'end_explaining' && reaches.superior)),
  );
}

type LeafOut = Omit<NonNullable<z.output<typeof CardRow>['leaf']>, 'evidence'>;

function leafOut(
  leaf: Extract<CriteriaSet['areas'][number]['children'][number], { rule: Rule }>,
  scores: Partial<Record<(typeof STAGES)[number], Score>>,
  held: Score | undefined,
  sight: CardView['sight'],
  fresh: Prefills | null,
): LeafOut {
  const seen = seenStages(scores, sight);
  const given: Prefill | null | undefined = fresh ? fresh.get(leaf.code) : keptPrefill(seen.self);
  const value = held?.value ?? null;
  return {
    rule: leaf.rule,
    min_points: printPoints(points(leaf.min_points)),
    scored_by: leaf.scored_by,
    evidence_wanted: leaf.evidence,
    may_not_apply: leaf.may_not_apply,
    is_bonus: leaf.is_bonus,
    office: leaf.office,
    note_vi: leaf.note_vi,
    prefill: given ? { value: printPoints(given.value), inputs: given.inputs } : null,
    deviation: given && value !== null && value !== given.value ? printPoints(value - given.value) : null,
    held: held?.stage ?? null,
    stages: Object.fromEntries(Object.entries(seen).map(([stage, score]) => [stage, stageOut(score)])),
  };
}

/** What the figures gave when the unit scored itself. */
function keptPrefill(self: Score | undefined): Prefill | null {
  if (!self || self.prefilled === null) return null;
  const { answer: _, ...inputs } = self.inputs;
  return { value: self.prefilled, inputs: inputs as Prefill['inputs'] };
}

/** Everything that misses. Its sum is the maximum less what was achieved. */
async function ledgerOf(
  db: Db,
  set: CriteriaSet,
  held: ReadonlyMap<string, Score>,
  gaps: ReadonlyMap<number, Gap[]>,
  day: Day,
): Promise<LedgerItem[]> {
  const offices = [...gaps.values()].flat().flatMap((gap) => gap.office_unit_id ?? []);
  const names = offices.length > 0 ? await namesOf(db, offices, day) : new Map();
  return flat(set).flatMap(({ node, area }): LedgerItem[] => {
    if (!isLeaf(node)) return [];
    const said = { criterion: node.code, name_vi: node.name_vi, name_en: node.name_en ?? node.name_vi, area };
    const score = held.get(node.code);
    if (score)
      return (gaps.get(score.id) ?? []).map((gap) => ({
        ...said,
        gap_id: gap.id,
        points: printPoints(gap.points),
        cause: gap.cause,
        reason: gap.reason,
        office: gap.office_name ?? names.get(gap.office_unit_id)?.short_name ?? node.office,
        office_code: names.get(gap.office_unit_id)?.code ?? null,
        due_on: gap.due_on,
        task_id: gap.task_id,
      }));
    const missing = points(node.max_points);
    if (node.is_bonus || missing === 0n) return [];
    const nothing = { gap_id: null, reason: null, office_code: null, due_on: null, task_id: null };
    return [{ ...said, ...nothing, points: printPoints(missing), cause: 'not_scored', office: node.office }];
  });
}
