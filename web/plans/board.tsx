import { Dropdown } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useSession } from '../shell/session.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { type ReportStatus, type State, type Task, toldNext } from './words.ts';

type Lane = { key: string; states: readonly State[]; tells: ReportStatus | null };

/** What is overdue follows from the calendar: nothing is moved there. */
const LANES: readonly Lane[] = [
  { key: 'waiting', states: ['not_due', 'recurring', 'not_done'], tells: 'not_done' },
  { key: 'in_progress', states: ['in_progress'], tells: 'started' },
  { key: 'overdue', states: ['overdue'], tells: null },
  { key: 'below_plan', states: ['below_plan'], tells: 'below_plan' },
  { key: 'done', states: ['completed', 'completed_late'], tells: 'done' },
  { key: 'dropped', states: ['will_not_do'], tells: 'will_not_do' },
];

type Moving = { task: Task; status: ReportStatus };

/** Tasks by state. A card is moved by dragging it, or by its menu; either way what happened is told, with its reason. */
export function Board({ tasks }: { tasks: readonly Task[] }) {
  const { t, tCode, number } = useText();
  const { may } = useSession();
  const [moving, setMoving] = useState<Moving | null>(null);
  const [held, setHeld] = useState<Task | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const can_tell = may('plans.report');
  const statusIn = (task: Task, lane: Lane): ReportStatus | null => {
    if (lane.tells === null || lane.states.includes(task.state)) return null;
    const next = toldNext(task.state);
    if (next.includes(lane.tells)) return lane.tells;
    return next.includes('reopened') && lane.key === 'in_progress' ? 'reopened' : null;
  };
  return (
    <>
      {can_tell && <p className="small">{t('plans.board_how')}</p>}
      <div className="lanes">
        {LANES.map((lane) => {
          const own = tasks.filter((task) => lane.states.includes(task.state));
          const takes = held !== null && statusIn(held, lane) !== null;
          return (
            <section
              key={lane.key}
              className={`lane lane-${lane.key} ${takes ? 'lane-takes' : ''} ${over === lane.key ? 'lane-over' : ''}`}
              aria-label={tCode('plans.lane', lane.key)}
              onDragOver={(event) => {
                if (!takes) return;
                event.preventDefault();
                setOver(lane.key);
              }}
              onDragLeave={() => setOver(null)}
              onDrop={(event) => {
                event.preventDefault();
                const status = held && statusIn(held, lane);
                if (held && status) setMoving({ task: held, status });
                setHeld(null);
                setOver(null);
              }}
            >
              <h3>
                {tCode('plans.lane', lane.key)} <span className="count">{number(own.length)}</span>
              </h3>
              <ul className="plain-list lane-cards">
                {own.map((task) => (
                  <Card
                    key={task.id}
                    task={task}
                    can_tell={can_tell}
                    onHold={setHeld}
                    onTell={(status) => setMoving({ task, status })}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {moving && <ReportDialog task={moving.task} status={moving.status} onClose={() => setMoving(null)} />}
    </>
  );
}

type CardProps = {
  task: Task;
  can_tell: boolean;
  onHold: (task: Task | null) => void;
  onTell: (status: ReportStatus) => void;
};

function Card({ task, can_tell, onHold, onTell }: CardProps) {
  const { t, tCode, day, number } = useText();
  return (
    <li
      className="lane-card"
      draggable={can_tell}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', task.title);
        onHold(task);
      }}
      onDragEnd={() => onHold(null)}
    >
      <div className="lane-card-head">
        <Link to={`/plans/tasks/${task.id}`} draggable={false}>
          {task.title}
        </Link>
        {can_tell && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: toldNext(task.state).map((key) => ({ key, label: tCode('plans.told_as', key) })),
              onClick: ({ key }) => onTell(key as ReportStatus),
            }}
          >
            <button type="button" className="icon-button" aria-label={t('plans.move_card', { title: task.title })}>
              <Icon name="more" />
            </button>
          </Dropdown>
        )}
      </div>
      <div className="small">
        {task.lead_name} · {task.next_due_on ? t('plans.due_short', { day: day(task.next_due_on) }) : day(task.due_on)}
        {task.days_late !== null && <strong className="red"> · {t('plans.late_by', { n: number(task.days_late) })}</strong>}
        {task.percent !== null && ` · ${task.percent}%`}
      </div>
    </li>
  );
}
