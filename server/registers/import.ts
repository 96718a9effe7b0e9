// Entries taken over from an Excel book: looked through first (nothing is kept), then kept whole or not at all. Both in the background.
import type pg from 'pg';
import { z } from 'zod';
import { record } from '#audit';
import { keep, open, store } from '#files';
import { enqueue, jobById, type TaskContext, task } from '#jobs';
import { type Day, vietnamDay } from '#lib/day';
import { transaction } from '#lib/db';
import { DomainError, translating } from '#lib/errors';
import type { Scope, Upload } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { type Unit, unitById } from '#org';
import { bulkEntries } from './bulk.ts';
import type { By } from './by.ts';
import { type Compared, type Conflict, compareBook, type Target } from './compare.ts';
import { type RegisterDefinition, registerOn } from './definitions.ts';
import { refuseWriter } from './entries.ts';
import { type BookFault, Faults, readBook } from './read-book.ts';
import { lineOf, naturalKey, type Values } from './value.ts';
import { readSheet } from './workbook.ts';

const sql = loadSql(import.meta.url, [
  'insert_import',
  'set_job',
  'set_choice',
  'import_of',
  'lock_import',
  'keep_report',
  'set_kept',
  'listed_imports',
  'end_versions',
  'insert_versions',
  'link_many',
]);

const MOST_SHOWN = 1000;
const MOST_SAMPLED = 20;

const Fault = z.object({
  sheet: z.string(),
  cell: z.string(),
  fault: z.string(),
  field: z.string().nullable(),
  data: z.record(z.string(), z.string()),
});
const Said = z.record(z.string(), z.unknown());
const ShownConflict = z.object({
  row: z.number(),
  entry_id: z.number(),
  unit_name: z.string(),
  before: Said,
  after: Said,
});
const Report = z.object({
  rows: z.number(),
  added: z.number(),
  same: z.number(),
  conflict_count: z.number(),
  fault_count: z.number(),
  faults: z.array(Fault).default([]),
  conflicts: z.array(ShownConflict).default([]),
  sample: z.array(z.object({ row: z.number(), unit_name: z.string(), values: Said })).default([]),
});
type Report = z.output<typeof Report>;

export const Import = z.object({
  tenant: z.number(),
  id: z.number(),
  register: z.string(),
  unit_id: z.number(),
  file_id: z.number(),
  file_name: z.string(),
  from_on: z.string(),
  to_on: z.string(),
  state: z.enum(['checking', 'checked', 'faulty', 'kept']),
  report: Report.nullable(),
  on_conflict: z.enum(['keep_old', 'take_new']).nullable(),
  reason: z.string().nullable(),
  job_id: z.number().nullable(),
  asked_at: z.date(),
  asked_by_name: z.string(),
  kept_at: z.date().nullable(),
});
export type Import = z.output<typeof Import>;

export type NewImport = { register: string; unit: Unit; from: Day; to: Day };

/** The one version that reads a book's days. @throws registers.period_over_versions when two do, registers.unknown_register */
async function definitionOf(db: Db, code: string, tenant: number, from: Day, to: Day): Promise<RegisterDefinition> {
  const definition = await registerOn(db, code, to, tenant);
  const first = await registerOn(db, code, from, tenant);
  if (first.id !== definition.id)
    throw new DomainError('registers.period_over_versions', 422, { code, on: definition.valid_from });
  return definition;
}

/** Whether the scope of who asks reaches the level above the unit. */
function reachesAbove(unit: Unit, scope: Scope): boolean {
  return scope.unit_ids === null || (unit.parent_id !== null && scope.unit_ids.includes(unit.parent_id));
}

/**
 * Takes a book in and has it looked through. @returns the import, and the job to watch
 * @throws registers.unknown_register, registers.period_over_versions, registers.period_reversed, registers.closed, and those of files.keep
 */
export async function askImport(db: Db, input: NewImport, upload: Upload, by: By): Promise<{ id: number; job_id: number }> {
  const { register, unit, from, to } = input;
  if (from > to) throw new DomainError('registers.period_reversed', 422, { from, to });
  const definition = await definitionOf(db, register, unit.tenant, from, to);
  if (definition.layout.is_closed) refuseWriter(definition, unit, by.scope);
  const { actor, now, request_id = null } = by;
  const { tenant } = unit;
  const file = await keep(db, store(), {
    bytes: upload.bytes,
    name: upload.name,
    type: upload.type,
    unit_id: unit.id,
    tenant,
    actor,
    now,
    request_id,
  });
  const asked = { asked_by: actor.user_id, asked_by_name: actor.name, now };
  const row = { tenant, register, unit_id: unit.id, file_id: file.id, file_name: file.name, from, to, ...asked };
  const { id } = await one(db, sql.insert_import, row, z.object({ id: z.number() }));
  const job_id = await enqueue(db, checkImportTask, {
    input: { import_id: id, reaches_above: reachesAbove(unit, by.scope) },
    title: `Rà tệp nhập sổ: ${definition.name_vi}`,
    tenant,
    unit_id: unit.id,
    actor,
    now,
  });
  await exec(db, sql.set_job, { tenant, id, job_id });
  return { id, job_id };
}

/** @throws registers.import_not_found */
export async function importById(db: Db, id: number, scope: Scope): Promise<Import> {
  const found = await maybeOne(db, sql.import_of, { id, scope: scope.unit_ids }, Import);
  if (!found) throw new DomainError('registers.import_not_found', 404, { id });
  return found;
}

/** Newest first, without the lists of faults and conflicts. */
export async function imports(
  db: Db,
  asked: { register: string | null; page: number; page_size: number },
  scope: Scope,
): Promise<{ rows: Import[]; total: number }> {
  const params = {
    register: asked.register,
    page_size: asked.page_size,
    skipped: (asked.page - 1) * asked.page_size,
    scope: scope.unit_ids,
  };
  const rows = await many(db, sql.listed_imports, params, Import.extend({ total: z.number() }));
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/**
 * Has a book kept that was looked through without faults.
 * @param input.on_conflict what becomes of entries with the same key that say something else; needed when there are any
 * @throws registers.import_not_found, registers.import_not_ready, registers.import_conflicts
 */
export async function keepImport(
  db: Db,
  id: number,
  input: { on_conflict: 'keep_old' | 'take_new' | null; reason: string | null },
  by: By,
): Promise<{ job_id: number }> {
  const found = await importById(db, id, by.scope);
  const { tenant, unit_id } = found;
  const { state, ...asked } = await one(db, sql.lock_import, { tenant, id }, Locked);
  if (state !== 'checked') throw new DomainError('registers.import_not_ready', 409, { id, state });
  const before = asked.job_id === null ? null : await jobById(db, asked.job_id, { account_id: null, scope: { unit_ids: null } });
  if (before && before.kind === keepImportTask.kind && before.finished_at === null) {
    // Asked twice: one job, so that its progress is seen and whoever stops it stops the writing.
    if (asked.on_conflict === input.on_conflict && asked.reason === input.reason) return { job_id: before.id };
    throw new DomainError('registers.import_not_ready', 409, { id, state });
  }
  const conflicts = found.report?.conflict_count ?? 0;
  if (conflicts > 0 && input.on_conflict === null) throw new DomainError('registers.import_conflicts', 409, { count: conflicts });
  const unit = await unitById(db, unit_id, found.to_on);
  const job_id = await enqueue(db, keepImportTask, {
    input: { import_id: id, reaches_above: reachesAbove(unit, by.scope) },
    title: `Nhập sổ từ ${found.file_name}`,
    tenant,
    unit_id,
    actor: by.actor,
    now: by.now,
    key: `registers.import ${id}`,
  });
  await exec(db, sql.set_choice, { tenant, id, job_id, ...input });
  return { job_id };
}

const Locked = z.object({
  state: z.string(),
  job_id: z.number().nullable(),
  on_conflict: z.string().nullable(),
  reason: z.string().nullable(),
});

const JobInput = z.object({ import_id: z.number(), reaches_above: z.boolean() });
type JobInput = z.output<typeof JobInput>;

type LookedAt = { found: Import; target: Target; compared: Compared; report: Report };

/** Reads the book and compares it with what is there, in the caller's transaction. */
async function look(db: Db, input: JobInput, context: Pick<TaskContext, 'progress' | 'now'>, steps: number): Promise<LookedAt> {
  const found = await importById(db, input.import_id, { unit_ids: null });
  const { tenant, unit_id, from_on: from, to_on: to } = found;
  const file = await open(db, store(), found.file_id, { unit_ids: null });
  await context.progress(0, null, 'Đang mở tệp');
  const sheet = await readSheet(file.bytes, () => context.progress(0, null, 'Đang mở tệp'));
  const definition = await definitionOf(db, found.register, tenant, from, to);
  const faults = new Faults();
  const reading = { layout: definition.layout, from, to, today: vietnamDay(context.now()) };
  const book = await readBook(sheet, reading, faults, (done, total) =>
    context.progress(done, total * steps, 'Đang rà từng dòng'),
  );
  const unit = await unitById(db, unit_id, to);
  const target = { definition, unit, reaches_above: input.reaches_above, from, to, sheet: sheet.name };
  const compared = await compareBook(db, book, target, faults);
  return { found, target, compared, report: reportOf(book.rows.length, compared, faults) };
}

function reportOf(rows: number, compared: Compared, faults: Faults): Report {
  const { added, conflicts, same } = compared;
  return {
    rows,
    added: added.length,
    same,
    conflict_count: conflicts.length,
    fault_count: faults.count,
    faults: faults.list as BookFault[],
    conflicts: conflicts.slice(0, MOST_SHOWN).map(({ row, unit, entry_id, before }) => ({
      row: row.no,
      entry_id,
      unit_name: unit.short_name,
      before,
      after: row.values,
    })),
    sample: added
      .slice(0, MOST_SAMPLED)
      .map(({ row, unit }) => ({ row: row.no, unit_name: unit.short_name, values: row.values })),
  };
}

/** Looks a book through: what it would add, what is known, what contradicts, what is wrong with it. Nothing of it is kept. */
export const checkImportTask = task({
  kind: 'registers.check_import',
  title: 'Rà tệp nhập sổ',
  input: JobInput,
  max_attempts: 2,
  run: async (context, input) => {
    const { found, report } = await transaction(context.pool, 'read', (db) => look(db, input, context, 1));
    const state = report.fault_count > 0 ? 'faulty' : 'checked';
    await transaction(context.pool, 'write', (db) =>
      exec(db, sql.keep_report, { tenant: found.tenant, id: found.id, state, report: JSON.stringify(report) }),
    );
    await context.progress(report.rows, report.rows);
    return { import_id: found.id, state, rows: report.rows };
  },
});

/** Keeps a book in one transaction; stopped or broken off, nothing of it is there. */
export const keepImportTask = task({
  kind: 'registers.import',
  title: 'Nhập sổ từ Excel',
  input: JobInput,
  max_attempts: 2,
  run: (context, input) =>
    transaction(context.pool, 'write', async (db) => {
      const before = await importById(db, input.import_id, { unit_ids: null });
      const { state } = await one(db, sql.lock_import, { tenant: before.tenant, id: before.id }, Locked);
      // Run again after a stop between the commit and the note of it.
      if (state === 'kept') return { import_id: before.id };
      const looked = await look(db, input, context, 2);
      const { found, report } = looked;
      if (report.fault_count > 0)
        throw new DomainError('registers.import_changed', 409, { id: found.id, faults: report.fault_count });
      if (report.conflict_count > 0 && found.on_conflict === null)
        throw new DomainError('registers.import_conflicts', 409, { count: report.conflict_count });
      await write(db, looked, context);
      return { import_id: found.id, added: report.added, changed: found.on_conflict === 'take_new' ? report.conflict_count : 0 };
    }),
});

async function write(db: Db, { found, target, compared, report }: LookedAt, context: TaskContext): Promise<void> {
  const { actor } = context;
  const now = context.now();
  const { tenant, id } = found;
  const { definition } = target;
  const list = compared.added.map(({ row, unit }) => ({ definition, unit, values: row.values }));
  const ids = await translating({ entry_version_key: { code: 'registers.import_changed', data: { id, faults: 0 } } }, () =>
    bulkEntries(
      db as pg.ClientBase,
      list,
      { actor, now },
      {
        import_id: id,
        onBatch: (so_far) => context.progress(report.rows + so_far, report.rows * 2, 'Đang ghi'),
      },
    ),
  );
  const changed = found.on_conflict === 'take_new' ? compared.conflicts : [];
  if (changed.length > 0) await replace(db, changed, found, definition, { actor, now });
  const linked = [
    ...compared.added.flatMap((one, index) => one.evidence.map((use) => ({ ...use, entry_id: ids[index] as number }))),
    ...changed.flatMap((one) => one.evidence.map((use) => ({ ...use, entry_id: one.entry_id }))),
  ];
  if (linked.length > 0)
    await exec(db, sql.link_many, {
      tenant,
      evidence_ids: linked.map((one) => one.evidence_id),
      entry_ids: linked.map((one) => one.entry_id),
      pages: linked.map((one) => one.page),
      now,
      linked_by: actor.user_id,
      linked_by_name: actor.name,
    });
  const { faults: _, conflicts: __, sample: ___, ...counted } = report;
  await exec(db, sql.set_kept, { tenant, id, now, report: JSON.stringify(counted) });
  const after = { register: definition.code, file: found.file_name, ...counted, on_conflict: found.on_conflict };
  const subject = { subject_kind: 'register_import', subject_id: id, unit_id: found.unit_id };
  await record(db, { tenant, at: now, actor, action: 'registers.import', ...subject, after, reason: found.reason });
}

const Ended = z.object({ entry_id: z.number(), known_to: z.date() });

/** Entries whose key a book names and that say something else become what the book says. */
async function replace(
  db: Db,
  conflicts: readonly Conflict[],
  found: Import,
  definition: RegisterDefinition,
  by: Pick<By, 'actor' | 'now'>,
): Promise<void> {
  const { tenant } = found;
  const entry_ids = conflicts.map((one) => one.entry_id);
  const versions = conflicts.map((one) => one.version);
  const ended = await many(db, sql.end_versions, { tenant, entry_ids, versions, now: by.now }, Ended);
  if (ended.length < conflicts.length) throw new DomainError('registers.import_changed', 409, { id: found.id, faults: 0 });
  const from = new Map(ended.map((one) => [one.entry_id, one.known_to]));
  const { layout, id: definition_id, code: register } = definition;
  const rows = conflicts.map(({ entry_id, version, unit, row }) => {
    const values: Values = row.values;
    const said = {
      on_day: values[layout.day_field],
      values,
      natural_key: naturalKey(layout, values),
      line: lineOf(layout, values),
    };
    return { entry_id, version: version + 1, known_from: from.get(entry_id), unit_id: unit.id, ...said };
  });
  const author = { changed_by: by.actor.user_id, changed_by_name: by.actor.name };
  const reason = found.reason ?? `Nhập từ ${found.file_name}`;
  await exec(db, sql.insert_versions, { tenant, register, definition_id, reason, ...author, rows: JSON.stringify(rows) });
}
