import assert from 'node:assert/strict';
import fs from 'node:fs';
import test, { after } from 'node:test';
import { configure } from '#files';
import { openEvidence } from '#registers';
import { testDb } from '../../test/db.ts';
import { DEMO_NOW } from '../../test/demo-now.ts';
import { loadDemoProofs } from './proofs.ts';

const { pool, owner } = await testDb({ template: 'demo' });
const FOLDER = fs.mkdtempSync('/tmp/motcua-demo-proofs-');
after(() => fs.rmSync(FOLDER, { recursive: true }));
configure({ dir: FOLDER, max_bytes: 5_000_000 });

test('every verdict that Kon Rẫy declared without a figure has a file behind it, put there once', async () => {
  assert.equal(await loadDemoProofs(pool, DEMO_NOW), 16);
  assert.equal(await loadDemoProofs(pool, DEMO_NOW), 0);
  const { rows } = await owner.query(
    `select f.verdict, count(*)::int as told, count(l.id)::int as proven
     from plans.told_figure f
     join plans.target t on t.tenant = f.tenant and t.id = f.target_id
     join org.unit u on u.id = t.unit_id and u.slug = 'kon-ray'
     left join registers.evidence_link l on l.subject_kind = 'target_figure' and l.subject_id = f.id::text
     where f.verdict is not null group by 1 order by 1`,
  );
  // What could not be assessed needs a reason, no proof.
  assert.deepEqual(rows, [
    { verdict: 'met', told: 15, proven: 15 },
    { verdict: 'missed', told: 1, proven: 1 },
    { verdict: 'unknown', told: 2, proven: 0 },
  ]);
  const evidence = await owner.query('select e.id from registers.evidence e order by e.id desc limit 1');
  const { bytes } = await openEvidence(pool, evidence.rows[0].id, { unit_ids: null });
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
  if (process.env.KEEP_PDF) fs.writeFileSync(process.env.KEEP_PDF, bytes);
});
