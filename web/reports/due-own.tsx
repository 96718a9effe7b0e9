import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { dayOf, daysBetween } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { FigureDaysSaid, StandingTags } from './due-parts.tsx';

type Due = Output<'reports.due'>;
type Row = Due['rows'][number];

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** `2026-11` and so many months later. */
export function monthAfter(month: string, n: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + n;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** The last day of a month: the day before the first of the next one. */
function lastDay(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);
}

/** What a unit has to report: what it still owes, then three months, month by month. */
export function OwnCalendar({ unit }: { unit: string }) {
  const { t } = useText();
  const address = useAddress();
  const asked_month = address.get('month') ?? '';
  const month = MONTH.test(asked_month) ? asked_month : dayOf(new Date()).slice(0, 7);
  const months = [month, monthAfter(month, 1), monthAfter(month, 2)];
  const asked = useGet(
    'reports.due',
    { unit, from: `${month}-01`, to: lastDay(months[2] as string) },
    { placeholderData: (before) => before },
  );
  return (
    <>
      <div className="button-row no-print">
        <Button icon={<Icon name="left" />} onClick={() => address.set({ month: monthAfter(month, -3) })}>
          {t('due.earlier')}
        </Button>
        <Button onClick={() => address.set({ month: monthAfter(month, 3) })}>
          {t('due.later')} <Icon name="right" />
        </Button>
      </div>
      <Answer of={asked} rows={10}>
        {(due) => (
          <>
            {due.behind.length > 0 && (
              <Section title={t('due.behind')} className="gap due-behind">
                <Rows rows={due.behind} unit={due.unit.code} today={due.today} label={t('due.behind')} />
              </Section>
            )}
            {months.map((one) => (
              <Month key={one} month={one} due={due} unit={due.unit.code} />
            ))}
          </>
        )}
      </Answer>
    </>
  );
}

function Month({ month, due, unit }: { month: string; due: Due; unit: string }) {
  const { t } = useText();
  const title = t('due.month', { month: `${Number(month.slice(5, 7))}/${month.slice(0, 4)}` });
  const rows = due.rows.filter((row) => (row.due_on ?? row.to).startsWith(month));
  return (
    <Section title={title} className="gap">
      <Rows rows={rows} unit={unit} today={due.today} label={title} />
    </Section>
  );
}

function Rows({ rows, unit, today, label }: { rows: Row[]; unit: string; today: string; label: string }) {
  const { t, day, label: named } = useText();
  const columns: Column<Row>[] = [
    {
      key: 'report',
      title: t('due.report'),
      phone: 'title',
      cell: (row) => (
        <>
          {named({ label_vi: row.name_vi, label_en: row.name_en })} {row.is_once && <Tag tone="blue">{t('due.once')}</Tag>}
        </>
      ),
    },
    {
      key: 'period',
      title: t('kept.period'),
      cell: (row) => (
        <>
          {row.is_once ? `${day(row.from)} – ${day(row.to)}` : named(row)}
          <FigureDaysSaid of={row} />
        </>
      ),
    },
    { key: 'due', title: t('due.due_on'), cell: (row) => <DueDay row={row} today={today} /> },
    { key: 'state', title: t('field.status'), cell: (row) => <StandingTags of={row} /> },
    { key: 'do', title: '', cell: (row) => <Act row={row} unit={unit} today={today} /> },
  ];
  return (
    <List<Row>
      label={label}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.regime} ${row.kind} ${row.from}`}
      empty={t('due.nothing')}
    />
  );
}

function DueDay({ row, today }: { row: Row; today: string }) {
  const { t, day } = useText();
  if (row.due_on === null) return null;
  const left = daysBetween(today, row.due_on);
  const is_open = row.standing !== 'issued' && row.standing !== 'accepted';
  return (
    <span className="nowrap">
      {day(row.due_on)} {is_open && left === 0 && <Tag tone="amber">{t('due.is_today')}</Tag>}
      {is_open && left > 0 && <span className="small">{t('due.coming', { days: left })}</span>}
    </span>
  );
}

/** One press writes the report from the records; when it is there, it opens. */
function Act({ row, unit, today }: { row: Row; unit: string; today: string }) {
  const { t } = useText();
  const { mayAt } = useSession();
  const navigate = useNavigate();
  const say = useSay();
  const create = useCall('reports.create', ['reports']);
  if (row.report_id !== null)
    return <Button onClick={() => void navigate(`/reports/kept/${row.report_id}`)}>{t('due.open')}</Button>;
  if (!mayAt('reports.write', unit) || row.is_locked || row.from > today) return null;
  const { regime, kind, from, to } = row;
  const free = kind === 'free' ? { from, to } : {};
  const make = () =>
    create.mutate(
      { unit, regime, kind, year: row.year ?? Number(to.slice(0, 4)), n: row.n ?? 1, ...free },
      { onSuccess: ({ id }) => void navigate(`/reports/kept/${id}`), onError: say.refused },
    );
  return (
    <Button type="primary" loading={create.isPending} onClick={make}>
      {t('due.write')}
    </Button>
  );
}
