import { Button } from 'antd';
import { useParams } from 'react-router';
import { hourAndDay, issuerName, placeAndDate } from '../dossiers/receipt.ts';
import { isTextKey, textOf } from '../messages.ts';
import { useMe } from '../shell/session.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page } from '../ui/page.tsx';
import { Loading, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { Intake, IntakeContent } from './outbox.ts';
import { useOutbox } from './use-outbox.ts';

/** The slip given while the server cannot be reached: printed from what lies in this browser. */
export function TemporarySlipPage() {
  const { t } = useText();
  const { client_id } = useParams();
  const { mine, isPending } = useOutbox();
  const intake = mine.find((one) => one.client_id === client_id);
  const content = intake?.content;
  return (
    <Page
      title={t('offline.slip_short')}
      crumbs={[{ label: t('offline.title'), to: '/dossiers/waiting' }]}
      actions={
        content && (
          <Button type="primary" icon={<Icon name="print" />} onClick={() => window.print()}>
            {t('act.print')}
          </Button>
        )
      }
    >
      {isPending ? (
        <Loading />
      ) : intake && content ? (
        <Slip intake={intake} content={content} />
      ) : (
        <Nothing text={t('offline.slip_gone')} />
      )}
    </Page>
  );
}

const t = (key: Parameters<typeof textOf>[1], values?: Parameters<typeof textOf>[2]) => textOf('vi', key, values);

function formOf(form: number): string {
  const key = `paper_form.${form}`;
  return isTextKey(key) ? t(key).toLowerCase() : '';
}

/** Always in Vietnamese: it is handed to the applicant. */
function Slip({ intake, content }: { intake: Intake; content: IntakeContent }) {
  const officer = useMe().account.display_name;
  const { applicant, matter } = content.input;
  const papers = content.form.papers.filter((paper) => paper.is_given && paper.name !== '');
  return (
    <article className="slip" lang="vi">
      <header>
        <div>
          <div>{issuerName(content.unit_name)}</div>
          <div className="strong">{t('receipt.number', { code: intake.temporary_no })}</div>
        </div>
        <div>
          <div className="strong">{t('receipt.nation')}</div>
          <div className="strong underline">{t('receipt.motto')}</div>
          <div className="italic">{placeAndDate(content.unit_name, intake.kept_at)}</div>
        </div>
      </header>
      <h2>{t('offline.slip_title')}</h2>
      <p>
        {t('receipt.received_from')}: <span className="strong">{applicant.name}</span>
      </p>
      <p>
        {t('receive.identity')}: {applicant.identity ?? applicant.no_identity_reason ?? ''}
      </p>
      <p>
        {t('receive.address')}: {applicant.address ?? ''}
      </p>
      <p>
        {t('receive.phone')}: {applicant.phone ?? ''}
      </p>
      <p>
        {t('receipt.about')}: {[content.procedure_name, matter].filter(Boolean).join('. ')}
      </p>
      <p>{t('receipt.papers')}:</p>
      <ol>
        {papers.map((paper) => (
          <li key={`${paper.ordinal}-${paper.name}`}>
            {paper.name} ({formOf(paper.form)}, {t('dossier.sheets', { count: paper.sheets })})
          </li>
        ))}
      </ol>
      <p>
        {t('receipt.limit')}: {content.limit_text ?? t('procedures.no_limit')}
      </p>
      <p>
        {t('receipt.received_at')}: {hourAndDay(intake.kept_at)}
      </p>
      <p>
        {t('receipt.due')}: {t('offline.slip_due')}
      </p>
      {intake.receipt && <p className="strong">{t('receipt.number', { code: intake.receipt.code })}</p>}
      <p className="italic">{t('offline.slip_note')}</p>
      <footer>
        <div>
          <div className="strong">{t('receipt.submitter_sign')}</div>
          <div className="small">{t('receipt.sign_hint')}</div>
          <div className="sign">{applicant.submitter_name ?? ''}</div>
        </div>
        <div>
          <div className="strong">{t('receipt.officer_sign')}</div>
          <div className="small">{t('receipt.sign_hint')}</div>
          <div className="sign">{officer}</div>
        </div>
      </footer>
    </article>
  );
}
