import { Button, Input } from 'antd';
import { useState } from 'react';
import { type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Field, Tag } from '../ui/field.tsx';
import { ChoiceFilter } from '../ui/filter-fields.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { AccountActions } from './account-actions.tsx';
import { NewAccount } from './new-account.tsx';

export type Account = Output<'access.accounts'>['rows'][number];
type Sort = 'username' | '-username' | 'display_name' | '-display_name' | 'created_at' | '-created_at';
const SORTS: string[] = ['username', '-username', 'display_name', '-display_name', 'created_at', '-created_at'];

export function AccountsPage() {
  const { t, lang, moment } = useText();
  const { may } = useSession();
  const address = useAddress();
  const [is_adding, setAdding] = useState(false);
  const sort = address.get('sort');
  const [q, role, locked] = [address.get('q'), address.get('role'), address.get('locked')];
  const asked = useGet(
    'access.accounts',
    {
      ...(q ? { q } : {}),
      ...(role ? { role } : {}),
      ...(locked ? { is_locked: locked } : {}),
      page: address.number('page', 1),
      sort: sort && SORTS.includes(sort) ? (sort as Sort) : 'username',
    },
    { placeholderData: (before) => before },
  );
  const roles = useGet('access.roles', {}, { staleTime: 600_000 });
  const roleName = (code: string) => {
    const found = roles.data?.roles.find((one) => one.code === code);
    return found ? (lang === 'vi' ? found.name_vi : found.name_en) : code;
  };
  const columns: Column<Account>[] = [
    {
      key: 'display_name',
      title: t('accounts.display_name'),
      sort: 'display_name',
      phone: 'title',
      cell: (row) => (
        <>
          <span className="strong">{row.display_name}</span>
          <div className="small">{row.title}</div>
        </>
      ),
    },
    {
      key: 'username',
      title: t('access.username'),
      sort: 'username',
      cell: (row) => <span className="code">{row.username}</span>,
    },
    { key: 'unit', title: t('field.unit'), cell: (row) => row.unit_name },
    { key: 'roles', title: t('accounts.roles'), cell: (row) => <RolesOf account={row} roleName={roleName} /> },
    {
      key: 'state',
      title: t('accounts.state'),
      cell: (row) =>
        row.is_locked ? <Tag tone="red">{t('accounts.locked')}</Tag> : <Tag tone="green">{t('accounts.open')}</Tag>,
    },
    { key: 'seen', title: t('account.seen'), cell: (row) => <span className="nowrap">{moment(row.seen_at)}</span> },
    ...(may('access.write')
      ? [
          {
            key: 'act',
            title: t('act.edit'),
            cell: (row: Account) => <AccountActions account={row} roles={roles.data?.roles ?? []} />,
          },
        ]
      : []),
  ];
  return (
    <Page
      title={t('accounts.title')}
      lead={t('accounts.lead')}
      actions={
        may('access.write') && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
            {t('accounts.new')}
          </Button>
        )
      }
    >
      <Section>
        <div className="filters">
          <Field label={t('accounts.find')} className="field-wide">
            {(id) => (
              <Input.Search id={id} allowClear defaultValue={q ?? ''} onSearch={(typed) => address.set({ q: typed.trim() })} />
            )}
          </Field>
          <ChoiceFilter
            label={t('accounts.role')}
            name="role"
            value={role}
            options={roles.data?.roles.map((one) => ({ value: one.code, label: roleName(one.code) })) ?? []}
          />
          <ChoiceFilter
            label={t('accounts.state')}
            name="locked"
            value={locked}
            options={[
              { value: 'false', label: t('accounts.open') },
              { value: 'true', label: t('accounts.locked') },
            ]}
          />
        </div>
        <Answer of={asked} rows={10}>
          {(reply) => (
            <List<Account>
              label={t('accounts.title')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => row.id}
              total={reply.total}
              empty={t('list.none')}
            />
          )}
        </Answer>
      </Section>
      {is_adding && <NewAccount onClose={() => setAdding(false)} />}
    </Page>
  );
}

function RolesOf({ account, roleName }: { account: Account; roleName: (code: string) => string }) {
  const { span } = useText();
  return (
    <ul className="plain-list">
      {account.assignments.map((one) => (
        <li key={one.id}>
          {roleName(one.role_code)} {one.valid_to && <span className="small">{span(one.valid_from, one.valid_to)}</span>}
        </li>
      ))}
    </ul>
  );
}
