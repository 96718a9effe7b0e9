import { NOT_AVAILABLE } from '../ui/format.ts';

type Props = {
  /** Names the plot and says its values. */
  label: string;
  values: (number | null)[];
  /** Top of the axis, whose foot is 0; without it the plot takes the whole of its height. */
  top?: number;
  width?: number;
  height?: number;
};

/** A line without axes: months from left to right, broken where there is no value. Its words say what it shows. */
export function Spark({ label, values, top, width = 120, height = 34 }: Props) {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return <span className="muted">{NOT_AVAILABLE}</span>;
  const [low, high] = top === undefined ? [Math.min(...known), Math.max(...known)] : [0, top];
  const x = (at: number) => 3 + (at * (width - 6)) / Math.max(1, values.length - 1);
  const y = (value: number) => (high === low ? height / 2 : 3 + ((high - value) * (height - 6)) / (high - low));
  const path = values
    .map((value, at) => {
      if (value === null) return '';
      const before = values[at - 1];
      return `${before === null || before === undefined ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
  const last = values.findLastIndex((value) => value !== null);
  return (
    <svg className="ov-spark" role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <path d={path} fill="none" stroke="#0b4f9e" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
      <circle cx={x(last)} cy={y(values[last] as number)} r="2.6" fill="#0b4f9e" />
    </svg>
  );
}
