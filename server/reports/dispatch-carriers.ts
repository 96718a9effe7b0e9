// Ways out of the product for issued reports: the mail server of the office, and the exchange of documents through a folder or an address that
// its connector serves.
import fs from 'node:fs/promises';
import path from 'node:path';
import { carriers, hasChannel, Refused } from '#notices';

export type Parcel = { name: string; bytes: Buffer; from: string; to: string; document_id: string };

/** Hands a package to the exchange. @throws Refused when trying again is of no use; anything else may be tried again */
export type Exchange = { send: (parcel: Parcel) => Promise<{ reference: string | null }> };

type Outside = { exchange: Exchange | null; inbox: string | null; in_token: string | null };
let outside: Outside = { exchange: null, inbox: null, in_token: null };

export type ExchangeConfig = {
  edxml_dir: string | null;
  edxml_url: string | null;
  edxml_token: string | null;
  edxml_in_token?: string | null;
};

/** Once at start (MOTCUA_EDXML_DIR or MOTCUA_EDXML_URL); without one the channel is not used. */
export function configure(config: ExchangeConfig): void {
  outside = {
    exchange: config.edxml_url
      ? httpExchange(config.edxml_url, config.edxml_token)
      : config.edxml_dir
        ? folderExchange(config.edxml_dir)
        : null,
    inbox: config.edxml_dir && path.join(config.edxml_dir, 'in'),
    in_token: config.edxml_in_token ?? null,
  };
}

export function exchange(): Exchange | null {
  return outside.exchange;
}

/** Folder in which packages of other systems arrive; null when there is none. */
export function exchangeInbox(): string | null {
  return outside.inbox;
}

/** With which another system posts packages here; null: nobody may. */
export function exchangeToken(): string | null {
  return outside.in_token;
}

export function hasCarrier(channel: 'email' | 'edxml'): boolean {
  return channel === 'email' ? hasChannel('email') : outside.exchange !== null;
}

export function mail(): NonNullable<ReturnType<typeof carriers>['email']> | undefined {
  return carriers().email;
}

const WAIT_MS = 30_000;

/**
 * Packages go to `<folder>/out`, where the connector of the exchange takes them; each appears whole or not at all, and a second time under the same
 * name.
 */
export function folderExchange(folder: string): Exchange {
  return {
    send: async ({ name, bytes }) => {
      const out = path.join(folder, 'out');
      await fs.mkdir(out, { recursive: true });
      const draft = path.join(out, `.${name}.part`);
      await fs.writeFile(draft, bytes);
      await fs.rename(draft, path.join(out, name));
      return { reference: name };
    },
  };
}

/** `POST` of the package with who sends it to whom in headers, a bearer token; the answer's `id` is the reference. */
export function httpExchange(url: string, token: string | null): Exchange {
  return {
    send: async ({ name, bytes, from, to, document_id }) => {
      const reply = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/xml; charset=utf-8',
          'x-from': from,
          'x-to': to,
          'x-document-id': encodeURIComponent(document_id),
          'x-package': name,
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: new Uint8Array(bytes),
        signal: AbortSignal.timeout(WAIT_MS),
      });
      const said = (await reply.json().catch(() => ({}))) as { id?: unknown };
      if (reply.status >= 400 && reply.status < 500 && reply.status !== 408 && reply.status !== 429)
        throw new Refused(`HTTP ${reply.status}`);
      if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
      return { reference: typeof said.id === 'string' || typeof said.id === 'number' ? String(said.id) : null };
    },
  };
}
