import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { DomainError } from '#lib/errors';
import { chainOf } from './chain.ts';

export type Opened = { key: KeyObject; certificate: X509Certificate; chain: X509Certificate[] };

/**
 * What a PKCS#12 file (.p12, .pfx) holds: a key, its certificate and those above it. Old files (RC2, 3DES) and new ones (AES) both open.
 * @throws signatures.not_key_file, signatures.wrong_password, signatures.no_key
 */
export function openPkcs12(bytes: Uint8Array, password: string): Opened {
  let tree: forge.asn1.Asn1;
  try {
    tree = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('binary')));
  } catch {
    throw new DomainError('signatures.not_key_file', 422);
  }
  let file: forge.pkcs12.Pkcs12Pfx;
  try {
    file = forge.pkcs12.pkcs12FromAsn1(tree, false, password);
  } catch (error) {
    const is_password = /MAC|password|decrypt|PKCS#?12 MAC could not be verified/i.test(String(error));
    throw new DomainError(is_password ? 'signatures.wrong_password' : 'signatures.not_key_file', 422);
  }
  const bags = file.safeContents.flatMap((content) => content.safeBags);
  const keys = bags.flatMap((bag) => keyOf(bag));
  const certificates = bags.flatMap((bag) => certificateOf(bag));
  for (const key of keys) {
    const own = createPublicKey(key).export({ type: 'spki', format: 'der' });
    const certificate = certificates.find((one) => one.publicKey.export({ type: 'spki', format: 'der' }).equals(own));
    if (!certificate) continue;
    const others = certificates.filter((one) => one !== certificate);
    const { chain } = chainOf(certificate, others, [], new Date(certificate.validFrom));
    return { key, certificate, chain: chain.slice(1) };
  }
  throw new DomainError('signatures.no_key', 422);
}

const der = (node: forge.asn1.Asn1) => Buffer.from(forge.asn1.toDer(node).getBytes(), 'binary');

function keyOf(bag: forge.pkcs12.Bag): KeyObject[] {
  // The library reads RSA keys only; any other it leaves as it was, which is PKCS#8.
  const node = bag.key
    ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key))
    : bag.type === forge.pki.oids.certBag
      ? null
      : bag.asn1;
  if (!node) return [];
  try {
    return [createPrivateKey({ key: der(node), format: 'der', type: 'pkcs8' })];
  } catch {
    return [];
  }
}

function certificateOf(bag: forge.pkcs12.Bag): X509Certificate[] {
  const node = bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.type === forge.pki.oids.certBag ? bag.asn1 : null;
  if (!node) return [];
  try {
    return [new X509Certificate(der(node))];
  } catch {
    return [];
  }
}
