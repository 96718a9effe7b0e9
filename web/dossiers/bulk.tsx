import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { ApiError, call, type Output, refresh } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { Icon } from '../ui/icon.tsx';
import { useErrorText } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import { type BulkAction, bulkActions } from './bulk-kinds.ts';
import type { Listed } from './marks.tsx';
import { newClientId } from './receive-form.ts';

type Outcome = Output<'dossiers.act_many'>['results'];
type Asked = { action: BulkAction; client_key: string };
type Told = { action: BulkAction; rows: readonly Listed[]; results: Outcome };

/** The same done to every ticked dossier: each succeeds or is refused on its own, and what was refused stays ticked. */
export function Bulk({ rows, onDone, extra }: { rows: readonly Listed[]; onDone: (left: number[]) => void; extra: ReactNode }) {
  const { t } = useText();
  const { may } = useSession();
  const client = useQueryClient();
  const say = useSay();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [told, setTold] = useState<Told | null>(null);

  const perform = async ({ action, client_key }: Asked, data: Record<string, unknown>) => {
    setBusy(true);
    setError(null);
    try {
      const items = rows.map(({ id, last_seq }) => ({ id, last_seq }));
      const { results } = await call('dossiers.act_many', { client_key, action, items, data });
      const left = results.filter((one) => !one.is_done).map((one) => one.id);
      setAsked(null);
      setTold(left.length > 0 ? { action, rows, results } : null);
      say.done(t('bulk.done', { done: results.length - left.length, all: results.length }));
      onDone(left);
      void refresh(client, ['dossiers', 'measures', 'forms']);
    } catch (problem) {
      // Sent again under the same key it is not done twice, whatever became of the first sending.
      if (problem instanceof ApiError) setError(problem);
      else throw problem;
    } finally {
      setBusy(false);
    }
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
            setAsked({ action, client_key: newClientId() });
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
          rows={rows}
          busy={busy}
          error={error}
          onCancel={() => setAsked(null)}
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
