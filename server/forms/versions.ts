// Versions of the forms by day.
import { z } from 'zod';
import { type Day, isDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, many, maybeOne } from '#lib/sql';
import { DetailLayout } from './detail-layout.ts';
import { Layout } from './layout.ts';
import { ListLayout } from './list-layout.ts';

const sql = loadSql(import.meta.url, ['forms_all', 'form_on']);

export const FormRow = z.object({
  code: z.string(),
  version: z.int(),
  valid_from: z.string(),
  valid_to: z.string().nullable(),
  name_vi: z.string(),
  name_en: z.string(),
  source: z.string(),
  status: z.string(),
  /** `table`: columns of figures over sectors or units; `list`: numbered rows; `detail`: a row for each target, area, dossier. */
  kind: z.enum(['table', 'list', 'detail']),
});
export type FormRow = z.infer<typeof FormRow>;
const FormWithLayout = FormRow.extend({ layout: Layout });
type FormWithLayout = z.infer<typeof FormWithLayout>;
const ListWithLayout = FormRow.extend({ layout: ListLayout });
export type ListWithLayout = z.infer<typeof ListWithLayout>;
const DetailWithLayout = FormRow.extend({ layout: DetailLayout });
export type DetailWithLayout = z.infer<typeof DetailWithLayout>;

/** Every form with its versions, by code. */
export function listForms(db: Db): Promise<FormRow[]> {
  return many(db, sql.forms_all, {}, FormRow);
}

/**
 * The version of a form of columns that holds on `day`.
 * @throws forms.unknown, forms.not_on_day with the days on which there is one
 */
export async function formOn(db: Db, code: string, day: Day): Promise<FormWithLayout> {
  return FormWithLayout.parse(await versionOn(db, code, day, 'table'));
}

/**
 * The version of a list form that holds on `day`.
 * @throws forms.unknown, forms.not_on_day with the days on which there is one
 */
export async function listOn(db: Db, code: string, day: Day): Promise<ListWithLayout> {
  return ListWithLayout.parse(await versionOn(db, code, day, 'list'));
}

/**
 * The version of a form of things that holds on `day`.
 * @throws forms.unknown, forms.not_on_day with the days on which there is one
 */
export async function detailOn(db: Db, code: string, day: Day): Promise<DetailWithLayout> {
  return DetailWithLayout.parse(await versionOn(db, code, day, 'detail'));
}

async function versionOn(db: Db, code: string, day: Day, kind: FormRow['kind']) {
  if (!isDay(day)) throw new DomainError('calendar.impossible_date', 422, { day });
  const found = await maybeOne(db, sql.form_on, { code, day }, FormRow.extend({ layout: z.unknown() }));
  if (found?.kind === kind) return found;
  const versions = (await listForms(db)).filter((form) => form.code === code && form.kind === kind);
  if (versions.length === 0) throw new DomainError('forms.unknown', 404, { form: code });
  throw new DomainError('forms.not_on_day', 422, {
    form: code,
    day,
    valid_from: versions[0]?.valid_from,
    valid_to: versions.at(-1)?.valid_to,
  });
}
