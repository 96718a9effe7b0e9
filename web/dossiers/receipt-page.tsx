import { Button } from 'antd';
import { useParams } from 'react-router';
import { useGet } from '../api.ts';
import { limitText } from '../procedures/limit-text.ts';
import { Icon } from '../ui/icon.tsx';
import { Page } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { Dossier } from './dossier-page.tsx';

/** The acknowledgement receipt, to be printed. Source: form 01 of Thông tư 01/2018/TT-VPCP; its text since 2025 is to be verified. */
export function ReceiptPage() {
  const { t } = useText();
  const id = Number(useParams().id);
  const asked = useGet('dossiers.get', { id });
  return (
    <Page
      title={t('receipt.short')}
      crumbs={[
        { label: t('dossiers.title'), to: '/dossiers' },
        { label: asked.data?.code ?? String(id), to: `/dossiers/${id}` },
      ]}
      actions={
        <Button type="primary" icon={<Icon name="print" />} onClick={() => window.print()}>
          {t('act.print')}
        </Button>
      }
    >
      <Answer of={asked}>{(dossier) => <Receipt dossier={dossier} />}</Answer>
    </Page>
  );
}

function Receipt({ dossier }: { dossier: Dossier }) {
  const { t, tCode, moment, day, lang } = useText();
  const components = dossier.papers.filter((paper) => paper.kind === 'component');
  const due = dossier.due_on
    ? dossier.due_precision === 'hour'
      ? moment(dossier.due_at)
      : day(dossier.due_on)
    : t('dossiers.no_due');
  const officer = dossier.timeline.find((entry) => entry.kind === 'received' || entry.kind === 'registered')?.actor_name;
  return (
    <article className="slip">
      <header>
        <div>
          <div>{dossier.receiving_unit_name.toUpperCase()}</div>
          <div className="strong">{t('receipt.desk')}</div>
          <div className="code">{dossier.code}</div>
        </div>
        <div>
          <div className="strong">{t('receipt.nation')}</div>
          <div className="strong underline">{t('receipt.motto')}</div>
        </div>
      </header>
      <h2>{t('receipt.title')}</h2>
      <p>
        {t('receipt.received_from')}: <span className="strong">{dossier.applicant_name}</span>
      </p>
      <p>
        {t('receive.identity')}: {dossier.applicant_identity ?? dossier.no_identity_reason}
      </p>
      <p>
        {t('receive.address')}: {dossier.applicant_address ?? ''}
      </p>
      <p>
        {t('receive.phone')}: {dossier.applicant_phone ?? ''}
      </p>
      <p>
        {t('receipt.about')}: {[dossier.procedure_name, dossier.matter].filter(Boolean).join('. ')}
      </p>
      <p>{t('receipt.papers')}:</p>
      <ol>
        {components.map((paper) => (
          <li key={paper.id}>
            {paper.name} ({tCode('paper_form', paper.form).toLowerCase()}, {t('dossier.sheets', { count: paper.sheets })})
          </li>
        ))}
      </ol>
      <p>
        {t('receipt.limit')}: {limitText(dossier, lang) ?? t('procedures.no_limit')}
      </p>
      <p>
        {t('receipt.received_at')}: {moment(dossier.received_at ?? dossier.filed_at)}
      </p>
      <p>
        {t('receipt.due')}: <span className="strong">{due}</span>
      </p>
      <p>
        {t('receipt.return_by')}: {tCode('channel', dossier.return_channel)}
      </p>
      <footer>
        <div>
          <div className="strong">{t('receipt.submitter_sign')}</div>
          <div className="small">{t('receipt.sign_hint')}</div>
          <div className="sign">{dossier.submitter_name ?? ''}</div>
        </div>
        <div>
          <div className="strong">{t('receipt.officer_sign')}</div>
          <div className="small">{t('receipt.sign_hint')}</div>
          <div className="sign">{officer ?? ''}</div>
        </div>
      </footer>
    </article>
  );
}
