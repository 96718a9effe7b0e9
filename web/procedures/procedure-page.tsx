import { Alert, Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { DayField, Facts, Tag, Verified } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { CompareVersions } from './compare-versions.tsx';
import { limitText } from './limit-text.ts';
import { ProcedureDetails } from './procedure-details.tsx';

type Procedure = Output<'procedures.get'>;
type Paper = Procedure['papers'][number];

export function ProcedurePage() {
  const { t } = useText();
  const { may } = useSession();
  const { code = '' } = useParams();
  const address = useAddress();
  const navigate = useNavigate();
  const today = dayOf(new Date());
  const day = address.get('day') ?? today;
  const asked = useGet('procedures.get', { code, day });
  return (
    <Page
      title={asked.data?.name ?? code}
      crumbs={[{ label: t('procedures.title'), to: pathWith('/procedures', { day: address.get('day') }) }]}
      actions={
        asked.data && (
          <>
            {may('procedures.write') && (
              <Button
                icon={<Icon name="book" />}
                onClick={() => void navigate(pathWith('/procedures/decide', { procedure: asked.data.code }))}
              >
                {t('catalogue.decide')}
              </Button>
            )}
            {may('dossiers.receive') && (
              <Button
                type="primary"
                icon={<Icon name="plus" />}
                onClick={() => void navigate(pathWith('/dossiers/new', { procedure: asked.data.code }))}
              >
                {t('procedures.receive')}
              </Button>
            )}
          </>
        )
      }
    >
      <div className="filters">
        <DayField label={t('field.as_of')} value={day} onChange={(next) => address.set({ day: next === today ? null : next })} />
      </div>
      <Answer of={asked}>{(procedure) => <Detail procedure={procedure} />}</Answer>
    </Page>
  );
}

function Detail({ procedure }: { procedure: Procedure }) {
  const { t, tCode, lang, money } = useText();
  const limit = limitText(procedure, lang) ?? t('procedures.no_limit');
  const flags = [
    procedure.is_interlinked &&
      [t('procedures.interlinked'), procedure.interlinked_kind && tCode('catalogue.linked', procedure.interlinked_kind)]
        .filter(Boolean)
        .join(': '),
    procedure.is_internal ? t('catalogue.internal') : tCode('catalogue.at_desk', String(procedure.is_at_desk)),
    procedure.vertical_agency && tCode('catalogue.agency', procedure.vertical_agency),
    procedure.can_post_receive && t('catalogue.post_receive'),
    procedure.can_post_return && t('catalogue.post_return'),
    procedure.is_no_writing && t('procedures.no_writing'),
    procedure.is_boundary_free && t('procedures.boundary_free'),
  ].filter((flag): flag is string => Boolean(flag));
  return (
    <>
      {procedure.gaps.length > 0 && (
        <Alert
          className="below"
          type="warning"
          showIcon
          title={t('catalogue.gap_alert', { list: procedure.gaps.map((gap) => tCode('catalogue.gap', gap)).join(', ') })}
        />
      )}
      <div className="grid">
        <Section className="span-7">
          <Facts
            items={[
              [
                t('field.code'),
                <span key="code" className="code">
                  {procedure.code}
                </span>,
              ],
              [t('field.sector'), procedure.sector_name],
              [t('field.level'), tCode('level', procedure.level)],
              [t('procedures.authority'), procedure.authority],
              [
                t('procedures.limit'),
                <span key="limit">
                  {limit}
                  {procedure.cut_off && <div className="small">{t('procedures.cut_off', { time: procedure.cut_off })}</div>}
                </span>,
              ],
              [t('procedures.fee'), procedure.fee_vnd === 0 ? t('procedures.free') : money(procedure.fee_vnd)],
              [
                t('procedures.online_level'),
                [tCode('procedures.online', procedure.online_level), procedure.legacy_online_label].filter(Boolean).join(' · '),
              ],
              [t('procedures.result'), procedure.result_name],
              flags.length > 0 && [
                t('field.kind'),
                <span key="flags">
                  {flags.map((flag) => (
                    <Tag key={flag} tone="blue">
                      {flag}
                    </Tag>
                  ))}
                </span>,
              ],
              procedure.off_desk_reason !== null && [t('catalogue.off_desk_reason'), procedure.off_desk_reason],
              procedure.conditions !== null && [t('catalogue.conditions'), procedure.conditions],
              [t('procedures.decision'), procedure.decision_no],
              [t('procedures.legal_basis'), procedure.legal_basis],
              [
                t('field.source'),
                <span key="source">
                  {procedure.source} <Verified status={procedure.status} />
                </span>,
              ],
            ]}
          />
        </Section>
        <Section className="span-5" title={t('procedures.versions')}>
          <Versions procedure={procedure} />
        </Section>
      </div>
      <Section title={t('procedures.papers')} className="gap">
        <Papers papers={procedure.papers} />
      </Section>
      <ProcedureDetails procedure={procedure} />
      {procedure.versions.length > 1 && <CompareVersions procedure={procedure} />}
    </>
  );
}

function Versions({ procedure }: { procedure: Procedure }) {
  const { t, lang, span } = useText();
  return (
    <ol className="plain-list timeline">
      {procedure.versions.map((version) => (
        <li key={version.id}>
          <Link to={pathWith(`/procedures/${version.code}`, { day: version.valid_from })}>
            {span(version.valid_from, version.valid_until)}
          </Link>{' '}
          {version.id === procedure.id && <Tag tone="green">{t('procedures.in_force')}</Tag>}
          <div>{version.name}</div>
          <div className="small">{[limitText(version, lang), version.decision_no].filter(Boolean).join(' · ')}</div>
        </li>
      ))}
    </ol>
  );
}

function Papers({ papers }: { papers: Paper[] }) {
  const { t } = useText();
  if (papers.length === 0) return <Nothing />;
  const columns: Column<Paper>[] = [
    { key: 'no', title: '#', cell: (row) => row.ordinal, width: 48, phone: 'hidden' },
    { key: 'name', title: t('procedures.papers'), cell: (row) => row.name, phone: 'title' },
    { key: 'form', title: t('procedures.form_code'), cell: (row) => row.form_code ?? '' },
    { key: 'originals', title: t('procedures.originals'), cell: (row) => row.originals, align: 'right' },
    { key: 'copies', title: t('procedures.copies'), cell: (row) => row.copies, align: 'right' },
    {
      key: 'required',
      title: t('procedures.required'),
      cell: (row) => (row.is_required ? t('procedures.required') : t('procedures.optional')),
    },
    { key: 'digitise', title: t('procedures.must_digitise'), cell: (row) => (row.must_digitise ? <Icon name="check" /> : '') },
  ];
  return <List<Paper> label={t('procedures.papers')} columns={columns} rows={papers} rowKey={(row) => row.ordinal} />;
}
