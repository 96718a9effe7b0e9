// Figures over the dossiers of a province. `node bench/run.ts [--dossiers 3000000] [--state DIR]`; with --state the data is kept and used again.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { periodsIn } from '#calendar';
import { openPool, type Pool, transaction } from '#lib/db';
import { startEmbedded } from '#lib/embedded';
import { migrate } from '#lib/migrate';
import * as measures from '#measures';
import { rebuild } from '#org';
import { HEAD, line, type Measured, machine, Page, timed, watchingMemory } from './timing.ts';

const { values } = parseArgs({ options: { dossiers: { type: 'string', default: '3000000' }, state: { type: 'string' } } });
const dossiers = Number(values.dossiers);
const EVERYTHING = { unit_ids: null };
const YEAR = { from: '2023-12-15', to: '2024-12-14' } as const;
const MONTHS = periodsIn('ND09', 'month', YEAR.from, YEAR.to).map(({ s, e }) => ({ s, e }));

async function make(owner: Pool): Promise<void> {
  const read = (file: string) => fs.readFileSync(path.join(import.meta.dirname, file), 'utf8');
  await owner.query(read('ground.sql'));
  await transaction(owner, 'write', async (db) => {
    await rebuild(db);
    await measures.loadPack(db);
  });
  const client = await owner.connect();
  // Rows come from one statement over rows that exist, so references are not checked one by one; indexes no bench uses are left out.
  await client.query('set session_replication_role = replica; select setseed(0.42)');
  const { rows } = await client.query(
    `select i.indexname as name from pg_indexes i where i.schemaname = 'dossiers' and i.tablename = 'dossier'
       and i.indexname not in (select c.conname from pg_constraint c) order by i.indexname`,
  );
  for (const { name } of rows) await client.query(`drop index dossiers.${name}`);
  for (const statement of read('dossiers.sql')
    .split(/;\n/)
    .filter((text) => text.trim())) {
    await client.query(statement.replaceAll('$1', String(dossiers)));
  }
  client.release(true);
  await owner.query('vacuum analyze');
}

async function main(): Promise<void> {
  const page = new Page('measures');
  page.say(...machine());
  const state = values.state ?? fs.mkdtempSync('/tmp/motcua-bench-');
  fs.chmodSync(state, 0o711);
  const cluster = await startEmbedded({ state_dir: state });
  try {
    const is_new = (await migrate(cluster.url())).length > 0;
    const owner = openPool(cluster.url(), { owner: true, max: 2 });
    const pool = openPool(cluster.url(), { max: 4 });
    const began = performance.now();
    if (is_new) await make(owner);
    const size = await owner.query(
      `select version() as version, pg_size_pretty(pg_relation_size('dossiers.version_now')) as table_size,
         pg_size_pretty(pg_indexes_size('dossiers.version_now')) as index_size, (select count(*) from dossiers.version_now) as n`,
    );
    const { version, table_size, index_size, n } = size.rows[0];
    page.say(`database  ${version.split(' on ')[0]}, embedded, settings of the product`);
    page.say(
      `data      ${n.toLocaleString('en')} dossiers, 140 units, 60 sectors, one year; versions ${table_size}, their indexes ${index_size}`,
    );
    if (is_new) page.say(`          made in ${Math.round((performance.now() - began) / 1000)} s`);
    await figuresBench(pool, page);
    await Promise.all([pool.end(), owner.end()]);
  } finally {
    await cluster.stop();
    if (!values.state) fs.rmSync(state, { recursive: true, force: true });
  }
  page.keep();
}

/** What a route does: its own read-only snapshot, the application's role. */
const asking =
  <T>(pool: Pool, work: (db: Parameters<typeof measures.figures>[0]) => Promise<T>) =>
  () =>
    transaction(pool, 'read', work);

async function figuresBench(pool: Pool, page: Page): Promise<void> {
  const floor = async (sql: string) => (await timed('floor', () => pool.query(sql))).p50;
  const alive = (s: string, e: string) =>
    `select count(*) from dossiers.version_now v where v.received_on < '${e}' and v.open_until >= '${s}'`;
  const all_rows = await floor('select count(*) from dossiers.version_now v');
  const results: Measured[] = [];
  const { rss_mb } = await watchingMemory(async () => {
    for (const at of [0, 5, 11]) {
      const month = MONTHS[at] as { s: string; e: string };
      results.push(
        await timed(
          `month ${at + 1} of 12, every unit × sector, every count`,
          asking(pool, (db) => measures.cells(db, { unit: 'H99', periods: [month], group_by: ['unit', 'sector'] }, EVERYTHING)),
          { runs: 11, budget_ms: 300, floor_ms: await floor(alive(month.s, month.e)) },
        ),
      );
    }
    results.push(
      await timed(
        'twelve statutory months × units × sectors, every count',
        asking(pool, (db) => measures.cells(db, { unit: 'H99', periods: MONTHS, group_by: ['unit', 'sector'] }, EVERYTHING)),
        { budget_ms: 2500, floor_ms: all_rows },
      ),
    );
    results.push(
      await timed(
        'a year by unit, summed up the tree, every measure',
        asking(pool, (db) => measures.figures(db, { unit: 'H99', ...YEAR, group_by: ['unit'], unit_rows: 'tree' }, EVERYTHING)),
        { budget_ms: 1000, floor_ms: all_rows },
      ),
    );
    for (const [which, code] of [
      ['busiest', 'H99.D2'],
      ['a middling', 'H99.X60'],
    ] as const) {
      const unit = { unit: code, scope: 'own', from: '2024-05-15', to: '2024-06-14' } as const;
      const month = await measures.figures(
        pool,
        { ...unit, measures: ['received', 'resolved'], group_by: ['sector'] },
        EVERYTHING,
      );
      results.push(
        await timed(
          `${which} unit, one month (${month.measures.received?.value} dossiers), every measure`,
          asking(pool, (db) => measures.figures(db, unit, EVERYTHING)),
          { runs: 51, budget_ms: 10 },
        ),
      );
      const cells = (month.groups ?? []).map((group) => ({
        sector: group.key.sector?.code,
        n: group.measures.resolved?.value as number,
      }));
      cells.sort((one, other) => other.n - one.n);
      for (const [size, cell] of [
        ['largest', cells[0]],
        ['median', cells[30]],
      ] as const) {
        results.push(
          await timed(
            `drill-down of its ${size} sector (${cell?.n} records): digest, 20 rows`,
            asking(pool, (db) =>
              measures.records(db, { ...unit, sector: cell?.sector, measure: 'resolved', page_size: 20 }, EVERYTHING),
            ),
            { runs: 51, budget_ms: 5 },
          ),
        );
      }
    }
    results.push(
      await timed(
        'month 12 of 12, every unit × sector, with digests (no budget)',
        asking(pool, (db) =>
          measures.cells(db, { unit: 'H99', periods: MONTHS.slice(-1), group_by: ['unit', 'sector'], digest: true }, EVERYTHING),
        ),
      ),
    );
  });
  page.say('', HEAD, ...results.map(line));
  page.say(
    '',
    'floor: count(*) over the same live dossiers (months) or over all of them (year, twelve months), same connection, same run',
  );
  page.say(`memory of this process while doing so: ${rss_mb} MB at most; budget 300 MB: ${rss_mb < 300 ? 'met' : 'NOT MET'}`);
}

await main();
