import path from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import * as access from '#access';
import { record } from '#audit';
import { bulkInsert } from '#dossiers';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';
import * as org from '#org';
import { loadCatalogueControl } from './catalogue.ts';
import { Courses, loadCourses } from './courses.ts';
import { loadDesks } from './desks.ts';
import { loadLife } from './life.ts';
import { makeDossiers } from './make.ts';
import { loadDeclarations } from './measures.ts';
import { Figures } from './plan.ts';
import { loadPlans } from './plans.ts';
import { loadRegisters } from './registers.ts';
import { loadScorecards } from './scorecards.ts';
import { matters, worldOf } from './world.ts';

export { loadDemoPapers } from './papers.ts';
export { loadDemoProofs } from './proofs.ts';
export { loadDemoReports, readRemade } from './reports.ts';
export { type SeedCounts, seed } from './seed.ts';

const FOLDER = path.join(PACKS, 'demo');

const Accounts = z.strictObject({
  password: z.string().min(10),
  accounts: z.array(
    z.strictObject({
      username: z.string(),
      display_name: z.string(),
      title: z.string(),
      title_en: z.string(),
      unit: z.string(),
      unit_name: z.string(),
      roles: z.array(z.string()).min(1),
    }),
  ),
});

export type DemoAccount = {
  username: string;
  password: string;
  display_name: string;
  role_vi: string;
  role_en: string;
  unit: string;
};

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
  const officers = await createAccounts(db, accounts, now);
  await loadDesks(db, { actor: SYSTEM, now, today: vietnamDay(now) });
  const { total, dossiers } = await makeDossiers(figures, worldOf(db, await matters(db), officers), now);
  let said = 0;
  const counts = await bulkInsert(db, dossiers, {
    expected: total,
    onBatch: (so_far) => {
      if (so_far.dossiers - said < 10_000 && so_far.dossiers < total) return;
      said = so_far.dossiers;
      log(`  ${said.toLocaleString('vi-VN')} / ${total.toLocaleString('vi-VN')} hồ sơ`);
    },
  });
  await loadCourses(db, read('processes.yaml', Courses), now);
  await loadCatalogueControl(db, SYSTEM, vietnamDay(now));
  await loadLife(db, now);
  await loadRegisters(db, { actor: SYSTEM, now });
  await loadDeclarations(db, { actor: SYSTEM, now });
  await loadPlans(db, { actor: SYSTEM, now, today: vietnamDay(now) });
  await loadScorecards(db, { now, today: vietnamDay(now) });
  await record(db, {
    tenant: 0,
    at: now,
    actor: SYSTEM,
    action: 'demo.load',
    subject_kind: 'demo',
    subject_id: figures.seed,
    after: counts,
  });
}

/** Who may sign in where the demonstration is loaded; for the sign-in page and the start-up lines. */
export function demoAccounts(): DemoAccount[] {
  const { password, accounts } = read('accounts.yaml', Accounts);
  return accounts.map(({ username, display_name, title, title_en, unit_name }) => ({
    username,
    password,
    display_name,
    role_vi: title,
    role_en: title_en,
    unit: unit_name,
  }));
}

/** @returns account of the processing officer of each unit that has one */
async function createAccounts(
  db: pg.ClientBase,
  { password, accounts }: z.infer<typeof Accounts>,
  now: Date,
): Promise<Map<number, number>> {
  const officers = new Map<number, number>();
  const today = vietnamDay(now);
  const units = await unitsOf(
    db,
    accounts.map((account) => account.unit),
    today,
  );
  for (const { username, display_name, title, unit, roles } of accounts) {
    const unit_id = units.get(unit) as number;
    const by = { ...access.byProduct(now), actor: SYSTEM };
    const { id: account_id } = await access.createAccount(
      db,
      { username, display_name, title, unit_id, password, must_change_password: false },
      by,
    );
    if (roles.includes('processing_officer')) officers.set(unit_id, account_id);
    // Since before the dossiers that are on their way.
    for (const role_code of roles)
      await access.assign(db, { account_id, role_code, unit_id, valid_from: addDays(today, -60) }, by);
  }
  return officers;
}

/** Ids of the units that accounts name. @throws packs.broken with the line of every one that is not there */
async function unitsOf(db: pg.ClientBase, names: readonly string[], day: Day): Promise<Map<string, number>> {
  const file = path.join(FOLDER, 'accounts.yaml');
  const found = new Map<string, number>();
  const problems: PackProblem[] = [];
  for (const [index, name] of names.entries()) {
    try {
      found.set(name, (await org.unitOn(db, name, day)).id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const keys = ['accounts', index, 'unit'];
      problems.push({
        file: 'packs/demo/accounts.yaml',
        line: packLine(file, keys),
        path: keys.join('.'),
        message: `no unit ${name} on ${day}`,
      });
    }
  }
  refuseIfBroken(problems);
  return found;
}

function read<S extends z.ZodType>(name: string, schema: S): z.infer<S> {
  const { value, problems } = readPackFile(path.join(FOLDER, name), schema);
  refuseIfBroken(problems);
  return value as z.infer<S>;
}
