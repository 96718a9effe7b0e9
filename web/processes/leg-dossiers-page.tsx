import { Alert, Select } from 'antd';
import { type Output, useGet } from '../api.ts';
import { pathWith, useAddress } from '../ui/address.ts';
import { Field, Tag } from '../ui/field.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Row = Output<'dossiers.leg_dossiers'>['rows'][number];
const WAS = ['all', 'dated', 'in_time', 'late', 'undated'] as const;
const LEVELS = ['commune', 'district', 'province', 'central'] as const;
const TONES = { in_time: 'green', late: 'red', undated: 'plain' } as const;

/** The dossiers behind one figure of the times of legs. */
export function LegDossiersPage() {
  const { t, tCode, day } = useText();
  const address = useAddress();
  const { get } = address;
  const [from, to, unit] = [get('from'), get('to'), get('unit')];
  const was = WAS.find((one) => one === get('was')) ?? 'all';
  const level = LEVELS.find((one) => one === get('level'));
  const [leg, version, by] = [get('leg'), address.number('version', 0), address.number('by', 0)];
  const asked = useGet(
    'dossiers.leg_dossiers',
    from && to
      ? {
          from,
          to,
          was,
          page: address.number('page', 1),
          ...(unit ? { unit } : {}),
          ...(level ? { level } : {}),
          ...(leg ? { leg } : {}),
          ...(version > 0 ? { process_version_id: version } : {}),
          ...(by > 0 ? { unit_id: by } : {}),
        }
      : null,
    { placeholderData: (before) => before },
  );
  const columns = useColumns();
  return (
    <Page
      title={t('legs.dossiers')}
      crumbs={[{ label: t('legs.title'), to: pathWith('/legs', { unit: unit ?? null, from: from ?? null, to: to ?? null }) }]}
      lead={[level && tCode('processes.leg_level', level), from && to && `${day(from)} – ${day(to)}`].filter(Boolean).join(' · ')}
    >
      {from && to ? (
        <Section>
          <search className="filters">
            <Field label={t('legs.how_it_was')}>
              {(id) => (
                <Select
                  id={id}
                  className="wide"
                  value={was}
                  onChange={(next) => address.set({ was: next })}
                  options={WAS.map((value) => ({ value, label: tCode('legs.was', value) }))}
                />
              )}
            </Field>
          </search>
          <Answer of={asked} rows={6}>
            {(reply) => (
              <List<Row>
                label={t('legs.dossiers')}
                columns={columns}
                rows={reply.rows}
                rowKey={(row) => `${row.id} ${row.leg}`}
                to={(row) => `/dossiers/${row.id}`}
                total={reply.total}
                loading={asked.isPlaceholderData}
                empty={t('legs.none')}
              />
            )}
          </Answer>
        </Section>
      ) : (
        <Alert type="warning" showIcon title={t('records.bad_address')} />
      )}
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const { t, tCode, lang, moment } = useText();
  return [
    {
      key: 'code',
      title: t('dossiers.code'),
      phone: 'title',
      width: 190,
      cell: (row) => <span className="code nowrap">{row.code}</span>,
    },
    { key: 'procedure', title: t('field.procedure'), cell: (row) => row.procedure_name },
    {
      key: 'leg',
      title: t('processes.leg'),
      cell: (row) => (
        <>
          {lang === 'vi' ? row.leg_vi : row.leg_en}
          <div className="small">{row.unit_name}</div>
        </>
      ),
    },
    { key: 'from', title: t('legs.from'), cell: (row) => moment(row.from_at) },
    { key: 'to', title: t('legs.to'), cell: (row) => moment(row.to_at) },
    { key: 'due', title: t('legs.due'), cell: (row) => (row.due_at ? moment(row.due_at) : '–') },
    { key: 'was', title: t('field.status'), cell: (row) => <Tag tone={TONES[row.was]}>{tCode('legs.was', row.was)}</Tag> },
  ];
}
