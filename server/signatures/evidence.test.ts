import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, sign, type X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import test, { after } from 'node:test';
import { PdfFile } from '#lib/pdf-file';
import { PdfRef, type PdfValue, written } from '#lib/pdf-value';
import { typeset } from '#lib/typst';
import { without } from '../../test/programs.ts';
import { partsOf } from './ber.ts';
import { signatureAlgorithm } from './certificate.ts';
import { signWith, unsigned } from './cms.ts';
import { der } from './der.ts';
import { type Authority, type Holder, issue, makeAuthority } from './make-authority.ts';
import { coveredParts, fill, prepare } from './pdf-append.ts';
import { signatureState, verifyPdf } from './verify.ts';

// Time stamps and proofs of revocation, made here by the letter of the RFCs and held against openssl where the machine has it.

const FOLDER = fs.mkdtempSync('/tmp/motcua-evidence-');
after(() => fs.rmSync(FOLDER, { recursive: true }));
const day = (text: string) => new Date(`${text}T03:00:00Z`);
const NOW = day('2026-11-20');
const LIFE = { from: day('2026-01-01'), to: day('2031-01-01') };
const root = makeAuthority({ common_name: 'Gốc thử nghiệm' }, LIFE);
const below = makeAuthority({ common_name: 'Cấp dưới thử nghiệm' }, LIFE, root);
const commune = issue(below, { common_name: 'UBND xã thử' }, LIFE);
const clock = issue(below, { common_name: 'Dấu thời gian thử' }, LIFE, 'rsa', ['1.3.6.1.5.5.7.3.8']);
const responder = issue(below, { common_name: 'Trả lời thử' }, LIFE, 'ec', ['1.3.6.1.5.5.7.3.9']);
const foreign = makeAuthority({ common_name: 'Gốc khác' }, LIFE);
const trust = [root.certificate];
const plain = Buffer.from(await typeset({ template: '#set text(font: "Tinos")\nKết quả', data: null, made_at: NOW }));

const SHA256 = der.sequence(der.oid('2.16.840.1.101.3.4.2.1'), der.nothing());
const attribute = (oid: string, value: Buffer) => der.sequence(der.oid(oid), der.set(value));
const sha256 = (...parts: Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const generalized = (at: Date) => der.tlv(0x18, Buffer.from(at.toISOString().replace(/[-:T]|\.\d+/g, '')));

/** RFC 3161 section 2.4.2. */
function stamp(by: Holder, at: Date, ...stamped: Uint8Array[]): Buffer {
  const statement = der.sequence(
    der.integer(1),
    der.oid('1.2.3.4.1'),
    der.sequence(SHA256, der.octets(sha256(...stamped))),
    der.integer(7),
    generalized(at),
  );
  const own = partsOf(by.certificate.raw);
  const essential = der.sequence(der.sequence(der.sequence(der.octets(sha256(by.certificate.raw)))));
  const type = '1.2.840.113549.1.9.16.1.4';
  const attributes = der.set(
    attribute('1.2.840.113549.1.9.3', der.oid(type)),
    attribute('1.2.840.113549.1.9.4', der.octets(sha256(statement))),
    attribute('1.2.840.113549.1.9.16.2.47', essential),
  );
  const implicit = Buffer.from(attributes);
  implicit[0] = 0xa0;
  return der.sequence(
    der.oid('1.2.840.113549.1.7.2'),
    der.context(
      0,
      der.sequence(
        der.integer(3),
        der.set(SHA256),
        der.sequence(der.oid(type), der.context(0, der.octets(statement))),
        der.context(0, by.certificate.raw, below.certificate.raw),
        der.set(
          der.sequence(
            der.integer(1),
            der.sequence(own.issuer, own.serial),
            SHA256,
            implicit,
            signatureAlgorithm(by.certificate.publicKey),
            der.octets(sign('sha256', attributes, by.key)),
          ),
        ),
      ),
    ),
  );
}

/** RFC 5280 section 5.1. */
function list(of: Authority, revoked: [X509Certificate, Date][], from: Date, to: Date): Buffer {
  const algorithm = signatureAlgorithm(of.certificate.publicKey);
  const signed = der.sequence(
    der.integer(1),
    algorithm,
    partsOf(of.certificate.raw).subject,
    der.time(from),
    der.time(to),
    ...(revoked.length > 0
      ? [der.sequence(...revoked.map(([one, at]) => der.sequence(partsOf(one.raw).serial, der.time(at))))]
      : []),
  );
  return der.sequence(signed, algorithm, der.bits(sign('sha256', signed, of.key)));
}

/** RFC 6960 section 4.2.1. */
function answer(by: Holder, issuer: Authority, about: X509Certificate, at: Date, revoked_at: Date | null): Buffer {
  const { subject, key_bits } = partsOf(issuer.certificate.raw);
  const identifier = der.sequence(SHA256, der.octets(sha256(subject)), der.octets(sha256(key_bits)), partsOf(about.raw).serial);
  const state = revoked_at ? der.context(1, generalized(revoked_at)) : der.tlv(0x80);
  const signed = der.sequence(
    der.context(1, partsOf(by.certificate.raw).subject),
    generalized(at),
    der.sequence(der.sequence(identifier, state, generalized(at))),
  );
  const basic = der.sequence(
    signed,
    signatureAlgorithm(by.certificate.publicKey),
    der.bits(sign('sha256', signed, by.key)),
    der.context(0, der.sequence(by.certificate.raw)),
  );
  return der.sequence(
    der.tlv(0x0a, Buffer.from([0])),
    der.context(0, der.sequence(der.oid('1.3.6.1.5.5.7.48.1.1'), der.octets(basic))),
  );
}

/** A file signed by the commune, at the time its own clock says, with a time stamp over the signature where one is given. */
function signed(bytes: Buffer, stampOf?: (signature: Buffer) => Buffer, by = commune): Buffer {
  const prepared = prepare(bytes, { name: 'xã', at: "D:20261120100000+07'00'", reason: null, location: null }, null);
  const envelope = unsigned(sha256(...coveredParts(prepared)), by.certificate, [below.certificate]);
  const signature = signWith(by.key, envelope.to_sign);
  return fill(prepared, envelope.envelope(signature, stampOf?.(signature)));
}

/** The file with what is needed to check it later: an appended section whose catalogue names the store. */
function stored(bytes: Buffer, evidence: { lists?: Buffer[]; answers?: Buffer[] }): Buffer {
  const file = new PdfFile(bytes);
  const root_ref = file.trailer.get('Root') as PdfRef;
  const size = Number(file.trailer.get('Size'));
  const objects: { num: number; text: Buffer }[] = [];
  const stream = (raw: Buffer) => {
    const num = size + objects.length;
    objects.push({
      num,
      text: Buffer.concat([Buffer.from(`<</Length ${raw.length}>>stream\n`), raw, Buffer.from('\nendstream')]),
    });
    return new PdfRef(num, 0);
  };
  const dss = new Map<string, PdfValue>([
    ['CRLs', (evidence.lists ?? []).map(stream)],
    ['OCSPs', (evidence.answers ?? []).map(stream)],
  ]);
  const catalogue = new Map([...(file.dict(root_ref) ?? new Map()), ['DSS', dss as PdfValue]]);
  objects.push({ num: root_ref.num, text: Buffer.from(written(catalogue), 'latin1') });
  let at = bytes.length + 1;
  const [pieces, rows]: [Buffer[], string[]] = [[Buffer.from('\n')], []];
  for (const { num, text } of objects) {
    const piece = Buffer.concat([Buffer.from(`${num} 0 obj\n`), text, Buffer.from('\nendobj\n')]);
    rows.push(`${num} 1\n${String(at).padStart(10, '0')} 00000 n \n`);
    pieces.push(piece);
    at += piece.length;
  }
  const trailer = `<</Size ${size + objects.length}/Root ${written(root_ref)}/Prev ${file.start}>>`;
  return Buffer.concat([bytes, ...pieces, Buffer.from(`xref\n${rows.join('')}trailer\n${trailer}\nstartxref\n${at}\n%%EOF\n`)]);
}

const verify = (bytes: Buffer) => verifyPdf(bytes, { trust, now: NOW });
const only = (bytes: Buffer) => {
  const [one, ...more] = verify(bytes);
  assert.ok(one && more.length === 0);
  return one;
};
const whole = (evidence: { lists?: Buffer[]; answers?: Buffer[] }, bytes = signed(plain)) => only(stored(bytes, evidence));
const of_root = list(root, [], day('2026-11-19'), day('2026-12-19'));

test('a time stamp of a trusted authority tells when it was signed; one of nobody known, for something else or by the wrong key does not', () => {
  const at = day('2026-11-20');
  const stamped = only(signed(plain, (signature) => stamp(clock, new Date(at.getTime() + 90_000), signature)));
  assert.deepEqual(stamped.stamp, {
    at: new Date('2026-11-20T03:01:30Z'),
    authority: 'Dấu thời gian thử',
    is_intact: true,
    is_trusted: true,
  });
  assert.deepEqual([stamped.at, stamped.is_intact, stamped.is_trusted], [stamped.stamp?.at, true, true]);
  // Unknown authority: the stamp is read, the time stays the signer's word.
  const other = issue(foreign, { common_name: 'Dấu khác' }, LIFE, 'rsa', ['1.3.6.1.5.5.7.3.8']);
  const unknown = only(signed(plain, (signature) => stamp(other, day('2026-11-25'), signature)));
  assert.deepEqual([unknown.stamp?.is_intact, unknown.stamp?.is_trusted, unknown.at], [true, false, at]);
  const elsewhere = only(signed(plain, () => stamp(clock, at, Buffer.from('chữ ký khác'))));
  assert.deepEqual([elsewhere.stamp?.is_intact, elsewhere.stamp?.is_trusted, elsewhere.is_intact], [false, false, true]);
  const no_clock = only(signed(plain, (signature) => stamp(commune, at, signature)));
  assert.equal(no_clock.stamp?.is_intact, false, 'a certificate that may not sign time stamps');
  const rubbish = only(signed(plain, () => der.sequence(der.octets(Buffer.from('x')))));
  assert.deepEqual([rubbish.stamp?.is_intact, rubbish.is_intact], [false, true]);
});

test('a time stamp over the file stands beside the signatures and is none', () => {
  const once = signed(plain);
  const dict = prepare(once, { name: '', at: "D:20261121100000+07'00'", reason: null, location: null }, null);
  // The same length in bytes, so that nothing moves.
  const bytes = Buffer.from(
    dict.bytes.toString('latin1').replace(/\/ETSI\.CAdES\.detached(?![\s\S]*\/ETSI\.CAdES\.detached)/, '/ETSI.RFC3161       '),
    'latin1',
  );
  const prepared = { ...dict, bytes };
  const file = fill(prepared, stamp(clock, day('2026-11-21'), ...coveredParts(prepared)));
  assert.deepEqual(
    verify(file).map((one) => [one.kind, one.signer, one.is_intact, one.is_trusted, one.changes_after]),
    [
      ['signature', 'UBND xã thử', true, true, 'signatures'],
      ['time_stamp', 'Dấu thời gian thử', true, true, 'none'],
    ],
  );
  assert.equal(signatureState(verify(file)), 'valid');
  const touched = Buffer.from(file);
  touched[20] = (touched[20] as number) ^ 1;
  assert.equal(signatureState(verify(touched)), 'broken');
});

test('lists in the file: good, revoked before, revoked after a proven moment, of another issuer, forged, too old', () => {
  const [fresh, next] = [day('2026-11-20'), day('2026-11-27')];
  const good = whole({ lists: [list(below, [], fresh, next), of_root] });
  assert.deepEqual(good.revocation, { state: 'good', by: 'list', as_of: fresh, revoked_at: null });
  assert.deepEqual([good.is_trusted, good.changes_after], [true, 'signatures']);
  const revoked = whole({ lists: [list(below, [[commune.certificate, day('2026-11-10')]], fresh, next), of_root] });
  assert.deepEqual(revoked.revocation, { state: 'revoked', by: 'list', as_of: fresh, revoked_at: day('2026-11-10') });
  assert.deepEqual([revoked.is_intact, revoked.is_trusted, signatureState([revoked])], [true, false, 'broken']);
  // Revoked a day after: without a time stamp the signer's clock proves nothing, with one it does.
  const later = { lists: [list(below, [[commune.certificate, day('2026-11-21')]], day('2026-11-22'), next), of_root] };
  assert.equal(whole(later).revocation.state, 'revoked');
  const proven = signed(plain, (signature) => stamp(clock, day('2026-11-20'), signature));
  assert.deepEqual([whole(later, proven).revocation.state, whole(later, proven).is_trusted], ['good', true]);
  const by_other = list({ ...foreign, name: below.name }, [], fresh, next);
  assert.equal(whole({ lists: [by_other, of_root] }).revocation.state, 'unknown', 'of another issuer');
  const forged = list({ ...below, key: foreign.key }, [[commune.certificate, day('2026-11-10')]], fresh, next);
  assert.equal(whole({ lists: [forged, of_root] }).revocation.state, 'unknown', 'not signed by the issuer');
  const old = list(below, [], day('2026-10-01'), day('2026-10-08'));
  assert.equal(whole({ lists: [old, of_root] }).revocation.state, 'unknown', 'over before it was signed');
  assert.equal(
    whole({ lists: [list(below, [], fresh, next)] }).revocation.state,
    'unknown',
    'nothing about the authority in between',
  );
  assert.equal(only(signed(plain)).revocation.state, 'unknown');
});

test('answers in the file: by the issuer or whom it named, about this very certificate', () => {
  const at = day('2026-11-20');
  const about_below = answer(root, root, below.certificate, at, null);
  const state = (one: Buffer) => whole({ answers: [one, about_below] }).revocation;
  assert.deepEqual(state(answer(responder, below, commune.certificate, at, null)), {
    state: 'good',
    by: 'answer',
    as_of: at,
    revoked_at: null,
  });
  assert.equal(state(answer(below, below, commune.certificate, at, null)).state, 'good');
  const revoked = state(answer(responder, below, commune.certificate, at, day('2026-11-01')));
  assert.deepEqual([revoked.state, revoked.revoked_at], ['revoked', day('2026-11-01')]);
  assert.equal(state(answer(clock, below, commune.certificate, at, null)).state, 'unknown', 'not named for answering');
  assert.equal(state(answer(responder, below, clock.certificate, at, null)).state, 'unknown', 'about another');
  assert.equal(state(Buffer.from([0x30, 0x03, 0x0a, 0x01, 0x06])).state, 'unknown', 'an answer that refuses');
});

test('openssl reads the stamp, the list and the answer as they are meant', {
  skip: without('openssl'),
}, () => {
  const write = (name: string, bytes: Uint8Array | string) => {
    fs.writeFileSync(`${FOLDER}/${name}`, bytes);
    return `${FOLDER}/${name}`;
  };
  const pem = write('root.pem', root.certificate.toString());
  const chain = write('chain.pem', below.certificate.toString() + root.certificate.toString());
  const data = write('data', 'nội dung');
  const token = write('token', stamp(clock, day('2026-11-20'), Buffer.from('nội dung')));
  const openssl = (...args: string[]) => {
    const ran = spawnSync('openssl', args, { encoding: 'utf8' });
    return ran.stdout + ran.stderr;
  };
  const seconds = String(day('2026-11-20').getTime() / 1000);
  assert.match(
    openssl('ts', '-verify', '-data', data, '-in', token, '-token_in', '-CAfile', pem, '-untrusted', chain, '-attime', seconds),
    /Verification: OK/,
  );
  const crl = write('list', list(below, [[commune.certificate, day('2026-11-10')]], day('2026-11-20'), day('2026-11-27')));
  assert.match(openssl('crl', '-inform', 'DER', '-in', crl, '-noout', '-CAfile', chain), /verify OK/);
  const ocsp = write('answer', answer(responder, below, commune.certificate, day('2026-11-20'), day('2026-11-01')));
  const text = execFileSync('openssl', ['ocsp', '-respin', ocsp, '-noverify', '-resp_text'], { encoding: 'utf8' });
  assert.match(text, /Cert Status: revoked/);
  assert.match(text, /Revocation Time: Nov {2}1 03:00:00 2026 GMT/);
});
