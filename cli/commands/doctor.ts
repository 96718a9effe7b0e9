import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { verify } from '#audit';
import { years } from '#calendar';
import { rebuild } from '#dossiers';
import { vietnamDay, yearOf } from '#lib/day';
import { openPool, type Pool, transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import { migrations } from '#lib/migrate';
import { type Db, loadSql, many, one } from '#lib/sql';
import type { Lang, Parsed } from '../args.ts';
import { type Database, openDatabase } from '../database.ts';
import { table, write } from '../print.ts';

const sql = loadSql(import.meta.url, ['server', 'grants', 'migrations', 'chains', 'sample']);

const NEEDED_NODE = 24;
// Source: PostgreSQL features used (MERGE, ICU order) exist from 15 on.
const NEEDED_POSTGRES = 150_000;
const NEEDED_FREE_GB = 1;
const SAMPLE = 500;

type Verdict = { is_met: boolean; vi: string; en: string };
type Check = { name: string; label: Record<Lang, string>; look: () => Promise<Verdict> };

const met = (is_met: boolean, vi: string, en = vi): Verdict => ({ is_met, vi, en });

/** `motcua doctor`: every check is made even when one fails; exit code 1 when any does. */
export async function run(parsed: Parsed): Promise<number> {
  const machine = [nodeCheck(), await diskCheck()];
  let database: Database;
  try {
    database = await openDatabase({ set_up: false });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const failed: Check = {
      name: 'database',
      label: { vi: 'Cơ sở dữ liệu', en: 'Database' },
      look: async () => met(false, `không kết nối được: ${words}`, `not reachable: ${words}`),
    };
    return report([...machine, failed], parsed);
  }
  // The owner sees grants and loads packs (and takes them back); the role of the product would be refused.
  const owner = openPool(database.owner_url, { max: 2, owner: true, application_name: 'motcua doctor' });
  try {
    return await report([...machine, ...databaseChecks(database, owner)], parsed);
  } finally {
    await owner.end();
    await database.close();
  }
}

async function report(checks: readonly Check[], { lang, values }: Parsed): Promise<number> {
  const results: { name: string; label: string; is_met: boolean; detail: string }[] = [];
  for (const { name, label, look } of checks) {
    const verdict = await look().catch((error: Error) => met(false, error.message));
    results.push({ name, label: label[lang], is_met: verdict.is_met, detail: verdict[lang] });
  }
  const is_sound = results.every((result) => result.is_met);
  if (values.json) await write(JSON.stringify({ is_sound, checks: results }, null, 2));
  else {
    const word = lang === 'vi' ? { good: 'đạt', bad: 'KHÔNG ĐẠT' } : { good: 'ok', bad: 'FAILED' };
    await write(
      table(
        results.map((each) => [each.is_met ? word.good : word.bad, each.label, each.detail]),
        ['left', 'left', 'left'],
      ),
    );
  }
  return is_sound ? 0 : 1;
}

function nodeCheck(): Check {
  const version = process.versions.node;
  return {
    name: 'node',
    label: { vi: 'Node.js', en: 'Node.js' },
    look: async () => met(Number(version.split('.')[0]) >= NEEDED_NODE, version),
  };
}

async function diskCheck(): Promise<Check> {
  const { stateDir } = await import('#lib/embedded');
  const look = async () => {
    const folder = process.env.MOTCUA_FILES_DIR ?? stateDir();
    const { bavail, bsize } = fs.statfsSync(fs.existsSync(folder) ? folder : path.dirname(folder));
    const free_gb = Math.floor((bavail * bsize) / 1e9);
    return met(free_gb >= NEEDED_FREE_GB, `còn ${free_gb} GB ở ${folder}`, `${free_gb} GB free at ${folder}`);
  };
  return { name: 'disk', label: { vi: 'Dung lượng đĩa', en: 'Disk space' }, look };
}

function databaseChecks(database: Database, owner: Pool): Check[] {
  return [
    { name: 'database', label: { vi: 'Cơ sở dữ liệu', en: 'Database' }, look: () => server(database, owner) },
    { name: 'migrations', label: { vi: 'Cấu trúc', en: 'Migrations' }, look: () => migrated(owner) },
    { name: 'grants', label: { vi: 'Quyền chỉ ghi thêm', en: 'Append-only grants' }, look: () => grants(owner) },
    { name: 'packs', label: { vi: 'Gói quy định', en: 'Packs' }, look: () => packs(owner) },
    { name: 'calendar', label: { vi: 'Lịch ngày nghỉ', en: 'Calendar' }, look: () => calendar(owner) },
    { name: 'audit', label: { vi: 'Chuỗi nhật ký', en: 'Audit chain' }, look: () => audit(database.pool) },
    {
      name: 'projections',
      label: { vi: 'Hồ sơ dựng lại từ sự kiện', en: 'Dossiers rebuilt from events' },
      look: () => projections(database.pool),
    },
  ];
}

const SOURCES: Record<Database['source'], Record<Lang, string>> = {
  running: { vi: 'của phần mềm đang chạy', en: 'of the running product' },
  embedded: { vi: 'nhúng, tự mở cho lệnh này', en: 'embedded, started for this command' },
  external: { vi: 'của cơ quan (DATABASE_URL)', en: "the office's own (DATABASE_URL)" },
};

async function server(database: Database, owner: Pool): Promise<Verdict> {
  const found = await one(owner, sql.server, {}, z.object({ version: z.string(), number: z.int(), database: z.string() }));
  const where = SOURCES[database.source];
  return met(
    found.number >= NEEDED_POSTGRES,
    `PostgreSQL ${found.version}, ${where.vi}`,
    `PostgreSQL ${found.version}, ${where.en}`,
  );
}

async function migrated(owner: Pool): Promise<Verdict> {
  const ran = new Map(
    (await many(owner, sql.migrations, {}, z.object({ name: z.string(), sha256: z.string() }))).map((row) => [
      row.name,
      row.sha256,
    ]),
  );
  const ours = migrations();
  const newer = [...ran.keys()].filter((name) => !ours.some((migration) => migration.name === name)).join(', ');
  if (newer) {
    return met(
      false,
      `mới hơn phần mềm này: ${newer}; hãy cập nhật phần mềm`,
      `newer than this program: ${newer}; update the program`,
    );
  }
  const wrong = ours.filter(({ name, sha256 }) => ran.get(name) !== sha256).map((migration) => migration.name);
  if (wrong.length === 0) return met(true, `${ours.length} bước, đủ`, `${ours.length} steps, complete`);
  return met(false, `chưa khớp: ${wrong.join(', ')}; chạy motcua migrate`, `differ: ${wrong.join(', ')}; run motcua migrate`);
}

async function grants(owner: Pool): Promise<Verdict> {
  const Row = z.object({ name: z.string(), may_insert: z.boolean(), may_change: z.boolean() });
  const rows = await many(owner, sql.grants, {}, Row);
  const wrong = rows.filter((row) => !row.may_insert || row.may_change).map((row) => row.name);
  const names = rows.map((row) => row.name).join(', ');
  return wrong.length === 0
    ? met(true, `${names}: chỉ ghi thêm`, `${names}: insert only`)
    : met(false, `sai quyền ở ${wrong.join(', ')}`, `wrong grants on ${wrong.join(', ')}`);
}

/** Loads every pack of the program into a transaction that is taken back: its files, and what they refer to, are then known to be sound. */
async function packs(owner: Pool): Promise<Verdict> {
  const faces = {
    calendar: await import('#calendar'),
    org: await import('#org'),
    access: await import('#access'),
    procedures: await import('#procedures'),
    measures: await import('#measures'),
    forms: await import('#forms'),
  };
  const { basesOn } = await import('#reports');
  const client = await owner.connect();
  const broken: string[] = [];
  try {
    for (const [name, face] of Object.entries(faces) as [string, { loadPack(db: Db): Promise<unknown> }][]) {
      await client.query('begin');
      // Somebody who is working goes first.
      await client.query("set local lock_timeout = '5s'");
      await face.loadPack(client).catch((error: unknown) => broken.push(`${name}: ${told(error)}`));
      await client.query('rollback');
    }
    try {
      basesOn(vietnamDay(new Date()));
    } catch (error) {
      broken.push(`reports: ${told(error)}`);
    }
  } finally {
    client.release();
  }
  const names = [...Object.keys(faces), 'reports'].join(', ');
  return broken.length === 0 ? met(true, names) : met(false, broken.join('; '));
}

function told(error: unknown): string {
  if (error instanceof DomainError && typeof error.data.text === 'string') return error.data.text;
  return error instanceof Error ? error.message : String(error);
}

async function calendar(owner: Pool): Promise<Verdict> {
  const known = (await years(owner)).map((row) => row.year);
  const year = yearOf(vietnamDay(new Date()));
  const text = known.length ? `${Math.min(...known)}-${Math.max(...known)}` : '-';
  return met(known.includes(year), `có các năm ${text}`, `years ${text}`);
}

async function audit(pool: Pool): Promise<Verdict> {
  return transaction(pool, 'read', async (db) => {
    let entries = 0;
    for (const { tenant } of await many(db, sql.chains, {}, z.object({ tenant: z.int() }))) {
      const chain = await verify(db, tenant);
      entries += chain.entries;
      if (!chain.ok)
        return met(
          false,
          `đứt ở mục ${chain.broken_at} (tỉnh số ${tenant})`,
          `broken at entry ${chain.broken_at} (tenant ${tenant})`,
        );
    }
    return met(true, `${entries} mục, liền mạch`, `${entries} entries, unbroken`);
  });
}

async function projections(pool: Pool): Promise<Verdict> {
  return transaction(pool, 'read', async (db) => {
    const sample = await many(db, sql.sample, { size: SAMPLE }, z.object({ tenant: z.int(), id: z.int() }));
    const wrong = new Set<number>();
    for (const [tenant, rows] of Map.groupBy(sample, (row) => row.tenant)) {
      for (const { dossier_id } of await rebuild(db, { tenant, ids: rows.map((row) => row.id) })) wrong.add(dossier_id);
    }
    if (wrong.size === 0) return met(true, `${sample.length} hồ sơ lấy mẫu, khớp`, `${sample.length} sampled, equal`);
    return met(
      false,
      `${wrong.size}/${sample.length} hồ sơ lệch: ${[...wrong].slice(0, 5).join(', ')}`,
      `${wrong.size}/${sample.length} differ: ${[...wrong].slice(0, 5).join(', ')}`,
    );
  });
}
