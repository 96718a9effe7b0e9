// Packages of other systems taken into the inbox: documents with their files, recalls, statuses about what we sent.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { record } from '#audit';
import { openZip, UnreadableError } from '#checks';
import { endingOf, keep, store } from '#files';
import { vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, exec, loadSql, maybeOne } from '#lib/sql';
import { type Unit, unitNear } from '#org';
import { addDispatchEvent, DISPATCH_STATES, tellPeople } from './dispatch.ts';
import { type PackagedFile, type ReadDocument, type ReadStatus, readPackage } from './edxml-read.ts';
import { answerOutside } from './inbox.ts';
import { addIncoming, addIncomingEvent, sameDocument } from './inbox-write.ts';
import type { By } from './stored.ts';

const sql = loadSql(import.meta.url, ['insert_incoming_file', 'answered_about']);

export const Imported = z.object({
  kind: z.enum(['document', 'recall', 'status']),
  rows: z.array(
    z.object({ id: z.number(), unit: z.string(), is_new: z.boolean(), kept: z.number(), not_kept: z.array(z.string()) }),
  ),
});

/**
 * Takes in a package. The same package again changes nothing.
 * @throws reports.package_unreadable, reports.package_incomplete, reports.package_damaged, reports.package_not_for_us, reports.package_about_nothing
 */
export async function importPackage(db: Db, bytes: Buffer, by: By): Promise<z.infer<typeof Imported>> {
  const read = readPackage(bytes);
  if (read.kind === 'status') return takeStatus(db, read, by);
  const units = await ourUnits(db, read, by);
  if (units.length === 0)
    throw new DomainError('reports.package_not_for_us', 422, { to: read.to.map(({ code }) => code).join(', ') });
  if (read.means === 'recall') return takeRecall(db, read, units, by);
  const package_sha256 = createHash('sha256').update(bytes).digest('hex');
  const rows = [];
  for (const unit of units) rows.push(await takeDocument(db, read, package_sha256, unit, by));
  return { kind: 'document', rows };
}

async function ourUnits(db: Db, read: ReadDocument, by: By): Promise<Unit[]> {
  const found: Unit[] = [];
  for (const { code } of read.to) {
    const unit = await unitNear(db, code, vietnamDay(by.now)).catch((error: unknown) => {
      if (error instanceof DomainError) return null;
      throw error;
    });
    const is_reached = unit && (by.scope.unit_ids === null || by.scope.unit_ids.includes(unit.id));
    if (unit && is_reached && !found.some(({ id }) => id === unit.id)) found.push(unit);
  }
  return found;
}

async function takeDocument(db: Db, read: ReadDocument, package_sha256: string, unit: Unit, by: By) {
  const key = { tenant: unit.tenant, unit_id: unit.id, from_code: read.from.code, document_id: read.document_id };
  const there = await sameDocument(db, key);
  if (there) return { id: there.id, unit: unit.code, is_new: false, kept: 0, not_kept: [] };
  const { id, is_new } = await addIncoming(
    db,
    {
      ...key,
      source: 'edxml',
      from_tenant: null,
      dispatch_id: null,
      from_name: read.from.name,
      code_number: read.number,
      code_notation: read.notation,
      promulgated_on: read.promulgated_on,
      document_type: read.document_type,
      subject: read.subject,
      content: read.content === read.subject ? null : read.content,
      signer: read.signer,
      due_on: read.due_on,
      replaces: read.means === 'replace' || read.means === 'update' ? read.about : null,
      package_sha256,
    },
    by,
  );
  // The same package at the same moment: the other one keeps its files and answers.
  if (!is_new) return { id, unit: unit.code, is_new, kept: 0, not_kept: [] };
  const not_kept: string[] = [];
  const files = read.files.flatMap(unpacked);
  for (const [at, file] of files.entries()) {
    const problem = await keepFile(db, { tenant: unit.tenant, id, ordinal: at + 1 }, file, unit, by);
    if (problem !== null) not_kept.push(file.name);
  }
  const incoming = { tenant: unit.tenant, id, unit_id: unit.id, from_code: read.from.code, from_name: read.from.name };
  await answerOutside(db, incoming, 'delivered', null, by);
  await audit(db, incoming, 'reports.inbox_import', { document_id: read.document_id, from: read.from.code, package_sha256 }, by);
  const link = `/reports/inbox/${id}`;
  await tellPeople(db, unit, { kind: 'report_arrived', key: `report_arrived:${id}`, title: read.subject, link }, by);
  return { id, unit: unit.code, is_new: true, kept: files.length - not_kept.length, not_kept };
}

const MOST_ZIPPED = 20;

/** Some systems zip each file. What cannot be unpacked stays as it came. */
function unpacked(file: PackagedFile): PackagedFile[] {
  const is_zip = file.bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04' && !['docx', 'xlsx'].includes(endingOf(file.name));
  if (!is_zip) return [file];
  try {
    const archive = openZip(file.bytes);
    const names = archive.entries.map(({ name }) => name).filter((name) => !name.endsWith('/'));
    if (names.length === 0 || names.length > MOST_ZIPPED) return [file];
    return names.map((name) => ({
      name: name.split(/[\\/]/).at(-1) || name,
      bytes: archive.part(name) ?? Buffer.alloc(0),
      is_digest_proven: file.is_digest_proven,
    }));
  } catch (cause) {
    if (cause instanceof UnreadableError) return [file];
    throw cause;
  }
}

/** @returns why a file may not be kept; null when it was */
async function keepFile(
  db: Db,
  key: { tenant: number; id: number; ordinal: number },
  file: PackagedFile,
  unit: Unit,
  by: By,
): Promise<string | null> {
  const { name, bytes, is_digest_proven } = file;
  const told = { ...key, name, size_bytes: bytes.length, is_digest_proven };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  try {
    const { actor, now, request_id = null } = by;
    const kept = await keep(db, store(), { bytes, name, unit_id: unit.id, tenant: unit.tenant, actor, now, request_id });
    await exec(db, sql.insert_incoming_file, { ...told, sha256, file_id: kept.id, problem: null });
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await exec(db, sql.insert_incoming_file, { ...told, sha256, file_id: null, problem: error.code });
    return error.code;
  }
}

async function takeRecall(db: Db, read: ReadDocument, units: readonly Unit[], by: By): Promise<z.infer<typeof Imported>> {
  const document_id = read.about ?? read.document_id;
  const rows = [];
  for (const unit of units) {
    const found = await sameDocument(db, { tenant: unit.tenant, unit_id: unit.id, from_code: read.from.code, document_id });
    if (!found) continue;
    const is_new = found.state !== 'recalled';
    if (is_new) {
      const incoming = {
        tenant: unit.tenant,
        id: found.id,
        unit_id: unit.id,
        from_code: read.from.code,
        from_name: read.from.name,
      };
      await addIncomingEvent(db, found, 'recalled', read.reason, { now: by.now, actor: { user_id: null, name: read.from.name } });
      await answerOutside(db, incoming, 'recall_known', null, by);
      await audit(db, incoming, 'reports.inbox_recalled', { document_id, from: read.from.code }, by);
      const about = { title: `Thu hồi: ${read.subject}`, link: `/reports/inbox/${found.id}` };
      await tellPeople(db, unit, { kind: 'report_arrived', key: `report_recalled:${found.id}`, ...about }, by);
    }
    rows.push({ id: found.id, unit: unit.code, is_new, kept: 0, not_kept: [] });
  }
  if (rows.length === 0) throw new DomainError('reports.package_about_nothing', 404, { document_id });
  return { kind: 'recall', rows };
}

const About = z.object({
  tenant: z.number(),
  id: z.number(),
  report_id: z.number(),
  unit_id: z.number(),
  state: z.enum(DISPATCH_STATES),
});

/** A status counts when it comes from the recipient itself, about what was sent to it. */
async function takeStatus(db: Db, read: ReadStatus, by: By): Promise<z.infer<typeof Imported>> {
  const asked = { document_id: read.document_id, from_code: read.from.code, scope: by.scope.unit_ids };
  const about = await maybeOne(db, sql.answered_about, asked, About);
  if (!about) throw new DomainError('reports.package_about_nothing', 404, { document_id: read.document_id });
  // Messages overtake each other: that it arrived is no news once it was taken in.
  const is_old = read.means === about.state || (read.means === 'delivered' && !['queued', 'sent'].includes(about.state));
  const unit = { id: about.unit_id, tenant: about.tenant };
  if (!is_old) {
    const who = { at: by.now, by: null, by_name: read.staff ?? read.from.name };
    const reason = read.means === 'refused' || read.means === 'recall_refused' ? read.description : null;
    await addDispatchEvent(db, about, { kind: read.means, reason, code: read.code, ...who });
    await audit(
      db,
      { ...about, unit_id: about.unit_id },
      'reports.status_came',
      { code: read.code, from: read.from.code },
      by,
      'report_dispatch',
    );
    if (read.means === 'refused')
      await tellPeople(
        db,
        unit,
        {
          kind: 'report_answered',
          key: `report_refused:${about.id}`,
          title: `${read.from.name}: ${read.description ?? read.code}`,
          link: `/reports/kept/${about.report_id}`,
        },
        by,
      );
  }
  return { kind: 'status', rows: [{ id: about.report_id, unit: read.from.code, is_new: !is_old, kept: 0, not_kept: [] }] };
}

function audit(
  db: Db,
  of: { tenant: number; id: number; unit_id: number },
  action: string,
  after: Record<string, unknown>,
  by: By,
  subject_kind = 'incoming_report',
): Promise<void> {
  const { actor, now: at, request_id = null } = by;
  return record(db, {
    tenant: of.tenant,
    at,
    actor,
    request_id,
    action,
    subject_kind,
    subject_id: of.id,
    unit_id: of.unit_id,
    after,
  });
}
