// The Word file of a kept report goes out, through another program, and comes back.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { typed } from '../../server/reports/word/example-file.ts';
import { openWord } from '../../server/reports/word/package.ts';
import { all, readTree, textOf } from '../../server/reports/word/tree.ts';
import { testApp } from '../app.ts';
import { throughOffice } from '../office.ts';
import { without } from '../programs.ts';

const app = await testApp();
const officer = await app.signIn('vanphong');
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const ask = { unit: 'H48.108', regime: 'tthc', kind: 'month', year: 2026, n: 6 };
const { id } = await officer.call('reports.create', ask);

const send = async (bytes: Buffer, more: Record<string, unknown> = {}) => {
  const { status, body } = await officer.upload('reports.upload', { id, ...more }, { name: 'a.docx', type: DOCX, bytes });
  return { status, body: body as Record<string, unknown> & { code?: string; data?: Record<string, unknown> } };
};

test('the file of another report is refused; an older file takes nothing from what somebody else wrote', async () => {
  const other = await officer.call('reports.create', { ...ask, n: 7 });
  const strange = await send(await officer.bytes('reports.docx', { id: other.id }));
  assert.deepEqual([strange.status, strange.body.code], [422, 'reports.other_report']);
  const { content, version } = await officer.call('reports.get', { id });
  const blocks = content.sections.flatMap((section) =>
    section.blocks.flatMap((one) => (one.kind === 'narrative' && !one.draft ? [one] : [])),
  );
  const [first, last] = [blocks[0], blocks.at(-1)];
  assert.ok(first && last && first.key !== last.key);
  const given = await officer.bytes('reports.docx', { id });
  const words = [[{ text: 'Người hai viết trên trang.' }]];
  await officer.call('reports.save', { id, version, blocks: { [last.key]: words } });
  const start = JSON.stringify(first.paragraphs[0]?.[0]).slice(9, 29);
  const merged = await send(typed(given, [start, `Người một. ${start}`]));
  assert.deepEqual([merged.status, merged.body.is_older, merged.body.base], [200, true, version]);
  const both = JSON.stringify((await officer.call('reports.get', { id })).content.sections);
  assert.ok(both.includes('Người hai viết trên trang.') && both.includes('Người một.'));
  // Both changed one part: it is asked, and answered part by part.
  const own = JSON.stringify(last.paragraphs[0]?.[0]).slice(9, 29);
  const mine = typed(given, [own, `Lời của tệp. ${own}`]);
  const conflict = await send(mine);
  assert.deepEqual([conflict.status, conflict.body.code], [409, 'reports.changed_by_both']);
  assert.deepEqual(
    (conflict.body.data?.places as { block: string; theirs: string }[]).map(({ block, theirs }) => [block, theirs]),
    [[last.key, 'Người hai viết trên trang.']],
  );
  assert.equal((await send(mine, { keep_mine: last.key })).status, 200);
  assert.ok(JSON.stringify((await officer.call('reports.get', { id })).content.sections).includes('Lời của tệp.'));
  const late = await officer.ask('reports.refresh', { id, version });
  assert.deepEqual([late.status, (late.body as { code: string }).code], [409, 'reports.changed_meanwhile']);
});

test('what an upload says otherwise stays with the report until it is answered', async () => {
  const { content, version } = await officer.call('reports.get', { id });
  const table = content.sections.flatMap(({ blocks }) => blocks).find((one) => one.kind === 'table');
  assert.ok(table?.kind === 'table');
  const name = table.rows[0]?.find(({ text }) => (text ?? '').length > 4)?.text ?? '';
  const sent = await send(typed(await officer.bytes('reports.docx', { id }), [`>${name}<`, `>${name} sửa tay<`]));
  assert.equal(sent.status, 200);
  const open = async () =>
    (await officer.call('reports.get', { id })).findings.filter(({ rule }) => rule === 'W02').map(({ severity }) => severity);
  assert.deepEqual(await open(), ['error']);
  await officer.call('reports.refresh', { id, version: version + 1 });
  assert.deepEqual(await open(), ['error'], 'figures of today do not answer it');
  // The file that was put right is its answer.
  const right = await officer.bytes('reports.docx', { id });
  assert.ok(!openWord(right).xml.includes('sửa tay'));
  assert.equal((await send(right)).status, 200);
  assert.deepEqual(await open(), []);
});

test('every kind of report keeps all its words and figures through LibreOffice', {
  skip: without('writer'),
  timeout: 600_000,
}, async () => {
  const reformer = await app.signIn('cchc');
  const wanted: [typeof officer, Record<string, unknown>][] = [
    [officer, { ...ask, n: 5 }],
    ...['cchc', 'chi-tieu', 'cham-diem', 'tieu-chi-15'].flatMap((regime) =>
      (['quarter', 'half_year', 'year'] as const).map((kind): [typeof officer, Record<string, unknown>] => [
        reformer,
        { unit: 'H36', regime, kind, year: kind === 'quarter' ? 2026 : 2025, n: 1 },
      ]),
    ),
  ];
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'motcua-kinds-'));
  try {
    const made = new Map<string, { client: typeof officer; id: number; bytes: Buffer }>();
    for (const [client, input] of wanted) {
      if (made.has(String(input.regime))) continue;
      const { status, body } = await client.ask('reports.create', input);
      if (status !== 200) continue;
      const { id: one } = body as unknown as { id: number };
      const bytes = await client.bytes('reports.docx', { id: one });
      made.set(String(input.regime), { client, id: one, bytes });
      await fs.writeFile(path.join(folder, `${one}.docx`), bytes);
    }
    assert.ok(made.size >= 4, [...made.keys()].join());
    const files = [...made.values()].map((one) => path.join(folder, `${one.id}.docx`));
    const written = await throughOffice(folder, 'docx', files);
    for (const [at, [regime, { client, id: one, bytes }]] of [...made].entries()) {
      const after = await fs.readFile(written[at] ?? '');
      assert.deepEqual(paragraphsOf(after), paragraphsOf(bytes), regime);
      const { status, body } = await client.upload('reports.upload', { id: one }, { name: 'a.docx', type: DOCX, bytes: after });
      assert.equal(status, 200, `${regime} ${JSON.stringify(body)}`);
      const { changed, tables, removed, lost, cut, typed, outside, elsewhere, is_layout_lost } = body as Record<string, unknown>;
      assert.deepEqual(
        { changed, tables, removed, lost, cut, typed, outside, elsewhere, is_layout_lost },
        {
          ...{ changed: [], tables: [], removed: [], lost: [], cut: [], typed: [], outside: 0 },
          ...{ elsewhere: { added: [], gone: [] }, is_layout_lost: false },
        },
        regime,
      );
    }
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
});

function paragraphsOf(bytes: Uint8Array): string[] {
  const tree = readTree(openWord(bytes).xml);
  return [...all(tree.root, 'w:p')].map((one) => textOf(tree, one).replace(/\s+/g, ' ').trim()).filter((line) => line !== '');
}
