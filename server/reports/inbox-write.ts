// What is written down of a report that came to a unit.
import { z } from 'zod';
import { type Db, exec, loadSql, many, maybeOne } from '#lib/sql';
import type { By } from './stored.ts';

const sql = loadSql(import.meta.url, [
  'insert_incoming',
  'same_document',
  'incoming_of_dispatch',
  'hold_incoming',
  'insert_incoming_event',
]);

export const INCOMING_STATES = ['arrived', 'received', 'accepted', 'sent_back', 'recalled', 'replaced'] as const;
export type IncomingState = (typeof INCOMING_STATES)[number];

export type NewIncoming = {
  tenant: number;
  unit_id: number;
  source: 'product' | 'edxml';
  from_tenant: number | null;
  dispatch_id: number | null;
  document_id: string;
  from_code: string;
  from_name: string;
  code_number: string;
  code_notation: string;
  promulgated_on: string | null;
  document_type: string | null;
  subject: string;
  content: string | null;
  signer: string | null;
  due_on: string | null;
  replaces: string | null;
  package_sha256: string | null;
};

const Found = z.object({ tenant: z.number(), id: z.number(), state: z.enum(INCOMING_STATES) });
export type FoundIncoming = z.infer<typeof Found>;

/** The same document of the same sender at a unit, however it came. */
export function sameDocument(
  db: Db,
  of: { tenant: number; unit_id: number; from_code: string; document_id: string },
): Promise<FoundIncoming | null> {
  const { tenant, unit_id, from_code, document_id } = of;
  return maybeOne(db, sql.same_document, { tenant, unit_id, from_code, document_id }, Found);
}

/** Puts a report into the inbox of a unit; what it replaces is marked. One that is there already, or comes twice at once, is that one. */
export async function addIncoming(db: Db, row: NewIncoming, by: By): Promise<{ id: number; is_new: boolean }> {
  const made = await maybeOne(db, sql.insert_incoming, { ...row, now: by.now }, z.object({ id: z.number() }));
  if (!made) return { id: (await sameDocument(db, row))?.id as number, is_new: false };
  const key = { tenant: row.tenant, id: made.id };
  const sender = { now: by.now, actor: { user_id: null, name: row.from_name } };
  await addIncomingEvent(db, key, 'arrived', null, sender);
  if (row.replaces !== null) {
    const before = await sameDocument(db, { ...row, document_id: row.replaces });
    if (before && before.state !== 'recalled') await addIncomingEvent(db, before, 'replaced', null, sender);
  }
  return { id: made.id, is_new: true };
}

export async function addIncomingEvent(
  db: Db,
  of: { tenant: number; id: number },
  kind: IncomingState,
  reason: string | null,
  by: Pick<By, 'now' | 'actor'>,
): Promise<void> {
  const { tenant, id } = of;
  await many(db, sql.hold_incoming, { tenant, id }, z.unknown());
  const who = { now: by.now, by: by.actor.user_id, by_name: by.actor.name };
  await exec(db, sql.insert_incoming_event, { tenant, id, kind, reason, ...who });
}

/** The same answer in the inbox of the recipient of a dispatch. */
export async function answerIncoming(
  db: Db,
  dispatch: { tenant: number; id: number },
  kind: 'accepted' | 'sent_back' | 'recalled',
  reason: string | null,
  by: By,
): Promise<FoundIncoming | null> {
  const found = await maybeOne(db, sql.incoming_of_dispatch, { from_tenant: dispatch.tenant, dispatch_id: dispatch.id }, Found);
  if (found) await addIncomingEvent(db, found, kind, reason, by);
  return found;
}
