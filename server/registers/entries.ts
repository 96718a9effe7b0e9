// Entries of registers: written by the version of the register that counts on their day; corrected and cancelled as new versions, never changed.
import { z } from 'zod';
import { may } from '#access';
import { record } from '#audit';
import { type Day, isDay, vietnamDay } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { type Unit, unitById } from '#org';
import type { By } from './by.ts';
import { definitionsByIds, onDay, type RegisterDefinition, versionsOf } from './definitions.ts';
import { type EvidenceUse, linkAll } from './evidence.ts';
import type { Layout } from './layout.ts';
import { lineOf, naturalKey, readValues, type ValueFault, type Values } from './value.ts';

const sql = loadSql(import.meta.url, [
  'insert_entry',
  'entry_of_client',
  'same_key',
  'insert_version',
  'lock_version',
  'end_version',
  'files_known',
  'units_known',
]);

export type NewEntry = {
  register: string;
  /** The unit as on the entry's day. */
  unit: Pick<Unit, 'id' | 'code' | 'tenant' | 'kind' | 'parent_id'>;
  values: Record<string, unknown>;
  client_id?: string | null;
  evidence?: readonly EvidenceUse[];
};

export const EntryValues = z.custom<Values>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

/** Refuses values that do not fit, each fault with the name of its field. */
export function refuseFaults(layout: Layout, faults: readonly ValueFault[]): void {
  if (faults.length === 0) return;
  const label = (key: string | undefined) => layout.fields.find((field) => field.key === key);
  const told = faults.map(({ field, fault, data: { than, ...data } }) => ({
    field,
    label_vi: label(field)?.label_vi ?? field,
    label_en: label(field)?.label_en ?? field,
    fault,
    data: { ...data, ...(than && { than_key: than, than_vi: label(than)?.label_vi, than_en: label(than)?.label_en }) },
  }));
  throw new DomainError('registers.bad_values', 422, { faults: told });
}

/** The version of a register that reads these values: that of their day, which each version may take from another field. */
export function versionFor(
  versions: readonly RegisterDefinition[],
  sent: Record<string, unknown>,
  today: Day,
): RegisterDefinition {
  const now = onDay(versions, today) as RegisterDefinition;
  const day = sent[now.layout.day_field];
  return isDay(day) ? (onDay(versions, day) as RegisterDefinition) : now;
}

/**
 * Who may write an entry of a unit, besides `registers.write` over it.
 * @throws registers.closed, registers.unit_keeps_none, registers.superior_writes
 */
export function refuseWriter(register: RegisterDefinition, unit: NewEntry['unit'], scope: Scope): void {
  const { is_closed, writers } = register.layout;
  const { code, name_vi, name_en } = register;
  if (is_closed) throw new DomainError('registers.closed', 409, { code, name_vi, name_en, from: register.valid_from });
  if (writers.unit_kinds.length > 0 && !writers.unit_kinds.includes(unit.kind))
    throw new DomainError('registers.unit_keeps_none', 422, { code, name_vi, name_en, unit: unit.code });
  const above = unit.parent_id === null ? scope.unit_ids === null : may(scope, unit.parent_id);
  if (writers.by === 'superior' && !above)
    throw new DomainError('registers.superior_writes', 403, { code, name_vi, name_en, unit: unit.code });
}

type Ready = { register: RegisterDefinition; values: Values; on_day: Day };

/** Reads and checks what was sent for an entry. @throws registers.unknown_register, registers.bad_values, and those of {@link refuseWriter} */
async function ready(db: Db, input: Pick<NewEntry, 'register' | 'unit' | 'values'>, by: By): Promise<Ready> {
  const versions = await versionsOf(db, input.register, input.unit.tenant);
  if (versions.length === 0) throw new DomainError('registers.unknown_register', 404, { code: input.register });
  const today = vietnamDay(by.now);
  const register = versionFor(versions, input.values, today);
  refuseWriter(register, input.unit, by.scope);
  const { layout } = register;
  const { values, faults } = readValues(layout, input.values, today);
  refuseFaults(layout, [...faults, ...(await unknownIn(db, layout, values, by.scope))]);
  return { register, values, on_day: values[layout.day_field] as Day };
}

/** Units and files that values name and that are not there, or not in reach. */
async function unknownIn(db: Db, layout: Layout, values: Values, scope: Scope): Promise<ValueFault[]> {
  const named = (type: 'unit' | 'file') =>
    layout.fields.filter((field) => field.type === type && values[field.key] !== undefined).map((field) => field.key);
  const [units, files] = [named('unit'), named('file')];
  const faults: ValueFault[] = [];
  if (units.length > 0) {
    const rows = await many(db, sql.units_known, { codes: units.map((key) => values[key]) }, z.object({ code: z.string() }));
    for (const key of units)
      if (!rows.some((row) => row.code === values[key])) faults.push({ field: key, fault: 'not_a_unit', data: {} });
  }
  if (files.length > 0) {
    const ids = files.map((key) => values[key]);
    const rows = await many(db, sql.files_known, { ids, scope: scope.unit_ids }, z.object({ id: z.number() }));
    for (const key of files)
      if (!rows.some((row) => row.id === values[key])) faults.push({ field: key, fault: 'not_a_file', data: {} });
  }
  return faults;
}

const Known = z.object({ id: z.number(), register: z.string(), unit_id: z.number(), version: z.number() });

/**
 * Writes an entry. The same `client_id` again gives back the entry that is there.
 * @throws registers.unknown_register, registers.bad_values, registers.same_key, registers.evidence_needed, registers.closed,
 * registers.unit_keeps_none, registers.superior_writes, and those of linking evidence
 */
export async function keepEntry(db: Db, input: NewEntry, by: By): Promise<{ id: number; version: number }> {
  const { unit, client_id = null } = input;
  if (client_id !== null) {
    const there = await maybeOne(db, sql.entry_of_client, { tenant: unit.tenant, client_id }, Known);
    if (there && there.register === input.register && there.unit_id === unit.id) return { id: there.id, version: there.version };
    if (there) throw new DomainError('registers.client_id_taken', 409, { client_id });
  }
  const { register, values, on_day } = await ready(db, input, by);
  const evidence = input.evidence ?? [];
  if (register.layout.evidence.is_needed && evidence.length === 0)
    throw new DomainError('registers.evidence_needed', 422, { code: register.code });
  await refuseSameKey(db, register, unit, values, null);
  const row = { tenant: unit.tenant, register: register.code, unit_id: unit.id, client_id, now: by.now };
  const author = { created_by: by.actor.user_id, created_by_name: by.actor.name };
  return translating(
    { entry_version_key: sameKey(register, null), entry_client_once: { code: 'registers.client_id_taken' } },
    async () => {
      const { id } = await one(db, sql.insert_entry, { ...row, ...author }, z.object({ id: z.number() }));
      await insertVersion(
        db,
        { tenant: unit.tenant, entry_id: id, version: 1, known_from: by.now, unit_id: unit.id },
        { register, values, on_day },
        null,
        by,
      );
      await linkAll(db, evidence, { kind: 'entry', id, window: windowOf(register, on_day) }, by);
      await audit(db, by, unit.tenant, unit.id, 'registers.keep', id, { after: { register: register.code, on_day, values } });
      return { id, version: 1 };
    },
  );
}

/** Days between which a document may be dated that proves an entry of `on_day`. */
export function windowOf(register: RegisterDefinition, on_day: Day): { from: Day; to: Day } {
  const { days_before, days_after } = register.layout.evidence;
  return { from: shift(on_day, -days_before), to: shift(on_day, days_after) };
}

function shift(day: Day, days: number): Day {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

function sameKey(register: RegisterDefinition, entry_id: number | null) {
  const fields_vi = register.layout.key
    .map((key) => register.layout.fields.find((field) => field.key === key)?.label_vi)
    .join(', ');
  const fields_en = register.layout.key
    .map((key) => register.layout.fields.find((field) => field.key === key)?.label_en)
    .join(', ');
  return { code: 'registers.same_key', status: 409, data: { entry_id, fields_vi, fields_en } };
}

async function refuseSameKey(
  db: Db,
  register: RegisterDefinition,
  unit: { id: number; tenant: number },
  values: Values,
  but: number | null,
): Promise<void> {
  const natural_key = naturalKey(register.layout, values);
  if (natural_key === null) return;
  const asked = { tenant: unit.tenant, register: register.code, unit_id: unit.id, natural_key, but };
  const there = await maybeOne(db, sql.same_key, asked, z.object({ entry_id: z.number() }));
  if (!there) return;
  const { code, status, data } = sameKey(register, there.entry_id);
  throw new DomainError(code, status, data);
}

type VersionKey = { tenant: number; entry_id: number; version: number; known_from: Date | string; unit_id: number };

async function insertVersion(
  db: Db,
  key: VersionKey,
  { register, values, on_day }: Ready,
  reason: string | null,
  by: By,
  is_cancelled = false,
): Promise<void> {
  const { layout, code, id: definition_id } = register;
  const said = {
    register: code,
    definition_id,
    on_day,
    values: JSON.stringify(values),
    natural_key: naturalKey(layout, values),
    line: lineOf(layout, values),
  };
  await exec(db, sql.insert_version, {
    ...key,
    ...said,
    is_cancelled,
    reason,
    changed_by: by.actor.user_id,
    changed_by_name: by.actor.name,
  });
}

const Held = z.object({
  tenant: z.number(),
  entry_id: z.number(),
  version: z.number(),
  known_from: z.date(),
  register: z.string(),
  definition_id: z.number(),
  unit_id: z.number(),
  on_day: z.string(),
  values: EntryValues,
  natural_key: z.string().nullable(),
  line: z.string(),
  is_cancelled: z.boolean(),
});

/** @throws registers.entry_not_found, registers.changed_meanwhile, registers.already_cancelled */
async function hold(db: Db, id: number, version: number | null, by: By): Promise<z.output<typeof Held>> {
  const held = await maybeOne(db, sql.lock_version, { id, scope: by.scope.unit_ids }, Held);
  if (!held) throw new DomainError('registers.entry_not_found', 404, { id });
  if (version !== null && held.version !== version)
    throw new DomainError('registers.changed_meanwhile', 409, { id, version: held.version });
  if (held.is_cancelled) throw new DomainError('registers.already_cancelled', 409, { id });
  return held;
}

async function follow(db: Db, held: z.output<typeof Held>, now: Date): Promise<{ version: number; known_from: Date }> {
  const { tenant, entry_id, version } = held;
  const { known_to } = await one(db, sql.end_version, { tenant, entry_id, version, now }, z.object({ known_to: z.date() }));
  return { version: version + 1, known_from: known_to };
}

/**
 * Corrects an entry: the earlier version stays, with who, when and why.
 * @param input.version the one that was looked at; null: whatever is there
 * @throws registers.entry_not_found, registers.changed_meanwhile, registers.already_cancelled, and those of `keepEntry`
 */
export async function correctEntry(
  db: Db,
  id: number,
  input: { values: Record<string, unknown>; reason: string; version: number | null },
  by: By,
): Promise<{ id: number; version: number }> {
  const held = await hold(db, id, input.version, by);
  const { tenant, unit_id } = held;
  const unit = await unitById(db, unit_id, held.on_day);
  const said = await ready(db, { register: held.register, unit, values: input.values }, by);
  await refuseSameKey(db, said.register, unit, said.values, id);
  const next = await follow(db, held, by.now);
  await translating({ entry_version_key: sameKey(said.register, null) }, () =>
    insertVersion(db, { tenant, entry_id: id, unit_id, ...next }, said, input.reason, by),
  );
  const before = { on_day: held.on_day, values: held.values };
  const after = { on_day: said.on_day, values: said.values };
  await audit(db, by, tenant, unit_id, 'registers.correct', id, { before, after, reason: input.reason });
  return { id, version: next.version };
}

/** Takes an entry out: it no longer counts, and stays readable with the reason. @throws registers.entry_not_found, registers.changed_meanwhile, registers.already_cancelled */
export async function cancelEntry(db: Db, id: number, input: { reason: string; version: number | null }, by: By): Promise<void> {
  const held = await hold(db, id, input.version, by);
  const register = (await definitionsByIds(db, [held.definition_id])).get(held.definition_id) as RegisterDefinition;
  const unit = await unitById(db, held.unit_id, held.on_day);
  refuseWriter({ ...register, layout: { ...register.layout, is_closed: false } }, unit, by.scope);
  const next = await follow(db, held, by.now);
  const { tenant, unit_id, values, on_day } = held;
  await insertVersion(db, { tenant, entry_id: id, unit_id, ...next }, { register, values, on_day }, input.reason, by, true);
  await audit(db, by, tenant, unit_id, 'registers.cancel', id, { before: { on_day, values }, reason: input.reason });
}

type Told = { before?: unknown; after?: unknown; reason?: string };

function audit(db: Db, by: By, tenant: number, unit_id: number, action: string, id: number, told: Told): Promise<void> {
  const { actor, now, request_id = null } = by;
  return record(db, {
    tenant,
    at: now,
    actor,
    request_id,
    action,
    subject_kind: 'register_entry',
    subject_id: id,
    unit_id,
    ...told,
  });
}
