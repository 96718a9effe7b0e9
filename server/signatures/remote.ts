// Signing with a key that lies elsewhere: a service signs a hash. The way of asking follows the Cloud Signature Consortium API, version 2.
import { z } from 'zod';
import { DomainError } from '#lib/errors';

export const RemoteSeal = z.object({
  /** `https://…/csc/v2` */
  url: z.url({ protocol: /^https?$/ }).max(500),
  credential_id: z.string().trim().min(1).max(200),
});
export type RemoteSeal = z.infer<typeof RemoteSeal>;

/** `waiting`: the owner has yet to confirm on a telephone or a token; ask again with `ref`. */
export type RemoteAnswer =
  | { state: 'signed'; signature: Buffer }
  | { state: 'waiting'; ref: string }
  | { state: 'refused'; reason: string };

/** A service that signs. Whatever it is behind, the product knows no more of it. */
export type RemoteSigner = {
  /** Certificates of the credential, the signer's own first (DER). @throws signatures.service_away, signatures.service_refused */
  certificates(): Promise<Buffer[]>;
  /** Asks for the signature of a SHA-256 hash. @throws signatures.service_away */
  sign(hash: Buffer, key: 'rsa' | 'ec'): Promise<RemoteAnswer>;
  /** What became of it. @throws signatures.service_away */
  ask(ref: string): Promise<RemoteAnswer>;
};

const TIMEOUT_MS = 20_000;
const MOST_REPLY = 1_000_000;
const SHA256 = '2.16.840.1.101.3.4.2.1';
const ALGORITHM = { rsa: '1.2.840.113549.1.1.11', ec: '1.2.840.10045.4.3.2' };

const Info = z.object({ cert: z.object({ certificates: z.array(z.string()).min(1) }) });
const Answer = z.object({ signatures: z.array(z.string()).optional(), responseID: z.string().optional() });
const Refusal = z.object({ error: z.string(), error_description: z.string().optional() });

/**
 * A service of the Cloud Signature Consortium API v2: credentials/info, credentials/authorize, signatures/signHash, signatures/signPolling.
 * @param token access token of the account with the service
 */
export function cloudSigner(seal: RemoteSeal, token: string, options: { signal?: AbortSignal } = {}): RemoteSigner {
  const credentialID = seal.credential_id;
  const ask = async (method: string, body: object) =>
    post(`${seal.url.replace(/\/+$/, '')}/${method}`, token, body, options.signal);
  const answer = (reply: Reply, ref?: string): RemoteAnswer => {
    if ('refusal' in reply) {
      // A polling service says by this code that nothing was decided yet.
      if (ref !== undefined && reply.refusal.error === 'authorization_pending') return { state: 'waiting', ref };
      return { state: 'refused', reason: reply.refusal.error_description ?? reply.refusal.error };
    }
    const { signatures, responseID } = shaped(Answer, reply.body);
    const [signature] = signatures ?? [];
    if (signature) return { state: 'signed', signature: Buffer.from(signature, 'base64') };
    const next = responseID ?? ref;
    if (next === undefined) throw new DomainError('signatures.service_away', 503, { reason: 'no signature and no responseID' });
    return { state: 'waiting', ref: next };
  };
  return {
    certificates: async () => {
      const reply = await ask('credentials/info', { credentialID, certificates: 'chain' });
      if ('refusal' in reply)
        throw new DomainError('signatures.service_refused', 422, {
          reason: reply.refusal.error_description ?? reply.refusal.error,
        });
      return shaped(Info, reply.body).cert.certificates.map((one) => Buffer.from(one, 'base64'));
    },
    sign: async (hash, key) => {
      const hashes = [hash.toString('base64')];
      const allowed = await ask('credentials/authorize', { credentialID, numSignatures: 1, hashes, hashAlgorithmOID: SHA256 });
      if ('refusal' in allowed) return answer(allowed);
      const { SAD } = shaped(z.object({ SAD: z.string() }), allowed.body);
      const asked = { credentialID, SAD, hashes, hashAlgorithmOID: SHA256, signAlgo: ALGORITHM[key], operationMode: 'A' };
      return answer(await ask('signatures/signHash', asked));
    },
    ask: async (ref) => answer(await ask('signatures/signPolling', { responseID: ref }), ref),
  };
}

type Reply = { body: unknown } | { refusal: z.infer<typeof Refusal> };

async function post(url: string, token: string, body: object, signal: AbortSignal | undefined): Promise<Reply> {
  const away = (reason: string) => new DomainError('signatures.service_away', 503, { reason });
  let status: number;
  let text: string;
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(signal ? [signal] : [])]),
    });
    status = reply.status;
    text = await reply.text();
  } catch (error) {
    throw away((error as Error).name);
  }
  if (text.length > MOST_REPLY) throw away('reply too long');
  let parsed: unknown;
  try {
    parsed = text === '' ? {} : JSON.parse(text);
  } catch {
    throw away(`HTTP ${status}`);
  }
  if (status >= 200 && status < 300) return { body: parsed };
  const refusal = Refusal.safeParse(parsed);
  // 5xx and what is no refusal of the service: it may work the next time.
  if (status >= 500 || !refusal.success) throw away(`HTTP ${status}`);
  return { refusal: refusal.data };
}

function shaped<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const read = schema.safeParse(body);
  if (!read.success) throw new DomainError('signatures.service_away', 503, { reason: 'unexpected reply' });
  return read.data;
}
