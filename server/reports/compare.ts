import { divideRounded, formatVi, parseDecimal, printDecimal } from '#lib/decimal';

/** Minus as print has it, not a hyphen. */
function signed(text: string, is_negative: boolean): string {
  return is_negative ? `\u2212${text}` : `+${text}`;
}

/** `+1.234 (+6,9%)`; with nothing in the earlier period there is no percentage; equal counts are `0`. */
export function countChange(now: number, before: number): string {
  const gap = now - before;
  if (gap === 0) return '0';
  const text = signed(formatVi(Math.abs(gap)), gap < 0);
  if (before === 0) return text;
  const share = divideRounded(BigInt(Math.abs(gap)) * 1000n, BigInt(before));
  return `${text} (${signed(`${formatVi(printDecimal({ value: share, scale: 1 }))}%`, gap < 0)})`;
}

/** Difference of two percentages in points: `+1,25 điểm %`. Rates given to two decimals are subtracted exactly. */
export function rateChange(now: string, before: string): string {
  const [a, b] = [parseDecimal(now), parseDecimal(before)];
  const scale = Math.max(a.scale, b.scale);
  const gap = a.value * 10n ** BigInt(scale - a.scale) - b.value * 10n ** BigInt(scale - b.scale);
  if (gap === 0n) return '0 điểm %';
  return `${signed(formatVi(printDecimal({ value: gap < 0n ? -gap : gap, scale })), gap < 0n)} điểm %`;
}
