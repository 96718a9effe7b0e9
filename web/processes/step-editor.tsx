import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useGet } from '../api.ts';
import { Field } from '../ui/field.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import type { Version } from './process-page.tsx';

type Definition = Version['definition'];
export type EditedStep = Definition['steps'][number];

const AT = ['receiving', 'competent', 'parent', 'province', 'division', 'province_body', 'unit'] as const;
const POWERS = ['hand_on', 'step_back', 'ask_supplement', 'ask_payment', 'consult', 'propose', 'decide', 'stop'] as const;
const RULES = ['pool', 'receiver', 'same_as', 'least_busy'] as const;
const UNITS = ['hour', 'working_day', 'percent'] as const;

type Props = { step: EditedStep; definition: Definition; onChange: (next: EditedStep) => void; onRemove: () => void };

/** One step: who does it, where, how long, what is allowed, where it goes. */
export function StepEditor({ step, definition, onChange, onRemove }: Props) {
  const { t, tCode, lang } = useText();
  const roles = useGet('processes.roles', {}, { staleTime: 600_000 });
  const role_options = (roles.data ?? []).map((role) => ({
    value: role.code,
    label: lang === 'vi' ? role.name_vi : role.name_en,
  }));
  const others = definition.steps.filter((one) => one.code !== step.code);
  const set = (part: Partial<EditedStep>) => onChange({ ...step, ...part });
  return (
    <div className="step-editor">
      <Field label={t('field.name')}>
        {(id) => (
          <Input id={id} value={step.name_vi} maxLength={200} onChange={(event) => set({ name_vi: event.target.value || ' ' })} />
        )}
      </Field>
      <Field label={t('processes.name_en')}>
        {(id) => (
          <Input id={id} value={step.name_en} maxLength={200} onChange={(event) => set({ name_en: event.target.value || ' ' })} />
        )}
      </Field>
      <Field label={t('processes.role')}>
        {(id) => <Select id={id} value={step.role} options={role_options} onChange={(role) => set({ role })} />}
      </Field>
      <WhereFields step={step} onChange={set} />
      <Field label={t('processes.time')}>
        {(id) => (
          <span className="row">
            <InputNumber
              id={id}
              min={0}
              max={999}
              precision={0}
              value={step.limit?.amount ?? null}
              onChange={(amount) => set({ limit: amount === null ? null : { unit: step.limit?.unit ?? 'hour', amount } })}
            />
            <Select
              aria-label={t('processes.time_unit')}
              className="grow"
              value={step.limit?.unit ?? 'hour'}
              onChange={(unit) => set({ limit: { unit, amount: step.limit?.amount ?? 0 } })}
              options={UNITS.map((value) => ({ value, label: tCode('processes.unit', value) }))}
            />
          </span>
        )}
      </Field>
      {definition.legs.length > 0 && (
        <Field label={t('processes.leg')}>
          {(id) => (
            <Select
              id={id}
              value={step.leg}
              onChange={(leg) => set({ leg })}
              options={definition.legs.map((leg) => ({ value: leg.code, label: leg.name_vi }))}
            />
          )}
        </Field>
      )}
      <Field label={t('processes.next')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={[...step.next]}
            placeholder={t('processes.last')}
            onChange={(next) => set({ next, fork: next.length < 2 ? 'one' : step.fork })}
            options={others.map((one) => ({ value: one.code, label: one.name_vi }))}
          />
        )}
      </Field>
      {step.next.length > 1 && (
        <Field label={t('processes.fork_label')}>
          {(id) => (
            <Select
              id={id}
              value={step.fork}
              onChange={(fork) => set({ fork })}
              options={(['one', 'all'] as const).map((value) => ({ value, label: tCode('processes.fork', value) }))}
            />
          )}
        </Field>
      )}
      <Field label={t('processes.assign')}>
        {(id) => (
          <Select
            id={id}
            value={step.assign.rule}
            onChange={(rule) => set({ assign: rule === 'same_as' ? { rule, step: others[0]?.code ?? step.code } : { rule } })}
            options={RULES.map((value) => ({ value, label: tCode('processes.assign_rule', value) }))}
          />
        )}
      </Field>
      {step.assign.rule === 'same_as' && (
        <Field label={t('processes.same_as')}>
          {(id) => (
            <Select
              id={id}
              value={step.assign.rule === 'same_as' ? step.assign.step : null}
              onChange={(code) => set({ assign: { rule: 'same_as', step: code as string } })}
              options={others.map((one) => ({ value: one.code, label: one.name_vi }))}
            />
          )}
        </Field>
      )}
      <Field label={t('processes.assigned_by')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={[...step.assigned_by]}
            options={role_options}
            onChange={(assigned_by) => set({ assigned_by })}
          />
        )}
      </Field>
      <fieldset className="powers">
        <legend>{t('processes.may')}</legend>
        <Checkbox.Group
          value={[...step.may]}
          onChange={(may) => set({ may: may as EditedStep['may'] })}
          options={POWERS.map((value) => ({ value, label: tCode('processes.power', value) }))}
        />
      </fieldset>
      <Field label={t('processes.guide')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={1000}
            value={step.guide ?? ''}
            onChange={(event) => set({ guide: event.target.value || null })}
          />
        )}
      </Field>
      <Button danger onClick={onRemove} disabled={definition.steps.length < 2}>
        {t('processes.remove_step')}
      </Button>
    </div>
  );
}

function WhereFields({ step, onChange }: { step: EditedStep; onChange: (part: Partial<EditedStep>) => void }) {
  const { t, tCode } = useText();
  const { unit } = step;
  const ruleOf = (at: (typeof AT)[number]): EditedStep['unit'] => {
    if (at === 'division' || at === 'province_body') return { at, name: '…' };
    return at === 'unit' ? { at, code: '' } : { at };
  };
  return (
    <>
      <Field label={t('processes.where')}>
        {(id) => (
          <Select
            id={id}
            value={unit.at}
            onChange={(at) => onChange({ unit: ruleOf(at) })}
            options={AT.map((value) => ({ value, label: tCode('processes.at', value) }))}
          />
        )}
      </Field>
      {(unit.at === 'division' || unit.at === 'province_body') && (
        <Field label={t('processes.unit_name')}>
          {(id) => (
            <Input
              id={id}
              value={unit.name}
              maxLength={200}
              onChange={(event) => onChange({ unit: { ...unit, name: event.target.value || '…' } })}
            />
          )}
        </Field>
      )}
      {unit.at === 'unit' && (
        <Field label={t('field.unit')}>
          {(id) => (
            <UnitPicker id={id} value={unit.code || undefined} onChange={(code) => onChange({ unit: { at: 'unit', code } })} />
          )}
        </Field>
      )}
    </>
  );
}
