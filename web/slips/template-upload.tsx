import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { type Output, refresh, upload } from '../api.ts';
import { Field } from '../ui/field.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { SlipKind } from './use-slip.ts';

type Uploaded = Output<'slips.upload_template'>;

/** Sends a Word template to be checked; shows what is wrong with it and where. */
export function TemplateUpload({
  unit,
  kind,
  form_set,
  onClose,
}: {
  unit: string;
  kind: SlipKind;
  form_set: string;
  onClose: () => void;
}) {
  const { t, tCode } = useText();
  const client = useQueryClient();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [has_changed, setHasChanged] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [told, setTold] = useState<Uploaded | null>(null);
  const send = async () => {
    if (!file) return;
    setBusy(true);
    setError(null);
    setTold(null);
    // Saved again in Word after it was chosen, the browser may not read it any more.
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) {
      setBusy(false);
      setFile(null);
      setHasChanged(true);
      return;
    }
    try {
      const copy = new File([bytes], file.name, { type: file.type });
      const reply = await upload('slips.upload_template', { unit, kind, form_set }, copy, { fields: { note } });
      setTold(reply);
      if (reply.id !== null) void refresh(client, ['slips']);
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('templates.upload_title', { name: `${tCode('slips.kind', kind)} (${form_set})` })}
      okText={t('templates.upload')}
      cancelText={t('app.close')}
      okButtonProps={{ disabled: file === null, loading: busy }}
      onOk={() => void send()}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
      width={640}
    >
      <div className="field gap">
        <label htmlFor={id}>{t('templates.choose_file')}</label>
        <input
          id={id}
          type="file"
          accept=".docx"
          onChange={(event) => {
            setFile(event.target.files?.[0] ?? null);
            setTold(null);
            setHasChanged(false);
          }}
        />
      </div>
      <Field label={t('templates.note')}>
        {(own) => <Input id={own} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <div className="gap" role="status">
        {busy && t('templates.checking')}
        {has_changed && <Alert type="warning" showIcon title={t('templates.file_changed')} />}
        {error !== null && <Problem error={error} />}
        {told && told.id !== null && <Alert type="success" showIcon title={t('templates.ok', { version_no: told.version_no })} />}
        {told && told.id === null && <Faults faults={told.faults} />}
      </div>
      <Button type="link" href="#tags" onClick={onClose}>
        {t('templates.tags')}
      </Button>
    </Modal>
  );
}

function Faults({ faults }: { faults: Uploaded['faults'] }) {
  const { t, tCode } = useText();
  const text = useFaultText();
  return (
    <Alert
      type="error"
      showIcon
      title={t('templates.faults', { count: faults.length })}
      description={
        <ul className="columns-1">
          {faults.map((fault, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same fault may stand in two places with the same words; the list never moves.
            <li key={i}>
              {text(fault)}
              {fault.where && (
                <div className="small">
                  {t('templates.where', {
                    part: tCode('templates.part', fault.where.part),
                    paragraph: fault.where.paragraph,
                    text: fault.where.text,
                  })}
                </div>
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function useFaultText() {
  const { t } = useText();
  return ({ code, tag }: Uploaded['faults'][number]) => t(`templates.fault.${code}`, { tag });
}
