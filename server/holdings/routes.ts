import { z } from 'zod';
import { may } from '#access';
import { inOrder } from '#calendar';
import { keep, open, store } from '#files';
import { addDays, type Day, vietnamMoment } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Ctx, route, type Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Unit, unitOn } from '#org';
import { FileSignatures, signatureState, signaturesOf } from '#signatures';
import {
  audit,
  type By,
  countsByUnit,
  fileInStore,
  findHoldings,
  GROUNDS,
  Holding,
  HoldingUse,
  keepHolding,
  Offered,
  offersFor,
  openStore,
  readingOf,
  UnitCounts,
  usesOf,
  withdraw,
} from './holdings.ts';

const id = z.coerce.number().int().positive();
const unit = z.string().max(60);
/** Citizen identity number (9 or 12 digits), or enterprise code (10 or 13 digits, with or without its dash). */
const identity = z
  .string()
  .trim()
  .transform((text) => text.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^(\d{9}|\d{10}|\d{12}|\d{13})$/));
const day = z.iso.date();
const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((words) => words || null)
    .nullable()
    .default(null);

const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, scope: ctx.scope, request_id: ctx.request_id });

async function unitWithin(db: Db, code: string, on: Day, scope: Scope): Promise<Unit> {
  const found = await unitOn(db, code, on);
  if (!may(scope, found.id)) throw new DomainError('org.unit_unknown', 404, { code });
  return found;
}

/** Fields of a paper that is put into a store by hand, sent beside its file. */
const Described = z.object({
  identity,
  owner_name: z.string().trim().min(1).max(200),
  kind: z.enum(['paper', 'result']).default('paper'),
  name: z.string().trim().min(1).max(300),
  number: text(100),
  issuer: text(200),
  issued_on: day.nullable().default(null),
  valid_until: day.nullable().default(null),
});

export const routes = {
  'holdings.open': route({
    method: 'POST',
    path: '/api/holdings/open',
    permission: 'holdings.read',
    summary: 'Open the electronic store of a person, for two hours: the owner is at the desk, or agreed in writing. On record',
    input: z.object({ identity, unit, ground: z.enum(GROUNDS), note: text(300) }),
    output: z.object({ reading_id: z.number(), until: z.date() }),
    run: async (ctx, input) => {
      const desk = await unitWithin(ctx.db, input.unit, ctx.today, ctx.scope);
      if (input.ground === 'written' && !input.note) throw new DomainError('holdings.note_needed', 422);
      return openStore(ctx.db, { ...input, unit: desk }, by(ctx));
    },
  }),
  'holdings.items': route({
    method: 'GET',
    path: '/api/holdings/open/:reading_id',
    permission: 'holdings.read',
    summary: 'What lies in an opened store, and which dossiers used it',
    input: z.object({ reading_id: id }),
    output: z.object({ until: z.date(), items: z.array(Holding), uses: z.array(HoldingUse) }),
    run: async (ctx, input) => {
      const reading = await readingOf(ctx.db, input.reading_id, by(ctx));
      const items = await findHoldings(ctx.db, { ...reading, day: ctx.today });
      const ids = items.map((one) => one.id);
      return { until: reading.until, items, uses: await usesOf(ctx.db, reading.tenant, ids) };
    },
  }),
  'holdings.file': route({
    method: 'POST',
    path: '/api/holdings/open/:reading_id/items/:id/file',
    permission: 'holdings.read',
    summary: 'The bytes of something in an opened store. On record',
    input: z.object({ reading_id: id, id }),
    output: z.unknown(),
    file: true,
    run: async (ctx, input) => {
      const file_id = await fileInStore(ctx.db, input, by(ctx));
      // The store was opened with a ground; what lies in it may have been kept at another desk.
      const { name, content_type, bytes } = await open(ctx.db, store(), file_id, { unit_ids: null });
      return { file_name: name, content_type, bytes };
    },
  }),
  'holdings.signatures': route({
    method: 'POST',
    path: '/api/holdings/open/:reading_id/items/:id/signatures',
    permission: 'holdings.read',
    summary: 'Who signed something in an opened store. On record',
    input: z.object({ reading_id: id, id }),
    output: FileSignatures,
    run: async (ctx, input) => {
      const file = await open(ctx.db, store(), await fileInStore(ctx.db, input, by(ctx)), { unit_ids: null });
      const signatures = await signaturesOf(ctx.db, file, ctx.now);
      return { state: signatureState(signatures), signatures };
    },
  }),
  'holdings.offer': route({
    method: 'POST',
    path: '/api/holdings/offer',
    permission: 'holdings.read',
    summary:
      'For the papers a procedure asks for: what the applicant’s store has of them already. Names and days only, no content',
    input: z.object({
      identity,
      unit,
      papers: z.array(z.object({ ordinal: z.int().min(1).max(2000), name: z.string().max(300) })).max(100),
    }),
    output: z.array(z.object({ ordinal: z.number(), offers: z.array(Offered) })),
    run: async (ctx, input) => {
      const { tenant } = await unitWithin(ctx.db, input.unit, ctx.today, ctx.scope);
      return offersFor(ctx.db, { tenant, identity: input.identity, day: ctx.today, papers: input.papers });
    },
  }),
  'holdings.add': route({
    method: 'POST',
    path: '/api/holdings/items',
    permission: 'holdings.write',
    summary:
      'Put a paper or an earlier result, still in force, into the store of its owner (multipart; what it is as fields before the file)',
    input: z.object({ unit }),
    output: z.object({ id: z.number() }),
    upload: true,
    run: async (ctx, input) => {
      const desk = await unitWithin(ctx.db, input.unit, ctx.today, ctx.scope);
      const { tenant, id: unit_id } = desk;
      const upload = await ctx.upload();
      const said = Described.parse(Object.fromEntries(Object.entries(upload.fields).filter(([, value]) => value !== '')));
      if (said.issued_on && said.valid_until && said.valid_until < said.issued_on)
        throw new DomainError('holdings.reversed_dates', 422, { issued_on: said.issued_on, valid_until: said.valid_until });
      const { actor, now, request_id } = ctx;
      const file = await keep(ctx.db, store(), { ...upload, unit_id, tenant, actor, now, request_id });
      const bytes = (await open(ctx.db, store(), file.id, { unit_ids: null })).bytes;
      const signatures = await signaturesOf(ctx.db, { content_type: file.content_type, bytes }, now);
      const state = signatureState(signatures);
      const made = { ...said, tenant, unit_id, file, signature_state: state, signer: signatures.at(-1)?.signer ?? null };
      const { id: item_id } = await keepHolding(ctx.db, made, by(ctx));
      await audit(ctx.db, by(ctx), tenant, unit_id, 'holdings.add', 'holding', item_id, {
        kind: said.kind,
        name: said.name,
        sha256: file.sha256,
      });
      return { id: item_id };
    },
  }),
  'holdings.withdraw': route({
    method: 'POST',
    path: '/api/holdings/items/:id/withdraw',
    permission: 'holdings.manage',
    summary: 'Take something out of a store: it is another person’s, or void. It stays on record',
    input: z.object({ id, reason: z.string().trim().min(1).max(500) }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await withdraw(ctx.db, input.id, input.reason, by(ctx));
      return { id: input.id };
    },
  }),
  'holdings.counts': route({
    method: 'GET',
    path: '/api/holdings/counts',
    permission: 'holdings.read',
    summary: 'What was put into stores and what was used again, by unit, in a period',
    input: z.object({ from: day, to: day }),
    output: z.object({ rows: z.array(UnitCounts) }),
    run: async (ctx, input) => {
      inOrder(input.from, input.to);
      const rows = await countsByUnit(
        ctx.db,
        vietnamMoment(input.from, '00:00'),
        vietnamMoment(addDays(input.to, 1), '00:00'),
        ctx.scope,
      );
      return { rows };
    },
  }),
};
