import type { FigureFilter } from './question.ts';

export const GROUPS = ['sector', 'unit', 'channel', 'level', 'procedure'] as const;
export type GroupName = (typeof GROUPS)[number];

type Key = {
  unit?: { code: string; name: string; depth: number } | undefined;
  sector?: { code: string; name: string } | undefined;
  procedure?: { code: string; name: string } | undefined;
  channel?: string | undefined;
  level?: string | undefined;
};

/** What a row is called. */
export function groupLabel(key: Key, by: GroupName, tCode: (prefix: string, code: string) => string): string {
  switch (by) {
    case 'unit':
    case 'sector':
    case 'procedure':
      return key[by]?.name ?? '';
    case 'channel':
    case 'level':
      return tCode(by, key[by] ?? '');
  }
}

/**
 * What a row's figures are narrowed to. In a table of a unit and those just below it, the unit's own row holds
 * only its own records and every other row holds all that lies below it.
 */
export function groupFilter(key: Key, by: GroupName, filter: FigureFilter): FigureFilter {
  if (by === 'unit') return key.unit ? { ...filter, unit: key.unit.code, scope: key.unit.depth === 0 ? 'own' : 'all' } : filter;
  const code = by === 'sector' || by === 'procedure' ? key[by]?.code : key[by];
  return { ...filter, [by]: code };
}

/** The `most` groups with the largest count of `measure`, largest first; groups where it is zero are left out. */
export function largest<G extends { measures: Record<string, { value: number | string | null }> }>(
  groups: readonly G[],
  measure: string,
  most: number,
): G[] {
  const count = (group: G) => Number(group.measures[measure]?.value ?? 0);
  return groups
    .filter((group) => count(group) > 0)
    .sort((a, b) => count(b) - count(a))
    .slice(0, most);
}
