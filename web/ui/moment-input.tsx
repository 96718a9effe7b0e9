import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { clockOf } from './format.ts';

const MINUTE = 'YYYY-MM-DDTHH:mm';

/** Now as Vietnam's clocks show it. The picker works in the computer's zone, which may be another: only the face of the clock is meant. */
export const vietnamNow = (): Dayjs => dayjs(clockOf(new Date()));

/** What was picked is meant in Vietnam's time: `2026-11-20T16:45:00+07:00`. */
export const inVietnam = (at: Dayjs): string => `${at.format(MINUTE)}:00+07:00`;

/** For a field that keeps the moment as text: `2026-11-20T16:45`. */
export const asMinute = {
  getValueFromEvent: (at: Dayjs | null) => at?.format(MINUTE),
  getValueProps: (at?: string) => ({ value: at ? dayjs(at) : null }),
};

type Props = {
  id?: string;
  value?: Dayjs | null;
  onChange?: (at: Dayjs | null) => void;
  allowClear?: boolean;
  /** Nothing after this minute. */
  until_now?: boolean;
};

/** A moment to the minute, as Vietnam's clocks show it. */
export function MomentInput({ until_now, ...props }: Props) {
  const now = vietnamNow();
  // The picker's own "now" is that of the computer: it is offered where both are the same.
  const is_same = dayjs().format(MINUTE) === now.format(MINUTE);
  return (
    <DatePicker
      {...props}
      showTime={{ format: 'HH:mm' }}
      format="HH:mm DD/MM/YYYY"
      className="wide"
      showNow={is_same}
      {...(until_now ? { maxDate: now } : {})}
    />
  );
}
