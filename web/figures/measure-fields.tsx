// Fields of the form of a measure.
import { Button, Input, Select } from 'antd';
import { type Output, useGet } from '../api.ts';
import { Field } from '../ui/field.tsx';
import { useText } from '../ui/text.tsx';
import { KeptConditions } from './kept-conditions.tsx';
import { AGGREGATES, type Condition, type Draft, OPS, type Op, ROLL_UPS, TIMES } from './measure-draft.ts';

type Definition = Output<'measures.definitions'>['definitions'][number];

export function Pick({
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
export function UnitField({ value, all, onChange }: { value: string; all: Definition[]; onChange: (unit: string) => void }) {
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

export function MeasureField({
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

export function ExpressionFields({ draft, set, all }: Setting & { all: Definition[] }) {
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

export function EntriesFields({ draft, set, unit }: Setting & { unit: string }) {
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
      <KeptConditions draft={draft} fields={fields} />
    </>
  );
}
