import { useQueries } from '@tanstack/react-query';
import { TreeSelect } from 'antd';
import { useId, useMemo } from 'react';
import { call, type Output, useGet } from '../api.ts';
import { addDays, dayOf, plain } from './format.ts';
import { useText } from './text.tsx';
import { endedUnits, type UnitNode, unitNodes } from './unit-tree.ts';

type Props = {
  id?: string;
  /** Code or short name of the unit. */
  value?: string | undefined;
  onChange?: (code: string, unit: PickedUnit | undefined) => void;
  /** The tree is that of this day: a unit that did not exist then cannot be chosen. */
  day?: string | undefined;
  /** Also offers the units that had ended by that day, apart from the others and with their last day. */
  with_ended?: boolean;
  disabled?: boolean;
  allowClear?: boolean;
};

export type PickedUnit = Output<'org.tree'>['units'][number];
type Option = { value: string; title: string; key: number; search: string; selectable?: boolean; children: Option[] };

const KEPT = { staleTime: 600_000 };

/** One unit out of the tree of a day, found by typing with or without diacritics. */
export function UnitPicker({ id, value, onChange, day, with_ended = false, disabled, allowClear }: Props) {
  const { t } = useText();
  const made_id = useId();
  const own_id = id ?? made_id;
  const asked = useGet('org.tree', day ? { day } : {}, KEPT);
  const units = asked.data?.units;
  const ended = useEnded(with_ended, day ?? dayOf(new Date()), units);
  const options = useMemo(() => {
    const present = units ? unitNodes(units).map((node) => optionOf(node)) : [];
    if (ended.units.length === 0) return present;
    const until = (unit: PickedUnit) => t('picker.until', { name: unit.name, day: lastDay(unit) });
    const children = unitNodes(ended.units).map((node) => optionOf(node, until));
    return [...present, { key: -1, value: '', title: t('picker.ended'), search: '', selectable: false, children }];
  }, [units, ended.units, t]);
  const unitOf = (code: string) => [...(units ?? []), ...ended.units].find((unit) => unit.code === code || unit.slug === code);
  const chosen = value ? unitOf(value) : undefined;
  // The code itself is shown only when no tree knows it.
  const shown = chosen?.code ?? (asked.isPending || ended.isPending ? undefined : value);
  const open = useMemo(() => options.slice(0, 3).map((option) => option.value), [options]);
  return (
    <TreeSelect<string, Option>
      id={own_id}
      // The control names its list by this id; a tree has none of its own. What to unfold and which line Enter takes is worked out when a list is
      // made or typed into: made anew where its units come later, else words typed before would find nothing but folded provinces.
      popupRender={(menu) => (
        <div key={options.length} id={`${own_id}_list`}>
          {menu}
          {day && <p className="small picker-hint">{t('picker.day', { day })}</p>}
        </div>
      )}
      className="wide"
      showSearch={{ filterTreeNode: (typed, node) => String(node?.search ?? '').includes(plain(typed)) }}
      treeDefaultExpandedKeys={open}
      treeData={options}
      {...(shown ? { value: shown } : {})}
      onChange={(code) => onChange?.(code, code ? unitOf(code) : undefined)}
      loading={asked.isPending || ended.isPending}
      placeholder={t('picker.unit')}
      notFoundContent={day ? t('picker.no_unit_on', { day }) : t('picker.no_unit')}
      disabled={disabled ?? false}
      allowClear={allowClear ?? false}
      popupMatchSelectWidth={340}
      listHeight={360}
      // With an id there is a label of its own, and two pickers of a form have two.
      {...(id ? {} : { 'aria-label': t('field.unit') })}
    />
  );
}

/** Units that had ended by `day`, each as in the last tree that had it. */
function useEnded(is_wanted: boolean, day: string, present: readonly PickedUnit[] | undefined) {
  const trees = useGet('org.trees', is_wanted ? {} : null, KEPT);
  const days = (trees.data?.trees ?? []).flatMap(({ valid_to }) => (valid_to && valid_to <= day ? [addDays(valid_to, -1)] : []));
  const asked = useQueries({
    queries: days.map((on) => ({
      queryKey: ['org.tree', { day: on }],
      queryFn: () => call('org.tree', { day: on }),
      ...KEPT,
    })),
    combine: (replies) => ({
      earlier: replies.map((reply) => reply.data?.units ?? []),
      isPending: replies.some((reply) => reply.isPending),
    }),
  });
  const units = useMemo(() => endedUnits(asked.earlier, present ?? []), [asked.earlier, present]);
  return { units, isPending: is_wanted && (trees.isPending || asked.isPending) };
}

/** Last day of a unit that has ended; records name the day after it. */
function lastDay(unit: { died: string | null }): string {
  return unit.died ? addDays(unit.died, -1) : '';
}

function optionOf(node: UnitNode<PickedUnit>, titleOf: (unit: PickedUnit) => string = (unit) => unit.name): Option {
  return {
    key: node.key,
    value: node.value,
    title: titleOf(node.unit),
    search: plain(`${node.title} ${node.unit.code} ${node.unit.slug ?? ''}`),
    children: node.children.map((child) => optionOf(child, titleOf)),
  };
}
