import { useMemo } from 'react';
import { dayOf, dayText } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';
import type { DayOff } from './calendar-page.tsx';
import { monthsOf, weekdayOf } from './year.ts';

const HEADS = { vi: ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'], en: ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] };

type Props = { year: number; days: Map<string, DayOff>; onPick?: (day: string) => void };

/** The year at a glance: twelve months, days off and make-up days in colour and with their names. */
export function YearGrid({ year, days, onPick }: Props) {
  const { t, lang } = useText();
  const months = useMemo(() => monthsOf(year), [year]);
  const today = dayOf(new Date());
  return (
    <div className="year">
      {months.map(({ month, weeks }) => (
        <table key={month} className="month">
          <caption>{t('calendar.month', { month })}</caption>
          <thead>
            <tr>
              {HEADS[lang].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: weeks of a month never move.
              <tr key={index}>
                {week.map((day, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above; a blank has no other name.
                  <td key={column}>
                    {day && <DayCell day={day} off={days.get(day)} is_today={day === today} {...(onPick ? { onPick } : {})} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

function DayCell({
  day,
  off,
  is_today,
  onPick,
}: {
  day: string;
  off: DayOff | undefined;
  is_today: boolean;
  onPick?: (day: string) => void;
}) {
  const { lang, tCode } = useText();
  const kind = off?.kind ?? (weekdayOf(day) > 5 ? 'weekend' : '');
  const name = off
    ? `${dayText(day)}: ${lang === 'vi' ? off.name_vi : off.name_en} (${tCode('calendar.kind', off.kind)})`
    : undefined;
  const look = `day ${kind ? `day-${kind}` : ''} ${is_today ? 'day-today' : ''} ${off?.status === 'to_be_verified' ? 'day-unsure' : ''}`;
  const number = Number(day.slice(8));
  if (onPick) {
    return (
      <button type="button" className={look} title={name} onClick={() => onPick(day)}>
        {number}
        <span className="visually-hidden"> {name ?? dayText(day)}</span>
      </button>
    );
  }
  return (
    <span className={look} title={name}>
      {number}
      {name && <span className="visually-hidden"> {name}</span>}
    </span>
  );
}
