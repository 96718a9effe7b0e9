// Slips that were issued: the list of them, and what the public learns from the code on one.
import { z } from 'zod';
import { inOrder } from '#calendar';
import { addDays, type Day, dayVi, vietnamDay, vietnamMoment } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne, one as oneRow } from '#lib/sql';
import { plain } from '#lib/text';
import { bodyName, unitById, unitNear, unitsFor } from '#org';
import { KINDS, kindOf } from './kinds.ts';

const sql = loadSql(import.meta.url, ['count_slips', 'slips', 'by_token']);

export const Filter = z.object({
  /** A name without diacritics, or the beginning of a slip's number or a dossier's code. */
  q: z.string().trim().max(100).optional(),
  kind: z.enum(KINDS).optional(),
  /** Issuing unit, with all below it. */
  unit: z.string().max(60).optional(),
  from: z.iso.date().optional(),
  /** Included. */
  to: z.iso.date().optional(),
});

export const Listed = z.object({
  id: z.number(),
  kind: z.enum(KINDS),
  form_set: z.string(),
  unit_code: z.string(),
  unit_name: z.string(),
  number_text: z.string(),
  dossier_id: z.number().nullable(),
  reference: z.string(),
  addressee: z.string(),
  issued_at: z.date(),
  issued_by_name: z.string().nullable(),
});

/** Issued slips in the scope, newest first. @throws calendar.reversed_dates */
export async function list(
  db: Db,
  filter: z.output<typeof Filter>,
  page: { page: number; page_size: number },
  scope: Scope,
  today: Day,
): Promise<{ rows: z.infer<typeof Listed>[]; total: number }> {
  inOrder(filter.from, filter.to);
  const words = plain(filter.q ?? '').replace(/[%_\\]/g, ' ');
  const unit = filter.unit ? await unitNear(db, filter.unit, today) : null;
  const params = {
    scope: scope.unit_ids,
    kind: filter.kind ?? null,
    units: unit
      ? await unitsFor(db, {
          unit_id: unit.id,
          day: unit.died && unit.died <= today ? addDays(unit.died, -1) : today,
          scope: 'all',
        })
      : null,
    from_at: filter.from ? vietnamMoment(filter.from) : null,
    to_at: filter.to ? vietnamMoment(addDays(filter.to, 1)) : null,
    words: words === '' ? null : `%${words}%`,
    code: `${(filter.q ?? '').replace(/[%_\\]/g, ' ').toUpperCase()}%`,
  };
  const { total } = await oneRow(db, sql.count_slips, params, z.object({ total: z.number() }));
  const window = { limit: page.page_size, offset: (page.page - 1) * page.page_size };
  return { rows: await many(db, sql.slips, { ...params, ...window }, Listed), total };
}

const ByToken = z.object({
  tenant: z.number(),
  kind: z.enum(KINDS),
  form_set: z.string(),
  number_text: z.string(),
  unit_id: z.number(),
  reference: z.string(),
  addressee: z.string(),
  issued_at: z.date(),
  content_sha256: z.string(),
  content: z.record(z.string(), z.unknown()),
  status: z.number().nullable(),
  due_on: z.string().nullable(),
  closed_at: z.date().nullable(),
  delivered_at: z.date().nullable(),
  competent_unit_id: z.number().nullable(),
});

export const Verified = z.object({
  kind: z.enum(KINDS),
  title: z.string(),
  number_text: z.string(),
  issued_on: z.string(),
  issuer: z.string(),
  dossier_code: z.string().nullable(),
  /** First letters only: whoever holds the paper recognises it, nobody else learns a name. */
  addressee_hint: z.string(),
  matter: z.string(),
  promised: z.string(),
  status: z.number().nullable(),
  due_on: z.string().nullable(),
  is_finished: z.boolean(),
  is_delivered: z.boolean(),
});

/** What the QR code of a slip leads to: whether it is genuine and where its dossier stands. @throws slips.not_genuine */
export async function verify(db: Db, token: string): Promise<z.infer<typeof Verified>> {
  const row = await maybeOne(db, sql.by_token, { token }, ByToken);
  if (!row) throw new DomainError('slips.not_genuine', 404);
  const issued_on = vietnamDay(row.issued_at);
  const unit = await unitById(db, row.unit_id, issued_on);
  const text = (tag: string) => (typeof row.content[tag] === 'string' ? (row.content[tag] as string) : '');
  return {
    kind: row.kind,
    title: kindOf(row.kind).name_vi,
    number_text: row.number_text,
    issued_on: dayVi(issued_on),
    issuer: kindOf(row.kind).issued_by === 'desk' ? text('desk_name') || bodyName(unit) : bodyName(unit),
    dossier_code: row.status === null ? null : row.reference,
    addressee_hint: row.addressee
      .split(/\s+/)
      .map((word) => `${word[0] ?? ''}***`)
      .join(' '),
    matter: text('procedure_name'),
    promised: text('due'),
    status: row.status,
    due_on: row.due_on,
    is_finished: row.closed_at !== null,
    is_delivered: row.delivered_at !== null,
  };
}
