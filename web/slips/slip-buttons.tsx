import { Button, Dropdown } from 'antd';
import { useEffect, useRef } from 'react';
import { useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { type Possible, useSlip, type Wanted, type Way } from './use-slip.ts';

/** Ways a slip may be taken, besides printing it as usual. */
export function waysOf(papers: readonly string[]): Way[] {
  return [...papers.map((paper) => `pdf-${paper}` as Way), 'save-pdf', 'docx'];
}

/** Prints a slip at once; behind the arrow other papers and formats. */
export function SlipButton({
  slip,
  papers,
  subject,
  label,
  is_main = false,
  autoFocus = false,
}: {
  slip: Wanted;
  papers: readonly string[];
  subject: { dossier_id?: number; visit_id?: number };
  label: string;
  is_main?: boolean;
  autoFocus?: boolean;
}) {
  const { t, tCode } = useText();
  const { go, busy } = useSlip(subject);
  return (
    <span className="slip-button">
      <Button
        type={is_main ? 'primary' : 'default'}
        icon={<Icon name="print" />}
        loading={busy}
        autoFocus={autoFocus}
        onClick={() => void go(slip, 'print')}
      >
        {label}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: waysOf(papers).map((way) => ({ key: way, label: tCode('slips.as', way) })),
          onClick: ({ key }) => void go(slip, key as Way),
        }}
      >
        <Button
          type={is_main ? 'primary' : 'default'}
          disabled={busy}
          aria-label={t('slips.more_formats')}
          icon={<Icon name="download" />}
        />
      </Dropdown>
    </span>
  );
}

/** The words on a slip's button: what pressing it does. */
export function useSlipLabel() {
  const { t } = useText();
  return (slip: Wanted) =>
    !slip.is_numbered ? t('slips.print') : slip.issued ? t('slips.print_again') : t('slips.issue_and_print');
}

/**
 * Every slip of a dossier with its button: for the page of the dossier. Shown to whoever may print slips.
 * @param last_seq of the dossier: another event may mean another slip
 */
export function SlipButtons({ dossier_id, last_seq }: { dossier_id: number; last_seq: number }) {
  const { t } = useText();
  const { may } = useSession();
  const may_print = may('slips.print');
  const asked = useGet('slips.of', may_print ? { dossier_id } : null);
  const { refetch } = asked;
  const known = useRef(last_seq);
  useEffect(() => {
    if (known.current === last_seq) return;
    known.current = last_seq;
    void refetch();
  }, [last_seq, refetch]);
  if (!may_print) return null;
  return (
    <Section title={t('slips.of_dossier')}>
      <Answer of={asked} rows={3}>
        {(slips) => <SlipList slips={slips} dossier_id={dossier_id} />}
      </Answer>
    </Section>
  );
}

/** The slips themselves, one line each. */
export function SlipList({ slips, dossier_id }: { slips: Possible[]; dossier_id: number }) {
  const { t, tCode, moment } = useText();
  const label = useSlipLabel();
  if (slips.length === 0) return <p className="muted">{t('slips.no_slips')}</p>;
  return (
    <ul className="plain-list slips">
      {slips.map((slip) => (
        <li key={`${slip.kind} ${slip.event_seq}`}>
          <div>
            <div>{tCode('slips.kind', slip.kind)}</div>
            <div className="small">
              {slip.issued
                ? t('slips.numbered', { number: slip.issued.number_text, at: moment(slip.issued.issued_at) })
                : slip.is_numbered
                  ? t('slips.not_yet')
                  : t('slips.not_numbered')}
              {slip.happened_at && ` · ${t('slips.about_event', { at: moment(slip.happened_at) })}`}
            </div>
          </div>
          <div className="slip-side">
            <Tag>{slip.form_set}</Tag>
            <SlipButton slip={slip} papers={slip.papers} subject={{ dossier_id }} label={label(slip)} />
          </div>
        </li>
      ))}
    </ul>
  );
}
