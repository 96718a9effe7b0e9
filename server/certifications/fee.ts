import path from 'node:path';
import { z } from 'zod';
import type { Day } from '#lib/day';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';

const Fee = z.object({
  from: z.iso.date(),
  pages: z.number().int(),
  per_page_vnd: z.number().int(),
  per_more_vnd: z.number().int(),
  most_vnd: z.number().int(),
  source: z.string(),
  status: z.enum(['approved', 'to_be_verified']),
});
export type Fee = z.infer<typeof Fee>;

let read: readonly Fee[] | null = null;

function fees(): readonly Fee[] {
  if (read) return read;
  const { value, problems } = readPackFile(path.join(PACKS, 'certifications/fees.yaml'), z.object({ fees: z.array(Fee).min(1) }));
  refuseIfBroken(problems);
  read = [...(value?.fees ?? [])].sort((a, b) => (a.from < b.from ? 1 : -1));
  return read;
}

/** The rates in force on a day; null before the first ones that are known. */
export function feeOn(day: Day): Fee | null {
  return fees().find((one) => one.from <= day) ?? null;
}

/** What `copies` copies of so many pages cost, in đồng. @throws packs.broken */
export function feeFor(
  fee: Pick<Fee, 'pages' | 'per_page_vnd' | 'per_more_vnd' | 'most_vnd'>,
  pages: number,
  copies: number,
): number {
  const first = Math.min(pages, fee.pages) * fee.per_page_vnd;
  const more = Math.max(0, pages - fee.pages) * fee.per_more_vnd;
  return Math.min(first + more, fee.most_vnd) * copies;
}
