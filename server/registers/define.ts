// An officer of a province makes a register, or a new version of one, from a day. What stands is never rewritten.
import { z } from 'zod';
import { record } from '#audit';
import type { Day } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import { type Db, exec, loadSql, one } from '#lib/sql';
import type { By } from './by.ts';
import { versionsOf } from './definitions.ts';
import { type AREAS, faultsOf, type Layout, type LayoutFault } from './layout.ts';

const sql = loadSql(import.meta.url, ['lock_code', 'end_definition', 'insert_definition']);

export type NewDefinition = {
  code: string;
  /** The province; its own version stands before the shipped one. */
  province: { id: number; tenant: number };
  name_vi: string;
  name_en: string;
  area: (typeof AREAS)[number];
  layout: Layout;
  valid_from: Day;
  source: string;
  reason: string;
};

/** Words that stand where a code would in addresses. */
const RESERVED = ['entries', 'evidence', 'imports', 'definitions'];

export type DefinitionFault = LayoutFault | { fault: 'type_changed' | 'code_taken'; path: string };

/** What is wrong with a definition, before it is kept. */
export async function checkDefinition(
  db: Db,
  input: Pick<NewDefinition, 'code' | 'province' | 'layout'>,
): Promise<DefinitionFault[]> {
  const faults: DefinitionFault[] = faultsOf(input.layout);
  if (RESERVED.includes(input.code)) faults.push({ fault: 'code_taken', path: 'code' });
  // A field keeps its type for ever: measures and earlier entries read it under one name.
  const versions = await versionsOf(db, input.code, input.province.tenant);
  for (const [index, field] of input.layout.fields.entries()) {
    const before = versions.flatMap((one) => one.layout.fields).find((one) => one.key === field.key);
    if (before && before.type !== field.type) faults.push({ fault: 'type_changed', path: `fields.${index}.type` });
  }
  return faults;
}

/**
 * Keeps a new version of a register for a province, from a day until the next one.
 * @throws registers.bad_definition with every fault, registers.version_too_early when a version begins on that day or later
 */
export async function defineRegister(db: Db, input: NewDefinition, by: By): Promise<{ id: number; version: number }> {
  const { code, province, layout, valid_from, reason, ...said } = input;
  const { tenant } = province;
  const faults = await checkDefinition(db, input);
  if (faults.length > 0) throw new DomainError('registers.bad_definition', 422, { faults });
  await one(db, sql.lock_code, { tenant, code }, z.object({ is_held: z.boolean() }));
  const versions = await versionsOf(db, code, tenant);
  const own = versions.filter((one) => one.tenant !== null);
  const last = own.at(-1)?.valid_from ?? null;
  if (last !== null && last >= valid_from) throw new DomainError('registers.version_too_early', 409, { from: last, code });
  const version = Math.max(0, ...versions.map((one) => one.version)) + 1;
  await exec(db, sql.end_definition, { tenant, code, on: valid_from });
  const author = { defined_by: by.actor.user_id, defined_by_name: by.actor.name, now: by.now };
  const { name_vi, name_en, area, source } = said;
  const row = {
    tenant,
    code,
    version,
    valid_from,
    name_vi,
    name_en,
    area,
    source,
    status: 'approved',
    reason,
    layout: JSON.stringify(layout),
  };
  const { id } = await translating(
    { definition_once: { code: 'registers.version_too_early', data: { from: valid_from, code } } },
    () => one(db, sql.insert_definition, { ...row, ...author }, z.object({ id: z.number() })),
  );
  await record(db, {
    tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'registers.define',
    subject_kind: 'register',
    subject_id: code,
    unit_id: province.id,
    after: { version, valid_from, name_vi, fields: layout.fields.map((field) => field.key) },
    reason,
  });
  return { id, version };
}
