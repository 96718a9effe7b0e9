import { useQueryClient } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Output, refresh, upload } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';

export const ACCEPTED = '.docx,.pdf,.xlsx,.md,.txt';

type Sent = Output<'checks.upload'>;
type Sending = { name: string; percent: number; stop: AbortController };

/** Sends reports one after the other, with progress; a stop leaves nothing behind. */
export function useSending(fields: Record<string, string> | null, onDone: (sent: Sent[]) => void) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const [sending, setSending] = useState<Sending | null>(null);
  const send = async (files: readonly File[]) => {
    if (fields === null || sending !== null || files.length === 0) return;
    const stop = new AbortController();
    const done: Sent[] = [];
    try {
      for (const file of files) {
        const onProgress = (percent: number) => setSending({ name: file.name, percent, stop });
        onProgress(0);
        done.push(await upload('checks.upload', {}, file, { fields, signal: stop.signal, onProgress }));
      }
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') say.done(t('checks.stopped_sending'));
      else say.refused(error);
    } finally {
      setSending(null);
      await refresh(client, ['checks']);
    }
    if (done.length > 0) onDone(done);
  };
  return { sending, send };
}

type Props = {
  /** Fields that go with the file; null: not ready, `why` says what is missing. */
  fields: Record<string, string> | null;
  why: string;
  onDone: (sent: Sent[]) => void;
  children?: ReactNode;
};

/** Where reports are dropped or chosen. */
export function UploadBox({ fields, why, onDone, children }: Props) {
  const { t } = useText();
  const { sending, send } = useSending(fields, onDone);
  const [is_over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const say = useSay();
  useEffect(guardDrops, []);
  const take = (files: FileList | null) => {
    if (fields === null) say.done(why);
    else void send([...(files ?? [])]);
  };
  return (
    <fieldset
      className={`drop-box ${is_over ? 'is-over' : ''}`}
      aria-label={t('nav.checks')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      {children}
      {sending ? (
        <SendingLine sending={sending} />
      ) : (
        <div className="drop-line">
          <Icon name="upload" size={26} />
          <span>{t('checks.drop')}</span>
          <Button type="primary" disabled={fields === null} onClick={() => input.current?.click()}>
            {t('checks.choose')}
          </Button>
          <span className="small">{fields === null ? why : t('checks.kinds')}</span>
        </div>
      )}
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={ACCEPTED}
        aria-label={t('checks.choose')}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
    </fieldset>
  );
}

/** A file let go beside the box would open in place of the product. */
function guardDrops(): () => void {
  const stay = (event: Event) => event.preventDefault();
  for (const name of ['dragover', 'drop']) addEventListener(name, stay);
  return () => {
    for (const name of ['dragover', 'drop']) removeEventListener(name, stay);
  };
}

export function SendingLine({ sending }: { sending: Sending }) {
  const { t } = useText();
  const label = t('checks.sending', { name: sending.name });
  return (
    <div className="drop-line" role="status">
      <span>{label}</span>
      <Progress percent={sending.percent} size="small" aria-label={label} className="drop-progress" />
      <Button onClick={() => sending.stop.abort()}>{t('act.cancel')}</Button>
    </div>
  );
}
