import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * The secret of this installation: the operator's (MOTCUA_SECRET), else one made once and kept in `folder`, readable by its owner alone.
 * Whoever moves the database to another machine moves the secret with it.
 */
export function secretOf(configured: string | null, folder: string): string {
  if (configured !== null) return configured;
  const file = path.join(folder, 'secret');
  fs.mkdirSync(folder, { recursive: true });
  try {
    // Fails when it is there: two starting at once get the same one.
    fs.writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return fs.readFileSync(file, 'utf8');
}
