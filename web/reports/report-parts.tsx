import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { keyed } from './document-frame.tsx';
import type { Kept } from './report-page.tsx';

const TONE = { error: 'red', warning: 'amber', note: 'plain' } as const;

/** Until it is approved: what the approver read stays. */
const MAY_EXPLAIN: readonly string[] = ['draft', 'returned', 'recalled', 'submitted'];

/** What is said of a finding of an upload with one press: the product has put it back, or it was looked at and holds. */
const DEALT_WITH: Record<string, 'kept.put_back' | 'kept.still_holds' | undefined> = {
  W01: 'kept.put_back',
  W02: 'kept.put_back',
  W04: 'kept.still_holds',
  W09: 'kept.still_holds',
};

/** What hinders the issue, and what an upload was found to say otherwise, is answered; a note is not. */
const isAsked = (rule: string, severity: string) => severity === 'error' || (severity === 'warning' && rule.startsWith('W'));

/** What the check found in this version; an error hinders the issue until it is mended or explained. */
export function Findings({ report }: { report: Kept }) {
  const { t, tCode, moment, lang } = useText();
  const say = useSay();
  const explain = useCall('reports.explain', ['reports']);
  const [asked, setAsked] = useState<string | null>(null);
  const explained = new Map(report.explanations.map((one) => [one.finding, one]));
  return (
    <Section title={t('kept.findings')} className="gap">
      {report.findings.length === 0 && <p className="muted">{t('kept.no_findings')}</p>}
      <ul className="plain-list">
        {keyed(report.findings).map(([at, { id, rule, severity, message, message_en, quote }]) => {
          const said = explained.get(id);
          const dealt = DEALT_WITH[rule];
          return (
            <li key={`${id} ${at}`}>
              <Tag tone={TONE[severity]}>{`${tCode('severity', severity)} ${rule}`}</Tag>{' '}
              {(lang === 'en' && message_en) || message}
              {quote && <div className="small">“{quote}”</div>}
              {said ? (
                <div className="small">
                  {t('kept.explained')}: {t('kept.explanation_by', { name: said.by_name ?? '', words: said.words })}
                  {said.before.map((one) => (
                    <div key={one.at} className="muted">
                      {t('kept.explained_before', { at: moment(one.at), words: one.words })}
                    </div>
                  ))}
                </div>
              ) : null}
              {isAsked(rule, severity) && report.may_write && MAY_EXPLAIN.includes(report.state) && (
                <>
                  {dealt && !said && (
                    <Button
                      size="small"
                      loading={explain.isPending}
                      onClick={() => explain.mutate({ id: report.id, finding: id, words: t(dealt) }, { onError: say.refused })}
                    >
                      {t(dealt)}
                    </Button>
                  )}{' '}
                  <Button size="small" onClick={() => setAsked(id)}>
                    {t(said ? 'kept.explain_better' : 'kept.explain')}
                  </Button>
                </>
              )}
            </li>
          );
        })}
      </ul>
      <Confirm
        open={asked !== null}
        title={t('kept.explain')}
        reason="needed"
        busy={explain.isPending}
        onConfirm={(words) =>
          asked &&
          explain.mutate({ id: report.id, finding: asked, words }, { onSuccess: () => setAsked(null), onError: say.refused })
        }
        onCancel={() => setAsked(null)}
      >
        <p>{t('kept.explain_hint')}</p>
      </Confirm>
    </Section>
  );
}

/** What happened to the report, newest first. */
export function History({ report }: { report: Kept }) {
  const { t, tCode, moment } = useText();
  return (
    <Section title={t('kept.history')} className="gap">
      <ul className="plain-list">
        {report.events.toReversed().map((event) => (
          <li key={event.seq}>
            {tCode('report_event', event.kind)} <span className="small">({t('kept.version', { version: event.version })})</span>
            <div className="small">{[moment(event.at), event.by_name].filter(Boolean).join(' · ')}</div>
            {event.reason && <div>{event.reason}</div>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

type Of = Output<'reports.differences'>['rows'][number]['of'];

/** A record of a difference, with its page where it has one. */
function NamedRecord({ of, id }: { of: Of; id: number }) {
  const { t } = useText();
  if (of === 'declarations') return t('kept.declaration_no', { id });
  if (of === 'copies') return <Link to={`/certifications/${id}`}>{t('kept.copy_no', { id })}</Link>;
  return <Link to={of === 'entries' ? `/registers/entries/${id}` : `/dossiers/${id}`}>{`#${id}`}</Link>;
}

/** Records named in one cell of the table. */
const MOST_LISTED = 10;

/** Figures of the issued report that would be others today, with the records that came in or went out. */
export function Differences({ report }: { report: Kept }) {
  const { t, tCode, number } = useText();
  const asked = useGet('reports.differences', { id: report.id });
  const list = (of: Of, moved: { id: number; cause: string }[], count: number) => (
    <>
      {moved.slice(0, MOST_LISTED).map(({ id, cause }) => (
        <div key={id}>
          <NamedRecord of={of} id={id} /> {tCode('report_cause', cause)}
        </div>
      ))}
      {count > MOST_LISTED && <div className="small">{t('kept.and_more', { count: number(count - MOST_LISTED) })}</div>}
    </>
  );
  return (
    <Section title={t('kept.differences')} className="gap">
      <Answer of={asked} rows={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="muted">{t('kept.no_differences')}</p>
          ) : (
            <table className="sheet">
              <thead>
                <tr>
                  <th scope="col">{t('kept.figure')}</th>
                  <th scope="col">{t('kept.was')}</th>
                  <th scope="col">{t('kept.now')}</th>
                  <th scope="col">{t('kept.came')}</th>
                  <th scope="col">{t('kept.went')}</th>
                  <th scope="col">{t('kept.altered')}</th>
                </tr>
              </thead>
              <tbody>
                {rows
                  .flatMap((row) => [
                    { ...row, key: row.anchor, is_part: false },
                    // What a figure is made of stands under it.
                    ...row.parts.map((part) => ({ ...part, key: `${row.anchor} ${part.measure}`, is_part: true })),
                  ])
                  .map((row) => (
                    <tr key={row.key}>
                      <td className={row.is_part ? 'small' : undefined}>{row.label}</td>
                      <td className="num">{row.was}</td>
                      <td className="num">{row.now}</td>
                      <td>{list(row.of, row.entered, row.entered_n)}</td>
                      <td>{list(row.of, row.left, row.left_n)}</td>
                      <td>{list(row.of, row.changed, row.changed_n)}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </Section>
  );
}
