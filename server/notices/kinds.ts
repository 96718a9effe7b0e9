// What officers are told, and how. Pure.
import { z } from 'zod';

/** About dossiers: this module looks for them itself. */
export const DOSSIER_KINDS = [
  'due_soon',
  'overdue',
  'escalation',
  'step_due_soon',
  'step_overdue',
  'assigned',
  'consultation',
  'explanation_needed',
] as const;
export type DossierKind = (typeof DOSSIER_KINDS)[number];

/** About tasks of plans: higher modules find them and have them told. */
export const TASK_KINDS = ['task_assigned', 'task_due_soon', 'task_overdue'] as const;

/** About reports: asked for, due, late; one came or was recalled; the level above or another office answered. */
export const REPORT_KINDS = [
  'report_asked',
  'report_due_soon',
  'report_due_today',
  'report_overdue',
  'report_escalation',
  'report_arrived',
  'report_answered',
] as const;

export const KINDS = [...DOSSIER_KINDS, ...TASK_KINDS, ...REPORT_KINDS] as const;
export type Kind = (typeof KINDS)[number];

/** What stands among an officer's notices: those that rules and settings know, and the morning's summary, which has a time of its own. */
export const SHOWN_KINDS = [...KINDS, 'digest'] as const;
export type ShownKind = (typeof SHOWN_KINDS)[number];

export const CHANNELS = ['email', 'sms', 'zalo'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a notice is called, Vietnamese; `{code}` the dossier; its procedure, or the task's title, follows. The interface has its own texts; these leave the product. */
const SENTENCES: Readonly<Record<Kind, string>> = {
  due_soon: 'Hồ sơ {code} đến hạn ngày {day}',
  overdue: 'Hồ sơ {code} đã quá hạn từ ngày {day}',
  escalation: 'Hồ sơ {code} quá hạn từ ngày {day} chưa giải quyết xong',
  step_due_soon: 'Bước xử lý hồ sơ {code} sắp hết thời gian ({day})',
  step_overdue: 'Bước xử lý hồ sơ {code} đã quá thời gian ({day})',
  assigned: 'Bạn được giao hồ sơ {code}',
  consultation: 'Có đề nghị cho ý kiến về hồ sơ {code}, cần trả lời trước ngày {day}',
  explanation_needed: 'Hồ sơ {code} trả quá hạn cần giải trình',
  task_assigned: 'Đơn vị bạn được giao nhiệm vụ, hạn ngày {day}',
  task_due_soon: 'Nhiệm vụ sắp đến hạn ngày {day}',
  task_overdue: 'Nhiệm vụ đã quá hạn từ ngày {day}',
  report_asked: 'Cấp trên yêu cầu báo cáo, hạn ngày {day}',
  report_due_soon: 'Báo cáo sắp đến hạn ngày {day}',
  report_due_today: 'Báo cáo đến hạn hôm nay, ngày {day}',
  report_overdue: 'Báo cáo đã quá hạn từ ngày {day}',
  report_escalation: 'Đơn vị chưa nộp báo cáo quá hạn từ ngày {day}',
  report_arrived: 'Có báo cáo đến',
  report_answered: 'Báo cáo đã gửi có phản hồi',
};

/** Of an opinion: asked for (or somebody reminds), wanted soon, wanted by a day that is over. */
export const STAGES = ['asked', 'soon', 'over'] as const;
export const NoticeData = z.object({
  day: z.string().nullish(),
  procedure: z.string().nullish(),
  stage: z.enum(STAGES).nullish(),
  /** Of what is no dossier: what it is called and where it is found in the product. */
  title: z.string().nullish(),
  link: z.string().startsWith('/').nullish(),
});

const OF_STAGE: Readonly<Record<(typeof STAGES)[number], string>> = {
  asked: SENTENCES.consultation,
  soon: 'Ý kiến về hồ sơ {code} sắp đến hạn trả lời ngày {day}',
  over: 'Ý kiến về hồ sơ {code} đã quá hạn trả lời ngày {day}',
};

export type Told = { kind: Kind; dossier_code: string | null; data: z.infer<typeof NoticeData> };

/** One line of a message. */
export function sentence({ kind, dossier_code, data }: Told): string {
  const day = data.day ? `${data.day.slice(8, 10)}/${data.day.slice(5, 7)}/${data.day.slice(0, 4)}` : 'chưa có';
  const pattern = data.stage ? OF_STAGE[data.stage] : SENTENCES[kind];
  const said = pattern.replace('{code}', dossier_code ?? '').replace('{day}', day);
  const about = data.procedure ?? data.title;
  return about ? `${said}: ${about}` : said;
}

/** Minutes to wait before the next try, after so many; null: give up. An office's mail server may be away for a night. */
export function waitMinutes(attempts: number): number | null {
  return [1, 5, 15, 60, 180, 360, 720][attempts - 1] ?? null;
}

/** One SMS carries 160 plain letters; with diacritics 70 and a higher price, so it goes without. */
export function plainSms(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
  return plain.length <= 320 ? plain : `${plain.slice(0, 317)}...`;
}
