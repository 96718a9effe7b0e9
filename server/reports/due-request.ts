// Reports a superior asks of units once: what about, of which days, until when, under which headings.
import { z } from 'zod';
import { record } from '#audit';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { unitsByIds } from '#org';
import { assign, NewAssignment, unitWithin } from './assignment.ts';
import { isOutline } from './regime-define.ts';
import { codeOfRequest, FREE_OUTLINE } from './regimes.ts';
import { remind } from './remind.ts';
import type { By } from './stored.ts';

const sql = loadSql(import.meta.url, ['insert_request', 'requests_made', 'hold_request', 'withdraw_request']);

export const NewRequest = z.object({
  /** The unit that asks. */
  unit: z.string().max(60),
  subject: z.string().trim().min(3).max(300),
  from: z.iso.date(),
  to: z.iso.date(),
  due_on: z.iso.date(),
  lock_on: z.iso.date().nullable().default(null),
  outline: z.string().max(60).default(FREE_OUTLINE),
  sections: z.array(z.string().trim().min(1).max(300)).max(30).default([]),
  document_number: z.string().trim().max(100).nullable().default(null),
  note: z.string().trim().max(2000).nullable().default(null),
  targets: z.array(NewAssignment).min(1).max(300),
});
export type NewRequest = z.infer<typeof NewRequest>;

/**
 * Asks units for a report. They find it in their calendar; its code is that of a regime of its own.
 * @throws org.unit_unknown, reports.request_days, reports.outline_unknown, reports.needs_sections, and those of `assign`
 */
export async function askReport(db: Db, ask: NewRequest, by: By): Promise<{ id: number; regime: string }> {
  const today = vietnamDay(by.now);
  const unit = await unitWithin(db, ask.unit, today, by);
  if (ask.to < ask.from || ask.due_on < today || ask.due_on < ask.from || (ask.lock_on !== null && ask.lock_on < ask.due_on))
    throw new DomainError('reports.request_days', 422, { from: ask.from, to: ask.to, due_on: ask.due_on, today });
  if (!isOutline(ask.outline)) throw new DomainError('reports.outline_unknown', 404, { outline: ask.outline });
  if (ask.outline === FREE_OUTLINE && ask.sections.length === 0) throw new DomainError('reports.needs_sections', 422);
  const { subject, due_on, lock_on, outline, document_number, note } = ask;
  const { id } = await one(
    db,
    sql.insert_request,
    {
      tenant: unit.tenant,
      unit_id: unit.id,
      subject,
      s: ask.from,
      e: addDays(ask.to, 1),
      due_on,
      lock_on,
      outline,
      sections: ask.sections,
      document_number,
      note,
      now: by.now,
      by: by.actor.user_id,
      by_name: by.actor.name,
    },
    z.object({ id: z.number() }),
  );
  await record(db, {
    tenant: unit.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'reports.ask',
    subject_kind: 'report_request',
    subject_id: id,
    unit_id: unit.id,
    after: { subject, from: ask.from, to: ask.to, due_on, outline },
  });
  const regime = codeOfRequest(id);
  // In force from the day it is asked, whatever days it is about: the last day of its period decides.
  const valid_from = ask.to < today ? ask.to : today;
  await assign(
    db,
    { regime, by_unit: ask.unit, targets: ask.targets, kinds: [], valid_from, valid_to: null, document_number, reason: null },
    by,
  );
  await remind(db, by.now, regime);
  return { id, regime };
}

export const RequestRow = z.object({
  id: z.number(),
  regime: z.string(),
  unit: z.object({ code: z.string(), name: z.string() }),
  subject: z.string(),
  from: z.string(),
  to: z.string(),
  due_on: z.string(),
  outline: z.string(),
  sections: z.array(z.string()),
  document_number: z.string().nullable(),
  note: z.string().nullable(),
  asked_at: z.date(),
  asked_by_name: z.string(),
  withdrawn_at: z.date().nullable(),
  withdrawn_reason: z.string().nullable(),
});

/** What units in reach asked of others, newest first; 300 at most. */
export async function requestsMade(
  db: Db,
  ask: { unit_ids: readonly number[] },
  today: Day,
): Promise<z.infer<typeof RequestRow>[]> {
  const Row = RequestRow.omit({ regime: true, unit: true, from: true, to: true }).extend({
    unit_id: z.number(),
    s: z.string(),
    e: z.string(),
  });
  const rows = await many(db, sql.requests_made, ask, Row);
  const units = await unitsByIds(db, [...new Set(rows.map((row) => row.unit_id))], today);
  const named = new Map(units.map(({ id, code, name }) => [id, { code, name }]));
  return rows.map(({ s, e, unit_id, ...row }) => ({
    ...row,
    regime: codeOfRequest(row.id),
    from: s,
    to: addDays(e, -1),
    unit: named.get(unit_id) ?? { code: String(unit_id), name: String(unit_id) },
  }));
}

/** Nobody owes it any more; reports that were written stay. @throws reports.request_unknown, reports.request_withdrawn */
export async function withdrawRequest(db: Db, ask: { id: number; reason: string }, by: By): Promise<void> {
  const Row = z.object({
    tenant: z.number(),
    id: z.number(),
    unit_id: z.number(),
    subject: z.string(),
    is_withdrawn: z.boolean(),
  });
  const found = await maybeOne(db, sql.hold_request, { id: ask.id, scope: by.scope.unit_ids }, Row);
  if (!found) throw new DomainError('reports.request_unknown', 404, { id: ask.id });
  if (found.is_withdrawn) throw new DomainError('reports.request_withdrawn', 409, { subject: found.subject });
  const { tenant, id } = found;
  await exec(db, sql.withdraw_request, { tenant, id, reason: ask.reason, now: by.now, by: by.actor.user_id });
  await record(db, {
    tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'reports.withdraw_request',
    subject_kind: 'report_request',
    subject_id: id,
    unit_id: found.unit_id,
    reason: ask.reason,
  });
}
