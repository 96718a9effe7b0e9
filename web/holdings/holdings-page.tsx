import { Alert, Button, Input, Radio } from 'antd';
import { useId, useState } from 'react';
import { call, fetchFile, type Output, useCall, useGet } from '../api.ts';
import { Preview } from '../papers/preview.tsx';
import { useMe, useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { AddHolding } from './add-holding.tsx';
import { type StoreItem, StoreLine } from './from-store.tsx';

/** The electronic store of one person: opened with a ground, never leafed through. */
export function HoldingsPage() {
  const { t } = useText();
  const address = useAddress();
  const { may } = useSession();
  const [is_adding, setAdding] = useState(false);
  const reading_id = address.get('reading');
  return (
    <Page
      title={t('holdings.title')}
      lead={t('holdings.lead')}
      actions={
        may('holdings.write') && (
          <Button icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
            {t('holdings.add')}
          </Button>
        )
      }
    >
      <OpenForm onOpened={(id) => address.set({ reading: id })} />
      {reading_id && <Store reading_id={Number(reading_id)} />}
      {is_adding && <AddHolding onClose={() => setAdding(false)} />}
    </Page>
  );
}

function OpenForm({ onOpened }: { onOpened: (reading_id: number) => void }) {
  const { t } = useText();
  const me = useMe();
  const id = useId();
  const [identity, setIdentity] = useState('');
  const [unit, setUnit] = useState<string | undefined>(me.account.unit_code ?? undefined);
  const [ground, setGround] = useState<'present' | 'written'>('present');
  const [note, setNote] = useState('');
  const open = useCall('holdings.open', ['holdings']);
  const is_whole =
    /^\d{9,13}$/.test(identity.replace(/[\s-]/g, '')) && unit !== undefined && (ground === 'present' || note.trim() !== '');
  const send = () =>
    unit && open.mutate({ identity, unit, ground, note: note || null }, { onSuccess: (reply) => onOpened(reply.reading_id) });
  return (
    <Section title={t('holdings.open_title')}>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          if (is_whole) send();
        }}
      >
        <Field label={t('holdings.identity')}>
          {(field) => (
            <Input
              id={field}
              value={identity}
              inputMode="numeric"
              maxLength={20}
              autoComplete="off"
              onChange={(event) => setIdentity(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('field.unit')}>{(field) => <UnitPicker id={field} value={unit} onChange={setUnit} />}</Field>
        <fieldset className="field">
          <legend>{t('holdings.ground')}</legend>
          <Radio.Group
            value={ground}
            onChange={(event) => setGround(event.target.value as 'present' | 'written')}
            options={[
              { value: 'present', label: t('holdings.present') },
              { value: 'written', label: t('holdings.written') },
            ]}
          />
        </fieldset>
        {ground === 'written' && (
          <div className="field">
            <label htmlFor={id}>{t('holdings.consent')}</label>
            <Input id={id} value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
          </div>
        )}
        <Button type="primary" htmlType="submit" disabled={!is_whole} loading={open.isPending}>
          {t('holdings.open')}
        </Button>
      </form>
      <p className="small">{t('holdings.on_record')}</p>
      {open.isError && <Problem error={open.error} />}
    </Section>
  );
}

function Store({ reading_id }: { reading_id: number }) {
  const { t, moment } = useText();
  const { may } = useSession();
  const say = useSay();
  const asked = useGet('holdings.items', { reading_id });
  const [shown, setShown] = useState<StoreItem | null>(null);
  const [leaving, setLeaving] = useState<StoreItem | null>(null);
  const withdraw = async (reason: string) => {
    if (!leaving) return;
    try {
      await call('holdings.withdraw', { id: leaving.id, reason });
      say.done(t('holdings.withdrawn'));
      setLeaving(null);
      await asked.refetch();
    } catch (error) {
      say.refused(error);
    }
  };
  return (
    <Section title={t('holdings.store')} className="gap">
      <Answer of={asked}>
        {({ items, uses, until }) => (
          <>
            <Alert className="gap" type="info" showIcon title={t('holdings.open_until', { at: moment(until) })} />
            {items.length === 0 ? (
              <Nothing text={t('holdings.empty')} />
            ) : (
              <ul className="plain-list papers gap">
                {items.map((item) => (
                  <li key={item.id}>
                    <div className="paper-name">
                      <StoreLine item={item} />
                      <Uses of={item} uses={uses} />
                    </div>
                    <div className="paper-controls">
                      <Button size="small" onClick={() => setShown(item)} aria-label={`${t('papers.preview')}: ${item.name}`}>
                        {t('papers.preview')}
                      </Button>
                      {may('holdings.manage') && (
                        <Button
                          size="small"
                          danger
                          onClick={() => setLeaving(item)}
                          aria-label={`${t('holdings.withdraw')}: ${item.name}`}
                        >
                          {t('holdings.withdraw')}
                        </Button>
                      )}
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Answer>
      {shown && (
        <Preview
          key={shown.id}
          title={shown.name}
          load={() => fetchFile('holdings.file', { reading_id, id: shown.id })}
          onClose={() => setShown(null)}
        />
      )}
      <Confirm
        open={leaving !== null}
        title={t('holdings.withdraw_title', { name: leaving?.name })}
        reason="needed"
        danger
        onConfirm={(reason) => void withdraw(reason)}
        onCancel={() => setLeaving(null)}
      />
    </Section>
  );
}

function Uses({ of, uses }: { of: StoreItem; uses: Output<'holdings.items'>['uses'] }) {
  const { t, moment } = useText();
  const own = uses.filter((one) => one.item_id === of.id);
  if (own.length === 0) return null;
  return (
    <details className="fold">
      <summary>{t('holdings.history', { count: own.length })}</summary>
      <ul>
        {own.map((one) => (
          <li key={`${one.dossier_id}-${one.used_at}`} className="small">
            {one.dossier_code} · {moment(one.used_at)}
          </li>
        ))}
      </ul>
    </details>
  );
}
