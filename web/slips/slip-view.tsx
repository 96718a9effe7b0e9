import { useEffect, useState } from 'react';
import type { Input, RouteName } from '../api.ts';
import { Loading, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { type SlipRoute, slipFile } from './files.ts';

/** A slip in the page, as it will be printed. */
export function SlipView<N extends SlipRoute & RouteName>({ name, input, label }: { name: N; input: Input<N>; label: string }) {
  const { t } = useText();
  const [address, setAddress] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const asked = JSON.stringify(input);
  useEffect(() => {
    let made: string | null = null;
    let is_left = false;
    setAddress(null);
    setError(null);
    slipFile(name, JSON.parse(asked) as Input<N>).then(
      ({ blob }) => {
        if (is_left) return;
        made = URL.createObjectURL(blob);
        setAddress(made);
      },
      (reason: unknown) => !is_left && setError(reason),
    );
    return () => {
      is_left = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [name, asked]);
  if (error) return <Problem error={error} />;
  if (!navigator.pdfViewerEnabled) return <p className="muted">{t('slips.no_viewer')}</p>;
  if (!address) return <Loading rows={10} />;
  return <iframe className="slip-view" src={`${address}#toolbar=0&view=FitH`} title={t('slips.view_of', { name: label })} />;
}
