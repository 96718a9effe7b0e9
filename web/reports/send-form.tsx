import { Alert, Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { type Output, useCall, useGet } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import type { Kept } from './report-page.tsx';
import { isEmail, isOfficeCode, readLines } from './send-lines.ts';

type Asked = Output<'reports.recipients'>;
type Unit = { code: string; name: string; is_superior: boolean };

/** Whom the issued report goes to: the level above by default, others by choice, outside by mail and over the exchange. */
export function SendForm({ report, onDone }: { report: Kept; onDone: () => void }) {
  const asked = useGet('reports.recipients', { id: report.id });
  return (
    <Answer of={asked} rows={5}>
      {(found) => <Chosen report={report} found={found} onDone={onDone} />}
    </Answer>
  );
}

function Chosen({ report, found, onDone }: { report: Kept; found: Asked; onDone: () => void }) {
  const { t } = useText();
  const say = useSay();
  const id = useId();
  const send = useCall('reports.send', ['reports']);
  const [units, setUnits] = useState<Unit[]>(found.units);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(found.units.map(({ code }) => code)));
  const [emails, setEmails] = useState('');
  const [offices, setOffices] = useState('');
  const [note, setNote] = useState('');
  const mail = readLines(emails, isEmail);
  const exchange = readLines(offices, isOfficeCode);
  const wrong = [...mail.wrong, ...exchange.wrong];
  const recipients = [
    ...units.filter(({ code }) => ticked.has(code)).map(({ code }) => ({ channel: 'product' as const, unit: code })),
    ...mail.lines.map(({ name, address }) => ({ channel: 'email' as const, name, address })),
    ...exchange.lines.map(({ name, address }) => ({ channel: 'edxml' as const, name, code: address })),
  ];
  const tick = (code: string, on: boolean) =>
    setTicked(new Set(on ? [...ticked, code] : [...ticked].filter((one) => one !== code)));
  const go = () =>
    send.mutate(
      { id: report.id, recipients, note: note.trim() },
      {
        onSuccess: ({ rows }) => {
          say.done(t('sending.sent_to', { count: rows.filter(({ is_new }) => is_new).length }));
          onDone();
        },
        onError: say.refused,
      },
    );
  return (
    <div className="form-stack">
      {(report.issued?.signed.length ?? 0) < 2 && <Alert type="warning" showIcon title={t('sending.unsigned_warning')} />}
      <fieldset className="plain-fieldset">
        <legend className="strong">{t('sending.units')}</legend>
        {units.map(({ code, name, is_superior }) => (
          <div key={code}>
            <Checkbox checked={ticked.has(code)} onChange={(event) => tick(code, event.target.checked)}>
              {name} {is_superior && <span className="muted">({t('sending.is_superior')})</span>}
            </Checkbox>
          </div>
        ))}
      </fieldset>
      <label htmlFor={`${id}-unit`}>{t('sending.add_unit')}</label>
      <UnitPicker
        id={`${id}-unit`}
        onChange={(code, unit) => {
          if (!code || code === report.unit.code) return;
          if (!units.some((one) => one.code === code))
            setUnits([...units, { code, name: unit?.name ?? code, is_superior: false }]);
          setTicked(new Set([...ticked, code]));
        }}
      />
      <label htmlFor={`${id}-mail`}>{t('sending.emails')}</label>
      <Input.TextArea
        id={`${id}-mail`}
        rows={2}
        disabled={!found.has_email}
        value={emails}
        placeholder={t('sending.emails_hint')}
        onChange={(event) => setEmails(event.target.value)}
      />
      {!found.has_email && <p className="small muted">{t('sending.no_email')}</p>}
      <label htmlFor={`${id}-office`}>{t('sending.offices')}</label>
      <Input.TextArea
        id={`${id}-office`}
        rows={2}
        disabled={!found.has_exchange}
        value={offices}
        placeholder={t('sending.offices_hint')}
        onChange={(event) => setOffices(event.target.value)}
      />
      {!found.has_exchange && <p className="small muted">{t('sending.no_exchange')}</p>}
      {wrong.length > 0 && (
        <div role="alert" className="small error-text">
          {t('sending.line_wrong', { line: wrong.join('; ') })}
        </div>
      )}
      {found.lines.length > 0 && (
        <p className="small">
          <span className="muted">{t('sending.lines')}:</span> {found.lines.join(' ')}
        </p>
      )}
      <label htmlFor={`${id}-note`}>{t('sending.note')}</label>
      <Input.TextArea
        id={`${id}-note`}
        rows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div>
        <Button type="primary" loading={send.isPending} disabled={recipients.length === 0 || wrong.length > 0} onClick={go}>
          {t('sending.send')}
        </Button>
      </div>
    </div>
  );
}
