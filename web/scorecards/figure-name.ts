import { useGet } from '../api.ts';
import type { TextKey } from '../messages.ts';
import { useText } from '../ui/text.tsx';

const PLAN_FIGURES = ['plan.total', 'plan.done', 'plan.overdue', 'plan.done_rate', 'plan.on_time_rate'] as const;

/** Names of the figures that points are made from, as officers know them; one that is not known keeps its code. */
export function useFigureName(unit: string, day: string): (code: string) => string {
  const { t, label } = useText();
  const asked = useGet('measures.definitions', { unit, day }, { staleTime: 600_000, retry: false });
  return (code) => {
    if ((PLAN_FIGURES as readonly string[]).includes(code)) return t(`scorecards.figure.${code}` as TextKey);
    const known = asked.data?.definitions.find((one) => one.name === code);
    return known ? label(known) : code;
  };
}
