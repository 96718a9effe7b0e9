// Made-up dossiers for the tests of measures: an organisation that changes three times and versions with a past, from a fixed seed.
import { addDays, type Day } from '#lib/day';
import { type Pool, transaction } from '#lib/db';
import type { Db } from '#lib/sql';
import { someUnits, type TestUnit } from './ground.ts';

/** One version of a dossier, as dossiers.version holds it; `known_to` null = known now. */
export type Version = {
  dossier_id: number;
  known_from: string;
  known_to: string | null;
  unit: string;
  sector: string;
  procedure: string;
  channel: 1 | 2 | 3;
  level: 1 | 2 | 3;
  online_level: 0 | 1 | 2;
  papers_state: 0 | 1 | 2;
  result_state: 0 | 1 | 2;
  is_no_writing: boolean;
  received_on: Day;
  due_on: Day | null;
  closed_on: Day | null;
  paused_on: Day | null;
  outcome: 0 | 1 | 2 | 3;
  timeliness: 0 | 1 | 2 | 3 | 4;
  /** Bits, as in dossiers.version. */
  marks: number;
};

/** xa-a and xa-b merge on 1 Mar 2024, xa-c changes its district on 1 Sep 2024, districts end on 1 Jul 2025 and xa-m and xa-c become one. */
export const UNITS: readonly TestUnit[] = [
  { code: 'tinh' },
  { code: 'xa-x', under: 'tinh', born: '2025-07-01' },
  { code: 'huyen-1', under: 'tinh', died: '2025-07-01', into: 'tinh' },
  { code: 'huyen-2', under: 'tinh', died: '2025-07-01', into: 'tinh' },
  { code: 'xa-m', under: 'huyen-1', born: '2024-03-01', died: '2025-07-01', into: 'xa-x' },
  { code: 'xa-a', under: 'huyen-1', died: '2024-03-01', into: 'xa-m' },
  { code: 'xa-b', under: 'huyen-1', died: '2024-03-01', into: 'xa-m' },
  { code: 'xa-c', under: 'huyen-1', moved: { under: 'huyen-2', on: '2024-09-01' }, died: '2025-07-01', into: 'xa-x' },
  { code: 'xa-d', under: 'huyen-2', moved: { under: 'tinh', on: '2025-07-01' } },
];

export const codeOfUnit = (name: string) => name.toUpperCase().replaceAll('-', '.');

/** First day of each tree of {@link UNITS}. */
export const TREE_DAYS: readonly Day[] = ['2023-01-01', '2024-03-01', '2024-09-01', '2025-07-01'];

export const SECTORS = ['dat-dai', 'ho-tich', 'chung-thuc', 'xay-dung', 'kinh-doanh'] as const;

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const FIRST_DAY = '2022-10-01';

function unitsOn(day: Day): string[] {
  return UNITS.filter((unit) => (unit.born ?? '2000-01-01') <= day && (unit.died === undefined || day < unit.died)).map(
    (unit) => unit.code,
  );
}

/** Dossiers received from October 2022 to December 2025, each with the versions that were known of it. */
export function madeVersions(count: number, seed = 20231115): Version[] {
  const roll = dice(seed);
  const whole = (most: number) => Math.floor(roll() * (most + 1));
  const one = <T>(of: readonly T[]): T => of[Math.floor(roll() * of.length)] as T;
  const versions: Version[] = [];
  for (let dossier_id = 1; dossier_id <= count; dossier_id += 1) {
    // Every third one on the edge of a month, of the calendar or of Decree 09/2019.
    let received_on = addDays(FIRST_DAY, whole(1187));
    if (roll() < 0.33) received_on = `${received_on.slice(0, 8)}${one(['01', '14', '15', '28'])}`;
    const due_on = roll() < 0.05 ? null : addDays(received_on, whole(roll() < 0.8 ? 15 : 60));
    const first: Version = {
      dossier_id,
      known_from: `${received_on}T02:00:00Z`,
      known_to: null,
      unit: one(unitsOn(received_on)),
      sector: one(SECTORS),
      procedure: `P${whole(5)}`,
      channel: one([1, 1, 1, 2, 2, 3]),
      level: one([1, 2, 3]),
      online_level: one([0, 1, 2]),
      papers_state: one([0, 1, 2]),
      result_state: 0,
      is_no_writing: roll() < 0.1,
      received_on,
      due_on,
      closed_on: null,
      paused_on: null,
      outcome: 0,
      timeliness: 0,
      marks: marked(dossier_id),
    };
    versions.push(...lived(first, roll, whole));
  }
  return versions;
}

/** A dossier's versions in the order they became known: open, perhaps waiting, perhaps closed, perhaps corrected. */
function lived(first: Version, roll: () => number, whole: (most: number) => number): Version[] {
  const all = [first];
  const next = (on: Day, hour: string, change: Partial<Version>) => {
    const last = all.at(-1) as Version;
    const at = `${on}T${hour}:00:00Z`;
    if (at <= last.known_from) return;
    last.known_to = at;
    all.push({ ...last, ...change, known_from: at, known_to: null });
  };
  if (roll() < 0.15) next(addDays(first.received_on, whole(20)), '03', { paused_on: addDays(first.received_on, whole(20)) });
  if (roll() < 0.9) {
    const closed_on = roll() < 0.2 && first.due_on ? first.due_on : addDays(first.received_on, whole(roll() < 0.8 ? 20 : 120));
    const outcome = roll() < 0.93 ? 1 : roll() < 0.5 ? 2 : 3;
    const result_state = outcome === 1 ? ((1 + whole(1)) as 1 | 2) : 0;
    next(closed_on, '04', {
      closed_on,
      paused_on: null,
      outcome,
      timeliness: outcome === 1 ? against(first.due_on, closed_on) : 0,
      result_state,
    });
    if (roll() < 0.05) next(addDays(closed_on, 30), '05', { papers_state: 2, channel: 2 });
  }
  return all;
}

/** Some of every mark, from the number alone: the rest of what is made up stays as it was before there were marks. */
function marked(id: number): number {
  const roll = dice(id * 31 + 7);
  const below = (n: number) => Math.floor(roll() * n);
  const widths: readonly (readonly [at: number, values: number])[] = [
    [0, 2],
    [1, 3],
    [3, 3],
    [5, 2],
    [6, 2],
    [7, 4],
    [9, 2],
    [10, 4],
    [12, 6],
    [15, 2],
  ];
  return widths.reduce((marks, [at, values]) => marks + below(values) * 2 ** at, 0);
}

function against(due_on: Day | null, closed_on: Day): 1 | 2 | 3 | 4 {
  if (due_on === null) return 4;
  return closed_on < due_on ? 1 : closed_on === due_on ? 2 : 3;
}

/** Makes {@link UNITS}, the sectors and procedures. @returns ids by name */
export async function makeGround(owner: Pool): Promise<{ units: Record<string, number> }> {
  const units = await someUnits(owner, UNITS);
  await transaction(owner, 'write', async (db) => {
    await db.query(
      "insert into procedures.sector (code, name, source, status) select s, 'Lĩnh vực ' || s, 'test', 'approved' from unnest($1::text[]) s",
      [SECTORS],
    );
    await db.query("insert into procedures.procedure (code) select 'P' || n from generate_series(0, 5) n");
    await db.query(
      `insert into procedures.version (procedure_id, valid, name, sector_id, level, authority, online_level, source, status)
       select p.id, '[2000-01-01,)', 'Thủ tục ' || p.code, (select min(s.id) from procedures.sector s), 'commune', 'UBND xã', 'full', 'test', 'approved'
       from procedures.procedure p`,
    );
  });
  return { units };
}

const FIELDS = `dossier_id bigint, known_from timestamptz, known_to timestamptz, unit text, sector text, procedure text, channel smallint, level smallint,
  online_level smallint, papers_state smallint, result_state smallint, is_no_writing boolean, received_on date, due_on date, closed_on date,
  paused_on date, outcome smallint, timeliness smallint, marks int`;

/** Stores versions, and a dossier with the code `H34-<id>` for each one's first. */
export async function keepVersions(db: Db, versions: readonly Version[]): Promise<void> {
  const rows = JSON.stringify(versions);
  await db.query(
    `insert into dossiers.dossier (tenant, id, code, procedure_id, procedure_version_id, receiving_unit_id, competent_unit_id, holder_unit_id, channel,
       applicant_name, no_identity_reason, filed_at, received_at, status, last_seq, changed_at)
     select distinct on (r.dossier_id) 34, r.dossier_id, 'H34-' || r.dossier_id, p.id, v.id, u.id, u.id, u.id, r.channel, 'Người thử', 'thử',
       r.known_from, r.known_from, 4, 1, r.known_from
     from jsonb_to_recordset($1::jsonb) as r (${FIELDS})
     join org.unit u on u.code = upper(replace(r.unit, '-', '.'))
     join procedures.procedure p on p.code = r.procedure
     join procedures.version v on v.procedure_id = p.id
     order by r.dossier_id, r.known_from
     on conflict do nothing`,
    [rows],
  );
  await db.query(
    `insert into dossiers.version (tenant, dossier_id, known_from, known_to, competent_unit_id, receiving_unit_id, procedure_id, sector_id, channel, level,
       online_level, papers_state, result_state, is_no_writing, is_interlinked, received_on, due_on, closed_on, paused_on, outcome, timeliness, marks)
     select 34, r.dossier_id, r.known_from, coalesce(r.known_to, 'infinity'), u.id, u.id, p.id, s.id, r.channel, r.level, r.online_level, r.papers_state,
       r.result_state, r.is_no_writing, false, r.received_on, r.due_on, r.closed_on, r.paused_on, r.outcome, r.timeliness, r.marks
     from jsonb_to_recordset($1::jsonb) as r (${FIELDS})
     join org.unit u on u.code = upper(replace(r.unit, '-', '.'))
     join procedures.procedure p on p.code = r.procedure
     join procedures.sector s on s.code = r.sector`,
    [rows],
  );
}
