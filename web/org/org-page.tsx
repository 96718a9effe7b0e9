import { Button, Input, Tree } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { pathWith, useAddress } from '../ui/address.ts';
import { DayField, Field, Tag } from '../ui/field.tsx';
import { addDays, dayOf, dayText, matches } from '../ui/format.ts';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { aboveMatches, type UnitNode, unitNodes } from '../ui/unit-tree.ts';
import { TimeSlider } from './time-slider.tsx';

type Unit = Output<'org.tree'>['units'][number];

export function OrgPage() {
  const { t, number } = useText();
  const address = useAddress();
  const today = dayOf(new Date());
  const day = address.get('day') ?? today;
  const find = address.get('q') ?? '';
  const asked = useGet('org.tree', { day }, { placeholderData: (before) => before });
  const trees = useGet('org.trees', {});
  const setDay = (next: string) => address.set({ day: next === today ? null : next });
  return (
    <Page title={t('nav.org')} lead={t('org.lead')}>
      <Section>
        <div className="filters">
          <DayField label={t('org.day')} value={day} onChange={(next) => next && setDay(next)} />
          <Field label={t('org.find')} className="field-wide">
            {(id) => (
              <Input id={id} allowClear defaultValue={find} onChange={(event) => address.set({ q: event.target.value })} />
            )}
          </Field>
        </div>
        {trees.data && trees.data.trees.length > 0 && (
          <TimeSlider moments={trees.data.trees.map((tree) => tree.valid_from)} day={day} today={today} onChange={setDay} />
        )}
        <div className="filters gap">
          <span className="small">{t('org.moments')}:</span>
          {trees.data?.trees
            .slice(1)
            .slice(-5)
            .map((tree) => (
              <span key={tree.tree_id} className="nowrap">
                <Button size="small" onClick={() => setDay(addDays(tree.valid_from, -1))}>
                  {dayText(addDays(tree.valid_from, -1))}
                </Button>{' '}
                <Button size="small" onClick={() => setDay(tree.valid_from)}>
                  {dayText(tree.valid_from)}
                </Button>
              </span>
            ))}
          <Button size="small" onClick={() => setDay(today)}>
            {t('org.today')}
          </Button>
        </div>
      </Section>
      <Section>
        <Answer of={asked} rows={12}>
          {(tree) => (
            <>
              <p className="small">
                {t('org.units_count', { count: number(tree.units.length), from: dayText(tree.valid_from) })}
              </p>
              <UnitTree units={tree.units} find={find} day={day} />
            </>
          )}
        </Answer>
      </Section>
    </Page>
  );
}

function UnitTree({ units, find, day }: { units: Unit[]; find: string; day: string }) {
  const { t } = useText();
  const nodes = useMemo(() => unitNodes(units), [units]);
  const start = useMemo(() => units.filter((unit) => unit.kind === 'nation' || unit.depth === 0).map((unit) => unit.id), [units]);
  const [opened, setOpened] = useState<number[] | null>(null);
  const above = useMemo(() => (find ? aboveMatches(units, find) : null), [units, find]);
  const shown = useMemo(() => (above ? nodes.flatMap((node) => pruned(node, above, find)) : nodes), [nodes, above, find]);
  if (shown.length === 0) return <Nothing text={t('picker.no_unit')} />;
  return (
    <Tree<UnitNode<Unit>>
      treeData={shown}
      height={620}
      blockNode
      selectable={false}
      expandedKeys={above ? [...above] : (opened ?? start)}
      onExpand={(keys) => setOpened(keys as number[])}
      titleRender={(node) => <UnitLine unit={node.unit} day={day} />}
      aria-label={t('nav.org')}
    />
  );
}

/** The node with only those below it that match or lead to a match. */
function pruned(node: UnitNode<Unit>, above: Set<number>, find: string): UnitNode<Unit>[] {
  if (matches(`${node.unit.name} ${node.unit.code}`, find)) return [node];
  if (!above.has(node.key)) return [];
  return [{ ...node, children: node.children.flatMap((child) => pruned(child, above, find)) }];
}

function UnitLine({ unit, day }: { unit: Unit; day: string }) {
  const { tCode } = useText();
  return (
    <span className="unit-line">
      <Link to={pathWith(`/org/${unit.code}`, { day })}>{unit.name}</Link> <Tag>{tCode('org.kind', unit.kind)}</Tag>{' '}
      <span className="small code">{unit.code}</span>
    </span>
  );
}
