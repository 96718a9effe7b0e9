import { App, Input, Modal } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useErrorText } from './states.tsx';
import { useText } from './text.tsx';

/** Says that something was done, why it was refused, or why it was not even asked for. */
export function useSay() {
  const { message } = App.useApp();
  const sentence = useErrorText();
  return {
    done: (text: string) => void message.success(text),
    warned: (text: string) => void message.warning(text, 8),
    refused: (error: unknown) => void message.error(sentence(error), 8),
  };
}

type Props = {
  open: boolean;
  title: string;
  children?: ReactNode;
  /** Ask for a reason; `needed` when it may not be empty. */
  reason?: 'needed' | 'optional' | undefined;
  danger?: boolean | undefined;
  busy?: boolean | undefined;
  onConfirm: (reason: string) => void;
  onCancel: () => void;
};

/** Asks before something that cannot be taken back, with its reason. */
export function Confirm({ open, title, children, reason, danger, busy, onConfirm, onCancel }: Props) {
  const { t } = useText();
  const id = useId();
  const [written, setWritten] = useState('');
  return (
    <Modal
      open={open}
      title={title}
      okText={t('act.confirm')}
      cancelText={t('act.cancel')}
      okButtonProps={{ danger: danger ?? false, loading: busy ?? false, disabled: reason === 'needed' && written.trim() === '' }}
      onOk={() => onConfirm(written.trim())}
      onCancel={onCancel}
      afterClose={() => setWritten('')}
      closable={{ 'aria-label': t('app.close') }}
      destroyOnHidden
    >
      {children}
      {reason && (
        <div className="field gap">
          <label htmlFor={id}>{t('field.reason')}</label>
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={500}
            value={written}
            onChange={(event) => setWritten(event.target.value)}
            autoFocus
          />
        </div>
      )}
    </Modal>
  );
}
