// Registers as data: shipped with the product, or made and changed by an officer of a province; each version from a day.
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';
import { type Db, exec, loadSql, many } from '#lib/sql';
import { AREAS, faultsOf, Layout } from './layout.ts';

const sql = loadSql(import.meta.url, ['definitions', 'definitions_of_ids', 'keep_shipped']);

const Row = z.object({
  id: z.number(),
  tenant: z.number().nullable(),
  code: z.string(),
  version: z.number(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
  name_vi: z.string(),
  name_en: z.string(),
  area: z.string(),
  layout: z.string(),
  source: z.string(),
  status: z.string(),
  reason: z.string().nullable(),
  defined_at: z.date(),
  defined_by_name: z.string().nullable(),
});

/** A register as it stands from one day to another. `tenant` null: shipped with the product. */
export const RegisterDefinition = Row.extend({ layout: Layout, area: z.enum(AREAS) });
export type RegisterDefinition = z.output<typeof RegisterDefinition>;

const parsed = new Map<string, Layout>();

function layoutOf(text: string): Layout {
  const known = parsed.get(text);
  if (known) return known;
  const layout = Layout.parse(JSON.parse(text));
  if (parsed.size > 2000) parsed.clear();
  parsed.set(text, layout);
  return layout;
}

function seen(row: z.output<typeof Row>): RegisterDefinition {
  return { ...row, area: AREAS.find((one) => one === row.area) ?? 'general', layout: layoutOf(row.layout) };
}

/** Every version of a register, the province's own first, then the shipped ones, each oldest first. */
export async function versionsOf(db: Db, code: string, tenant: number | null): Promise<RegisterDefinition[]> {
  return (await many(db, sql.definitions, { tenant, code }, Row)).map(seen);
}

/**
 * The version that counts on a day. Before the first one, the first: what was kept before the register began is read by it.
 * A province's own stands before the shipped one.
 */
export function onDay(versions: readonly RegisterDefinition[], day: Day): RegisterDefinition | null {
  const holds = (one: RegisterDefinition) =>
    (one.valid_from === null || one.valid_from <= day) && (one.valid_to === null || one.valid_to > day);
  const own = versions.filter((one) => one.tenant !== null);
  const shipped = versions.filter((one) => one.tenant === null);
  return own.find(holds) ?? shipped.find(holds) ?? shipped[0] ?? own[0] ?? null;
}

/** The register `code` as it stands on `day` in a province. @throws registers.unknown_register */
export async function registerOn(db: Db, code: string, day: Day, tenant: number | null = null): Promise<RegisterDefinition> {
  const found = onDay(await versionsOf(db, code, tenant), day);
  if (!found) throw new DomainError('registers.unknown_register', 404, { code });
  return found;
}

/** Every register as it stands on `day` in a province, by area, then code. */
export async function registersOn(db: Db, day: Day, tenant: number | null = null): Promise<RegisterDefinition[]> {
  const rows = (await many(db, sql.definitions, { tenant, code: null }, Row)).map(seen);
  const found = [...Map.groupBy(rows, (row) => row.code).values()].flatMap((versions) => onDay(versions, day) ?? []);
  return found.sort((a, b) => AREAS.indexOf(a.area) - AREAS.indexOf(b.area) || (a.code < b.code ? -1 : 1));
}

/** Versions by their id: those by which entries were written. */
export async function definitionsByIds(db: Db, ids: readonly number[]): Promise<Map<number, RegisterDefinition>> {
  if (ids.length === 0) return new Map();
  const rows = await many(db, sql.definitions_of_ids, { ids: [...new Set(ids)] }, Row);
  return new Map(rows.map((row) => [row.id, seen(row)]));
}

const PackRegister = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]{1,59}$/),
  version: z.int().min(1).default(1),
  valid_from: z.iso.date().nullable().default(null),
  valid_to: z.iso.date().nullable().default(null),
  name_vi: z.string().min(1),
  name_en: z.string().min(1),
  area: z.enum(AREAS),
  source: z.string().min(1),
  status: z.enum(['approved', 'to_be_verified']).default('to_be_verified'),
  ...Layout.shape,
});
const Pack = z.strictObject({ registers: z.array(PackRegister).min(1) });
type PackRegister = z.output<typeof PackRegister>;

function layoutIn(register: PackRegister): Layout {
  const {
    code: _,
    version: __,
    valid_from: ___,
    valid_to: ____,
    name_vi: _____,
    name_en: ______,
    area: _______,
    source: ________,
    status: _________,
    ...layout
  } = register;
  return layout;
}

/**
 * Stores the registers of every file in `dir`.
 * @throws packs.broken with every fault's file and line; nothing is stored then
 */
export async function loadPack(db: Db, dir = path.join(PACKS, 'registers')): Promise<void> {
  const problems: PackProblem[] = [];
  const registers: PackRegister[] = [];
  for (const name of fs.readdirSync(dir).sort()) {
    if (!name.endsWith('.yaml')) continue;
    const file = path.join(dir, name);
    const { value, problems: faults } = readPackFile(file, Pack);
    problems.push(...faults);
    for (const [index, register] of (value?.registers ?? []).entries()) {
      for (const { fault, path: at } of faultsOf(layoutIn(register))) {
        const keys = ['registers', index, ...at.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key))];
        const line = packLine(file, keys);
        problems.push({
          file: path.relative(path.join(PACKS, '..'), file),
          line,
          path: keys.join('.'),
          message: `${register.code}: ${fault}`,
        });
      }
      registers.push(register);
    }
  }
  refuseIfBroken(problems);
  for (const register of registers) {
    const { code, version, valid_from, valid_to, name_vi, name_en, area, source, status } = register;
    const row = { code, version, valid_from, valid_to, name_vi, name_en, area, source, status };
    await exec(db, sql.keep_shipped, { ...row, layout: JSON.stringify(layoutIn(register)) });
  }
}
