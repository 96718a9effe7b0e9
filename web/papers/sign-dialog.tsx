import { Alert, Checkbox, Input, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { useGet } from '../api.ts';
import { dayOf } from '../ui/format.ts';
import { Answer, Nothing, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

export type SignWith = {
  seal_id: number;
  password: string | null;
  reason: string | null;
  mark: { page: 'first' | 'last'; corner: 'top_right' | 'bottom_right' | 'bottom_left' } | null;
};
type Props = {
  title: string;
  onClose: () => void;
  sign: (input: SignWith) => Promise<{ state: 'signed' | 'waiting' }>;
  onDone: (state: 'signed' | 'waiting') => void;
};
const PLACES = ['first.top_right', 'last.bottom_right', 'last.bottom_left'] as const;

/** Which seal, its password when it needs one, where its mark goes. */
export function SignDialog({ title, onClose, sign, onDone }: Props) {
  const { t, tCode, day } = useText();
  const seals = useGet('signatures.usable', {});
  const id = useId();
  const [seal_id, setSeal] = useState<number | null>(null);
  const [password, setPassword] = useState('');
  const [reason, setReason] = useState('');
  const [place, setPlace] = useState<(typeof PLACES)[number]>('first.top_right');
  const [is_marked, setMarked] = useState(true);
  const [is_busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const chosen = seals.data?.find((one) => one.id === (seal_id ?? seals.data?.[0]?.id));
  const run = async () => {
    if (!chosen) return;
    setBusy(true);
    setError(null);
    const [page, corner] = place.split('.') as ['first' | 'last', 'top_right' | 'bottom_right' | 'bottom_left'];
    try {
      const mark = is_marked ? { page, corner } : null;
      const { state } = await sign({ seal_id: chosen.id, password: password || null, reason: reason.trim() || null, mark });
      onDone(state);
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={t('signatures.sign')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: is_busy, disabled: !chosen || (chosen.needs_password && password === '') }}
      onOk={() => void run()}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Answer of={seals} rows={3}>
        {(list) =>
          list.length === 0 || !chosen ? (
            <Nothing text={t('signatures.none_usable')} />
          ) : (
            <div className="form-stack">
              <label htmlFor={`${id}-seal`}>{t('signatures.seal')}</label>
              <Select
                id={`${id}-seal`}
                value={chosen.id}
                onChange={(value) => {
                  setSeal(value);
                  setPassword('');
                }}
                options={list.map((one) => ({ value: one.id, label: `${one.label} · ${one.subject}` }))}
              />
              <p className="small">
                {tCode('seal_kind', chosen.kind)} · {t('signatures.valid_to', { day: day(dayOf(new Date(chosen.valid_to))) })}
                {chosen.is_remote && ` · ${t('signatures.is_remote')}`}
              </p>
              {chosen.needs_password && (
                <>
                  <label htmlFor={`${id}-password`}>{t('signatures.password')}</label>
                  <Input.Password
                    id={`${id}-password`}
                    value={password}
                    autoComplete="off"
                    onChange={(event) => setPassword(event.target.value)}
                  />
                </>
              )}
              <label htmlFor={`${id}-reason`}>{t('signatures.reason')}</label>
              <Input id={`${id}-reason`} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
              <Checkbox checked={is_marked} onChange={(event) => setMarked(event.target.checked)}>
                {t('signatures.with_mark')}
              </Checkbox>
              {is_marked && (
                <Select
                  aria-label={t('signatures.place')}
                  value={place}
                  onChange={setPlace}
                  options={PLACES.map((value) => ({ value, label: tCode('mark_place', value) }))}
                />
              )}
              {chosen.is_remote && <Alert type="info" showIcon title={t('signatures.remote_hint')} />}
              {error !== null && <Problem error={error} />}
            </div>
          )
        }
      </Answer>
    </Modal>
  );
}
