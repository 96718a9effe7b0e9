import { Alert, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCall } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { emptyContent } from './content.ts';
import { DECISION_KINDS, DecisionItem, type Draft, wantingIn } from './decision-item.tsx';
import { KIND_TONES } from './decision-page.tsx';
import { DifferenceTable } from './difference-table.tsx';

type Document = { number: string; signed_on: string; issuer: string; title: string; status: 'approved' | 'to_be_verified' };

/** One decision and everything it does, looked through before it is kept. */
export function DecidePage() {
  const { t, tCode } = useText();
  const address = useAddress();
  const navigate = useNavigate();
  const say = useSay();
  const today = dayOf(new Date());
  const [form] = Form.useForm<Document>();
  const [document, setDocument] = useState<Document | null>(null);
  const [drafts, setDrafts] = useState<Draft[]>(() => [
    fresh(1, today, DECISION_KINDS.find((kind) => kind === address.get('kind')) ?? 'amend', address.get('procedure') ?? ''),
  ]);
  const enter = useCall('procedures.enter_decision', ['procedures']);
  const is_ready = drafts.every(
    (draft) => wantingIn(draft, today).length === 0 && (draft.kind === 'abolish' ? draft.before : draft.content),
  );
  const change = (key: number, next: Draft) => setDrafts((now) => now.map((one) => (one.key === key ? next : one)));
  const keep = () => {
    if (!document) return;
    const items = drafts.map(({ kind, code, replaced_code, effective_on, reason, content }) => ({
      ...{ kind, code, replaced_code, effective_on, content },
      reason: reason.trim() || null,
    }));
    enter.mutate(
      { ...document, items },
      {
        onSuccess: ({ id }) => {
          say.done(t('catalogue.kept', { number: document.number }));
          void navigate(`/procedures/decisions/${id}`);
        },
      },
    );
  };
  const needed = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <Page
      title={t('catalogue.decide')}
      lead={t('catalogue.decide_lead')}
      crumbs={[
        { label: t('procedures.title'), to: '/procedures' },
        { label: t('catalogue.tab_decisions'), to: '/procedures/decisions' },
      ]}
    >
      <Section title={t('catalogue.document')}>
        <Form<Document>
          form={form}
          layout="vertical"
          onFinish={setDocument}
          initialValues={{ status: 'to_be_verified', signed_on: today }}
        >
          <div className="content-grid">
            <Form.Item name="number" label={t('catalogue.number')} rules={needed}>
              <Input maxLength={100} placeholder="1234/QĐ-UBND" />
            </Form.Item>
            <Form.Item
              name="signed_on"
              label={t('catalogue.signed_on')}
              rules={[{ required: true, message: t('field.required') }]}
            >
              <DayInput max={today} />
            </Form.Item>
            <Form.Item name="issuer" label={t('catalogue.issuer')} rules={needed}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="status" label={t('field.status')}>
              <Select
                options={(['to_be_verified', 'approved'] as const).map((value) => ({ value, label: tCode('status', value) }))}
              />
            </Form.Item>
            <Form.Item name="title" label={t('catalogue.title')} rules={needed} className="span-all">
              <Input.TextArea rows={2} maxLength={1000} />
            </Form.Item>
          </div>
        </Form>
      </Section>
      {drafts.map((draft, at) => (
        <DecisionItem
          key={draft.key}
          draft={draft}
          n={at + 1}
          today={today}
          onChange={(next) => change(draft.key, next)}
          onRemove={drafts.length > 1 ? () => setDrafts((now) => now.filter((one) => one.key !== draft.key)) : undefined}
        />
      ))}
      <div className="button-row">
        <Button
          icon={<Icon name="plus" />}
          onClick={() => setDrafts((now) => [...now, fresh(Math.max(...now.map((one) => one.key)) + 1, today, 'amend', '')])}
        >
          {t('catalogue.add_item')}
        </Button>
        <Button type="primary" disabled={!is_ready} onClick={() => form.submit()}>
          {t('catalogue.look_through')}
        </Button>
      </div>
      <Modal
        open={document !== null}
        width={920}
        title={t('catalogue.keep_title', { number: document?.number, count: drafts.length })}
        okText={t('catalogue.keep')}
        cancelText={t('act.cancel')}
        okButtonProps={{ loading: enter.isPending }}
        closable={{ 'aria-label': t('app.close') }}
        onOk={keep}
        onCancel={() => {
          enter.reset();
          setDocument(null);
        }}
      >
        {enter.isError && <Problem error={enter.error} />}
        <Alert type="warning" showIcon title={t('catalogue.keep_text')} />
        {drafts.map((draft) => (
          <Changes key={draft.key} draft={draft} />
        ))}
      </Modal>
    </Page>
  );
}

function fresh(key: number, today: string, kind: Draft['kind'], code: string): Draft {
  const rest = { replaced_code: null, effective_on: today, reason: '', before: null, before_name: '' };
  return { key, kind, code, ...rest, content: kind === 'announce' ? emptyContent() : null };
}

/** What will be different because of one item. */
function Changes({ draft }: { draft: Draft }) {
  const { t, tCode, day } = useText();
  const { kind, before, content } = draft;
  return (
    <div className="gap">
      <h3>
        <Tag tone={KIND_TONES[kind]}>{tCode('catalogue.kind', kind)}</Tag> <span className="code">{draft.code}</span>{' '}
        {content?.name ?? draft.before_name} · {day(draft.effective_on)}
      </h3>
      {kind === 'abolish' && <p>{t('catalogue.ends_on', { day: draft.effective_on })}</p>}
      {kind === 'replace' && <p>{t('catalogue.replaces', { code: `${draft.replaced_code} (${draft.before_name})` })}</p>}
      {kind === 'announce' && <p>{t('catalogue.new_procedure')}</p>}
      {content && kind !== 'abolish' && (
        <DifferenceTable
          before={before ?? emptyContent()}
          after={content}
          none={kind === 'amend' ? t('catalogue.changes_nothing') : t('catalogue.no_difference')}
        />
      )}
    </div>
  );
}
