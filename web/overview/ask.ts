import type { Output } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { dayOf, isDay } from '../ui/format.ts';

export type Late = Output<'overview.late'>;
export type Points = Output<'overview.points'>;
export type Moved = Output<'overview.moved'>;
export type Months = Output<'overview.months'>;
export type Standings = Output<'overview.units'>;

export const KINDS = ['month', 'quarter', 'year'] as const;
export const BY = ['on_time_rate', 'online_rate', 'papers_digitised_rate', 'tasks', 'score'] as const;
export type By = (typeof BY)[number];

/** What the overview is asked about, from its address: first the own unit, today, by month, coloured by results on time. */
export function useOverview() {
  const address = useAddress();
  const me = useMe();
  const today = dayOf(new Date());
  const given = address.get('day');
  return {
    address,
    today,
    unit: address.get('unit') ?? me.account.unit_code ?? me.roles[0]?.unit_code,
    day: given && isDay(given) && given < today ? given : today,
    kind: KINDS.find((one) => one === address.get('kind')) ?? 'month',
    by: BY.find((one) => one === address.get('by')) ?? 'on_time_rate',
  };
}
