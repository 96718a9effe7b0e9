import { useQueryClient } from '@tanstack/react-query';
import { Alert, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { type Output, refresh, upload } from '../api.ts';
import { Field } from '../ui/field.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Uploaded = Output<'reports.upload_template'>;
type Fault = Uploaded['faults'][number];

/** Sends a Word template to be checked; shows what refuses it, what it lacks, and where. */
export function ReportTemplateUpload({
  unit,
  regime,
  name,
  onClose,
}: {
  unit: string;
  regime: string;
  name: string;
  onClose: () => void;
}) {
  const { t } = useText();
  const client = useQueryClient();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [told, setTold] = useState<Uploaded | null>(null);
  const send = async () => {
    if (!file) return;
    setBusy(true);
    setError(null);
    setTold(null);
    try {
      const reply = await upload('reports.upload_template', { unit, regime }, file, { fields: { note } });
      setTold(reply);
      if (reply.id !== null) await refresh(client, ['reports']);
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('report_templates.upload_title', { name })}
      okText={t('report_templates.upload')}
      cancelText={t('app.close')}
      okButtonProps={{ disabled: file === null || (told !== null && told.id !== null), loading: busy }}
      onOk={() => void send()}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
      width={680}
    >
      <div className="field gap">
        <label htmlFor={id}>{t('report_templates.choose_file')}</label>
        <input
          id={id}
          type="file"
          accept=".docx"
          onChange={(event) => {
            setFile(event.target.files?.[0] ?? null);
            setTold(null);
          }}
        />
      </div>
      <Field label={t('report_templates.note')}>
        {(own) => <Input id={own} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <div className="gap" role="status">
        {busy && t('report_templates.checking')}
        {error !== null && <Problem error={error} />}
        {told && told.id !== null && (
          <Alert type="success" showIcon title={t('report_templates.kept', { no: told.version_no })} />
        )}
        {told && <TemplateFaults faults={told.faults} />}
        {told && (
          <p className="small">
            {told.checked_with
              ? t('report_templates.checked_with', { title: told.checked_with })
              : t('report_templates.not_checked')}
          </p>
        )}
      </div>
    </Modal>
  );
}

/** What refuses a template, and what is to be looked at. */
export function TemplateFaults({ faults }: { faults: readonly Fault[] }) {
  const { t } = useText();
  const [errors, others] = [faults.filter((one) => one.is_error), faults.filter((one) => !one.is_error)];
  return (
    <>
      {errors.length > 0 && (
        <Alert type="error" showIcon title={t('report_templates.refused')} description={<Sentences faults={errors} />} />
      )}
      {others.length > 0 && (
        <Alert type="warning" showIcon title={t('report_templates.told')} description={<Sentences faults={others} />} />
      )}
    </>
  );
}

function Sentences({ faults }: { faults: readonly Fault[] }) {
  const text = useFaultText();
  return (
    <ul className="columns-1">
      {faults.map((fault, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same fault may stand in two places with the same words; the list never moves.
        <li key={i}>{text(fault)}</li>
      ))}
    </ul>
  );
}

function useFaultText() {
  const { t } = useText();
  return ({ code, name, where }: Fault) => t(`report_template_fault.${code}` as 'report_template_fault.twice', { name, where });
}
