import path from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import * as access from '#access';
import { record } from '#audit';
import { type Calendar, calendarOn } from '#calendar';
import { bulkInsert } from '#dossiers';
import { type Day, vietnamDay } from '#lib/day';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';
import { type Db, loadSql, many } from '#lib/sql';
import * as org from '#org';
import { type DatedMatter, type KnownPlace, makeDossiers, type World } from './make.ts';
import { Figures } from './plan.ts';

export { type SeedCounts, seed } from './seed.ts';

const sql = loadSql(import.meta.url, ['matters', 'communes_below']);
const FOLDER = path.join(PACKS, 'demo');

const Accounts = z.strictObject({
  password: z.string().min(10),
  accounts: z.array(z.strictObject({ username: z.string(), display_name: z.string(), title: z.string(), unit: z.string(), roles: z.array(z.string()).min(1) })),
});

export type DemoAccount = { username: string; password: string; display_name: string; role_vi: string; role_en: string; unit: string };

const Matter = z.object({
  version_id: z.number(),
  code: z.string(),
  name: z.string(),
  sector_code: z.string(),
  level: z.string(),
  limit_unit: z.enum(['hour', 'day', 'working_day', 'month']),
  limit_amount: z.number(),
  cut_off: z.string().nullable(),
  supplement_policy: z.enum(['pause', 'restart']),
  decision_no: z.string().nullable(),
  legal_basis: z.string().nullable(),
  online_level: z.enum(['none', 'partial', 'full']),
  is_no_writing: z.boolean(),
  result_name: z.string().nullable(),
  valid_from: z.string(),
  valid_to: z.string().nullable(),
  papers: z.array(z.object({ name: z.string() })),
});

const SYSTEM = { user_id: null, name: 'Nạp dữ liệu minh họa' };

/**
 * Loads the demonstration: five real localities with their published totals, made-up officers, people and dossiers.
 * Runs in the caller's transaction: whole or not at all.
 * @param db a connection that owns the database
 * @param options.now what would happen after it has not happened yet in the dossiers of today
 * @throws packs.broken
 */
export async function loadDemo(db: pg.ClientBase, options: { log: (line: string) => void; now: Date }): Promise<void> {
  const { log, now } = options;
  const figures = read('figures.yaml', Figures);
  const accounts = read('accounts.yaml', Accounts);
  log('Đang nạp dữ liệu minh họa: đơn vị, tài khoản, hồ sơ…');
  await org.loadPack(db, FOLDER);
  await createAccounts(db, accounts, now);
  const dossiers = await makeDossiers(figures, worldOf(db, await matters(db)), now);
  const counts = await bulkInsert(db, dossiers, { onBatch: (so_far) => log(`  ${so_far.dossiers.toLocaleString('vi-VN')} / ${dossiers.length.toLocaleString('vi-VN')} hồ sơ`) });
  await record(db, { tenant: 0, at: now, actor: SYSTEM, action: 'demo.load', subject_kind: 'demo', subject_id: figures.seed, after: counts });
}

/** Who may sign in where the demonstration is loaded; for the sign-in page and the start-up lines. */
export function demoAccounts(): DemoAccount[] {
  const { password, accounts } = read('accounts.yaml', Accounts);
  return accounts.map(({ username, display_name, title, unit }) => ({ username, password, display_name, role_vi: title, role_en: title, unit }));
}

/** Procedure versions a dossier can be made of. */
export function matters(db: Db): Promise<DatedMatter[]> {
  return many(db, sql.matters, {}, Matter);
}

/** The world as the database knows it, remembered while dossiers are made. */
export function worldOf(db: Db, known: readonly DatedMatter[]): World {
  const places = new Map<string, Promise<KnownPlace>>();
  const calendars = new Map<number, Promise<Calendar>>();
  const placeOn = (unit: string, day: Day): Promise<KnownPlace> => {
    const key = `${unit}/${day}`;
    const found = places.get(key) ?? org.unitOn(db, unit, day).then((one) => ({ unit_id: one.id, tenant: one.tenant, name: one.name, agency: one.code, kind: one.kind }));
    places.set(key, found);
    return found;
  };
  return {
    matters: known,
    placeOn,
    async communesOf(unit, day) {
      const parent = await org.unitOn(db, unit, day);
      const rows = await many(db, sql.communes_below, { parent: parent.id, day }, z.object({ code: z.string() }));
      return Promise.all(rows.map((row) => placeOn(row.code, day)));
    },
    calendarOf(place) {
      const found = calendars.get(place.unit_id) ?? calendarOn(db, place.agency);
      calendars.set(place.unit_id, found);
      return found;
    },
  };
}

async function createAccounts(db: pg.ClientBase, { password, accounts }: z.infer<typeof Accounts>, now: Date): Promise<void> {
  const today = vietnamDay(now);
  for (const { username, display_name, title, unit, roles } of accounts) {
    const { id: unit_id } = await org.unitOn(db, unit, today);
    await access.createAccount(db, { username, display_name, title, unit_id, password, must_change_password: false, roles: roles.map((role_code) => ({ role_code, unit_id })) }, { actor: SYSTEM, now });
  }
}

function read<S extends z.ZodType>(name: string, schema: S): z.infer<S> {
  const { value, problems } = readPackFile(path.join(FOLDER, name), schema);
  refuseIfBroken(problems);
  return value as z.infer<S>;
}
