import { Select } from 'antd';
import { useAddress } from '../ui/address.ts';
import { Field } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';

/** The year of a page, in its address. Another year is looked at as of its own day. */
export function YearField({ year }: { year: number }) {
  const { t } = useText();
  const address = useAddress();
  const this_year = Number(dayOf(new Date()).slice(0, 4));
  const years = Array.from({ length: 8 }, (_, i) => this_year + 1 - i);
  return (
    <Field label={t('field.year')} className="half">
      {(id) => (
        <Select
          id={id}
          value={year}
          onChange={(next: number) => address.set({ year: next === this_year ? null : next, day: null })}
          options={[...new Set([year, ...years])].sort((a, b) => b - a).map((value) => ({ value, label: String(value) }))}
        />
      )}
    </Field>
  );
}
