import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import test from 'node:test';
import { store, sweep } from '#files';
import { everything } from '../access/everything.ts';
import { testApp } from '../app.ts';

// What is sent to be kept with a dossier: kept whole, or not at all.

const LIMIT = 200_000;
const app = await testApp({ template: 'demo', max_upload_bytes: LIMIT });
const desk = await app.signIn('tiepnhan');
const { id } = await desk.call('dossiers.receive', {
  procedure_code: '1.001022',
  receiving_unit: 'bo-y',
  applicant: { name: 'Y Giấy Tờ', identity: '062190000003' },
  papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 as const })),
});
const [paper] = (await desk.call('dossiers.get', { id })).papers;
const where = { id, paper_id: paper?.id as number };
const pdf = (size: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9, 'x')]);

/** Files that lie in the store, whatever they are. */
function kept(): string[] {
  const dir = store().dir;
  if (!fs.existsSync(dir)) return [];
  const is_file = (name: string) => fs.statSync(path.join(dir, name), { throwIfNoEntry: false })?.isFile() ?? false;
  return fs.readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(is_file);
}

for (const [why, file, expected] of [
  ['one byte over the limit', { name: 'quet.pdf', bytes: pdf(LIMIT + 1) }, '413 files.too_large'],
  ['ten times the limit', { name: 'quet.pdf', bytes: pdf(LIMIT * 10) }, '413 files.too_large'],
  ['empty', { name: 'quet.pdf', bytes: Buffer.alloc(0) }, '422 files.empty'],
  ['a program', { name: 'quet.exe', bytes: Buffer.from('MZ') }, '415 files.type_not_allowed'],
  ['a program that is called a picture', { name: 'quet.png', bytes: Buffer.from('MZ program') }, '415 files.type_not_allowed'],
  [
    'a page that is called a document',
    { name: 'quet.pdf', bytes: Buffer.from('<script>alert(1)</script>') },
    '415 files.type_not_allowed',
  ],
] as const) {
  test(`refused, and no byte and no row stays: ${why}`, async () => {
    const [before, files_before] = [await everything(app.db.owner), kept()];
    const reply = await desk.upload('dossiers.attach', where, { type: 'application/pdf', ...file });
    assert.equal(`${reply.status} ${(reply.body as { code: string }).code}`, expected);
    assert.deepEqual(await everything(app.db.owner), before);
    assert.deepEqual(kept(), files_before);
  });
}

test('the limit is named, so that the officer knows what to scan', async () => {
  const reply = await desk.upload('dossiers.attach', where, { name: 'a.pdf', type: 'application/pdf', bytes: pdf(LIMIT + 1) });
  assert.deepEqual((reply.body as { data: unknown }).data, { limit_bytes: LIMIT });
});

test('a paper of another dossier, or of none, is not there, and nothing of the upload stays', async () => {
  const [before, files_before] = [await everything(app.db.owner), kept()];
  const other = await app.db.owner.query<{ id: number }>('select w.id from dossiers.paper w where w.dossier_id <> $1 limit 1', [
    id,
  ]);
  for (const paper_id of [other.rows[0]?.id as number, 987_654_321]) {
    const reply = await desk.upload(
      'dossiers.attach',
      { id, paper_id },
      { name: 'a.pdf', type: 'application/pdf', bytes: pdf(500) },
    );
    assert.equal(`${reply.status} ${(reply.body as { code: string }).code}`, '404 dossiers.paper_not_found');
  }
  assert.deepEqual(await everything(app.db.owner), before);
  await sweep(app.db.pool, store(), new Date());
  assert.deepEqual(kept(), files_before);
});

test('a connection that breaks in the middle leaves nothing', async () => {
  const [before, files_before] = [await everything(app.db.owner), kept()];
  const url = new URL(`/api/dossiers/${id}/papers/${where.paper_id}/file`, app.base);
  await new Promise<void>((resolve, reject) => {
    const socket = net.connect(Number(url.port), url.hostname, () => {
      const head =
        '--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n';
      socket.write(
        [
          `POST ${url.pathname} HTTP/1.1`,
          `host: ${url.host}`,
          `cookie: ${desk.cookie}`,
          `x-csrf-token: ${desk.csrf}`,
          'content-type: multipart/form-data; boundary=x',
          'content-length: 100000',
          '',
          `${head}%PDF-1.7 half of it`,
        ].join('\r\n'),
      );
      setTimeout(() => socket.destroy(), 200);
    });
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
  for (const began = performance.now(); kept().length !== files_before.length && performance.now() - began < 60_000; )
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(kept(), files_before);
  assert.deepEqual(await everything(app.db.owner), before);
});

test('exactly at the limit it is kept, comes back byte for byte, and the paper is digitised', async () => {
  const bytes = pdf(LIMIT);
  const reply = await desk.upload('dossiers.attach', where, { name: 'Bản quét số 1.pdf', type: 'application/pdf', bytes });
  assert.equal(reply.status, 200);
  assert.deepEqual(await desk.bytes('dossiers.paper_file', where), bytes);
  const { papers, code } = await desk.call('dossiers.get', { id });
  const shown = papers.find((one) => one.id === where.paper_id);
  // Named by its dossier, its place in the list, what it is, and the day; whatever the scanner called it.
  const name = `${code}_01_to-khai-dang-ky-nhan-cha-me-con_20261120.pdf`;
  assert.deepEqual([shown?.is_digitised, shown?.file_name, shown?.size_bytes], [true, name, LIMIT]);
});
