import { Checkbox, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { ApiError, call } from '../api.ts';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { missingPapers } from './receive-form.ts';
import type { Ready } from './send-intake.ts';

type Fields = { kind: 'guidance' | 'refusal'; missing: number[]; other?: string; reason?: string; legal_ground?: string };

export type VisitMade = { id: number; kind: 'guidance' | 'refusal'; name: string };

/** Nothing is received: the applicant is told what to bring, or is refused on a legal ground. Both are kept and printed as slips. */
export function Incomplete({
  ready,
  onMade,
  onCancel,
}: {
  ready: Ready;
  onMade: (visit: VisitMade) => void;
  onCancel: () => void;
}) {
  const { t } = useText();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const listed = ready.form.papers.filter((paper) => paper.ordinal !== undefined);
  const kind = Form.useWatch('kind', form) ?? 'guidance';
  const save = async (fields: Fields) => {
    setBusy(true);
    setError(null);
    try {
      const { id } = await call('dossiers.visit', visitInput(ready, fields));
      onMade({ id, kind: fields.kind, name: ready.input.applicant.name });
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={640}
      title={t('incomplete.title')}
      okText={t('incomplete.save')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: busy, danger: kind === 'refusal', autoFocus: true }}
      onOk={() => form.submit()}
      onCancel={onCancel}
      closable={{ 'aria-label': t('app.close') }}
    >
      <p>{t('incomplete.lead', { name: ready.input.applicant.name, procedure: ready.procedure_name })}</p>
      {error !== null && <Problem error={error} title={t('incomplete.refused')} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ kind: 'guidance', missing: missingPapers(ready.form.papers).map((paper) => paper.ordinal) }}
        onFinish={(fields) => void save(fields)}
      >
        <Form.Item name="kind" label={t('field.kind')}>
          <Radio.Group
            options={(['guidance', 'refusal'] as const).map((value) => ({ value, label: t(`incomplete.${value}`) }))}
          />
        </Form.Item>
        {listed.length > 0 && (
          <Form.Item name="missing" label={t('incomplete.missing')}>
            <Checkbox.Group
              className="choices-long"
              options={listed.map((paper) => ({ value: paper.ordinal as number, label: paper.name }))}
            />
          </Form.Item>
        )}
        <Form.Item name="other" label={t('incomplete.other')}>
          <Input.TextArea rows={2} maxLength={900} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t(kind === 'refusal' ? 'field.reason' : 'incomplete.guide')}
          rules={kind === 'refusal' ? [{ required: true, whitespace: true, message: t('field.required') }] : []}
        >
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
        {kind === 'refusal' && (
          <Form.Item
            name="legal_ground"
            label={t('incomplete.legal_ground')}
            rules={[{ required: true, whitespace: true, message: t('field.required') }]}
            extra={t('incomplete.legal_ground_hint')}
          >
            <Input maxLength={500} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

function visitInput({ input }: Ready, { kind, missing, other, reason, legal_ground }: Fields) {
  const named = (other ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return {
    // The visit is not the dossier: it is sent under a name of its own, the same when it is sent again.
    client_id: `${input.client_id}.v`,
    kind,
    procedure_code: input.procedure_code,
    receiving_unit: input.receiving_unit,
    ...(input.channel ? { channel: input.channel } : {}),
    applicant: input.applicant,
    matter: input.matter ?? null,
    missing: [...(missing ?? []).map((ordinal) => ({ ordinal })), ...named.map((name) => ({ name: name.slice(0, 300) }))],
    reason: reason?.trim() || null,
    legal_ground: kind === 'refusal' ? legal_ground?.trim() || null : null,
  };
}
