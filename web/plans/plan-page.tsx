import { Alert, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { download, type Output, useCall, useGet } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Facts, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { PageAnswer } from '../ui/page-answer.tsx';
import { Answer } from '../ui/states.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';
import { CountGroups, CountTiles } from './counts.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { PlanFields } from './plans-page.tsx';
import { TaskForm } from './task-form.tsx';
import { TaskViews } from './task-views.tsx';
import { PLAN_TONE } from './words.ts';

type Shown = Output<'plans.get'>;
type Plan = Shown['plan'];
type Doing = 'approve' | 'amend' | 'roll' | 'import' | 'add' | 'edit';
const TABS = ['tasks', 'counts', 'versions'] as const;

/** One plan: its tasks in three views, its counts, its versions. */
export function PlanPage() {
  const { t } = useText();
  const { id } = useParams();
  const address = useAddress();
  const day = address.get('day');
  const asked = useGet('plans.get', { id: Number(id), ...(day && { day }) }, { placeholderData: (before) => before });
  return (
    <PageAnswer of={asked} rows={10} title={t('plans.plan')} crumbs={[{ label: t('plans.title'), to: '/plans' }]}>
      {(shown) => (
        <Page
          title={shown.plan.title}
          crumbs={[{ label: t('plans.title'), to: `/plans?unit=${shown.plan.unit_code}&year=${shown.plan.year}` }]}
          actions={<Actions plan={shown.plan} day={shown.day} />}
        >
          <Head plan={shown.plan} />
          <PlanTabs shown={shown} />
        </Page>
      )}
    </PageAnswer>
  );
}

function Head({ plan }: { plan: Plan }) {
  const { t, tCode, day } = useText();
  const document = [plan.document_number, plan.document_on && day(plan.document_on), plan.document_issuer]
    .filter(Boolean)
    .join(' · ');
  return (
    <Section>
      {plan.state === 'amending' && (
        <Alert
          className="below"
          type="info"
          showIcon
          title={t('plans.amending', { reason: plan.amend_reason })}
          description={plan.amend_document}
        />
      )}
      <Facts
        items={[
          [t('field.unit'), plan.unit_name],
          [t('field.year'), plan.year],
          [t('field.kind'), tCode('plans.kind', plan.kind)],
          [t('plans.document'), document],
          [
            t('field.status'),
            <>
              <Tag tone={PLAN_TONE[plan.state]}>{tCode('plans.plan_state', plan.state)}</Tag>{' '}
              {plan.version > 0 && t('plans.version_n', { n: plan.version })}
            </>,
          ],
          plan.note !== null && [t('field.note'), plan.note],
        ]}
      />
    </Section>
  );
}

function PlanTabs({ shown }: { shown: Shown }) {
  const { t, tCode } = useText();
  const address = useAddress();
  const { plan, total, areas, versions, day } = shown;
  const tab = TABS.find((one) => one === address.get('tab')) ?? 'tasks';
  const behind = { plan_id: plan.id, unit: plan.unit_code, year: plan.year };
  return (
    <Section className="gap">
      <CountTiles counts={total} behind={behind} />
      <TabLinks
        label={t('plans.parts')}
        active={tab}
        tabs={TABS.map((key) => ({
          key,
          label: tCode('plans.tab', key),
          to: `/plans/${plan.id}${key === 'tasks' ? '' : `?tab=${key}`}`,
        }))}
      />
      {tab === 'tasks' && <TaskViews ask={{ plan_id: plan.id, scope: 'all' }} year={plan.year} />}
      {tab === 'counts' && <Counts plan={plan} areas={areas} day={day} behind={behind} />}
      {tab === 'versions' && <Versions versions={versions} />}
    </Section>
  );
}

type CountsProps = { plan: Plan; areas: Shown['areas']; day: string; behind: Record<string, string | number> };

function Counts({ plan, areas, day, behind }: CountsProps) {
  const { t } = useText();
  const leads = useGet('plans.counts', { plan_id: plan.id, by: 'lead', day });
  return (
    <>
      <h2 className="gap">{t('plans.by_area')}</h2>
      <CountGroups groups={areas} by="area" behind={behind} label={t('plans.by_area')} />
      <h2 className="gap">{t('plans.by_lead')}</h2>
      <Answer of={leads} rows={6}>
        {(reply) => <CountGroups groups={reply.groups} by="lead" behind={behind} label={t('plans.by_lead')} />}
      </Answer>
    </>
  );
}

function Versions({ versions }: { versions: Shown['versions'] }) {
  const { t, number, moment } = useText();
  return (
    <List
      label={t('plans.tab.versions')}
      rows={versions}
      rowKey={(row) => row.version}
      columns={[
        { key: 'version', title: t('plans.version'), phone: 'title', cell: (row) => t('plans.version_n', { n: row.version }) },
        { key: 'added', title: t('plans.added'), align: 'right', cell: (row) => number(row.added) },
        { key: 'changed', title: t('plans.changed'), align: 'right', cell: (row) => number(row.changed) },
        { key: 'removed', title: t('plans.removed'), align: 'right', cell: (row) => number(row.removed) },
        { key: 'when', title: t('plans.last_change'), cell: (row) => moment(row.last_at) },
      ]}
    />
  );
}

function Actions({ plan, day }: { plan: Plan; day: string }) {
  const { t } = useText();
  const { may } = useSession();
  const say = useSay();
  const [doing, setDoing] = useState<Doing | null>(null);
  const is_open = plan.state !== 'approved';
  const can_write = may('plans.write');
  const more = [
    { key: 'export', label: t('act.export') },
    { key: 'form', label: t('plans.empty_form') },
    ...(can_write && is_open ? [{ key: 'import', label: t('plans.import') }] : []),
    ...(can_write && is_open ? [{ key: 'edit', label: t('plans.edit_head') }] : []),
    ...(can_write && plan.version > 0 ? [{ key: 'roll', label: t('plans.roll_over') }] : []),
  ];
  const pick = (key: string) => {
    if (key === 'export' || key === 'form')
      void download('plans.export', { id: plan.id, day, empty: key === 'form' ? 'true' : 'false' }).catch(say.refused);
    else setDoing(key as Doing);
  };
  return (
    <>
      {can_write && is_open && (
        <Button icon={<Icon name="plus" />} onClick={() => setDoing('add')}>
          {t('plans.add_task')}
        </Button>
      )}
      {can_write && plan.state === 'approved' && <Button onClick={() => setDoing('amend')}>{t('plans.amend')}</Button>}
      {may('plans.approve') && is_open && (
        <Button type="primary" icon={<Icon name="check" />} onClick={() => setDoing('approve')}>
          {t('plans.approve')}
        </Button>
      )}
      <Dropdown trigger={['click']} menu={{ items: more, onClick: ({ key }) => pick(key) }}>
        <Button icon={<Icon name="more" />} aria-label={t('plans.more_actions')} />
      </Dropdown>
      {doing && <Dialog doing={doing} plan={plan} onClose={() => setDoing(null)} />}
    </>
  );
}

function Dialog({ doing, plan, onClose }: { doing: Doing; plan: Plan; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const navigate = useNavigate();
  const approve = useCall('plans.approve', ['plans']);
  const amend = useCall('plans.amend', ['plans']);
  const roll = useCall('plans.roll_over', ['plans']);
  const change = useCall('plans.change', ['plans']);
  const { id } = plan;
  const done = (text: string) => ({
    onSuccess: () => {
      say.done(text);
      onClose();
    },
    onError: say.refused,
  });
  if (doing === 'add')
    return (
      <TaskForm plan={{ id, needs_reason: plan.state === 'amending' }} unit={plan.unit_code} year={plan.year} onClose={onClose} />
    );
  if (doing === 'import') return <ImportDialog plan_id={id} onClose={onClose} />;
  if (doing === 'edit')
    return (
      <FormDialog<{ title: string }>
        title={t('plans.edit_head')}
        initial={plan as never}
        busy={change.isPending}
        error={change.error}
        onSave={(values) => change.mutate({ ...values, id }, done(t('plans.saved')))}
        onClose={onClose}
      >
        <PlanFields />
      </FormDialog>
    );
  if (doing === 'approve')
    return (
      <Confirm
        open
        title={t('plans.approve_sure')}
        busy={approve.isPending}
        onConfirm={() => approve.mutate({ id }, done(t('plans.approved')))}
        onCancel={onClose}
      >
        <p>{t('plans.approve_means')}</p>
      </Confirm>
    );
  const asks = doing === 'amend';
  return (
    <Confirm
      open
      title={asks ? t('plans.amend') : t('plans.roll_over_to', { year: plan.year + 1 })}
      reason="needed"
      busy={amend.isPending || roll.isPending}
      onConfirm={(reason) =>
        asks
          ? amend.mutate({ id, reason }, done(t('plans.amend_open')))
          : roll.mutate(
              { id, reason },
              {
                onSuccess: ({ plan_id, carried }) => {
                  say.done(t('plans.carried', { n: carried }));
                  onClose();
                  void navigate(`/plans/${plan_id}`);
                },
                onError: say.refused,
              },
            )
      }
      onCancel={onClose}
    >
      <p>{t(asks ? 'plans.amend_means' : 'plans.roll_means')}</p>
    </Confirm>
  );
}
