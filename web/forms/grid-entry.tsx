import { Drawer, Select } from 'antd';
import { useMemo, useState } from 'react';
import { recordsPath } from '../figures/question.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Field, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNarrow } from '../ui/narrow.ts';
import { Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { type Change, type Pending, useFill } from './grid-fill.ts';
import { FindingsPanel, severityOf } from './grid-findings.tsx';
import { type Place, shownValue, typedValue } from './grid-model.ts';
import { CellPanel } from './grid-panel.tsx';
import { Faults, type Grid, type GridRow, ReasonDialog } from './grid-parts.tsx';
import { type Edit, GridSheet, type SheetCell, type SheetRow } from './grid-sheet.tsx';

type Form = { code: string; unit: string; from: string; to: string };
const SHOWN = ['all', 'inputs', 'missing', 'problems'] as const;
type Shown = (typeof SHOWN)[number];
const VALUE = 0;
const NOTE = 1;

/** The form of one unit and period: the sheet, what its rules say, and everything about the cell one stands on. */
export function FillGrid({ grid, form }: { grid: Grid; form: Form }) {
  const { t } = useText();
  const address = useAddress();
  const { mayAt } = useSession();
  const is_narrow = useNarrow();
  const shown: Shown = SHOWN.find((one) => one === address.get('show')) ?? 'all';
  const severities = useMemo(() => severityOf(grid.findings), [grid.findings]);
  const rows = useMemo(
    () => grid.rows.filter((row) => isShown(row, shown, severities.has(row.key))),
    [grid.rows, shown, severities],
  );
  // A link may lead to a cell.
  const [active, setActive] = useState<Place | null>(() => {
    const at = rows.findIndex((row) => row.key === address.get('cell'));
    return at < 0 ? null : { row: at, column: VALUE };
  });
  const [is_open, setOpen] = useState(false);
  const by_key = useMemo(() => new Map(grid.rows.map((row) => [row.key, row])), [grid.rows]);
  const stable = useMemo(() => form, [form.code, form.unit, form.from, form.to, form]);
  const fill = useFill({ form: stable, versionOf: (id) => by_key.get(id)?.input?.version ?? 0, idOf: ({ key }) => key });
  const can_write = mayAt('measures.declare', grid.unit.code) && !grid.is_complete;

  const edit = (edits: Edit[], how: 'typed' | 'pasted' | 'cleared') => {
    const changes = changesOf(edits, rows, fill.pending, can_write);
    if (changes.length > 0) fill.save(changes, how);
  };
  const show = (key: string) => {
    const at = rows.findIndex((row) => row.key === key);
    if (at >= 0) setActive({ row: at, column: VALUE });
    else address.set({ show: null });
  };
  const chosen = active ? rows[active.row] : undefined;
  const panel = chosen && !chosen.is_heading && (
    <CellPanel key={chosen.key} row={chosen} form={stable} can_write={can_write} onRule={show} findings={grid.findings} />
  );
  const sheet_rows = useSheetRows(rows, fill.pending, severities, can_write);
  return (
    <>
      <Summary grid={grid} saving={fill.saving} />
      <FindingsPanel grid={grid} form={stable} onShow={show} />
      <Section>
        <div className="filters grid-tools">
          <Field label={t('grid.show')} className="half">
            {(id) => (
              <Select
                id={id}
                value={shown}
                onChange={(next: Shown) => address.set({ show: next === 'all' ? null : next })}
                options={SHOWN.map((value) => ({ value, label: t(`grid.show.${value}`) }))}
              />
            )}
          </Field>
          <p className="small muted grid-keys">{t(can_write ? 'grid.keys' : 'grid.read_only')}</p>
        </div>
        <Faults faults={fill.faults} onShow={show} onClose={fill.forget} />
        <div className="grid-split">
          {rows.length === 0 ? (
            <Nothing text={t('grid.none_shown')} />
          ) : (
            <ScrollBox label={grid.official_code} className="grid-scroll">
              <GridSheet
                label={t('grid.title', { code: grid.official_code })}
                className="list-form"
                header={<Header />}
                rows={sheet_rows}
                columns={2}
                active={active}
                onActive={setActive}
                onEdit={edit}
                onReset={({ row }) => fill.drop(rows[row]?.key ?? '')}
                onUndo={fill.undo}
                onRedo={fill.redo}
              />
            </ScrollBox>
          )}
          {!is_narrow && <aside className="grid-panel">{panel ?? <Nothing text={t('grid.choose_cell')} />}</aside>}
        </div>
        <Legend />
      </Section>
      {is_narrow && chosen && !chosen.is_heading && (
        <button type="button" className="grid-details" onClick={() => setOpen(true)}>
          {t('grid.details', { cell: [chosen.code, chosen.label_vi].filter(Boolean).join(' ') })}
        </button>
      )}
      {is_narrow && (
        <Drawer open={is_open} placement="bottom" size="80%" title={t('grid.cell')} onClose={() => setOpen(false)}>
          {panel}
        </Drawer>
      )}
      {fill.asking && <ReasonDialog count={fill.asking.faults} onAnswer={fill.answer} />}
    </>
  );
}

function isShown(row: GridRow, shown: Shown, is_problem: boolean): boolean {
  if (shown === 'all') return true;
  if (shown === 'problems') return is_problem || row.is_unusual || row.is_followed;
  if (row.is_heading) return row.level === 1 && shown === 'inputs';
  return row.input !== null && (shown === 'inputs' || row.state === 'missing');
}

function Header() {
  const { t } = useText();
  return (
    <tr>
      <th scope="col">{t('listform.code')}</th>
      <th scope="col">{t('listform.row')}</th>
      <th scope="col">{t('listform.unit')}</th>
      <th scope="col">{t('listform.value')}</th>
      <th scope="col">{t('listform.note')}</th>
    </tr>
  );
}

/** What of a row is shown in the column of values now: what is being sent, or what it is. */
function textsOf(row: GridRow, pending: Pending | undefined): { value: string; note: string } {
  const kind = row.input?.kind ?? (row.unit_vi === 'Có/không' ? 'yes_no' : 'number');
  const value = kind === 'words' || row.words !== null ? (row.words ?? '') : shownValue(row.value, kind);
  const percent = row.unit_vi === '%' && !row.input && value !== '' && row.words === null ? `${value}%` : value;
  const note = row.input?.kind === 'words' ? '' : (row.input?.note ?? row.note ?? '');
  return { value: pending?.texts.value ?? percent, note: pending?.texts.note ?? note };
}

function useSheetRows(
  rows: readonly GridRow[],
  pending: ReadonlyMap<string, Pending>,
  severities: ReadonlyMap<string, string>,
  can_write: boolean,
): SheetRow[] {
  const { t, label, day } = useText();
  return useMemo(
    () =>
      rows.map((row): SheetRow => {
        const head = (
          <>
            <td className="left">{row.code ?? ''}</td>
            <th scope="row" className={`list-level-${Math.min(row.level, 4)}`}>
              {label(row)}
              {row.basis === 'cumulative' && !row.is_heading && (
                <span className="small muted"> ({t('listform.cumulative')})</span>
              )}
            </th>
            <td className="center small">{row.unit_vi}</td>
          </>
        );
        const filler = (
          <>
            {head}
            <td />
            <td />
          </>
        );
        if (row.is_heading) return { key: row.key, className: 'group', head: filler, cells: [] };
        const now = pending.get(row.key);
        const texts = textsOf(row, now);
        const is_locked = !can_write || row.input === null || row.input.held_by !== null;
        const severity = severities.get(row.key);
        const hint =
          now?.problem ??
          (row.is_unusual && row.usual
            ? t('grid.unusual', { low: shownValue(row.usual.low, 'number'), high: shownValue(row.usual.high, 'number') })
            : undefined);
        const tone = [
          `is-${row.state}`,
          now && !now.problem ? 'is-sending' : '',
          severity === 'high' ? 'is-error' : severity || row.is_unusual ? 'is-warning' : '',
          row.input?.held_by ? 'is-held' : '',
        ].join(' ');
        const as_of = row.as_of !== null && row.value !== null ? t('measures.as_of', { day: day(row.as_of) }) : '';
        const value: SheetCell = {
          text: texts.value,
          label: `${[row.code, label(row)].filter(Boolean).join(' ')}${severity ? `, ${t(`grid.importance.${severity as 'high'}`)}` : ''}`,
          is_locked,
          tone,
          hint,
          is_invalid: now?.problem !== undefined,
          is_words: row.input?.kind === 'words' || row.words !== null,
          to: is_locked && row.measure && row.filter ? recordsPath(row.measure, row.filter) : undefined,
          marks: <Marks row={row} problem={now?.problem} />,
        };
        const note: SheetCell = {
          text: texts.note,
          label: `${t('listform.note')}: ${label(row)}`,
          is_locked: is_locked || row.input?.kind === 'words',
          is_words: true,
          tone: 'is-note',
          marks: as_of || undefined,
        };
        return { key: row.key, head, cells: [value, note] };
      }),
    [rows, pending, severities, can_write, t, label, day],
  );
}

/** What else there is about a cell: comments, evidence, the flag; a sign and a word for each. */
function Marks({ row, problem }: { row: GridRow; problem: string | undefined }) {
  const { t } = useText();
  return (
    <>
      {problem && <span className="grid-problem">{problem}</span>}
      {row.is_followed && (
        <span className="grid-flag" title={t('grid.followed')}>
          <Icon name="star" size={14} />
          <span className="visually-hidden">{t('grid.followed')}</span>
        </span>
      )}
      {row.comments > 0 && (
        <span title={t('grid.comment_count', { count: row.comments })}>
          ({row.comments})<span className="visually-hidden">{t('grid.comment_count', { count: row.comments })}</span>
        </span>
      )}
      {(row.input?.evidence ?? 0) > 0 && (
        <span title={t('declared.evidence_count', { count: row.input?.evidence ?? 0 })}>
          <Icon name="link" size={14} />
        </span>
      )}
    </>
  );
}

/** Edits by place as changes by cell; value and note of one row are one. Locked cells of a block are left out. */
function changesOf(
  edits: readonly Edit[],
  rows: readonly GridRow[],
  pending: ReadonlyMap<string, Pending>,
  can_write: boolean,
): Change[] {
  if (!can_write) return [];
  const by_row = Map.groupBy(edits, (edit) => edit.row);
  return [...by_row].flatMap(([at, of_row]): Change[] => {
    const row = rows[at];
    if (!row?.input || row.input.held_by !== null) return [];
    const { kind } = row.input;
    const was = textsOf(row, pending.get(row.key));
    const typed = of_row.findLast((edit) => edit.column === VALUE)?.text.trim();
    const noted = of_row.findLast((edit) => edit.column === NOTE)?.text.trim();
    const note = kind === 'words' ? undefined : noted;
    const value = typed ?? was.value;
    if (value === was.value && (note === undefined || note === was.note)) return [];
    const said = (text: string, beside: string) => ({
      key: row.key,
      value: typedValue(text, kind),
      ...(kind === 'words' ? {} : { note: beside || null }),
    });
    const texts = { value: shownText(value, kind), ...(note !== undefined && { note }) };
    return [
      {
        id: row.key,
        texts,
        cell: said(value, note ?? was.note),
        before: { texts: was, cell: said(was.value, was.note) },
      },
    ];
  });
}

function shownText(text: string, kind: 'number' | 'words' | 'yes_no'): string {
  return shownValue(typedValue(text, kind), kind);
}

/** How far the form is, in one line. */
function Summary({ grid, saving }: { grid: Grid; saving: boolean }) {
  const { t, number, moment } = useText();
  const { inputs, declared, missing, failed, explained } = grid.counts;
  const last = grid.filings.at(-1);
  return (
    <div className="grid-summary" role="status" aria-live="polite">
      {last && (
        <Tag tone={grid.is_complete ? 'green' : 'amber'}>
          {t(`grid.${last.kind}_by`, { by: last.by_name, at: moment(last.at) })}
        </Tag>
      )}
      {last?.reason && <span>{last.reason}</span>}
      <span>{t('grid.declared_count', { declared: number(declared), inputs: number(inputs) })}</span>
      <span>{t('grid.missing_count', { count: number(missing) })}</span>
      <span>{t('grid.failed_count', { count: number(failed), explained: number(explained) })}</span>
      <span className="muted">{t(saving ? 'grid.saving' : 'grid.saved')}</span>
    </div>
  );
}

const LEGEND = ['computed', 'declared', 'carried', 'missing', 'warning', 'error', 'followed', 'held'] as const;

function Legend() {
  const { t } = useText();
  return (
    <ul className="grid-legend">
      {LEGEND.map((state) => (
        <li key={state}>
          <span className={`grid-swatch is-${state}`} aria-hidden="true" />
          {t(`grid.state.${state}`)}
        </li>
      ))}
    </ul>
  );
}
