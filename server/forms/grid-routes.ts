import { z } from 'zod';
import { reachOf } from '#access';
import { addDays } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Ctx, route } from '#lib/route';
import { linkById, linkEvidence, unlinkEvidence } from '#registers';
import { GridOut, grid, gridGround } from './grid.ts';
import { CellOut, cellOf } from './grid-cell.ts';
import { Counts, filingsOf } from './grid-facts.ts';
import { declaredNow } from './grid-inputs.ts';
import { byPeriod, byUnit, PeriodsOut, UnitsOut } from './grid-matrix.ts';
import { complete, explain, remark, reopen, saveCells } from './grid-save.ts';

const Text = z.string().trim().min(1).max(100);
const Day = z.string().max(20);
const said = (most: number) => z.string().trim().min(1).max(most);
const maybe = (most: number) => z.string().trim().max(most).nullable();

const Place = z.object({ code: Text, unit: Text, from: Day, to: Day });
const Done = z.object({ id: z.number() });

/** Evidence may be dated as long as this before and after the period. */
const EVIDENCE_DAYS = 366;

const CellIn = z.object({
  key: z.string().min(1).max(60),
  /** Of another unit or period than the form's. */
  unit: Text.optional(),
  from: Day.optional(),
  to: Day.optional(),
  value: maybe(500),
  note: maybe(500).optional(),
  version: z.int().min(0).default(0),
  reason: maybe(1000).optional(),
  evidence: z
    .array(
      z.object({
        evidence_id: z.int().positive(),
        page: z.int().min(1).max(99_999).nullable().default(null),
        quote: maybe(2000).default(null),
      }),
    )
    .max(20)
    .optional(),
});

export const gridRoutes = {
  'forms.grid': route({
    method: 'GET',
    path: '/api/forms/:code/grid',
    permission: 'forms.read',
    summary:
      'A list form as a grid to fill: every cell with its state, what was declared, comments, its usual range; and every rule held against it',
    input: Place,
    output: GridOut,
    run: (ctx, { code, ...ask }) => grid(ctx.db, { ...ask, form: code, today: ctx.today }, ctx.scope),
  }),

  'forms.grid_cell': route({
    method: 'GET',
    path: '/api/forms/:code/grid/cell',
    permission: 'forms.read',
    summary:
      'One cell: definition and source, the twelve periods before, who changed it from what to what, limits, comments, evidence',
    input: Place.extend({ key: z.string().min(1).max(60) }),
    output: CellOut,
    run: (ctx, { code, ...ask }) => cellOf(ctx.db, { ...ask, form: code, today: ctx.today }, ctx.scope),
  }),

  'forms.save_cells': route({
    method: 'POST',
    path: '/api/forms/:code/grid',
    permission: 'measures.declare',
    summary: 'Declares cells of a form, all or none; what is wrong is told by cell. A value that stood there wants a reason',
    input: Place.extend({ cells: z.array(CellIn).min(1).max(2000), reason: maybe(1000).optional() }),
    /** `versions` of the cells in their order. */
    output: z.object({ saved: z.number(), unchanged: z.number(), versions: z.array(z.number()) }),
    run: (ctx, { code, unit, from, to, reason, cells }) =>
      saveCells(
        ctx.db,
        code,
        cells.map((cell) => ({
          ...cell,
          unit: cell.unit ?? unit,
          from: cell.from ?? from,
          to: cell.to ?? to,
          reason: cell.reason || reason || null,
        })),
        ctx,
      ),
  }),

  'forms.complete': route({
    method: 'POST',
    path: '/api/forms/:code/completion',
    permission: 'forms.complete',
    summary:
      'Says that the form of a unit and a period is complete, with a reason where cells are empty or rules fail; those of high importance must be explained before',
    input: Place.extend({ reason: z.string().trim().max(1000).default('') }),
    output: z.object({ counts: Counts }),
    run: (ctx, { code, reason, ...ask }) => complete(ctx.db, { ...ask, form: code, today: ctx.today }, reason || null, ctx),
  }),

  'forms.reopen': route({
    method: 'POST',
    path: '/api/forms/:code/completion/reopen',
    permission: 'forms.complete',
    summary: 'Opens a complete form again, with a reason',
    input: Place.extend({ reason: said(1000) }),
    output: z.object({}),
    run: async (ctx, { code, reason, ...ask }) => {
      await reopen(ctx.db, { ...ask, form: code }, reason, ctx);
      return {};
    },
  }),

  'forms.remark': route({
    method: 'POST',
    path: '/api/forms/:code/grid/remarks',
    permission: 'forms.remark',
    summary: 'A comment on a cell, or a flag that somebody must follow it up',
    input: Place.extend({
      key: z.string().min(1).max(60),
      kind: z.enum(['comment', 'flagged', 'unflagged']),
      words: maybe(2000).default(null),
    }).refine((input) => input.kind !== 'comment' || Boolean(input.words), {
      path: ['words'],
      message: 'a comment says something',
    }),
    output: Done,
    run: (ctx, { code, key, kind, words, ...ask }) =>
      remark(ctx.db, { ...ask, form: code }, { cell: key, kind, words: words || null }, ctx),
  }),

  'forms.explain': route({
    method: 'POST',
    path: '/api/forms/:code/grid/explanations',
    permission: 'forms.complete',
    summary: 'Why a rule that fails with these figures does not hinder the form, over the name of who says so',
    input: Place.extend({ rule: Text, words: said(2000) }),
    output: Done,
    run: (ctx, { code, rule, words, ...ask }) => explain(ctx.db, { ...ask, form: code, today: ctx.today }, { rule, words }, ctx),
  }),

  'forms.link_evidence': route({
    method: 'POST',
    path: '/api/forms/:code/grid/evidence',
    permission: 'measures.declare',
    summary: 'Says that a document proves a declared cell, on which page and in which words',
    input: Place.extend({
      key: z.string().min(1).max(60),
      evidence_id: z.int().positive(),
      page: z.int().min(1).max(99_999).nullable().default(null),
      quote: maybe(2000).default(null),
    }),
    output: z.object({ link_id: z.number() }),
    run: async (ctx, { code, key, evidence_id, page, quote, ...ask }) => {
      const { input, declared } = await declaredCell(ctx, { ...ask, form: code }, key);
      const window = { from: addDays(input.s, -EVIDENCE_DAYS), to: addDays(input.e, EVIDENCE_DAYS) };
      const use = { evidence_id, page, quote: quote || null, window };
      return linkEvidence(
        ctx.db,
        { ...ctx, scope: reachOf(ctx.scope) },
        { ...use, subject_kind: 'declaration', subject_id: declared.id },
      );
    },
  }),

  'forms.unlink_evidence': route({
    method: 'POST',
    path: '/api/forms/:code/grid/evidence/unlink',
    permission: 'measures.declare',
    summary: 'Says that a document does not prove a declared cell after all, with the reason; the document stays',
    input: Place.extend({ key: z.string().min(1).max(60), link_id: z.int().positive(), reason: said(1000) }),
    output: z.object({}),
    run: async (ctx, { code, key, link_id, reason, ...ask }) => {
      const { declared } = await declaredCell(ctx, { ...ask, form: code }, key);
      const { subject_kind, subject_id } = await linkById(ctx.db, link_id, ctx.scope);
      if (subject_kind !== 'declaration' || subject_id !== String(declared.id))
        throw new DomainError('registers.link_not_found', 404, { id: link_id });
      await unlinkEvidence(ctx.db, ctx, { link_id, reason });
      return {};
    },
  }),

  'forms.periods': route({
    method: 'GET',
    path: '/api/forms/:code/periods',
    permission: 'forms.read',
    summary: 'The declared cells of a form at one unit, over the months, quarters or halves of a year',
    input: z.object({
      code: Text,
      unit: Text,
      year: z.coerce.number().int().min(2000).max(2100),
      kind: z.enum(['month', 'quarter', 'half_year', 'year']).default('quarter'),
      regime: z.enum(['ND09', 'CAL']).default('ND09'),
    }),
    output: PeriodsOut,
    run: (ctx, { code, ...ask }) => byPeriod(ctx.db, { ...ask, form: code, today: ctx.today }, ctx.scope),
  }),

  'forms.units': route({
    method: 'GET',
    path: '/api/forms/:code/units',
    permission: 'forms.read',
    summary: 'The declared cells of a form at the units just below one, for a period; and which of them have completed it',
    input: Place,
    output: UnitsOut,
    run: (ctx, { code, ...ask }) => byUnit(ctx.db, { ...ask, form: code, today: ctx.today }, ctx.scope),
  }),
};

/** A declared cell and what was declared last. @throws forms.cell_not_declared, forms.nothing_to_prove, forms.already_complete */
async function declaredCell(ctx: Ctx, ask: { form: string; unit: string; from: string; to: string }, key: string) {
  const { unit, inputs, place } = await gridGround(ctx.db, ask, ctx.scope);
  const input = inputs.get(key);
  if (!input) throw new DomainError('forms.cell_not_declared', 422, { cell: key });
  const declared = (await declaredNow(ctx.db, unit.id, [input], ctx.scope)).get(key);
  if (!declared) throw new DomainError('forms.nothing_to_prove', 409, { cell: key });
  if ((await filingsOf(ctx.db, place, ctx.scope)).at(-1)?.kind === 'completed')
    throw new DomainError('forms.already_complete', 409, { form: ask.form });
  return { input, declared };
}
