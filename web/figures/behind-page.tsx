import { Alert } from 'antd';
import { type Output, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { Facts } from '../ui/field.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { BehindRecords, withLabels } from './behind-records.tsx';
import type { FigureFilter } from './question.ts';
import { useValueText } from './value-text.ts';

type Reply = Output<'measures.behind'>;
type Ask = FigureFilter & { measure: string; part?: 'numerator' | 'denominator' | undefined };

/** What stands behind a figure that is not a count of dossiers: entries, declarations, certified copies, or other measures. */
export function BehindPage({ ask }: { ask: Ask }) {
  const { t, lang, label, day } = useText();
  const address = useAddress();
  const text = useValueText();
  const { unit, from, to, scope, measure, part } = ask;
  const asked = useGet(
    'measures.behind',
    { unit, from, to, scope, measure, ...(part ? { part } : {}), page: address.number('page', 1) },
    { placeholderData: (before) => before },
  );
  const title = asked.data ? label(asked.data.measure) : t('behind.title');
  return (
    <Page title={title} crumbs={[{ label: t('measures.title'), to: '/figures/measures' }]}>
      <Answer of={asked}>
        {(reply) => (
          <>
            <Section>
              <Facts
                items={[
                  [t('field.unit'), reply.unit.name],
                  [t('field.period'), `${day(reply.from)} – ${day(reply.to)}`],
                  [
                    t('behind.value'),
                    <span key="value" className="strong num">
                      {text(reply.value)}{' '}
                      {reply.measure.unit_vi !== '%' && (lang === 'vi' ? reply.measure.unit_vi : reply.measure.unit_en)}
                    </span>,
                  ],
                  reply.value.value === null &&
                    reply.value.reason_null !== undefined && [t('figures.value'), t(`measures.null.${reply.value.reason_null}`)],
                  reply.value.as_of !== undefined && [t('measures.time'), t('measures.as_of', { day: day(reply.value.as_of) })],
                  reply.measure.expression !== undefined && [
                    t('measures.expression'),
                    <code key="expression" className="formula">
                      {reply.measure.expression}
                    </code>,
                  ],
                  [
                    t('figures.meaning'),
                    withLabels(lang === 'vi' ? reply.measure.definition_vi : reply.measure.definition_en, reply.parts, label),
                  ],
                  [t('measures.source'), reply.measure.source],
                ]}
              />
              <Agreement reply={reply} />
            </Section>
            <BehindRecords reply={reply} ask={ask} loading={asked.isPlaceholderData} />
          </>
        )}
      </Answer>
    </Page>
  );
}

/** The list's own number and digest are held against those of the figure. */
function Agreement({ reply }: { reply: Reply }) {
  const { t, number } = useText();
  if (reply.count === null || reply.digest === null) return null;
  const agrees = reply.value.n === reply.count && reply.value.digest === reply.digest;
  return (
    <Alert
      className="gap"
      showIcon
      type={agrees ? 'success' : 'error'}
      title={
        agrees
          ? t('behind.match', { count: number(reply.count) })
          : t('behind.differ', { count: number(reply.count), n: number(reply.value.n) })
      }
      description={
        <span className="small digest">
          {t('records.digest')}: {reply.digest}
        </span>
      }
    />
  );
}
