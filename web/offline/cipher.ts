// What an officer typed lies sealed in the browser: readable only through this product, in this browser profile, until its secret is thrown away.
import { store } from './store.ts';

export type Sealed = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer } | { plain: string };

/** Only over https (or on the machine itself) do browsers offer ciphers; elsewhere what is kept is not sealed, and the page says so. */
export function canSeal(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

/** Seals a value for an account. AES-256-GCM, a new nonce each time. */
export async function seal(account_id: number, value: unknown): Promise<Sealed> {
  const plain = JSON.stringify(value);
  if (!canSeal()) return { plain };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const secret = await secretOf(account_id);
  return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, secret, new TextEncoder().encode(plain)) };
}

/** @throws DOMException when it was sealed for another account, or its secret is gone */
export async function unseal<T>(account_id: number, sealed: Sealed): Promise<T> {
  if ('plain' in sealed) return JSON.parse(sealed.plain) as T;
  const secret = await secretOf(account_id);
  const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, secret, sealed.bytes);
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}

async function secretOf(account_id: number): Promise<CryptoKey> {
  const db = await store();
  const known = await db.get('secrets', account_id);
  if (known) return known.secret;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  // Another tab may have made one meanwhile: the first one counts.
  const tx = db.transaction('secrets', 'readwrite');
  const first = await tx.store.get(account_id);
  if (!first) await tx.store.put({ account_id, secret: made });
  await tx.done;
  return first?.secret ?? made;
}

/** Throws the secret away: what was sealed for the account cannot be read any more. */
export async function forgetSecret(account_id: number): Promise<void> {
  await (await store()).delete('secrets', account_id);
}
