// The morning's summary for leaders.
import { z } from 'zod';
import { addWorkingDays, calendarOn } from '#calendar';
import { type Day, dayVi, vietnamDay, vietnamMoment } from '#lib/day';
import { type Db, exec, loadSql, many, one } from '#lib/sql';
import { coverage, unitById } from '#org';
import { hasChannel, publicUrl } from './configure.ts';
import { putMessage } from './outbox.ts';
import { putNotices } from './tell.ts';

const sql = loadSql(import.meta.url, ['leaders', 'state_of_units', 'longest_late', 'pass_over']);
const SOON_DAYS = 3;

const Leader = z.object({
  account_id: z.number(),
  display_name: z.string(),
  unit_id: z.number(),
  tenant: z.number(),
  unit_code: z.string(),
  /** Null: no address is known. */
  email: z.string().nullable(),
});
const State = z.object({
  overdue: z.number(),
  due_today: z.number(),
  due_soon: z.number(),
  paused: z.number(),
  to_return: z.number(),
  open: z.number(),
});
export type State = z.infer<typeof State>;
const Late = z.object({ code: z.string(), due_on: z.string(), procedure_name: z.string() });

/** The text of a digest. Pure. */
export function digestText(name: string, day: Day, state: State, late: readonly z.infer<typeof Late>[], address: string): string {
  return [
    `Kính gửi ${name},`,
    '',
    `Tình hình hồ sơ đầu ngày ${dayVi(day)}:`,
    `- Quá hạn chưa giải quyết xong: ${state.overdue}`,
    `- Đến hạn hôm nay: ${state.due_today}`,
    `- Đến hạn trong ${SOON_DAYS} ngày làm việc tới: ${state.due_soon}`,
    `- Đang tạm dừng chờ bổ sung, nghĩa vụ tài chính: ${state.paused}`,
    `- Đã có kết quả, chờ trả: ${state.to_return}`,
    `- Tổng số đang ở đơn vị: ${state.open}`,
    ...(late.length > 0 ? ['', 'Quá hạn lâu nhất:'] : []),
    ...late.map((one) => `- ${one.code}, hạn ${dayVi(one.due_on)}: ${one.procedure_name}`),
    '',
    `${address}/dossiers/queue`,
  ].join('\n');
}

/** One line among the notices. Pure. */
export function digestLine(unit_name: string, state: State): string {
  const { overdue, due_today, due_soon, paused, to_return } = state;
  return `${unit_name}: ${overdue} quá hạn, ${due_today} đến hạn hôm nay, ${due_soon} đến hạn trong ${SOON_DAYS} ngày làm việc tới, ${paused} tạm dừng, ${to_return} chờ trả kết quả`;
}

/**
 * What every leader finds among the notices on the morning of a working day, one for each unit led, unless they want none; by e-mail too where
 * they have an address and the product sends mail. The summary of today takes the place of an unread earlier one. A second run of the day adds nothing.
 * @returns how many e-mails leave
 */
export async function digest(db: Db, now: Date): Promise<number> {
  const today = vietnamDay(now);
  const calendar = await calendarOn(db);
  if (!calendar.isWorkingDay(today)) return 0;
  const soon = addWorkingDays(calendar, today, SOON_DAYS);
  const leaders = await many(db, sql.leaders, { today }, Leader);
  const known = new Map<number, UnitState>();
  const told: Parameters<typeof putNotices>[1][number][] = [];
  let put = 0;
  for (const leader of leaders) {
    const of = known.get(leader.unit_id) ?? (await stateOf(db, leader.unit_id, today, soon));
    known.set(leader.unit_id, of);
    const { account_id, unit_id, unit_code, tenant, email } = leader;
    const key = `digest:${account_id}:${unit_id}:${today}`;
    const link = `/dossiers/queue?unit=${encodeURIComponent(unit_code)}`;
    if (of.state.open > 0)
      told.push({ tenant, account_id, kind: 'digest', key, data: { title: digestLine(of.unit_name, of.state), link } });
    if (email !== null && hasChannel('email')) put += await putMail(db, { ...leader, email }, key, of, now);
  }
  await exec(db, sql.pass_over, {
    account_ids: [...new Set(leaders.map((leader) => leader.account_id))],
    at: vietnamMoment(today),
  });
  await putNotices(db, told, now);
  return put;
}

type UnitState = { unit_name: string; state: State; late: z.infer<typeof Late>[] };

async function stateOf(db: Db, unit_id: number, today: Day, soon: Day): Promise<UnitState> {
  const unit_ids = await coverage(db, [unit_id], today);
  return {
    unit_name: (await unitById(db, unit_id, today)).name,
    state: await one(db, sql.state_of_units, { unit_ids, today, soon }, State),
    late: await many(db, sql.longest_late, { unit_ids, today }, Late),
  };
}

async function putMail(
  db: Db,
  { account_id, unit_id, tenant, email, display_name }: z.infer<typeof Leader> & { email: string },
  key: string,
  { state, late }: UnitState,
  now: Date,
): Promise<number> {
  const today = vietnamDay(now);
  return putMessage(db, {
    tenant,
    key,
    channel: 'email',
    to_address: email,
    to_name: display_name,
    account_id,
    unit_id,
    dossier_id: null,
    subject: `Một Cửa ngày ${dayVi(today)}: ${state.overdue} quá hạn, ${state.due_today} đến hạn hôm nay`,
    text: digestText(display_name, today, state, late, publicUrl()),
    at: now,
  });
}
