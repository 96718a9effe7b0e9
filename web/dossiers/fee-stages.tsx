import { type Output, useGet } from '../api.ts';
import { Tag } from '../ui/field.tsx';
import { useText } from '../ui/text.tsx';

export type FeeStages = Output<'dossiers.fee_stages'>;
type Stage = FeeStages['stages'][number]['stage'];

export function useFeeStages(dossier_id: number | null) {
  return useGet('dossiers.fee_stages', dossier_id === null ? null : { id: dossier_id });
}

/** Where money is taken now: the stage the dossier has come to when something is left there, else the first with something left. */
export function stageNow(stages: FeeStages['stages'], status: number): Stage {
  const usual: Stage = status >= 9 ? 'result' : 'reception';
  const owing = stages.filter((one) => one.left_vnd > 0);
  return (owing.find((one) => one.stage === usual) ?? owing[0])?.stage ?? usual;
}

export function leftAt(stages: FeeStages['stages'] | undefined, stage: Stage): number {
  return stages?.find((one) => one.stage === stage)?.left_vnd ?? 0;
}

/** What is owed at each stage and for what, as the catalogue of the dossier's day lists it. */
export function FeeStagesShown({ fees: { items, stages } }: { fees: FeeStages }) {
  const { t, tCode, money } = useText();
  const owed = stages.filter((one) => one.owed_vnd > 0 || one.paid_vnd > 0);
  return (
    <ul className="plain-list fee-stages">
      {owed.map((one) => (
        <li key={one.stage}>
          <span className="strong">{tCode('fee_stage', one.stage)}</span>: {money(one.owed_vnd)}{' '}
          {one.left_vnd > 0 ? (
            <Tag tone="amber">{t('fee.stage_left', { amount: money(one.left_vnd) })}</Tag>
          ) : (
            <Tag tone="green">{t('dossier.fee_settled')}</Tag>
          )}
          <ul className="plain-list small">
            {items
              .filter((item) => item.stage === one.stage)
              .map((item) => (
                <li key={item.name}>
                  {item.name}: {item.amount_vnd === null ? (item.amount_text ?? '–') : money(item.amount_vnd)}
                  {item.exempt && <span className="muted"> ({item.exempt})</span>}
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
