// Routes of reports that are kept.
import { z } from 'zod';
import { open, store } from '#files';
import { addDays } from '#lib/day';
import { docxToPdf, NoOffice, OfficeFailed } from '#lib/office';
import { documentPdf } from '#lib/pdf';
import { type Ctx, exportTrace, route, type Upload } from '#lib/route';
import type { Db } from '#lib/sql';
import { wholeOf } from '#lib/whole';
import { descendants } from '#org';
import { withCellTexts } from './cell-text.ts';
import { findingsOfMoved, movedBelow } from './consolidate-moved.ts';
import { Content, Paragraph } from './content.ts';
import { CAUSES, Difference, differences } from './differences.ts';
import { takeStep } from './dispatch-step.ts';
import { Refreshed, refresh, Saved, save } from './edit.ts';
import { FigureWanted } from './figure-added.ts';
import { codeOf, issuedOf } from './issue.ts';
import { Verified, verify } from './issue-check.ts';
import { ReportRow, reportsIn } from './list.ts';
import { create } from './make.ts';
import { documentOf } from './print.ts';
import { Readiness, readinessOf } from './ready.ts';
import { ExplanationShown, explanationsOf, RemarkShown, remarksOf } from './remarks.ts';
import { rightsOf } from './rights.ts';
import { finalPdf, isWaiting, Signed, signedOf } from './sign.ts';
import { STATES, STEP_NAMES, STEPS, stateAfter } from './states.ts';
import {
  type By,
  EventShown,
  eventsOf,
  FindingShown,
  figureAddress,
  type Held,
  held,
  unitOf,
  type Version,
  VersionShown,
  versionOf,
  versionsOf,
  writtenDraft,
} from './stored.ts';
import { givenOut, markOn, Uploaded, upload } from './upload.ts';
import { notesOf, WindowNoteShown } from './window-kept.ts';
import { marked, unbound } from './word/mark.ts';

const id = z.coerce.number().int().positive();
const words = (most: number) => z.string().trim().min(1).max(most);
const day = z.iso.date();
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const MOST_FILE_BYTES = 50 * 1024 * 1024;

/** Keys of blocks, separated by commas. */
const blockKeys = z
  .string()
  .max(4000)
  .default('')
  .transform((text) => text.split(',').filter((key) => key !== ''));

const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, scope: ctx.scope, request_id: ctx.request_id });

const taken = async (sent: Upload) => ({ name: sent.name, bytes: await wholeOf(sent, MOST_FILE_BYTES) });

const Shown = z.object({
  id: z.number(),
  title: z.string(),
  regime: z.string(),
  unit: z.object({ code: z.string(), name: z.string() }),
  from: z.string(),
  to: z.string(),
  due_on: z.string().nullable(),
  state: z.enum(STATES),
  /** Steps that the reader may take now. */
  steps: z.array(z.enum(STEP_NAMES as [string, ...string[]])),
  /** Whether the reader is of the people who write, issue, send the reports of this unit. */
  may_write: z.boolean(),
  may_issue: z.boolean(),
  may_send: z.boolean(),
  version: z.number(),
  made_at: z.date(),
  known_at: z.date(),
  has_own_file: z.boolean(),
  /** Other units stand below this one, whose reports it may consolidate. */
  has_below: z.boolean(),
  content: Content,
  findings: z.array(FindingShown),
  /** What should be known of the days its figures are of: records counted twice or not at all; only until it is issued. */
  window_notes: z.array(WindowNoteShown),
  /** What hinders it from going further, and what is told on the way. */
  readiness: Readiness,
  events: z.array(EventShown),
  versions: z.array(VersionShown),
  remarks: z.array(RemarkShown),
  explanations: z.array(ExplanationShown),
  issued: z
    .object({
      number: z.number(),
      year: z.number(),
      issued_on: z.string(),
      signer: z.string(),
      token: z.string(),
      sha256: z.string(),
      version: z.number(),
      code: z.string(),
      has_pdf: z.boolean(),
      /** Signatures of its PDF, in their order. */
      signed: z.array(Signed.omit({ file_id: true })),
      is_signature_waiting: z.boolean(),
    })
    .nullable(),
});

function stepRoute(name: 'submit' | 'return' | 'approve' | 'accept' | 'send_back' | 'recall', summary: string) {
  return route({
    method: 'POST',
    path: `/api/reports/:id/${name}`,
    permission: STEPS[name].permission,
    summary,
    input: z.object({ id, reason: z.string().trim().max(2000).default('') }),
    output: z.object({ state: z.enum(STATES), remarks: z.number() }),
    run: (ctx, input) => takeStep(ctx.db, input.id, name, input.reason || null, by(ctx)),
  });
}

/** A draft in the office's own file or template as PDF; null where it is in the product's own layout, or LibreOffice is not there. */
async function ownLayoutPdf(db: Db, report: Held, version: Version, asker: By): Promise<Uint8Array | null> {
  const file = version.file_id === null ? null : (await open(db, store(), version.file_id, asker.scope)).bytes;
  const { template_id, bytes } = file
    ? { template_id: null, bytes: file }
    : await writtenDraft(db, report, version.content, asker.now);
  if (file === null && template_id === null) return null;
  const { title, unit_name } = version.content;
  try {
    return await docxToPdf(unbound(marked(bytes, await markOn(db, report, version.version), { title, author: unit_name })));
  } catch (cause) {
    if (cause instanceof NoOffice || cause instanceof OfficeFailed) return null;
    throw cause;
  }
}

export const storedRoutes = {
  'reports.list': route({
    method: 'GET',
    path: '/api/reports',
    permission: 'reports.read',
    summary: 'Reports of the units in reach, newest period first',
    input: z.object({
      unit: z.string().max(60).optional(),
      regime: z.string().max(40).optional(),
      state: z.enum(STATES).optional(),
      from: day.optional(),
      to: day.optional(),
      q: z.string().max(100).optional(),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({ rows: z.array(ReportRow), total: z.number(), page: z.number(), page_size: z.number() }),
    run: async (ctx, { to, ...input }) => {
      const { page, page_size } = input;
      const wanted = { ...input, ...(to === undefined ? {} : { before: addDays(to, 1) }) };
      return { ...(await reportsIn(ctx.db, wanted, ctx.scope, ctx.today)), page, page_size };
    },
  }),
  'reports.create': route({
    method: 'POST',
    path: '/api/reports',
    permission: 'reports.write',
    summary: 'Make the report of a unit for a period, written from the records; asked again it is the one that is there',
    input: z.object({
      unit: words(60),
      regime: words(40),
      kind: words(20),
      year: z.coerce.number().int().min(2000).max(2199),
      n: z.coerce.number().int().min(1).max(12).default(1),
      /** Days of a free period, both included. */
      from: day.optional(),
      to: day.optional(),
      /** First day whose records count; else the day after the figures of the period before were closed. */
      data_from: day.optional(),
      /** Last day whose records count, where figures are closed before the period ends. */
      data_to: day.optional(),
    }),
    output: z.object({ id: z.number(), is_new: z.boolean() }),
    run: (ctx, input) => create(ctx.db, input, by(ctx)),
  }),
  'reports.get': route({
    method: 'GET',
    path: '/api/reports/:id',
    permission: 'reports.read',
    summary: 'A report with its words, figures, findings, remarks and history',
    input: z.object({ id, version: z.coerce.number().int().positive().optional() }),
    output: Shown,
    run: async (ctx, input) => {
      const report = await held(ctx.db, input.id, ctx.scope);
      const version = await versionOf(ctx.db, report, input.version);
      const events = await eventsOf(ctx.db, report);
      const state = stateAfter((events.at(-1) as z.infer<typeof EventShown>).kind);
      const unit = await unitOf(ctx.db, report);
      const issued = await issuedOf(ctx.db, report);
      // Of an issued version what was issued: with its number, day and signer.
      const content = issued?.version === version.version ? issued.content : version.content;
      const submitted_by = events.findLast(({ kind }) => kind === 'submitted')?.by ?? null;
      // Of an issued report the differences tell what changed since.
      const is_open = issued?.version !== version.version;
      const moved = is_open ? findingsOfMoved(await movedBelow(ctx.db, report, version)) : [];
      return {
        id: report.id,
        title: report.title,
        regime: report.regime,
        unit: { code: unit.code, name: unit.name },
        from: report.s,
        to: addDays(report.e, -1),
        due_on: report.due_on,
        state,
        ...(await rightsOf(ctx, report, { state, submitted_by, issued: issued?.version ?? null })),
        version: version.version,
        made_at: version.made_at,
        known_at: version.known_at,
        has_own_file: version.file_id !== null,
        has_below: (await descendants(ctx.db, unit.id, addDays(report.e, -1))).length > 1,
        content: withCellTexts(content),
        findings: [...moved, ...(version.findings ?? [])],
        window_notes: is_open ? await notesOf(ctx.db, report, unit) : [],
        readiness: await readinessOf(ctx.db, report, version),
        events,
        versions: await versionsOf(ctx.db, report),
        remarks: await remarksOf(ctx.db, report, content),
        explanations: await explanationsOf(ctx.db, report),
        issued: issued && {
          number: issued.number,
          year: issued.year,
          issued_on: issued.issued_on,
          signer: issued.signer,
          token: issued.token,
          sha256: issued.docx_sha256,
          version: issued.version,
          code: codeOf(issued),
          has_pdf: issued.pdf_file_id !== null,
          signed: await signedOf(ctx.db, { tenant: report.tenant, report_id: report.id, version: issued.version }),
          is_signature_waiting: await isWaiting(ctx.db, report),
        },
      };
    },
  }),
  'reports.save': route({
    method: 'POST',
    path: '/api/reports/:id/save',
    permission: 'reports.write',
    summary: 'Words of blocks changed in the browser, as a new version',
    input: z.object({
      id,
      version: z.coerce.number().int().positive(),
      blocks: z.record(z.string().max(60), z.array(Paragraph).max(500)),
      /** Figures in the words that the report does not have yet. */
      figures: z.array(FigureWanted).max(50).default([]),
    }),
    output: Saved,
    run: (ctx, input) => save(ctx.db, input.id, input, by(ctx)),
  }),
  'reports.refresh': route({
    method: 'POST',
    path: '/api/reports/:id/refresh',
    permission: 'reports.write',
    summary: 'Figures of today in the words as they are, as a new version',
    input: z.object({ id, version: z.coerce.number().int().positive() }),
    output: Refreshed,
    run: (ctx, input) => refresh(ctx.db, input.id, input.version, by(ctx)),
  }),
  'reports.upload': route({
    method: 'POST',
    path: '/api/reports/:id/upload',
    permission: 'reports.write',
    summary: 'The Word file as the office edited it: words taken over, figures changed by hand told and put back',
    input: z.object({
      id,
      /** Blocks changed in the file and by somebody else since: those that stay as in the file, and those that stay as in the report. */
      keep_mine: blockKeys,
      keep_theirs: blockKeys,
    }),
    output: Uploaded,
    upload: true,
    run: async (ctx, input) => {
      const choice = { mine: new Set(input.keep_mine), theirs: new Set(input.keep_theirs) };
      return upload(ctx.db, input.id, await taken(await ctx.upload()), choice, by(ctx));
    },
  }),
  'reports.docx': route({
    method: 'GET',
    path: '/api/reports/:id/docx',
    permission: 'reports.read',
    summary: 'The Word file of a version; of an issued report the file as issued',
    input: z.object({ id, version: z.coerce.number().int().positive().optional() }),
    output: z.unknown(),
    file: true,
    trace: exportTrace('reports.docx'),
    run: async (ctx, input) => {
      const report = await held(ctx.db, input.id, ctx.scope);
      const version = await versionOf(ctx.db, report, input.version);
      const issued = await issuedOf(ctx.db, report);
      const is_issued = issued?.version === version.version;
      const bytes = is_issued
        ? (await open(ctx.db, store(), issued.docx_file_id, ctx.scope)).bytes
        : await givenOut(ctx.db, report, version, by(ctx));
      return { file_name: `bao-cao-${report.id}-lan-${version.version}.docx`, content_type: DOCX, bytes };
    },
  }),
  'reports.pdf': route({
    method: 'GET',
    path: '/api/reports/:id/pdf',
    permission: 'reports.read',
    summary: 'The report as PDF; of an issued report the file as issued, with the signatures it has',
    input: z.object({ id, version: z.coerce.number().int().positive().optional() }),
    output: z.unknown(),
    file: true,
    trace: exportTrace('reports.pdf'),
    run: async (ctx, input) => {
      const report = await held(ctx.db, input.id, ctx.scope);
      const version = await versionOf(ctx.db, report, input.version);
      const issued = await issuedOf(ctx.db, report);
      const is_issued = issued !== null && issued.version === version.version;
      const kept = is_issued ? await finalPdf(ctx.db, report, issued) : null;
      if (kept !== null) {
        const { name: file_name, bytes } = await open(ctx.db, store(), kept, { unit_ids: null });
        return { file_name, content_type: 'application/pdf', bytes };
      }
      const content = is_issued ? issued.content : version.content;
      const file_name = `bao-cao-${report.id}-lan-${version.version}.pdf`;
      const own = is_issued ? null : await ownLayoutPdf(ctx.db, report, version, by(ctx));
      if (own !== null) return { file_name, content_type: 'application/pdf', bytes: own };
      const document = documentOf(content, version.made_at, (anchor) => figureAddress(report.id, anchor));
      return { file_name, content_type: 'application/pdf', bytes: await documentPdf(document) };
    },
  }),
  'reports.submit': stepRoute('submit', 'Hand the report to whoever approves it'),
  'reports.return': stepRoute('return', 'Give the report back with a reason'),
  'reports.approve': stepRoute('approve', 'Approve a report that somebody else submitted'),
  'reports.accept': stepRoute('accept', 'Accept the issued report of a unit below'),
  'reports.send_back': stepRoute('send_back', 'Send the issued report of a unit below back with a reason'),
  'reports.recall': stepRoute('recall', 'Recall an issued report with a reason'),
  'reports.differences': route({
    method: 'GET',
    path: '/api/reports/:id/differences',
    permission: 'reports.read',
    summary: 'Figures of an issued report that would be others today, with the records that came in and went out, and why',
    input: z.object({ id }),
    output: z.object({ known_at: z.date().nullable(), causes: z.array(z.enum(CAUSES)), rows: z.array(Difference) }),
    run: async (ctx, input) => {
      const report = await held(ctx.db, input.id, ctx.scope);
      const issued = await issuedOf(ctx.db, report);
      if (!issued) return { known_at: null, causes: [...CAUSES], rows: [] };
      return {
        known_at: issued.known_at,
        causes: [...CAUSES],
        rows: await differences(ctx.db, report, issued, ctx.scope, ctx.today),
      };
    },
  }),
  'reports.verify': route({
    method: 'GET',
    path: '/api/reports/verify/:token',
    permission: 'public',
    summary: 'What the code of a report says to anybody: which report it is, whether it is in force, the hash of its file',
    input: z.object({ token: z.string().min(10).max(60) }),
    output: Verified,
    run: (ctx, input) => verify(ctx.db, input.token, ctx.now),
  }),
};
