// Making X.509 certificates: the authority and the seals of the demonstration and of tests. Real seals come from outside.
import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { der } from './der.ts';

export type Name = { common_name: string; organisation?: string; country?: string };

const SIGNATURE = { rsa: '1.2.840.113549.1.1.11', ec: '1.2.840.10045.4.3.2' } as const;

/** The identifier of SHA-256 with the kind of a key. @throws Error for other keys than RSA and EC */
export function signatureAlgorithm(key: KeyObject): Buffer {
  if (key.asymmetricKeyType === 'rsa') return der.sequence(der.oid(SIGNATURE.rsa), der.nothing());
  if (key.asymmetricKeyType === 'ec') return der.sequence(der.oid(SIGNATURE.ec));
  throw new Error(`keys of kind ${key.asymmetricKeyType} do not sign here`);
}

function nameOf(name: Name): Buffer {
  const part = (oid: string, value: Buffer) => der.set(der.sequence(der.oid(oid), value));
  return der.sequence(
    part('2.5.4.6', der.tlv(0x13, Buffer.from(name.country ?? 'VN'))),
    ...(name.organisation ? [part('2.5.4.10', der.utf8(name.organisation))] : []),
    part('2.5.4.3', der.utf8(name.common_name)),
  );
}

/** A certificate (DER) of `public_key`, signed by `issuer_key` in the name of `issuer`; `is_authority`: it may issue others. */
export function makeCertificate(input: {
  subject: Name;
  public_key: KeyObject;
  issuer: Name;
  issuer_key: KeyObject;
  from: Date;
  to: Date;
  is_authority?: boolean;
  /** Identifiers of what else it may be used for (extended key usage). */
  purposes?: readonly string[];
}): Buffer {
  const algorithm = signatureAlgorithm(input.issuer_key);
  const extension = (oid: string, is_critical: boolean, value: Buffer) =>
    der.sequence(der.oid(oid), ...(is_critical ? [der.boolean(true)] : []), der.octets(value));
  const key_id = (key: KeyObject) =>
    createHash('sha1')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest();
  const extensions = der.sequence(
    extension('2.5.29.19', true, input.is_authority ? der.sequence(der.boolean(true)) : der.sequence()),
    // keyCertSign and cRLSign, or digitalSignature and nonRepudiation.
    extension('2.5.29.15', true, der.tlv(3, Buffer.from(input.is_authority ? [1, 0x06] : [6, 0xc0]))),
    extension('2.5.29.14', false, der.octets(key_id(input.public_key))),
    extension('2.5.29.35', false, der.sequence(der.tlv(0x80, key_id(createPublicKey(input.issuer_key))))),
    ...(input.purposes ? [extension('2.5.29.37', true, der.sequence(...input.purposes.map(der.oid)))] : []),
  );
  const serial = randomBytes(16);
  serial[0] = ((serial[0] as number) & 0x7f) | 0x40;
  const signed = der.sequence(
    der.context(0, der.integer(2)),
    der.integer(serial),
    algorithm,
    nameOf(input.issuer),
    der.sequence(der.time(input.from), der.time(input.to)),
    nameOf(input.subject),
    input.public_key.export({ type: 'spki', format: 'der' }),
    der.context(3, extensions),
  );
  return der.sequence(signed, algorithm, der.bits(sign('sha256', signed, input.issuer_key)));
}
