import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { download, fetchFile, type Output, useCall, useGet } from '../api.ts';
import { Preview } from '../papers/preview.tsx';
import { FromWhen } from '../slips/template-dialogs.tsx';
import { useOwnUnit } from '../slips/use-own-unit.ts';
import { useSay } from '../ui/confirm.tsx';
import { Field, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { ReportTemplateUpload, TemplateFaults } from './templates-upload.tsx';

type Templates = Output<'reports.templates'>;
type Regime = Templates['regimes'][number];
type Version = Templates['versions'][number];
type Use = Templates['uses'][number];
type Asked =
  | { what: 'upload' | 'restore' | 'names'; regime: Regime }
  | { what: 'use'; version: Version }
  | { what: 'faults'; version: Version }
  | { what: 'preview'; version: Version }
  | null;

/** The Word templates of a unit for its reports: what is in force, its own versions, who chose what. */
export function ReportTemplatesPage() {
  const { t } = useText();
  const say = useSay();
  const [unit, setUnit] = useOwnUnit();
  const asked = useGet('reports.templates', unit ? { unit } : null);
  return (
    <Page
      title={t('report_templates.title')}
      lead={t('report_templates.lead')}
      actions={
        <Button icon={<Icon name="download" />} onClick={() => void download('reports.product_template', {}).catch(say.refused)}>
          {t('report_templates.take')}
        </Button>
      }
    >
      <Section>
        <search className="filters">
          <Field label={t('field.unit')} className="field-wide">
            {(id) => <UnitPicker id={id} value={unit} onChange={setUnit} />}
          </Field>
        </search>
        {!unit && <p className="muted">{t('report_templates.choose_unit')}</p>}
      </Section>
      {unit && (
        <Answer of={asked} rows={12}>
          {(templates) => <Parts unit={unit} templates={templates} />}
        </Answer>
      )}
    </Page>
  );
}

function useRegimeName(templates: Templates) {
  const { lang } = useText();
  return (code: string) => {
    const found = templates.regimes.find(({ regime }) => regime === code);
    return (lang === 'en' ? found?.name_en : found?.name_vi) ?? code;
  };
}

function Parts({ unit, templates }: { unit: string; templates: Templates }) {
  const { t } = useText();
  const [asking, setAsking] = useState<Asked>(null);
  return (
    <>
      {!templates.has_office && <Alert className="gap" type="info" showIcon title={t('report_templates.no_office')} />}
      <Section title={t('report_templates.in_force')}>
        <InForce templates={templates} onAsk={setAsking} />
      </Section>
      <Section title={t('report_templates.versions')}>
        <Versions templates={templates} onAsk={setAsking} />
      </Section>
      <Section title={t('report_templates.history')}>
        <History templates={templates} />
      </Section>
      <Dialogs unit={unit} templates={templates} asking={asking} onClose={() => setAsking(null)} />
    </>
  );
}

function InForce({ templates, onAsk }: { templates: Templates; onAsk: (asked: Asked) => void }) {
  const { t } = useText();
  const nameOf = useRegimeName(templates);
  const columns: Column<Regime>[] = [
    { key: 'regime', title: t('report_templates.regime'), phone: 'title', cell: ({ regime }) => nameOf(regime) },
    {
      key: 'in_force',
      title: t('report_templates.in_force'),
      cell: ({ in_force, is_of_regime }) =>
        in_force ? (
          <>
            <Tag tone="green">{t('report_templates.of_unit', { unit: in_force.unit_name, no: in_force.version_no })}</Tag>
            {is_of_regime && <div className="small">{t('report_templates.of_regime')}</div>}
          </>
        ) : (
          t('report_templates.product')
        ),
    },
    {
      key: 'sample',
      title: t('report_templates.sample'),
      cell: ({ sample }) => sample?.title ?? <span className="muted">{t('report_templates.no_sample')}</span>,
    },
    {
      key: 'acts',
      title: '',
      cell: (regime) => (
        <div className="row-acts">
          <Button size="small" onClick={() => onAsk({ what: 'names', regime })}>
            {t('report_templates.names')}
          </Button>
          <Button size="small" onClick={() => onAsk({ what: 'upload', regime })}>
            {t('report_templates.upload')}
          </Button>
          {regime.in_force && (
            <Button size="small" onClick={() => onAsk({ what: 'restore', regime })}>
              {t('report_templates.restore')}
            </Button>
          )}
        </div>
      ),
    },
  ];
  return (
    <List label={t('report_templates.in_force')} rows={templates.regimes} columns={columns} rowKey={({ regime }) => regime} />
  );
}

function Versions({ templates, onAsk }: { templates: Templates; onAsk: (asked: Asked) => void }) {
  const { t, moment } = useText();
  const say = useSay();
  const nameOf = useRegimeName(templates);
  const take = (id: number) => void download('reports.preview_template', { id, format: 'docx' }).catch(say.refused);
  const columns: Column<Version>[] = [
    { key: 'regime', title: t('report_templates.regime'), phone: 'title', cell: ({ regime }) => nameOf(regime) },
    {
      key: 'version',
      title: t('report_templates.version', { no: '' }),
      cell: ({ version_no, note }) => (
        <>
          {version_no}
          {note && <div className="small">{note}</div>}
        </>
      ),
    },
    {
      key: 'file',
      title: t('report_templates.file'),
      cell: (version) => (
        <>
          <Button
            type="link"
            size="small"
            onClick={() => void download('reports.template_file', { id: version.id }).catch(say.refused)}
          >
            {version.file_name}
          </Button>
          {version.faults.length > 0 && (
            <Button type="link" size="small" onClick={() => onAsk({ what: 'faults', version })}>
              {`${t('report_templates.told')}: ${version.faults.length}`}
            </Button>
          )}
        </>
      ),
    },
    {
      key: 'uploaded',
      title: t('report_templates.uploaded'),
      cell: ({ uploaded_at, uploaded_by_name }) => [moment(uploaded_at), uploaded_by_name].filter(Boolean).join(' · '),
    },
    {
      key: 'acts',
      title: '',
      cell: (version) => (
        <div className="row-acts">
          {templates.has_office && (
            <Button size="small" onClick={() => onAsk({ what: 'preview', version })}>
              {t('report_templates.preview_pdf')}
            </Button>
          )}
          <Button size="small" onClick={() => take(version.id)}>
            {t('report_templates.preview_docx')}
          </Button>
          <Button size="small" type="primary" onClick={() => onAsk({ what: 'use', version })}>
            {t('report_templates.use')}
          </Button>
        </div>
      ),
    },
  ];
  return (
    <List
      label={t('report_templates.versions')}
      rows={templates.versions}
      columns={columns}
      rowKey={({ id }) => id}
      empty={t('report_templates.no_versions')}
    />
  );
}

function History({ templates }: { templates: Templates }) {
  const { t, day, moment } = useText();
  const nameOf = useRegimeName(templates);
  const columns: Column<Use>[] = [
    { key: 'from', title: t('report_templates.from_on'), phone: 'title', cell: ({ from_on }) => day(from_on) },
    { key: 'regime', title: t('report_templates.regime'), cell: ({ regime }) => nameOf(regime) },
    {
      key: 'what',
      title: t('report_templates.in_force'),
      cell: ({ version_no }) =>
        version_no === null ? t('report_templates.product') : t('report_templates.version', { no: version_no }),
    },
    { key: 'reason', title: t('field.reason'), cell: ({ reason }) => reason },
    {
      key: 'by',
      title: t('report_templates.by'),
      cell: ({ at, by_name }) => [by_name, moment(at)].filter(Boolean).join(' · '),
    },
  ];
  return (
    <List
      label={t('report_templates.history')}
      rows={templates.uses}
      columns={columns}
      rowKey={({ id }) => id}
      empty={t('report_templates.no_history')}
    />
  );
}

function Dialogs({
  unit,
  templates,
  asking,
  onClose,
}: {
  unit: string;
  templates: Templates;
  asking: Asked;
  onClose: () => void;
}) {
  const { t, day } = useText();
  const say = useSay();
  const nameOf = useRegimeName(templates);
  const use = useCall('reports.use_template', ['reports']);
  const restore = useCall('reports.use_product_template', ['reports']);
  const after = (from_on: string) => ({
    onSuccess: () => {
      say.done(t('report_templates.used', { day: day(from_on) }));
      onClose();
    },
    onError: say.refused,
  });
  switch (asking?.what) {
    case undefined:
      return null;
    case 'upload': {
      const { regime } = asking.regime;
      return <ReportTemplateUpload unit={unit} regime={regime} name={nameOf(regime)} onClose={onClose} />;
    }
    case 'names':
      return <Names unit={unit} regime={asking.regime.regime} name={nameOf(asking.regime.regime)} onClose={onClose} />;
    case 'faults':
      return (
        <Modal open title={asking.version.file_name} footer={null} onCancel={onClose} closable={{ 'aria-label': t('app.close') }}>
          <TemplateFaults faults={asking.version.faults} />
        </Modal>
      );
    case 'preview': {
      const { id, version_no, regime } = asking.version;
      return (
        <Preview
          title={t('report_templates.preview_title', { no: version_no, name: nameOf(regime) })}
          load={() => fetchFile('reports.preview_template', { id, format: 'pdf' })}
          onClose={onClose}
        />
      );
    }
    case 'use': {
      const { id, version_no, regime } = asking.version;
      return (
        <FromWhen
          title={t('report_templates.use_title', { no: version_no, name: nameOf(regime) })}
          busy={use.isPending}
          onSay={(said) => use.mutate({ id, ...said }, after(said.from_on))}
          onClose={onClose}
        />
      );
    }
    case 'restore': {
      const { regime } = asking.regime;
      return (
        <FromWhen
          title={t('report_templates.restore_title', { name: nameOf(regime) })}
          busy={restore.isPending}
          onSay={(said) => restore.mutate({ unit, regime, ...said }, after(said.from_on))}
          onClose={onClose}
        />
      );
    }
  }
}

/** What a template of a regime may name, with the words of a report that is kept. */
function Names({ unit, regime, name, onClose }: { unit: string; regime: string; name: string; onClose: () => void }) {
  const { t, tCode } = useText();
  const asked = useGet('reports.template_names', { unit, regime });
  const wordsOf = (of: string, words: string) => {
    if (of === 's:*') return t('report_templates.rest');
    if (of === 'a:*') return t('report_templates.annexes');
    if (of.startsWith('h:')) return tCode('report_templates.field', of.slice(2));
    return `${tCode('report_templates.kind', of.slice(0, 1))}: ${words}`;
  };
  return (
    <Modal
      open
      width={760}
      title={t('report_templates.names_of', { name })}
      footer={null}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <p>{t('report_templates.names_text')}</p>
      <Answer of={asked} rows={10}>
        {({ of, rows }) => (
          <>
            <p className="small">{of ? t('report_templates.checked_with', { title: of }) : t('report_templates.not_checked')}</p>
            <table className="sheet">
              <thead>
                <tr>
                  <th scope="col">{t('report_templates.name')}</th>
                  <th scope="col">{t('report_templates.meaning')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.name}>
                    <td>
                      <code>{row.name}</code>
                    </td>
                    <td>{wordsOf(row.name, row.words)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </Answer>
    </Modal>
  );
}
