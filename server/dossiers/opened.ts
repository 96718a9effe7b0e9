// One dossier, opened: one statement for the dossier, memory for what it names. It goes out as it was read: moments are the text JSON has of them,
// and only those that something is computed from become Dates.
import assert from 'node:assert/strict';
import type { z } from 'zod';
import { may } from '#access';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { Gathered } from '#lib/gathered';
import { stampsIn } from '#lib/revision';
import type { Scope, Wire } from '#lib/route';
import { type Db, isoMoment, loadSql, manyAsText } from '#lib/sql';
import type { Seen } from './action.ts';
import { type Action, offeredActions } from './actions.ts';
import { hidePersonal } from './applicant.ts';
import type { DossierEvent } from './event.ts';
import { accountsKept, calendarKept, type NamedUnit, nameOn, unitsKept, versionKept } from './known.ts';
import { type Reader, standingOf, stateOf } from './listed.ts';
import type { DossierRow } from './rows.ts';
import { type DossierShown, explanationOf, type PaperShown, timelineOf } from './view.ts';

const sql = loadSql(import.meta.url, ['opened']);

/** Units within whose reach the dossier lies. */
export type Reach = {
  /** Receiving, deciding or holding it, at one of its open steps, or asked for an opinion. */
  isReached(scope: Scope): boolean;
  /** Holding it, or at one of its open steps. */
  isHeld(scope: Scope): boolean;
  /** All these but who was asked: an opinion is given on the matter, not on people's numbers. */
  isConcerned(scope: Scope): boolean;
};

/** A dossier as its page shows it. */
export type Shown = Wire<z.output<typeof DossierShown>>;

type Stored = Pick<
  DossierRow,
  | 'tenant'
  | 'id'
  | 'code'
  | 'procedure_version_id'
  | 'receiving_unit_id'
  | 'competent_unit_id'
  | 'holder_unit_id'
  | 'holder_id'
  | 'channel'
  | 'applicant_kind'
  | 'applicant_name'
  | 'applicant_identity'
  | 'no_identity_reason'
  | 'applicant_phone'
  | 'applicant_email'
  | 'applicant_address'
  | 'submitter_name'
  | 'matter'
  | 'return_channel'
  | 'filed_at'
  | 'received_at'
  | 'due_at'
  | 'due_on'
  | 'due_precision'
  | 'status'
  | 'paused_at'
  | 'decided_at'
  | 'closed_at'
  | 'delivered_at'
  | 'outcome'
  | 'last_seq'
  | 'changed_at'
  | 'first_due_on'
  | 'times_extended'
  | 'reappointed_on'
  | 'apologised_at'
  | 'explained_at'
  | 'explanation_accepted_at'
  | 'reopened_times'
  | 'officer_id'
  | 'process_version_id'
  | 'step_code'
  | 'step_due_at'
  | 'waiting_for'
  | 'fee_due_vnd'
  | 'fee_paid_vnd'
>;

type Row = Wire<Stored>;
/** Null: none. `events`, `papers`: lists of JSON without their brackets. */
type Opened = Row & { step_unit_ids: number[] | null; asked_unit_ids: number[] | null; events: string; papers: string | null };

/** As PostgreSQL writes it. */
type Moment = string;
type StoredEvent = [number, string, Moment, Moment, number | null, number, unknown];
type StoredPaper = [
  ...[
    id: number,
    kind: 'component' | 'result',
    ordinal: number,
    name: string,
    form: number,
    sheets: number,
    must_digitise: boolean,
  ],
  ...[digitised_at: Moment, file_id: number | null, file_name: string | null, size_bytes: number | null],
];

/** Dossiers opened at the same moment are one statement. Null: there is none; in whose reach it lies is asked by {@link get}. */
const opened = new Gathered<number, Opened | null>(async (db, ids) => {
  const found = new Map<number, Opened>();
  for (const one of await manyAsText<Opened>(db, sql.opened, { ids: [...new Set(ids)] })) {
    assert(!found.has(one.id), `dossier ${one.id} stands in two provinces`);
    found.set(one.id, one);
  }
  return ids.map((id) => found.get(id) ?? null);
});

const dateOf = (iso: string | null) => (iso === null ? null : new Date(iso));

/** Events, and when each happened and was noted. */
type Told = { events: DossierEvent[]; moments: { at: string; recorded_at: string }[] };

function eventsIn(list: string): Told {
  const told: Told = { events: [], moments: [] };
  for (const [seq, kind, at_text, recorded_text, actor_id, unit_id, data] of JSON.parse(`[${list}]`) as StoredEvent[]) {
    const at = isoMoment(at_text);
    const recorded_at = recorded_text === at_text ? at : isoMoment(recorded_text);
    told.moments.push({ at, recorded_at });
    told.events.push({
      ...{ seq, kind, at: new Date(at), recorded_at: new Date(recorded_at), actor_id, unit_id, data },
    } as DossierEvent);
  }
  return told;
}

function papersIn(list: string): Wire<z.output<typeof PaperShown>>[] {
  return (JSON.parse(`[${list}]`) as StoredPaper[]).map(
    ([id, kind, ordinal, name, form, sheets, must_digitise, digitised_at, file_id, file_name, size_bytes]) => ({
      id,
      kind,
      ordinal,
      name,
      form,
      sheets,
      must_digitise,
      is_digitised: form === 2 || digitised_at !== '',
      digitised_at: digitised_at === '' ? null : isoMoment(digitised_at),
      file_id,
      file_name,
      size_bytes,
    }),
  );
}

/**
 * A dossier with its papers, what happened, and why it is due when it is.
 * @param mayDo whether the reader has the action's permission for this dossier
 * @throws dossiers.not_found, also when it lies outside the scope
 */
export async function get(db: Db, id: number, reader: Reader, mayDo: MayDo): Promise<Shown> {
  const row = await opened.get(db, id);
  if (!row) throw new DomainError('dossiers.not_found', 404, { id });
  const reach = reachOf(row);
  if (!reach.isReached(reader.scope)) throw new DomainError('dossiers.not_found', 404, { id });
  const { events, moments } = eventsIn(row.events);
  const papers = papersIn(row.papers ?? '');
  const stamps = reader.stamps ?? (await stampsIn(db));
  const version = await versionKept(db, row.procedure_version_id, stamps);
  const named = await unitsKept(db, unitIdsOf(row, events), stamps);
  const accounts = await accountsKept(db, accountIdsOf(row, events), stamps);
  const unit = (unit_id: number) => named.get(unit_id) as NamedUnit;
  const is_masked = !reach.isConcerned(reader.personal);
  const known = knownOf(row);
  const last_day = vietnamDay((events.at(-1) as DossierEvent).at);
  const names = { unit: (unit_id: number) => nameOn(unit(unit_id), last_day), account: (one: number) => accounts.get(one) };
  const explained = await explanationOf(events, version, () => calendarKept(db, unit(row.competent_unit_id).code, stamps));
  return shownOf(row, {
    version,
    unit,
    accounts,
    is_masked,
    known,
    now: reader.now,
    explained,
    papers,
    timeline: timelineOf(events, moments, names, is_masked),
    actions: await allowed({ dossier: known, events, now: reader.now }, reach, mayDo),
  });
}

type MayDo = (action: Action, reach: Reach) => boolean | Promise<boolean>;

async function allowed(seen: Seen, reach: Reach, mayDo: MayDo): Promise<Action[]> {
  const actions: Action[] = [];
  for (const action of offeredActions(seen)) {
    const answer = mayDo(action, reach);
    // Known rights are told at once; waiting for them all the same would take a turn for each.
    if (answer === true || (answer !== false && (await answer))) actions.push(action);
  }
  return actions;
}

function reachOf(row: Opened): Reach {
  const { receiving_unit_id, competent_unit_id, holder_unit_id, step_unit_ids, asked_unit_ids } = row;
  const isHeld = (scope: Scope) => may(scope, holder_unit_id) || (step_unit_ids?.some((unit_id) => may(scope, unit_id)) ?? false);
  const isConcerned = (scope: Scope) => may(scope, receiving_unit_id) || may(scope, competent_unit_id) || isHeld(scope);
  return {
    isHeld,
    isConcerned,
    isReached: (scope) => isConcerned(scope) || (asked_unit_ids?.some((unit_id) => may(scope, unit_id)) ?? false),
  };
}

function unitIdsOf(row: Row, events: readonly DossierEvent[]): number[] {
  const ids = [row.receiving_unit_id, row.competent_unit_id, row.holder_unit_id];
  for (const event of events) {
    ids.push(event.unit_id);
    if (event.kind === 'handed_over') ids.push(event.data.to_unit_id);
  }
  return ids;
}

function accountIdsOf(row: Row, events: readonly DossierEvent[]): (number | null)[] {
  const ids = [row.holder_id];
  for (const event of events) {
    ids.push(event.actor_id);
    if (event.kind === 'handed_over') ids.push(event.data.to_account_id);
  }
  return ids;
}

/** The moments of a dossier that something is computed from. */
function knownOf(row: Row): Seen['dossier'] & { closed_at: Date | null } {
  return {
    status: row.status,
    received_at: dateOf(row.received_at),
    due_on: row.due_on,
    due_at: dateOf(row.due_at),
    due_precision: row.due_precision,
    paused_at: dateOf(row.paused_at),
    decided_at: dateOf(row.decided_at),
    closed_at: dateOf(row.closed_at),
    explained_at: dateOf(row.explained_at),
    explanation_accepted_at: dateOf(row.explanation_accepted_at),
    process_version_id: row.process_version_id,
    step_code: row.step_code,
    waiting_for: row.waiting_for,
    fee_due_vnd: row.fee_due_vnd,
    fee_paid_vnd: row.fee_paid_vnd,
  };
}

type Beside = Pick<Shown, 'papers' | 'timeline' | 'actions' | 'is_masked'> & {
  version: Awaited<ReturnType<typeof versionKept>>;
  unit: (id: number) => NamedUnit;
  accounts: ReadonlyMap<number, string>;
  known: ReturnType<typeof knownOf>;
  now: Date;
  explained: Pick<Shown, 'explanation' | 'warnings'>;
};

/** Names of units are those of the day of filing; of the holder, of the day of the last change. */
function shownOf(row: Row, beside: Beside): Shown {
  const { version, unit, accounts, is_masked, known, now, explained, papers, timeline, actions } = beside;
  const day = (at: Date | null) => at && vietnamDay(at);
  const told = { row: known, paused_on: day(known.paused_at), closed_on: day(known.closed_at) };
  const filed_on: Day = vietnamDay(new Date(row.filed_at));
  const [receiving, competent, holder] = [unit(row.receiving_unit_id), unit(row.competent_unit_id), unit(row.holder_unit_id)];
  const { status_vi, status_en, timeliness } = stateOf(told);
  const { standing, late_days } = standingOf(told, now);
  const { applicant_identity, applicant_phone, applicant_email, applicant_address } = row;
  const personal = hidePersonal({ applicant_identity, applicant_phone, applicant_email, applicant_address }, !is_masked);
  return {
    id: row.id,
    tenant: row.tenant,
    code: row.code,
    procedure_code: version.code,
    procedure_name: version.name,
    sector_code: version.sector_code,
    sector_name: version.sector_name,
    level: version.level,
    applicant_kind: row.applicant_kind,
    applicant_name: row.applicant_name,
    applicant_identity: personal.applicant_identity,
    applicant_phone: personal.applicant_phone,
    applicant_email: personal.applicant_email,
    applicant_address: personal.applicant_address,
    is_masked,
    no_identity_reason: row.no_identity_reason,
    submitter_name: is_masked && row.submitter_name !== null ? '***' : row.submitter_name,
    matter: row.matter,
    channel: row.channel,
    return_channel: row.return_channel,
    status: row.status,
    status_vi,
    status_en,
    filed_at: row.filed_at,
    received_at: row.received_at,
    due_on: row.due_on,
    due_at: row.due_at,
    due_precision: row.due_precision,
    first_due_on: row.first_due_on,
    times_extended: row.times_extended,
    reappointed_on: row.reappointed_on,
    apologised_at: row.apologised_at,
    explained_at: row.explained_at,
    explanation_accepted_at: row.explanation_accepted_at,
    reopened_times: row.reopened_times,
    paused_at: row.paused_at,
    decided_at: row.decided_at,
    closed_at: row.closed_at,
    delivered_at: row.delivered_at,
    outcome: row.outcome,
    standing,
    timeliness,
    late_days,
    receiving_unit_code: receiving.code,
    receiving_unit_name: nameOn(receiving, filed_on),
    competent_unit_code: competent.code,
    competent_unit_name: nameOn(competent, filed_on),
    holder_unit_code: holder.code,
    holder_unit_name: nameOn(holder, vietnamDay(new Date(row.changed_at))),
    holder_id: row.holder_id,
    holder_name: row.holder_id === null ? null : (accounts.get(row.holder_id) ?? null),
    officer_id: row.officer_id,
    process_version_id: row.process_version_id,
    step_code: row.step_code,
    step_due_at: row.step_due_at,
    waiting_for: row.waiting_for,
    fee_due_vnd: row.fee_due_vnd,
    fee_paid_vnd: row.fee_paid_vnd,
    fee_vnd: version.fee_vnd,
    procedure_version_id: row.procedure_version_id,
    limit_unit: version.limit_unit,
    limit_amount: version.limit_amount,
    last_seq: row.last_seq,
    explanation: explained.explanation,
    warnings: explained.warnings,
    papers,
    papers_not_given: version.papers
      .filter((wanted) => !papers.some((paper) => paper.kind === 'component' && paper.ordinal === wanted.ordinal))
      .map(({ ordinal, name, is_required }) => ({ ordinal, name, is_required })),
    timeline,
    actions,
  };
}
