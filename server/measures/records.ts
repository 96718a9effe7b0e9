// The records behind a figure: the same definition, compiled to a list.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { type Bounds, compileRecordDigest, compileRecords, type RecordSort, type Where } from './compile.ts';
import type { Count } from './definition.ts';
import { type Definitions, definitionsOn, OF_DOSSIERS } from './definitions.ts';
import { digestOf } from './digest.ts';
import { nameOf } from './facts.ts';
import { asked, type Question } from './question.ts';

const sql = loadSql(import.meta.url, ['dossiers_of_ids']);

export type RecordsAsk = Question & {
  measure: string;
  /** Of a ratio, or of a count that is a part: which records. The numerator unless told. */
  part?: 'numerator' | 'denominator' | undefined;
  sort?: { by: RecordSort; descending: boolean } | undefined;
  /** One page; without it every record. */
  page?: number | undefined;
  page_size?: number | undefined;
};

const Row = z.object({
  tenant: z.int(),
  dossier_id: z.int(),
  competent_unit_id: z.int(),
  sector_id: z.int(),
  channel: z.int(),
  level: z.int(),
  outcome: z.int(),
  timeliness: z.int(),
  received_on: z.string(),
  due_on: z.string().nullable(),
  closed_on: z.string().nullable(),
  paused_on: z.string().nullable(),
});

/** A dossier as a figure saw it: nothing personal is in it. */
export const DossierRecord = z.object({
  id: z.number(),
  code: z.string(),
  procedure_code: z.string(),
  procedure_name: z.string(),
  sector_code: z.string(),
  sector_name: z.string(),
  unit_code: z.string(),
  unit_name: z.string(),
  channel: z.string(),
  level: z.string(),
  outcome: z.string(),
  timeliness: z.string(),
  received_on: z.string(),
  due_on: z.string().nullable(),
  closed_on: z.string().nullable(),
  paused_on: z.string().nullable(),
});
export type DossierRecord = z.infer<typeof DossierRecord>;

/** The count whose records are meant. @throws measures.no_such_part */
export function countedBy(definitions: Definitions, name: string, part: 'numerator' | 'denominator' | undefined): Count {
  const definition = definitions.get(name);
  if (definition.kind === 'ratio') return definitions.count(definition[part ?? 'numerator']);
  if (definition.kind !== 'count')
    throw new DomainError('measures.not_of_dossiers', 422, { measure: name, kind: definition.kind });
  if (part !== 'denominator') return definition;
  if (!definition.part_of) throw new DomainError('measures.no_such_part', 422, { measure: name, part });
  return definitions.count(definition.part_of);
}

/**
 * The records a measure counts over `from` to `to`: their number, digest and list. Number and digest are of all of them, whatever the page.
 * @param access units whose records the asker may see
 * @throws what `figures` throws, measures.no_such_part
 */
export async function records(db: Db, ask: RecordsAsk, access: Scope) {
  const question = await asked(db, ask, access);
  const definitions = await definitionsOn(db, ask.to, null, OF_DOSSIERS);
  const count = countedBy(definitions, ask.measure, ask.part);
  const found = await recordsOf(db, { count, ...question }, ask, access);
  const { unit, from, to, scope, notes } = question;
  const { label_vi, label_en, definition_vi, definition_en } = definitions.get(ask.measure);
  return {
    unit: { code: unit.code, slug: unit.slug, name: unit.name, kind: unit.kind },
    from,
    to,
    scope,
    measure: { name: ask.measure, label_vi, label_en, definition_vi, definition_en, counts: count.name },
    notes,
    ...found,
  };
}

export type Counting = { count: Count; bounds: Bounds; where: Where; tree_day: Day };

/** A page of what a count counts, with number and digest of all of it. */
export async function recordsOf(
  db: Db,
  counting: Counting,
  { page = 1, page_size: limit, sort }: Pick<RecordsAsk, 'page' | 'page_size' | 'sort'>,
  access: Scope,
): Promise<{ count: number; digest: string; records: DossierRecord[] }> {
  const { count, bounds, where, tree_day } = counting;
  const offset = limit === undefined ? 0 : (page - 1) * limit;
  const listed = compileRecords(count, bounds, where, {
    ...(sort ? { sort } : {}),
    limit,
    offset,
    // A first page knows the whole; a later one may be empty, and a whole list is not to carry its sum on every row.
    with_digest: limit !== undefined && offset === 0,
  });
  const found = (await db.query(listed)).rows as (Total & Record<string, unknown>)[];
  const { n, x, y } = await totalFor(db, counting, found[0], offset);
  return { count: n, digest: digestOf(n, x, y), records: await describedRows(db, found, tree_day, access) };
}

type Total = { n: number; x: string | null; y: string | null };

/** What the first row of the page at `offset` says, or nothing where not even a first page has a row. */
async function totalFor(db: Db, counting: Counting, first: Total | undefined, offset: number): Promise<Total> {
  if (first?.n !== undefined) return first;
  return !first && offset === 0 ? { n: 0, x: null, y: null } : totalOf(db, counting);
}

async function totalOf(db: Db, { count, bounds, where }: Counting): Promise<Total> {
  const { rows } = await db.query<Total>(compileRecordDigest(count, bounds, where));
  return rows[0] as Total;
}

const Described = z.object({
  tenant: z.int(),
  id: z.int(),
  code: z.string(),
  procedure_code: z.string(),
  procedure_name: z.string(),
  sector_code: z.string(),
  sector_name: z.string(),
  unit_code: z.string(),
  unit_name: z.string(),
});

/** Rows of `compileRecords` with codes and names; units are named as on `day`. */
export async function describedRows(
  db: Db,
  listed: readonly Record<string, unknown>[],
  day: Day,
  access: Scope,
): Promise<DossierRecord[]> {
  const rows = listed.map((row) => Row.parse(row));
  const keys = {
    tenants: rows.map((row) => row.tenant),
    ids: rows.map((row) => row.dossier_id),
    unit_ids: rows.map((row) => row.competent_unit_id),
    sector_ids: rows.map((row) => row.sector_id),
  };
  const found = await many(db, sql.dossiers_of_ids, { ...keys, day, scope: access.unit_ids }, Described);
  const dossiers = new Map(found.map(({ tenant, ...said }) => [`${tenant}/${said.id}`, said]));
  return rows.map((row) => {
    const dossier = dossiers.get(`${row.tenant}/${row.dossier_id}`);
    if (!dossier) throw new Error(`dossier ${row.tenant}/${row.dossier_id} is counted but is not whole`);
    return {
      ...dossier,
      channel: nameOf('channel', row.channel),
      level: nameOf('level', row.level),
      outcome: nameOf('outcome', row.outcome),
      timeliness: nameOf('timeliness', row.timeliness),
      received_on: row.received_on,
      due_on: row.due_on,
      closed_on: row.closed_on,
      paused_on: row.paused_on,
    };
  });
}
