// A report to Word and PDF, and the records behind its figures. `node bench/reports.ts [--dossiers 300000] [--runs 15] [--opens 300] [--only open,print] [--state DIR]`; with --state the data is kept and used again.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadPack as loadCalendar } from '#calendar';
import * as files from '#files';
import { loadPack as loadForms } from '#forms';
import { openPool, type Pool, transaction } from '#lib/db';
import { documentDocx } from '#lib/docx';
import { startEmbedded } from '#lib/embedded';
import { migrate } from '#lib/migrate';
import { docxToPdf, holdOffice, officePid, officeProgram, stopOffice } from '#lib/office';
import { documentPdf } from '#lib/pdf';
import type { Db } from '#lib/sql';
import * as measures from '#measures';
import { rebuild } from '#org';
import { loadPack as loadRegisters } from '#registers';
import { create, explain, frozenCells, frozenFigure, held, issue, issuedOf, leaveOut, step, versionOf } from '#reports';
import { buildTallies } from '../server/measures/tally-keep.ts';
import type { Content } from '../server/reports/content.ts';
import { periodReport } from '../server/reports/period-report.ts';
import { documentOf } from '../server/reports/print.ts';
import { draftDocx } from '../server/reports/stored.ts';
import { filled } from '../server/reports/word/fill.ts';
import { defaultTemplate } from '../server/reports/word/template.ts';
import { dossiersOf, groundSql } from './ground.ts';
import { HEAD, line, machine, Page, timed } from './timing.ts';

const { values } = parseArgs({
  options: {
    dossiers: { type: 'string', default: '300000' },
    runs: { type: 'string', default: '15' },
    opens: { type: 'string', default: '300' },
    state: { type: 'string' },
    only: { type: 'string', default: 'open,print' },
  },
});
const [WORD_MS, PDF_MS, OPEN_MS] = [1000, 4000, 50];
const TABLES = 12;
const NOW = new Date('2024-12-20T02:00:00Z');
const PERIOD = { from: '2024-06-15', to: '2024-09-14' };
const ALL = { unit_ids: null };
const by = (user_id: number | null) => ({ actor: { user_id, name: 'bench' }, now: NOW, scope: ALL });
const UNITS = ['H99.X60', 'H99.D2', 'H99'] as const;

async function make(owner: Pool): Promise<void> {
  await owner.query(groundSql('ground.sql'));
  await transaction(owner, 'write', async (db) => {
    await rebuild(db);
    await loadCalendar(db);
    await loadRegisters(db);
    await measures.loadPack(db);
    await loadForms(db);
    // Who writes and who approves are two.
    for (const name of ['writer', 'head'])
      await db.query("insert into access.account (username, display_name, password_hash) values ($1, $1, '-')", [name]);
  });
  const client = await owner.connect();
  // Rows come from one statement over rows that exist, so references are not checked one by one.
  await client.query('set session_replication_role = replica; select setseed(0.42)');
  await dossiersOf(client, Number(values.dossiers));
  client.release(true);
  await owner.query('vacuum analyze');
  await buildTallies(owner, NOW);
}

/** The quarter's report of a unit, issued: its own errors explained, approved by another than its writer. */
async function issued(pool: Pool, unit: string): Promise<number> {
  return transaction(pool, 'write', async (db) => {
    const { id } = await create(db, { unit, regime: 'tthc', kind: 'quarter', year: 2024, n: 3 }, by(1));
    const report = await held(db, id, ALL);
    if (await issuedOf(db, report)) return id;
    await leaveOut(db, id, by(1));
    const { findings } = await versionOf(db, report);
    for (const { id: finding, severity } of findings ?? [])
      if (severity === 'error') await explain(db, id, { finding, words: 'Bench: đã rà soát.' }, by(1));
    await leaveOut(db, id, by(1));
    await step(db, id, 'submit', null, by(1));
    await step(db, id, 'approve', null, by(2));
    await issue(db, id, { signer: 'Người Ký', issued_on: '2024-12-20', is_kept_back: true }, by(2));
    return id;
  });
}

const tablesIn = (content: Content) =>
  content.annexes.length + content.sections.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'table')).length;

/** The report with its own annexes repeated until it has twelve tables. */
function withTables(content: Content): Content {
  const [first] = content.annexes;
  if (!first) throw new Error('a report without annexes');
  const more = Math.max(0, TABLES - tablesIn(content));
  const copies = Array.from({ length: more }, (_, at) => {
    const one = content.annexes[at % content.annexes.length] as Content['annexes'][number];
    return { ...one, key: `${one.key}-${at + 2}` };
  });
  return { ...content, annexes: [...content.annexes, ...copies] };
}

type Opened = { p50: number; p95: number; most: number; records: number };

/** Each opened once, one after the other, in an order of its own. */
async function opened<T>(pool: Pool, all: readonly T[], open: (db: Db, one: T) => Promise<number>): Promise<Opened> {
  const times: number[] = [];
  let records = 0;
  for (let at = 0; at < Number(values.opens) + 5; at += 1) {
    const one = all[(at * 7919) % all.length] as T;
    const began = performance.now();
    records += await transaction(pool, 'read', (db) => open(db, one));
    if (at >= 5) times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const place = (share: number) => times[Math.ceil(times.length * share) - 1] as number;
  return { p50: place(0.5), p95: place(0.95), most: place(1), records: Math.round(records / times.length) };
}

function sayOpened(page: Page, name: string, { p50, p95, most, records }: Opened, floor: Opened | null): void {
  const ratio = floor === null ? '-' : `${(p95 / floor.p95).toFixed(1)}x`;
  const verdict = floor === null ? '' : p95 <= OPEN_MS ? 'met' : 'NOT MET';
  const cells = [p50, p95, most].map((ms) => ms.toFixed(1).padStart(8)).join(' ');
  page.say(`${name.padEnd(62)}${cells} ${String(records).padStart(9)} ${ratio.padStart(6)}  ${verdict}`);
}

async function opening(page: Page, pool: Pool, reports: ReadonlyMap<string, number>): Promise<void> {
  page.say(
    '',
    `${'milliseconds, one record list of 20 with count and digest'.padEnd(62)}     p50      p95     most   records  ratio  budget ${OPEN_MS} (p95)`,
  );
  const { rows } = await pool.query<{ code: string }>(
    "select u.code from org.unit u where u.kind in ('commune', 'district') order by u.id",
  );
  const { all } = await measures.definitionsOn(pool, PERIOD.to, 99, ['count', 'ratio']);
  const names = all.map(({ definition }) => definition.name);
  const months = ['2024-01', '2024-03', '2024-06', '2024-08', '2024-10'].map((month) => ({
    from: `${month}-01`,
    to: `${month}-28`,
  }));
  const asks = (units: readonly string[], periods: readonly { from: string; to: string }[]) =>
    units.flatMap((unit) => periods.flatMap((period) => names.map((measure) => ({ unit, ...period, measure }))));
  const live = (db: Db, ask: { unit: string; from: string; to: string; measure: string }) =>
    measures.measureRecords(db, { ...ask, page: 1, page_size: 20, today: '2024-12-20' }, ALL).then(({ count }) => count ?? 0);
  // What the same list costs in bare SQL: the rows by their index, counted, hashed and the first twenty given.
  const bare = (db: Db, { unit, from, to }: { unit: string; from: string; to: string }) =>
    db
      .query(
        `with f as materialized (select v.dossier_id, v.received_on from dossiers.version_now v
           where v.competent_unit_id = any (array(select m.from_unit from org.closure c join org.unit_map m on m.tree_id = c.tree_id and m.to_unit = c.descendant
               where c.tree_id = (select t.id from org.tree_version t where t.valid @> $3::date) and c.ancestor = (select u.id from org.unit u where u.code = $1)))
             and v.received_on >= $2::date and v.received_on < $3::date)
         select f.dossier_id, count(*) over () as n, (bit_xor(hashint8extended(f.dossier_id, 17)) over ())::text as x, (sum(hashint8extended(f.dossier_id, 23)) over ())::text as y
         from f order by f.received_on desc, f.dossier_id limit 20`,
        [unit, from, to],
      )
      .then(({ rows: found }) => Number((found[0] as { n: string } | undefined)?.n ?? 0));
  const small = rows.map(({ code }) => code);
  for (const [name, units, periods] of [
    ['of a commune or district, a month', small, months],
    ['of a commune or district, the quarter', small, [PERIOD]],
    ['of the province, a month', ['H99'], months],
    ['of the province, the quarter', ['H99'], [PERIOD]],
  ] as const) {
    const all_asks = asks(units, periods);
    const floor = await opened(pool, all_asks, bare);
    sayOpened(page, `floor: bare SQL for what was received, ${name.replace('of ', '')}`, floor, null);
    sayOpened(page, `a live figure ${name}`, await opened(pool, all_asks, live), floor);
  }
  for (const unit of UNITS) {
    const {
      report,
      issue: found,
      cells,
    } = await transaction(pool, 'read', async (db) => {
      const one = await held(db, reports.get(unit) as number, ALL);
      const of = await issuedOf(db, one);
      if (!of) throw new Error(`${unit} is not issued`);
      return { report: one, issue: of, cells: await frozenCells(db, one, of.version) };
    });
    const ask = { unit, ...PERIOD };
    const floor = await opened(pool, [ask], bare);
    const frozen = await opened(pool, cells, async (db, { anchor }) => {
      const { count, is_same } = await frozenFigure(db, report, found, { anchor, page: 1, page_size: 20 }, ALL);
      if (is_same === false) throw new Error(`${unit} ${anchor} opens other records`);
      return count ?? 0;
    });
    sayOpened(page, `a figure of ${unit}'s issued quarter, of ${cells.length}`, frozen, floor);
  }
}

async function printing(page: Page, pool: Pool, reports: ReadonlyMap<string, number>): Promise<void> {
  const runs = { runs: Number(values.runs), warm: 2 };
  const office = await officeProgram();
  page.say('', HEAD);
  const say = async (name: string, budget_ms: number, work: () => Promise<unknown>, floor_ms: number | null = null) => {
    const found = await timed(name, work, { ...runs, budget_ms, floor_ms });
    page.say(line(found));
    return found;
  };
  const empty = await documentDocx({
    ...documentOf(await contentOf(pool, reports.get('H99.X60') as number), NOW, () => ''),
    body: [],
    annexes: [],
  });
  const peer =
    office &&
    (await timed('peer: LibreOffice makes a PDF of a report without text or tables', () => docxToPdf(empty), {
      runs: 5,
      warm: 1,
    }));
  if (peer) page.say(line(peer));
  for (const unit of UNITS) {
    const content = await contentOf(pool, reports.get(unit) as number);
    const twelve = withTables(content);
    const rows = twelve.annexes.reduce((sum, { table }) => sum + table.rows.length, 0);
    page.say(
      `${unit}: ${tablesIn(content)} tables of its own, ${Object.keys(content.figures).length} figures; with ${tablesIn(twelve)} tables ${rows} rows in annexes`,
    );
    const quick = () =>
      transaction(pool, 'read', async (db) =>
        documentDocx(
          await periodReport(db, { unit, ...PERIOD, scope: 'all', today: '2024-12-20' }, ALL, () => 'https://x', {
            at: NOW,
            on: '2024-12-20',
          }),
        ),
      );
    await say('  from the records to Word, not kept', WORD_MS, quick);
    await say(`  kept, ${tablesIn(twelve)} tables: to Word`, WORD_MS, () => draftDocx(twelve));
    const pdf = () => documentPdf(documentOf(twelve, NOW, (anchor) => `https://x/${anchor}`));
    await say(`  kept, ${tablesIn(twelve)} tables: to PDF`, PDF_MS, pdf, peer ? peer.p50 : null);
    if (!office) continue;
    const docx = await draftDocx(twelve);
    await say(
      `  kept, ${tablesIn(twelve)} tables, office's own layout: Word to PDF`,
      PDF_MS,
      () => docxToPdf(docx),
      peer ? peer.p50 : null,
    );
    const links = { linkOf: (anchor: string) => `https://x/${anchor}` };
    const issued = filled(await defaultTemplate(NOW), twelve, links);
    await say('  the same as it is issued, a link behind every figure', PDF_MS, () => docxToPdf(issued), peer ? peer.p50 : null);
    await stopOffice();
    const first = '  the first file of the product, of the LibreOffice that is held ready';
    // As it is ten idle minutes later: it lives as long as the product.
    page.say(line(await timed(first, () => docxToPdf(docx), { runs: 3, warm: 0, budget_ms: PDF_MS, before: heldReady })));
    await stopOffice();
    const started = async () => {
      await stopOffice();
      await docxToPdf(docx);
    };
    const alone = '  the same where none is held: LibreOffice is started for it';
    page.say(line(await timed(alone, started, { runs: 3, warm: 0, budget_ms: PDF_MS })));
  }
  await stopOffice();
  if (!office) page.say('LibreOffice is not on this machine: nothing in an office’s own layout, no peer');
}

/** A new one, as the served product has it behind its first pages; it has seen no report. */
async function heldReady(): Promise<void> {
  await stopOffice();
  holdOffice();
  while (officePid() === null) await wait(20);
}

async function contentOf(pool: Pool, id: number): Promise<Content> {
  return transaction(pool, 'read', async (db) => (await versionOf(db, await held(db, id, ALL))).content);
}

const page = new Page('reports');
page.say(...machine());
const state = values.state ?? fs.mkdtempSync('/tmp/motcua-bench-');
fs.mkdirSync(state, { recursive: true });
fs.chmodSync(state, 0o711);
// Data that is there is used as it is, whatever was added to the migrations since.
const is_new = !fs.existsSync(path.join(state, 'data'));
const cluster = await startEmbedded({ state_dir: state });
files.configure({ dir: path.join(state, 'kept'), max_bytes: 50 * 1024 * 1024 });
try {
  if (is_new) await migrate(cluster.url());
  const owner = openPool(cluster.url(), { owner: true, max: 2 });
  const pool = openPool(cluster.url(), { max: 1 });
  if (is_new) await make(owner);
  const reports = new Map<string, number>();
  for (const unit of UNITS) reports.set(unit, await issued(pool, unit));
  if (is_new) await owner.query('vacuum analyze');
  const { rows } = await owner.query('select count(*) as dossiers from dossiers.version_now');
  page.say(`data      ${rows[0].dossiers} dossiers`);
  if (values.only.includes('open')) await opening(page, pool, reports);
  if (values.only.includes('print')) await printing(page, pool, reports);
  page.say('', `load      ${fs.readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' ')} at the end`);
  page.keep();
  await Promise.all([pool.end(), owner.end()]);
} finally {
  await cluster.stop();
  if (!values.state) fs.rmSync(state, { recursive: true, force: true });
}
