// What people who filed a dossier are told, by e-mail or SMS: never more than is needed to know where it stands.
import { z } from 'zod';
import { type Day, dayVi } from '#lib/day';
import { type Db, loadSql, many } from '#lib/sql';
import { hasChannel } from './configure.ts';
import { plainSms } from './kinds.ts';
import { putMessage } from './outbox.ts';

const sql = loadSql(import.meta.url, ['for_applicants']);

const Happened = z.object({
  tenant: z.number(),
  dossier_id: z.number(),
  seq: z.number(),
  kind: z.enum([
    'received',
    'supplement_requested',
    'payment_requested',
    'apologised',
    'decided',
    'stopped',
    'rejected_at_intake',
  ]),
  code: z.string(),
  applicant_name: z.string(),
  applicant_phone: z.string().nullable(),
  applicant_email: z.string().nullable(),
  receiving_unit_id: z.number(),
  due_on: z.string().nullable(),
  reappointed_on: z.string().nullable(),
  procedure_name: z.string(),
  unit_name: z.string(),
});
export type Happened = z.infer<typeof Happened>;

/** The sentence for one event. Pure. */
export function told(
  event: Pick<Happened, 'kind' | 'code' | 'due_on' | 'reappointed_on' | 'procedure_name' | 'unit_name'>,
): string {
  const { kind, code, due_on, reappointed_on, procedure_name, unit_name } = event;
  const about = `hồ sơ ${code} (${procedure_name})`;
  switch (kind) {
    case 'received':
      return `${unit_name} đã tiếp nhận ${about}.${due_on ? ` Ngày hẹn trả kết quả: ${dayVi(due_on)}.` : ''}`;
    case 'supplement_requested':
      return `${unit_name} đề nghị ông/bà bổ sung giấy tờ cho ${about}. Xem phiếu yêu cầu hoặc liên hệ Bộ phận Một cửa.`;
    case 'payment_requested':
      return `${unit_name} đề nghị ông/bà thực hiện nghĩa vụ tài chính của ${about}.`;
    case 'apologised':
      return `${unit_name} xin lỗi vì chậm trả kết quả ${about}.${reappointed_on ? ` Ngày hẹn lại: ${dayVi(reappointed_on)}.` : ''}`;
    case 'decided':
      return `${about.charAt(0).toUpperCase()}${about.slice(1)} đã có kết quả. Mời ông/bà nhận tại ${unit_name} hoặc theo cách đã đăng ký.`;
    case 'stopped':
      return `${unit_name} đã dừng giải quyết ${about}. Xem thông báo dừng hoặc liên hệ Bộ phận Một cửa.`;
    case 'rejected_at_intake':
      return `${unit_name} chưa tiếp nhận được ${about}. Xem phiếu từ chối hoặc liên hệ Bộ phận Một cửa.`;
  }
}

/** Puts what happened since the last look into the outbox; each event once per channel. */
export async function forApplicants(db: Db, { since, now, today }: { since: Date; now: Date; today: Day }): Promise<number> {
  if (!hasChannel('email') && !hasChannel('sms') && !hasChannel('zalo')) return 0;
  let put = 0;
  for (const event of await many(db, sql.for_applicants, { since, at: now, today }, Happened)) {
    const common = {
      tenant: event.tenant,
      to_name: event.applicant_name,
      account_id: null,
      unit_id: event.receiving_unit_id,
      dossier_id: event.dossier_id,
      subject: `Hồ sơ ${event.code}`,
      at: now,
    };
    const key = `event:${event.dossier_id}:${event.seq}`;
    const text = told(event);
    if (event.applicant_email && hasChannel('email'))
      put += await putMessage(db, { ...common, key: `${key}:email`, channel: 'email', to_address: event.applicant_email, text });
    // Zalo where the office has it, else SMS: the same thing is not said twice to one phone.
    const phone = hasChannel('zalo') ? 'zalo' : hasChannel('sms') ? 'sms' : null;
    if (event.applicant_phone && phone)
      put += await putMessage(db, {
        ...common,
        key: `${key}:${phone}`,
        channel: phone,
        to_address: event.applicant_phone,
        text: phone === 'sms' ? plainSms(text) : text,
      });
  }
  return put;
}
