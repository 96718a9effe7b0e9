import { Button, Form, Input, Modal, Radio, Select, Space } from 'antd';
import { useState } from 'react';
import { useCall, useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import type { Steps } from './dossier-steps.tsx';

type Opinion = Steps['consultations'][number];
const KINDS = ['agree', 'disagree', 'other'] as const;
const TONES = { agree: 'green', disagree: 'red', other: 'amber' } as const;

/** Opinions asked of other units or officers: who, by when, what they said. */
export function Opinions({ dossier_id, steps, may_ask }: { dossier_id: number; steps: Steps; may_ask: boolean }) {
  const { t } = useText();
  const [is_asking, setAsking] = useState(false);
  const [answered, setAnswered] = useState<Opinion | null>(null);
  if (steps.consultations.length === 0 && !may_ask) return null;
  return (
    <Section
      className="gap"
      title={t('processes.opinions')}
      extra={
        may_ask && (
          <Button size="small" icon={<Icon name="plus" />} onClick={() => setAsking(true)}>
            {t('processes.ask_opinion')}
          </Button>
        )
      }
    >
      {steps.consultations.length === 0 && <p className="muted">{t('processes.no_opinions')}</p>}
      <ul className="plain-list stack">
        {steps.consultations.map((opinion) => (
          <OneOpinion
            key={opinion.id}
            dossier_id={dossier_id}
            opinion={opinion}
            last_seq={steps.last_seq}
            may_ask={may_ask}
            onAnswer={() => setAnswered(opinion)}
          />
        ))}
      </ul>
      {is_asking && <AskDialog dossier_id={dossier_id} last_seq={steps.last_seq} onClose={() => setAsking(false)} />}
      {answered && (
        <AnswerDialog dossier_id={dossier_id} opinion={answered} last_seq={steps.last_seq} onClose={() => setAnswered(null)} />
      )}
    </Section>
  );
}

type OneProps = { dossier_id: number; opinion: Opinion; last_seq: number; may_ask: boolean; onAnswer: () => void };

function OneOpinion({ dossier_id, opinion, last_seq, may_ask, onAnswer }: OneProps) {
  const { t, tCode, day, moment } = useText();
  const me = useMe();
  const say = useSay();
  const act = useCall('dossiers.act', ['dossiers']);
  const is_open = opinion.answered_at === null && opinion.cancelled_at === null;
  const is_late = is_open && opinion.due_on < dayOf(new Date());
  const is_mine =
    opinion.account_id === null
      ? !may_ask || me.roles.some((role) => role.unit_id === opinion.unit_id)
      : opinion.account_id === me.account.id;
  const does = (action: 'remind_opinion' | 'cancel_opinion') =>
    act.mutate(
      { id: dossier_id, action, last_seq, data: { id: opinion.id } },
      { onSuccess: () => say.done(t('action.done')), onError: say.refused },
    );
  return (
    <li className="card">
      <div>
        <span className="strong">{[opinion.unit_name, opinion.account_name].filter(Boolean).join(' · ')}</span>{' '}
        {is_open && <Tag tone={is_late ? 'red' : 'blue'}>{t(is_late ? 'processes.opinion_late' : 'processes.opinion_open')}</Tag>}
        {opinion.opinion && <Tag tone={TONES[opinion.opinion]}>{tCode('processes.opinion', opinion.opinion)}</Tag>}
        {opinion.cancelled_at && <Tag>{t('processes.opinion_cancelled')}</Tag>}
      </div>
      <p>{opinion.question}</p>
      <p className="small">
        {t('processes.asked_by', {
          name: opinion.asked_by_name ?? opinion.asked_by_unit_name,
          at: moment(opinion.asked_at),
          day: day(opinion.due_on),
        })}
        {opinion.times_reminded > 0 && ` · ${t('processes.reminded', { count: opinion.times_reminded })}`}
      </p>
      {opinion.answer && (
        <blockquote className="answer">
          {opinion.answer}
          <div className="small">{[opinion.answered_by_name, moment(opinion.answered_at)].filter(Boolean).join(' · ')}</div>
        </blockquote>
      )}
      {is_open && (
        <Space wrap className="no-print">
          {is_mine && (
            <Button size="small" type="primary" onClick={onAnswer}>
              {t('processes.answer')}
            </Button>
          )}
          {may_ask && (
            <>
              <Button size="small" onClick={() => does('remind_opinion')}>
                {t('processes.remind')}
              </Button>
              <Button size="small" onClick={() => does('cancel_opinion')}>
                {t('processes.take_back')}
              </Button>
            </>
          )}
        </Space>
      )}
    </li>
  );
}

type DialogProps = { dossier_id: number; last_seq: number; onClose: () => void };
type Question = { to_unit: string; account_id?: number; question: string; due_on: string };

function AskDialog({ dossier_id, last_seq, onClose }: DialogProps) {
  const { t } = useText();
  const [form] = Form.useForm<Question>();
  const act = useCall('dossiers.act', ['dossiers']);
  const unit = Form.useWatch('to_unit', form);
  const officers = useGet('dossiers.officers', unit ? { unit } : null);
  const needed = [{ required: true, message: t('field.required') }];
  const send = ({ account_id, ...fields }: Question) =>
    act.mutate(
      { id: dossier_id, action: 'ask_opinion', last_seq, data: { ...fields, account_id: account_id ?? null } },
      { onSuccess: onClose },
    );
  return (
    <Modal
      open
      title={t('processes.ask_opinion')}
      okText={t('act.confirm')}
      cancelText={t('act.cancel')}
      closable={{ 'aria-label': t('app.close') }}
      okButtonProps={{ loading: act.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {act.isError && <Problem error={act.error} />}
      <Form<Question> form={form} layout="vertical" onFinish={send}>
        <Form.Item name="to_unit" label={t('processes.asked_unit')} rules={needed}>
          <UnitPicker />
        </Form.Item>
        <Form.Item name="account_id" label={t('processes.asked_officer')}>
          <Select
            allowClear
            placeholder={t('processes.whole_unit')}
            options={(officers.data ?? []).map((one) => ({
              value: one.id,
              label: [one.display_name, one.title].filter(Boolean).join(' · '),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="question"
          label={t('processes.question')}
          rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        >
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        <Form.Item name="due_on" label={t('processes.answer_by')} rules={needed}>
          <DayInput min={dayOf(new Date())} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

type Answer = { opinion: Opinion['opinion']; text: string };

/** Gives an opinion that was asked for. */
export function AnswerDialog({
  dossier_id,
  opinion,
  last_seq,
  onClose,
}: DialogProps & { opinion: Pick<Opinion, 'id' | 'question'> }) {
  const { t, tCode } = useText();
  const [form] = Form.useForm<Answer>();
  const act = useCall('dossiers.act', ['dossiers']);
  const send = (fields: Answer) =>
    act.mutate({ id: dossier_id, action: 'give_opinion', last_seq, data: { id: opinion.id, ...fields } }, { onSuccess: onClose });
  return (
    <Modal
      open
      title={t('processes.answer')}
      okText={t('act.confirm')}
      cancelText={t('act.cancel')}
      closable={{ 'aria-label': t('app.close') }}
      okButtonProps={{ loading: act.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {act.isError && <Problem error={act.error} />}
      <p>{opinion.question}</p>
      <Form<Answer> form={form} layout="vertical" onFinish={send} initialValues={{ opinion: 'agree' }}>
        <Form.Item name="opinion" label={t('processes.opinion_label')}>
          <Radio.Group options={KINDS.map((value) => ({ value, label: tCode('processes.opinion', value) }))} />
        </Form.Item>
        <Form.Item
          name="text"
          label={t('processes.answer_text')}
          rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        >
          <Input.TextArea rows={4} maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
