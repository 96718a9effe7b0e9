import { Alert, Button } from 'antd';
import { useMemo, useState } from 'react';
import { type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Verified } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { DayEditor } from './day-editor.tsx';
import { HoursTable } from './hours-table.tsx';
import { YearEditor } from './year-editor.tsx';
import { YearGrid } from './year-grid.tsx';

export type DayOff = Output<'calendar.days'>['days'][number];

const KINDS = ['holiday', 'substitute', 'swap_off', 'swap_work', 'local_off'] as const;

export function CalendarPage() {
  const { t, tCode } = useText();
  const { may } = useSession();
  const address = useAddress();
  const year = address.number('year', Number(dayOf(new Date()).slice(0, 4)));
  const asked = useGet('calendar.days', { year });
  const [edited, setEdited] = useState<string | null>(null);
  const [is_verifying, setVerifying] = useState(false);
  const writes = may('calendar.write');
  const by_day = useMemo(() => new Map(asked.data?.days.map((day) => [day.on_date, day])), [asked.data]);
  const known = asked.data?.years.find((one) => one.year === year);
  return (
    <Page
      title={t('calendar.title')}
      lead={t('calendar.lead')}
      actions={
        <>
          <Button
            icon={<Icon name="left" />}
            aria-label={t('calendar.previous')}
            onClick={() => address.set({ year: year - 1 })}
          />
          <span className="year-now">{year}</span>
          <Button icon={<Icon name="right" />} aria-label={t('calendar.next')} onClick={() => address.set({ year: year + 1 })} />
          {writes && <Button onClick={() => setVerifying(true)}>{t('calyear.button', { year })}</Button>}
          {writes && (
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => setEdited(`${year}-01-01`)}>
              {t('calendar.add')}
            </Button>
          )}
        </>
      }
    >
      <Answer of={asked} rows={12}>
        {(reply) => (
          <>
            {!known && <Alert className="gap" type="warning" showIcon title={t('calendar.year_missing', { year })} />}
            {known?.status === 'to_be_verified' && (
              <Alert
                className="gap"
                type="warning"
                showIcon
                title={t('calendar.to_verify', { year })}
                description={known.source}
              />
            )}
            {known?.status === 'approved' && (
              <p className="small">
                {t('calyear.approved', { year })} {known.source}
              </p>
            )}
            <ul className="legend">
              {KINDS.map((kind) => (
                <li key={kind}>
                  <span className={`swatch day-${kind}`} />
                  {tCode('calendar.kind', kind)}
                </li>
              ))}
              <li>
                <span className="swatch day-weekend" />
                {t('calendar.weekend')}
              </li>
            </ul>
            <YearGrid year={year} days={by_day} {...(writes ? { onPick: setEdited } : {})} />
            <Section title={t('calendar.list')}>
              <List<DayOff>
                label={t('calendar.list')}
                columns={columns(t, tCode, writes ? setEdited : null)}
                rows={reply.days}
                rowKey={(day) => day.on_date}
                empty={t('calendar.year_missing', { year })}
              />
            </Section>
            <HoursTable />
            {writes && edited && <DayEditor day={edited} known={by_day.get(edited)} onClose={() => setEdited(null)} />}
            {writes && is_verifying && <YearEditor year={year} known={known} onClose={() => setVerifying(false)} />}
          </>
        )}
      </Answer>
    </Page>
  );
}

type Texts = ReturnType<typeof useText>;

function columns(t: Texts['t'], tCode: Texts['tCode'], edit: ((day: string) => void) | null): Column<DayOff>[] {
  return [
    { key: 'day', title: t('field.day'), cell: (row) => <DayName day={row.on_date} />, phone: 'title' },
    { key: 'name', title: t('field.name'), cell: (row) => <NameOf row={row} /> },
    { key: 'kind', title: t('field.kind'), cell: (row) => tCode('calendar.kind', row.kind) },
    { key: 'source', title: t('field.source'), cell: (row) => <span className="small">{row.source}</span> },
    {
      key: 'status',
      title: t('field.status'),
      cell: (row) => (row.status === 'approved' ? t('status.approved') : <Verified status={row.status} />),
    },
    ...(edit
      ? [
          {
            key: 'edit',
            title: t('act.edit'),
            cell: (row: DayOff) => (
              <Button size="small" onClick={() => edit(row.on_date)}>
                {t('act.edit')}
              </Button>
            ),
          },
        ]
      : []),
  ];
}

function DayName({ day }: { day: string }) {
  const { lang, day: dayText } = useText();
  const weekday = new Intl.DateTimeFormat(lang, { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  return (
    <span className="nowrap">
      {dayText(day)} <span className="small">({weekday})</span>
    </span>
  );
}

function NameOf({ row }: { row: DayOff }) {
  const { lang } = useText();
  return (
    <>
      {lang === 'vi' ? row.name_vi : row.name_en}
      {row.note && <div className="small">{row.note}</div>}
    </>
  );
}
