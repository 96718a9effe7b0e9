import type { X509Certificate } from 'node:crypto';
import { PdfFile } from '#lib/pdf-file';
import { isNamed, momentOf, type PdfDict, PdfName, PdfRef, PdfStream, type PdfValue, textOf } from '#lib/pdf-value';
import { chainOf, isInForce, type ShownCertificate, shownCertificate } from './chain.ts';
import { type Changes, changesAfter } from './changes.ts';
import { certificatesIn, type Evidence, type Fault, opened } from './cms.ts';
import { type Revocation, revocationOf } from './revocation.ts';
import { readStamp, type Stamp } from './timestamp.ts';

/** What one signature of a PDF file says, and whether it holds. */
export type Signature = {
  /** `time_stamp`: a time authority's over the whole file, not somebody's signature. */
  kind: 'signature' | 'time_stamp';
  /** Name of the signature's field, null when the file no longer names it. */
  field: string | null;
  /** Who signed, by the certificate; the name written in the file when there is no certificate. */
  signer: string | null;
  organisation: string | null;
  /** By the time stamp where there is one that is trusted, else as the signer states it (the clock of their machine); null when nothing is stated. */
  at: Date | null;
  /** The time authority's word on when it was signed; null when there is none. */
  stamp: Stamp | null;
  reason: string | null;
  location: string | null;
  /** What was signed is what stands in the file, and the signature is that of the certificate. */
  is_intact: boolean;
  fault: Fault | 'byte_range' | null;
  /** Nothing stands in the file that this signature does not cover. */
  covers_whole: boolean;
  /** What was added to the file after this signature. */
  changes_after: Changes;
  /** The chain ends at an authority of the trust store and was in force at the time stated (now when none is). */
  is_trusted: boolean;
  /** The signer's certificate was in force at that time. */
  is_in_force: boolean;
  chain: ShownCertificate[];
  /** By what lies in the file; nothing is fetched. */
  revocation: Revocation;
  hash: string | null;
  key: string | null;
  /** The hash or the key is no longer held to be safe. */
  is_weak: boolean;
  format: string | null;
};

const NOT_ASKED: Revocation = { state: 'unknown', by: null, as_of: null, revoked_at: null };
const FILE_STAMP = 'ETSI.RFC3161';
const SUPPORTED = ['adbe.pkcs7.detached', 'ETSI.CAdES.detached'];
const MOST_SIGNATURES = 100;

type Found = { field: string | null; dict: PdfDict };

/**
 * Every signature of a PDF file, oldest first, and every time stamp over the file. Signatures that the file still holds but no longer names
 * are among them, so that one cannot be hidden. Revoked certificates are known from what lies in the file.
 * @param options.trust roots that are trusted
 * @returns nothing for bytes that are no PDF or are not signed
 */
export function verifyPdf(bytes: Buffer, options: { trust: readonly X509Certificate[]; now: Date }): Signature[] {
  if (!bytes.includes('/ByteRange')) return [];
  const found = [...named(bytes), ...unnamed(bytes)];
  const seen = new Set<string>();
  const signatures: { end: number; signature: Signature }[] = [];
  const looked: Looking = { ...options, store: storeOf(bytes), stamps: [] };
  // Time stamps over the file first: what they cover was there at their moment.
  const isStamp = ({ dict }: Found) => isNamed(dict.get('SubFilter'), FILE_STAMP);
  const first = found.slice(0, MOST_SIGNATURES);
  for (const one of [...first.filter(isStamp), ...first.filter((other) => !isStamp(other))]) {
    const range = rangeOf(one.dict);
    const key = range ? range.join(' ') : `field ${one.field}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const end = range ? range[2] + range[3] : Number.MAX_SAFE_INTEGER;
    const signature = judged(bytes, one, range, looked);
    signatures.push({ end, signature });
    if (signature.kind === 'time_stamp' && signature.is_trusted && signature.at) looked.stamps.push({ end, at: signature.at });
  }
  return signatures.sort((a, b) => a.end - b.end).map((one) => one.signature);
}

/** Signatures in the fields of the file's form. */
function named(bytes: Buffer): Found[] {
  try {
    const file = new PdfFile(bytes);
    const form = file.dict(file.dict(file.trailer.get('Root'))?.get('AcroForm'));
    const found: Found[] = [];
    const seen = new Set<number>();
    const visit = (value: PdfValue, above: string, type: PdfValue | undefined, depth: number) => {
      if (value instanceof PdfRef) {
        if (seen.has(value.num)) return;
        seen.add(value.num);
      }
      const field = file.dict(value);
      if (!field || depth > 20) return;
      const own = file.get(field.get('T'));
      const name = [above, Buffer.isBuffer(own) ? textOf(own) : ''].filter(Boolean).join('.');
      const kind = field.get('FT') ?? type;
      const signature = isNamed(kind, 'Sig') ? file.dict(field.get('V')) : null;
      if (signature) found.push({ field: name, dict: new Map([...signature].map(([key, one]) => [key, file.get(one)])) });
      const kids = file.get(field.get('Kids'));
      if (Array.isArray(kids)) for (const kid of kids) visit(kid, name, kind, depth + 1);
    };
    const fields = file.get(form?.get('Fields'));
    if (Array.isArray(fields)) for (const field of fields) visit(field, '', undefined, 0);
    return found;
  } catch {
    return [];
  }
}

/** Signatures found by their byte range alone. Only a range that fits around its own signature is one: a picture of a PDF inside a PDF has none. */
function unnamed(bytes: Buffer): Found[] {
  const found: Found[] = [];
  for (let from = bytes.indexOf('/ByteRange'); from >= 0; from = bytes.indexOf('/ByteRange', from + 10)) {
    const text = bytes.toString('latin1', from, from + 120);
    const numbers = /^\/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/.exec(text);
    if (!numbers) continue;
    const range = numbers.slice(1).map(Number) as [number, number, number, number];
    const dict: PdfDict = new Map<string, PdfValue>([['ByteRange', range]]);
    if (gapOf(bytes, range) === null || from >= range[2] + range[3]) continue;
    const around = bytes.toString('latin1', Math.max(0, from - 2000), from) + bytes.toString('latin1', range[2], range[2] + 2000);
    const format = /\/SubFilter\s*\/([A-Za-z0-9.]+)/.exec(around)?.[1];
    if (format) dict.set('SubFilter', new PdfName(format));
    found.push({ field: null, dict });
  }
  return found;
}

type Looking = {
  trust: readonly X509Certificate[];
  now: Date;
  store: Evidence & { certificates: X509Certificate[] };
  /** Trusted time stamps over the file, with how far they reach. */
  stamps: { end: number; at: Date }[];
};

const MOST_EVIDENCE = 200;

/** What a file keeps for checking it later (DSS): certificates, lists of revoked ones, answers. Source: ETSI EN 319 142-1 section 5.4. */
function storeOf(bytes: Buffer): Looking['store'] {
  try {
    const file = new PdfFile(bytes);
    const dss = file.dict(file.dict(file.trailer.get('Root'))?.get('DSS'));
    const streams = (key: string) => {
      const list = file.get(dss?.get(key));
      return (Array.isArray(list) ? list : []).slice(0, MOST_EVIDENCE).flatMap((one) => {
        const stream = file.get(one);
        return stream instanceof PdfStream ? [file.inflated(stream)] : [];
      });
    };
    return { certificates: certificatesIn(streams('Certs')), lists: streams('CRLs'), answers: streams('OCSPs') };
  } catch {
    return { certificates: [], lists: [], answers: [] };
  }
}

function rangeOf(dict: PdfDict): [number, number, number, number] | null {
  const range = dict.get('ByteRange');
  if (
    !Array.isArray(range) ||
    range.length !== 4 ||
    !range.every((one) => typeof one === 'number' && Number.isSafeInteger(one) && one >= 0)
  )
    return null;
  return range as [number, number, number, number];
}

/**
 * The signature's own bytes: exactly what lies between the two covered parts, as hexadecimal between `<` and `>`. Anything else in that
 * gap would be text that nobody signed.
 */
function gapOf(bytes: Buffer, [start, length, second, rest]: [number, number, number, number]): Buffer | null {
  if (start !== 0 || length === 0 || second <= length + 2 || second + rest > bytes.length) return null;
  if (bytes[length] !== 60 || bytes[second - 1] !== 62) return null;
  const hex = bytes.toString('latin1', length + 1, second - 1);
  return /^[0-9A-Fa-f\s]*$/.test(hex) ? Buffer.from(hex.replace(/\s+/g, ''), 'hex') : null;
}

function judged(
  bytes: Buffer,
  { field, dict }: Found,
  range: [number, number, number, number] | null,
  looking: Looking,
): Signature {
  const stated = statedBy(field, dict);
  const envelope = range && gapOf(bytes, range);
  if (!range || !envelope) return stated;
  const [start, length, second, rest] = range;
  const end = second + rest;
  const parts = [bytes.subarray(start, length), bytes.subarray(second, end)];
  const covers_whole = end === bytes.length;
  const changes_after = covers_whole ? 'none' : changesAfter(bytes, end);
  if (stated.kind === 'time_stamp') {
    const stamp = readStamp(envelope, parts, looking.trust, looking.store.certificates);
    const { at, authority: signer, is_intact, is_trusted } = stamp;
    const fault = is_intact ? null : 'digest_differs';
    return { ...stated, signer, at, stamp, is_intact, is_trusted, fault, covers_whole, changes_after };
  }
  if (!SUPPORTED.includes(stated.format ?? '')) return { ...stated, fault: 'unsupported', covers_whole };
  const held = heldBy(envelope, parts, end, stated.at, looking);
  return { ...stated, ...held, signer: held.chain[0]?.subject ?? stated.signer, covers_whole, changes_after };
}

/** What the file says about a signature, before anything is checked. */
function statedBy(field: string | null, dict: PdfDict): Signature {
  const text = (key: string) => {
    const value = dict.get(key);
    return Buffer.isBuffer(value) ? textOf(value) : null;
  };
  const format = dict.get('SubFilter');
  return {
    kind: isNamed(format, FILE_STAMP) ? 'time_stamp' : 'signature',
    field,
    signer: text('Name'),
    organisation: null,
    at: momentOf(text('M') ?? ''),
    stamp: null,
    reason: text('Reason'),
    location: text('Location'),
    is_intact: false,
    fault: 'byte_range',
    covers_whole: false,
    changes_after: 'unknown',
    is_trusted: false,
    is_in_force: false,
    chain: [],
    revocation: NOT_ASKED,
    hash: null,
    key: null,
    is_weak: false,
    format: format instanceof PdfName ? format.name : null,
  };
}

/** What an envelope proves: who signed, when, whether it holds and may be trusted. */
function heldBy(envelope: Buffer, parts: readonly Buffer[], end: number, stated_at: Date | null, looking: Looking) {
  const { trust, store, now } = looking;
  const read = opened(envelope, parts, store.certificates);
  const { signer, signature } = read;
  const stamp = read.timestamp && signature ? readStamp(read.timestamp, [signature], trust, store.certificates) : null;
  const stamped_at = stamp?.is_trusted ? stamp.at : null;
  const at = stamped_at ?? read.signed_at ?? stated_at;
  const moment = at ?? now;
  const way = signer ? chainOf(signer, read.certificates, trust, moment) : { chain: [], is_trusted: false };
  // A stamp over the whole file proves that the signature was there by then.
  const later = looking.stamps.filter((one) => one.end >= end).map((one) => one.at.getTime());
  const proven = stamped_at ?? (later.length > 0 ? new Date(Math.min(...later)) : null);
  const evidence = { lists: [...read.evidence.lists, ...store.lists], answers: [...read.evidence.answers, ...store.answers] };
  const revocation = revocationOf(way.chain, evidence, read.certificates, proven ?? moment, proven !== null);
  const chain = way.chain.map(shownCertificate);
  const is_intact = read.fault === null;
  const key = signer ? keyName(signer) : null;
  return {
    organisation: chain[0]?.organisation ?? null,
    at,
    stamp,
    is_intact,
    fault: read.fault,
    is_trusted: is_intact && way.is_trusted && revocation.state !== 'revoked',
    is_in_force: signer !== null && isInForce(signer, moment),
    chain,
    revocation,
    hash: read.hash,
    key,
    is_weak: read.hash === 'md5' || read.hash === 'sha1' || key === 'RSA 1024' || key === 'RSA 512',
  };
}

function keyName(certificate: X509Certificate): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey;
  return type === 'ec'
    ? `EC ${details?.namedCurve ?? ''}`.trim()
    : `${(type ?? '').toUpperCase()} ${details?.modulusLength ?? ''}`.trim();
}

/** How a file with these signatures stands, in one word: the worst of them. A revoked certificate's signature is as good as none. */
export function signatureState(signatures: readonly Signature[]): 'unsigned' | 'valid' | 'untrusted' | 'broken' {
  if (signatures.length === 0) return 'unsigned';
  const isBroken = ({ is_intact, changes_after, revocation }: Signature) =>
    !is_intact || changes_after === 'changed' || changes_after === 'unknown' || revocation.state === 'revoked';
  if (signatures.some(isBroken)) return 'broken';
  const by_people = signatures.filter((one) => one.kind === 'signature');
  if (by_people.length === 0) return 'unsigned';
  return by_people.every((one) => one.is_trusted && !one.is_weak) ? 'valid' : 'untrusted';
}
