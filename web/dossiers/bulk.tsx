import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { Link } from 'react-router';
import { ApiError, call, type Output, refresh } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { Icon } from '../ui/icon.tsx';
import { useErrorText } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import { type BulkAction, bulkActions, SLICE, slicesOf } from './bulk-kinds.ts';
import type { Listed } from './marks.tsx';
import { newClientId } from './receive-form.ts';

type Outcome = Output<'dossiers.act_many'>['results'];
/** `answered`: what became of the slices that were sent so far; going on after a broken line begins behind them. */
type Asked = { action: BulkAction; client_key: string; rows: readonly Listed[]; answered: Outcome };
type Told = { action: BulkAction; rows: readonly Listed[]; results: Outcome };

/**
 * The same done to every ticked dossier, some at a time: each succeeds or is refused on its own, what was refused or not come to stays ticked, and
 * the work may be stopped between.
 */
export function Bulk({ rows, onDone, extra }: { rows: readonly Listed[]; onDone: (left: number[]) => void; extra: ReactNode }) {
  const { t } = useText();
  const { may } = useSession();
  const client = useQueryClient();
  const say = useSay();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [told, setTold] = useState<Told | null>(null);
  const is_stopped = useRef(false);

  const finish = ({ action, rows: all, answered }: Asked) => {
    const refused = answered.filter((one) => !one.is_done);
    const is_done = new Set(answered.filter((one) => one.is_done).map((one) => one.id));
    setAsked(null);
    setTold(refused.length > 0 ? { action, rows: all, results: answered } : null);
    const counts = { done: is_done.size, all: all.length };
    say.done(t(answered.length < all.length ? 'bulk.stopped' : 'bulk.done', counts));
    onDone(all.map((row) => row.id).filter((id) => !is_done.has(id)));
    void refresh(client, ['dossiers', 'measures', 'forms']);
  };
  const perform = async (from: Asked, data: Record<string, unknown>) => {
    let now = from;
    is_stopped.current = false;
    setError(null);
    setDone(now.answered.length);
    try {
      for (const [place, slice] of slicesOf(now.rows).entries()) {
        if (now.answered.length > place * SLICE) continue;
        if (is_stopped.current) break;
        const items = slice.map(({ id, last_seq }) => ({ id, last_seq }));
        // Sent again under the same key a slice is not done twice, whatever became of its first sending.
        const client_key = `${now.client_key}.${place}`;
        const { results } = await call('dossiers.act_many', { client_key, action: now.action, items, data });
        now = { ...now, answered: [...now.answered, ...results] };
        setDone(now.answered.length);
      }
      finish(now);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      setAsked(now);
      setError(problem);
    } finally {
      setDone(null);
    }
  };
  /** While it runs: stops after the slice that is on its way. Else closes; what is done is told. */
  const cancel = () => {
    if (done !== null) is_stopped.current = true;
    else if (asked && asked.answered.length > 0) finish(asked);
    else setAsked(null);
  };
  return (
    <div className="bulk" role="toolbar" aria-label={t('bulk.title')}>
      <strong>{t('bulk.ticked', { count: rows.length })}</strong>
      {bulkActions(rows, may).map((action) => (
        <Button
          key={action}
          onClick={() => {
            setError(null);
            setTold(null);
            setAsked({ action, client_key: newClientId(), rows, answered: [] });
          }}
        >
          {t(`bulk.${action}`)}
        </Button>
      ))}
      {extra}
      {told && <Refused told={told} />}
      {asked && (
        <BulkDialog
          action={asked.action}
          rows={asked.rows}
          done={done}
          error={error}
          onCancel={cancel}
          onConfirm={(data) => void perform(asked, data)}
        />
      )}
    </div>
  );
}

function Refused({ told }: { told: Told }) {
  const { t } = useText();
  const sentence = useErrorText();
  return (
    <ul className="plain-list bulk-refused" aria-label={t('bulk.refused')}>
      {told.results
        .filter((one) => one.error)
        .map(({ id, error }) => (
          <li key={id}>
            <Icon name="warning" size={16} />{' '}
            <Link className="code" to={`/dossiers/${id}`}>
              {told.rows.find((row) => row.id === id)?.code}
            </Link>
            : {error && sentence(new ApiError(error.code, 422, error.data, null))}
          </li>
        ))}
    </ul>
  );
}
