// Measures an officer makes over registers or over other measures: checked like the shipped ones, tried before they are kept, versioned by day.
import { z } from 'zod';
import { record } from '#audit';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many } from '#lib/sql';
import { unitOn } from '#org';
import { type Field, registerOn } from '#registers';
import type { By } from './declare.ts';
import { Definition, faultsOf } from './definition.ts';
import { Definitions, definitionsOn, hashOf } from './definitions.ts';
import { frameOf } from './frame.ts';
import type { Entries } from './kinds.ts';
import type { Value } from './value.ts';
import { computed } from './values.ts';

const sql = loadSql(import.meta.url, ['own_versions', 'end_version', 'insert_version']);

/** Kinds an officer may make: counts of dossiers and certified copies are the product's own. */
const MADE = ['entries', 'declared', 'share', 'expression'] as const;

const Text = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

/** A definition as it is sent: an object, or its text. */
export const DefinitionIn = z.union([z.record(z.string(), z.unknown()), Text.pipe(z.record(z.string(), z.unknown()))]);

/**
 * Reads a definition somebody wrote and holds it against the registers and measures of the day.
 * @throws measures.definition_broken with path and message of each fault, measures.kind_not_made, measures.unknown_measure, measures.cycle,
 * measures.unknown_field, registers.unknown
 */
async function checked(db: Db, written: unknown, known: Definitions, day: Day, tenant: number): Promise<Definition> {
  const parsed = Definition.safeParse(written);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    throw new DomainError('measures.definition_broken', 422, {
      faults,
      text: faults.map((one) => `${one.path}: ${one.message}`).join('; '),
    });
  }
  const definition = parsed.data;
  if (!(MADE as readonly string[]).includes(definition.kind))
    throw new DomainError('measures.kind_not_made', 422, { kind: definition.kind });
  refuseFaults(definition, known);
  if (definition.kind === 'entries') await refuseFields(db, definition, day, tenant);
  return definition;
}

function refuseFaults(definition: Definition, known: Definitions): void {
  const others = known.all.map((one) => one.definition).filter((one) => one.name !== definition.name);
  const all = [...others, definition].map((one) => ({ ...one, version: 1 }));
  const faults = faultsOf(all);
  const fault = faults.find((one) => one.at === all.length - 1) ?? faults.find((one) => one.code === 'cycle');
  if (!fault) return;
  if (fault.code === 'cycle') throw new DomainError('measures.cycle', 422, { way: (fault.names ?? []).join(' → ') });
  if (fault.code === 'unknown')
    throw new DomainError('measures.unknown_measure', 404, { name: fault.names?.[0], names: known.names() });
  throw new DomainError('measures.definition_broken', 422, { faults: [fault], text: `${fault.path}: ${fault.message}` });
}

const NUMBERS = ['number', 'money', 'flag'];

async function refuseFields(db: Db, definition: Entries, day: Day, tenant: number): Promise<void> {
  const register = await registerOn(db, definition.register, day, tenant);
  const fields = new Map(register.layout.fields.map((field) => [field.key, field]));
  const need = (key: string, types?: readonly Field['type'][]) => {
    const field = fields.get(key);
    if (!field || (types && !types.includes(field.type)))
      throw new DomainError('measures.unknown_field', 422, {
        field: key,
        register: register.name_vi,
        types: types?.join(', ') ?? null,
      });
  };
  if (definition.field) need(definition.field, definition.aggregate === 'distinct' ? undefined : (NUMBERS as Field['type'][]));
  if (definition.day) need(definition.day, ['day']);
  for (const key of definition.per ?? []) need(key);
  for (const one of definition.where ?? []) {
    for (const single of 'any' in one ? one.any : [one]) {
      const types: Field['type'][] | undefined =
        'at_least' in single || 'at_most' in single
          ? (NUMBERS as Field['type'][])
          : 'from' in single || 'before' in single || 'not_after' in single || 'after' in single
            ? ['day']
            : undefined;
      need(single.field, types);
      if ('not_after' in single) need(single.not_after, ['day']);
      if ('after' in single) need(single.after, ['day']);
    }
  }
}

/** The known definitions with this one among them. */
function withDraft(known: Definitions, definition: Definition, tenant: number): Definitions {
  const others = known.all.filter((one) => one.definition.name !== definition.name);
  return new Definitions([...others, { version: 0, def_hash: hashOf(definition), definition, tenant }]);
}

export type PreviewAsk = { definition: unknown; unit: string; from: Day; to: Day; today: Day };

/** What a definition would give, without keeping it: at a unit and at the units just below. @throws what `define` throws */
export async function preview(
  db: Db,
  ask: PreviewAsk,
  access: Scope,
): Promise<{ value: Value; below: { unit: string; value: Value }[] }> {
  const at = { unit: ask.unit, from: ask.from, to: ask.to, today: ask.today };
  const frame = await frameOf(db, at, 'one', access);
  const known = await definitionsOn(db, ask.to, frame.tenant);
  const definition = await checked(db, ask.definition, known, ask.to, frame.tenant);
  const definitions = withDraft(known, definition, frame.tenant);
  const measures = [definition.name];
  const whole = (await computed(db, frame, definitions, { measures, digest: true }))(frame.unit.id);
  const lower = await frameOf(db, at, 'children', access);
  const values = lower.rows.length === 0 ? null : await computed(db, lower, definitions, { measures });
  return {
    value: whole[definition.name] as Value,
    below: lower.rows.map((row) => ({ unit: row.code, value: values?.(row.id)[definition.name] as Value })),
  };
}

export type NewVersion = { definition: unknown; unit: string; valid_from: Day; reason: string; version: number };

const Version = z.object({
  version: z.int(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
  text: z.string(),
  changed_by: z.string().nullable(),
  changed_at: z.date().nullable(),
  reason: z.string().nullable(),
});

/**
 * Keeps a measure of a province, or a new version of it from a day on; earlier days keep the earlier one.
 * @param input.unit a unit of the province, within the right to define
 * @param input.version the version the writer saw; 0: none
 * @throws measures.name_shipped, measures.defined_meanwhile, measures.valid_too_early, and those of {@link preview}
 */
export async function define(db: Db, input: NewVersion, by: By): Promise<{ name: string; version: number }> {
  const unit = await unitOn(db, input.unit, input.valid_from);
  if (by.scope.unit_ids !== null && !by.scope.unit_ids.includes(unit.id))
    throw new DomainError('org.unit_unknown', 404, { code: input.unit });
  const known = await definitionsOn(db, input.valid_from, unit.tenant);
  const definition = await checked(db, input.definition, known, input.valid_from, unit.tenant);
  const { name } = definition;
  if (known.version(name)?.tenant === null) throw new DomainError('measures.name_shipped', 409, { name });
  const versions = await many(db, sql.own_versions, { tenant: unit.tenant, name }, Version);
  const [last] = versions;
  if ((last?.version ?? 0) !== input.version) throw new DomainError('measures.defined_meanwhile', 409, { name });
  if (last) {
    if (last.valid_from !== null && input.valid_from <= last.valid_from)
      throw new DomainError('measures.valid_too_early', 422, { valid_from: input.valid_from, after: last.valid_from });
    await exec(db, sql.end_version, { tenant: unit.tenant, name, version: last.version, valid_from: input.valid_from });
  }
  const version = input.version + 1;
  await exec(db, sql.insert_version, {
    tenant: unit.tenant,
    name,
    version,
    valid_from: input.valid_from,
    // After the shipped ones, in the order of their names.
    definition: JSON.stringify({ ...definition, position: 1_000_000 }),
    def_hash: hashOf(definition),
    source: definition.source,
    status: definition.status,
    changed_by: by.actor.name,
    now: by.now,
    reason: input.reason,
  });
  await record(db, {
    tenant: unit.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'measures.define',
    subject_kind: 'measure',
    subject_id: name,
    unit_id: unit.id,
    before: last ? { version: last.version, definition: JSON.parse(last.text) } : null,
    after: { version, valid_from: input.valid_from, definition },
    reason: input.reason,
  });
  return { name, version };
}

/** Every version of a measure a province made, newest first. @throws org.unit_unknown */
export async function versionsOf(db: Db, ask: { name: string; unit: string; day: Day }, access: Scope) {
  const unit = await unitOn(db, ask.unit, ask.day);
  if (access.unit_ids !== null && !access.unit_ids.includes(unit.id))
    throw new DomainError('org.unit_unknown', 404, { code: ask.unit });
  const rows = await many(db, sql.own_versions, { tenant: unit.tenant, name: ask.name }, Version);
  return rows.map(({ text, ...row }) => {
    const { position: _, ...definition } = JSON.parse(text);
    return { ...row, definition: definition as Record<string, unknown> };
  });
}
