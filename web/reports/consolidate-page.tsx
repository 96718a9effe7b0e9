import { Alert, Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Field, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { PageAnswer } from '../ui/page-answer.tsx';
import { Answer } from '../ui/states.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';
import { ConsolidateFigures } from './consolidate-figures.tsx';
import { ConsolidateMerge } from './consolidate-merge.tsx';
import type { Kept } from './report-page.tsx';

export type Consolidation = Output<'reports.consolidation'>;
export type Unit = Consolidation['units'][number];

const TABS = ['units', 'figures', 'words', 'changes'] as const;

/** The reports of the units below, and what this one takes from them. */
export function ConsolidatePage() {
  const id = Number(useParams().id);
  const { t } = useText();
  const report = useGet('reports.get', { id });
  const asked = useGet('reports.consolidation', { id });
  return (
    <PageAnswer of={report} rows={4} title={t('cons.title')} crumbs={[{ label: t('kept.title'), to: '/reports/kept' }]}>
      {(kept) => (
        <Page
          title={t('cons.title')}
          lead={t('cons.lead')}
          crumbs={[
            { label: t('kept.title'), to: '/reports/kept' },
            { label: kept.title, to: `/reports/kept/${id}` },
          ]}
          actions={asked.data && asked.data.units.length > 0 && <Renew report={kept} found={asked.data} />}
        >
          <Answer of={asked} rows={12}>
            {(found) => <Parts report={kept} found={found} />}
          </Answer>
        </Page>
      )}
    </PageAnswer>
  );
}

function Parts({ report, found }: { report: Kept; found: Consolidation }) {
  const { t } = useText();
  const asked = useAddress().get('tab');
  const tab = TABS.find((one) => one === asked) ?? 'units';
  const expected = found.units.filter(({ standing }) => standing !== 'not_expected');
  const missing = expected.filter(({ standing }) => standing !== 'submitted');
  if (found.units.length === 0) return <Alert type="info" showIcon title={t('cons.nobody')} />;
  const counts = {
    units: undefined,
    figures: found.columns.filter(({ difference }) => difference !== null && !/^-?0(\.0+)?$/.test(difference)).length,
    words: undefined,
    changes: found.changes.length,
  };
  const labels = {
    units: t('cons.tab_units'),
    figures: t('cons.tab_figures'),
    words: t('cons.tab_words'),
    changes: t('cons.tab_changes'),
  };
  return (
    <>
      {found.choice === null && <Alert className="gap" type="info" showIcon title={t('cons.not_yet')} />}
      {found.moved_since.length > 0 && (
        <Alert className="gap" type="warning" showIcon title={t('cons.moved', { names: found.moved_since.join('; ') })} />
      )}
      <Alert
        className="gap"
        type={missing.length > 0 ? 'warning' : 'success'}
        showIcon
        title={t('cons.sent_of', { sent: expected.length - missing.length, all: expected.length })}
        description={missing.length > 0 && t('cons.missing', { names: missing.map(({ name }) => name).join('; ') })}
      />
      <TabLinks
        label={t('cons.title')}
        active={tab}
        tabs={TABS.map((key) => ({ key, label: labels[key], to: `?tab=${key}`, count: counts[key] }))}
      />
      {tab === 'units' && <Units units={found.units} />}
      {tab === 'figures' && <ConsolidateFigures report={report} found={found} />}
      {tab === 'words' && <ConsolidateMerge report={report} />}
      {tab === 'changes' && <Changes found={found} />}
    </>
  );
}

const TONE = { submitted: 'green', returned: 'red', in_work: 'amber', missing: 'red', not_expected: 'plain' } as const;

function Units({ units }: { units: Unit[] }) {
  const { t, tCode, day } = useText();
  const columns: Column<Unit>[] = [
    {
      key: 'unit',
      title: t('cons.unit'),
      phone: 'title',
      cell: (one) => (
        <>
          {one.report_id === null ? one.name : <Link to={`/reports/kept/${one.report_id}`}>{one.name}</Link>}
          {one.ended_on && <div className="small">{t('cons.ended_on', { day: day(one.ended_on) })}</div>}
        </>
      ),
    },
    {
      key: 'standing',
      title: t('cons.standing'),
      cell: (one) => (
        <>
          <Tag tone={TONE[one.standing]}>
            {one.state === null || one.state === 'issued'
              ? tCode('cons.standing', one.standing)
              : tCode('report_state', one.state)}
          </Tag>{' '}
          {one.is_late && <Tag tone="red">{one.standing === 'submitted' ? t('cons.late') : t('cons.overdue')}</Tag>}
          {one.other_days && (
            <div className="small">{t('cons.other_days', { from: day(one.other_days.from), to: day(one.other_days.to) })}</div>
          )}
          {one.held_by && <div className="small">{t('cons.held_by', { name: one.held_by })}</div>}
        </>
      ),
    },
    {
      key: 'number',
      title: t('cons.number'),
      cell: ({ issue }) => (issue ? `${String(issue.number).padStart(2, '0')}/${issue.year} · ${day(issue.issued_on)}` : ''),
    },
    { key: 'version', title: t('cons.version'), align: 'right', cell: ({ issue }) => issue?.version ?? '' },
    { key: 'due', title: t('cons.due'), cell: (one) => (one.due_on && one.standing !== 'not_expected' ? day(one.due_on) : '') },
  ];
  return (
    <Section>
      <List<Unit> label={t('cons.tab_units')} columns={columns} rows={units} rowKey={({ id }) => id} />
    </Section>
  );
}

type Change = Consolidation['changes'][number];
type Row = Consolidation['rows'][number];

function Changes({ found }: { found: Consolidation }) {
  const { t, tCode, day } = useText();
  const changes: Column<Change>[] = [
    { key: 'effective', title: t('cons.effective'), cell: (one) => day(one.effective) },
    {
      key: 'what',
      title: t('cons.what'),
      phone: 'title',
      cell: (one) => `${one.pred_name} → ${tCode('cons.change', one.kind)} ${one.succ_name}`,
    },
    { key: 'document', title: t('cons.document'), cell: (one) => one.document_no ?? '' },
    {
      key: 'meaning',
      title: t('cons.meaning'),
      cell: (one) => (
        <Tag tone={one.is_exact ? 'green' : 'amber'}>{one.is_exact ? t('cons.comparable') : t('cons.not_comparable')}</Tag>
      ),
    },
  ];
  const rows: Column<Row>[] = [
    { key: 'row', title: t('cons.row'), phone: 'title', cell: (one) => one.label },
    { key: 'units', title: t('cons.row_units'), align: 'right', cell: (one) => one.units },
  ];
  return (
    <>
      <Section title={t('cons.tab_changes')}>
        <List<Change>
          label={t('cons.tab_changes')}
          columns={changes}
          rows={found.changes}
          rowKey={(one) => `${one.effective} ${one.pred_name} ${one.succ_name}`}
          empty={t('cons.no_changes')}
        />
      </Section>
      {found.choice && (
        <Section title={t('cons.rows')} className="gap">
          <List<Row> label={t('cons.rows')} columns={rows} rows={found.rows} rowKey={({ key }) => key} />
        </Section>
      )}
    </>
  );
}

const MODES = ['as_reported', 'mapped', 'common_level'] as const;
type Mode = (typeof MODES)[number];
type Basis = 'submitted' | 'own';

/** How to consolidate, and doing it; only while the report may be edited. */
function Renew({ report, found }: { report: Kept; found: Consolidation }) {
  const { t } = useText();
  const say = useSay();
  const consolidate = useCall('reports.consolidate', ['reports']);
  const [is_open, setOpen] = useState(false);
  const [mode, setMode] = useState<Mode>(found.choice?.mode ?? 'as_reported');
  const [bases, setBases] = useState<Record<string, Basis>>({});
  if (!report.steps.includes('save')) return null;
  const go = (choice: { mode: Mode; bases: Record<string, Basis> }) =>
    consolidate.mutate(
      { id: report.id, ...choice },
      {
        onSuccess: ({ version }) => {
          say.done(t('cons.renewed', { version }));
          setOpen(false);
        },
        onError: say.refused,
      },
    );
  const kept = found.choice?.bases ?? {};
  return (
    <>
      {found.choice && (
        <Button icon={<Icon name="turn" />} loading={consolidate.isPending} onClick={() => found.choice && go(found.choice)}>
          {t('cons.renew')}
        </Button>
      )}
      <Button
        type={found.choice ? 'default' : 'primary'}
        onClick={() => {
          setMode(found.choice?.mode ?? 'as_reported');
          setBases(kept);
          setOpen(true);
        }}
      >
        {found.choice ? t('cons.settings') : t('cons.begin')}
      </Button>
      <Modal
        open={is_open}
        title={t('cons.settings')}
        okText={t('cons.begin')}
        cancelText={t('act.cancel')}
        okButtonProps={{ loading: consolidate.isPending }}
        onOk={() => go({ mode, bases })}
        onCancel={() => setOpen(false)}
        closable={{ 'aria-label': t('app.close') }}
      >
        {!found.is_crossing && <p className="muted">{t('cons.mode_no_matter')}</p>}
        <fieldset className="plain-set">
          <legend>{t('cons.mode')}</legend>
          <Radio.Group value={mode} onChange={(event) => setMode(event.target.value)} className="choices-long">
            {MODES.map((one) => (
              <Radio key={one} value={one}>
                {t(`cons.mode.${one}`)}
                <div className="small">{t(`cons.mode_hint.${one}`)}</div>
              </Radio>
            ))}
          </Radio.Group>
        </fieldset>
        {found.tables.map(({ key, title }) => (
          <Field key={key} label={`${t('cons.bases')}: ${title}`}>
            {(id) => (
              <Radio.Group
                id={id}
                value={bases[key] ?? 'submitted'}
                onChange={(event) => setBases({ ...bases, [key]: event.target.value })}
                options={(['submitted', 'own'] as const).map((value) => ({ value, label: t(`cons.basis.${value}`) }))}
              />
            )}
          </Field>
        ))}
      </Modal>
    </>
  );
}
