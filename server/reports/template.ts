// Word templates of offices for their reports: uploaded and checked, used from a day on by somebody with a reason; without one the product's own.
import { z } from 'zod';
import { ownOf } from '#access';
import { record } from '#audit';
import { type NamedKind, periodOf } from '#calendar';
import { keep, open, store } from '#files';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { docxToPdf, NoOffice, OfficeFailed, officeProgram } from '#lib/office';
import type { FileReply, Scope, Upload } from '#lib/route';
import { type Db, loadSql, many, maybeOne, one } from '#lib/sql';
import { beginningOf } from '#lib/whole';
import { descendants, type Unit, unitById, unitNear } from '#org';
import { wordFaults } from '#slips';
import type { Content } from './content.ts';
import { composed, frameOf } from './make.ts';
import { regimeOn, regimesOn } from './regimes.ts';
import { type By, held, versionOf } from './stored.ts';
import { inForce, regimeTemplate } from './template-used.ts';
import { checkReportTemplate, ERRORS, namesOf, type TemplateFault } from './word/check.ts';
import { filled } from './word/fill.ts';

const sql = loadSql(import.meta.url, [
  'next_version',
  'insert_template',
  'template',
  'templates_of',
  'uses_of',
  'insert_use',
  'newest_reports',
]);

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const MOST_BYTES = 5 * 1024 * 1024;

/** A unit the scope covers; one out of reach is refused like one that does not exist. @throws org.unit_unknown */
async function within(db: Db, code: string, day: Day, scope: Scope): Promise<Unit> {
  const unit = await unitNear(db, code, day);
  if (scope.unit_ids !== null && !scope.unit_ids.includes(unit.id)) throw new DomainError('org.unit_unknown', 404, { code });
  return unit;
}

const FaultOut = z.object({ code: z.string(), name: z.string(), where: z.string() });
export const TemplateUploaded = z.object({
  /** Null: refused, see `faults`. */
  id: z.number().nullable(),
  version_no: z.number().nullable(),
  names: z.array(z.string()),
  /** `is_error`: for that it was refused. */
  faults: z.array(FaultOut.extend({ is_error: z.boolean() })),
  /** The report it was held against; null: the unit and those below it have none of this regime yet. */
  checked_with: z.string().nullable(),
});

const Sample = z.object({ id: z.number(), regime: z.string(), title: z.string() });
export type Sample = z.infer<typeof Sample>;

/** Of each regime the newest report of the unit, else of a unit below it: what templates are tried with. */
async function samples(db: Db, unit: Unit, day: Day, scope: Scope): Promise<Map<string, Sample>> {
  const below = await descendants(db, unit.id, day);
  const unit_ids = [...new Set([unit.id, ...below])].filter((id) => scope.unit_ids === null || scope.unit_ids.includes(id));
  const rows = await many(db, sql.newest_reports, { tenant: unit.tenant, unit_id: unit.id, unit_ids, own: ownOf(scope) }, Sample);
  return new Map(rows.map((row) => [row.regime, row]));
}

async function contentOf(db: Db, sample: Sample | null, scope: Scope): Promise<Content | null> {
  return sample && (await versionOf(db, await held(db, sample.id, scope))).content;
}

/** Every fault of a file: of its safety first, and only of it when it is not safe. */
function faultsOf(
  bytes: Uint8Array,
  content: Content | null,
): { faults: z.output<typeof TemplateUploaded>['faults']; names: string[] } {
  const unsafe = wordFaults(bytes);
  if (unsafe.length > 0)
    return { faults: unsafe.map(({ code, tag }) => ({ code, name: tag ?? '', where: '', is_error: true })), names: [] };
  const { faults, names } = checkReportTemplate(bytes, content);
  const is_error = ({ code }: TemplateFault) => (ERRORS as readonly string[]).includes(code);
  return { faults: faults.map((one) => ({ ...one, is_error: is_error(one) })), names };
}

/**
 * Checks a template and keeps it as the next version unless something refuses it. Nothing is written in it until it is used.
 * @throws org.unit_unknown out of scope, reports.regime_unknown, and those of files.keep
 */
export async function uploadReportTemplate(
  db: Db,
  asked: { unit: string; regime: string; note: string | null },
  upload: Upload,
  by: By,
): Promise<z.infer<typeof TemplateUploaded>> {
  const today = vietnamDay(by.now);
  const unit = await within(db, asked.unit, today, by.scope);
  const { regime } = asked;
  await regimeOn(db, regime, today, unit.tenant);
  const bytes = await beginningOf(upload.bytes, MOST_BYTES);
  const sample = (await samples(db, unit, today, by.scope)).get(regime) ?? null;
  const { faults, names } = faultsOf(bytes, await contentOf(db, sample, by.scope));
  const told = { names, faults, checked_with: sample?.title ?? null };
  if (faults.some((one) => one.is_error)) return { id: null, version_no: null, ...told };
  const { tenant, id: unit_id } = unit;
  const name = /\.docx$/i.test(upload.name) ? upload.name : `${upload.name}.docx`;
  const { actor, now, request_id = null } = by;
  const file = await keep(db, store(), { bytes, name, type: DOCX, unit_id, tenant, actor, now, request_id });
  const key = { tenant, unit_id, regime };
  const { version_no } = await one(db, sql.next_version, key, z.object({ version_no: z.number() }));
  const row = { ...key, version_no, file_id: file.id, sha256: file.sha256, file_name: file.name, note: asked.note };
  const kept = { ...row, faults: JSON.stringify(faults), uploaded_at: now, uploaded_by: actor.user_id };
  const { id } = await one(db, sql.insert_template, kept, z.object({ id: z.number() }));
  await audit(db, by, unit, 'reports.upload_template', id, { regime, version_no, sha256: file.sha256 }, asked.note);
  return { id, version_no, ...told };
}

function audit(
  db: Db,
  by: By,
  unit: Pick<Unit, 'id' | 'tenant'>,
  action: string,
  id: number,
  after: object,
  reason: string | null,
) {
  return record(db, {
    tenant: unit.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action,
    subject_kind: 'report_template',
    subject_id: id,
    unit_id: unit.id,
    after,
    reason,
  });
}

const TemplateRow = z.object({
  tenant: z.number(),
  id: z.number(),
  unit_id: z.number(),
  regime: z.string(),
  version_no: z.number(),
  file_id: z.number(),
  file_name: z.string(),
});

async function templateOf(db: Db, id: number, scope: Scope): Promise<z.infer<typeof TemplateRow>> {
  const row = await maybeOne(db, sql.template, { id, scope: scope.unit_ids }, TemplateRow);
  if (!row) throw new DomainError('reports.template_not_found', 404, { id });
  return row;
}

/** A unit and those below it write by this template from a day on. @throws reports.template_not_found, also out of scope; reports.from_in_the_past */
export async function useTemplate(db: Db, asked: { id: number; from_on: Day; reason: string }, by: By): Promise<void> {
  const row = await templateOf(db, asked.id, by.scope);
  notBefore(asked.from_on, by);
  const { tenant, unit_id, regime, version_no, id: template_id } = row;
  await insertUse(db, { tenant, unit_id, regime, template_id, from_on: asked.from_on, reason: asked.reason }, by);
  const after = { regime, version_no, from_on: asked.from_on };
  await audit(db, by, { id: unit_id, tenant }, 'reports.use_template', template_id, after, asked.reason);
}

/** The product's own template again from a day on. @throws org.unit_unknown out of scope, reports.regime_unknown, reports.from_in_the_past */
export async function useProductTemplate(
  db: Db,
  asked: { unit: string; regime: string; from_on: Day; reason: string },
  by: By,
): Promise<void> {
  const { regime, from_on, reason } = asked;
  const unit = await within(db, asked.unit, vietnamDay(by.now), by.scope);
  await regimeOn(db, regime, vietnamDay(by.now), unit.tenant);
  notBefore(from_on, by);
  const id = await insertUse(db, { tenant: unit.tenant, unit_id: unit.id, regime, template_id: null, from_on, reason }, by);
  await audit(db, by, unit, 'reports.use_product_template', id, { regime, from_on }, reason);
}

type Use = { tenant: number; unit_id: number; regime: string; template_id: number | null; from_on: Day; reason: string };

async function insertUse(db: Db, use: Use, by: By): Promise<number> {
  return (await one(db, sql.insert_use, { ...use, at: by.now, by: by.actor.user_id }, z.object({ id: z.number() }))).id;
}

// What was written yesterday was written by what was in force then.
function notBefore(from_on: Day, by: By): void {
  const today = vietnamDay(by.now);
  if (from_on < today) throw new DomainError('reports.from_in_the_past', 422, { from_on, today });
}

/** A version as it was uploaded. @throws reports.template_not_found, files.damaged */
export async function templateFile(db: Db, id: number, scope: Scope): Promise<FileReply> {
  const row = await templateOf(db, id, scope);
  const { bytes } = await open(db, store(), row.file_id, { unit_ids: null });
  return { file_name: row.file_name, content_type: DOCX, bytes };
}

/**
 * The report of the last period that is over as it would be written now, kept nowhere: what a template is tried with before there is a report.
 * @throws reports.nothing_to_preview of a regime without periods of its own, or of a unit that was not there yet
 */
async function unkept(db: Db, unit: Unit, code: string, by: By): Promise<Content> {
  const today = vietnamDay(by.now);
  const regime = await regimeOn(db, code, today, unit.tenant);
  const kind = regime.periods.find((one): one is NamedKind => one !== 'free');
  const now = kind && periodOf(regime.calendar, kind, today);
  const over = now && periodOf(regime.calendar, kind, addDays(now.s, -1));
  const period = over && unit.born < over.e ? over : now;
  if (!period) throw new DomainError('reports.nothing_to_preview', 422, { regime: code });
  return composed(db, await frameOf(db, { unit, regime }, period), by);
}

/**
 * A version filled with a report of the unit that is kept, the newest of the regime unless one is named; before there is one, with the report of the
 * last period as it would be written now. As PDF through LibreOffice.
 * @throws reports.template_not_found, reports.not_found, reports.nothing_to_preview, reports.no_converter, reports.conversion_failed
 */
export async function previewTemplate(
  db: Db,
  asked: { id: number; report_id?: number | undefined; format: 'docx' | 'pdf' },
  by: By,
): Promise<FileReply> {
  const row = await templateOf(db, asked.id, by.scope);
  const today = vietnamDay(by.now);
  const unit = await unitById(db, row.unit_id, today);
  const report_id = asked.report_id ?? (await samples(db, unit, today, by.scope)).get(row.regime)?.id;
  const content =
    report_id === undefined
      ? await unkept(db, unit, row.regime, by)
      : (await versionOf(db, await held(db, report_id, by.scope))).content;
  const { bytes } = await open(db, store(), row.file_id, { unit_ids: null });
  const docx = filled(bytes, content, { linkOf: () => null });
  const file_name = `xem-truoc-mau-${row.regime}-v${row.version_no}.${asked.format}`;
  if (asked.format === 'docx') return { file_name, content_type: DOCX, bytes: docx };
  return { file_name, content_type: 'application/pdf', bytes: await pdfOf(docx) };
}

/** @throws reports.no_converter, reports.conversion_failed */
async function pdfOf(docx: Uint8Array): Promise<Uint8Array> {
  try {
    return await docxToPdf(docx);
  } catch (cause) {
    if (cause instanceof NoOffice) throw new DomainError('reports.no_converter', 422, {}, { cause });
    if (cause instanceof OfficeFailed) throw new DomainError('reports.conversion_failed', 422, {}, { cause });
    throw cause;
  }
}

const Listed = z.object({
  id: z.number(),
  regime: z.string(),
  version_no: z.number(),
  file_name: z.string(),
  note: z.string().nullable(),
  faults: z.array(FaultOut.extend({ is_error: z.boolean() })),
  uploaded_at: z.date(),
  uploaded_by_name: z.string().nullable(),
});
const UseListed = z.object({
  id: z.number(),
  regime: z.string(),
  from_on: z.string(),
  template_id: z.number().nullable(),
  version_no: z.number().nullable(),
  reason: z.string(),
  at: z.date(),
  by_name: z.string().nullable(),
});

export const ReportTemplates = z.object({
  unit_code: z.string(),
  unit_name: z.string(),
  /** PDF of an own template needs LibreOffice on the server. */
  has_office: z.boolean(),
  regimes: z.array(
    z.object({
      regime: z.string(),
      name_vi: z.string(),
      name_en: z.string(),
      /** Null: the product's own; else whose template is in force today. */
      in_force: z.object({ unit_name: z.string(), template_id: z.number(), version_no: z.number() }).nullable(),
      /** Nobody chose: the regime itself names it. */
      is_of_regime: z.boolean(),
      sample: z.object({ id: z.number(), title: z.string() }).nullable(),
    }),
  ),
  versions: z.array(Listed),
  uses: z.array(UseListed),
});

/** Everything about the templates of a unit: what is in force, its versions, who chose what and why. @throws org.unit_unknown out of scope */
export async function reportTemplatesOf(db: Db, code: string, day: Day, scope: Scope): Promise<z.input<typeof ReportTemplates>> {
  const unit = await within(db, code, day, scope);
  const key = { tenant: unit.tenant, unit_id: unit.id };
  const known = await samples(db, unit, day, scope);
  const regimes: z.input<typeof ReportTemplates>['regimes'] = [];
  for (const { code: regime, name_vi, name_en, template } of await regimesOn(db, day, unit.tenant)) {
    const found = await inForce(db, unit, regime, day);
    const of_unit = found?.template_id ? await unitById(db, found.unit_id, day) : null;
    const in_force =
      of_unit && found?.template_id
        ? { unit_name: of_unit.name, template_id: found.template_id, version_no: found.version_no ?? 0 }
        : null;
    const of_regime = found ? null : await regimeTemplate(db, { tenant: unit.tenant, template });
    const by_regime = of_regime && {
      unit_name: of_regime.unit_name,
      template_id: of_regime.id,
      version_no: of_regime.version_no,
    };
    const sample = known.get(regime);
    regimes.push({
      regime,
      name_vi,
      name_en,
      in_force: in_force ?? by_regime,
      is_of_regime: by_regime !== null,
      sample: sample ? { id: sample.id, title: sample.title } : null,
    });
  }
  return {
    unit_code: unit.code,
    unit_name: unit.name,
    has_office: (await officeProgram()) !== null,
    regimes,
    versions: await many(db, sql.templates_of, key, Listed),
    uses: await many(db, sql.uses_of, key, UseListed),
  };
}

export const TemplateNames = z.object({
  /** The report the names are of; null: there is none yet, only those every report has. */
  of: z.string().nullable(),
  rows: z.array(z.object({ name: z.string(), words: z.string() })),
});

/** What a template of a regime may name. @throws org.unit_unknown out of scope, reports.regime_unknown */
export async function templateNames(
  db: Db,
  asked: { unit: string; regime: string },
  day: Day,
  scope: Scope,
): Promise<z.input<typeof TemplateNames>> {
  const unit = await within(db, asked.unit, day, scope);
  await regimeOn(db, asked.regime, day, unit.tenant);
  const sample = (await samples(db, unit, day, scope)).get(asked.regime) ?? null;
  const content = await contentOf(db, sample, scope);
  const rows = content ? namesOf(content) : namesOf(NOTHING);
  return { of: sample?.title ?? null, rows };
}

const NOTHING = { sections: [], annexes: [], figures: {} } as unknown as Content;
