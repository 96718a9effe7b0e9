// What an account asks lists again and again, and how it wants them to look. Its own affair: no audit, nobody else sees it.
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { type Db, exec, loadSql, many, one } from '#lib/sql';

const sql = loadSql(import.meta.url, [
  'saved_filters',
  'preferences',
  'count_filters',
  'put_filter',
  'remove_filter',
  'put_preference',
  'remove_preference',
]);

const MOST_FILTERS = 50;
const MOST_PREFERENCES = 100;
const MOST_CHARACTERS = 4000;

export const ListName = z.enum(['queue', 'list']);

/** The filter as it stands in the address of the page: names and texts. What a later version no longer knows is left out by the page. */
const Asked = z.record(z.string().max(40), z.string().max(300)).refine((filter) => Object.keys(filter).length <= 40);

export const FilterInput = z.object({
  list: ListName,
  name: z.string().trim().min(1).max(60),
  filter: Asked,
  /** Order among the account's own, small first. */
  place: z.int().min(0).max(1000).optional(),
});

export const PreferenceInput = z.object({
  key: z.string().regex(/^[a-z][a-z_]{1,39}$/),
  /** Null takes it away. At most 4,000 characters as JSON. */
  value: z.json().refine((value) => JSON.stringify(value).length <= MOST_CHARACTERS, 'too long'),
});

export const Own = z.object({
  filters: z.array(z.object({ id: z.number(), list: ListName, name: z.string(), filter: Asked })),
  preferences: z.record(z.string(), z.json()),
});

const Preferences = Own.pick({ preferences: true }).extend({ kept: z.number() });

/** Everything the account keeps about its lists. */
export async function own(db: Db, account_id: number): Promise<z.output<typeof Own>> {
  return {
    filters: await many(db, sql.saved_filters, { account_id }, Own.shape.filters.element),
    preferences: (await one(db, sql.preferences, { account_id }, Preferences)).preferences,
  };
}

/** Keeps a filter under a name; one of the same name is replaced. @throws dossiers.too_many_filters */
export async function saveFilter(db: Db, account_id: number, input: z.output<typeof FilterInput>): Promise<{ id: number }> {
  const { list, name, filter, place = null } = input;
  const kept = await one(
    db,
    sql.put_filter,
    { account_id, list, name, filter: JSON.stringify(filter), place },
    z.object({ id: z.number() }),
  );
  const { kept: count } = await one(db, sql.count_filters, { account_id, list }, z.object({ kept: z.number() }));
  if (count > MOST_FILTERS) throw new DomainError('dossiers.too_many_filters', 422, { most: MOST_FILTERS });
  return kept;
}

/** @throws dossiers.filter_not_found */
export async function removeFilter(db: Db, account_id: number, id: number): Promise<void> {
  if ((await exec(db, sql.remove_filter, { account_id, id })) === 0)
    throw new DomainError('dossiers.filter_not_found', 404, { id });
}

/** Keeps one choice of an account, or takes it away. @throws dossiers.too_many_preferences */
export async function savePreference(
  db: Db,
  account_id: number,
  { key, value }: z.output<typeof PreferenceInput>,
): Promise<void> {
  if (value === null) {
    await exec(db, sql.remove_preference, { account_id, key });
    return;
  }
  await exec(db, sql.put_preference, { account_id, key, value: JSON.stringify(value) });
  const { kept } = await one(db, sql.preferences, { account_id }, Preferences);
  if (kept > MOST_PREFERENCES) throw new DomainError('dossiers.too_many_preferences', 422, { most: MOST_PREFERENCES });
}
