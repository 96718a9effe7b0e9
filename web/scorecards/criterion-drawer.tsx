import { Drawer } from 'antd';
import { Link } from 'react-router';
import { useGet } from '../api.ts';
import { Facts, Tag } from '../ui/field.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { EvidencePart } from './evidence-part.tsx';
import { useFigureName } from './figure-name.ts';
import { ScoreForm } from './score-form.tsx';
import { stageNow } from './use-score.ts';
import { type CardRow, type CardView, type Leaf, ruleText } from './words.ts';

type Props = { view: CardView; row: CardRow; leaf: Leaf; onClose: () => void };

/** One criterion: its rule, the figures behind the computed points, every score with its reason, evidence, and the form to score it. */
export function CriterionDrawer({ view, row, leaf, onClose }: Props) {
  const { t, lang, number } = useText();
  const stage = stageNow(view, leaf);
  return (
    <Drawer
      open
      onClose={onClose}
      size={620}
      title={`${row.code} ${lang === 'vi' ? row.name_vi : row.name_en}`}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Facts
        items={[
          [t('scorecards.max'), number(row.sum.max === '0' && leaf.is_bonus ? '' : maxOf(leaf, row))],
          [t('scorecards.rule'), ruleText(leaf.rule, t, number)],
          [t('scorecards.scored_by'), t(`scorecards.scored_by.${leaf.scored_by}`)],
          leaf.office !== null && [t('scorecards.office'), leaf.office],
          leaf.evidence_wanted !== null && [t('scorecards.evidence_wanted'), leaf.evidence_wanted],
          leaf.note_vi !== null && [t('scorecards.source'), leaf.note_vi],
        ]}
      />
      <Figures view={view} leaf={leaf} />
      {stage && <ScoreForm key={`${row.code} ${stage}`} view={view} row={row} leaf={leaf} stage={stage} />}
      {leaf.scored_by === 'self' && <EvidencePart view={view} row={row} leaf={leaf} />}
      <History view={view} row={row} />
    </Drawer>
  );
}

const maxOf = (leaf: Leaf, row: CardRow) => (leaf.stages.self?.is_applicable === false ? row.sum.not_applicable : row.sum.max);

function Figures({ view, leaf }: { view: CardView; leaf: Leaf }) {
  const { t, number } = useText();
  const figureName = useFigureName(view.card.unit_code, view.round.period_to);
  if (!leaf.prefill) return leaf.scored_by === 'self' ? <p className="muted">{t('scorecards.no_figures')}</p> : null;
  const { unit_code } = view.card;
  const { period_from, period_to } = view.round;
  return (
    <>
      <h3>{t('scorecards.from_figures')}</h3>
      <ul>
        {Object.entries(leaf.prefill.inputs).map(([name, input]) => (
          <li key={name}>
            {name.startsWith('plan.') ? (
              figureName(name)
            ) : (
              <Link to={`/figures/records?unit=${unit_code}&from=${period_from}&to=${period_to}&measure=${name}`}>
                {figureName(name)}
              </Link>
            )}
            : <strong>{number(input.value)}</strong> {input.unit === 'percent' ? '%' : ''}
          </li>
        ))}
      </ul>
      <p>
        {t('scorecards.prefill')}: <strong>{number(leaf.prefill.value)}</strong>
        {leaf.deviation && <span className="amber"> · {t('scorecards.deviation', { deviation: number(leaf.deviation) })}</span>}
      </p>
    </>
  );
}

function History({ view, row }: { view: CardView; row: CardRow }) {
  const { t, number, moment } = useText();
  const asked = useGet('scorecards.history', { id: view.card.id, criterion: row.code });
  return (
    <Answer of={asked} rows={2}>
      {({ scores }) =>
        scores.length === 0 ? null : (
          <>
            <h3>{t('scorecards.history')}</h3>
            <ul className="plain-list">
              {scores.map((one) => (
                <li key={one.id}>
                  <Tag>{t(`scorecards.stage.${one.stage}`)}</Tag>{' '}
                  <strong>{one.is_applicable ? number(one.value) : t('scorecards.not_applicable_long')}</strong>
                  {one.is_estimate && ` (${t('scorecards.estimate_short')})`}
                  {one.reason && <div>{one.reason}</div>}
                  <div className="small">
                    {one.scored_by_name}, {moment(one.scored_at as unknown as string)}
                  </div>
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Answer>
  );
}
