import { Button, Dropdown, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { type Output, useCall } from '../api.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { addDays, dayOf } from '../ui/format.ts';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import type { Account } from './accounts-page.tsx';
import { Secret } from './secret.tsx';

type Role = Output<'access.roles'>['roles'][number];
type Doing = 'lock' | 'reset' | 'grant' | { end: number } | null;

/** What an administrator may do to one account. */
export function AccountActions({ account, roles }: { account: Account; roles: Role[] }) {
  const { t, lang } = useText();
  const say = useSay();
  const [doing, setDoing] = useState<Doing>(null);
  const change = useCall('access.change_account', ['access']);
  const unassign = useCall('access.unassign', ['access']);
  const close = () => setDoing(null);
  const roleName = (code: string) => {
    const role = roles.find((one) => one.code === code);
    return role ? (lang === 'vi' ? role.name_vi : role.name_en) : code;
  };
  const lock = () => change.mutate({ id: account.id, is_locked: !account.is_locked }, { onSuccess: close, onError: say.refused });
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'grant', label: t('accounts.grant') },
            { key: 'reset', label: t('accounts.reset') },
            { key: 'lock', label: account.is_locked ? t('accounts.unlock') : t('accounts.lock'), danger: !account.is_locked },
            ...account.assignments.map((one) => ({
              key: `end:${one.id}`,
              label: `${t('accounts.end_role')}: ${roleName(one.role_code)}`,
              danger: true,
            })),
          ],
          onClick: ({ key }) => setDoing(key.startsWith('end:') ? { end: Number(key.slice(4)) } : (key as Doing)),
        }}
      >
        <Button size="small" aria-label={`${t('act.edit')} ${account.username}`}>
          {t('act.edit')}
        </Button>
      </Dropdown>
      <Confirm
        open={doing === 'lock'}
        title={account.is_locked ? t('accounts.unlock') : t('accounts.lock')}
        danger={!account.is_locked}
        busy={change.isPending}
        onCancel={close}
        onConfirm={lock}
      >
        <p>
          {account.display_name} ({account.username}). {!account.is_locked && t('accounts.lock_ask')}
        </p>
      </Confirm>
      <Confirm
        open={typeof doing === 'object' && doing !== null}
        title={t('accounts.end_role')}
        danger
        busy={unassign.isPending}
        onCancel={close}
        onConfirm={() =>
          typeof doing === 'object' && doing && unassign.mutate({ id: doing.end }, { onSuccess: close, onError: say.refused })
        }
      >
        <p>{t('accounts.end_role_ask')}</p>
      </Confirm>
      {doing === 'reset' && <Reset account={account} onClose={close} />}
      {doing === 'grant' && <Grant account={account} roles={roles} onClose={close} />}
    </>
  );
}

function Reset({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useText();
  const reset = useCall('access.reset_password', ['access']);
  return (
    <Modal
      open
      title={t('accounts.reset')}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
      okText={reset.data ? t('app.close') : t('act.confirm')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: reset.isPending }}
      onOk={() => (reset.data ? onClose() : reset.mutate({ id: account.id }))}
    >
      {reset.isError && <Problem error={reset.error} />}
      <p>
        {account.display_name} ({account.username}). {t('accounts.initial_hint')}
      </p>
      {reset.data && <Secret label={t('accounts.initial_password')} value={reset.data.password} />}
    </Modal>
  );
}

type GrantFields = { role_code: string; unit: string; valid_from: string; last_day?: string | null };

function Grant({ account, roles, onClose }: { account: Account; roles: Role[]; onClose: () => void }) {
  const { t, lang } = useText();
  const say = useSay();
  const [form] = Form.useForm<GrantFields>();
  const [unit_id, setUnit] = useState<number | null>(null);
  const assign = useCall('access.assign', ['access']);
  const needed = [{ required: true, message: t('field.required') }];
  const save = ({ role_code, valid_from, last_day }: GrantFields) => {
    if (unit_id === null) return;
    // People name the last day; what is kept ends before its `valid_to`.
    const valid_to = last_day ? addDays(last_day, 1) : null;
    assign.mutate(
      { account_id: account.id, role_code, unit_id, valid_from, valid_to },
      {
        onSuccess: () => {
          say.done(t('accounts.granted'));
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      open
      title={`${t('accounts.grant')}: ${account.display_name}`}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
      okText={t('act.save')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: assign.isPending }}
      onOk={() => form.submit()}
    >
      {assign.isError && <Problem error={assign.error} />}
      <Form<GrantFields> form={form} layout="vertical" onFinish={save} initialValues={{ valid_from: dayOf(new Date()) }}>
        <Form.Item name="role_code" label={t('accounts.role')} rules={needed}>
          <Select options={roles.map((role) => ({ value: role.code, label: lang === 'vi' ? role.name_vi : role.name_en }))} />
        </Form.Item>
        <Form.Item
          name="unit"
          label={t('field.unit')}
          rules={needed}
          getValueFromEvent={(code: string, unit?: { id: number }) => {
            setUnit(unit?.id ?? null);
            return code;
          }}
        >
          <UnitPicker />
        </Form.Item>
        <Form.Item name="valid_from" label={t('field.from')} rules={needed}>
          <DayInput />
        </Form.Item>
        <Form.Item name="last_day" label={t('accounts.until')}>
          <DayInput allowClear />
        </Form.Item>
      </Form>
    </Modal>
  );
}
