import { useQuery } from '@tanstack/react-query';
import { type ApiError, call, type Output } from '../api.ts';
import { useLink } from '../offline/link.ts';
import { useSession } from '../shell/session.tsx';
import { lookUp } from './look-up.ts';
import type { PaperRow } from './receive-form.ts';

export type Offer = Output<'holdings.offer'>[number]['offers'][number];
export type Offers = ReadonlyMap<number, Offer>;

export const NO_OFFERS: Offers = new Map();

/** What lies in the applicant's store for the papers of the procedure: the same paper, still in force. */
export function useOffers(identity: string | undefined, unit: string | undefined, papers: readonly PaperRow[]): Offers {
  const { may } = useSession();
  const is_up = useLink();
  const asked_for = lookUp({ identity });
  const number = asked_for && 'identity' in asked_for && /^\d+$/.test(asked_for.identity) ? asked_for.identity : undefined;
  const listed = papers.flatMap(({ ordinal, name }) => (ordinal === undefined ? [] : [{ ordinal, name }]));
  const asked = useQuery<Output<'holdings.offer'>, ApiError>({
    queryKey: ['holdings.offer', number, unit, listed.map((paper) => paper.ordinal).join()],
    queryFn: ({ signal }) => call('holdings.offer', { identity: number ?? '', unit: unit ?? '', papers: listed }, { signal }),
    enabled: number !== undefined && unit !== undefined && listed.length > 0 && is_up && may('holdings.read'),
    retry: false,
    staleTime: 60_000,
  });
  if (!asked.data) return NO_OFFERS;
  return new Map(
    asked.data.flatMap(({ ordinal, offers }) => {
      const same = offers.find((offer) => offer.is_same);
      return same ? [[ordinal, same] as const] : [];
    }),
  );
}

export function offerFor(offers: Offers, paper: PaperRow | undefined): Offer | undefined {
  return paper?.ordinal === undefined ? undefined : offers.get(paper.ordinal);
}
