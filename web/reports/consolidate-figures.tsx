import { Button, Checkbox, Form, Input, Modal, Select } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useCall, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Field, Tag } from '../ui/field.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { Consolidation } from './consolidate-page.tsx';
import type { Kept } from './report-page.tsx';

type Shown = Consolidation['columns'][number];

const isOther = (value: string | null) => value !== null && !/^-?0(\.0+)?$/.test(value);

/** `1.234,5`; what is not available is a dash. */
function useFigure() {
  const { number } = useText();
  const plain = (value: string | null) => (value === null ? '–' : number(Number(value)));
  const signed = (value: string | null) => (value === null ? '–' : `${Number(value) > 0 ? '+' : ''}${number(Number(value))}`);
  return { plain, signed };
}

/** Each figure of the whole: summed from the reports, beside the records; a choice opens it unit by unit. */
export function ConsolidateFigures({ report, found }: { report: Kept; found: Consolidation }) {
  const { t } = useText();
  const address = useAddress();
  const { plain, signed } = useFigure();
  const only = address.get('only') === '1';
  const rows = only ? found.columns.filter(({ difference }) => isOther(difference)) : found.columns;
  const chosen = found.columns.find(({ measure, s }) => measure === address.get('measure') && s === address.get('s'));
  const columns: Column<Shown>[] = [
    {
      key: 'label',
      title: t('cons.figure'),
      phone: 'title',
      cell: (one) => (
        <>
          <button type="button" className="link-button" onClick={() => address.set({ measure: one.measure, s: one.s })}>
            {one.label}
          </button>
          {one.lacking.length > 0 && <div className="small">{t('cons.lacking', { names: one.lacking.join('; ') })}</div>}
        </>
      ),
    },
    { key: 'reported', title: t('cons.reported'), align: 'right', cell: (one) => plain(one.reported) },
    { key: 'own', title: t('cons.own'), align: 'right', cell: (one) => plain(one.own) },
    {
      key: 'adjusted',
      title: t('cons.adjusted'),
      align: 'right',
      cell: (one) => (isOther(one.why.adjusted) ? signed(one.why.adjusted) : '–'),
    },
    { key: 'total', title: t('cons.total'), align: 'right', cell: (one) => <strong>{plain(one.total)}</strong> },
    { key: 'now', title: t('cons.now'), align: 'right', cell: (one) => plain(one.now) },
    {
      key: 'difference',
      title: t('cons.difference'),
      align: 'right',
      cell: (one) => (isOther(one.difference) ? <Tag tone="amber">{signed(one.difference)}</Tag> : '0'),
    },
    {
      key: 'why',
      title: t('cons.cause'),
      cell: (one) =>
        (['unreported', 'corrected', 'adjusted', 'other'] as const)
          .filter((what) => isOther(one.why[what]))
          .map((what) => t(`cons.why.${what}`, { value: signed(one.why[what]) }))
          .join('; '),
    },
  ];
  return (
    <>
      {chosen && (
        <LedTo key={chosen.key}>
          <OneFigure report={report} found={found} column={chosen} />
        </LedTo>
      )}
      <Section>
        <Checkbox checked={only} onChange={(event) => address.set({ only: event.target.checked ? '1' : null })}>
          {t('cons.only_different')}
        </Checkbox>
        <List<Shown>
          label={t('cons.tab_figures')}
          columns={columns}
          rows={rows}
          rowKey={({ key }) => key}
          empty={t('cons.no_figures')}
        />
      </Section>
      <Adjustments report={report} found={found} />
    </>
  );
}

/** What stands above a long list: whoever chose a line far down is led to it. */
function LedTo({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  // In braces: newer browsers answer with a promise, which would be taken for what to call at the end.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <div ref={place} className="led-to">
      {children}
    </div>
  );
}

type Line = { unit_id: number; name: string; says: string } & Record<'submitted' | 'now' | 'difference', string | null> & {
    report_id: number | null;
    anchor: string | null;
    cause: string | null;
  };

function OneFigure({ report, found, column }: { report: Kept; found: Consolidation; column: Shown }) {
  const { t, tCode } = useText();
  const address = useAddress();
  const { plain, signed } = useFigure();
  const [is_adjusting, setAdjusting] = useState(false);
  const asked = useGet('reports.consolidation_figure', { id: report.id, measure: column.measure, s: column.s });
  const columns: Column<Line>[] = [
    {
      key: 'unit',
      title: t('cons.unit'),
      phone: 'title',
      cell: (one) => (
        <>
          {one.name}
          {one.says && <div className="small">{one.says}</div>}
        </>
      ),
    },
    {
      key: 'submitted',
      title: t('cons.submitted'),
      align: 'right',
      cell: (one) =>
        one.report_id === null ? (
          '–'
        ) : (
          <Link to={`/reports/kept/${one.report_id}/figures/${one.anchor}`} className="num">
            {plain(one.submitted)}
          </Link>
        ),
    },
    { key: 'now', title: t('cons.now'), align: 'right', cell: (one) => plain(one.now) },
    {
      key: 'difference',
      title: t('cons.difference'),
      align: 'right',
      cell: (one) => (isOther(one.difference) ? <Tag tone="amber">{signed(one.difference)}</Tag> : plain(one.difference)),
    },
    { key: 'cause', title: t('cons.cause'), cell: (one) => (one.cause ? tCode('cons.cause', one.cause) : '') },
  ];
  const may_adjust = column.is_adjustable && report.steps.includes('save');
  return (
    <Section
      title={t('cons.by_unit', { label: column.label })}
      className="gap"
      extra={
        <>
          {may_adjust && <Button onClick={() => setAdjusting(true)}>{t('cons.adjust')}</Button>}{' '}
          <Button onClick={() => address.set({ measure: null, s: null })}>{t('cons.close')}</Button>
        </>
      }
    >
      <Answer of={asked} rows={8}>
        {({ lines }) => <List<Line> label={column.label} columns={columns} rows={lines} rowKey={(one) => one.unit_id} />}
      </Answer>
      {is_adjusting && <Adjust report={report} found={found} column={column} onClose={() => setAdjusting(false)} />}
    </Section>
  );
}

type AdjustProps = { report: Kept; found: Consolidation; column: Shown; onClose: () => void };

function Adjust({ report, found, column, onClose }: AdjustProps) {
  const { t } = useText();
  const say = useSay();
  const adjust = useCall('reports.adjust', ['reports']);
  const [delta, setDelta] = useState('');
  const [unit, setUnit] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const exact = delta.trim().replace(/^\+/, '').replace('\u2212', '-').replace(/\./g, '').replace(',', '.');
  const is_ready = /^-?\d+(\.\d+)?$/.test(exact) && isOther(exact) && reason.trim() !== '';
  const go = () =>
    is_ready &&
    adjust.mutate(
      { id: report.id, measure: column.measure, s: column.s, delta: exact, unit, reason: reason.trim() },
      {
        onSuccess: ({ version }) => {
          say.done(t('cons.done', { version }));
          onClose();
        },
        onError: say.refused,
      },
    );
  return (
    <Modal
      open
      title={`${t('cons.adjust')}: ${column.label}`}
      okText={t('cons.adjust')}
      cancelText={t('act.cancel')}
      okButtonProps={{ disabled: !is_ready, loading: adjust.isPending }}
      onOk={go}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <p className="muted">{t('cons.adjust_hint')}</p>
      <Form layout="vertical" className="stacked" onFinish={go}>
        <Field label={t('cons.delta')}>
          {(id) => <Input id={id} value={delta} inputMode="decimal" onChange={(event) => setDelta(event.target.value)} />}
        </Field>
        <Field label={t('cons.about_unit')}>
          {(id) => (
            <Select
              id={id}
              showSearch
              optionFilterProp="label"
              value={unit ?? ''}
              onChange={(code: string) => setUnit(code || null)}
              options={[
                { value: '', label: t('cons.whole') },
                ...found.units.map(({ code, name }) => ({ value: code, label: name })),
              ]}
            />
          )}
        </Field>
        <Field label={t('field.reason')}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={3}
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </Form>
    </Modal>
  );
}

function Adjustments({ report, found }: { report: Kept; found: Consolidation }) {
  const { t, moment } = useText();
  const say = useSay();
  const { signed } = useFigure();
  const withdraw = useCall('reports.withdraw_adjustment', ['reports']);
  const [asked, setAsked] = useState<number | null>(null);
  if (found.adjustments.length === 0) return null;
  const may_edit = report.steps.includes('save');
  return (
    <Section title={t('cons.adjustments')} className="gap">
      <ul className="plain-list">
        {found.adjustments.map((one) => (
          <li key={one.id}>
            {one.label} · {one.unit_name ?? t('cons.whole')} · <strong>{signed(one.delta)}</strong>: {one.reason}
            <div className="small">
              {[one.by_name, moment(one.at)].filter(Boolean).join(' · ')}
              {one.withdrawn_at && ` · ${t('cons.withdrawn', { reason: one.withdrawn_reason ?? '' })}`}
            </div>
            {may_edit && one.withdrawn_at === null && (
              <Button size="small" onClick={() => setAsked(one.id)} aria-label={`${t('cons.withdraw')}: ${one.label}`}>
                {t('cons.withdraw')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Confirm
        open={asked !== null}
        title={t('cons.withdraw')}
        reason="needed"
        busy={withdraw.isPending}
        onConfirm={(reason) =>
          asked !== null &&
          withdraw.mutate(
            { id: report.id, adjustment_id: asked, reason },
            { onSuccess: () => setAsked(null), onError: say.refused },
          )
        }
        onCancel={() => setAsked(null)}
      />
    </Section>
  );
}
