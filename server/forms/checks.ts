import { figureColumns, type Layout } from './layout.ts';

/** A figure of a row: null when it is not available, which is not zero. */
export type Value = number | null;
export type Values = Readonly<Record<string, Value>>;
export type CheckRow = { key: string; kind: 'group' | 'row' | 'total'; values: Values };

export type Difference = { row: string; left: number; right: number };
export type CheckResult = { code: string; label_vi: string; label_en: string; is_met: boolean; differences: Difference[] };

/** Keys of the columns of `equals` (column numbers, or keys of `besides`). */
function keysOf(layout: Layout, parts: readonly (number | string)[]): string[] {
  const by_number = new Map(figureColumns(layout).map((column) => [column.no, column.key]));
  return parts.map((part) => (typeof part === 'number' ? (by_number.get(part) as string) : part));
}

function sum(values: Values, keys: readonly string[]): number | null {
  let total = 0;
  for (const key of keys) {
    const value = values[key];
    if (value === null || value === undefined) return null;
    total += value;
  }
  return total;
}

/**
 * Every check of the form over every row, and the total row against the sum of its rows column by column.
 * A row with a figure that is not available is left out of the checks that need it.
 */
export function checkForm(layout: Layout, rows: readonly CheckRow[]): CheckResult[] {
  const results = layout.checks.map((check): CheckResult => {
    const left_keys = keysOf(layout, [check.column]);
    const right_keys = keysOf(layout, check.equals);
    const differences = rows.flatMap(({ key, values }) => {
      const [left, right] = [sum(values, left_keys), sum(values, right_keys)];
      return left === null || right === null || left === right ? [] : [{ row: key, left, right }];
    });
    return {
      code: check.code,
      label_vi: check.label_vi,
      label_en: check.label_en,
      is_met: differences.length === 0,
      differences,
    };
  });
  return [...results, totalCheck(layout, rows)];
}

/** The total of every column is the sum of its rows: nothing was counted twice and nothing fell between two rows. */
function totalCheck(layout: Layout, rows: readonly CheckRow[]): CheckResult {
  const differences: Difference[] = [];
  const total = rows.find((row) => row.kind === 'total');
  const parts = rows.filter((row) => row.kind === 'row');
  for (const { key } of [...figureColumns(layout), ...layout.besides]) {
    const left = total?.values[key] ?? null;
    let right: number | null = 0;
    for (const part of parts) {
      const value: Value = part.values[key] ?? null;
      right = right === null || value === null ? null : right + value;
    }
    if (left !== null && right !== null && left !== right) differences.push({ row: key, left, right });
  }
  const label_vi = 'Dòng tổng số = tổng các dòng, ở mọi cột';
  return {
    code: 'total',
    label_vi,
    label_en: 'Total row = sum of the rows, in every column',
    is_met: differences.length === 0,
    differences,
  };
}
