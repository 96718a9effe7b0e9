import { Segmented, Tabs } from 'antd';
import { useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { dossierColumns } from './columns.tsx';
import type { Listed } from './marks.tsx';

const TABS = ['to_accept', 'waiting', 'in_progress', 'paused', 'to_return', 'due_soon', 'overdue'] as const;

export function QueuePage() {
  const text = useText();
  const { t, tCode, number } = text;
  const address = useAddress();
  const tab = TABS.find((one) => one === address.get('tab')) ?? 'waiting';
  const mine = address.get('mine') === '1';
  const asked = useGet(
    'dossiers.queue',
    { tab, mine, page: address.number('page', 1) },
    { placeholderData: (before) => before, refetchInterval: 60_000 },
  );
  const counts = asked.data?.tabs;
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
        <Tabs
          activeKey={tab}
          onChange={(next) => address.set({ tab: next === 'waiting' ? null : next })}
          items={TABS.map((key) => ({
            key,
            label: (
              <>
                {tCode('tab', key)}{' '}
                {counts && (
                  <span className={`count ${key === 'overdue' && counts[key] > 0 ? 'count-red' : ''}`}>
                    {number(counts[key])}
                  </span>
                )}
              </>
            ),
            children:
              key === tab ? (
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
              ) : null,
          }))}
        />
      </Section>
    </Page>
  );
}
