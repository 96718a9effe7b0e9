import { type Output, useGet } from '../api.ts';
import { Tag } from '../ui/field.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { TONES } from './counts.tsx';
import { RuleDoc } from './rule-doc.tsx';

type Rule = Output<'checks.rules'>['rows'][number];

/** Every rule: what it does, how loud it speaks, how often it was right. */
export function RulesPage() {
  const { t } = useText();
  const asked = useGet('checks.rules', {});
  return (
    <Page title={t('checks.rules_title')} lead={t('checks.rules_lead')} crumbs={[{ label: t('nav.checks'), to: '/checks' }]}>
      <Section>
        <Answer of={asked} rows={12}>
          {({ rows }) => (
            <ul className="plain-list rules">
              {rows.map((rule) => (
                <RuleLine key={rule.id} rule={rule} />
              ))}
            </ul>
          )}
        </Answer>
      </Section>
    </Page>
  );
}

function RuleLine({ rule }: { rule: Rule }) {
  const { t, number } = useText();
  const percent = (value: number) => `${number(value)}%`;
  return (
    <li id={rule.id}>
      <details>
        <summary>
          <span className="code">{rule.id}</span> <strong>{rule.title}</strong>{' '}
          <Tag tone={TONES[rule.speaks]}>{t(`severity.${rule.speaks}`)}</Tag>
          {rule.speaks !== rule.severity && (
            <span className="small"> {t('checks.lowered', { level: t(`severity.${rule.severity}`).toLowerCase() })}</span>
          )}
          <span className="small rule-ledger">
            {rule.precision_pct === null
              ? `${t('checks.verdicts')}: ${t('checks.no_verdicts')}`
              : `${t('checks.precision')} ${percent(rule.precision_pct)}, ${t('checks.at_least', { pct: percent(rule.at_least_pct ?? 0) })}; ${t('checks.verdict_counts', rule.ledger)}`}
          </span>
        </summary>
        {rule.doc !== null && <RuleDoc text={rule.doc} />}
      </details>
    </li>
  );
}
