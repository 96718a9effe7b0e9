import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useCall } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { useText } from '../ui/text.tsx';
import type { Review } from './reviews-page.tsx';

type Proposal = Review['proposals'][number];
const TONES = { draft: 'plain', submitted: 'amber', approved: 'blue', rejected: 'red', in_force: 'green' } as const;
const NEXT: Record<Proposal['state'], Proposal['state'][]> = {
  draft: ['submitted'],
  submitted: ['approved', 'rejected', 'draft'],
  approved: ['in_force'],
  rejected: [],
  in_force: [],
};

/** Proposals of one review with what may become of each. */
export function Proposals({ proposals }: { proposals: Proposal[] }) {
  const { t, tCode, day, money } = useText();
  const say = useSay();
  const move = useCall('procedures.move_proposal', ['procedures']);
  const [approving, setApproving] = useState<Proposal | null>(null);
  const go = (proposal: Proposal, state: Proposal['state']) =>
    state === 'approved'
      ? setApproving(proposal)
      : move.mutate({ id: proposal.id, state }, { onSuccess: () => say.done(t('catalogue.saved')), onError: say.refused });
  return (
    <>
      {proposals.map((one) => (
        <div key={one.id} className="proposal">
          <Tag tone={TONES[one.state]}>{tCode('catalogue.state', one.state)}</Tag>{' '}
          <span className="small">{[day(one.state_on), one.decision_no].filter(Boolean).join(' · ')}</span>
          <div>{one.what}</div>
          {one.law_to_change && <div className="small">{`${t('catalogue.law_to_change')}: ${one.law_to_change}`}</div>}
          {one.saved_vnd !== null && (
            <div className="small">
              {[`${t('catalogue.count_saved')}: ${money(one.saved_vnd)}`, one.saved_note].filter(Boolean).join(' · ')}
            </div>
          )}
          <span className="button-row">
            {NEXT[one.state].map((state) => (
              <Button key={state} size="small" disabled={move.isPending} onClick={() => go(one, state)}>
                {tCode('catalogue.move', state)}
              </Button>
            ))}
          </span>
        </div>
      ))}
      {approving && (
        <FormDialog<{ decision_no: string }>
          title={t('catalogue.approve_title')}
          initial={{}}
          busy={move.isPending}
          error={move.error}
          onClose={() => setApproving(null)}
          onSave={({ decision_no }) =>
            move.mutate(
              { id: approving.id, state: 'approved', decision_no },
              {
                onSuccess: () => {
                  setApproving(null);
                  say.done(t('catalogue.saved'));
                },
              },
            )
          }
        >
          <p>{approving.what}</p>
          <Form.Item
            name="decision_no"
            label={t('catalogue.number')}
            rules={[{ required: true, whitespace: true, message: t('field.required') }]}
          >
            <Input maxLength={100} />
          </Form.Item>
        </FormDialog>
      )}
    </>
  );
}
