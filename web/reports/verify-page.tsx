import { Alert } from 'antd';
import { useParams } from 'react-router';
import { ApiError, useGet } from '../api.ts';
import { Compare } from '../certifications/check-page.tsx';
import { Facts } from '../ui/field.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

/** Whether a report is the issued one: what its code leads to. Anybody may ask. */
export function VerifyPage() {
  const { t, day, error: sentence } = useText();
  const { token = '' } = useParams();
  const asked = useGet('reports.verify', { token }, { retry: false });
  const is_false = asked.error instanceof ApiError && ['reports.code_unknown', 'app.bad_input'].includes(asked.error.code);
  return (
    <main className="check-page">
      <Page title={t('kept.verify_title')} lead={t('kept.verify_lead')}>
        {is_false ? (
          <Alert type="error" showIcon role="alert" title={sentence('reports.code_unknown')} />
        ) : (
          <Answer of={asked}>
            {(report) => {
              const is_in_force = report.is_newest && (report.state === 'issued' || report.state === 'accepted' || report.state === 'consolidated');
              return (
                <>
                  <Alert
                    type={is_in_force ? 'success' : 'warning'}
                    showIcon
                    title={is_in_force ? t('kept.in_force') : t('kept.not_in_force')}
                  />
                  <Section className="gap">
                    <Facts
                      items={[
                        [t('kept.report'), report.title],
                        [t('kept.issuer'), report.issuer],
                        [t('kept.issue_no'), `${report.number}/${report.year}`],
                        [t('kept.issued_on'), day(report.issued_on)],
                        [t('kept.signer'), report.signer],
                        [
                          t('certifications.hash'),
                          <span key="hash" className="hash">
                            {report.sha256}
                          </span>,
                        ],
                      ]}
                    />
                  </Section>
                  <Compare sha256={report.sha256} accept=".docx" />
                </>
              );
            }}
          </Answer>
        )}
      </Page>
    </main>
  );
}
