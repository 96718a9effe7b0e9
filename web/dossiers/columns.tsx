import { clockOf, dayOf, dayText } from '../ui/format.ts';
import type { Column } from '../ui/list.tsx';
import type { useText } from '../ui/text.tsx';
import { DueMark, Holder, type Listed, StatusTag } from './marks.tsx';

type Text = Pick<ReturnType<typeof useText>, 't' | 'tCode' | 'moment' | 'day' | 'money'>;

/** Shown unless the account has chosen its own. */
export const USUAL = ['applicant', 'procedure', 'received', 'due', 'status', 'holder'] as const;

/** Every column a list of dossiers may have; the code, which leads to the dossier, is always the first. */
export const CHOICES = [
  'applicant',
  'identity',
  'phone',
  'address',
  'matter',
  'procedure',
  'sector',
  'channel',
  'received',
  'due',
  'status',
  'holder',
  'step',
  'waiting',
  'fee',
  'receiving',
  'competent',
  'decided',
] as const;
export type ColumnKey = (typeof CHOICES)[number];

/** Columns of a list of dossiers. `sorts`: what the server sorts this list by. */
export function dossierColumns(text: Text, sorts: readonly string[] = [], chosen: readonly string[] = USUAL): Column<Listed>[] {
  const sort = (name: string) => (sorts.includes(name) ? { sort: name } : {});
  const all = columnsByKey(text, sort);
  return [
    {
      key: 'code',
      title: text.t('dossiers.code'),
      cell: (row) => <span className="code">{row.code}</span>,
      phone: 'title',
      width: 190,
      ...sort('code'),
    },
    ...CHOICES.filter((key) => chosen.includes(key)).map((key) => ({ key, title: columnTitle(text, key), ...all[key] })),
  ];
}

export function columnTitle({ t }: Pick<Text, 't'>, key: ColumnKey): string {
  return t(`column.${key}`);
}

function Received({ at }: { at: Date }) {
  return (
    <>
      {dayText(dayOf(at))}
      <div className="small">{clockOf(at).slice(11)}</div>
    </>
  );
}

type Cell = Omit<Column<Listed>, 'key' | 'title'>;

function columnsByKey(
  { tCode, moment, day, money, t }: Text,
  sort: (name: string) => { sort?: string },
): Record<ColumnKey, Cell> {
  return {
    applicant: { cell: (row) => row.applicant_name, ...sort('applicant_name') },
    identity: { cell: (row) => row.applicant_identity ?? '' },
    phone: { cell: (row) => row.applicant_phone ?? '' },
    address: { cell: (row) => row.applicant_address ?? '' },
    matter: { cell: (row) => row.matter ?? '' },
    procedure: {
      cell: (row) => (
        <>
          <div className="clamp" title={row.procedure_name}>
            {row.procedure_name}
          </div>
          <div className="small">{row.sector_name}</div>
        </>
      ),
    },
    sector: { cell: (row) => row.sector_name },
    channel: { cell: (row) => tCode('channel', row.channel) },
    // The day over the clock, as the due date over how it stands: what is saved goes to the longest, the procedure.
    received: {
      cell: (row) => <Received at={new Date(row.received_at ?? row.filed_at)} />,
      ...sort('received_at'),
    },
    due: { cell: (row) => <DueMark of={row} />, ...sort('due_on') },
    status: { cell: (row) => <StatusTag status={row.status} /> },
    holder: { cell: (row) => <Holder of={row} />, width: 140 },
    step: {
      cell: (row) =>
        row.step_code ? (
          <>
            <span className="code">{row.step_code}</span>
            {row.step_due_at && <div className="small">{moment(row.step_due_at)}</div>}
          </>
        ) : (
          ''
        ),
    },
    waiting: { cell: (row) => (row.waiting_for > 0 ? t('column.waiting_count', { count: row.waiting_for }) : '') },
    fee: {
      cell: (row) =>
        row.fee_due_vnd > 0 ? (
          <>
            {money(row.fee_due_vnd)}
            {row.fee_paid_vnd < row.fee_due_vnd && (
              <div className="small">{t('column.fee_left', { amount: money(row.fee_due_vnd - row.fee_paid_vnd) })}</div>
            )}
          </>
        ) : (
          ''
        ),
    },
    receiving: { cell: (row) => row.receiving_unit_name },
    competent: { cell: (row) => row.competent_unit_name },
    decided: { cell: (row) => (row.decided_at ? day(row.decided_at) : '') },
  };
}
