import { z } from 'zod';
import { route } from '#lib/route';
import type { Db } from '#lib/sql';
import {
  type By,
  createUnit,
  dissolve,
  findUnits,
  History,
  history,
  merge,
  move,
  rename,
  split,
  Tree,
  TreeCount,
  TreeUnit,
  tree,
  trees,
  treeVersionOn,
  UNIT_KINDS,
  Unit,
  unitNear,
  unitOn,
  unitsByIds,
} from './org.ts';

const Day = z.iso.date();
const Code = z.string().min(1).max(50);
const Name = { name: z.string().min(1).max(200), short_name: z.string().min(1).max(100) };
const Order = { day: Day, document_no: z.string().max(100).optional(), source: z.string().min(1).max(500) };
const NewUnit = z.object({
  code: z.string().regex(/^[A-Z][A-Z0-9.]{0,30}$/),
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(50)
    .optional(),
  area_code: z
    .string()
    .regex(/^\d{2,5}$/)
    .optional(),
  kind: z.enum(UNIT_KINDS),
  ...Name,
});
const Change = z.discriminatedUnion('change', [
  z.object({ change: z.literal('create'), unit: NewUnit, parent: Code, ...Order }),
  z.object({ change: z.literal('rename'), code: Code, ...Name, ...Order }),
  z.object({ change: z.literal('move'), code: Code, parent: Code, ...Order }),
  z.object({
    change: z.literal('merge'),
    codes: z.array(Code).min(1).max(100),
    into: z.union([NewUnit, Code]),
    parent: Code.optional(),
    ...Order,
  }),
  z.object({ change: z.literal('split'), code: Code, into: z.tuple([NewUnit, NewUnit], NewUnit), ...Order }),
  z.object({ change: z.literal('dissolve'), code: Code, into: Code.optional(), ...Order }),
]);

/** @returns ids of the units that came out of the change */
async function apply(db: Db, by: By, change: z.output<typeof Change>): Promise<number[]> {
  switch (change.change) {
    case 'create':
      return [await createUnit(db, by, change)];
    case 'merge':
      return [await merge(db, by, change)];
    case 'split':
      return split(db, by, change);
    case 'rename':
      await rename(db, by, change);
      return [];
    case 'move':
      await move(db, by, change);
      return [];
    case 'dissolve':
      await dissolve(db, by, change);
      return [];
  }
}

export const routes = {
  'org.units': route({
    method: 'GET',
    path: '/api/org/units',
    permission: 'org.read',
    summary: 'Units of a day by name, identifier or kind',
    input: z.object({
      q: z.string().max(200).optional(),
      kind: z.enum(UNIT_KINDS).optional(),
      within: z.string().max(50).optional(),
      day: Day.optional(),
      most: z.coerce.number().int().min(1).max(500).default(50),
    }),
    output: z.object({ day: z.string(), units: z.array(Unit) }),
    run: async (ctx, input) => {
      const day = input.day ?? ctx.today;
      const within = input.within ? (await unitOn(ctx.db, input.within, day)).id : undefined;
      return { day, units: await findUnits(ctx.db, { q: input.q, kind: input.kind, within, day, most: input.most }) };
    },
  }),
  'org.tree': route({
    method: 'GET',
    path: '/api/org/tree',
    permission: 'org.read',
    summary: 'The organisation tree of a day, each unit after its parent',
    input: z.object({ day: Day.optional(), root: z.string().max(50).optional() }),
    output: Tree.extend({ day: z.string(), units: z.array(TreeUnit) }),
    run: async (ctx, input) => {
      const day = input.day ?? ctx.today;
      const version = await treeVersionOn(ctx.db, day);
      const root = input.root ? (await unitOn(ctx.db, input.root, day)).id : null;
      return { day, ...version, units: await tree(ctx.db, day, root) };
    },
  }),
  'org.unit': route({
    method: 'GET',
    path: '/api/org/units/:code',
    permission: 'org.read',
    summary:
      'A unit as on a day (or the nearest day of its life), with its names, parents, what it came from and what became of it',
    input: z.object({ code: z.string().max(50), day: Day.optional() }),
    output: z.object({ day: z.string(), unit: Unit, history: History }),
    run: async (ctx, input) => {
      const day = input.day ?? ctx.today;
      const unit = await unitNear(ctx.db, input.code, day);
      return { day, unit, history: await history(ctx.db, unit.id) };
    },
  }),
  'org.trees': route({
    method: 'GET',
    path: '/api/org/trees',
    permission: 'org.read',
    summary: 'Every organisation tree there was, with the days it was in force',
    input: z.object({}),
    output: z.object({ trees: z.array(TreeCount) }),
    run: async (ctx) => ({ trees: await trees(ctx.db) }),
  }),
  'org.change': route({
    method: 'POST',
    path: '/api/org/changes',
    permission: 'org.write',
    summary: 'Founds, renames, moves, merges, splits or dissolves units from a day on',
    input: Change,
    output: z.object({ units: z.array(Unit) }),
    run: async (ctx, input) => {
      const by = { actor: ctx.actor, now: ctx.now, scope: ctx.scope, request_id: ctx.request_id };
      return { units: await unitsByIds(ctx.db, await apply(ctx.db, by, input), input.day) };
    },
  }),
};
