import { hash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { record } from '#audit';
import { DomainError } from '#lib/errors';
import { Remembered, type Stamps } from '#lib/revision';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import {
  hashPassword,
  isOutdated,
  isPassword,
  MAX_LENGTH,
  MIN_LENGTH,
  normalised,
  type Weakness,
  weaknesses,
} from './password.ts';
import { FREE_PER_ACCOUNT, FREE_PER_ADDRESS, WINDOW_SECONDS, waitSeconds } from './throttle.ts';

const sql = loadSql(import.meta.url, [
  'lock_attempts',
  'failures',
  'insert_attempt',
  'account_by_username',
  'account_by_id',
  'insert_session',
  'session',
  'touch_session',
  'sessions_of',
  'end_session',
  'end_sessions',
  'set_password',
  'renew_hash',
]);

/** A session ends after so long without a request, */
export const IDLE_SECONDS = 8 * 3600;
/** and so long after sign-in, whatever happens. */
export const LONGEST_SECONDS = 24 * 3600;
// Writing at every request would make each read a write.
const TOUCH_SECONDS = 60;

const earlier = (moment: Date, seconds: number) => new Date(moment.getTime() - seconds * 1000);

const Account = z.object({
  id: z.number(),
  username: z.string(),
  display_name: z.string(),
  password_hash: z.string().nullable(),
  is_locked: z.boolean(),
  must_change_password: z.boolean(),
  unit_id: z.number().nullable(),
  tenant: z.number(),
});

const Session = z.object({
  session_id: z.string(),
  account_id: z.number(),
  name: z.string(),
  /** Unit of the account, and the province it lies in; 0 = none. */
  unit_id: z.number().nullable(),
  tenant: z.number(),
  csrf: z.string(),
  must_change_password: z.boolean(),
});
export type Session = z.infer<typeof Session>;

const sessionId = (token: string) => hash('sha256', token);
const secret = () => randomBytes(32).toString('base64url');

/** @throws access.too_many_attempts */
async function refuseGuessing(db: Db, username: string, ip: string, now: Date): Promise<void> {
  const { is_locked } = await one(db, sql.lock_attempts, { username }, z.object({ is_locked: z.boolean() }));
  if (!is_locked) throw new DomainError('access.too_many_attempts', 429, { retry_after_seconds: 1 });
  const Failures = z.object({ of: z.enum(['account', 'address']), count: z.number(), last_at: z.date().nullable() });
  const failures = await many(db, sql.failures, { username, ip, since: earlier(now, WINDOW_SECONDS) }, Failures);
  const waits = failures.map((row) => waitSeconds(row, row.of === 'account' ? FREE_PER_ACCOUNT : FREE_PER_ADDRESS, now));
  const retry_after_seconds = Math.max(0, ...waits);
  if (retry_after_seconds > 0) throw new DomainError('access.too_many_attempts', 429, { retry_after_seconds });
}

export type SignIn = {
  username: string;
  password: string;
  ip: string;
  user_agent?: string | null;
  now: Date;
  request_id?: string | null;
};
export type SignedIn = Session & { token: string };

/**
 * Opens a session. `token` is for the cookie and is kept nowhere: the table has its sha256.
 *
 * A refusal has written the attempt, which back-off counts: the caller commits it although this throws. What is refused
 * and how long it takes do not tell whether the account exists.
 * @throws access.wrong_password, access.too_many_attempts, access.locked (only to who knows the password)
 */
export async function signIn(db: Db, input: SignIn): Promise<SignedIn> {
  const { ip, now } = input;
  const username = input.username.trim().toLowerCase().slice(0, 64);
  await refuseGuessing(db, username, ip, now);
  const account = await maybeOne(db, sql.account_by_username, { username }, Account);
  const is_right = await isPassword(input.password.slice(0, MAX_LENGTH * 4), account?.password_hash ?? null);
  const succeeded = is_right && account !== null && !account.is_locked;
  await exec(db, sql.insert_attempt, { username, ip, at: now, succeeded });
  if (account === null || !is_right) throw new DomainError('access.wrong_password', 401);
  if (account.is_locked) throw new DomainError('access.locked', 403);
  const before = account.password_hash as string;
  if (isOutdated(before))
    await exec(db, sql.renew_hash, { account_id: account.id, before, password_hash: await hashPassword(input.password) });
  const token = secret();
  const csrf = secret();
  const expires_at = earlier(now, -LONGEST_SECONDS);
  const user_agent = input.user_agent?.slice(0, 300) ?? null;
  await exec(db, sql.insert_session, { id: sessionId(token), account_id: account.id, csrf, now, expires_at, ip, user_agent });
  await record(db, {
    ...about(account, now, input.request_id),
    actor: { user_id: account.id, name: account.display_name },
    action: 'access.sign_in',
    after: { ip },
  });
  return {
    token,
    csrf,
    session_id: sessionId(token),
    account_id: account.id,
    name: account.display_name,
    unit_id: account.unit_id,
    tenant: account.tenant,
    must_change_password: account.must_change_password,
  };
}

function about(account: z.infer<typeof Account>, at: Date, request_id?: string | null) {
  return {
    tenant: account.tenant,
    at,
    request_id: request_id ?? null,
    subject_kind: 'account',
    subject_id: account.id,
    unit_id: account.unit_id,
  };
}

/**
 * The session of a cookie, or null when it is over. Moves its idle end, at most once a minute, so `db` must be able to write.
 */
export async function sessionOf(db: Db, token: string, now: Date): Promise<Session | null> {
  const id = sessionId(token);
  const found = await openSession(db, id, now);
  return found && touched(db, id, found, now);
}

type Open = { session: Session; seen_at: Date; expires_at: Date };

async function openSession(db: Db, id: string, now: Date): Promise<Open | null> {
  const Row = Session.extend({ seen_at: z.date(), expires_at: z.date() });
  const row = await maybeOne(db, sql.session, { id, now, idle_since: earlier(now, IDLE_SECONDS) }, Row);
  if (row === null) return null;
  const { seen_at, expires_at, ...session } = row;
  return { session, seen_at, expires_at };
}

async function touched(db: Db, id: string, open: Open, now: Date): Promise<Session> {
  if (open.seen_at < earlier(now, TOUCH_SECONDS)) {
    open.seen_at = now;
    await exec(db, sql.touch_session, { id, now });
  }
  return open.session;
}

const MOST_KNOWN = 20_000;
const known = new Remembered<Open>(['access', 'org'], MOST_KNOWN);

/**
 * {@link sessionOf}, from memory while nothing about sessions, accounts and rights has changed: what ended a session, locked its account or
 * changed its password gave a new stamp in the same transaction.
 * @param stamps read after the request came
 */
export async function knownSession(db: Db, token: string, now: Date, stamps: Stamps): Promise<Session | null> {
  const id = sessionId(token);
  const open = known.peek(stamps, id);
  // One that seems over may have been used by way of another process meanwhile: the table knows.
  const is_open = open && open.expires_at > now && open.seen_at > earlier(now, IDLE_SECONDS);
  if (is_open) return touched(db, id, open, now);
  const found = await openSession(db, id, now);
  if (!found) return null;
  known.put(stamps, id, found);
  return touched(db, id, found, now);
}

export type Own = { account_id: number; session_id: string | null; now: Date; request_id?: string | null };

/** Ends the session of the request. */
export async function signOut(db: Db, own: Own): Promise<void> {
  const account = await one(db, sql.account_by_id, { account_id: own.account_id }, Account);
  await exec(db, sql.end_session, { id: own.session_id, account_id: own.account_id, now: own.now });
  await record(db, {
    ...about(account, own.now, own.request_id),
    actor: { user_id: account.id, name: account.display_name },
    action: 'access.sign_out',
  });
}

export const OpenSession = z.object({
  id: z.string(),
  created_at: z.date(),
  seen_at: z.date(),
  expires_at: z.date(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
});

/** Open sessions of an account, last used first. */
export function sessionsOf(db: Db, account_id: number, now: Date): Promise<z.infer<typeof OpenSession>[]> {
  return many(db, sql.sessions_of, { account_id, now, idle_since: earlier(now, IDLE_SECONDS) }, OpenSession);
}

/** Ends one own session. @throws access.session_not_found */
export async function endSession(db: Db, own: Own, id: string): Promise<void> {
  const ended = await exec(db, sql.end_session, { id, account_id: own.account_id, now: own.now });
  if (ended === 0) throw new DomainError('access.session_not_found', 404);
  const account = await one(db, sql.account_by_id, { account_id: own.account_id }, Account);
  const actor = { user_id: account.id, name: account.display_name };
  await record(db, { ...about(account, own.now, own.request_id), actor, action: 'access.end_session', after: { ended } });
}

/** Ends every own session but that of the request. @returns how many */
export async function endOtherSessions(db: Db, own: Own): Promise<number> {
  const ended = await exec(db, sql.end_sessions, { account_id: own.account_id, except: own.session_id, now: own.now });
  const account = await one(db, sql.account_by_id, { account_id: own.account_id }, Account);
  const actor = { user_id: account.id, name: account.display_name };
  await record(db, { ...about(account, own.now, own.request_id), actor, action: 'access.end_session', after: { ended } });
  return ended;
}

/** Ends every session of an account: it was locked or its password was reset. @returns how many */
export function endAllSessions(db: Db, account_id: number, now: Date): Promise<number> {
  return exec(db, sql.end_sessions, { account_id, except: null, now });
}

/** @throws access.weak_password naming every reason */
export function refuseWeak(password: string, username: string, more: Weakness[] = []): void {
  const reasons = [...weaknesses(password, username), ...more];
  if (reasons.length > 0)
    throw new DomainError('access.weak_password', 422, { reasons, min_length: MIN_LENGTH, max_length: MAX_LENGTH });
}

/**
 * Changes one's own password and ends every other session. A wrong present password counts as a failed attempt: as with
 * {@link signIn} the caller commits it although this throws.
 * @throws access.wrong_current_password, access.weak_password, access.too_many_attempts
 */
export async function changePassword(db: Db, own: Own & { ip: string }, current: string, next: string): Promise<void> {
  const account = await one(db, sql.account_by_id, { account_id: own.account_id }, Account);
  await refuseGuessing(db, account.username, own.ip, own.now);
  const succeeded = await isPassword(current.slice(0, MAX_LENGTH * 4), account.password_hash);
  if (!succeeded) {
    await exec(db, sql.insert_attempt, { username: account.username, ip: own.ip, at: own.now, succeeded });
    throw new DomainError('access.wrong_current_password', 422);
  }
  refuseWeak(next, account.username, normalised(next) === normalised(current) ? ['same_as_before'] : []);
  await setPassword(db, account.id, next, false, own.now);
  const ended_sessions = await exec(db, sql.end_sessions, { account_id: account.id, except: own.session_id, now: own.now });
  const actor = { user_id: account.id, name: account.display_name };
  await record(db, {
    ...about(account, own.now, own.request_id),
    actor,
    action: 'access.change_password',
    after: { ended_sessions },
  });
}

/** Sets a password whose rules were checked. */
export async function setPassword(
  db: Db,
  account_id: number,
  password: string,
  must_change_password: boolean,
  now: Date,
): Promise<void> {
  await exec(db, sql.set_password, { account_id, password_hash: await hashPassword(password), must_change_password, now });
}
