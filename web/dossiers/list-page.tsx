import { useGet } from '../api.ts';
import { asked as without } from '../figures/question.ts';
import { useAddress } from '../ui/address.ts';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { DossierList, rowsOf } from './dossier-list.tsx';
import { FILTERS, ListFilters, STANDINGS } from './list-filters.tsx';
import { ColumnsButton, ExportButton, SavedFilters } from './list-tools.tsx';

const SORTS = ['code', 'applicant_name', 'received_at', 'due_on'];
const PATH = '/dossiers';

/** Dossiers by any of their marks; what is typed is found at once, and the address says what is shown. */
export function ListPage() {
  const { t } = useText();
  const address = useAddress();
  const { get } = address;
  const fee = (['paid', 'unpaid'] as const).find((one) => one === get('fee'));
  const filter = without({
    q: get('q'),
    status: get('status'),
    standing: STANDINGS.find((one) => one === get('standing')),
    unit: get('unit'),
    holder_unit: get('holder_unit'),
    procedure: get('procedure'),
    sector: get('sector'),
    channel: get('channel'),
    fee,
    mine: get('mine') === '1' ? '1' : undefined,
    waiting: get('waiting') === '1' ? '1' : undefined,
    step_late: get('step_late') === '1' ? '1' : undefined,
    received_from: get('received_from'),
    received_to: get('received_to'),
    due_from: get('due_from'),
    due_to: get('due_to'),
    closed_from: get('closed_from'),
    closed_to: get('closed_to'),
    sort: get('sort'),
  });
  const page_size = rowsOf(address);
  const page = { page: address.number('page', 1), page_size };
  const asked = useGet('dossiers.list', { ...filter, ...page }, { placeholderData: (before) => before });
  return (
    <Page
      title={t('dossiers.title')}
      actions={
        <>
          <SavedFilters list="list" path={PATH} names={[...FILTERS, 'sort']} />
          <ColumnsButton list="list" />
          <ExportButton filter={filter} />
        </>
      }
    >
      <Section>
        <ListFilters />
        <Answer of={asked} rows={10}>
          {(reply) => (
            <DossierList
              list="list"
              label={t('dossiers.title')}
              rows={reply.rows}
              total={reply.total}
              page_size={page_size}
              has_more={reply.has_more}
              sorts={SORTS}
              empty={t('dossiers.none')}
              loading={asked.isPlaceholderData}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}
