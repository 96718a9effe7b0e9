import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Select, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { download, type Output, refresh, upload, useGet } from '../api.ts';
import { pathWith, useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Field } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { useUnit } from './due-parts.tsx';

type Row = Output<'reports.workbooks'>['rows'][number];

/** Workbooks of ministries: those the province keeps, filled for a unit and a period, and new ones. */
export function MinistryPage() {
  const { t } = useText();
  const address = useAddress();
  const unit = useUnit();
  const asked = useGet('reports.workbooks', unit ? { unit } : null);
  return (
    <Page title={t('ministry.title')} lead={t('ministry.lead')}>
      <Section>
        <div className="filters">
          <Field label={t('field.unit')} className="field-wide">
            {(id) => <UnitPicker id={id} value={unit} onChange={(code) => address.set({ unit: code })} />}
          </Field>
        </div>
        {unit === undefined && <Nothing text={t('figures.choose_unit')} />}
      </Section>
      {unit !== undefined && (
        <Answer of={asked} rows={8}>
          {({ rows, may_define }) => (
            <>
              {rows.length > 0 && <Fill unit={unit} rows={rows} />}
              <Books unit={unit} rows={rows} />
              {may_define && <NewBook unit={unit} />}
            </>
          )}
        </Answer>
      )}
    </Page>
  );
}

function Books({ unit, rows }: { unit: string; rows: Row[] }) {
  const { t, day, moment, number } = useText();
  const columns: Column<Row>[] = [
    {
      key: 'form',
      title: t('ministry.form'),
      phone: 'title',
      cell: (row) => `${row.form} · ${t('ministry.version', { version: row.version })}`,
    },
    { key: 'file', title: t('ministry.file'), cell: (row) => row.file_name },
    { key: 'from', title: t('ministry.valid_from'), cell: (row) => day(row.valid_from) },
    { key: 'mapped', title: t('ministry.mapped'), cell: (row) => number(row.mapped) },
    { key: 'reason', title: t('field.reason'), cell: (row) => row.reason },
    { key: 'made', title: t('ministry.made'), cell: (row) => `${row.made_by_name}, ${moment(row.made_at)}` },
  ];
  return (
    <Section title={t('ministry.books')} className="gap">
      <List<Row>
        label={t('ministry.books')}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.form} ${row.version}`}
        to={(row) => pathWith(`/reports/workbooks/${row.form}`, { unit })}
        empty={t('ministry.empty')}
      />
    </Section>
  );
}

function Fill({ unit, rows }: { unit: string; rows: Row[] }) {
  const { t, day } = useText();
  const say = useSay();
  const today = dayOf(new Date());
  const forms = [...new Set(rows.map(({ form }) => form))];
  const [form, setForm] = useState(forms[0] as string);
  const [from, setFrom] = useState(`${today.slice(0, 4)}-01-01`);
  const [to, setTo] = useState(today);
  const [report_id, setReport] = useState<number | null>(null);
  const issued = useGet('reports.workbook_reports', { form, unit }, { retry: false });
  const reports = issued.data?.reports ?? [];
  const chosen = reports.find(({ id }) => id === report_id);
  const ask = chosen ? { form, report_id: chosen.id } : { form, unit, from, to };
  const checked = useGet('reports.workbook_check', from <= to || chosen ? ask : null, { retry: false });
  return (
    <Section title={t('ministry.fill')} className="gap">
      <div className="filters">
        <Field label={t('ministry.form')}>
          {(id) => <Select id={id} value={form} onChange={setForm} options={forms.map((value) => ({ value, label: value }))} />}
        </Field>
        <Field label={t('ministry.figures')} className="field-wide">
          {(id) => (
            <Select<number>
              id={id}
              value={chosen?.id ?? 0}
              onChange={(next) => setReport(next === 0 ? null : next)}
              options={[
                { value: 0, label: t('ministry.figures_now') },
                ...reports.map((one) => ({
                  value: one.id,
                  label: t('ministry.figures_of', {
                    number: `${one.number}/${one.year}`,
                    day: day(one.issued_on),
                    title: one.title,
                  }),
                })),
              ]}
            />
          )}
        </Field>
        {!chosen && (
          <>
            <Field label={t('field.from')}>
              {(id) => <DayInput id={id} value={from} max={to} onChange={(next) => next && setFrom(next)} />}
            </Field>
            <Field label={t('field.to')}>
              {(id) => <DayInput id={id} value={to} min={from} onChange={(next) => next && setTo(next)} />}
            </Field>
          </>
        )}
      </div>
      <div className="gap">
        {checked.error ? (
          <Problem error={checked.error} />
        ) : (
          checked.data && (
            <Alert
              type={checked.data.left.length > 0 ? 'warning' : 'info'}
              showIcon
              title={t('ministry.checked', { cells: checked.data.cells })}
              description={
                checked.data.left.length > 0
                  ? t('ministry.left', { cells: checked.data.left.slice(0, 10).join(', ') })
                  : undefined
              }
            />
          )
        )}
      </div>
      <div className="button-row gap">
        <Button
          type="primary"
          icon={<Icon name="download" />}
          disabled={!checked.data}
          onClick={() => void download('reports.fill_workbook', ask).catch(say.refused)}
        >
          {t('ministry.download')}
        </Button>
      </div>
    </Section>
  );
}

function NewBook({ unit }: { unit: string }) {
  const { t, label } = useText();
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const forms = useGet('forms.list', {});
  const known = new Map((forms.data?.forms ?? []).map((one) => [one.code, one]));
  const [form, setForm] = useState('II.06a');
  const [valid_from, setFrom] = useState(dayOf(new Date()));
  const [rows_by, setRows] = useState<'sector' | 'unit'>('sector');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const send = async (file: File) => {
    setProblem(null);
    try {
      const { mapped } = await upload('reports.upload_workbook', { form, unit, valid_from, rows_by, reason }, file, {});
      await refresh(client, ['reports']);
      say.done(t('ministry.uploaded', { mapped }));
      void navigate(pathWith(`/reports/workbooks/${form}`, { unit }));
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <Section title={t('ministry.upload')} className="gap">
      <div className="content-grid">
        <Field label={t('ministry.form')} className="span-all">
          {(id) => (
            <Select
              id={id}
              value={form}
              onChange={setForm}
              popupMatchSelectWidth={false}
              options={[...known.values()].map(({ code, name_vi, name_en }) => ({
                value: code,
                label: `${code}: ${label({ label_vi: name_vi, label_en: name_en })}`,
              }))}
            />
          )}
        </Field>
        <Field label={t('ministry.valid_from')}>
          {(id) => <DayInput id={id} value={valid_from} onChange={(day) => day && setFrom(day)} />}
        </Field>
        {known.get(form)?.kind !== 'detail' && (
          <Field label={t('ministry.rows_by')}>
            {(id) => (
              <Select
                id={id}
                value={rows_by}
                onChange={setRows}
                options={(['sector', 'unit'] as const).map((value) => ({
                  value,
                  label: t(
                    value === 'sector' && known.get(form)?.kind === 'list'
                      ? 'ministry.rows_by.indicator'
                      : `ministry.rows_by.${value}`,
                  ),
                }))}
              />
            )}
          </Field>
        )}
        <Field label={t('field.reason')} className="span-all">
          {(id) => <Input id={id} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      </div>
      {problem !== null && (
        <div className="gap">
          <Problem error={problem} />
        </div>
      )}
      <div className="button-row gap">
        <Upload
          accept=".xlsx"
          showUploadList={false}
          disabled={reason.trim() === ''}
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
        >
          <Button type="primary" icon={<Icon name="upload" />} disabled={reason.trim() === ''}>
            {t('ministry.choose_file')}
          </Button>
        </Upload>
      </div>
    </Section>
  );
}
