// One entry with everything around it, and the names of what it refers to.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne } from '#lib/sql';
import { unitsByIds } from '#org';
import { definitionsByIds, RegisterDefinition } from './definitions.ts';
import { EntryValues } from './entries.ts';
import { Evidence, evidenceOf } from './evidence.ts';

const sql = loadSql(import.meta.url, ['versions_of', 'entry', 'names_of_codes', 'files_named']);

export const UnitShown = z.object({ id: z.number(), code: z.string(), name: z.string() });
export type UnitShown = z.output<typeof UnitShown>;

/** Units by their identifiers, as on a day or the nearest of their life. */
export async function namesOf(db: Db, codes: readonly string[], day: Day): Promise<UnitShown[]> {
  if (codes.length === 0) return [];
  return many(db, sql.names_of_codes, { codes: [...new Set(codes)], day }, UnitShown);
}

export const EntryVersion = z.object({
  version: z.number(),
  known_from: z.date(),
  known_to: z.date().nullable(),
  definition_id: z.number(),
  unit_id: z.number(),
  on_day: z.string(),
  values: EntryValues,
  is_cancelled: z.boolean(),
  reason: z.string().nullable(),
  changed_by: z.number().nullable(),
  changed_by_name: z.string(),
});

const One = z.object({
  tenant: z.number(),
  id: z.number(),
  register: z.string(),
  unit_id: z.number(),
  created_at: z.date(),
  created_by_name: z.string(),
  import_id: z.number().nullable(),
  version: z.number(),
  definition_id: z.number(),
  on_day: z.string(),
  values: EntryValues,
  is_cancelled: z.boolean(),
});

/** One entry with everything around it: its versions, the register's versions they were written by, the evidence. */
export const Entry = One.extend({
  unit: UnitShown,
  definition: RegisterDefinition,
  definitions: z.array(RegisterDefinition),
  versions: z.array(EntryVersion),
  evidence: z.array(Evidence),
  /** Names of what values refer to. */
  units: z.array(UnitShown),
  files: z.array(z.object({ id: z.number(), name: z.string() })),
});
export type Entry = z.output<typeof Entry>;

/** @throws registers.entry_not_found */
export async function entry(db: Db, id: number, scope: Scope): Promise<Entry> {
  const found = await maybeOne(db, sql.entry, { id, scope: scope.unit_ids }, One);
  if (!found) throw new DomainError('registers.entry_not_found', 404, { id });
  const versions = await many(db, sql.versions_of, { tenant: found.tenant, id }, EntryVersion);
  const definitions = await definitionsByIds(db, [found.definition_id, ...versions.map((one) => one.definition_id)]);
  const definition = definitions.get(found.definition_id) as RegisterDefinition;
  const [unit] = await unitsByIds(db, [found.unit_id], found.on_day);
  const { code = '', name = '' } = unit ?? {};
  const fields = [...definitions.values()].flatMap((one) => one.layout.fields);
  const used = (type: 'unit' | 'file') =>
    fields.filter((field) => field.type === type).flatMap((field) => versions.flatMap((one) => one.values[field.key] ?? []));
  const file_ids = used('file');
  return {
    ...found,
    unit: { id: found.unit_id, code, name },
    definition,
    definitions: [...definitions.values()],
    versions,
    evidence: (await evidenceOf(db, 'entry', [id], scope)).get(String(id)) ?? [],
    units: await namesOf(db, used('unit') as string[], found.on_day),
    files:
      file_ids.length === 0
        ? []
        : await many(
            db,
            sql.files_named,
            { ids: file_ids, scope: scope.unit_ids },
            z.object({ id: z.number(), name: z.string() }),
          ),
  };
}
