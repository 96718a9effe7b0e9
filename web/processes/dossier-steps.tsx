import { Alert, Button, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { Tag } from '../ui/field.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Diagram, type Mark } from './diagram.tsx';
import { Opinions } from './opinions.tsx';
import { StepDialog } from './step-dialogs.tsx';

export type Steps = Output<'dossiers.steps'>;
export type Offer = Steps['offers'][number];
export type Taken = Steps['steps'][number];

/**
 * A dossier in its process: where it stands, what was done when and by whom, what the reader may do next; opinions asked of others.
 * Nothing but the opinions where there is no process.
 */
export function DossierSteps({ dossier_id, may_ask }: { dossier_id: number; may_ask: boolean }) {
  const asked = useGet('dossiers.steps', { id: dossier_id });
  return (
    <Answer of={asked} rows={3}>
      {(steps) => (
        <>
          {steps.process && <Course dossier_id={dossier_id} steps={steps} />}
          <Opinions dossier_id={dossier_id} steps={steps} may_ask={may_ask} />
        </>
      )}
    </Answer>
  );
}

function Course({ dossier_id, steps }: { dossier_id: number; steps: Steps }) {
  const { t, lang } = useText();
  const marks = useMarks(steps);
  const { process } = steps;
  if (!process) return null;
  const { definition } = process;
  return (
    <Section
      className="gap"
      title={t('processes.course')}
      extra={
        <Link to={`/processes/${process.process_id}?version=${process.id}`} className="small">
          {lang === 'vi' ? process.name_vi : process.name_en}
          {process.decision_no ? ` (${process.decision_no})` : ''}
        </Link>
      }
    >
      {steps.steps.filter((step) => step.left_at === null).length > 1 && (
        <Alert
          type="info"
          showIcon
          title={t('processes.parallel', { count: steps.steps.filter((step) => step.left_at === null).length })}
        />
      )}
      {steps.offers.map((offer) => (
        <OfferButtons key={offer.place} dossier_id={dossier_id} offer={offer} steps={steps} />
      ))}
      <Diagram label={t('processes.course')} steps={definition.steps} legs={definition.legs} marks={marks} />
      <details className="fold gap">
        <summary>{t('processes.all_steps', { count: steps.steps.length })}</summary>
        <StepTable steps={steps} />
      </details>
    </Section>
  );
}

function useMarks(steps: Steps): Record<string, { mark: Mark; line?: string }> {
  const { day, moment, t } = useText();
  const marks: Record<string, { mark: Mark; line?: string }> = {};
  // A step done again shows its last time.
  for (const taken of steps.steps) {
    if (taken.left_at === null) {
      const due = taken.due_precision === 'hour' ? moment(taken.due_at) : day(taken.due_on);
      const line = [taken.account_name ?? t('processes.nobody_yet'), due && t('processes.due', { day: due })]
        .filter(Boolean)
        .join(' · ');
      marks[taken.step_code] = { mark: taken.is_late ? 'open_late' : 'open', line };
    } else if (taken.left_as === 'done' || taken.left_as === 'returned')
      marks[taken.step_code] = {
        mark: taken.timeliness === 3 ? 'late' : 'done',
        line: `${taken.account_name ?? ''} ${moment(taken.left_at)}`.trim(),
      };
  }
  return marks;
}

function OfferButtons({ dossier_id, offer, steps }: { dossier_id: number; offer: Offer; steps: Steps }) {
  const { t, lang } = useText();
  const [asked, setAsked] = useState<'finish_step' | 'return_step' | 'assign' | null>(null);
  const taken = steps.steps.find((one) => one.place === offer.place);
  if (!taken) return null;
  const name = lang === 'vi' ? taken.name_vi : taken.name_en;
  const guide = steps.process?.definition.steps.find((step) => step.code === offer.step)?.guide;
  return (
    <div className="offer">
      <div>
        <span className="strong">
          {offer.may.length > 0 || offer.may_take_up
            ? t('processes.at_step', { name })
            : // Whoever may only assign does not stand at the step.
              t('processes.step_of', { name, who: taken.account_name ?? t('processes.nobody_yet') })}
        </span>{' '}
        {offer.on_behalf_of && <Tag tone="blue">{t('processes.on_behalf', { name: offer.on_behalf_of })}</Tag>}
        {guide && <p className="small">{guide}</p>}
      </div>
      <Space wrap className="no-print">
        {offer.may.includes('hand_on') && offer.next.length > 0 && (
          <Button type="primary" onClick={() => setAsked('finish_step')}>
            {t('processes.finish')}
          </Button>
        )}
        {offer.may.includes('step_back') && offer.back.length > 0 && (
          <Button onClick={() => setAsked('return_step')}>{t('processes.send_back')}</Button>
        )}
        {offer.may_assign && <Button onClick={() => setAsked('assign')}>{t('processes.assign_officer')}</Button>}
      </Space>
      {asked && (
        <StepDialog
          dossier_id={dossier_id}
          what={asked}
          offer={offer}
          taken={taken}
          last_seq={steps.last_seq}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

const TONE = { 1: 'green', 2: 'green', 3: 'red' } as const;

function StepTable({ steps }: { steps: Steps }) {
  const { t, tCode, lang, day, moment } = useText();
  const legs = steps.process?.definition.legs ?? [];
  const columns: Column<Taken>[] = [
    {
      key: 'name',
      title: t('processes.step'),
      phone: 'title',
      cell: (row) => `${row.place}. ${lang === 'vi' ? row.name_vi : row.name_en}`,
    },
    {
      key: 'who',
      title: t('processes.who'),
      cell: (row) => (
        <span>
          {row.account_name ?? t('processes.nobody_yet')}
          <div className="small">{row.unit_name}</div>
        </span>
      ),
    },
    { key: 'entered', title: t('processes.entered'), cell: (row) => moment(row.entered_at) },
    {
      key: 'due',
      title: t('processes.due_at'),
      cell: (row) => (row.due_precision === 'hour' ? moment(row.due_at) : day(row.due_on)) || '–',
    },
    { key: 'left', title: t('processes.left'), cell: (row) => (row.left_at ? moment(row.left_at) : '') },
    {
      key: 'how',
      title: t('field.status'),
      cell: (row) => {
        if (row.left_as === null)
          return <Tag tone={row.is_late ? 'red' : 'blue'}>{t(row.is_late ? 'processes.step_late' : 'processes.step_open')}</Tag>;
        if (row.left_as !== 'done' || row.timeliness === 4) return <Tag>{tCode('processes.left_as', row.left_as)}</Tag>;
        return <Tag tone={TONE[row.timeliness as 1 | 2 | 3]}>{tCode('processes.timeliness', row.timeliness)}</Tag>;
      },
    },
  ];
  return (
    <>
      <List<Taken> label={t('processes.steps')} columns={columns} rows={steps.steps} rowKey={(row) => row.place} />
      {legs.length > 1 && <LegTable steps={steps} />}
    </>
  );
}

/** Each leg on its own: from when it was first come to until it was left. */
function LegTable({ steps }: { steps: Steps }) {
  const { t, lang, moment } = useText();
  return (
    <ul className="plain-list gap">
      {steps.process?.definition.legs.map((leg) => {
        const own = steps.steps.filter((step) => step.leg === leg.code);
        const first = own[0];
        const is_open = own.some((step) => step.left_at === null);
        const left = own
          .map((step) => step.left_at ?? '')
          .sort()
          .at(-1);
        const due = first?.leg_due_at ? own.at(-1)?.leg_due_at : null;
        const is_late = due !== null && due !== undefined && !is_open && left !== undefined && left > due;
        return (
          <li key={leg.code}>
            <span className="strong">{lang === 'vi' ? leg.name_vi : leg.name_en}</span>{' '}
            {first ? (
              <span>
                {moment(first.entered_at)} – {is_open ? '…' : moment(left)}{' '}
                {due && <span className="small">{t('processes.due', { day: moment(due) })}</span>}{' '}
                {is_late && <Tag tone="red">{t('processes.step_late')}</Tag>}
              </span>
            ) : (
              <span className="muted">{t('processes.not_reached')}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
