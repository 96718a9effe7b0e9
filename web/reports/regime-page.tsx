import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { pathWith, useAddress } from '../ui/address.ts';
import { Facts, Verified } from '../ui/field.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UNIT_KINDS, useKindName, useUnit } from './due-parts.tsx';
import { Assignments } from './regime-assignments.tsx';

type Reply = Output<'reports.regime'>;
type Version = Reply['versions'][number];
type Rule = NonNullable<Version['due'][(typeof UNIT_KINDS)[number]]>;

/** The rule in a sentence. */
export function useRuleText(): (rule: Rule) => string {
  const { t } = useText();
  return (rule) => {
    const said =
      rule.rule === 'days_after'
        ? t(rule.counted === 'working' ? 'regime.said_working' : 'regime.said_calendar', { days: rule.days })
        : rule.months_after > 0
          ? t('regime.said_month_after', { days: rule.day, months: rule.months_after })
          : t('regime.said_month', { days: rule.day });
    return rule.moves ? t('regime.said_moves', { said }) : said;
  };
}

/** One regime: what holds now, every version, who is assigned. */
export function RegimePage() {
  const { t, label } = useText();
  const { code = '' } = useParams();
  const address = useAddress();
  const unit = useUnit();
  const asked = useGet('reports.regime', unit ? { code, unit } : null);
  const now = asked.data?.now ?? asked.data?.versions[0];
  return (
    <Page
      title={now ? label({ label_vi: now.name_vi, label_en: now.name_en }) : t('regime.title')}
      crumbs={[
        { label: t('due.title'), to: '/reports/due' },
        { label: t('regime.title'), to: pathWith('/reports/regimes', { unit: address.get('unit') }) },
      ]}
      actions={
        asked.data?.may_define && (
          <Link to={pathWith('/reports/regimes/edit', { unit: address.get('unit'), code })}>
            <Button type="primary">{t('regime.change')}</Button>
          </Link>
        )
      }
    >
      {unit === undefined ? (
        <Nothing text={t('figures.choose_unit')} />
      ) : (
        <Answer of={asked} rows={10}>
          {(reply) => (
            <>
              <Section title={t('regime.facts')}>
                {reply.now ? (
                  <RegimeFacts regime={reply.now} templates={reply.templates} />
                ) : (
                  <Nothing text={t('regime.not_now')} />
                )}
              </Section>
              <Assignments unit={unit} regime={code} periods={(reply.now ?? reply.versions[0])?.periods ?? []} />
              <Versions reply={reply} />
            </>
          )}
        </Answer>
      )}
    </Page>
  );
}

function RegimeFacts({ regime, templates }: { regime: NonNullable<Reply['now']>; templates: Reply['templates'] }) {
  const { t, tCode, label } = useText();
  const kindName = useKindName();
  const ruleText = useRuleText();
  const outlines = useGet('reports.outline_choices', {});
  const outline = outlines.data?.find((one) => one.code === regime.outline);
  const due = UNIT_KINDS.flatMap((kind): [string, string][] => {
    const rule = regime.due[kind];
    return rule ? [[`${t('due.due_on')}: ${tCode('unit_kind', kind)}`, ruleText(rule)]] : [];
  });
  const cut = UNIT_KINDS.flatMap((kind): [string, string][] => {
    const rule = regime.cut_off[kind];
    if (!rule) return [];
    const said =
      rule.rule === 'days_before'
        ? t('regime.said_cut_before', { days: rule.days })
        : t('regime.said_cut_month', { day: rule.day });
    return [[`${t('regime.cut_off')}: ${tCode('unit_kind', kind)}`, said]];
  });
  const template = templates.find(({ id }) => String(id) === regime.template);
  const { lock } = regime;
  return (
    <Facts
      items={[
        [
          t('field.code'),
          <span key="code" className="code">
            {regime.code}
          </span>,
        ],
        [
          t('field.source'),
          <span key="source">
            {regime.source} <Verified status={regime.status} />
          </span>,
        ],
        [t('regime.decision'), regime.decision],
        [t('regime.periods'), regime.periods.map(kindName).join(', ')],
        [t('regime.calendar'), t(`regime.calendar.${regime.calendar}`)],
        ...due,
        ...cut,
        [
          t('regime.lock'),
          lock ? t('regime.lock_said', { days: lock.days, counted: t(`regime.counted.${lock.counted}`) }) : t('due.lock_none'),
        ],
        [t('regime.outline'), outline ? label({ label_vi: outline.name_vi, label_en: outline.name_en }) : regime.outline],
        [t('regime.forms'), regime.forms.join(', ')],
        [
          t('regime.template'),
          template
            ? `${template.file_name} (${t('report_templates.version', { no: template.version_no })})`
            : t(regime.template === null ? 'report_templates.product' : 'regime.template_of_province'),
        ],
      ]}
    />
  );
}

function Versions({ reply }: { reply: Reply }) {
  const { t, span, moment } = useText();
  const columns: Column<Version>[] = [
    {
      key: 'version',
      title: t('regime.versions'),
      phone: 'title',
      cell: (row) => (row.is_own ? t('regime.own', { version: row.version }) : t('regime.shipped')),
    },
    { key: 'valid', title: t('assign.valid'), cell: (row) => (row.is_own ? span(row.valid_from, row.valid_to) : '') },
    { key: 'decision', title: t('regime.decision'), cell: (row) => row.decision ?? row.source },
    { key: 'reason', title: t('field.reason'), cell: (row) => row.history?.reason ?? '' },
    {
      key: 'by',
      title: t('lock.by'),
      cell: (row) => (row.history ? `${row.history.defined_by_name}, ${moment(row.history.defined_at)}` : ''),
    },
  ];
  return (
    <Section title={t('regime.versions')} className="gap">
      <List<Version> label={t('regime.versions')} columns={columns} rows={reply.versions} rowKey={(row) => row.version} />
    </Section>
  );
}
