import { randomBytes } from 'node:crypto';
import pg from 'pg';
import * as access from '#access';
import * as calendar from '#calendar';
import { type DemoAccount, demoAccounts, loadDemo } from '#demo';
import * as dossiers from '#dossiers';
import * as forms from '#forms';
import { prepareQueue } from '#jobs';
import { loadedPack, loadOnce, loadPacks, lockSetUp, refreshStatistics } from '#lib/loaded-packs';
import { migrate } from '#lib/migrate';
import type { Db } from '#lib/sql';
import * as measures from '#measures';
import * as notices from '#notices';
import * as org from '#org';
import * as procedures from '#procedures';
import * as processes from '#processes';
import * as registers from '#registers';
import * as scorecards from '#scorecards';
import { slipPack } from '#slips';

// In the order of the modules: a pack may name what a lower one brought.
const LOADERS: Record<string, (db: pg.ClientBase) => Promise<unknown>> = {
  calendar: (db) => calendar.loadPack(db),
  org: (db) => org.loadPack(db),
  access: (db) => access.loadPack(db),
  procedures: (db) => procedures.loadPack(db),
  dossiers: (db) => dossiers.loadPack(db),
  processes: (db) => processes.loadPack(db),
  // Read where it is needed; here only refused when something is wrong with it.
  slips: async () => slipPack(),
  notices: (db) => notices.loadPack(db),
  registers: (db) => registers.loadPack(db),
  measures: (db) => measures.loadPack(db),
  scorecards: (db) => scorecards.loadPack(db),
  forms: (db) => forms.loadPack(db),
};

export type SetUp = {
  migrated: string[];
  packs: string[];
  has_demo: boolean;
  demo_accounts: readonly DemoAccount[];
  /** Password of the first administrator, made now because nobody could have signed in; shown once, kept nowhere. */
  admin_password: string | null;
};

/**
 * Makes a database ready: migrations, packs whose content changed, the demonstration if asked for, a first administrator if nobody could sign in.
 * The packs go in all or none, and so does the demonstration.
 * @param owner_url a connection that owns the database
 * @throws packs.broken with every fault's file and line
 */
export async function setUp(
  owner_url: string,
  options: { demo: boolean; log?: (line: string) => void; today?: Date },
): Promise<SetUp> {
  const log = options.log ?? (() => {});
  const migrated = await migrate(owner_url);
  if (migrated.length) log(`Đã cập nhật cấu trúc cơ sở dữ liệu: ${migrated.length} bước.`);
  await prepareQueue(owner_url);
  const client = new pg.Client({ connectionString: owner_url, application_name: 'motcua setup', options: '-c timezone=UTC' });
  await client.connect();
  try {
    await lockSetUp(client);
    const packs = await loadPacks(client, LOADERS);
    if (packs.length) log(`Đã nạp các gói quy định: ${packs.join(', ')}.`);
    if (options.demo) {
      const loaded = await loadOnce(client, 'demo', (db) => loadDemo(db, { log, now: options.today ?? new Date() }));
      if (loaded) await refreshStatistics(client);
    }
    const has_demo = (await loadedPack(client, 'demo')) !== null;
    const admin_password = has_demo ? null : await firstAdministrator(client);
    return { migrated, packs, has_demo, demo_accounts: has_demo ? demoAccounts() : [], admin_password };
  } finally {
    await client.end();
  }
}

async function firstAdministrator(db: Db): Promise<string | null> {
  const password = randomBytes(12).toString('base64url');
  return (await access.createFirstAdministrator(db, { username: 'admin', password, now: new Date() })) ? password : null;
}
