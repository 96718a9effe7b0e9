import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { call, type Output } from '../api.ts';
import { Tag } from '../ui/field.tsx';
import { useText } from '../ui/text.tsx';

export type OfferedHolding = Output<'holdings.offer'>[number]['offers'][number];
type Paper = { ordinal: number; name: string };

/** What the applicant's electronic store has of the papers a procedure asks for. Nothing is asked before the identity is whole. */
export function useOffers(asked: { identity: string | null | undefined; unit: string | undefined; papers: readonly Paper[] }) {
  const identity = (asked.identity ?? '').replace(/[\s-]/g, '');
  const is_whole = /^(\d{9}|\d{10}|\d{12}|\d{13})$/.test(identity) && asked.unit !== undefined && asked.papers.length > 0;
  const papers = asked.papers.map(({ ordinal, name }) => ({ ordinal, name }));
  return useQuery({
    queryKey: ['holdings.offer', identity, asked.unit, papers],
    queryFn: ({ signal }) => call('holdings.offer', { identity, unit: asked.unit as string, papers }, { signal }),
    enabled: is_whole,
    staleTime: 30_000,
  });
}

/** For one paper of the intake: the same paper in the applicant's store, to be ticked instead of scanned again. Nothing when there is none. */
export function Offer({
  offers,
  paper_name,
  taken,
  onTake,
}: {
  offers: readonly OfferedHolding[] | undefined;
  paper_name: string;
  /** The one that stands for the paper. */
  taken: number | null;
  onTake: (holding: OfferedHolding | null) => void;
}) {
  const { t, day } = useText();
  const same = (offers ?? []).filter((one) => one.is_same || one.id === taken);
  const [best] = same;
  if (!best) return null;
  const days = best.issued_on
    ? t('holdings.issued', { day: day(best.issued_on) })
    : t('holdings.kept', { day: day(best.kept_on) });
  return (
    <div className="paper-offer">
      <Checkbox
        checked={taken === best.id}
        onChange={(event) => onTake(event.target.checked ? best : null)}
        aria-label={`${t('holdings.use_stored')}: ${paper_name}`}
      >
        {t('holdings.use_stored')}
      </Checkbox>{' '}
      <span className="small">
        {[days, best.source_dossier_code].filter(Boolean).join(' · ')}{' '}
        {best.signature_state === 'valid' && <Tag tone="green">{t('holdings.signed')}</Tag>}
      </span>
    </div>
  );
}
