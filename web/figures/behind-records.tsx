import { Link } from 'react-router';
import type { Output } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { Tag } from '../ui/field.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import { type FigureFilter, recordsPath } from './question.ts';
import { useValueText } from './value-text.ts';

type Whole = Output<'measures.behind'>;
/** What is shown of it; the same from a figure of today and from one of an issued report. */
export type BehindReply = Pick<Whole, 'count' | 'page_size' | 'entries' | 'declarations' | 'copies' | 'parts'> & {
  measure: Pick<Whole['measure'], 'label_vi' | 'label_en'>;
};

type Props = {
  reply: BehindReply;
  ask: FigureFilter;
  loading: boolean;
  /** Where what the figure is made of opens; its records of today unless told. */
  partPath?: (measure: string) => string;
};

/** A definition with the figures it is made of called by their labels instead of their technical names. */
export function withLabels(
  definition: string,
  parts: Whole['parts'] | undefined,
  label: (of: { label_vi: string; label_en: string }) => string,
) {
  return definition.replace(/“([a-z][a-z0-9_]*)”/g, (whole, name: string) => {
    const part = parts?.find((one) => one.name === name);
    return part ? `“${label(part)}”` : whole;
  });
}

/** Whatever stands behind a figure, by the kind of its measure. */
export function BehindRecords({ reply, ask, loading, partPath }: Props) {
  const { t, label, lang } = useText();
  if (reply.parts)
    return (
      <Section title={t('behind.parts')}>
        <Parts reply={reply} partPath={partPath ?? ((measure) => recordsPath(measure, ask))} />
      </Section>
    );
  if (reply.entries)
    return (
      <Section title={t('behind.entries', { name: lang === 'vi' ? reply.entries.name_vi : reply.entries.name_en })}>
        <Entries reply={reply} entries={reply.entries} loading={loading} />
      </Section>
    );
  if (reply.declarations)
    return (
      <Section title={t('behind.declarations')}>
        <Declarations rows={reply.declarations} label={label(reply.measure)} />
      </Section>
    );
  if (reply.copies)
    return (
      <Section title={t('behind.copies')}>
        <Copies reply={reply} copies={reply.copies} loading={loading} />
      </Section>
    );
  return null;
}

function Parts({ reply, partPath }: { reply: BehindReply; partPath: (measure: string) => string }) {
  const { t, label, lang } = useText();
  const text = useValueText();
  type Part = NonNullable<BehindReply['parts']>[number];
  const columns: Column<Part>[] = [
    {
      key: 'name',
      title: t('figures.measure'),
      phone: 'title',
      cell: (row) => <Link to={partPath(row.name)}>{label(row)}</Link>,
    },
    { key: 'code', title: t('measures.name'), cell: (row) => <code>{row.name}</code> },
    { key: 'value', title: t('figures.value'), align: 'right', cell: (row) => <span className="num">{text(row.value)}</span> },
    { key: 'unit', title: t('measures.unit'), cell: (row) => (lang === 'vi' ? row.unit_vi : row.unit_en) },
    {
      key: 'why',
      title: t('listform.note'),
      cell: (row) => (row.value.reason_null ? t(`measures.null.${row.value.reason_null}`) : ''),
    },
  ];
  return <List<Part> label={t('behind.parts')} columns={columns} rows={reply.parts ?? []} rowKey={(row) => row.name} />;
}

type EntriesReply = NonNullable<BehindReply['entries']>;

function Entries({ reply, entries, loading }: { reply: BehindReply; entries: EntriesReply; loading: boolean }) {
  const { t, day, label } = useText();
  const { may } = useSession();
  const said = useSaid();
  type Row = EntriesReply['rows'][number];
  const columns: Column<Row>[] = [
    { key: 'on_day', title: t('behind.day'), phone: 'title', cell: (row) => day(row.on_day), width: 120 },
    { key: 'unit', title: t('field.unit'), cell: (row) => row.unit_name, width: 170 },
    ...entries.fields
      .filter((field) => field.type !== 'day')
      .map((field): Column<Row> => ({ key: field.key, title: label(field), cell: (row) => said(field, row.values[field.key]) })),
  ];
  return (
    <List<Row>
      label={t('behind.title')}
      columns={columns}
      rows={entries.rows}
      rowKey={(row) => row.id}
      {...(may('registers.read') ? { to: (row: Row) => `/registers/entries/${row.id}` } : {})}
      total={reply.count ?? 0}
      page_size={reply.page_size}
      empty={t('behind.none')}
      loading={loading}
    />
  );
}

/** What a field of an entry says, in the words of its choice. */
function useSaid() {
  const { label, number, day } = useText();
  return (field: EntriesReply['fields'][number], value: unknown): string => {
    if (value === undefined || value === null) return '';
    if (field.type === 'choice') {
      const choice = field.choices.find((one) => one.key === value);
      return choice ? label(choice) : String(value);
    }
    if (field.type === 'number' || field.type === 'money') return number(String(value));
    if (field.type === 'day') return day(String(value));
    if (field.type === 'flag') return value === true ? '✓' : '–';
    if (typeof value === 'object')
      return Object.values(value as Record<string, unknown>)
        .filter(Boolean)
        .join(', ');
    return String(value);
  };
}

type Declaration = NonNullable<BehindReply['declarations']>[number];

/** Declarations, each with who said it, why and on what evidence. */
export function Declarations({
  rows,
  label,
  total,
  page_size,
}: {
  rows: Declaration[];
  label: string;
  total?: number;
  page_size?: number;
}) {
  const { t, day, moment, number, label: named } = useText();
  const columns: Column<Declaration>[] = [
    { key: 'measure', title: t('declared.measure'), phone: 'title', cell: (row) => named(row) },
    { key: 'unit', title: t('field.unit'), cell: (row) => row.unit_name },
    {
      key: 'period',
      title: t('field.period'),
      cell: (row) => (row.from === row.to ? day(row.to) : `${day(row.from)} – ${day(row.to)}`),
    },
    {
      key: 'value',
      title: t('figures.value'),
      align: 'right',
      cell: (row) => (
        <>
          <span className="num strong">{row.value === null ? t('declared.blank') : number(row.value)}</span>
          {row.note && <div className="small">{row.note}</div>}
        </>
      ),
    },
    {
      key: 'version',
      title: t('declared.history'),
      cell: (row) => (
        <>
          {t('declared.version', { version: row.version })} {!row.is_current && <Tag tone="plain">{t('declared.replaced')}</Tag>}
          <div className="small">{row.reason}</div>
          {row.evidence.map((one) => (
            <div key={one.evidence_id} className="small">
              {[one.document_number, one.title, one.page && `tr. ${one.page}`].filter(Boolean).join(' · ')}
            </div>
          ))}
        </>
      ),
    },
    {
      key: 'by',
      title: t('declared.by'),
      cell: (row) => (
        <>
          {row.declared_by_name}
          <div className="small">{moment(row.declared_at)}</div>
        </>
      ),
    },
  ];
  return (
    <List<Declaration>
      label={label}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      empty={t('declared.history_empty')}
      {...(total !== undefined ? { total, page_size: page_size ?? 20 } : {})}
    />
  );
}

function Copies({
  reply,
  copies,
  loading,
}: {
  reply: BehindReply;
  copies: NonNullable<BehindReply['copies']>;
  loading: boolean;
}) {
  const { t, moment, number } = useText();
  type Row = (typeof copies)[number];
  const columns: Column<Row>[] = [
    { key: 'name', title: t('field.name'), phone: 'title', cell: (row) => row.original_name },
    { key: 'number', title: t('listform.code'), cell: (row) => (row.number === null ? '' : `${row.number}/${row.year}`) },
    { key: 'unit', title: t('field.unit'), cell: (row) => row.unit_code },
    { key: 'copies', title: t('figures.value'), align: 'right', cell: (row) => number(row.copies) },
    { key: 'at', title: t('declared.at'), cell: (row) => moment(row.signed_at ?? row.drafted_at) },
  ];
  return (
    <List<Row>
      label={t('behind.copies')}
      columns={columns}
      rows={copies}
      rowKey={(row) => row.id}
      total={reply.count ?? 0}
      page_size={reply.page_size}
      empty={t('behind.none')}
      loading={loading}
    />
  );
}
