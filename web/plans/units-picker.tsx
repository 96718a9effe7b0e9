import { Select } from 'antd';
import { useGet } from '../api.ts';
import { plain } from '../ui/format.ts';

type Props = { id?: string; value?: string[]; onChange?: (codes: string[]) => void; day: string; below?: string | undefined };

/** Several units of a day's tree, found by typing; `below`: only those under a unit. */
export function UnitsPicker({ id, value, onChange, day, below }: Props) {
  const asked = useGet('org.tree', below ? { day, root: below } : { day }, { staleTime: 600_000 });
  const units = (asked.data?.units ?? []).filter((unit) => unit.kind !== 'nation' && unit.code !== below && unit.slug !== below);
  return (
    <Select
      {...(id ? { id } : {})}
      mode="multiple"
      value={value ?? []}
      onChange={(codes: string[]) => onChange?.(codes)}
      loading={asked.isPending}
      showSearch
      optionFilterProp="label"
      filterOption={(typed, option) => plain(String(option?.label ?? '')).includes(plain(typed))}
      options={units.map((unit) => ({ value: unit.code, label: unit.name }))}
    />
  );
}
