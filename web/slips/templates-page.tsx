import { Alert, App, Button, Select } from 'antd';
import { useState } from 'react';
import { type Output, useCall, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Facts, Field, Tag, Verified } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, useErrorText } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { save, slipFile } from './files.ts';
import { SlipsTabs } from './slips-tabs.tsx';
import { FromWhen, LetterheadDialog } from './template-dialogs.tsx';
import { TemplateTags } from './template-tags.tsx';
import { TemplateUpload } from './template-upload.tsx';
import { useOwnUnit } from './use-own-unit.ts';

type Templates = Output<'slips.templates'>;
type Kind = Templates['kinds'][number];
type Version = Templates['versions'][number];
type Activation = Templates['activations'][number];
type Form = { kind: Kind; form: Kind['forms'][number]; paper: 'a4' | 'a5'; in_force: { unit_name: string } | null };
type Asked =
  | { what: 'upload'; row: Form }
  | { what: 'restore'; row: Form }
  | { what: 'activate'; version: Version }
  | { what: 'letterhead' }
  | null;

/** The templates of a unit: what is in force, its own versions, what the desk is called, which tags there are. */
export function TemplatesPage() {
  const { t } = useText();
  const [unit, setUnit] = useOwnUnit();
  const asked = useGet('slips.templates', unit ? { unit } : null);
  return (
    <Page title={t('templates.title')} lead={t('templates.lead')}>
      <SlipsTabs active="templates" />
      <Section>
        <search className="filters">
          <Field label={t('field.unit')} className="field-wide">
            {(id) => <UnitPicker id={id} value={unit} onChange={setUnit} />}
          </Field>
        </search>
        {!unit && <p className="muted">{t('slips.choose_unit')}</p>}
      </Section>
      {unit && (
        <Answer of={asked} rows={12}>
          {(templates) => <Parts unit={unit} templates={templates} />}
        </Answer>
      )}
    </Page>
  );
}

function Parts({ unit, templates }: { unit: string; templates: Templates }) {
  const { t } = useText();
  const [asking, setAsking] = useState<Asked>(null);
  const { get, set } = useAddress();
  const sets = templates.kinds[0]?.forms.map((form) => form.form_set) ?? [];
  // The newest one stands last.
  const form_set = sets.find((one) => one === get('set')) ?? sets.at(-1);
  const rows = templates.kinds.flatMap((kind) =>
    kind.forms
      .filter((form) => form.form_set === form_set)
      .flatMap((form) => form.papers.map(({ paper, in_force }): Form => ({ kind, form, paper, in_force }))),
  );
  return (
    <>
      {!templates.has_office && <Alert className="gap" type="info" showIcon title={t('templates.no_office')} />}
      <Letterhead unit={unit} onChange={() => setAsking({ what: 'letterhead' })} />
      <Section
        title={t('templates.in_force')}
        extra={
          <Field label={t('slips.form_set')}>
            {(id) => (
              <Select
                id={id}
                value={form_set ?? null}
                onChange={(value) => set({ set: value })}
                options={sets.map((value) => ({ value, label: value }))}
              />
            )}
          </Field>
        }
      >
        <InForce rows={rows} onAsk={setAsking} />
      </Section>
      <Section title={t('templates.versions')}>
        <Versions versions={templates.versions} onActivate={(version) => setAsking({ what: 'activate', version })} />
      </Section>
      <Section title={t('templates.history')}>
        <History activations={templates.activations} />
      </Section>
      <TemplateTags kinds={templates.kinds} />
      <Dialogs unit={unit} asking={asking} onClose={() => setAsking(null)} />
    </>
  );
}

function useTake() {
  const { message } = App.useApp();
  const sentence = useErrorText();
  return async (file: ReturnType<typeof slipFile>) => {
    try {
      save(await file);
    } catch (error) {
      void message.error(sentence(error), 8);
    }
  };
}

function InForce({ rows, onAsk }: { rows: Form[]; onAsk: (asked: Asked) => void }) {
  const { t, lang } = useText();
  const take = useTake();
  const columns: Column<Form>[] = [
    {
      key: 'kind',
      title: t('templates.kind'),
      phone: 'title',
      cell: ({ kind }) => (lang === 'en' ? kind.name_en : kind.name_vi),
    },
    {
      key: 'set',
      title: t('slips.form_set'),
      cell: ({ form }) => (
        <>
          <span className="nowrap">{form.form_set}</span>
          <div className="small">
            {form.form_no ? t('templates.form_no', { no: form.form_no }) : t('templates.no_form_no')}{' '}
            <Verified status={form.status} />
          </div>
        </>
      ),
    },
    { key: 'paper', title: t('templates.paper', { paper: '' }), cell: ({ paper }) => paper.toUpperCase() },
    {
      key: 'in_force',
      title: t('templates.in_force'),
      cell: ({ in_force }) =>
        in_force ? <Tag tone="green">{t('templates.of_unit', { unit: in_force.unit_name })}</Tag> : t('templates.of_product'),
    },
    {
      key: 'acts',
      title: '',
      cell: (row) => (
        <div className="row-acts">
          <Button
            size="small"
            icon={<Icon name="download" size={16} />}
            onClick={() =>
              void take(
                slipFile('slips.product_template', { kind: row.kind.kind, form_set: row.form.form_set, paper: row.paper }),
              )
            }
          >
            {t('templates.take')}
          </Button>
          <Button size="small" icon={<Icon name="upload" size={16} />} onClick={() => onAsk({ what: 'upload', row })}>
            {t('templates.upload')}
          </Button>
          {row.in_force && (
            <Button size="small" onClick={() => onAsk({ what: 'restore', row })}>
              {t('templates.restore')}
            </Button>
          )}
        </div>
      ),
    },
  ];
  return (
    <List<Form>
      label={t('templates.in_force')}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.kind.kind} ${row.form.form_set} ${row.paper}`}
    />
  );
}

function Versions({ versions, onActivate }: { versions: Version[]; onActivate: (version: Version) => void }) {
  const { t, tCode, moment } = useText();
  const take = useTake();
  const columns: Column<Version>[] = [
    { key: 'kind', title: t('templates.kind'), phone: 'title', cell: (row) => tCode('slips.kind', row.kind) },
    { key: 'set', title: t('slips.form_set'), cell: (row) => `${row.form_set} · ${row.paper.toUpperCase()}` },
    { key: 'version', title: t('templates.version', { no: '' }), cell: (row) => row.version_no },
    { key: 'file', title: t('templates.file'), cell: (row) => row.file_name },
    { key: 'at', title: t('templates.uploaded'), cell: (row) => `${moment(row.uploaded_at)} · ${row.uploaded_by_name ?? ''}` },
    {
      key: 'acts',
      title: '',
      cell: (row) => (
        <div className="row-acts">
          <Button size="small" onClick={() => void take(slipFile('slips.preview_template', { id: row.id }))}>
            {t('templates.preview')}
          </Button>
          <Button size="small" onClick={() => void take(slipFile('slips.template_file', { id: row.id }))}>
            {t('act.download')}
          </Button>
          <Button size="small" type="primary" onClick={() => onActivate(row)}>
            {t('templates.activate')}
          </Button>
        </div>
      ),
    },
  ];
  return (
    <List<Version>
      label={t('templates.versions')}
      columns={columns}
      rows={versions}
      rowKey={(row) => row.id}
      empty={t('templates.no_versions')}
    />
  );
}

function History({ activations }: { activations: Activation[] }) {
  const { t, tCode, day, moment } = useText();
  const columns: Column<Activation>[] = [
    { key: 'kind', title: t('templates.kind'), phone: 'title', cell: (row) => tCode('slips.kind', row.kind) },
    { key: 'set', title: t('slips.form_set'), cell: (row) => `${row.form_set} · ${row.paper.toUpperCase()}` },
    { key: 'from', title: t('templates.from_on'), cell: (row) => day(row.from_on) },
    {
      key: 'what',
      title: t('templates.in_force'),
      cell: (row) => (row.version_no === null ? t('templates.of_product') : t('templates.version', { no: row.version_no })),
    },
    { key: 'reason', title: t('field.reason'), cell: (row) => row.reason },
    { key: 'by', title: t('templates.by'), cell: (row) => `${row.by_name ?? ''} · ${moment(row.at)}` },
  ];
  return (
    <List<Activation>
      label={t('templates.history')}
      columns={columns}
      rows={activations}
      rowKey={(row) => row.id}
      empty={t('templates.history_none')}
    />
  );
}

function Letterhead({ unit, onChange }: { unit: string; onChange: () => void }) {
  const { t } = useText();
  const asked = useGet('slips.letterheads', { unit });
  return (
    <Section title={t('letterhead.title')} extra={<Button onClick={onChange}>{t('letterhead.change')}</Button>}>
      <Answer of={asked} rows={3}>
        {({ now }) => (
          <Facts
            items={[
              [t('letterhead.now'), now.desk_name],
              [t('letterhead.place'), now.place],
              [t('letterhead.phone'), now.phone],
              [t('letterhead.address'), now.address],
            ]}
          />
        )}
      </Answer>
    </Section>
  );
}

function Dialogs({ unit, asking, onClose }: { unit: string; asking: Asked; onClose: () => void }) {
  const { t, tCode, day } = useText();
  const say = useSay();
  const activate = useCall('slips.activate_template', ['slips']);
  const restore = useCall('slips.restore_template', ['slips']);
  const letterhead = useGet('slips.letterheads', asking?.what === 'letterhead' ? { unit } : null);
  const kept = (from_on: string) => ({
    onSuccess: () => {
      say.done(t('templates.activated', { day: day(from_on) }));
      onClose();
    },
    onError: say.refused,
  });
  if (asking === null) return null;
  if (asking.what === 'letterhead')
    return letterhead.data ? <LetterheadDialog unit={unit} now={letterhead.data.now} onClose={onClose} /> : null;
  if (asking.what === 'upload')
    return <TemplateUpload unit={unit} kind={asking.row.kind.kind} form_set={asking.row.form.form_set} onClose={onClose} />;
  if (asking.what === 'activate') {
    const { version } = asking;
    return (
      <FromWhen
        title={t('templates.activate_title', { no: version.version_no, name: tCode('slips.kind', version.kind) })}
        busy={activate.isPending}
        onClose={onClose}
        onSay={(said) => activate.mutate({ id: version.id, ...said }, kept(said.from_on))}
      />
    );
  }
  const { kind, form, paper } = asking.row;
  return (
    <FromWhen
      title={t('templates.restore_title', { name: tCode('slips.kind', kind.kind) })}
      busy={restore.isPending}
      onClose={onClose}
      onSay={(said) => restore.mutate({ unit, kind: kind.kind, form_set: form.form_set, paper, ...said }, kept(said.from_on))}
    />
  );
}
