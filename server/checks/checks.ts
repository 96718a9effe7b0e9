// Face of the module: the checker itself, and the reports that officers have it check.
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { record } from '#audit';
import { keep, open, safeName, store } from '#files';
import { enqueue } from '#jobs';
import { DomainError } from '#lib/errors';
import type { Actor, Scope, Upload } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { plain } from '#lib/text';
import { wholeOf } from '#lib/whole';
import { unitNear } from '#org';
import { checkTask } from './jobs.ts';

import { kindOf } from './read/read.ts';
import { LIMITS, UNREADABLE, UnreadableError } from './read/unreadable.ts';
import { documentInReach } from './shown.ts';

export { type CheckOptions, checkReport } from './check.ts';
export { type CheckedFile, checkFile } from './check-file.ts';
export { EXPORTS, exported } from './exports.ts';
export type { CheckedReport, Finding } from './finding.ts';
export { checkTask } from './jobs.ts';
export { judge, VERDICTS } from './judge.ts';
export { type Ledger, precisionAtLeast, severityAfter } from './ledger.ts';
export { LIMITS as FILE_LIMITS, UnreadableError } from './read/unreadable.ts';
export { characters, escapeXml, parseXml } from './read/xml.ts';
export { type Archive, openZip, rezip } from './read/zip.ts';
export type { Report } from './report.ts';
export { RuleShown, rulesShown } from './rules-shown.ts';
export { Comparison, compare, Document, documentById, keptFindings } from './shown.ts';
export type { KnownFigure, SystemFacts, SystemFigure } from './system.ts';

const sql = loadSql(import.meta.url, [
  'unit_in_reach',
  'insert_document',
  'lock_document',
  'insert_draft',
  'set_job',
  'draft_in_reach',
  'listed',
  'count_listed',
]);

export type By = { actor: Actor; now: Date; scope: Scope; request_id: string };

const Id = z.object({ id: z.number() });
type Of = { id: number; tenant: number; unit_id: number; title: string };

export type Uploaded = { document_id: number; draft_id: number; seq: number; job_id: number };

/**
 * Keeps an uploaded report, as a new document of a unit or as the next draft of one, and has it checked in the background.
 * @throws checks.unit_not_found, checks.not_found, checks.unreadable (kind of file), files.too_large, files.empty, files.infected
 */
export async function receiveReport(
  db: Db,
  upload: Upload,
  where: { unit_id?: number | undefined; document_id?: number | undefined },
  by: By,
): Promise<Uploaded> {
  const document = where.document_id === undefined ? null : await documentInReach(db, where.document_id, by.scope);
  const bytes = await wholeOf(upload, LIMITS.file_bytes);
  if (bytes.length === 0) throw new DomainError('files.empty', 422);
  const name = safeName(upload.name);
  refuseUnknown(name, bytes);
  const of = document ?? (await newDocument(db, name, where.unit_id, by));
  const draft = await insertDraft(db, { ...of, name, bytes, type: upload.type }, by);
  const job_id = await enqueueCheck(db, { ...of, draft_id: draft.id, name }, by);
  await record(db, {
    tenant: of.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id,
    action: 'checks.upload',
    subject_kind: 'checked_document',
    subject_id: of.id,
    unit_id: of.unit_id,
    after: { title: of.title, file_name: name, size_bytes: bytes.length, draft: draft.seq },
  });
  return { document_id: of.id, draft_id: draft.id, seq: draft.seq, job_id };
}

async function newDocument(db: Db, name: string, unit_id: number | undefined, by: By): Promise<Of> {
  const unit = await maybeOne(
    db,
    sql.unit_in_reach,
    { unit_id: unit_id ?? null, scope: by.scope.unit_ids },
    z.object({ tenant: z.number() }),
  );
  if (!unit || unit_id === undefined) throw new DomainError('checks.unit_not_found', 404, { unit_id: unit_id ?? null });
  const title = path.basename(name, path.extname(name));
  const row = { tenant: unit.tenant, unit_id, title, now: by.now, by_id: by.actor.user_id, by_name: by.actor.name };
  const { id } = await one(db, sql.insert_document, row, Id);
  return { id, tenant: unit.tenant, unit_id, title };
}

// What no reader takes is said at once; what turns out to be broken is said when it was tried.
function refuseUnknown(name: string, bytes: Uint8Array): void {
  try {
    kindOf(name, bytes);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    throw new DomainError(
      'checks.unreadable',
      422,
      { reason: error.reason, message: UNREADABLE[error.reason] },
      { cause: error },
    );
  }
}

type NewDraft = Of & { name: string; bytes: Buffer; type: string };

async function insertDraft(db: Db, draft: NewDraft, by: By): Promise<{ id: number; seq: number }> {
  await exec(db, sql.lock_document, { id: draft.id });
  const file_id = await keptAsFile(db, draft, by);
  const row = {
    tenant: draft.tenant,
    document_id: draft.id,
    file_id,
    raw: file_id === null ? draft.bytes : null,
    file_name: draft.name,
    size_bytes: draft.bytes.length,
    sha256: createHash('sha256').update(draft.bytes).digest('hex'),
    now: by.now,
    by_id: by.actor.user_id,
    by_name: by.actor.name,
  };
  return one(db, sql.insert_draft, row, z.object({ id: z.number(), seq: z.number() }));
}

/** Word, Excel and PDF lie with the other files; plain text, and documents that carry objects, which are no papers of a dossier, lie here. */
async function keptAsFile(db: Db, { bytes, name, type, unit_id, tenant }: NewDraft, by: By): Promise<number | null> {
  const { actor, now, request_id } = by;
  try {
    return (await keep(db, store(), { bytes, name, type, unit_id, tenant, actor, now, request_id })).id;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'files.type_not_allowed') throw error;
    await refuseInfected(name, bytes);
    return null;
  }
}

async function refuseInfected(name: string, bytes: Buffer): Promise<void> {
  const { scan } = store();
  if (!scan) return;
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'motcua-check-'));
  try {
    const file = path.join(folder, 'received');
    await fs.writeFile(file, bytes, { mode: 0o600 });
    const found = await scan(file);
    if (found !== null) throw new DomainError('files.infected', 422, { name, found });
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

async function enqueueCheck(
  db: Db,
  of: { draft_id: number; name: string; tenant: number; unit_id: number },
  by: By,
): Promise<number> {
  const { draft_id, name, tenant, unit_id } = of;
  const asked = { input: { draft_id }, title: `Kiểm tra ${name}`, tenant, unit_id, actor: by.actor, now: by.now };
  const job_id = await enqueue(db, checkTask, { ...asked, key: `checks.draft:${draft_id}` });
  await exec(db, sql.set_job, { id: draft_id, job_id });
  return job_id;
}

const Waiting = z.object({
  id: z.number(),
  document_id: z.number(),
  seq: z.number(),
  file_id: z.number().nullable(),
  raw: z.instanceof(Buffer).nullable(),
  file_name: z.string(),
  state: z.enum(['waiting', 'checked', 'unreadable']),
  unit_id: z.number(),
  tenant: z.number(),
  title: z.string(),
  job_id: z.number().nullable(),
  job_state: z.string().nullable(),
});

/** A draft with the bytes of its file. @throws checks.not_found, files.damaged */
export async function draftInReach(db: Db, id: number, scope: Scope): Promise<z.infer<typeof Waiting> & { bytes: Buffer }> {
  const draft = await maybeOne(db, sql.draft_in_reach, { id, scope: scope.unit_ids }, Waiting);
  if (!draft) throw new DomainError('checks.not_found', 404, { id });
  const bytes = draft.raw ?? (await open(db, store(), draft.file_id as number, { unit_ids: null })).bytes;
  return { ...draft, bytes };
}

/**
 * Has a draft checked after its check was cancelled or failed.
 * @throws checks.not_found, checks.already_checked, checks.still_running
 */
export async function recheck(db: Db, draft_id: number, by: By): Promise<Uploaded> {
  const draft = await draftInReach(db, draft_id, by.scope);
  if (draft.state !== 'waiting') throw new DomainError('checks.already_checked', 409, { id: draft_id });
  if (draft.job_state === 'waiting' || draft.job_state === 'running')
    throw new DomainError('checks.still_running', 409, { id: draft_id });
  const { tenant, unit_id, file_name: name, document_id, seq } = draft;
  const job_id = await enqueueCheck(db, { draft_id, name, tenant, unit_id }, by);
  return { document_id, draft_id, seq, job_id };
}

export const SORTS = ['uploaded', '-uploaded', 'title', '-title', 'errors', '-errors'] as const;
export const ONLY = ['errors', 'open', 'clean'] as const;

export const Listed = z.object({
  id: z.number(),
  title: z.string(),
  unit_code: z.string(),
  unit_name: z.string(),
  drafts: z.number(),
  file_name: z.string(),
  state: z.enum(['waiting', 'checked', 'unreadable']),
  uploaded_at: z.date(),
  uploaded_by_name: z.string(),
  errors: z.number(),
  warnings: z.number(),
  notes: z.number(),
  open_findings: z.number(),
});

export type Wanted = {
  q?: string | undefined;
  unit?: string | undefined;
  only?: (typeof ONLY)[number] | undefined;
  sort?: (typeof SORTS)[number] | undefined;
  page: number;
  page_size: number;
};

/** Checked reports of the units one may see, the newest first unless told otherwise; counts are of the newest draft. */
export async function documents(db: Db, wanted: Wanted, scope: Scope, today: string) {
  const unit_ids = wanted.unit === undefined ? null : [(await unitNear(db, wanted.unit, today)).id];
  const words = plain(wanted.q ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`);
  const params = { scope: scope.unit_ids, unit_ids, pattern: words === '' ? null : `%${words}%`, only: wanted.only ?? null };
  const { total } = await one(db, sql.count_listed, params, z.object({ total: z.number() }));
  const { page, page_size } = wanted;
  const rows = await many(
    db,
    sql.listed,
    { ...params, sort: wanted.sort ?? '-uploaded', page_size, skipped: (page - 1) * page_size },
    Listed,
  );
  return { rows, total, page, page_size };
}
