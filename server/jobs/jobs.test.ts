import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { z } from 'zod';
import { transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { testDb } from '../../test/db.ts';
import { cancel, enqueue, jobById, jobs, runDue, startWorker, type Task, task } from './jobs.ts';

const { pool, owner } = await testDb({ template: 'packs' });
const now = new Date('2026-11-20T02:00:00Z');
const everything: Scope = { unit_ids: null };
const nothing: Scope = { unit_ids: [] };
let me = 0;
let other = 0;

before(async () => {
  const made = await owner.query(
    `insert into access.account (username, display_name) values ('viec.1', 'Người Làm'), ('viec.2', 'Người Khác') returning id`,
  );
  [me, other] = made.rows.map((row) => row.id as number) as [number, number];
});

const ran: number[] = [];
const count = task({
  kind: 'jobs.test_count',
  input: z.object({ to: z.number() }),
  run: async ({ progress }, { to }) => {
    for (let step = 1; step <= to; step += 1) await progress(step, to, `bước ${step}`);
    ran.push(to);
    return { counted: to };
  },
});
const refuse = task({
  kind: 'jobs.test_refuse',
  input: z.object({}),
  run: async () => {
    throw new DomainError('files.empty', 422, { name: 'a.pdf' });
  },
});
let crashes = 0;
const crash = task({
  kind: 'jobs.test_crash',
  input: z.object({}),
  max_attempts: 2,
  run: async () => {
    crashes += 1;
    throw new Error('a secret that nobody may see');
  },
});

async function put<P>(what: Task<P>, input: P, more: { key?: string; by?: number } = {}): Promise<number> {
  const actor = { user_id: more.by ?? me, name: 'Người Làm' };
  return transaction(pool, 'write', (db) =>
    enqueue(db, what, { input, title: 'Việc thử', tenant: 48, unit_id: null, actor, now, ...(more.key && { key: more.key }) }),
  );
}

const mine = (id: number) => jobById(pool, id, { account_id: me, scope: nothing });
const options = { tasks: [count, refuse, crash], now: () => now };

test('work put in the queue runs, tells how far it is and what came of it', async () => {
  const id = await put(count, { to: 3 });
  assert.equal((await mine(id)).state, 'waiting');
  await runDue(pool, options);
  const { state, steps_done, steps_total, result, attempts, finished_at } = await mine(id);
  assert.deepEqual(
    { state, steps_done, steps_total, result, attempts },
    { state: 'done', steps_done: 3, steps_total: 3, result: { counted: 3 }, attempts: 1 },
  );
  assert.deepEqual(finished_at, now);
});

test('work of a change that was rolled back never was', async () => {
  const before_it = ran.length;
  await assert.rejects(
    transaction(pool, 'write', async (db) => {
      await enqueue(db, count, {
        input: { to: 9 },
        title: 'x',
        tenant: 48,
        unit_id: null,
        actor: { user_id: me, name: 'x' },
        now,
      });
      throw new Error('rolled back');
    }),
  );
  await runDue(pool, options);
  assert.equal(ran.length, before_it);
});

test('a documented error ends the job at once with its code; it is not tried again', async () => {
  const id = await put(refuse, {});
  await runDue(pool, options);
  const job = await mine(id);
  assert.deepEqual(
    { state: job.state, error: job.error, attempts: job.attempts },
    { state: 'failed', error: { code: 'files.empty', data: { name: 'a.pdf' } }, attempts: 1 },
  );
});

test('a crash is tried again, then counted as failed, and its text stays inside', async () => {
  const id = await put(crash, {});
  await runDue(pool, options);
  assert.equal((await mine(id)).state, 'waiting');
  // Its next run is put off when the first has been noted, which a slow machine does a little later; a clock may be set back meanwhile.
  for (let tries = 0; tries < 100 && (await mine(id)).state === 'waiting'; tries += 1) {
    await owner.query("update graphile_worker._private_jobs set run_at = now() - interval '1 day'");
    await runDue(pool, options);
  }
  const job = await mine(id);
  assert.deepEqual(
    { state: job.state, error: job.error, attempts: job.attempts, crashes },
    { state: 'failed', error: { code: 'jobs.crashed', data: { job_id: id } }, attempts: 2, crashes: 2 },
  );
});

test('what waits and is cancelled never starts, and the cancelling is on record', async () => {
  const before_it = ran.length;
  const id = await put(count, { to: 5 });
  const by = { account_id: me, scope: nothing, actor: { user_id: me, name: 'Người Làm' }, now, request_id: 'r1' };
  assert.equal((await transaction(pool, 'write', (db) => cancel(db, id, by))).state, 'cancelled');
  await runDue(pool, options);
  assert.equal(ran.length, before_it);
  const trail = await owner.query(`select e.action from audit.entry e where e.subject_kind = 'job' and e.subject_id = $1`, [
    String(id),
  ]);
  assert.deepEqual(trail.rows, [{ action: 'jobs.cancel' }]);
  await assert.rejects(
    transaction(pool, 'write', (db) => cancel(db, id, by)),
    { code: 'jobs.already_finished' },
  );
});

test('what runs and is cancelled stops at its next step', async () => {
  let steps = 0;
  const slow = task({
    kind: 'jobs.test_slow',
    input: z.object({}),
    run: async ({ progress, job_id }) => {
      await progress(0, null);
      const by = { account_id: me, scope: nothing, actor: { user_id: me, name: 'x' }, now, request_id: 'r2' };
      await transaction(pool, 'write', (db) => cancel(db, job_id, by));
      // The last step of a known number is always told, so the stop is seen there at the latest.
      await progress(1, 1);
      steps += 1;
    },
  });
  const id = await put(slow, {});
  await runDue(pool, { ...options, tasks: [slow] });
  assert.equal((await mine(id)).state, 'cancelled');
  assert.equal(steps, 0);
});

test('of two with the same key that wait, only the later one runs', async () => {
  const before_it = ran.length;
  const earlier = await put(count, { to: 21 }, { key: 'one-of-it' });
  await put(count, { to: 22 }, { key: 'one-of-it' });
  await runDue(pool, options);
  assert.deepEqual(ran.slice(before_it), [22]);
  assert.equal((await mine(earlier)).state, 'cancelled');
});

test('one sees one’s own work; that of others only with the right for their unit', async () => {
  const id = await put(count, { to: 1 }, { by: other });
  await assert.rejects(mine(id), { code: 'jobs.not_found' });
  assert.equal((await jobById(pool, id, { account_id: me, scope: everything })).id, id);
  const page = { page: 1, page_size: 200 };
  const own = await jobs(pool, { ...page, mine: true }, { account_id: me, scope: everything });
  assert.equal(own.total, own.rows.length);
  assert.ok(own.rows.every((job) => job.created_by === me));
  const all = await jobs(pool, { ...page, mine: false }, { account_id: me, scope: everything });
  assert.ok(all.rows.some((job) => job.id === id));
});

test('a running worker takes up work by itself, and stops when told', async () => {
  const worker = await startWorker(pool, { ...options, is_alone: true });
  try {
    const id = await put(count, { to: 2 });
    for (const began = performance.now(); (await mine(id)).state !== 'done'; ) {
      assert.ok(performance.now() - began < 120_000, 'the worker took nothing up');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await worker.stop();
  }
});
