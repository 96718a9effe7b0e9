import { Alert, Button, Input, InputNumber } from 'antd';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, type Input as In, type Output, useCall, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Field } from '../ui/field.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Loading, Nothing, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { QuestionFilters, useQuestion } from './filters.tsx';
import { KeptConditions } from './kept-conditions.tsx';
import { AREAS, type Draft, definitionOf, draftOf, EMPTY, KINDS, TIMES } from './measure-draft.ts';
import { EntriesFields, ExpressionFields, MeasureField, Pick, UnitField } from './measure-fields.tsx';
import { useValueText } from './value-text.ts';

/** Adds a measure over a register or over other measures, or writes its next version; tried before it is kept. */
export function MeasureEditPage() {
  const { t } = useText();
  const address = useAddress();
  const { filter } = useQuestion();
  const name = address.get('name');
  const asked = useGet('measures.versions', name && filter ? { name, unit: filter.unit } : null);
  const title = name ? t('measures.edit_one', { name }) : t('measures.new');
  return (
    <Page title={title} crumbs={[{ label: t('measures.title'), to: '/figures/measures' }]}>
      <Section>
        <QuestionFilters no_scope />
      </Section>
      {filter === null ? (
        <Nothing text={t('figures.choose_unit')} />
      ) : name ? (
        <Answer of={asked}>
          {({ versions }) => (
            <Edit
              key={name}
              first={draftOf(versions[0]?.definition)}
              version={versions[0]?.version ?? 0}
              ask={filter}
              is_known={versions.length > 0}
            />
          )}
        </Answer>
      ) : (
        <Edit first={EMPTY} version={0} ask={filter} is_known={false} />
      )}
    </Page>
  );
}

type Ask = { unit: string; from: string; to: string };

function Edit({ first, version, ask, is_known }: { first: Draft; version: number; ask: Ask; is_known: boolean }) {
  const { t, tCode } = useText();
  const say = useSay();
  const go = useNavigate();
  const [draft, setDraft] = useState(first);
  const [valid_from, setValidFrom] = useState(ask.to);
  const [reason, setReason] = useState('');
  const definitions = useGet('measures.definitions', { day: ask.to, unit: ask.unit }, { staleTime: 600_000 });
  const define = useCall('measures.define', ['measures']);
  const preview = useCall('measures.preview');
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));
  if (definitions.isPending) return <Loading />;
  const all = definitions.data?.definitions ?? [];
  const save = () =>
    define.mutate(
      { definition: definitionOf(draft) as In<'measures.define'>['definition'], unit: ask.unit, valid_from, reason, version },
      {
        onSuccess: ({ name }) => {
          say.done(t('measures.saved', { name }));
          void go(`/figures/measures?q=${name}`);
        },
      },
    );
  const text = (key: keyof Draft & ('name' | 'label_vi' | 'label_en' | 'source'), label: string, disabled = false) => (
    <Field label={label} className="field-wide">
      {(id) => (
        <Input
          id={id}
          value={draft[key]}
          disabled={disabled}
          maxLength={500}
          onChange={(event) => set({ [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      <Section>
        <div className="filters">
          <Pick
            label={t('measures.kind')}
            value={draft.kind}
            codes={KINDS}
            prefix="measures.kind"
            onChange={(kind) => set({ kind: kind as Draft['kind'] })}
          />
          {text('name', `${t('measures.name')} (${t('measures.name_help')})`, is_known)}
          {text('label_vi', t('measures.label_vi'))}
          {text('label_en', t('measures.label_en'))}
          <Pick
            label={t('measures.area')}
            value={draft.area}
            codes={AREAS}
            prefix="measures.area"
            onChange={(area) => set({ area })}
          />
          <UnitField value={draft.unit} all={all} onChange={(unit) => set({ unit })} />
          <Field label={t('measures.decimals')} className="half">
            {(id) => (
              <InputNumber id={id} min={0} max={6} value={draft.decimals} onChange={(value) => set({ decimals: value ?? 0 })} />
            )}
          </Field>
          {text('source', t('measures.source'))}
        </div>
        <Field label={t('measures.definition_text')}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              value={draft.definition_vi}
              onChange={(event) => set({ definition_vi: event.target.value })}
            />
          )}
        </Field>
      </Section>
      <Section title={tCode('measures.kind', draft.kind)}>
        {draft.kind === 'entries' && <EntriesFields draft={draft} set={set} unit={ask.unit} />}
        {draft.kind === 'expression' && <ExpressionFields draft={draft} set={set} all={all} />}
        {draft.kind === 'share' && (
          <div className="filters">
            <MeasureField
              label={t('measures.numerator')}
              value={draft.numerator}
              all={all}
              onChange={(numerator) => set({ numerator })}
            />
            <MeasureField
              label={t('measures.denominator')}
              value={draft.denominator}
              all={all}
              onChange={(denominator) => set({ denominator })}
            />
          </div>
        )}
        {draft.kind === 'declared' && (
          <div className="filters">
            <Pick
              label={t('measures.time')}
              value={draft.time}
              codes={TIMES.slice(0, 3)}
              prefix="measures.time"
              onChange={(time) => set({ time })}
            />
            <Pick
              label={t('measures.roll_up')}
              value={draft.roll_up}
              codes={['sum', 'none']}
              prefix="measures.roll_up"
              onChange={(roll_up) => set({ roll_up })}
            />
          </div>
        )}
        {draft.kind !== 'entries' && <KeptConditions draft={draft} fields={[]} />}
        <div className="gap">
          <Button
            loading={preview.isPending}
            onClick={() => preview.mutate({ definition: definitionOf(draft) as In<'measures.preview'>['definition'], ...ask })}
          >
            {t('measures.preview')}
          </Button>
        </div>
        {preview.error && <Problem error={preview.error} />}
        {preview.data && <Preview reply={preview.data} ask={ask} />}
      </Section>
      <Section>
        <div className="filters">
          <DayField label={t('measures.valid_from')} value={valid_from} onChange={(day) => day && setValidFrom(day)} />
          <Field label={t('measures.reason')} className="field-wide">
            {(id) => <Input id={id} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />}
          </Field>
        </div>
        {define.error instanceof ApiError && <Problem error={define.error} />}
        <div className="gap">
          <Button type="primary" disabled={reason.trim() === ''} loading={define.isPending} onClick={save}>
            {t('measures.save')}
          </Button>
        </div>
      </Section>
    </>
  );
}

function Preview({ reply, ask }: { reply: Output<'measures.preview'>; ask: Ask }) {
  const { t, day } = useText();
  const text = useValueText();
  const why = (value: Output<'measures.preview'>['value']): ReactNode =>
    value.reason_null ? ` (${t(`measures.null.${value.reason_null}`)})` : '';
  return (
    <Alert
      className="gap"
      type="info"
      showIcon
      title={
        <>
          {t('measures.preview_result')}: <span className="strong num">{text(reply.value)}</span>
          {why(reply.value)}
        </>
      }
      description={
        <>
          <div>{t('measures.preview_lead', { unit: ask.unit, from: day(ask.from), to: day(ask.to) })}</div>
          {reply.below.length > 0 && (
            <div>
              {t('measures.preview_below')}: {reply.below.map((one) => `${one.unit} ${text(one.value)}`).join('; ')}
            </div>
          )}
        </>
      }
    />
  );
}
