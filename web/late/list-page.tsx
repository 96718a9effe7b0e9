import { Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { download, type Output, useCall, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Facts, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { STATE_TONES } from './lists-page.tsx';
import { monthText } from './month-text.ts';
import { OfficersTable } from './officers-table.tsx';

type LateList = Output<'dossiers.late_list'>;
type Entry = LateList['entries'][number];

/** One monthly list with the dossiers behind it; a leader approves it, or takes it back. */
export function LateListPage() {
  const { t } = useText();
  const id = Number(useParams().id);
  const asked = useGet('dossiers.late_list', { id });
  return (
    <Page
      title={asked.data ? t('late_lists.one', { month: monthText(asked.data.month) }) : t('late_lists.title')}
      lead={asked.data?.unit_name}
      crumbs={[{ label: t('late_lists.title'), to: '/late/lists' }]}
      actions={asked.data && <ListActions list={asked.data} />}
    >
      <Answer of={asked}>{(list) => <Whole list={list} />}</Answer>
    </Page>
  );
}

function ListActions({ list }: { list: LateList }) {
  const { t } = useText();
  const { may } = useSession();
  const say = useSay();
  const [asked, setAsked] = useState<'publish' | 'recall' | null>(null);
  const publish = useCall('dossiers.publish_late_list', ['dossiers']);
  const recall = useCall('dossiers.recall_late_list', ['dossiers']);
  const leads = may('dossiers.publish_late') && may('dossiers.decide');
  const finish = (text: string) => ({
    onSuccess: () => {
      setAsked(null);
      say.done(text);
    },
    onError: (error: unknown) => {
      setAsked(null);
      say.refused(error);
    },
  });
  return (
    <>
      <Button
        icon={<Icon name="download" />}
        onClick={() => void download('dossiers.late_list_export', { id: list.id }).catch(say.refused)}
      >
        {t('late.export')}
      </Button>
      {list.state === 'published' && (
        <Button icon={<Icon name="globe" />} href={`/cong-khai/qua-han/${list.id}`} target="_blank">
          {t('late_lists.open_public')}
        </Button>
      )}
      {leads && list.state === 'draft' && (
        <Button type="primary" onClick={() => setAsked('publish')}>
          {t('late_lists.publish')}
        </Button>
      )}
      {leads && list.state === 'published' && (
        <Button danger onClick={() => setAsked('recall')}>
          {t('late_lists.recall')}
        </Button>
      )}
      <Confirm
        open={asked === 'publish'}
        title={t('late_lists.publish')}
        busy={publish.isPending}
        onConfirm={() => publish.mutate({ id: list.id }, finish(t('late_lists.published_done')))}
        onCancel={() => setAsked(null)}
      >
        <p>{t('late_lists.publish_text')}</p>
      </Confirm>
      <Confirm
        open={asked === 'recall'}
        title={t('late_lists.recall')}
        reason="needed"
        danger
        busy={recall.isPending}
        onConfirm={(reason) => recall.mutate({ id: list.id, reason }, finish(t('late_lists.recalled_done')))}
        onCancel={() => setAsked(null)}
      >
        <p>{t('late_lists.recall_text')}</p>
      </Confirm>
    </>
  );
}

function Whole({ list }: { list: LateList }) {
  const { t, tCode, moment, day } = useText();
  const columns: Column<Entry>[] = [
    { key: 'code', title: t('dossiers.code'), cell: (row) => <span className="code nowrap">{row.code}</span>, phone: 'title' },
    { key: 'procedure', title: t('field.procedure'), cell: (row) => row.procedure_name },
    { key: 'unit', title: t('late_lists.unit'), cell: (row) => row.unit_name },
    {
      key: 'officer',
      title: t('late.officer'),
      cell: (row) => row.officer_name ?? <span className="muted">{t('late.nobody')}</span>,
    },
    { key: 'due', title: t('dossiers.due'), cell: (row) => day(row.due_on) },
    {
      key: 'closed',
      title: t('dossier.decided'),
      cell: (row) => (row.closed_on ? day(row.closed_on) : <Tag tone="red">{tCode('late.state', 'open')}</Tag>),
    },
    { key: 'days', title: t('late.days'), align: 'right', cell: (row) => row.late_days },
    {
      key: 'cause',
      title: t('late.explanation'),
      cell: (row) =>
        row.cause ? tCode('late_cause', row.cause) : <span className="muted">{tCode('late.explanation', 'missing')}</span>,
    },
  ];
  return (
    <>
      <Section>
        <Facts
          items={[
            [
              t('late.state'),
              <Tag key="state" tone={STATE_TONES[list.state]}>
                {tCode('late_lists.state', list.state)}
              </Tag>,
            ],
            [t('late.total'), t('late_lists.late_of', { total: list.total, resolved: list.resolved })],
            [t('late_lists.known_at'), moment(list.known_at)],
            [t('late_lists.compiler'), list.compiler_name],
            list.approved_at !== null && [
              t('late_lists.approved'),
              [list.approver_name, list.approver_title, moment(list.approved_at)].filter(Boolean).join(', '),
            ],
            list.recalled_at !== null && [t('late_lists.recall'), `${moment(list.recalled_at)}: ${list.recall_reason}`],
          ]}
        />
      </Section>
      <Section title={t('late_lists.officers')}>
        <OfficersTable officers={list.officers} />
      </Section>
      <Section title={t('late_lists.dossiers')}>
        <List<Entry>
          label={t('late_lists.dossiers')}
          columns={columns}
          rows={list.entries}
          rowKey={(row) => row.ordinal}
          to={(row) => `/dossiers/${row.dossier_id}`}
          empty={t('late_lists.nobody_late')}
        />
      </Section>
    </>
  );
}
