// The envelope of a signature (CMS SignedData) as PDF files carry it: making one of level PAdES B-B, and reading any.
import { constants, createHash, type KeyObject, sign, timingSafeEqual, verify, X509Certificate } from 'node:crypto';
import { at, isContext, type Node, oidOf, parse, partsOf, timeOf } from './ber.ts';
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
  adobe_revocation: '1.2.840.113583.1.1.8',
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
export type Unsigned = { to_sign: Buffer; envelope(signature: Uint8Array, timestamp?: Uint8Array): Buffer };

/**
 * An envelope of PAdES level B-B around the digest (SHA-256) of a document. The time of signing stands in the PDF, not here.
 * Source: ETSI EN 319 142-1 (signing-certificate-v2 is signed, signing-time is not allowed).
 */
export function unsigned(digest: Uint8Array, certificate: X509Certificate, chain: readonly X509Certificate[]): Unsigned {
  const own = partsOf(certificate.raw);
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
    envelope: (signature, timestamp) =>
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
                ...(timestamp ? [der.context(1, attribute(OID.timestamp, Buffer.from(timestamp)))] : []),
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

/** Lists of revoked certificates (CRL) and answers about single ones (OCSP), as they lie in a file. */
export type Evidence = { lists: Buffer[]; answers: Buffer[] };

export type Envelope = {
  signer: X509Certificate | null;
  certificates: X509Certificate[];
  /** The signer's own word; null when it is not in the envelope. */
  signed_at: Date | null;
  /** A time stamp over the signature, as it lies there; not looked into yet. */
  timestamp: Buffer | null;
  /** The signature itself: what such a time stamp speaks of. */
  signature: Buffer | null;
  /** What the signer put in about revoked certificates: lists, and answers about single ones. */
  evidence: Evidence;
  /** A document that lies inside the envelope (a time stamp's own statement). */
  inner: Buffer | null;
  hash: string | null;
  fault: Fault | null;
};

function subjectKeyId(raw: Uint8Array): Buffer | null {
  return partsOf(raw).extension('2.5.29.14')?.body ?? null;
}

/** How an authority may be used: whether it may sign certificates, and how many authorities may stand below it. */
export function authorityRights(certificate: X509Certificate): { may_issue: boolean; path_length: number | null } {
  const parts = partsOf(certificate.raw);
  const usage = parts.extension('2.5.29.15');
  const length = parts.extension('2.5.29.19')?.parts[1];
  return {
    may_issue: certificate.ca && (usage === null || ((usage.body.at(0) ?? 0) & 0x04) !== 0),
    path_length: length ? Number(`0x${length.body.toString('hex') || '0'}`) : null,
  };
}

const NOTHING: Envelope = {
  signer: null,
  certificates: [],
  signed_at: null,
  timestamp: null,
  signature: null,
  evidence: { lists: [], answers: [] },
  inner: null,
  hash: null,
  fault: 'unreadable',
};

/**
 * What an envelope says about a document, and whether it holds for these bytes. Never throws: whatever cannot be read does not hold.
 * @param more certificates that lie beside the envelope
 */
export function opened(envelope: Uint8Array, document: readonly Uint8Array[], more: readonly X509Certificate[] = []): Envelope {
  try {
    return read(envelope, { type: OID.data, document }, more);
  } catch {
    return NOTHING;
  }
}

/** An envelope that holds its own document of this type, and whether it holds for it. Never throws. */
export function openedWhole(envelope: Uint8Array, type: string, more: readonly X509Certificate[] = []): Envelope {
  try {
    return read(envelope, { type, document: null }, more);
  } catch {
    return NOTHING;
  }
}

/** `document` null: what lies inside the envelope. */
type About = { type: string; document: readonly Uint8Array[] | null };

function read(envelope: Uint8Array, about: About, more: readonly X509Certificate[]): Envelope {
  const outer = parse(envelope);
  if (oidOf(at(outer, 0)) !== OID.signed_data) return { ...NOTHING, fault: 'unsupported' };
  const content = at(at(outer, 1), 0);
  const certificates = [
    ...certificatesIn((content.parts.find((part) => isContext(part, 0))?.parts ?? []).map((part) => part.raw)),
    ...more,
  ];
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
  const unsigned_attributes = signer_info.parts.find((part) => isContext(part, 1)) ?? null;
  const inside = content.parts.find((part) => part.class === 1 && part.tag === 16);
  const inner = inside?.parts[1]?.parts[0]?.body ?? null;
  const known: Envelope = {
    signer,
    certificates,
    signed_at: signedAt(attributes),
    timestamp: valuesOf(unsigned_attributes, OID.timestamp)[0]?.raw ?? null,
    signature,
    evidence: evidenceIn(content, attributes),
    inner,
    hash,
    fault: null,
  };
  if (!hash) return { ...known, fault: 'unsupported' };
  if (!signer) return { ...known, fault: 'signer_certificate_missing' };
  // A document inside the envelope would be another one than the one around it.
  if (about.document !== null && inner !== null) return { ...known, fault: 'unsupported' };
  const document = about.document ?? (inner && [inner]);
  if (document === null || (about.document === null && (!inside || oidOf(at(inside, 0)) !== about.type)))
    return { ...known, fault: 'unsupported' };
  if (!attributes) {
    return { ...known, fault: isSignedBy(signer, algorithm, hash, Buffer.concat(document), signature) ?? null };
  }
  return {
    ...known,
    fault:
      attributesFault(attributes, about.type, document, hash, signer) ??
      signatureFault(attributes, algorithm, hash, signer, signature),
  };
}

/** Certificates that can be read; one whose key cannot is found here and nowhere later. */
export function certificatesIn(raws: readonly Uint8Array[]): X509Certificate[] {
  return raws.flatMap((raw) => {
    try {
      const certificate = new X509Certificate(raw);
      return certificate.publicKey ? [certificate] : [];
    } catch {
      return [];
    }
  });
}

/** Lists beside the certificates of the envelope, and those the signer signed along (Adobe's attribute of ISO 32000-1 12.8.3.3.2). */
function evidenceIn(content: Node, attributes: Node | null): Evidence {
  const beside = (content.parts.find((part) => isContext(part, 1))?.parts ?? []).filter((part) => part.class === 1);
  const [signed] = valuesOf(attributes, OID.adobe_revocation);
  const along = (n: number) => (signed?.parts.find((part) => isContext(part, n))?.parts[0]?.parts ?? []).map((part) => part.raw);
  return { lists: [...beside.map((part) => part.raw), ...along(0)], answers: along(1) };
}

function isNamed(certificate: X509Certificate, named: Node): boolean {
  if (isContext(named, 0)) return subjectKeyId(certificate.raw)?.equals(named.body) ?? false;
  const own = partsOf(certificate.raw);
  return own.issuer.equals(at(named, 0).raw) && own.serial.equals(at(named, 1).raw);
}

function valuesOf(attributes: Node | null, oid: string): Node[] {
  return (attributes?.parts ?? []).filter((one) => oidOf(at(one, 0)) === oid).flatMap((one) => at(one, 1).parts);
}

function signedAt(attributes: Node | null): Date | null {
  const [value] = valuesOf(attributes, OID.signing_time);
  return value ? timeOf(value) : null;
}

function attributesFault(
  attributes: Node,
  type: string,
  document: readonly Uint8Array[],
  hash: string,
  signer: X509Certificate,
): Fault | null {
  const [stated_type] = valuesOf(attributes, OID.content_type);
  if (!stated_type || oidOf(stated_type) !== type) return 'unsupported';
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

const SIGNED_BY: Record<string, string> = {
  '1.2.840.113549.1.1.5': 'sha1',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.1': 'sha1',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

/** Whether a certificate's key made this signature, as lists and answers of authorities carry it: what was signed, how, the signature. */
export function isMadeBy(certificate: X509Certificate, signed: Node, algorithm: Node, signature: Buffer): boolean {
  const pss_hash = () => HASHES[oidOf(at(at(at(at(algorithm, 1), 0), 0), 0))];
  const oid = oidOf(at(algorithm, 0));
  const hash = oid === OID.pss ? pss_hash() : SIGNED_BY[oid];
  return hash !== undefined && isSignedBy(certificate, algorithm, hash, signed.raw, signature) === null;
}

/** The hash an identifier of an algorithm names, null when it is not known here. */
export const hashOf = (algorithm: Node): string | null => HASHES[oidOf(at(algorithm, 0))] ?? null;

export function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
