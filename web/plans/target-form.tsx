import { Button, Form, Input, InputNumber, Select } from 'antd';
import { type Input as RouteInput, useCall, useGet } from '../api.ts';
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
  name: string;
  op: '>=' | '<=' | '=' | '>' | '<';
  threshold: string;
  unit: string;
  measure?: string | null;
  years_before?: number;
};
type Values = Omit<New, 'unit' | 'year' | 'rule'> & { join: 'all' | 'any'; parts: PartValues[] };
const OPS = ['>=', '<=', '=', '>', '<'] as const;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A target of one threshold, or of several that must all (or of which any must) be reached. */
export function TargetForm({ unit, year, onClose }: { unit: string; year: number; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const add = useCall('plans.add_target', ['plans']);
  const save = ({ join, parts, ...values }: Values) => {
    const leaves = parts.map((part, i) => ({
      code: parts.length === 1 ? values.code : `${values.code}${LETTERS[i]}`,
      name: part.name || values.name,
      op: part.op,
      threshold: part.threshold,
      unit: part.unit,
      years_before: part.years_before ?? 0,
      figure: part.measure ? { kind: 'measure' as const, measure: part.measure } : { kind: 'declared' as const },
    }));
    const [only] = leaves;
    const rule = leaves.length === 1 && only ? only : { code: values.code, name: values.name, join, parts: leaves };
    add.mutate(
      { ...values, unit, year, rule },
      {
        onSuccess: () => {
          say.done(t('plans.saved'));
          onClose();
        },
      },
    );
  };
  const needed = [{ required: true, message: t('field.required') }];
  return (
    <FormDialog<Values>
      title={t('plans.add_target')}
      initial={{ lead: unit, join: 'all', bundle: 'reform', parts: [{ name: '', op: '>=', threshold: '', unit: '%' }] }}
      busy={add.isPending}
      error={add.error}
      onSave={save}
      onClose={onClose}
    >
      <Form.Item name="code" label={t('field.code')} rules={needed}>
        <Input maxLength={10} />
      </Form.Item>
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
    </FormDialog>
  );
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
