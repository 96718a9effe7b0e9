// What the reports below say beside what the records say now, and why the two differ. Pure.
import type { Asked } from './consolidate-cells.ts';
import type { Gathered } from './consolidate-figures.ts';
import { type Definition, isZero, lessOf, summedText, wayOf } from './consolidate-sums.ts';
import { isOfOtherDays, type UnitReport } from './consolidate-units.ts';

export const DIFFERENCE_CAUSES = [
  'missing',
  'in_work',
  'returned',
  'not_in_report',
  'not_available',
  'definition_changed',
  'corrected_later',
  'other_days',
  'held_by_other',
] as const;
export type DifferenceCause = (typeof DIFFERENCE_CAUSES)[number];

export type UnitDifference = {
  unit_id: number;
  key: string;
  submitted: string | null;
  now: string | null;
  /** Submitted less now; null where one is not available. */
  difference: string | null;
  cause: DifferenceCause;
};

/** Units whose report says something else than their records now, or says nothing; units that ended have no figure of their own now. */
export function unitDifferences(gathered: Gathered): UnitDifference[] {
  const { reports, columns, submitted, by_unit, held_by } = gathered;
  return reports.flatMap((one) => {
    const { unit, standing } = one;
    if (unit.ended_on !== null) return [];
    return columns.flatMap((column): UnitDifference[] => {
      const now = by_unit.get(unit.id)?.get(column.key)?.value ?? null;
      const part = submitted.get(column.key)?.get(unit.id);
      const said = { unit_id: unit.id, key: column.key, submitted: part?.value ?? null, now };
      const cause = causeOf(one, column, part !== undefined, said.submitted, now, part?.definition, isOfOtherDays(one, gathered));
      if (cause === null) return [];
      const is_held = standing === 'submitted' && held_by.get(unit.id) != null;
      return [
        {
          ...said,
          difference: lessOf(said.submitted, now),
          cause: is_held && cause === 'not_in_report' ? 'held_by_other' : cause,
        },
      ];
    });
  });
}

function causeOf(
  { standing }: UnitReport,
  column: Asked,
  has_figure: boolean,
  submitted: string | null,
  now: string | null,
  definition: Definition | undefined,
  is_of_other_days: boolean,
): DifferenceCause | null {
  if (standing === 'not_expected') return null;
  // Without a report every figure is missing; only those that would change something are named.
  if (standing !== 'submitted') return isZero(now) ? null : standing;
  if (!has_figure) return isZero(now) ? null : 'not_in_report';
  if (submitted === null) return now === null || isRatio(column) ? null : 'not_available';
  if (now === null || isZero(lessOf(submitted, now))) return null;
  if (is_of_other_days) return 'other_days';
  return definition && counted(definition) !== counted(column.definition) ? 'definition_changed' : 'corrected_later';
}

const isRatio = ({ definition }: Asked) => wayOf(definition) === 'ratio' || wayOf(definition) === 'expression';

const SAID = ['label_vi', 'label_en', 'definition_vi', 'definition_en', 'source', 'status', 'area', 'direction'];

/** What a definition counts, without how it is said. */
function counted(definition: Definition): string {
  const parts = Object.entries(definition).filter(([name]) => !SAID.includes(name));
  return JSON.stringify(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Why the consolidated figure is another one than that of the records, in parts that add up to the difference. */
export type Explained = {
  key: string;
  difference: string | null;
  /** Reports that are not there: what the records of these units say, taken away. */
  unreported: string;
  /** Changed since the reports were issued, or reported otherwise. */
  corrected: string;
  adjusted: string;
  /** Neither: units that ended, records between two rows. */
  other: string;
};

/** For figures that are sums; of ratios only the difference. */
export function explained(gathered: Gathered, column: Asked): Explained {
  const { submitted, by_unit, held_by, total, whole, own, adjustments } = gathered;
  const { key } = column;
  const now = whole.get(key)?.value ?? null;
  const difference = lessOf(total.get(key)?.value ?? null, now);
  const none = { key, difference, unreported: '0', corrected: '0', adjusted: '0', other: '0' };
  if (difference === null || wayOf(column.definition) !== 'sum') return none;
  const summed = [...(submitted.get(key) ?? [])].filter(([id]) => held_by.get(id) === null);
  const corrected = summedText(
    summed.flatMap(([id, { value }]) => lessOf(value, by_unit.get(id)?.get(key)?.value ?? null) ?? []),
  );
  const held = summedText(summed.flatMap(([id]) => by_unit.get(id)?.get(key)?.value ?? []));
  const own_value = own.get(key)?.value ?? '0';
  const unreported = lessOf(summedText([held, own_value]), now) ?? '0';
  const adjusted = summedText(
    adjustments.flatMap(({ measure, s, delta, withdrawn_at }) =>
      withdrawn_at === null && measure === column.measure && s === column.s ? [delta] : [],
    ),
  );
  const other = lessOf(difference, summedText([corrected, unreported, adjusted])) ?? '0';
  return { key, difference, unreported, corrected, adjusted, other };
}
