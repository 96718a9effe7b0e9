import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { download, type Output, useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Facts, Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Reply = Output<'dossiers.fees'>;
type Row = Reply['rows'][number];

/** Money of a desk over some days, with what must lie in the till. */
export function FeesPage() {
  const { t } = useText();
  const me = useMe();
  const address = useAddress();
  const say = useSay();
  const [is_exporting, setExporting] = useState(false);
  const { get } = address;
  const today = dayOf(new Date());
  const unit = get('unit') ?? me.account.unit_code ?? undefined;
  const from = get('from') ?? today;
  const to = get('to') ?? from;
  const filter = unit ? { unit, from, to, mine: get('mine') === '1' } : null;
  const asked = useGet('dossiers.fees', filter, { placeholderData: (before) => before });
  const save = async () => {
    if (!filter) return;
    setExporting(true);
    await download('dossiers.fees_export', filter).catch(say.refused);
    setExporting(false);
  };
  return (
    <Page
      title={t('fees.title')}
      lead={t('fees.lead')}
      actions={
        <Button icon={<Icon name="download" />} loading={is_exporting} disabled={!filter} onClick={() => void save()}>
          {t('late.export')}
        </Button>
      }
    >
      <Section>
        <FilterBar
          first={
            <Field label={t('field.unit')}>
              {(id) => <UnitPicker id={id} value={unit} onChange={(code) => address.set({ unit: code })} />}
            </Field>
          }
        >
          <DayField label={t('fees.from')} value={from} max={today} onChange={(day) => address.set({ from: day, to: null })} />
          <DayField label={t('fees.to')} value={to} min={from} max={today} onChange={(day) => address.set({ to: day })} />
          <Checkbox checked={get('mine') === '1'} onChange={(event) => address.set({ mine: event.target.checked ? '1' : null })}>
            {t('fees.mine')}
          </Checkbox>
        </FilterBar>
        {filter && (
          <Answer of={asked}>
            {(reply) => (
              <>
                {reply.rows.length > 0 && <Totals totals={reply.totals} />}
                <Rows reply={reply} />
              </>
            )}
          </Answer>
        )}
      </Section>
    </Page>
  );
}

function Totals({ totals }: { totals: Reply['totals'] }) {
  const { t, tCode, money } = useText();
  return (
    <div className="gap">
      <Facts
        items={[
          ...totals.by_method.map(({ method, count, amount_vnd }): [string, string] => [
            tCode('payment_method', method),
            `${money(amount_vnd)} · ${t('fees.payments', { count })}`,
          ]),
          [t('fees.collected'), <strong key="collected">{money(totals.collected_vnd)}</strong>],
          totals.refunded_vnd > 0 && [t('fees.refunded'), money(totals.refunded_vnd)],
          totals.refunded_vnd > 0 && [t('fees.kept'), <strong key="kept">{money(totals.kept_vnd)}</strong>],
          totals.waived_vnd > 0 && [t('fees.waived'), money(totals.waived_vnd)],
          [t('fees.online'), t('fees.of_payments', { count: totals.online, all: totals.payments })],
          totals.online_on_behalf > 0 && [
            t('fees.on_behalf'),
            t('fees.of_payments', { count: totals.online_on_behalf, all: totals.online }),
          ],
        ]}
      />
    </div>
  );
}

function Rows({ reply }: { reply: Reply }) {
  const { t, tCode, money, moment } = useText();
  const columns: Column<Row>[] = [
    { key: 'code', title: t('dossiers.code'), cell: (row) => <span className="code nowrap">{row.code}</span>, phone: 'title' },
    { key: 'at', title: t('fees.at'), cell: (row) => moment(row.at) },
    {
      key: 'applicant',
      title: t('dossiers.applicant'),
      cell: (row) => (
        <>
          {row.applicant_name}
          <div className="small">{row.procedure_name}</div>
        </>
      ),
    },
    {
      key: 'kind',
      title: t('fees.kind'),
      cell: (row) => (
        <>
          <Tag tone={row.kind === 'collected' ? 'green' : row.kind === 'refunded' ? 'red' : 'plain'}>
            {tCode('payment_kind', row.kind)}
          </Tag>
          <div className="small">{tCode('fee_stage', row.stage)}</div>
        </>
      ),
    },
    {
      key: 'method',
      title: t('action.method'),
      cell: (row) => (
        <>
          {row.method && tCode('payment_method', row.method)}
          {row.gateway && <div className="small">{row.gateway}</div>}
          {row.is_paid_on_behalf && (
            <div>
              <Tag tone="amber">{t('fees.on_behalf')}</Tag>
            </div>
          )}
        </>
      ),
    },
    {
      key: 'amount',
      title: t('fees.amount'),
      align: 'right',
      cell: (row) => <span className="nowrap">{money(row.amount_vnd)}</span>,
    },
    { key: 'receipt', title: t('action.receipt_no'), cell: (row) => row.receipt_no ?? '' },
    { key: 'officer', title: t('late.officer'), cell: (row) => row.officer_name ?? '', phone: 'hidden' },
  ];
  return (
    <List<Row>
      label={t('fees.title')}
      columns={columns}
      rows={reply.rows}
      rowKey={(row) => `${row.dossier_id}/${row.seq}`}
      to={(row) => `/dossiers/${row.dossier_id}`}
      empty={t('fees.none')}
    />
  );
}
