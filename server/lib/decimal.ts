/** Exact numbers for figures: bigint numerators over powers of ten. No float ever enters a figure. */

/** `value / 10^scale`, exactly. */
export type Decimal = { value: bigint; scale: number };

const PLAIN = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Reads `-12.50`. @throws RangeError when the text is not a plain decimal number */
export function parseDecimal(text: string): Decimal {
  const found = PLAIN.exec(text);
  if (!found) throw new RangeError(`not a decimal number: ${text}`);
  const [, sign, whole, fraction = ''] = found;
  const value = BigInt(`${whole}${fraction}`);
  return { value: sign ? -value : value, scale: fraction.length };
}

/** `-12.50`: a plain decimal point, every digit of the scale. */
export function printDecimal({ value, scale }: Decimal): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale);
  return `${value < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** Quotient rounded half away from zero, as Vietnamese reports round. @throws RangeError when `denominator` is 0 */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division by zero');
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}

/**
 * `numerator × factor / denominator` to `decimals` places, exactly rounded, as text; null when there is nothing in the denominator:
 * nothing resolved is not 100 % and not 0 %.
 * @param factor 100 for a percentage
 */
export function ratio(numerator: number | bigint, denominator: number | bigint, factor = 100, decimals = 2): string | null {
  if (BigInt(denominator) === 0n) return null;
  const value = divideRounded(BigInt(numerator) * BigInt(factor) * 10n ** BigInt(decimals), BigInt(denominator));
  return printDecimal({ value, scale: decimals });
}

/** A figure as a Vietnamese reader expects it: `1234.50` → `1.234,5`; trailing zeros of the fraction are dropped. */
export function formatVi(text: string | number | bigint): string {
  const { value, scale } = parseDecimal(String(text));
  const [whole = '0', fraction = ''] = printDecimal({ value, scale }).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '.');
  const kept = fraction.replace(/0+$/, '');
  return kept ? `${grouped},${kept}` : grouped;
}
