// Lists a desk keeps on paper: the register of a period and the hand-over list of a day.
import { z } from 'zod';
import { freePeriod } from '#calendar';
import { addDays, type Day, dayVi, vietnamDay, vietnamMoment } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { FileReply, Scope } from '#lib/route';
import { type Db, loadSql, many, one } from '#lib/sql';
import { viOrder } from '#lib/text';
import { bodyName, type Unit, unitById } from '#org';
import { draw, type Format, formNote, setFor } from './draw.ts';
import { entriesOf, type Happened } from './facts.ts';
import { type By, deskOf, headOf, within } from './letterhead.ts';
import type { Fields } from './text.ts';
import { CHANNELS, momentVi, twoDigits } from './words.ts';

const sql = loadSql(import.meta.url, ['received_in', 'count_received', 'given_on', 'dossiers_of', 'receivers']);

const MOST_ROWS = 3000;
const MOST_DAYS = 366;

export type Asking = By & { personal: Scope };

const Received = z.object({
  id: z.number(),
  code: z.string(),
  procedure_name: z.string(),
  applicant_name: z.string(),
  applicant_address: z.string().nullable(),
  applicant_phone: z.string().nullable(),
  competent_unit_id: z.number(),
  received_at: z.date(),
  due_on: z.string().nullable(),
  closed_at: z.date().nullable(),
  delivered_at: z.date().nullable(),
  decided_at: z.date().nullable(),
  return_channel: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  status: z.number(),
});

const ENDINGS: Record<number, string> = {
  3: 'Không tiếp nhận',
  5: 'Chờ bổ sung',
  6: 'Chờ nộp nghĩa vụ tài chính',
  7: 'Rút hồ sơ',
  8: 'Dừng',
};

/** The unit of a list, whose people the reader may know. @throws org.unit_unknown, slips.personal_needed */
async function unitFor(db: Db, code: string, day: Day, by: Asking): Promise<Unit> {
  const unit = await within(db, code, day, by.scope);
  if (by.personal.unit_ids !== null && !by.personal.unit_ids.includes(unit.id))
    throw new DomainError('slips.personal_needed', 403, { code: unit.code });
  return unit;
}

/**
 * The register of a desk: every dossier received from `from` to `to`, both included, in the order of reception.
 * @throws calendar.reversed_dates, org.unit_unknown, slips.personal_needed, slips.period_too_long, slips.too_many_rows
 */
export async function register(
  db: Db,
  asked: { unit: string; from: Day; to: Day; format: Format },
  by: Asking,
): Promise<FileReply> {
  const { from, to } = asked;
  freePeriod(from, to);
  const unit = await unitFor(db, asked.unit, to, by);
  if (addDays(from, MOST_DAYS) < to) throw new DomainError('slips.period_too_long', 422, { from, to, most_days: MOST_DAYS });
  const period = {
    tenant: unit.tenant,
    unit_id: unit.id,
    from_at: vietnamMoment(from),
    to_at: vietnamMoment(addDays(to, 1)),
  };
  const { total } = await one(db, sql.count_received, period, z.object({ total: z.number() }));
  if (total > MOST_ROWS) throw new DomainError('slips.too_many_rows', 422, { total, most: MOST_ROWS });
  const rows = await many(db, sql.received_in, { ...period, limit: MOST_ROWS }, Received);
  const names = new Map<number, string>();
  for (const id of new Set(rows.map((row) => row.competent_unit_id))) names.set(id, bodyName(await unitById(db, id, to)));
  const on = (moment: Date | null) => (moment === null ? '' : dayVi(vietnamDay(moment)));
  const decided = rows.filter((row) => row.decided_at !== null).length;
  const delivered = rows.filter((row) => row.delivered_at !== null).length;
  return drawList(db, 'register', unit, to, by, asked.format, {
    period: from === to ? `Ngày ${dayVi(from)}` : `Từ ngày ${dayVi(from)} đến ngày ${dayVi(to)}`,
    total: String(total),
    totals: `Tiếp nhận ${total}; đã có kết quả ${decided}; đã trả kết quả ${delivered}`,
    officer_name: by.actor.name,
    entries: rows.map((row, i) => ({
      no: String(i + 1),
      code: row.code,
      procedure: row.procedure_name,
      sets: '01',
      applicant: row.applicant_name,
      contact: [row.applicant_address, row.applicant_phone].filter(Boolean).join('\n'),
      agency: names.get(row.competent_unit_id) ?? '',
      received: on(row.received_at),
      due: row.due_on === null ? '' : dayVi(row.due_on),
      returned: on(row.delivered_at),
      delivery: CHANNELS[row.return_channel],
      papers: '',
      note: ENDINGS[row.status] ?? '',
    })),
  });
}

const Given = z.object({
  dossier_id: z.number(),
  seq: z.number(),
  at: z.date(),
  kind: z.string(),
  data: z.record(z.string(), z.any()),
  giver_name: z.string().nullable(),
});
type GivenTo = {
  dossier_id: number;
  at: Date;
  giver_name: string | null;
  unit_id: number;
  account_id: number | null;
  note: string;
};

export const Batch = z.object({
  to_unit_code: z.string(),
  to_unit_name: z.string(),
  /** The officer who got them; null: the unit. */
  to_account_id: z.number().nullable(),
  to_account_name: z.string().nullable(),
  dossiers: z.number(),
  first_at: z.date(),
  last_at: z.date(),
});

async function namesOf(db: Db, ids: readonly (number | null)[]): Promise<Map<number, string>> {
  const Receiver = z.object({ id: z.number(), display_name: z.string() });
  const rows = await many(db, sql.receivers, { ids: ids.filter((id) => id !== null) }, Receiver);
  return new Map(rows.map((row) => [row.id, row.display_name]));
}

async function given(db: Db, unit: Unit, day: Day): Promise<GivenTo[]> {
  const params = { tenant: unit.tenant, unit_id: unit.id, from_at: vietnamMoment(day), to_at: vietnamMoment(addDays(day, 1)) };
  const events = await many(db, sql.given_on, params, Given);
  return events.flatMap((event) =>
    entriesOf(event as unknown as Happened).map((entry) => ({
      dossier_id: event.dossier_id,
      at: event.at,
      giver_name: event.giver_name,
      unit_id: entry.unit_id,
      account_id: entry.account_id,
      note: String(event.data.reason ?? event.data.note ?? ''),
    })),
  );
}

/** What a unit gave on a day, one batch for each unit or officer that got something. @throws org.unit_unknown, slips.personal_needed */
export async function batches(db: Db, asked: { unit: string; day: Day }, by: Asking): Promise<z.infer<typeof Batch>[]> {
  const unit = await unitFor(db, asked.unit, asked.day, by);
  const all = await given(db, unit, asked.day);
  const names = await namesOf(
    db,
    all.map((row) => row.account_id),
  );
  const found: z.infer<typeof Batch>[] = [];
  for (const rows of Map.groupBy(all, (row) => `${row.unit_id} ${row.account_id}`).values()) {
    const [first, last] = [rows[0] as GivenTo, rows.at(-1) as GivenTo];
    const to = await unitById(db, first.unit_id, asked.day);
    found.push({
      to_unit_code: to.code,
      to_unit_name: to.name,
      to_account_id: first.account_id,
      to_account_name: first.account_id === null ? null : (names.get(first.account_id) ?? null),
      dossiers: new Set(rows.map((row) => row.dossier_id)).size,
      first_at: first.at,
      last_at: last.at,
    });
  }
  const order = (batch: z.infer<typeof Batch>) => `${batch.to_unit_code} ${batch.to_account_name ?? ''}`;
  return found.sort((a, b) => viOrder(order(a), order(b)));
}

const DossierOf = z.object({
  id: z.number(),
  code: z.string(),
  procedure_name: z.string(),
  applicant_name: z.string(),
  due_on: z.string().nullable(),
  status: z.number(),
  papers: z.number(),
});

/**
 * The list two people sign when one gives the other dossiers: everything given from `unit` to `to` on a day, to the officer `account_id` or, without
 * one, to the unit itself.
 * @throws org.unit_unknown, slips.personal_needed, slips.nothing_to_print
 */
export async function handoverList(
  db: Db,
  asked: { unit: string; to: string; account_id?: number | undefined; day: Day; format: Format },
  by: Asking,
): Promise<FileReply> {
  const unit = await unitFor(db, asked.unit, asked.day, by);
  const to = await within(db, asked.to, asked.day, { unit_ids: null });
  const rows = (await given(db, unit, asked.day)).filter(
    (row) => row.unit_id === to.id && row.account_id === (asked.account_id ?? null),
  );
  if (rows.length === 0) throw new DomainError('slips.nothing_to_print', 409, { kind: 'handover_list' });
  const notes = new Map(rows.map((row) => [row.dossier_id, row.note]));
  const dossiers = await many(db, sql.dossiers_of, { tenant: unit.tenant, ids: [...notes.keys()] }, DossierOf);
  const names = await namesOf(db, [asked.account_id ?? null]);
  const givers = [...new Set(rows.map((row) => row.giver_name).filter((name) => name !== null))];
  return drawList(db, 'handover_list', unit, asked.day, by, asked.format, {
    happened_at: momentVi((rows.at(-1) as GivenTo).at),
    from_unit: (await deskOf(db, unit, asked.day)).desk_name,
    to_unit: to.name,
    giver_name: givers.length === 1 ? (givers[0] as string) : '',
    receiver_name: names.get(asked.account_id ?? 0) ?? '',
    officer_name: by.actor.name,
    total: twoDigits(dossiers.length),
    entries: dossiers.map((row, i) => ({
      no: String(i + 1),
      code: row.code,
      procedure: row.procedure_name,
      sets: '01',
      applicant: row.applicant_name,
      contact: '',
      agency: '',
      received: '',
      due: row.due_on === null ? '' : dayVi(row.due_on),
      returned: '',
      delivery: '',
      papers: String(row.papers),
      note: notes.get(row.id) ?? '',
    })),
  });
}

async function drawList(
  db: Db,
  kind: 'register' | 'handover_list',
  unit: Unit,
  day: Day,
  by: Asking,
  format: Format,
  said: Fields,
): Promise<FileReply> {
  const today = vietnamDay(by.now);
  const head = await headOf(db, { receiving: unit.id, competent: unit.id }, 'desk', { names: day, dated: today });
  const form_set = setFor(day);
  const note = { form_note: formNote(kind, form_set), copy_note: '', printed_at: momentVi(by.now), number: '' };
  const fields: Fields = { ...head.fields, ...note, ...said };
  return draw(db, { kind, form_set, fields, unit, day: today, token: null, is_draft: false, made_at: by.now }, format, undefined);
}
