// Time stamps: the word of a time authority that something was there at a moment. Source: RFC 3161.
import { createHash, type X509Certificate } from 'node:crypto';
import { at, isFor, parse, timeOf } from './ber.ts';
import { chainOf, shownCertificate } from './chain.ts';
import { hashOf, isSame, openedWhole } from './cms.ts';

const STATEMENT = '1.2.840.113549.1.9.16.1.4';
const FOR_TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** What a time stamp says, and whether it may be believed. */
export type Stamp = {
  /** By the time authority's clock; null when it cannot be read. */
  at: Date | null;
  authority: string | null;
  /** It speaks of these very bytes and is signed by a certificate that may sign time stamps. */
  is_intact: boolean;
  /** The authority's chain ends at one that is trusted, in force at the moment it states. */
  is_trusted: boolean;
};

const NOTHING: Stamp = { at: null, authority: null, is_intact: false, is_trusted: false };

/**
 * Reads a time stamp over `stamped`. Never throws: what cannot be read is not intact.
 * @param more certificates that lie beside it
 */
export function readStamp(
  token: Uint8Array,
  stamped: readonly Uint8Array[],
  trust: readonly X509Certificate[],
  more: readonly X509Certificate[],
): Stamp {
  try {
    const { signer, certificates, inner, fault } = openedWhole(token, STATEMENT, more);
    if (!inner) return NOTHING;
    const statement = parse(inner);
    const imprint = at(statement, 2);
    const moment = timeOf(at(statement, 4));
    const hash = hashOf(at(imprint, 0));
    if (!hash || !moment || !signer) return NOTHING;
    const made = createHash(hash);
    for (const part of stamped) made.update(part);
    const is_about_it = isSame(at(imprint, 1).body, made.digest());
    const { is_trusted } = chainOf(signer, certificates, trust, moment);
    const is_intact = fault === null && is_about_it && hash !== 'md5' && hash !== 'sha1' && isFor(signer.raw, FOR_TIME_STAMPING);
    return { at: moment, authority: shownCertificate(signer).subject, is_intact, is_trusted: is_intact && is_trusted };
  } catch {
    return NOTHING;
  }
}
