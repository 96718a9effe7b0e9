import { Segmented } from 'antd';
import { useGet } from '../api.ts';
import { pathWith, useAddress } from '../ui/address.ts';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { DossierList, rowsOf } from './dossier-list.tsx';
import { ColumnsButton, ExportButton, SavedFilters } from './list-tools.tsx';

const TABS = ['to_accept', 'waiting', 'in_progress', 'paused', 'to_return', 'due_soon', 'overdue', 'others'] as const;
const SORTS = ['code', 'applicant_name', 'received_at', 'due_on'];
const FILTERS = ['tab', 'mine', 'unit', 'sort'];
const PATH = '/dossiers/queue';

/** What lies on the desks: opened at the first part that has work, unless the address names one. */
export function QueuePage() {
  const { t, tCode } = useText();
  const address = useAddress();
  const asked_for = TABS.find((one) => one === address.get('tab'));
  const mine = address.get('mine') === '1';
  const unit = address.get('unit');
  const sort = address.get('sort');
  const page_size = rowsOf(address);
  const about = { mine, ...(unit ? { unit } : {}) };
  const first = useGet('dossiers.queue', asked_for ? null : { tab: 'waiting', ...about, page_size: 1 }, { staleTime: 0 });
  const first_counts = first.data?.tabs;
  const tab = asked_for ?? (first_counts && (TABS.find((one) => first_counts[one] > 0) ?? 'waiting'));
  const asked = useGet(
    'dossiers.queue',
    tab ? { tab, ...about, ...(sort ? { sort } : {}), page: address.number('page', 1), page_size } : null,
    { placeholderData: (before) => before, refetchInterval: 60_000 },
  );
  const counts = asked.data?.tabs ?? first_counts;
  const tabs = TABS.map((key) => ({
    key,
    label: tCode('tab', key),
    to: pathWith(PATH, { tab: key, mine: mine ? '1' : null, unit, sort, rows: address.get('rows') }),
    count: counts?.[key],
    is_alarming: key === 'overdue',
  }));
  return (
    <Page
      title={t('queue.title')}
      actions={
        <>
          <Segmented
            aria-label={t('queue.whose')}
            value={mine ? 'mine' : 'unit'}
            onChange={(next) => address.set({ mine: next === 'mine' ? '1' : null })}
            options={[
              { value: 'unit', label: t('queue.unit') },
              { value: 'mine', label: t('queue.mine') },
            ]}
          />
          <span className="queue-unit">
            <UnitPicker value={unit} onChange={(code) => address.set({ unit: code })} allowClear />
          </span>
          <SavedFilters list="queue" path={PATH} names={FILTERS} />
          <ColumnsButton list="queue" />
          {tab && <ExportButton filter={{ tab, ...about, ...(sort ? { sort } : {}) }} />}
        </>
      }
    >
      <Section>
        <TabLinks label={t('queue.title')} tabs={tabs} active={tab ?? ''} />
        <Answer of={!asked_for && first.isError ? first : asked} rows={10}>
          {(reply) => (
            <DossierList
              list="queue"
              label={tCode('tab', tab)}
              rows={reply.rows}
              total={reply.total}
              page_size={page_size}
              sorts={SORTS}
              empty={t('queue.empty')}
              loading={asked.isPlaceholderData}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}
