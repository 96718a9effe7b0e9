import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { APP_ROLE } from './db.ts';

const FOLDER = path.join(import.meta.dirname, '../../db/migrations');
// Any constant: it only keeps two starting processes from migrating at the same time.
const LOCK = 7_240_118;

export type Migration = { name: string; text: string; sha256: string };

export function migrations(folder = FOLDER): Migration[] {
  return fs
    .readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = fs.readFileSync(path.join(folder, name), 'utf8');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    });
}

/**
 * Brings the database up to the newest migration: forward only, one transaction each, whose first statement records it.
 * @param owner_url a connection that owns the database
 * @returns names of the migrations that ran now
 * @throws Error when a migration that ran before was edited, or the database is newer than this program
 */
export async function migrate(owner_url: string, all = migrations()): Promise<string[]> {
  const client = new pg.Client({ connectionString: owner_url, application_name: 'motcua migrate' });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${LOCK})`);
    await ensureAppRole(client);
    await client.query('create schema if not exists lib');
    await client.query(
      'create table if not exists lib.migration (name text primary key, sha256 text not null, ran_at timestamptz not null default now())',
    );
    const done = new Map(
      (await client.query('select m.name, m.sha256 from lib.migration m')).rows.map((row) => [
        row.name as string,
        row.sha256 as string,
      ]),
    );
    const unknown = [...done.keys()].filter((name) => !all.some((m) => m.name === name));
    if (unknown.length) {
      throw new Error(
        `Cơ sở dữ liệu mới hơn phần mềm này (đã có ${unknown.join(', ')}); hãy cập nhật phần mềm. / The database is newer than this program: it has ${unknown.join(', ')}.`,
      );
    }
    const ran: string[] = [];
    for (const migration of all) {
      const before = done.get(migration.name);
      if (before !== undefined) {
        if (before !== migration.sha256) {
          throw new Error(
            `Bước cập nhật ${migration.name} khác với bước đã chạy trên cơ sở dữ liệu này; hãy dùng lại đúng phiên bản phần mềm đã cài. / Migration ${migration.name} was edited after it ran.`,
          );
        }
        continue;
      }
      await client.query('begin');
      try {
        await client.query('insert into lib.migration (name, sha256) values ($1, $2)', [migration.name, migration.sha256]);
        await client.query("set local lock_timeout = '10s'");
        await client.query(migration.text);
        await client.query('commit');
      } catch (cause) {
        await client.query('rollback');
        throw new Error(`Bước cập nhật ${migration.name} không chạy được: ${(cause as Error).message}`, { cause });
      }
      ran.push(migration.name);
    }
    return ran;
  } finally {
    await client.end();
  }
}

/** An administrator may have made the role and the membership beforehand: then neither right is needed here. */
async function ensureAppRole(client: pg.Client): Promise<void> {
  try {
    await client.query(
      `do $$ begin
         if not exists (select from pg_roles r where r.rolname = '${APP_ROLE}') then create role ${APP_ROLE} nologin; end if;
       exception when duplicate_object or unique_violation then null; end $$`,
    );
    await client.query(
      `do $$ begin if not pg_has_role(current_user, '${APP_ROLE}', 'member') then grant ${APP_ROLE} to current_user; end if; end $$`,
    );
  } catch (cause) {
    // insufficient_privilege
    if ((cause as { code?: string }).code !== '42501') throw cause;
    const user = client.user ?? 'current_user';
    throw new Error(
      `Tài khoản ${user} không được tạo vai trò ${APP_ROLE}. Quản trị PostgreSQL hãy chạy một lần: CREATE ROLE ${APP_ROLE} NOLOGIN; GRANT ${APP_ROLE} TO ${user}; / ` +
        `The login ${user} may not make the role ${APP_ROLE}; have an administrator run these two statements.`,
      { cause },
    );
  }
}
