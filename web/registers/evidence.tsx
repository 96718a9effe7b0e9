import { Button, Form, Input, InputNumber, Modal, Progress, Radio, Select } from 'antd';
import { useRef, useState } from 'react';
import { download, type Output, upload, useGet } from '../api.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayInput, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

/** A document linked to what it proves, as the server tells it. */
export type Linked = Output<'registers.entry'>['evidence'][number];
/** A document chosen for something that is not kept yet. */
export type Drafted = {
  evidence_id: number;
  title: string;
  document_number: string | null;
  page: number | null;
  quote: string | null;
};

type PanelProps = {
  /** The unit under which new documents are kept. */
  unit: string;
  items: readonly Linked[];
  can_change: boolean;
  /** Links a document to the subject; the module of the subject knows how. */
  onLink: (use: { evidence_id: number; page: number | null; quote: string | null }) => Promise<unknown>;
  onUnlink: (link_id: number, reason: string) => Promise<unknown>;
};

/**
 * Documents that prove something: an entry, a task, a target, a score. Each with page and words, opened and checked against its hash; a document kept
 * once may serve many. The subject's module links and unlinks.
 */
export function EvidencePanel({ unit, items, can_change, onLink, onUnlink }: PanelProps) {
  const { t, day, moment, size } = useText();
  const say = useSay();
  const [is_adding, setAdding] = useState(false);
  const [dropping, setDropping] = useState<Linked | null>(null);
  const [is_busy, setBusy] = useState(false);
  const drop = async (reason: string) => {
    if (!dropping) return;
    setBusy(true);
    try {
      await onUnlink(dropping.link_id, reason);
      setDropping(null);
    } catch (error) {
      say.refused(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="evidence">
      {items.length === 0 && <p className="muted">{t('evidence.none')}</p>}
      <ul className="evidence-list">
        {items.map((item) => (
          <li key={item.link_id}>
            <div className="evidence-head">
              <Icon name="report" />
              <strong>{item.title}</strong>
              {item.page !== null && <Tag>{t('evidence.page_no', { page: item.page })}</Tag>}
            </div>
            {item.quote && <blockquote>{item.quote}</blockquote>}
            <div className="small">
              {[
                item.document_number,
                item.document_on && t('registers.dated', { day: day(item.document_on) }),
                item.issuer,
                `${item.file_name} (${size(item.size_bytes)})`,
                t('evidence.linked', { by: item.linked_by_name, at: moment(item.linked_at) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
            <div className="small code evidence-hash">SHA-256 {item.sha256}</div>
            <div className="button-row">
              <Button
                size="small"
                icon={<Icon name="download" size={16} />}
                onClick={() => void download('registers.evidence_file', { id: item.evidence_id }).catch(say.refused)}
                aria-label={t('evidence.open_named', { title: item.title })}
              >
                {t('evidence.open')}
              </Button>
              {can_change && (
                <Button
                  size="small"
                  onClick={() => setDropping(item)}
                  aria-label={t('evidence.drop_named', { title: item.title })}
                >
                  {t('evidence.drop')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {can_change && (
        <Button icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
          {t('evidence.add')}
        </Button>
      )}
      {is_adding && (
        <EvidenceDialog
          unit={unit}
          onClose={() => setAdding(false)}
          onChosen={async ({ evidence_id, page, quote }) => {
            await onLink({ evidence_id, page, quote });
            setAdding(false);
          }}
        />
      )}
      <Confirm
        open={dropping !== null}
        title={t('evidence.drop')}
        reason="needed"
        busy={is_busy}
        onConfirm={(reason) => void drop(reason)}
        onCancel={() => setDropping(null)}
      >
        {dropping?.title}
      </Confirm>
    </div>
  );
}

type DraftsProps = { unit: string; drafts: readonly Drafted[]; onChange: (drafts: Drafted[]) => void; is_needed: boolean };

/** Documents chosen for an entry before it is kept. */
export function EvidenceDrafts({ unit, drafts, onChange, is_needed }: DraftsProps) {
  const { t } = useText();
  const [is_adding, setAdding] = useState(false);
  return (
    <div className="evidence">
      {drafts.length === 0 && <p className="muted">{t(is_needed ? 'evidence.needed' : 'evidence.none_yet')}</p>}
      <ul className="evidence-list">
        {drafts.map((draft) => (
          <li key={`${draft.evidence_id} ${draft.page}`}>
            <div className="evidence-head">
              <Icon name="report" />
              <strong>{draft.title}</strong>
              {draft.page !== null && <Tag>{t('evidence.page_no', { page: draft.page })}</Tag>}
              <Button
                type="text"
                size="small"
                icon={<Icon name="close" size={16} />}
                aria-label={t('evidence.drop_named', { title: draft.title })}
                onClick={() => onChange(drafts.filter((one) => one !== draft))}
              />
            </div>
            {draft.quote && <blockquote>{draft.quote}</blockquote>}
          </li>
        ))}
      </ul>
      <Button icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
        {t('evidence.add')}
      </Button>
      {is_adding && (
        <EvidenceDialog
          unit={unit}
          onClose={() => setAdding(false)}
          onChosen={async (draft) => {
            onChange([...drafts.filter((one) => one.evidence_id !== draft.evidence_id || one.page !== draft.page), draft]);
            setAdding(false);
          }}
        />
      )}
    </div>
  );
}

type About = {
  title: string;
  document_number?: string;
  document_on?: string;
  issuer?: string;
  evidence_id?: number;
  page?: number;
  quote?: string;
};
type DialogProps = { unit: string; onClose: () => void; onChosen: (draft: Drafted) => Promise<void> };

/** A document that is kept already, or a new one, with the page and the words that prove. */
function EvidenceDialog({ unit, onClose, onChosen }: DialogProps) {
  const { t, day } = useText();
  const [form] = Form.useForm<About>();
  const [way, setWay] = useState<'new' | 'kept'>('new');
  const [q, setQ] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const input = useRef<HTMLInputElement>(null);
  const kept = useGet('registers.evidence', way === 'kept' && unit ? { unit, q, page_size: 50 } : null, {
    placeholderData: (before) => before,
  });
  const needed = [{ required: true, message: t('field.required') }];
  const send = async ({
    page = null as number | null,
    quote,
    evidence_id,
    ...about
  }: Omit<About, 'page'> & { page?: number | null }) => {
    setError(null);
    try {
      const proof = { page, quote: quote?.trim() || null };
      if (way === 'kept') {
        const found = kept.data?.rows.find((row) => row.id === evidence_id);
        if (!found) return;
        await onChosen({ evidence_id: found.id, title: found.title, document_number: found.document_number, ...proof });
        return;
      }
      if (!file) return;
      setPercent(0);
      const fields = Object.fromEntries(Object.entries(about).flatMap(([key, said]) => (said ? [[key, String(said)]] : [])));
      const { id } = await upload('registers.keep_evidence', { unit }, file, { fields, onProgress: setPercent });
      await onChosen({ evidence_id: id, title: about.title, document_number: about.document_number ?? null, ...proof });
    } catch (cause) {
      setError(cause);
    } finally {
      setPercent(null);
    }
  };
  return (
    <Modal
      open
      title={t('evidence.add')}
      okText={t('evidence.attach')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: percent !== null, disabled: way === 'new' && !file }}
      onOk={() => form.submit()}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Radio.Group
        className="below"
        value={way}
        onChange={(event) => setWay(event.target.value as 'new' | 'kept')}
        options={[
          { value: 'new', label: t('evidence.way_new') },
          { value: 'kept', label: t('evidence.way_kept') },
        ]}
      />
      <Form<About> form={form} layout="vertical" onFinish={(said) => void send(said)}>
        {way === 'kept' ? (
          <Form.Item name="evidence_id" label={t('evidence.kept')} rules={needed}>
            <Select
              showSearch={{ filterOption: false, onSearch: setQ }}
              loading={kept.isFetching}
              notFoundContent={t('evidence.none_kept')}
              options={(kept.data?.rows ?? []).map((row) => ({
                value: row.id,
                label: [row.title, row.document_number, row.document_on && day(row.document_on)].filter(Boolean).join(' · '),
              }))}
            />
          </Form.Item>
        ) : (
          <>
            <div className="button-row below">
              <input
                ref={input}
                type="file"
                hidden
                aria-label={t('registers.choose_file')}
                onChange={(event) => {
                  const chosen = event.target.files?.[0] ?? null;
                  event.target.value = '';
                  setFile(chosen);
                  if (chosen && !form.getFieldValue('title')) form.setFieldValue('title', chosen.name.replace(/\.[^.]+$/, ''));
                }}
              />
              <Button icon={<Icon name="upload" />} onClick={() => input.current?.click()}>
                {file?.name ?? t('registers.choose_file')}
              </Button>
            </div>
            <Form.Item name="title" label={t('evidence.title')} rules={needed}>
              <Input maxLength={500} />
            </Form.Item>
            <div className="content-grid">
              <Form.Item name="document_number" label={t('registers.document_number')}>
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item name="document_on" label={t('evidence.document_on')}>
                <DayInput allowClear max={dayOf(new Date())} />
              </Form.Item>
            </div>
            <Form.Item name="issuer" label={t('registers.issuer')}>
              <Input maxLength={300} />
            </Form.Item>
          </>
        )}
        <div className="content-grid">
          <Form.Item name="page" label={t('evidence.page')}>
            <InputNumber min={1} max={99_999} precision={0} />
          </Form.Item>
        </div>
        <Form.Item name="quote" label={t('evidence.quote')}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
      </Form>
      {percent !== null && <Progress percent={percent} aria-label={t('papers.sending')} />}
      {error !== null && <Problem error={error} title={t('evidence.not_kept')} />}
    </Modal>
  );
}
