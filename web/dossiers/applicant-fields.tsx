import { Checkbox, Form, type FormInstance, Input, Radio } from 'antd';
import { Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import { readIdCard } from './id-card.ts';
import type { ReceiveFields } from './receive-form.ts';

/** Who applies. A scanned identity card fills three fields at once. */
export function ApplicantFields({ form }: { form: FormInstance<ReceiveFields> }) {
  const { t, tCode } = useText();
  const needed = [{ required: true, message: t('field.required') }];
  const has_none = Form.useWatch('no_identity', form);
  const scanned = (text: string) => {
    const card = readIdCard(text);
    if (card) form.setFieldsValue(card);
  };
  return (
    <Section title={t('receive.applicant')} className="gap">
      <Form.Item name="kind" label={t('field.kind')}>
        <Radio.Group options={[0, 1, 2].map((value) => ({ value, label: tCode('applicant_kind', value) }))} />
      </Form.Item>
      <div className="form-grid">
        {has_none ? (
          <Form.Item name="no_identity_reason" label={t('receive.no_identity_reason')} rules={needed}>
            <Input maxLength={300} />
          </Form.Item>
        ) : (
          <Form.Item
            name="identity"
            label={t('receive.identity')}
            rules={needed}
            extra={<span className="only-wide">{t('receive.identity_hint')}</span>}
          >
            <Input
              id="identity"
              autoComplete="off"
              inputMode="text"
              maxLength={400}
              onChange={(event) => scanned(event.target.value)}
            />
          </Form.Item>
        )}
        <Form.Item name="name" label={t('receive.name')} rules={[{ ...needed[0], whitespace: true }]}>
          <Input autoComplete="off" maxLength={200} />
        </Form.Item>
        <Form.Item name="phone" label={t('receive.phone')}>
          <Input autoComplete="off" inputMode="tel" maxLength={30} />
        </Form.Item>
        <Form.Item name="address" label={t('receive.address')}>
          <Input autoComplete="off" maxLength={300} />
        </Form.Item>
        <Form.Item name="email" label={t('receive.email')}>
          <Input autoComplete="off" inputMode="email" maxLength={200} />
        </Form.Item>
        <Form.Item name="submitter_name" label={t('receive.submitter')}>
          <Input autoComplete="off" maxLength={200} />
        </Form.Item>
      </div>
      <Form.Item name="no_identity" valuePropName="checked" noStyle>
        <Checkbox>{t('receive.no_identity')}</Checkbox>
      </Form.Item>
    </Section>
  );
}
