// Issuing a report: numbered, written once more with links to its records, frozen figure by figure; and what its code says.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { keep, open, store } from '#files';
import { addDays, type Day, vietnamDay, yearOf } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, maybeOne, one } from '#lib/sql';
import { definitionsOn } from '#measures';
import { bodyName, issuerOf, placeAndDate, unitById } from '#org';
import { Content } from './content.ts';
import { explanationsOf } from './remarks.ts';
import { EVENTS, eventOf, STATES, stateAfter } from './states.ts';
import { addEvent, auditReport, type By, begin, figureAddress, type Held, unitOf, versionOf } from './stored.ts';
import { filled } from './word/fill.ts';
import { refreshed } from './word/refresh.ts';
import { defaultTemplate } from './word/template.ts';

const sql = loadSql(import.meta.url, ['next_number', 'insert_issue', 'insert_cells', 'issued', 'by_token']);

export type IssueAsk = { signer: string; issued_on: Day };

/**
 * Issues an approved report: the next number of the unit's book, the file, and every figure frozen as known when the version was made.
 * @throws reports.not_found, reports.not_in_this_state, reports.errors_unexplained, reports.issued_before_period_end
 */
export async function issue(db: Db, id: number, ask: IssueAsk, by: By): Promise<{ number: number; year: number; token: string }> {
  const { report, now } = await begin(db, id, 'issue', null, by);
  if (ask.issued_on < addDays(report.e, -1) || ask.issued_on > vietnamDay(by.now))
    throw new DomainError('reports.issue_day_wrong', 422, {
      issued_on: ask.issued_on,
      from: addDays(report.e, -1),
      to: vietnamDay(by.now),
    });
  const version = await versionOf(db, report);
  const explained = new Set((await explanationsOf(db, report)).map(({ finding }) => finding));
  const open_errors = (version.findings ?? []).filter((one) => one.severity === 'error' && !explained.has(one.id));
  if (open_errors.length > 0) throw new DomainError('reports.errors_unexplained', 409, { errors: open_errors.length });

  const unit = await unitOf(db, report);
  const parent = unit.parent_id === null ? null : await unitById(db, unit.parent_id, addDays(report.e, -1));
  const letterhead = issuerOf(unit, parent);
  const year = yearOf(ask.issued_on);
  const { last: number } = await one(
    db,
    sql.next_number,
    { tenant: report.tenant, unit_id: unit.id, year },
    z.object({ last: z.number() }),
  );
  const content: Content = {
    ...version.content,
    number: `Số: ${String(number).padStart(2, '0')}/BC-${letterhead.symbol}`,
    place_and_date: placeAndDate(letterhead.place, ask.issued_on),
    signer: ask.signer,
  };
  const token = randomBytes(18).toString('base64url');
  const bytes = await issuedDocx(db, content, report, version.file_id, by.scope);
  const { actor, now: at, request_id = null } = by;
  const name = `bao-cao_${report.regime}_${number}-${year}.docx`;
  const file = await keep(db, store(), { bytes, name, unit_id: unit.id, tenant: report.tenant, actor, now: at, request_id });
  const key = { tenant: report.tenant, report_id: report.id, version: version.version };
  await exec(db, sql.insert_issue, {
    ...key,
    unit_id: unit.id,
    year,
    number,
    issued_on: ask.issued_on,
    signer: ask.signer,
    known_at: version.known_at,
    tree_day: addDays(report.e, -1),
    content: JSON.stringify(content),
    content_sha256: sha256(JSON.stringify(content)),
    docx_file_id: file.id,
    docx_sha256: file.sha256,
    token,
    now: at,
    by: actor.user_id,
  });
  await exec(db, sql.insert_cells, { ...key, cells: JSON.stringify(await cellsOf(db, report.tenant, content)) });
  await addEvent(db, report, { seq: now.seq + 1, kind: eventOf('issue'), version: version.version, reason: null }, by);
  await auditReport(db, report, by, 'reports.issue', { number, year, version: version.version, sha256: file.sha256 });
  return { number, year, token };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The office's own file goes out in its own layout; a version the product made is written with a link behind every figure. */
async function issuedDocx(db: Db, content: Content, report: Held, file_id: number | null, scope: Scope): Promise<Uint8Array> {
  if (file_id !== null) return refreshed((await open(db, store(), file_id, scope)).bytes, content).bytes;
  return filled(await defaultTemplate(new Date(0)), content, { linkOf: (anchor) => figureAddress(report.id, anchor) });
}

async function cellsOf(db: Db, tenant: number, content: Content) {
  const definitions = await definitionsOn(db, content.to, tenant);
  return Object.values(content.figures).map(
    ({ anchor, measure, unit, from, to, filter, printed, value, numerator, denominator, n, digest }) => ({
      anchor,
      measure,
      unit,
      s: from,
      e: addDays(to, 1),
      filter,
      printed,
      value,
      numerator,
      denominator,
      n,
      digest,
      definition: definitions.get(measure),
    }),
  );
}

const Issued = z.object({
  version: z.number(),
  year: z.number(),
  number: z.number(),
  issued_on: z.string(),
  signer: z.string(),
  known_at: z.date(),
  content: Content,
  content_sha256: z.string(),
  docx_file_id: z.number(),
  docx_sha256: z.string(),
  token: z.string(),
  issued_at: z.date(),
});
export type Issued = z.infer<typeof Issued>;

/** The last issue of a report, null when there is none. */
export function issuedOf(db: Db, report: Held): Promise<Issued | null> {
  return maybeOne(db, sql.issued, { tenant: report.tenant, id: report.id }, Issued);
}

// ---- what anybody may check

export const Verified = z.object({
  title: z.string(),
  number: z.number(),
  year: z.number(),
  issued_on: z.string(),
  signer: z.string(),
  issuer: z.string(),
  sha256: z.string(),
  /** Whether this is still the report in force: not sent back, recalled or issued anew. */
  state: z.enum(STATES),
  is_newest: z.boolean(),
});

const ByToken = z.object({
  tenant: z.number(),
  report_id: z.number(),
  version: z.number(),
  number: z.number(),
  year: z.number(),
  issued_on: z.string(),
  signer: z.string(),
  docx_sha256: z.string(),
  title: z.string(),
  s: z.string(),
  e: z.string(),
  unit_id: z.number(),
  last_event: z.enum(EVENTS),
  last_version: z.number(),
});

/** What the code of a report says to anybody: which report it is and the hash of its file. @throws reports.code_unknown */
export async function verify(db: Db, token: string): Promise<z.infer<typeof Verified>> {
  const found = await maybeOne(db, sql.by_token, { token }, ByToken);
  if (!found) throw new DomainError('reports.code_unknown', 404);
  const unit = await unitById(db, found.unit_id, addDays(found.e, -1));
  const { title, number, year, issued_on, signer, docx_sha256 } = found;
  const is_newest = found.last_version === found.version;
  return {
    title,
    number,
    year,
    issued_on,
    signer,
    issuer: bodyName(unit),
    sha256: docx_sha256,
    state: stateAfter(found.last_event),
    is_newest,
  };
}
