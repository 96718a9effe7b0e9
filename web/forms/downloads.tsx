import { App, Button } from 'antd';
import { useState } from 'react';
import { download, type Input } from '../api.ts';
import { Icon } from '../ui/icon.tsx';
import { useErrorText } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

const NAMES = { docx: 'forms.word', xlsx: 'forms.excel', pdf: 'forms.pdf' } as const;
type Format = keyof typeof NAMES;
type Downloadable = 'forms.export' | 'forms.export_list' | 'forms.export_detail' | 'reports.period_report';

/** Buttons that make a document and hand it to the browser; making takes a moment, and says so. */
export function Downloads<N extends Downloadable>({
  name,
  ask,
  formats,
}: {
  name: N;
  ask: Omit<Input<N>, 'format'>;
  formats: Format[];
}) {
  const { t } = useText();
  const { message } = App.useApp();
  const sentence = useErrorText();
  const [busy, setBusy] = useState<Format | null>(null);
  const make = async (format: Format) => {
    setBusy(format);
    const done = message.loading(t('forms.making', { format: t(NAMES[format]) }), 0);
    try {
      await download(name, { ...ask, format } as unknown as Input<N>);
    } catch (error) {
      void message.error(sentence(error), 8);
    } finally {
      done();
      setBusy(null);
    }
  };
  return (
    <>
      {formats.map((format) => (
        <Button
          key={format}
          icon={<Icon name="download" />}
          loading={busy === format}
          disabled={busy !== null && busy !== format}
          onClick={() => void make(format)}
        >
          {t(NAMES[format])}
        </Button>
      ))}
    </>
  );
}
