import { Alert, Button, Input, Segmented, Select } from 'antd';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { type Input as In, type Output, useCall, useGet } from '../api.ts';
import { EvidencePicker } from '../plans/evidence-picker.tsx';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Field } from '../ui/field.tsx';
import { Page, Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Declarations } from './behind-records.tsx';
import { QuestionFilters, useQuestion } from './filters.tsx';
import { cellsOf, plainNumber } from './paste.ts';

type Grid = Output<'measures.declared'>;
type Cell = Grid['cells'][number];
type Layout = 'one' | 'children';

/** Values no record gives, entered in a grid: one unit by measures, or the units below by measures. */
export function DeclaredPage() {
  const { t } = useText();
  const address = useAddress();
  const { filter } = useQuestion();
  const layout: Layout = address.get('rows') === 'children' ? 'children' : 'one';
  const ask = filter && { unit: filter.unit, from: filter.from, to: filter.to, units: layout };
  const asked = useGet('measures.declared', ask, { placeholderData: (before) => before });
  return (
    <Page
      title={t('declared.title')}
      lead={t('declared.lead')}
      crumbs={[{ label: t('measures.title'), to: '/figures/measures' }]}
    >
      <Section>
        <QuestionFilters no_scope />
        <div className="gap segmented-scroll">
          <Segmented<Layout>
            aria-label={t('declared.layout')}
            value={layout}
            onChange={(next) => address.set({ rows: next === 'one' ? null : next })}
            options={(['one', 'children'] as const).map((value) => ({ value, label: t(`declared.layout.${value}`) }))}
          />
        </div>
      </Section>
      {ask === null ? (
        <Nothing text={t('figures.choose_unit')} />
      ) : (
        <>
          <Answer of={asked}>
            {(grid) => <Entry key={`${ask.unit} ${ask.from} ${ask.to} ${layout}`} grid={grid} from={ask.from} to={ask.to} />}
          </Answer>
          <History unit={ask.unit} to={ask.to} />
        </>
      )}
    </Page>
  );
}

type Typed = { value?: string; note?: string };

/** The areas a grid's measures belong to; the first is shown unless the address names one. */
function useArea(grid: Grid) {
  const address = useAddress();
  const areas = [...new Set(grid.measures.map((measure) => measure.area ?? 'general'))];
  const area = areas.find((one) => one === address.get('area')) ?? areas[0] ?? '';
  return { areas, area, choose: (next: string) => address.set({ area: next }) };
}

function Entry({ grid, from, to }: { grid: Grid; from: string; to: string }) {
  const { t, tCode } = useText();
  const { mayAt } = useSession();
  const { areas, area, choose } = useArea(grid);
  const [typed, setTyped] = useState<Record<string, Typed>>({});
  const measures = useMemo(() => grid.measures.filter((one) => (one.area ?? 'general') === area), [grid, area]);
  const can_write = (unit: string) => mayAt('measures.declare', unit);
  return (
    <Section>
      <div className="filters">
        <Field label={t('declared.area')} className="field-wide">
          {(id) => (
            <Select
              id={id}
              value={area}
              onChange={choose}
              options={areas.map((value) => ({ value, label: tCode('measures.area', value) }))}
            />
          )}
        </Field>
      </div>
      {measures.length === 0 ? (
        <Nothing text={t('declared.none')} />
      ) : (
        <GridTable grid={grid} measures={measures} to={to} typed={typed} setTyped={setTyped} can_write={can_write} />
      )}
      {grid.units.some(({ code }) => can_write(code)) && (
        <Save grid={grid} typed={typed} from={from} to={to} onDone={() => setTyped({})} />
      )}
    </Section>
  );
}

const keyOf = (measure: string, unit: string) => `${measure} ${unit}`;

/** What is declared for the very period; what is only carried forward from an earlier day is shown, not edited. */
function cellOf(grid: Grid, measure: string, unit: string, to: string): { own: Cell | undefined; carried: Cell | undefined } {
  const found = grid.cells.find((one) => one.measure === measure && one.unit_code === unit);
  return found?.to === to ? { own: found, carried: undefined } : { own: undefined, carried: found };
}

type TableProps = {
  grid: Grid;
  measures: Grid['measures'];
  to: string;
  typed: Record<string, Typed>;
  setTyped: (change: (now: Record<string, Typed>) => Record<string, Typed>) => void;
  can_write: (unit: string) => boolean;
};

function GridTable({ grid, measures, to, typed, setTyped, can_write }: TableProps) {
  const { t, label, lang } = useText();
  const table = useRef<HTMLTableElement>(null);
  const put = (row: number, column: number, value: string) => {
    const [measure, unit] = [measures[row], grid.units[column]];
    if (!measure || !unit || !can_write(unit.code)) return;
    const key = keyOf(measure.name, unit.code);
    setTyped((now) => ({ ...now, [key]: { ...now[key], value } }));
  };
  const paste = (event: ClipboardEvent, row: number, column: number) => {
    const block = cellsOf(event.clipboardData.getData('text'));
    if (block.length === 1 && block[0]?.length === 1) return;
    event.preventDefault();
    block.forEach((cells, down) => {
      cells.forEach((value, right) => {
        put(row + down, column + right, value);
      });
    });
  };
  const walk = (event: KeyboardEvent, row: number, column: number) => {
    const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    table.current?.querySelector<HTMLInputElement>(`[data-cell="${row + step}/${column}"]`)?.focus();
  };
  const one = grid.units.length === 1;
  return (
    <ScrollBox label={t('declared.title')}>
      <table className="sheet declared-grid" ref={table}>
        <thead>
          <tr>
            <th scope="col" className="sticky">
              {t('declared.measure')}
            </th>
            <th scope="col">{t('measures.unit')}</th>
            {grid.units.map((unit) => (
              <th key={unit.code} scope="col">
                {one ? t('figures.value') : unit.name}
              </th>
            ))}
            {one && <th scope="col">{t('declared.note')}</th>}
            {one && <th scope="col">{t('declared.was')}</th>}
          </tr>
        </thead>
        <tbody>
          {measures.map((measure, row) => (
            <tr key={measure.name}>
              <th scope="row" className="sticky left">
                {label(measure)}
                <div className="small">{t(`measures.time.${measure.time as 'in_period'}`)}</div>
              </th>
              <td className="center">{lang === 'vi' ? measure.unit_vi : measure.unit_en}</td>
              {grid.units.map((unit, column) => {
                const { own } = cellOf(grid, measure.name, unit.code, to);
                const name = t('declared.cell', { measure: label(measure), unit: unit.name });
                const now = typed[keyOf(measure.name, unit.code)]?.value;
                const shown = now ?? (own?.value ?? '').replace('.', ',');
                const is_bad = now !== undefined && plainNumber(now) === null;
                return (
                  <td key={unit.code}>
                    <input
                      className={`number ${now === undefined ? '' : 'changed'}`}
                      data-cell={`${row}/${column}`}
                      aria-label={name}
                      aria-invalid={is_bad}
                      title={is_bad ? t('declared.bad_number', { value: now }) : undefined}
                      inputMode="decimal"
                      readOnly={!can_write(unit.code)}
                      value={shown}
                      onChange={(event) => put(row, column, event.target.value)}
                      onPaste={(event) => paste(event, row, column)}
                      onKeyDown={(event) => walk(event, row, column)}
                    />
                  </td>
                );
              })}
              {one && grid.units[0] && (
                <NoteCells
                  grid={grid}
                  measure={measure}
                  unit={grid.units[0]}
                  to={to}
                  typed={typed}
                  setTyped={setTyped}
                  can_write={can_write}
                />
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function NoteCells({
  grid,
  measure,
  unit,
  to,
  typed,
  setTyped,
  can_write,
}: Omit<TableProps, 'measures'> & { measure: Grid['measures'][number]; unit: Grid['units'][number] }) {
  const { t, label, number, day, moment } = useText();
  const key = keyOf(measure.name, unit.code);
  const { own, carried } = cellOf(grid, measure.name, unit.code, to);
  const now = typed[key]?.note;
  const held = own ?? carried;
  return (
    <>
      <td>
        <input
          className={now === undefined ? '' : 'changed'}
          aria-label={t('declared.cell_note', { measure: label(measure), unit: unit.name })}
          readOnly={!can_write(unit.code)}
          value={now ?? own?.note ?? ''}
          onChange={(event) => {
            const note = event.target.value;
            setTyped((before) => ({ ...before, [key]: { ...before[key], note } }));
          }}
        />
      </td>
      <td className="left small">
        {held && (
          <>
            {held.value === null ? t('declared.blank') : number(held.value)}, {held.declared_by_name}, {moment(held.declared_at)}
            {carried && <div>{t('measures.as_of', { day: day(carried.to) })}</div>}
            {held.evidence > 0 && <div>{t('declared.evidence_count', { count: held.evidence })}</div>}
          </>
        )}
      </td>
    </>
  );
}

function Save({
  grid,
  typed,
  from,
  to,
  onDone,
}: {
  grid: Grid;
  typed: Record<string, Typed>;
  from: string;
  to: string;
  onDone: () => void;
}) {
  const { t, number } = useText();
  const say = useSay();
  const declare = useCall('measures.declare', ['measures', 'forms']);
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState<number[]>([]);
  const changed = Object.entries(typed);
  const bad = changed.filter(([, one]) => one.value !== undefined && plainNumber(one.value) === null);
  // Leaving with unsaved cells is asked about by the browser.
  useEffect(() => {
    if (changed.length === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [changed.length]);
  if (changed.length === 0) return null;
  const save = () => {
    const cells: In<'measures.declare'>['cells'] = changed.map(([key, one]) => {
      const [measure = '', unit = ''] = key.split(' ');
      const { own } = cellOf(grid, measure, unit, to);
      const value = one.value === undefined ? (own?.value ?? null) : plainNumber(one.value) || null;
      const note = (one.note ?? own?.note ?? '').trim() || null;
      return {
        measure,
        unit,
        from,
        to,
        value,
        note,
        version: own?.version ?? 0,
        evidence: evidence.map((evidence_id) => ({ evidence_id })),
      };
    });
    declare.mutate(
      { reason, cells },
      {
        onSuccess: ({ ids }) => {
          say.done(t('declared.saved', { count: number(ids.length) }));
          setReason('');
          setEvidence([]);
          onDone();
        },
        onError: say.refused,
      },
    );
  };
  return (
    <div className="gap">
      <Alert
        type={bad.length > 0 ? 'error' : 'info'}
        showIcon
        title={
          bad[0]?.[1].value !== undefined
            ? t('declared.bad_number', { value: bad[0][1].value })
            : t('declared.changed', { count: number(changed.length) })
        }
      />
      <div className="filters gap">
        <Field label={t('declared.reason')} className="field-wide">
          {(id) => <Input id={id} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <Field label={t('declared.evidence')} className="field-wide">
          {(id) => <EvidencePicker id={id} value={evidence} onChange={setEvidence} />}
        </Field>
      </div>
      <div className="gap">
        <Button type="primary" disabled={reason.trim() === '' || bad.length > 0} loading={declare.isPending} onClick={save}>
          {t('declared.save')}
        </Button>{' '}
        <Button onClick={onDone}>{t('declared.reset')}</Button>
      </div>
    </div>
  );
}

function History({ unit, to }: { unit: string; to: string }) {
  const { t } = useText();
  const address = useAddress();
  const asked = useGet(
    'measures.declarations',
    { unit, page: address.number('page', 1), page_size: 20 },
    { placeholderData: (before) => before },
  );
  return (
    <Section title={t('declared.history')}>
      <Answer of={asked}>
        {(reply) => (
          <Declarations
            key={to}
            rows={reply.rows}
            label={t('declared.history')}
            total={reply.total}
            page_size={reply.page_size}
          />
        )}
      </Answer>
    </Section>
  );
}
