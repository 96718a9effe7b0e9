import { Button, Input, Segmented } from 'antd';
import { download, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { ChoiceFilter } from '../ui/filter-fields.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { Board } from './board.tsx';
import { Gantt } from './gantt.tsx';
import { AREAS, STATE_TONE, STATES, type Task, type TasksAsk } from './words.ts';

const VIEWS = ['table', 'board', 'gantt'] as const;
/** A board or a Gantt chart of more is no picture any more. */
const MOST_DRAWN = 300;

/** Tasks as a table, a board or a Gantt chart; what is shown stands in the address. */
export function TaskViews({ ask, year, columns = [] }: { ask: TasksAsk; year: number; columns?: Column<Task>[] }) {
  const { t, tCode, day } = useText();
  const address = useAddress();
  const say = useSay();
  const view = VIEWS.find((one) => one === address.get('view')) ?? 'table';
  const filter: TasksAsk = {
    ...ask,
    area: AREAS.find((one) => one === address.get('area')),
    states: address.get('states'),
    lead: address.get('lead') ?? ask.lead,
    q: address.get('q'),
    day: address.get('day') ?? ask.day,
    sort: (address.get('sort') as TasksAsk['sort']) ?? undefined,
  };
  const paged = view === 'table' ? { page: address.number('page', 1), page_size: 20 } : { page_size: MOST_DRAWN };
  const asked = useGet('plans.tasks', { ...filter, ...paged }, { placeholderData: (before) => before });
  return (
    <>
      <FilterBar
        is_active={Boolean(filter.area || filter.states || address.get('lead'))}
        first={
          <Field label={t('plans.find')}>
            {(id) => (
              <Input.Search id={id} allowClear defaultValue={filter.q ?? ''} onSearch={(q) => address.set({ q: q.trim() })} />
            )}
          </Field>
        }
      >
        <Choice label={t('plans.area')} name="area" values={AREAS} prefix="plans.area" />
        <Choice label={t('field.status')} name="states" values={STATES} prefix="plans.state" />
        <Field label={t('plans.lead')}>
          {(id) => (
            <UnitPicker
              id={id}
              value={address.get('lead')}
              day={`${year}-12-31`}
              with_ended
              allowClear
              onChange={(lead) => address.set({ lead })}
            />
          )}
        </Field>
        <DayField
          label={t('field.as_of')}
          value={asked.data?.day ?? filter.day}
          onChange={(next) => address.set({ day: next })}
        />
      </FilterBar>
      <div className="button-row below spread">
        <Segmented
          aria-label={t('plans.view')}
          value={view}
          onChange={(next) => address.set({ view: next === 'table' ? null : next })}
          options={VIEWS.map((value) => ({ value, label: tCode('plans.view', value) }))}
        />
        <Button icon={<Icon name="download" />} onClick={() => void download('plans.tasks_export', filter).catch(say.refused)}>
          {t('act.export')}
        </Button>
      </div>
      <Answer of={asked} rows={8}>
        {(reply) => {
          if (reply.rows.length === 0) return <Nothing text={t('plans.no_tasks')} />;
          if (view === 'board') return <Board tasks={reply.rows} />;
          if (view === 'gantt') return <Gantt tasks={reply.rows} year={year} day={reply.day} />;
          return (
            <TaskTable
              rows={reply.rows}
              total={reply.total}
              loading={asked.isFetching && asked.isPlaceholderData}
              more={columns}
            />
          );
        }}
      </Answer>
      {asked.data && <p className="small gap">{t('plans.as_of_day', { day: day(asked.data.day) })}</p>}
    </>
  );
}

function Choice({ label, name, values, prefix }: { label: string; name: string; values: readonly string[]; prefix: string }) {
  const { tCode } = useText();
  const address = useAddress();
  const value = address.get(name);
  // A tile may ask for several states at once: shown as they are, chosen one by one.
  const options = values.map((one) => ({ value: one, label: tCode(prefix, one) }));
  const several = value?.includes(',')
    ? [
        {
          value,
          label: value
            .split(',')
            .map((one) => tCode(prefix, one))
            .join(', '),
        },
      ]
    : [];
  return <ChoiceFilter label={label} name={name} value={value} options={[...several, ...options]} width={false} />;
}

type TableProps = { rows: readonly Task[]; total?: number; loading?: boolean; more?: Column<Task>[] };

export function TaskTable({ rows, total, loading = false, more = [] }: TableProps) {
  const { t, tCode, day } = useText();
  const columns: Column<Task>[] = [
    { key: 'title', title: t('plans.task'), phone: 'title', cell: (row) => [row.code, row.title].filter(Boolean).join('. ') },
    { key: 'area', title: t('plans.area'), sort: 'area', cell: (row) => tCode('plans.area', row.area) },
    { key: 'lead', title: t('plans.lead'), sort: 'lead', cell: (row) => row.lead_name },
    ...more,
    {
      key: 'due',
      title: t('plans.due'),
      sort: 'due_on',
      cell: (row) => (
        <>
          <span className="nowrap">{day(row.next_due_on ?? row.due_on)}</span>
          {row.recurrence !== 'none' && <div className="small">{tCode('plans.recurrence', row.recurrence)}</div>}
        </>
      ),
    },
    {
      key: 'percent',
      title: t('plans.percent'),
      align: 'right',
      cell: (row) => (row.percent === null ? '' : `${row.percent}%`),
    },
    { key: 'state', title: t('field.status'), sort: 'state', cell: (row) => <StateOf task={row} /> },
  ];
  return (
    <List<Task>
      label={t('plans.tasks')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      to={(row) => `/plans/tasks/${row.id}`}
      loading={loading}
      empty={t('plans.no_tasks')}
      {...(total !== undefined && { total })}
    />
  );
}

export function StateOf({ task }: { task: Task }) {
  const { t, tCode, number } = useText();
  return (
    <>
      <Tag tone={STATE_TONE[task.state]}>{tCode('plans.state', task.state)}</Tag>
      {task.days_late !== null && <div className="small red">{t('plans.late_by', { n: number(task.days_late) })}</div>}
      {task.reason && <div className="small">{task.reason}</div>}
    </>
  );
}
