import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { recordsPath } from '../figures/question.ts';
import { pathWith } from '../ui/address.ts';
import { Tag } from '../ui/field.tsx';
import { useText } from '../ui/text.tsx';
import type { Late } from './ask.ts';

const REPORTS_NAMED = 6;
/** Statuses of an open dossier; the page of dossiers takes them so. */
const OPEN = '2,4,5,6';

/** What is late: six figures, and below them what is behind the last three. */
export function LatePart({ late }: { late: Late }) {
  const { t, number, label } = useText();
  const { unit, day, dossiers, tasks, targets, reports } = late;
  const records = (measure: string) => recordsPath(measure, { unit: unit.code, from: day, to: day, scope: 'all' });
  const tasks_path = pathWith('/plans/tasks', { unit: unit.code, year: tasks.year, scope: 'all', outcome: 'overdue', day });
  const targets_path = pathWith('/plans/targets', { unit: unit.code, year: tasks.year, verdict: 'missed', day });
  const reports_path = pathWith('/reports/kept', { unit: unit.code });
  const overdue = reports.filter((report) => report.is_overdue).length;
  const soon = reports.length - overdue;
  return (
    <>
      <div className="tiles tiles-small">
        <LateTile value={dossiers.overdue} label={t('overview.overdue')} to={records('pending_overdue')} is_late />
        <LateTile value={dossiers.open} label={t('overview.open')} to={records('pending')} />
        <LateTile
          value={dossiers.due_this_week}
          label={t('overview.due_this_week', { to: dossiers.week_to })}
          note={dossiers.due_this_week === null ? t('overview.due_not_kept') : undefined}
          to={pathWith('/dossiers', {
            unit: unit.code,
            status: OPEN,
            standing: 'in_time',
            due_from: day,
            due_to: dossiers.week_to,
          })}
        />
        <LateTile
          value={tasks.overdue}
          label={t('overview.tasks_overdue')}
          note={t('overview.of_total', { total: number(tasks.total) })}
          to={tasks_path}
          is_late
        />
        <LateTile
          value={targets.missed}
          label={t('overview.targets_missed')}
          note={t('overview.of_total', { total: number(targets.total) })}
          to={targets_path}
          is_late
        />
        <LateTile
          value={overdue}
          label={t('overview.reports_overdue')}
          note={soon > 0 ? t('overview.reports_soon', { count: soon }) : undefined}
          to={reports_path}
          is_late
        />
      </div>
      <div className="ov-columns">
        <Named title={t('overview.tasks_overdue')} total={tasks.overdue} shown={tasks.rows.length} to={tasks_path}>
          {tasks.rows.map((task) => (
            <li key={task.id}>
              <Link to={pathWith(`/plans/tasks/${task.id}`, { day })}>{task.title}</Link>
              <div className="small">
                {task.lead_name}{' '}
                <Tag tone="red">
                  {task.days_late === null
                    ? t('overview.due_on', { day: task.due_on })
                    : t('overview.late_days', { count: number(task.days_late) })}
                </Tag>
              </div>
            </li>
          ))}
        </Named>
        <Named title={t('overview.targets_missed')} total={targets.missed} shown={targets.rows.length} to={targets_path}>
          {targets.rows.map((target) => (
            <li key={target.id}>
              <Link to={pathWith(`/plans/targets/${target.id}`, { day })}>
                {target.code}. {target.name}
              </Link>
              <div className="small">{target.lead_name}</div>
            </li>
          ))}
        </Named>
        <Named title={t('overview.reports_due')} total={reports.length} shown={REPORTS_NAMED} to={reports_path}>
          {reports.slice(0, REPORTS_NAMED).map((report) => (
            <li key={`${report.regime} ${report.from} ${report.to}`}>
              <Link to={report.report_id === null ? reports_path : `/reports/kept/${report.report_id}`}>
                {label({ label_vi: report.name_vi, label_en: report.name_en })}
              </Link>
              <div className="small">
                {label(report)}{' '}
                <Tag tone={report.is_overdue ? 'red' : 'amber'}>{t('overview.due_on', { day: report.due_on })}</Tag>{' '}
                {report.state === null && t('overview.not_begun')}
              </div>
            </li>
          ))}
        </Named>
      </div>
    </>
  );
}

function LateTile({
  value,
  label,
  note,
  to,
  is_late = false,
}: {
  value: number | null;
  label: string;
  note?: string | undefined;
  to: string;
  is_late?: boolean;
}) {
  const { number } = useText();
  const inside = (
    <>
      <span className={`tile-value ${is_late && value ? 'red' : ''}`}>{number(value)}</span>
      <span className="tile-label">{label}</span>
      {note && <span className="small">{note}</span>}
    </>
  );
  return value === null ? (
    <div className="tile">{inside}</div>
  ) : (
    <Link className="tile" to={to}>
      {inside}
    </Link>
  );
}

function Named({
  title,
  total,
  shown,
  to,
  children,
}: {
  title: string;
  total: number;
  shown: number;
  to: string;
  children: ReactNode;
}) {
  const { t, number } = useText();
  return (
    <div>
      <h3>{title}</h3>
      {total === 0 ? <p className="small">{t('overview.none_late')}</p> : <ul className="ov-list">{children}</ul>}
      {total > shown && <Link to={to}>{t('overview.more', { count: number(total) })}</Link>}
    </div>
  );
}
