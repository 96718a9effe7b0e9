import assert from 'node:assert/strict';
import test from 'node:test';
import { openZip, rezip } from '#checks';
import { openWord } from '../../server/reports/word/package.ts';
import { readTree, textOf } from '../../server/reports/word/tree.ts';
import { makeAccount } from '../access/world.ts';
import { DEMO_PASSWORD, testApp } from '../app.ts';
import { without } from '../programs.ts';
import { approve, toIssue } from '../report-steps.ts';

// An office's own Word template over HTTP: the product's taken, changed, checked, looked at, used from a day on, by whom it may be, and left again.

const app = await testApp();
const officer = await app.signIn('vanphong');
const leader = await app.signIn('lanhdao');
const writer = await app.signIn('tiepnhan');
const UNIT = 'H48.108';
const REGIME = 'tthc';
const words = (docx: Uint8Array) => {
  const tree = readTree(openWord(docx).xml);
  return textOf(tree, tree.root);
};
const asFile = (bytes: Uint8Array, name = 'mau-cua-xa.docx') => ({ name, type: 'application/octet-stream', bytes });
type Told = { id: number | null; version_no: number | null; faults: { code: string }[] };
const upload = async (bytes: Uint8Array) =>
  (await officer.upload('reports.upload_template', { unit: UNIT, regime: REGIME }, asFile(bytes))).body as Told;
const code = async (asked: ReturnType<typeof officer.ask>) => ((await asked).body as { code?: string }).code;

const { id } = await officer.call('reports.create', { unit: UNIT, regime: REGIME, kind: 'quarter', year: 2026, n: 3 });
const product = await officer.bytes('reports.product_template', {});

/** The product's template with a line of the office before the text. */
function own(line: string): Uint8Array {
  const { part, xml, archive } = openWord(product);
  const at = xml.indexOf('<w:body>') + '<w:body>'.length;
  const text = `${xml.slice(0, at)}<w:p><w:r><w:t>${line}</w:t></w:r></w:p>${xml.slice(at)}`;
  return rezip(archive, [{ name: part, bytes: Buffer.from(text) }]);
}
const kept = { id: 0, second: 0 };

test('what a template may name is told with the words of a report that is kept', async () => {
  const { of, rows } = await officer.call('reports.template_names', { unit: UNIT, regime: REGIME });
  assert.match(of ?? '', /quý III/i);
  const names = rows.map(({ name }) => name);
  for (const name of ['s:*', 'a:*', 'h:signer', 'n:received']) assert.ok(names.includes(name), name);
  assert.ok(rows.some(({ name, words: said }) => /^t:s\d+$/.test(name) && said !== ''));
});

test('a file that is no template is refused with its faults and not kept', async () => {
  const faults = (reply: Told) => [reply.id, reply.faults[0]?.code];
  assert.deepEqual(faults(await upload(Buffer.from('không phải Word'))), [null, 'not_word']);
  const { part, xml, archive } = openWord(product);
  const bare = Buffer.from(xml.replace(/<w:body>[\s\S]*(?=<w:sectPr)/, '<w:body><w:p/>').replaceAll('⟦', ''));
  assert.deepEqual(faults(await upload(rezip(archive, [{ name: part, bytes: bare }]))), [null, 'no_controls']);
  const macro = rezip(openZip(product), [{ name: 'word/vbaProject.bin', bytes: Buffer.from('x') }]);
  assert.deepEqual(faults(await upload(macro)), [null, 'macro']);
  assert.deepEqual((await officer.call('reports.templates', { unit: UNIT })).versions, []);
});

test('the product’s own passes its check; a version is kept, and nothing is written by it before somebody says so', async () => {
  const told = await upload(own('MẪU RIÊNG LẦN MỘT'));
  assert.deepEqual([told.version_no, told.faults], [1, []]);
  kept.id = told.id as number;
  kept.second = (await upload(own('MẪU RIÊNG LẦN HAI'))).id as number;
  assert.ok(!words(await officer.bytes('reports.docx', { id })).includes('MẪU RIÊNG'));
  const preview = await officer.bytes('reports.preview_template', { id: kept.id, format: 'docx' });
  assert.match(words(preview), /^MẪU RIÊNG LẦN MỘT[\s\S]*xã Bờ Y/);
  assert.ok((await officer.bytes('reports.template_file', { id: kept.id })).equals(Buffer.from(own('MẪU RIÊNG LẦN MỘT'))));
});

test('a preview as PDF', { skip: without('writer') }, async () => {
  const pdf = await officer.bytes('reports.preview_template', { id: kept.id });
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
});

test('from its day on drafts are written by it; the past cannot be changed; another takes its place, and the product’s again', async () => {
  const today = '2026-11-20';
  const reason = 'Thống nhất mẫu của xã';
  const use = (template: number, from_on: string) => officer.ask('reports.use_template', { id: template, from_on, reason });
  assert.equal(await code(use(kept.id, '2026-11-19')), 'reports.from_in_the_past');
  await use(kept.id, '2026-11-25');
  assert.ok(!words(await officer.bytes('reports.docx', { id })).includes('MẪU RIÊNG'));
  await use(kept.second, today);
  assert.ok(words(await officer.bytes('reports.docx', { id })).startsWith('MẪU RIÊNG LẦN HAI'));
  const { regimes, versions, uses } = await officer.call('reports.templates', { unit: UNIT });
  assert.equal(regimes.find(({ regime }) => regime === REGIME)?.in_force?.version_no, 2);
  assert.deepEqual(
    versions.map(({ version_no }) => version_no),
    [2, 1],
  );
  assert.deepEqual(
    uses.map(({ from_on, version_no, by_name }) => [from_on, version_no, by_name !== null]),
    [
      ['2026-11-25', 1, true],
      [today, 2, true],
    ],
  );
});

test('an officer edits the draft in its own layout and gives it back: words are read, the layout is kept', async () => {
  const draft = await officer.bytes('reports.docx', { id });
  const { body } = await officer.upload('reports.upload', { id }, asFile(draft, 'bao-cao.docx'));
  const reply = body as { changed: unknown[]; lost: string[]; outside: number };
  assert.deepEqual([reply.changed, reply.lost, reply.outside], [[], [], 0]);
});

test('the issued file is in the template of the office, with its number; the audit names the template', async () => {
  const { id: other } = await officer.call('reports.create', { unit: UNIT, regime: REGIME, kind: 'quarter', year: 2026, n: 2 });
  await approve(officer, leader, other);
  await leader.call('reports.issue', await toIssue(leader, other));
  const text = words(await leader.bytes('reports.docx', { id: other }));
  for (const said of ['MẪU RIÊNG LẦN HAI', 'Số: 01/BC-UBND', 'Lê Thanh Sơn']) assert.ok(text.includes(said), said);
  const { rows } = await app.db.owner.query<{ after: { template_id: number } }>(
    "select after from audit.entry where action = 'reports.issue' and subject_id = $1",
    [String(other)],
  );
  assert.equal(rows[0]?.after.template_id, kept.second);
  const own_use = { unit: UNIT, regime: REGIME, from_on: '2026-11-20', reason: 'Quay lại mẫu chung' };
  await officer.call('reports.use_product_template', own_use);
  const { id: next } = await officer.call('reports.create', { unit: UNIT, regime: REGIME, kind: 'month', year: 2026, n: 8 });
  assert.ok(!words(await officer.bytes('reports.docx', { id: next })).includes('MẪU RIÊNG'));
  assert.match(words(await leader.bytes('reports.docx', { id: other })), /MẪU RIÊNG LẦN HAI/, 'what was issued stays as it was');
});

test('a regime names a template of the province: by it is written where no unit chose one, from the periods on for which the version holds', async () => {
  const province = await app.signIn('kiemsoat');
  const kept_by_province = await province.upload(
    'reports.upload_template',
    { unit: 'H48', regime: REGIME },
    asFile(own('MẪU CỦA TỈNH')),
  );
  const template = String((kept_by_province.body as Told).id);
  const { now, templates } = await province.call('reports.regime', { code: REGIME, unit: 'H48' });
  assert.deepEqual(
    templates.map((one) => String(one.id)),
    [template],
  );
  const { version: _v, is_own: _o, valid_from: _f, valid_to: _t, ...regime } = now as NonNullable<typeof now>;
  const define = { unit: 'H48', regime: { ...regime, template }, version: 0, valid_from: '2026-10-01', reason: 'Mẫu thống nhất' };
  assert.equal(
    await code(province.ask('reports.define_regime', { ...define, regime: { ...regime, template: String(kept.id) } })),
    'reports.template_not_found',
  );
  // Before a province has any report of a regime, its template is tried with what would be written now; nothing is kept of it.
  const of_reform = await province.upload(
    'reports.upload_template',
    { unit: 'H48', regime: 'cchc' },
    asFile(own('MẪU CẢI CÁCH')),
  );
  const reform = (of_reform.body as Told).id as number;
  const before = (await province.call('reports.list', { unit: 'H48', regime: 'cchc' })).total;
  assert.match(
    words(await province.bytes('reports.preview_template', { id: reform, format: 'docx' })),
    /^MẪU CẢI CÁCH[\s\S]*CÁC NỘI DUNG CẢI CÁCH/,
  );
  assert.equal((await province.call('reports.list', { unit: 'H48', regime: 'cchc' })).total, before);
  await province.call('reports.define_regime', define);
  const of = (unit: string) => province.call('reports.templates', { unit });
  const shown = (await of('H48.109')).regimes.find((one) => one.regime === REGIME);
  assert.deepEqual([shown?.in_force?.template_id, shown?.is_of_regime], [Number(template), true]);
  // A unit that chose for itself stays with what it chose.
  assert.equal((await of(UNIT)).regimes.find((one) => one.regime === REGIME)?.is_of_regime, false);
  await makeAccount(app.db.owner, 'vp109', 'H48.109', 'procedure_control_officer', app.now.at);
  const clerk = await app.signIn('vp109', DEMO_PASSWORD);
  const text = async (n: number) => {
    const made = await clerk.call('reports.create', { unit: 'H48.109', regime: REGIME, kind: 'quarter', year: 2026, n });
    return words(await clerk.bytes('reports.docx', { id: made.id }));
  };
  assert.match(await text(4), /MẪU CỦA TỈNH/);
  assert.doesNotMatch(await text(3), /MẪU CỦA TỈNH/);
});

test('who may not set templates is refused, and nobody sets those of other units', async () => {
  assert.equal((await writer.ask('reports.templates', { unit: UNIT })).status, 403);
  await makeAccount(app.db.owner, 'xa.khac', 'H48.109', 'procedure_control_officer', app.now.at);
  const other = await app.signIn('xa.khac', DEMO_PASSWORD);
  assert.equal(await code(other.ask('reports.templates', { unit: UNIT })), 'org.unit_unknown');
  assert.equal(await code(other.ask('reports.template_file', { id: kept.id })), 'reports.template_not_found');
  const use = { id: kept.id, from_on: '2026-12-01', reason: 'không phải của mình' };
  assert.equal(await code(other.ask('reports.use_template', use)), 'reports.template_not_found');
});
