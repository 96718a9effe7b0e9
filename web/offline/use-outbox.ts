import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { refresh } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { checkLink, useLink } from './link.ts';
import { clearSent, type Intake, intakesOf, sendWaiting, waitingForOthers, watchOutbox } from './outbox.ts';

const LOOK_AGAIN_MS = 15_000;

type Kept = { mine: Intake[]; others: { name: string; count: number }[] };

const NOTHING: Kept = { mine: [], others: [] };

/** What this browser keeps for the account, kept fresh over all tabs. A browser that keeps nothing has nothing. */
export function useOutbox(): Kept & { isPending: boolean } {
  const { me } = useSession();
  const client = useQueryClient();
  const account_id = me?.account.id ?? null;
  const asked = useQuery<Kept>({
    queryKey: ['offline.outbox', account_id],
    queryFn: async () =>
      account_id === null ? NOTHING : { mine: await intakesOf(account_id), others: await waitingForOthers(account_id) },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => watchOutbox(() => void client.invalidateQueries({ queryKey: ['offline.outbox'] })), [client]);
  return { ...(asked.data ?? NOTHING), isPending: asked.isPending };
}

/** Sends what waits whenever there is a line, on whatever page the account is. */
export function useSending(): void {
  const { me } = useSession();
  const client = useQueryClient();
  const is_up = useLink();
  const { mine } = useOutbox();
  const account_id = me?.account.id;
  const waits = mine.some((one) => one.state === 'waiting');
  useEffect(() => {
    if (account_id !== undefined) void clearSent(account_id).catch(() => {});
  }, [account_id]);
  useEffect(() => {
    if (account_id === undefined || !waits) return;
    let is_over = false;
    const send = async () => {
      // The line may be there again without a word from the browser.
      if (is_over || !(await checkLink())) return;
      const { sent, stopped } = await sendWaiting(account_id);
      if (sent > 0) void refresh(client, ['dossiers', 'measures', 'forms']);
      if (stopped === 'sign_in') void client.resetQueries({ queryKey: ['access.me'] });
    };
    if (is_up) void send();
    const timer = setInterval(send, LOOK_AGAIN_MS);
    return () => {
      is_over = true;
      clearInterval(timer);
    };
  }, [account_id, waits, is_up, client]);
}
