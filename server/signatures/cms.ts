// The envelope of a signature (CMS SignedData) as PDF files carry it: making one of level PAdES B-B, and reading any.
import { constants, createHash, type KeyObject, sign, timingSafeEqual, verify, X509Certificate } from 'node:crypto';
import { fromBER } from 'asn1js';
import { signatureAlgorithm } from './certificate.ts';
import { der } from './der.ts';

const OID = {
  data: '1.2.840.113549.1.7.1',
  signed_data: '1.2.840.113549.1.7.2',
  content_type: '1.2.840.113549.1.9.3',
  message_digest: '1.2.840.113549.1.9.4',
  signing_time: '1.2.840.113549.1.9.5',
  certificate_v2: '1.2.840.113549.1.9.16.2.47',
  timestamp: '1.2.840.113549.1.9.16.2.14',
  pss: '1.2.840.113549.1.1.10',
} as const;
const SHA256 = '2.16.840.1.101.3.4.2.1';
const HASHES: Record<string, string> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  [SHA256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** What is signed in an envelope to come, and the envelope once somebody signed it (here, or a service far away). */
export type Unsigned = { to_sign: Buffer; envelope(signature: Uint8Array): Buffer };

/**
 * An envelope of PAdES level B-B around the digest (SHA-256) of a document. The time of signing stands in the PDF, not here.
 * Source: ETSI EN 319 142-1 (signing-certificate-v2 is signed, signing-time is not allowed).
 */
export function unsigned(digest: Uint8Array, certificate: X509Certificate, chain: readonly X509Certificate[]): Unsigned {
  const own = parsedCertificate(certificate.raw);
  const hash = createHash('sha256').update(certificate.raw).digest();
  const attribute = (oid: string, value: Buffer) => der.sequence(der.oid(oid), der.set(value));
  const essential = der.sequence(
    der.sequence(der.sequence(der.octets(hash), der.sequence(der.sequence(der.context(4, own.issuer)), own.serial))),
  );
  const to_sign = der.set(
    attribute(OID.content_type, der.oid(OID.data)),
    attribute(OID.message_digest, der.octets(digest)),
    attribute(OID.certificate_v2, essential),
  );
  const implicit = Buffer.from(to_sign);
  implicit[0] = 0xa0;
  const sha256 = der.sequence(der.oid(SHA256), der.nothing());
  return {
    to_sign,
    envelope: (signature) =>
      der.sequence(
        der.oid(OID.signed_data),
        der.context(
          0,
          der.sequence(
            der.integer(1),
            der.set(sha256),
            der.sequence(der.oid(OID.data)),
            der.context(0, certificate.raw, ...chain.map((one) => one.raw)),
            der.set(
              der.sequence(
                der.integer(1),
                der.sequence(own.issuer, own.serial),
                sha256,
                implicit,
                signatureAlgorithm(certificate.publicKey),
                der.octets(signature),
              ),
            ),
          ),
        ),
      ),
  };
}

/** Signs what an envelope asks for. */
export const signWith = (key: KeyObject, to_sign: Uint8Array): Buffer => sign('sha256', to_sign, key);

/** Why a signature does not hold; codes are shown in words by the web. */
export type Fault =
  | 'unreadable'
  | 'unsupported'
  | 'signer_certificate_missing'
  | 'digest_differs'
  | 'signature_wrong'
  | 'certificate_exchanged';

export type Envelope = {
  signer: X509Certificate | null;
  certificates: X509Certificate[];
  /** The signer's own word; null when it is not in the envelope. */
  signed_at: Date | null;
  has_timestamp: boolean;
  hash: string | null;
  fault: Fault | null;
};

type Node = { tag: number; class: number; raw: Buffer; body: Buffer; parts: Node[] };

/** Nodes of a BER text, as they lie there. @throws Error when it is none */
function parse(bytes: Uint8Array): Node {
  const { result, offset } = fromBER(Uint8Array.from(bytes));
  if (offset <= 0 || result.error) throw new Error('no BER');
  return nodeOf(result as never, 0);
}

type Asn = {
  idBlock: { tagNumber: number; tagClass: number; isConstructed: boolean };
  valueBlock: { value?: unknown; valueHexView?: Uint8Array };
  valueBeforeDecodeView: Uint8Array;
};

function nodeOf(value: Asn, depth: number): Node {
  if (depth > 40) throw new Error('nested too deep');
  const raw = Buffer.from(value.valueBeforeDecodeView);
  // Only what is constructed has parts: the library also takes identifiers and numbers apart.
  const inner = value.idBlock.isConstructed && Array.isArray(value.valueBlock.value) ? (value.valueBlock.value as Asn[]) : [];
  const parts = inner.map((one) => nodeOf(one, depth + 1));
  const simple = value.valueBlock.valueHexView ? Buffer.from(value.valueBlock.valueHexView) : Buffer.alloc(0);
  // Octets may come in pieces (BER).
  const body = simple.length === 0 && parts.length > 0 ? Buffer.concat(parts.map((part) => part.body)) : simple;
  return { tag: value.idBlock.tagNumber, class: value.idBlock.tagClass, raw, body, parts };
}

const at = (node: Node | undefined, index: number): Node => {
  const part = node?.parts[index];
  if (!part) throw new Error('a part is missing');
  return part;
};
const isContext = (node: Node | undefined, n: number) => node?.class === 3 && node.tag === n;

function oidOf(node: Node): string {
  const bytes = node.raw.subarray(2);
  const numbers: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 127);
    if (byte & 128) continue;
    numbers.push(value);
    value = 0;
  }
  const first = Math.min(2, Math.floor((numbers[0] ?? 0) / 40));
  return [first, (numbers[0] ?? 0) - first * 40, ...numbers.slice(1)].join('.');
}

/** Issuer and serial number of a certificate, as they lie in it. */
function parsedCertificate(raw: Uint8Array): { issuer: Buffer; serial: Buffer } {
  const signed = at(parse(raw), 0);
  const from = isContext(signed.parts[0], 0) ? 1 : 0;
  return { serial: at(signed, from).raw, issuer: at(signed, from + 2).raw };
}

function subjectKeyId(raw: Uint8Array): Buffer | null {
  const extensions = at(parse(raw), 0).parts.find((part) => isContext(part, 3));
  for (const one of extensions?.parts[0]?.parts ?? [])
    if (oidOf(at(one, 0)) === '2.5.29.14') return parse((one.parts.at(-1) as Node).body).body;
  return null;
}

/** How an authority may be used: whether it may sign certificates, and how many authorities may stand below it. */
export function authorityRights(certificate: X509Certificate): { may_issue: boolean; path_length: number | null } {
  const extensions = at(parse(certificate.raw), 0).parts.find((part) => isContext(part, 3));
  let may_issue = certificate.ca;
  let path_length: number | null = null;
  for (const one of extensions?.parts[0]?.parts ?? []) {
    const value = () => parse((one.parts.at(-1) as Node).body);
    const oid = oidOf(at(one, 0));
    if (oid === '2.5.29.15') may_issue &&= ((value().body.at(0) ?? 0) & 0x04) !== 0;
    const length = oid === '2.5.29.19' ? value().parts[1] : undefined;
    if (length) path_length = Number(`0x${length.body.toString('hex') || '0'}`);
  }
  return { may_issue, path_length };
}

const NOTHING: Envelope = {
  signer: null,
  certificates: [],
  signed_at: null,
  has_timestamp: false,
  hash: null,
  fault: 'unreadable',
};

/** What an envelope says about a document, and whether it holds for these bytes. Never throws: whatever cannot be read does not hold. */
export function opened(envelope: Uint8Array, document: readonly Uint8Array[]): Envelope {
  try {
    return read(envelope, document);
  } catch {
    return NOTHING;
  }
}

function read(envelope: Uint8Array, document: readonly Uint8Array[]): Envelope {
  const outer = parse(envelope);
  if (oidOf(at(outer, 0)) !== OID.signed_data) return { ...NOTHING, fault: 'unsupported' };
  const content = at(at(outer, 1), 0);
  const certificates = (content.parts.find((part) => isContext(part, 0))?.parts ?? []).flatMap((part) => {
    try {
      const certificate = new X509Certificate(part.raw);
      // A key that cannot be read is found here and nowhere later.
      return certificate.publicKey ? [certificate] : [];
    } catch {
      return [];
    }
  });
  const signers = content.parts.at(-1);
  if (signers?.parts.length !== 1) return { ...NOTHING, certificates, fault: 'unsupported' };
  const signer_info = at(signers, 0);
  const named = at(signer_info, 1);
  const signer = certificates.find((one) => isNamed(one, named)) ?? null;
  const hash = HASHES[oidOf(at(at(signer_info, 2), 0))] ?? null;
  const has_attributes = isContext(signer_info.parts[3], 0);
  const attributes = has_attributes ? at(signer_info, 3) : null;
  const algorithm = at(signer_info, has_attributes ? 4 : 3);
  const signature = at(signer_info, has_attributes ? 5 : 4).body;
  const unsigned_attributes = signer_info.parts.find((part) => isContext(part, 1));
  const known: Envelope = {
    signer,
    certificates,
    signed_at: signedAt(attributes),
    has_timestamp: unsigned_attributes?.parts.some((part) => oidOf(at(part, 0)) === OID.timestamp) ?? false,
    hash,
    fault: null,
  };
  if (!hash) return { ...known, fault: 'unsupported' };
  if (!signer) return { ...known, fault: 'signer_certificate_missing' };
  // A document inside the envelope would be another one than the one around it.
  const inner = content.parts.find((part) => part.class === 1 && part.tag === 16);
  if ((inner?.parts.length ?? 0) > 1) return { ...known, fault: 'unsupported' };
  if (!attributes) {
    return { ...known, fault: isSignedBy(signer, algorithm, hash, Buffer.concat(document), signature) ?? null };
  }
  return {
    ...known,
    fault: attributesFault(attributes, document, hash, signer) ?? signatureFault(attributes, algorithm, hash, signer, signature),
  };
}

function isNamed(certificate: X509Certificate, named: Node): boolean {
  if (isContext(named, 0)) return subjectKeyId(certificate.raw)?.equals(named.body) ?? false;
  const own = parsedCertificate(certificate.raw);
  return own.issuer.equals(at(named, 0).raw) && own.serial.equals(at(named, 1).raw);
}

function valuesOf(attributes: Node | null, oid: string): Node[] {
  return (attributes?.parts ?? []).filter((one) => oidOf(at(one, 0)) === oid).flatMap((one) => at(one, 1).parts);
}

function signedAt(attributes: Node | null): Date | null {
  const [value] = valuesOf(attributes, OID.signing_time);
  if (!value) return null;
  const text = value.raw.subarray(2).toString('latin1');
  const digits = value.tag === 23 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?/.exec(digits);
  if (!found) return null;
  const moment = new Date(`${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}:${found[6] ?? '00'}Z`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

function attributesFault(attributes: Node, document: readonly Uint8Array[], hash: string, signer: X509Certificate): Fault | null {
  const [type] = valuesOf(attributes, OID.content_type);
  if (!type || oidOf(type) !== OID.data) return 'unsupported';
  const digests = valuesOf(attributes, OID.message_digest);
  const made = createHash(hash);
  for (const part of document) made.update(part);
  const digest = made.digest();
  if (digests.length !== 1 || !isSame((digests[0] as Node).body, digest)) return 'digest_differs';
  const [essential] = valuesOf(attributes, OID.certificate_v2);
  if (!essential) return null;
  const first = at(at(essential, 0), 0);
  const named_hash =
    first.parts.length > 0 && first.parts[0]?.tag === 16 ? (HASHES[oidOf(at(at(first, 0), 0))] ?? null) : 'sha256';
  const stated = first.parts.find((part) => part.class === 1 && part.tag === 4)?.body;
  if (!named_hash || !stated || !isSame(stated, createHash(named_hash).update(signer.raw).digest()))
    return 'certificate_exchanged';
  return null;
}

function signatureFault(
  attributes: Node,
  algorithm: Node,
  hash: string,
  signer: X509Certificate,
  signature: Buffer,
): Fault | null {
  const as_set = Buffer.from(attributes.raw);
  as_set[0] = 0x31;
  return isSignedBy(signer, algorithm, hash, as_set, signature);
}

function isSignedBy(signer: X509Certificate, algorithm: Node, hash: string, bytes: Buffer, signature: Buffer): Fault | null {
  const key = signer.publicKey;
  const oid = oidOf(at(algorithm, 0));
  const options =
    oid === OID.pss
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
      : key.asymmetricKeyType === 'ec'
        ? { key, dsaEncoding: 'der' as const }
        : key;
  if (!['rsa', 'rsa-pss', 'ec'].includes(key.asymmetricKeyType ?? '')) return 'unsupported';
  return verify(hash, bytes, options, signature) ? null : 'signature_wrong';
}

function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
