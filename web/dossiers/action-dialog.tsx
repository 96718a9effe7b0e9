import { Alert, Form, Modal } from 'antd';
import { useState } from 'react';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { dataOf, momentOf } from './action-data.ts';
import { EarlierFields } from './action-earlier.tsx';
import { ActionFields, type ActionValues, firstValues } from './action-fields.tsx';
import { type Action, isDangerous, mayBeEarlier, stopsClock } from './action-kinds.ts';
import type { Dossier } from './dossier-page.tsx';
import { PaperLines } from './papers-fields.tsx';
import type { PaperRow } from './receive-form.ts';

type Props = {
  action: Action;
  dossier: Dossier;
  busy: boolean;
  error: unknown;
  onCancel: () => void;
  onConfirm: (data: Record<string, unknown>, moment: ReturnType<typeof momentOf>) => void;
};

/** Asks what an action needs, says what it brings about, and does it only when confirmed. */
export function ActionDialog({ action, dossier, busy, error, onCancel, onConfirm }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<ActionValues>();
  const [papers, setPapers] = useState<PaperRow[]>(() => papersToGive(dossier));
  return (
    <Modal
      open
      title={t(`action.${action}`)}
      onCancel={onCancel}
      closable={{ 'aria-label': t('app.close') }}
      okText={t('act.confirm')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: busy, danger: isDangerous(action) }}
      onOk={() => form.submit()}
    >
      <p className="code small">{dossier.code}</p>
      {isDangerous(action) && (
        <Alert className="gap" type="warning" showIcon title={t(action === 'reject' ? 'action.ends_for_good' : 'action.ends')} />
      )}
      {stopsClock(action) && <Alert className="gap" type="info" showIcon title={t('action.stops_clock')} />}
      {error !== null && error !== undefined && <Problem error={error} title={t(`action.${action}`)} />}
      <Form<ActionValues>
        form={form}
        layout="vertical"
        initialValues={firstValues(action, dossier)}
        onFinish={(values) => onConfirm(dataOf(action, values, papers), momentOf(values))}
      >
        <ActionFields action={action} dossier={dossier} form={form} />
        {action === 'give_supplement' && papers.length > 0 && (
          <Form.Item label={t('action.given')}>
            <PaperLines papers={papers} onChange={setPapers} />
          </Form.Item>
        )}
        {mayBeEarlier(action) && <EarlierFields />}
      </Form>
    </Modal>
  );
}

/** What may be handed in: papers of the list that are missing, and those already there once more. */
function papersToGive(dossier: Dossier): PaperRow[] {
  const row = (ordinal: number, name: string): PaperRow => ({
    ordinal,
    name,
    is_given: false,
    is_required: false,
    form: 0,
    sheets: 1,
  });
  const there = dossier.papers.filter((paper) => paper.kind === 'component' && paper.ordinal < 1000);
  return [
    ...dossier.papers_not_given.map((paper) => row(paper.ordinal, paper.name)),
    ...there.map((paper) => row(paper.ordinal, paper.name)),
  ];
}
