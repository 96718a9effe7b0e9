import assert from 'node:assert/strict';
import fs from 'node:fs';
import test, { after } from 'node:test';
import * as certifications from '#certifications';
import { configure } from '#files';
import { configure as configureSeals, signatureState, signaturesOf } from '#signatures';
import { testDb } from '../../test/db.ts';
import { DEMO_NOW } from '../../test/demo-now.ts';
import { loadDemoPapers } from './papers.ts';

const { pool, owner } = await testDb({ template: 'demo' });
const FOLDER = fs.mkdtempSync('/tmp/motcua-demo-papers-');
after(() => fs.rmSync(FOLDER, { recursive: true }));
configure({ dir: FOLDER, max_bytes: 5_000_000 });
configureSeals({ secret: 'bí mật của kiểm thử' });
const EVERYTHING = { unit_ids: null };

async function counts() {
  const { rows } = await owner.query(
    `select (select count(*)::int from signatures.seal) as seals, (select count(*)::int from signatures.root) as roots,
            (select count(*)::int from holdings.item) as items, (select count(*)::int from certifications.copy) as copies`,
  );
  return rows[0];
}

test('the demonstration has seals, stores and certified copies, loaded once', async () => {
  await loadDemoPapers(pool, DEMO_NOW, 'motcua-demo-2026');
  const once = await counts();
  // Five stores with a paper each, and four certified copies that went into them.
  assert.deepEqual(once, { seals: 2, roots: 1, items: 9, copies: 6 });
  await loadDemoPapers(pool, DEMO_NOW, 'motcua-demo-2026');
  assert.deepEqual(await counts(), once);
  const { rows } = await certifications.copies(pool, { unit_ids: null, page: 1, page_size: 20 }, EVERYTHING);
  assert.deepEqual(
    rows.map((row) => [row.number, row.state]),
    [
      [null, 'draft'],
      [null, 'draft'],
      [4, 'signed'],
      [3, 'given'],
      [2, 'signed'],
      [1, 'given'],
    ],
  );
  const first = rows.find((row) => row.number === 1);
  const signatures = await signaturesOf(pool, await certifications.fileOf(pool, first?.id as number, EVERYTHING), DEMO_NOW);
  assert.deepEqual([signatureState(signatures), signatures.length], ['valid', 2]);
});
