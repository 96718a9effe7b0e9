import type { X509Certificate } from 'node:crypto';
import { PdfFile } from '#lib/pdf-file';
import { isNamed, momentOf, type PdfDict, PdfName, PdfRef, type PdfValue, textOf } from '#lib/pdf-value';
import { chainOf, isInForce, type ShownCertificate, shownCertificate } from './chain.ts';
import { type Changes, changesAfter } from './changes.ts';
import { type Fault, opened } from './cms.ts';

/** What one signature of a PDF file says, and whether it holds. */
export type Signature = {
  /** Name of the signature's field, null when the file no longer names it. */
  field: string | null;
  /** Who signed, by the certificate; the name written in the file when there is no certificate. */
  signer: string | null;
  organisation: string | null;
  /** As the signer states it: the clock of the signer's machine. Null when nothing is stated. */
  at: Date | null;
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
  /** Lists of revoked certificates are not asked. */
  revocation: 'unknown';
  hash: string | null;
  key: string | null;
  /** The hash or the key is no longer held to be safe. */
  is_weak: boolean;
  format: string | null;
  has_timestamp: boolean;
};

const SUPPORTED = ['adbe.pkcs7.detached', 'ETSI.CAdES.detached'];
const MOST_SIGNATURES = 100;

type Found = { field: string | null; dict: PdfDict };

/**
 * Every signature of a PDF file, oldest first. Signatures that the file still holds but no longer names are among them, so that one
 * cannot be hidden. Revocation is not asked.
 * @param options.trust roots that are trusted
 * @returns nothing for bytes that are no PDF or are not signed
 */
export function verifyPdf(bytes: Buffer, options: { trust: readonly X509Certificate[]; now: Date }): Signature[] {
  if (!bytes.includes('/ByteRange')) return [];
  const found = [...named(bytes), ...unnamed(bytes)];
  const seen = new Set<string>();
  const signatures: { end: number; signature: Signature }[] = [];
  for (const one of found.slice(0, MOST_SIGNATURES)) {
    const range = rangeOf(one.dict);
    const key = range ? range.join(' ') : `field ${one.field}`;
    if (seen.has(key)) continue;
    seen.add(key);
    signatures.push({
      end: range ? range[2] + range[3] : Number.MAX_SAFE_INTEGER,
      signature: judged(bytes, one, range, options),
    });
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
  options: { trust: readonly X509Certificate[]; now: Date },
): Signature {
  const text = (key: string) => {
    const value = dict.get(key);
    return Buffer.isBuffer(value) ? textOf(value) : null;
  };
  const format = dict.get('SubFilter');
  const stated: Signature = {
    field,
    signer: text('Name'),
    organisation: null,
    at: momentOf(text('M') ?? ''),
    reason: text('Reason'),
    location: text('Location'),
    is_intact: false,
    fault: 'byte_range',
    covers_whole: false,
    changes_after: 'unknown',
    is_trusted: false,
    is_in_force: false,
    chain: [],
    revocation: 'unknown',
    hash: null,
    key: null,
    is_weak: false,
    format: format instanceof PdfName ? format.name : null,
    has_timestamp: false,
  };
  const envelope = range && gapOf(bytes, range);
  if (!range || !envelope) return stated;
  const [start, length, second, rest] = range;
  const end = second + rest;
  const covers_whole = end === bytes.length;
  if (!SUPPORTED.includes(stated.format ?? '')) return { ...stated, fault: 'unsupported', covers_whole };
  const read = opened(envelope, [bytes.subarray(start, length), bytes.subarray(second, end)]);
  const at = read.signed_at ?? stated.at;
  const moment = at ?? options.now;
  const { signer } = read;
  const { chain, is_trusted } = signer
    ? chainOf(signer, read.certificates, options.trust, moment)
    : { chain: [], is_trusted: false };
  const shown = chain.map(shownCertificate);
  const is_intact = read.fault === null;
  const key = signer ? keyName(signer) : null;
  return {
    ...stated,
    signer: shown[0]?.subject ?? stated.signer,
    organisation: shown[0]?.organisation ?? null,
    at,
    is_intact,
    fault: read.fault,
    covers_whole,
    changes_after: covers_whole ? 'none' : changesAfter(bytes, end),
    is_trusted: is_intact && is_trusted,
    is_in_force: signer !== null && isInForce(signer, moment),
    chain: shown,
    hash: read.hash,
    key,
    is_weak: read.hash === 'md5' || read.hash === 'sha1' || key === 'RSA 1024' || key === 'RSA 512',
    has_timestamp: read.has_timestamp,
  };
}

function keyName(certificate: X509Certificate): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey;
  return type === 'ec'
    ? `EC ${details?.namedCurve ?? ''}`.trim()
    : `${(type ?? '').toUpperCase()} ${details?.modulusLength ?? ''}`.trim();
}

/** How a file with these signatures stands, in one word: the worst of them. */
export function signatureState(signatures: readonly Signature[]): 'unsigned' | 'valid' | 'untrusted' | 'broken' {
  if (signatures.length === 0) return 'unsigned';
  if (signatures.some((one) => !one.is_intact || one.changes_after === 'changed' || one.changes_after === 'unknown'))
    return 'broken';
  return signatures.every((one) => one.is_trusted && !one.is_weak) ? 'valid' : 'untrusted';
}
