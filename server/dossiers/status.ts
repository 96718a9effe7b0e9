// Which event may follow which, and the national status code that results. Pure.
import { DomainError } from '#lib/errors';

/**
 * National status codes of a dossier.
 * Source: the exchange vocabulary of the National Public Service Portal (`TrangThaiHoSo`), identical in the systems connected to it.
 */
export const STATUS_LABELS = {
  1: { vi: 'Mới đăng ký', en: 'Newly registered' },
  2: { vi: 'Được tiếp nhận', en: 'Received' },
  3: { vi: 'Không được tiếp nhận', en: 'Rejected at intake' },
  4: { vi: 'Đang xử lý', en: 'In progress' },
  5: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'Supplement requested' },
  6: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Payment requested' },
  7: { vi: 'Công dân yêu cầu rút hồ sơ', en: 'Withdrawn by the applicant' },
  8: { vi: 'Dừng xử lý', en: 'Stopped' },
  9: { vi: 'Đã xử lý xong', en: 'Decided' },
  10: { vi: 'Đã trả kết quả', en: 'Result delivered' },
} as const;

export type Status = keyof typeof STATUS_LABELS;

export const EVENT_KINDS = [
  'registered',
  'received',
  'rejected_at_intake',
  'handed_over',
  'taken_up',
  'supplement_requested',
  'supplement_given',
  'payment_requested',
  'payment_made',
  'withdrawn',
  'stopped',
  'decided',
  'delivered',
  'paper_digitised',
  'note_added',
  'extended',
  'apologised',
  'explained',
  'explanation_accepted',
  'reopened',
  'corrected',
  'fee_collected',
  'fee_waived',
  'fee_refunded',
  'step_done',
  'step_returned',
  'assigned',
  'consultation_asked',
  'consultation_reminded',
  'consultation_answered',
  'consultation_cancelled',
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

type Step = {
  /** Statuses it may follow; 0 = the dossier does not exist yet. */
  from: readonly (Status | 0)[];
  /** Status after it; null = unchanged. */
  to: Status | null;
  /** Statuses it leaves as they are. */
  keeps?: readonly Status[];
  vi: string;
  en: string;
};

const ANY_KEPT: readonly Status[] = [1, 2, 4, 5, 6, 7, 8, 9, 10];
const RECEIVED: readonly Status[] = [2, 4, 5, 6, 7, 8, 9, 10];
const RUNNING: readonly Status[] = [2, 4];
const OPEN: readonly Status[] = [2, 4, 5, 6];

/** Out of 7, 8, 9 and 10 leads only `reopened`, with its own permission and a reason; out of 3 nothing: the applicant files a new dossier. */
export const STEPS: Readonly<Record<EventKind, Step>> = {
  registered: { from: [0], to: 1, vi: 'Đăng ký hồ sơ', en: 'Registered' },
  received: { from: [0, 1], to: 2, vi: 'Tiếp nhận hồ sơ', en: 'Received' },
  rejected_at_intake: { from: [1], to: 3, vi: 'Từ chối tiếp nhận', en: 'Rejected at intake' },
  handed_over: { from: [2, 4], to: 4, vi: 'Chuyển hồ sơ', en: 'Handed over' },
  taken_up: { from: [2, 4], to: 4, vi: 'Nhận xử lý', en: 'Taken up' },
  supplement_requested: { from: [2, 4], to: 5, vi: 'Yêu cầu bổ sung giấy tờ', en: 'Supplement requested' },
  supplement_given: { from: [5], to: 4, vi: 'Đã bổ sung giấy tờ', en: 'Supplement given' },
  payment_requested: { from: [2, 4], to: 6, vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Payment requested' },
  payment_made: { from: [6], to: 4, vi: 'Đã thực hiện nghĩa vụ tài chính', en: 'Payment made' },
  withdrawn: { from: [1, 2, 4, 5, 6], to: 7, vi: 'Rút hồ sơ', en: 'Withdrawn' },
  stopped: { from: [2, 4, 5, 6], to: 8, vi: 'Dừng giải quyết', en: 'Stopped' },
  decided: { from: [2, 4], to: 9, vi: 'Có kết quả giải quyết', en: 'Decided' },
  delivered: { from: [9], to: 10, vi: 'Trả kết quả', en: 'Result delivered' },
  paper_digitised: { from: ANY_KEPT, to: null, vi: 'Số hóa giấy tờ', en: 'Paper digitised' },
  note_added: { from: ANY_KEPT, to: null, vi: 'Ghi chú', en: 'Note' },
  extended: { from: RUNNING, to: null, vi: 'Gia hạn thời gian giải quyết', en: 'Time limit extended' },
  apologised: { from: [2, 4, 5, 6, 9, 10], to: null, vi: 'Xin lỗi người nộp hồ sơ', en: 'Applicant apologised to' },
  explained: { from: RECEIVED, to: null, vi: 'Giải trình hồ sơ quá hạn', en: 'Lateness explained' },
  explanation_accepted: { from: RECEIVED, to: null, vi: 'Chấp nhận giải trình', en: 'Explanation accepted' },
  reopened: { from: [7, 8, 9, 10], to: 4, vi: 'Mở lại hồ sơ', en: 'Re-opened' },
  corrected: { from: [2, 4, 5, 6, 9, 10], to: null, vi: 'Sửa đổi, bổ sung do sai sót', en: 'Error corrected' },
  fee_collected: { from: [1, 2, 4, 5, 6, 9, 10], to: null, vi: 'Thu phí, lệ phí', en: 'Fee collected' },
  fee_waived: { from: [1, 2, 4, 5, 6, 9], to: null, vi: 'Miễn, giảm phí, lệ phí', en: 'Fee waived' },
  fee_refunded: { from: ANY_KEPT, to: null, vi: 'Hoàn phí, lệ phí', en: 'Fee given back' },
  step_done: { from: [2, 4, 9], to: 4, keeps: [9], vi: 'Hoàn thành bước xử lý', en: 'Step done' },
  step_returned: { from: RUNNING, to: 4, vi: 'Trả lại bước trước', en: 'Sent back a step' },
  assigned: { from: [2, 4, 9], to: 4, keeps: [9], vi: 'Phân công xử lý', en: 'Assigned' },
  consultation_asked: { from: RUNNING, to: 4, vi: 'Lấy ý kiến phối hợp', en: 'Opinion asked' },
  consultation_reminded: { from: OPEN, to: null, vi: 'Nhắc trả lời ý kiến', en: 'Reminder of an opinion' },
  consultation_answered: { from: OPEN, to: null, vi: 'Trả lời ý kiến phối hợp', en: 'Opinion given' },
  consultation_cancelled: { from: OPEN, to: null, vi: 'Thôi lấy ý kiến', en: 'Opinion no longer needed' },
};

/** What may happen next to a dossier in this status (0: not there yet). */
export function possibleEvents(status: Status | 0): EventKind[] {
  return EVENT_KINDS.filter((kind) => STEPS[kind].from.includes(status));
}

/**
 * National status after an event.
 * @param status before it; 0 when the dossier does not exist yet
 * @throws dossiers.not_in_this_status
 */
export function statusAfter(status: Status | 0, kind: EventKind): Status {
  const step = STEPS[kind];
  if (!step.from.includes(status)) throw new DomainError('dossiers.not_in_this_status', 409, { status, event: kind });
  if (step.to === null || step.keeps?.some((one) => one === status)) return status as Status;
  return step.to;
}

/** Received and without an end: its clock runs or is stopped. */
export function isOpen(status: Status): boolean {
  return status === 2 || isPaused(status) || status === 4;
}

/** The clock stands still: the applicant owes papers or money. */
export function isPaused(status: Status): boolean {
  return status === 5 || status === 6;
}
