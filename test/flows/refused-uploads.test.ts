import assert from 'node:assert/strict';
import test from 'node:test';
import { testApp } from '../app.ts';

const app = await testApp();
const officer = await app.signIn('kiemsoat');

// A file that is removed before anybody reads it was once opened all the same, and took the whole process with it.
test('uploads that are refused before they are read leave the product standing', async () => {
  const file = { name: 'bao-cao.docx', type: 'application/octet-stream', bytes: Buffer.alloc(1000, 'x') };
  for (let round = 0; round < 5; round += 1) {
    const replies = await Promise.all(Array.from({ length: 40 }, () => officer.upload('reports.upload', { id: 987_654 }, file)));
    assert.deepEqual([...new Set(replies.map(({ status }) => status))], [404]);
  }
  assert.equal((await officer.ask('app.health', {})).status, 200);
});
