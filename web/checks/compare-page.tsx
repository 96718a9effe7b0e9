import { Select } from 'antd';
import { useParams } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { Field } from '../ui/field.tsx';
import { momentText } from '../ui/format.ts';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Counts } from './counts.tsx';
import { FindingCard } from './finding-card.tsx';

type Comparison = Output<'checks.compare'>;
type Draft = Comparison['from'];

/** What was mended between two drafts of a report, what is still there, what came anew. */
export function ComparePage() {
  const { t } = useText();
  const id = Number(useParams().id);
  const address = useAddress();
  const document = useGet('checks.document', { id });
  const drafts = document.data?.drafts ?? [];
  const to = address.number('to', drafts[0]?.seq ?? 1);
  const from = address.number('from', Math.max(1, to - 1));
  const asked = useGet('checks.compare', drafts.length > 1 ? { id, from, to } : null, { placeholderData: (before) => before });
  return (
    <Page
      title={t('checks.compare_title')}
      crumbs={[
        { label: t('nav.checks'), to: '/checks' },
        { label: document.data?.title ?? '…', to: `/checks/${id}` },
      ]}
    >
      <Answer of={document} rows={3}>
        {() =>
          drafts.length < 2 ? (
            <Nothing text={t('checks.one_draft')} />
          ) : (
            <>
              <Section>
                <div className="filters">
                  <DraftPicker
                    label={t('checks.from_draft')}
                    drafts={drafts}
                    value={from}
                    onChange={(value) => address.set({ from: value })}
                  />
                  <DraftPicker
                    label={t('checks.to_draft')}
                    drafts={drafts}
                    value={to}
                    onChange={(value) => address.set({ to: value })}
                  />
                </div>
              </Section>
              <Answer of={asked} rows={8}>
                {(found) => <Lists found={found} />}
              </Answer>
            </>
          )
        }
      </Answer>
    </Page>
  );
}

function DraftPicker({
  label,
  drafts,
  value,
  onChange,
}: {
  label: string;
  drafts: readonly Draft[];
  value: number;
  onChange: (seq: number) => void;
}) {
  const { t } = useText();
  return (
    <Field label={label}>
      {(id) => (
        <Select
          id={id}
          value={value}
          popupMatchSelectWidth={false}
          onChange={onChange}
          options={drafts.map(({ seq, uploaded_at }) => ({
            value: seq,
            label: `${t('checks.draft_n', { seq })} (${momentText(uploaded_at)})`,
          }))}
        />
      )}
    </Field>
  );
}

function Lists({ found }: { found: Comparison }) {
  const { t, number } = useText();
  const lists = [
    ['mended', found.mended, t('checks.no_mended')],
    ['remaining', found.remaining, t('checks.no_remaining')],
    ['added', found.added, t('checks.no_added')],
  ] as const;
  return (
    <>
      <p className="check-lead">
        {t('checks.draft_n', { seq: found.from.seq })} <Counts of={found.from} /> → {t('checks.draft_n', { seq: found.to.seq })}{' '}
        <Counts of={found.to} />
      </p>
      <div className="three-lists">
        {lists.map(([name, findings, empty]) => (
          <Section key={name} title={t(`checks.${name}`, { count: number(findings.length) })} className={`list-${name}`}>
            {findings.length === 0 ? (
              <p className="muted">{empty}</p>
            ) : (
              <ol className="findings">
                {findings.map((finding) => (
                  <FindingCard key={finding.id} finding={finding} index={finding.ordinal} rule_title={undefined} />
                ))}
              </ol>
            )}
          </Section>
        ))}
      </div>
    </>
  );
}
