// Whether certificates had been revoked, by what lies in the file itself: lists (CRL) and answers about single certificates (OCSP) that the
// signer's program put there. Nothing is fetched: an office may have no way to the authorities' servers.
// Source: RFC 5280 section 5, RFC 6960 section 4.2.
import { createHash, type X509Certificate } from 'node:crypto';
import { at, isContext, isFor, type Node, oidOf, parse, partsOf, timeOf } from './ber.ts';
import { certificatesIn, type Evidence, hashOf, isMadeBy, isSame } from './cms.ts';

export type Revocation = {
  /** `good`: everything below the trusted authority is covered by what the file holds; `unknown`: it is not, so nobody knows. */
  state: 'good' | 'revoked' | 'unknown';
  /** What says so, of the certificate that decides: the revoked one, else the signer's. */
  by: 'list' | 'answer' | null;
  /** When that was made. */
  as_of: Date | null;
  revoked_at: Date | null;
};

type Word = { by: 'list' | 'answer'; as_of: Date; until: Date | null; revoked_at: Date | null };

const BASIC_ANSWER = '1.3.6.1.5.5.7.48.1.1';
const FOR_ANSWERS = '1.3.6.1.5.5.7.3.9';
const UNKNOWN: Revocation = { state: 'unknown', by: null, as_of: null, revoked_at: null };
/** Clocks of a signer and of an authority differ. */
const SLACK_MS = 5 * 60_000;

/**
 * @param chain from the signer upwards; its last is taken as it is (trusted, or where the way ends)
 * @param moment when it was signed: what was revoked only later does not undo it when `is_proven` (a time stamp says so)
 */
export function revocationOf(
  chain: readonly X509Certificate[],
  evidence: Evidence,
  certificates: readonly X509Certificate[],
  moment: Date,
  is_proven: boolean,
): Revocation {
  const asked = chain.slice(0, -1).map((certificate, index) => {
    const issuer = chain[index + 1] as X509Certificate;
    const words = wordsOn(certificate, issuer, evidence, certificates);
    const revoked = words.find((word) => word.revoked_at !== null && !(is_proven && word.revoked_at > moment));
    // A word from before the signing says nothing about it, unless it was still in force then.
    const covering = words.find((word) => reaches(word, moment));
    return { revoked, covering };
  });
  const revoked = asked.find((one) => one.revoked)?.revoked;
  if (revoked) return { state: 'revoked', by: revoked.by, as_of: revoked.as_of, revoked_at: revoked.revoked_at };
  const [first] = asked;
  if (!first?.covering || !asked.every((one) => one.covering)) return UNKNOWN;
  return { state: 'good', by: first.covering.by, as_of: first.covering.as_of, revoked_at: null };
}

function reaches({ as_of, until }: Word, moment: Date): boolean {
  return as_of.getTime() + SLACK_MS >= moment.getTime() || (until !== null && until >= moment);
}

/** Everything the file has to say about one certificate, the newest first. */
function wordsOn(
  certificate: X509Certificate,
  issuer: X509Certificate,
  { lists, answers }: Evidence,
  certificates: readonly X509Certificate[],
): Word[] {
  const words = [
    ...lists.map((one) => quietly(() => wordOfList(one, certificate, issuer))),
    ...answers.map((one) => quietly(() => wordOfAnswer(one, certificate, issuer, certificates))),
  ];
  return words.filter((word) => word !== null).sort((a, b) => b.as_of.getTime() - a.as_of.getTime());
}

/** What cannot be read says nothing. */
function quietly(read: () => Word | null): Word | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** A list of the issuer, signed by it: the certificate is in it with its day, or it was not revoked when the list was made. */
function wordOfList(bytes: Uint8Array, certificate: X509Certificate, issuer: X509Certificate): Word | null {
  const list = parse(bytes);
  const signed = at(list, 0);
  const from = signed.parts[0]?.class === 1 && signed.parts[0].tag === 2 ? 1 : 0;
  if (!at(signed, from + 1).raw.equals(partsOf(issuer.raw).subject)) return null;
  if (!isMadeBy(issuer, signed, at(list, 1), at(list, 2).body)) return null;
  const times = signed.parts.filter((part) => part.class === 1 && (part.tag === 23 || part.tag === 24)).map(timeOf);
  const [as_of, until = null] = times;
  if (!as_of) return null;
  const entries = signed.parts.slice(from + 2).find((part) => part.class === 1 && part.tag === 16)?.parts ?? [];
  const { serial } = partsOf(certificate.raw);
  const entry = entries.find((one) => at(one, 0).raw.equals(serial));
  if (entry) return { by: 'list', as_of, until, revoked_at: timeOf(at(entry, 1)) ?? as_of };
  return isWholeFor(signed, certificate) ? { by: 'list', as_of, until, revoked_at: null } : null;
}

/** Whether what is missing from a list is good: it is no mere addition to another, and when it is of a part, of the certificate's own. */
function isWholeFor(signed: Node, certificate: X509Certificate): boolean {
  const extensions = signed.parts.find((part) => isContext(part, 0))?.parts[0]?.parts ?? [];
  const named = (oid: string) => extensions.find((one) => oidOf(at(one, 0)) === oid);
  if (named('2.5.29.27')) return false;
  const scope = named('2.5.29.28');
  if (!scope) return true;
  const parts = parse((scope.parts.at(-1) as Node).body).parts;
  const place = parts.find((part) => isContext(part, 0))?.parts[0]?.parts[0]?.raw;
  const is_of_its_kind = parts.every((part) => isContext(part, 0) || isContext(part, certificate.ca ? 2 : 1));
  const places = partsOf(certificate.raw).extension('2.5.29.31')?.raw;
  return is_of_its_kind && (place === undefined || places?.includes(place) === true);
}

/** An answer of the issuer, or of a responder it named for that, about this certificate. */
function wordOfAnswer(
  bytes: Uint8Array,
  certificate: X509Certificate,
  issuer: X509Certificate,
  certificates: readonly X509Certificate[],
): Word | null {
  const basic = basicAnswer(parse(bytes));
  if (!basic) return null;
  const signed = at(basic, 0);
  const beside = certificatesIn((basic.parts.find((part) => isContext(part, 0))?.parts[0]?.parts ?? []).map((part) => part.raw));
  const responder = [issuer, ...beside, ...certificates].find(
    (one) => mayAnswer(one, issuer) && isMadeBy(one, signed, at(basic, 1), at(basic, 2).body),
  );
  if (!responder) return null;
  const singles = signed.parts.find((part) => part.class === 1 && part.tag === 16 && part.parts[0]?.parts[0]?.tag === 16)?.parts;
  const single = singles?.find((one) => isAbout(at(one, 0), certificate, issuer));
  if (!single) return null;
  const state = at(single, 1);
  const as_of = timeOf(at(single, 2));
  const next = single.parts.find((part) => isContext(part, 0) && part !== state)?.parts[0];
  if (!as_of) return null;
  const until = next ? timeOf(next) : null;
  if (isContext(state, 0)) return { by: 'answer', as_of, until, revoked_at: null };
  return isContext(state, 1) ? { by: 'answer', as_of, until, revoked_at: timeOf(at(state, 0)) ?? as_of } : null;
}

/** Answers lie in files whole (with their state) or as the basic answer alone. */
function basicAnswer(answer: Node): Node | null {
  const wrapped = answer.parts.find((part) => isContext(part, 0))?.parts[0];
  if (answer.parts[0]?.class === 1 && answer.parts[0].tag === 10) {
    if (!wrapped || oidOf(at(wrapped, 0)) !== BASIC_ANSWER) return null;
    return parse(at(wrapped, 1).body);
  }
  return answer;
}

/** The issuer itself, or one whose certificate the issuer gave for answering. */
function mayAnswer(responder: X509Certificate, issuer: X509Certificate): boolean {
  if (responder.fingerprint256 === issuer.fingerprint256) return true;
  return responder.checkIssued(issuer) && responder.verify(issuer.publicKey) && isFor(responder.raw, FOR_ANSWERS);
}

/** Whether an answer's identifier (hashes of the issuer's name and key, serial) is that of a certificate. */
function isAbout(identifier: Node, certificate: X509Certificate, issuer: X509Certificate): boolean {
  const hash = hashOf(at(identifier, 0));
  if (!hash) return false;
  const { subject, key_bits } = partsOf(issuer.raw);
  const hashed = (bytes: Buffer) => createHash(hash).update(bytes).digest();
  return (
    at(identifier, 3).raw.equals(partsOf(certificate.raw).serial) &&
    isSame(at(identifier, 1).body, hashed(subject)) &&
    isSame(at(identifier, 2).body, hashed(key_bits))
  );
}
