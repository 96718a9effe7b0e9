import { Form, Input, Radio, Select } from 'antd';
import { useMemo } from 'react';
import { type Output, type Input as RouteInput, useCall } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import type { Drafted } from '../registers/evidence.tsx';
import { useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';
import { asGiven, EvidenceGiven } from './evidence-picker.tsx';
import { NumberInput } from './targets-page.tsx';
import { VERDICTS } from './words.ts';

type Target = Output<'plans.target'>['target'];
type Rule = Output<'plans.target'>['rule'];
type Values = Omit<RouteInput<'plans.tell_figure'>, 'id' | 'evidence' | 'client_id'> & {
  way: 'value' | 'share' | 'verdict';
  drafts?: Drafted[];
};

/** Ends of a rule on which something may be declared: what a measure computes is left out. */
function declaredEnds(rule: Rule): { code: string; name: string }[] {
  if ('parts' in rule) return rule.parts.flatMap(declaredEnds);
  return 'figure' in rule && rule.figure.kind === 'measure' ? [] : [rule];
}

/** Declares a figure; where none can be given, a verdict with its reason and evidence. */
export function FigureDialog({ target, rule, onClose }: { target: Target; rule: Rule; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const tell = useCall('plans.tell_figure', ['plans']);
  // Sent twice, it is one figure.
  const client_id = useMemo(() => crypto.randomUUID(), []);
  const ends = declaredEnds(rule);
  const today = dayOf(new Date());
  const last = `${target.year}-12-31`;
  const save = ({ way, drafts, ...values }: Values) =>
    tell.mutate(
      {
        id: target.id,
        part: values.part,
        from_on: values.from_on,
        to_on: values.to_on,
        note: values.note ?? null,
        reason: values.reason ?? null,
        value: way === 'value' ? (values.value ?? null) : null,
        numerator: way === 'share' ? (values.numerator ?? null) : null,
        denominator: way === 'share' ? (values.denominator ?? null) : null,
        verdict: way === 'verdict' ? (values.verdict ?? null) : null,
        evidence: asGiven(drafts),
        client_id,
      },
      {
        onSuccess: () => {
          say.done(t('plans.saved'));
          onClose();
        },
      },
    );
  return (
    <FormDialog<Values>
      title={t('plans.tell_figure')}
      initial={{
        way: 'value',
        ...(ends[0] && { part: ends[0].code }),
        from_on: `${target.year}-01-01`,
        to_on: today < last ? today : last,
      }}
      busy={tell.isPending}
      error={tell.error}
      onSave={save}
      onClose={onClose}
    >
      {ends.length === 0 && <p>{t('plans.all_computed')}</p>}
      <Form.Item name="part" label={t('plans.part')} rules={[{ required: true, message: t('field.required') }]}>
        <Select options={ends.map(({ code, name }) => ({ value: code, label: `${code}. ${name}` }))} />
      </Form.Item>
      <div className="filters">
        <Form.Item name="from_on" label={t('field.from')} rules={[{ required: true }]}>
          <DayInput />
        </Form.Item>
        <Form.Item name="to_on" label={t('field.to')} rules={[{ required: true }]}>
          <DayInput max={today} />
        </Form.Item>
      </div>
      <Form.Item name="way" label={t('plans.way')}>
        <Radio.Group
          options={(['value', 'share', 'verdict'] as const).map((value) => ({ value, label: tCode('plans.way', value) }))}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(a: Values, b: Values) => a.way !== b.way}>
        {({ getFieldValue }) => <WayFields way={getFieldValue('way')} />}
      </Form.Item>
      <Form.Item name="note" label={t('field.note')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <Form.Item name="drafts" label={t('plans.evidence')}>
        <EvidenceGiven />
      </Form.Item>
    </FormDialog>
  );
}

function WayFields({ way }: { way: Values['way'] }) {
  const { t, tCode } = useText();
  const needed = [{ required: true, message: t('field.required') }];
  if (way === 'value')
    return (
      <Form.Item name="value" label={t('plans.figure')} rules={needed}>
        <NumberInput />
      </Form.Item>
    );
  if (way === 'share')
    return (
      <div className="filters">
        <Form.Item name="numerator" label={t('plans.numerator')} rules={needed}>
          <NumberInput />
        </Form.Item>
        <Form.Item name="denominator" label={t('plans.denominator')} rules={needed}>
          <NumberInput />
        </Form.Item>
      </div>
    );
  return (
    <>
      <Form.Item name="verdict" label={t('plans.verdict_title')} rules={needed}>
        <Select options={VERDICTS.map((value) => ({ value, label: tCode('plans.verdict', value) }))} />
      </Form.Item>
      <Form.Item name="reason" label={t('field.reason')} rules={[{ required: true, message: t('plans.reason_needed') }]}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
    </>
  );
}
