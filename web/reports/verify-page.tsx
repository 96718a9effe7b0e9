import { Alert, Button, Input } from 'antd';
import { useId, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { ApiError, type Output, useGet } from '../api.ts';
import { SignatureList } from '../papers/signature-badge.tsx';
import { PublicFrame } from '../shell/public-frame.tsx';
import { Facts } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { sha256Hex } from './send-hash.ts';

type Verified = Output<'reports.verify'>;
type Other = NonNullable<Verified['replaces']>;

/** Whether a report is the issued one: what its code leads to. Anybody may ask. */
export function VerifyPage() {
  const { t, error: sentence } = useText();
  const { token = '' } = useParams();
  const asked = useGet('reports.verify', { token }, { retry: false });
  const is_false = asked.error instanceof ApiError && ['reports.code_unknown', 'app.bad_input'].includes(asked.error.code);
  return (
    <PublicFrame>
      <div className="check-page">
        <Page title={t('kept.verify_title')} lead={t('kept.verify_lead')}>
          {is_false ? (
            <Alert type="error" showIcon role="alert" title={sentence('reports.code_unknown')} />
          ) : (
            <Answer of={asked}>{(report) => <Found key={token} report={report} />}</Answer>
          )}
        </Page>
      </div>
    </PublicFrame>
  );
}

function Found({ report }: { report: Verified }) {
  const { t, day } = useText();
  const { recalled_on, is_in_force } = report;
  const other = (label: string, one: Other | null) =>
    one !== null &&
    ([
      label,
      <Link key={one.token} to={`/r/${one.token}`}>
        {t('proof.other', { code: one.code, day: day(one.issued_on) })}
      </Link>,
    ] as [string, React.ReactNode]);
  return (
    <>
      <Alert
        type={is_in_force ? 'success' : recalled_on ? 'error' : 'warning'}
        showIcon
        title={
          is_in_force ? t('kept.in_force') : recalled_on ? t('proof.recalled', { day: day(recalled_on) }) : t('kept.not_in_force')
        }
        description={
          report.replaced_by && (
            <>
              {t('proof.replaced_by')}:{' '}
              <Link to={`/r/${report.replaced_by.token}`}>
                {t('proof.other', { code: report.replaced_by.code, day: day(report.replaced_by.issued_on) })}
              </Link>
            </>
          )
        }
      />
      <FileCheck report={report} />
      <Section className="gap">
        <Facts
          items={[
            [t('kept.report'), report.title],
            [t('kept.issuer'), report.issuer],
            [t('book.code'), report.code],
            [t('kept.issued_on'), day(report.issued_on)],
            [t('kept.signer'), report.signer],
            other(t('proof.replaces'), report.replaces),
          ]}
        />
      </Section>
      <Section title={t('sending.signatures')} className="gap">
        {report.signatures.length === 0 ? (
          <p className="muted">{t('proof.no_signatures')}</p>
        ) : (
          <SignatureList found={{ state: 'valid', signatures: report.signatures }} />
        )}
      </Section>
      <Section title={t('proof.files')} className="gap">
        <Facts
          items={report.files.map(({ kind, sha256, signatures }) => [
            t(`proof.kind.${kind}`, { count: signatures }),
            <span key={sha256} className="hash">
              {sha256}
            </span>,
          ])}
        />
      </Section>
    </>
  );
}

/** A file of the reader's own held against the hashes; it is sent nowhere. */
function FileCheck({ report }: { report: Verified }) {
  const { t } = useText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState<{ name: string; sha256: string } | null>(null);
  const is_hash = /^[0-9a-f]{64}$/i.test(typed.trim());
  const found = said && (report.files.find((one) => one.sha256 === said.sha256.toLowerCase()) ?? null);
  const look = async (file: File | undefined) => {
    if (file) setSaid({ name: file.name, sha256: await sha256Hex(await file.arrayBuffer()) });
  };
  return (
    <Section title={t('proof.file_title')} className="gap">
      <p className="small">{t('proof.file_hint')}</p>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('proof.choose')}
        accept=".pdf,.docx,.xlsx"
        onChange={(event) => {
          void look(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Button type="primary" icon={<Icon name="shield" />} onClick={() => input.current?.click()}>
        {t('proof.choose')}
      </Button>
      <form
        className="gap"
        onSubmit={(event) => {
          event.preventDefault();
          if (is_hash) setSaid({ name: typed.trim().slice(0, 12), sha256: typed.trim() });
        }}
      >
        <label htmlFor={id}>{t('proof.hash_label')}</label>
        <div className="hash-line">
          <Input id={id} value={typed} maxLength={80} onChange={(event) => setTyped(event.target.value)} />
          <Button htmlType="submit" disabled={!is_hash}>
            {t('proof.compare')}
          </Button>
        </div>
        {typed.trim() !== '' && !is_hash && <p className="small">{t('proof.hash_wrong')}</p>}
      </form>
      <div aria-live="polite" className="gap">
        {said &&
          (found ? (
            <Alert
              type={report.is_in_force ? 'success' : 'warning'}
              showIcon
              title={t(`proof.is.${found.kind}`, { count: found.signatures })}
              description={
                <>
                  {said.name}
                  {!report.is_in_force && <div>{t('proof.but_not_in_force')}</div>}
                </>
              }
            />
          ) : (
            <Alert type="error" showIcon title={t('proof.is_not')} description={said.name} />
          ))}
      </div>
    </Section>
  );
}
