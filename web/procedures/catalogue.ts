import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type ApiError, call, type Output } from '../api.ts';
import { keepReply, keptReply } from '../offline/replies.ts';
import { inTime } from '../offline/store.ts';

type Kit = Output<'procedures.kit'>;

export type CatalogueProcedure = NonNullable<Kit['rows']>[number];
export type Catalogue = { day: string; digest: string; rows: CatalogueProcedure[] };

const KEPT_AS = 'procedures.catalogue';
/** Longer than this the server is asked for all of it instead. */
const STORE_PATIENCE_MS = 1_000;

/** Today's catalogue with all papers: asked for once, kept in the browser, and only told again when it has changed. */
export function useCatalogue(): UseQueryResult<Catalogue, ApiError> {
  return useQuery<Catalogue, ApiError>({
    queryKey: ['procedures.kit'],
    queryFn: ({ signal }) => catalogue(signal),
    staleTime: 600_000,
  });
}

async function catalogue(signal: AbortSignal): Promise<Catalogue> {
  const asked = keptReply(KEPT_AS) as Promise<Catalogue | undefined>;
  const kept = await inTime(asked, STORE_PATIENCE_MS);
  try {
    const { day, digest, rows } = await call('procedures.kit', kept ? { known: kept.digest } : {}, { signal });
    const now = { day, digest, rows: rows ?? kept?.rows ?? [] };
    void keepReply(KEPT_AS, now);
    return now;
  } catch (error) {
    // No network: now what was kept is all there is, however long it takes.
    const found = await asked;
    if (found) return found;
    throw error;
  }
}
