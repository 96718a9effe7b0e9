import type { Output } from '../api.ts';
import { type Column, List } from '../ui/list.tsx';
import { useText } from '../ui/text.tsx';

type Officer = Output<'dossiers.public_late_list'>['officers'][number];

/** Who was late and how often; nothing of any applicant. */
export function OfficersTable({ officers }: { officers: Officer[] }) {
  const { t } = useText();
  const columns: Column<Officer>[] = [
    { key: 'unit', title: t('late_lists.unit'), cell: (row) => row.unit_name, phone: 'title' },
    {
      key: 'officer',
      title: t('late.officer'),
      cell: (row) => [row.officer_name ?? t('late.nobody'), row.officer_title].filter(Boolean).join(', '),
    },
    { key: 'closed', title: t('late_lists.closed_late'), align: 'right', cell: (row) => row.closed_late },
    { key: 'open', title: t('late_lists.open_late'), align: 'right', cell: (row) => row.open_late },
    { key: 'most', title: t('late_lists.most_days'), align: 'right', cell: (row) => row.most_late_days },
  ];
  return (
    <List<Officer>
      label={t('late_lists.officers')}
      columns={columns}
      rows={officers}
      rowKey={(row) => `${row.unit_name}/${row.officer_name}/${row.officer_title}`}
      empty={t('late_lists.nobody_late')}
    />
  );
}
