import { useText } from '../ui/text.tsx';
import type { RoundView } from './words.ts';

/** Points that are told and ranked; where they were rescaled, what the areas add up to stands with them. */
export function Counted({ total }: { total: NonNullable<RoundView['rows'][number]['total']> }) {
  const { t, number } = useText();
  return (
    <>
      <strong>{number(total.counted)}</strong>
      {total.added_up !== total.counted && (
        <div className="small">{t('scorecards.rescaled', { points: number(total.added_up), max: number(total.max) })}</div>
      )}
    </>
  );
}
