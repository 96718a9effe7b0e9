import { Button, Input } from 'antd';
import { Link } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { Field, Tag, Verified } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { CodeFilter } from '../ui/filter-fields.tsx';
import { matches } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { QuestionFilters, useQuestion } from './filters.tsx';
import { recordsPath } from './question.ts';
import { useValueText } from './value-text.ts';

export type Compared = NonNullable<Output<'measures.values'>['earlier']>['values'][string];
type Definition = Output<'measures.definitions'>['definitions'][number];
const KINDS = ['count', 'ratio', 'entries', 'share', 'expression', 'declared', 'certifications'] as const;
const AREAS = [
  'dossiers',
  'steering',
  'institutions',
  'procedures',
  'organisation',
  'civil_service',
  'public_finance',
  'digital_government',
  'general',
] as const;
const SIZE = 30;

const areaOf = (one: Definition) => one.area ?? 'dossiers';

/** Every measure: what it is, how it is computed, on whose authority; and its value for a unit and period. */
export function MeasuresPage() {
  const { t } = useText();
  const { may } = useSession();
  const address = useAddress();
  const { filter } = useQuestion();
  const asked = useGet('measures.definitions', filter ? { day: filter.to, unit: filter.unit } : {}, { staleTime: 60_000 });
  const [q, kind, area] = [address.get('q') ?? '', address.get('type'), address.get('area')];
  return (
    <Page
      title={t('measures.title')}
      lead={t('measures.lead')}
      actions={
        <>
          <Link to="/figures/declared">
            <Button icon={<Icon name="table" />} tabIndex={-1}>
              {t('nav.declared')}
            </Button>
          </Link>
          {may('measures.define') && (
            <Link to="/figures/measures/edit">
              <Button type="primary" icon={<Icon name="plus" />} tabIndex={-1}>
                {t('measures.new')}
              </Button>
            </Link>
          )}
        </>
      }
    >
      <Section>
        <QuestionFilters no_scope />
        <FilterBar
          is_active={kind !== undefined || area !== undefined}
          first={
            <Field label={t('measures.search')} className="field-wide">
              {(id) => <Input id={id} allowClear value={q} onChange={(event) => address.set({ q: event.target.value })} />}
            </Field>
          }
        >
          <CodeFilter label={t('measures.kind')} name="type" codes={KINDS} prefix="measures.kind" className="half" />
          <CodeFilter label={t('measures.area')} name="area" codes={AREAS} prefix="measures.area" className="half" />
        </FilterBar>
        <Answer of={asked}>
          {({ definitions }) => {
            const found = definitions.filter(
              (one) =>
                (!kind || one.kind === kind) &&
                (!area || areaOf(one) === area) &&
                (!q || matches(`${one.label_vi} ${one.label_en} ${one.name} ${one.definition_vi}`, q)),
            );
            return <Found found={found} />;
          }}
        </Answer>
      </Section>
    </Page>
  );
}

function Found({ found }: { found: Definition[] }) {
  const { t, label, lang, tCode, number } = useText();
  const { may } = useSession();
  const address = useAddress();
  const { filter } = useQuestion();
  const text = useValueText();
  const page = address.number('page', 1);
  const shown = found.slice((page - 1) * SIZE, page * SIZE);
  const values = useGet(
    'measures.values',
    filter && shown.length > 0
      ? { unit: filter.unit, from: filter.from, to: filter.to, measures: shown.map((one) => one.name).join(','), compare: 'true' }
      : null,
    { placeholderData: (before) => before, retry: false },
  );
  const known = values.data?.rows[0]?.values;
  const columns: Column<Definition>[] = [
    {
      key: 'label',
      title: t('figures.measure'),
      phone: 'title',
      cell: (row) => (
        <>
          {filter ? <Link to={recordsPath(row.name, filter)}>{label(row)}</Link> : label(row)}
          <div className="small">
            <code>{row.name}</code> · {tCode('measures.kind', row.kind)} · {t('measures.version', { version: row.version })}{' '}
            {row.is_own && <Tag tone="blue">{t('measures.own')}</Tag>}
          </div>
        </>
      ),
    },
    { key: 'area', title: t('measures.area'), cell: (row) => tCode('measures.area', areaOf(row)), width: 150 },
    {
      key: 'value',
      title: t('measures.value_now'),
      align: 'right',
      cell: (row) => {
        const value = known?.[row.name];
        const before = values.data?.earlier?.values[row.name];
        return value ? (
          <span title={value.reason_null ? t(`measures.null.${value.reason_null}`) : undefined}>
            <span className="num strong">{text(value)}</span>{' '}
            <span className="small">{row.unit_vi !== '%' && (lang === 'vi' ? row.unit_vi : row.unit_en)}</span>
            {before && before.earlier.value !== null && <Earlier of={before} />}
          </span>
        ) : (
          ''
        );
      },
    },
    {
      key: 'formula',
      title: t('measures.formula'),
      cell: (row) => (
        <>
          {lang === 'vi' ? row.definition_vi : row.definition_en}
          {row.expression && (
            <div>
              <code className="formula">{row.expression}</code>
            </div>
          )}
          {row.numerator && (
            <div>
              <code className="formula">
                {row.numerator} / {row.denominator}
              </code>
            </div>
          )}
        </>
      ),
    },
    {
      key: 'source',
      title: t('measures.source'),
      cell: (row) => (
        <span className="small">
          {row.source} <Verified status={row.status} />
          {row.is_own && may('measures.define') && (
            <div>
              <Link to={pathWith('/figures/measures/edit', { name: row.name })}>{t('measures.edit')}</Link>
            </div>
          )}
        </span>
      ),
    },
  ];
  return (
    <>
      <p className="small">{t('measures.count', { count: number(found.length) })}</p>
      <List<Definition>
        label={t('measures.title')}
        columns={columns}
        rows={shown}
        rowKey={(row) => row.name}
        total={found.length}
        page_size={SIZE}
        empty={t('measures.empty')}
      />
    </>
  );
}

/** The same period a year earlier, how far it moved, and whether that is better. */
function Earlier({ of }: { of: Compared }) {
  const { t, number, percent } = useText();
  const text = useValueText();
  const word = of.is_better === null ? '' : t(of.is_better ? 'measures.better' : 'measures.worse');
  const change =
    of.difference === null
      ? ''
      : of.change_percent === null
        ? number(of.difference)
        : t('measures.change', { difference: number(of.difference), percent: percent(of.change_percent) });
  return (
    <div className="small">
      {t('measures.earlier', { value: text(of.earlier) })}
      {change && `; ${[change, word].filter(Boolean).join(', ')}`}
    </div>
  );
}
