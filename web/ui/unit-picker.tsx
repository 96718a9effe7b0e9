import { TreeSelect } from 'antd';
import { useId, useMemo } from 'react';
import { type Output, useGet } from '../api.ts';
import { plain } from './format.ts';
import { useText } from './text.tsx';
import { type UnitNode, unitNodes } from './unit-tree.ts';

type Props = {
  id?: string;
  /** Code or short name of the unit. */
  value?: string | undefined;
  onChange?: (code: string, unit: PickedUnit | undefined) => void;
  /** The tree is that of this day: a unit that did not exist then cannot be chosen. */
  day?: string | undefined;
  disabled?: boolean;
  allowClear?: boolean;
};

export type PickedUnit = Output<'org.tree'>['units'][number];
type Option = { value: string; title: string; key: number; search: string; children: Option[] };

/** One unit out of the tree of a day, found by typing with or without diacritics. */
export function UnitPicker({ id, value, onChange, day, disabled, allowClear }: Props) {
  const { t } = useText();
  const made_id = useId();
  const own_id = id ?? made_id;
  const asked = useGet('org.tree', day ? { day } : {}, { staleTime: 600_000 });
  const units = asked.data?.units;
  const options = useMemo(() => (units ? unitNodes(units).map(optionOf) : []), [units]);
  const chosen = units?.find((unit) => unit.code === value || unit.slug === value);
  const open = useMemo(() => options.slice(0, 3).map((option) => option.value), [options]);
  return (
    <TreeSelect<string, Option>
      id={own_id}
      // The control names its list by this id; a tree has none of its own.
      popupRender={(menu) => <div id={`${own_id}_list`}>{menu}</div>}
      className="wide"
      showSearch={{ filterTreeNode: (typed, node) => String(node?.search ?? '').includes(plain(typed)) }}
      treeDefaultExpandedKeys={open}
      treeData={options}
      {...(value ? { value: chosen?.code ?? value } : {})}
      onChange={(code) =>
        onChange?.(
          code,
          units?.find((unit) => unit.code === code),
        )
      }
      loading={asked.isPending}
      placeholder={t('picker.unit')}
      notFoundContent={t('picker.no_unit')}
      disabled={disabled ?? false}
      allowClear={allowClear ?? false}
      popupMatchSelectWidth={340}
      listHeight={360}
      aria-label={t('field.unit')}
    />
  );
}

function optionOf<U extends { code: string; slug: string | null; name: string }>(node: UnitNode<U>): Option {
  return {
    key: node.key,
    value: node.value,
    title: node.title,
    search: plain(`${node.title} ${node.unit.code} ${node.unit.slug ?? ''}`),
    children: node.children.map(optionOf),
  };
}
