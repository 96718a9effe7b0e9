// Scoring a card: by its unit, by a survey, by the level above; explaining, answering, ending.
import { z } from 'zod';
import { may } from '#access';
import { record } from '#audit';
import type { Day } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, one } from '#lib/sql';
import { unitOn, unitsByIds } from '#org';
import { evidenceCounts } from '#registers';
import { ALL_SIGHT, type ByStage, gapsOf, heldBy, type Score, type Whole, wholeCards } from './cards.ts';
import { type Action, isPossible, type Stage } from './flow.ts';
import { type GapDraft, type Judged, judgeScore, type ScoreInput } from './judge-score.ts';
import { points, printPoints } from './points.ts';
import { type Prefills, prefills } from './prefill.ts';
import { type Card, holdCard, type Place, placeOf, roundById, setCardState } from './rounds.ts';
import type { By } from './sets.ts';
import { type Leaf, leaves } from './tree.ts';

const sql = loadSql(import.meta.url, ['insert_scores', 'insert_gaps', 'scored_by_account', 'put_stated', 'set_task']);

const ANY: Scope = { unit_ids: null };
/** Kind under which evidence is linked; the subject is `<card>:<criterion>`. */
export const EVIDENCE_KIND = 'score';
export const evidenceSubject = (card_id: number, criterion: string): string => `${card_id}:${criterion}`;

/**
 * The card in the hands of who acts, locked, when the action is possible now.
 * @param by.scope of the permission of the action: over the unit of the card, or over the one that opened the round
 * @throws scorecards.card_not_found, scorecards.round_closed, scorecards.not_in_this_state
 */
export async function heldFor(db: Db, card_id: number, action: Action, side: 'unit' | 'superior', by: By): Promise<Place> {
  const place = await placeOf(db, card_id);
  const reached = side === 'unit' ? place.card.unit_id : place.round.owner_unit_id;
  if (!may(by.scope, reached)) throw new DomainError('scorecards.card_not_found', 404, { id: card_id });
  const state = await holdCard(db, place.card);
  // Asked again with the card in hand: meanwhile the round may have been closed or taken back.
  const round = await roundById(db, place.round.id, ANY);
  if (round.state !== 'open') throw new DomainError('scorecards.round_closed', 409, { name: round.name });
  if (!isPossible(action, 'open', state)) throw new DomainError('scorecards.not_in_this_state', 409, { state, action });
  return { ...place, round, card: { ...place.card, state } };
}

/**
 * The card in the hands of its unit when papers may be added: while it scores itself, and while it explains what was appraised.
 * @returns also the days of which a paper may be: of the period, until the day of what it is for
 * @throws scorecards.unknown_criterion, what `heldFor` throws
 */
export async function heldForEvidence(
  db: Db,
  card_id: number,
  criterion: string,
  by: By,
): Promise<Place & { window: { from: Day; to: Day } }> {
  const { card } = await placeOf(db, card_id);
  const is_appeal = card.state === 'appraised';
  const place = await heldFor(db, card_id, is_appeal ? 'explain' : 'self_score', 'unit', by);
  if (!leaves(place.set.set).some((leaf) => leaf.code === criterion))
    throw new DomainError('scorecards.unknown_criterion', 404, { criterion });
  const { period_from: from, period_to, self_until, explain_until } = place.round;
  const until = is_appeal ? explain_until : self_until;
  return { ...place, window: { from, to: until > period_to ? until : period_to } };
}

/** What the figures give for one card. */
export async function prefillOf(db: Db, { round, card, set }: Place, by: Pick<By, 'today'>): Promise<Prefills> {
  const { period_from: from, period_to: to, owner_code: unit } = round;
  const all = await prefills(db, {
    set: set.set,
    unit,
    units: [{ id: card.unit_id, code: card.unit_code }],
    from,
    to,
    today: by.today,
  });
  return all.get(card.unit_code) ?? new Map();
}

async function wholeOf(db: Db, card: Card): Promise<Whole> {
  return (await wholeCards(db, card.tenant, [card]))[0] as Whole;
}

const EARLIER: Record<Stage, readonly Stage[]> = {
  self: [],
  survey: [],
  appraisal: ['self'],
  explanation: ['appraisal', 'self'],
  final: ['appraisal', 'self'],
};

function earlierOf(by_stage: ByStage, stage: Stage): Score | undefined {
  const found = EARLIER[stage].find((one) => by_stage[one]);
  return found && by_stage[found];
}

/**
 * Scores criteria of a card at a stage; all of them or none.
 * @throws scorecards.unknown_criterion, scorecards.own_work, what `heldFor` and `judgeScore` throw
 */
export async function score(
  db: Db,
  ask: { card_id: number; action: Action; side: 'unit' | 'superior'; stage: Stage; items: readonly ScoreInput[] },
  by: By,
): Promise<{ scored: number }> {
  const { stage, items } = ask;
  const place = await heldFor(db, ask.card_id, ask.action, ask.side, by);
  const { card, set } = place;
  if (stage === 'appraisal' || stage === 'final') await refuseOwnWork(db, card, by);
  const all = new Map(leaves(set.set).map((leaf) => [leaf.code, leaf]));
  const whole = await wholeOf(db, card);
  const filled = stage === 'self' ? await prefillOf(db, place, by) : new Map();
  const earlier = new Map(items.map(({ criterion }) => [criterion, earlierOf(whole.scores.get(criterion) ?? {}, stage)]));
  const earlier_gaps = await gapsOf(
    db,
    card.tenant,
    [...earlier.values()].flatMap((one) => (one ? [one.id] : [])),
  );
  const judged = items.map((input) => {
    const leaf = all.get(input.criterion);
    if (!leaf) throw new DomainError('scorecards.unknown_criterion', 404, { criterion: input.criterion });
    const before = whole.scores.get(leaf.code)?.[stage];
    const from = earlier.get(leaf.code);
    const drafts = (from ? (earlier_gaps.get(from.id) ?? []) : []).map(draftOf);
    return judgeScore(input, {
      set: set.set,
      leaf,
      stage,
      prefill: filled.get(leaf.code),
      before,
      earlier: from,
      earlier_gaps: drafts,
    });
  });
  await keepScores(db, place, stage, judged, by);
  await auditCard(db, place, `scorecards.${ask.action}`, by, {
    after: judged.map(({ criterion, value, is_applicable }) => ({
      criterion,
      value: value === null ? null : printPoints(value),
      is_applicable,
    })),
    reason: judged.map((one) => one.reason).find((reason) => reason !== null) ?? null,
  });
  return { scored: judged.length };
}

const draftOf = (gap: {
  points: bigint;
  cause: 'not_due' | 'lost';
  reason: string | null;
  office_unit_id: number | null;
  office_name: string | null;
  due_on: string | null;
}): GapDraft & { office_unit_id: number | null } => ({
  points: gap.points,
  cause: gap.cause,
  reason: gap.reason,
  office_unit: null,
  office_unit_id: gap.office_unit_id,
  office: gap.office_name,
  due_on: gap.due_on,
});

async function refuseOwnWork(db: Db, card: Card, by: By): Promise<void> {
  const params = { tenant: card.tenant, card_id: card.id, account_id: by.actor.user_id };
  const { has_scored } = await one(db, sql.scored_by_account, params, z.object({ has_scored: z.boolean() }));
  if (has_scored) throw new DomainError('scorecards.own_work', 403, {});
}

async function keepScores(db: Db, { card, set, round }: Place, stage: Stage, judged: readonly Judged[], by: By): Promise<void> {
  if (judged.length === 0) return;
  const scores = judged.map(({ gaps: _, value, prefilled, ...rest }) => ({
    ...rest,
    value: value === null ? null : printPoints(value),
    prefilled: prefilled === null ? null : printPoints(prefilled),
  }));
  const of = { tenant: card.tenant, card_id: card.id, set_id: set.id, stage, at: by.now };
  const who = { scored_by: by.actor.user_id, scored_by_name: by.actor.name };
  const Inserted = z.object({ id: z.number(), criterion: z.string() });
  // The product refuses all of these before; the database does for whoever writes past it.
  const inserted = await translating({ score_round_open: { code: 'scorecards.round_closed', data: { name: round.name } } }, () =>
    many(db, sql.insert_scores, { ...of, ...who, scores: JSON.stringify(scores) }, Inserted),
  );
  const ids = new Map(inserted.map((row) => [row.criterion, row.id]));
  const gaps: object[] = [];
  for (const { criterion, gaps: items } of judged)
    for (const [place, item] of items.entries()) {
      const office = item.office_unit === null ? null : await unitOn(db, item.office_unit, round.period_to);
      gaps.push({
        score_id: ids.get(criterion),
        place: place + 1,
        points: printPoints(item.points),
        cause: item.cause,
        reason: item.reason,
        office_unit_id: office?.id ?? (item as { office_unit_id?: number | null }).office_unit_id ?? null,
        office_name: item.office ?? office?.short_name ?? null,
        due_on: item.due_on,
      });
    }
  if (gaps.length > 0) await exec(db, sql.insert_gaps, { tenant: card.tenant, gaps: JSON.stringify(gaps) });
}

export async function auditCard(
  db: Db,
  { card, round }: Pick<Place, 'card' | 'round'>,
  action: string,
  by: By,
  told: { before?: unknown; after?: unknown; reason?: string | null },
): Promise<void> {
  await record(db, {
    tenant: card.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action,
    subject_kind: 'scorecard',
    subject_id: card.id,
    // What the level above does before it hands over is read there only.
    unit_id: action === 'scorecards.appraise' ? round.owner_unit_id : card.unit_id,
    ...told,
  });
}

async function move(
  db: Db,
  place: Place,
  state: Card['state'],
  action: string,
  by: By,
  reason: string | null = null,
): Promise<void> {
  await setCardState(db, place.card, state, by.now);
  await auditCard(db, place, action, by, { before: { state: place.card.state }, after: { state }, reason });
}

/** Criteria without what a stage needs. */
function without(place: Place, whole: Whole, wanted: (leaf: Leaf) => readonly Stage[]): string[] {
  return leaves(place.set.set)
    .filter((leaf) => {
      const stages = wanted(leaf);
      return stages.length > 0 && !stages.some((stage) => whole.scores.get(leaf.code)?.[stage]);
    })
    .map((leaf) => leaf.code);
}

/**
 * Hands the self-score to the level above.
 * @throws scorecards.not_all_scored, scorecards.evidence_needed, scorecards.gap_unexplained, what `heldFor` throws
 */
export async function submit(db: Db, card_id: number, by: By): Promise<void> {
  const place = await heldFor(db, card_id, 'submit', 'unit', by);
  const whole = await wholeOf(db, place.card);
  const missing = without(place, whole, (leaf) => (leaf.scored_by === 'self' ? ['self'] : []));
  if (missing.length > 0) throw new DomainError('scorecards.not_all_scored', 409, { count: missing.length, criteria: missing });
  await refuseUnproven(db, place, whole);
  const { held } = heldBy(place.set.set, whole, ALL_SIGHT);
  const gaps = await gapsOf(
    db,
    place.card.tenant,
    [...held.values()].map((one) => one.id),
  );
  const unexplained = [...held.values()]
    .filter((one) => gaps.get(one.id)?.some((gap) => gap.reason === null))
    .map((one) => one.criterion);
  if (unexplained.length > 0)
    throw new DomainError('scorecards.gap_unexplained', 409, { count: unexplained.length, criteria: unexplained });
  await move(db, place, 'submitted', 'scorecards.submit', by);
}

/** Points of a criterion that wants evidence need a paper, or the reason why there is none. */
async function refuseUnproven(db: Db, { set, card }: Place, whole: Whole): Promise<void> {
  const wanted = leaves(set.set).filter((leaf) => {
    const self = whole.scores.get(leaf.code)?.self;
    return leaf.evidence !== null && self?.value && self.value > 0n && self.reason === null && self.prefilled !== self.value;
  });
  const subjects = wanted.map((leaf) => evidenceSubject(card.id, leaf.code));
  const counts = await evidenceCounts(db, EVIDENCE_KIND, subjects, ANY);
  const unproven = wanted.filter((leaf) => !counts.get(evidenceSubject(card.id, leaf.code))).map((leaf) => leaf.code);
  if (unproven.length > 0)
    throw new DomainError('scorecards.evidence_needed', 409, { count: unproven.length, criteria: unproven });
}

/** Gives a submitted card back to be scored again. @throws what `heldFor` throws */
export async function sendBack(db: Db, card_id: number, reason: string, by: By): Promise<void> {
  await move(db, await heldFor(db, card_id, 'send_back', 'superior', by), 'self', 'scorecards.send_back', by, reason);
}

/**
 * Hands the appraisal to the unit. What was not touched is confirmed as the unit scored it.
 * @throws scorecards.not_all_scored, scorecards.own_work, what `heldFor` throws
 */
export async function handOver(db: Db, card_id: number, by: By): Promise<void> {
  const place = await heldFor(db, card_id, 'hand_over', 'superior', by);
  await refuseOwnWork(db, place.card, by);
  const whole = await wholeOf(db, place.card);
  const missing = without(place, whole, (leaf) => (leaf.scored_by === 'superior' ? ['appraisal'] : []));
  if (missing.length > 0) throw new DomainError('scorecards.not_all_scored', 409, { count: missing.length, criteria: missing });
  await confirm(db, place, whole, 'appraisal', 'self', by);
  await move(db, place, 'appraised', 'scorecards.hand_over', by);
}

/** Copies the scores of one stage to the next where that has none yet, with their missing points. */
async function confirm(db: Db, place: Place, whole: Whole, to: Stage, from: Stage, by: By): Promise<void> {
  const open = leaves(place.set.set).filter((leaf) => {
    const stages = whole.scores.get(leaf.code) ?? {};
    return leaf.scored_by !== 'survey' && stages[from] && !stages[to];
  });
  const scores = open.map((leaf) => whole.scores.get(leaf.code)?.[from] as Score);
  const gaps = await gapsOf(
    db,
    place.card.tenant,
    scores.map((one) => one.id),
  );
  const judged = scores.map((one) => ({ ...one, gaps: (gaps.get(one.id) ?? []).map(draftOf) }));
  await keepScores(
    db,
    place,
    to,
    judged.map(({ criterion, value, is_applicable, is_estimate, prefilled, inputs, gaps: items }) => ({
      criterion,
      value,
      is_applicable,
      is_estimate,
      prefilled,
      inputs,
      reason: null,
      gaps: items,
    })),
    by,
  );
}

/**
 * Ends the unit's time to explain: by the unit, or by the level above once the day for it is over.
 * @throws scorecards.time_to_explain, what `heldFor` throws
 */
export async function endExplaining(db: Db, card_id: number, side: 'unit' | 'superior', by: By): Promise<void> {
  const place = await heldFor(db, card_id, 'end_explaining', side, by);
  if (side === 'superior' && by.today <= place.round.explain_until)
    throw new DomainError('scorecards.time_to_explain', 409, { until: place.round.explain_until });
  await move(db, place, 'explained', 'scorecards.end_explaining', by);
}

/**
 * The final score: what was answered, else the appraisal as it is. Every explanation wants an answer.
 * @throws scorecards.not_answered, scorecards.not_all_scored, scorecards.own_work, what `heldFor` throws
 */
export async function finish(db: Db, card_id: number, by: By): Promise<void> {
  const place = await heldFor(db, card_id, 'finish', 'superior', by);
  await refuseOwnWork(db, place.card, by);
  const whole = await wholeOf(db, place.card);
  const open = [...whole.scores].filter(([, stages]) => stages.explanation && !stages.final).map(([criterion]) => criterion);
  if (open.length > 0) throw new DomainError('scorecards.not_answered', 409, { count: open.length, criteria: open });
  const missing = without(place, whole, (leaf) => (leaf.scored_by === 'survey' ? ['survey'] : []));
  if (missing.length > 0) throw new DomainError('scorecards.not_all_scored', 409, { count: missing.length, criteria: missing });
  await confirm(db, place, whole, 'final', 'appraisal', by);
  await move(db, place, 'final', 'scorecards.finish', by);
}

/**
 * Keeps a sum that a report states, to be compared with ours; part empty: the whole card.
 * @throws scorecards.unknown_criterion, what `heldFor` throws
 */
export async function stateTotal(
  db: Db,
  card_id: number,
  input: { part: string; points: string; source: string },
  by: By,
): Promise<void> {
  const place = await heldFor(db, card_id, 'state_total', 'unit', by);
  if (input.part !== '' && !place.set.set.areas.some((area) => area.code === input.part))
    throw new DomainError('scorecards.unknown_criterion', 404, { criterion: input.part });
  const { tenant, id } = place.card;
  const said = { part: input.part, points: printPoints(points(input.points)), source: input.source };
  await exec(db, sql.put_stated, { tenant, card_id: id, ...said, at: by.now, stated_by: by.actor.name });
  await auditCard(db, place, 'scorecards.state_total', by, { after: said });
}

/** Notes the task that mends a missing point. */
export async function noteTask(db: Db, tenant: number, gap_id: number, task_id: number): Promise<boolean> {
  return (await exec(db, sql.set_task, { tenant, id: gap_id, task_id })) > 0;
}

/** Names of units by id, as on a day. */
export async function namesOf(
  db: Db,
  ids: readonly number[],
  day: string,
): Promise<Map<number, { name: string; short_name: string; code: string }>> {
  return new Map((await unitsByIds(db, ids, day)).map((unit) => [unit.id, unit]));
}
