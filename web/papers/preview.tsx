import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { type Fetched, saveFile } from '../api.ts';
import { Icon } from '../ui/icon.tsx';
import { Loading, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

/** A file looked at inside the page: PDF and pictures; anything else can be saved. */
export function Preview({ title, load, onClose }: { title: string; load: () => Promise<Fetched>; onClose: () => void }) {
  const { t } = useText();
  const [state, setState] = useState<{ file: Fetched; url: string } | { error: unknown } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one preview shows one file; `load` is made anew with every drawing.
  useEffect(() => {
    let url: string | null = null;
    let is_gone = false;
    load().then(
      (file) => {
        if (is_gone) return;
        url = URL.createObjectURL(file.blob);
        setState({ file, url });
      },
      (error: unknown) => !is_gone && setState({ error }),
    );
    return () => {
      is_gone = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, []);
  const shown = state && 'file' in state ? state : null;
  const type = shown?.file.blob.type ?? '';
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      width={1000}
      className="preview"
      closable={{ 'aria-label': t('app.close') }}
      footer={
        shown && (
          <>
            <Button icon={<Icon name="link" />} href={shown.url} target="_blank">
              {t('papers.new_tab')}
            </Button>
            <Button icon={<Icon name="download" />} onClick={() => saveFile(shown.file)}>
              {t('act.download')}
            </Button>
          </>
        )
      }
    >
      {state === null && <Loading />}
      {state && 'error' in state && <Problem error={state.error} />}
      {shown &&
        (type.startsWith('application/pdf') ? (
          <iframe className="preview-page" src={shown.url} title={title} />
        ) : /^image\/(png|jpeg|webp)/.test(type) ? (
          <img className="preview-picture" src={shown.url} alt={title} />
        ) : (
          <p>{t('papers.no_preview')}</p>
        ))}
    </Modal>
  );
}
