import { Alert, Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { limitText } from '../procedures/limit-text.ts';
import { DossierSteps } from '../processes/dossier-steps.tsx';
import { SlipButtons } from '../slips/slip-buttons.tsx';
import { Facts } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNarrow } from '../ui/narrow.ts';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Actions } from './actions.tsx';
import { DueMark, Holder, StatusTag } from './marks.tsx';
import { Papers } from './papers.tsx';
import { FeeSection, PromiseSection } from './promise.tsx';
import { Timeline } from './timeline.tsx';

export type Dossier = Output<'dossiers.get'>;

export function DossierPage() {
  const { t } = useText();
  const id = Number(useParams().id);
  const navigate = useNavigate();
  const asked = useGet('dossiers.get', { id });
  return (
    <Page
      title={asked.data?.code ?? t(asked.isError ? 'dossier.not_found' : 'dossier.one')}
      lead={asked.data?.procedure_name}
      crumbs={[{ label: t('dossiers.title'), to: '/dossiers' }]}
      actions={
        asked.data &&
        !asked.data.is_masked && (
          <Button icon={<Icon name="print" />} onClick={() => void navigate(`/dossiers/${id}/receipt`)}>
            {t('receive.print')}
          </Button>
        )
      }
    >
      <Answer of={asked}>{(dossier) => <Whole dossier={dossier} />}</Answer>
    </Page>
  );
}

function Whole({ dossier }: { dossier: Dossier }) {
  const { t } = useText();
  return (
    <>
      {dossier.is_masked && <Alert className="gap" type="info" showIcon title={t('dossiers.masked')} />}
      <Actions dossier={dossier} />
      <DossierSteps dossier_id={dossier.id} may_ask={dossier.actions.includes('ask_opinion')} />
      <div className="grid">
        <div className="span-7 stack">
          <Section>
            <Particulars dossier={dossier} />
          </Section>
          <Section title={t('dossier.papers')}>
            <Papers dossier={dossier} />
          </Section>
          {!dossier.is_masked && <SlipButtons dossier_id={dossier.id} last_seq={dossier.last_seq} />}
        </div>
        <div className="span-5 stack">
          <PromiseSection dossier={dossier} />
          <FeeSection dossier={dossier} />
          <Section title={t('dossier.happened')}>
            {dossier.timeline.length === 0 ? <Nothing /> : <Timeline entries={dossier.timeline} papers={dossier.papers} />}
          </Section>
        </div>
      </div>
    </>
  );
}

function Particulars({ dossier }: { dossier: Dossier }) {
  const { t, tCode, moment, money, lang } = useText();
  const is_narrow = useNarrow();
  return (
    <Facts
      items={[
        [t('field.status'), <StatusTag key="status" status={dossier.status} />],
        // On a phone the panel that explains it lies far below.
        is_narrow && [t('dossiers.due'), <DueMark key="due" of={dossier} />],
        [
          t('dossiers.applicant'),
          <span key="name">
            <span className="strong">{dossier.applicant_name}</span>{' '}
            <span className="small">({tCode('applicant_kind', dossier.applicant_kind)})</span>
          </span>,
        ],
        [t('receive.identity'), dossier.applicant_identity ?? dossier.no_identity_reason],
        [t('receive.phone'), dossier.applicant_phone],
        dossier.applicant_email !== null && [t('receive.email'), dossier.applicant_email],
        [t('receive.address'), dossier.applicant_address],
        dossier.submitter_name !== null && [t('receive.submitter'), dossier.submitter_name],
        dossier.matter !== null && [t('receive.matter'), dossier.matter],
        [
          t('field.procedure'),
          <Link
            key="procedure"
            to={`/procedures/${dossier.procedure_code}`}
          >{`${dossier.procedure_code} · ${dossier.procedure_name}`}</Link>,
        ],
        [t('field.sector'), dossier.sector_name],
        [t('procedures.limit'), limitText(dossier, lang) ?? t('procedures.no_limit')],
        [t('dossier.fee'), dossier.fee_vnd === 0 ? t('procedures.free') : money(dossier.fee_vnd)],
        [t('field.channel'), tCode('channel', dossier.channel)],
        [t('receive.return_channel'), tCode('channel', dossier.return_channel)],
        [t('dossiers.received'), moment(dossier.received_at ?? dossier.filed_at)],
        dossier.decided_at !== null && [t('dossier.decided'), moment(dossier.decided_at)],
        dossier.delivered_at !== null && [t('dossier.delivered'), moment(dossier.delivered_at)],
        dossier.outcome !== null && [t('action.outcome'), tCode('outcome_kind', dossier.outcome)],
        [t('dossier.receiving'), dossier.receiving_unit_name],
        [t('dossier.competent'), dossier.competent_unit_name],
        dossier.closed_at === null && [t('dossiers.holder'), <Holder key="holder" of={dossier} />],
      ]}
    />
  );
}
