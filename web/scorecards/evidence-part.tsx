import { Button, Form, Input, InputNumber, Upload } from 'antd';
import { useState } from 'react';
import { upload as sendFile, useCall } from '../api.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import type { CardRow, CardView, Leaf } from './words.ts';

type Asked = { title: string; document_number?: string; document_on?: string | null; page?: number | null; quote?: string };

/** Papers that prove a criterion: what is there, and one more while the card is being scored. */
export function EvidencePart({ view, row, leaf }: { view: CardView; row: CardRow; leaf: Leaf }) {
  const { t, day } = useText();
  const say = useSay();
  const [adding, setAdding] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [removing, setRemoving] = useState<number | null>(null);
  const link = useCall('scorecards.link_evidence', ['scorecards']);
  const unlink = useCall('scorecards.unlink_evidence', ['scorecards']);
  const may_remove = view.actions.includes('self_score');
  const may_add = may_remove || view.actions.includes('explain');
  const { id } = view.card;
  const add = async ({ title, document_number, document_on, page, quote }: Asked) => {
    if (!file) return;
    setBusy(true);
    try {
      const input = {
        unit: view.card.unit_code,
        title,
        document_number: document_number || null,
        document_on: document_on ?? null,
        issuer: null,
      };
      const kept = await sendFile('registers.keep_evidence', input, file, {});
      await link.mutateAsync({ id, criterion: row.code, evidence_id: kept.id, page: page ?? null, quote: quote || null });
      say.done(t('scorecards.done'));
      setAdding(false);
      setFile(null);
    } catch (error) {
      say.refused(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <h3>{t('scorecards.evidence')}</h3>
      {leaf.evidence.length === 0 && <p className="muted">{t('scorecards.no_evidence')}</p>}
      <ul className="plain-list">
        {leaf.evidence.map((one) => (
          <li key={one.link_id}>
            <a href={`/api/registers/evidence/${one.evidence_id}/file`}>{one.title}</a>
            <div className="small">
              {[
                one.document_number,
                day(one.document_on),
                one.page && t('scorecards.page_of', { page: one.page }),
                one.quote && `“${one.quote}”`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
            {may_remove && (
              <Button size="small" onClick={() => setRemoving(one.link_id)}>
                {t('act.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {may_add && !adding && (
        <Button icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
          {t('scorecards.add_evidence')}
        </Button>
      )}
      {adding && (
        <Form<Asked> layout="vertical" onFinish={(asked) => void add(asked)}>
          <Upload
            maxCount={1}
            beforeUpload={(chosen) => {
              setFile(chosen);
              return false;
            }}
            onRemove={() => setFile(null)}
          >
            <Button icon={<Icon name="upload" />}>{t('catalogue.choose_file')}</Button>
          </Upload>
          <Form.Item
            name="title"
            label={t('scorecards.evidence_title')}
            rules={[{ required: true, message: t('field.required') }]}
          >
            <Input maxLength={300} />
          </Form.Item>
          <div className="content-grid">
            <Form.Item name="document_number" label={t('scorecards.evidence_number')}>
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item name="document_on" label={t('scorecards.decision_on')}>
              <DayInput allowClear />
            </Form.Item>
            <Form.Item name="page" label={t('scorecards.evidence_page')}>
              <InputNumber min={1} max={10_000} />
            </Form.Item>
          </div>
          <Form.Item name="quote" label={t('scorecards.evidence_quote')}>
            <Input maxLength={1000} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={busy} disabled={!file}>
            {t('scorecards.add_evidence')}
          </Button>
        </Form>
      )}
      <Confirm
        open={removing !== null}
        title={t('act.remove')}
        reason="needed"
        busy={unlink.isPending}
        onCancel={() => setRemoving(null)}
        onConfirm={(reason) =>
          void unlink
            .mutateAsync({ id, link_id: removing as number, reason })
            .catch(say.refused)
            .finally(() => setRemoving(null))
        }
      />
    </>
  );
}
