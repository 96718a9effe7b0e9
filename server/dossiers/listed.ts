// A dossier as a line of a list. What does not depend on the reader or the hour is kept in memory: a line is the same as long as no event came
// (its last_seq) and no name changed (the stamps), so a queue looked at all day is read once.
import { z } from 'zod';
import { may } from '#access';
import { vietnamDay } from '#lib/day';
import { type Stamps, textOf } from '#lib/revision';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { hidePersonal } from './applicant.ts';
import { lateDays, standing, timeliness } from './lateness.ts';
import { isOpen, STATUS_LABELS, type Status } from './status.ts';

const sql = loadSql(import.meta.url, ['rows_of']);

export const STANDINGS = ['in_time', 'overdue', 'paused', 'undated'] as const;

export const DossierListed = z.object({
  id: z.number(),
  code: z.string(),
  procedure_code: z.string(),
  procedure_name: z.string(),
  sector_code: z.string(),
  sector_name: z.string(),
  level: z.enum(['province', 'district', 'commune']),
  applicant_kind: z.number(),
  applicant_name: z.string(),
  applicant_identity: z.string().nullable(),
  applicant_phone: z.string().nullable(),
  applicant_email: z.string().nullable(),
  applicant_address: z.string().nullable(),
  is_masked: z.boolean(),
  matter: z.string().nullable(),
  channel: z.number(),
  status: z.number(),
  status_vi: z.string(),
  status_en: z.string(),
  filed_at: z.date(),
  received_at: z.date().nullable(),
  due_on: z.string().nullable(),
  due_at: z.date().nullable(),
  due_precision: z.enum(['day', 'hour']).nullable(),
  paused_at: z.date().nullable(),
  decided_at: z.date().nullable(),
  closed_at: z.date().nullable(),
  delivered_at: z.date().nullable(),
  outcome: z.enum(['granted', 'refused']).nullable(),
  /** Of an open dossier now. */
  standing: z.enum(STANDINGS).nullable(),
  /** Of a decided dossier. */
  timeliness: z.enum(['early', 'on_time', 'overdue', 'undated']).nullable(),
  /** Civil days after the due day, up to the end of processing or today. */
  late_days: z.number(),
  receiving_unit_code: z.string(),
  receiving_unit_name: z.string(),
  competent_unit_code: z.string(),
  competent_unit_name: z.string(),
  holder_unit_code: z.string(),
  holder_unit_name: z.string(),
  holder_id: z.number().nullable(),
  holder_name: z.string().nullable(),
  step_code: z.string().nullable(),
  /** Earliest due moment of the steps it is at. */
  step_due_at: z.date().nullable(),
  /** Opinions asked and not yet given. */
  waiting_for: z.number(),
  fee_due_vnd: z.number(),
  fee_paid_vnd: z.number(),
  last_seq: z.number(),
});
export type DossierListed = z.output<typeof DossierListed>;

/**
 * What a reader may see: records under `scope`, personal data under `personal`; `account_id`: whose records are `mine`.
 * `stamps`: given by readers whose transaction changes nothing; what they read may be kept in memory.
 */
export type Reader = { scope: Scope; personal: Scope; now: Date; account_id?: number | null; stamps?: Stamps | undefined };

/** `last_seq`: of the dossier when its place in the list was found. */
export type Key = { tenant: number; id: number; last_seq?: number };

const Computed = {
  is_masked: true,
  status_vi: true,
  status_en: true,
  standing: true,
  timeliness: true,
  late_days: true,
} as const;
const Units = {
  /** Receiving, deciding, holding. */
  unit_ids: z.array(z.number()),
  step_unit_ids: z.array(z.number()),
  /** Of whom an opinion is asked. */
  asked_unit_ids: z.array(z.number()),
};
const StoredRow = DossierListed.omit(Computed).extend({ tenant: z.number(), ...Units });

type Row = Omit<z.output<typeof StoredRow>, 'tenant' | keyof typeof Units>;
type Line = {
  row: Row;
  reach: z.output<z.ZodObject<typeof Units>>;
  paused_on: string | null;
  closed_on: string | null;
  /** As the bytes of JSON without its end, with personal data and without. */
  written: { shown: Buffer | null; masked: Buffer | null };
};

// Two halves: what was not asked for while the younger filled up is forgotten with the older.
const HALF = 5_000;
const under = textOf(['org', 'procedures', 'accounts']);
let stamp = '';
let younger = new Map<string, Line>();
let older = new Map<string, Line>();

function kept(stamps: Stamps, { id, last_seq }: Key): Line | undefined {
  if (last_seq === undefined || under(stamps) !== stamp) return undefined;
  const key = `${id}/${last_seq}`;
  const line = younger.get(key) ?? older.get(key);
  if (line) keep(key, line);
  return line;
}

function keep(key: string, line: Line): void {
  if (younger.size >= HALF) {
    older = younger;
    younger = new Map();
  }
  younger.set(key, line);
}

/** Lines in the order of the keys; a dossier that is gone is left out. */
async function linesOf(db: Db, keys: readonly Key[], stamps: Stamps | undefined): Promise<Line[]> {
  const found = keys.map((key) => stamps && kept(stamps, key));
  const wanted = keys.filter((_, place) => !found[place]);
  if (wanted.length === 0) return found as Line[];
  const params = { tenants: wanted.map((key) => key.tenant), ids: wanted.map((key) => key.id) };
  const read = new Map<string, Line>();
  for (const stored of await many(db, sql.rows_of, params, StoredRow)) read.set(`${stored.tenant}/${stored.id}`, lineOf(stored));
  if (stamps) {
    if (under(stamps) !== stamp) {
      stamp = under(stamps);
      younger = new Map();
      older = new Map();
    }
    for (const line of read.values()) keep(`${line.row.id}/${line.row.last_seq}`, line);
  }
  return keys.flatMap(({ tenant, id }, place) => found[place] ?? read.get(`${tenant}/${id}`) ?? []);
}

/** A line from a row and the units concerned. */
function lineOf({ tenant: _, unit_ids, step_unit_ids, asked_unit_ids, ...row }: z.output<typeof StoredRow>): Line {
  return {
    row,
    reach: { unit_ids, step_unit_ids, asked_unit_ids },
    paused_on: row.paused_at && vietnamDay(row.paused_at),
    closed_on: row.closed_at && vietnamDay(row.closed_at),
    written: { shown: null, masked: null },
  };
}

const reaches = (scope: Scope, unit_ids: readonly number[]) => unit_ids.some((id) => may(scope, id));

function isInScope({ reach }: Line, scope: Scope): boolean {
  return reaches(scope, reach.unit_ids) || reaches(scope, reach.step_unit_ids) || reaches(scope, reach.asked_unit_ids);
}

/** Who is asked for an opinion reads the matter, not the numbers of people. */
function mayReadPersonal({ reach }: Line, personal: Scope): boolean {
  return reaches(personal, reach.unit_ids) || reaches(personal, reach.step_unit_ids);
}

/** What the state of a dossier, and how it stands to its due date, are told from. */
export type Told = { row: Pick<Row, 'status' | 'due_on' | 'due_at' | 'due_precision' | 'decided_at'> } & Pick<
  Line,
  'paused_on' | 'closed_on'
>;

/** What depends on the hour. */
export function standingOf({ row, paused_on, closed_on }: Told, now: Date): Pick<DossierListed, 'standing' | 'late_days'> {
  const due = { due_on: row.due_on, due_at: row.due_at, precision: row.due_precision };
  const now_standing = isOpen(row.status as Status) ? standing(due, paused_on, now) : null;
  const counts = row.decided_at !== null || now_standing === 'overdue';
  return { standing: now_standing, late_days: counts ? lateDays(row.due_on, closed_on ?? vietnamDay(now)) : 0 };
}

/** What does not. */
export function stateOf({ row }: Pick<Told, 'row'>): Pick<DossierListed, 'status_vi' | 'status_en' | 'timeliness'> {
  const due = { due_on: row.due_on, due_at: row.due_at, precision: row.due_precision };
  return {
    status_vi: STATUS_LABELS[row.status as Status].vi,
    status_en: STATUS_LABELS[row.status as Status].en,
    timeliness: row.decided_at === null ? null : timeliness(due, row.decided_at),
  };
}

function settledOf(line: Line, may_read_personal: boolean) {
  return { ...hidePersonal(line.row, may_read_personal), ...stateOf(line) };
}

/** Rows of these dossiers in this order, as far as the scope reaches. */
export async function rowsOf(db: Db, keys: readonly Key[], { scope, personal, now, stamps }: Reader): Promise<DossierListed[]> {
  const lines = (await linesOf(db, keys, stamps)).filter((line) => isInScope(line, scope));
  return lines.map((line) => ({ ...settledOf(line, mayReadPersonal(line, personal)), ...standingOf(line, now) }));
}

/** {@link rowsOf} as the bytes of JSON, and whether every dossier is still as it was when its key was found. */
export async function rowsWritten(
  db: Db,
  keys: readonly Key[],
  { scope, personal, now, stamps }: Reader,
): Promise<{ json: Buffer; is_as_found: boolean }> {
  const lines = await linesOf(db, keys, stamps);
  const is_as_found = lines.length === keys.length && lines.every(({ row }, place) => row.last_seq === keys[place]?.last_seq);
  const parts: { begin: Buffer; end: string }[] = [];
  let size = 2;
  for (const line of lines) {
    if (!isInScope(line, scope)) continue;
    const part = { begin: beginOf(line, mayReadPersonal(line, personal)), end: endOf(line, now) };
    parts.push(part);
    size += part.begin.length + part.end.length + 1;
  }
  return { json: joined(parts, size), is_as_found };
}

/** @param most bytes at most; ends are ASCII */
function joined(parts: readonly { begin: Buffer; end: string }[], most: number): Buffer {
  const json = Buffer.allocUnsafe(most);
  let at = json.write('[', 'latin1');
  for (const [place, { begin, end }] of parts.entries()) {
    if (place > 0) at += json.write(',', at, 'latin1');
    json.set(begin, at);
    at += begin.length;
    at += json.write(end, at, 'latin1');
  }
  at += json.write(']', at, 'latin1');
  return json.subarray(0, at);
}

function beginOf(line: Line, may_read_personal: boolean): Buffer {
  const form = may_read_personal ? 'shown' : 'masked';
  line.written[form] ??= Buffer.from(JSON.stringify(settledOf(line, may_read_personal)).slice(0, -1));
  return line.written[form];
}

function endOf(line: Line, now: Date): string {
  const { standing: now_standing, late_days } = standingOf(line, now);
  const quoted = now_standing === null ? 'null' : `"${now_standing}"`;
  return `,"standing":${quoted},"late_days":${late_days}}`;
}
