// A province consolidates the reports of 150 units. `node bench/consolidation.ts [--dossiers 1000000] [--runs 5]`
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as calendar from '#calendar';
import { checkFile } from '#checks';
import * as files from '#files';
import * as forms from '#forms';
import { addDays } from '#lib/day';
import { openPool, type Pool, transaction } from '#lib/db';
import { startEmbedded } from '#lib/embedded';
import { migrate } from '#lib/migrate';
import type { Db } from '#lib/sql';
import * as measures from '#measures';
import { rebuild } from '#org';
import { create } from '#reports';
import { anchorOf } from '../server/reports/compose.ts';
import { gathered, keepConsolidation, tablePlans } from '../server/reports/consolidate.ts';
import { withConsolidated } from '../server/reports/consolidate-content.ts';
import type { Content } from '../server/reports/content.ts';
import { refresh } from '../server/reports/edit.ts';
import { pull, sourcesOf, submittedTo } from '../server/reports/pull.ts';
import { draftDocx, held, versionOf } from '../server/reports/stored.ts';
import { HEAD, line, machine, Page, timed } from './timing.ts';

const { values } = parseArgs({
  options: { dossiers: { type: 'string', default: '1000000' }, runs: { type: 'string', default: '5' } },
});
const BUDGET_MS = 5000;
const NOW = new Date('2024-12-20T02:00:00Z');
const [FROM, TO] = ['2024-09-15', '2024-12-14'];
const ALL = { unit_ids: null };
const by = { actor: { user_id: null, name: 'bench' }, now: NOW, scope: ALL };
const SAID = [
  'received', 'new', 'new_online', 'new_direct', 'new_counter', 'new_post', 'carried_over', 'resolved', 'resolved_early', 'resolved_on_time',
  'resolved_overdue', 'pending', 'pending_in_time', 'pending_overdue', 'on_time_rate', 'overdue_rate', 'online_rate', 'papers_digitised_rate',
  'results_digitised_rate',
]; // biome-ignore format: a list of names

/** The made-up province with its 150 units just below it. */
const FLAT = `
insert into org.unit (code, kind, tenant, born, source, status)
select 'H99.Y' || n, 'commune', 99, '2000-01-01', 'bench', 'approved' from generate_series(1, 11) n;
insert into org.unit_name (unit_id, name, short_name, valid)
select u.id, 'Đơn vị ' || u.code, u.code, '[2000-01-01,)' from org.unit u where u.code like 'H99.Y%';
delete from org.edge e using org.unit u where u.id = e.child and u.kind = 'commune';
insert into org.edge (child, parent, valid)
select u.id, p.id, '[2000-01-01,)' from org.unit u, org.unit p where u.kind = 'commune' and p.code = 'H99'`;

async function make(owner: Pool): Promise<void> {
  const read = (file: string) => fs.readFileSync(path.join(import.meta.dirname, file), 'utf8');
  await owner.query(read('ground.sql'));
  for (const statement of FLAT.split(';\n')) await owner.query(statement);
  await transaction(owner, 'write', async (db) => {
    await rebuild(db);
    await calendar.loadPack(db);
    await measures.loadPack(db);
    await forms.loadPack(db);
  });
  const client = await owner.connect();
  // Rows come from one statement over rows that exist, so references are not checked one by one.
  await client.query('set session_replication_role = replica; select setseed(0.42)');
  for (const statement of read('dossiers.sql')
    .split(/;\n/)
    .filter((text) => text.trim()))
    await client.query(statement.replaceAll('$1', values.dossiers));
  client.release(true);
  await owner.query('vacuum analyze');
}

const contentOf = (unit: string, figures: Content['figures']): Content => ({
  title: unit, superior: [], issuer: [], number: '', place_and_date: '', type: 'BÁO CÁO', subject: [], unit_name: unit, period_name: '',
  from: FROM, to: TO, bases: [], annexes: [], recipients: [], authority: [], signer: '', figures,
  sections: [
    {
      key: 's4', level: 1, heading: 'IV. NGUYÊN NHÂN, GIẢI PHÁP, KIẾN NGHỊ',
      blocks: [
        {
          kind: 'narrative', key: 's4.n1', origin: 'typed', from: null,
          paragraphs: Array.from({ length: 3 }, (_, n) => [{ text: `${unit}: nguyên nhân thứ ${n + 1} là thiếu người trực và máy quét. ` }]),
        },
      ],
    },
  ],
}); // biome-ignore format: a whole report

/** Reports of the units, issued: figures as the records have them, every tenth unit's corrected since. */
async function issueAll(db: Db): Promise<number> {
  const { rows: units } = await db.query<{ id: number; code: string }>(
    "select u.id, u.code from org.unit u where u.kind in ('district', 'commune') order by u.id",
  );
  const ask = { unit: 'H99', from: FROM, to: TO, measures: SAID, units: units.map(({ code }) => code), today: '2024-12-20' };
  const found = await measures.valuesByUnit(db, ask, ALL);
  const definitions = await measures.definitionsOn(db, TO, 99);
  const kept = { unit_id: 2, tenant: 99, actor: by.actor, now: NOW };
  const file = await files.keep(db, files.store(), {
    ...kept,
    bytes: Buffer.from(await draftDocx(contentOf('x', {}))),
    name: 'bao-cao.docx',
  });
  for (const [at, { id, code }] of units.entries()) {
    const { rows } = await db.query<{ id: number }>(
      `insert into reports.report (tenant, unit_id, regime, kind, s, e, due_on, title, created_at)
       values (99, $1, 'tthc', 'quarter', $2, $3, '2024-12-18', $4, $5) returning id`,
      [id, FROM, addDays(TO, 1), code, NOW],
    );
    const report = rows[0]?.id as number;
    const cells = SAID.map((measure) => {
      const { value, numerator = null, denominator = null } = found.get(code)?.[measure] ?? { value: null };
      const moved = at % 10 === 0 && measure === 'resolved_early' && value !== null ? String(Number(value) + 1) : value;
      const filter = { scope: 'all' };
      const anchor = anchorOf(measure, { unit: code, from: FROM, to: TO, scope: 'all' });
      return {
        anchor,
        measure,
        unit: code,
        s: FROM,
        e: addDays(TO, 1),
        filter,
        printed: moved ?? '-',
        value: moved,
        numerator,
        denominator,
        definition: definitions.get(measure),
      };
    });
    const content = JSON.stringify(contentOf(code, {}));
    await db.query(
      `insert into reports.version (tenant, report_id, version, content, known_at, made_at, made_how) values (99, $1, 1, $2, $3, $3, 'composed')`,
      [report, content, NOW],
    );
    await db.query(`insert into reports.event (tenant, report_id, seq, kind, version, at) values (99, $1, 1, 'issued', 1, $2)`, [
      report,
      NOW,
    ]);
    await db.query(
      `insert into reports.issue (tenant, report_id, version, unit_id, year, number, issued_on, signer, known_at, tree_day, content, content_sha256,
         docx_file_id, docx_sha256, token, issued_at)
       values (99, $1, 1, $2, 2024, $3, '2024-12-16', 'x', $4, $5, $6, 'x', $7, 'x', $8, $4)`,
      [report, id, at + 1, NOW, TO, content, file.id, `bench-${report}`],
    );
    await db.query(
      `insert into reports.cell (tenant, report_id, version, anchor, measure, unit, s, e, filter, printed, value, numerator, denominator, definition)
       select 99, $1, 1, c.anchor, c.measure, c.unit, c.s, c.e, c.filter, c.printed, c.value, c.numerator, c.denominator, c.definition
       from jsonb_to_recordset($2::jsonb) as c (anchor text, measure text, unit text, s date, e date, filter jsonb, printed text, value numeric,
                                                numerator numeric, denominator numeric, definition jsonb)`,
      [report, JSON.stringify(cells)],
    );
  }
  return units.length;
}

const page = new Page('consolidation');
page.say(...machine());
const state = fs.mkdtempSync('/tmp/motcua-bench-');
fs.chmodSync(state, 0o711);
const cluster = await startEmbedded({ state_dir: state });
files.configure({ dir: path.join(state, 'kept'), max_bytes: 50 * 1024 * 1024 });
try {
  await migrate(cluster.url());
  const owner = openPool(cluster.url(), { owner: true, max: 2 });
  const pool = openPool(cluster.url(), { max: 2 });
  await make(owner);
  const units = await transaction(owner, 'write', issueAll);
  await owner.query('vacuum analyze');
  const { id } = await transaction(pool, 'write', (db) =>
    create(db, { unit: 'H99', regime: 'tthc', kind: 'quarter', year: 2024, n: 4 }, by),
  );
  const inside = <T>(work: (db: Db) => Promise<T>) => transaction(pool, 'write', work);
  await inside(async (db) => keepConsolidation(db, await held(db, id, ALL), { mode: 'as_reported', bases: {} }, by));
  const whole = async () => (await inside((db) => refresh(db, id, null, by))).version;
  await whole();
  const { report, content } = await inside(async (db) => {
    const found = await held(db, id, ALL);
    return { report: found, content: (await versionOf(db, found)).content };
  });
  const found = await inside((db) => gathered(db, report, 'as_reported', content, by));
  const plans = await inside((db) => tablePlans(db, found));
  page.say(
    `data      ${Number(values.dossiers).toLocaleString('en')} dossiers, ${units} units with issued reports of ${SAID.length} figures; the consolidated report has ${Object.keys(content.figures).length} figures, ${content.annexes.length} annexes`,
    '',
    HEAD,
  );
  const runs = { runs: Number(values.runs), warm: 1 };
  const say = async (name: string, work: () => Promise<unknown>, budget_ms: number | null = null) =>
    page.say(line(await timed(name, work, { ...runs, budget_ms })));
  await say('consolidated as a new version: figures, words, Word file, check', whole, BUDGET_MS);
  await say('of it: frozen figures, records, comparison', () => inside((db) => gathered(db, report, 'as_reported', content, by)));
  await say('of it: sections and annexes', async () =>
    withConsolidated(content, found, plans, { mode: 'as_reported', bases: {} }),
  );
  await say('of it: Word file', () => draftDocx(content));
  const docx = await draftDocx(content);
  await say('of it: check of the Word file', () => checkFile('report.docx', docx));
  await say('words of every unit under one heading', () =>
    inside(async (db) => sourcesOf(db, await submittedTo(db, report, by), 'IV. NGUYÊN NHÂN, GIẢI PHÁP, KIẾN NGHỊ')),
  );
  await say('words of one unit taken, as a new version', () =>
    inside(async (db) => {
      const { version, content: now } = await versionOf(db, report);
      const section = now.sections.find(({ heading }) => heading.startsWith('IV.'))?.key as string;
      const source = (await submittedTo(db, report, by)).find((one) => one.report !== null)?.report?.id as number;
      return pull(
        db,
        id,
        { version, section, after: null, report_id: source, block: 's4.n1', paragraphs: [], instead: null, again: true },
        by,
      );
    }),
  );
  const cpu = process.cpuUsage();
  await whole();
  const used = process.cpuUsage(cpu);
  page.say(
    '',
    `processor time of one consolidation in this process (without PostgreSQL): ${Math.round((used.user + used.system) / 1000)} ms`,
  );
  page.say(`load after ${fs.readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' ')}`);
  page.keep();
  await Promise.all([pool.end(), owner.end()]);
} finally {
  await cluster.stop();
  fs.rmSync(state, { recursive: true, force: true });
}
