import { Button } from 'antd';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { ApiError } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { useNarrow } from '../ui/narrow.ts';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { useText } from '../ui/text.tsx';
import { type Entry, stageNow, useScore } from './use-score.ts';
import { beyond, type CardRow, type CardView, typedPoints } from './words.ts';

type Props = { view: CardView; onOpen: (criterion: string) => void };
const STAGES = ['self', 'appraisal', 'final'] as const;

/** The tree of criteria with every stage; the stage that may be scored now is a column of inputs for the keyboard. */
export function ScoreTable({ view, onOpen }: Props) {
  const { t, lang } = useText();
  const narrow = useNarrow();
  const say = useSay();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const { give, busy } = useScore();
  const table = useRef<HTMLTableElement>(null);
  const nameOf = (row: CardRow) => (lang === 'vi' ? row.name_vi : row.name_en);
  const shown = view.rows.filter((row) => !isUnder(row, folded, view.rows));
  const toggle = (code: string) => {
    const next = new Set(folded);
    if (!next.delete(code)) next.add(code);
    setFolded(next);
  };
  const computed = view.actions.includes('self_score')
    ? view.rows.filter((row) => row.leaf?.scored_by === 'self' && row.leaf.prefill && !row.leaf.stages.self)
    : [];
  const take = () =>
    void give('self', { id: view.card.id, items: computed.map((row) => ({ criterion: row.code })) })
      .then(() => say.done(t('scorecards.done')))
      .catch(say.refused);
  const keep = async (row: CardRow, stage: Entry['stage'], value: string | null): Promise<boolean> => {
    try {
      await give(stage, { id: view.card.id, items: [{ criterion: row.code, value }] });
      return true;
    } catch (error) {
      say.refused(error);
      // What wants a reason is told in the drawer.
      if (error instanceof ApiError && /reason_needed|unexplained/.test(error.code)) onOpen(row.code);
      return false;
    }
  };
  if (narrow) return <Cards view={view} rows={shown} nameOf={nameOf} onOpen={onOpen} />;
  const may_score = view.rows.some((row) => row.leaf && stageNow(view, row.leaf));
  return (
    <>
      <div className="button-row">
        {computed.length > 0 && (
          <Button onClick={take} loading={busy}>
            {t('scorecards.take_computed', { count: computed.length })}
          </Button>
        )}
        {may_score && <span className="small">{t('scorecards.keys')}</span>}
      </div>
      <ScrollBox label={t('scorecards.card')}>
        <table className="score-table" ref={table}>
          <thead>
            <tr>
              <th className="left">{t('scorecards.code')}</th>
              <th className="left">{t('scorecards.criterion')}</th>
              <th>{t('scorecards.max')}</th>
              <th>{t('scorecards.prefill')}</th>
              {STAGES.map((stage) => (
                <th key={stage}>{t(`scorecards.stage.${stage}`)}</th>
              ))}
              <th>{t('scorecards.achieved')}</th>
              <th>{t('scorecards.missing')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row
                key={row.code}
                view={view}
                row={row}
                name={nameOf(row)}
                is_folded={folded.has(row.code)}
                onFold={() => toggle(row.code)}
                onOpen={onOpen}
                keep={keep}
                onMove={(input, by) => moveIn(table.current, input, by)}
              />
            ))}
            <Sum view={view} />
          </tbody>
        </table>
      </ScrollBox>
    </>
  );
}

function Sum({ view }: { view: CardView }) {
  const { t, number } = useText();
  return (
    <tr className="area">
      <td />
      <th scope="row" className="name">
        {t('scorecards.total')}
      </th>
      <td>{number(view.total.max)}</td>
      <td colSpan={4} />
      <td>{number(view.total.achieved)}</td>
      <td>{number(view.total.missing)}</td>
    </tr>
  );
}

function isUnder(row: CardRow, folded: ReadonlySet<string>, rows: readonly CardRow[]): boolean {
  for (let code = row.parent_code; code !== null; ) {
    if (folded.has(code)) return true;
    const parent = rows.find((one) => one.code === code);
    code = parent?.parent_code ?? null;
  }
  return false;
}

function moveIn(table: HTMLTableElement | null, from: HTMLInputElement, by: number): void {
  const inputs = [...(table?.querySelectorAll<HTMLInputElement>('input.score-input') ?? [])];
  inputs[inputs.indexOf(from) + by]?.focus();
}

type RowProps = {
  view: CardView;
  row: CardRow;
  name: string;
  is_folded: boolean;
  onFold: () => void;
  onOpen: (criterion: string) => void;
  keep: (row: CardRow, stage: Entry['stage'], value: string | null) => Promise<boolean>;
  onMove: (input: HTMLInputElement, by: number) => void;
};

function Row({ view, row, name, is_folded, onFold, onOpen, keep, onMove }: RowProps) {
  const { t, number } = useText();
  const { leaf } = row;
  if (!leaf)
    return (
      <tr className={row.depth === 0 ? 'area' : 'group'}>
        <td className="left">{row.code}</td>
        <th scope="row" className={`name indent-${row.depth}`}>
          <button
            type="button"
            className="fold-button"
            aria-expanded={!is_folded}
            aria-label={t(is_folded ? 'scorecards.unfold' : 'scorecards.fold', { name })}
            onClick={onFold}
          >
            {is_folded ? '▸' : '▾'}
          </button>
          {name}
        </th>
        <td>{number(row.sum.max)}</td>
        <td colSpan={4} />
        <td>{number(row.sum.achieved)}</td>
        <td>{number(row.sum.missing)}</td>
      </tr>
    );
  const now = stageNow(view, leaf);
  const achieved = leaf.is_bonus ? row.sum.bonus : row.sum.achieved;
  return (
    <tr>
      <td className="left">{row.code}</td>
      <th scope="row" className={`name indent-${row.depth}`}>
        <button type="button" className="row-button" onClick={() => onOpen(row.code)}>
          {name}
        </button>{' '}
        {leaf.is_bonus && <Tag tone="blue">{t('scorecards.bonus')}</Tag>}
        {leaf.evidence.length > 0 && <Tag tone="green">{`${t('scorecards.evidence')} ${leaf.evidence.length}`}</Tag>}
      </th>
      <td>{number(row.sum.max)}</td>
      <td title={leaf.deviation ? t('scorecards.deviation', { deviation: number(leaf.deviation) }) : undefined}>
        {leaf.prefill ? number(leaf.prefill.value) : ''}
        {leaf.deviation && <div className="small amber">{number(leaf.deviation)}</div>}
      </td>
      {STAGES.map((stage) => {
        const kept = stage === 'self' && leaf.scored_by === 'survey' ? leaf.stages.survey : leaf.stages[stage];
        const is_input = now === stage || (now === 'survey' && stage === 'self') || (now === 'explanation' && stage === 'final');
        return (
          <td key={stage}>
            {is_input && now ? (
              <ScoreInput
                row={row}
                stage={now}
                value={(now === 'explanation' ? leaf.stages.explanation : kept)?.value ?? null}
                keep={keep}
                onMove={onMove}
              />
            ) : kept && !kept.is_applicable ? (
              t('scorecards.not_applicable')
            ) : kept ? (
              number(kept.value)
            ) : (
              ''
            )}
            {kept?.is_estimate && <div className="small">{t('scorecards.estimate_short')}</div>}
          </td>
        );
      })}
      <td>{leaf.held === null ? '' : number(achieved)}</td>
      <td>{leaf.is_bonus ? '' : number(row.sum.missing)}</td>
    </tr>
  );
}

type InputProps = Pick<RowProps, 'row' | 'keep' | 'onMove'> & { stage: Entry['stage']; value: string | null };

function ScoreInput({ row, stage, value, keep, onMove }: InputProps) {
  const { t, lang, number } = useText();
  const id = useId();
  const shown = value === null ? '' : lang === 'vi' ? value.replace('.', ',') : value;
  const [typed, setTyped] = useState<string | null>(null);
  const save = async (): Promise<boolean> => {
    const text = (typed ?? shown).trim();
    const is_same = typed === null || text === shown;
    const takes_computed = text === '' && row.leaf?.prefill;
    if ((is_same && !(takes_computed && value === null)) || (text === '' && !takes_computed)) {
      setTyped(null);
      return true;
    }
    const points = text === '' ? null : typedPoints(text);
    if (text !== '' && points === null) return false;
    const is_kept = await keep(row, stage, points);
    if (is_kept) setTyped(null);
    return is_kept;
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    if (event.key === 'Enter') void save().then((is_kept) => is_kept && onMove(input, 1));
    else if (event.key === 'ArrowDown') onMove(input, 1);
    else if (event.key === 'ArrowUp') onMove(input, -1);
    else if (event.key === 'Escape') setTyped(null);
    else return;
    event.preventDefault();
  };
  const most = row.leaf?.is_bonus ? null : beyond(typed ?? '', row.sum.max);
  const is_no_number = typed !== null && typed.trim() !== '' && typedPoints(typed) === null;
  const fault = most !== null ? t('scorecards.at_most', { max: number(most) }) : is_no_number ? t('scorecards.no_points') : null;
  return (
    <>
      <input
        className="score-input"
        inputMode="decimal"
        aria-label={t('scorecards.points_of', { code: row.code })}
        aria-invalid={fault !== null}
        {...(fault !== null && { 'aria-describedby': id })}
        value={typed ?? shown}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKey}
        onBlur={() => typed !== null && typed !== shown && typed.trim() !== '' && void save()}
      />
      {fault !== null && (
        <div id={id} className="small red">
          {fault}
        </div>
      )}
    </>
  );
}

type CardsProps = {
  view: CardView;
  rows: readonly CardRow[];
  nameOf: (row: CardRow) => string;
  onOpen: (criterion: string) => void;
};

function Cards({ view, rows, nameOf, onOpen }: CardsProps) {
  const { t, number } = useText();
  return (
    <ul className="score-cards">
      {rows.map((row) => (
        <li key={row.code} className={row.depth === 0 ? 'area' : ''}>
          {row.leaf ? (
            <button type="button" className="row-button" onClick={() => onOpen(row.code)}>
              {row.code} {nameOf(row)}
            </button>
          ) : (
            `${row.code} ${nameOf(row)}`
          )}
          <div className="score-line">
            <span>
              {t('scorecards.achieved')}{' '}
              {row.leaf && row.leaf.held === null ? '–' : number(row.leaf?.is_bonus ? row.sum.bonus : row.sum.achieved)}/
              {number(row.sum.max)}
            </span>
            <span>
              {t('scorecards.missing')} {number(row.sum.missing)}
            </span>
            {row.leaf && stageNow(view, row.leaf) && (
              <Tag tone="amber">{t(`scorecards.stage.${stageNow(view, row.leaf) ?? 'self'}`)}</Tag>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
