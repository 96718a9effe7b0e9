import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { ApiError, refresh, useCall } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { type Action, arranged, isDangerous, isImmediate } from './action-kinds.ts';
import type { Dossier } from './dossier-page.tsx';

/** What this state and this person's rights allow; the usual next step first, what ends the dossier last and apart. */
export function Actions({ dossier }: { dossier: Dossier }) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const [asked, setAsked] = useState<Action | null>(null);
  const act = useCall('dossiers.act', ['dossiers', 'measures', 'forms']);
  const { first, others } = arranged(dossier.actions);

  const perform = (action: Action, data: Record<string, unknown>, moment: object = {}) =>
    act.mutate(
      { id: dossier.id, action, last_seq: dossier.last_seq, data, ...moment },
      {
        onSuccess: () => {
          setAsked(null);
          say.done(t('action.done'));
        },
        onError: (error) => {
          if (!(error instanceof ApiError) || error.code !== 'dossiers.changed_meanwhile')
            return isImmediate(action) ? say.refused(error) : undefined;
          setAsked(null);
          say.refused(error);
          void refresh(client, ['dossiers']);
        },
      },
    );
  const begin = (action: Action) => {
    act.reset();
    if (isImmediate(action)) perform(action, {});
    else setAsked(action);
  };
  if (dossier.actions.length === 0) return <p className="muted no-print">{t('dossier.no_actions')}</p>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form; these are buttons that belong together.
    <div className="actions no-print" role="group" aria-label={t('dossier.actions')}>
      {first.map((action, at) => (
        <Button
          key={action}
          // In a process the step is the next thing to do, and has its own button.
          type={at === 0 && dossier.step_code === null ? 'primary' : 'default'}
          loading={act.isPending && act.variables?.action === action && isImmediate(action)}
          onClick={() => begin(action)}
        >
          {t(`action.${action}`)}
        </Button>
      ))}
      {others.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: others.map((action) => ({ key: action, label: t(`action.${action}`), danger: isDangerous(action) })),
            onClick: ({ key }) => begin(key as Action),
          }}
        >
          <Button icon={<Icon name="right" />} iconPlacement="end">
            {t('act.more')}
          </Button>
        </Dropdown>
      )}
      {asked && (
        <ActionDialog
          key={asked}
          action={asked}
          dossier={dossier}
          busy={act.isPending}
          error={act.error}
          onCancel={() => setAsked(null)}
          onConfirm={(data, moment) => perform(asked, data, moment)}
        />
      )}
    </div>
  );
}
