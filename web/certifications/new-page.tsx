import { Button, Form, Input, InputNumber, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { upload, useGet } from '../api.ts';
import { type ScanPage, toSend } from '../papers/pages.ts';
import { PagesPicker } from '../papers/pages-picker.tsx';
import { useMe } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Page, Section } from '../ui/page.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Fields = {
  unit: string;
  requester_name: string;
  requester_identity?: string;
  requester_phone?: string;
  original_name: string;
  original_number?: string;
  original_issuer?: string;
  original_issued_on?: string;
  copies: number;
  fee_vnd: number;
  fee_note?: string;
};

/** A request for a certified copy: the scan of the original, what it is, for whom. */
export function NewCopyPage() {
  const { t, money } = useText();
  const me = useMe();
  const say = useSay();
  const navigate = useNavigate();
  const [form] = Form.useForm<Fields>();
  const [pages, setPages] = useState<ScanPage[]>([]);
  const [percent, setPercent] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const copies = Form.useWatch('copies', form) ?? 1;
  const sheets = pages.filter((page) => page.kind === 'picture').length + pages.filter((page) => page.kind === 'pdf').length;
  const fee = useGet('certifications.fee', sheets > 0 ? { pages: sheets, copies } : null);
  const proposed = fee.data?.fee_vnd ?? null;
  // Proposed until somebody writes another sum.
  useEffect(() => {
    if (proposed !== null && !form.isFieldTouched('fee_vnd')) form.setFieldValue('fee_vnd', proposed);
  }, [proposed, form]);
  const needed = [{ required: true, message: t('field.required') }];
  const save = async ({ unit, ...said }: Fields) => {
    if (pages.length === 0) return;
    setError(null);
    setPercent(0);
    try {
      const fields = Object.fromEntries(
        Object.entries(said).flatMap(([key, value]) =>
          value === undefined || value === null || value === '' ? [] : [[key, String(value)]],
        ),
      );
      const { file } = await toSend(pages);
      const { id } = (await upload('certifications.draft', { unit }, file, { fields, onProgress: setPercent })) as { id: number };
      say.done(t('certifications.drafted'));
      await navigate(`/certifications/${id}`);
    } catch (cause) {
      setError(cause);
    } finally {
      setPercent(null);
    }
  };
  return (
    <Page
      title={t('certifications.new')}
      lead={t('certifications.new_lead')}
      crumbs={[{ label: t('certifications.title'), to: '/certifications' }]}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={(fields) => void save(fields)}
        initialValues={{ unit: me.account.unit_code, copies: 1, fee_vnd: 0 }}
        scrollToFirstError
      >
        <Section title={t('certifications.scan')}>
          <PagesPicker pages={pages} onChange={setPages} disabled={percent !== null} />
        </Section>
        <div className="grid grid-2 gap">
          <Section title={t('certifications.original')}>
            <Form.Item name="original_name" label={t('certifications.original_name')} rules={needed}>
              <Input maxLength={300} />
            </Form.Item>
            <Form.Item name="original_number" label={t('holdings.number')}>
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item name="original_issuer" label={t('holdings.issuer')}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="original_issued_on" label={t('holdings.issued_on')}>
              <DayInput allowClear max={dayOf(new Date())} />
            </Form.Item>
          </Section>
          <Section title={t('certifications.requester')}>
            <Form.Item name="requester_name" label={t('certifications.requester_name')} rules={needed}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item
              name="requester_identity"
              label={t('holdings.identity')}
              extra={t('certifications.identity_hint')}
              rules={[{ pattern: /^\d{9,13}$/, message: t('holdings.identity_form') }]}
            >
              <Input inputMode="numeric" maxLength={13} />
            </Form.Item>
            <Form.Item name="requester_phone" label={t('certifications.phone')}>
              <Input inputMode="tel" maxLength={20} />
            </Form.Item>
            <Form.Item name="unit" label={t('field.unit')} rules={needed}>
              <UnitPicker />
            </Form.Item>
            <Form.Item name="copies" label={t('certifications.copies')} rules={needed}>
              <InputNumber min={1} max={500} precision={0} />
            </Form.Item>
            <Form.Item
              name="fee_vnd"
              label={t('certifications.fee_vnd')}
              rules={needed}
              extra={proposed !== null && t('certifications.proposed', { fee: money(proposed), source: fee.data?.source })}
            >
              <InputNumber min={0} max={1_000_000_000} precision={0} step={1000} className="wide" />
            </Form.Item>
          </Section>
        </div>
        {error !== null && <Problem error={error} />}
        {percent !== null && <Progress percent={percent} aria-label={t('papers.sending')} />}
        <Button type="primary" htmlType="submit" className="gap" loading={percent !== null} disabled={pages.length === 0}>
          {t('certifications.save')}
        </Button>
        {pages.length === 0 && <span className="small"> {t('certifications.scan_first')}</span>}
      </Form>
    </Page>
  );
}
