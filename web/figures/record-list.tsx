import type { Output } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { Tag } from '../ui/field.tsx';
import { type Column, List } from '../ui/list.tsx';
import { useText } from '../ui/text.tsx';

type Reply = Output<'measures.records'>;
type Row = Reply['records'][number];
type Listed = Pick<Reply, 'records' | 'count' | 'page_size'>;

/** Dossiers as a figure saw them; nothing personal is among them. */
export function RecordList({ reply, loading, is_sortable = true }: { reply: Listed; loading: boolean; is_sortable?: boolean }) {
  const { t, tCode, day } = useText();
  const { may } = useSession();
  const columns: Column<Row>[] = [
    {
      key: 'code',
      title: t('records.code'),
      cell: (row) => <span className="code">{row.code}</span>,
      phone: 'title',
      width: 200,
    },
    { key: 'procedure', title: t('field.procedure'), cell: (row) => row.procedure_name },
    { key: 'unit', title: t('field.unit'), cell: (row) => row.unit_name, width: 140 },
    { key: 'channel', title: t('field.channel'), cell: (row) => tCode('channel', row.channel), width: 110 },
    {
      key: 'received_on',
      title: t('records.received'),
      cell: (row) => day(row.received_on),
      ...(is_sortable && { sort: 'received_on' }),
    },
    { key: 'due_on', title: t('records.due'), cell: (row) => day(row.due_on), ...(is_sortable && { sort: 'due_on' }) },
    {
      key: 'closed_on',
      title: t('records.closed'),
      cell: (row) => day(row.closed_on),
      ...(is_sortable && { sort: 'closed_on' }),
    },
    {
      key: 'outcome',
      title: t('records.outcome'),
      cell: (row) => (
        <>
          {tCode('outcome', row.outcome)}{' '}
          {row.timeliness !== 'none' && (
            <Tag tone={row.timeliness === 'overdue' ? 'red' : row.timeliness === 'undated' ? 'plain' : 'green'}>
              {tCode('timeliness', row.timeliness)}
            </Tag>
          )}
        </>
      ),
    },
  ];
  return (
    <List<Row>
      label={t('records.title')}
      columns={columns}
      rows={reply.records}
      rowKey={(row) => row.id}
      {...(may('dossiers.read') ? { to: (row: Row) => `/dossiers/${row.id}` } : {})}
      total={reply.count}
      page_size={reply.page_size}
      empty={t('records.empty')}
      loading={loading}
    />
  );
}
