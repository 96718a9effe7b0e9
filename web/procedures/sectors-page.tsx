import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { type Output, useCall, useGet } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useSession } from '../shell/session.tsx';
import { pathWith } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Verified } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { CatalogueTabs } from './tabs.tsx';

type Sector = Output<'procedures.sectors'>[number];

/** Sectors of the catalogue, added and renamed here. */
export function SectorsPage() {
  const { t, number } = useText();
  const { may } = useSession();
  const writes = may('procedures.write');
  const [edited, setEdited] = useState<Sector | 'new' | null>(null);
  const asked = useGet('procedures.sectors', {});
  const columns: Column<Sector>[] = [
    { key: 'name', title: t('field.name'), cell: (row) => row.name, phone: 'title' },
    { key: 'code', title: t('field.code'), cell: (row) => row.code },
    { key: 'name_en', title: t('catalogue.name_en'), cell: (row) => row.name_en ?? '' },
    { key: 'procedures', title: t('catalogue.items'), cell: (row) => number(row.procedures), align: 'right' },
    {
      key: 'published',
      title: t('catalogue.published_count'),
      cell: (row) => (row.published_count === null ? '' : number(row.published_count)),
      align: 'right',
    },
    {
      key: 'status',
      title: t('field.status'),
      cell: (row) => (row.status === 'approved' ? t('status.approved') : <Verified status={row.status} />),
    },
    ...(writes
      ? [
          {
            key: 'edit',
            title: '',
            cell: (row: Sector) => (
              <Button size="small" onClick={() => setEdited(row)}>
                {t('act.edit')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <Page
      title={t('catalogue.tab_sectors')}
      lead={t('catalogue.sectors_lead')}
      crumbs={[{ label: t('procedures.title'), to: '/procedures' }]}
      actions={
        writes && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setEdited('new')}>
            {t('catalogue.add_sector')}
          </Button>
        )
      }
    >
      <CatalogueTabs active="sectors" />
      <Section>
        <Answer of={asked} rows={12}>
          {(rows) => (
            <List<Sector>
              label={t('catalogue.tab_sectors')}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              to={(row) => pathWith('/procedures', { sector: row.code })}
            />
          )}
        </Answer>
      </Section>
      {edited && <SectorDialog sector={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}

type Fields = { code: string; name: string; name_en?: string; source: string; status: 'approved' | 'to_be_verified' };

function SectorDialog({ sector, onClose }: { sector: Sector | null; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const keep = useCall('procedures.keep_sector', ['procedures']);
  const needed = [{ required: true, whitespace: true, message: t('field.required') }];
  const initial = sector
    ? {
        code: sector.code,
        name: sector.name,
        name_en: sector.name_en ?? '',
        source: sector.source,
        status: sector.status as Fields['status'],
      }
    : { status: 'to_be_verified' as const };
  return (
    <FormDialog<Fields>
      title={sector ? t('catalogue.sector_of', { name: sector.name }) : t('catalogue.add_sector')}
      initial={initial}
      busy={keep.isPending}
      error={keep.error}
      onClose={onClose}
      onSave={({ name_en, ...fields }) =>
        keep.mutate(
          { ...fields, name_en: name_en?.trim() || null },
          {
            onSuccess: () => {
              say.done(t('catalogue.saved'));
              onClose();
            },
          },
        )
      }
    >
      <Form.Item
        name="code"
        label={t('field.code')}
        extra={t('catalogue.sector_code_help')}
        rules={[{ required: true, pattern: /^[a-z0-9-]+$/, message: t('catalogue.sector_code_help') }]}
      >
        <Input maxLength={60} disabled={sector !== null} />
      </Form.Item>
      <Form.Item name="name" label={t('field.name')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="name_en" label={t('catalogue.name_en')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="source" label={t('field.source')} rules={needed}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="status" label={t('field.status')}>
        <Select options={(['to_be_verified', 'approved'] as const).map((value) => ({ value, label: tCode('status', value) }))} />
      </Form.Item>
    </FormDialog>
  );
}
