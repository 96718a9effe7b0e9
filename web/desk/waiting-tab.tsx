import { type Output, useGet } from '../api.ts';
import { addDays, dayText } from '../ui/format.ts';
import { List } from '../ui/list.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { TabProps } from './desk-page.tsx';

type Day = Output<'desk.days'>['rows'][number];

/** How long people waited in the last thirty days. */
export function WaitingTab({ shown, day }: TabProps) {
  const { t, number } = useText();
  const asked = useGet('desk.days', { id: shown.desk.id, from: addDays(day, -29), to: day });
  const minutes = (seconds: number | null) =>
    seconds === null ? '' : t('desk.minutes', { n: number(Math.round(seconds / 60)) });
  return (
    <Answer of={asked} rows={5}>
      {({ rows }) => (
        <List<Day>
          label={t('desk.tab.waiting')}
          rows={rows}
          rowKey={(row) => row.on_date}
          empty={t('desk.no_days')}
          columns={[
            { key: 'day', title: t('desk.day'), cell: (row) => dayText(row.on_date), phone: 'title' },
            { key: 'taken', title: t('desk.days_taken'), align: 'right', cell: (row) => number(row.taken) },
            { key: 'served', title: t('desk.days_served'), align: 'right', cell: (row) => number(row.served) },
            { key: 'missed', title: t('desk.days_missed'), align: 'right', cell: (row) => number(row.missed) },
            { key: 'wait', title: t('desk.wait_middle'), align: 'right', cell: (row) => minutes(row.wait_seconds_middle) },
            { key: 'longest', title: t('desk.wait_longest'), align: 'right', cell: (row) => minutes(row.wait_seconds_longest) },
            { key: 'serve', title: t('desk.serve_middle'), align: 'right', cell: (row) => minutes(row.served_seconds_middle) },
          ]}
        />
      )}
    </Answer>
  );
}
