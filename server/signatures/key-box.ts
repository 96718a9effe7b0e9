// Keeping keys: AES-256-GCM under the secret of the installation, with a password mixed in where the owner alone may use the key.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scryptSync } from 'node:crypto';
import { DomainError } from '#lib/errors';

const PLAIN = 1;
const WITH_PASSWORD = 2;
const SALT = 16;
const NONCE = 12;
const TAG = 16;
const SHORTEST_SECRET = 16;
// 64 MB and about 0.2 s for each try.
const SCRYPT = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };

let configured: string | null = null;

/** The secret under which keys are kept; once, at start. @throws Error when it is too short to be one */
export function configure(options: { secret: string }): void {
  if (options.secret.length < SHORTEST_SECRET) throw new Error(`MOTCUA_SECRET phải có ít nhất ${SHORTEST_SECRET} ký tự.`);
  configured = options.secret;
}

function keyOf(salt: Buffer, password: string | null): Buffer {
  if (configured === null) throw new Error('signatures.configure was not called');
  const own = password === null ? Buffer.alloc(0) : scryptSync(password.normalize('NFC'), salt, 32, SCRYPT);
  return Buffer.from(hkdfSync('sha256', Buffer.concat([Buffer.from(configured), own]), salt, 'motcua.signatures.key', 32));
}

/** Bytes that only this installation can read again, and only with the same password when one is given. */
export function lock(bytes: Uint8Array, password: string | null): Buffer {
  const [salt, nonce] = [randomBytes(SALT), randomBytes(NONCE)];
  const cipher = createCipheriv('aes-256-gcm', keyOf(salt, password), nonce);
  const closed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.from([password === null ? PLAIN : WITH_PASSWORD]), salt, nonce, cipher.getAuthTag(), closed]);
}

/**
 * What was locked.
 * @throws signatures.password_needed, signatures.wrong_password; signatures.secret_changed when the installation has another secret now
 */
export function unlock(locked: Uint8Array, password: string | null): Buffer {
  const bytes = Buffer.from(locked);
  const needs_password = bytes[0] === WITH_PASSWORD;
  if (needs_password && !password) throw new DomainError('signatures.password_needed', 422);
  const salt = bytes.subarray(1, 1 + SALT);
  const nonce = bytes.subarray(1 + SALT, 1 + SALT + NONCE);
  const tag = bytes.subarray(1 + SALT + NONCE, 1 + SALT + NONCE + TAG);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(salt, needs_password ? password : null), nonce, { authTagLength: TAG });
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(bytes.subarray(1 + SALT + NONCE + TAG)), decipher.final()]);
  } catch {
    // The tag cannot tell a wrong password from another secret.
    if (needs_password) throw new DomainError('signatures.wrong_password', 422);
    throw new DomainError('signatures.secret_changed', 409);
  }
}
