// The morning's summary for leaders.
import { z } from 'zod';
import { addWorkingDays, calendarOn } from '#calendar';
import { type Day, dayVi, vietnamDay } from '#lib/day';
import { type Db, loadSql, many, one } from '#lib/sql';
import { coverage } from '#org';
import { hasChannel, publicUrl } from './configure.ts';
import { putMessage } from './outbox.ts';

const sql = loadSql(import.meta.url, ['leaders', 'state_of_units', 'longest_late']);
const SOON_DAYS = 3;

const Leader = z.object({
  account_id: z.number(),
  display_name: z.string(),
  unit_id: z.number(),
  tenant: z.number(),
  email: z.string(),
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

/** One e-mail a day and leader with a unit, on working days; a second run of the day adds nothing. */
export async function digest(db: Db, now: Date): Promise<number> {
  const today = vietnamDay(now);
  const calendar = await calendarOn(db);
  if (!calendar.isWorkingDay(today) || !hasChannel('email')) return 0;
  const soon = addWorkingDays(calendar, today, SOON_DAYS);
  let put = 0;
  for (const leader of await many(db, sql.leaders, { today }, Leader)) {
    const unit_ids = await coverage(db, [leader.unit_id], today);
    const state = await one(db, sql.state_of_units, { unit_ids, today, soon }, State);
    const late = await many(db, sql.longest_late, { unit_ids, today }, Late);
    const { account_id, unit_id, tenant, email, display_name } = leader;
    put += await putMessage(db, {
      tenant,
      key: `digest:${account_id}:${unit_id}:${today}`,
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
  return put;
}
