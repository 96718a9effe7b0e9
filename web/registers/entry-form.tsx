import { Alert, Button, Form } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { ApiError, type Output, useCall, useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { type Drafted, EvidenceDrafts } from './evidence.tsx';
import { FieldInput } from './field-input.tsx';
import { type Definition, type Field, useShow, type Values } from './show.tsx';

/** What is read again after a change: lists, and figures made of entries. */
const CHANGED = ['registers', 'measures', 'forms', 'scorecards', 'plans', 'overview'];

type Fault = { field: string; fault: string; data: Record<string, unknown> };

const isWide = (field: Field) => field.type === 'document' || (field.type === 'text' && field.is_long);

/** The fields of a register as inputs of a form, in their order. */
export function FieldItems({ definition }: { definition: Definition }) {
  const { t, label } = useText();
  return (
    <div className="content-grid">
      {definition.layout.fields.map((field) => (
        <Form.Item
          key={field.key}
          name={field.key}
          label={label(field)}
          className={isWide(field) ? 'span-all' : ''}
          {...(field.help_vi ? { extra: field.help_vi } : {})}
          rules={[{ required: field.is_required && field.type !== 'flag', message: t('field.required') }]}
        >
          <FieldInput field={field} />
        </Form.Item>
      ))}
    </div>
  );
}

function startOf(definition: Definition): Values {
  return Object.fromEntries(
    definition.layout.fields.flatMap((field) => {
      if (field.default_value === null) return field.type === 'flag' && field.is_required ? [[field.key, false]] : [];
      return [[field.key, field.type === 'flag' ? field.default_value === 'true' : field.default_value]];
    }),
  );
}

/** Enter in a field chooses a day or goes on; it does not save an entry that is half written. */
function noEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}

/** What is sent: blank fields are left out, for blank is not zero. */
function sentOf(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''));
}

/** Puts what the server refused beside the fields it is about. @returns what belongs to no field */
function useFaults() {
  const show = useShow();
  return (error: unknown, set: (fields: { name: string; errors: string[] }[]) => void): boolean => {
    if (!(error instanceof ApiError) || error.code !== 'registers.bad_values') return false;
    const faults = (error.data.faults as Fault[] | undefined) ?? [];
    set(faults.map(({ field, fault, data }) => ({ name: field, errors: [show.fault(fault, data)] })));
    return faults.length > 0;
  };
}

/** A new entry of a register. */
export function NewEntryPage() {
  const { t } = useText();
  const { code = '' } = useParams();
  const me = useMe();
  const address = useAddress();
  const show = useShow();
  const [unit, setUnit] = useState(address.get('unit') ?? me.account.unit_code ?? '');
  const asked = useGet('registers.definition', unit ? { code, unit } : null, { placeholderData: (before) => before });
  const title = asked.data ? show.name(asked.data.definition) : t('registers.title');
  return (
    <Page
      title={t('registers.new_entry')}
      lead={title}
      crumbs={[
        { label: t('registers.title'), to: '/registers' },
        { label: title, to: `/registers/${code}` },
      ]}
    >
      <Answer of={asked} rows={8}>
        {({ definition }) => <NewEntry key={definition.id} definition={definition} unit={unit} onUnit={setUnit} />}
      </Answer>
    </Page>
  );
}

function NewEntry({ definition, unit, onUnit }: { definition: Definition; unit: string; onUnit: (code: string) => void }) {
  const { t } = useText();
  const say = useSay();
  const navigate = useNavigate();
  const place = useFaults();
  const [form] = Form.useForm<Values>();
  const keep = useCall('registers.keep', CHANGED);
  const [drafts, setDrafts] = useState<Drafted[]>([]);
  const [is_busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const client_id = useMemo(() => crypto.randomUUID(), []);
  const save = async (values: Values) => {
    setBusy(true);
    setError(null);
    try {
      const evidence = drafts.map(({ evidence_id, page, quote }) => ({ evidence_id, page, quote }));
      const { id } = await keep.mutateAsync({ code: definition.code, unit, values: sentOf(values), client_id, evidence });
      say.done(t('registers.kept'));
      await navigate(`/registers/entries/${id}`);
    } catch (cause) {
      place(cause, (fields) => form.setFields(fields));
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      onKeyDown={noEnter}
      initialValues={startOf(definition)}
      onFinish={(values) => void save(values)}
      scrollToFirstError
    >
      <Section>
        {definition.layout.note_vi && <Alert type="info" showIcon className="below" title={definition.layout.note_vi} />}
        <div className="content-grid">
          <Form.Item label={t('field.unit')} required htmlFor="entry-unit">
            <UnitPicker id="entry-unit" value={unit} onChange={onUnit} with_ended />
          </Form.Item>
        </div>
        <FieldItems definition={definition} />
      </Section>
      <Section title={t('registers.evidence')} className="gap">
        <EvidenceDrafts unit={unit} drafts={drafts} onChange={setDrafts} is_needed={definition.layout.evidence.is_needed} />
      </Section>
      {error !== null && (
        <div className="gap">
          <Problem error={error} title={t('registers.not_kept')} />
        </div>
      )}
      <Button type="primary" htmlType="submit" className="gap" loading={is_busy}>
        {t('act.save')}
      </Button>
    </Form>
  );
}

/** Correcting an entry: the earlier version stays, the reason is asked for. */
export function CorrectEntryPage() {
  const { t } = useText();
  const { id = '' } = useParams();
  const show = useShow();
  const asked = useGet('registers.entry', { id: Number(id) }, { staleTime: Number.POSITIVE_INFINITY });
  const title = asked.data ? show.name(asked.data.definition) : t('registers.title');
  return (
    <Page
      title={t('registers.correct')}
      lead={title}
      crumbs={[
        { label: t('registers.title'), to: '/registers' },
        ...(asked.data ? [{ label: title, to: `/registers/${asked.data.register}` }] : []),
        { label: t('registers.entry_no', { id }), to: `/registers/entries/${id}` },
      ]}
    >
      <Answer of={asked} rows={8}>
        {(entry) => <Correct entry={entry} />}
      </Answer>
    </Page>
  );
}

function Correct({ entry }: { entry: Output<'registers.entry'> }) {
  const { t } = useText();
  const correct = useCall('registers.correct', CHANGED);
  const say = useSay();
  const navigate = useNavigate();
  const place = useFaults();
  const [form] = Form.useForm<Values>();
  const [is_busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => form.setFieldsValue(entry.values), [entry, form]);
  const save = async ({ reason_of_change, ...values }: Values) => {
    setBusy(true);
    setError(null);
    try {
      const input = { id: entry.id, values: sentOf(values), reason: String(reason_of_change), version: entry.version };
      await correct.mutateAsync(input);
      say.done(t('registers.corrected'));
      await navigate(`/registers/entries/${entry.id}`);
    } catch (cause) {
      place(cause, (fields) => form.setFields(fields));
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  const reason = { key: 'reason_of_change', type: 'text', is_long: true } as Field;
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      onKeyDown={noEnter}
      initialValues={entry.values}
      onFinish={(values) => void save(values)}
      scrollToFirstError
    >
      <Section>
        <FieldItems definition={entry.definition} />
      </Section>
      <Section className="gap">
        <Form.Item
          name="reason_of_change"
          label={t('registers.reason_of_change')}
          rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        >
          <FieldInput field={reason} />
        </Form.Item>
      </Section>
      {error !== null && (
        <div className="gap">
          <Problem error={error} title={t('registers.not_kept')} />
        </div>
      )}
      <Button type="primary" htmlType="submit" className="gap" loading={is_busy}>
        {t('act.save')}
      </Button>
    </Form>
  );
}
