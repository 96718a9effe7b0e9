import type { Output } from '../api.ts';
import { useText } from '../ui/text.tsx';

export type Value = Output<'measures.behind'>['value'];

/** A value as people write it: digits of the measure kept, per cent with its sign, words as they are. */
export function useValueText(): (value: Pick<Value, 'value' | 'unit' | 'note'>) => string {
  const { number, lang } = useText();
  return ({ value, unit, note }) => {
    if (unit === 'words') return note ?? number(null);
    if (value === null) return number(null);
    if (unit === 'yes_no') return lang === 'vi' ? (value === '1' ? 'Có' : 'Không') : value === '1' ? 'Yes' : 'No';
    return unit === 'percent' ? `${number(value)}%` : number(value);
  };
}
