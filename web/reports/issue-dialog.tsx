import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useCall } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Field } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';
import type { Kept } from './report-page.tsx';

/** Who signs and on which day; the number comes from the unit's book. */
export function IssueDialog({ report, onClose }: { report: Kept; onClose: () => void }) {
  const { t, tCode } = useText();
  const me = useMe();
  const say = useSay();
  const issue = useCall('reports.issue', ['reports']);
  const [signer, setSigner] = useState(me.account.display_name);
  const today = dayOf(new Date());
  const [issued_on, setDay] = useState<string | undefined>(today);
  const go = () => {
    if (!issued_on || signer.trim() === '') return;
    issue.mutate({ id: report.id, signer: signer.trim(), issued_on }, { onSuccess: onClose, onError: say.refused });
  };
  return (
    <Modal
      open
      title={tCode('report_step', 'issue')}
      okText={tCode('report_step', 'issue')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: issue.isPending, disabled: !issued_on || signer.trim() === '' }}
      onOk={go}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Form layout="vertical" onFinish={go} className="stacked">
        <Field label={t('kept.signer')}>
          {(id) => <Input id={id} value={signer} maxLength={200} onChange={(event) => setSigner(event.target.value)} />}
        </Field>
        <DayField
          label={t('kept.issued_on')}
          value={issued_on}
          onChange={(value) => setDay(value ?? undefined)}
          min={report.to}
          max={today}
        />
      </Form>
    </Modal>
  );
}
