import { Button } from 'antd';
import { useState } from 'react';
import { useCall } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { momentText } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';
import { TONES } from './counts.tsx';
import { placeText } from './place-text.ts';
import { type Finding, findingId, settled } from './text-view.tsx';

type Verdict = 'fixed' | 'explained' | 'false_alarm' | 'open';

type Props = {
  finding: Finding;
  index: number;
  rule_title: string | undefined;
  is_chosen?: boolean;
  /** Leads to its place in the text; without it the text is not on the page. */
  onChoose?: () => void;
};

/** One finding: what, where, why, what would pass, and what an officer says of it. */
export function FindingCard({ finding, index, rule_title, is_chosen = false, onChoose }: Props) {
  const { t } = useText();
  const place = placeText(finding.place, t);
  return (
    <li
      id={findingId(index)}
      className={`finding finding-${finding.severity} ${is_chosen ? 'is-chosen' : ''} ${settled(finding) ? 'is-settled' : ''}`}
      aria-current={is_chosen}
    >
      <div className="finding-head">
        <span className="finding-number">{index + 1}</span>
        <Tag tone={TONES[finding.severity]}>{t(`severity.${finding.severity}`)}</Tag>
        <span className="small" title={rule_title}>
          {finding.rule}
          {rule_title && ` · ${rule_title}`}
        </span>
      </div>
      <blockquote>{finding.quote}</blockquote>
      <p>{finding.message}</p>
      {finding.expected !== null && (
        <p>
          {t('checks.expected')}: <strong>{finding.expected}</strong>
        </p>
      )}
      {finding.related.length > 0 && (
        <details>
          <summary>{t('checks.related', { count: finding.related.length })}</summary>
          <ul className="related">
            {finding.related.slice(0, 20).map((related) => (
              <li key={`${related.location.offset} ${related.quote} ${related.message ?? ''}`}>
                “{related.quote}” {related.message}
                <span className="small"> {placeText(related.location, t)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="finding-foot">
        {onChoose && (
          <button type="button" className="link-button" onClick={onChoose}>
            {t('checks.show_place')}
            {place && ` (${place})`}
          </button>
        )}
        {!onChoose && place && <span className="small">{place}</span>}
      </div>
      <VerdictLine finding={finding} />
    </li>
  );
}

function VerdictLine({ finding }: { finding: Finding }) {
  const { t } = useText();
  const { may } = useSession();
  const say = useSay();
  const judge = useCall('checks.judge', ['checks']);
  const [asking, setAsking] = useState<'explained' | 'false_alarm' | null>(null);
  const mark = (verdict: Verdict, note: string | null = null) =>
    judge.mutate(
      { id: finding.id, verdict, note },
      {
        onSuccess: () => {
          setAsking(null);
          say.done(t('checks.judged'));
        },
        onError: say.refused,
      },
    );
  const is_settled = settled(finding);
  return (
    <div className="verdict">
      {is_settled && finding.verdict !== null && finding.verdict !== 'open' && (
        <div className="verdict-said">
          <Tag tone={finding.verdict === 'false_alarm' ? 'plain' : 'green'}>{t(`checks.verdict.${finding.verdict}`)}</Tag>
          {finding.verdict_note && <span>{finding.verdict_note}</span>}
          <span className="small">
            {t('checks.verdict_by', { name: finding.verdict_by, at: finding.verdict_at && momentText(finding.verdict_at) })}
            {finding.is_carried && ` (${t('checks.carried')})`}
          </span>
        </div>
      )}
      {may('checks.judge') && (
        <div className="verdict-acts">
          {is_settled ? (
            <Button size="small" loading={judge.isPending} onClick={() => mark('open')}>
              {t('checks.mark.open')}
            </Button>
          ) : (
            <>
              <Button size="small" loading={judge.isPending} onClick={() => mark('fixed')}>
                {t('checks.mark.fixed')}
              </Button>
              <Button size="small" onClick={() => setAsking('explained')}>
                {t('checks.mark.explained')}
              </Button>
              <Button size="small" onClick={() => setAsking('false_alarm')}>
                {t('checks.mark.false_alarm')}
              </Button>
            </>
          )}
        </div>
      )}
      <Confirm
        open={asking !== null}
        title={t(asking === 'false_alarm' ? 'checks.false_alarm_title' : 'checks.explain_title')}
        reason="needed"
        busy={judge.isPending}
        onConfirm={(note) => asking && mark(asking, note)}
        onCancel={() => setAsking(null)}
      >
        <blockquote>{finding.quote}</blockquote>
      </Confirm>
    </div>
  );
}
