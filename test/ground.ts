import { scopeOf } from '#access';
import { type Day, vietnamDay } from '#lib/day';
import { type Pool, transaction } from '#lib/db';
import { stampsIn } from '#lib/revision';
import type { Ctx } from '#lib/route';
import type { Db } from '#lib/sql';
import { rebuild } from '#org';

/** A unit of a test: `under` names its parent from its first day on, `moved` the later one, `into` what it became on its last day. */
export type TestUnit = {
  code: string;
  under?: string;
  moved?: { under: string; on: Day };
  born?: Day;
  died?: Day;
  into?: string;
};

/** Makes units (tenant 34) with the owner's rights and builds their trees. @returns id of each code */
export async function someUnits(pool: Pool, units: readonly TestUnit[]): Promise<Record<string, number>> {
  return transaction(pool, 'write', (owner) => insertUnits(owner, units));
}

async function insertUnits(owner: Db, units: readonly TestUnit[]): Promise<Record<string, number>> {
  const ids: Record<string, number> = {};
  await owner.query("insert into org.tenant (id, code, name) values (34, 'H34', 'Kon Tum') on conflict do nothing");
  for (const { code, born, died } of units) {
    const { rows } = await owner.query(
      `insert into org.unit (code, kind, tenant, born, died, source, status) values ($1, 'commune', 34, $2, $3, 'test', 'approved') returning id`,
      [code.toUpperCase().replaceAll('-', '.'), born ?? '2000-01-01', died ?? null],
    );
    ids[code] = rows[0].id;
    await owner.query(`insert into org.unit_name (unit_id, name, short_name, valid) values ($1, $2, $2, '[2000-01-01,)')`, [
      ids[code],
      `Xã ${code}`,
    ]);
  }
  const edge = 'insert into org.edge (child, parent, valid) values ($1, $2, daterange($3, $4))';
  for (const { code, under, moved, born, died, into } of units) {
    if (under) await owner.query(edge, [ids[code], ids[under], born ?? '2000-01-01', moved?.on ?? died ?? null]);
    if (moved) await owner.query(edge, [ids[code], ids[moved.under], moved.on, died ?? null]);
    if (into) {
      await owner.query(
        `insert into org.succession (effective, pred, succ, kind, is_exact, source, status) values ($1, $2, $3, 'merge', true, 'test', 'approved')`,
        [died, ids[code], ids[into]],
      );
    }
  }
  await rebuild(owner);
  return ids;
}

/** What a route is given when an account asks at `now`, as the application would hand it over. */
export async function asking(
  db: Db,
  account_id: number,
  permission: string,
  now: Date,
  session_id: string | null = null,
): Promise<Ctx & { cookies: (string | null)[] }> {
  const today = vietnamDay(now);
  const scope_of = async (wanted: string) => (await scopeOf(db, account_id, wanted, today)) ?? { unit_ids: [] };
  const cookies: (string | null)[] = [];
  const { rows } = await db.query('select a.display_name from access.account a where a.id = $1', [account_id]);
  return {
    db,
    actor: { user_id: account_id, name: rows[0].display_name },
    scope: await scope_of(permission),
    now,
    today,
    request_id: 'r-1',
    scopeOf: scope_of,
    upload: () => Promise.reject(new Error('no upload in this test')),
    session_id,
    user_agent: null,
    ip: '10.0.0.1',
    setCookie: (value) => cookies.push(value),
    stamps: await stampsIn(db),
    is_reading: false,
    cookies,
  };
}
