import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, type X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { PdfFile } from '#lib/pdf-file';
import { isDict, type PdfDict, PdfStream, written } from '#lib/pdf-value';
import { typeset } from '#lib/typst';
import { without } from '../../test/programs.ts';
import { signWith, unsigned } from './cms.ts';
import { type Holder, issue, makeAuthority } from './make-authority.ts';
import { markFor } from './mark.ts';
import { coveredParts, fill, type Mark, prepare } from './pdf-append.ts';
import { signatureState, verifyPdf } from './verify.ts';

const FOLDER = fs.mkdtempSync('/tmp/motcua-sign-');
after(() => fs.rmSync(FOLDER, { recursive: true }));
const NOW = new Date('2026-11-20T03:00:00Z');
const LIFE = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2031-01-01T00:00:00Z') };
const root = makeAuthority({ common_name: 'Gốc thử nghiệm', organisation: 'Cơ quan chứng thực thử nghiệm' }, LIFE);
const below = makeAuthority({ common_name: 'Cấp dưới thử nghiệm' }, LIFE, root);
const commune = issue(below, { common_name: 'Ủy ban nhân dân xã Ngọk Tụ', organisation: 'UBND tỉnh' }, LIFE);
const officer = issue(below, { common_name: 'Nguyễn Thị Ký' }, LIFE, 'ec');
const trust = [root.certificate];

const page = (text: string) =>
  typeset({ template: '#set text(font: "Tinos")\n#json(bytes(sys.inputs.data))', data: text, made_at: NOW }).then((one) =>
    Buffer.from(one),
  );
const plain = await page('Giấy chứng nhận đăng ký hộ kinh doanh');

function signed(bytes: Buffer, by: Holder, options: { mark?: Mark; chain?: X509Certificate[]; at?: string } = {}): Buffer {
  const statement = { name: 'người ký', at: options.at ?? "D:20261120100000+07'00'", reason: 'Trả kết quả', location: null };
  const prepared = prepare(bytes, statement, options.mark ?? null);
  const hash = createHash('sha256');
  for (const part of coveredParts(prepared)) hash.update(part);
  const envelope = unsigned(hash.digest(), by.certificate, options.chain ?? [below.certificate]);
  return fill(prepared, envelope.envelope(signWith(by.key, envelope.to_sign)));
}

const verify = (bytes: Buffer, roots = trust) => verifyPdf(bytes, { trust: roots, now: NOW });
const short = (bytes: Buffer, roots = trust) =>
  verify(bytes, roots).map((one) => [one.signer, one.is_intact, one.is_trusted, one.covers_whole, one.changes_after, one.fault]);

const words = {
  kind: 'agency' as const,
  signer: 'Ủy ban nhân dân xã Ngọk Tụ',
  title: null,
  organisation: 'UBND tỉnh',
  at: '20/11/2026 10:00:00 +07:00',
  picture: null,
  picture_type: null,
};
const marked = signed(plain, commune, { mark: await markFor(plain, { page: 'first', corner: 'top_right' }, words, NOW) });

test('a signed file says who, when, why, by which way it is trusted', () => {
  const [one, ...more] = verify(marked);
  assert.equal(more.length, 0);
  assert.ok(one);
  const { chain, field, ...rest } = one;
  assert.deepEqual(rest, {
    signer: 'Ủy ban nhân dân xã Ngọk Tụ',
    organisation: 'UBND tỉnh',
    at: new Date('2026-11-20T03:00:00Z'),
    reason: 'Trả kết quả',
    location: null,
    is_intact: true,
    fault: null,
    covers_whole: true,
    changes_after: 'none',
    is_trusted: true,
    is_in_force: true,
    revocation: { state: 'unknown', by: null, as_of: null, revoked_at: null },
    hash: 'sha256',
    key: 'RSA 2048',
    is_weak: false,
    format: 'ETSI.CAdES.detached',
    stamp: null,
    kind: 'signature',
  });
  assert.ok(field);
  assert.deepEqual(
    chain.map((step) => [step.subject, step.issuer]),
    [
      ['Ủy ban nhân dân xã Ngọk Tụ', 'Cấp dưới thử nghiệm'],
      ['Cấp dưới thử nghiệm', 'Gốc thử nghiệm'],
      ['Gốc thử nghiệm', 'Gốc thử nghiệm'],
    ],
  );
  assert.equal(signatureState([one]), 'valid');
});

test('an unsigned file has no signatures', () => {
  assert.deepEqual(verify(plain), []);
  assert.equal(signatureState([]), 'unsigned');
});

test('a second signature leaves the first one good; the file grew by a signature and nothing else', () => {
  const both = signed(marked, officer);
  assert.ok(both.subarray(0, marked.length).equals(marked), 'no byte of what was signed is touched');
  assert.deepEqual(short(both), [
    ['Ủy ban nhân dân xã Ngọk Tụ', true, true, false, 'signatures', null],
    ['Nguyễn Thị Ký', true, true, true, 'none', null],
  ]);
  assert.equal(verify(both)[1]?.key, 'EC prime256v1');
  assert.equal(signatureState(verify(both)), 'valid');
});

test('one byte changed is seen', () => {
  const changed = Buffer.from(marked);
  const at = changed.indexOf('/MediaBox');
  assert.ok(at > 0);
  changed[at + 1] = 'm'.charCodeAt(0);
  assert.deepEqual(short(changed), [['Ủy ban nhân dân xã Ngọk Tụ', false, false, true, 'none', 'digest_differs']]);
  assert.equal(signatureState(verify(changed)), 'broken');
});

/** The file with other values for some objects, added behind it. */
function amended(bytes: Buffer, change: (file: PdfFile) => [number, string][]): Buffer {
  const file = new PdfFile(bytes);
  const changes = change(file);
  let text = '';
  const lines: string[] = [];
  for (const [num, value] of changes) {
    lines.push(`${num} 1\n${String(bytes.length + Buffer.byteLength(text)).padStart(10, '0')} 00000 n `);
    text += `${num} 0 obj\n${value}\nendobj\n`;
  }
  const start = bytes.length + Buffer.byteLength(text);
  const size = Math.max(...file.numbers(), ...changes.map(([num]) => num)) + 1;
  const root_text = written(file.trailer.get('Root') ?? null);
  return Buffer.concat([
    bytes,
    Buffer.from(
      `${text}xref\n${lines.join('\n')}\ntrailer\n<</Size ${size}/Root ${root_text}/Prev ${file.start}>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  ]);
}

const pageOf = (file: PdfFile) => file.page(0);

for (const [why, change] of [
  [
    'another page content',
    (file: PdfFile) => {
      const { ref, dict } = pageOf(file);
      return [
        [900, '<</Length 34>>\nstream\nBT /F0 40 Tf 72 700 Td (THAT) Tj ET \nendstream'],
        [ref.num, written(new Map(dict)).replace(/\/Contents \d+ 0 R/, '/Contents 900 0 R')],
      ] as [number, string][];
    },
  ],
  [
    'a note over the text',
    (file: PdfFile) => {
      const { ref, dict } = pageOf(file);
      const annots = file.get(dict.get('Annots')) as never[];
      const page = new Map(dict).set('Annots', annots);
      return [
        [900, '<</Type/Annot/Subtype/FreeText/Rect[0 0 500 500]/Contents(khac)/F 4>>'],
        [ref.num, written(page).replace(/\/Annots \[/, '/Annots [900 0 R ')],
      ] as [number, string][];
    },
  ],
  [
    'another document behind the same name',
    (file: PdfFile) => {
      const ref = file.trailer.get('Root') as { num: number };
      const catalogue = file.dict(file.trailer.get('Root')) as PdfDict;
      return [
        [900, '<</Type/Pages/Count 0/Kids[]>>'],
        [ref.num, written(catalogue).replace(/\/Pages \d+ 0 R/, '/Pages 900 0 R')],
      ] as [number, string][];
    },
  ],
  [
    'a signature that was taken out of the form',
    (file: PdfFile) => {
      const ref = file.trailer.get('Root') as { num: number };
      const catalogue = new Map(file.dict(file.trailer.get('Root')) as PdfDict);
      catalogue.delete('AcroForm');
      return [[ref.num, written(catalogue)]] as [number, string][];
    },
  ],
] as const) {
  test(`what was added after signing is seen: ${why}`, () => {
    const [one, ...more] = verify(amended(marked, change));
    assert.equal(more.length, 0);
    assert.deepEqual([one?.is_intact, one?.covers_whole, one?.changes_after], [true, false, 'changed']);
    assert.equal(signatureState(one ? [one] : []), 'broken');
  });
}

test('bytes after the end that no reader reads are told apart from a change', () => {
  const [one] = verify(Buffer.concat([marked, Buffer.from('\n\n')]));
  assert.deepEqual([one?.covers_whole, one?.changes_after], [false, 'none']);
});

test('an authority nobody knows, and one that is known but below the root', () => {
  assert.deepEqual(short(marked, [])[0]?.slice(1), [true, false, true, 'none', null]);
  assert.equal(signatureState(verify(marked, [])), 'untrusted');
  assert.equal(short(marked, [below.certificate])[0]?.[2], true);
  // Without the certificate between them the way is not found.
  assert.equal(short(signed(plain, commune, { chain: [] }))[0]?.[2], false);
});

test('a certificate that may not issue others makes no authority', () => {
  const false_authority = { ...commune, name: { common_name: 'Ủy ban nhân dân xã Ngọk Tụ', organisation: 'UBND tỉnh' } };
  const forged = issue(false_authority, { common_name: 'Giả mạo' }, LIFE);
  const bytes = signed(plain, forged, { chain: [commune.certificate, below.certificate] });
  assert.deepEqual(short(bytes)[0], ['Giả mạo', true, false, true, 'none', null]);
});

test('signed when the certificate was no longer in force', () => {
  const old = issue(
    below,
    { common_name: 'Hết hạn' },
    { from: new Date('2025-01-01T00:00:00Z'), to: new Date('2025-12-31T00:00:00Z') },
  );
  const [one] = verify(signed(plain, old));
  assert.deepEqual([one?.is_intact, one?.is_in_force, one?.is_trusted], [true, false, false]);
  const [then] = verify(signed(plain, old, { at: "D:20250601100000+07'00'" }));
  assert.deepEqual([then?.is_in_force, then?.is_trusted], [true, false], 'the authority began later');
});

/** A byte range written over the real one. */
function ranged(range: (gap: [number, number], length: number) => string): Buffer {
  const bytes = Buffer.from(marked);
  const at = bytes.indexOf('/ByteRange');
  const old = /\[[^\]]*\]/.exec(bytes.toString('latin1', at, at + 100))?.[0] as string;
  const [, from, second] = old.match(/\d+/g)?.map(Number) as [number, number, number];
  bytes.write(range([from, second], bytes.length).padEnd(old.length), bytes.indexOf(old, at), 'latin1');
  return bytes;
}

for (const [why, range] of [
  [
    'begins after the start',
    ([from, second]: number[], length: number) => `[1 ${(from ?? 0) - 1} ${second} ${length - (second ?? 0)}]`,
  ],
  [
    'leaves out more than the signature',
    ([from, second]: number[], length: number) => `[0 ${(from ?? 0) - 50} ${second} ${length - (second ?? 0)}]`,
  ],
  ['ends beyond the file', ([from, second]: number[], length: number) => `[0 ${from} ${second} ${length}]`],
  ['runs backwards', ([from, second]: number[]) => `[0 ${second} ${from} 5]`],
  ['has three numbers', ([from, second]: number[]) => `[0 ${from} ${second}]`],
  ['is empty', () => '[0 0 0 0]'],
] as const) {
  test(`a byte range that ${why} is no signature`, () => {
    const [one, ...more] = verify(ranged(range as never));
    assert.equal(more.length, 0);
    assert.deepEqual([one?.is_intact, one?.fault], [false, 'byte_range']);
  });
}

test('an envelope that is rubbish, or of other bytes, or changed, does not hold', () => {
  const at = marked.indexOf('/Contents <') + '/Contents <'.length;
  const end = marked.indexOf('>', at);
  const envelope = marked.toString('latin1', at, end);
  const filled = (hex: string) => {
    const bytes = Buffer.from(marked);
    bytes.write(hex.padEnd(end - at, '0').slice(0, end - at), at, 'latin1');
    return verify(bytes)[0]?.fault;
  };
  assert.equal(filled(''), 'unreadable');
  assert.equal(filled('3080'), 'unreadable');
  assert.equal(filled('30820fff'.repeat(100)), 'unreadable');
  assert.equal(filled('ff'.repeat(5000)), 'unreadable');
  assert.equal(filled(envelope.slice(0, 600)), 'unreadable');
  const other = signed(Buffer.concat([plain, Buffer.from('% khac\n')]), commune);
  const from = other.indexOf('/Contents <') + '/Contents <'.length;
  assert.equal(filled(other.toString('latin1', from, other.indexOf('>', from))), 'digest_differs');
});

test('every single bit of the envelope that is turned breaks the signature or leaves it readable as it was', () => {
  const at = marked.indexOf('/Contents <') + '/Contents <'.length;
  const envelope = Buffer.from(marked.toString('latin1', at, marked.indexOf('>', at)), 'hex');
  const length = envelope.readUInt16BE(2) + 4;
  let broken = 0;
  for (let byte = 0; byte < length; byte += 7) {
    const turned = Buffer.from(marked);
    turned.write(((envelope[byte] as number) ^ 0x10).toString(16).padStart(2, '0'), at + byte * 2, 'latin1');
    const [one] = verify(turned);
    assert.ok(one);
    if (!one.is_intact || !one.is_trusted) broken += 1;
    else assert.equal(one.signer, 'Ủy ban nhân dân xã Ngọk Tụ');
  }
  assert.ok(broken > length / 7 / 2, `${broken} of ${length / 7}`);
});

test('files that are no PDF, or broken ones, are answered and never thrown at', () => {
  for (const text of [
    '',
    '/ByteRange',
    '/ByteRange [0 1 2 3]',
    '%PDF-1.7 /ByteRange [0 5 9 3] <ab>',
    `${'['.repeat(100_000)}/ByteRange`,
  ])
    assert.ok(Array.isArray(verify(Buffer.from(text))));
  for (let at = 100; at < marked.length; at += 997) assert.ok(Array.isArray(verify(Buffer.from(marked.subarray(0, at)))));
});

test('a signed file inside another file is not taken for a signature of it', async () => {
  const carrier = amended(plain, () => [[900, `<</Length ${marked.length}>>\nstream\n${marked.toString('latin1')}\nendstream`]]);
  assert.deepEqual(verify(carrier), []);
});

let packed_signed: Buffer = Buffer.alloc(0);
test('a file whose objects are packed is signed and read the same way', () => {
  // Every object of the plain file that is no stream, packed; the table becomes a stream: as most word processors write.
  const file = new PdfFile(plain);
  const packed: [number, string][] = [];
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets = new Map<number, number>();
  const size = () => parts.reduce((sum, part) => sum + part.length, 0);
  const put = (num: number, body: Buffer) => {
    offsets.set(num, size());
    parts.push(Buffer.from(`${num} 0 obj\n`), body, Buffer.from('\nendobj\n'));
  };
  const stream = (dict: PdfDict, raw: Buffer) =>
    Buffer.concat([
      Buffer.from(`${written(new Map(dict).set('Length', raw.length))}\nstream\n`, 'latin1'),
      raw,
      Buffer.from('\nendstream'),
    ]);
  for (const num of file.numbers()) {
    const value = file.object(num);
    if (value instanceof PdfStream) put(num, stream(value.dict, value.raw));
    else packed.push([num, written(value)]);
  }
  const [holder, table] = [Math.max(...file.numbers()) + 1, Math.max(...file.numbers()) + 2];
  let at = 0;
  const head = packed.map(([num, text]) => {
    const place = `${num} ${at}`;
    at += text.length + 1;
    return place;
  });
  const first = `${head.join(' ')} `;
  const body = Buffer.from(first + packed.map(([, text]) => text).join(' '), 'latin1');
  put(holder, stream(new Map([['N', packed.length] as const, ['First', first.length] as const]), body));
  const start = size();
  const rows = Array.from({ length: table + 1 }, (_, num) => {
    const row = Buffer.alloc(6);
    const within = packed.findIndex(([own]) => own === num);
    row[0] = within >= 0 ? 2 : num === table || offsets.has(num) ? 1 : 0;
    row.writeUInt32BE(within >= 0 ? holder : num === table ? start : (offsets.get(num) ?? 0), 1);
    row[5] = Math.max(0, within);
    return row;
  });
  const dict = `<</Type/XRef/Size ${table + 1}/W[1 4 1]/Root ${written(file.trailer.get('Root') ?? null)}/Length ${rows.length * 6}>>`;
  parts.push(
    Buffer.from(`${table} 0 obj\n${dict}\nstream\n`),
    ...rows,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`),
  );
  const whole = Buffer.concat(parts);
  assert.ok(new PdfFile(whole).is_stream);
  assert.ok(isDict(new PdfFile(whole).page(0).dict));
  assert.deepEqual(short(signed(signed(whole, commune), officer)), [
    ['Ủy ban nhân dân xã Ngọk Tụ', true, true, false, 'signatures', null],
    ['Nguyễn Thị Ký', true, true, true, 'none', null],
  ]);
  packed_signed = signed(whole, commune);
});

/** What another program says of a file. */
function seenByPdfsig(bytes: Buffer, expected: string[]): void {
  const file = path.join(FOLDER, 'x.pdf');
  fs.writeFileSync(file, bytes);
  const said = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
  const found = [...said.matchAll(/Signature Validation: ([^.\n]+)/g)].map((match) => match[1]);
  assert.deepEqual(found, expected, said);
}

test('pdfsig of poppler-utils says the same', {
  skip: without('pdfsig'),
}, () => {
  seenByPdfsig(marked, ['Signature is Valid']);
  seenByPdfsig(signed(marked, officer), ['Signature is Valid', 'Signature is Valid']);
  const changed = Buffer.from(marked);
  changed[changed.indexOf('/MediaBox') + 1] = 'm'.charCodeAt(0);
  seenByPdfsig(changed, ['Digest Mismatch']);
  seenByPdfsig(packed_signed, ['Signature is Valid']);
});
