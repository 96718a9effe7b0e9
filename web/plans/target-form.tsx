import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { type Output, type Input as RouteInput, refresh, useCall, useGet } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { NumberInput } from './targets-page.tsx';
import { UnitsPicker } from './units-picker.tsx';

type New = RouteInput<'plans.add_target'>;
type PartValues = {
  /** Of a part that is there already. */
  code?: string;
  name: string;
  op: '>=' | '<=' | '=' | '>' | '<';
  threshold: string;
  unit: string;
  measure?: string | null;
  years_before?: number;
};
type Values = Omit<New, 'unit' | 'year' | 'rule'> & { join: 'all' | 'any'; parts: PartValues[]; reason?: string };
type Known = Pick<Output<'plans.target'>, 'target' | 'rule'>;
const OPS = ['>=', '<=', '=', '>', '<'] as const;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

type Props = {
  unit: string;
  year: number;
  /** To change; otherwise a new one. */
  known?: Known;
  onClose: () => void;
};

/** A target of one threshold, or of several that must all (or of which any must) be reached. */
export function TargetForm({ unit, year, known, onClose }: Props) {
  const { t } = useText();
  const say = useSay();
  const add = useCall('plans.add_target', ['plans']);
  const change = useCall('plans.change_target', ['plans']);
  // What was seen when the form opened, also after the page has read the target again.
  const [edition] = useState(known?.target.edition ?? null);
  const client = useQueryClient();
  const before = known && partsOf(known.rule);
  const save = ({ join, parts = [], reason = '', ...values }: Values) => {
    const code = known?.target.code ?? values.code;
    const codes = codesOf(code, parts);
    const leaves = parts.map((part, i) => ({
      code: codes[i] as string,
      name: part.name || values.name,
      op: part.op,
      threshold: part.threshold,
      unit: part.unit,
      years_before: part.years_before ?? 0,
      figure: part.measure ? { kind: 'measure' as const, measure: part.measure } : { kind: 'declared' as const },
    }));
    const [only] = leaves;
    const made = leaves.length === 1 && only ? only : { code, name: values.name, join, parts: leaves };
    const done = {
      onError: () => void refresh(client, ['plans']),
      onSuccess: () => {
        say.done(t('plans.saved'));
        onClose();
      },
    };
    const cooperating = values.cooperating ?? [];
    // A rule that this form cannot draw (parts of parts, yes or no) stays as it is.
    if (known) {
      const { position, source_number, source_on, source_issuer, note } = known.target;
      const { name, lead, assess_by } = values;
      const kept = { position, source_number, source_on, source_issuer, note };
      const rule = before ? made : known.rule;
      change.mutate(
        { ...kept, name, lead, assess_by: assess_by ?? null, cooperating, rule, id: known.target.id, edition, reason },
        done,
      );
    } else add.mutate({ ...values, cooperating, unit, year, rule: made }, done);
  };
  const needed = [{ required: true, message: t('field.required') }];
  return (
    <FormDialog<Values>
      title={t(known ? 'plans.change_target' : 'plans.add_target')}
      initial={
        known
          ? { ...saidOf(known.target), ...before }
          : { lead: unit, join: 'all', bundle: 'reform', parts: [{ name: '', op: '>=', threshold: '', unit: '%' }] }
      }
      busy={add.isPending || change.isPending}
      error={add.error ?? change.error}
      onSave={save}
      onClose={onClose}
    >
      {!known && (
        <Form.Item name="code" label={t('field.code')} rules={needed}>
          <Input maxLength={10} />
        </Form.Item>
      )}
      <Form.Item name="name" label={t('plans.target')} rules={needed}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="lead" label={t('plans.lead')} rules={needed}>
        <UnitPicker day={`${year}-12-31`} with_ended />
      </Form.Item>
      <Form.Item name="cooperating" label={t('plans.cooperating')}>
        <UnitsPicker day={`${year}-12-31`} />
      </Form.Item>
      <Form.Item name="assess_by" label={t('plans.assess_by')}>
        <DayInput allowClear />
      </Form.Item>
      {known && !before ? <p className="muted">{t('plans.rule_stays')}</p> : <PartsField />}
      {known && (
        <Form.Item name="reason" label={t('field.reason')} rules={needed}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      )}
    </FormDialog>
  );
}

function PartsField() {
  const { t, tCode } = useText();
  return (
    <Form.List name="parts">
      {(fields, { add: more, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <PartFields key={key} name={name} onRemove={fields.length > 1 ? () => remove(name) : undefined} />
          ))}
          <Button
            className="below"
            icon={<Icon name="plus" />}
            onClick={() => more({ name: '', op: '>=', threshold: '', unit: '%' })}
          >
            {t('plans.add_part')}
          </Button>
          {fields.length > 1 && (
            <Form.Item name="join" label={t('plans.join_title')}>
              <Select options={(['all', 'any'] as const).map((value) => ({ value, label: tCode('plans.join', value) }))} />
            </Form.Item>
          )}
        </>
      )}
    </Form.List>
  );
}

/** A part that was there keeps its code, what was declared of it stays with it; a new one takes the first letter that is free. */
function codesOf(code: string, parts: readonly PartValues[]): string[] {
  const taken = new Set(parts.flatMap((part) => part.code ?? []));
  return parts.map((part) => {
    if (part.code) return part.code;
    const wanted = parts.length === 1 ? [code] : [...LETTERS].map((letter) => `${code}${letter}`);
    const free = wanted.find((one) => !taken.has(one)) ?? code;
    taken.add(free);
    return free;
  });
}

function saidOf({ name, lead_code, cooperating, assess_by }: Known['target']): Partial<Values> {
  return { name, lead: lead_code, cooperating: cooperating.map((one) => one.code), assess_by };
}

function partOf(end: Known['rule']): PartValues | undefined {
  if (!('op' in end)) return undefined;
  const { code, name, op, threshold, unit, years_before, figure } = end;
  const measure = figure.kind === 'measure' ? figure.measure : null;
  return { code, name, op, threshold, unit, measure, years_before: years_before ?? 0 };
}

/** The thresholds of a rule as the form draws them; nothing when it cannot. */
function partsOf(rule: Known['rule']): Pick<Values, 'join' | 'parts'> | undefined {
  const ends = 'parts' in rule ? rule.parts : [rule];
  const parts: PartValues[] = [];
  for (const end of ends) {
    if ('parts' in end) return undefined;
    const part = partOf(end);
    if (!part) return undefined;
    parts.push(part);
  }
  return { join: 'parts' in rule ? rule.join : 'all', parts };
}

function PartFields({ name, onRemove }: { name: number; onRemove: (() => void) | undefined }) {
  const { t, label } = useText();
  const measures = useGet('measures.definitions', {}, { staleTime: 600_000, retry: false });
  const needed = [{ required: true, message: t('field.required') }];
  return (
    <fieldset className="part-fields">
      <legend>{t('plans.part_n', { n: name + 1 })}</legend>
      <Form.Item name={[name, 'name']} label={t('field.name')}>
        <Input maxLength={500} />
      </Form.Item>
      <div className="filters">
        <Form.Item name={[name, 'op']} label={t('plans.op')} rules={needed}>
          <Select className="op-select" options={OPS.map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name={[name, 'threshold']} label={t('plans.threshold')} rules={needed}>
          <NumberInput />
        </Form.Item>
        <Form.Item name={[name, 'unit']} label={t('plans.unit_of')} rules={needed}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name={[name, 'years_before']} label={t('plans.years_back')}>
          <InputNumber min={0} max={5} precision={0} />
        </Form.Item>
      </div>
      <Form.Item name={[name, 'measure']} label={t('plans.measure')}>
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          placeholder={t('plans.declared')}
          options={(measures.data?.definitions ?? []).map((one) => ({ value: one.name, label: label(one) }))}
        />
      </Form.Item>
      {onRemove && (
        <Button danger onClick={onRemove}>
          {t('act.remove')}
        </Button>
      )}
    </fieldset>
  );
}
