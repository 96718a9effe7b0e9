import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { type Output, useCall, useGet } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Field, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { type Column, List } from '../ui/list.tsx';
import { Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { type KindOfPeriod, useRegimes } from './due-parts.tsx';

type Row = Output<'reports.locks'>['rows'][number];

/** What was locked and opened by hand, and why. */
export function Locks({ unit }: { unit: string }) {
  const { t, day, moment, label } = useText();
  const asked = useGet('reports.locks', { unit });
  const regimes = useRegimes(unit);
  const nameOf = (code: string) => {
    const found = regimes.data?.find((one) => one.code === code);
    return found ? label({ label_vi: found.name_vi, label_en: found.name_en }) : code;
  };
  const columns: Column<Row>[] = [
    { key: 'regime', title: t('due.regime'), cell: (row) => nameOf(row.regime), phone: 'title' },
    { key: 'period', title: t('kept.period'), cell: (row) => `${day(row.from)} – ${day(row.to)}` },
    { key: 'unit', title: t('field.unit'), cell: (row) => row.unit.name },
    {
      key: 'what',
      title: t('lock.what'),
      cell: (row) =>
        row.is_locked ? (
          <Tag>{t('lock.was_locked')}</Tag>
        ) : (
          <Tag tone="amber">{row.open_until ? t('lock.was_opened_until', { day: row.open_until }) : t('lock.was_opened')}</Tag>
        ),
    },
    { key: 'reason', title: t('field.reason'), cell: (row) => row.reason },
    { key: 'by', title: t('lock.by'), cell: (row) => `${row.by_name}, ${moment(row.at)}` },
  ];
  return (
    <Section title={t('lock.history')}>
      <Answer of={asked} rows={8}>
        {({ rows }) => (
          <List<Row> label={t('lock.history')} columns={columns} rows={rows} rowKey={(row) => row.id} empty={t('lock.empty')} />
        )}
      </Answer>
    </Section>
  );
}

export type LockAsk = {
  unit: { code: string; name: string };
  regime: string;
  kind: KindOfPeriod;
  year: number;
  n: number;
  from: string;
  to: string;
  label: string;
  is_locked: boolean;
};

/** Locks a period, or opens it for a while, with the reason. */
export function LockDialog({ ask, onClose }: { ask: LockAsk; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const id = useId();
  const change = useCall('reports.change_lock', ['reports']);
  const [reason, setReason] = useState('');
  const [open_until, setUntil] = useState<string | null>(null);
  const { unit, label, is_locked, ...period } = ask;
  const keep = () =>
    change.mutate(
      { ...period, unit: unit.code, is_locked, open_until: is_locked ? null : open_until, reason: reason.trim() },
      {
        onSuccess: () => {
          say.done(t(is_locked ? 'lock.done_locked' : 'lock.done_open'));
          onClose();
        },
        onError: say.refused,
      },
    );
  return (
    <Modal
      open
      title={t(is_locked ? 'lock.lock_all' : 'lock.unlock_all', { period: label })}
      okText={t('act.confirm')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: change.isPending, disabled: reason.trim() === '', danger: is_locked }}
      onOk={keep}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <p>{t('lock.for', { unit: unit.name })}</p>
      {!is_locked && (
        <>
          <Field label={t('lock.until')}>
            {(field) => <DayInput id={field} value={open_until} onChange={setUntil} min={dayOf(new Date())} allowClear />}
          </Field>
          <p className="small">{t('lock.until_none')}</p>
        </>
      )}
      <div className="field gap">
        <label htmlFor={id}>{t('field.reason')}</label>
        <Input.TextArea id={id} rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
    </Modal>
  );
}

/** What a report's page says of its period, when there is something to say. */
export function LockNote({ report_id }: { report_id: number }) {
  const { t } = useText();
  const asked = useGet('reports.lock_of', { id: report_id });
  const lock = asked.data;
  if (!lock) return null;
  const { by_hand, lock_on } = lock;
  const said = by_hand ? { reason: by_hand.reason, name: by_hand.by_name, until: by_hand.open_until } : {};
  if (lock.is_locked)
    return (
      <p className="lock-note lock-note-closed">{by_hand ? t('lock.note_by_hand', said) : t('lock.note_locked', { lock_on })}</p>
    );
  if (by_hand) return <p className="lock-note">{t('lock.note_exception', said)}</p>;
  return lock_on === null ? null : <p className="lock-note">{t('lock.note_soon', { lock_on })}</p>;
}
