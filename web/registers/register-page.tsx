import { Alert, Button, Input, Select } from 'antd';
import { Link, useParams } from 'react-router';
import { download, type Output, useGet } from '../api.ts';
import { useMe, useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Facts, Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { dayOf, numberText } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { FieldFilters, filtersOf } from './filters.tsx';
import { useShow } from './show.tsx';

type Reply = Output<'registers.entries'>;
type Row = Reply['rows'][number];
const VIEWS = ['period', 'since_january', 'at_day'] as const;

/** Entries of one register: of a period, since January, or as of a day; filtered by any field, with totals. */
export function RegisterPage() {
  const { t } = useText();
  const { code = '' } = useParams();
  const me = useMe();
  const { may } = useSession();
  const say = useSay();
  const show = useShow();
  const address = useAddress();
  const unit = address.get('unit') ?? me.account.unit_code ?? '';
  const view = VIEWS.find((one) => one === address.get('view')) ?? 'period';
  const asked_for = {
    code,
    unit,
    view,
    reach: address.get('reach') === 'own' ? ('own' as const) : ('all' as const),
    from: address.get('from'),
    to: address.get('to'),
    q: address.get('q'),
    sort: address.get('sort'),
    filters: filtersOf(address.get('filters')).length > 0 ? address.get('filters') : undefined,
  };
  const asked = useGet('registers.entries', unit ? { ...asked_for, page: address.number('page', 1) } : null, {
    placeholderData: (before) => before,
  });
  const definition = asked.data?.definition;
  const title = definition ? show.name(definition) : t('registers.title');
  return (
    <Page
      title={title}
      lead={definition?.layout.note_vi ?? definition?.source}
      crumbs={[{ label: t('registers.title'), to: pathWith('/registers', { unit: address.get('unit') }) }]}
      actions={
        <>
          <Button icon={<Icon name="download" />} onClick={() => void download('registers.export', asked_for).catch(say.refused)}>
            {t('act.export')}
          </Button>
          {may('registers.import') && (
            <Link to={pathWith(`/registers/${code}/import`, { unit })}>
              <Button icon={<Icon name="upload" />} tabIndex={-1}>
                {t('registers.import')}
              </Button>
            </Link>
          )}
          {may('registers.define') && (
            <Link to={pathWith('/registers/define', { code, unit })}>
              <Button icon={<Icon name="table" />} tabIndex={-1}>
                {t('registers.edit_definition')}
              </Button>
            </Link>
          )}
          {may('registers.write') && !definition?.layout.is_closed && (
            <Link to={pathWith(`/registers/${code}/new`, { unit })}>
              <Button type="primary" icon={<Icon name="plus" />} tabIndex={-1}>
                {t('registers.new_entry')}
              </Button>
            </Link>
          )}
        </>
      }
    >
      {definition?.layout.is_closed && <Alert className="below" type="warning" showIcon title={t('registers.closed_hint')} />}
      <Section>
        <Filters unit={unit} view={view} />
        {definition && <FieldFilters definition={definition} />}
        <Answer of={asked} rows={10}>
          {(reply) => <Entries reply={reply} view={view} is_loading={asked.isFetching && asked.isPlaceholderData} />}
        </Answer>
      </Section>
    </Page>
  );
}

function Filters({ unit, view }: { unit: string; view: (typeof VIEWS)[number] }) {
  const { t } = useText();
  const address = useAddress();
  const today = dayOf(new Date());
  const is_active = ['view', 'from', 'to', 'reach'].some((key) => address.get(key) !== undefined);
  return (
    <FilterBar
      is_active={is_active}
      first={
        <Field label={t('registers.find_entry')}>
          {(id) => (
            <Input.Search
              id={id}
              allowClear
              defaultValue={address.get('q') ?? ''}
              onSearch={(q) => address.set({ q: q.trim() })}
            />
          )}
        </Field>
      }
    >
      <Field label={t('field.unit')}>
        {(id) => <UnitPicker id={id} value={unit} onChange={(code) => address.set({ unit: code })} with_ended />}
      </Field>
      <Field label={t('field.scope')} className="half">
        {(id) => (
          <Select
            id={id}
            value={address.get('reach') === 'own' ? 'own' : 'all'}
            onChange={(reach) => address.set({ reach: reach === 'all' ? null : reach })}
            options={[
              { value: 'all', label: t('registers.reach_all') },
              { value: 'own', label: t('registers.reach_own') },
            ]}
          />
        )}
      </Field>
      <Field label={t('registers.view')}>
        {(id) => (
          <Select
            id={id}
            value={view}
            onChange={(next) =>
              address.set({ view: next === 'period' ? null : next, to: address.get('to') ?? (next === 'period' ? null : today) })
            }
            options={VIEWS.map((value) => ({ value, label: t(`register_view.${value}`) }))}
          />
        )}
      </Field>
      {view === 'period' && (
        <DayField label={t('field.from')} value={address.get('from')} onChange={(from) => address.set({ from })} allowClear />
      )}
      <DayField
        label={view === 'at_day' ? t('field.as_of') : t('field.to')}
        value={address.get('to')}
        onChange={(to) => address.set({ to })}
        allowClear
      />
    </FilterBar>
  );
}

function Entries({ reply, view, is_loading }: { reply: Reply; view: (typeof VIEWS)[number]; is_loading: boolean }) {
  const { t, number, lang, day } = useText();
  const show = useShow();
  const { definition, named } = reply;
  const { layout } = definition;
  const fields = layout.list.flatMap((key) => layout.fields.find((field) => field.key === key) ?? []);
  const columns: Column<Row>[] = [
    ...fields.map((field, index): Column<Row> => {
      const is_number = field.type === 'number' || field.type === 'money';
      return {
        key: field.key,
        title: show.fieldName(field),
        cell: (row) => {
          const said = show.value(field, row.values[field.key], named);
          // What opens the entry needs a name of its own.
          const shown = said === '' && index === 0 ? t('registers.entry_no', { id: row.id }) : said;
          return is_number || field.type === 'day' ? (
            <span className="nowrap">{shown}</span>
          ) : (
            <span className="cut-3">{shown}</span>
          );
        },
        sort: field.key,
        ...(is_number ? { align: 'right' as const } : {}),
        ...(index === 0 ? { phone: 'title' as const } : {}),
      };
    }),
    { key: 'unit', title: t('field.unit'), cell: (row) => row.unit.name },
    {
      key: 'evidence',
      title: t('registers.evidence'),
      cell: (row) => (row.evidence > 0 ? <Tag tone="green">{number(row.evidence)}</Tag> : ''),
      align: 'center',
      width: 100,
    },
  ];
  const sums = reply.totals.filter(
    ({ field, sum }) => sum !== null && layout.fields.find((one) => one.key === field)?.unit !== '%',
  );
  const adds_up = layout.period_kind === 'in_period' || view === 'at_day';
  return (
    <>
      {reply.total > 0 && (
        <div className="register-totals" role="status">
          <span>{t('registers.counted', { entries: number(reply.total), units: number(reply.units) })}</span>
          {adds_up && sums.length > 0 && (
            <Facts
              items={sums.map(({ field, sum }) => {
                const known = layout.fields.find((one) => one.key === field);
                return [t('registers.total_of', { field: known ? show.fieldName(known) : field }), numberText(sum, lang)];
              })}
            />
          )}
          {!adds_up && sums.length > 0 && <span className="small">{t('registers.at_day_hint')}</span>}
          {definition.valid_from && (
            <span className="small">
              {t('registers.version_from', { version: definition.version, day: day(definition.valid_from) })}
            </span>
          )}
        </div>
      )}
      <List<Row>
        label={show.name(definition)}
        columns={columns}
        rows={reply.rows}
        rowKey={(row) => row.id}
        to={(row) => `/registers/entries/${row.id}`}
        total={reply.total}
        loading={is_loading}
        empty={t('registers.empty')}
      />
    </>
  );
}
