import { Alert, Form, type FormInstance } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { useLink } from '../offline/link.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith } from '../ui/address.ts';
import { useText } from '../ui/text.tsx';
import { lookUp } from './look-up.ts';
import type { ReceiveFields } from './receive-form.ts';

type Known = Output<'dossiers.applicants'>[number];

const PAUSE_MS = 350;

/** Somebody who filed before is found again by identity or phone: what is known fills the fields that are still empty. */
export function KnownApplicant({ form, onFilled }: { form: FormInstance<ReceiveFields>; onFilled: () => void }) {
  const { t, day } = useText();
  const { may } = useSession();
  const is_up = useLink();
  const identity = Form.useWatch('identity', form);
  const phone = Form.useWatch('phone', form);
  const no_identity = Form.useWatch('no_identity', form);
  const wanted = useSettled(JSON.stringify(lookUp({ identity: no_identity ? undefined : identity, phone })), PAUSE_MS);
  const asked_for = JSON.parse(wanted) as ReturnType<typeof lookUp>;
  const asked = useGet('dossiers.applicants', asked_for && is_up && may('dossiers.read_personal') ? asked_for : null, {
    staleTime: 300_000,
    retry: false,
  });
  const found = asked_for ? asked.data?.[0] : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each person found.
  useEffect(() => {
    if (found && fillEmpty(form, found)) onFilled();
  }, [found?.last_id, form]);
  if (!found) return null;
  return (
    <Alert
      className="gap"
      type="info"
      showIcon
      role="status"
      title={t('known.found', { name: found.name, count: found.dossiers, open: found.open })}
      description={
        <>
          {t('known.last', { day: day(found.last_filed_at), procedure: found.last_procedure_name })}{' '}
          <Link to={pathWith('/dossiers', { q: found.identity ?? found.phone })} target="_blank">
            {t('known.see')}
          </Link>
        </>
      }
    />
  );
}

/** @returns whether a field was filled */
function fillEmpty(form: FormInstance<ReceiveFields>, found: Known): boolean {
  const now = form.getFieldsValue();
  const known: Partial<Record<'name' | 'identity' | 'phone' | 'email' | 'address', string | null>> = {
    name: found.name,
    identity: now.no_identity ? null : found.identity,
    phone: found.phone,
    email: found.email,
    address: found.address,
  };
  const filling = Object.entries(known).filter(([key, value]) => value && !now[key as keyof ReceiveFields]);
  if (filling.length === 0) return false;
  form.setFieldsValue(Object.fromEntries(filling));
  if (!now.name && found.kind !== now.kind) form.setFieldValue('kind', found.kind);
  return true;
}

function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
