// Which cells of a form are declared, by what measure and for which days; and what was declared so far.
import { yearFrom } from '#calendar';
import { addDays, type Day } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Declared, type DeclaredOver, type Definitions, declaredOver, declaredPeriod, parseExpression } from '#measures';
import type { ListLayout, ListRow } from './list-layout.ts';

export type Input = {
  key: string;
  measure: Declared;
  /** Days it is declared with, both included. */
  from: Day;
  to: Day;
  /** `[s, e)` under which it is kept. */
  s: Day;
  e: Day;
  basis: ListRow['basis'];
};

/** `year_from`: first day of what is told since the year began, where figures follow on from those of the year before. */
type Days = { from: Day; to: Day; year_from?: Day | undefined };

/** First day of what a row is asked for: the period's, or the reporting year's. */
export function rowFrom(row: Pick<ListRow, 'basis'>, { from, to, year_from }: Days): Day {
  return row.basis === 'cumulative' ? yearFrom(from, to, year_from) : from;
}

/**
 * The declared measure behind a row; null: it is computed. A measure that takes what a register gives and otherwise what is declared
 * (`coalesce(…, declared)`) is declared by its last part.
 */
function declaredOf(row: ListRow, definitions: Definitions): Declared | null {
  if (!row.measure || row.ratio_of || row.sum_of || row.scope === 'below') return null;
  const found = definitions.get(row.measure);
  if (found.kind === 'declared') return found;
  if (found.kind !== 'expression') return null;
  const expression = parseExpression(found.expression);
  if (expression.kind !== 'call' || expression.name !== 'coalesce') return null;
  const last = expression.of.at(-1);
  const named = last?.kind === 'name' && definitions.has(last.name) ? definitions.get(last.name) : null;
  return named?.kind === 'declared' ? named : null;
}

/** Cells of a form that are declared, by key of their row, in its order. */
export function inputsOf(layout: ListLayout, definitions: Definitions, days: Days): Map<string, Input> {
  const { to } = days;
  return new Map(
    layout.rows.flatMap((row): [string, Input][] => {
      const measure = declaredOf(row, definitions);
      if (!measure) return [];
      const first = rowFrom(row, days);
      return [[row.key, { key: row.key, measure, from: first, to, basis: row.basis, ...declaredPeriod(measure, first, to) }]];
    }),
  );
}

/** Whether a printed value is a rounded number: shares, and quotients. A count is what it is. */
export function isRounded(
  row: { unit_vi: string; value: string | null; ratio_of: unknown; measure: string | null },
  definitions: Definitions,
) {
  if (row.ratio_of || row.unit_vi === '%') return true;
  if (row.value?.includes('.')) return true;
  const found = row.measure && definitions.has(row.measure) ? definitions.get(row.measure) : null;
  return found?.kind === 'expression' && found.expression.includes('/');
}

/** What a unit itself declared for exactly the days of each input, by key. */
export async function declaredNow(
  db: Db,
  unit_id: number,
  inputs: Iterable<Input>,
  scope: Scope,
): Promise<Map<string, DeclaredOver>> {
  const found = new Map<string, DeclaredOver>();
  for (const [from, group] of Map.groupBy(inputs, (input) => input.from)) {
    const [first] = group;
    if (!first) continue;
    const period = { s: from, e: addDays(first.to, 1) };
    const measures = group.map((input) => input.measure);
    const rows = await declaredOver(db, { unit_ids: [unit_id], measures, periods: [period] }, scope);
    const by_name = new Map(rows.map((row) => [row.measure, row]));
    for (const input of group) {
      const row = by_name.get(input.measure.name);
      if (row && row.s === input.s && row.e === input.e) found.set(input.key, row);
    }
  }
  return found;
}
