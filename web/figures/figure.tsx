import { Link } from 'react-router';
import type { Output } from '../api.ts';
import { useText } from '../ui/text.tsx';
import { type FigureFilter, recordsPath } from './question.ts';

export type MeasureValue = Output<'measures.figures'>['measures'][string];
export type Definition = Output<'measures.definitions'>['definitions'][number];

/** A figure as people write it; it leads to the records it counts. A value not available is a dash and leads nowhere. */
export function Figure({
  measure,
  value,
  filter,
  is_percent,
  label,
}: {
  measure: string;
  value: MeasureValue | undefined;
  filter: FigureFilter;
  is_percent: boolean;
  label?: string;
}) {
  const { t, number, percent } = useText();
  if (!value || value.value === null) {
    return (
      <span className="muted" title={t('figures.not_available')}>
        {number(null)}
      </span>
    );
  }
  const text = is_percent ? percent(value.value) : number(value.value);
  return (
    <Link to={recordsPath(measure, filter)} className="num" {...(label ? { 'aria-label': `${label}: ${text}` } : {})}>
      {text}
    </Link>
  );
}

/** A figure as a tile. */
export function Tile({
  definition,
  value,
  filter,
  tone,
}: {
  definition: Definition;
  value: MeasureValue | undefined;
  filter: FigureFilter;
  tone?: 'red' | 'green' | 'amber' | undefined;
}) {
  const { t, number, percent, label } = useText();
  const is_percent = definition.kind === 'ratio';
  const text = is_percent ? percent(value?.value) : number(value?.value);
  const below =
    value?.numerator !== undefined && value.denominator !== undefined
      ? `${number(value.numerator)}/${number(value.denominator)}`
      : null;
  const inside = (
    <>
      <span className={`tile-value ${tone ?? ''}`}>{text}</span>
      <span className="tile-label">{label(definition)}</span>
      {below && <span className="small num">{below}</span>}
    </>
  );
  if (!value || value.value === null) {
    return (
      <div className="tile" title={t('figures.not_available')}>
        {inside}
      </div>
    );
  }
  return (
    <Link className="tile" to={recordsPath(definition.name, filter)}>
      {inside}
    </Link>
  );
}
