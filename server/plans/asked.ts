// What the routes of this module share: how a request is read.
import { z } from 'zod';
import { may } from '#access';
import { DomainError } from '#lib/errors';
import type { Ctx } from '#lib/route';
import { unitNear } from '#org';
import { type By, year } from './change.ts';
import { COUNT_BY, ownersUnder } from './counts.ts';
import { AREAS, TASK_KINDS } from './words.ts';

export const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
export const Done = z.object({ id: z.number() });
export const UnitAsked = z.string().max(60);
export const flag = z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean());
export const day = z.iso.date().optional();
export const Scoped = z.enum(['own', 'below', 'all']).default('own');

/** Words with commas between. */
export const words = <T extends string>(of: readonly [T, ...T[]]) =>
  z
    .string()
    .max(300)
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(of)));

export const TasksAsked = z.object({
  unit: UnitAsked.optional(),
  scope: Scoped,
  lead: UnitAsked.optional(),
  year: year.optional(),
  plan_id: id.optional(),
  kinds: words(TASK_KINDS).optional(),
  area: z.enum(AREAS).optional(),
  q: z.string().max(200).optional(),
  day,
});
export const CountsAsked = TasksAsked.pick({ unit: true, scope: true, plan_id: true, kinds: true, day: true }).extend({
  year: year.optional(),
  by: z.enum(COUNT_BY).optional(),
});

export const by = (ctx: Ctx): By => ({
  actor: ctx.actor,
  now: ctx.now,
  today: ctx.today,
  scope: ctx.scope,
  request_id: ctx.request_id,
});
export const thisYear = (ctx: Ctx): number => Number(ctx.today.slice(0, 4));

/** Units whose plans and lists are asked for; null: all in reach. @throws org.unit_unknown also when it is out of reach */
export async function ownersAsked(
  ctx: Ctx,
  ask: { unit?: string | undefined; scope: 'own' | 'below' | 'all'; year: number },
): Promise<number[] | null> {
  if (ask.unit === undefined) return null;
  const found = await unitNear(ctx.db, ask.unit, ctx.today);
  if (!may(ctx.scope, found.id)) throw new DomainError('org.unit_unknown', 404, { code: ask.unit });
  return ownersUnder(ctx.db, { unit: ask.unit, year: ask.year, scope: ask.scope }, ctx.today);
}

/** The one unit that leads; null: any. @throws org.unit_unknown */
export async function leadAsked(ctx: Ctx, code: string | undefined): Promise<number[] | null> {
  if (code === undefined) return null;
  return [(await unitNear(ctx.db, code, ctx.today)).id];
}

export async function bytesOf(ctx: Ctx): Promise<Buffer> {
  const upload = await ctx.upload();
  const parts: Uint8Array[] = [];
  for await (const part of upload.bytes) parts.push(part);
  return Buffer.concat(parts);
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
