import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { download, type Output, type Input as RouteInput, useCall, useGet } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayInput, Facts, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { PageAnswer } from '../ui/page-answer.tsx';
import { Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { TaskForm } from './task-form.tsx';
import { StateOf } from './task-views.tsx';
import { UnitsPicker } from './units-picker.tsx';

type Shown = Output<'plans.task'>;
type Doing = 'report' | 'change' | 'down' | 'remove';

/** One task: what is planned, how it goes, where it was handed down to, how it came to be. */
export function TaskPage() {
  const { t } = useText();
  const { id } = useParams();
  const address = useAddress();
  const day = address.get('day');
  const asked = useGet('plans.task', { id: Number(id), ...(day && { day }) }, { placeholderData: (before) => before });
  return (
    <PageAnswer of={asked} rows={10} title={t('plans.task')} crumbs={[{ label: t('plans.tasks'), to: '/plans/tasks' }]}>
      {(shown) => (
        <Page
          title={shown.task.title}
          crumbs={[
            { label: t('plans.title'), to: `/plans?unit=${shown.task.unit_code}&year=${shown.task.year}` },
            ...(shown.task.plan_id ? [{ label: t('plans.plan'), to: `/plans/${shown.task.plan_id}` }] : []),
          ]}
          actions={<Actions shown={shown} />}
        >
          <Section>
            <Head shown={shown} />
          </Section>
          {shown.occurrences.length > 0 && <Occurrences shown={shown} />}
          {shown.below.length > 0 && <Below shown={shown} />}
          <Notes shown={shown} />
          <Evidence shown={shown} />
          <Changes shown={shown} />
        </Page>
      )}
    </PageAnswer>
  );
}

function Actions({ shown }: { shown: Shown }) {
  const { t } = useText();
  const { may } = useSession();
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  return (
    <>
      {may('plans.report') && shown.task.plan_state !== 'draft' && (
        <Button type="primary" onClick={() => setDoing('report')}>
          {t('plans.report')}
        </Button>
      )}
      {may('plans.write') && (
        <>
          {shown.task.plan_state !== 'draft' && <Button onClick={() => setDoing('down')}>{t('plans.hand_down')}</Button>}
          {shown.task.plan_state !== 'approved' && (
            <>
              <Button onClick={() => setDoing('change')}>{t('act.edit')}</Button>
              <Button danger onClick={() => setDoing('remove')}>
                {t('plans.take_out')}
              </Button>
            </>
          )}
        </>
      )}
      {doing === 'report' && <ReportDialog task={shown.task} onClose={close} />}
      {doing === 'change' && <TaskForm task={shown.task} year={shown.task.year} onClose={close} />}
      {doing === 'down' && <HandDown task={shown.task} onClose={close} />}
      {doing === 'remove' && <Remove task={shown.task} onClose={close} />}
    </>
  );
}

function Head({ shown: { task, parent, day: as_of } }: { shown: Shown }) {
  const { t, tCode, day, number } = useText();
  const source = [task.source_number, task.source_on && day(task.source_on), task.source_issuer].filter(Boolean).join(' · ');
  return (
    <Facts
      items={[
        [t('plans.state_on', { day: day(as_of) }), <StateOf key="state" task={task} />],
        [t('plans.percent'), task.percent === null ? null : `${task.percent}%`],
        [t('plans.area'), tCode('plans.area', task.area)],
        [t('plans.product'), task.product],
        [t('field.unit'), task.unit_name],
        [t('plans.lead'), task.lead_name],
        [t('plans.cooperating'), task.cooperating.map((unit) => unit.name).join(', ')],
        [t('plans.span'), `${day(task.starts_on)} – ${day(task.due_on)}`],
        task.recurrence !== 'none' && [t('plans.recurrence'), tCode('plans.recurrence', task.recurrence)],
        task.finished_on !== null && [t('plans.finished'), day(task.finished_on)],
        task.assigner !== null && [t('plans.assigned_by'), tCode('plans.assigner', task.assigner)],
        [t('plans.source'), source],
        parent !== null && [
          t('plans.handed_from'),
          <Link key="parent" to={`/plans/tasks/${parent.id}`}>
            {parent.unit_name}: {parent.title}
          </Link>,
        ],
        task.carried_from_id !== null && [
          t('plans.carried_from'),
          <Link key="carried" to={`/plans/tasks/${task.carried_from_id}`}>
            {task.carried_reason}
          </Link>,
        ],
        task.origin_points !== null && [t('plans.makes_up'), t('plans.points', { n: number(task.origin_points) })],
        task.origin_kind === 'target' && [
          t('plans.makes_up'),
          <Link key="target" to={`/plans/targets/${task.origin_id}`}>
            {t('plans.the_target')}
          </Link>,
        ],
        task.note !== null && [t('field.note'), task.note],
      ]}
    />
  );
}

function Occurrences({ shown: { occurrences, day: as_of } }: { shown: Shown }) {
  const { t, day } = useText();
  return (
    <Section title={t('plans.occurrences')} className="gap">
      <ul className="occurrences">
        {occurrences.map(({ label, due_on, done_on }) => (
          <li key={label}>
            <strong>{label}</strong>
            <div className="small">{t('plans.due_short', { day: day(due_on) })}</div>
            {done_on ? (
              <Tag tone={done_on <= due_on ? 'green' : 'amber'}>{t('plans.done_on', { day: day(done_on) })}</Tag>
            ) : due_on < as_of ? (
              <Tag tone="red">{t('plans.state.overdue')}</Tag>
            ) : (
              <Tag>{t('plans.state.not_due')}</Tag>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Below({ shown: { below } }: { shown: Shown }) {
  const { t, number, day } = useText();
  const done = below.filter((task) => task.state === 'completed' || task.state === 'completed_late').length;
  return (
    <Section title={t('plans.below')} className="gap">
      <p>{t('plans.below_done', { done: number(done), all: number(below.length) })}</p>
      <List
        label={t('plans.below')}
        rows={below}
        rowKey={(row) => row.id}
        to={(row) => `/plans/tasks/${row.id}`}
        columns={[
          { key: 'unit', title: t('field.unit'), phone: 'title', cell: (row) => row.unit_name },
          { key: 'due', title: t('plans.due'), cell: (row) => <span className="nowrap">{day(row.due_on)}</span> },
          {
            key: 'percent',
            title: t('plans.percent'),
            align: 'right',
            cell: (row) => (row.percent === null ? '' : `${row.percent}%`),
          },
          { key: 'finished', title: t('plans.finished'), cell: (row) => row.finished_on && day(row.finished_on) },
          { key: 'state', title: t('field.status'), cell: (row) => <StateOf task={row} /> },
        ]}
      />
    </Section>
  );
}

function Notes({ shown: { notes } }: { shown: Shown }) {
  const { t, tCode, day, moment } = useText();
  return (
    <Section title={t('plans.notes')} className="gap">
      {notes.length === 0 ? (
        <Nothing text={t('plans.no_notes')} />
      ) : (
        <ol className="plain-list note-list">
          {notes.map((note) => (
            <li key={note.id}>
              <strong>{day(note.on_day)}</strong> · {tCode('plans.told_as', note.status)}
              {note.occurrence && ` · ${note.occurrence}`}
              {note.percent !== null && ` · ${note.percent}%`}
              {note.words && <div>{note.words}</div>}
              {note.reason && (
                <div>
                  {t('field.reason')}: {note.reason}
                </div>
              )}
              <div className="small">
                {note.by_name}, {moment(note.at)}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function Evidence({ shown: { evidence } }: { shown: Shown }) {
  const { t } = useText();
  if (evidence.length === 0) return null;
  return (
    <Section title={t('plans.evidence')} className="gap">
      <EvidenceList rows={evidence} />
    </Section>
  );
}

export function EvidenceList({ rows }: { rows: Shown['evidence'] }) {
  const { t, day } = useText();
  const say = useSay();
  return (
    <ul className="plain-list">
      {rows.map((one) => (
        <li key={one.link_id}>
          <Button
            type="link"
            className="inline-link"
            icon={<Icon name="download" />}
            onClick={() => void download('registers.evidence_file', { id: one.evidence_id }).catch(say.refused)}
          >
            {[one.document_number, one.title].filter(Boolean).join(' · ')}
          </Button>
          <span className="small">
            {' '}
            {[
              one.document_on && day(one.document_on),
              one.issuer,
              one.page && t('plans.page_n', { n: one.page }),
              one.quote && `“${one.quote}”`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Changes({ shown: { changes } }: { shown: Shown }) {
  const { t, tCode, moment } = useText();
  return (
    <Section title={t('plans.changes')} className="gap">
      <List
        label={t('plans.changes')}
        rows={changes}
        rowKey={(row) => row.id}
        columns={[
          { key: 'what', title: t('plans.what'), phone: 'title', cell: (row) => tCode('plans.change', row.what) },
          {
            key: 'version',
            title: t('plans.version'),
            cell: (row) => (row.version > 0 ? t('plans.version_n', { n: row.version }) : ''),
          },
          { key: 'reason', title: t('field.reason'), cell: (row) => row.reason ?? '' },
          { key: 'by', title: t('plans.by'), cell: (row) => row.by_name },
          { key: 'at', title: t('plans.last_change'), cell: (row) => moment(row.at) },
        ]}
      />
    </Section>
  );
}

type Down = Omit<RouteInput<'plans.hand_down'>, 'id'>;

function HandDown({ task, onClose }: { task: Shown['task']; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const down = useCall('plans.hand_down', ['plans']);
  return (
    <FormDialog<Down>
      title={t('plans.hand_down')}
      initial={{ units: [], due_on: task.due_on }}
      busy={down.isPending}
      error={down.error}
      onSave={(values) =>
        down.mutate(
          { ...values, id: task.id },
          {
            onSuccess: ({ ids }) => {
              say.done(t('plans.handed_down', { n: ids.length }));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <Form.Item name="units" label={t('plans.units_below')} rules={[{ required: true, message: t('field.required') }]}>
        <UnitsPicker day={task.due_on} below={task.unit_code} />
      </Form.Item>
      <Form.Item name="due_on" label={t('plans.due')}>
        <DayInput max={task.due_on} />
      </Form.Item>
      <Form.Item name="note" label={t('field.note')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  );
}

function Remove({ task, onClose }: { task: Shown['task']; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const navigate = useNavigate();
  const remove = useCall('plans.remove_task', ['plans']);
  return (
    <Confirm
      open
      danger
      title={t('plans.take_out_sure')}
      reason="needed"
      busy={remove.isPending}
      onConfirm={(reason) =>
        remove.mutate(
          { id: task.id, reason },
          {
            onSuccess: () => {
              say.done(t('plans.saved'));
              void navigate(task.plan_id ? `/plans/${task.plan_id}` : '/plans/tasks');
            },
            onError: say.refused,
          },
        )
      }
      onCancel={onClose}
    />
  );
}
