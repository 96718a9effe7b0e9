// Routes of issuing a report: who may sign it, and the issue itself.
import { z } from 'zod';
import { route } from '#lib/route';
import { issue } from './issue.ts';
import { firstDay } from './issue-day.ts';
import { authorityLines, SIGNS_AS, Signer, signerOf, signersAt, signsAsOf } from './signers.ts';
import { held, unitOf, versionOf } from './stored.ts';

const id = z.coerce.number().int().positive();

const SignersShown = z.object({
  rows: z.array(
    Signer.extend({
      /** What the title of the officer says. */
      signs_as: z.enum(SIGNS_AS),
      /** Lines above the signature for each way of signing. */
      ways: z.array(z.object({ signs_as: z.enum(SIGNS_AS), authority: z.array(z.string()) })),
    }),
  ),
  /** The first day the report may bear, today. */
  from: z.string(),
});

export const issueRoutes = {
  'reports.issue': route({
    method: 'POST',
    path: '/api/reports/:id/issue',
    permission: 'reports.issue',
    summary: 'Issue an approved report: number, file, every figure frozen',
    input: z.object({
      id,
      /** An officer of the unit, of those who may sign. */
      signer_id: id,
      /** How he signs; what his title says without it. */
      signs_as: z.enum(SIGNS_AS).optional(),
      issued_on: z.iso.date(),
    }),
    output: z.object({ number: z.number(), year: z.number(), token: z.string() }),
    run: async (ctx, input) => {
      const { db, actor, now, scope, request_id, today } = ctx;
      const report = await held(db, input.id, scope);
      const signer = await signerOf(db, await unitOf(db, report), input.signer_id, today);
      const { content } = await versionOf(db, report);
      const authority = authorityLines(content.authority, input.signs_as ?? signsAsOf(signer.title), signer.title);
      const ask = { signer: signer.name, issued_on: input.issued_on, authority };
      return issue(db, input.id, ask, { actor, now, scope, request_id });
    },
  }),
  'reports.signers': route({
    method: 'GET',
    path: '/api/reports/:id/signers',
    permission: 'reports.issue',
    summary: 'Officers of the unit who may stand under its report, how each signs, and the first day it may bear',
    input: z.object({ id }),
    output: SignersShown,
    run: async ({ db, scope, today }, input) => {
      const report = await held(db, input.id, scope);
      const version = await versionOf(db, report);
      const rows = await signersAt(db, report.unit_id, today);
      return {
        rows: rows.map((one) => ({
          ...one,
          signs_as: signsAsOf(one.title),
          ways: SIGNS_AS.map((as) => ({ signs_as: as, authority: authorityLines(version.content.authority, as, one.title) })),
        })),
        from: await firstDay(db, report, version, today),
      };
    },
  }),
};
