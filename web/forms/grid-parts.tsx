import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Output } from '../api.ts';
import { useText } from '../ui/text.tsx';

export type Grid = Output<'forms.grid'>;
export type GridRow = Grid['rows'][number];

/** Asked when values that stood there are changed: one reason for all of them. */
export function ReasonDialog({ count, onAnswer }: { count: number; onAnswer: (reason: string | null) => void }) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const said = reason.trim();
  return (
    <Modal
      open
      title={t('grid.reason_title')}
      okText={t('grid.reason_save')}
      cancelText={t('act.cancel')}
      okButtonProps={{ disabled: said === '' }}
      onOk={() => onAnswer(said)}
      onCancel={() => onAnswer(null)}
      closable={{ 'aria-label': t('app.close') }}
      destroyOnHidden
    >
      <p>{t('grid.reason_words', { count })}</p>
      <Input
        autoFocus
        aria-label={t('field.reason')}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onPressEnter={() => said !== '' && onAnswer(said)}
      />
    </Modal>
  );
}

/** What a block or a cell was refused for, each with a way to the cell. */
export function Faults({
  faults,
  onShow,
  onClose,
}: {
  faults: readonly { id: string; label: string; code: string | null; text: string; sentence: string }[];
  onShow: (id: string) => void;
  onClose: () => void;
}) {
  const { t } = useText();
  if (faults.length === 0) return null;
  return (
    <Alert
      className="gap"
      type="error"
      showIcon
      role="alert"
      closable={{ onClose, 'aria-label': t('app.close') }}
      title={t('grid.refused', { count: faults.length })}
      description={
        <ul className="grid-faults">
          {faults.map((fault) => (
            <li key={fault.id}>
              <button type="button" className="link-button" onClick={() => onShow(fault.id)}>
                {[fault.code, fault.label].filter(Boolean).join(' ') || fault.text}
              </button>{' '}
              “{fault.text}”: {fault.sentence}
            </li>
          ))}
        </ul>
      }
    />
  );
}
