// The demonstration's dossiers give the published figures, asked for as anyone would: through the measures.
import assert from 'node:assert/strict';
import test from 'node:test';
import { figures, records } from '#measures';
import { testDb } from '../../test/db.ts';

const { pool } = await testDb({ template: 'demo' });
const EVERYTHING = { unit_ids: null };

type Ask = Omit<Parameters<typeof figures>[1], 'scope'> & { scope?: 'own' | 'below' | 'all' };

async function ask(question: Ask) {
  const { measures } = await figures(pool, { scope: 'all', ...question }, EVERYTHING);
  return (name: string) => {
    const found = measures[name];
    assert.ok(found, `no measure ${name}`);
    return found;
  };
}

const DAK_SONG = { unit: 'dak-song', from: '2023-01-01', to: '2023-09-20' };
const NGAN_SON = { unit: 'ngan-son', from: '2022-06-15', to: '2022-09-09' };
const PO_Y = { unit: 'po-y', from: '2024-01-01', to: '2024-08-13' };

test('Đắk Song, 1 January to 20 September 2023: carried over, new, received', async () => {
  const of = await ask(DAK_SONG);
  assert.equal(of('carried_over').value, 1728);
  assert.equal(of('new').value, 19117);
  assert.equal(of('received').value, 20845);
});

test('Đắk Song: resolved in time and overdue, with the rates as printed', async () => {
  const of = await ask(DAK_SONG);
  assert.equal(of('resolved').value, 17604);
  assert.equal(of('resolved_in_time').value, 15739);
  assert.equal(of('resolved_overdue').value, 1865);
  assert.equal((of('resolved_early').value as number) + (of('resolved_on_time').value as number), 15739);
  assert.equal(of('pending').value, 3241);
  assert.deepEqual(of('on_time_rate'), { value: '89.41', numerator: 15739, denominator: 17604 });
});

test('Đắk Song: of the overdue, 1,668 are of the land sector', async () => {
  const of = await ask({ ...DAK_SONG, sector: 'dat-dai' });
  assert.equal(of('resolved_overdue').value, 1668);
});

test('Đắk Song: the no-writing, no-appointment day since 21 March 2023, district and communes', async () => {
  const since = { ...DAK_SONG, from: '2023-03-21' };
  assert.equal((await ask(since))('no_writing').value, 776);
  assert.equal((await ask({ ...since, scope: 'own' }))('no_writing').value, 572);
  assert.equal((await ask({ ...since, scope: 'below' }))('no_writing').value, 204);
});

test('Ngân Sơn, 15 June to 9 September 2022: the district itself', async () => {
  const of = await ask({ ...NGAN_SON, scope: 'own' });
  assert.equal(of('received').value, 269);
  assert.equal(of('resolved_in_time').value, 254);
  assert.equal(of('resolved').value, 254);
  assert.equal(of('pending_in_time').value, 15);
  assert.equal(of('pending').value, 15);
});

test('Ngân Sơn, 15 June to 9 September 2022: its communes together', async () => {
  const of = await ask({ ...NGAN_SON, scope: 'below' });
  assert.equal(of('received').value, 1869);
  assert.equal(of('resolved_in_time').value, 1851);
  assert.equal(of('resolved').value, 1851);
  assert.equal(of('pending_in_time').value, 18);
  assert.equal(of('pending').value, 18);
});

for (const [from, to, why] of [
  ['2022-01-01', '2022-09-30', 'calendar nine months'],
  ['2021-12-15', '2022-09-14', 'statutory nine months'],
  ['2022-01-01', '2022-09-09', 'to the day of the report'],
] as const) {
  test(`Ngân Sơn, ${why}: both levels received 5,106, of them online 396`, async () => {
    const of = await ask({ unit: 'ngan-son', from, to });
    assert.equal(of('received').value, 5106);
    assert.equal(of('new_online').value, 396);
    assert.deepEqual(of('online_rate'), { value: '7.76', numerator: 396, denominator: 5106 });
  });
}

test('Pờ Y, 1 January to 13 August 2024', async () => {
  const of = await ask(PO_Y);
  assert.equal(of('received').value, 1185);
  assert.equal(of('new_online').value, 109);
  assert.equal(of('online_partial').value, 21);
  assert.deepEqual(of('papers_digitised'), { value: 933, numerator: 933, denominator: 1183 });
  assert.deepEqual(of('results_digitised'), { value: 734, numerator: 734, denominator: 1179 });
});

test('Pờ Y: 958 are of the certification sector', async () => {
  const of = await ask({ ...PO_Y, sector: 'chung-thuc' });
  assert.equal(of('received').value, 958);
});

test('the records behind a published figure are as many, with the same digest', async () => {
  const { measures } = await figures(
    pool,
    { ...DAK_SONG, scope: 'all', sector: 'dat-dai', measures: ['resolved_overdue'], digest: true },
    EVERYTHING,
  );
  const list = await records(pool, { ...DAK_SONG, scope: 'all', sector: 'dat-dai', measure: 'resolved_overdue' }, EVERYTHING);
  assert.equal(list.count, 1668);
  assert.equal(list.digest, measures.resolved_overdue?.digest);
});

test('made-up dossiers keep the rules of real ones: nobody decides before receiving, codes are unique, people cannot be real', async () => {
  const { rows } = await pool.query(
    `select count(*)::int as dossiers, count(distinct d.code)::int as codes,
            count(*) filter (where d.decided_at < d.received_at)::int as backwards,
            count(*) filter (where d.applicant_identity not like '000%' or d.applicant_phone not like '0900000%')::int as real_looking
     from dossiers.dossier d`,
  );
  const [row] = rows as { dossiers: number; codes: number; backwards: number; real_looking: number }[];
  assert.ok(row && row.dossiers > 30000);
  assert.equal(row.codes, row.dossiers);
  assert.equal(row.backwards, 0);
  assert.equal(row.real_looking, 0);
});

test('a unit with a processing officer: what it decided names him, also in the list of late dossiers', async () => {
  const { rows } = await pool.query<{ named: number; decided: number; late: number }>(
    `select count(d.officer_id)::int as named, count(*)::int as decided,
            count(*) filter (where d.closed_at > (d.due_on + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' and a.username = 'thuly')::int as late
     from dossiers.dossier d
     join org.unit u on u.id = d.receiving_unit_id
     left join access.account a on a.id = d.officer_id
     where u.code = 'H48.108' and d.decided_at >= '2025-12-15'`,
  );
  const [bo_y] = rows;
  assert.ok(bo_y && bo_y.decided > 1000, `${bo_y?.decided} decided`);
  assert.equal(bo_y.named, bo_y.decided);
  assert.ok(bo_y.late > 20, `${bo_y.late} of them late`);
});
