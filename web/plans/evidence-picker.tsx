import { Select } from 'antd';
import { useState } from 'react';
import { useGet } from '../api.ts';
import { useMe, useSession } from '../shell/session.tsx';
import { useText } from '../ui/text.tsx';

type Props = { id?: string; value?: number[]; onChange?: (ids: number[]) => void };

/** Documents that are kept as evidence, found by number or title. */
export function EvidencePicker({ id, value, onChange }: Props) {
  const { t, day } = useText();
  const { may } = useSession();
  const me = useMe();
  const unit = me.account.unit_code ?? me.roles[0]?.unit_code;
  const [q, setQ] = useState('');
  const asked = useGet('registers.evidence', may('registers.read') && unit ? { unit, q, page_size: 30 } : null, {
    placeholderData: (before) => before,
    retry: false,
  });
  const rows = asked.data?.rows ?? [];
  return (
    <Select
      {...(id ? { id } : {})}
      mode="multiple"
      value={value ?? []}
      onChange={(ids: number[]) => onChange?.(ids)}
      showSearch
      onSearch={setQ}
      filterOption={false}
      placeholder={t('plans.evidence_find')}
      notFoundContent={t('plans.evidence_none')}
      options={rows.map((row) => ({
        value: row.id,
        label: [row.document_number, row.document_on && day(row.document_on), row.title].filter(Boolean).join(' · '),
      }))}
    />
  );
}
