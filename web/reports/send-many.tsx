import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { call, type Output, refresh } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { Confirm, useSay } from '../ui/confirm.tsx';
import type { Ticks } from '../ui/list.tsx';
import { useText } from '../ui/text.tsx';

type Row = Output<'reports.list'>['rows'][number];
type Done = Output<'reports.accept_many'>['rows'][number];

const ACTIONS = {
  submit: { route: 'reports.submit_many', permission: 'reports.write', is_own: true, from: ['draft', 'returned'] },
  approve: { route: 'reports.approve_many', permission: 'reports.approve', is_own: false, from: ['submitted'] },
  send: { route: 'reports.send_many', permission: 'reports.send', is_own: true, from: ['issued', 'accepted', 'consolidated'] },
  accept: { route: 'reports.accept_many', permission: 'reports.accept', is_own: false, from: ['issued'] },
  send_back: {
    route: 'reports.send_back_many',
    permission: 'reports.accept',
    is_own: false,
    from: ['issued', 'accepted', 'consolidated'],
  },
} as const;
type Action = keyof typeof ACTIONS;

/** Rows of the list ticked, and what may be done to all of them; each is answered for itself. */
export function useMany(rows: readonly Row[]) {
  const { t } = useText();
  const [keys, setKeys] = useState<ReadonlySet<string | number>>(new Set());
  const ticks: Ticks = {
    keys,
    onChange: setKeys,
    name: (key) => t('many.tick', { title: rows.find((row) => row.id === key)?.title ?? '' }),
  };
  const chosen = rows.filter((row) => keys.has(row.id));
  return { ticks, bar: <Bar chosen={chosen} titles={rows} onClear={() => setKeys(new Set())} /> };
}

function Bar({ chosen, titles, onClear }: { chosen: readonly Row[]; titles: readonly Row[]; onClear: () => void }) {
  const { t, error: sentence } = useText();
  const { may, mayAt } = useSession();
  const say = useSay();
  const client = useQueryClient();
  const [busy, setBusy] = useState<Action | null>(null);
  const [is_asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<Done[]>([]);
  const run = async (action: Action, reason: string) => {
    setBusy(action);
    try {
      const { rows } = await call(ACTIONS[action].route, { ids: chosen.map(({ id }) => id), reason });
      await refresh(client, ['reports']);
      const done = rows.filter((row) => row.is_done).length;
      if (done > 0) say.done(t('many.done', { count: done }));
      setRefused(rows.filter((row) => !row.is_done));
      setAsked(false);
      onClear();
    } catch (error) {
      say.refused(error);
    } finally {
      setBusy(null);
    }
  };
  const offered = (Object.keys(ACTIONS) as Action[]).filter((action) =>
    chosen.some(({ state, unit_code }) => {
      const { permission, is_own, from } = ACTIONS[action];
      return (is_own ? mayAt(permission, unit_code) : may(permission)) && (from as readonly string[]).includes(state);
    }),
  );
  return (
    <>
      {chosen.length > 0 && (
        <div className="bulk-line" role="toolbar" aria-label={t('many.chosen', { count: chosen.length })}>
          <span className="strong">{t('many.chosen', { count: chosen.length })}</span>
          {offered.map((action) => (
            <Button
              key={action}
              danger={action === 'send_back'}
              loading={busy === action}
              onClick={() => (action === 'send_back' ? setAsked(true) : void run(action, ''))}
            >
              {t(`many.${action}`)}
            </Button>
          ))}
          <Button type="text" onClick={onClear}>
            {t('many.clear')}
          </Button>
        </div>
      )}
      {refused.length > 0 && (
        <Alert
          className="gap-below"
          type="warning"
          showIcon
          closable={{ onClose: () => setRefused([]) }}
          title={t('many.refused', { count: refused.length })}
          description={
            <ul>
              {refused.map(({ id, error }) => (
                <li key={id}>
                  {titles.find((row) => row.id === id)?.title ?? id}: {error && sentence(error.code, error.data)}
                </li>
              ))}
            </ul>
          }
        />
      )}
      <Confirm
        open={is_asked}
        title={t('many.send_back')}
        reason="needed"
        danger
        busy={busy !== null}
        onConfirm={(reason) => void run('send_back', reason)}
        onCancel={() => setAsked(false)}
      />
    </>
  );
}
