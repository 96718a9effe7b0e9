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
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

type Step = {
  /** Statuses it may follow; 0 = the dossier does not exist yet. */
  from: readonly (Status | 0)[];
  /** Status after it; null = unchanged. */
  to: Status | null;
  vi: string;
  en: string;
};

const ANY_KEPT: readonly Status[] = [1, 2, 4, 5, 6, 7, 8, 9, 10];

/** No event leads out of 3, 7, 8 and 10 (and 9 only to 10): a closed dossier is not re-opened; the applicant files a new one. */
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
  return step.to ?? (status as Status);
}

/** Received and without an end: its clock runs or is stopped. */
export function isOpen(status: Status): boolean {
  return status === 2 || isPaused(status) || status === 4;
}

/** The clock stands still: the applicant owes papers or money. */
export function isPaused(status: Status): boolean {
  return status === 5 || status === 6;
}

/** What an officer may do to a dossier, the event it makes and the permission it needs. */
export const ACTIONS = {
  accept: { event: 'received', permission: 'dossiers.receive' },
  reject: { event: 'rejected_at_intake', permission: 'dossiers.receive' },
  hand_over: { event: 'handed_over', permission: 'dossiers.process' },
  take_up: { event: 'taken_up', permission: 'dossiers.process' },
  request_supplement: { event: 'supplement_requested', permission: 'dossiers.process' },
  give_supplement: { event: 'supplement_given', permission: 'dossiers.process' },
  request_payment: { event: 'payment_requested', permission: 'dossiers.process' },
  record_payment: { event: 'payment_made', permission: 'dossiers.process' },
  withdraw: { event: 'withdrawn', permission: 'dossiers.process' },
  stop: { event: 'stopped', permission: 'dossiers.decide' },
  decide: { event: 'decided', permission: 'dossiers.decide' },
  deliver: { event: 'delivered', permission: 'dossiers.return' },
  note: { event: 'note_added', permission: 'dossiers.process' },
} as const satisfies Record<string, { event: EventKind; permission: string }>;

export type Action = keyof typeof ACTIONS;

export const ACTION_NAMES = Object.keys(ACTIONS) as [Action, ...Action[]];

/**
 * Only the unit that holds the dossier may do these; the desk that received it may still take what the applicant brings (papers, money, a
 * withdrawal) and give the result back.
 */
export const BY_HOLDER: readonly Action[] = ['hand_over', 'take_up', 'request_supplement', 'request_payment', 'decide', 'stop'];

/** Actions whose event may follow this status; rights are asked elsewhere. */
export function possibleActions(status: Status): Action[] {
  return ACTION_NAMES.filter((action) => STEPS[ACTIONS[action].event].from.includes(status));
}
