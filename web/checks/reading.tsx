import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Output } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { ChoiceFilter } from '../ui/filter-fields.tsx';
import { Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { Severity } from './counts.tsx';
import { FindingCard, Place } from './finding-card.tsx';
import { rangesOf } from './marks.ts';
import { findingId, markOf, settled, TextView } from './text-view.tsx';

type Document = Output<'checks.document'>;
const SEVERITIES: Severity[] = ['error', 'warning', 'note'];

/** Text on one side, findings on the other; choosing one leads to the other. */
export function Reading({ document, text }: { document: Document; text: NonNullable<Document['text']> }) {
  const { t } = useText();
  const { findings } = document;
  const { shown, filters } = useFilters(document);
  // What is filtered away has no card that its mark could lead to.
  const ranges = useMemo(() => rangesOf(findings).filter(({ index }) => shown.includes(index)), [findings, shown]);
  const [chosen, setChosen] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);

  const choose = useCallback((index: number, from: 'text' | 'list') => {
    setChosen(index);
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    const target = from === 'text' ? window.document.getElementById(findingId(index)) : markOf(index);
    target?.scrollIntoView({ block: 'center', behavior });
  }, []);
  const fromText = useCallback((index: number) => choose(index, 'text'), [choose]);

  // A link to a finding opens there.
  useEffect(() => {
    const named = /^#finding-(\d+)$/.exec(location.hash)?.[1];
    if (!named) return;
    choose(Number(named), 'list');
    window.document.getElementById(findingId(Number(named)))?.scrollIntoView({ block: 'nearest' });
  }, [choose]);

  const move = (event: KeyboardEvent) => {
    const step = ['j', 'J', 'ArrowDown'].includes(event.key) ? 1 : ['k', 'K', 'ArrowUp'].includes(event.key) ? -1 : 0;
    const in_field = (event.target as HTMLElement).closest('input, textarea, [role=dialog], .ant-select');
    if (step === 0 || in_field || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const at = chosen === null ? -1 : shown.indexOf(chosen);
    const next = shown[Math.max(0, Math.min(shown.length - 1, at + step))];
    if (next === undefined) return;
    choose(next, 'list');
    window.document.getElementById(findingId(next))?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <div className="reading">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls for itself */}
      <section className="panel reading-text" aria-label={t('checks.text')} tabIndex={0}>
        <TextView blocks={text.blocks} findings={findings} ranges={ranges} chosen={chosen} onChoose={fromText} />
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <section className="reading-side" aria-label={t('checks.findings')} onKeyDown={move} ref={list} tabIndex={0}>
        {filters}
        {findings.length === 0 ? (
          <Nothing text={t('checks.all_clean')} />
        ) : shown.length === 0 ? (
          <Nothing text={t('checks.nothing_here')} />
        ) : (
          <>
            <p className="small no-print">{t('checks.keys_hint')}</p>
            <ol className="findings">
              {shown.map((index) => {
                const finding = findings[index];
                return (
                  finding && (
                    <FindingCard
                      key={finding.id}
                      finding={finding}
                      index={index}
                      rule_title={document.rules[finding.rule]}
                      lowered_from={document.lowered[finding.rule]}
                      is_chosen={index === chosen}
                      onChoose={() => choose(index, 'list')}
                    />
                  )
                );
              })}
            </ol>
          </>
        )}
        <Honesty document={document} />
      </section>
    </div>
  );
}

/** Which findings are shown, by severity, rule and whether somebody dealt with them; kept in the address. */
function useFilters({ findings, rules }: Document) {
  const { t, number } = useText();
  const address = useAddress();
  const [severity, rule, handling] = [address.get('severity'), address.get('rule'), address.get('handling')];
  const shown = useMemo(() => {
    const passes = (finding: Document['findings'][number]) =>
      (!severity || finding.severity === severity) &&
      (!rule || finding.rule === rule) &&
      (!handling || (handling === 'open') !== settled(finding));
    return findings.flatMap((finding, index) => (passes(finding) ? [index] : []));
  }, [findings, severity, rule, handling]);
  const count = (of: Severity) => findings.filter((finding) => finding.severity === of).length;
  const filters = findings.length > 0 && (
    <search className="filters check-filters">
      <ChoiceFilter
        label={t('checks.level')}
        name="severity"
        value={severity}
        options={SEVERITIES.filter((one) => count(one) > 0).map((value) => ({
          value,
          label: `${t(`severity.${value}`)} (${number(count(value))})`,
        }))}
      />
      <ChoiceFilter
        label={t('checks.filter_rule')}
        name="rule"
        value={rule}
        options={Object.entries(rules).map(([value, title]) => ({ value, label: `${value} · ${title}` }))}
        width={320}
      />
      <ChoiceFilter
        label={t('checks.filter_state')}
        name="handling"
        value={handling}
        options={(['open', 'done'] as const).map((value) => ({ value, label: t(`checks.handling.${value}`) }))}
      />
    </search>
  );
  return { shown, filters };
}

/** What was counted, and what could not be decided. */
function Honesty({ document: { claims, unchecked } }: { document: Document }) {
  const { t, number } = useText();
  return (
    <div className="honesty">
      {claims && (
        <p>{t('checks.claims', { seen: number(claims.seen), bound: number(claims.bound), checked: number(claims.checked) })}</p>
      )}
      {unchecked.length > 0 && (
        <details>
          <summary>{t('checks.unchecked', { count: number(unchecked.length) })}</summary>
          <p className="small">{t('checks.unchecked_lead')}</p>
          <ul className="related">
            {unchecked.slice(0, 300).map((one) => (
              <li key={`${one.rule} ${one.location.offset} ${one.reason}`}>
                {one.rule} <Place of={one} />: {one.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
