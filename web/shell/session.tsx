import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useRef } from 'react';
import { ApiError, keepCsrf, type Output, useGet } from '../api.ts';
import { forgetReplies } from '../offline/replies.ts';

export type Me = Output<'access.me'>;

type Session = {
  /** Null: nobody is signed in. Undefined: not known yet. */
  me: Me | null | undefined;
  /** Somebody was signed in since the page was loaded: whoever is sent to sign in now is told that the session ended. */
  has_ended: boolean;
  error: unknown;
  retry(): void;
  /** Does the account have the permission on any unit? The server decides again at every request. */
  may(permission: string): boolean;
  /** Was the permission given on this very unit, or on the one it became part of? What a unit says over its own name nobody does from above. */
  mayAt(permission: string, unit_code: string | undefined): boolean;
};

const SessionContext = createContext<Session | null>(null);

/** Who is signed in, asked once and again whenever the window comes back. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const asked = useGet('access.me', {}, { staleTime: 60_000, retry: (count, error) => error.status !== 401 && count < 2 });
  const signed_out = asked.error instanceof ApiError && asked.error.status === 401;
  const me = signed_out ? null : asked.data;
  useEffect(() => {
    if (me) keepCsrf(me.csrf);
  }, [me]);
  // Whoever is not signed in is not shown as signed in without a network either.
  useEffect(() => {
    if (signed_out) void forgetReplies();
  }, [signed_out]);
  // The token must be there before the first page sends anything, so it is kept while rendering as well.
  if (me) keepCsrf(me.csrf);
  const was_here = useRef(false);
  if (me) was_here.current = true;
  const value = useMemo<Session>(
    () => ({
      me,
      has_ended: me === null && was_here.current,
      error: signed_out || me !== undefined ? null : asked.error,
      retry: () => void asked.refetch(),
      may: (permission) => me?.permissions.some((held) => held.permission === permission) ?? false,
      mayAt: (permission, unit_code) => {
        const ids = new Set([
          ...(me?.roles ?? []).filter((role) => role.unit_code === unit_code).map((role) => role.unit_id),
          // A reply kept from before this was told has none.
          ...(me?.former_units ?? []).filter((unit) => unit.former_code === unit_code).map((unit) => unit.unit_id),
        ]);
        return me?.permissions.some((held) => held.permission === permission && ids.has(held.unit_id)) ?? false;
      },
    }),
    [me, signed_out, asked.error, asked.refetch],
  );
  return <SessionContext value={value}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession outside SessionProvider');
  return session;
}

/** The account on a page that only a signed-in person reaches. */
export function useMe(): Me {
  const { me } = useSession();
  if (!me) throw new Error('useMe on a page without sign-in');
  return me;
}

/** Forgets everything that was read for one account before another signs in. */
export function useForget(): () => void {
  const client = useQueryClient();
  return () => {
    keepCsrf('');
    client.clear();
  };
}
