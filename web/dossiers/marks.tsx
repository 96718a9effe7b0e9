import type { Output } from '../api.ts';
import { Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';

export type Listed = Output<'dossiers.list'>['rows'][number];

const TONES: Record<number, 'red' | 'green' | 'amber' | 'blue' | 'plain'> = {
  1: 'blue',
  2: 'blue',
  3: 'red',
  4: 'blue',
  5: 'amber',
  6: 'amber',
  7: 'plain',
  8: 'plain',
  9: 'green',
  10: 'green',
};

/** The national status. */
export function StatusTag({ status }: { status: number }) {
  const { tCode } = useText();
  return <Tag tone={TONES[status] ?? 'plain'}>{tCode('dossier_status', status)}</Tag>;
}

type Due = Pick<Listed, 'due_on' | 'due_at' | 'due_precision' | 'standing' | 'timeliness' | 'late_days' | 'paused_at'>;

/** The due date and how the dossier stands to it. */
export function DueMark({ of }: { of: Due }) {
  const { t, tCode, day, moment, fromToday } = useText();
  if (of.standing === 'paused') return <Tag tone="amber">{t('dossiers.clock_stopped')}</Tag>;
  if (!of.due_on) return <span className="muted">{of.standing || of.timeliness ? t('dossiers.no_due') : ''}</span>;
  const date = <span className="nowrap">{of.due_precision === 'hour' && of.due_at ? moment(of.due_at) : day(of.due_on)}</span>;
  if (of.timeliness)
    return (
      <>
        {date} <Tag tone={of.timeliness === 'overdue' ? 'red' : 'green'}>{tCode('timeliness', of.timeliness)}</Tag>
      </>
    );
  if (of.standing === 'overdue')
    return (
      <>
        {date}{' '}
        <Tag tone="red">
          {of.late_days === 1
            ? t('dossiers.late_one_day')
            : of.late_days > 0
              ? t('dossiers.late_days', { days: of.late_days })
              : tCode('standing', 'overdue')}
        </Tag>
      </>
    );
  if (of.standing === null) return date;
  const today = dayOf(new Date());
  const is_near = of.due_on <= today;
  return (
    <>
      {date} <Tag tone={is_near ? 'amber' : 'plain'}>{fromToday(of.due_on, today)}</Tag>
    </>
  );
}

/** Who has the dossier now. */
export function Holder({ of }: { of: Pick<Listed, 'holder_unit_name' | 'holder_name'> }) {
  return (
    <>
      {of.holder_name ?? of.holder_unit_name}
      {of.holder_name && <div className="small">{of.holder_unit_name}</div>}
    </>
  );
}
