import { Link } from 'react-router';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { useText } from '../ui/text.tsx';
import { STATE_COLOUR } from './colours.ts';
import { AREAS, type State, spanIn, type Task } from './words.ts';

/** Tasks of a year over its months, by area, with the day as of which they are looked at. */
export function Gantt({ tasks, year, day: as_of }: { tasks: readonly Task[]; year: number; day: string }) {
  const { t, tCode } = useText();
  const now = spanIn(year, as_of, as_of);
  const states = [...new Set(tasks.map((task) => task.state))];
  const areas = AREAS.filter((area) => tasks.some((task) => task.area === area));
  return (
    <>
      <ul className="legend" aria-label={t('field.status')}>
        {states.map((state) => (
          <li key={state}>
            <span className="legend-mark" style={{ background: STATE_COLOUR[state] }} />
            {tCode('plans.state', state)}
          </li>
        ))}
      </ul>
      <ScrollBox label={t('plans.view.gantt')} className="gantt-scroll">
        <div className="gantt">
          <div className="gantt-row gantt-head" aria-hidden="true">
            <div className="gantt-name" />
            <div className="gantt-time">
              {Array.from({ length: 12 }, (_, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the twelve months never move.
                <span key={i} className="gantt-month" style={{ left: `${(i / 12) * 100}%` }}>
                  {t('plans.month', { n: i + 1 })}
                </span>
              ))}
            </div>
          </div>
          {areas.map((area) => (
            <section key={area} aria-label={tCode('plans.area', area)}>
              <h3 className="gantt-area">{tCode('plans.area', area)}</h3>
              {tasks
                .filter((task) => task.area === area)
                .map((task) => (
                  <Row key={task.id} task={task} year={year} now={now?.left ?? null} />
                ))}
            </section>
          ))}
        </div>
      </ScrollBox>
    </>
  );
}

function Row({ task, year, now }: { task: Task; year: number; now: number | null }) {
  const { t, tCode, day } = useText();
  const span = spanIn(year, task.starts_on, task.due_on);
  const told = t('plans.gantt_row', { from: day(task.starts_on), to: day(task.due_on), state: tCode('plans.state', task.state) });
  return (
    <div className="gantt-row">
      <div className="gantt-name">
        <Link to={`/plans/tasks/${task.id}`} title={`${task.title} · ${told}`}>
          {task.title}
        </Link>
        <span className="visually-hidden">{told}</span>
      </div>
      <div className="gantt-time" aria-hidden="true">
        {span && <Bar state={task.state} span={span} percent={task.percent} />}
        {now !== null && <span className="gantt-now" style={{ left: `${now}%` }} />}
      </div>
    </div>
  );
}

function Bar({ state, span, percent }: { state: State; span: { left: number; width: number }; percent: number | null }) {
  // How far what is under way has come is told by somebody or not known; what is over is whole.
  const is_open = state === 'in_progress' || state === 'overdue';
  return (
    <span
      className="gantt-bar"
      style={{ left: `${span.left}%`, width: `max(${span.width}%, 4px)`, borderColor: STATE_COLOUR[state], background: '#fff' }}
    >
      <span
        className={is_open && percent === null ? 'gantt-done gantt-unknown' : 'gantt-done'}
        style={{ width: `${is_open ? (percent ?? 100) : 100}%`, background: STATE_COLOUR[state] }}
      />
    </span>
  );
}
