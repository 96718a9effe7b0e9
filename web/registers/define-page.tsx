import { Alert, Button, Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, call, type Output, useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Field as Labelled } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { FieldItems } from './entry-form.tsx';
import { type DraftField, type DraftLayout, type Faults, FieldsEditor, keyOf } from './fields-editor.tsx';
import { RulesEditor } from './rules-editor.tsx';
import { type Definition, useShow } from './show.tsx';

const AREAS = [
  'steering',
  'institutions',
  'procedures',
  'organisation',
  'civil_service',
  'public_finance',
  'digital_government',
  'general',
] as const;
const KINDS = ['province', 'department', 'district', 'division', 'commune', 'vertical'] as const;

const NEW: DraftLayout = {
  fields: [
    { key: 'done_on', type: 'day', label_vi: 'Ngày thực hiện', label_en: 'Done on', is_required: true },
    { key: 'subject', type: 'text', label_vi: 'Nội dung', label_en: 'Subject', is_required: true, is_long: true },
  ],
  day_field: 'done_on',
  period_kind: 'in_period',
  list: ['done_on', 'subject'],
};

/** A new register, or a new version of one: fields, who writes, how it is listed; seen as a form before it is kept. */
export function DefinePage() {
  const { t } = useText();
  const me = useMe();
  const address = useAddress();
  const code = address.get('code');
  const unit = address.get('unit') ?? me.account.unit_code ?? '';
  const asked = useGet('registers.definition', code ? { code, unit } : null);
  const crumbs = [{ label: t('registers.title'), to: '/registers' }];
  return (
    <Page title={t(code ? 'define.title_change' : 'define.title_new')} lead={t('define.lead')} crumbs={crumbs}>
      {code ? (
        <Answer of={asked} rows={10}>
          {(reply) => <Editor unit={unit} reply={reply} />}
        </Answer>
      ) : (
        <Editor unit={unit} reply={null} />
      )}
    </Page>
  );
}

type Draft = { code: string; name_vi: string; name_en: string; area: (typeof AREAS)[number]; layout: DraftLayout };
type EditorProps = { unit: string; reply: Output<'registers.definition'> | null };

function Editor({ unit, reply }: EditorProps) {
  const { t, tCode, span } = useText();
  const say = useSay();
  const navigate = useNavigate();
  const show = useShow();
  const before = reply?.definition ?? null;
  const [draft, setDraft] = useState<Draft>(() =>
    before
      ? {
          code: before.code,
          name_vi: before.name_vi,
          name_en: before.name_en,
          area: before.area,
          layout: before.layout as DraftLayout,
        }
      : { code: '', name_vi: '', name_en: '', area: 'general', layout: NEW },
  );
  const [valid_from, setFrom] = useState(dayOf(new Date()));
  const [source, setSource] = useState(before?.source ?? '');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Faults>([]);
  const [error, setError] = useState<unknown>(null);
  const [is_busy, setBusy] = useState(false);
  const known = new Set(before?.layout.fields.map((field) => field.key) ?? []);
  const layout = (more: Partial<DraftLayout>) => setDraft((now) => ({ ...now, layout: { ...now.layout, ...more } }));
  const filled = {
    ...draft,
    name_en: draft.name_en.trim() || draft.name_vi,
    layout: {
      ...draft.layout,
      fields: draft.layout.fields.map((field) => ({ ...field, label_en: field.label_en.trim() || field.label_vi })),
    },
  };
  const ask = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (cause) {
      if (cause instanceof ApiError && cause.code === 'registers.bad_definition') setFaults((cause.data.faults as Faults) ?? []);
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  const check = () =>
    ask(async () => {
      const told = await call('registers.check_definition', { unit, ...filled });
      setFaults(told.faults);
      if (told.faults.length === 0) say.done(t('define.fine'));
    });
  const keep = () =>
    ask(async () => {
      setFaults([]);
      await call('registers.define', { unit, ...filled, valid_from, source, reason });
      say.done(t('define.kept'));
      await navigate(`/registers/${draft.code}`);
    });
  const others = faults.filter(({ path }) => !path.startsWith('fields.') && !path.startsWith('rules.'));
  return (
    <>
      <Section title={t('define.about')}>
        <div className="content-grid">
          <Labelled label={t('define.name_vi')}>
            {(id) => (
              <Input
                id={id}
                maxLength={200}
                value={draft.name_vi}
                onChange={(event) => {
                  const name_vi = event.target.value;
                  const follows = !before && (draft.code === '' || draft.code === keyOf(draft.name_vi));
                  setDraft({ ...draft, name_vi, ...(follows ? { code: keyOf(name_vi) } : {}) });
                }}
              />
            )}
          </Labelled>
          <Labelled label={t('define.name_en')}>
            {(id) => (
              <Input
                id={id}
                maxLength={200}
                value={draft.name_en}
                onChange={(event) => setDraft({ ...draft, name_en: event.target.value })}
              />
            )}
          </Labelled>
          <Labelled label={t('field.code')}>
            {(id) => (
              <Input
                id={id}
                maxLength={60}
                className="code"
                disabled={before !== null}
                value={draft.code}
                onChange={(event) => setDraft({ ...draft, code: event.target.value })}
              />
            )}
          </Labelled>
          <Labelled label={t('define.area')}>
            {(id) => (
              <Select
                id={id}
                value={draft.area}
                onChange={(area) => setDraft({ ...draft, area })}
                options={AREAS.map((value) => ({ value, label: tCode('register_area', value) }))}
              />
            )}
          </Labelled>
        </div>
      </Section>
      <Section title={t('define.fields')} className="gap">
        <FieldsEditor
          fields={draft.layout.fields}
          faults={faults}
          known={known}
          onChange={(fields: DraftField[]) => layout({ fields })}
        />
      </Section>
      <Section title={t('define.rules')} className="gap">
        <Rules layout={draft.layout} onChange={layout} />
        <RulesEditor layout={draft.layout} faults={faults} onChange={(rules) => layout({ rules })} />
      </Section>
      <Section title={t('define.preview')} className="gap">
        <Preview layout={filled.layout} />
      </Section>
      <Section title={t('define.keep')} className="gap">
        {reply && reply.versions.length > 0 && (
          <p className="small">
            {t('define.versions')}:{' '}
            {reply.versions
              .map(
                (one) =>
                  `${one.version}${one.valid_from || one.valid_to ? ` (${span(one.valid_from ?? '', one.valid_to)})` : ''}`,
              )
              .join('; ')}
          </p>
        )}
        <div className="content-grid">
          <Labelled label={t('define.valid_from')}>
            {(id) => <DayInput id={id} value={valid_from} onChange={(day) => day && setFrom(day)} />}
          </Labelled>
          <Labelled label={t('field.source')}>
            {(id) => <Input id={id} maxLength={500} value={source} onChange={(event) => setSource(event.target.value)} />}
          </Labelled>
          <Labelled label={t('field.reason')}>
            {(id) => <Input id={id} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Labelled>
        </div>
        {others.map(({ fault, path }) => (
          <p key={`${fault} ${path}`} className="fault-line">
            {`${path}: ${show.fault(fault)}`}
          </p>
        ))}
        {faults.length > 0 && (
          <Alert className="gap" type="error" showIcon title={t('define.faults', { count: faults.length })} />
        )}
        {error !== null && (
          <div className="gap">
            <Problem error={error} title={t('registers.not_kept')} />
          </div>
        )}
        <div className="button-row gap">
          <Button onClick={() => void check()} loading={is_busy}>
            {t('define.check')}
          </Button>
          <Button
            type="primary"
            onClick={() => void keep()}
            loading={is_busy}
            disabled={!draft.code || !draft.name_vi || !source || !reason}
          >
            {t('define.keep_now')}
          </Button>
        </div>
      </Section>
    </>
  );
}

function Rules({ layout, onChange }: { layout: DraftLayout; onChange: (more: Partial<DraftLayout>) => void }) {
  const { t, tCode } = useText();
  const named = layout.fields
    .filter((field) => field.key !== '')
    .map((field) => ({ value: field.key, label: field.label_vi || field.key, type: field.type }));
  const writers = layout.writers ?? {};
  const evidence = layout.evidence ?? {};
  return (
    <>
      <div className="content-grid">
        <Labelled label={t('define.day_field')}>
          {(id) => (
            <Select
              id={id}
              value={layout.day_field}
              onChange={(day_field) => onChange({ day_field })}
              options={named.filter((one) => one.type === 'day')}
            />
          )}
        </Labelled>
        <Labelled label={t('define.period_kind')}>
          {(id) => (
            <Select
              id={id}
              value={layout.period_kind}
              onChange={(period_kind) => onChange({ period_kind })}
              options={[
                { value: 'in_period', label: t('registers.in_period_kind') },
                { value: 'at_day', label: t('registers.at_day_kind') },
              ]}
            />
          )}
        </Labelled>
        <Labelled label={t('define.natural_key')}>
          {(id) => (
            <Select id={id} mode="multiple" value={layout.key ?? []} onChange={(key) => onChange({ key })} options={named} />
          )}
        </Labelled>
        <Labelled label={t('define.list')}>
          {(id) => <Select id={id} mode="multiple" value={layout.list} onChange={(list) => onChange({ list })} options={named} />}
        </Labelled>
        <Labelled label={t('define.unit_kinds')}>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              placeholder={t('field.all')}
              value={writers.unit_kinds ?? []}
              onChange={(unit_kinds) => onChange({ writers: { ...writers, unit_kinds } })}
              options={KINDS.map((value) => ({ value, label: tCode('unit_kind', value) }))}
            />
          )}
        </Labelled>
        <Labelled label={t('define.written_by')}>
          {(id) => (
            <Select
              id={id}
              value={writers.by ?? 'unit'}
              onChange={(by) => onChange({ writers: { ...writers, by } })}
              options={[
                { value: 'unit', label: t('define.by_unit') },
                { value: 'superior', label: t('define.by_superior') },
              ]}
            />
          )}
        </Labelled>
        <Labelled label={t('registers.note')} className="span-all">
          {(id) => (
            <Input
              id={id}
              maxLength={1000}
              value={layout.note_vi ?? ''}
              onChange={(event) => onChange({ note_vi: event.target.value || null })}
            />
          )}
        </Labelled>
      </div>
      <div className="field gap">
        <Checkbox
          checked={evidence.is_needed ?? false}
          onChange={(event) => onChange({ evidence: { ...evidence, is_needed: event.target.checked } })}
        >
          {t('define.evidence_needed')}
        </Checkbox>
        <Checkbox checked={layout.is_closed ?? false} onChange={(event) => onChange({ is_closed: event.target.checked })}>
          {t('define.close')}
        </Checkbox>
      </div>
    </>
  );
}

/** The form as those who write entries will see it. */
function Preview({ layout }: { layout: DraftLayout }) {
  const shown = {
    layout: {
      ...layout,
      fields: layout.fields
        .filter((field) => field.key !== '' && field.label_vi !== '')
        .map((field) => ({
          help_vi: null,
          unit: null,
          decimals: 0,
          choices: [],
          is_long: false,
          is_required: false,
          default_value: null,
          may_be_future: true,
          ...field,
        })),
    },
  } as unknown as Definition;
  return (
    <Form layout="vertical" className="register-preview">
      <FieldItems definition={shown} />
    </Form>
  );
}
