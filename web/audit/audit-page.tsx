import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call, type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { DayField, Field } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Changes } from './changes.tsx';

type Entry = Output<'audit.entries'>['rows'][number];

export function AuditPage() {
  const { t, moment, number } = useText();
  const address = useAddress();
  const filters = {
    ...pick(address.get, ['from', 'to', 'action', 'subject_kind', 'subject_id', 'actor']),
    page: address.number('page', 1),
    sort: address.get('sort') === 'at' ? ('at' as const) : ('-at' as const),
  };
  const asked = useGet('audit.entries', filters, { placeholderData: (before) => before });
  const columns: Column<Entry>[] = [
    { key: 'at', title: t('audit.at'), cell: (row) => <span className="nowrap">{moment(row.at)}</span>, sort: 'at', width: 150 },
    { key: 'actor', title: t('audit.actor'), cell: (row) => row.actor_name },
    { key: 'action', title: t('audit.action'), cell: (row) => <ActionName action={row.action} />, phone: 'title' },
    {
      key: 'subject',
      title: t('audit.subject'),
      cell: (row) => <Subject row={row} />,
    },
    { key: 'reason', title: t('audit.reason'), cell: (row) => row.reason ?? '' },
    { key: 'changes', title: t('audit.details'), cell: (row) => <Changes before={row.before} after={row.after} /> },
    { key: 'seq', title: t('audit.seq'), cell: (row) => number(row.seq), align: 'right', phone: 'hidden' },
  ];
  return (
    <Page title={t('audit.title')} lead={t('audit.lead')}>
      <Verify />
      <Section>
        <FilterBar is_active={['from', 'to', 'actor', 'action', 'subject_kind'].some((name) => address.get(name))}>
          <DayField label={t('field.from')} value={filters.from} onChange={(day) => address.set({ from: day })} allowClear />
          <DayField label={t('field.to')} value={filters.to} onChange={(day) => address.set({ to: day })} allowClear />
          <TextFilter label={t('audit.actor')} name="actor" />
          <TextFilter label={t('audit.action')} name="action" />
          <TextFilter label={t('audit.subject')} name="subject_kind" />
        </FilterBar>
        <Answer of={asked} rows={10}>
          {(reply) => (
            <List<Entry>
              label={t('audit.title')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => `${row.tenant}-${row.seq}`}
              total={reply.total}
              empty={t('list.none')}
              loading={asked.isFetching && asked.isPlaceholderData}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}

function pick<K extends string>(get: (key: string) => string | undefined, keys: K[]): { [P in K]?: string } {
  const found: { [P in K]?: string } = {};
  for (const key of keys) {
    const value = get(key);
    if (value !== undefined) found[key] = value;
  }
  return found;
}

/** What was done, in words; the code stays beside it, for filtering and for what has no words yet. */
function ActionName({ action }: { action: string }) {
  const { tCode } = useText();
  const words = tCode('audit_action', action);
  const said = words === action ? tCode('dossier_event', action.replace('dossiers.', '')) : words;
  return (
    <>
      {said === action || said === action.replace('dossiers.', '') ? '' : said}
      <div className="small code">{action}</div>
    </>
  );
}

/** What it was done to; a dossier can be opened. */
function Subject({ row }: { row: Entry }) {
  const { tCode } = useText();
  const { may } = useSession();
  const name = `${tCode('audit_subject', row.subject_kind)} ${row.subject_id}`;
  return row.subject_kind === 'dossier' && may('dossiers.read') ? (
    <Link to={`/dossiers/${row.subject_id}`}>{name}</Link>
  ) : (
    <span>{name}</span>
  );
}

/** Sent when the person is done writing, not at every letter. */
function TextFilter({ label, name }: { label: string; name: string }) {
  const address = useAddress();
  const send = (value: string) => value !== (address.get(name) ?? '') && address.set({ [name]: value.trim() });
  return (
    <Field label={label} className="half">
      {(id) => (
        <Input
          id={id}
          allowClear
          defaultValue={address.get(name) ?? ''}
          onPressEnter={(event) => send(event.currentTarget.value)}
          onBlur={(event) => send(event.target.value)}
          onClear={() => send('')}
        />
      )}
    </Field>
  );
}

/** Reads the whole chain again and says whether anything is missing or was changed. */
function Verify() {
  const { t, number } = useText();
  const [state, setState] = useState<{ busy: boolean; reply?: Output<'audit.verify'>; error?: unknown }>({ busy: false });
  const verify = async () => {
    setState({ busy: true });
    try {
      setState({ busy: false, reply: await call('audit.verify', {}) });
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return (
    <div className="gap" aria-live="polite">
      <Button icon={<Icon name="shield" />} loading={state.busy} onClick={() => void verify()}>
        {t('audit.verify')}
      </Button>
      {state.error !== undefined && <Problem error={state.error} />}
      {state.reply && (
        <Alert
          className="gap"
          showIcon
          type={state.reply.ok ? 'success' : 'error'}
          title={
            state.reply.ok
              ? t('audit.verified', { entries: number(state.reply.entries) })
              : t('audit.broken', { broken_at: state.reply.broken_at })
          }
        />
      )}
    </div>
  );
}
