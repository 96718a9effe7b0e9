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
              <GroupTable groups={table.groups} by={by} filter={filter} definitions={definitions} />
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
        categories={top.map((group) => groupLabel(group.key, by, (prefix, code) => tCode(prefix, code)))}
        series={[
          series('resolved_early', COLOUR.green),
          series('resolved_on_time', '#7fa8d9'),
          series('resolved_overdue', COLOUR.red),
        ]}
      />
    </>
  );
}

function GroupTable({
  groups,
  by,
  filter,
  definitions,
}: {
  groups: Group[];
  by: GroupName;
  filter: FigureFilter;
  definitions: Map<string, Definition>;
}) {
  const { t, tCode, label } = useText();
  const columns = COLUMNS.flatMap((name) => definitions.get(name) ?? []);
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
          {groups.map((group) => {
            const name = groupLabel(group.key, by, (prefix, code) => tCode(prefix, code));
            const own = groupFilter(group.key, by, filter);
            return (
              <tr key={JSON.stringify(group.key)}>
                <th scope="row" className="sticky">
                  {name}
                </th>
                {columns.map((column) => (
                  <td key={column.name}>
                    <Figure
                      measure={column.name}
                      value={group.measures[column.name]}
                      filter={own}
                      is_percent={column.kind === 'ratio'}
                      label={`${name}, ${label(column)}`}
                    />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollBox>
  );
}
