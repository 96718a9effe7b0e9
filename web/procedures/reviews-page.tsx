import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { type Output, useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Field, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { Proposals } from './proposals.tsx';
import { OutcomeDialog, PlanDialog, ProposalDialog } from './review-dialogs.tsx';
import { CatalogueTabs } from './tabs.tsx';

type Reply = Output<'procedures.reviews'>;
export type Review = Reply['rows'][number];
const OUTCOME_TONES = { keep: 'plain', simplify: 'blue', abolish: 'red' } as const;

/** The review plan of a year, its results and proposals. */
export function ReviewsPage() {
  const { t } = useText();
  const me = useMe();
  const address = useAddress();
  const today = dayOf(new Date());
  const year = address.number('year', Number(today.slice(0, 4)));
  const unit = address.get('unit');
  const [is_planning, setPlanning] = useState(false);
  const asked = useGet(
    'procedures.reviews',
    { year, page: address.number('page', 1), ...(unit ? { unit } : {}) },
    { placeholderData: (before) => before },
  );
  return (
    <Page
      title={t('catalogue.tab_reviews')}
      lead={t('catalogue.reviews_lead')}
      crumbs={[{ label: t('procedures.title'), to: '/procedures' }]}
      actions={
        <Button type="primary" icon={<Icon name="plus" />} onClick={() => setPlanning(true)}>
          {t('catalogue.plan')}
        </Button>
      }
    >
      <CatalogueTabs active="reviews" />
      <Section>
        <div className="filters">
          <Field label={t('field.year')} className="half">
            {(id) => (
              <InputNumber
                id={id}
                min={2010}
                max={2100}
                precision={0}
                value={year}
                onChange={(next) => next && next >= 2010 && address.set({ year: next })}
              />
            )}
          </Field>
          <Field label={t('field.unit')} className="field-wide">
            {(id) => <UnitPicker id={id} allowClear value={unit} onChange={(code) => address.set({ unit: code })} />}
          </Field>
        </div>
        <Answer of={asked} rows={8}>
          {(reply) => (
            <>
              <Counts counts={reply.counts} />
              <Plan reply={reply} year={year} today={today} />
            </>
          )}
        </Answer>
      </Section>
      {is_planning && (
        <PlanDialog year={year} unit={unit ?? me.account.unit_code ?? undefined} onClose={() => setPlanning(false)} />
      )}
    </Page>
  );
}

function Counts({ counts }: { counts: Reply['counts'] }) {
  const { t, number } = useText();
  const tiles: [string, string, string][] = [
    [t('catalogue.count_planned'), number(counts.planned), ''],
    [t('catalogue.count_reviewed'), number(counts.reviewed), 'green'],
    [t('catalogue.count_late'), number(counts.late), counts.late > 0 ? 'red' : ''],
    [t('catalogue.count_proposals'), number(counts.proposals), ''],
    [t('catalogue.count_approved'), number(counts.approved), ''],
    [t('catalogue.saved_sum'), number(counts.saved_vnd), ''],
  ];
  return (
    <div className="tiles tiles-small below">
      {tiles.map(([label, value, tone]) => (
        <div className="tile" key={label}>
          <span className="tile-label">{label}</span>
          <span className={`tile-value ${tone}`}>{value}</span>
        </div>
      ))}
    </div>
  );
}

function Plan({ reply, year, today }: { reply: Reply; year: number; today: string }) {
  const { t, tCode, day } = useText();
  const [recording, setRecording] = useState<Review | null>(null);
  const [proposing, setProposing] = useState<Review | null>(null);
  const columns: Column<Review>[] = [
    {
      key: 'name',
      title: t('field.procedure'),
      phone: 'title',
      cell: (row) => (
        <>
          {row.name} <span className="small code">{row.code}</span>
        </>
      ),
    },
    { key: 'unit', title: t('field.unit'), cell: (row) => <span className="nowrap">{row.unit_name}</span> },
    {
      key: 'due',
      title: t('catalogue.due_on'),
      cell: (row) => (
        <>
          <span className="nowrap">{day(row.due_on)}</span>
          {row.plan_no && <div className="small">{row.plan_no}</div>}
        </>
      ),
    },
    {
      key: 'outcome',
      title: t('catalogue.outcome'),
      cell: (row) =>
        row.outcome ? (
          <>
            <Tag tone={OUTCOME_TONES[row.outcome]}>{tCode('catalogue.outcome', row.outcome)}</Tag>{' '}
            {row.done_on && <span className="small">{day(row.done_on)}</span>}
            <div className="small">{row.findings}</div>
          </>
        ) : (
          <Tag tone={row.due_on < today ? 'red' : 'amber'}>
            {row.due_on < today ? t('catalogue.outcome_late') : t('catalogue.outcome_none')}
          </Tag>
        ),
    },
    {
      key: 'proposals',
      title: t('catalogue.count_proposals'),
      cell: (row) => row.proposals.length > 0 && <Proposals proposals={row.proposals} />,
    },
    {
      key: 'act',
      title: '',
      cell: (row) => (
        <span className="button-row">
          <Button size="small" onClick={() => setRecording(row)}>
            {t('catalogue.record_outcome')}
          </Button>
          {row.outcome !== null && row.outcome !== 'keep' && (
            <Button size="small" onClick={() => setProposing(row)}>
              {t('catalogue.propose')}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <>
      <List<Review>
        label={t('catalogue.tab_reviews')}
        columns={columns}
        rows={reply.rows}
        rowKey={(row) => row.id}
        to={(row) => `/procedures/${row.code}`}
        total={reply.total}
        empty={t('catalogue.none_reviews', { year })}
      />
      {recording && <OutcomeDialog review={recording} onClose={() => setRecording(null)} />}
      {proposing && <ProposalDialog review={proposing} onClose={() => setProposing(null)} />}
    </>
  );
}
