import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { useUnitYear } from './plans-page.tsx';
import { TaskForm } from './task-form.tsx';
import { TaskViews } from './task-views.tsx';
import { type Counts, OUTCOMES } from './words.ts';
import { YearField } from './year-field.tsx';

const KINDS = { all: undefined, assigned: 'assigned', plan: 'plan', remediation: 'remediation' } as const;
const SCOPES = ['own', 'below', 'all'] as const;

/** Tasks of a unit and year, whichever plan they stand in or whoever assigned them. */
export function TasksPage() {
  const { t, tCode, number } = useText();
  const { may } = useSession();
  const address = useAddress();
  const { unit, year } = useUnitYear();
  const [assigning, setAssigning] = useState(false);
  const kinds = address.get('kinds');
  const plan_id = address.get('plan_id') ? address.number('plan_id', 0) : undefined;
  const scope = SCOPES.find((one) => one === address.get('scope')) ?? (plan_id ? 'all' : 'own');
  const ask = { unit, year, scope, kinds, plan_id, outcome: OUTCOMES.find((one) => one === address.get('outcome')) };
  const counted = useGet(
    'plans.counts',
    { unit, year, scope, kinds: 'assigned', day: address.get('day') },
    { placeholderData: (b) => b },
  );
  const tab = (key: string, value: string | undefined) => ({
    key,
    label: tCode('plans.task_kind', key),
    to: pathWith('/plans/tasks', {
      unit: address.get('unit'),
      year: address.get('year'),
      scope: address.get('scope'),
      kinds: value,
    }),
  });
  return (
    <Page
      title={t('plans.tasks')}
      lead={t('plans.tasks_lead')}
      actions={
        may('plans.write') && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setAssigning(true)}>
            {t('plans.assign_task')}
          </Button>
        )
      }
    >
      <Section>
        <div className="filters">
          <Field label={t('field.unit')} className="field-wide">
            {(id) => (
              <UnitPicker
                id={id}
                value={unit}
                day={`${year}-12-31`}
                with_ended
                onChange={(code) => address.set({ unit: code, plan_id: null })}
              />
            )}
          </Field>
          <YearField year={year} />
        </div>
        <TabLinks
          label={t('field.kind')}
          active={Object.entries(KINDS).find(([, value]) => value === kinds)?.[0] ?? 'all'}
          tabs={Object.entries(KINDS).map(([key, value]) => tab(key, value))}
        />
        <TabLinks
          label={t('field.scope')}
          active={scope}
          tabs={SCOPES.map((key) => ({
            key,
            label: tCode('plans.scope', key),
            to: pathWith('/plans/tasks', { unit: address.get('unit'), year: address.get('year'), kinds, scope: key }),
          }))}
        />
        {kinds === 'assigned' && (
          <Answer of={counted} rows={1}>
            {({ total }) => <Outcomes counts={total} number={number} />}
          </Answer>
        )}
        <TaskViews
          ask={ask}
          year={year}
          columns={[
            ...(kinds === 'assigned'
              ? [
                  {
                    key: 'assigner',
                    title: t('plans.assigned_by'),
                    cell: (row: { assigner: string | null; source_number: string | null }) => (
                      <>
                        {tCode('plans.assigner', row.assigner)}
                        {row.source_number && <div className="small">{row.source_number}</div>}
                      </>
                    ),
                  },
                ]
              : []),
            ...(scope === 'own'
              ? []
              : [{ key: 'unit', title: t('field.unit'), cell: (row: { unit_name: string }) => row.unit_name }]),
          ]}
        />
      </Section>
      {assigning && unit && <TaskForm unit={unit} year={year} onClose={() => setAssigning(false)} />}
    </Page>
  );
}

const TONE = { on_time: 'green', late: 'amber', overdue: 'red', in_time: 'blue', dropped: '' } as const;

function Outcomes({ counts, number }: { counts: Counts; number: (value: number) => string }) {
  const { t, tCode } = useText();
  const address = useAddress();
  const here = (outcome: string | null) =>
    pathWith('/plans/tasks', { ...Object.fromEntries(address.search), page: null, outcome });
  return (
    <div className="tiles tiles-small below">
      <Link className="tile" to={here(null)}>
        <span className="tile-value">{number(counts.total)}</span>
        <span className="tile-label">{t('plans.count.assigned')}</span>
      </Link>
      {OUTCOMES.map((outcome) => (
        <Link key={outcome} className="tile" to={here(outcome)}>
          <span className={`tile-value ${counts.outcomes[outcome] > 0 ? TONE[outcome] : ''}`}>
            {number(counts.outcomes[outcome])}
          </span>
          <span className="tile-label">{tCode('plans.outcome', outcome)}</span>
        </Link>
      ))}
    </div>
  );
}
