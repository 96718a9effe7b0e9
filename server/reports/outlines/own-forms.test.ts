import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFile } from '#checks';
import { detailDocument, detailLinks, detailXlsx, fillDetail } from '#forms';
import { transaction } from '#lib/db';
import { documentDocx } from '#lib/docx';
import { documentPdf } from '#lib/pdf';
import { testDb } from '../../../test/db.ts';

// The product's checker has nothing to say against the forms of things.

const { pool } = await testDb({ template: 'demo', read_only: true });
const EVERYTHING = { unit_ids: null };
const madeOn = (on: string) => ({ at: new Date(`${on}T02:00:00Z`), on });

for (const [form, unit, from, to] of [
  ['CT-CCHC', 'kon-ray', '2023-01-01', '2023-09-30'],
  ['CD-CCHC', 'dak-song', '2023-01-01', '2023-09-20'],
  ['TC-15', 'po-y', '2024-01-01', '2024-08-13'],
  ['HS-QH', 'kon-ray', '2023-01-01', '2023-09-30'],
  ['HS-GT', 'tu-mo-rong', '2023-01-01', '2023-06-14'],
  ['II.07b', 'dak-song', '2023-01-01', '2023-09-30'],
] as const)
  test(`${form} of ${unit} in Word, Excel and PDF`, async () => {
    const filled = await transaction(pool, 'read', (db) =>
      fillDetail(db, { form, unit, from, to, today: '2026-11-20' }, EVERYTHING),
    );
    const made = madeOn(to);
    const links = detailLinks('http://motcua.example');
    const document = detailDocument(filled, links, made);
    const found: string[] = [];
    for (const [name, bytes] of [
      ['form.docx', await documentDocx(document)],
      ['form.pdf', await documentPdf(document)],
      ['form.xlsx', await detailXlsx(filled, links, made)],
    ] as const) {
      const { checked } = await checkFile(name, bytes);
      const said = checked.findings.filter(({ severity }) => severity !== 'note');
      found.push(...said.map(({ rule, severity, quote, message }) => `${name} ${severity} ${rule} “${quote}” ${message}`));
    }
    assert.deepEqual(found, []);
  });
