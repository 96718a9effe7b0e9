import { Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useCall, useGet } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { CodesPicker, levelOfUnit } from './codes-picker.tsx';
import type { Review } from './reviews-page.tsx';

type PlanFields = { unit: string; year: number; codes: string[]; due_on: string; plan_no?: string };

/** Procedures a unit is to review in a year. */
export function PlanDialog({ year, unit, onClose }: { year: number; unit: string | undefined; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const [chosen, setChosen] = useState(unit);
  const known = useGet('org.unit', chosen ? { code: chosen } : null);
  const plan = useCall('procedures.plan_reviews', ['procedures']);
  const needed = [{ required: true, message: t('field.required') }];
  return (
    <FormDialog<PlanFields>
      title={t('catalogue.plan')}
      initial={{ ...(unit ? { unit } : {}), year, due_on: `${year}-10-31`, codes: [] }}
      busy={plan.isPending}
      error={plan.error}
      onClose={onClose}
      onSave={({ plan_no, ...fields }) =>
        plan.mutate(
          { ...fields, plan_no: plan_no?.trim() || null },
          {
            onSuccess: ({ added }) => {
              say.done(t('catalogue.planned', { count: added }));
              onClose();
            },
          },
        )
      }
    >
      <Form.Item name="unit" label={t('field.unit')} rules={needed}>
        <UnitPicker onChange={setChosen} />
      </Form.Item>
      <Form.Item name="year" label={t('field.year')} rules={needed}>
        <InputNumber min={2010} max={2100} precision={0} />
      </Form.Item>
      <Form.Item name="codes" label={t('catalogue.codes')} rules={needed}>
        <CodesPicker level={levelOfUnit(known.data?.unit.kind)} />
      </Form.Item>
      <Form.Item name="due_on" label={t('catalogue.due_on')} rules={needed}>
        <DayInput />
      </Form.Item>
      <Form.Item name="plan_no" label={t('catalogue.plan_no')}>
        <Input maxLength={100} />
      </Form.Item>
    </FormDialog>
  );
}

const OUTCOMES = ['keep', 'simplify', 'abolish'] as const;
type OutcomeFields = { outcome: (typeof OUTCOMES)[number]; findings: string; done_on: string };

/** What came of a review. */
export function OutcomeDialog({ review, onClose }: { review: Review; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const today = dayOf(new Date());
  const record = useCall('procedures.record_outcome', ['procedures']);
  const needed = [{ required: true, message: t('field.required') }];
  const { outcome, findings, done_on } = review;
  return (
    <FormDialog<OutcomeFields>
      title={t('catalogue.outcome_title', { name: review.name })}
      initial={{ ...(outcome ? { outcome } : {}), findings: findings ?? '', done_on: done_on ?? today }}
      busy={record.isPending}
      error={record.error}
      onClose={onClose}
      onSave={(fields) =>
        record.mutate(
          { id: review.id, ...fields },
          {
            onSuccess: () => {
              say.done(t('catalogue.saved'));
              onClose();
            },
          },
        )
      }
    >
      <Form.Item name="outcome" label={t('catalogue.outcome')} rules={needed}>
        <Select options={OUTCOMES.map((value) => ({ value, label: tCode('catalogue.outcome', value) }))} />
      </Form.Item>
      <Form.Item
        name="findings"
        label={t('catalogue.findings')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input.TextArea rows={4} maxLength={5000} />
      </Form.Item>
      <Form.Item name="done_on" label={t('catalogue.done_on')} rules={needed}>
        <DayInput max={today} />
      </Form.Item>
    </FormDialog>
  );
}

type ProposalFields = { what: string; law_to_change?: string; saved_vnd?: number | null; saved_note?: string };

/** How a reviewed procedure could become simpler. */
export function ProposalDialog({ review, onClose }: { review: Review; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const propose = useCall('procedures.propose', ['procedures']);
  return (
    <FormDialog<ProposalFields>
      title={t('catalogue.propose_title', { name: review.name })}
      initial={{}}
      busy={propose.isPending}
      error={propose.error}
      onClose={onClose}
      onSave={({ what, law_to_change, saved_vnd, saved_note }) =>
        propose.mutate(
          {
            id: review.id,
            what,
            law_to_change: law_to_change?.trim() || null,
            saved_vnd: saved_vnd ?? null,
            saved_note: saved_note?.trim() || null,
          },
          {
            onSuccess: () => {
              say.done(t('catalogue.saved'));
              onClose();
            },
          },
        )
      }
    >
      <Form.Item
        name="what"
        label={t('catalogue.what_to_change')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <Form.Item name="law_to_change" label={t('catalogue.law_to_change')}>
        <Input maxLength={1000} />
      </Form.Item>
      <Form.Item name="saved_vnd" label={t('catalogue.saved_vnd')}>
        <InputNumber min={0} max={1e15} precision={0} className="wide" />
      </Form.Item>
      <Form.Item name="saved_note" label={t('catalogue.saved_note')}>
        <Input maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}
