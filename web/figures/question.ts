import { pathWith } from '../ui/address.ts';

export const SCOPES = ['all', 'own', 'below'] as const;
export type ScopeName = (typeof SCOPES)[number];

/** What narrows a figure; the same words in an address, in the API and in the links of Word and Excel files. */
export type FigureFilter = {
  unit: string;
  from: string;
  to: string;
  scope: ScopeName;
  sector?: string | undefined;
  channel?: string | undefined;
  level?: string | undefined;
  procedure?: string | undefined;
  /** Of tasks of a plan: which of their counts. */
  told?: string | undefined;
};

/** Address of the records behind a figure. */
export function recordsPath(measure: string, filter: FigureFilter, part?: 'numerator' | 'denominator'): string {
  const { unit, from, to, scope, told, ...narrower } = filter;
  if (told !== undefined)
    return pathWith('/plans/tasks', { unit, year: to.slice(0, 4), kinds: measure === 'plans.tasks' ? 'plan' : 'assigned' });
  return pathWith('/figures/records', { unit, measure, from, to, scope, ...narrower, part });
}

export function scopeOf(text: string | undefined): ScopeName {
  return SCOPES.find((scope) => scope === text) ?? 'all';
}

/** Filters without the ones that were not asked for: a query may not hold empty words. */
export function asked<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
