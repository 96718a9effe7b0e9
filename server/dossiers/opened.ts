// One dossier, opened: one statement for the dossier, memory for what it names.
import assert from 'node:assert/strict';
import { z } from 'zod';
import { may } from '#access';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { Gathered } from '#lib/gathered';
import { stampsIn } from '#lib/revision';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import type { Seen } from './action.ts';
import { type Action, offeredActions } from './actions.ts';
import type { DossierEvent } from './event.ts';
import { accountsKept, calendarKept, type NamedUnit, nameOn, unitsKept, versionKept } from './known.ts';
import { lineOf, listedAs, type Reader } from './listed.ts';
import type { DossierRow } from './rows.ts';
import { type DossierShown, explanationOf, type PaperShown, timelineOf } from './view.ts';

const sql = loadSql(import.meta.url, ['opened']);

/** Units within whose reach the dossier lies. */
export type Reach = {
  /** Receiving, deciding or holding it, at one of its open steps, or asked for an opinion. */
  isReached(scope: Scope): boolean;
  /** Holding it, or at one of its open steps. */
  isHeld(scope: Scope): boolean;
};

type Row = Pick<
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

/** Null: none. `events`, `papers`: lists of JSON without their brackets. */
type Opened = Row & { step_unit_ids: number[] | null; asked_unit_ids: number[] | null; events: string; papers: string | null };

// Written by the statement itself, checked when it was stored: its shape is taken on trust.
const Opened = z.custom<Opened>();

/** Of UTC: `2026-11-21 13:36:18.134`. */
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
  for (const one of await many(db, sql.opened, { ids: [...new Set(ids)] }, Opened)) {
    assert(!found.has(one.id), `dossier ${one.id} stands in two provinces`);
    found.set(one.id, one);
  }
  return ids.map((id) => found.get(id) ?? null);
});

const moment = (text: Moment) => new Date(`${text.slice(0, 10)}T${text.slice(11)}Z`);

function eventsIn(list: string): DossierEvent[] {
  return (JSON.parse(`[${list}]`) as StoredEvent[]).map(
    ([seq, kind, at, recorded_at, actor_id, unit_id, data]) =>
      ({ seq, kind, at: moment(at), recorded_at: moment(recorded_at), actor_id, unit_id, data }) as DossierEvent,
  );
}

function papersIn(list: string): z.output<typeof PaperShown>[] {
  return (JSON.parse(`[${list}]`) as StoredPaper[]).map(
    ([id, kind, ordinal, name, form, sheets, must_digitise, digitised_at, file_id, file_name, size_bytes]) => ({
      ...{ id, kind, ordinal, name, form, sheets, must_digitise },
      is_digitised: form === 2 || digitised_at !== '',
      digitised_at: digitised_at === '' ? null : moment(digitised_at),
      ...{ file_id, file_name, size_bytes },
    }),
  );
}

/**
 * A dossier with its papers, what happened, and why it is due when it is.
 * @param mayDo whether the reader has the action's permission for this dossier
 * @throws dossiers.not_found, also when it lies outside the scope
 */
export async function get(db: Db, id: number, reader: Reader, mayDo: MayDo): Promise<z.output<typeof DossierShown>> {
  const row = await opened.get(db, id);
  if (!row) throw new DomainError('dossiers.not_found', 404, { id });
  const reach = reachOf(row);
  if (!reach.isReached(reader.scope)) throw new DomainError('dossiers.not_found', 404, { id });
  const events = eventsIn(row.events);
  const papers = papersIn(row.papers ?? '');
  const stamps = reader.stamps ?? (await stampsIn(db));
  const version = await versionKept(db, row.procedure_version_id, stamps);
  const named = await unitsKept(db, unitIdsOf(row, events), stamps);
  const accounts = await accountsKept(db, accountIdsOf(row, events), stamps);
  const unit = (unit_id: number) => named.get(unit_id) as NamedUnit;
  const line = lineOf(storedRow(row, version, unit, accounts));
  const listed = listedAs(line, reader);
  const shown = moreOf(row, listed.is_masked);
  const last_day = vietnamDay((events.at(-1) as DossierEvent).at);
  const names = { unit: (unit_id: number) => nameOn(unit(unit_id), last_day), account: (one: number) => accounts.get(one) };
  const seen: Seen = { dossier: { ...listed, ...shown, status: row.status }, events, now: reader.now };
  return {
    ...listed,
    ...shown,
    tenant: row.tenant,
    fee_vnd: version.fee_vnd,
    limit_unit: version.limit_unit,
    limit_amount: version.limit_amount,
    ...(await explanationOf(events, version, () => calendarKept(db, listed.competent_unit_code, stamps))),
    papers,
    papers_not_given: version.papers
      .filter((wanted) => !papers.some((paper) => paper.kind === 'component' && paper.ordinal === wanted.ordinal))
      .map(({ ordinal, name, is_required }) => ({ ordinal, name, is_required })),
    timeline: timelineOf(events, names, listed.is_masked),
    actions: await allowed(seen, reach, mayDo),
  };
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
  const { receiving_unit_id, competent_unit_id, holder_unit_id } = row;
  const held = [holder_unit_id, ...(row.step_unit_ids ?? [])];
  const reached = [receiving_unit_id, competent_unit_id, ...held, ...(row.asked_unit_ids ?? [])];
  return {
    isReached: (scope) => reached.some((unit_id) => may(scope, unit_id)),
    isHeld: (scope) => held.some((unit_id) => may(scope, unit_id)),
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

/** The row as lists have it. Names of units are those of the day of filing; of the holder, of the day of the last change. */
function storedRow(
  row: Opened,
  version: Awaited<ReturnType<typeof versionKept>>,
  unit: (id: number) => NamedUnit,
  accounts: ReadonlyMap<number, string>,
): Parameters<typeof lineOf>[0] {
  const { receiving_unit_id, competent_unit_id, holder_unit_id, holder_id } = row;
  const filed_on: Day = vietnamDay(row.filed_at);
  return {
    tenant: row.tenant,
    id: row.id,
    code: row.code,
    procedure_code: version.code,
    procedure_name: version.name,
    sector_code: version.sector_code,
    sector_name: version.sector_name,
    level: version.level,
    applicant_kind: row.applicant_kind,
    applicant_name: row.applicant_name,
    applicant_identity: row.applicant_identity,
    applicant_phone: row.applicant_phone,
    applicant_email: row.applicant_email,
    applicant_address: row.applicant_address,
    matter: row.matter,
    channel: row.channel,
    status: row.status,
    filed_at: row.filed_at,
    received_at: row.received_at,
    due_on: row.due_on,
    due_at: row.due_at,
    due_precision: row.due_precision,
    paused_at: row.paused_at,
    decided_at: row.decided_at,
    closed_at: row.closed_at,
    delivered_at: row.delivered_at,
    outcome: row.outcome,
    receiving_unit_code: unit(receiving_unit_id).code,
    receiving_unit_name: nameOn(unit(receiving_unit_id), filed_on),
    competent_unit_code: unit(competent_unit_id).code,
    competent_unit_name: nameOn(unit(competent_unit_id), filed_on),
    holder_unit_code: unit(holder_unit_id).code,
    holder_unit_name: nameOn(unit(holder_unit_id), vietnamDay(row.changed_at)),
    holder_id,
    holder_name: holder_id === null ? null : (accounts.get(holder_id) ?? null),
    step_code: row.step_code,
    step_due_at: row.step_due_at,
    waiting_for: row.waiting_for,
    fee_due_vnd: row.fee_due_vnd,
    fee_paid_vnd: row.fee_paid_vnd,
    last_seq: row.last_seq,
    unit_ids: [receiving_unit_id, competent_unit_id, holder_unit_id],
    step_unit_ids: row.step_unit_ids ?? [],
    asked_unit_ids: row.asked_unit_ids ?? [],
  };
}

/** What the page of a dossier shows besides its line. */
function moreOf(row: Row, is_masked: boolean) {
  return {
    submitter_name: is_masked && row.submitter_name !== null ? '***' : row.submitter_name,
    no_identity_reason: row.no_identity_reason,
    return_channel: row.return_channel,
    procedure_version_id: row.procedure_version_id,
    first_due_on: row.first_due_on,
    times_extended: row.times_extended,
    reappointed_on: row.reappointed_on,
    apologised_at: row.apologised_at,
    explained_at: row.explained_at,
    explanation_accepted_at: row.explanation_accepted_at,
    reopened_times: row.reopened_times,
    officer_id: row.officer_id,
    process_version_id: row.process_version_id,
    step_code: row.step_code,
    step_due_at: row.step_due_at,
    waiting_for: row.waiting_for,
    fee_due_vnd: row.fee_due_vnd,
    fee_paid_vnd: row.fee_paid_vnd,
  };
}
