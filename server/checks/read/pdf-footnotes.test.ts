import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { throughOffice } from '../../../test/office.ts';
import { without } from '../../../test/programs.ts';
import { docxOf, p, r } from './make-files.ts';
import { readReport } from './read.ts';

const small = (text: string) => `<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>';
const note = (id: number, text: string) =>
  `<w:footnote w:id="${id}">${p(`<w:r>${raised}<w:footnoteRef/></w:r>${small(` ${text}`)}`)}</w:footnote>`;
const separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>';
const cited = (id: number) => `<w:r>${raised}<w:footnoteReference w:id="${id}"/></w:r>`;
const sentences = (n: number) =>
  Array.from({ length: n }, (_, i) => `Câu ${'abcdefghik'[i % 10]} nói về công tác kiểm soát thủ tục trong kỳ.`).join(' ');

async function notesOf(bytes: Uint8Array) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-notes-'));
  try {
    const file = path.join(folder, 'a.docx');
    fs.writeFileSync(file, bytes);
    const [written = ''] = await throughOffice(folder, 'pdf', [file]);
    const { report } = await readReport('a.pdf', fs.readFileSync(written));
    const notes = report.blocks.flatMap((block) => (block.kind === 'footnote' ? [[block.label, block.text]] : []));
    return { notes, last: report.blocks.filter(({ kind }) => kind === 'paragraph').at(-1)?.text };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

test('a line of a footnote that begins with the next number is not the next footnote', { skip: without('writer') }, async () => {
  // So many numbers that one of them opens a line, wherever lines end.
  const first = `Gồm ${'2 tổ '.repeat(300)}và nhóm khác.`;
  const { notes } = await notesOf(
    docxOf({
      body: p(`${r('Một.')}${cited(1)}${r(' Hai.')}${cited(2)}`),
      footnotes: `${separator}${note(1, first)}${note(2, 'Nguồn: Bộ phận Một cửa.')}`,
    }),
  );
  assert.deepEqual(notes, [
    ['1', first],
    ['2', 'Nguồn: Bộ phận Một cửa.'],
  ]);
});

test('a footnote that goes on at the foot of the next page is one', { skip: without('writer') }, async () => {
  const long = sentences(40);
  const { notes, last } = await notesOf(
    docxOf({
      body: `${Array.from({ length: 9 }, () => p(r(sentences(6)))).join('')}${p(`${r('Một.')}${cited(1)}`)}${Array.from({ length: 14 }, () => p(r(sentences(6)))).join('')}${p('Hết.')}`,
      footnotes: `${separator}${note(1, long)}`,
    }),
  );
  assert.deepEqual(notes, [['1', long]]);
  assert.equal(last, 'Hết.');
});
