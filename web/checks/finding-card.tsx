import { Button } from 'antd';
import { type MouseEvent, useState } from 'react';
import { Link } from 'react-router';
import { useCall } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { momentText } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';
import { TONES } from './counts.tsx';
import { placeText } from './place-text.ts';
import { showPlace } from './show-place.ts';
import { type Finding, findingId, settled } from './text-view.tsx';

type Verdict = 'fixed' | 'explained' | 'false_alarm' | 'open';

type Props = {
  finding: Finding;
  index: number;
  rule_title: string | undefined;
  /** The level of the rule before officers' verdicts lowered it. */
  lowered_from?: Finding['severity'] | undefined;
  is_chosen?: boolean;
  /** Leads to its place in the text; without it the text is not on the page. */
  onChoose?: () => void;
};

/** One finding: what, where, why, what would pass, and what an officer says of it. */
export function FindingCard({ finding, index, rule_title, lowered_from, is_chosen = false, onChoose }: Props) {
  const { t } = useText();
  const place = placeText(finding.place, t);
  const fromCard = (event: MouseEvent<HTMLLIElement>) => {
    const target = event.target as Element;
    // What opens over the card is a child of it for React, and words are selected to be copied.
    if (!event.currentTarget.contains(target) || target.closest('button, a, details') || getSelection()?.isCollapsed === false)
      return;
    onChoose?.();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: “Xem trong văn bản” inside does the same by keyboard
    <li
      id={findingId(index)}
      className={`finding finding-${finding.severity} ${is_chosen ? 'is-chosen' : ''} ${settled(finding) ? 'is-settled' : ''}`}
      aria-current={is_chosen}
      onClick={fromCard}
    >
      <div className="finding-head">
        <span className="finding-number">{index + 1}</span>
        <Tag tone={TONES[finding.severity]}>{t(`severity.${finding.severity}`)}</Tag>
        <span className="small" title={rule_title}>
          {finding.rule}
          {rule_title && ` · ${rule_title}`}
        </span>
        {lowered_from !== undefined && lowered_from !== finding.severity && (
          <Link className="small" to={`/checks/rules#${finding.rule}`}>
            {t('checks.lowered_rule', { level: t(`severity.${lowered_from}`).toLowerCase() })}
          </Link>
        )}
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
                <Place of={related} has_text={onChoose !== undefined} /> {related.message}
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

/** A quoted place; where the text is on the page, it leads there. */
export function Place({
  of: { quote, location },
  has_text = true,
}: {
  of: { quote: string; location: Finding['related'][number]['location'] };
  has_text?: boolean;
}) {
  const { t } = useText();
  const where = <span className="small"> {placeText(location, t)}</span>;
  if (!has_text)
    return (
      <>
        “{quote}”{where}
      </>
    );
  return (
    <button type="button" className="link-button" onClick={() => showPlace(location)}>
      “{quote}”{where}
    </button>
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
