// What several benches stand on: organisation and dossiers from ground.sql and dossiers.sql, and entries of every register.
import fs from 'node:fs';
import path from 'node:path';
import type { Db } from '#lib/sql';

/** One of the files of SQL beside this one. */
export function groundSql(file: string): string {
  return fs.readFileSync(path.join(import.meta.dirname, file), 'utf8');
}

/** Dossiers of the province of ground.sql over one statutory year. */
export async function dossiersOf(db: Db, count: number): Promise<void> {
  const statements = groundSql('dossiers.sql').split(/;\n/);
  for (const statement of statements.filter((text) => text.trim())) await db.query(statement.replaceAll('$1', String(count)));
}

/**
 * Entries of every register alike, over the units of a province and the year 2024: numbers in every number field, the first choice or another in
 * every choice.
 * @param of.leaf_only not of the province itself
 */
export async function entriesOf(db: Db, of: { tenant: number; count: number; days: number; leaf_only: boolean }): Promise<void> {
  await db.query(
    `with unit as (select array_agg(u.id order by u.id) as ids from org.unit u where u.tenant = $2::int and not ($4::boolean and u.kind = 'province')),
     register as (select d.id, d.code, d.layout, row_number() over (order by d.code) as no, count(*) over () as n from registers.definition d where d.tenant is null),
     line as (
       select s as at, r.*, '2024-01-01'::date + (s * 7919 % $3::int)::int as on_day, (select ids[1 + (s * 31 % cardinality(ids))::int] from unit) as unit_id
       from generate_series(1, $1::bigint) s join register r on r.no = 1 + s % r.n),
     made as (
       insert into registers.entry (tenant, register, unit_id, client_id, created_at, created_by_name)
       select $2::int, l.code, l.unit_id, l.at::text, now(), 'bench' from line l returning id, client_id)
     insert into registers.entry_version (tenant, entry_id, version, known_from, register, definition_id, unit_id, on_day, values, changed_by_name)
     select $2::int, m.id, 1, now(), l.code, l.id, l.unit_id, l.on_day,
       (select jsonb_object_agg(f ->> 'key', case f ->> 'type'
          when 'choice' then f -> 'choices' -> (l.at % jsonb_array_length(f -> 'choices'))::int -> 'key'
          when 'flag' then to_jsonb(l.at % 2 = 0) when 'day' then to_jsonb(l.on_day::text)
          when 'number' then to_jsonb((l.at % 50)::text) when 'money' then to_jsonb((l.at % 900 * 1000000)::text) else to_jsonb('x'::text) end)
        from jsonb_array_elements(l.layout -> 'fields') f), 'bench'
     from line l join made m on m.client_id = l.at::text`,
    [of.count, of.tenant, of.days, of.leaf_only],
  );
}
