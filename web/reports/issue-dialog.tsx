import { Alert, Button, Form, Input, Modal, Select, Steps } from 'antd';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { useMe, useSession } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { ChoiceField, DayField } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { Kept } from './report-page.tsx';
import { SendForm } from './send-form.tsx';

const STEPS = ['number', 'person', 'office', 'send'] as const;

/** From the number to the recipients: number and day, the person's signature, the office's, sending. Each step may be left for later. */
export function IssueDialog({ report, onClose }: { report: Kept; onClose: () => void }) {
  const { t, day } = useText();
  const { may } = useSession();
  const { issued } = report;
  const is_issued = issued !== null && ['issued', 'accepted', 'consolidated'].includes(report.state);
  const [skipped, setSkipped] = useState(0);
  const signed = issued?.signed ?? [];
  const may_sign = report.may_issue && may('signatures.sign') && issued?.has_pdf !== false;
  const first = !is_issued ? 0 : may_sign ? Math.min(3, 1 + signed.length) : 3;
  const at = Math.min(3, Math.max(first, skipped));
  return (
    <Modal
      open
      title={t(is_issued ? 'sending.open' : 'sending.steps')}
      footer={null}
      width={760}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Steps
        size="small"
        titlePlacement="vertical"
        responsive
        className="gap-below"
        current={at}
        items={STEPS.map((step) => ({ title: t(`sending.step.${step}`) }))}
      />
      {is_issued && issued && (
        <Alert
          className="gap-below"
          type="success"
          showIcon
          title={t('sending.issued_as', { code: issued.code, day: day(issued.issued_on) })}
        />
      )}
      {at === 0 && <NumberStep report={report} />}
      {(at === 1 || at === 2) && issued && (
        <SignStep
          key={at}
          report={report}
          role={at === 1 ? 'person' : 'office'}
          onSkip={() => setSkipped(at === 1 ? 3 : at + 1)}
        />
      )}
      {at === 3 && (
        <>
          {issued?.has_pdf === false && <Alert className="gap-below" type="warning" showIcon title={t('sending.no_pdf')} />}
          <SendForm report={report} onDone={onClose} />
        </>
      )}
    </Modal>
  );
}

/** Who signs, how, and on which day; the number comes from the unit's book. */
function NumberStep({ report }: { report: Kept }) {
  const asked = useGet('reports.signers', { id: report.id });
  return (
    <Answer of={asked} rows={4}>
      {(signers) => <NumberForm report={report} signers={signers} />}
    </Answer>
  );
}

type Signers = Output<'reports.signers'>;

function NumberForm({ report, signers }: { report: Kept; signers: Signers }) {
  const { t, tCode } = useText();
  const me = useMe();
  const say = useSay();
  const issue = useCall('reports.issue', ['reports']);
  const [signer_id, setSigner] = useState(signers.rows.find(({ id }) => id === me.account.id)?.id ?? signers.rows[0]?.id);
  const signer = signers.rows.find(({ id }) => id === signer_id);
  const [way, setWay] = useState<Signers['rows'][number]['signs_as'] | null>(null);
  const signs_as = way ?? signer?.signs_as;
  const today = dayOf(new Date());
  const [issued_on, setDay] = useState<string | undefined>(today < signers.from ? signers.from : today);
  const go = () => {
    if (!issued_on || signer_id === undefined) return;
    issue.mutate({ id: report.id, signer_id, signs_as, issued_on }, { onError: say.refused });
  };
  if (!signer) return <Alert type="warning" showIcon title={t('kept.no_signer', { unit: report.unit.name })} />;
  return (
    <Form layout="vertical" onFinish={go} className="stacked">
      <ChoiceField
        label={t('kept.signer')}
        value={signer.id}
        onChange={(value: number) => {
          setSigner(value);
          setWay(null);
        }}
        options={signers.rows.map(({ id: value, name, title }) => ({
          value,
          label: [name, title].filter(Boolean).join(', '),
        }))}
      />
      <ChoiceField
        label={t('kept.signs_as')}
        value={signs_as}
        onChange={setWay}
        options={signer.ways.map((one) => ({
          value: one.signs_as,
          label: `${tCode('signs_as', one.signs_as)}: ${one.authority.join(' / ')}`,
        }))}
      />
      <DayField
        label={t('kept.issued_on')}
        value={issued_on}
        onChange={(value) => setDay(value ?? undefined)}
        min={signers.from}
        max={today}
      />
      <Button type="primary" htmlType="submit" loading={issue.isPending} disabled={!issued_on}>
        {tCode('report_step', 'issue')}
      </Button>
    </Form>
  );
}

const KIND = { person: 'personal', office: 'agency' } as const;

function SignStep({ report, role, onSkip }: { report: Kept; role: 'person' | 'office'; onSkip: () => void }) {
  const { t } = useText();
  const say = useSay();
  const id = useId();
  const seals = useGet('signatures.usable', {});
  const sign = useCall('reports.sign', ['reports']);
  const [seal_id, setSeal] = useState<number | null>(null);
  const [password, setPassword] = useState('');
  const { issued } = report;
  if (issued?.is_signature_waiting)
    return (
      <>
        <Alert type="info" showIcon title={t('sending.signature_waiting')} />
        <Button className="gap" onClick={onSkip}>
          {t('sending.skip')}
        </Button>
      </>
    );
  return (
    <Answer of={seals} rows={3}>
      {(list) => {
        const usable = list.filter((one) => one.kind === KIND[role] && (role === 'person' || one.unit_code === report.unit.code));
        const chosen = usable.find((one) => one.id === seal_id) ?? usable[0];
        const go = () =>
          chosen && sign.mutate({ id: report.id, seal_id: chosen.id, password: password || null }, { onError: say.refused });
        return (
          <Form className="form-stack" onFinish={go}>
            <p>{t(role === 'person' ? 'sending.person_hint' : 'sending.office_hint', { signer: issued?.signer ?? '' })}</p>
            {!chosen ? (
              <Alert
                type="warning"
                showIcon
                title={t(role === 'person' ? 'sending.no_seal_person' : 'sending.no_seal_office')}
                description={<Link to="/signatures">{t('sending.add_seal')}</Link>}
              />
            ) : (
              <>
                <label htmlFor={`${id}-seal`}>{t('signatures.seal')}</label>
                <Select
                  id={`${id}-seal`}
                  value={chosen.id}
                  onChange={(value: number) => {
                    setSeal(value);
                    setPassword('');
                  }}
                  options={usable.map((one) => ({ value: one.id, label: `${one.label} · ${one.subject}` }))}
                />
                {chosen.needs_password && (
                  <>
                    <label htmlFor={`${id}-password`}>{t('signatures.password')}</label>
                    <Input.Password
                      id={`${id}-password`}
                      value={password}
                      autoComplete="off"
                      onChange={(event) => setPassword(event.target.value)}
                    />
                  </>
                )}
                {chosen.is_remote && <Alert type="info" showIcon title={t('signatures.remote_hint')} />}
              </>
            )}
            <div className="actions-line">
              <Button
                type="primary"
                htmlType="submit"
                loading={sign.isPending}
                disabled={!chosen || (chosen.needs_password && password === '')}
              >
                {t('signatures.sign')}
              </Button>{' '}
              <Button onClick={onSkip}>{t('sending.skip')}</Button>
            </div>
          </Form>
        );
      }}
    </Answer>
  );
}
