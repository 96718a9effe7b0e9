import type { Db } from '#lib/sql';

const SCHEMAS = [
  'audit',
  'calendar',
  'org',
  'access',
  'files',
  'signatures',
  'holdings',
  'certifications',
  'procedures',
  'dossiers',
  'measures',
  'forms',
];

/**
 * Number of rows and newest writing transaction of every table of the product, but for sessions and sign-ins: equal before and after
 * means nothing was written. A change writes a row anew under its own transaction number, a removal takes one away.
 */
export async function everything(owner: Db): Promise<Record<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any ($1)
       and n.nspname || '.' || c.relname not in ('access.session', 'access.sign_in_attempt') order by 1`,
    [SCHEMAS],
  );
  if (tables.length < 25) throw new Error(`only ${tables.length} tables`);
  const all: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await owner.query<{ state: string }>(
      `select count(*) || ' ' || coalesce(max(t.xmin::text::bigint), 0) as state from ${name} t`,
    );
    all[name] = rows[0]?.state ?? '';
  }
  return all;
}
