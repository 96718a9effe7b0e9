import { Button, Progress, Segmented } from 'antd';
import { useState } from 'react';
import { type Output, useCall, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { momentText } from '../ui/format.ts';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Job = Output<'jobs.list'>['rows'][number];
const TONES = { waiting: 'plain', running: 'blue', done: 'green', failed: 'red', cancelled: 'amber' } as const;

/** Long work one asked for: how far it is, what came of it, cancelling. */
export function JobsPage() {
  const { t, tCode, error } = useText();
  const { may } = useSession();
  const say = useSay();
  const address = useAddress();
  const of_units = address.get('of') === 'units' && may('jobs.read');
  const page = address.number('page', 1);
  const often = { refetchInterval: 2000, placeholderData: (before: Output<'jobs.list'> | undefined) => before };
  const own = useGet('jobs.list', of_units ? null : { page }, often);
  const units = useGet('jobs.of_units', of_units ? { page } : null, often);
  const cancel = useCall('jobs.cancel', ['jobs']);
  const [asking, setAsking] = useState<Job | null>(null);
  return (
    <Page
      title={t('nav.jobs')}
      lead={t('jobs.lead')}
      actions={
        may('jobs.read') && (
          <Segmented
            aria-label={t('nav.jobs')}
            value={of_units ? 'units' : 'mine'}
            onChange={(next) => address.set({ of: next === 'units' ? 'units' : null })}
            options={[
              { value: 'mine', label: t('jobs.mine') },
              { value: 'units', label: t('jobs.of_units') },
            ]}
          />
        )
      }
    >
      <Section>
        <Answer of={of_units ? units : own} rows={6}>
          {({ rows, total }) => (
            <List<Job>
              label={t('nav.jobs')}
              rows={rows}
              total={total}
              rowKey={(row) => row.id}
              empty={t('jobs.none')}
              columns={[
                { key: 'title', title: t('jobs.title'), cell: (row) => row.title, phone: 'title' },
                {
                  key: 'state',
                  title: t('jobs.state'),
                  cell: (row) => (
                    <>
                      <Tag tone={TONES[row.state]}>{tCode('jobs.state', row.state)}</Tag>
                      {row.error && <div className="small">{error(row.error.code, row.error.data)}</div>}
                    </>
                  ),
                },
                {
                  key: 'progress',
                  title: t('jobs.progress'),
                  width: 220,
                  cell: (row) => (
                    <>
                      {row.steps_total !== null && row.state !== 'cancelled' && (
                        <Progress
                          percent={row.steps_total === 0 ? 100 : Math.floor((row.steps_done / row.steps_total) * 100)}
                          size="small"
                          aria-label={row.title}
                        />
                      )}
                      {row.message && <div className="small">{row.message}</div>}
                    </>
                  ),
                },
                { key: 'by', title: t('jobs.by'), cell: (row) => row.created_by_name },
                { key: 'created', title: t('jobs.created'), cell: (row) => momentText(row.created_at) },
                {
                  key: 'cancel',
                  title: '',
                  cell: (row) =>
                    row.finished_at === null && (
                      <Button size="small" disabled={row.cancel_asked_at !== null} onClick={() => setAsking(row)}>
                        {t('jobs.cancel')}
                      </Button>
                    ),
                },
              ]}
            />
          )}
        </Answer>
      </Section>
      <Confirm
        open={asking !== null}
        title={`${t('jobs.cancel')}: ${asking?.title}`}
        busy={cancel.isPending}
        onCancel={() => setAsking(null)}
        onConfirm={() => cancel.mutate({ id: asking?.id ?? 0 }, { onSuccess: () => setAsking(null), onError: say.refused })}
      >
        {t('jobs.cancel_text')}
      </Confirm>
    </Page>
  );
}
