import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { configure, keep, open, store, sweep } from '#files';
import { transaction } from '#lib/db';
import type { Db } from '#lib/sql';
import { testDb } from '../../test/db.ts';
import { asking, someUnits } from '../../test/ground.ts';
import { routes } from './routes.ts';
import { pathOf } from './store.ts';

const { pool, owner } = await testDb();
const u = (await someUnits(owner, [{ code: 'xa-a' }, { code: 'xa-b' }])) as Record<'xa-a' | 'xa-b', number>;
const NOW = new Date('2026-09-07T02:00:00Z');
const FOLDER = fs.mkdtempSync('/tmp/motcua-files-');
after(() => fs.rmSync(FOLDER, { recursive: true }));
const STORE = { dir: FOLDER, max_bytes: 1000 };
const EVERYTHING = { unit_ids: null };

let copies = 0;
/** Bytes of a PDF that no other test keeps. */
function aPdf(): Buffer {
  copies += 1;
  return Buffer.from(`%PDF-1.7\n${copies}`);
}

function input(bytes: Parameters<typeof keep>[2]['bytes'], more: object = {}) {
  return {
    bytes,
    name: 'Đơn.pdf',
    unit_id: u['xa-a'],
    tenant: 34,
    actor: { user_id: null, name: 'hệ thống' },
    now: NOW,
    ...more,
  };
}

/** Every file in the store, by its path inside it. */
function stored(folder = FOLDER): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

test('what is kept comes back, under its name and real type', async () => {
  const bytes = Buffer.from('%PDF-1.7\nĐơn');
  const kept = await keep(pool, STORE, input(bytes));
  const sha256 = '5ec90ab65d0ad77f6046c22032bdfc0357849f7629609fd12381da1218ae9f24';
  assert.deepEqual(kept, { id: kept.id, name: 'Đơn.pdf', content_type: 'application/pdf', sha256, size_bytes: 14 });
  assert.ok(fs.existsSync(path.join(FOLDER, sha256.slice(0, 2), sha256.slice(2, 4), sha256)));
  const file = await open(pool, STORE, kept.id, { unit_ids: [u['xa-a']] });
  assert.deepEqual(file, { ...kept, tenant: 34, unit_id: u['xa-a'], is_withheld: false, bytes });
});

test('a file of another unit is not found, as is one that never was', async () => {
  const { id } = await keep(pool, STORE, input(aPdf()));
  for (const [wanted, unit_ids] of [
    [id, [u['xa-b']]],
    [id, []],
    [999_999, null],
  ] as const) {
    await assert.rejects(open(pool, STORE, wanted, { unit_ids }), { code: 'files.not_found', status: 404, data: { id: wanted } });
  }
});

test('the same bytes twice lie there once and have two rows', async () => {
  const bytes = aPdf();
  const before = stored().length;
  const [a, b] = await Promise.all([
    keep(pool, STORE, input(bytes)),
    transaction(pool, 'write', (db) => keep(db, STORE, input(bytes, { name: 'Bản sao.pdf', unit_id: u['xa-b'] }))),
  ]);
  assert.equal(a.sha256, b.sha256);
  assert.notEqual(a.id, b.id);
  assert.equal(stored().length, before + 1);
  assert.equal((await open(pool, STORE, b.id, { unit_ids: [u['xa-b']] })).name, 'Bản sao.pdf');
});

async function refused(
  bytes: Parameters<typeof keep>[2]['bytes'],
  expected: object,
  more: object = {},
  to: Parameters<typeof keep>[1] = STORE,
): Promise<void> {
  const before = stored();
  const rows = async () => (await owner.query('select count(*)::int as n from files.file')).rows[0].n;
  const rows_before = await rows();
  await assert.rejects(keep(pool, to, input(bytes, more)), expected);
  assert.deepEqual(stored(), before, 'nothing is left on disk');
  assert.equal(await rows(), rows_before);
}

const ALLOWED = ['pdf', 'png', 'jpg', 'jpeg', 'webp', 'tif', 'tiff', 'docx', 'xlsx'];

test('a file over the limit is refused as soon as it is over', async () => {
  let sent = 0;
  async function* endless() {
    for (;;) {
      sent += 400;
      yield Buffer.alloc(400, '%PDF-');
    }
  }
  await refused(endless(), { code: 'files.too_large', status: 413, data: { limit_bytes: 1000 } });
  assert.equal(sent, 1200);
  await keep(pool, STORE, input(Buffer.concat([aPdf(), Buffer.alloc(1000)]).subarray(0, 1000)));
});

test('an empty file is refused', () => refused([], { code: 'files.empty', status: 422 }));

test('an upload that breaks off leaves nothing', async () => {
  async function* broken() {
    yield Buffer.from('%PDF-1.7');
    throw new Error('the sender went away');
  }
  await refused(broken(), /the sender went away/);
});

for (const [bytes, name, why] of [
  ['MZ\x90\0', 'don.pdf', 'a program called PDF'],
  ['%PDF-1.7', 'don.png', 'a PDF called picture'],
  ['%PDF-1.7', 'don.exe', 'an ending that is not allowed'],
  ['%PDF-1.7', 'don', 'no ending'],
  ['<html>', 'don.html', 'a page'],
  ['%PDF-1.7', 'don.pdf.js', 'a second ending'],
] as const) {
  test(`refused: ${why}`, () =>
    refused(
      Buffer.from(bytes, 'latin1'),
      { code: 'files.type_not_allowed', status: 415, data: { name, allowed: ALLOWED } },
      { name },
    ));
}

test('a name cannot lead out of the store', async () => {
  const kept = await keep(pool, STORE, input(aPdf(), { name: '../../../../tmp/motcua-escaped.pdf' }));
  assert.equal(kept.name, 'motcua-escaped.pdf');
  assert.ok(!fs.existsSync('/tmp/motcua-escaped.pdf'));
  for (const sha256 of ['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(63)}/`])
    assert.throws(() => pathOf(STORE, sha256), /not a sha256/);
});

test('a scanner looks at the bytes before they are kept', async () => {
  const scan = async (file: string) => (fs.readFileSync(file, 'latin1').includes('EICAR') ? 'Eicar-Test' : null);
  await refused(
    Buffer.from('%PDF-1.7 EICAR'),
    { code: 'files.infected', status: 422, data: { name: 'Đơn.pdf', found: 'Eicar-Test' } },
    {},
    { ...STORE, scan },
  );
  await keep(pool, { ...STORE, scan }, input(aPdf()));
});

test('bytes that were altered or lost on disk are not handed out', async () => {
  const { id, sha256 } = await keep(pool, STORE, input(aPdf()));
  fs.writeFileSync(pathOf(STORE, sha256), '%PDF-1.7 altered');
  await assert.rejects(open(pool, STORE, id, EVERYTHING), { code: 'files.damaged', status: 500 });
  fs.rmSync(pathOf(STORE, sha256));
  await assert.rejects(open(pool, STORE, id, EVERYTHING), { code: 'files.damaged' });
});

async function rolledBack(work: (db: Db) => Promise<unknown>): Promise<void> {
  await assert.rejects(
    transaction(pool, 'write', async (db) => {
      await work(db);
      throw new Error('changed my mind');
    }),
    /changed my mind/,
  );
}

test('the bytes of a change that was rolled back are swept away, those of a kept file never', async () => {
  const shared = aPdf();
  const lost = aPdf();
  const kept = await keep(pool, STORE, input(shared));
  await rolledBack((db) => keep(db, STORE, input(shared)));
  await rolledBack((db) => keep(db, STORE, input(lost)));
  assert.deepEqual(await sweep(pool, STORE, NOW), { blobs: 1, incoming: 0 });
  assert.deepEqual((await open(pool, STORE, kept.id, EVERYTHING)).bytes, shared);
  assert.deepEqual(await sweep(pool, STORE, NOW), { blobs: 0, incoming: 0 });
});

test('sweeping leaves alone what an open transaction is about to keep, even when another one dropped it', async () => {
  const bytes = aPdf();
  await rolledBack((db) => keep(db, STORE, input(bytes)));
  const { id } = await transaction(pool, 'write', async (db) => {
    const kept = await keep(db, STORE, input(bytes));
    assert.deepEqual(await sweep(pool, STORE, NOW), { blobs: 0, incoming: 0 });
    return kept;
  });
  assert.deepEqual((await open(pool, STORE, id, EVERYTHING)).bytes, bytes);
});

test('keeping and sweeping at once never loses a kept file', async () => {
  const bytes = aPdf();
  const keeps = Array.from({ length: 12 }, (_, n) =>
    n % 2 ? rolledBack((db) => keep(db, STORE, input(bytes))).then(() => null) : keep(pool, STORE, input(bytes)),
  );
  const sweeps = Array.from({ length: 3 }, () => sweep(pool, STORE, NOW));
  const kept = await Promise.all(keeps);
  await Promise.all(sweeps);
  await sweep(pool, STORE, NOW);
  for (const file of kept) if (file) assert.deepEqual((await open(pool, STORE, file.id, EVERYTHING)).bytes, bytes);
});

test('what a killed process was receiving is swept after an hour', async () => {
  const file = path.join(FOLDER, 'incoming', 'left-behind');
  fs.writeFileSync(file, 'half');
  assert.deepEqual(await sweep(pool, STORE, new Date(Date.now() + 3_000_000)), { blobs: 0, incoming: 0 });
  assert.deepEqual(await sweep(pool, STORE, new Date(Date.now() + 4_000_000)), { blobs: 0, incoming: 1 });
  assert.ok(!fs.existsSync(file));
});

test('sweeping a store that was never used is no fault', async () => {
  assert.deepEqual(await sweep(pool, { dir: path.join(FOLDER, 'none'), max_bytes: 1 }, NOW), { blobs: 0, incoming: 0 });
});

test('keeping a file is in the trail', async () => {
  const { id, sha256 } = await keep(pool, STORE, input(aPdf()));
  const { rows } = await owner.query(
    `select e.action, e.tenant, e.unit_id, e.after from audit.entry e where e.subject_kind = 'file' and e.subject_id = $1`,
    [String(id)],
  );
  assert.equal(rows.length, 1);
  assert.deepEqual(
    [rows[0].action, rows[0].tenant, rows[0].unit_id, rows[0].after.sha256],
    ['files.keep', 34, u['xa-a'], sha256],
  );
});

test('the product’s own role can neither change nor remove a file’s row', async () => {
  await assert.rejects(pool.query('delete from files.file'), { code: '42501' });
  await assert.rejects(pool.query(`update files.file set name = 'x'`), { code: '42501' });
});

test('over the routes: kept for an own unit, handed out as a download, refused for another unit', async () => {
  assert.throws(() => store(), /files\.configure was not called/);
  configure({ dir: FOLDER, max_bytes: 1000 });
  const bytes = aPdf();
  const { rows } = await owner.query(
    `insert into access.account (username, display_name) values ('nguoi.tai', 'Người tải') returning id`,
  );
  const ctx = { ...(await asking(pool, rows[0].id, 'files.write', NOW)), scope: { unit_ids: [u['xa-a']] } };
  const upload = (fields: Record<string, string>) => async () => ({
    name: 'Giấy.pdf',
    type: 'text/html',
    bytes: (async function* () {
      yield bytes;
    })(),
    fields,
  });
  const kept = await routes['files.upload'].run({ ...ctx, upload: upload({ unit_id: String(u['xa-a']) }) }, {});
  assert.equal((kept as { content_type: string }).content_type, 'application/pdf');
  const reply = await routes['files.download'].run(ctx, { id: (kept as { id: number }).id });
  assert.deepEqual(reply, { file_name: 'Giấy.pdf', content_type: 'application/pdf', bytes });
  for (const unit_id of [String(u['xa-b']), '', 'x', '-1', '99999999999']) {
    await assert.rejects(routes['files.upload'].run({ ...ctx, upload: upload({ unit_id }) }, {}), {
      code: 'files.unit_not_found',
      status: 404,
    });
  }
});
