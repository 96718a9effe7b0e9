import { Alert, Segmented } from 'antd';
import { Link, Navigate, useParams } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { BehindRecords, withLabels } from '../figures/behind-records.tsx';
import { type FigureFilter, recordsPath } from '../figures/question.ts';
import { RecordList } from '../figures/record-list.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { Facts } from '../ui/field.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Reply = Output<'reports.figure'>;
type Frozen = NonNullable<Reply['frozen']>;

/** A figure of a report: of an issued one as it was frozen, with the records it counted then; of a draft its records of today. */
export function FigurePage() {
  const { t } = useText();
  const { id = '', anchor = '' } = useParams();
  const address = useAddress();
  const part = (['numerator', 'denominator'] as const).find((one) => one === address.get('part'));
  const operand = address.get('operand');
  const asked = useGet(
    'reports.figure',
    { id: Number(id), anchor, page: address.number('page', 1), ...(part ? { part } : {}), ...(operand ? { operand } : {}) },
    { placeholderData: (before) => before },
  );
  const is_counted = asked.data && !asked.data.figure.measure.includes('.');
  if (asked.data && asked.data.frozen === null && is_counted) return <Navigate replace to={livePath(asked.data.figure)} />;
  return (
    <Page
      title={asked.data?.figure.label ?? t('behind.title')}
      crumbs={[
        { label: t('kept.title'), to: '/reports/kept' },
        { label: asked.data?.report.title ?? t('kept.report'), to: pathWith(`/reports/kept/${id}`, { figure: anchor }) },
      ]}
    >
      <Answer of={asked}>
        {(reply) =>
          reply.frozen ? (
            <FrozenFigure reply={reply} frozen={reply.frozen} loading={asked.isPlaceholderData} />
          ) : (
            <ToldFigure reply={reply} />
          )
        }
      </Answer>
    </Page>
  );
}

function questionOf(figure: Reply['figure']): FigureFilter {
  const { unit, from, to, filter } = figure;
  const scope: FigureFilter['scope'] = filter.scope === 'own' || filter.scope === 'below' ? filter.scope : 'all';
  return { unit, from, to, scope, ...(filter.sector ? { sector: filter.sector } : {}) };
}

/** Where its records of today are. */
export function livePath(figure: Reply['figure']): string {
  return recordsPath(figure.measure, questionOf(figure));
}

/** A figure of a draft that no measure counts. */
function ToldFigure({ reply: { figure, unit_name } }: { reply: Reply }) {
  const { t, day } = useText();
  return (
    <Section>
      <Facts
        items={[
          [t('frozen.printed'), figure.printed],
          [t('field.unit'), unit_name],
          [t('field.period'), `${day(figure.from)} – ${day(figure.to)}`],
        ]}
      />
      <Alert className="gap" type="info" showIcon title={t('frozen.told')} />
    </Section>
  );
}

function FrozenFigure({ reply, frozen, loading }: { reply: Reply; frozen: Frozen; loading: boolean }) {
  const { t, day, moment, number, lang, label } = useText();
  const { figure, unit_name, page_size } = reply;
  const { definition, behind, found, operand } = frozen;
  const issue = `${String(frozen.number).padStart(2, '0')}/${frozen.year}`;
  const has_parts = definition.kind === 'ratio' || frozen.denominator !== null;
  return (
    <>
      <Section>
        <Facts
          items={[
            [
              t('frozen.printed'),
              <span key="printed" className="strong num">
                {frozen.printed}
              </span>,
            ],
            [t('kept.issue_no'), t('frozen.issued_as', { number: issue, day: day(frozen.issued_on) })],
            [t('field.unit'), unit_name],
            [t('field.period'), `${day(figure.from)} – ${day(figure.to)}`],
            frozen.value !== null && [t('frozen.exact'), number(frozen.value)],
            frozen.numerator !== null && [t('records.numerator'), number(frozen.numerator)],
            frozen.denominator !== null && [t('records.denominator'), number(frozen.denominator)],
            [t('frozen.known_at'), moment(frozen.known_at)],
            definition.definition_vi !== '' && [
              t('figures.meaning'),
              withLabels(lang === 'vi' ? definition.definition_vi : definition.definition_en, behind.parts, label),
            ],
            definition.source !== '' && [t('measures.source'), definition.source],
          ]}
        />
        <SameRecords frozen={frozen} />
        {definition.kind !== 'told' && (
          <p className="gap">
            <Link to={livePath(figure)}>{t('frozen.today')}</Link>
          </p>
        )}
      </Section>
      {operand && (
        <Section title={label(operand)} extra={<Link to={location.pathname}>{t('frozen.whole')}</Link>}>
          <Facts items={[[t('figures.value'), operand.value.value === null ? '-' : number(operand.value.value)]]} />
        </Section>
      )}
      {has_parts && !operand && behind.dossiers && <PartSwitch />}
      {behind.dossiers ? (
        <Section title={t('frozen.records')}>
          <RecordList
            is_sortable={false}
            reply={{ records: behind.dossiers, count: found.count ?? 0, page_size }}
            loading={loading}
          />
        </Section>
      ) : (
        <BehindRecords
          reply={{ ...behind, count: found.count, page_size, measure: definition }}
          ask={questionOf(figure)}
          loading={loading}
          partPath={(operand) => pathWith(location.pathname, { operand })}
        />
      )}
    </>
  );
}

/** The records found now, as known then, are held against the figure. */
function SameRecords({ frozen }: { frozen: Frozen }) {
  const { t, number } = useText();
  const { found, digest } = frozen;
  if (found.is_same === null) return <Alert className="gap" type="info" showIcon title={t('frozen.told')} />;
  const title = found.is_same
    ? found.count === null
      ? t('frozen.same_value')
      : t('frozen.same', { count: number(found.count) })
    : t('frozen.differ', { count: number(found.count) });
  return (
    <Alert
      className="gap"
      showIcon
      type={found.is_same ? 'success' : 'error'}
      title={title}
      description={
        digest && (
          <span className="small digest">
            {t('records.digest')}: {digest}
          </span>
        )
      }
    />
  );
}

function PartSwitch() {
  const { t } = useText();
  const address = useAddress();
  return (
    <div className="gap">
      <Segmented
        aria-label={t('records.part')}
        value={address.get('part') === 'denominator' ? 'denominator' : 'numerator'}
        onChange={(next) => address.set({ part: next === 'numerator' ? null : next, page: null })}
        options={[
          { value: 'numerator', label: t('records.numerator') },
          { value: 'denominator', label: t('records.denominator') },
        ]}
      />
    </div>
  );
}
