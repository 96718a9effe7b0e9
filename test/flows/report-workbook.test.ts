import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { openZip } from '#checks';
import { transaction } from '#lib/db';
import { create, issue, leaveOut } from '#reports';
import type { Content } from '../../server/reports/content.ts';
import { step } from '../../server/reports/stored.ts';
import { testApp } from '../app.ts';

// The Excel appendix of a report: a sheet for every form it carries, formulas that give the figures, frozen once it is issued.

const app = await testApp();
const officer = await app.signIn('kiemsoat');
const by = { actor: { user_id: null, name: 'Kiểm thử' }, now: app.now.at, scope: { unit_ids: null } };

type Sheet = { name: string; xml: string; cells: Map<string, { v: string | null; f: string | null }> };

function sheetsOf(bytes: Buffer): Sheet[] {
  const archive = openZip(bytes);
  const names = [...(archive.text('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(
    ([, name]) => name as string,
  );
  return names.map((name, at) => {
    const xml = archive.text(`xl/worksheets/sheet${at + 1}.xml`) ?? '';
    const cells = [...xml.matchAll(/<c r="([A-Z]+\d+)"[^>]*?(?:\/>|>(.*?)<\/c>)/gs)].map(([, address, inner = '']) => {
      const part = (tag: string) => new RegExp(`<${tag}[^>]*>([^<]*)</${tag}>`).exec(inner)?.[1] ?? null;
      return [address as string, { v: part('v'), f: part('f') }] as const;
    });
    return { name, xml, cells: new Map(cells) };
  });
}

const printed = (content: Content, key: string) =>
  content.annexes
    .find((one) => one.key === key)
    ?.table.rows.map((row) =>
      row.map(({ figure, text }) => (figure ? (content.figures[figure]?.printed ?? '') : (text ?? ''))),
    ) ?? [];

test('a sheet for each annex, every printed number in its cell, totals and sums as formulas', async () => {
  const { id } = await officer.call('reports.create', { unit: 'H48', regime: 'tthc', kind: 'quarter', year: 2026, n: 3 });
  const { content } = (await officer.call('reports.get', { id })) as unknown as { content: Content };
  const sheets = sheetsOf(await officer.bytes('reports.xlsx', { id }));
  assert.deepEqual(
    sheets.slice(0, 2).map(({ name }) => name),
    ['PL I - II.06a', 'PL II - II.06a'],
  );
  const [first] = sheets as [Sheet];
  const rows = printed(content, 'pl1');
  // Heads: unit, annex, title, draft, period, code, circular, unit of count, who reports, to whom; then the form with its numbers.
  const start = [...first.cells].find(([, { f }]) => f !== null)?.[0].replace(/\D+/, '');
  const top = Number(start);
  const numbers = rows.map((row) => row.slice(2).map((text) => Number(text.replaceAll('.', ''))));
  const held = rows.map((row, at) =>
    row
      .slice(2)
      .map((_, c) => first.cells.get(`${String.fromCharCode(67 + c)}${top + at}`)?.v)
      .map(Number),
  );
  assert.deepEqual(held, numbers);
  assert.equal(first.cells.get(`C${top}`)?.f, `D${top}+E${top}+F${top}`);
  assert.equal(first.cells.get(`D${top + rows.length - 1}`)?.f, `SUM(D${top}:D${top + rows.length - 2})`);
  assert.match(first.xml, new RegExp(`<hyperlink ref="D${top}"`));
  assert.ok(
    openZip(await officer.bytes('reports.xlsx', { id }))
      .text('xl/sharedStrings.xml')
      ?.includes('(3) = (4) + (5) + (6)'),
  );
});

test('of an issued report it says what was issued, and is the same file whenever it is asked for', async () => {
  const id = await transaction(app.db.pool, 'write', async (db) => {
    const { id } = await create(db, { unit: 'H48.108', regime: 'tthc', kind: 'quarter', year: 2026, n: 3 }, by);
    await leaveOut(db, id, by);
    await step(db, id, 'submit', null, by);
    await step(db, id, 'approve', null, by);
    await issue(db, id, { signer: 'Người Ký', issued_on: '2026-11-20' }, by);
    return id;
  });
  const before = await officer.bytes('reports.xlsx', { id });
  // No part bears the minute of its making: the day of every entry of the package is 1 January 1980.
  assert.equal(before.readUInt16LE(12), 33);
  const { rows } = await app.db.owner.query<{ token: string }>('select token from reports.issue where report_id = $1', [id]);
  const page = await app.anonymous().call('reports.verify', { token: rows[0]?.token ?? '' });
  const excel = page.files.find(({ kind }) => kind === 'excel');
  assert.equal(
    excel?.sha256,
    createHash('sha256').update(before).digest('hex'),
    'anyone may hold the file against the public page',
  );
  assert.match(openZip(before).text('xl/sharedStrings.xml') ?? '', /Kèm theo Báo cáo số \d+\/BC-\S+ ngày 20\/11\/2026/);
  // Whatever becomes of the version it was issued from: what was issued is asked, not that.
  const { rowCount } = await app.db.owner.query(
    `update reports.version set content = jsonb_set(content, '{annexes}', '[]') where report_id = $1`,
    [id],
  );
  assert.ok((rowCount ?? 0) > 0);
  assert.deepEqual(sheetsOf(await officer.bytes('reports.xlsx', { id })), sheetsOf(before));
  assert.ok(before.equals(await officer.bytes('reports.xlsx', { id })));
});
