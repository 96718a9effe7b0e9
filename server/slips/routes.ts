import { z } from 'zod';
import { type Ctx, exportTrace, fileTrace, route } from '#lib/route';
import { FORMATS, ownTemplate, TYPES } from './draw.ts';
import { issue, Possible, preview, print, slipsOf } from './issue.ts';
import { Filter, Listed, list, Verified, verify } from './issued.ts';
import { formOf, KINDS, PAPERS } from './kinds.ts';
import { LetterheadInput, LetterheadRow, letterheadsOf, setLetterhead } from './letterhead.ts';
import { Batch, batches, handoverList, register } from './lists.ts';
import {
  activateTemplate,
  previewTemplate,
  restoreTemplate,
  TemplatesOut,
  templateFile,
  templatesOf,
  Uploaded,
  uploadTemplate,
} from './templates.ts';

const id = z.coerce.number().int().positive();
const day = z.iso.date();
const unit = z.string().max(60);
const kind = z.enum(KINDS);
const form_set = z.string().max(20);
const paper = z.enum(PAPERS);
const reason = z.string().trim().min(3).max(500);
const Subject = {
  dossier_id: id.optional(),
  visit_id: id.optional(),
  /** The event it speaks of; left out: the newest of its kind. */
  event_seq: z.coerce.number().int().min(1).optional(),
};
const Wanted = { format: z.enum(FORMATS).default('pdf'), paper: paper.optional() };
const file = { output: z.unknown(), file: true } as const;

const by = async (ctx: Ctx) => ({
  actor: ctx.actor,
  now: ctx.now,
  scope: ctx.scope,
  personal: await ctx.scopeOf('dossiers.read_personal'),
  request_id: ctx.request_id,
});

export const routes = {
  'slips.list': route({
    method: 'GET',
    path: '/api/slips',
    permission: 'slips.print',
    summary: 'Issued slips, newest first',
    input: Filter.extend({
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({ rows: z.array(Listed), total: z.number(), page: z.number(), page_size: z.number() }),
    run: async (ctx, { page, page_size, ...filter }) => ({
      ...(await list(ctx.db, filter, { page, page_size }, ctx.scope, ctx.today)),
      page,
      page_size,
    }),
  }),
  'slips.issue': route({
    method: 'POST',
    path: '/api/slips',
    permission: 'slips.print',
    summary: 'Issue a slip: the next number of the book of its unit; the same slip again is the one already issued',
    input: z.object({ kind, ...Subject }),
    output: z.object({
      id: z.number(),
      kind,
      number_text: z.string(),
      form_set: z.string(),
      issued_at: z.date(),
      is_repeat: z.boolean(),
    }),
    run: async (ctx, input) => issue(ctx.db, input.kind, input, await by(ctx)),
  }),
  'slips.of': route({
    method: 'GET',
    path: '/api/slips/of/:dossier_id',
    permission: 'slips.print',
    summary: 'Every slip a dossier has or may have',
    input: z.object({ dossier_id: id }),
    output: z.array(Possible),
    run: async (ctx, input) => slipsOf(ctx.db, input.dossier_id, await by(ctx)),
  }),
  'slips.print': route({
    method: 'GET',
    path: '/api/slips/:id/file',
    permission: 'slips.print',
    summary:
      'An issued slip as PDF or Word, in the words it was issued with; later printings say that they are copies. On record',
    input: z.object({ id, ...Wanted }),
    ...file,
    trace: fileTrace('slip', ['format', 'paper']),
    run: async (ctx, input) => print(ctx.db, input.id, input, await by(ctx)),
  }),
  'slips.preview': route({
    method: 'GET',
    path: '/api/slips/drawn/:kind',
    permission: 'slips.print',
    summary: 'A slip as it would be now: lists that carry no number, drafts of slips that do',
    input: z.object({ kind, ...Subject, ...Wanted }),
    ...file,
    trace: exportTrace('slips'),
    run: async (ctx, input) => preview(ctx.db, input.kind, input, input, await by(ctx)),
  }),
  'slips.register': route({
    method: 'GET',
    path: '/api/slips/register',
    permission: 'slips.print',
    summary: 'Register of the dossiers a desk received from one day to another',
    input: z.object({ unit, from: day, to: day, format: z.enum(FORMATS).default('pdf') }),
    ...file,
    trace: exportTrace('register'),
    run: async (ctx, input) => register(ctx.db, input, await by(ctx)),
  }),
  'slips.batches': route({
    method: 'GET',
    path: '/api/slips/batches',
    permission: 'slips.print',
    summary: 'What a unit handed over on a day, by the unit or officer that got it',
    input: z.object({ unit, day }),
    output: z.array(Batch),
    run: async (ctx, input) => batches(ctx.db, input, await by(ctx)),
  }),
  'slips.handover_list': route({
    method: 'GET',
    path: '/api/slips/handover_list',
    permission: 'slips.print',
    summary: 'Hand-over list of a day from one unit to another, or to one officer',
    input: z.object({ unit, to: unit, account_id: id.optional(), day, format: z.enum(FORMATS).default('pdf') }),
    ...file,
    trace: exportTrace('handover list'),
    run: async (ctx, input) => handoverList(ctx.db, input, await by(ctx)),
  }),
  'slips.verify': route({
    method: 'GET',
    path: '/api/slips/verify/:token',
    permission: 'public',
    summary: 'Whether a slip is genuine and where its dossier stands, by the code on it',
    input: z.object({ token: z.string().min(16).max(64) }),
    output: Verified,
    run: (ctx, input) => verify(ctx.db, input.token),
  }),
  'slips.templates': route({
    method: 'GET',
    path: '/api/slips/templates',
    permission: 'slips.templates',
    summary: 'Templates of a unit: what is in force, versions, tags each kind may carry',
    input: z.object({ unit }),
    output: TemplatesOut,
    run: (ctx, input) => templatesOf(ctx.db, input.unit, ctx.today, ctx.scope),
  }),
  'slips.product_template': route({
    method: 'GET',
    path: '/api/slips/templates/product/:kind',
    permission: 'slips.templates',
    summary: "The product's own template in Word, with its tags, to make one's own from",
    input: z.object({ kind, form_set, paper }),
    ...file,
    run: async (_ctx, input) => {
      const on = formOf(input.kind, input.form_set, input.paper).paper;
      return {
        file_name: `mau-${input.kind}-${input.form_set.replace('/', '-')}-${on}.docx`,
        content_type: TYPES.docx,
        bytes: await ownTemplate(input.kind, input.form_set, on),
      };
    },
  }),
  'slips.upload_template': route({
    method: 'POST',
    path: '/api/slips/templates/of/:unit/:kind/:form_set',
    permission: 'slips.templates',
    summary:
      'Check a Word template and keep it when nothing is wrong with it (multipart); the reply names every fault with its place',
    input: z.object({ kind, unit, form_set }),
    output: Uploaded,
    upload: true,
    run: async (ctx, input) => {
      const upload = await ctx.upload();
      const note = upload.fields.note?.trim().slice(0, 500) || null;
      return uploadTemplate(ctx.db, { ...input, note }, upload, await by(ctx));
    },
  }),
  'slips.template_file': route({
    method: 'GET',
    path: '/api/slips/templates/:id/file',
    permission: 'slips.templates',
    summary: 'A version of a template, as it was uploaded',
    input: z.object({ id }),
    ...file,
    run: (ctx, input) => templateFile(ctx.db, input.id, ctx.scope),
  }),
  'slips.preview_template': route({
    method: 'GET',
    path: '/api/slips/templates/:id/preview',
    permission: 'slips.templates',
    summary: 'A version of a template filled with a made-up slip',
    input: z.object({ id }),
    ...file,
    run: (ctx, input) => previewTemplate(ctx.db, input.id, ctx.scope),
  }),
  'slips.activate_template': route({
    method: 'POST',
    path: '/api/slips/templates/:id/activate',
    permission: 'slips.templates',
    summary: 'Print by this template from a day on',
    input: z.object({ id, from_on: day, reason }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await activateTemplate(ctx.db, input, await by(ctx));
      return { id: input.id };
    },
  }),
  'slips.restore_template': route({
    method: 'POST',
    path: '/api/slips/templates/restore',
    permission: 'slips.templates',
    summary: "Print by the product's own template again from a day on",
    input: z.object({ unit, kind, form_set, paper, from_on: day, reason }),
    output: z.object({ unit: z.string() }),
    run: async (ctx, input) => {
      await restoreTemplate(ctx.db, input, await by(ctx));
      return { unit: input.unit };
    },
  }),
  'slips.letterheads': route({
    method: 'GET',
    path: '/api/slips/letterheads',
    permission: 'slips.templates',
    summary: 'What a unit calls its desk on slips, now and before',
    input: z.object({ unit }),
    output: z.object({
      unit_code: z.string(),
      unit_name: z.string(),
      now: LetterheadRow.omit({ unit_id: true, from_on: true, at: true }),
      rows: z.array(LetterheadRow),
    }),
    run: (ctx, input) => letterheadsOf(ctx.db, input.unit, ctx.today, ctx.scope),
  }),
  'slips.set_letterhead': route({
    method: 'POST',
    path: '/api/slips/letterheads',
    permission: 'slips.templates',
    summary: 'Say what a unit calls its desk on slips from a day on',
    input: LetterheadInput,
    output: z.object({ unit: z.string() }),
    run: async (ctx, input) => {
      await setLetterhead(ctx.db, input, await by(ctx));
      return { unit: input.unit };
    },
  }),
};
