// Reports that came to a unit: read, taken in, accepted or sent back; the sender sees each of it.
import { z } from 'zod';
import { record } from '#audit';
import { open, store } from '#files';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne, one } from '#lib/sql';
import { plain } from '#lib/text';
import { descendants, unitNear, unitsByIds } from '#org';
import { addDispatchEvent, happened, putOutbox } from './dispatch.ts';
import { takeStep } from './dispatch-step.ts';
import { edxmlPack, type StatusMeaning } from './edxml.ts';
import { addIncomingEvent, INCOMING_STATES, type IncomingState } from './inbox-write.ts';
import { finalPdf } from './sign.ts';
import { type State, stateAfter } from './states.ts';
import { type By, eventsOf, held } from './stored.ts';

const sql = loadSql(import.meta.url, [
  'incoming_listed',
  'count_incoming',
  'incoming_by_id',
  'incoming_events',
  'incoming_files',
  'issued_pdf',
]);

export const IncomingRow = z.object({
  id: z.number(),
  source: z.enum(['product', 'edxml']),
  unit_code: z.string(),
  unit_name: z.string(),
  from_code: z.string(),
  from_name: z.string(),
  code: z.string(),
  promulgated_on: z.string().nullable(),
  subject: z.string(),
  signer: z.string().nullable(),
  arrived_at: z.date(),
  state: z.enum(INCOMING_STATES),
  state_at: z.date(),
  state_by: z.string().nullable(),
});

const Listed = IncomingRow.omit({ unit_name: true, code: true }).extend({
  unit_id: z.number(),
  code_number: z.string(),
  code_notation: z.string(),
});

export type InboxWanted = {
  unit?: string | undefined;
  state?: IncomingState | undefined;
  source?: 'product' | 'edxml' | undefined;
  q?: string | undefined;
  page: number;
  page_size: number;
};

/** What came to the units in reach, newest first; `unit` with everything below it. @throws org.unit_unknown */
export async function inboxOf(db: Db, wanted: InboxWanted, scope: Scope, today: Day) {
  const unit_ids = wanted.unit ? await descendants(db, (await unitNear(db, wanted.unit, today)).id, today) : null;
  const like = wanted.q ? `%${plain(wanted.q)}%` : null;
  const { state = null, source = null, page, page_size } = wanted;
  const filter = { scope: scope.unit_ids, unit_ids, state, source, like };
  const rows = await many(db, sql.incoming_listed, { ...filter, limit: page_size, offset: (page - 1) * page_size }, Listed);
  const { total } = await one(db, sql.count_incoming, filter, z.object({ total: z.number() }));
  const units = await unitsByIds(db, [...new Set(rows.map((row) => row.unit_id))], today);
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  return {
    rows: rows.map(({ unit_id, code_number, code_notation, ...row }) => ({
      ...row,
      unit_name: names.get(unit_id) ?? row.unit_code,
      code: `${code_number}/${code_notation}`,
    })),
    total,
    page,
    page_size,
  };
}

const Incoming = z.object({
  tenant: z.number(),
  id: z.number(),
  unit_id: z.number(),
  unit_code: z.string(),
  source: z.enum(['product', 'edxml']),
  from_tenant: z.number().nullable(),
  dispatch_id: z.number().nullable(),
  document_id: z.string(),
  from_code: z.string(),
  from_name: z.string(),
  code_number: z.string(),
  code_notation: z.string(),
  promulgated_on: z.string().nullable(),
  document_type: z.string().nullable(),
  subject: z.string(),
  content: z.string().nullable(),
  signer: z.string().nullable(),
  due_on: z.string().nullable(),
  replaces: z.string().nullable(),
  package_sha256: z.string().nullable(),
  arrived_at: z.date(),
  report_id: z.number().nullable(),
  version: z.number().nullable(),
  is_superior: z.boolean().nullable(),
  token: z.string().nullable(),
  docx_file_id: z.number().nullable(),
});
type Incoming = z.infer<typeof Incoming>;

/** @throws reports.incoming_not_found, also when it lies outside the scope */
async function incomingById(db: Db, id: number, scope: Scope): Promise<Incoming> {
  const found = await maybeOne(db, sql.incoming_by_id, { id, scope: scope.unit_ids }, Incoming);
  if (!found) throw new DomainError('reports.incoming_not_found', 404, { id });
  return found;
}

const Event = z.object({
  seq: z.number(),
  kind: z.enum(INCOMING_STATES),
  at: z.date(),
  by_name: z.string().nullable(),
  reason: z.string().nullable(),
});
const FileShown = z.object({
  ordinal: z.number(),
  name: z.string(),
  sha256: z.string(),
  size_bytes: z.number(),
  is_digest_proven: z.boolean(),
  problem: z.string().nullable(),
});

export const INBOX_STEPS = ['receive', 'accept', 'send_back'] as const;
export type InboxStep = (typeof INBOX_STEPS)[number];

export const IncomingShown = z.object({
  id: z.number(),
  source: z.enum(['product', 'edxml']),
  unit: z.object({ code: z.string(), name: z.string() }),
  document_id: z.string(),
  from_code: z.string(),
  from_name: z.string(),
  code: z.string(),
  promulgated_on: z.string().nullable(),
  document_type: z.string().nullable(),
  subject: z.string(),
  content: z.string().nullable(),
  signer: z.string().nullable(),
  due_on: z.string().nullable(),
  replaces: z.string().nullable(),
  arrived_at: z.date(),
  state: z.enum(INCOMING_STATES),
  /** Accepted and sent back by the level above alone; a report sent for information is only taken in. */
  is_superior: z.boolean(),
  steps: z.array(z.enum(INBOX_STEPS)),
  events: z.array(Event),
  files: z.array(FileShown),
  /** The report itself, in the product. */
  report_id: z.number().nullable(),
  token: z.string().nullable(),
});

const FROM: Record<InboxStep, readonly IncomingState[]> = {
  receive: ['arrived'],
  accept: ['arrived', 'received'],
  send_back: ['arrived', 'received', 'accepted'],
};

export async function incomingShown(db: Db, id: number, scope: Scope, today: Day): Promise<z.input<typeof IncomingShown>> {
  const incoming = await incomingById(db, id, scope);
  const [unit] = await unitsByIds(db, [incoming.unit_id], today);
  const key = { tenant: incoming.tenant, id };
  const events = await many(db, sql.incoming_events, key, Event);
  const state = stateOf(events);
  const is_superior = incoming.is_superior ?? incoming.source === 'edxml';
  return {
    ...incoming,
    unit: { code: incoming.unit_code, name: unit?.name ?? incoming.unit_code },
    code: `${incoming.code_number}/${incoming.code_notation}`,
    state,
    is_superior,
    steps: INBOX_STEPS.filter((step) => FROM[step].includes(state) && (is_superior || step === 'receive')),
    events,
    files: await filesShown(db, incoming),
  };
}

const stateOf = (events: readonly z.infer<typeof Event>[]): IncomingState => events.at(-1)?.kind ?? 'arrived';

const Packaged = FileShown.extend({ file_id: z.number().nullable() });

/** Files of a report: those of its package; of one that came within the product the issued ones, with the signatures they have by now. */
async function filesOf(db: Db, incoming: Incoming): Promise<z.infer<typeof Packaged>[]> {
  if (incoming.source === 'edxml') return many(db, sql.incoming_files, { tenant: incoming.tenant, id: incoming.id }, Packaged);
  const { from_tenant: tenant, report_id, version, docx_file_id } = incoming;
  if (tenant === null || report_id === null || version === null) return [];
  const { pdf_file_id } = await one(
    db,
    sql.issued_pdf,
    { tenant, report_id, version },
    z.object({ pdf_file_id: z.number().nullable() }),
  );
  const pdf = await finalPdf(db, { tenant, id: report_id }, { version, pdf_file_id });
  const ids = [...(pdf === null ? [] : [pdf]), ...(docx_file_id === null ? [] : [docx_file_id])];
  const files = await Promise.all(ids.map((id) => open(db, store(), id, { unit_ids: null })));
  return files.map(({ id, name, sha256, size_bytes }, at) => ({
    ordinal: at + 1,
    name,
    sha256,
    size_bytes,
    is_digest_proven: true,
    problem: null,
    file_id: id,
  }));
}

async function filesShown(db: Db, incoming: Incoming): Promise<z.infer<typeof FileShown>[]> {
  return (await filesOf(db, incoming)).map(({ file_id: _, ...shown }) => shown);
}

/** @throws reports.incoming_not_found, files.not_found */
export async function incomingFile(db: Db, id: number, ordinal: number, scope: Scope) {
  const incoming = await incomingById(db, id, scope);
  const file = (await filesOf(db, incoming)).find((one) => one.ordinal === ordinal);
  if (!file || file.file_id === null) throw new DomainError('files.not_found', 404, { id: ordinal });
  return open(db, store(), file.file_id, { unit_ids: null });
}

const MEANS: Record<InboxStep, { state: IncomingState; status: StatusMeaning }> = {
  receive: { state: 'received', status: 'received' },
  accept: { state: 'accepted', status: 'accepted' },
  send_back: { state: 'sent_back', status: 'refused' },
};

/**
 * Takes in, accepts or sends back a report that came. Of a report of the product the level above accepts or sends back the report itself.
 * @throws reports.incoming_not_found, reports.incoming_not_in_this_state, reports.needs_reason, reports.not_above, reports.not_in_this_state
 */
export async function answer(
  db: Db,
  id: number,
  step: InboxStep,
  reason: string | null,
  by: By,
): Promise<{ state: IncomingState }> {
  const incoming = await incomingById(db, id, by.scope);
  const key = { tenant: incoming.tenant, id };
  const state = stateOf(await many(db, sql.incoming_events, key, Event));
  if (!FROM[step].includes(state)) throw new DomainError('reports.incoming_not_in_this_state', 409, { state, step });
  if (step === 'send_back' && !reason) throw new DomainError('reports.needs_reason', 422, { step });
  const { state: then, status } = MEANS[step];
  if (incoming.source === 'product' && step !== 'receive') {
    if (!incoming.is_superior || incoming.report_id === null) throw new DomainError('reports.not_above', 403, { step });
    // Accepted or consolidated there already: what came is accepted with it.
    const is_taken = step === 'accept' && (await stateOfReport(db, incoming.report_id, by)) !== 'issued';
    if (is_taken) await addIncomingEvent(db, key, then, reason, by);
    else await takeStep(db, incoming.report_id, step, reason, by);
  } else {
    await addIncomingEvent(db, key, then, reason, by);
    if (incoming.dispatch_id !== null && incoming.from_tenant !== null)
      await addDispatchEvent(db, { tenant: incoming.from_tenant, id: incoming.dispatch_id }, happened('received', by));
    else await answerOutside(db, incoming, status, reason, by);
  }
  await record(db, {
    tenant: incoming.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: `reports.inbox_${step}`,
    subject_kind: 'incoming_report',
    subject_id: id,
    unit_id: incoming.unit_id,
    after: { document_id: incoming.document_id, from: incoming.from_code, state: then },
    reason,
  });
  return { state: then };
}

const TAKEN: readonly State[] = ['accepted', 'consolidated'];

/** `issued`: whatever hinders accepting it is said by the step itself. */
async function stateOfReport(db: Db, id: number, by: By): Promise<State> {
  const last = (await eventsOf(db, await held(db, id, by.scope))).at(-1);
  const state = last ? stateAfter(last.kind) : 'draft';
  return TAKEN.includes(state) ? state : 'issued';
}

/** A status for the system the document came from, by its code. */
export async function answerOutside(
  db: Db,
  incoming: { tenant: number; id: number; unit_id: number; from_code: string; from_name: string },
  means: StatusMeaning,
  reason: string | null,
  by: Pick<By, 'now'>,
): Promise<void> {
  const status_code = edxmlPack().statuses.find((one) => one.means === means)?.code;
  if (!status_code) throw new Error(`the exchange has no code for ${means}`);
  const { tenant, unit_id, from_code: to_address, from_name: to_name } = incoming;
  const row = { tenant, unit_id, to_address, to_name, reason, status_code, incoming_id: incoming.id };
  await putOutbox(db, { ...row, channel: 'edxml', purpose: 'status' }, by.now);
}
