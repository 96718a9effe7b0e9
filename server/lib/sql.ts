import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { z } from 'zod';

/** Anything that answers a query: a pool, a client inside a transaction. */
export type Db = Pick<pg.ClientBase, 'query'>;

/** A statement from a `.sql` file: `params` are its `:names` in the order of `$1…`. */
export type Query = { name: string; text: string; params: readonly string[]; is_planned_anew?: boolean };

// bigint: ids and counts, all far below 2^53 (asserted); date: a day has no time zone, so it stays text; numeric: exact, stays text.
pg.types.setTypeParser(20, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of the safe range: ${text}`);
  return value;
});
pg.types.setTypeParser(1082, (text) => text);
pg.types.setTypeParser(1182 as number, (text) => pgArray(text));

const TIMESTAMPTZ = 1184;
const dateOf = pg.types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date;

/** A moment as PostgreSQL writes it in a session of UTC (`2026-11-21 13:36:18.134+00`) as JSON has it: ISO 8601 with milliseconds. */
export function isoMoment(text: string): string {
  if (text.endsWith('+00')) {
    if (text.length === 26) return `${text.slice(0, 10)}T${text.slice(11, 23)}Z`;
    if (text.length === 22) return `${text.slice(0, 10)}T${text.slice(11, 19)}.000Z`;
  }
  return dateOf(text).toISOString();
}

const MOMENTS_AS_TEXT: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === TIMESTAMPTZ ? isoMoment : pg.types.getTypeParser(oid, format as 'text'),
};

function pgArray(text: string): string[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',');
}

const NAME = /^--\s*name:\s*([a-z][a-z0-9_]*)\s*$/;

/** Splits a `.sql` file into its named statements. Lines before the first name are a file comment. */
export function parseSql(source: string, file: string): Map<string, Query> {
  const queries = new Map<string, Query>();
  let name: string | null = null;
  let lines: string[] = [];
  const close = () => {
    if (name === null) return;
    if (queries.has(name)) throw new Error(`${file}: query ${name} stands twice`);
    queries.set(name, compile(name, lines.join('\n').trim().replace(/;\s*$/, '')));
  };
  for (const line of source.split('\n')) {
    const found = NAME.exec(line);
    if (found) {
      close();
      name = found[1] as string;
      lines = [];
    } else lines.push(line);
  }
  close();
  return queries;
}

// Skips comments, quoted text, quoted names and `::casts`, so that only real `:params` are taken.
const TOKEN = /--[^\n]*|'(?:[^']|'')*'|"[^"]*"|::|:([a-z_][a-z0-9_]*)/g;

/** Turns `:name` into `$n`; a name that stands twice is one parameter. */
export function compile(name: string, source: string): Query {
  const params: string[] = [];
  const text = source.replace(TOKEN, (token, param: string | undefined) => {
    if (param === undefined) return token.startsWith('--') ? '' : token;
    if (!params.includes(param)) params.push(param);
    return `$${params.indexOf(param) + 1}`;
  });
  return { name, text: text.trim(), params };
}

/**
 * The statements of the `.sql` file beside the calling module (`x.ts` → `x.sql`).
 * @throws Error when `names` and the file differ, so that no query is missing or unused
 */
export function loadSql<N extends string>(module_url: string, names: readonly N[]): Record<N, Query> {
  const file = fileURLToPath(module_url).replace(/\.ts$/, '.sql');
  const queries = parseSql(fs.readFileSync(file, 'utf8'), file);
  const missing = names.filter((name) => !queries.has(name));
  const unused = [...queries.keys()].filter((name) => !(names as readonly string[]).includes(name));
  if (missing.length || unused.length)
    throw new Error(`${file}: missing ${missing.join(', ') || '-'}; not used ${unused.join(', ') || '-'}`);
  const module = file.split('/').at(-2);
  return Object.fromEntries(
    names.map((name) => [name, { ...(queries.get(name) as Query), name: `${module}.${name}` }]),
  ) as Record<N, Query>;
}

/**
 * The statement planned at every call for the values it is given, not once for all: for filters of which most are null and the rest decide
 * which index serves. It costs about a millisecond.
 */
export function plannedAnew(query: Query): Query {
  return { ...query, is_planned_anew: true };
}

function config(query: Query, params: Params): pg.QueryConfig {
  const { name, text } = query;
  return { ...(!query.is_planned_anew && { name }), text, values: values(query, params) };
}

type Params = Record<string, unknown>;

function values(query: Query, params: Params): unknown[] {
  return query.params.map((param) => {
    if (!(param in params)) throw new Error(`query ${query.name}: parameter ${param} was not given`);
    return params[param] === undefined ? null : params[param];
  });
}

/** All rows, each parsed by `schema`. */
export async function many<S extends z.ZodType>(db: Db, query: Query, params: Params, schema: S): Promise<z.infer<S>[]> {
  const { rows } = await db.query(config(query, params));
  return rows.map((row) => schema.parse(row));
}

/**
 * All rows as they are, moments as the text JSON has of them: for a reading that goes out again as it came, thousands of times a second, so that
 * making Dates and looking at each field would cost more than the rest. The caller says what the statement gives.
 */
export async function manyAsText<R extends object>(db: Db, query: Query, params: Params): Promise<R[]> {
  const { rows } = await db.query({ ...config(query, params), types: MOMENTS_AS_TEXT } as pg.QueryConfig);
  return rows as R[];
}

/** The one row or null. @throws Error when there are several: the query is wrong. */
export async function maybeOne<S extends z.ZodType>(db: Db, query: Query, params: Params, schema: S): Promise<z.infer<S> | null> {
  const rows = await many(db, query, params, schema);
  if (rows.length > 1) throw new Error(`query ${query.name}: ${rows.length} rows where one was expected`);
  return rows[0] ?? null;
}

/** The one row. @throws Error when there is none: use `maybeOne` where nothing is a possible answer. */
export async function one<S extends z.ZodType>(db: Db, query: Query, params: Params, schema: S): Promise<z.infer<S>> {
  const row = await maybeOne(db, query, params, schema);
  if (row === null) throw new Error(`query ${query.name}: no row`);
  return row;
}

/** Runs a statement whose rows nobody needs. @returns the number of rows it changed */
export async function exec(db: Db, query: Query, params: Params): Promise<number> {
  const { rowCount } = await db.query(config(query, params));
  return rowCount ?? 0;
}
