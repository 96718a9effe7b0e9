import { lazy, Suspense, useMemo } from 'react';
import { type ChartSeries, chartOption } from './chart-option.ts';
import { useNarrow } from './narrow.ts';
import { Loading } from './states.tsx';
import { useText } from './text.tsx';

const ChartCanvas = lazy(async () => ({ default: (await import('./chart-canvas.tsx')).ChartCanvas }));

type Props = {
  label: string;
  categories: string[];
  series: ChartSeries[];
  /** Bars lie down when names are long. */
  horizontal?: boolean;
  height?: number;
  onPick?: (index: number, series: string) => void;
};

/** A plot. It shows what a table beside it says in numbers, so a screen reader gets its name only. */
export function Chart({ label, categories, series, horizontal = false, height = 280, onPick }: Props) {
  const { lang } = useText();
  const is_narrow = useNarrow();
  const option = useMemo(
    () => chartOption({ categories, series, horizontal, lang, is_narrow }),
    [categories, series, horizontal, lang, is_narrow],
  );
  return (
    <div role="img" aria-label={label} style={{ height }} className="chart-box">
      <Suspense fallback={<Loading rows={4} />}>
        <ChartCanvas option={option} onPick={onPick} />
      </Suspense>
    </div>
  );
}
