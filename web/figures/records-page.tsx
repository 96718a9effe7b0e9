import { Alert, Button, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { download, type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Facts } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Loading, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { BehindPage } from './behind-page.tsx';
import { Notes } from './notes.tsx';
import { asked, scopeOf } from './question.ts';
import { RecordList } from './record-list.tsx';

type Reply = Output<'measures.records'>;
const SORTS = ['received_on', '-received_on', 'due_on', '-due_on', 'closed_on', '-closed_on'] as const;

/** What stands behind a figure: dossiers, or whatever else its measure is made of. */
export function RecordsPage() {
  const address = useAddress();
  const [unit, measure, from, to] = [address.get('unit'), address.get('measure'), address.get('from'), address.get('to')];
  const asked_for = unit && measure && from && to ? { unit, measure, from, to } : null;
  const definitions = useGet('measures.definitions', asked_for && { day: asked_for.to, unit: asked_for.unit }, {
    staleTime: 600_000,
    retry: false,
  });
  if (asked_for && definitions.isPending) return <Loading />;
  const kind = definitions.data?.definitions.find((one) => one.name === measure)?.kind;
  if (!asked_for || kind === undefined || kind === 'count' || kind === 'ratio') return <DossierRecordsPage />;
  const part = (['numerator', 'denominator'] as const).find((one) => one === address.get('part'));
  return <BehindPage ask={{ ...asked_for, scope: scopeOf(address.get('scope')), part }} />;
}

/** The dossiers behind one figure, with the proof that they are exactly what it counts. */
function DossierRecordsPage() {
  const { t, tCode, label, day } = useText();
  const address = useAddress();
  const { may } = useSession();
  const say = useSay();
  const [is_exporting, setExporting] = useState(false);
  const [unit, measure, from, to] = [address.get('unit'), address.get('measure'), address.get('from'), address.get('to')];
  const part = (['numerator', 'denominator'] as const).find((one) => one === address.get('part'));
  const ask =
    unit && measure && from && to
      ? {
          unit,
          measure,
          from,
          to,
          scope: scopeOf(address.get('scope')),
          ...asked({
            sector: address.get('sector'),
            channel: address.get('channel'),
            level: address.get('level'),
            procedure: address.get('procedure'),
            known_at: address.get('known_at'),
            part,
          }),
        }
      : null;
  const sort = SORTS.find((one) => one === address.get('sort'));
  const records = useGet('measures.records', ask && { ...ask, page: address.number('page', 1), ...(sort ? { sort } : {}) }, {
    placeholderData: (before) => before,
  });
  const title = records.data ? label(records.data.measure) : t('records.title');
  const figures_path =
    ask && pathWith('/figures', { unit: ask.unit, from: ask.from, to: ask.to, scope: ask.scope === 'all' ? null : ask.scope });
  const save = async () => {
    if (!ask) return;
    setExporting(true);
    await download('measures.export', ask).catch(say.refused);
    setExporting(false);
  };
  return (
    <Page
      title={title}
      crumbs={[{ label: t('figures.title'), to: figures_path ?? '/figures' }]}
      actions={
        ask &&
        may('measures.export') && (
          <Button icon={<Icon name="download" />} loading={is_exporting} onClick={() => void save()}>
            {t('act.export')}
          </Button>
        )
      }
    >
      {ask === null ? (
        <Alert type="warning" showIcon title={t('records.bad_address')} />
      ) : (
        <Answer of={records}>
          {(reply) => (
            <>
              <Section>
                <Facts
                  items={[
                    [t('field.unit'), reply.unit.name],
                    [t('field.period'), `${day(reply.from)} – ${day(reply.to)}`],
                    [t('field.scope'), t(`scope.${scopeOf(reply.scope)}`)],
                    ...(ask.sector === undefined
                      ? []
                      : [[t('field.sector'), <SectorName key="sector" code={ask.sector} day={ask.to} />] as [string, ReactNode]]),
                    ...narrowed(ask, t, tCode),
                    [t('figures.meaning'), <Meaning key="meaning" of={reply.measure} />],
                  ]}
                />
                <Agreement reply={reply} ask={ask} />
              </Section>
              <Notes notes={reply.notes} />
              <Section>
                <PartSwitch measure={reply.measure} part={part} to={reply.to} />
                <RecordList reply={reply} loading={records.isPlaceholderData} />
              </Section>
            </>
          )}
        </Answer>
      )}
    </Page>
  );
}

function Meaning({ of }: { of: Reply['measure'] }) {
  const { lang } = useText();
  return lang === 'vi' ? of.definition_vi : of.definition_en;
}

/** The sector as the catalogue of that day names it; its code until that is known. */
function SectorName({ code, day }: { code: string; day: string }) {
  const { lang } = useText();
  const sectors = useGet('procedures.sectors', { day }, { staleTime: 600_000, retry: false });
  const sector = sectors.data?.find((one) => one.code === code);
  return sector ? (lang === 'en' && sector.name_en) || sector.name : code;
}

type Text = ReturnType<typeof useText>;

function narrowed(
  ask: { channel?: string; level?: string; procedure?: string },
  t: Text['t'],
  tCode: Text['tCode'],
): ([string, string] | false)[] {
  return [
    ask.channel !== undefined && [t('field.channel'), tCode('channel', ask.channel)],
    ask.level !== undefined && [t('field.level'), tCode('level', ask.level)],
    ask.procedure !== undefined && [t('field.procedure'), ask.procedure],
  ];
}

type Ask = { unit: string; measure: string; from: string; to: string; scope: 'all' | 'own' | 'below' };

/** The figure is computed again by itself, and its number and digest are held against those of the list. */
function Agreement({ reply, ask }: { reply: Reply; ask: Ask }) {
  const { t, number } = useText();
  const counted = reply.measure.counts;
  const { measure: _measure, ...rest } = ask;
  const filter = Object.fromEntries(Object.entries(rest).filter(([key]) => key !== 'part')) as Omit<Ask, 'measure'>;
  const figure = useGet('measures.figures', { ...filter, measures: counted, digest: 'true' });
  if (figure.isError) return <Problem error={figure.error} onRetry={() => void figure.refetch()} />;
  const value = figure.data?.measures[counted];
  if (!value) return <Loading rows={1} />;
  const agrees = value.value === reply.count && value.digest === reply.digest;
  const said = { count: number(reply.count), value: number(value.value) };
  return (
    <Alert
      className="gap"
      showIcon
      type={agrees ? 'success' : 'error'}
      title={agrees ? t('records.match', said) : t('records.differ', said)}
      description={
        <span className="small digest">
          {t('records.digest')}: {reply.digest}
        </span>
      }
    />
  );
}

/** A rate has two lists: what it counts and what it is a part of. */
function PartSwitch({
  measure,
  part,
  to,
}: {
  measure: Reply['measure'];
  part: 'numerator' | 'denominator' | undefined;
  to: string;
}) {
  const { t } = useText();
  const address = useAddress();
  const definitions = useGet('measures.definitions', { day: to }, { staleTime: 600_000 });
  const definition = definitions.data?.definitions.find((one) => one.name === measure.name);
  if (!definition || (definition.kind !== 'ratio' && !definition.part_of)) return null;
  return (
    <div className="gap">
      <Segmented
        aria-label={t('records.part')}
        value={part ?? 'numerator'}
        onChange={(next) => address.set({ part: next === 'numerator' ? null : next })}
        options={[
          { value: 'numerator', label: t('records.numerator') },
          { value: 'denominator', label: t('records.denominator') },
        ]}
      />
    </div>
  );
}
