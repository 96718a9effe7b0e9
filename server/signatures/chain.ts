import { X509Certificate } from 'node:crypto';
import { authorityRights } from './cms.ts';

/** A certificate as it is shown. Days and moments are those written in it. */
export type ShownCertificate = {
  subject: string;
  organisation: string | null;
  issuer: string;
  serial: string;
  valid_from: Date;
  valid_to: Date;
  fingerprint: string;
};

const LONGEST = 8;

/** One field of a name (`CN`, `O`), null when it is not there. */
export function nameField(name: string, field: string): string | null {
  const line = name.split('\n').find((one) => one.startsWith(`${field}=`));
  return line ? line.slice(field.length + 1) : null;
}

export function shownCertificate(certificate: X509Certificate): ShownCertificate {
  const called = (name: string) => nameField(name, 'CN') ?? nameField(name, 'O') ?? name.replaceAll('\n', ', ');
  return {
    subject: called(certificate.subject),
    organisation: nameField(certificate.subject, 'O'),
    issuer: called(certificate.issuer),
    serial: certificate.serialNumber,
    valid_from: new Date(certificate.validFrom),
    valid_to: new Date(certificate.validTo),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

/** Whether a certificate is in force at a moment. */
export function isInForce(certificate: X509Certificate, at: Date): boolean {
  return new Date(certificate.validFrom) <= at && at <= new Date(certificate.validTo);
}

/**
 * The way from a signer's certificate to its root: each one issued the one before it, each may issue, each was in force at `at`.
 * Revocation is another question: revocation.ts.
 * @returns the certificates from the signer upwards, and whether the last one is trusted
 */
export function chainOf(
  signer: X509Certificate,
  others: readonly X509Certificate[],
  trust: readonly X509Certificate[],
  at: Date,
): { chain: X509Certificate[]; is_trusted: boolean } {
  const trusted = new Set(trust.map((one) => one.fingerprint256));
  let best: X509Certificate[] = [signer];
  const climb = (chain: X509Certificate[]): X509Certificate[] | null => {
    const top = chain.at(-1) as X509Certificate;
    if (trusted.has(top.fingerprint256)) return chain;
    if (chain.length > best.length) best = chain;
    if (chain.length >= LONGEST) return null;
    // Trusted ones first: the shortest way to a root that is known.
    for (const issuer of [...trust, ...others]) {
      if (chain.some((one) => one.fingerprint256 === issuer.fingerprint256)) continue;
      if (!mayHaveIssued(issuer, top, chain.length - 1, at)) continue;
      const found = climb([...chain, issuer]);
      if (found) return found;
    }
    return null;
  };
  const found = climb([signer]);
  return found ? { chain: found, is_trusted: found.every((one) => isInForce(one, at)) } : { chain: best, is_trusted: false };
}

/** `below`: authorities between the issuer and the signer. */
function mayHaveIssued(issuer: X509Certificate, certificate: X509Certificate, below: number, at: Date): boolean {
  try {
    if (!certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey) || !isInForce(issuer, at)) return false;
    const { may_issue, path_length } = authorityRights(issuer);
    return may_issue && (path_length === null || path_length >= below);
  } catch {
    return false;
  }
}

/** Certificates of a text in PEM, or of one in DER. @throws Error when there is none */
export function certificatesOf(bytes: Uint8Array): X509Certificate[] {
  const text = Buffer.from(bytes).toString('latin1');
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g);
  return blocks ? blocks.map((block) => new X509Certificate(block)) : [new X509Certificate(bytes)];
}
