import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { checkTemplate, type Fault } from './check-template.ts';
import { ownTemplate } from './draw.ts';
import { sampleOf } from './fields.ts';
import { filledDocx } from './fill-docx.ts';
import { KINDS, kindOf } from './kinds.ts';

const template = await ownTemplate('receipt', '03/2025', 'a5');
const required = kindOf('receipt').required;
const check = (bytes: Uint8Array) => checkTemplate(bytes, 'receipt', required);
const told = (faults: Fault[]) => faults.map((fault) => [fault.code, fault.tag].filter(Boolean).join(' '));

/** The product's template with its parts changed. */
function changed(change: (parts: Record<string, Uint8Array>) => void): Uint8Array {
  const parts = unzipSync(template);
  change(parts);
  return zipSync(parts);
}
const edited = (part: string, from: string, to: string) =>
  changed((parts) => {
    const xml = strFromU8(parts[part] as Uint8Array);
    assert.ok(xml.includes(from), `${from} stands in ${part}`);
    parts[part] = strToU8(xml.replace(from, to));
  });
const body = (from: string, to: string) => edited('word/document.xml', from, to);

test("every template of the product's own passes its own check", async () => {
  for (const kind of KINDS)
    for (const [form_set, form] of Object.entries(kindOf(kind).sets))
      for (const paper of form.papers) {
        const checked = checkTemplate(await ownTemplate(kind, form_set, paper), kind, kindOf(kind).required);
        assert.deepEqual(told(checked.faults), [], `${kind} ${form_set} ${paper}`);
        assert.equal(checked.paper, paper);
      }
});

test('a tag the kind does not have is named with its paragraph and the words around it', () => {
  assert.deepEqual(told(check(body('{sets_count}', '{số lượng}')).faults), ['broken_tag {số lượng}']);
  const other = check(body('{sets_count}', '{sets_counted}')).faults;
  assert.deepEqual(told(other), ['unknown_tag sets_counted']);
  assert.equal(other[0]?.where?.part, 'body');
  assert.match(other[0]?.where?.text ?? '', /Số lượng hồ sơ: \{sets_counted\} \(bộ\)/);
});

test('a tag that Word cut into pieces is still one tag', () => {
  const cut = body('{sets_count}', '{sets</w:t></w:r><w:r><w:t>_count}');
  assert.deepEqual(told(check(cut).faults), []);
});

test('what must stand on a receipt may not be left out', () => {
  assert.deepEqual(told(check(body('{due}', '……')).faults), ['missing_tag due']);
});

test('lists that never end, end twice or cross are told', () => {
  assert.deepEqual(told(check(body('{/papers}', '')).faults), ['unclosed papers']);
  assert.deepEqual(told(check(body('{sets_count}', '{/papers}')).faults), ['unopened papers']);
  assert.deepEqual(told(check(body('{/papers}', '{/has_fee}')).faults), ['crossed has_fee']);
  assert.deepEqual(told(check(body('{sets_count}', '{#due}{/due}')).faults), ['not_repeating due']);
  assert.deepEqual(told(check(body('{sets_count}', '{name}')).faults), ['unknown_tag name']);
  assert.deepEqual(told(check(body('{sets_count}', '{sets_count')).faults).includes('broken_tag'), true);
});

test('nothing that runs or fetches gets in', () => {
  const macro = changed((parts) => {
    parts['word/vbaProject.bin'] = strToU8('x');
  });
  assert.deepEqual(told(check(macro).faults), ['macro']);
  const object = changed((parts) => {
    parts['word/embeddings/oleObject1.xlsx'] = strToU8('x');
  });
  assert.deepEqual(told(check(object).faults), ['embedded']);
  const rels = 'word/_rels/document.xml.rels';
  const relation = (type: string, target: string) =>
    edited(
      rels,
      '</Relationships>',
      `<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`,
    );
  assert.deepEqual(told(check(relation('image', 'http://10.0.0.1/a.png')).faults), ['external http://10.0.0.1/a.png']);
  assert.deepEqual(told(check(relation('attachedTemplate', 'file:///etc/passwd')).faults), ['external file:///etc/passwd']);
  assert.deepEqual(told(check(relation('hyperlink', 'https://dichvucong.gov.vn')).faults), []);
  assert.deepEqual(told(check(relation('hyperlink', 'file:///etc/passwd')).faults), ['external file:///etc/passwd']);
  const field = body(
    '{sets_count}',
    '{sets_count}</w:t></w:r><w:r><w:instrText>INCLUDETEXT "/etc/passwd"</w:instrText></w:r><w:r><w:t>',
  );
  assert.deepEqual(told(check(field).faults), ['fetching_field INCLUDETEXT']);
  const entity = changed((parts) => {
    const xml = strFromU8(parts['word/document.xml'] as Uint8Array);
    parts['word/document.xml'] = strToU8(xml.replace('?>', '?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'));
  });
  assert.ok(told(check(entity).faults).includes('document_type word/document.xml'));
});

test('what is no Word file, too large or broken is told and never unpacked whole', () => {
  assert.deepEqual(told(check(strToU8('%PDF-1.7')).faults), ['not_word']);
  assert.deepEqual(told(check(template.subarray(0, 2000)).faults), ['not_word']);
  assert.deepEqual(told(check(new Uint8Array(6 * 1024 * 1024)).faults), ['too_large']);
  // 60 MB of spaces pack into 60 kB.
  const bomb = changed((parts) => {
    parts['word/header9.xml'] = strToU8(' '.repeat(60_000_000));
  });
  assert.ok(bomb.length < 200_000);
  assert.deepEqual(told(check(bomb).faults), ['too_large']);
  const many = changed((parts) => {
    for (let i = 0; i < 400; i += 1) parts[`word/media/${i}.xml`] = strToU8('<a/>');
  });
  assert.deepEqual(told(check(many).faults), ['too_many_parts']);
  assert.ok(told(check(body('</w:p>', '')).faults).includes('broken_xml word/document.xml'));
  assert.deepEqual(told(check(edited('word/document.xml', 'w:w="8391"', 'w:w="9999"')).faults), ['paper_size']);
});

test('what people typed is text: braces, marks and angle brackets stand as typed', async () => {
  const fields = { ...sampleOf('receipt'), applicant_name: '{due} <w:p/> & **Y** Thử {#papers}' };
  const docx = await filledDocx(template, fields, { qr: 'x', barcode: 'H48.108-261120-0007' });
  const xml = strFromU8(unzipSync(docx)['word/document.xml'] as Uint8Array);
  assert.ok(xml.includes('{due} &lt;w:p/&gt; &amp; **Y** Thử {#papers}'));
});
