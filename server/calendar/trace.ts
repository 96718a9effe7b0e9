// Why a due date is what it is, step by step, and the sentences that say it.
import { type Day, dayVi, vietnamDay, vietnamTime, weekday } from '#lib/day';
import type { DayOffKind } from './work-calendar.ts';

export type LimitUnit = 'hour' | 'day' | 'working_day' | 'month';
export type PauseReason = 'supplement' | 'payment' | 'other';
export type Language = 'vi' | 'en';

/** What a step is about: the rule that set or moved the date. */
type Steps = {
  received: { at: string };
  limit: { amount: number; unit: LimitUnit; rule_id: string; source: string };
  cut_off: { cut_off: string; moved_to: Day };
  received_on_day_off: { moved_to: Day };
  first_day_not_counted: { source: string };
  first_day_counted: Record<string, never>;
  working_hours: { hours: string };
  outside_hours: { at: string; moved_to: string };
  weekend: { from: Day; to: Day; days: number };
  holiday: { from: Day; to: Day; days: number; kind: DayOffKind; name_vi: string; name_en: string };
  swap_work: { name_vi: string; name_en: string };
  pause: { from: string; to: string; reason: PauseReason; amount: number; unit: CountedUnit };
  restart: { at: string };
  extended: { at: string; amount: number; moved_to: Day; source: string };
  last_day_moved: { moved_to: Day; name_vi: string; name_en: string; source: string };
  too_late_that_day: { at: string; moved_to: Day };
  stopped: { from: string; reason: PauseReason; amount: number; unit: CountedUnit };
  due: { at: string };
};

export type CountedUnit = 'working_day' | 'day' | 'minute';
export type TraceRule = keyof Steps;

/** One step: its rule, the day it is about, and the data its sentence needs. Moments are ISO 8601. JSON as it stands. */
export type TraceStep = { [R in TraceRule]: { rule: R; day: Day; text_key: string; data: Steps[R] } }[TraceRule];
export type Trace = readonly TraceStep[];

export function step<R extends TraceRule>(rule: R, day: Day, data: Steps[R]): TraceStep {
  return { rule, day, text_key: `calendar.trace.${rule}`, data } as TraceStep;
}

/** `year_*`: the days off of that year are not sure; `days_to_be_verified`: single days in the span are not. */
export type Warning =
  | { code: 'year_not_covered' | 'year_to_be_verified'; year: number }
  | { code: 'days_to_be_verified'; days: { on_date: Day; name_vi: string; name_en: string }[] };

/** The steps as sentences, in order. */
export function explain(trace: Trace, language: Language): string[] {
  return trace.map((one) => (language === 'vi' ? sentenceVi(one) : sentenceEn(one)));
}

/** What an officer should know before relying on the date. */
export function warningText(warning: Warning, language: Language): string {
  const vi = language === 'vi';
  switch (warning.code) {
    case 'year_not_covered':
      return vi
        ? `Chưa có lịch nghỉ lễ, Tết năm ${warning.year}; hãy nhập lịch nghỉ rồi tính lại ngày hẹn trả.`
        : `Days off of ${warning.year} are not entered; enter them and compute the date again.`;
    case 'year_to_be_verified':
      return vi
        ? `Lịch nghỉ lễ, Tết năm ${warning.year} chưa được đối chiếu với văn bản chính thức.`
        : `Days off of ${warning.year} have not been compared with the official text.`;
    case 'days_to_be_verified': {
      const days = warning.days.map((d) => `${dayVi(d.on_date)} (${vi ? d.name_vi : d.name_en})`).join(', ');
      return vi
        ? `Ngày chưa được đối chiếu với văn bản chính thức: ${days}.`
        : `Days not compared with the official text: ${days}.`;
    }
  }
}

const WEEKDAYS_VI = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];
const WEEKDAYS_EN = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const UNITS_VI: Record<LimitUnit | CountedUnit, string> = {
  hour: 'giờ làm việc',
  day: 'ngày',
  working_day: 'ngày làm việc',
  month: 'tháng',
  minute: 'phút làm việc',
};
const UNITS_EN: Record<LimitUnit | CountedUnit, string> = {
  hour: 'working hour',
  day: 'calendar day',
  working_day: 'working day',
  month: 'month',
  minute: 'working minute',
};
const KINDS_VI: Record<DayOffKind, string> = {
  holiday: 'nghỉ',
  substitute: 'nghỉ bù',
  swap_off: 'nghỉ hoán đổi',
  swap_work: 'làm bù',
  local_off: 'nghỉ theo quyết định của địa phương',
};
const KINDS_EN: Record<DayOffKind, string> = {
  holiday: 'holiday',
  substitute: 'substitute day off',
  swap_off: 'swapped day off',
  swap_work: 'worked by swap',
  local_off: 'local day off',
};
const REASONS_VI: Record<PauseReason, string> = {
  supplement: 'chờ bổ sung giấy tờ',
  payment: 'chờ thực hiện nghĩa vụ tài chính',
  other: 'tạm dừng xử lý',
};
const REASONS_EN: Record<PauseReason, string> = {
  supplement: 'waiting for further papers',
  payment: 'waiting for a payment',
  other: 'processing suspended',
};

/** The weekday in words: 'thứ Bảy', 'Saturday'. */
export function weekdayName(day: Day, language: Language): string {
  return (language === 'vi' ? WEEKDAYS_VI : WEEKDAYS_EN)[weekday(day) - 1] as string;
}

function atVi(iso: string): string {
  const at = new Date(iso);
  return `${vietnamTime(at).slice(0, 5)} ngày ${dayVi(vietnamDay(at))}`;
}

function atEn(iso: string): string {
  const at = new Date(iso);
  return `${vietnamTime(at).slice(0, 5)} on ${dayVi(vietnamDay(at))}`;
}

function withWeekday(day: Day, language: Language): string {
  return `${dayVi(day)} (${weekdayName(day, language)})`;
}

function amountVi(amount: number, unit: LimitUnit | CountedUnit): string {
  return `${amount} ${UNITS_VI[unit]}`;
}

function amountEn(amount: number, unit: LimitUnit | CountedUnit): string {
  return `${amount} ${UNITS_EN[unit]}${amount === 1 ? '' : 's'}`;
}

function sourceText(source: string): string {
  return source ? ` (${source})` : '';
}

function rangeVi(from: Day, to: Day): string {
  return from === to ? `ngày ${dayVi(from)}` : `từ ngày ${dayVi(from)} đến ngày ${dayVi(to)}`;
}

function rangeEn(from: Day, to: Day): string {
  return from === to ? dayVi(from) : `${dayVi(from)} to ${dayVi(to)}`;
}

function sentenceVi({ rule, day, data }: TraceStep): string {
  switch (rule) {
    case 'received':
      return `Tiếp nhận lúc ${atVi(data.at)} (${weekdayName(day, 'vi')}).`;
    case 'limit':
      return `Thời hạn giải quyết là ${data.amount === 0 ? 'trong ngày' : amountVi(data.amount, data.unit)}${sourceText(data.source)}.`;
    case 'cut_off':
      return `Tiếp nhận sau ${data.cut_off} nên tính như tiếp nhận vào ngày làm việc tiếp theo, ${withWeekday(data.moved_to, 'vi')}.`;
    case 'received_on_day_off':
      return `Ngày ${withWeekday(day, 'vi')} là ngày nghỉ nên tính như tiếp nhận vào ngày làm việc tiếp theo, ${withWeekday(data.moved_to, 'vi')}.`;
    case 'first_day_not_counted':
      return `Ngày ${dayVi(day)} là ngày bắt đầu nên không tính vào thời hạn${sourceText(data.source)}.`;
    case 'first_day_counted':
      return `Ngày ${dayVi(day)} được tính vào thời hạn.`;
    case 'working_hours':
      return `Chỉ tính giờ làm việc của đơn vị: ${data.hours}.`;
    case 'outside_hours':
      return `${atVi(data.at)} là ngoài giờ làm việc nên bắt đầu tính từ ${atVi(data.moved_to)}.`;
    case 'weekend':
      return `Không tính ${data.days} ngày nghỉ cuối tuần ${data.days === 1 ? `(${dayVi(data.from)})` : rangeVi(data.from, data.to)}.`;
    case 'holiday':
      return `Không tính ${rangeVi(data.from, data.to)}: ${KINDS_VI[data.kind]} ${data.name_vi}.`;
    case 'swap_work':
      return `Ngày ${withWeekday(day, 'vi')} là ngày làm bù (${data.name_vi}) nên được tính.`;
    case 'pause':
      return `Tạm dừng từ ${atVi(data.from)} đến ${atVi(data.to)} (${REASONS_VI[data.reason]}): ${data.amount === 0 ? 'hạn không đổi' : `không tính ${amountVi(data.amount, data.unit)}`}.`;
    case 'restart':
      return `Thời hạn được tính lại từ đầu khi nhận đủ giấy tờ bổ sung, lúc ${atVi(data.at)}.`;
    case 'extended':
      return `Được gia hạn thêm ${amountVi(data.amount, 'working_day')} từ hạn ngày ${dayVi(day)}, đến ${withWeekday(data.moved_to, 'vi')}${sourceText(data.source)}.`;
    case 'last_day_moved':
      return `Ngày cuối của thời hạn, ${dayVi(day)}, là ngày nghỉ (${data.name_vi}) nên chuyển sang ngày làm việc tiếp theo, ${withWeekday(data.moved_to, 'vi')}${sourceText(data.source)}.`;
    case 'too_late_that_day':
      return `${atVi(data.at)} đã hết giờ làm việc của ngày đó nên hạn chuyển sang ${withWeekday(data.moved_to, 'vi')}.`;
    case 'stopped':
      return `Thời hạn đang dừng từ ${atVi(data.from)} (${REASONS_VI[data.reason]}); còn lại ${amountVi(data.amount, data.unit)}.`;
    case 'due':
      return `Hạn trả kết quả: ${atVi(data.at)} (${weekdayName(day, 'vi')}).`;
  }
}

function sentenceEn({ rule, day, data }: TraceStep): string {
  switch (rule) {
    case 'received':
      return `Received at ${atEn(data.at)} (${weekdayName(day, 'en')}).`;
    case 'limit':
      return `The time limit is ${data.amount === 0 ? 'the same day' : amountEn(data.amount, data.unit)}${sourceText(data.source)}.`;
    case 'cut_off':
      return `Received after ${data.cut_off}, so it counts as received on the next working day, ${withWeekday(data.moved_to, 'en')}.`;
    case 'received_on_day_off':
      return `${withWeekday(day, 'en')} is a day off, so it counts as received on the next working day, ${withWeekday(data.moved_to, 'en')}.`;
    case 'first_day_not_counted':
      return `${dayVi(day)} is the starting day and is not counted${sourceText(data.source)}.`;
    case 'first_day_counted':
      return `${dayVi(day)} is counted.`;
    case 'working_hours':
      return `Only the working hours of the unit are counted: ${data.hours}.`;
    case 'outside_hours':
      return `${atEn(data.at)} is outside working hours, so counting begins at ${atEn(data.moved_to)}.`;
    case 'weekend':
      return `${data.days} weekend day${data.days === 1 ? '' : 's'} not counted (${rangeEn(data.from, data.to)}).`;
    case 'holiday':
      return `Not counted, ${rangeEn(data.from, data.to)}: ${KINDS_EN[data.kind]}, ${data.name_en}.`;
    case 'swap_work':
      return `${withWeekday(day, 'en')} is worked by swap (${data.name_en}) and is counted.`;
    case 'pause':
      return `Paused from ${atEn(data.from)} to ${atEn(data.to)} (${REASONS_EN[data.reason]}): ${data.amount === 0 ? 'the due date stays' : `${amountEn(data.amount, data.unit)} not counted`}.`;
    case 'restart':
      return `The limit begins anew when the further papers were complete, at ${atEn(data.at)}.`;
    case 'extended':
      return `Extended by ${amountEn(data.amount, 'working_day')} from ${dayVi(day)}, to ${withWeekday(data.moved_to, 'en')}${sourceText(data.source)}.`;
    case 'last_day_moved':
      return `The last day, ${dayVi(day)}, is a day off (${data.name_en}), so the limit ends on the next working day, ${withWeekday(data.moved_to, 'en')}${sourceText(data.source)}.`;
    case 'too_late_that_day':
      return `${atEn(data.at)} is after the working hours of that day, so the date moves to ${withWeekday(data.moved_to, 'en')}.`;
    case 'stopped':
      return `The clock has been stopped since ${atEn(data.from)} (${REASONS_EN[data.reason]}); ${amountEn(data.amount, data.unit)} left.`;
    case 'due':
      return `Due at ${atEn(data.at)} (${weekdayName(day, 'en')}).`;
  }
}
