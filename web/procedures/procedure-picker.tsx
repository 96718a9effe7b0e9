import type { RefSelectProps } from 'antd';
import { Select } from 'antd';
import { type Ref, useEffect, useState } from 'react';
import { useGet } from '../api.ts';
import { useText } from '../ui/text.tsx';
import { limitText } from './limit-text.ts';

type Props = {
  id?: string;
  value?: string | undefined;
  onChange?: (code: string) => void;
  placeholder?: string;
  ref?: Ref<RefSelectProps>;
  name?: string | undefined;
};

/** A procedure of today's catalogue, found by code, by words without diacritics or by initials. */
export function ProcedurePicker({ id, value, onChange, placeholder, ref, name }: Props) {
  const { t, tCode, lang } = useText();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed.trim(), 180);
  const asked = useGet(
    'procedures.list',
    { ...(q ? { q } : {}), page_size: 30 },
    { placeholderData: (before) => before, staleTime: 60_000 },
  );
  const rows = asked.data?.rows ?? [];
  const options = rows.map((row) => ({
    value: row.code,
    label: row.name,
    detail: [row.code, row.sector_name, tCode('level', row.level), limitText(row, lang)].filter(Boolean).join(' · '),
  }));
  // The chosen one keeps its name when a later search no longer lists it.
  if (value && name && !options.some((option) => option.value === value)) options.push({ value, label: name, detail: value });
  return (
    <Select
      {...(id ? { id } : {})}
      {...(ref ? { ref } : {})}
      className="wide"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value ?? null}
      onChange={(code: string) => onChange?.(code)}
      loading={asked.isFetching}
      placeholder={placeholder}
      notFoundContent={asked.isFetching ? t('state.loading') : t('procedures.none')}
      options={options}
      listHeight={340}
      optionRender={(option) => (
        <div className="option">
          <div>{option.data.label}</div>
          <div className="small">{option.data.detail}</div>
        </div>
      )}
    />
  );
}

/** The value once it has not changed for `ms`: a request per word, not per letter. */
function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
