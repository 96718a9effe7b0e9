// Issuing a report: numbered, written once more with links to its records, frozen figure by figure; and what has changed since.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { keep, open, store } from '#files';
import type { CellFilter } from '#forms';
import { addDays, type Day, vietnamDay, yearOf } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { definitionsOn, records } from '#measures';
import { bodyName, issuerOf, placeAndDate, unitById } from '#org';
import { Anchors, figuresFor } from './compose.ts';
import { Content, type Figure } from './content.ts';
import { explanationsOf } from './remarks.ts';
import { EVENTS, eventOf, STATES, stateAfter } from './states.ts';
import { addEvent, auditReport, type By, begin, figureAddress, type Held, unitOf, versionOf } from './stored.ts';
import { filled } from './word/fill.ts';
import { refreshed } from './word/refresh.ts';
import { defaultTemplate } from './word/template.ts';

const sql = loadSql(import.meta.url, [
  'next_number',
  'insert_issue',
  'insert_cells',
  'issued',
  'by_token',
  'cells',
  'versions_of_dossiers',
]);

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

// ---- what changed since

const FrozenCell = z.object({
  anchor: z.string(),
  measure: z.string(),
  unit: z.string(),
  s: z.string(),
  e: z.string(),
  filter: z.record(z.string(), z.string()),
  printed: z.string(),
  value: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  n: z.number().nullable(),
  digest: z.string().nullable(),
  definition: z.record(z.string(), z.unknown()),
});
export type FrozenCell = z.infer<typeof FrozenCell>;

export function frozenCells(db: Db, report: Held, version: number): Promise<FrozenCell[]> {
  return many(db, sql.cells, { tenant: report.tenant, id: report.id, version }, FrozenCell);
}

export const CAUSES = [
  'entered_late',
  'date_changed',
  'outcome_changed',
  'unit_changed',
  'removed',
  'definition_changed',
  'other',
] as const;
export type Cause = (typeof CAUSES)[number];

export const Difference = z.object({
  anchor: z.string(),
  label: z.string(),
  was: z.string().nullable(),
  now: z.string().nullable(),
  entered: z.array(z.object({ id: z.number(), cause: z.enum(CAUSES) })),
  left: z.array(z.object({ id: z.number(), cause: z.enum(CAUSES) })),
});
export type Difference = z.infer<typeof Difference>;

/**
 * Figures of an issued report that would be others today, each with the records that came in and that went out, and why.
 * The issued report stays as it is: the next one prints the differences.
 */
export async function differences(db: Db, report: Held, issued: Issued, scope: Scope, today: Day): Promise<Difference[]> {
  const cells = await frozenCells(db, report, issued.version);
  const live = await figuresOfNow(db, cells, scope, today);
  const found: Difference[] = [];
  for (const cell of cells) {
    const now = live[cell.anchor];
    if (now && now.value === cell.value && (cell.digest === null || now.digest === cell.digest)) continue;
    const moved =
      cell.definition.kind === 'count'
        ? await movedRecords(db, report.tenant, cell, issued.known_at, scope, today)
        : { entered: [], left: [] };
    const label = String(cell.definition.label_vi ?? cell.measure);
    found.push({ anchor: cell.anchor, label, was: cell.value, now: now?.value ?? null, ...moved });
  }
  return found.sort((a, b) => a.label.localeCompare(b.label, 'vi') || (a.anchor < b.anchor ? -1 : 1));
}

/** The same figures asked again, whatever kind of measure they are. */
function figuresOfNow(db: Db, cells: readonly FrozenCell[], scope: Scope, today: Day): Promise<Record<string, Figure>> {
  const anchors = new Anchors();
  for (const cell of cells) anchors.asked.set(cell.anchor, { measure: cell.measure, filter: filterOf(cell) });
  return figuresFor(db, anchors, new Map(cells.map(({ anchor, printed }) => [anchor, printed])), { today }, scope);
}

function filterOf({ unit, s, e, filter }: FrozenCell): CellFilter {
  const scope = filter.scope === 'own' || filter.scope === 'below' ? filter.scope : 'all';
  return { unit, from: s, to: addDays(e, -1), scope, ...(filter.sector ? { sector: filter.sector } : {}) };
}

const DossierVersion = z.object({
  tenant: z.number(),
  dossier_id: z.number(),
  known_from: z.date(),
  received_on: z.string(),
  due_on: z.string().nullable(),
  closed_on: z.string().nullable(),
  outcome: z.number(),
  competent_unit_id: z.number(),
  is_now: z.boolean(),
});
type DossierVersion = z.infer<typeof DossierVersion>;

async function movedRecords(
  db: Db,
  tenant: number,
  cell: FrozenCell,
  known_at: Date,
  scope: Scope,
  today: Day,
): Promise<Pick<Difference, 'entered' | 'left'>> {
  const ask = { ...filterOf(cell), today, measure: cell.measure };
  const then = new Set((await records(db, { ...ask, known_at }, scope)).records.map(({ id }) => id));
  const now = new Set((await records(db, ask, scope)).records.map(({ id }) => id));
  const entered = [...now].filter((one) => !then.has(one));
  const left = [...then].filter((one) => !now.has(one));
  const rows = await many(db, sql.versions_of_dossiers, { tenant, ids: [...entered, ...left], known_at }, DossierVersion);
  const by_id = Map.groupBy(rows, ({ dossier_id }) => dossier_id);
  const causeOf = (id: number) => causeFor(by_id.get(id) ?? [], known_at);
  return { entered: entered.map((id) => ({ id, cause: causeOf(id) })), left: left.map((id) => ({ id, cause: causeOf(id) })) };
}

/** Why a dossier counts now and did not then, or the other way round. Pure. */
export function causeFor(versions: readonly DossierVersion[], known_at: Date): Cause {
  const now = versions.find(({ is_now }) => is_now);
  const then =
    versions.find((one) => one.known_from <= known_at && one !== now) ?? (now && now.known_from <= known_at ? now : undefined);
  if (!then) return 'entered_late';
  if (!now) return 'removed';
  if (now.competent_unit_id !== then.competent_unit_id) return 'unit_changed';
  if (now.outcome !== then.outcome) return 'outcome_changed';
  if (now.received_on !== then.received_on || now.due_on !== then.due_on || now.closed_on !== then.closed_on)
    return 'date_changed';
  return now.known_from > known_at ? 'other' : 'definition_changed';
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
