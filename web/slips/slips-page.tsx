import { Input } from 'antd';
import { Link } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { DayField, Field } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { CodeFilter } from '../ui/filter-fields.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { SlipButton } from './slip-buttons.tsx';
import { SlipsTabs } from './slips-tabs.tsx';
import type { SlipKind } from './use-slip.ts';

type Row = Output<'slips.list'>['rows'][number];
const KINDS: SlipKind[] = [
  'receipt',
  'supplement_request',
  'refusal',
  'guidance',
  'apology',
  'stop_notice',
  'lateness_explanation',
  'fee_receipt',
];

/** Slips that were issued, to be found and printed again. */
export function SlipsPage() {
  const { t, tCode, moment } = useText();
  const address = useAddress();
  const [q, unit, from, to] = [address.get('q'), address.get('unit'), address.get('from'), address.get('to')];
  const kind = KINDS.find((one) => one === address.get('kind'));
  const asked = useGet(
    'slips.list',
    {
      page: address.number('page', 1),
      ...(q ? { q } : {}),
      ...(kind ? { kind } : {}),
      ...(unit ? { unit } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    },
    { placeholderData: (before) => before },
  );
  const columns: Column<Row>[] = [
    { key: 'number', title: t('slips.number'), cell: (row) => <span className="code">{row.number_text}</span> },
    { key: 'kind', title: t('field.kind'), phone: 'title', cell: (row) => tCode('slips.kind', row.kind) },
    { key: 'addressee', title: t('slips.addressee'), cell: (row) => row.addressee },
    {
      key: 'reference',
      title: t('slips.reference'),
      cell: (row) =>
        row.dossier_id === null ? (
          <span className="code">{row.reference}</span>
        ) : (
          <Link className="code" to={`/dossiers/${row.dossier_id}`}>
            {row.reference}
          </Link>
        ),
    },
    { key: 'unit', title: t('field.unit'), cell: (row) => row.unit_name },
    { key: 'at', title: t('slips.issued_at'), cell: (row) => <span className="nowrap">{moment(row.issued_at)}</span> },
    { key: 'by', title: t('slips.issued_by'), cell: (row) => row.issued_by_name },
    {
      key: 'print',
      title: '',
      cell: (row) => (
        <SlipButton
          slip={{
            kind: row.kind,
            event_seq: 0,
            is_numbered: true,
            issued: { id: row.id, number_text: row.number_text, issued_at: row.issued_at },
          }}
          papers={['a5', 'a4']}
          subject={{}}
          label={t('slips.print_again')}
        />
      ),
    },
  ];
  return (
    <Page title={t('slips.title')} lead={t('slips.lead')}>
      <SlipsTabs active="issued" />
      <Section>
        <FilterBar
          is_active={Boolean(kind || unit || from || to)}
          first={
            <Field label={t('slips.find')} className="field-wide">
              {(id) => (
                <Input.Search id={id} allowClear defaultValue={q ?? ''} onSearch={(typed) => address.set({ q: typed.trim() })} />
              )}
            </Field>
          }
        >
          <CodeFilter label={t('field.kind')} name="kind" codes={KINDS} prefix="slips.kind" width={260} />
          <Field label={t('field.unit')}>
            {(id) => <UnitPicker id={id} value={unit} allowClear onChange={(code) => address.set({ unit: code || null })} />}
          </Field>
          <DayField label={t('field.from')} value={from ?? null} allowClear onChange={(day) => address.set({ from: day })} />
          <DayField label={t('field.to')} value={to ?? null} allowClear onChange={(day) => address.set({ to: day })} />
        </FilterBar>
        <Answer of={asked} rows={10}>
          {(reply) => (
            <List<Row>
              label={t('slips.tab_issued')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => row.id}
              total={reply.total}
              empty={t('slips.none')}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}
