import { Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import { type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Field } from '../ui/field.tsx';
import { yearNow } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { type Change, type Pending, useFill } from './grid-fill.ts';
import { type Place, shownValue, typedValue } from './grid-model.ts';
import { Faults, ReasonDialog } from './grid-parts.tsx';
import { type Edit, GridSheet, type SheetRow } from './grid-sheet.tsx';

type Periods = Output<'forms.periods'>;
const KINDS = ['month', 'quarter', 'half_year', 'year'] as const;
type Kind = (typeof KINDS)[number];

/** The declared cells of a form at one unit, a year by its months, quarters or halves; filled like the form itself. */
export function PeriodsView({ code, unit, to }: { code: string; unit: string; to: string }) {
  const { t, tCode } = useText();
  const address = useAddress();
  const year = address.number('columns_year', Number(to.slice(0, 4)));
  const kind: Kind = KINDS.find((one) => one === address.get('columns')) ?? 'quarter';
  const regime = address.get('regime') === 'CAL' ? 'CAL' : 'ND09';
  const ask = { code, unit, year, kind, regime } as const;
  const asked = useGet('forms.periods', ask, { placeholderData: (before) => before });
  const years = Array.from({ length: 12 }, (_, at) => yearNow() + 1 - at);
  return (
    <Section>
      <div className="filters">
        <Field label={t('field.year')} className="half">
          {(id) => (
            <Select
              id={id}
              value={year}
              onChange={(next) => address.set({ columns_year: next })}
              options={[...new Set([...years, year])].sort((a, b) => b - a).map((value) => ({ value, label: String(value) }))}
            />
          )}
        </Field>
        <div className="segmented-scroll">
          <Segmented<Kind>
            aria-label={t('grid.columns')}
            value={kind}
            onChange={(next) => address.set({ columns: next })}
            options={KINDS.map((value) => ({ value, label: tCode('period', value) }))}
          />
        </div>
      </div>
      <Answer of={asked}>{(periods) => <PeriodsSheet key={`${unit} ${year} ${kind}`} code={code} periods={periods} />}</Answer>
    </Section>
  );
}

const idOf = ({ key, from, to }: { key: string; from: string; to: string }) => `${key} ${from} ${to}`;

function PeriodsSheet({ code, periods }: { code: string; periods: Periods }) {
  const { t, label, day } = useText();
  const { mayAt } = useSession();
  const [active, setActive] = useState<Place | null>(null);
  const { rows, columns, cells } = periods;
  const first = columns[0];
  const form = useMemo(
    () => ({ code, unit: periods.unit.code, from: first?.from ?? '', to: first?.to ?? '' }),
    [code, periods.unit.code, first?.from, first?.to],
  );
  const at = useMemo(() => new Map(cells.map((cell) => [`${cell.row}/${cell.column}`, cell])), [cells]);
  const by_id = useMemo(
    () =>
      new Map(
        rows.flatMap((row, r) =>
          columns.map(
            (column, c) => [idOf({ key: row.key, ...column }), { row: r, column: c, cell: at.get(`${r}/${c}`) }] as const,
          ),
        ),
      ),
    [rows, columns, at],
  );
  const fill = useFill({ form, versionOf: (id) => by_id.get(id)?.cell?.version ?? 0, idOf });
  const can_write = mayAt('measures.declare', periods.unit.code);
  const textAt = (row: number, column: number, pending: ReadonlyMap<string, Pending>) => {
    const line = rows[row] as Periods['rows'][number];
    const id = idOf({ key: line.key, ...(columns[column] as Periods['columns'][number]) });
    const cell = at.get(`${row}/${column}`);
    const value = line.kind === 'words' ? (cell?.note ?? '') : shownValue(cell?.value ?? null, line.kind);
    return pending.get(id)?.texts.value ?? value;
  };
  const edit = (edits: Edit[], how: 'typed' | 'pasted' | 'cleared') => {
    const changes = edits.flatMap(({ row, column, text }): Change[] => {
      const [line, period] = [rows[row], columns[column]];
      if (!line || !period || !can_write || !period.is_over || at.get(`${row}/${column}`)?.held_by) return [];
      const was = textAt(row, column, fill.pending);
      if (text.trim() === was) return [];
      const said = (typed: string) => ({ key: line.key, from: period.from, to: period.to, value: typedValue(typed, line.kind) });
      return [
        {
          id: idOf({ key: line.key, ...period }),
          texts: { value: shownValue(typedValue(text, line.kind), line.kind) },
          cell: said(text),
          before: { texts: { value: was }, cell: said(was) },
        },
      ];
    });
    if (changes.length > 0) fill.save(changes, how);
  };
  const sheet_rows: SheetRow[] = rows.map((line, r) => ({
    key: line.key,
    head: (
      <>
        <td className="left">{line.code ?? ''}</td>
        <th scope="row">{label(line)}</th>
        <td className="center small">{line.unit_vi}</td>
      </>
    ),
    cells: columns.map((period, c) => {
      const cell = at.get(`${r}/${c}`);
      const pending = fill.pending.get(idOf({ key: line.key, ...period }));
      return {
        text: textAt(r, c, fill.pending),
        label: `${[line.code, label(line)].filter(Boolean).join(' ')}, ${period.label}`,
        is_locked: !can_write || !period.is_over || Boolean(cell?.held_by),
        is_words: line.kind === 'words',
        is_invalid: pending?.problem !== undefined,
        hint: pending?.problem ?? cell?.held_by ?? undefined,
        tone: cell
          ? cell.held_by
            ? 'is-held'
            : cell.version > 0
              ? 'is-declared'
              : 'is-carried'
          : period.is_over
            ? 'is-missing'
            : '',
        marks: pending?.problem ? <span className="grid-problem">{pending.problem}</span> : undefined,
      };
    }),
  }));
  if (rows.length === 0) return <Nothing text={t('grid.none_declared')} />;
  const show = (id: string) => {
    const found = by_id.get(id);
    if (found) setActive({ row: found.row, column: found.column });
  };
  return (
    <>
      <p className="small muted">{t(can_write ? 'grid.keys' : 'grid.read_only')}</p>
      <Faults faults={fill.faults} onShow={show} onClose={fill.forget} />
      <ScrollBox label={t('grid.view.periods')} className="grid-scroll">
        <GridSheet
          label={t('grid.view.periods')}
          className="grid-wide"
          header={
            <tr>
              <th scope="col">{t('listform.code')}</th>
              <th scope="col">{t('listform.row')}</th>
              <th scope="col">{t('listform.unit')}</th>
              {columns.map((period) => (
                <th key={period.to} scope="col">
                  {period.label}
                  <div className="small">
                    {day(period.from)} – {day(period.to)}
                  </div>
                </th>
              ))}
            </tr>
          }
          rows={sheet_rows}
          columns={columns.length}
          active={active}
          onActive={setActive}
          onEdit={edit}
          onReset={({ row, column }) => {
            const [line, period] = [rows[row], columns[column]];
            if (line && period) fill.drop(idOf({ key: line.key, ...period }));
          }}
          onUndo={fill.undo}
          onRedo={fill.redo}
        />
      </ScrollBox>
      {fill.asking && <ReasonDialog count={fill.asking.faults} onAnswer={fill.answer} />}
    </>
  );
}
