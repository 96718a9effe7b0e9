// Values of many units at once from many entries: `DATABASE_URL=… node bench/values.ts [--entries 200000] [--units 200]`, on a database that holds the
// packs. Everything is made in a transaction that is given up at the end. The dossiers' part is measured by bench/run.ts.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { definitionsOn, valuesByUnit } from '#measures';
import { rebuild } from '#org';
import { entriesOf } from './ground.ts';
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
  await entriesOf(client, { tenant: 999, count: entries, days: 365, leaf_only: true });
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
