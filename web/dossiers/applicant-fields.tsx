import { Alert, Checkbox, Form, type FormInstance, Input, Radio } from 'antd';
import { useNarrow } from '../ui/narrow.ts';
import { Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import { CameraScan } from './camera-scan.tsx';
import type { CardRead } from './card-read.ts';
import { KnownApplicant } from './known-applicant.tsx';
import type { ReceiveFields } from './receive-form.ts';

type Props = {
  form: FormInstance<ReceiveFields>;
  read: CardRead;
  onScan: (text: string) => void;
  /** Fields were filled from what is known. */
  onFilled: () => void;
};

/** Who applies. A scanned identity card fills number, name and address at once, wherever on the page the focus is. */
export function ApplicantFields({ form, read, onScan, onFilled }: Props) {
  const { t, tCode } = useText();
  const needed = [{ required: true, message: t('field.required') }];
  const is_narrow = useNarrow();
  const has_none = Form.useWatch('no_identity', form);
  return (
    <Section title={t('receive.applicant')} className="gap" extra={<CameraScan onScan={onScan} />}>
      <CardSays read={read} />
      <KnownApplicant form={form} onFilled={onFilled} />
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
            extra={is_narrow ? undefined : t('receive.identity_hint')}
          >
            <Input id="identity" autoComplete="off" inputMode="text" maxLength={30} />
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
        <Form.Item
          name="email"
          label={t('receive.email')}
          rules={[{ type: 'email', message: t('receive.bad_email') }]}
          validateTrigger="onBlur"
        >
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

/** What was read of the card, and what to look at before trusting it. */
function CardSays({ read }: { read: CardRead }) {
  const { t, tCode, day } = useText();
  if (read.kind === 'nothing') return null;
  if (read.kind === 'unreadable') return <Alert className="gap" type="warning" showIcon title={t('card.unreadable')} />;
  const { card } = read;
  const said = [
    card.name,
    card.born_on && t('card.born', { day: day(card.born_on) }),
    card.sex && tCode('card.sex', card.sex),
    card.issued_on && t('card.issued', { day: day(card.issued_on) }),
  ].filter(Boolean);
  return (
    <Alert
      className="gap"
      type={card.doubts.length > 0 ? 'warning' : 'success'}
      showIcon
      role="status"
      title={t('card.read', { said: said.join(' · ') })}
      description={card.doubts.length > 0 && card.doubts.map((doubt) => <div key={doubt}>{tCode('card.doubt', doubt)}</div>)}
    />
  );
}
