// What the desk of Bờ Y did about its late dossiers and its fees on the day of the demonstration: so that their lists are not empty.
import { z } from 'zod';
import { act, lateDossiers } from '#dossiers';
import { addDays, vietnamDay } from '#lib/day';
import { type Db, loadSql, many, one } from '#lib/sql';
import { unitOn } from '#org';

const sql = loadSql(import.meta.url, ['given_back', 'account']);

const UNIT = 'H48.108';
const EVERYTHING = { unit_ids: null };
const Owing = z.object({ id: z.number(), last_seq: z.number(), owed_vnd: z.number() });
const METHODS = ['cash', 'online', 'cash', 'transfer', 'online', 'card', 'cash', 'online'] as const;
const SAID = [
  { cause: 'workload', text: 'Số hồ sơ tăng cao trong tuần, một công chức nghỉ phép' },
  { cause: 'other_agency', text: 'Chờ kết quả xác minh của Công an xã' },
  { cause: 'system', text: 'Hệ thống bảo trì, không ký số được' },
] as const;

/** Explanations of late dossiers, some accepted, some apologised for; fees of the day, one of them paid on behalf. */
export async function loadLife(db: Db, now: Date): Promise<void> {
  const doing = async (username: string) => {
    const { id, name } = await one(db, sql.account, { username }, z.object({ id: z.number(), name: z.string() }));
    return { actor: { user_id: id, name }, now, scope: EVERYTHING };
  };
  const [officer, leader, desk] = [await doing('thuly'), await doing('lanhdao'), await doing('tiepnhan')];
  const today = vietnamDay(now);
  const reader = { scope: EVERYTHING, personal: EVERYTHING, now, account_id: null };
  const asked = { unit: UNIT, from: addDays(today, -45), to: today, state: 'closed', explanation: 'all' } as const;
  const late = await lateDossiers(db, asked, { page: 1, page_size: 9 }, reader);
  for (const [index, { id, last_seq }] of late.rows.entries()) {
    if (index % 3 === 2) continue;
    await act(db, id, 'explain', { last_seq, data: SAID[index % SAID.length] as object as Record<string, unknown> }, officer);
    if (index % 3 === 1) await act(db, id, 'accept_explanation', { last_seq: last_seq + 1, data: {} }, leader);
    else await act(db, id, 'apologise', { last_seq: last_seq + 1, data: APOLOGY }, officer);
  }
  const { id: unit_id } = await unitOn(db, UNIT, today);
  const given = await many(db, sql.given_back, { unit_id, limit: METHODS.length }, Owing);
  for (const [index, { id, last_seq, owed_vnd }] of given.entries()) {
    const method = METHODS[index];
    const online = method === 'online' ? { gateway: 'PayGov', is_paid_on_behalf: index === 4 } : {};
    const data = {
      stage: 'result',
      amount_vnd: owed_vnd,
      method,
      receipt_no: `BL-${String(index + 1).padStart(4, '0')}`,
      ...online,
    };
    await act(db, id, 'collect_fee', { last_seq, data }, desk);
  }
}

const APOLOGY = { kind: 'apology', cause: 'workload', reason: 'Giải quyết chậm so với hẹn', signer_name: 'Lê Thanh Sơn' };
