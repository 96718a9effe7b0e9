import { Segmented } from 'antd';
import { useMemo } from 'react';
import { type Output, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { Chart } from '../ui/chart.tsx';
import { useNarrow } from '../ui/narrow.ts';
import { Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { COLOUR } from '../ui/theme.ts';
import { type Definition, Figure } from './figure.tsx';
import { GROUPS, type GroupName, groupFilter, groupLabel, largest } from './group.ts';
import type { FigureFilter } from './question.ts';

type Group = Output<'measures.table'>['groups'][number];

const COLUMNS = [
  'carried_over',
  'new',
  'received',
  'resolved',
  'resolved_early',
  'resolved_on_time',
  'resolved_overdue',
  'pending',
  'pending_overdue',
  'on_time_rate',
  'online_rate',
];
const SHOWN = 12;

/** The period's figures by sector, unit, channel, level or procedure; every cell opens its records. */
export function Breakdown({ filter, definitions }: { filter: FigureFilter; definitions: Map<string, Definition> }) {
  const { t, tCode } = useText();
  const address = useAddress();
  const by = GROUPS.find((group) => group === address.get('by')) ?? 'sector';
  const asked = useGet(
    'measures.table',
    { ...filter, measures: COLUMNS.join(','), group_by: by, ...(by === 'unit' ? { unit_rows: 'children' as const } : {}) },
    { placeholderData: (before) => before },
  );
  return (
    <Section
      title={t('figures.by')}
      extra={
        <div className="segmented-scroll">
          <Segmented<GroupName>
            value={by}
            onChange={(next) => address.set({ by: next === 'sector' ? null : next })}
            options={GROUPS.map((value) => ({ value, label: tCode('figures.by', value) }))}
            aria-label={t('figures.by')}
          />
        </div>
      }
    >
      <Answer of={asked}>
        {(table) =>
          table.groups.length === 0 ? (
            <Nothing text={t('figures.no_by')} />
          ) : (
            <>
              {table.groups.length > 1 && <GroupsChart groups={table.groups} by={by} definitions={definitions} />}
              <GroupTable groups={table.groups} total={table.measures} by={by} filter={filter} definitions={definitions} />
            </>
          )
        }
      </Answer>
    </Section>
  );
}

function GroupsChart({ groups, by, definitions }: { groups: Group[]; by: GroupName; definitions: Map<string, Definition> }) {
  const { t, tCode, label } = useText();
  const narrow = useNarrow();
  const top = useMemo(() => largest(groups, 'resolved', SHOWN), [groups]);
  const series = (measure: string, colour: string) => {
    const definition = definitions.get(measure);
    return {
      name: definition ? label(definition) : measure,
      values: top.map((group) => Number(group.measures[measure]?.value ?? 0)),
      colour,
      stack: 'resolved',
    };
  };
  if (top.length === 0) return null;
  return (
    <>
      {top.length < groups.length && <p className="small">{t('figures.largest', { count: top.length })}</p>}
      <Chart
        label={t('figures.chart_by')}
        horizontal
        height={70 + top.length * (narrow ? 26 : 30)}
        categories={top.map((group) => nameOf(group, by, groups.length, { t, tCode }))}
        series={[
          series('resolved_early', COLOUR.green),
          series('resolved_on_time', '#7fa8d9'),
          series('resolved_overdue', COLOUR.red),
        ]}
      />
    </>
  );
}

/** A unit's own row, among those below it, says that it is not the whole. */
function nameOf(
  { key }: Group,
  by: GroupName,
  count: number,
  { t, tCode }: Pick<ReturnType<typeof useText>, 't' | 'tCode'>,
): string {
  const name = groupLabel(key, by, (prefix, code) => tCode(prefix, code));
  return by === 'unit' && key.unit?.depth === 0 && count > 1 ? t('figures.own_row', { name }) : name;
}

function GroupTable({
  groups,
  total,
  by,
  filter,
  definitions,
}: {
  groups: Group[];
  total: Group['measures'];
  by: GroupName;
  filter: FigureFilter;
  definitions: Map<string, Definition>;
}) {
  const { t, tCode, label } = useText();
  const columns = COLUMNS.flatMap((name) => definitions.get(name) ?? []);
  const rows = groups.map((group) => ({
    key: JSON.stringify(group.key),
    name: nameOf(group, by, groups.length, { t, tCode }),
    measures: group.measures,
    own: groupFilter(group.key, by, filter),
    className: '',
  }));
  rows.push({ key: 'total', name: t('figures.total'), measures: total, own: filter, className: 'total' });
  return (
    <ScrollBox label={t('figures.by')} className="gap">
      <table className="sheet">
        <thead>
          <tr>
            <th scope="col" className="sticky">
              {tCode('figures.by', by)}
            </th>
            {columns.map((column) => (
              <th key={column.name} scope="col">
                {label(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, measures, own, className }) => (
            <tr key={key} className={className}>
              <th scope="row" className="sticky">
                {name}
              </th>
              {columns.map((column) => (
                <td key={column.name}>
                  <Figure
                    measure={column.name}
                    value={measures[column.name]}
                    filter={own}
                    is_percent={column.kind === 'ratio'}
                    label={`${name}, ${label(column)}`}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
