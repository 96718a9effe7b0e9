import { type Lang, numberText } from './format.ts';

export type ChartSeries = {
  name: string;
  values: (number | null)[];
  colour: string;
  kind?: 'bar' | 'line';
  stack?: string;
  /** Percent, drawn against an axis of its own on the right. */
  is_percent?: boolean;
};

type Ask = {
  categories: string[];
  series: ChartSeries[];
  horizontal: boolean;
  lang: Lang /** The legend needs a line for each series. */;
  is_narrow?: boolean;
};

const INK = '#4a5a70';
const LINE = '#d6dde6';

/** What echarts is told: one look for every plot, figures in the reader's own writing. */
export function chartOption({ categories, series, horizontal, lang, is_narrow = false }: Ask) {
  const legend_height = series.length < 2 ? 16 : is_narrow ? 14 + series.length * 24 : 40;
  const number = (value: unknown) => (typeof value === 'number' ? numberText(value, lang) : numberText(null));
  const has_percent = series.some((one) => one.is_percent);
  const names = {
    type: 'category' as const,
    data: categories,
    inverse: horizontal,
    axisLabel: {
      color: INK,
      fontSize: 12,
      ...(horizontal ? { width: 170, overflow: 'truncate' as const } : { hideOverlap: true }),
    },
    axisLine: { lineStyle: { color: LINE } },
    axisTick: { show: false },
  };
  const amounts = {
    type: 'value' as const,
    minInterval: 1,
    axisLabel: { color: INK, fontSize: 12, formatter: number },
    splitLine: { lineStyle: { color: LINE } },
  };
  const percents = {
    type: 'value' as const,
    min: 0,
    max: 100,
    axisLabel: { color: INK, fontSize: 12, formatter: (value: number) => `${value}%` },
    splitLine: { show: false },
  };
  return {
    animation: false,
    textStyle: { fontFamily: "'Be Vietnam Pro', system-ui, sans-serif" },
    grid: { left: 8, right: 8, top: legend_height, bottom: 4, containLabel: true },
    legend: {
      show: series.length > 1,
      top: 0,
      left: 0,
      orient: is_narrow ? ('vertical' as const) : ('horizontal' as const),
      itemWidth: 14,
      itemHeight: 10,
      textStyle: { color: INK, fontSize: 13 },
    },
    tooltip: { trigger: 'axis' as const, axisPointer: { type: 'shadow' as const }, confine: true, valueFormatter: number },
    xAxis: horizontal ? amounts : names,
    yAxis: horizontal ? names : has_percent ? [amounts, percents] : amounts,
    series: series.map((one) => ({
      name: one.name,
      type: one.kind ?? ('bar' as const),
      data: one.values,
      itemStyle: { color: one.colour },
      lineStyle: { color: one.colour, width: 2.5 },
      symbolSize: 7,
      barMaxWidth: 36,
      ...(one.stack ? { stack: one.stack } : {}),
      ...(one.is_percent ? { yAxisIndex: 1 } : {}),
    })),
  };
}
