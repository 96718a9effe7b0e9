import { Button, Modal } from 'antd';
import { useState } from 'react';
import { call, type Output, useGet } from '../api.ts';
import { Tag } from '../ui/field.tsx';
import { Answer, Nothing, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Paper = Output<'dossiers.get'>['papers'][number];
export type StoreItem = Output<'dossiers.store'>['items'][number];
const TONE = { unsigned: 'plain', valid: 'green', untrusted: 'amber', broken: 'red' } as const;

/** What something in a store is, in one line under its name. */
export function StoreLine({ item }: { item: StoreItem }) {
  const { t, tCode, day } = useText();
  const said = [
    item.number,
    item.issuer,
    item.issued_on && t('holdings.issued', { day: day(item.issued_on) }),
    item.valid_until && t('holdings.until', { day: day(item.valid_until) }),
    item.source_dossier_code && t('holdings.from', { code: item.source_dossier_code }),
    item.times_used > 0 && t('holdings.used', { count: item.times_used }),
  ].filter(Boolean);
  return (
    <div>
      <Tag tone="blue">{tCode('holding_kind', item.kind)}</Tag> {item.name}{' '}
      {item.signature_state !== 'unsigned' && (
        <Tag tone={TONE[item.signature_state]}>{tCode('signature_state', item.signature_state)}</Tag>
      )}{' '}
      {item.is_expired && <Tag tone="red">{t('holdings.expired')}</Tag>}
      <div className="small">{said.join(' · ')}</div>
    </div>
  );
}

/** The applicant's electronic store, to let something of it stand for a paper. */
export function FromStore({
  dossier_id,
  paper,
  onClose,
  onTaken,
}: {
  dossier_id: number;
  paper: Paper;
  onClose: () => void;
  onTaken: () => void;
}) {
  const { t } = useText();
  const store = useGet('dossiers.store', { id: dossier_id });
  const [busy, setBusy] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const take = async (holding_id: number) => {
    setBusy(holding_id);
    setError(null);
    try {
      await call('dossiers.take_from_store', { id: dossier_id, paper_id: paper.id, holding_id });
      onTaken();
    } catch (cause) {
      setError(cause);
      setBusy(null);
    }
  };
  return (
    <Modal
      open
      title={t('holdings.take_title', { name: paper.name })}
      footer={null}
      width={720}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      {error !== null && <Problem error={error} />}
      <Answer of={store} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing text={t('holdings.empty')} />
          ) : (
            <ul className="plain-list papers">
              {items.map((item) => (
                <li key={item.id}>
                  <div className="paper-name">
                    <StoreLine item={item} />
                  </div>
                  <Button
                    size="small"
                    disabled={item.is_expired}
                    loading={busy === item.id}
                    onClick={() => void take(item.id)}
                    aria-label={`${t('holdings.take')}: ${item.name}`}
                  >
                    {t('holdings.take')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Modal>
  );
}
