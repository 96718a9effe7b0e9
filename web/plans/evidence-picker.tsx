import { Select } from 'antd';
import { useState } from 'react';
import { useGet } from '../api.ts';
import { type Drafted, EvidenceDrafts } from '../registers/evidence.tsx';
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

type GivenProps = { value?: Drafted[]; onChange?: (drafts: Drafted[]) => void };

/** Documents that prove what is told, sent now or kept already, each with its page and words. Without the right to keep some, those that are kept. */
export function EvidenceGiven({ value = [], onChange }: GivenProps) {
  const { may } = useSession();
  const me = useMe();
  const unit = me.account.unit_code ?? me.roles[0]?.unit_code ?? '';
  if (may('registers.write'))
    return <EvidenceDrafts unit={unit} drafts={value} onChange={(drafts) => onChange?.(drafts)} is_needed={false} />;
  const asDraft = (evidence_id: number): Drafted => ({ evidence_id, title: '', document_number: null, page: null, quote: null });
  return <EvidencePicker value={value.map((one) => one.evidence_id)} onChange={(ids) => onChange?.(ids.map(asDraft))} />;
}

/** As the server takes them. */
export const asGiven = (drafts: readonly Drafted[] = []) =>
  drafts.map(({ evidence_id, page, quote }) => ({ evidence_id, page, quote }));
