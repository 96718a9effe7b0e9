import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { download, type Output, useCall, useGet } from '../api.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Facts, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { PageAnswer } from '../ui/page-answer.tsx';
import { useText } from '../ui/text.tsx';
import { openDrafts } from './draft-part.tsx';
import { LockNote } from './due-locks.tsx';
import { DayNotes } from './figure-days.tsx';
import { IssueDialog } from './issue-dialog.tsx';
import { REPORT_TONE } from './kept-page.tsx';
import { Original } from './original.tsx';
import { PdfButton } from './pdf-button.tsx';
import { Remarks } from './remarks.tsx';
import { Differences, Findings, History } from './report-parts.tsx';
import { CameBack, isWorthSaying, NotReady, OpenPoints } from './report-ready.tsx';
import { ReportText } from './report-text.tsx';
import { Dispatches, Signed } from './send-parts.tsx';
import { Told, type UploadReply, UploadWord } from './word-upload.tsx';

export type Kept = Output<'reports.get'>;

/** A report: its words and figures on the left, what was found, said and done on the right. */
export function ReportPage() {
  const id = Number(useParams().id);
  const { t } = useText();
  const asked = useGet('reports.get', { id });
  const [told, setTold] = useState<UploadReply | null>(null);
  return (
    <PageAnswer of={asked} rows={16} title={t('kept.report')} crumbs={[{ label: t('kept.title'), to: '/reports/kept' }]}>
      {(report) => (
        <Page
          title={report.title}
          crumbs={[{ label: t('kept.title'), to: '/reports/kept' }]}
          actions={<Actions report={report} onTold={setTold} />}
        >
          {told && <Told reply={told} headings={headingsOf(report)} onClose={() => setTold(null)} />}
          <CameBack report={report} />
          <NotReady report={report} />
          <div className="report-columns">
            <ReportText report={report} />
            <aside>
              <About report={report} />
              <Findings report={report} />
              <Original report_id={report.id} />
              <Remarks report={report} />
              {report.issued && <Dispatches report={report} />}
              {report.issued && <Differences report={report} />}
              <History report={report} />
            </aside>
          </div>
        </Page>
      )}
    </PageAnswer>
  );
}

const headingsOf = ({ content }: Kept) =>
  new Map(content.sections.flatMap(({ heading, blocks }) => blocks.map(({ key }) => [key, heading] as const)));

function About({ report }: { report: Kept }) {
  const { t, tCode, day, moment } = useText();
  const { issued } = report;
  return (
    <Section extra={<Tag tone={REPORT_TONE[report.state]}>{tCode('report_state', report.state)}</Tag>} title={t('kept.report')}>
      <Facts
        items={[
          [t('field.unit'), report.unit.name],
          [t('kept.period'), `${day(report.from)} – ${day(report.to)}`],
          (report.content.from < report.from || report.content.to < report.to) && [
            t('kept.days'),
            t('kept.days_said', { from: day(report.content.from), to: day(report.content.to) }),
          ],
          report.due_on !== null && [t('kept.due'), day(report.due_on)],
          openDrafts(report) > 0 && [t('draft.waiting'), t('draft.open', { count: openDrafts(report) })],
          [t('kept.version_label'), `${report.version} · ${moment(report.made_at)}`],
          issued !== null && [t('kept.issue_no'), `${issued.code} · ${day(issued.issued_on)} · ${issued.signer}`],
          issued !== null && [t('sending.signatures'), <Signed key="signed" issued={issued} />],
          issued !== null && [
            t('kept.verify_link'),
            <a key="verify" href={`/r/${issued.token}`} target="_blank" rel="noreferrer">
              {`/r/${issued.token}`}
            </a>,
          ],
        ]}
      />
      <DayNotes notes={report.window_notes} />
      <LockNote report_id={report.id} />
    </Section>
  );
}

const SIMPLE = ['submit', 'approve', 'accept'] as const;
const WITH_REASON = ['return', 'send_back', 'recall'] as const;
type Taken = (typeof SIMPLE)[number] | (typeof WITH_REASON)[number];
type Step = Taken | 'save' | 'issue';

const isOf = (steps: readonly string[], ask: string | null): boolean => ask !== null && steps.includes(ask);

function Actions({ report, onTold }: { report: Kept; onTold: (reply: UploadReply) => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const [ask, setAsk] = useState<Taken | 'issue' | null>(null);
  const submit = useCall('reports.submit', ['reports']);
  const approve = useCall('reports.approve', ['reports']);
  const accept = useCall('reports.accept', ['reports']);
  const back = useCall('reports.return', ['reports']);
  const send_back = useCall('reports.send_back', ['reports']);
  const recall = useCall('reports.recall', ['reports']);
  const fresh = useCall('reports.refresh', ['reports']);
  const calls = { submit, approve, accept, return: back, send_back, recall };
  const can = (step: Step) => report.steps.includes(step);
  const may_edit = can('save');
  const take = (step: Taken, reason = '') =>
    calls[step].mutate({ id: report.id, reason }, { onSuccess: () => setAsk(null), onError: say.refused });
  return (
    <>
      <Button icon={<Icon name="download" />} onClick={() => void download('reports.docx', { id: report.id }).catch(say.refused)}>
        {t('kept.word')}
      </Button>
      <PdfButton report_id={report.id} />
      <Button onClick={() => void download('reports.xlsx', { id: report.id }).catch(say.refused)}>{t('kept.xlsx')}</Button>
      {report.has_below && (
        <Link to={`/reports/kept/${report.id}/consolidation`}>
          <Button icon={<Icon name="tree" />}>{t('cons.open')}</Button>
        </Link>
      )}
      {may_edit && (
        <>
          <UploadWord report_id={report.id} onTold={onTold} />
          <Button
            loading={fresh.isPending}
            onClick={() =>
              fresh.mutate(
                { id: report.id, version: report.version },
                {
                  onSuccess: ({ changed, is_layout_lost }) =>
                    say.done(
                      [t('kept.refreshed', { count: changed.length }), is_layout_lost && t('kept.layout_lost')]
                        .filter(Boolean)
                        .join(' '),
                    ),
                  onError: say.refused,
                },
              )
            }
          >
            {t('kept.refresh')}
          </Button>
        </>
      )}
      {WITH_REASON.filter(can).map((step) => (
        <Button key={step} danger onClick={() => setAsk(step)}>
          {tCode('report_step', step)}
        </Button>
      ))}
      {SIMPLE.filter(can).map((step) => (
        <Button
          key={step}
          type="primary"
          loading={calls[step].isPending}
          // What is open, or explained away, is said to whoever hands it on.
          onClick={() => (step !== 'accept' && isWorthSaying(report) ? setAsk(step) : take(step))}
        >
          {tCode('report_step', step)}
        </Button>
      ))}
      {can('issue') && (
        <Button type="primary" onClick={() => setAsk('issue')}>
          {tCode('report_step', 'issue')}
        </Button>
      )}
      {report.issued &&
        ['issued', 'accepted', 'consolidated'].includes(report.state) &&
        (report.may_send || report.may_issue) && (
          <Button type="primary" onClick={() => setAsk('issue')}>
            {t('sending.open')}
          </Button>
        )}
      {ask === 'issue' && <IssueDialog report={report} onClose={() => setAsk(null)} />}
      <Confirm
        open={ask !== null && ask !== 'issue'}
        title={ask === null ? '' : tCode('report_step', ask)}
        reason={isOf(WITH_REASON, ask) ? 'needed' : undefined}
        danger={isOf(WITH_REASON, ask)}
        busy={ask !== null && ask !== 'issue' && calls[ask].isPending}
        onConfirm={(reason) => ask !== null && ask !== 'issue' && take(ask, reason)}
        onCancel={() => setAsk(null)}
      >
        {isOf(SIMPLE, ask) && <OpenPoints report={report} />}
      </Confirm>
    </>
  );
}
