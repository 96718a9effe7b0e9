// Rounds of scoring: opened by the level above for its units, closed, decided, published.
import { z } from 'zod';
import { may } from '#access';
import { record } from '#audit';
import { freePeriod } from '#calendar';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { children, type Unit, unitForPeriod } from '#org';
import { CARD_STATES, ROUND_STATES } from './flow.ts';
import { type By, type KnownSet, setById } from './sets.ts';

const sql = loadSql(import.meta.url, [
  'rounds',
  'insert_round',
  'insert_cards',
  'hold_round',
  'change_days',
  'close_round',
  'lock_cards',
  'told_in_round',
  'take_back_round',
  'opens_rounds',
  'publish_round',
  'cards',
  'card_round',
  'hold_card',
  'set_card_state',
  'public_rounds',
]);

export const Round = z.object({
  id: z.number(),
  tenant: z.number(),
  owner_unit_id: z.number(),
  owner_code: z.string(),
  set_id: z.number(),
  set_code: z.string(),
  set_version: z.number(),
  set_name_vi: z.string(),
  set_name_en: z.string(),
  is_official: z.boolean(),
  name: z.string(),
  year: z.number(),
  /** Both included. */
  period_from: z.string(),
  period_to: z.string(),
  state: z.enum(ROUND_STATES),
  self_until: z.string(),
  appraise_until: z.string(),
  explain_until: z.string(),
  opened_at: z.date(),
  closed_at: z.date().nullable(),
  decision_number: z.string().nullable(),
  decision_on: z.string().nullable(),
  decision_title: z.string().nullable(),
  publication: z.enum(['inside', 'public']).nullable(),
  published_at: z.date().nullable(),
  taken_back_at: z.date().nullable(),
  taken_back_reason: z.string().nullable(),
  cards: z.number(),
  submitted: z.number(),
  final: z.number(),
});
export type Round = z.output<typeof Round>;

export const Card = z.object({
  id: z.number(),
  tenant: z.number(),
  round_id: z.number(),
  unit_id: z.number(),
  unit_code: z.string(),
  state: z.enum(CARD_STATES),
  state_at: z.date(),
});
export type Card = z.output<typeof Card>;

const Id = z.object({ id: z.number() });
const ANY: Scope = { unit_ids: null };

/** Rounds of units in reach, and those in which one is scored; the newest first. Those taken back only when that state is asked for. */
export function rounds(
  db: Db,
  ask: { year?: number | undefined; state?: Round['state'] | undefined },
  scope: Scope,
): Promise<Round[]> {
  return many(db, sql.rounds, { scope: scope.unit_ids, id: null, year: ask.year ?? null, state: ask.state ?? null }, Round);
}

/** @throws scorecards.round_not_found */
export async function roundById(db: Db, id: number, scope: Scope): Promise<Round> {
  const found = await maybeOne(db, sql.rounds, { scope: scope.unit_ids, id, year: null, state: null }, Round);
  if (!found) throw new DomainError('scorecards.round_not_found', 404, { id });
  return found;
}

/** Rounds anybody may read; one when `id` is given. */
export async function publicRounds(db: Db, id: number | null): Promise<Round[]> {
  const rows = await many(db, sql.public_rounds, { id }, Id);
  return Promise.all(rows.map((row) => roundById(db, row.id, ANY)));
}

/** Cards of rounds, by unit code. Who may see which is for the caller. */
export function cardsOf(db: Db, round_ids: readonly number[]): Promise<Card[]> {
  return many(db, sql.cards, { round_ids }, Card);
}

export type Place = { round: Round; card: Card; set: KnownSet };

/** A card with its round and set, whoever asks. @throws scorecards.card_not_found */
export async function placeOf(db: Db, card_id: number): Promise<Place> {
  const at = await maybeOne(db, sql.card_round, { id: card_id }, z.object({ round_id: z.number(), tenant: z.number() }));
  const card = at && (await cardsOf(db, [at.round_id])).find((one) => one.id === card_id);
  if (!at || !card) throw new DomainError('scorecards.card_not_found', 404, { id: card_id });
  const round = await roundById(db, at.round_id, ANY);
  return { round, card, set: await setById(db, round.set_id, ANY) };
}

/** Waits for whoever changes the card, and tells its state as it is then. */
export async function holdCard(db: Db, card: Card): Promise<Card['state']> {
  const state = z.object({ state: z.enum(CARD_STATES) });
  return (await one(db, sql.hold_card, { tenant: card.tenant, id: card.id }, state)).state;
}

export async function setCardState(db: Db, card: Card, state: Card['state'], now: Date): Promise<void> {
  await exec(db, sql.set_card_state, { tenant: card.tenant, id: card.id, state, at: now });
}

export type NewRound = {
  /** Unit that opens the round and appraises. */
  owner: string;
  set_id: number;
  name: string;
  year: number;
  from: Day;
  to: Day;
  /** Units that are scored; null: all of the level of the set just below the owner. */
  units: readonly string[] | null;
  self_until: Day;
  appraise_until: Day;
  explain_until: Day;
};

/**
 * Opens a round with a card for every unit.
 * @throws org.unit_unknown, org.unit_not_on_day, scorecards.set_not_found, scorecards.set_not_approved, scorecards.set_not_valid_then,
 * scorecards.no_units, scorecards.days_out_of_order, calendar.reversed_dates
 */
export async function openRound(db: Db, input: NewRound, by: By): Promise<{ id: number; cards: number }> {
  const { from, to, self_until, appraise_until, explain_until } = input;
  freePeriod(from, to);
  const { unit: owner, day } = await unitForPeriod(db, input.owner, from, to);
  if (!may(by.scope, owner.id)) throw new DomainError('org.unit_unknown', 404, { code: input.owner });
  if (self_until > appraise_until || appraise_until > explain_until)
    throw new DomainError('scorecards.days_out_of_order', 422, { from, to, self_until, appraise_until, explain_until });
  const set = await setById(db, input.set_id, by.scope);
  if (set.state !== 'approved')
    throw new DomainError('scorecards.set_not_approved', 409, { code: set.code, version: set.version });
  if (to < set.valid_from || (set.valid_to !== null && from >= set.valid_to))
    throw new DomainError('scorecards.set_not_valid_then', 422, { code: set.code, valid_from: set.valid_from, from, to });
  const units = await scoredUnits(db, input, owner, day, set, by);
  if (units.length === 0) throw new DomainError('scorecards.no_units', 422, { owner: owner.name, level: set.level });
  const row = {
    tenant: owner.tenant,
    owner_unit_id: owner.id,
    set_id: set.id,
    name: input.name,
    year: input.year,
    period_from: from,
    period_to: to,
    self_until,
    appraise_until,
    explain_until,
    at: by.now,
    opened_by: by.actor.user_id,
  };
  const { id } = await one(db, sql.insert_round, row, Id);
  await exec(db, sql.insert_cards, { tenant: owner.tenant, round_id: id, unit_ids: units.map((unit) => unit.id), at: by.now });
  await audit(db, { tenant: owner.tenant, id, owner_unit_id: owner.id }, 'scorecards.open_round', by, {
    after: { ...row, opened_by: undefined, at: undefined, units: units.map((unit) => unit.code) },
  });
  return { id, cards: units.length };
}

async function scoredUnits(db: Db, input: NewRound, owner: Unit, day: Day, set: KnownSet, by: By): Promise<Unit[]> {
  if (input.units === null) {
    const below = await children(db, owner.id, day);
    return below.filter((unit) => set.level === 'any' || unit.kind === set.level);
  }
  const units: Unit[] = [];
  for (const code of input.units) {
    const { unit } = await unitForPeriod(db, code, input.from, input.to);
    // A set of one level is not for another: a department is not scored as a commune.
    if (set.level !== 'any' && unit.kind !== set.level)
      throw new DomainError('scorecards.wrong_level', 422, { unit: unit.name, level: set.level });
    // Nobody appraises itself.
    if (unit.id === owner.id || !may(by.scope, unit.id)) throw new DomainError('org.unit_unknown', 404, { code });
    if (!units.some((one) => one.id === unit.id)) units.push(unit);
  }
  return units;
}

type Of = { tenant: number; id: number; owner_unit_id: number };

async function audit(
  db: Db,
  round: Of,
  action: string,
  by: By,
  told: { before?: unknown; after?: unknown; reason?: string },
): Promise<void> {
  await record(db, {
    tenant: round.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action,
    subject_kind: 'scoring_round',
    subject_id: round.id,
    unit_id: round.owner_unit_id,
    ...told,
  });
}

/** The round in the hands of its owner, locked. @throws scorecards.round_not_found */
async function held(db: Db, id: number, by: By): Promise<{ round: Round; state: Round['state']; not_final: number }> {
  const round = await roundById(db, id, by.scope);
  if (!may(by.scope, round.owner_unit_id)) throw new DomainError('scorecards.round_not_found', 404, { id });
  const Held = z.object({ state: z.enum(ROUND_STATES), not_final: z.number() });
  return { round, ...(await one(db, sql.hold_round, { tenant: round.tenant, id }, Held)) };
}

export type Days = { self_until: Day; appraise_until: Day; explain_until: Day };

/** @throws scorecards.round_not_found, scorecards.round_closed, scorecards.days_out_of_order */
export async function changeDays(db: Db, id: number, days: Days, reason: string, by: By): Promise<void> {
  const { round, state } = await held(db, id, by);
  if (state !== 'open') throw new DomainError('scorecards.round_closed', 409, { name: round.name });
  const { self_until, appraise_until, explain_until } = days;
  if (self_until > appraise_until || appraise_until > explain_until)
    throw new DomainError('scorecards.days_out_of_order', 422, { ...days });
  await exec(db, sql.change_days, { tenant: round.tenant, id, self_until, appraise_until, explain_until });
  const before = { self_until: round.self_until, appraise_until: round.appraise_until, explain_until: round.explain_until };
  await audit(db, round, 'scorecards.change_days', by, { before, after: { self_until, appraise_until, explain_until }, reason });
}

/** Ends the scoring: from now on nothing of it changes. @throws scorecards.round_not_found, scorecards.round_closed, scorecards.cards_not_final */
export async function closeRound(db: Db, id: number, by: By): Promise<void> {
  const { round, state, not_final } = await held(db, id, by);
  if (state !== 'open') throw new DomainError('scorecards.round_closed', 409, { name: round.name });
  if (not_final > 0) throw new DomainError('scorecards.cards_not_final', 409, { count: not_final });
  await exec(db, sql.close_round, { tenant: round.tenant, id, at: by.now });
  await audit(db, round, 'scorecards.close_round', by, { after: { cards: round.cards } });
}

/**
 * Takes back a round that should not have been opened: its cards can no longer be scored and it is left out of lists and figures.
 * @throws scorecards.round_not_found, scorecards.round_closed, scorecards.round_has_scores
 */
export async function takeBackRound(db: Db, id: number, reason: string, by: By): Promise<void> {
  const known = await roundById(db, id, by.scope);
  if (!may(by.scope, known.owner_unit_id)) throw new DomainError('scorecards.round_not_found', 404, { id });
  const { tenant } = known;
  // Cards before the round, as whoever scores: the other way round both would wait for ever.
  const card_ids = (await many(db, sql.lock_cards, { tenant, id }, Id)).map((card) => card.id);
  const { round, state } = await held(db, id, by);
  if (state !== 'open') throw new DomainError('scorecards.round_closed', 409, { name: round.name });
  const count = await toldIn(db, tenant, card_ids);
  if (count > 0) throw new DomainError('scorecards.round_has_scores', 409, { name: round.name, count });
  await exec(db, sql.take_back_round, { tenant, id, at: by.now, reason });
  await audit(db, round, 'scorecards.take_back_round', by, { before: { state }, after: { state: 'taken_back' }, reason });
}

/** Scores of any stage and totals told of the cards. */
async function toldIn(db: Db, tenant: number, card_ids: readonly number[]): Promise<number> {
  return (await one(db, sql.told_in_round, { tenant, card_ids }, z.object({ count: z.number() }))).count;
}

/** May the round still be taken back: it is open and nothing was scored in it. */
export async function isUntouched(db: Db, round: Round): Promise<boolean> {
  if (round.state !== 'open') return false;
  const cards = await cardsOf(db, [round.id]);
  const card_ids = cards.map((card) => card.id);
  return (await toldIn(db, round.tenant, card_ids)) === 0;
}

/** Is there a unit in reach with units below it? One that has none opens no round. */
export async function mayOpen(db: Db, day: Day, appraise: Scope): Promise<boolean> {
  const Told = z.object({ may_open: z.boolean() });
  return (await one(db, sql.opens_rounds, { day, scope: appraise.unit_ids }, Told)).may_open;
}

export type Decision = { number: string; on: Day; title: string; publication: 'inside' | 'public' };

/** Makes the result known by a decision. @throws scorecards.round_not_found, scorecards.round_not_closed, scorecards.decision_in_the_future */
export async function publishRound(db: Db, id: number, decision: Decision, by: By): Promise<void> {
  const { round, state } = await held(db, id, by);
  if (state !== 'closed') throw new DomainError('scorecards.round_not_closed', 409, { name: round.name });
  if (decision.on > by.today) throw new DomainError('scorecards.decision_in_the_future', 422, { on: decision.on });
  await exec(db, sql.publish_round, {
    tenant: round.tenant,
    id,
    at: by.now,
    publication: decision.publication,
    decision_number: decision.number,
    decision_on: decision.on,
    decision_title: decision.title,
  });
  await audit(db, round, 'scorecards.publish_round', by, { after: decision });
}
