import { z } from 'zod';
import { record } from '#audit';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Actor } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { plain } from '#lib/text';
import {
  Content,
  Fee,
  INTERLINKED_KINDS,
  LegalDocument,
  type PackSector,
  PublishedStep,
  readCatalogue,
  VERTICAL_AGENCIES,
} from './pack.ts';

export {
  type By,
  moveProposal,
  OUTCOMES,
  PLACES,
  planReviews,
  post,
  propose,
  recordOutcome,
  reviews,
} from './control.ts';
export { DECISION_KINDS, enterDecision } from './decisions.ts';
export { importTask } from './import.ts';
export { Content };

const sql = loadSql(import.meta.url, [
  'version_on',
  'version_by_id',
  'versions_of',
  'papers_of',
  'papers_of_many',
  'nearest_versions',
  'count_found',
  'found',
  'sectors',
  'upsert_sector',
  'sector_id',
  'ensure_procedure',
  'lock_procedure',
  'version_starting',
  'end_version',
  'next_start',
  'insert_version',
  'insert_papers',
  'insert_fees',
  'insert_steps',
  'insert_legal_documents',
  'fees_of',
  'steps_of',
  'legal_documents_of',
  'offered_units',
]);

export const Level = z.enum(['province', 'district', 'commune']);
export type Level = z.infer<typeof Level>;

export const Version = z.object({
  id: z.number(),
  procedure_id: z.number(),
  code: z.string(),
  name: z.string(),
  valid_from: z.string(),
  /** First day on which it no longer holds; null = until further notice. */
  valid_until: z.string().nullable(),
  sector_id: z.number(),
  sector_code: z.string(),
  sector_name: z.string(),
  level: Level,
  authority: z.string(),
  limit_unit: z.enum(['hour', 'day', 'working_day', 'month']).nullable(),
  limit_amount: z.number().nullable(),
  /** 'HH:MM' */
  cut_off: z.string().nullable(),
  supplement_policy: z.enum(['pause', 'restart']),
  max_supplements: z.number().nullable(),
  fee_vnd: z.number(),
  online_level: z.enum(['none', 'partial', 'full']),
  legacy_online_label: z.string().nullable(),
  is_interlinked: z.boolean(),
  is_no_writing: z.boolean(),
  is_boundary_free: z.boolean(),
  result_name: z.string().nullable(),
  decision_no: z.string().nullable(),
  legal_basis: z.string().nullable(),
  source: z.string(),
  status: z.enum(['approved', 'to_be_verified']),
  note: z.string().nullable(),
  is_at_desk: z.boolean(),
  off_desk_reason: z.string().nullable(),
  vertical_agency: z.enum(VERTICAL_AGENCIES).nullable(),
  interlinked_kind: z.enum(INTERLINKED_KINDS).nullable(),
  can_post_receive: z.boolean(),
  can_post_return: z.boolean(),
  is_internal: z.boolean(),
  conditions: z.string().nullable(),
});
export type Version = z.infer<typeof Version>;

export const Paper = z.object({
  ordinal: z.number(),
  name: z.string(),
  form_code: z.string().nullable(),
  originals: z.number(),
  copies: z.number(),
  is_required: z.boolean(),
  must_digitise: z.boolean(),
});
export type Paper = z.infer<typeof Paper>;

export type Procedure = Version & { papers: Paper[] };

/** `1.000948.H38`, `2.000815.000.00.00.H55` → the national code, without the locality's suffix. */
export function nationalCode(code: string): string {
  return /^\d\.\d{6}(?=\.|$)/.exec(code.trim())?.[0] ?? code.trim();
}

/**
 * The procedure as the catalogue had it on a day, with its papers.
 * @param code national code, with or without a locality's suffix
 * @throws procedures.unknown, procedures.not_on_day
 */
export async function procedureOn(db: Db, code: string, day: Day): Promise<Procedure> {
  const national = nationalCode(code);
  const version = await maybeOne(db, sql.version_on, { code: national, day }, Version);
  if (version) return { ...version, papers: await papersOf(db, version.id) };
  const known = await many(
    db,
    sql.nearest_versions,
    { code: national },
    z.object({ valid_from: z.string(), valid_until: z.string().nullable() }),
  );
  if (known.length === 0) throw new DomainError('procedures.unknown', 404, { code: national });
  throw new DomainError('procedures.not_on_day', 422, { code: national, day, valid: known });
}

/** A version by its id: the one a dossier keeps. */
export async function versionById(db: Db, id: number): Promise<Version> {
  return one(db, sql.version_by_id, { id }, Version);
}

export async function papersOf(db: Db, version_id: number): Promise<Paper[]> {
  return many(db, sql.papers_of, { version_id }, Paper);
}

/** Every version of a procedure, newest first. @throws procedures.unknown */
export async function versionsOf(db: Db, code: string): Promise<Version[]> {
  const versions = await many(db, sql.versions_of, { code: nationalCode(code) }, Version);
  if (versions.length === 0) throw new DomainError('procedures.unknown', 404, { code: nationalCode(code) });
  return versions;
}

export type Detailed = Procedure & {
  fees: z.output<typeof Fee>[];
  steps: z.output<typeof PublishedStep>[];
  legal_documents: z.output<typeof LegalDocument>[];
};

/** Versions with everything that stands in lists beside them. */
export async function detailsOf(db: Db, versions: readonly Version[]): Promise<Detailed[]> {
  const params = { version_ids: versions.map((one) => one.id) };
  const row = { version_id: z.number(), ordinal: z.number() };
  const fees = await many(db, sql.fees_of, params, z.object({ ...Fee.shape, ...row }));
  const steps = await many(db, sql.steps_of, params, z.object({ ...PublishedStep.shape, ...row }));
  const documents = await many(db, sql.legal_documents_of, params, z.object({ ...LegalDocument.shape, ...row }));
  const papers = await many(db, sql.papers_of_many, params, Paper.extend({ version_id: z.number() }));
  const of = <R extends { version_id: number }>(rows: readonly R[], id: number) =>
    rows.filter((one) => one.version_id === id).map(({ version_id: _, ...rest }) => rest);
  return versions.map((version) => ({
    ...version,
    papers: of(papers, version.id),
    fees: of(fees, version.id),
    steps: of(steps, version.id),
    legal_documents: of(documents, version.id),
  }));
}

export type Search = {
  day: Day;
  q?: string | undefined;
  sector?: string | undefined;
  level?: Level | undefined;
  online_level?: string | undefined;
  at_desk?: boolean | undefined;
  is_internal?: boolean | undefined;
  is_interlinked?: boolean | undefined;
  /** An agency, or `any`. */
  vertical?: string | undefined;
  /** Only these versions. */
  ids?: readonly number[] | undefined;
  page?: number;
  page_size?: number;
};

/**
 * Procedures of a day, by code, by words in any order and without diacritics, or by the initials people say ("ĐKKH" finds đăng ký kết hôn).
 */
export async function search(
  db: Db,
  {
    day,
    q = '',
    sector,
    level,
    online_level,
    at_desk,
    is_internal,
    is_interlinked,
    vertical,
    ids,
    page = 1,
    page_size = 20,
  }: Search,
): Promise<{ rows: Version[]; total: number }> {
  const words = plain(q)
    .replace(/[%_\\]/g, ' ')
    .trim();
  const params = {
    day,
    sector: sector ?? null,
    level: level ?? null,
    online_level: online_level ?? null,
    at_desk: at_desk ?? null,
    is_internal: is_internal ?? null,
    is_interlinked: is_interlinked ?? null,
    vertical: vertical ?? null,
    ids: ids ?? null,
    code: `${nationalCode(words)}%`,
    patterns: words === '' ? [] : words.split(' ').map((word) => `%${word}%`),
    initials: /^[a-z]{2,}$/.test(words) ? `%${words}%` : null,
    start: `${words}%`,
  };
  const { total } = await one(db, sql.count_found, params, z.object({ total: z.number() }));
  const rows = await many(db, sql.found, { ...params, limit: page_size, offset: (page - 1) * page_size }, Version);
  return { rows, total };
}

export const Sector = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  name_en: z.string().nullable(),
  published_count: z.number().nullable(),
  published_note: z.string().nullable(),
  procedures: z.number(),
  source: z.string(),
  status: z.string(),
});

/** All sectors with the number of procedures the catalogue has in each on that day (of one level when given). */
export async function sectors(db: Db, day: Day, level: Level | null = null): Promise<z.infer<typeof Sector>[]> {
  return many(db, sql.sectors, { day, level }, Sector);
}

const KINDS: Record<Level, readonly string[]> = {
  province: ['province', 'department', 'vertical'],
  district: ['district', 'division', 'vertical'],
  commune: ['commune', 'vertical'],
};

/** Whether a unit decides on a procedure: of its level, and among the units named for it when any are. */
export async function isCompetent(db: Db, version: Version, unit: { id: number; kind: string }, day: Day): Promise<boolean> {
  return isCompetentAmong(version, unit, await namedUnits(db, version.procedure_id, day));
}

/** Units named for a procedure on a day, besides which no other decides on it; none named: every unit of its level does. */
export async function namedUnits(db: Db, procedure_id: number, day: Day): Promise<number[]> {
  return (await many(db, sql.offered_units, { procedure_id, day }, z.object({ unit_id: z.number() }))).map((one) => one.unit_id);
}

/** {@link isCompetent}, the units named for the procedure being known. */
export function isCompetentAmong(version: Version, unit: { id: number; kind: string }, named: readonly number[]): boolean {
  return KINDS[version.level].includes(unit.kind) && (named.length === 0 || named.includes(unit.id));
}

export type Announcement = { code: string; from: Day; content: Content };

/**
 * A new version of a procedure, or a new procedure, from a day on. The version before ends there; dossiers keep the version of their day.
 * @throws procedures.day_in_the_past, procedures.version_exists, procedures.sector_unknown, procedures.bad_code
 */
export async function announce(
  db: Db,
  { code, from, content }: Announcement,
  by: { actor: Actor; now: Date; today: Day; request_id?: string },
): Promise<Procedure> {
  const national = nationalCode(code);
  if (!/^\d\.\d{6}$/.test(national)) throw new DomainError('procedures.bad_code', 422, { code });
  if (from < by.today) throw new DomainError('procedures.day_in_the_past', 422, { from, today: by.today });
  const before = await maybeOne(db, sql.version_on, { code: national, day: from }, Version);
  if (!(await insertVersion(db, national, from, null, content)))
    throw new DomainError('procedures.version_exists', 409, { code: national, from });
  const after = await procedureOn(db, national, from);
  await record(db, {
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'procedures.announce',
    subject_kind: 'procedures.version',
    subject_id: after.id,
    before,
    after,
    reason: content.decision_no,
  });
  return after;
}

/** @returns false when a version begins on that day already */
export async function insertVersion(db: Db, code: string, from: Day, until: Day | null, content: Content): Promise<boolean> {
  const { id: procedure_id } = await one(db, sql.ensure_procedure, { code }, z.object({ id: z.number() }));
  await one(db, sql.lock_procedure, { procedure_id }, z.object({ id: z.number() }));
  if (await maybeOne(db, sql.version_starting, { procedure_id, from }, z.object({ id: z.number() }))) return false;
  const sector = await maybeOne(db, sql.sector_id, { code: content.sector }, z.object({ id: z.number() }));
  if (!sector) throw new DomainError('procedures.sector_unknown', 422, { sector: content.sector });
  await exec(db, sql.end_version, { procedure_id, from });
  const { next_from } = await one(db, sql.next_start, { procedure_id, from }, z.object({ next_from: z.string().nullable() }));
  const ends = [until, next_from].filter((day) => day !== null).sort()[0] ?? null;
  const { limit, supplement, papers, fees, steps, legal_documents, sector: _, ...columns } = content;
  // Where fees are listed one by one, their sum is what is due; what is no one number is reckoned at the desk.
  const fee_vnd = fees.length > 0 ? fees.reduce((sum, fee) => sum + (fee.amount_vnd ?? 0), 0) : content.fee_vnd;
  const { id } = await one(
    db,
    sql.insert_version,
    {
      ...columns,
      fee_vnd,
      procedure_id,
      from,
      until: ends,
      sector_id: sector.id,
      limit_unit: limit?.unit ?? null,
      limit_amount: limit?.amount ?? null,
      cut_off: limit?.cut_off ?? null,
      supplement_policy: supplement.policy,
      max_supplements: supplement.max,
    },
    z.object({ id: z.number() }),
  );
  await exec(db, sql.insert_papers, {
    version_id: id,
    papers: JSON.stringify(numbered(papers)),
  });
  if (fees.length > 0) await exec(db, sql.insert_fees, { version_id: id, fees: JSON.stringify(numbered(fees)) });
  if (steps.length > 0) await exec(db, sql.insert_steps, { version_id: id, steps: JSON.stringify(numbered(steps)) });
  if (legal_documents.length > 0)
    await exec(db, sql.insert_legal_documents, { version_id: id, documents: JSON.stringify(numbered(legal_documents)) });
  return true;
}

function numbered<T extends object>(rows: readonly T[]): (T & { ordinal: number })[] {
  return rows.map((row, n) => ({ ...row, ordinal: n + 1 }));
}

async function loadSector(
  db: Db,
  { code, name, name_en, published_count, published_note, source, status }: PackSector,
): Promise<void> {
  await exec(db, sql.upsert_sector, { code, name, name_en, published_count, published_note, source, status });
}

/**
 * Loads packs/procedures, whole or not at all (in the caller's transaction). Versions that are there already stay as they are:
 * an office may have announced its own since, and dossiers rest on them.
 * @returns number of versions that were new
 * @throws packs.broken
 */
export async function loadPack(db: Db, dir?: string): Promise<number> {
  const { sectors: read, versions } = readCatalogue(dir);
  for (const sector of read) await loadSector(db, sector);
  let added = 0;
  for (const { code, from, until, content } of versions) if (await insertVersion(db, code, from, until, content)) added += 1;
  return added;
}
