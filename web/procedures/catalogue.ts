import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type ApiError, call, type Output } from '../api.ts';
import { keepReply, keptReply } from '../offline/replies.ts';

type Kit = Output<'procedures.kit'>;

export type CatalogueProcedure = NonNullable<Kit['rows']>[number];
export type Catalogue = { day: string; digest: string; rows: CatalogueProcedure[] };

const KEPT_AS = 'procedures.catalogue';

/** Today's catalogue with all papers: asked for once, kept in the browser, and only told again when it has changed. */
export function useCatalogue(): UseQueryResult<Catalogue, ApiError> {
  return useQuery<Catalogue, ApiError>({
    queryKey: ['procedures.kit'],
    queryFn: ({ signal }) => catalogue(signal),
    staleTime: 600_000,
  });
}

async function catalogue(signal: AbortSignal): Promise<Catalogue> {
  const kept = (await keptReply(KEPT_AS)) as Catalogue | undefined;
  try {
    const { day, digest, rows } = await call('procedures.kit', kept ? { known: kept.digest } : {}, { signal });
    const now = { day, digest, rows: rows ?? kept?.rows ?? [] };
    void keepReply(KEPT_AS, now);
    return now;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
