import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call, type Output } from '../api.ts';
import { useLink } from '../offline/link.ts';
import { keepReply, keptReply } from '../offline/replies.ts';
import { dayOf } from '../ui/format.ts';

type Preview = Output<'dossiers.preview_due'>;
export type KeptDue = { day: string; at: string; preview: Preview };

// A desk receives a few procedures again and again.
const MOST_FETCHED = 12;
const keyOf = (unit: string, code: string) => `dossiers.due/${unit}/${code}`;

/** The day as the server counted it for a reception at this desk today: shown again when the line is cut. */
export function keepDue(unit: string, code: string, preview: Preview): void {
  const now = new Date();
  void keepReply(keyOf(unit, code), { day: dayOf(now), at: now.toISOString(), preview } satisfies KeptDue);
}

/** What was counted today for this procedure at this desk; null: nothing was. */
export function useKeptDue(unit: string | undefined, code: string | undefined, is_wanted: boolean): KeptDue | null {
  const kept = useQuery<KeptDue | null>({
    queryKey: ['kept.due', unit, code],
    queryFn: async () => {
      const found = (await keptReply(keyOf(unit ?? '', code ?? ''))) as KeptDue | undefined;
      return found?.day === dayOf(new Date()) ? found : null;
    },
    enabled: is_wanted && Boolean(unit && code),
    networkMode: 'always',
    staleTime: 0,
  });
  return kept.data ?? null;
}

/** While there is a network, the days of the procedures this desk uses are fetched one after the other, once a day. */
export function useDuesAhead(unit: string | undefined, codes: readonly string[]): void {
  const is_up = useLink();
  const wanted = codes.slice(0, MOST_FETCHED).join(' ');
  useEffect(() => {
    if (!is_up || !unit || !wanted) return;
    const gone = new AbortController();
    const fetchAll = async () => {
      for (const code of wanted.split(' ')) {
        if (gone.signal.aborted) return;
        const kept = (await keptReply(keyOf(unit, code))) as KeptDue | undefined;
        if (kept?.day === dayOf(new Date())) continue;
        const input = { procedure_code: code, receiving_unit: unit };
        keepDue(unit, code, await call('dossiers.preview_due', input, { signal: gone.signal }));
      }
    };
    // What cannot be fetched is not shown later: nothing else hangs on it.
    void fetchAll().catch(() => {});
    return () => gone.abort();
  }, [is_up, unit, wanted]);
}
