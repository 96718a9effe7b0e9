import { Button, Form, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { type Output, type Input as RouteInput, useCall, useGet } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayInput, Tag } from '../ui/field.tsx';
import { CodeFilter } from '../ui/filter-fields.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { PROPOSAL_TONE, PROPOSALS } from './words.ts';

type Row = Output<'plans.proposals'>['rows'][number];
type Decision = RouteInput<'plans.decide'>['state'];
const STATES = ['open', 'accepted', 'rejected', 'done'] as const;

/** What the checking teams proposed, and what became of it. */
export function ProposalsPage() {
  const { t, tCode, day } = useText();
  const { may } = useSession();
  const address = useAddress();
  const [adding, setAdding] = useState(false);
  const [deciding, setDeciding] = useState<{ row: Row; state: Decision } | null>(null);
  const state = STATES.find((one) => one === address.get('state'));
  const asked = useGet('plans.proposals', { state }, { placeholderData: (before) => before });
  const decisions = (row: Row): Decision[] =>
    row.state === 'open' ? ['accepted', 'rejected'] : row.state === 'accepted' ? ['done'] : [];
  return (
    <Page
      title={t('plans.proposals')}
      lead={t('plans.proposals_lead')}
      actions={
        may('plans.write') && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
            {t('plans.propose')}
          </Button>
        )
      }
    >
      <Section>
        <div className="filters">
          <CodeFilter label={t('field.status')} name="state" codes={STATES} prefix="plans.proposal_state" className="half" />
        </div>
        <Answer of={asked} rows={6}>
          {({ rows }) => (
            <List<Row>
              label={t('plans.proposals')}
              rows={rows}
              rowKey={(row) => row.id}
              empty={t('plans.no_proposals')}
              columns={[
                { key: 'words', title: t('plans.what'), phone: 'title', cell: (row) => <Words row={row} /> },
                { key: 'day', title: t('field.day'), cell: (row) => <span className="nowrap">{day(row.on_day)}</span> },
                { key: 'about', title: t('plans.about'), cell: (row) => row.about_name },
                {
                  key: 'team',
                  title: t('plans.team'),
                  cell: (row) => (
                    <>
                      {row.team}
                      {row.team_document && <div className="small">{row.team_document}</div>}
                    </>
                  ),
                },
                {
                  key: 'state',
                  title: t('field.status'),
                  cell: (row) => (
                    <>
                      <Tag tone={PROPOSAL_TONE[row.state]}>{tCode('plans.proposal_state', row.state)}</Tag>
                      {row.decided_reason && <div className="small">{row.decided_reason}</div>}
                      {row.decided_by_name && <div className="small">{row.decided_by_name}</div>}
                    </>
                  ),
                },
                {
                  key: 'do',
                  title: t('plans.decide'),
                  cell: (row) =>
                    may('plans.approve') &&
                    decisions(row).length > 0 && (
                      <div className="button-row">
                        {decisions(row).map((next) => (
                          <Button key={next} size="small" onClick={() => setDeciding({ row, state: next })}>
                            {tCode('plans.decision', next)}
                          </Button>
                        ))}
                      </div>
                    ),
                },
              ]}
            />
          )}
        </Answer>
      </Section>
      {adding && <Propose onClose={() => setAdding(false)} />}
      {deciding && <Decide {...deciding} onClose={() => setDeciding(null)} />}
    </Page>
  );
}

function Words({ row }: { row: Row }) {
  const { tCode } = useText();
  return (
    <>
      <strong>{tCode('plans.proposal', row.what)}</strong>
      <div>{row.words}</div>
      {row.task_id !== null && <Link to={`/plans/tasks/${row.task_id}`}>{row.task_title}</Link>}
    </>
  );
}

function Decide({ row, state, onClose }: { row: Row; state: Decision; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const decide = useCall('plans.decide', ['plans']);
  return (
    <Confirm
      open
      title={tCode('plans.decision', state)}
      reason={state === 'rejected' ? 'needed' : 'optional'}
      busy={decide.isPending}
      onConfirm={(reason) =>
        decide.mutate(
          { id: row.id, state, reason },
          {
            onSuccess: () => {
              say.done(t('plans.saved'));
              onClose();
            },
            onError: say.refused,
          },
        )
      }
      onCancel={onClose}
    >
      <p>{row.words}</p>
    </Confirm>
  );
}

type New = RouteInput<'plans.propose'>;

function Propose({ onClose }: { onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const propose = useCall('plans.propose', ['plans']);
  // Sent twice, it is one proposal.
  const client_id = useMemo(() => crypto.randomUUID(), []);
  const needed = [{ required: true, message: t('field.required') }];
  return (
    <FormDialog<New>
      title={t('plans.propose')}
      initial={{ on_day: dayOf(new Date()), what: 'remind' }}
      busy={propose.isPending}
      error={propose.error}
      onSave={(values) =>
        propose.mutate(
          { ...values, client_id },
          {
            onSuccess: () => {
              say.done(t('plans.saved'));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <Form.Item name="unit" label={t('plans.to_whom')} rules={needed}>
        <UnitPicker />
      </Form.Item>
      <Form.Item name="about" label={t('plans.about')} rules={needed}>
        <UnitPicker />
      </Form.Item>
      <Form.Item name="on_day" label={t('field.day')} rules={needed}>
        <DayInput max={dayOf(new Date())} />
      </Form.Item>
      <Form.Item name="what" label={t('field.kind')} rules={needed}>
        <Select options={PROPOSALS.map((value) => ({ value, label: tCode('plans.proposal', value) }))} />
      </Form.Item>
      <Form.Item name="words" label={t('plans.what')} rules={needed}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item name="team" label={t('plans.team')} rules={needed}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="team_document" label={t('plans.document')}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
