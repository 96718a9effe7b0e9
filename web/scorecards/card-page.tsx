import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { download, useCall, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { PageAnswer } from '../ui/page-answer.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';
import { CriterionDrawer } from './criterion-drawer.tsx';
import { GapsTab } from './gaps-tab.tsx';
import { ScoreTable } from './score-table.tsx';
import { CARD_TONE, type CardView } from './words.ts';

/** A card: sums, the tree of criteria with every stage, missing points with cause and office. */
export function CardPage() {
  const { t } = useText();
  const id = Number(useParams().id);
  const asked = useGet('scorecards.card', { id });
  return (
    <PageAnswer of={asked} rows={12} title={t('scorecards.card')} crumbs={[{ label: t('scorecards.rounds'), to: '/scorecards' }]}>
      {(view) => <Card view={view} />}
    </PageAnswer>
  );
}

function Card({ view }: { view: CardView }) {
  const { t, tCode } = useText();
  const address = useAddress();
  const tab = address.get('tab') === 'gaps' ? 'gaps' : 'table';
  const open = address.get('criterion');
  const row = view.rows.find((one) => one.code === open && one.leaf);
  const base = `/scorecards/cards/${view.card.id}`;
  return (
    <Page
      title={view.card.unit_name}
      lead={
        <>
          <Tag tone={CARD_TONE[view.card.state]}>{tCode('card_state', view.card.state)}</Tag>{' '}
          {!view.set.is_official && <Tag tone="amber">{t('scorecards.demonstration')}</Tag>}
        </>
      }
      crumbs={[
        { label: t('scorecards.rounds'), to: '/scorecards' },
        { label: view.round.name, to: `/scorecards/${view.round.id}` },
      ]}
      actions={<Acts view={view} />}
    >
      <Totals view={view} />
      <Section>
        <TabLinks
          label={t('scorecards.card')}
          active={tab}
          tabs={[
            { key: 'table', label: t('scorecards.tab_table'), to: base },
            { key: 'gaps', label: t('scorecards.tab_gaps'), to: `${base}?tab=gaps`, count: view.ledger.length },
          ]}
        />
        {tab === 'table' ? (
          <ScoreTable view={view} onOpen={(criterion) => address.set({ criterion })} />
        ) : (
          <GapsTab view={view} />
        )}
      </Section>
      {row?.leaf && <CriterionDrawer view={view} row={row} leaf={row.leaf} onClose={() => address.set({ criterion: null })} />}
    </Page>
  );
}

function Totals({ view }: { view: CardView }) {
  const { t, number, percent, label } = useText();
  const { total, card, sight } = view;
  return (
    <>
      <dl className="score-tiles">
        <div>
          <dt>{t('scorecards.achieved')}</dt>
          <dd>
            {number(total.achieved)}
            <small>/{number(total.max)}</small>
          </dd>
        </div>
        <div>
          <dt>{t('scorecards.missing')}</dt>
          <dd>{number(total.missing)}</dd>
        </div>
        {Number(total.bonus) !== 0 && (
          <div>
            <dt>{t('scorecards.bonus')}</dt>
            <dd>{number(total.bonus)}</dd>
          </div>
        )}
        <div>
          <dt>{t('scorecards.percent')}</dt>
          <dd>
            {percent(total.percent)}
            {view.band && <small> {label(view.band)}</small>}
          </dd>
        </div>
        <div>
          <dt>{t('scorecards.scored_of', { scored: total.scored, criteria: total.criteria })}</dt>
          <dd>
            <small>{total.estimates > 0 ? t('scorecards.estimates', { count: total.estimates }) : ''}</small>
          </dd>
        </div>
      </dl>
      {view.differences.map((one) => (
        <Alert
          key={one.part}
          type="warning"
          showIcon
          className="below"
          title={t(one.part === '' ? 'scorecards.differs_total' : 'scorecards.differs_part', {
            part: one.part,
            stated: number(one.stated),
            computed: number(one.computed),
            difference: number(one.difference),
          })}
        />
      ))}
      {!sight.own_scores && <Alert type="info" showIcon className="below" title={t('scorecards.not_seen_self')} />}
      {sight.own_scores && !sight.appraisal && card.state === 'submitted' && (
        <Alert type="info" showIcon className="below" title={t('scorecards.not_seen_appraisal')} />
      )}
    </>
  );
}

type Step = 'submit' | 'send_back' | 'hand_over' | 'end_explaining' | 'finish';
const SURE = {
  submit: 'scorecards.submit_sure',
  send_back: null,
  hand_over: 'scorecards.hand_over_sure',
  end_explaining: null,
  finish: 'scorecards.finish_sure',
} as const;

function Acts({ view }: { view: CardView }) {
  const { t } = useText();
  const say = useSay();
  const [step, setStep] = useState<Step | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = useCall('scorecards.submit', ['scorecards']);
  const sendBack = useCall('scorecards.send_back', ['scorecards']);
  const handOver = useCall('scorecards.hand_over', ['scorecards']);
  const endExplaining = useCall('scorecards.end_explaining', ['scorecards']);
  const timeOver = useCall('scorecards.time_over', ['scorecards']);
  const finish = useCall('scorecards.finish', ['scorecards']);
  const { id } = view.card;
  const is_unit = view.actions.includes('explain');
  const run = async (reason: string) => {
    setBusy(true);
    try {
      if (step === 'submit') await submit.mutateAsync({ id });
      if (step === 'send_back') await sendBack.mutateAsync({ id, reason });
      if (step === 'hand_over') await handOver.mutateAsync({ id });
      if (step === 'end_explaining') await (is_unit ? endExplaining : timeOver).mutateAsync({ id });
      if (step === 'finish') await finish.mutateAsync({ id });
      say.done(t('scorecards.done'));
    } catch (error) {
      say.refused(error);
    } finally {
      setBusy(false);
      setStep(null);
    }
  };
  const save = (format: 'xlsx' | 'docx' | 'pdf') => void download('scorecards.card_export', { id, format }).catch(say.refused);
  const text = (one: Step) => t(one === 'end_explaining' && !is_unit ? 'scorecards.time_over' : `scorecards.${one}`);
  const steps = (['send_back', 'submit', 'hand_over', 'end_explaining', 'finish'] as const).filter((one) =>
    view.actions.includes(one),
  );
  return (
    <>
      {(['xlsx', 'docx', 'pdf'] as const).map((format) => (
        <Button key={format} icon={<Icon name="download" />} onClick={() => save(format)}>
          {t(`scorecards.export_${format}`)}
        </Button>
      ))}
      {steps.map((one) => (
        <Button key={one} type={one === 'send_back' ? 'default' : 'primary'} onClick={() => setStep(one)}>
          {text(one)}
        </Button>
      ))}
      <Confirm
        open={step !== null}
        title={step ? text(step) : ''}
        reason={step === 'send_back' ? 'needed' : undefined}
        busy={busy}
        onCancel={() => setStep(null)}
        onConfirm={(reason) => void run(reason)}
      >
        {step && SURE[step] && t(SURE[step])}
        {view.round.state === 'open' && step === 'submit' && view.total.scored < view.total.criteria && (
          <p className="small">
            <Link to={`/scorecards/cards/${id}`}>
              {t('scorecards.scored_of', { scored: view.total.scored, criteria: view.total.criteria })}
            </Link>
          </p>
        )}
      </Confirm>
    </>
  );
}
