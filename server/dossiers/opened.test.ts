import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { transaction } from '#lib/db';
import type { Db } from '#lib/sql';
import { testDb } from '../../test/db.ts';
import { act } from './act.ts';
import type { Action } from './actions.ts';
import type { By } from './intake.ts';
import { aDossier, at, makeWorld, NOW, type World } from './make-world.ts';
import { get } from './opened.ts';

const { pool, owner } = await testDb();
const EVERYTHING = { unit_ids: null };
const NOTHING = { unit_ids: [] };
let world: World;
/** Received at Đắk Song, handed over to its office, decided, delivered; received, with a note; received at Pờ Y. */
let finished: number;
let waiting: number;
let elsewhere: number;

const by = (more: Partial<By> = {}): By => ({ ...world.everything, ...more });

async function then(id: number, last_seq: number, action: Action, day: string, data: object): Promise<void> {
  const said = { last_seq, data: data as Record<string, unknown> };
  await transaction(pool, 'write', (db) => act(db, id, action, said, by({ now: at(day, '10:00') })));
}

before(async () => {
  world = await makeWorld(owner);
  const make = async (more: object = {}) => (await transaction(pool, 'write', (db) => aDossier(db, by(), more))).id;
  finished = await make();
  await then(finished, 1, 'hand_over', '2024-03-06', {
    to_unit: 'H16.36.D01',
    to_account_id: world.officer,
    note: 'đủ "giấy tờ"',
  });
  await then(finished, 2, 'decide', '2024-03-07', { outcome: 'granted' });
  await then(finished, 3, 'deliver', '2024-03-08', { to_name: 'Y Thử', channel: 1 });
  waiting = await make({ matter: 'Một\\hai "ba"\nbốn' });
  await then(waiting, 1, 'note', '2024-03-06', { text: 'thiếu căn cước' });
  elsewhere = await make({ receiving_unit: 'po-y' });
});

/** The pool, counting the statements that open dossiers. */
function counting(): { db: Db; opened: () => number } {
  let opened = 0;
  const query = (one: { name?: string }) => {
    if (one.name === 'dossiers.opened') opened += 1;
    return pool.query(one as never);
  };
  return { db: { query } as never, opened: () => opened };
}

const codeOf = (result: PromiseSettledResult<unknown>) => (result.status === 'rejected' ? result.reason.code : 'shown');

test('opened at the same moment they are one statement, and each reader has only what is in his reach', async () => {
  const { db, opened } = counting();
  const read = (id: number, unit_id: number) =>
    get(db, id, { scope: { unit_ids: [unit_id] }, personal: { unit_ids: [unit_id] }, now: NOW }, () => true);
  const { dak_song, po_y, office } = world.unit;
  const asked = [
    read(finished, dak_song),
    read(finished, po_y),
    read(elsewhere, po_y),
    read(elsewhere, dak_song),
    read(9_999_999, dak_song),
    read(waiting, dak_song),
    read(waiting, office),
  ];
  const results = await Promise.allSettled(asked);
  assert.equal(opened(), 1);
  assert.deepEqual(results.map(codeOf), [
    'shown',
    'dossiers.not_found',
    'shown',
    'dossiers.not_found',
    'dossiers.not_found',
    'shown',
    'dossiers.not_found',
  ]);
});

test('in one statement one reader sees people’s numbers and another does not', async () => {
  const { db, opened } = counting();
  const read = (personal: { unit_ids: number[] | null }) =>
    get(db, finished, { scope: { unit_ids: [world.unit.dak_song] }, personal, now: NOW }, () => true);
  const [open, masked] = await Promise.all([read(EVERYTHING), read(NOTHING)]);
  assert.equal(opened(), 1);
  assert.deepEqual(
    [open.is_masked, open.applicant_identity, open.timeline.at(-1)?.details.to_name],
    [false, '000123456789', 'Y Thử'],
  );
  assert.deepEqual([masked.is_masked, masked.applicant_identity, masked.applicant_phone], [true, '*********789', '*******111']);
  assert.notEqual(masked.timeline.at(-1)?.details.to_name, 'Y Thử');
});

test('what is answered together is what is answered alone, moments are ISO texts, and JSON leaves nothing out', async () => {
  const reader = { scope: EVERYTHING, personal: EVERYTHING, now: at('2024-03-11', '09:00') };
  const ids = [finished, waiting, elsewhere];
  const alone = [];
  for (const id of ids) alone.push(await get(pool, id, reader, () => true));
  const together = await Promise.all(Array.from({ length: 40 }, (_, n) => get(pool, ids[n % 3] as number, reader, () => true)));
  for (const [n, shown] of together.entries()) assert.deepEqual(shown, alone[n % 3]);
  const [shown] = alone as [(typeof alone)[number]];
  assert.deepEqual(
    [shown.filed_at, shown.delivered_at, shown.timeline.map((entry) => entry.at)],
    [
      '2024-03-05T02:00:00.000Z',
      '2024-03-08T03:00:00.000Z',
      ['2024-03-05T02:00:00.000Z', '2024-03-06T03:00:00.000Z', '2024-03-07T03:00:00.000Z', '2024-03-08T03:00:00.000Z'],
    ],
  );
  assert.equal(shown.timeline[1]?.details.note, 'đủ "giấy tờ"');
  assert.equal(alone[1]?.matter, 'Một\\hai "ba"\nbốn');
  for (const one of alone) assert.deepEqual(JSON.parse(JSON.stringify(one)), one);
});

test('a statement that fails fails those who came with it, and nobody after', async () => {
  let is_broken = true;
  const query = (one: { name?: string }) =>
    is_broken && one.name === 'dossiers.opened' ? Promise.reject(new Error('the connection is gone')) : pool.query(one as never);
  const db = { query } as never;
  const reader = { scope: EVERYTHING, personal: EVERYTHING, now: NOW };
  await assert.rejects(
    get(db, finished, reader, () => true),
    { message: 'the connection is gone' },
  );
  is_broken = false;
  assert.equal((await get(db, finished, reader, () => true)).id, finished);
});
