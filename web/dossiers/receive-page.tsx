import { Button, Form, type RefSelectProps } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { type ApiError, type Output, useCall, useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { ApplicantFields } from './applicant-fields.tsx';
import { DuePreview } from './due-preview.tsx';
import { FilingFields } from './filing-fields.tsx';
import { PapersFields } from './papers-fields.tsx';
import { newClientId, type PaperRow, paperRows, type ReceiveFields, receiveInput, refusedField } from './receive-form.ts';
import { Received } from './received.tsx';

const FIRST: Partial<ReceiveFields> = { channel: 1, return_channel: 1, kind: 0 };

/** One screen, keyboard first: procedure, applicant, papers, and the due date as it would be. */
export function ReceivePage() {
  const { t } = useText();
  const me = useMe();
  const address = useAddress();
  const [form] = Form.useForm<ReceiveFields>();
  const [papers, setPapers] = useState<PaperRow[]>([]);
  const [client_id, setClientId] = useState(newClientId);
  const [received, setReceived] = useState<Output<'dossiers.receive'> | null>(null);
  const picker = useRef<RefSelectProps>(null);
  const receive = useCall('dossiers.receive', ['dossiers', 'measures', 'forms']);
  const code = Form.useWatch('procedure_code', form);
  const channel = Form.useWatch('channel', form) ?? 1;
  const procedure = useGet('procedures.get', code ? { code } : null, { staleTime: 600_000 });
  const listed = procedure.data?.papers;
  useEffect(() => {
    if (listed) setPapers(paperRows(listed, channel));
  }, [listed, channel]);
  useKeys(form, picker);
  // Effects of a parent run after those of its children: the heading has taken the focus by now, and gives it up.
  useEffect(() => {
    picker.current?.focus({ preventScroll: true });
  }, []);

  const toField = ({ code }: ApiError) => {
    const field = refusedField(code);
    if (field) form.scrollToField(field, { focus: true, block: 'center' });
  };
  const send = (fields: ReceiveFields) => {
    // Ctrl+Enter pressed twice: the answer to the first one is on its way.
    if (!receive.isPending) receive.mutate(receiveInput(fields, papers, client_id), { onSuccess: setReceived, onError: toField });
  };
  const next = () => {
    const { receiving_unit } = form.getFieldsValue();
    form.resetFields();
    form.setFieldsValue({ receiving_unit });
    setPapers([]);
    setReceived(null);
    receive.reset();
    setClientId(newClientId());
    // The form is drawn again first.
    setTimeout(() => picker.current?.focus(), 0);
  };
  if (received) return <Received receipt={received} onNext={next} />;
  return (
    <Page title={t('receive.title')} lead={<span className="only-wide">{t('receive.lead')}</span>}>
      <Form<ReceiveFields>
        form={form}
        layout="vertical"
        onFinish={send}
        scrollToFirstError={{ focus: true }}
        initialValues={{ ...FIRST, receiving_unit: me.account.unit_code ?? undefined, procedure_code: address.get('procedure') }}
      >
        <div className="grid">
          <div className="span-8">
            <FilingFields picker={picker} procedure={procedure.data} />
            <ApplicantFields form={form} />
            <PapersFields papers={papers} onChange={setPapers} is_chosen={Boolean(code)} problem={procedure.error} />
          </div>
          <div className="span-4 receive-side">
            <Section title={t('receive.due')}>
              <DuePreview form={form} />
            </Section>
            {receive.isError && <Problem error={receive.error} title={t('receive.refused')} />}
            <Button
              className="gap"
              type="primary"
              size="large"
              block
              htmlType="submit"
              loading={receive.isPending}
              icon={<Icon name="check" />}
            >
              {t('receive.submit')} <span className="only-wide key-hint">Ctrl+Enter</span>
            </Button>
          </div>
        </div>
      </Form>
    </Page>
  );
}

/** Ctrl+Enter sends; Alt+1, 2, 3 go to the procedure, the applicant, the papers. */
function useKeys(form: ReturnType<typeof Form.useForm<ReceiveFields>>[0], picker: { current: RefSelectProps | null }) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
        event.preventDefault();
        form.submit();
      } else if (event.altKey && event.code === 'Digit1') {
        event.preventDefault();
        picker.current?.focus();
      } else if (event.altKey && (event.code === 'Digit2' || event.code === 'Digit3')) {
        event.preventDefault();
        document.querySelector<HTMLElement>(event.code === 'Digit2' ? '#identity' : '#papers input')?.focus();
      }
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [form, picker]);
}
