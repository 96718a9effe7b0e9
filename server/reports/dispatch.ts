// Sending an issued report: to units in the product, by e-mail, as a package of the exchange; and what becomes of it at each recipient.
import { z } from 'zod';
import { vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, exec, loadSql, many, maybeOne } from '#lib/sql';
import { tell } from '#notices';
import { bodyName, type Unit, unitNear } from '#org';
import { receiverOf } from './assignment.ts';
import { hasCarrier } from './dispatch-carriers.ts';
import { documentId } from './edxml.ts';
import { addIncoming, addIncomingEvent, answerIncoming } from './inbox-write.ts';
import { codeOf, type Issued, issuedOf } from './issue.ts';
import { type State, stateAfter } from './states.ts';
import { auditReport, type By, eventsOf, type Held, held, unitOf } from './stored.ts';

const sql = loadSql(import.meta.url, [
  'insert_dispatch',
  'hold_dispatch',
  'insert_dispatch_event',
  'dispatches_of_report',
  'dispatch_events',
  'dispatch_by_id',
  'put_outbox',
  'cancel_waiting',
  'issued_before',
  'try_outbox_again',
  'people_at',
]);

export const CHANNELS = ['product', 'email', 'edxml'] as const;
export type Channel = (typeof CHANNELS)[number];

export const DISPATCH_STATES = [
  'queued',
  'sent',
  'delivered',
  'received',
  'in_progress',
  'accepted',
  'sent_back',
  'refused',
  'failed',
  'recalled',
  'recall_known',
  'recall_refused',
] as const;
export type DispatchState = (typeof DISPATCH_STATES)[number];

export const Recipient = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('product'), unit: z.string().trim().min(1).max(60) }),
  z.strictObject({ channel: z.literal('email'), name: z.string().trim().min(1).max(200), address: z.email().max(200) }),
  z.strictObject({
    channel: z.literal('edxml'),
    name: z.string().trim().min(1).max(200),
    code: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,59}$/),
  }),
]);
export type Recipient = z.output<typeof Recipient>;

const Row = z.object({
  tenant: z.number(),
  id: z.number(),
  report_id: z.number(),
  version: z.number(),
  unit_id: z.number(),
  channel: z.enum(CHANNELS),
  is_superior: z.boolean(),
  to_unit_id: z.number().nullable(),
  to_name: z.string(),
  to_address: z.string(),
  document_id: z.string(),
  note: z.string().nullable(),
  at: z.date(),
});
export type Dispatch = z.infer<typeof Row>;

const EventShown = z.object({
  seq: z.number(),
  kind: z.enum(DISPATCH_STATES),
  at: z.date(),
  by_name: z.string().nullable(),
  reason: z.string().nullable(),
  code: z.string().nullable(),
});

const Listed = Row.extend({
  by_name: z.string().nullable(),
  state: z.enum(DISPATCH_STATES),
  state_at: z.date(),
  outbox_state: z.enum(['waiting', 'sending', 'sent', 'dead', 'cancelled']).nullable(),
  attempts: z.number().nullable(),
  next_try_at: z.date().nullable(),
  last_error: z.string().nullable(),
});

export const DispatchShown = Listed.omit({ tenant: true, unit_id: true, report_id: true, to_unit_id: true }).extend({
  events: z.array(EventShown),
});

/** Where a report was sent, the newest version first, each recipient with what became of it. */
export async function dispatchesOf(db: Db, report: Held): Promise<z.infer<typeof DispatchShown>[]> {
  const rows = await many(db, sql.dispatches_of_report, { tenant: report.tenant, report_id: report.id }, Listed);
  const Event = EventShown.extend({ dispatch_id: z.number() });
  const events = await many(db, sql.dispatch_events, { tenant: report.tenant, ids: rows.map(({ id }) => id) }, Event);
  const by_id = Map.groupBy(events, (event) => event.dispatch_id);
  return rows.map(({ tenant: _t, unit_id: _u, report_id: _r, to_unit_id: _v, ...row }) => ({
    ...row,
    events: (by_id.get(row.id) ?? []).map(({ dispatch_id: _, ...event }) => event),
  }));
}

/** @throws reports.dispatch_not_found, also when the sender lies outside the scope */
export async function dispatchById(db: Db, id: number, by: Pick<By, 'scope'>): Promise<Dispatch> {
  const found = await maybeOne(db, sql.dispatch_by_id, { id, scope: by.scope.unit_ids }, Row);
  if (!found) throw new DomainError('reports.dispatch_not_found', 404, { id });
  return found;
}

export type Happened = {
  kind: DispatchState;
  at: Date;
  by: number | null;
  by_name: string | null;
  reason: string | null;
  code: string | null;
};

export async function addDispatchEvent(db: Db, of: { tenant: number; id: number }, what: Happened): Promise<void> {
  await many(db, sql.hold_dispatch, { tenant: of.tenant, id: of.id }, z.unknown());
  const { at: now, ...more } = what;
  await exec(db, sql.insert_dispatch_event, { tenant: of.tenant, id: of.id, ...more, now });
}

export const happened = (kind: DispatchState, by: By, reason: string | null = null): Happened => ({
  kind,
  at: by.now,
  by: by.actor.user_id,
  by_name: by.actor.name,
  reason,
  code: null,
});

const IN_FORCE: readonly string[] = ['issued', 'accepted', 'consolidated'];

/** @throws reports.not_found, reports.not_in_this_state */
async function issuedToSend(db: Db, id: number, by: By): Promise<Sending> {
  const report = await held(db, id, by.scope, true);
  const issued = await issuedOf(db, report);
  const last = (await eventsOf(db, report)).at(-1);
  const state = last ? stateAfter(last.kind) : 'draft';
  if (!issued || !IN_FORCE.includes(state))
    throw new DomainError('reports.not_in_this_state', 409, { state, step: 'send', from: IN_FORCE });
  return { report, issued, unit: await unitOf(db, report), state };
}

export const SentRow = z.object({
  id: z.number().nullable(),
  channel: z.enum(CHANNELS),
  to_name: z.string(),
  is_new: z.boolean(),
});

/**
 * Sends an issued report. Sent again to the same recipient by the same way, nothing is sent twice.
 * @throws reports.not_found, reports.not_in_this_state, reports.recipient_self, reports.no_carrier, org.unit_unknown
 */
export async function sendReport(
  db: Db,
  id: number,
  ask: { recipients: readonly Recipient[]; note: string | null },
  by: By,
): Promise<z.infer<typeof SentRow>[]> {
  const sending = await issuedToSend(db, id, by);
  const { report, issued } = sending;
  const rows: z.infer<typeof SentRow>[] = [];
  for (const recipient of ask.recipients) rows.push(await sendTo(db, sending, recipient, ask.note, by));
  const told = rows.filter(({ is_new }) => is_new).map(({ channel, to_name }) => ({ channel, to_name }));
  if (told.length > 0) await auditReport(db, report, by, 'reports.send', { version: issued.version, recipients: told });
  return rows;
}

type Sending = { report: Held; issued: Issued; unit: Unit; state: State };

async function sendTo(db: Db, { report, issued, unit, state }: Sending, recipient: Recipient, note: string | null, by: By) {
  const { channel } = recipient;
  if (channel !== 'product' && !hasCarrier(channel)) throw new DomainError('reports.no_carrier', 409, { channel });
  const target = channel === 'product' ? await unitNear(db, recipient.unit, vietnamDay(by.now)) : null;
  if (target && target.id === unit.id) throw new DomainError('reports.recipient_self', 422, { unit: unit.code });
  const to_name = target ? bodyName(target) : (recipient as { name: string }).name;
  const to_address = target
    ? target.code
    : recipient.channel === 'email'
      ? recipient.address.toLowerCase()
      : (recipient as { code: string }).code;
  const [number, ...notation] = codeOf(issued).split('/');
  const document_id = documentId(unit.code, issued.issued_on, number as string, notation.join('/'));
  const key = { tenant: report.tenant, report_id: report.id, version: issued.version, unit_id: unit.id };
  const row = {
    ...key,
    channel,
    is_superior: target !== null && (target.id === unit.parent_id || target.id === (await receiverOf(db, unit, report))),
    to_unit_id: target?.id ?? null,
    to_name,
    to_address,
    document_id,
    note,
    now: by.now,
    by: by.actor.user_id,
  };
  const made = await maybeOne(db, sql.insert_dispatch, row, z.object({ id: z.number() }));
  if (!made) return { id: null, channel, to_name, is_new: false };
  const dispatch = { tenant: report.tenant, id: made.id };
  if (!target) {
    await addDispatchEvent(db, dispatch, happened('queued', by));
    await putOutbox(db, { ...row, channel: channel as 'email' | 'edxml', purpose: 'report', dispatch_id: made.id }, by.now);
    return { id: made.id, channel, to_name, is_new: true };
  }
  await addDispatchEvent(db, dispatch, happened('sent', by, note));
  await addDispatchEvent(db, dispatch, { ...happened('delivered', by), by: null, by_name: null });
  const replaced = await replacedId(db, report, issued, unit.code);
  const { id: incoming } = await addIncoming(
    db,
    {
      tenant: target.tenant,
      unit_id: target.id,
      source: 'product',
      from_tenant: report.tenant,
      dispatch_id: made.id,
      document_id,
      from_code: unit.code,
      from_name: bodyName(unit),
      code_number: number as string,
      code_notation: notation.join('/'),
      promulgated_on: issued.issued_on,
      document_type: 'Báo cáo',
      subject: report.title,
      content: note,
      signer: issued.signer,
      due_on: null,
      replaces: replaced,
      package_sha256: null,
    },
    by,
  );
  // Accepted there before it came as a paper: one state for both.
  if (row.is_superior && state !== 'issued') {
    await addIncomingEvent(db, { tenant: target.tenant, id: incoming }, 'accepted', null, by);
    await addDispatchEvent(db, dispatch, { ...happened('accepted', by), by: null, by_name: null });
  }
  await tellPeople(
    db,
    target,
    { kind: 'report_arrived', key: `report_arrived:${incoming}`, title: report.title, link: `/reports/inbox/${incoming}` },
    by,
  );
  return { id: made.id, channel, to_name, is_new: true };
}

const Before = z.object({ number: z.number(), year: z.number(), symbol: z.string().nullable(), issued_on: z.string() });

/** Whether an issued version was sent to the level above within the product: what it answers there stands in its inbox. */
export async function wasSent(db: Db, report: Held, version: number): Promise<boolean> {
  const rows = await many(db, sql.dispatches_of_report, { tenant: report.tenant, report_id: report.id }, Listed);
  return rows.some((row) => row.version === version && row.channel === 'product' && row.is_superior && row.state !== 'recalled');
}

/** What this issue replaces, as the exchange names it. */
export async function replacedId(db: Db, report: Held, issued: { version: number }, from: string): Promise<string | null> {
  const key = { tenant: report.tenant, report_id: report.id, version: issued.version };
  const before = await maybeOne(db, sql.issued_before, key, Before);
  if (!before) return null;
  const [number, ...notation] = codeOf(before).split('/');
  return documentId(from, before.issued_on, number as string, notation.join('/'));
}

export async function putOutbox(
  db: Db,
  row: {
    tenant: number;
    channel: 'email' | 'edxml';
    purpose: 'report' | 'recall' | 'status';
    unit_id: number;
    dispatch_id?: number | null;
    incoming_id?: number | null;
    to_address: string;
    to_name: string;
    status_code?: string | null;
    reason?: string | null;
  },
  now: Date,
): Promise<void> {
  const { dispatch_id = null, incoming_id = null, status_code = null, reason = null } = row;
  const key = [row.purpose, dispatch_id ?? '', incoming_id ?? '', status_code ?? ''].join(':');
  await exec(db, sql.put_outbox, { ...row, key, dispatch_id, incoming_id, status_code, reason, now });
}

/** Tells whoever takes in reports at a unit. */
export async function tellPeople(
  db: Db,
  unit: { id: number; tenant: number },
  about: { kind: 'report_arrived' | 'report_answered'; key: string; title: string; link: string },
  by: Pick<By, 'now'>,
): Promise<void> {
  const { kind, key, title, link } = about;
  const permission = kind === 'report_arrived' ? 'reports.receive' : 'reports.send';
  const asked = { unit_id: unit.id, today: vietnamDay(by.now), permission };
  const people = await many(db, sql.people_at, asked, z.object({ account_id: z.number() }));
  await tell(
    db,
    people.map(({ account_id }) => ({ tenant: unit.tenant, account_id, kind, key, data: { title, link } })),
    by.now,
  );
}

/**
 * What the level above said of the report, or that it was recalled, as its recipients and its senders see it.
 * @param kind accepted, sent_back: by the level above; recalled: by the unit itself
 */
export async function spread(
  db: Db,
  report: Held,
  version: number,
  kind: 'accepted' | 'sent_back' | 'recalled',
  reason: string | null,
  by: By,
): Promise<void> {
  const rows = await many(db, sql.dispatches_of_report, { tenant: report.tenant, report_id: report.id }, Listed);
  const link = `/reports/kept/${report.id}`;
  for (const row of rows.filter((one) => one.version === version && (kind === 'recalled' || one.is_superior))) {
    if (row.state === 'recalled') continue;
    await addDispatchEvent(db, row, happened(kind, by, reason));
    if (row.channel === 'product') {
      const incoming = await answerIncoming(db, row, kind, reason, by);
      const target = row.to_unit_id === null ? null : { id: row.to_unit_id, tenant: incoming?.tenant ?? row.tenant };
      if (kind === 'recalled' && incoming && target)
        await tellPeople(
          db,
          target,
          {
            kind: 'report_arrived',
            key: `report_recalled:${incoming.id}`,
            title: `Thu hồi: ${report.title}`,
            link: `/reports/inbox/${incoming.id}`,
          },
          by,
        );
    } else if (kind === 'recalled') await recallOutside(db, row, reason, by);
  }
  if (kind !== 'recalled')
    await tellPeople(
      db,
      { id: report.unit_id, tenant: report.tenant },
      { kind: 'report_answered', key: `report_${kind}:${report.id}:${version}:${by.now.getTime()}`, title: report.title, link },
      by,
    );
}

/** What still waits does not go; what went is followed by a recall. */
async function recallOutside(db: Db, row: z.infer<typeof Listed>, reason: string | null, by: By): Promise<void> {
  const cancelled = await exec(db, sql.cancel_waiting, { tenant: row.tenant, id: row.id, now: by.now });
  if (cancelled > 0) return;
  const { tenant, unit_id, to_address, to_name } = row;
  const channel = row.channel as 'email' | 'edxml';
  await putOutbox(db, { tenant, unit_id, to_address, to_name, channel, purpose: 'recall', dispatch_id: row.id, reason }, by.now);
}

/** Tries what is dead or waits once more now. @throws reports.dispatch_not_found, reports.nothing_to_retry */
export async function retryDispatch(db: Db, id: number, by: By): Promise<void> {
  const dispatch = await dispatchById(db, id, by);
  const { tenant } = dispatch;
  if ((await exec(db, sql.try_outbox_again, { tenant, id, now: by.now })) === 0)
    throw new DomainError('reports.nothing_to_retry', 409, { id });
  await addDispatchEvent(db, dispatch, happened('queued', by));
  const report = await held(db, dispatch.report_id, by.scope);
  await auditReport(db, report, by, 'reports.retry_dispatch', { dispatch: id });
}
