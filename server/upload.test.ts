import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import multipart from '@fastify/multipart';
import fastify from 'fastify';
import { receiveUpload } from './upload.ts';

async function sent(take: (upload: NonNullable<Awaited<ReturnType<typeof receiveUpload>>>) => Promise<unknown>) {
  const app = fastify();
  await app.register(multipart);
  app.post('/', async (request) => {
    const received = await receiveUpload(request, 10_000);
    return received && take(received);
  });
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  const form = new FormData();
  form.set('note', 'ghi chú');
  form.set('file', new Blob([Buffer.from('nội dung')]), 'tep.txt');
  try {
    return await (await fetch(base, { method: 'POST', body: form })).json();
  } finally {
    await app.close();
  }
}

test('an upload is read with its name, its fields and its bytes', async () => {
  const said = await sent(async ({ upload, discard }) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of upload.bytes) chunks.push(chunk);
    discard();
    return { name: upload.name, fields: upload.fields, text: Buffer.concat(chunks).toString() };
  });
  assert.deepEqual(said, { name: 'tep.txt', fields: { note: 'ghi chú' }, text: 'nội dung' });
});

// A stream opened at once and removed before anybody read it fails with nobody to tell, which ends the process.
test('an upload that is refused before it is read leaves nothing behind, not even an error', async () => {
  const said = await sent(async ({ discard }) => {
    discard();
    await pause(100);
    return { is_standing: true };
  });
  assert.deepEqual(said, { is_standing: true });
});
