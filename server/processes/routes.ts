import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { type Ctx, fileTrace, route, type Scope } from '#lib/route';
import { beginningOf } from '#lib/whole';
import { Absence, type By as AbsenceBy, absences, addAbsence, Colleague, colleagues, endAbsence, NewAbsence } from './absence.ts';
import { Definition, type Fault, faultsOf } from './definition.ts';
import { fromYaml, type ProcessEntry, toYaml } from './pack.ts';
import * as processes from './processes.ts';
import { type By, NewProcess } from './processes.ts';
import * as shown from './show.ts';
import { Gap, ListedProcess, ProcessShown, type Reader } from './show.ts';

const id = z.coerce.number().int().positive();
const day = z.iso.date();
const FaultShape = z.object({
  code: z.string(),
  step: z.string().nullable(),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
});
const MOST_FILE_BYTES = 1024 * 1024;

const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, today: ctx.today, scope: ctx.scope, request_id: ctx.request_id });
const reader = async (ctx: Ctx, on = ctx.today): Promise<Reader> => ({
  scope: ctx.scope,
  above: ctx.scope.unit_ids === null ? [] : await shown.above(ctx.db, await topmost(ctx), ctx.today),
  day: on,
});
/** Units above those of a right are found from the units the right was given on: few of the many it reaches. */
const topmost = async (ctx: Ctx): Promise<readonly number[]> =>
  processes.grantedOn(ctx.db, ctx.actor.user_id, 'processes.read', ctx.today);
const leads = async (ctx: Ctx): Promise<Scope> => ctx.scopeOf('dossiers.assign');
const absenceBy = async (ctx: Ctx): Promise<AbsenceBy> => ({ ...by(ctx), scope: await leads(ctx) });

export const routes = {
  'processes.list': route({
    method: 'GET',
    path: '/api/processes',
    permission: 'processes.read',
    summary: 'Internal processes: those of the units in reach, those above them, and the models',
    input: z.object({ q: z.string().max(200).optional(), unit: z.string().max(60).optional(), day: day.optional() }),
    output: z.array(ListedProcess),
    run: async (ctx, input) => shown.list(ctx.db, input, await reader(ctx, input.day)),
  }),
  'processes.gaps': route({
    method: 'GET',
    path: '/api/processes/gaps',
    permission: 'processes.read',
    summary: 'Procedures that have no process in force where a unit decides',
    input: z.object({
      unit: z.string().max(60),
      level: z.enum(['province', 'district', 'commune']).optional(),
      day: day.optional(),
    }),
    output: z.array(Gap),
    run: (ctx, input) => shown.gaps(ctx.db, { ...input, day: input.day ?? ctx.today }),
  }),
  'processes.roles': route({
    method: 'GET',
    path: '/api/processes/roles',
    permission: 'processes.read',
    summary: 'Roles a step may name',
    input: z.object({}),
    output: z.array(z.object({ code: z.string(), name_vi: z.string(), name_en: z.string() })),
    run: (ctx) => shown.roles(ctx.db),
  }),
  'processes.check': route({
    method: 'POST',
    path: '/api/processes/check',
    permission: 'processes.read',
    summary: 'What is wrong with a process that is being written; nothing is kept',
    input: z.object({ definition: Definition, procedure_code: z.string().max(60).nullable().default(null), day: day.optional() }),
    output: z.array(FaultShape),
    run: async (ctx, input): Promise<Fault[]> =>
      faultsOf(input.definition, await shown.limitOn(ctx.db, input.procedure_code, input.day ?? ctx.today)),
  }),
  'processes.import': route({
    method: 'POST',
    path: '/api/processes/import/:unit',
    permission: 'processes.write',
    summary: 'A new process of an authority from a YAML file (multipart)',
    input: z.object({ unit: z.string().max(60) }),
    output: z.object({ id: z.number() }),
    upload: true,
    run: async (ctx, input) => {
      const entry = fromYaml(await textOf((await ctx.upload()).bytes));
      return processes.create(ctx.db, fromEntry(entry, input.unit), by(ctx));
    },
  }),
  'processes.create': route({
    method: 'POST',
    path: '/api/processes',
    permission: 'processes.write',
    summary: 'Begin a process for an authority, empty or as a copy; it is a draft',
    input: NewProcess,
    output: z.object({ id: z.number() }),
    run: (ctx, input) => processes.create(ctx.db, input, by(ctx)),
  }),
  'processes.get': route({
    method: 'GET',
    path: '/api/processes/:id',
    permission: 'processes.read',
    summary: 'A process with all its versions, the draft first',
    input: z.object({ id, day: day.optional() }),
    output: ProcessShown,
    run: async (ctx, input) => shown.get(ctx.db, input.id, await reader(ctx, input.day)),
  }),
  'processes.export': route({
    method: 'GET',
    path: '/api/processes/:id/file',
    permission: 'processes.read',
    summary: 'A version of a process as a YAML file; without one the newest',
    input: z.object({ id, version_id: id.optional() }),
    output: z.unknown(),
    file: true,
    trace: fileTrace('process', ['version_id']),
    run: async (ctx, input) => {
      const process = await shown.get(ctx.db, input.id, await reader(ctx));
      const version = process.versions.find((one) => input.version_id === undefined || one.id === input.version_id);
      if (!version) throw new DomainError('processes.not_found', 404, { id: input.version_id });
      const { name_vi, name_en, level, procedure_code: procedure } = process;
      const text = toYaml({ name_vi, name_en, procedure, level, ...version.definition });
      return {
        file_name: `quy-trinh-${procedure ?? process.id}.yaml`,
        content_type: 'application/yaml; charset=utf-8',
        bytes: new TextEncoder().encode(text),
      };
    },
  }),
  'processes.save_draft': route({
    method: 'PUT',
    path: '/api/processes/:id/draft',
    permission: 'processes.write',
    summary: 'Keep what is being written; says what is still wrong with it',
    input: z.object({
      id,
      definition: Definition,
      revision: z.int().min(0),
      name_vi: z.string().trim().min(1).max(300).optional(),
      name_en: z.string().trim().min(1).max(300).optional(),
    }),
    output: z.object({ revision: z.number(), faults: z.array(FaultShape) }),
    run: (ctx, input) => processes.saveDraft(ctx.db, input.id, input, by(ctx)),
  }),
  'processes.discard_draft': route({
    method: 'DELETE',
    path: '/api/processes/:id/draft',
    permission: 'processes.write',
    summary: 'Throw the draft away',
    input: z.object({ id }),
    output: z.object({}),
    run: async (ctx, input) => {
      await processes.discardDraft(ctx.db, input.id, by(ctx));
      return {};
    },
  }),
  'processes.publish': route({
    method: 'POST',
    path: '/api/processes/:id/publish',
    permission: 'processes.write',
    summary: 'Put the draft in force from a day on, by a decision',
    input: z.object({ id, from: day, decision_no: z.string().trim().min(1).max(100), decided_on: day.optional() }),
    output: z.object({ version_id: z.number() }),
    run: (ctx, input) => processes.publish(ctx.db, input.id, input, by(ctx)),
  }),
  'processes.end': route({
    method: 'POST',
    path: '/api/processes/:id/end',
    permission: 'processes.write',
    summary: 'New dossiers follow the process no more from a day on',
    input: z.object({ id, from: day, decision_no: z.string().trim().min(1).max(100) }),
    output: z.object({}),
    run: async (ctx, input) => {
      await processes.end(ctx.db, input.id, input, by(ctx));
      return {};
    },
  }),
  'processes.absences': route({
    method: 'GET',
    path: '/api/processes/absences',
    permission: 'signed_in',
    summary: 'Absences: my own, of those I stand in for, and of officers of the units I lead',
    input: z.object({ with_past: z.stringbool().default(false) }),
    output: z.array(Absence),
    run: async (ctx, input) => absences(ctx.db, await absenceBy(ctx), input.with_past),
  }),
  'processes.colleagues': route({
    method: 'GET',
    path: '/api/processes/colleagues',
    permission: 'dossiers.read',
    summary: 'Officers who hold a role for a unit, with who is away and who stands in',
    input: z.object({ unit_id: id, role: z.string().max(60) }),
    output: z.array(Colleague),
    run: async (ctx, input) =>
      ctx.scope.unit_ids === null || ctx.scope.unit_ids.includes(input.unit_id)
        ? colleagues(ctx.db, input.unit_id, input.role, ctx.today)
        : [],
  }),
  'processes.stand_ins': route({
    method: 'GET',
    path: '/api/processes/stand_ins',
    permission: 'signed_in',
    summary: 'Officers who may stand in for me, or for an officer of a unit I lead',
    input: z.object({ account_id: id.optional() }),
    output: z.array(z.object({ id: z.number(), display_name: z.string(), title: z.string().nullable() })),
    run: async (ctx, input) => processes.standIns(ctx.db, input.account_id ?? null, await absenceBy(ctx)),
  }),
  'processes.led': route({
    method: 'GET',
    path: '/api/processes/led',
    permission: 'signed_in',
    summary: 'Officers of the units I lead, for entering their absences',
    input: z.object({}),
    output: z.array(z.object({ id: z.number(), display_name: z.string(), title: z.string().nullable() })),
    run: async (ctx) => processes.ledBy(ctx.db, await absenceBy(ctx)),
  }),
  'processes.add_absence': route({
    method: 'POST',
    path: '/api/processes/absences',
    permission: 'signed_in',
    summary: 'An officer is away from one day to another, and who stands in',
    input: NewAbsence,
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => addAbsence(ctx.db, input, await absenceBy(ctx)),
  }),
  'processes.end_absence': route({
    method: 'POST',
    path: '/api/processes/absences/:id/end',
    permission: 'signed_in',
    summary: 'They are back, from today on',
    input: z.object({ id }),
    output: z.object({}),
    run: async (ctx, input) => {
      await endAbsence(ctx.db, input.id, await absenceBy(ctx));
      return {};
    },
  }),
};

function fromEntry(
  { name_vi, name_en, procedure, level, legs, steps, note }: ProcessEntry,
  unit: string,
): z.output<typeof NewProcess> {
  return { unit, procedure_code: procedure, level, name_vi, name_en, definition: { legs, steps, note } };
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const whole = await beginningOf(bytes, MOST_FILE_BYTES);
  if (whole.length > MOST_FILE_BYTES) throw new DomainError('processes.file_unreadable', 422, { detail: '> 1 MB' });
  return whole.toString('utf8');
}
