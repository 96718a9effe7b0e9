import { Button, Segmented } from 'antd';
import { Link } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { dayText, momentText } from '../ui/format.ts';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Notice = Output<'notices.list'>['rows'][number];
const LATE: readonly string[] = [
  'overdue',
  'escalation',
  'step_overdue',
  'explanation_needed',
  'task_overdue',
  'report_overdue',
  'report_escalation',
];

function toneOf({ kind, data }: Notice): 'red' | 'amber' | 'blue' {
  if (LATE.includes(kind) || data.stage === 'over') return 'red';
  return kind.endsWith('due_soon') || data.stage === 'soon' ? 'amber' : 'blue';
}

/** What I should know; opening a dossier from here marks its notice as read. */
export function NoticesPage() {
  const { t, tCode } = useText();
  const say = useSay();
  const address = useAddress();
  const unread = address.get('all') !== '1';
  const asked = useGet('notices.list', { unread, page: address.number('page', 1) }, { placeholderData: (before) => before });
  const mark = useCall('notices.mark_read', ['notices']);
  return (
    <Page
      title={t('nav.notices')}
      lead={t('notices.lead')}
      actions={
        <>
          <Segmented
            aria-label={t('nav.notices')}
            value={unread ? 'unread' : 'all'}
            onChange={(next) => address.set({ all: next === 'all' ? '1' : null })}
            options={[
              { value: 'unread', label: t('notices.unread') },
              { value: 'all', label: t('notices.all') },
            ]}
          />
          <Button
            loading={mark.isPending}
            disabled={(asked.data?.unread ?? 0) === 0}
            onClick={() => mark.mutate({}, { onError: say.refused })}
          >
            {t('notices.mark_all')}
          </Button>
          <Link className="button-link" to="/notices/settings">
            {t('notices.settings')}
          </Link>
        </>
      }
    >
      <Section>
        <Answer of={asked} rows={8}>
          {({ rows, total }) => (
            <List<Notice>
              label={t('nav.notices')}
              rows={rows}
              total={total}
              rowKey={(row) => row.id}
              empty={t('notices.none')}
              columns={[
                {
                  key: 'kind',
                  title: t('notices.what'),
                  phone: 'title',
                  cell: (row) => (
                    <Tag tone={toneOf(row)}>
                      {row.data.stage ? tCode('notices.stage', row.data.stage) : tCode('notices.kind', row.kind)}
                    </Tag>
                  ),
                },
                {
                  key: 'dossier',
                  title: t('notices.dossier'),
                  cell: (row) =>
                    row.dossier_id === null ? (
                      row.data.link && (
                        <Link to={row.data.link} onClick={() => row.read_at === null && mark.mutate({ ids: [row.id] })}>
                          {row.read_at === null ? <strong>{row.data.title}</strong> : row.data.title}
                        </Link>
                      )
                    ) : (
                      <>
                        <Link
                          to={`/dossiers/${row.dossier_id}`}
                          onClick={() => row.read_at === null && mark.mutate({ ids: [row.id] })}
                        >
                          {row.read_at === null ? <strong>{row.dossier_code}</strong> : row.dossier_code}
                        </Link>
                        <div className="small">{row.data.procedure}</div>
                      </>
                    ),
                },
                { key: 'day', title: t('notices.day'), cell: (row) => row.data.day && dayText(row.data.day) },
                { key: 'at', title: t('notices.when'), cell: (row) => momentText(row.at) },
              ]}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}
