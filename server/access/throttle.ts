// Guessing passwords is slowed down twice: per account, so that one password cannot be tried for long, and per address,
// so that one password cannot be tried on every account. A whole office may share one address, hence its larger allowance.

export type Failures = { count: number; last_at: Date | null };

/** Failures that count: since the last success of the account, and never older than this. */
export const WINDOW_SECONDS = 3600;
const LONGEST_WAIT_SECONDS = 900;
const FIRST_WAIT_SECONDS = 15;

export const FREE_PER_ACCOUNT = 5;
export const FREE_PER_ADDRESS = 30;

/** Whole seconds from `now` until the next attempt is heard: 0 while `free` failures are not used up, then 15 s doubling up to 15 minutes. */
export function waitSeconds(failures: Failures, free: number, now: Date): number {
  if (failures.count < free || failures.last_at === null) return 0;
  const wait = Math.min(FIRST_WAIT_SECONDS * 2 ** Math.min(failures.count - free, 20), LONGEST_WAIT_SECONDS);
  return Math.max(0, Math.ceil((failures.last_at.getTime() + wait * 1000 - now.getTime()) / 1000));
}
