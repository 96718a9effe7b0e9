import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { addDays, vietnamDay } from '#lib/day';
import { type Pool, transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import { testDb } from '../../test/db.ts';
import { act } from './act.ts';
import { ACTIONS, type Action, possibleActions } from './actions.ts';
import { type BulkDossier, bulkInsert } from './bulk.ts';
import { dossierCode } from './code.ts';
import type { DossierEvent, Due, EventPaper, Filing } from './event.ts';
import { aDossier, at, makeWorld, type World } from './make-world.ts';
import { get } from './opened.ts';
import { rebuild } from './rebuild.ts';
import { possibleEvents, type Status, statusAfter } from './status.ts';

const { pool, owner } = await testDb();
const EVERYTHING = { unit_ids: null };
let world: World;
let version_id: number;

before(async () => {
  world = await makeWorld(owner);
  version_id = (
    await owner.query(
      "select v.id from procedures.version v join procedures.procedure p on p.id = v.procedure_id where p.code = '1.001612' and v.valid @> date '2024-01-01'",
    )
  ).rows[0].id;
});

// mulberry32: the same walks every run.
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const paper = (ordinal: number, dice: () => number): EventPaper => ({
  ordinal,
  name: `Giấy ${ordinal}\tcó "dấu" \\ và\nxuống dòng`,
  form: ([0, 1, 2] as const)[Math.floor(dice() * 3)] as 0 | 1 | 2,
  sheets: 1,
  must_digitise: dice() < 0.7,
  is_digitised: dice() < 0.3,
});

/** A random way through the state machine: late entries, several events of one moment, scans and notes in between. */
function walk(seed: number): BulkDossier {
  const dice = random(seed);
  const pick = <T>(list: readonly T[]) => list[Math.floor(dice() * list.length)] as T;
  let happened = at('2024-01-02', '08:00').getTime() + Math.floor(dice() * 90) * 86_400_000;
  let recorded = happened;
  const due = (): Due => {
    if (dice() < 0.1) return { rule_id: null, due_on: null, due_at: null, precision: null };
    const due_on = addDays(vietnamDay(new Date(happened)), Math.floor(dice() * 20));
    return { rule_id: 'r', due_on, due_at: at(due_on, '17:00').toISOString(), precision: dice() < 0.8 ? 'day' : 'hour' };
  };
  const filing = (): Filing => ({
    code: dossierCode('H16.36', vietnamDay(new Date(happened)), 100_000 + seed),
    client_id: dice() < 0.5 ? `walk-${seed}` : null,
    procedure_version_id: version_id,
    competent_unit_id: world.unit.dak_song,
    channel: pick([1, 2, 3] as const),
    return_channel: 1,
    matter: null,
    applicant: {
      kind: 0,
      name: 'Y Thử',
      identity: null,
      no_identity_reason: 'trẻ em',
      phone: null,
      email: null,
      address: 'a\\b',
      submitter_name: null,
    },
    papers: dice() < 0.2 ? [] : [paper(1, dice), paper(2, dice)],
    due: null,
  });
  const said = (kind: DossierEvent['kind']): object => {
    if (kind === 'registered') return filing();
    if (kind === 'received')
      return events.length === 0 ? { ...filing(), due: due() } : { procedure_version_id: version_id, due: due() };
    if (kind === 'handed_over') return { to_unit_id: world.unit.office, to_account_id: pick([null, world.officer]), note: null };
    if (kind === 'supplement_given')
      return { note: null, papers: dice() < 0.5 ? [] : [paper(1000 + events.length, dice)], due: due() };
    if (kind === 'payment_made')
      return { amount_vnd: 1, receipt_no: null, is_online: false, is_paid_on_behalf: false, due: due() };
    if (kind === 'decided')
      return {
        outcome: pick(['granted', 'refused']),
        note: null,
        result: dice() < 0.1 ? null : paper(events.length, dice),
        ...(dice() < 0.3 && {
          late_entry_reason: 'x',
          late_entry_cause: pick(['network_fault', 'late_click', 'other'] as const),
        }),
      };
    if (kind === 'extended')
      return {
        due: { ...due(), first_due_on: '2024-01-15' },
        days: 2,
        until: null,
        reason: 'x',
        approved_by_name: 'y',
        decision_no: null,
      };
    if (kind === 'reopened') return { reason: 'x', decision_no: null, due: dice() < 0.5 ? due() : null };
    if (kind === 'apologised')
      return {
        kind: pick(['apology', 'reappointment']),
        reason: 'x',
        cause: 'workload',
        new_due_on: dice() < 0.5 ? '2024-07-01' : null,
        promised_on: null,
        signer_name: 'y',
        is_in_time: true,
        rule_id: null,
      };
    if (kind === 'corrected') return { fault: pick(['agency', 'applicant']), reason: 'x' };
    if (kind === 'payment_requested') return { amount_vnd: 5000, reason: 'x', purpose: pick(['fee', 'obligation'] as const) };
    if (kind === 'fee_collected')
      return {
        stage: 'reception',
        items: [],
        amount_vnd: 1 + Math.floor(dice() * 200_000),
        method: 'online',
        is_online: dice() < 0.5,
        gateway: null,
        is_paid_on_behalf: dice() < 0.5,
        payer_name: 'z',
        receipt_no: null,
      };
    if (kind === 'fee_waived') return { stage: 'reception', amount_vnd: 100_000, reason: 'x', legal_ground: null };
    if (kind === 'fee_refunded') return { stage: 'result', amount_vnd: 1, method: 'cash', reason: 'x', receipt_no: null };
    return { reason: 'x' };
  };
  const events: DossierEvent[] = [];
  let status: Status | 0 = 0;
  const length = 1 + Math.floor(dice() * 14);
  while (events.length < length) {
    const kind: DossierEvent['kind'] = pick(
      possibleEvents(status).filter((one) => !/^(paper_digitised|step_|assigned|consultation_)/.test(one)),
    );
    if (!kind) break;
    status = statusAfter(status, kind);
    const stamp = {
      seq: events.length + 1,
      at: new Date(happened),
      recorded_at: new Date(recorded),
      actor_id: null,
      unit_id: world.unit.dak_song,
    };
    events.push({ ...stamp, kind, data: said(kind) } as DossierEvent);
    if (dice() < 0.7) happened += Math.floor(dice() * 400) * 3_600_000;
    recorded = Math.max(recorded, happened + (dice() < 0.2 ? Math.floor(dice() * 50) * 3_600_000 : 0));
  }
  return { tenant: 16, events };
}

test('3,000 random courses loaded in bulk: rows, papers and versions are what their events say', async () => {
  const walks = Array.from({ length: 3000 }, (_, n) => walk(n + 1));
  const client = await owner.connect();
  let counts: Awaited<ReturnType<typeof bulkInsert>>;
  try {
    await client.query('begin');
    counts = await bulkInsert(client, walks);
    await client.query('commit');
  } finally {
    client.release();
  }
  assert.equal(counts.dossiers, 3000);
  assert.equal(
    counts.events,
    walks.reduce((sum, one) => sum + one.events.length, 0),
  );
  assert.deepEqual(await rebuild(owner, { tenant: 16 }), []);
  const seen = await owner.query('select distinct d.status from dossiers.dossier d order by d.status');
  assert.deepEqual(
    seen.rows.map((row) => row.status),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
});

test('exactly one version of each received dossier is known now, and their times touch', async () => {
  const { rows } = await owner.query(`
    select count(*)::int as broken from (
      select v.dossier_id, v.known_from, lag(v.known_to) over w as before_to, lead(v.known_from) over w as next_from, v.known_to
      from dossiers.version v window w as (partition by v.tenant, v.dossier_id order by v.known_from)) x
    where x.before_to <> x.known_from or (x.next_from is null and x.known_to <> 'infinity') or (x.next_from is not null and x.known_to = 'infinity')`);
  assert.equal(rows[0].broken, 0);
  const received = await owner.query(`
    select count(*)::int as n from dossiers.dossier d
    where d.received_at is not null and not exists (select from dossiers.version_now v where v.tenant = d.tenant and v.dossier_id = d.id)`);
  assert.equal(received.rows[0].n, 0);
});

test('dossiers received after a bulk load go on with the numbers of the day', async () => {
  const { rows } = await owner.query(
    "select d.code from dossiers.dossier d where d.code like 'H16.36-240102-%' order by d.code desc limit 1",
  );
  const highest = Number((rows[0].code as string).split('-')[2]);
  const next = await transaction(pool, 'write', (db) => aDossier(db, { ...world.everything, now: at('2024-01-02', '10:00') }));
  assert.equal(next.code, `H16.36-240102-${highest + 1}`);
});

test('a hundred random courses over the desk leave what their events say', async () => {
  const data: Partial<Record<Action, (dice: () => number) => object>> = {
    reject: () => ({ reason: 'x' }),
    hand_over: (dice) => ({ to_unit: 'H16.36.D01', to_account_id: dice() < 0.5 ? world.officer : null }),
    request_supplement: () => ({ reason: 'x', items: ['y'] }),
    give_supplement: (dice) => ({ papers: dice() < 0.5 ? [{ ordinal: 1, form: 2 }] : [] }),
    request_payment: () => ({ amount_vnd: 1000, reason: 'x' }),
    record_payment: () => ({ amount_vnd: 1000 }),
    withdraw: () => ({ reason: 'x' }),
    stop: () => ({ reason: 'x' }),
    decide: (dice) => ({ outcome: dice() < 0.9 ? 'granted' : 'refused', note: 'x', result_form: dice() < 0.5 ? 2 : 0 }),
    deliver: () => ({ to_name: 'Y Thử' }),
    note: () => ({ text: 'x' }),
    reopen: () => ({ reason: 'x' }),
    correct: (dice) => ({ fault: dice() < 0.5 ? 'agency' : 'applicant', reason: 'x' }),
    extend: (dice) => ({ days: 1 + Math.floor(dice() * 5), reason: 'x', approved_by_name: 'y' }),
    apologise: () => ({ kind: 'apology', cause: 'workload', reason: 'x', signer_name: 'y' }),
    explain: () => ({ cause: 'system', text: 'x' }),
    collect_fee: () => ({ amount_vnd: 50_000, method: 'online' }),
    waive_fee: () => ({ amount_vnd: 10_000, reason: 'x' }),
    refund_fee: () => ({ amount_vnd: 20_000, reason: 'x' }),
    finish_step: () => ({}),
    return_step: () => ({ to: ['x'], reason: 'x' }),
    assign: (dice) => ({ account_id: dice() < 0.5 ? world.officer : null }),
    ask_opinion: () => ({ to_unit: 'H16.36.D01', question: 'x', due_on: '2030-01-02' }),
    remind_opinion: (dice) => ({ id: 1 + Math.floor(dice() * 12) }),
    cancel_opinion: (dice) => ({ id: 1 + Math.floor(dice() * 12) }),
    give_opinion: (dice) => ({ id: 1 + Math.floor(dice() * 12), opinion: 'agree', text: 'x' }),
  };
  // Every moment is a moment of the course: what does not fit it is refused and changes nothing.
  let [done, refused] = [0, 0];
  const ids: number[] = [];
  for (let seed = 1; seed <= 100; seed += 1) {
    const dice = random(seed * 7919);
    let now = at('2024-04-15', '08:00');
    const is_registration = dice() < 0.2;
    const { id } = await transaction(pool, 'write', (db) =>
      aDossier(db, { ...world.everything, now }, { is_registration, channel: 2 }),
    );
    ids.push(id);
    let status: Status = is_registration ? 1 : 2;
    let last_seq = 1;
    for (let turn = 1; turn < 14; turn += 1) {
      // A same-moment change, or hours to days later.
      if (dice() < 0.8) now = new Date(now.getTime() + Math.floor(dice() * 60) * 3_600_000);
      const choices = possibleActions(status);
      const action = choices[Math.floor(dice() * choices.length)];
      if (!action) break;
      const input = { last_seq, data: (data[action]?.(dice) ?? {}) as Record<string, unknown> };
      const before: Status = status;
      try {
        const { dossier } = await transaction(pool, 'write', (db) => act(db, id, action, input, { ...world.everything, now }));
        [status, last_seq] = [dossier.status, dossier.last_seq];
        done += 1;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refused += 1;
        continue;
      }
      assert.equal(status, statusAfter(before, ACTIONS[action].event));
    }
  }
  assert.deepEqual(await rebuild(owner, { tenant: 16, ids }), []);
  assert.ok(done > 700 && refused > 50, `${done} done, ${refused} refused`);
});

test('a record changed behind the events is found', async () => {
  const { id } = await transaction(pool, 'write', (db) => aDossier(db, { ...world.everything, now: at('2024-04-22', '08:00') }));
  const spoil = async (statement: string, part: RegExp) => {
    await transaction(owner, 'write', async (db) => {
      await db.query(statement, [id]);
      const [found] = await rebuild(db, { tenant: 16, ids: [id] });
      assert.match(found?.part ?? 'nothing', part);
      throw new Error('put back');
    }).catch((error: Error) => assert.equal(error.message, 'put back'));
  };
  await spoil("update dossiers.dossier d set due_on = '2024-12-31' where d.id = $1", /^dossier\.0\.due_on$/);
  await spoil(
    'update dossiers.paper w set must_digitise = not w.must_digitise where w.dossier_id = $1',
    /^paper\.0\.must_digitise$/,
  );
  await spoil("update dossiers.version v set due_on = '2024-12-31' where v.dossier_id = $1", /^version\.0\.due_on$/);
  await spoil('delete from dossiers.version v where v.dossier_id = $1', /^version$/);
  await spoil('delete from dossiers.event e where e.dossier_id = $1', /^event$/);
  assert.deepEqual(await rebuild(owner, { tenant: 16, ids: [id] }), []);
});

test('the product may not change or remove what happened', async () => {
  for (const statement of [
    "update dossiers.event set kind = 'decided'",
    'delete from dossiers.event',
    'truncate dossiers.event',
    'delete from dossiers.dossier',
  ]) {
    await assert.rejects((pool as Pool).query(statement), { code: '42501' });
  }
});

test('a dossier made in bulk explains its due date by asking the engine again', async () => {
  const now = at('2024-05-06', '09:00');
  const made = await transaction(pool, 'write', (db) => aDossier(db, { ...world.everything, now }));
  const shown = await get(pool, made.id, { scope: EVERYTHING, personal: EVERYTHING, now }, async () => true);
  const { rows } = await owner.query('select e.data from dossiers.event e where e.dossier_id = $1', [made.id]);
  const { trace: _, warnings: __, ...due } = rows[0].data.due;
  const event = { seq: 1, kind: 'received', at: now, recorded_at: now, actor_id: null, unit_id: world.unit.dak_song } as const;
  const data: Filing = { ...rows[0].data, code: 'H16.36-240506-9001', due };
  const client = await owner.connect();
  try {
    await bulkInsert(client, [{ tenant: 16, events: [{ ...event, data }] }]);
  } finally {
    client.release();
  }
  const bulk_id = (await owner.query("select d.id from dossiers.dossier d where d.code = 'H16.36-240506-9001'")).rows[0].id;
  const again = await get(pool, bulk_id, { scope: EVERYTHING, personal: EVERYTHING, now }, async () => true);
  assert.ok(shown.explanation.vi.length > 2);
  assert.deepEqual(again.explanation, shown.explanation);
});
