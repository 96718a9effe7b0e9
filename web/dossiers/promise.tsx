import { DueSteps } from '../ui/due-steps.tsx';
import { Facts, Tag } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import type { Dossier } from './dossier-page.tsx';
import { FeeStagesShown, useFeeStages } from './fee-stages.tsx';
import { DueMark } from './marks.tsx';

/** The due date, why it is that day, what moved it, and what was owed when it was not kept. */
export function PromiseSection({ dossier }: { dossier: Dossier }) {
  const { t } = useText();
  return (
    <Section title={t('dossiers.due')}>
      <p className="due-line">
        <DueMark of={dossier} />
      </p>
      <Moved dossier={dossier} />
      <Owed dossier={dossier} />
      {dossier.explanation.vi.length > 0 ? (
        <details open={dossier.decided_at === null}>
          <summary>{dossier.due_on ? t('dossier.why') : t('act.why')}</summary>
          <DueSteps steps={dossier.explanation} warnings={dossier.warnings} />
        </details>
      ) : (
        dossier.due_on && <p className="small">{t('dossier.no_explanation')}</p>
      )}
    </Section>
  );
}

/** Extensions and re-openings: the first promise stays in sight. */
function Moved({ dossier }: { dossier: Dossier }) {
  const { t, day } = useText();
  const { times_extended, first_due_on, due_on, reopened_times } = dossier;
  if (times_extended === 0 && reopened_times === 0) return null;
  return (
    <>
      <p className="tags">
        {times_extended > 0 && <Tag tone="blue">{t('dossier.extended_times', { count: times_extended })}</Tag>}{' '}
        {reopened_times > 0 && <Tag tone="amber">{t('dossier.reopened_times', { count: reopened_times })}</Tag>}
      </p>
      {first_due_on !== due_on && <Facts items={[[t('dossier.first_due'), day(first_due_on)]]} />}
    </>
  );
}

/** What a late dossier owes: an apology to the applicant, an explanation to the head of the unit. */
function Owed({ dossier }: { dossier: Dossier }) {
  const { t, day, moment } = useText();
  const { apologised_at, reappointed_on, explained_at, explanation_accepted_at } = dossier;
  const is_late = dossier.standing === 'overdue' || dossier.timeliness === 'overdue';
  if (!is_late && apologised_at === null && explained_at === null) return null;
  return (
    <ul className="plain-list owed">
      <li>
        {apologised_at === null ? (
          <Tag tone="red">{t('dossier.not_apologised')}</Tag>
        ) : (
          <Tag tone="green">{t('dossier.apologised', { at: moment(apologised_at) })}</Tag>
        )}{' '}
        {reappointed_on !== null && t('dossier.reappointed', { day: day(reappointed_on) })}
      </li>
      <li>
        {explained_at === null ? (
          is_late && <Tag tone="red">{t('dossier.not_explained')}</Tag>
        ) : explanation_accepted_at === null ? (
          <Tag tone="amber">{t('dossier.explained', { at: moment(explained_at) })}</Tag>
        ) : (
          <Tag tone="green">{t('dossier.explanation_accepted', { at: moment(explanation_accepted_at) })}</Tag>
        )}
      </li>
    </ul>
  );
}

/** What the applicant owes and has paid; what was done about it stands in the course of the dossier. */
export function FeeSection({ dossier }: { dossier: Dossier }) {
  const { t, money } = useText();
  const { fee_due_vnd, fee_paid_vnd } = dossier;
  const fees = useFeeStages(fee_due_vnd === 0 && fee_paid_vnd === 0 ? null : dossier.id);
  if (fee_due_vnd === 0 && fee_paid_vnd === 0) return null;
  const left = fee_due_vnd - fee_paid_vnd;
  const by_stage = fees.data && fees.data.items.length > 0;
  return (
    <Section title={t('dossier.fees')}>
      <Facts
        items={[
          [t('dossier.fee_due'), money(fee_due_vnd)],
          [t('dossier.fee_paid'), money(fee_paid_vnd)],
          [
            t('dossier.fee_left'),
            left > 0 ? (
              <Tag key="left" tone="amber">
                {money(left)}
              </Tag>
            ) : (
              <Tag key="settled" tone="green">
                {t('dossier.fee_settled')}
              </Tag>
            ),
          ],
        ]}
      />
      {by_stage && fees.data && <FeeStagesShown fees={fees.data} />}
    </Section>
  );
}
