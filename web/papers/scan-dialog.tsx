import { Button, Modal, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { forget, pagesOf, toSend } from './pages.ts';
import { PagesPicker } from './pages-picker.tsx';

type Sending = { signal: AbortSignal; onProgress: (percent: number) => void };
type Props = {
  title: string;
  /** Files dropped or chosen before it opened. */
  first?: readonly File[];
  onClose: () => void;
  /** Sends one file as it is, or packed pages; resolves when the server has kept it. */
  send: (file: File, as: 'file' | 'pages', options: Sending) => Promise<unknown>;
  onSent: () => void;
};

/** Pages of one paper: collected, put in order, sent as one PDF. Nothing is kept until the last byte has arrived. */
export function ScanDialog({ title, first = [], onClose, send, onSent }: Props) {
  const { t } = useText();
  const [pages, setPages] = useState(() => pagesOf(first).pages);
  const [sending, setSending] = useState<{ percent: number | null; stop: AbortController } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const latest = useRef(pages);
  latest.current = pages;
  useEffect(() => () => forget(latest.current), []);

  const run = async (prepare: () => Promise<{ file: File; as: 'file' | 'pages' }>) => {
    const stop = new AbortController();
    setError(null);
    setSending({ percent: null, stop });
    try {
      const { file, as } = await prepare();
      stop.signal.throwIfAborted();
      await send(file, as, { signal: stop.signal, onProgress: (percent) => setSending({ percent, stop }) });
      onSent();
    } catch (cause) {
      if (!(cause instanceof DOMException && cause.name === 'AbortError')) setError(cause);
    } finally {
      setSending(null);
    }
  };

  return (
    <Modal
      open
      title={title}
      width={760}
      onCancel={() => (sending ? sending.stop.abort() : onClose())}
      closable={{ 'aria-label': t('app.close') }}
      maskClosable={false}
      footer={[
        <Button key="cancel" onClick={() => (sending ? sending.stop.abort() : onClose())}>
          {sending ? t('papers.stop') : t('act.cancel')}
        </Button>,
        <Button
          key="send"
          type="primary"
          loading={sending !== null}
          disabled={pages.length === 0}
          onClick={() => void run(() => toSend(pages))}
        >
          {t('papers.send', { count: pages.length })}
        </Button>,
      ]}
    >
      <p className="small">{t('papers.scan_lead')}</p>
      <PagesPicker
        pages={pages}
        onChange={setPages}
        disabled={sending !== null}
        onOther={(file) => void run(async () => ({ file, as: 'file' }))}
      />
      {pages.length > 1 && pages.some((page) => page.kind === 'pdf') && <p className="small">{t('papers.signed_alone')}</p>}
      {sending && (
        <div className="gap">
          <Progress percent={sending.percent ?? 0} aria-label={t('papers.sending')} />
          <span className="small" role="status">
            {sending.percent === null
              ? t('papers.preparing')
              : sending.percent === 100
                ? t('papers.keeping')
                : t('papers.sending')}
          </span>
        </div>
      )}
      {error !== null && (
        <div className="gap">
          <Problem error={error} />
        </div>
      )}
    </Modal>
  );
}
