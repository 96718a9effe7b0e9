import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type Output, type Input as RouteInput, useCall, useGet } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useMe, useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Field, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { CountGroups, CountTiles } from './counts.tsx';
import { PLAN_KINDS, PLAN_TONE } from './words.ts';
import { YearField } from './year-field.tsx';

type Row = Output<'plans.list'>['rows'][number];
type New = RouteInput<'plans.create'>;

/** Unit and year of the pages of plans, from the address; first the own unit and this year. */
export function useUnitYear() {
  const address = useAddress();
  const me = useMe();
  const this_year = Number(dayOf(new Date()).slice(0, 4));
  const year = address.number('year', this_year);
  const unit = address.get('unit') ?? me.account.unit_code ?? me.roles[0]?.unit_code ?? undefined;
  return { unit, year, this_year };
}

/** The plans of a unit and year, and how all its tasks stand. */
export function PlansPage() {
  const { t } = useText();
  const { may } = useSession();
  const address = useAddress();
  const { unit, year } = useUnitYear();
  const [adding, setAdding] = useState(false);
  const asked = useGet('plans.list', { unit, year, scope: 'all' }, { placeholderData: (before) => before });
  const areas = useGet('plans.counts', { unit, year, by: 'area', kinds: 'plan,remediation' }, { placeholderData: (b) => b });
  const leads = useGet('plans.counts', { unit, year, by: 'lead', kinds: 'plan,remediation' }, { placeholderData: (b) => b });
  const behind = { unit, year, kinds: 'plan,remediation' };
  return (
    <Page
      title={t('plans.title')}
      lead={t('plans.lead_text')}
      actions={
        may('plans.write') && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
            {t('plans.new')}
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
                onChange={(code) => address.set({ unit: code })}
              />
            )}
          </Field>
          <YearField year={year} />
        </div>
        <Answer of={asked} rows={4}>
          {({ rows }) => <Plans rows={rows} />}
        </Answer>
      </Section>
      {areas.data && areas.data.total.total > 0 && (
        <>
          <Section title={t('plans.progress')} className="gap">
            <CountTiles counts={areas.data.total} behind={behind} />
          </Section>
          <Section title={t('plans.by_area')} className="gap">
            <CountGroups groups={areas.data.groups} by="area" behind={behind} label={t('plans.by_area')} />
          </Section>
          {leads.data && leads.data.groups.length > 1 && (
            <Section title={t('plans.by_lead')} className="gap">
              <CountGroups groups={leads.data.groups} by="lead" behind={behind} label={t('plans.by_lead')} />
            </Section>
          )}
        </>
      )}
      {adding && <NewPlan unit={unit} year={year} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Plans({ rows }: { rows: readonly Row[] }) {
  const { t, tCode, number, day } = useText();
  return (
    <List<Row>
      label={t('plans.title')}
      rows={rows}
      rowKey={(row) => row.id}
      to={(row) => `/plans/${row.id}`}
      empty={t('plans.none')}
      columns={[
        { key: 'title', title: t('plans.plan'), phone: 'title', cell: (row) => row.title },
        { key: 'unit', title: t('field.unit'), cell: (row) => row.unit_name },
        { key: 'kind', title: t('field.kind'), cell: (row) => tCode('plans.kind', row.kind) },
        { key: 'document', title: t('plans.document'), cell: (row) => row.document_number ?? '' },
        { key: 'tasks', title: t('plans.count.total'), align: 'right', cell: (row) => number(row.counts.total) },
        {
          key: 'implemented',
          title: t('plans.count.implemented'),
          align: 'right',
          cell: (row) => number(row.counts.implemented),
        },
        { key: 'completed', title: t('plans.count.completed'), align: 'right', cell: (row) => number(row.counts.completed_all) },
        {
          key: 'overdue',
          title: t('plans.count.overdue'),
          align: 'right',
          cell: (row) =>
            row.counts.states.overdue === 0 ? (
              number(0)
            ) : (
              <Link to={`/plans/${row.id}?states=overdue`}>
                <Tag tone="red">{number(row.counts.states.overdue)}</Tag>
              </Link>
            ),
        },
        { key: 'day', title: t('field.as_of'), cell: (row) => <span className="nowrap">{day(row.day)}</span> },
        {
          key: 'state',
          title: t('field.status'),
          cell: (row) => <Tag tone={PLAN_TONE[row.state]}>{tCode('plans.plan_state', row.state)}</Tag>,
        },
      ]}
    />
  );
}

function NewPlan({ unit, year, onClose }: { unit: string | undefined; year: number; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const navigate = useNavigate();
  const create = useCall('plans.create', ['plans']);
  const needed = [{ required: true, message: t('field.required') }];
  return (
    <FormDialog<New>
      title={t('plans.new')}
      initial={{ ...(unit && { unit }), year, kind: 'reform', title: t('plans.usual_title', { year }) }}
      busy={create.isPending}
      error={create.error}
      onSave={(values) =>
        create.mutate(values, {
          onSuccess: ({ id }) => {
            say.done(t('plans.saved'));
            void navigate(`/plans/${id}`);
          },
        })
      }
      onClose={onClose}
    >
      <Form.Item name="unit" label={t('field.unit')} rules={needed}>
        <UnitPicker />
      </Form.Item>
      <Form.Item name="year" label={t('field.year')} rules={needed}>
        <Input type="number" min={2000} max={2099} />
      </Form.Item>
      <Form.Item name="kind" label={t('field.kind')} rules={needed}>
        <Select options={PLAN_KINDS.map((value) => ({ value, label: tCode('plans.kind', value) }))} />
      </Form.Item>
      <PlanFields />
    </FormDialog>
  );
}

/** What is said of a plan. */
export function PlanFields() {
  const { t } = useText();
  return (
    <>
      <Form.Item name="title" label={t('plans.plan')} rules={[{ required: true, message: t('field.required') }]}>
        <Input maxLength={500} />
      </Form.Item>
      <div className="filters">
        <Form.Item name="document_number" label={t('plans.document')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="document_on" label={t('plans.source_on')}>
          <DayInput allowClear />
        </Form.Item>
      </div>
      <Form.Item name="document_issuer" label={t('plans.source_issuer')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="note" label={t('field.note')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
    </>
  );
}
