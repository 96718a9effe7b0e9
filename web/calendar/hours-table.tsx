import { useGet } from '../api.ts';
import { Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

const WEEKDAYS = {
  vi: ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};

/** Working time that limits in hours are counted by. */
export function HoursTable() {
  const { t, lang } = useText();
  const asked = useGet('calendar.working_hours', {});
  const clock = (time: string | null) => time?.slice(0, 5) ?? '';
  return (
    <Section title={t('calendar.hours')}>
      <Answer of={asked} rows={3}>
        {({ hours }) =>
          hours.length === 0 ? (
            <Nothing />
          ) : (
            <ScrollBox label={t('calendar.hours')}>
              <table className="sheet">
                <thead>
                  <tr>
                    <th scope="col">{t('field.day')}</th>
                    <th scope="col">{t('calendar.morning')}</th>
                    <th scope="col">{t('calendar.afternoon')}</th>
                    <th scope="col">{t('field.source')}</th>
                  </tr>
                </thead>
                <tbody>
                  {hours.map((row) => (
                    <tr key={`${row.weekday}${row.valid_from}`}>
                      <th scope="row">{WEEKDAYS[lang][row.weekday - 1]}</th>
                      <td>{row.morning_from && `${clock(row.morning_from)}–${clock(row.morning_to)}`}</td>
                      <td>{row.afternoon_from && `${clock(row.afternoon_from)}–${clock(row.afternoon_to)}`}</td>
                      <td className="left small">{row.source}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollBox>
          )
        }
      </Answer>
    </Section>
  );
}
