import { Alert, Button } from 'antd';
import { useParams } from 'react-router';
import { useGet } from '../api.ts';
import { isTextKey, textOf } from '../messages.ts';
import { limitText } from '../procedures/limit-text.ts';
import { dayText } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Page } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { Dossier } from './dossier-page.tsx';
import { hourAndDay, issuerName, placeAndDate } from './receipt.ts';

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
        asked.data &&
        !asked.data.is_masked && (
          <Button type="primary" icon={<Icon name="print" />} onClick={() => window.print()}>
            {t('act.print')}
          </Button>
        )
      }
    >
      <Answer of={asked}>
        {(dossier) => (
          <>
            {dossier.is_masked && <Alert className="gap" type="info" showIcon title={t('receipt.masked')} />}
            <Receipt dossier={dossier} />
          </>
        )}
      </Answer>
    </Page>
  );
}

const t = (key: Parameters<typeof textOf>[1], values?: Parameters<typeof textOf>[2]) => textOf('vi', key, values);

function tCode(prefix: string, code: string | number): string {
  const key = `${prefix}.${code}`;
  return isTextKey(key) ? t(key) : String(code);
}

/** Always in Vietnamese, whatever the language of the interface: it is handed to the applicant as a paper of the office. */
function Receipt({ dossier }: { dossier: Dossier }) {
  const components = dossier.papers.filter((paper) => paper.kind === 'component');
  const received_at = dossier.received_at ?? dossier.filed_at;
  const due = dossier.due_at ? hourAndDay(dossier.due_at) : dossier.due_on ? dayText(dossier.due_on) : t('dossiers.no_due');
  const officer = dossier.timeline.find((entry) => entry.kind === 'received' || entry.kind === 'registered')?.actor_name;
  return (
    <article className="slip" lang="vi">
      <header>
        <div>
          <div>{issuerName(dossier.receiving_unit_name)}</div>
          <div className="strong underline">{t('receipt.desk')}</div>
          <div>{t('receipt.number', { code: dossier.code })}</div>
        </div>
        <div>
          <div className="strong">{t('receipt.nation')}</div>
          <div className="strong underline">{t('receipt.motto')}</div>
          <div className="italic">{placeAndDate(dossier.receiving_unit_name, received_at)}</div>
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
        {t('receipt.limit')}: {limitText(dossier, 'vi') ?? t('procedures.no_limit')}
      </p>
      <p>
        {t('receipt.received_at')}: {hourAndDay(received_at)}
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
