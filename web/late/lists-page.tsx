import { Button, DatePicker, Form, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { useMe, useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { monthText } from './month-text.ts';

type Head = Output<'dossiers.late_lists'>['rows'][number];

export const STATE_TONES = { draft: 'amber', published: 'green', recalled: 'plain' } as const;

/** Monthly lists: drafts to approve, what is public, what was taken back. */
export function LateListsPage() {
  const { t, tCode, moment } = useText();
  const { may } = useSession();
  const address = useAddress();
  const [is_asking, setAsking] = useState(false);
  const asked = useGet('dossiers.late_lists', { page: address.number('page', 1) });
  const columns: Column<Head>[] = [
    { key: 'month', title: t('late_lists.month'), cell: (row) => monthText(row.month), phone: 'title' },
    { key: 'unit', title: t('late_lists.unit'), cell: (row) => row.unit_name },
    {
      key: 'state',
      title: t('late.state'),
      cell: (row) => (
        <>
          <Tag tone={STATE_TONES[row.state]}>{tCode('late_lists.state', row.state)}</Tag>
          {row.recall_reason && <div className="small">{row.recall_reason}</div>}
        </>
      ),
    },
    {
      key: 'counts',
      title: t('late.total'),
      cell: (row) => t('late_lists.late_of', { total: row.total, resolved: row.resolved }),
    },
    { key: 'known_at', title: t('late_lists.known_at'), cell: (row) => moment(row.known_at) },
    { key: 'compiler', title: t('late_lists.compiler'), cell: (row) => row.compiler_name ?? '' },
    {
      key: 'approved',
      title: t('late_lists.approved'),
      cell: (row) => (row.approved_at ? `${row.approver_name ?? ''}, ${moment(row.approved_at)}` : ''),
    },
  ];
  return (
    <Page
      title={t('late_lists.title')}
      lead={t('late_lists.lead')}
      actions={
        <>
          <Button icon={<Icon name="globe" />} href="/cong-khai/qua-han" target="_blank">
            {t('late_lists.open_public')}
          </Button>
          {may('dossiers.publish_late') && (
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => setAsking(true)}>
              {t('late_lists.compile')}
            </Button>
          )}
        </>
      }
    >
      <Section>
        <Answer of={asked}>
          {(reply) => (
            <List<Head>
              label={t('late_lists.title')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => row.id}
              to={(row) => `/late/lists/${row.id}`}
              total={reply.total}
              empty={t('late_lists.none')}
            />
          )}
        </Answer>
      </Section>
      {is_asking && <CompileDialog onClose={() => setAsking(false)} />}
    </Page>
  );
}

function CompileDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const me = useMe();
  const say = useSay();
  const navigate = useNavigate();
  const [form] = Form.useForm<{ unit: string; month: string }>();
  const compile = useCall('dossiers.compile_late_list', ['dossiers']);
  const needed = [{ required: true, message: t('field.required') }];
  return (
    <Modal
      open
      title={t('late_lists.compile')}
      okText={t('late_lists.compile')}
      cancelText={t('act.cancel')}
      closable={{ 'aria-label': t('app.close') }}
      okButtonProps={{ loading: compile.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {compile.error && <Problem error={compile.error} title={t('late_lists.compile')} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ unit: me.account.unit_code, month: dayjs().subtract(1, 'month').format('YYYY-MM') }}
        onFinish={(values) =>
          compile.mutate(values, {
            onSuccess: ({ id }) => {
              say.done(t('late_lists.compiled'));
              void navigate(`/late/lists/${id}`);
            },
          })
        }
      >
        <Form.Item name="unit" label={t('late_lists.unit')} rules={needed}>
          <UnitPicker />
        </Form.Item>
        <Form.Item
          name="month"
          label={t('late_lists.month')}
          rules={needed}
          getValueFromEvent={(month: Dayjs | null) => month?.format('YYYY-MM')}
          getValueProps={(value?: string) => ({ value: value ? dayjs(`${value}-01`) : null })}
        >
          <DatePicker picker="month" format="MM/YYYY" maxDate={dayjs().subtract(1, 'month')} className="wide" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
