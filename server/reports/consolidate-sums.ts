// Sums of the frozen figures of several reports, exact. Pure. Ratios are made from sums, never from ratios; what is not available stays so.
import { add, divide, multiply, printRational, type Rational, rationalOf, subtract, whole, ZERO } from '#lib/rational';
import { evaluate, namesIn, parseExpression } from '#measures';

/** What of a definition says how its figures of several units make one. */
export type Definition = { kind: string; [field: string]: unknown };

/** A figure of a unit, as submitted or as the product has it now; decimals as text. */
export type Part = { value: string | null; numerator: string | null; denominator: string | null };

/** `sum`; `ratio` of sums; the largest (`max`); `expression` over sums; `none`: figures of units make no figure of the whole. */
export type Way = 'sum' | 'ratio' | 'max' | 'expression' | 'none';

export function wayOf(definition: Definition): Way {
  switch (definition.kind) {
    case 'count':
    case 'certifications':
      return 'sum';
    case 'ratio':
    case 'share':
      return 'ratio';
    case 'expression':
      return 'expression';
    case 'entries':
      if (definition.roll_up === 'none') return 'none';
      // How many different ones there are in all does not follow from how many each unit has.
      return definition.aggregate === 'distinct' ? 'none' : definition.aggregate === 'max' ? 'max' : 'sum';
    case 'declared':
      return definition.roll_up === 'sum' ? 'sum' : 'none';
    default:
      return 'none';
  }
}

/** Whether the superior's own records are a line beside those of its units: a word of its own that stands for all it holds is not. */
export function hasOwnPart(definition: Definition): boolean {
  const { kind, roll_up } = definition;
  return (
    kind === 'count' || kind === 'ratio' || kind === 'certifications' || (kind === 'entries' && (roll_up ?? 'sum') === 'sum')
  );
}

export type Sum = Part & {
  /** Units whose figure is not available: they are in no sum. */
  lacking: number[];
};

export type Column = { key: string; measure: string; definition: Definition };

const exact = (text: string | null) => (text === null ? null : rationalOf(text));

/**
 * Sums of every column over the parts of the units.
 * @param parts by column and unit; a unit that is not there has no such figure
 * @param deltas adjustments by column, added to what is summed
 */
export function sumsOf(
  columns: readonly Column[],
  parts: ReadonlyMap<string, ReadonlyMap<number, Part>>,
  deltas: ReadonlyMap<string, string> = new Map(),
): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  const by_measure = new Map(columns.map((column) => [`${column.measure}|${column.key.split('|')[1]}`, column]));
  const later: Column[] = [];
  for (const column of columns) {
    const way = wayOf(column.definition);
    const own = parts.get(column.key) ?? new Map<number, Part>();
    if (way === 'expression') later.push(column);
    else if (way === 'ratio') {
      const beside = (field: 'numerator' | 'denominator') => {
        const found = by_measure.get(`${String(column.definition[field])}|${column.key.split('|')[1]}`);
        return (found && deltas.get(found.key)) ?? null;
      };
      sums.set(column.key, ratioOf(column.definition, own, beside('numerator'), beside('denominator')));
    } else sums.set(column.key, plainSum(way, column.definition, own, deltas.get(column.key) ?? null));
  }
  for (const column of later) sums.set(column.key, expressionOf(column, sums, by_measure, parts.get(column.key) ?? new Map()));
  return sums;
}

const decimalsOf = (definition: Definition) => (typeof definition.decimals === 'number' ? definition.decimals : 0);

function plainSum(way: Way, definition: Definition, parts: ReadonlyMap<number, Part>, delta: string | null): Sum {
  const lacking = [...parts].filter(([, { value }]) => value === null).map(([unit]) => unit);
  const values = [...parts.values()].flatMap(({ value }) => exact(value) ?? []);
  if (delta !== null && way === 'sum') values.push(rationalOf(delta));
  const none: Sum = { value: null, numerator: null, denominator: null, lacking };
  if (way === 'none' || values.length === 0) return none;
  const total = values.reduce((a, b) => (way === 'max' ? (subtract(a, b).n >= 0n ? a : b) : add(a, b)));
  return { ...none, value: printRational(total, decimalsOf(definition)), ...partOf(definition, parts, total) };
}

// A count that is part of another is shown over it.
function partOf(definition: Definition, parts: ReadonlyMap<number, Part>, total: Rational): Partial<Sum> {
  if (definition.kind !== 'count' || !definition.part_of) return {};
  const denominator = total_of([...parts.values()], 'denominator');
  return denominator ? { numerator: plainText(total), denominator: plainText(denominator) } : {};
}

function total_of(parts: readonly Part[], field: 'numerator' | 'denominator'): Rational | null {
  const known = parts.flatMap((part) => exact(part[field]) ?? []);
  return known.length === 0 ? null : known.reduce(add, ZERO);
}

function ratioOf(
  definition: Definition,
  parts: ReadonlyMap<number, Part>,
  more_above: string | null,
  more_below: string | null,
): Sum {
  // Nothing to divide by is nothing missing: the unit had no such case.
  const lacking = [...parts]
    .filter(([, { numerator, denominator }]) => numerator === null || denominator === null)
    .map(([unit]) => unit);
  const whole_parts = [...parts.values()].filter(({ numerator, denominator }) => numerator !== null && denominator !== null);
  const above = total_of(whole_parts, 'numerator');
  const below = total_of(whole_parts, 'denominator');
  if (!above || !below) return { value: null, numerator: null, denominator: null, lacking };
  const numerator = add(above, exact(more_above) ?? ZERO);
  const denominator = add(below, exact(more_below) ?? ZERO);
  const factor = whole(typeof definition.factor === 'number' ? definition.factor : 100);
  const value =
    denominator.n === 0n ? null : printRational(divide(multiply(numerator, factor), denominator), decimalsOf(definition));
  return { value, numerator: plainText(numerator), denominator: plainText(denominator), lacking };
}

function expressionOf(
  column: Column,
  sums: ReadonlyMap<string, Sum>,
  by_measure: ReadonlyMap<string, Column>,
  parts: ReadonlyMap<number, Part>,
): Sum {
  const lacking = [...parts].filter(([, { value }]) => value === null).map(([unit]) => unit);
  const nothing: Sum = { value: null, numerator: null, denominator: null, lacking };
  const text = parseExpression(String(column.definition.expression));
  const day = column.key.split('|')[1];
  const sumOf = (name: string) => {
    const found = by_measure.get(`${name}|${day}`);
    return found ? sums.get(found.key) : undefined;
  };
  // One part that no report has, and the whole does not follow from the sums.
  if (!namesIn(text).every((name) => sumOf(name) !== undefined)) return nothing;
  const value = evaluate(text, (name) => exact(sumOf(name)?.value ?? null));
  return value === null ? nothing : { ...nothing, value: printRational(value, decimalsOf(column.definition)) };
}

function plainText(value: Rational): string {
  return value.n % value.d === 0n ? String(value.n / value.d) : printRational(value, 6).replace(/0+$/, '').replace(/\.$/, '');
}

/** `a − b` as text; null when one of them is not available. */
export function lessOf(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  const places = (text: string) => text.split('.')[1]?.length ?? 0;
  return printRational(subtract(rationalOf(a), rationalOf(b)), Math.max(places(a), places(b)));
}

export const isZero = (text: string | null): boolean => text === null || rationalOf(text).n === 0n;

/** Sum of decimals as text, with as many places as the longest. */
export function summedText(texts: readonly string[]): string {
  const places = Math.max(0, ...texts.map((text) => text.split('.')[1]?.length ?? 0));
  return printRational(texts.map(rationalOf).reduce(add, ZERO), places);
}
