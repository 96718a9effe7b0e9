// Values of many units at once from many entries: `DATABASE_URL=… node bench/values.ts [--entries 200000] [--units 200]`, on a database that holds the
// packs. Everything is made in a transaction that is given up at the end. The dossiers' part is measured by bench/run.ts.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { definitionsOn, valuesByUnit } from '#measures';
import { rebuild } from '#org';
import { machine } from './timing.ts';

const { values } = parseArgs({
  options: { entries: { type: 'string', default: '200000' }, units: { type: 'string', default: '200' } },
});
const [entries, units] = [Number(values.entries), Number(values.units)];
const BUDGET_MS = 5000;

const client = new pg.Client({ connectionString: process.env.DATABASE_URL, options: '-c timezone=UTC' });
await client.connect();
await client.query('begin');
try {
  await client.query("insert into org.tenant (id, code, name) values (999, 'H999', 'Tỉnh đo') on conflict do nothing");
  await client.query(
    `insert into org.unit (code, kind, tenant, born, source, status)
     select 'H999' || case when n = 0 then '' else '.' || n end, case when n = 0 then 'province' else 'commune' end, 999, '2020-01-01', 'bench', 'approved'
     from generate_series(0, $1::int) n`,
    [units],
  );
  await client.query(
    `insert into org.unit_name (unit_id, name, short_name, valid) select u.id, u.code, u.code, '[2020-01-01,)' from org.unit u where u.tenant = 999`,
  );
  await client.query(
    `insert into org.edge (child, parent, valid)
     select c.id, p.id, '[2020-01-01,)' from org.unit c join org.unit p on p.code = 'H999' where c.tenant = 999 and c.id <> p.id`,
  );
  await rebuild(client);
  // Every register alike: numbers in every number field, the first choice or another in every choice, days over one year.
  await client.query(
    `with unit as (select array_agg(u.id order by u.id) as ids from org.unit u where u.tenant = 999 and u.code <> 'H999'),
     register as (select d.id, d.code, d.layout, row_number() over (order by d.code) as no, count(*) over () as n from registers.definition d where d.tenant is null),
     line as (
       select s as at, r.*, '2024-01-01'::date + (s * 7919 % 365)::int as on_day, (select ids[1 + (s * 31 % cardinality(ids))::int] from unit) as unit_id
       from generate_series(1, $1::bigint) s join register r on r.no = 1 + s % r.n),
     made as (
       insert into registers.entry (tenant, register, unit_id, client_id, created_at, created_by_name)
       select 999, l.code, l.unit_id, l.at::text, now(), 'bench' from line l returning id, client_id)
     insert into registers.entry_version (tenant, entry_id, version, known_from, register, definition_id, unit_id, on_day, values, changed_by_name)
     select 999, m.id, 1, now(), l.code, l.id, l.unit_id, l.on_day,
       (select jsonb_object_agg(f ->> 'key', case f ->> 'type'
          when 'choice' then f -> 'choices' -> (l.at % jsonb_array_length(f -> 'choices'))::int -> 'key'
          when 'flag' then to_jsonb(l.at % 2 = 0) when 'day' then to_jsonb(l.on_day::text)
          when 'number' then to_jsonb((l.at % 50)::text) when 'money' then to_jsonb((l.at % 900 * 1000000)::text) else to_jsonb('x'::text) end)
        from jsonb_array_elements(l.layout -> 'fields') f), 'bench'
     from line l join made m on m.client_id = l.at::text`,
    [entries],
  );
  await client.query('analyze registers.entry_version, org.unit, org.closure, org.unit_map');
  const { all } = await definitionsOn(client, '2024-12-31');
  const names = all.filter(({ definition }) => definition.kind === 'entries').map(({ definition }) => definition.name);
  const ask = { unit: 'H999', units: 'children' as const, from: '2024-01-01', to: '2024-12-31' };
  process.stdout.write(`${machine().join('\n')}\n`);
  for (const measures of [names.slice(0, 120), names]) {
    const times: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      const began = performance.now();
      const table = await valuesByUnit(client, { ...ask, measures }, { unit_ids: null });
      times.push(performance.now() - began);
      if (table.size !== units) throw new Error(`${table.size} units`);
    }
    const median = times.sort((a, b) => a - b)[2] as number;
    process.stdout.write(
      `${units} units × ${measures.length} measures of ${entries} entries: median ${Math.round(median)} ms (budget ${BUDGET_MS} with the dossiers)\n`,
    );
  }
} finally {
  await client.query('rollback');
  await client.end();
}
