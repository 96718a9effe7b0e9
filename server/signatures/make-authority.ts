// For tests and for the demonstration: an authority, and what it issues.
import { generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { makeCertificate, type Name } from './certificate.ts';

export type Holder = { certificate: X509Certificate; key: KeyObject };
export type Authority = Holder & { name: Name };

const keys = (kind: 'rsa' | 'ec') =>
  kind === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });

/** An authority: a root of its own, or one below `above`. */
export function makeAuthority(name: Name, life: { from: Date; to: Date }, above?: Authority): Authority {
  const pair = keys('rsa');
  const issuer = above ?? { name, key: pair.privateKey };
  const input = { subject: name, public_key: pair.publicKey, issuer: issuer.name, issuer_key: issuer.key, ...life };
  return { name, key: pair.privateKey, certificate: new X509Certificate(makeCertificate({ ...input, is_authority: true })) };
}

/** A certificate for signing, with its key. */
export function issue(
  authority: Authority,
  subject: Name,
  life: { from: Date; to: Date },
  kind: 'rsa' | 'ec' = 'rsa',
  purposes?: readonly string[],
): Holder {
  const pair = keys(kind);
  const input = {
    ...(purposes ? { purposes } : {}),
    subject,
    public_key: pair.publicKey,
    issuer: authority.name,
    issuer_key: authority.key,
    ...life,
  };
  return { key: pair.privateKey, certificate: new X509Certificate(makeCertificate(input)) };
}

/** A PKCS#12 file of an RSA key with its certificates. */
export function makePkcs12(
  holder: Holder,
  chain: readonly X509Certificate[],
  password: string,
  algorithm: 'aes256' | '3des' = 'aes256',
): Buffer {
  const pem = holder.key.export({ type: 'pkcs1', format: 'pem' }) as string;
  const certificates = [holder.certificate, ...chain].map((one) => forge.pki.certificateFromPem(one.toString()));
  const tree = forge.pkcs12.toPkcs12Asn1(forge.pki.privateKeyFromPem(pem), certificates, password, { algorithm });
  return Buffer.from(forge.asn1.toDer(tree).getBytes(), 'binary');
}
