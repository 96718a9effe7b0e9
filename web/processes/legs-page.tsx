import { Link } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { pathWith, useAddress } from '../ui/address.ts';
import { Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { dayOf } from '../ui/format.ts';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { periodIn, yearToDate } from '../ui/period.ts';
import { PeriodPicker } from '../ui/period-picker.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Reply = Output<'dossiers.leg_times'>;
type Leg = Reply['legs'][number];
type Level = Reply['levels'][number];
/** What every link to dossiers of this page carries. */
type Days = { unit: string | null; from: string; to: string };
const DOSSIERS = '/legs/dossiers';

/** How the legs of interlinked dossiers kept their time: each level together, then each leg by the unit that did it. */
export function LegsPage() {
  const { t } = useText();
  const address = useAddress();
  const unit = address.get('unit');
  const period = periodIn(address.get, yearToDate(dayOf(new Date())));
  const days: Days = { unit: unit ?? null, from: period.from, to: period.to };
  const asked = useGet(
    'dossiers.leg_times',
    { ...(unit ? { unit } : {}), from: period.from, to: period.to },
    { placeholderData: (before) => before },
  );
  const columns = useColumns(days, asked.data?.target ?? '95');
  return (
    <Page title={t('legs.title')} lead={t('legs.lead')}>
      <Section>
        <FilterBar
          first={
            <Field label={t('field.unit')}>
              {(id) => <UnitPicker id={id} value={unit} onChange={(code) => address.set({ unit: code || null })} allowClear />}
            </Field>
          }
        >
          <PeriodPicker {...period} onChange={(next) => address.set({ ...next })} />
        </FilterBar>
      </Section>
      <Answer of={asked} rows={6}>
        {({ levels, legs, target }) =>
          legs.length === 0 ? (
            <Section className="gap">
              <Nothing text={t('legs.none')} />
            </Section>
          ) : (
            <>
              <div className="tiles tiles-legs gap">
                {levels.map((level) => (
                  <LevelTile key={level.level} level={level} target={target} days={days} />
                ))}
              </div>
              <Section title={t('legs.by_unit')} className="gap">
                <List<Leg>
                  label={t('legs.by_unit')}
                  columns={columns}
                  rows={legs}
                  rowKey={(row) => `${row.process_version_id} ${row.leg} ${row.unit_id}`}
                  loading={asked.isPlaceholderData}
                />
                <p className="small gap">{t('legs.how')}</p>
              </Section>
            </>
          )
        }
      </Answer>
    </Page>
  );
}

function LevelTile({ level, target, days }: { level: Level; target: string; days: Days }) {
  const { t, tCode, number, percent } = useText();
  const tone = level.is_enough === null ? '' : level.is_enough ? 'green' : 'red';
  return (
    <Link className="tile" to={pathWith(DOSSIERS, { ...days, level: level.level, was: 'dated' })}>
      <span className={`tile-value ${tone}`}>{percent(level.rate)}</span>
      <span className="tile-label">
        {t('legs.level_rate', { level: tCode('processes.leg_level', level.level).toLowerCase() })}
      </span>
      <Share rate={level.rate} target={level.is_enough === null ? null : target} is_enough={level.is_enough} />
      <span className="tile-label">
        {t('legs.of', { in_time: number(level.in_time), dated: number(level.in_time + level.late) })}
        {level.is_enough !== null && ` · ${t(level.is_enough ? 'legs.enough' : 'legs.not_enough', { target })}`}
      </span>
    </Link>
  );
}

/** A share as a bar with the line it should reach. The numbers beside it say the same. */
function Share({ rate, target, is_enough }: { rate: string | null; target: string | null; is_enough: boolean | null }) {
  if (rate === null) return null;
  return (
    <span className={`share ${is_enough === false ? 'share-low' : ''}`} aria-hidden="true">
      <span className="share-part" style={{ width: `${rate}%` }} />
      {target !== null && <span className="share-line" style={{ left: `${target}%` }} />}
    </span>
  );
}

function useColumns(days: Days, target: string): Column<Leg>[] {
  const { t, tCode, lang, number, percent } = useText();
  const name = (row: Leg) => (lang === 'vi' ? row.leg_vi : row.leg_en);
  const figure = (row: Leg, value: number, was: 'all' | 'in_time' | 'late' | 'undated') => {
    if (value === 0) return number(0);
    const { leg, process_version_id, unit_id } = row;
    return (
      <Link
        className="num"
        aria-label={`${row.unit_name}, ${name(row)}, ${tCode('legs.was', was)}: ${number(value)}`}
        to={pathWith(DOSSIERS, { ...days, leg, version: String(process_version_id), by: String(unit_id), was })}
      >
        {number(value)}
      </Link>
    );
  };
  return [
    { key: 'unit', title: t('field.unit'), phone: 'title', cell: (row) => <span className="strong">{row.unit_name}</span> },
    {
      key: 'leg',
      title: t('processes.leg'),
      cell: (row) => (
        <>
          {name(row)} <Tag>{tCode('processes.leg_level', row.level)}</Tag>
          <div className="small">{lang === 'vi' ? row.process_vi : row.process_en}</div>
        </>
      ),
    },
    { key: 'done', title: t('legs.was.all'), align: 'right', cell: (row) => figure(row, row.done, 'all') },
    { key: 'in_time', title: t('legs.was.in_time'), align: 'right', cell: (row) => figure(row, row.in_time, 'in_time') },
    { key: 'late', title: t('legs.was.late'), align: 'right', cell: (row) => figure(row, row.late, 'late') },
    { key: 'undated', title: t('legs.was.undated'), align: 'right', cell: (row) => figure(row, row.undated, 'undated') },
    {
      key: 'rate',
      title: t('legs.rate'),
      align: 'right',
      width: 150,
      cell: (row) => (
        <>
          {percent(row.rate)}
          {row.is_enough === false && <Tag tone="red">{t('legs.below', { target })}</Tag>}
          <Share rate={row.rate} target={row.is_enough === null ? null : target} is_enough={row.is_enough} />
        </>
      ),
    },
    { key: 'hours', title: t('legs.mean_hours'), align: 'right', cell: (row) => number(row.mean_hours) },
  ];
}
