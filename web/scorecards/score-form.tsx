import { Button, Checkbox, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Field } from '../ui/field.tsx';
import { useText } from '../ui/text.tsx';
import { type Entry, useScore } from './use-score.ts';
import { beyond, type CardRow, type CardView, type Leaf, typedPoints } from './words.ts';

type Gap = { key: number; points: string; cause: 'not_due' | 'lost'; reason: string; office: string; due_on: string | null };
type Props = { view: CardView; row: CardRow; leaf: Leaf; stage: Entry['stage'] };

/** Points of one criterion at the stage that is open now: value or answer, reason, and what misses by cause and office. */
export function ScoreForm({ view, row, leaf, stage }: Props) {
  const { t, lang, number } = useText();
  const say = useSay();
  const id = useId();
  const { give, busy } = useScore();
  const before = leaf.stages[stage];
  const from = before ?? leaf.stages.appraisal ?? leaf.stages.self;
  const shown = (text: string | null | undefined) => (text == null ? '' : lang === 'vi' ? text.replace('.', ',') : text);
  const [value, setValue] = useState(shown(from?.value ?? leaf.prefill?.value));
  const [answer, setAnswer] = useState<string | null>(null);
  const [reason, setReason] = useState(before?.reason ?? '');
  const [is_applicable, setApplicable] = useState(from?.is_applicable ?? true);
  const [is_estimate, setEstimate] = useState(before?.is_estimate ?? false);
  const kept = view.ledger.filter((item) => item.criterion === row.code && item.cause !== 'not_scored');
  const [gaps, setGaps] = useState<Gap[]>(() =>
    kept.map((item, key) => ({
      key,
      points: shown(item.points),
      cause: item.cause === 'not_due' ? 'not_due' : 'lost',
      reason: item.reason ?? '',
      office: item.office ?? '',
      due_on: item.due_on,
    })),
  );
  const points = typedPoints(value);
  const most = answer === null && !leaf.is_bonus ? beyond(value, row.sum.max) : null;
  const is_no_number = answer === null && value !== '' && points === null;
  const fault = most !== null ? t('scorecards.at_most', { max: number(most) }) : is_no_number ? t('scorecards.no_points') : null;
  const answers = answersOf(leaf, t);
  const missing = missingOf(row, leaf, points, is_applicable);
  const asks_gaps = stage !== 'explanation' && missing !== null && missing !== '0' && answer === null;
  const addGap = () =>
    setGaps([
      ...gaps,
      {
        key: Math.max(0, ...gaps.map((gap) => gap.key)) + 1,
        points: gaps.length === 0 ? shown(missing) : '',
        cause: is_estimate ? 'not_due' : 'lost',
        reason: '',
        office: leaf.office ?? '',
        due_on: null,
      },
    ]);
  const change = (key: number, more: Partial<Gap>) => setGaps(gaps.map((gap) => (gap.key === key ? { ...gap, ...more } : gap)));
  const save = () => {
    const items = gaps.flatMap((gap) => {
      const made = typedPoints(gap.points);
      return made === null
        ? []
        : [{ points: made, cause: gap.cause, reason: gap.reason || null, office: gap.office || null, due_on: gap.due_on }];
    });
    const scored = answer !== null ? { answer } : { value: is_applicable ? points : null };
    void give(stage, {
      id: view.card.id,
      items: [
        {
          criterion: row.code,
          ...scored,
          is_applicable,
          is_estimate,
          reason: reason.trim() || null,
          gaps: asks_gaps && items.length > 0 ? items : null,
        },
      ],
    })
      .then(() => say.done(t('scorecards.done')))
      .catch(say.refused);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h3>{t(`scorecards.stage.${stage}`)}</h3>
      <div className="filters">
        {is_applicable && (
          <Field label={`${t('scorecards.points')} (0–${number(row.sum.max)})`} className="half">
            {(field) => (
              <>
                <Input
                  id={field}
                  inputMode="decimal"
                  value={value}
                  disabled={answer !== null}
                  status={fault !== null ? 'error' : ''}
                  aria-invalid={fault !== null}
                  {...(fault !== null && { 'aria-describedby': `${id}-fault` })}
                  onChange={(event) => setValue(event.target.value)}
                />
                {fault !== null && (
                  <div id={`${id}-fault`} className="small red">
                    {fault}
                  </div>
                )}
              </>
            )}
          </Field>
        )}
        {is_applicable && answers && (
          <Field label={t('scorecards.answer')} className="half">
            {(field) => (
              <Select
                id={field}
                allowClear
                value={answer}
                onChange={(one: string | undefined) => setAnswer(one ?? null)}
                options={answers}
              />
            )}
          </Field>
        )}
      </div>
      <div className="button-row">
        {leaf.may_not_apply && (
          <Checkbox checked={!is_applicable} onChange={(event) => setApplicable(!event.target.checked)}>
            {t('scorecards.not_applicable_long')}
          </Checkbox>
        )}
        <Checkbox checked={is_estimate} onChange={(event) => setEstimate(event.target.checked)}>
          {t('scorecards.is_estimate')}
        </Checkbox>
      </div>
      <div className="field gap">
        <label htmlFor={`${id}-reason`}>{t('scorecards.reason')}</label>
        <Input.TextArea
          id={`${id}-reason`}
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      {asks_gaps && (
        <fieldset className="plain-fieldset">
          <legend>{t('scorecards.gap_items', { missing: number(missing) })}</legend>
          {gaps.map((gap) => (
            <GapLine
              key={gap.key}
              gap={gap}
              onChange={(more) => change(gap.key, more)}
              onRemove={() => setGaps(gaps.filter((one) => one.key !== gap.key))}
            />
          ))}
          <Button size="small" onClick={addGap}>
            {t('scorecards.add_item')}
          </Button>
        </fieldset>
      )}
      <p>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('scorecards.save')}
        </Button>
      </p>
    </form>
  );
}

type LineProps = { gap: Gap; onChange: (more: Partial<Gap>) => void; onRemove: () => void };

function GapLine({ gap, onChange, onRemove }: LineProps) {
  const { t } = useText();
  return (
    <div className="gap-item">
      <Field label={t('scorecards.points')}>
        {(id) => (
          <Input id={id} inputMode="decimal" value={gap.points} onChange={(event) => onChange({ points: event.target.value })} />
        )}
      </Field>
      <Field label={t('scorecards.cause')}>
        {(id) => (
          <Select
            id={id}
            value={gap.cause}
            onChange={(cause: Gap['cause']) => onChange({ cause })}
            options={(['not_due', 'lost'] as const).map((value) => ({ value, label: t(`scorecards.cause.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('scorecards.gap_reason')}>
        {(id) => (
          <Input id={id} maxLength={1000} value={gap.reason} onChange={(event) => onChange({ reason: event.target.value })} />
        )}
      </Field>
      <Button onClick={onRemove}>{t('act.remove')}</Button>
      <Field label={t('scorecards.due_on')}>
        {(id) => <DayInput id={id} value={gap.due_on} allowClear onChange={(due_on) => onChange({ due_on })} />}
      </Field>
      <Field label={t('scorecards.office')}>
        {(id) => (
          <Input id={id} maxLength={200} value={gap.office} onChange={(event) => onChange({ office: event.target.value })} />
        )}
      </Field>
    </div>
  );
}

function answersOf(leaf: Leaf, t: ReturnType<typeof useText>['t']): { value: string; label: string }[] | null {
  if (leaf.rule.type === 'yes_no')
    return [
      { value: 'yes', label: t('scorecards.yes') },
      { value: 'no', label: t('scorecards.no') },
    ];
  if (leaf.rule.type === 'tiers') return leaf.rule.tiers.map((tier) => ({ value: tier.key, label: tier.label_vi }));
  return null;
}

function missingOf(row: CardRow, leaf: Leaf, points: string | null, is_applicable: boolean): string | null {
  if (points === null || !is_applicable || leaf.is_bonus) return null;
  // Thousandths: a float of two decimals would not come out even.
  const thousandths = Math.round(Number(row.sum.max) * 1000) - Math.round(Number(points) * 1000);
  return thousandths < 0 ? null : String(thousandths / 1000);
}
