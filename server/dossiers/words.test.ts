import assert from 'node:assert/strict';
import test from 'node:test';
import { CopyRows } from '#lib/copy';
import { testDb } from '../../test/db.ts';
import { foundBy } from './words.ts';

const db = await testDb();

test('words are without diacritics, each once; the number of the code is one of them', () => {
  const row = { code: 'H34.19-261121-0042', applicant_name: 'Đỗ Thị Ước', submitter_name: null, matter: 'Đề nghị: cấp lại, đỗ' };
  assert.deepEqual(foundBy(row), { words: 'do thi uoc de nghi cap lai 0042', applicant_plain: 'do thi uoc' });
});

const ROWS = [
  ['H34.19-261121-0042', 'Đỗ Thị Ước', null, 'Đề nghị: cấp lại, đỗ'],
  ['H16.36-240101-1', 'CÔNG TY TNHH MTV "An-Phú" (chi nhánh 2)', 'Y K’Sor H’Bia', 'Đăng ký 12/2025; 3,5 ha – số 12.345/QĐ-UBND'],
  ['X', 'Nguyễn  Văn\tAn', 'Lê Thị Bưởi', ''],
  ['H48.108-260105-0007', "O'Brien Ünal", null, null],
] as const;

test('the trigger makes the same words as the desk', async () => {
  for (const [code, applicant_name, submitter_name, matter] of ROWS) {
    const { words, applicant_plain } = foundBy({ code, applicant_name, submitter_name, matter });
    const { rows } = await db.owner.query(
      `select (dossiers.words($2 || ' ' || coalesce($3, '') || ' ' || coalesce($4, '') || ' ' || regexp_replace($1, '^.*-', '')))::text as words,
              lib.plain($2) as applicant_plain, ($5::tsvector)::text as ours`,
      [code, applicant_name, submitter_name, matter, words],
    );
    assert.deepEqual([rows[0].ours, applicant_plain], [rows[0].words, rows[0].applicant_plain], code);
  }
});

test('sent as they are loaded in bulk they are the same words', async () => {
  const client = await db.owner.connect();
  try {
    await client.query('create temporary table trial (place int, words tsvector)');
    const sent = new CopyRows<{ place: number; words: string }>('trial', { place: 'int4', words: 'words' });
    const given = [
      ...ROWS.map(
        ([code, applicant_name, submitter_name, matter]) => foundBy({ code, applicant_name, submitter_name, matter }).words,
      ),
      '',
    ];
    for (const [place, words] of given.entries()) sent.add({ place, words });
    await sent.send(client);
    const { rows } = await client.query('select t.words::text as words from trial t order by t.place');
    const expected = await client.query(
      'select w::tsvector::text as words from unnest($1::text[]) with ordinality as x (w, place) order by x.place',
      [given],
    );
    assert.deepEqual(rows, expected.rows);
  } finally {
    client.release();
  }
});
