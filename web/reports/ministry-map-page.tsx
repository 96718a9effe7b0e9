import { Alert, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { pathWith } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Field, Tag } from '../ui/field.tsx';
import { Page, Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Answer, Nothing, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { useUnit } from './due-parts.tsx';

type Reply = Output<'reports.workbook'>;
type MapCell = Reply['mapping'][number];
type Sheet = Reply['sheets'][number];

/** Which cells of a ministry's workbook are filled with what of a form. */
export function MinistryMapPage() {
  const { t } = useText();
  const form = useParams().form ?? '';
  const unit = useUnit();
  const asked = useGet('reports.workbook', unit ? { form, unit } : null);
  return (
    <Page
      title={t('ministry.map_title', { form })}
      lead={t('ministry.map_lead')}
      crumbs={[{ label: t('ministry.title'), to: pathWith('/reports/workbooks', { unit: unit ?? null }) }]}
    >
      {unit === undefined ? (
        <Nothing text={t('figures.choose_unit')} />
      ) : (
        <Answer of={asked} rows={14}>
          {(reply) => <Editor key={reply.book.version} unit={unit} reply={reply} />}
        </Answer>
      )}
    </Page>
  );
}

const same = (sheet: string, cell: string) => (one: MapCell) => one.sheet === sheet && one.cell === cell;

function Editor({ unit, reply }: { unit: string; reply: Reply }) {
  const { t, tCode } = useText();
  const [mapping, setMapping] = useState<MapCell[]>(reply.mapping);
  const [sheet_name, setSheet] = useState(reply.sheets.find(({ is_hidden }) => !is_hidden)?.name ?? '');
  const [picked, setPicked] = useState<string | null>(null);
  const sheet = reply.sheets.find(({ name }) => name === sheet_name);
  const put = (to: MapCell | null) => {
    const rest = mapping.filter((one) => !same(sheet_name, picked ?? '')(one));
    setMapping(to ? [...rest, to] : rest);
  };
  const now = mapping.find(same(sheet_name, picked ?? ''));
  return (
    <>
      {reply.faults.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={t('ministry.faults', { count: reply.faults.length })}
          description={reply.faults
            .slice(0, 10)
            .map(({ place, fault }) => <div key={`${place} ${fault}`}>{`${place}: ${tCode('map_fault', fault)}`}</div>)}
        />
      ) : (
        <Alert type="success" showIcon title={t('ministry.faults_none')} />
      )}
      <Section title={reply.book.file_name} className="gap">
        <div className="filters">
          <Field label={t('ministry.sheet')}>
            {(id) => (
              <Select
                id={id}
                value={sheet_name}
                popupMatchSelectWidth={false}
                onChange={(name) => {
                  setSheet(name);
                  setPicked(null);
                }}
                options={reply.sheets.map(({ name, is_hidden, is_protected }) => ({
                  value: name,
                  label: [name, is_hidden && t('ministry.hidden'), is_protected && t('ministry.protected')]
                    .filter(Boolean)
                    .join(' · '),
                }))}
              />
            )}
          </Field>
          {reply.may_define && (
            <Field label={t('ministry.by_address')}>
              {(id) => (
                <Input
                  id={id}
                  maxLength={12}
                  value={picked ?? ''}
                  onChange={(event) => setPicked(event.target.value.trim().toUpperCase() || null)}
                />
              )}
            </Field>
          )}
        </div>
        {picked !== null && reply.may_define && (
          <Choose key={`${sheet_name}!${picked}`} {...{ reply, sheet_name, picked, now, put }} />
        )}
        {sheet && <Grid sheet={sheet} mapping={mapping} picked={picked} onPick={setPicked} reply={reply} />}
        {sheet?.is_cut && <p className="small">{t('ministry.cut')}</p>}
      </Section>
      {reply.may_define && <Keep unit={unit} reply={reply} mapping={mapping} />}
    </>
  );
}

type ChooseProps = {
  reply: Reply;
  sheet_name: string;
  picked: string;
  now: MapCell | undefined;
  put: (to: MapCell | null) => void;
};

function Choose({ reply, sheet_name, picked, now, put }: ChooseProps) {
  const { t } = useText();
  const { rows, columns, kind } = reply.shape;
  const [row, setRow] = useState(now?.row ?? null);
  const [column, setColumn] = useState(now?.column ?? (kind === 'list' ? 'value' : null));
  const lines =
    kind !== 'list'
      ? Array.from({ length: kind === 'units' ? 150 : 60 }, (_, at) => ({
          value: `#${at + 1}`,
          label: t('ministry.nth', { n: at + 1 }),
        }))
      : [];
  const named = rows
    .filter(({ takes_figure }) => takes_figure)
    .map(({ key, code, label }) => ({ value: key, label: [kind === 'units' ? null : code, label].filter(Boolean).join('. ') }));
  return (
    <fieldset className="workbook-choose" aria-label={t('ministry.cell', { cell: picked })}>
      <strong>{t('ministry.cell', { cell: picked })}</strong>
      <Select
        aria-label={t('ministry.row')}
        placeholder={t('ministry.row')}
        showSearch={{ optionFilterProp: 'label' }}
        value={row}
        onChange={setRow}
        options={[...named, ...lines]}
        popupMatchSelectWidth={false}
      />
      <Select
        aria-label={t('ministry.column')}
        placeholder={t('ministry.column')}
        showSearch={{ optionFilterProp: 'label' }}
        value={column}
        onChange={setColumn}
        popupMatchSelectWidth={false}
        options={columns.map(({ key, no, label }) => ({ value: key, label: no === null ? label : `(${no}) ${label}` }))}
      />
      <Button
        type="primary"
        disabled={!row || !column}
        onClick={() => row && column && put({ sheet: sheet_name, cell: picked, name: null, row, column })}
      >
        {t('ministry.put')}
      </Button>
      {now && <Button onClick={() => put(null)}>{t('ministry.clear')}</Button>}
    </fieldset>
  );
}

function Grid({
  sheet,
  mapping,
  picked,
  onPick,
  reply,
}: {
  sheet: Sheet;
  mapping: MapCell[];
  picked: string | null;
  onPick: (cell: string) => void;
  reply: Reply;
}) {
  const { t } = useText();
  const mapped = new Map(mapping.filter((one) => one.sheet === sheet.name).map((one) => [one.cell, one]));
  const letters = (cell: string) => cell.replace(/\d+/, '');
  const heads = [...new Set(sheet.rows.flatMap(({ cells }) => cells.map(({ cell }) => letters(cell))))].sort(
    (a, b) => a.length - b.length || (a < b ? -1 : 1),
  );
  const labelOf = ({ row, column }: MapCell) => {
    const found = reply.shape.columns.find(({ key }) => key === column);
    // Of units × indicators the column is known by the official number, or by its words.
    if (reply.shape.kind === 'units')
      return `${row} · ${/^\d[\d.]*(?= )/.exec(found?.label ?? '')?.[0] ?? found?.label ?? column}`;
    return `${row}${found?.no ? ` (${found.no})` : ''}`;
  };
  return (
    <ScrollBox label={sheet.name}>
      <table className="sheet workbook-grid">
        <thead>
          <tr>
            <th scope="col" aria-label={t('ministry.sheet')} />
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map(({ no, cells }) => (
            <tr key={no}>
              <th scope="row">{no}</th>
              {heads.map((head) => {
                const address = `${head}${no}`;
                const cell = cells.find((one) => one.cell === address);
                const to = mapped.get(address);
                const words = to ? labelOf(to) : (cell?.text ?? '');
                return (
                  <td key={head} className={`${to ? 'is-mapped' : ''} ${picked === address ? 'is-picked' : ''}`}>
                    {cell?.is_formula ? (
                      <span className="small">{`ƒ ${cell.text}`}</span>
                    ) : (
                      <button type="button" aria-label={`${address} ${words}`} onClick={() => onPick(address)}>
                        {words}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Keep({ unit, reply, mapping }: { unit: string; reply: Reply; mapping: MapCell[] }) {
  const { t } = useText();
  const say = useSay();
  const { form, version, rows_by, valid_from } = reply.book;
  const [from, setFrom] = useState(valid_from);
  const [reason, setReason] = useState('');
  const keep = useCall('reports.map_workbook', ['reports']);
  const is_changed = JSON.stringify(mapping) !== JSON.stringify(reply.mapping);
  return (
    <Section title={t('ministry.keep')} className="gap" extra={is_changed && <Tag tone="amber">{mapping.length}</Tag>}>
      <div className="content-grid">
        <Field label={t('ministry.valid_from')}>
          {(id) => <DayInput id={id} value={from} min={valid_from} onChange={(day) => day && setFrom(day)} />}
        </Field>
        <Field label={t('field.reason')} className="span-all">
          {(id) => <Input id={id} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      </div>
      {keep.error && (
        <div className="gap">
          <Problem error={keep.error} />
        </div>
      )}
      <div className="button-row gap">
        <Button
          type="primary"
          loading={keep.isPending}
          disabled={!is_changed || reason.trim() === ''}
          onClick={() =>
            keep.mutate(
              { form, unit, version, valid_from: from, rows_by, mapping, reason },
              { onSuccess: (kept) => say.done(t('ministry.kept', { version: kept.version })) },
            )
          }
        >
          {t('ministry.keep')}
        </Button>
      </div>
    </Section>
  );
}
