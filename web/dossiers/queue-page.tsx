import { Segmented } from 'antd';
import { useGet } from '../api.ts';
import { pathWith, useAddress } from '../ui/address.ts';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';
import { dossierColumns } from './columns.tsx';
import type { Listed } from './marks.tsx';

const TABS = ['to_accept', 'waiting', 'in_progress', 'paused', 'to_return', 'due_soon', 'overdue'] as const;

export function QueuePage() {
  const text = useText();
  const { t, tCode } = text;
  const address = useAddress();
  const tab = TABS.find((one) => one === address.get('tab')) ?? 'waiting';
  const mine = address.get('mine') === '1';
  const asked = useGet(
    'dossiers.queue',
    { tab, mine, page: address.number('page', 1) },
    { placeholderData: (before) => before, refetchInterval: 60_000 },
  );
  const counts = asked.data?.tabs;
  const tabs = TABS.map((key) => ({
    key,
    label: tCode('tab', key),
    to: pathWith('/dossiers/queue', { tab: key === 'waiting' ? null : key, mine: mine ? '1' : null }),
    count: counts?.[key],
    is_alarming: key === 'overdue',
  }));
  return (
    <Page
      title={t('queue.title')}
      actions={
        <Segmented
          aria-label={t('queue.whose')}
          value={mine ? 'mine' : 'unit'}
          onChange={(next) => address.set({ mine: next === 'mine' ? '1' : null })}
          options={[
            { value: 'unit', label: t('queue.unit') },
            { value: 'mine', label: t('queue.mine') },
          ]}
        />
      }
    >
      <Section>
        <TabLinks label={t('queue.title')} tabs={tabs} active={tab} />
        <Answer of={asked} rows={10}>
          {(reply) => (
            <List<Listed>
              label={tCode('tab', tab)}
              columns={dossierColumns(text, false)}
              rows={reply.rows}
              rowKey={(row) => row.id}
              to={(row) => `/dossiers/${row.id}`}
              total={reply.total}
              empty={t('queue.empty')}
              loading={asked.isPlaceholderData}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}
