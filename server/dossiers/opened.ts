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
import type { Status } from './status.ts';
import { type DossierShown, explanationOf, type PaperShown, timelineOf } from './view.ts';

const sql = loadSql(import.meta.url, ['opened']);

/** Units within whose reach the dossier lies. */
export type Reach = {
  /** Receiving, deciding or holding it, at one of its open steps, or asked for an opinion. */
  isReached(scope: Scope): boolean;
  /** Holding it, or at one of its open steps. */
  isHeld(scope: Scope): boolean;
};

type Moment = string;
type Stored<T> = { [K in keyof T]: T[K] extends Date ? Moment : T[K] extends Date | null ? Moment | null : T[K] };

type Row = Stored<
  Pick<
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
  >
>;

type Life = Pick<
  z.output<typeof DossierShown>,
  | 'first_due_on'
  | 'times_extended'
  | 'reappointed_on'
  | 'reopened_times'
  | 'officer_id'
  | 'process_version_id'
  | 'step_code'
  | 'waiting_for'
  | 'fee_due_vnd'
  | 'fee_paid_vnd'
> &
  Stored<Pick<z.output<typeof DossierShown>, 'apologised_at' | 'explained_at' | 'explanation_accepted_at' | 'step_due_at'>> & {
    step_unit_ids: number[];
    asked_unit_ids: number[];
  };

type StoredEvent = Omit<DossierEvent, 'at' | 'recorded_at'> & { at: Moment; recorded_at: Moment };
type StoredPaper = Stored<z.output<typeof PaperShown>>;

// Written by the statement itself, checked when it was stored: its shape is taken on trust.
const Opened = z.object({
  row: z.custom<Row>(),
  life: z.custom<Life>(),
  events: z.custom<StoredEvent[]>(),
  papers: z.custom<StoredPaper[]>(),
});

/** Dossiers opened at the same moment are one statement. Null: there is none; in whose reach it lies is asked by {@link get}. */
const opened = new Gathered<number, z.output<typeof Opened> | null>(async (db, ids) => {
  const found = new Map<number, z.output<typeof Opened>>();
  for (const one of await many(db, sql.opened, { ids: [...new Set(ids)] }, Opened)) {
    assert(!found.has(one.row.id), `dossier ${one.row.id} stands in two provinces`);
    found.set(one.row.id, one);
  }
  return ids.map((id) => found.get(id) ?? null);
});

const moment = (text: Moment) => new Date(text);
const momentOrNull = (text: Moment | null) => (text === null ? null : new Date(text));

/**
 * A dossier with its papers, what happened, and why it is due when it is.
 * @param mayDo whether the reader has the action's permission for this dossier
 * @throws dossiers.not_found, also when it lies outside the scope
 */
export async function get(
  db: Db,
  id: number,
  reader: Reader,
  mayDo: (action: Action, reach: Reach) => boolean | Promise<boolean>,
): Promise<z.output<typeof DossierShown>> {
  const found = await opened.get(db, id);
  if (!found) throw new DomainError('dossiers.not_found', 404, { id });
  const { row, life } = found;
  const reach = reachOf(row, life);
  if (!reach.isReached(reader.scope)) throw new DomainError('dossiers.not_found', 404, { id });
  const events = found.events.map(
    (event) => ({ ...event, at: moment(event.at), recorded_at: moment(event.recorded_at) }) as DossierEvent,
  );
  const papers = found.papers.map((paper) => ({ ...paper, digitised_at: momentOrNull(paper.digitised_at) }));
  const stamps = reader.stamps ?? (await stampsIn(db));
  const version = await versionKept(db, row.procedure_version_id, stamps);
  const named = await unitsKept(db, unitIdsOf(row, events), stamps);
  const accounts = await accountsKept(db, accountIdsOf(row, events), stamps);
  const unit = (unit_id: number) => named.get(unit_id) as NamedUnit;
  const line = lineOf(storedRow(row, life, version, unit, accounts));
  const listed = listedAs(line, reader);
  const shown = { ...momentsOf(life), ...moreOf(row, listed.is_masked) };
  const last_day = vietnamDay((events.at(-1) as DossierEvent).at);
  const names = { unit: (unit_id: number) => nameOn(unit(unit_id), last_day), account: (one: number) => accounts.get(one) };
  const seen: Seen = { dossier: { ...listed, ...shown, status: row.status as Status }, events, now: reader.now };
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

async function allowed(
  seen: Seen,
  reach: Reach,
  mayDo: (action: Action, reach: Reach) => boolean | Promise<boolean>,
): Promise<Action[]> {
  const actions: Action[] = [];
  for (const action of offeredActions(seen)) if (await mayDo(action, reach)) actions.push(action);
  return actions;
}

function reachOf({ receiving_unit_id, competent_unit_id, holder_unit_id }: Row, { step_unit_ids, asked_unit_ids }: Life): Reach {
  const held = [holder_unit_id, ...step_unit_ids];
  const reached = [receiving_unit_id, competent_unit_id, ...held, ...asked_unit_ids];
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
  row: Row,
  life: Life,
  version: Awaited<ReturnType<typeof versionKept>>,
  unit: (id: number) => NamedUnit,
  accounts: ReadonlyMap<number, string>,
): Parameters<typeof lineOf>[0] {
  const { receiving_unit_id, competent_unit_id, holder_unit_id, holder_id } = row;
  const filed_at = moment(row.filed_at);
  const filed_on: Day = vietnamDay(filed_at);
  const { step_code, waiting_for, fee_due_vnd, fee_paid_vnd, step_unit_ids, asked_unit_ids } = life;
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
    filed_at,
    received_at: momentOrNull(row.received_at),
    due_on: row.due_on,
    due_at: momentOrNull(row.due_at),
    due_precision: row.due_precision,
    paused_at: momentOrNull(row.paused_at),
    decided_at: momentOrNull(row.decided_at),
    closed_at: momentOrNull(row.closed_at),
    delivered_at: momentOrNull(row.delivered_at),
    outcome: row.outcome,
    receiving_unit_code: unit(receiving_unit_id).code,
    receiving_unit_name: nameOn(unit(receiving_unit_id), filed_on),
    competent_unit_code: unit(competent_unit_id).code,
    competent_unit_name: nameOn(unit(competent_unit_id), filed_on),
    holder_unit_code: unit(holder_unit_id).code,
    holder_unit_name: nameOn(unit(holder_unit_id), vietnamDay(moment(row.changed_at))),
    holder_id,
    holder_name: holder_id === null ? null : (accounts.get(holder_id) ?? null),
    step_code,
    step_due_at: momentOrNull(life.step_due_at),
    waiting_for,
    fee_due_vnd,
    fee_paid_vnd,
    last_seq: row.last_seq,
    unit_ids: [receiving_unit_id, competent_unit_id, holder_unit_id],
    step_unit_ids,
    asked_unit_ids,
  };
}

function momentsOf({ step_unit_ids: _, asked_unit_ids: __, ...life }: Life) {
  return {
    ...life,
    apologised_at: momentOrNull(life.apologised_at),
    explained_at: momentOrNull(life.explained_at),
    explanation_accepted_at: momentOrNull(life.explanation_accepted_at),
    step_due_at: momentOrNull(life.step_due_at),
  };
}

function moreOf({ submitter_name, no_identity_reason, return_channel, procedure_version_id }: Row, is_masked: boolean) {
  return {
    submitter_name: is_masked && submitter_name !== null ? '***' : submitter_name,
    no_identity_reason,
    return_channel,
    procedure_version_id,
  };
}
