import type { Column } from '../ui/list.tsx';
import type { useText } from '../ui/text.tsx';
import { DueMark, Holder, type Listed, StatusTag } from './marks.tsx';

/** Columns of every list of dossiers. */
export function dossierColumns(
  { t, moment }: Pick<ReturnType<typeof useText>, 't' | 'moment'>,
  is_sortable: boolean,
): Column<Listed>[] {
  const sort = (name: string) => (is_sortable ? { sort: name } : {});
  return [
    {
      key: 'code',
      title: t('dossiers.code'),
      cell: (row) => <span className="code">{row.code}</span>,
      phone: 'title',
      width: 190,
      ...sort('code'),
    },
    { key: 'applicant', title: t('dossiers.applicant'), cell: (row) => row.applicant_name, ...sort('applicant_name') },
    {
      key: 'procedure',
      title: t('field.procedure'),
      cell: (row) => (
        <>
          {row.procedure_name}
          <div className="small">{row.sector_name}</div>
        </>
      ),
    },
    {
      key: 'received',
      title: t('dossiers.received'),
      cell: (row) => <span className="nowrap">{moment(row.received_at ?? row.filed_at)}</span>,
      ...sort('received_at'),
    },
    { key: 'due', title: t('dossiers.due'), cell: (row) => <DueMark of={row} />, ...sort('due_on') },
    { key: 'status', title: t('field.status'), cell: (row) => <StatusTag status={row.status} /> },
    { key: 'holder', title: t('dossiers.holder'), cell: (row) => <Holder of={row} />, width: 140 },
  ];
}
