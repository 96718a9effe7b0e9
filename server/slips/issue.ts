// Slips: issued once with a number of the unit's book, printed again as often as wanted, always with the words they were issued with.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { record } from '#audit';
import { vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { FileReply, Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne, one as oneRow } from '#lib/sql';
import { unitById } from '#org';
import { draw, type Format, formNote, setFor, type ToDraw } from './draw.ts';
import { dossierFacts, type Happened, type Reader, visitFacts } from './facts.ts';
import { KINDS, type Kind, kindOf, type Paper } from './kinds.ts';
import { type By, headOf } from './letterhead.ts';
import { dossierFields, visitFields } from './of-dossier.ts';
import type { Fields } from './text.ts';
import { momentShort, twoDigits } from './words.ts';

const sql = loadSql(import.meta.url, ['hold_book', 'next_number', 'issued', 'insert_slip', 'issued_of_dossier', 'slip']);

export type Subject = { dossier_id?: number | undefined; visit_id?: number | undefined; event_seq?: number | undefined };
export type Asking = By & { personal: Scope };

/** What a slip would say, before it has a number. */
type Said = {
  tenant: number;
  kind: Kind;
  form_set: string;
  unit: ToDraw['unit'];
  symbol: string;
  dossier_id: number | null;
  visit_id: number | null;
  event_seq: number;
  reference: string;
  addressee: string;
  fields: Fields;
};

/** The event a kind speaks of: the one asked for, or the newest. @throws slips.nothing_to_print */
function eventFor(kind: Kind, events: readonly Happened[], seq: number | undefined): Happened | null {
  const wanted = kindOf(kind).events;
  if (wanted.length === 0) return null;
  const found = events.findLast((event) => wanted.includes(event.kind) && (seq === undefined || event.seq === seq));
  if (!found) throw new DomainError('slips.nothing_to_print', 409, { kind });
  return found;
}

/**
 * What a slip about a dossier or a visit says at this moment.
 * @throws dossiers.not_found, slips.visit_not_found, slips.personal_needed, slips.nothing_to_print
 */
async function saying(db: Db, kind: Kind, subject: Subject, by: Asking): Promise<Said> {
  const reader: Reader = { scope: by.scope, personal: by.personal };
  const { speaks_of, issued_by } = kindOf(kind);
  const today = vietnamDay(by.now);
  if (subject.visit_id !== undefined) {
    const visit = await visitFacts(db, subject.visit_id, reader);
    if (visit.kind !== kind) throw new DomainError('slips.nothing_to_print', 409, { kind });
    const units = { receiving: visit.unit_id, competent: visit.unit_id };
    const head = await headOf(db, units, issued_by, { names: vietnamDay(visit.at), dated: today });
    const form_set = setFor(vietnamDay(visit.at));
    const fields = { ...head.fields, form_note: formNote(kind, form_set), copy_note: '', ...visitFields(visit) };
    return {
      tenant: visit.tenant,
      kind,
      form_set,
      unit: head.unit,
      symbol: issued_by === 'desk' ? '' : head.symbol,
      dossier_id: null,
      visit_id: visit.id,
      event_seq: 0,
      reference: visit.version.code,
      addressee: String(visit.applicant.name ?? ''),
      fields,
    };
  }
  if (subject.dossier_id === undefined || speaks_of === 'period' || speaks_of === 'batch' || speaks_of === 'visit')
    throw new DomainError('slips.nothing_to_print', 409, { kind });
  const facts = await dossierFacts(db, subject.dossier_id, reader);
  const { dossier, tenant } = facts;
  const event = eventFor(kind, facts.events, subject.event_seq);
  const form_set = setFor(vietnamDay(dossier.received_at ?? dossier.filed_at));
  const units = { receiving: dossier.receiving_unit_id, competent: dossier.competent_unit_id };
  const head = await headOf(db, units, issued_by, { names: vietnamDay(event?.at ?? dossier.filed_at), dated: today });
  const said = dossierFields(kind, facts, event, head.fields.desk_name, by.now);
  return {
    tenant,
    kind,
    form_set,
    unit: head.unit,
    symbol: issued_by === 'desk' ? '' : head.symbol,
    dossier_id: dossier.id,
    visit_id: null,
    event_seq: event?.seq ?? 0,
    reference: dossier.code,
    addressee: String(said.applicant_name),
    fields: { ...head.fields, form_note: formNote(kind, form_set), copy_note: '', ...said },
  };
}

const Issued = z.object({
  tenant: z.number(),
  id: z.number(),
  number_text: z.string(),
  form_set: z.string(),
  issued_at: z.date(),
});
const Last = z.object({ last: z.number() });

export type IssuedSlip = { id: number; kind: Kind; number_text: string; form_set: string; issued_at: Date; is_repeat: boolean };

/**
 * Issues a slip: gives it the next number of its unit's book for the year and keeps every word of it. Issued again, the same slip comes back.
 * @throws slips.not_issued for lists that carry no number, slips.unit_not_permitted when the issuing unit is not the actor's,
 * dossiers.not_found, slips.visit_not_found, slips.personal_needed, slips.nothing_to_print
 */
export async function issue(db: Db, kind: Kind, subject: Subject, by: Asking): Promise<IssuedSlip> {
  if (kindOf(kind).content === 'live') throw new DomainError('slips.not_issued', 422, { kind });
  const said = await saying(db, kind, subject, by);
  const { tenant, unit, form_set, dossier_id, visit_id, event_seq } = said;
  const key = { tenant, kind, dossier_id, visit_id, event_seq };
  const known = await maybeOne(db, sql.issued, key, Issued);
  if (known) return { ...known, kind, is_repeat: true };
  if (by.scope.unit_ids !== null && !by.scope.unit_ids.includes(unit.id))
    throw new DomainError('slips.unit_not_permitted', 403, { unit: unit.name });
  const year = Number(vietnamDay(by.now).slice(0, 4));
  const book = { tenant, unit_id: unit.id, year, kind };
  await oneRow(db, sql.hold_book, book, Last);
  // Somebody may have issued it while this waited for the book.
  const meanwhile = await maybeOne(db, sql.issued, key, Issued);
  if (meanwhile) return { ...meanwhile, kind, is_repeat: true };
  const { last: number } = await oneRow(db, sql.next_number, book, Last);
  const number_text = numberText(kind, form_set, number, said.symbol);
  const fields: Fields = { ...said.fields, number: number_text, number_in_book: String(number), book_no: String(year) };
  const content = JSON.stringify(fields);
  const content_sha256 = createHash('sha256').update(content).digest('hex');
  const { id } = await oneRow(
    db,
    sql.insert_slip,
    {
      ...key,
      token: randomBytes(16).toString('base64url'),
      form_set,
      unit_id: unit.id,
      year,
      number,
      number_text,
      reference: said.reference,
      addressee: said.addressee,
      content,
      content_sha256,
      issued_at: by.now,
      issued_by: by.actor.user_id,
    },
    z.object({ id: z.number() }),
  );
  await record(db, {
    tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'slips.issue',
    subject_kind: 'slip',
    subject_id: id,
    unit_id: unit.id,
    after: { kind, number: number_text, form_set, reference: said.reference, event_seq, content_sha256 },
  });
  return { id, kind, number_text, form_set, issued_at: by.now, is_repeat: false };
}

/** `07/TNHS` at a desk, `07/TB-UBND` for the body that decides. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3. */
function numberText(kind: Kind, form_set: string, number: number, body_symbol: string): string {
  const symbol = kindOf(kind).sets[form_set]?.symbol ?? '';
  return `${twoDigits(number)}/${[symbol, body_symbol].filter(Boolean).join('-')}`;
}

const SlipRow = z.object({
  tenant: z.number(),
  id: z.number(),
  token: z.string(),
  kind: z.enum(KINDS),
  form_set: z.string(),
  unit_id: z.number(),
  number_text: z.string(),
  dossier_id: z.number().nullable(),
  reference: z.string(),
  content: z.record(z.string(), z.union([z.string(), z.array(z.record(z.string(), z.string()))])),
  content_sha256: z.string(),
  issued_at: z.date(),
  issued_by: z.number().nullable(),
  may_read_personal: z.boolean().nullable(),
});

const ORIGINAL_MS = 15 * 60_000;

/**
 * An issued slip as a file, with the words it was issued with. Printed by another officer, or later than a quarter of an hour after it was
 * issued, it says that it is a copy; its number stays.
 * @throws slips.not_found, slips.personal_needed and those of `draw`
 */
export async function print(
  db: Db,
  id: number,
  wanted: { format: Format; paper?: Paper | undefined },
  by: Asking,
): Promise<FileReply> {
  const row = await maybeOne(db, sql.slip, { id, scope: by.scope.unit_ids, personal: by.personal.unit_ids }, SlipRow);
  if (!row) throw new DomainError('slips.not_found', 404, { id });
  if (!row.may_read_personal) throw new DomainError('slips.personal_needed', 403, { code: row.reference });
  const is_copy = row.issued_by !== by.actor.user_id || by.now.getTime() - row.issued_at.getTime() > ORIGINAL_MS;
  const day = vietnamDay(row.issued_at);
  return draw(
    db,
    {
      kind: row.kind,
      form_set: row.form_set,
      fields: is_copy ? { ...row.content, copy_note: `BẢN IN LẠI lúc ${momentShort(by.now)}` } : row.content,
      unit: await unitById(db, row.unit_id, day),
      day,
      token: row.token,
      is_draft: false,
      made_at: is_copy ? by.now : row.issued_at,
    },
    wanted.format,
    wanted.paper,
  );
}

/**
 * A slip about a dossier or a visit as it would be now: the control slip and the filled application, which carry no number, or a draft of
 * one that does.
 * @throws as `issue` and `draw`
 */
export async function preview(
  db: Db,
  kind: Kind,
  subject: Subject,
  wanted: { format: Format; paper?: Paper | undefined },
  by: Asking,
): Promise<FileReply> {
  const said = await saying(db, kind, subject, by);
  const is_draft = kindOf(kind).content === 'as_issued';
  const fields = is_draft ? { ...said.fields, number: '……', number_in_book: '', book_no: '' } : said.fields;
  const { form_set, unit } = said;
  const slip: ToDraw = { kind, form_set, fields, unit, day: vietnamDay(by.now), token: null, is_draft, made_at: by.now };
  return draw(db, slip, wanted.format, wanted.paper);
}

/** The slip for a dossier or a visit in Word and PDF: as issued when it was, else issued now. For other modules. */
export async function slipFor(
  db: Db,
  asked: { kind: Kind; subject: Subject; paper?: Paper },
  by: Asking,
): Promise<{ docx: Uint8Array; pdf: Uint8Array; number: string; form_set: string }> {
  const issued = await issue(db, asked.kind, asked.subject, by);
  const drawAs = async (format: Format) => (await print(db, issued.id, { format, paper: asked.paper }, by)).bytes;
  return { docx: await drawAs('docx'), pdf: await drawAs('pdf'), number: issued.number_text, form_set: issued.form_set };
}

export const Possible = z.object({
  kind: z.enum(KINDS),
  event_seq: z.number(),
  happened_at: z.date().nullable(),
  form_set: z.string(),
  papers: z.array(z.enum(['a4', 'a5'])),
  is_numbered: z.boolean(),
  issued: z.object({ id: z.number(), number_text: z.string(), issued_at: z.date() }).nullable(),
});

const IssuedRow = z.object({
  id: z.number(),
  kind: z.enum(KINDS),
  event_seq: z.number(),
  number_text: z.string(),
  issued_at: z.date(),
});

/** Every slip a dossier has or may have, in the order of what happened. @throws dossiers.not_found, slips.personal_needed */
export async function slipsOf(db: Db, dossier_id: number, by: Asking): Promise<z.infer<typeof Possible>[]> {
  const { dossier, events, tenant, version } = await dossierFacts(db, dossier_id, { scope: by.scope, personal: by.personal });
  const form_set = setFor(vietnamDay(dossier.received_at ?? dossier.filed_at));
  const issued = await many(db, sql.issued_of_dossier, { tenant, dossier_id }, IssuedRow);
  return KINDS.flatMap((kind) => {
    const { speaks_of, events: wanted, content, sets } = kindOf(kind);
    if (speaks_of !== 'dossier') return [];
    // A filled application belongs to the no-writing day, the control slip to what was received.
    if (kind === 'no_writing_application' && !version.is_no_writing) return [];
    if (content === 'live' && dossier.received_at === null) return [];
    const about = wanted.length === 0 ? [null] : events.filter((event) => wanted.includes(event.kind));
    return about.map((event) => {
      const found = issued.find((row) => row.kind === kind && row.event_seq === (event?.seq ?? 0));
      return {
        kind,
        event_seq: event?.seq ?? 0,
        happened_at: event?.at ?? null,
        form_set,
        papers: sets[form_set]?.papers ?? [],
        is_numbered: content === 'as_issued',
        issued: found ? { id: found.id, number_text: found.number_text, issued_at: found.issued_at } : null,
      };
    });
  });
}
