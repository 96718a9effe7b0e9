import { Alert, Button, Input, InputNumber, Select } from 'antd';
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
import { useValueText } from './value-text.ts';

type Definition = Output<'measures.definitions'>['definitions'][number];
type Condition = { field: string; op: Op; value: string };
type Draft = {
  name: string;
  kind: 'entries' | 'expression' | 'share' | 'declared';
  label_vi: string;
  label_en: string;
  definition_vi: string;
  source: string;
  area: string;
  unit: string;
  decimals: number;
  register: string;
  aggregate: string;
  field: string;
  time: string;
  roll_up: string;
  where: Condition[];
  expression: string;
  numerator: string;
  denominator: string;
};

const OPS = ['is', 'not', 'at_least', 'at_most', 'from', 'before', 'filled'] as const;
type Op = (typeof OPS)[number];
const KINDS = ['entries', 'expression', 'share', 'declared'] as const;
const AGGREGATES = ['count', 'sum', 'latest', 'distinct', 'max'] as const;
const TIMES = ['in_period', 'since_year_start', 'at_end', 'ever'] as const;
const ROLL_UPS = ['sum', 'own_first', 'none'] as const;
const AREAS = [
  'steering',
  'institutions',
  'procedures',
  'organisation',
  'civil_service',
  'public_finance',
  'digital_government',
  'general',
  'dossiers',
] as const;

const EMPTY: Draft = {
  name: '',
  kind: 'entries',
  label_vi: '',
  label_en: '',
  definition_vi: '',
  source: '',
  area: 'steering',
  unit: 'item',
  decimals: 0,
  register: '',
  aggregate: 'count',
  field: '',
  time: 'in_period',
  roll_up: 'sum',
  where: [],
  expression: '',
  numerator: '',
  denominator: '',
};

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

/** A kept definition as the form shows it. */
function draftOf(kept: Record<string, unknown> | undefined): Draft {
  if (!kept) return EMPTY;
  const where = ((kept.where ?? []) as Record<string, unknown>[]).flatMap((one): Condition[] => {
    const op = OPS.find((each) => each in one);
    return op ? [{ field: String(one.field), op, value: String(one[op]) }] : [];
  });
  return { ...EMPTY, ...(kept as Partial<Draft>), where };
}

/** The form as a definition: only what its kind has. */
function definitionOf(draft: Draft): Record<string, unknown> {
  const { name, kind, label_vi, label_en, definition_vi, source, area, unit, decimals } = draft;
  const said = {
    name,
    kind,
    label_vi,
    label_en: label_en || label_vi,
    definition_vi,
    definition_en: definition_vi,
    source,
    area,
    status: 'to_be_verified',
    unit,
  };
  if (kind === 'expression') return { ...said, decimals, expression: draft.expression };
  if (kind === 'share') return { ...said, decimals, numerator: draft.numerator, denominator: draft.denominator };
  if (kind === 'declared')
    return {
      ...said,
      decimals,
      time: draft.time === 'ever' ? 'at_end' : draft.time,
      roll_up: draft.roll_up === 'own_first' ? 'sum' : draft.roll_up,
    };
  const where = draft.where.map(({ field, op, value }) => ({ field, [op]: op === 'filled' ? value !== 'false' : value }));
  return {
    ...said,
    decimals,
    register: draft.register,
    aggregate: draft.aggregate,
    ...(draft.aggregate === 'count' ? {} : { field: draft.field }),
    ...(where.length > 0 ? { where } : {}),
    time: draft.time,
    roll_up: draft.roll_up,
  };
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

function Pick({
  label,
  value,
  codes,
  prefix,
  onChange,
}: {
  label: string;
  value: string;
  codes: readonly string[];
  prefix: string;
  onChange: (value: string) => void;
}) {
  const { tCode } = useText();
  return (
    <Field label={label} className="half">
      {(id) => (
        <Select
          id={id}
          value={value}
          onChange={onChange}
          options={codes.map((one) => ({ value: one, label: tCode(prefix, one) }))}
          popupMatchSelectWidth={240}
        />
      )}
    </Field>
  );
}

/** Units of count, in the words of the measures that use them. */
function UnitField({ value, all, onChange }: { value: string; all: Definition[]; onChange: (unit: string) => void }) {
  const { t, lang } = useText();
  const known = new Map(all.map((one) => [one.unit, lang === 'vi' ? one.unit_vi : one.unit_en]));
  return (
    <Field label={t('measures.unit')} className="half">
      {(id) => (
        <Select
          id={id}
          value={value}
          onChange={onChange}
          options={[...known].map(([unit, label]) => ({ value: unit, label }))}
          popupMatchSelectWidth={200}
        />
      )}
    </Field>
  );
}

function MeasureField({
  label,
  value,
  all,
  onChange,
}: {
  label: string;
  value: string;
  all: Definition[];
  onChange: (name: string) => void;
}) {
  const { label: named } = useText();
  return (
    <Field label={label} className="field-wide">
      {(id) => (
        <Select
          id={id}
          value={value || null}
          onChange={(name) => onChange(name ?? '')}
          showSearch={{ optionFilterProp: 'label' }}
          options={all.map((one) => ({ value: one.name, label: `${named(one)} (${one.name})` }))}
        />
      )}
    </Field>
  );
}

type Setting = { draft: Draft; set: (change: Partial<Draft>) => void };

function ExpressionFields({ draft, set, all }: Setting & { all: Definition[] }) {
  const { t } = useText();
  return (
    <>
      <Field label={t('measures.expression')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            className="formula"
            value={draft.expression}
            onChange={(event) => set({ expression: event.target.value })}
          />
        )}
      </Field>
      <p className="small">{t('measures.expression_help')}</p>
      <div className="filters">
        <MeasureField
          label={t('measures.insert')}
          value=""
          all={all}
          onChange={(name) =>
            set({ expression: `${draft.expression}${draft.expression && !/[\s(]$/.test(draft.expression) ? ' ' : ''}${name}` })
          }
        />
      </div>
    </>
  );
}

function EntriesFields({ draft, set, unit }: Setting & { unit: string }) {
  const { t, lang } = useText();
  const registers = useGet('registers.list', { unit }, { staleTime: 600_000 });
  const chosen = useGet('registers.definition', draft.register ? { code: draft.register, unit } : null, {
    staleTime: 600_000,
    retry: false,
  });
  const fields = chosen.data?.definition.layout.fields ?? [];
  const options = fields.map((field) => ({ value: field.key, label: lang === 'vi' ? field.label_vi : field.label_en }));
  const change = (at: number, more: Partial<Condition>) =>
    set({ where: draft.where.map((one, place) => (place === at ? { ...one, ...more } : one)) });
  const choice = (label: string, value: string, list: { value: string; label: string }[], onChange: (value: string) => void) => (
    <Field label={label} className="half">
      {(id) => (
        <Select
          id={id}
          value={value || null}
          onChange={(next) => onChange(next ?? '')}
          options={list}
          popupMatchSelectWidth={280}
        />
      )}
    </Field>
  );
  return (
    <>
      <div className="filters">
        <Field label={t('measures.register')} className="field-wide">
          {(id) => (
            <Select
              id={id}
              value={draft.register || null}
              onChange={(register) => set({ register: register ?? '', field: '', where: [] })}
              showSearch={{ optionFilterProp: 'label' }}
              options={(registers.data?.rows ?? []).map((row) => ({
                value: row.code,
                label: lang === 'vi' ? row.name_vi : row.name_en,
              }))}
            />
          )}
        </Field>
        <Pick
          label={t('measures.aggregate')}
          value={draft.aggregate}
          codes={AGGREGATES}
          prefix="measures.aggregate"
          onChange={(aggregate) => set({ aggregate })}
        />
        {draft.aggregate !== 'count' && choice(t('measures.field'), draft.field, options, (field) => set({ field }))}
        <Pick
          label={t('measures.time')}
          value={draft.time}
          codes={TIMES}
          prefix="measures.time"
          onChange={(time) => set({ time })}
        />
        <Pick
          label={t('measures.roll_up')}
          value={draft.roll_up}
          codes={ROLL_UPS}
          prefix="measures.roll_up"
          onChange={(roll_up) => set({ roll_up })}
        />
      </div>
      {draft.where.map((one, at) => {
        const field = fields.find((each) => each.key === one.field);
        const choices =
          field?.type === 'choice'
            ? field.choices.map((each) => ({ value: each.key, label: lang === 'vi' ? each.label_vi : each.label_en }))
            : null;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own and are only added at the end.
          <div className="filters" key={at}>
            {choice(`${t('measures.field')} ${at + 1}`, one.field, options, (key) => change(at, { field: key, value: '' }))}
            <Pick
              label={t('measures.where')}
              value={one.op}
              codes={OPS}
              prefix="measures.op"
              onChange={(op) => change(at, { op: op as Op })}
            />
            {choices && (one.op === 'is' || one.op === 'not')
              ? choice(t('measures.condition_value'), one.value, choices, (value) => change(at, { value }))
              : one.op !== 'filled' && (
                  <Field label={t('measures.condition_value')} className="half">
                    {(id) => <Input id={id} value={one.value} onChange={(event) => change(at, { value: event.target.value })} />}
                  </Field>
                )}
            <Button onClick={() => set({ where: draft.where.filter((_one, place) => place !== at) })}>
              {t('measures.remove_condition', { n: at + 1 })}
            </Button>
          </div>
        );
      })}
      <Button
        onClick={() => set({ where: [...draft.where, { field: fields[0]?.key ?? '', op: 'is', value: '' }] })}
        disabled={fields.length === 0}
      >
        {t('measures.add_condition')}
      </Button>
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
