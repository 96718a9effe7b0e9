// Word templates of offices: uploaded and checked, activated from a day by somebody with a reason; without one the product's own layout.
import { z } from 'zod';
import { record } from '#audit';
import { keep, open, store } from '#files';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { FileReply, Scope, Upload } from '#lib/route';
import { type Db, loadSql, many, maybeOne, one } from '#lib/sql';
import { beginningOf } from '#lib/whole';
import { type Unit, unitById } from '#org';
import { checkTemplate, FAULTS } from './check-template.ts';
import { catalogueOf, sampleOf } from './fields.ts';
import { filledDocx } from './fill-docx.ts';
import { formOf, KINDS, type Kind, kindOf, PAPERS, type Paper } from './kinds.ts';
import { type By, within } from './letterhead.ts';
import { docxToPdf, officeProgram } from './office.ts';

const sql = loadSql(import.meta.url, [
  'in_force',
  'next_version',
  'insert_template',
  'template',
  'templates_of',
  'activations_of',
  'insert_activation',
]);

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const MOST_BYTES = 5 * 1024 * 1024;

/** The unit and those above it on a day, nearest first. */
async function chainOf(db: Db, unit: Unit, day: Day): Promise<number[]> {
  const chain = [unit.id];
  for (let above = unit.parent_id; above !== null && chain.length < 10; ) {
    const next: Unit = await unitById(db, above, day);
    chain.push(next.id);
    above = next.parent_id;
  }
  return chain;
}

const InForce = z.object({ unit_id: z.number(), template_id: z.number().nullable(), file_id: z.number().nullable() });

type Slot = { kind: Kind; form_set: string; paper: Paper };

/** The row in force for a unit, given with those above it: its own, else that of the nearest unit above it; a unit that went back to the product's own stops there. */
async function inForce(
  db: Db,
  tenant: number,
  unit_ids: readonly number[],
  slot: Slot,
  day: Day,
): Promise<z.infer<typeof InForce> | null> {
  const rows = await many(db, sql.in_force, { tenant, unit_ids, ...slot, day }, InForce);
  for (const id of unit_ids) {
    const found = rows.find((row) => row.unit_id === id);
    if (found) return found;
  }
  return null;
}

/** Bytes of the template in force for a unit on a day, or null for the product's own. @throws files.damaged */
export async function templateInForce(db: Db, asked: { unit: Unit; day: Day } & Slot): Promise<Uint8Array | null> {
  const { unit, day, kind, form_set, paper } = asked;
  const found = await inForce(db, unit.tenant, await chainOf(db, unit, day), { kind, form_set, paper }, day);
  if (!found?.file_id) return null;
  return (await open(db, store(), found.file_id, { unit_ids: null })).bytes;
}

const FaultOut = z.object({
  code: z.enum(FAULTS),
  tag: z.string().nullable(),
  where: z.object({ part: z.enum(['body', 'header', 'footer', 'notes']), paragraph: z.number(), text: z.string() }).nullable(),
});

export const Uploaded = z.object({
  /** Null: refused, see `faults`. */
  id: z.number().nullable(),
  version_no: z.number().nullable(),
  paper: z.enum(PAPERS).nullable(),
  tags: z.array(z.string()),
  faults: z.array(FaultOut),
});

/**
 * Checks a template and keeps it as the next version when nothing is wrong with it. It prints nothing until it is activated.
 * @returns what is wrong, each with where; then nothing was kept
 * @throws org.unit_unknown out of scope, slips.no_such_form, and those of files.keep
 */
export async function uploadTemplate(
  db: Db,
  asked: { unit: string; kind: Kind; form_set: string; note: string | null },
  upload: Upload,
  by: By,
): Promise<z.infer<typeof Uploaded>> {
  const { kind, form_set, note } = asked;
  const unit = await within(db, asked.unit, vietnamDay(by.now), by.scope);
  formOf(kind, form_set);
  const bytes = await beginningOf(upload.bytes, MOST_BYTES);
  const { faults, paper, tags } = checkTemplate(bytes, kind, kindOf(kind).required);
  if (faults.length === 0) {
    // What only filling shows: a loop that begins in one table and ends in another, say.
    const is_fillable = await filledDocx(bytes, sampleOf(kind), { qr: 'H00.00', barcode: 'H00.00' }).then(
      () => true,
      () => false,
    );
    if (!is_fillable) faults.push({ code: 'not_fillable', tag: null, where: null });
  }
  if (faults.length > 0 || paper === null) return { id: null, version_no: null, paper, tags, faults };
  const { tenant, id: unit_id } = unit;
  const name = /\.docx$/i.test(upload.name) ? upload.name : `${upload.name}.docx`;
  const { actor, now, request_id } = by;
  const file = await keep(db, store(), { bytes, name, type: DOCX, unit_id, tenant, actor, now, request_id: request_id ?? null });
  const slot = { tenant, unit_id, kind, form_set, paper };
  const { version_no } = await one(db, sql.next_version, slot, z.object({ version_no: z.number() }));
  const row = { ...slot, version_no, file_id: file.id, sha256: file.sha256, file_name: file.name, note };
  const { id } = await one(
    db,
    sql.insert_template,
    { ...row, uploaded_at: by.now, uploaded_by: by.actor.user_id },
    z.object({ id: z.number() }),
  );
  await audit(db, by, unit, 'slips.upload_template', id, { kind, form_set, paper, version_no, sha256: file.sha256 }, note);
  return { id, version_no, paper, tags, faults };
}

async function audit(
  db: Db,
  by: By,
  unit: Pick<Unit, 'id' | 'tenant'>,
  action: string,
  id: number,
  after: object,
  reason: string | null,
) {
  await record(db, {
    tenant: unit.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action,
    subject_kind: 'slip_template',
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
  kind: z.enum(KINDS),
  form_set: z.string(),
  paper: z.enum(PAPERS),
  version_no: z.number(),
  file_id: z.number(),
  file_name: z.string(),
});

async function templateOf(db: Db, id: number, scope: Scope): Promise<z.infer<typeof TemplateRow>> {
  const row = await maybeOne(db, sql.template, { id, scope: scope.unit_ids }, TemplateRow);
  if (!row) throw new DomainError('slips.template_not_found', 404, { id });
  return row;
}

/**
 * A unit prints by this template from a day on. @throws slips.template_not_found, also out of scope; slips.from_in_the_past
 */
export async function activateTemplate(db: Db, asked: { id: number; from_on: Day; reason: string }, by: By): Promise<void> {
  const row = await templateOf(db, asked.id, by.scope);
  notBefore(asked.from_on, by);
  const { kind, form_set, paper, tenant, unit_id, version_no } = row;
  const slot = { tenant, unit_id, kind, form_set, paper };
  await insertActivation(db, slot, { template_id: row.id, ...asked }, by);
  const after = { kind, form_set, paper, version_no, from_on: asked.from_on };
  await audit(db, by, { id: unit_id, tenant }, 'slips.activate_template', row.id, after, asked.reason);
}

/** A unit prints by the product's own layout again from a day on. @throws org.unit_unknown out of scope, slips.no_such_form, slips.from_in_the_past */
export async function restoreTemplate(
  db: Db,
  asked: { unit: string; from_on: Day; reason: string } & Slot,
  by: By,
): Promise<void> {
  const unit = await within(db, asked.unit, vietnamDay(by.now), by.scope);
  const { kind, form_set, paper, from_on, reason } = asked;
  formOf(kind, form_set);
  notBefore(from_on, by);
  const slot = { tenant: unit.tenant, unit_id: unit.id, kind, form_set, paper };
  const id = await insertActivation(db, slot, { template_id: null, from_on, reason }, by);
  await audit(db, by, unit, 'slips.restore_template', id, { kind, form_set, paper, from_on }, reason);
}

async function insertActivation(
  db: Db,
  slot: Slot & { tenant: number; unit_id: number },
  said: { template_id: number | null; from_on: Day; reason: string },
  by: By,
): Promise<number> {
  const row = {
    ...slot,
    template_id: said.template_id,
    from_on: said.from_on,
    reason: said.reason,
    at: by.now,
    by: by.actor.user_id,
  };
  return (await one(db, sql.insert_activation, row, z.object({ id: z.number() }))).id;
}

// What was printed yesterday was printed by what was in force then.
function notBefore(from_on: Day, by: By): void {
  const today = vietnamDay(by.now);
  if (from_on < today) throw new DomainError('slips.from_in_the_past', 422, { from_on, today });
}

/** The Word file of a version, as it was uploaded. @throws slips.template_not_found, files.damaged */
export async function templateFile(db: Db, id: number, scope: Scope): Promise<FileReply> {
  const row = await templateOf(db, id, scope);
  const { bytes } = await open(db, store(), row.file_id, { unit_ids: null });
  return { file_name: row.file_name, content_type: DOCX, bytes };
}

/** A version filled with a made-up slip: as PDF where LibreOffice is installed, else as Word. @throws slips.template_not_found, slips.conversion_failed */
export async function previewTemplate(db: Db, id: number, scope: Scope): Promise<FileReply> {
  const row = await templateOf(db, id, scope);
  const { bytes } = await open(db, store(), row.file_id, { unit_ids: null });
  const code = String(sampleOf(row.kind).dossier_code ?? 'H00.00-000000-0001');
  const docx = await filledDocx(bytes, sampleOf(row.kind), { qr: code, barcode: code });
  const name = `xem-truoc-${row.kind}-v${row.version_no}`;
  if ((await officeProgram()) === null) return { file_name: `${name}.docx`, content_type: DOCX, bytes: docx };
  return { file_name: `${name}.pdf`, content_type: 'application/pdf', bytes: await docxToPdf(docx) };
}

const TemplateListed = z.object({
  id: z.number(),
  kind: z.enum(KINDS),
  form_set: z.string(),
  paper: z.enum(PAPERS),
  version_no: z.number(),
  file_name: z.string(),
  note: z.string().nullable(),
  uploaded_at: z.date(),
  uploaded_by_name: z.string().nullable(),
});
const ActivationListed = z.object({
  id: z.number(),
  kind: z.enum(KINDS),
  form_set: z.string(),
  paper: z.enum(PAPERS),
  from_on: z.string(),
  template_id: z.number().nullable(),
  version_no: z.number().nullable(),
  reason: z.string(),
  at: z.date(),
  by_name: z.string().nullable(),
});

export const TemplatesOut = z.object({
  unit_code: z.string(),
  unit_name: z.string(),
  /** PDF of own templates needs LibreOffice on the server. */
  has_office: z.boolean(),
  kinds: z.array(
    z.object({
      kind: z.enum(KINDS),
      name_vi: z.string(),
      name_en: z.string(),
      required: z.array(z.string()),
      forms: z.array(
        z.object({
          form_set: z.string(),
          form_no: z.string().nullable(),
          status: z.enum(['approved', 'to_be_verified']),
          note: z.string(),
          papers: z.array(
            z.object({
              paper: z.enum(PAPERS),
              /** `product`: the product's own; else the unit whose template is in force today. */
              in_force: z.object({ unit_name: z.string(), template_id: z.number() }).nullable(),
            }),
          ),
        }),
      ),
      catalogue: z.object({
        tags: z.array(z.object({ tag: z.string(), vi: z.string(), is_picture: z.boolean() })),
        lists: z.array(
          z.object({ tag: z.string(), vi: z.string(), row: z.array(z.object({ tag: z.string(), vi: z.string() })) }),
        ),
      }),
    }),
  ),
  versions: z.array(TemplateListed),
  activations: z.array(ActivationListed),
});

/** Everything about the templates of a unit: what is in force, its versions, who activated what and why. @throws org.unit_unknown out of scope */
export async function templatesOf(db: Db, code: string, day: Day, scope: Scope): Promise<z.input<typeof TemplatesOut>> {
  const unit = await within(db, code, day, scope);
  const key = { tenant: unit.tenant, unit_id: unit.id };
  const chain = await chainOf(db, unit, day);
  const kinds: z.input<typeof TemplatesOut>['kinds'] = [];
  for (const kind of KINDS) {
    const { name_vi, name_en, required, sets } = kindOf(kind);
    const forms: (typeof kinds)[number]['forms'] = [];
    for (const [form_set, form] of Object.entries(sets)) {
      const papers: (typeof forms)[number]['papers'] = [];
      for (const paper of form.papers) {
        const found = await inForce(db, unit.tenant, chain, { kind, form_set, paper }, day);
        const by_unit = found?.template_id ? await unitById(db, found.unit_id, day) : null;
        papers.push({
          paper,
          in_force: by_unit && found?.template_id ? { unit_name: by_unit.name, template_id: found.template_id } : null,
        });
      }
      forms.push({ form_set, form_no: form.form_no, status: form.status, note: form.note, papers });
    }
    kinds.push({ kind, name_vi, name_en, required, forms, catalogue: catalogueOf(kind) });
  }
  return {
    unit_code: unit.code,
    unit_name: unit.name,
    has_office: (await officeProgram()) !== null,
    kinds,
    versions: await many(db, sql.templates_of, key, TemplateListed),
    activations: await many(db, sql.activations_of, key, ActivationListed),
  };
}
