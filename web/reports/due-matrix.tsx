import { Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { download, type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Facts, Field } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { type LockAsk, LockDialog } from './due-locks.tsx';
import { Choice, type KindOfPeriod, StandingTags, UNIT_KINDS, type UnitKind, useKindName, useRegimes } from './due-parts.tsx';

type Matrix = Output<'reports.due_matrix'>;
type Cell = Matrix['cells'][number];
type Period = Matrix['periods'][number];
type UnitOf = Matrix['units'][number];

const SETS = ['assigned', 'handed_in', 'in_time', 'late', 'missing'] as const;
type SetName = (typeof SETS)[number];
const keyOf = ({ kind, s }: { kind: string; s: string }) => `${kind} ${s}`;
const isHandedIn = ({ standing }: Cell) => standing === 'issued' || standing === 'accepted';

/** The cells that a number counts: the same rules as the server's. */
const IN_SET: Record<SetName, (cell: Cell, today: string) => boolean> = {
  assigned: () => true,
  handed_in: isHandedIn,
  in_time: (cell) => isHandedIn(cell) && cell.days_late === 0,
  late: (cell) => cell.days_late > 0,
  missing: (cell, today) => !isHandedIn(cell) && cell.due_on !== null && cell.due_on < today,
};

/** The reports of the units below one, by unit and period. */
export function Below({ unit }: { unit: string }) {
  const { t } = useText();
  const { may } = useSession();
  const say = useSay();
  const address = useAddress();
  const regimes = useRegimes(unit);
  const code = address.get('regime') ?? regimes.data?.[0]?.code;
  const regime = regimes.data?.find((one) => one.code === code);
  const asked_kind = address.get('kind') as KindOfPeriod | undefined;
  const kinds = (regime?.periods ?? []).filter((one) => one !== 'free');
  const kind = kinds.find((one) => one === asked_kind) ?? kinds.find((one) => one === 'quarter') ?? kinds[0];
  const year = address.number('year', Number(dayOf(new Date()).slice(0, 4)));
  const unit_kind = UNIT_KINDS.find((one) => one === address.get('unit_kind'));
  const ask = code === undefined ? null : { unit, regime: code, year, ...(kind && { kind }), ...(unit_kind && { unit_kind }) };
  const asked = useGet('reports.due_matrix', regimes.data ? ask : null, { placeholderData: (before) => before });
  return (
    <Section
      title={t('due.matrix')}
      extra={
        ask &&
        may('reports.export') && (
          <Button icon={<Icon name="download" />} onClick={() => void download('reports.due_export', ask).catch(say.refused)}>
            {t('act.export')}
          </Button>
        )
      }
    >
      <Filters regimes={regimes.data ?? []} code={code} kinds={kinds} kind={kind} year={year} unit_kind={unit_kind} />
      {ask === null ? (
        <Nothing text={t('due.choose_regime')} />
      ) : (
        <Answer of={asked} rows={12}>
          {(matrix) => <Shown matrix={matrix} regime={ask.regime} />}
        </Answer>
      )}
    </Section>
  );
}

type FilterProps = {
  regimes: Output<'reports.regimes'>;
  code: string | undefined;
  kinds: KindOfPeriod[];
  kind: KindOfPeriod | undefined;
  year: number;
  unit_kind: UnitKind | undefined;
};

function Filters({ regimes, code, kinds, kind, year, unit_kind }: FilterProps) {
  const { t, tCode, label } = useText();
  const address = useAddress();
  const kindName = useKindName();
  const now = Number(dayOf(new Date()).slice(0, 4));
  const years = [...new Set([year, ...Array.from({ length: 6 }, (_, i) => now + 1 - i)])].sort((a, b) => b - a);
  const named = regimes.map((one) => ({ value: one.code, label: label({ label_vi: one.name_vi, label_en: one.name_en }) }));
  const known = code === undefined || named.some((one) => one.value === code) ? named : [...named, { value: code, label: code }];
  const set = (values: Record<string, string | null>) => address.set({ ...values, p: null, set: null });
  return (
    <search className="filters">
      <Field label={t('due.regime')} className="field-wide">
        {(id) => <Choice id={id} value={code} onChange={(value) => set({ regime: value, kind: null })} options={known} />}
      </Field>
      <Field label={t('due.kind')} className="half">
        {(id) => (
          <Choice
            id={id}
            value={kind}
            onChange={(value) => set({ kind: value })}
            options={kinds.map((value) => ({ value, label: kindName(value) }))}
          />
        )}
      </Field>
      <Field label={t('field.year')} className="half">
        {(id) => (
          <Choice
            id={id}
            value={String(year)}
            onChange={(value) => set({ year: value })}
            options={years.map((value) => ({ value: String(value), label: String(value) }))}
          />
        )}
      </Field>
      <Field label={t('due.unit_kind')} className="half">
        {(id) => (
          <Choice
            id={id}
            value={unit_kind}
            allowClear
            onChange={(value) => set({ unit_kind: value })}
            options={UNIT_KINDS.filter((one) => one !== 'province').map((value) => ({ value, label: tCode('unit_kind', value) }))}
          />
        )}
      </Field>
    </search>
  );
}

type Chosen = { unit: UnitOf; period: Period; cell: Cell };

function Shown({ matrix, regime }: { matrix: Matrix; regime: string }) {
  const { t, label } = useText();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [lock, setLock] = useState<LockAsk | null>(null);
  const { periods, units, cells } = matrix;
  if (units.length === 0) return <Nothing text={t('due.nobody')} />;
  const own = new Map(cells.map((cell) => [`${cell.unit_id} ${keyOf(cell)}`, cell]));
  const askLock = (period: Period, is_locked: boolean) =>
    setLock({ ...periodAsk(period, regime, label), unit: matrix.unit, is_locked });
  const closeLock = () => {
    setLock(null);
    setChosen(null);
  };
  return (
    <>
      <SetList matrix={matrix} onChoose={setChosen} />
      <ScrollBox label={t('due.matrix')}>
        <table className="sheet due-matrix">
          <Head periods={periods} onLock={askLock} />
          <tbody>
            {units.map((unit) => (
              <tr key={unit.id}>
                <th scope="row">{unit.name}</th>
                {periods.map((period) => {
                  const cell = own.get(`${unit.id} ${keyOf(period)}`);
                  return (
                    <td key={keyOf(period)} className={cell ? `due-cell due-${cell.standing}` : 'due-cell'}>
                      {cell ? (
                        <CellButton unit={unit} period={period} cell={cell} onPress={() => setChosen({ unit, period, cell })} />
                      ) : (
                        <span className="small">{t('due.not_owed')}</span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {chosen && <CellDrawer chosen={chosen} regime={regime} onLock={setLock} onClose={() => setChosen(null)} />}
      {lock && <LockDialog ask={lock} onClose={closeLock} />}
    </>
  );
}

/** Periods with what may be done to them, and the sums, each number a link to what it counts. */
function Head({ periods, onLock }: { periods: Period[]; onLock: (period: Period, is_locked: boolean) => void }) {
  const { t, label, percent } = useText();
  const { may } = useSession();
  const address = useAddress();
  const here = (period: Period, set: SetName) =>
    pathWith('/reports/due', { ...Object.fromEntries(address.search), p: keyOf(period), set, page: null });
  const counted = SETS.map((set): [string, string, (period: Period) => ReactNode] => [
    t(`due.${set}`),
    '',
    (period) => (
      <Link
        to={here(period, set)}
        preventScrollReset
        aria-label={`${t('due.set_of', { period: label(period), set: t(`due.${set}`) })}: ${period.tally[set]}`}
      >
        {period.tally[set]}
      </Link>
    ),
  ]);
  const rows: typeof counted = [
    ...counted,
    [t('due.completeness'), t('due.completeness_why'), ({ tally }) => share(tally.completeness, percent)],
    [t('due.timeliness'), t('due.timeliness_why'), ({ tally }) => share(tally.timeliness, percent)],
  ];
  return (
    <thead>
      <tr>
        <th scope="col">{t('field.unit')}</th>
        {periods.map((period) => (
          <th key={keyOf(period)} scope="col">
            <div>{label(period)}</div>
            {may('reports.lock') && (
              <div className="due-locks no-print">
                {([true, false] as const).map((is_locked) => (
                  <Button
                    key={String(is_locked)}
                    size="small"
                    onClick={() => onLock(period, is_locked)}
                    aria-label={t(is_locked ? 'lock.lock_all' : 'lock.unlock_all', { period: label(period) })}
                  >
                    {t(is_locked ? 'lock.was_locked' : 'lock.was_opened')}
                  </Button>
                ))}
              </div>
            )}
          </th>
        ))}
      </tr>
      {rows.map(([name, why, show]) => (
        <tr key={name} className="due-sums">
          <th scope="row" title={why || undefined}>
            {name}
          </th>
          {periods.map((period) => (
            <td key={keyOf(period)}>{show(period)}</td>
          ))}
        </tr>
      ))}
    </thead>
  );
}

const share = (tenths: number | null, percent: (value: string) => string) =>
  tenths === null ? '–' : percent((tenths / 10).toFixed(1));

function periodAsk(period: Period, regime: string, label: (of: Period) => string) {
  const year = period.year ?? Number(period.to.slice(0, 4));
  return { regime, kind: period.kind, year, n: period.n ?? 1, from: period.from, to: period.to, label: label(period) };
}

function CellButton({ unit, period, cell, onPress }: Chosen & { onPress: () => void }) {
  const { label } = useText();
  return (
    <button type="button" className="due-press" onClick={onPress}>
      <span className="visually-hidden">{`${unit.name}, ${label(period)}: `}</span>
      <StandingTags of={cell} />
    </button>
  );
}

/** One report: how it stands, its period, and what the level above may do with that. */
function CellDrawer({
  chosen: { unit, period, cell },
  regime,
  onLock,
  onClose,
}: {
  chosen: Chosen;
  regime: string;
  onLock: (ask: LockAsk) => void;
  onClose: () => void;
}) {
  const { t, day, label } = useText();
  const { may } = useSession();
  const ask = (is_locked: boolean) => onLock({ ...periodAsk(period, regime, label), unit, is_locked });
  return (
    <Drawer
      open
      onClose={onClose}
      title={`${unit.name}: ${label(period)}`}
      size={420}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Facts
        items={[
          [t('field.status'), <StandingTags key="state" of={cell} />],
          [t('kept.period'), `${day(period.from)} – ${day(period.to)}`],
          [t('due.due_on'), day(cell.due_on)],
          [t('due.lock_on'), cell.lock_on ? day(cell.lock_on) : t('due.lock_none')],
          [t('lock.state'), t(cell.is_locked ? 'lock.closed' : 'lock.open')],
          cell.exception !== null && [
            t('due.exception'),
            `${cell.exception.reason} (${cell.exception.by_name}${cell.exception.until ? `, ${day(cell.exception.until)}` : ''})`,
          ],
        ]}
      />
      <div className="button-row gap">
        {cell.report_id !== null && (
          <Link className="button-link" to={`/reports/kept/${cell.report_id}`}>
            {t('due.open')}
          </Link>
        )}
        {may('reports.lock') && (
          <Button onClick={() => ask(!cell.is_locked)}>{t(cell.is_locked ? 'lock.exception' : 'lock.lock')}</Button>
        )}
      </div>
    </Drawer>
  );
}

/** The units that a number counts. */
function SetList({ matrix, onChoose }: { matrix: Matrix; onChoose: (chosen: Chosen) => void }) {
  const { t, day, label } = useText();
  const address = useAddress();
  const set = SETS.find((one) => one === address.get('set'));
  const period = matrix.periods.find((one) => keyOf(one) === address.get('p'));
  if (!set || !period) return null;
  const today = dayOf(new Date());
  const units = new Map(matrix.units.map((unit) => [unit.id, unit]));
  const rows = matrix.cells
    .filter((cell) => keyOf(cell) === keyOf(period) && IN_SET[set](cell, today))
    .map((cell) => ({ ...cell, unit: units.get(cell.unit_id) as UnitOf }));
  const title = `${t('due.set_of', { period: label(period), set: t(`due.${set}`) })} (${rows.length})`;
  const columns: Column<(typeof rows)[number]>[] = [
    {
      key: 'unit',
      title: t('field.unit'),
      phone: 'title',
      cell: (row) => (
        <Button type="link" className="due-name" onClick={() => onChoose({ unit: row.unit, period, cell: row })}>
          {row.unit.name}
        </Button>
      ),
    },
    { key: 'due', title: t('due.due_on'), cell: (row) => day(row.due_on) },
    { key: 'state', title: t('field.status'), cell: (row) => <StandingTags of={row} /> },
  ];
  return (
    <section className="due-set" aria-label={title}>
      <div className="panel-head">
        <h3>{title}</h3>
        <Button size="small" onClick={() => address.set({ set: null, p: null })}>
          {t('due.close_set')}
        </Button>
      </div>
      <List label={title} columns={columns} rows={rows} rowKey={(row) => row.unit_id} />
    </section>
  );
}
