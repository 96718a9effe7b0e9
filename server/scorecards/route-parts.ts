// What the routes of cards and of rounds say alike.
import { z } from 'zod';
import type { Ctx } from '#lib/route';
import type { By } from './sets.ts';

export const id = z.coerce.number().int().positive();
export const day = z.iso.date();
export const said = (most: number) => z.string().trim().min(1).max(most);
export const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((words) => words || null)
    .nullable()
    .default(null);
export const Id = z.object({ id: z.number() });
export const OneCard = z.object({ id });
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: XLSX,
} as const;
export const FORMATS = ['xlsx', 'docx', 'pdf'] as const;

export const by = (ctx: Ctx): By => ({
  actor: ctx.actor,
  now: ctx.now,
  today: ctx.today,
  scope: ctx.scope,
  request_id: ctx.request_id,
});

export async function reader(ctx: Ctx) {
  return {
    read: await ctx.scopeOf('scorecards.read'),
    score: await ctx.scopeOf('scorecards.score'),
    appraise: await ctx.scopeOf('scorecards.appraise'),
  };
}
