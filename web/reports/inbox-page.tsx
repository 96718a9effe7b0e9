import { useQueryClient } from '@tanstack/react-query';
import { Button, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Output, refresh, upload, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { CodeFilter, SearchFilter } from '../ui/filter-fields.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Row = Output<'reports.inbox'>['rows'][number];

export const INCOMING_TONE = {
  arrived: 'amber',
  received: 'blue',
  accepted: 'green',
  sent_back: 'red',
  recalled: 'red',
  replaced: 'plain',
} as const;
const STATES = Object.keys(INCOMING_TONE) as (keyof typeof INCOMING_TONE)[];
const SOURCES = ['product', 'edxml'] as const;

/** Reports that came to the units in reach: what is new stands out. */
export function InboxPage() {
  const { t, tCode, day, moment } = useText();
  const address = useAddress();
  const state = STATES.find((one) => one === address.get('state'));
  const source = SOURCES.find((one) => one === address.get('source'));
  const filters = { unit: address.get('unit'), state, source, q: address.get('q') };
  const asked = useGet('reports.inbox', { ...filters, page: address.number('page', 1) }, { placeholderData: (before) => before });
  const columns: Column<Row>[] = [
    { key: 'subject', title: t('inbox.subject'), cell: (row) => row.subject, phone: 'title' },
    { key: 'from', title: t('inbox.from'), cell: (row) => row.from_name },
    {
      key: 'code',
      title: t('inbox.code'),
      cell: (row) => (
        <>
          <span className="nowrap">{row.code}</span>
          {row.promulgated_on && <div className="small nowrap">{day(row.promulgated_on)}</div>}
        </>
      ),
    },
    { key: 'to', title: t('inbox.to'), cell: (row) => row.unit_name },
    { key: 'source', title: t('inbox.source'), cell: (row) => tCode('incoming_source', row.source) },
    { key: 'arrived', title: t('inbox.arrived'), cell: (row) => <span className="nowrap">{moment(row.arrived_at)}</span> },
    {
      key: 'state',
      title: t('field.status'),
      cell: (row) => <Tag tone={INCOMING_TONE[row.state]}>{tCode('incoming_state', row.state)}</Tag>,
    },
  ];
  return (
    <Page title={t('inbox.title')} lead={t('inbox.lead')} actions={<Import />}>
      <Section>
        <FilterBar is_active={Object.values(filters).some(Boolean)} first={<SearchFilter label={t('inbox.find')} />}>
          <Field label={t('inbox.to')}>
            {(id) => <UnitPicker id={id} value={filters.unit} onChange={(unit) => address.set({ unit })} allowClear />}
          </Field>
          <CodeFilter label={t('field.status')} name="state" codes={STATES} prefix="incoming_state" className="half" />
          <CodeFilter label={t('inbox.source')} name="source" codes={SOURCES} prefix="incoming_source" className="half" />
        </FilterBar>
        <Answer of={asked} rows={10}>
          {(reply) => (
            <List<Row>
              label={t('inbox.title')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => row.id}
              to={(row) => `/reports/inbox/${row.id}`}
              total={reply.total}
              loading={asked.isFetching && asked.isPlaceholderData}
              empty={t('inbox.empty')}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}

/** A package that came by other means: a document, a recall, or what became of what was sent. */
function Import() {
  const { t } = useText();
  const { may } = useSession();
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [is_busy, setBusy] = useState(false);
  if (!may('reports.receive')) return null;
  const take = async (file: File) => {
    setBusy(true);
    try {
      const { kind, rows } = await upload('reports.inbox_import', {}, file, {});
      const fresh = rows.filter((row) => row.is_new);
      await refresh(client, ['reports']);
      if (kind === 'status') say.done(t('inbox.status_taken'));
      else if (kind === 'recall') say.done(t('inbox.recall_taken'));
      else if (fresh.length === 0) say.done(t('inbox.imported_before'));
      else say.done(t('inbox.imported', { count: fresh.length }));
      const [only] = rows;
      if (kind !== 'status' && only && rows.length === 1) void navigate(`/reports/inbox/${only.id}`);
    } catch (error) {
      say.refused(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Upload
      accept=".edxml,.xml"
      showUploadList={false}
      beforeUpload={(file) => {
        void take(file);
        return false;
      }}
    >
      <Button icon={<Icon name="upload" />} loading={is_busy}>
        {t('inbox.import')}
      </Button>
    </Upload>
  );
}
