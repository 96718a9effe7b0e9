// The calibrated demonstration as data: how many dossiers of which kind, so that the computed figures equal the published ones. Pure.
import { z } from 'zod';
import { addDays } from '#lib/day';

const day = z.iso.date();
const count = z.number().int().positive();

/**
 * `in_time`: resolved within the window, early or on its due date; `overdue`: resolved within the window after its due date;
 * `pending_in_time`, `pending_overdue`: still open when the window ends; finished afterwards.
 */
export const Fate = z.enum(['in_time', 'overdue', 'pending_in_time', 'pending_overdue']);
export type Fate = z.infer<typeof Fate>;

const Group = z
  .strictObject({
    id: z.string(),
    /** One unit, or `communes_of` a district: spread over its communes. Codes or slugs. */
    unit: z.string().optional(),
    communes_of: z.string().optional(),
    /** `carried`: received before the window and still open when it begins. */
    arrival: z.enum(['carried', 'new']),
    fate: Fate,
    count,
    sectors: z.array(z.string()).optional(),
    except_sectors: z.array(z.string()).optional(),
    procedures: z.array(z.string()).optional(),
    online_level: z.enum(['none', 'partial', 'full']).optional(),
    channel: z.enum(['counter', 'online', 'post']).default('counter'),
    /** A narrower range of days of reception than the window's. */
    received_from: day.optional(),
    received_to: day.optional(),
  })
  .refine((group) => (group.unit === undefined) !== (group.communes_of === undefined), 'either unit or communes_of');
export type Group = z.infer<typeof Group>;

const Quota = z.strictObject({
  digitised: z.number().int().min(0),
  not_digitised: z.number().int().min(0),
  none: z.number().int().min(0),
});

const Window = z.strictObject({
  id: z.string(),
  source: z.string(),
  from: day,
  to: day,
  /** Dossiers open at the end of the window are finished by this day. */
  finished_by: day,
  /** Exact numbers over all groups, in random order; without it a share of papers and results is digitised. */
  papers: Quota.optional(),
  results: Quota.optional(),
  groups: z.array(Group).min(1),
});
export type Window = z.infer<typeof Window>;

const Live = z.strictObject({
  from: day,
  units: z.array(z.strictObject({ unit: z.string(), per_day: z.number().int().positive() })),
});
export type Live = z.infer<typeof Live>;

export const Figures = z.strictObject({ seed: z.string(), windows: z.array(Window), live: Live });
export type Figures = z.infer<typeof Figures>;

export type DigitisedState = 'digitised' | 'not_digitised' | 'none';

/** One dossier to be made. */
export type Order = {
  window: Window;
  group: Group;
  papers: DigitisedState | null;
  result: DigitisedState | null;
};

/**
 * Every dossier of a window, with its share of the quotas.
 * An online dossier's papers are electronic, so it takes from `digitised` first; only resolved dossiers take from `results`.
 * @throws Error when a quota does not add up to what it is a quota of
 */
export function ordersOf(window: Window, shuffled: <T>(items: readonly T[]) => T[]): Order[] {
  const orders: Order[] = window.groups.flatMap((group) =>
    Array.from({ length: group.count }, () => ({ window, group, papers: null, result: null })),
  );
  if (window.papers) {
    const online = orders.filter((order) => order.group.channel === 'online');
    for (const order of online) order.papers = 'digitised';
    deal(
      window,
      'papers',
      orders.filter((order) => order.group.channel !== 'online'),
      { ...window.papers, digitised: window.papers.digitised - online.length },
      shuffled,
    );
  }
  if (window.results) {
    const resolved = orders.filter((order) => order.group.fate === 'in_time' || order.group.fate === 'overdue');
    deal(window, 'result', resolved, window.results, shuffled);
  }
  return orders;
}

function deal(
  window: Window,
  key: 'papers' | 'result',
  orders: Order[],
  quota: z.infer<typeof Quota>,
  shuffled: <T>(items: readonly T[]) => T[],
): void {
  const states: DigitisedState[] = (['digitised', 'not_digitised', 'none'] as const).flatMap((state) =>
    Array.from({ length: Math.max(quota[state], 0) }, () => state),
  );
  if (quota.digitised < 0 || states.length !== orders.length) {
    throw new Error(`demonstration ${window.id}: ${key} quota is ${states.length}, dossiers are ${orders.length}`);
  }
  shuffled(states).forEach((state, i) => {
    (orders[i] as Order)[key] = state;
  });
}

/** First day after the window. */
export function windowEnd(window: Window): string {
  return addDays(window.to, 1);
}
