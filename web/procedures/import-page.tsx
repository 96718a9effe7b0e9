import { Alert, Button, Form, Input, Progress } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { download, type Output, upload, useGet } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Field, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { FIELD_TEXT } from './content-words.ts';

type Preview = Output<'procedures.import_preview'>;
type Document = { number: string; signed_on: string; issuer: string; title: string; reason?: string };

/** The catalogue taken over from an Excel book: looked at first, then all of it as one decision, or nothing. */
export function ImportPage() {
  const { t } = useText();
  const say = useSay();
  const today = dayOf(new Date());
  const [effective_on, setEffective] = useState(today);
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [job_id, setJob] = useState<number | null>(null);
  const look = async (chosen: File, day: string) => {
    setFile(chosen);
    setPreview(null);
    setProblem(null);
    setJob(null);
    setBusy(true);
    try {
      setPreview(await upload('procedures.import_preview', { effective_on: day }, chosen, {}));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const takeOver = async (document: Document) => {
    if (!file) return;
    setBusy(true);
    try {
      const input = { ...document, effective_on, reason: document.reason?.trim() || null };
      setJob((await upload('procedures.import', input, file, {})).job_id);
    } catch (error) {
      say.refused(error);
    } finally {
      setBusy(false);
    }
  };
  const is_clean = preview !== null && preview.problem_count === 0 && preview.added.length + preview.changed.length > 0;
  return (
    <Page
      title={t('catalogue.import')}
      lead={t('catalogue.import_lead')}
      crumbs={[{ label: t('procedures.title'), to: '/procedures' }]}
    >
      <Section title={t('catalogue.import_1')}>
        <div className="button-row">
          <Button
            icon={<Icon name="download" />}
            onClick={() => void download('procedures.export', { empty: true }).catch(say.refused)}
          >
            {t('catalogue.import_form')}
          </Button>
          <Button icon={<Icon name="download" />} onClick={() => void download('procedures.export', {}).catch(say.refused)}>
            {t('catalogue.import_now')}
          </Button>
        </div>
      </Section>
      <Section title={t('catalogue.import_2')}>
        <Choose
          effective_on={effective_on}
          busy={busy}
          onDay={(day) => {
            setEffective(day);
            if (file) void look(file, day);
          }}
          onFile={(chosen) => void look(chosen, effective_on)}
        />
        {busy && file && !preview && <p role="status">{t('catalogue.sending', { name: file.name })}</p>}
        {problem !== null && <Problem error={problem} />}
        {preview && <Shown preview={preview} name={file?.name ?? ''} />}
      </Section>
      {is_clean && job_id === null && (
        <Section title={t('catalogue.import_3')}>
          <DocumentForm is_late={effective_on < today} today={today} busy={busy} onSend={(document) => void takeOver(document)} />
        </Section>
      )}
      {job_id !== null && <Running job_id={job_id} />}
    </Page>
  );
}

type ChooseProps = { effective_on: string; busy: boolean; onDay: (day: string) => void; onFile: (file: File) => void };

function Choose({ effective_on, busy, onDay, onFile }: ChooseProps) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="filters">
      <Field label={t('catalogue.effective_on')} className="half">
        {(id) => <DayInput id={id} value={effective_on} onChange={(day) => day && onDay(day)} />}
      </Field>
      <input
        ref={input}
        type="file"
        accept=".xlsx"
        hidden
        aria-label={t('catalogue.choose_file')}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen) onFile(chosen);
        }}
      />
      <Button type="primary" icon={<Icon name="upload" />} loading={busy} onClick={() => input.current?.click()}>
        {t('catalogue.choose_file')}
      </Button>
    </div>
  );
}

function Shown({ preview, name }: { preview: Preview; name: string }) {
  const { t, tCode, lang, number } = useText();
  const fieldName = (field: string) => (field in FIELD_TEXT ? t(FIELD_TEXT[field as keyof typeof FIELD_TEXT]) : field);
  if (preview.problem_count > 0)
    return (
      <>
        <Alert
          type="error"
          showIcon
          className="below"
          title={t('catalogue.faults', { count: number(preview.problem_count) })}
          description={name}
        />
        <List
          label={t('catalogue.fault')}
          rows={preview.problems}
          rowKey={(row) => `${row.sheet}!${row.cell} ${row.message_vi}`}
          columns={[
            { key: 'sheet', title: t('catalogue.sheet'), cell: (row) => row.sheet },
            { key: 'cell', title: t('catalogue.cell'), cell: (row) => <span className="code">{row.cell}</span> },
            {
              key: 'fault',
              title: t('catalogue.fault'),
              cell: (row) => (lang === 'vi' ? row.message_vi : row.message_en),
              phone: 'title',
            },
          ]}
        />
      </>
    );
  const rows = [
    ...preview.added.map((one) => ({ ...one, kind: 'announce' as const, fields: [] as string[] })),
    ...preview.changed.map((one) => ({ ...one, kind: 'amend' as const })),
  ];
  return (
    <>
      <Alert
        type={rows.length === 0 ? 'info' : 'success'}
        showIcon
        className="below"
        title={t('catalogue.preview', {
          added: number(preview.added.length),
          changed: number(preview.changed.length),
          same: number(preview.same),
        })}
        description={name}
      />
      {rows.length > 0 && (
        <List
          label={t('catalogue.change_kind')}
          rows={rows}
          rowKey={(row) => row.code}
          columns={[
            { key: 'name', title: t('field.name'), cell: (row) => row.name, phone: 'title' },
            { key: 'code', title: t('field.code'), cell: (row) => <span className="code">{row.code}</span> },
            {
              key: 'kind',
              title: t('catalogue.change_kind'),
              cell: (row) => <Tag tone={row.kind === 'announce' ? 'green' : 'blue'}>{tCode('catalogue.kind', row.kind)}</Tag>,
            },
            { key: 'fields', title: t('catalogue.fields_changed'), cell: (row) => row.fields.map(fieldName).join(', ') },
          ]}
        />
      )}
    </>
  );
}

type FormProps = { is_late: boolean; today: string; busy: boolean; onSend: (document: Document) => void };

function DocumentForm({ is_late, today, busy, onSend }: FormProps) {
  const { t } = useText();
  const needed = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <Form<Document> layout="vertical" onFinish={onSend} initialValues={{ signed_on: today }}>
      <div className="content-grid">
        <Form.Item name="number" label={t('catalogue.number')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="signed_on" label={t('catalogue.signed_on')} rules={[{ required: true, message: t('field.required') }]}>
          <DayInput max={today} />
        </Form.Item>
        <Form.Item name="issuer" label={t('catalogue.issuer')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="title" label={t('catalogue.title')} rules={needed} className="span-all">
          <Input maxLength={1000} />
        </Form.Item>
        {is_late && (
          <Form.Item name="reason" label={t('catalogue.late_reason')} rules={needed} className="span-all">
            <Input maxLength={500} />
          </Form.Item>
        )}
      </div>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('catalogue.take_over')}
      </Button>
    </Form>
  );
}

/** How far the taking over is, and what came of it. */
function Running({ job_id }: { job_id: number }) {
  const { t, error, number } = useText();
  const asked = useGet('jobs.get', { id: job_id }, { refetchInterval: ({ state }) => (state.data?.finished_at ? false : 800) });
  const job = asked.data;
  if (asked.isError) return <Problem error={asked.error} />;
  if (!job) return null;
  const result = job.result as { decision_id?: number; items?: number } | null;
  if (job.state === 'done' && result?.decision_id)
    return (
      <Alert
        type="success"
        showIcon
        title={t('catalogue.imported', { count: number(result.items) })}
        action={<Link to={`/procedures/decisions/${result.decision_id}`}>{t('catalogue.open_decision')}</Link>}
      />
    );
  if (job.finished_at)
    return (
      <Alert
        type="error"
        showIcon
        title={t('catalogue.import_failed')}
        description={job.error ? error(job.error.code, job.error.data) : undefined}
      />
    );
  const total = job.steps_total ?? 0;
  return (
    <Section>
      <p role="status">{t('catalogue.importing', { done: number(job.steps_done), total: number(total) })}</p>
      <Progress percent={total === 0 ? 0 : Math.floor((job.steps_done / total) * 100)} aria-label={t('catalogue.take_over')} />
    </Section>
  );
}
