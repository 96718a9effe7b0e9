// Registers at the size of a province: 50,000 rows from Excel, lists over 200,000 entries. `node bench/registers.ts [--rows 50000] [--entries 200000]`
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import ExcelJS from 'exceljs';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import * as files from '#files';
import { runDue } from '#jobs';
import { addDays } from '#lib/day';
import { openPool, type Pool, transaction } from '#lib/db';
import { startEmbedded } from '#lib/embedded';
import { PACKS } from '#lib/pack';
import { loadPack, type Unit, unitOn, unitsByIds, unitsFor } from '#org';

import { type BulkEntry, bulkEntries, entries, registerOn, registerTasks, totals } from '#registers';
import { askImport, importById, keepImport } from '../server/registers/import.ts';
import { setUp } from '../server/setup.ts';
import { HEAD, line, machine, Page, timed, watchingMemory } from './timing.ts';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '50000' }, entries: { type: 'string', default: '200000' } },
});
const ROWS = Number(values.rows);
const ENTRIES = Number(values.entries);
const BUDGET_MS = 20_000;
const NOW = new Date('2026-11-20T02:00:00Z');
const BY = { actor: { user_id: null, name: 'bench' }, now: NOW, scope: { unit_ids: null } };

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

async function bookOf(units: readonly Unit[]): Promise<Buffer> {
  const file = path.join(os.tmpdir(), `bench-registers-${process.pid}.xlsx`);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: true });
  const sheet = book.addWorksheet('Sổ');
  const heads = [
    'Đơn vị',
    'Loại văn bản *',
    'Số, ký hiệu *',
    'Ngày ban hành *',
    'Cơ quan ban hành',
    'Trích yếu *',
    'Lĩnh vực',
    'Người ký',
  ];
  const follows = ['số, ký hiệu', 'ngày', 'cơ quan ban hành', 'trích yếu'].map((part) => `Căn cứ văn bản cấp trên: ${part}`);
  sheet.addRow([...heads, ...follows, 'Minh chứng (số văn bản, cách nhau bằng dấu ;)', 'Minh chứng: trang']).commit();
  for (let n = 0; n < ROWS; n += 1) {
    const unit = units[n % units.length] as Unit;
    const on = new Date(`${addDays('2026-01-01', n % 320)}T00:00:00Z`);
    sheet
      .addRow([
        unit.code,
        'Công văn',
        `${n + 1}/UBND-VP`,
        on,
        `UBND ${unit.short_name}`,
        `Đôn đốc nhiệm vụ số ${n} về cải cách hành chính tại địa phương`,
        'Chỉ đạo, điều hành',
        `Nguyễn Văn ${n % 97}`,
        `${n % 400}/UBND`,
        on,
        'UBND tỉnh',
        'Văn bản của cấp trên',
      ])
      .commit();
  }
  await book.commit();
  const bytes = fs.readFileSync(file);
  fs.rmSync(file);
  return bytes;
}

/** The same rows into tables of the same columns without keys, indexes or checks. */
async function bareCopy(pool: Pool): Promise<number> {
  const client = await pool.connect();
  try {
    let ms = 0;
    for (const [table, bare] of [
      ['registers.entry', 'bare_entry'],
      ['registers.entry_version', 'bare_version'],
    ] as const) {
      await client.query(`create table ${bare} (like ${table})`);
      // What PostgreSQL makes by itself is not copied out.
      await client.query(`alter table ${bare} drop column if exists plain`);
      const parts: Buffer[] = [];
      for await (const part of (client as pg.PoolClient).query(copyTo(`copy ${table} to stdout`))) parts.push(part as Buffer);
      const began = performance.now();
      const stream = client.query(copyFrom(`copy ${bare} from stdin`));
      await new Promise((resolve, reject) => {
        stream.on('finish', resolve).on('error', reject);
        stream.end(Buffer.concat(parts));
      });
      ms += performance.now() - began;
      await client.query(`drop table ${bare}`);
    }
    return ms;
  } finally {
    client.release();
  }
}

async function importing(page: Page, owner: Pool, app: Pool, province: Unit, units: readonly Unit[]): Promise<void> {
  const bytes = await bookOf(units);
  page.say(
    '',
    `Excel book: ${ROWS} rows of 12 columns, ${(bytes.length / 1_048_576).toFixed(1)} MB, register “directive” (every row has a key)`,
  );
  const asked = { register: 'directive', unit: province, from: '2026-01-01', to: '2026-11-20' };
  const upload = {
    name: 'bench.xlsx',
    type: '',
    bytes: (async function* () {
      yield bytes;
    })(),
    fields: {},
  };
  const { id } = await transaction(owner, 'write', (db) => askImport(db, asked, upload, BY));
  const work = () => runDue(app, { tasks: registerTasks, now: () => NOW });
  const step = async (name: string) => {
    const [cpu, began] = [process.cpuUsage(), performance.now()];
    const { rss_mb } = await watchingMemory(work);
    const [ms, used] = [performance.now() - began, process.cpuUsage(cpu)];
    page.say(
      `${name.padEnd(46)} ${seconds(ms).padStart(9)}   processor of this process ${seconds((used.user + used.system) / 1000)}, at most ${rss_mb} MB`,
    );
    return ms;
  };
  const looked = await step('look through (read, check, compare)');
  const checked = await importById(owner, id, BY.scope);
  if (checked.report?.added !== ROWS)
    throw new Error(`looked through: ${checked.state} ${JSON.stringify(checked.report).slice(0, 600)}`);
  await transaction(owner, 'write', (db) => keepImport(db, id, { on_conflict: null, reason: null }, BY));
  const kept = await step('keep (all of it again, then write)');
  const after = await importById(owner, id, BY.scope);
  if (after.state !== 'kept') {
    const { rows } = await owner.query('select j.state, j.error, j.message from jobs.job j order by j.id');
    throw new Error(`not kept: ${JSON.stringify(rows)}`);
  }
  const floor = await bareCopy(owner);
  const total = looked + kept;
  page.say(
    `${'both'.padEnd(46)} ${seconds(total).padStart(9)}   budget ${seconds(BUDGET_MS)}: ${total <= BUDGET_MS ? 'met' : 'NOT MET'}`,
  );
  page.say(
    `${'floor: bare COPY of the same rows, no index'.padEnd(46)} ${seconds(floor).padStart(9)}   writing ${(kept / floor).toFixed(1)} times the floor`,
  );
}

async function listing(page: Page, owner: Pool, app: Pool, province: Unit, units: readonly Unit[]): Promise<void> {
  const definition = await registerOn(owner, 'outreach', '2026-01-01', province.tenant);
  const channels = ['website', 'zalo', 'facebook', 'loudspeaker', 'meeting'];
  const list = Array.from(
    { length: ENTRIES },
    (_, n): BulkEntry => ({
      definition,
      unit: units[n % units.length] as Unit,
      values: {
        done_on: addDays('2024-01-01', n % 1000),
        channel: channels[n % 5],
        items: String(1 + (n % 7)),
        listeners: String(n % 300),
        subject: `Nội dung ${n}`,
      },
    }),
  );
  const began = performance.now();
  await transaction(owner, 'write', (db) => bulkEntries(db as pg.ClientBase, list, BY));
  await owner.query('analyze registers.entry_version');
  page.say('', `${ENTRIES} entries by bulkEntries in ${seconds(performance.now() - began)}`, HEAD);
  const unit_ids = await unitsFor(owner, { unit_id: province.id, day: '2026-11-20', scope: 'all' });
  const scope = { unit_ids };
  const year = { register: 'outreach', layout: definition.layout, unit_ids, from: '2026-01-01', to: '2026-09-26' };
  const one = { ...year, unit_ids: [(units[1] as Unit).id] };
  const filters = [
    { field: 'channel', op: 'is' as const, wanted: ['zalo'] },
    { field: 'items', op: 'at_least' as const, wanted: ['4'] },
  ];
  const budget = { budget_ms: 300 };
  const measured = [
    await timed(
      'a province, a year: page of 20 with totals',
      async () => [await entries(app, year, scope), await totals(app, year, scope)],
      budget,
    ),
    await timed(
      'the same, two filters and a word',
      async () => {
        const asked = { ...year, filters, q: 'nội dung 19' };
        return [await entries(app, asked, scope), await totals(app, asked, scope)];
      },
      budget,
    ),
    await timed(
      'the same over all its entries, filters and word',
      async () => {
        const asked = { ...year, from: '2024-01-01', filters, q: 'nội dung 19' };
        return [await entries(app, asked, scope), await totals(app, asked, scope)];
      },
      budget,
    ),
    await timed(
      'one commune, a year: page with totals',
      async () => [await entries(app, one, scope), await totals(app, one, scope)],
      budget,
    ),
  ];
  for (const row of measured) page.say(line(row));
}

const state = fs.mkdtempSync('/tmp/motcua-bench-registers-');
fs.chmodSync(state, 0o711);
const server = await startEmbedded({ state_dir: state });
try {
  await setUp(server.url(), { demo: false, today: NOW });
  files.configure({ dir: path.join(state, 'files'), max_bytes: 100 * 1024 * 1024 });
  const owner = openPool(server.url(), { owner: true });
  const app = openPool(server.url());
  await transaction(owner, 'write', (db) => loadPack(db as pg.ClientBase, path.join(PACKS, 'demo')));
  const page = new Page('registers');
  page.say(...machine());
  const province = await unitOn(owner, 'H36', '2026-11-20');
  const ids = await unitsFor(owner, { unit_id: province.id, day: '2026-11-20', scope: 'all' });
  const units = (await unitsByIds(owner, ids, '2026-11-20')).filter((unit) => unit.kind === 'commune' && unit.died === null);
  const used = [province, ...units];
  await importing(page, owner, app, province, used);
  await listing(page, owner, app, province, used);
  page.say(
    `load      ${os
      .loadavg()
      .map((load) => load.toFixed(2))
      .join(' ')} at the end; ${used.length} units`,
  );
  page.keep();
  await owner.end();
  await app.end();
} finally {
  await server.stop();
  fs.rmSync(state, { recursive: true, force: true });
}
