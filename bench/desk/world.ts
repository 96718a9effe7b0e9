// The office that is measured: the demonstration, a million dossiers, fifty officers at as many desks with open work before them.
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import * as access from '#access';
import { seed } from '#demo';
import { ReceiveInput, receiveAll } from '#dossiers';
import { vietnamDay } from '#lib/day';
import { type Pool, transaction } from '#lib/db';
import { many, parseSql, type Query } from '#lib/sql';
import { setUp } from '../../server/setup.ts';

const file = path.join(import.meta.dirname, 'world.sql');
const queries = parseSql(fs.readFileSync(file, 'utf8'), file);
const query = (name: string) => queries.get(name) as Query;

export const PEOPLE = 50;
const OPEN_PER_DESK = 400;
const PASSWORD = 'bench-dossiers-2026';
const SURNAMES = 'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý'.split(' ');
const MIDDLE = 'Văn Thị Hữu Đức Minh Ngọc Thanh Quốc Xuân Kim Hoài Bảo'.split(' ');
const GIVEN = 'An Bình Châu Dũng Đạt Giang Hà Hạnh Khánh Lan Linh Mai Nam Nga Oanh Phúc Quân Sơn Tâm Uyên Vinh Yến'.split(' ');

export type Desk = { id: number; code: string; tenant: number; dossiers: number };
export type Officer = { desk: Desk; account_id: number; cookie: string; csrf: string };
export type Office = { officers: Officer[]; procedures: { code: string; papers: number[] }[] };

/** Numbers that repeat from run to run. */
export function randomOf(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T;

let numbered = 0;

/** What a desk sends for somebody who has just come. */
export function aFiling(desk: Desk, office: Pick<Office, 'procedures'>, random: () => number): Record<string, unknown> {
  const procedure = pick(office.procedures, random);
  numbered += 1;
  const digits = String(Math.floor(random() * 1e9)).padStart(9, '0');
  return {
    client_id: `bench-${process.pid}-${Date.now().toString(36)}-${numbered}`,
    procedure_code: procedure.code,
    receiving_unit: desk.code,
    applicant: {
      name: `${pick(SURNAMES, random)} ${pick(MIDDLE, random)} ${pick(GIVEN, random)}`,
      identity: `001${digits}`,
      phone: `09${digits.slice(0, 8)}`,
      address: `Thôn ${1 + Math.floor(random() * 20)}, xã ${desk.code}`,
    },
    matter: 'Đề nghị giải quyết theo quy định',
    papers: procedure.papers.map((ordinal) => ({ ordinal, form: Math.floor(random() * 2) })),
  };
}

/** Makes the office in a new database, or finds it as it was left. */
export async function makeOffice(url: string, owner: Pool, dossiers: number, say: (line: string) => void): Promise<Office> {
  const today = vietnamDay(new Date());
  await setUp(url, { demo: true });
  const before = (await owner.query('select count(*)::int as n from (select from dossiers.dossier d limit $1) x', [dossiers]))
    .rows[0].n;
  if (before < dossiers) {
    const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
    await client.connect();
    await client.query('begin');
    await seed(client, { dossiers: dossiers - before, log: say });
    await client.query('commit');
    await client.end();
  }
  const procedures = await many(
    owner,
    query('procedures'),
    { today },
    z.object({ code: z.string(), papers: z.array(z.number()) }),
  );
  const Found = z.object({ id: z.number(), code: z.string(), tenant: z.number(), dossiers: z.number() });
  const desks = await many(owner, query('desks'), { today, most: PEOPLE }, Found);
  const officers: Officer[] = [];
  const random = randomOf(7);
  for (const [place, desk] of desks.entries()) {
    const account_id = await officerOf(owner, desk, today);
    await openWork(owner, desk, { procedures }, random);
    const now = new Date();
    const { token, csrf } = await transaction(owner, 'write', (db) =>
      access.signIn(db, { username: nameOf(desk), password: PASSWORD, ip: `10.0.0.${place}`, now }),
    );
    officers.push({ desk, account_id, cookie: `motcua_session=${token}`, csrf });
  }
  await owner.query('vacuum analyze');
  await owner.query('checkpoint');
  return { officers, procedures };
}

const nameOf = (desk: Desk) => `bench.${desk.code.toLowerCase()}`;

async function officerOf(owner: Pool, desk: Desk, today: string): Promise<number> {
  const username = nameOf(desk);
  const { rows } = await owner.query('select a.id from access.account a where a.username = $1', [username]);
  if (rows[0]) return rows[0].id;
  return transaction(owner, 'write', async (db) => {
    const by = access.byProduct(new Date());
    const { id } = await access.createAccount(
      db,
      { username, display_name: `Cán bộ đo ${desk.code}`, unit_id: desk.id, password: PASSWORD, must_change_password: false },
      by,
    );
    for (const role_code of ['reception_officer', 'processing_officer'])
      await access.assign(db, { account_id: id, role_code, unit_id: desk.id, valid_from: today }, by);
    return id;
  });
}

/** Work that lies open on the desk today, received by the product's own path. */
async function openWork(owner: Pool, desk: Desk, office: Pick<Office, 'procedures'>, random: () => number): Promise<void> {
  const { rows } = await owner.query(
    'select count(*)::int as n from dossiers.dossier d where d.holder_unit_id = $1 and d.status in (2, 4)',
    [desk.id],
  );
  const now = new Date();
  const by = { actor: { user_id: null, name: 'đo tốc độ' }, now, scope: { unit_ids: null } };
  for (let open = rows[0].n; open < OPEN_PER_DESK; open += 50) {
    const asked = Array.from({ length: 50 }, () => {
      const received_at = new Date(now.getTime() - random() * 20 * 86_400_000).toISOString();
      const filing = { ...aFiling(desk, office, random), received_at, late_entry_reason: 'dữ liệu đo tốc độ' };
      return { input: ReceiveInput.parse(filing), by };
    });
    const outcomes = await transaction(owner, 'write', (db) => receiveAll(db, asked));
    const refused = outcomes.find((outcome) => outcome instanceof Error);
    if (refused) throw refused;
  }
}

/** Dossiers the officer may open, drawn from all there are: `most` different ones. */
export async function someDossiers(owner: Pool, units: readonly number[], most: number): Promise<number[]> {
  return (await many(owner, query('some_dossiers'), { units, most }, z.object({ id: z.number() }))).map((row) => row.id);
}

export function someApplicants(owner: Pool) {
  const Applicant = z.object({ name: z.string(), identity: z.string(), phone: z.string().nullable(), code: z.string() });
  return many(owner, query('some_applicants'), {}, Applicant);
}
