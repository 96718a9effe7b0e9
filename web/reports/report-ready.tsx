import { Alert } from 'antd';
import { dayOf } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';
import { keyed } from './document-frame.tsx';
import type { Kept } from './report-page.tsx';

/** What was handed on once is told by its state; until then what hinders it stands above the report. */
const IN_WORK: readonly string[] = ['draft', 'returned', 'recalled', 'submitted', 'approved'];

/** What hinders the report from being submitted, approved and issued: places nobody wrote in, figures of a period that runs, errors. */
export function NotReady({ report }: { report: Kept }) {
  const { t, day } = useText();
  const { places, early_until, errors } = report.readiness;
  if (!IN_WORK.includes(report.state) || !report.may_write || (places.length === 0 && early_until === null && errors === 0))
    return null;
  return (
    <Alert
      className="gap-below"
      type="warning"
      showIcon
      title={t('kept.not_ready')}
      description={
        <ul>
          {early_until !== null && (
            <li>{t('kept.early', { known_on: day(dayOf(new Date(report.known_at))), until: day(early_until) })}</li>
          )}
          {keyed(places).map(([at, { heading, text }]) => (
            <li key={at}>
              {heading && `${heading}: `}
              <mark className="to-write">{text}</mark>
            </li>
          ))}
          {errors > 0 && <li>{t('kept.errors_open', { count: errors })}</li>}
        </ul>
      }
    />
  );
}

const CAME_BACK: readonly string[] = ['returned', 'sent_back', 'recalled'];

/** Why the report came back, until it is handed in again: read first by whoever mends it. */
export function CameBack({ report }: { report: Kept }) {
  const { t, tCode, moment } = useText();
  const back = report.events.findLast(({ kind }) => kind === 'submitted' || CAME_BACK.includes(kind));
  if (!back?.reason || !CAME_BACK.includes(back.kind)) return null;
  const who = [back.by_name, moment(back.at)].filter(Boolean).join(' · ');
  return (
    <Alert
      className="gap-below"
      type="error"
      showIcon
      title={`${tCode('report_event', back.kind)}: ${back.reason}`}
      description={
        <>
          <div>{who}</div>
          {report.state === 'recalled' && report.may_write && <div>{t('kept.after_recall')}</div>}
        </>
      }
    />
  );
}

const openRemarks = (report: Kept) => report.remarks.filter(({ answers, closed_at }) => answers === null && closed_at === null);
const explainedErrors = (report: Kept) =>
  report.findings.filter(({ id, severity }) => severity === 'error' && report.explanations.some(({ finding }) => finding === id));

export const isWorthSaying = (report: Kept): boolean => openRemarks(report).length + explainedErrors(report).length > 0;

/** Remarks nobody closed and errors that go with an explanation, for whoever hands the report on. */
export function OpenPoints({ report }: { report: Kept }) {
  const { t } = useText();
  const [remarks, errors] = [openRemarks(report), explainedErrors(report)];
  const saidOf = (id: string) => report.explanations.find(({ finding }) => finding === id);
  return (
    <>
      {remarks.length > 0 && (
        <>
          <p className="strong">{t('kept.remarks_open', { count: remarks.length })}</p>
          <ul>
            {remarks.map(({ id, by_name, words }) => (
              <li key={id}>{[by_name, words].filter(Boolean).join(': ')}</li>
            ))}
          </ul>
        </>
      )}
      {errors.length > 0 && (
        <>
          <p className="strong">{t('kept.errors_explained', { count: errors.length })}</p>
          <ul>
            {keyed(errors).map(([at, { id, message }]) => (
              <li key={at}>
                {message}
                <div className="small">
                  {t('kept.explanation_by', { name: saidOf(id)?.by_name ?? '', words: saidOf(id)?.words ?? '' })}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
