import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import * as files from '#files';
import { transaction } from '#lib/db';
import { unitOn } from '#org';
import { testDb } from '../../test/db.ts';
import { aDossier, at, makeWorld, type World } from '../dossiers/make-world.ts';
import { ownTemplate } from './draw.ts';
import { issue, print } from './issue.ts';
import { deskOf, setLetterhead } from './letterhead.ts';
import { officeProgram } from './office.ts';
import { activateTemplate, previewTemplate, restoreTemplate, templateFile, templatesOf, uploadTemplate } from './templates.ts';

const { pool, owner } = await testDb();
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'slips-templates-'));
files.configure({ dir, max_bytes: 6_000_000 });
let world: World;

before(async () => {
  world = await makeWorld(owner);
});
after(() => fs.rmSync(dir, { recursive: true, force: true }));

const EVERYTHING = { unit_ids: null };
const by = (now: Date, more: object = {}) => ({ ...world.everything, personal: EVERYTHING, now, ...more });
const SLOT = { kind: 'receipt', form_set: '01/2018' } as const;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
const uploadOf = (bytes: Uint8Array) => ({ name: 'mau-cua-huyen.docx', type: '', bytes: once(bytes), fields: {} });

/** The product's own receipt with a sentence of the office's. */
async function edited(words: string): Promise<Uint8Array> {
  const parts = unzipSync(await ownTemplate('receipt', '01/2018', 'a5'));
  const xml = strFromU8(parts['word/document.xml'] as Uint8Array);
  assert.ok(xml.includes('Số lượng hồ sơ:'));
  parts['word/document.xml'] = strToU8(xml.replace('Số lượng hồ sơ:', words));
  return zipSync(parts);
}
const wordsOf = (docx: Uint8Array) => strFromU8(unzipSync(docx)['word/document.xml'] as Uint8Array).replace(/<[^>]*>/g, '');

async function receiptOn(now: Date): Promise<string> {
  const { id } = await transaction(pool, 'write', (db) => aDossier(db, by(now)));
  const slip = await transaction(pool, 'write', (db) => issue(db, 'receipt', { dossier_id: id }, by(now)));
  return wordsOf((await print(pool, slip.id, { format: 'docx', paper: 'a5' }, by(now))).bytes);
}

const take = (unit: string, bytes: Uint8Array, now: Date, more: object = {}) =>
  transaction(pool, 'write', (db) => uploadTemplate(db, { ...SLOT, unit, note: null }, uploadOf(bytes), by(now, more)));

test('a template prints from its day on, for the unit and those below it, until the unit goes back', async () => {
  const now = at('2024-03-04', '09:00');
  const told = await take('dak-song', await edited('Bộ hồ sơ của huyện:'), now);
  assert.deepEqual([told.faults, told.version_no, told.paper], [[], 1, 'a5']);
  assert.ok((await receiptOn(now)).includes('Số lượng hồ sơ:'), 'uploaded is not yet in force');
  const id = told.id as number;
  await transaction(pool, 'write', (db) => activateTemplate(db, { id, from_on: '2024-03-06', reason: 'Theo công văn' }, by(now)));
  assert.ok((await receiptOn(at('2024-03-05', '09:00'))).includes('Số lượng hồ sơ:'), 'the day before');
  assert.ok((await receiptOn(at('2024-03-06', '09:00'))).includes('Bộ hồ sơ của huyện:'), 'from its day on');
  const restored = { unit: 'dak-song', ...SLOT, paper: 'a5', from_on: '2024-03-11', reason: 'Mẫu sai' } as const;
  await transaction(pool, 'write', (db) => restoreTemplate(db, restored, by(at('2024-03-08', '09:00'))));
  assert.ok((await receiptOn(at('2024-03-08', '10:00'))).includes('Bộ hồ sơ của huyện:'));
  assert.ok((await receiptOn(at('2024-03-11', '10:00'))).includes('Số lượng hồ sơ:'));
  const shown = await templatesOf(pool, 'dak-song', '2024-03-08', EVERYTHING);
  const receipt = shown.kinds.find((one) => one.kind === 'receipt')?.forms.find((one) => one.form_set === '01/2018');
  assert.deepEqual(
    receipt?.papers.map(({ paper, in_force }) => [paper, in_force?.unit_name ?? null]),
    [
      ['a5', 'Huyện Đắk Song'],
      ['a4', null],
    ],
  );
  assert.deepEqual(
    shown.activations.map((one) => [one.from_on, one.version_no, one.reason]),
    [
      ['2024-03-11', null, 'Mẫu sai'],
      ['2024-03-06', 1, 'Theo công văn'],
    ],
  );
  const below = await templatesOf(pool, 'H16.36.01', '2024-03-08', EVERYTHING);
  const of_commune = below.kinds.find((one) => one.kind === 'receipt')?.forms.find((one) => one.form_set === '01/2018');
  assert.equal(of_commune?.papers[0]?.in_force?.unit_name, 'Huyện Đắk Song');
  assert.deepEqual(below.versions, []);
});

test('a template with faults is not kept; what was kept is given back byte by byte', async () => {
  const now = at('2024-04-01', '09:00');
  const count = async () => (await owner.query<{ n: number }>('select count(*)::int as n from files.file')).rows[0]?.n;
  const before = await count();
  const bad = await take('dak-song', await edited('{khong_co}'), now);
  assert.deepEqual([bad.id, bad.faults.map((fault) => fault.code)], [null, ['unknown_tag']]);
  assert.equal(await count(), before);
  const bytes = await edited('Bộ:');
  const good = await take('dak-song', bytes, now);
  const file = await templateFile(pool, good.id as number, EVERYTHING);
  assert.deepEqual(Buffer.from(file.bytes), Buffer.from(bytes));
  const seen = await previewTemplate(pool, good.id as number, EVERYTHING);
  assert.equal(
    seen.content_type,
    (await officeProgram()) === null
      ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
      : 'application/pdf',
  );
});

test('templates of other units are not there, and yesterday is printed as it was', async () => {
  const now = at('2024-05-06', '09:00');
  const { id } = await take('dak-song', await edited('Bộ:'), now);
  const code = (wanted: string) => (error: { code?: string }) => error.code === wanted;
  const elsewhere = { scope: { unit_ids: [world.unit.po_y] } };
  await assert.rejects(take('dak-song', await edited('Bộ:'), now, elsewhere), code('org.unit_unknown'));
  await assert.rejects(templateFile(pool, id as number, elsewhere.scope), code('slips.template_not_found'));
  const asked = { id: id as number, from_on: '2024-05-06', reason: 'thử' };
  await assert.rejects(
    transaction(pool, 'write', (db) => activateTemplate(db, asked, by(now, elsewhere))),
    code('slips.template_not_found'),
  );
  await assert.rejects(
    transaction(pool, 'write', (db) => activateTemplate(db, { ...asked, from_on: '2024-05-05' }, by(now))),
    code('slips.from_in_the_past'),
  );
});

test('what a unit calls its desk stands on slips from its day on', async () => {
  const now = at('2024-06-03', '09:00');
  const said = {
    unit: 'dak-song',
    from_on: '2024-06-04',
    desk_name: 'Trung tâm Một cửa điện tử huyện Đắk Song',
    phone: '02613 123 456',
  };
  const kept = { place: 'Đức An', address: null, ...said };
  await transaction(pool, 'write', (db) => setLetterhead(db, kept, by(now)));
  const unit = await unitOn(pool, 'dak-song', '2024-06-03');
  assert.equal((await deskOf(pool, unit, '2024-06-03')).desk_name, 'Bộ phận Tiếp nhận và Trả kết quả huyện Đắk Song');
  const text = await receiptOn(at('2024-06-04', '09:00'));
  assert.ok(text.includes('TRUNG TÂM MỘT CỬA ĐIỆN TỬ'), text);
  assert.ok(text.includes('Đức An, ngày 04 tháng 6 năm 2024'), text);
  await assert.rejects(
    transaction(pool, 'write', (db) => setLetterhead(db, kept, by(now))),
    (error: { code?: string }) => error.code === 'slips.letterhead_exists',
  );
});
