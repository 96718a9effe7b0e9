import { Button, Select } from 'antd';
import { useState } from 'react';
import { call, useGet } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { useText } from '../ui/text.tsx';

type Props = {
  id?: string;
  value?: string[];
  onChange?: (codes: string[]) => void;
  /** Level whose procedures at the desk may be taken all at once. */
  level: 'province' | 'district' | 'commune' | null;
};

const AT_ONCE = 200;

/** Several procedures of today's catalogue, one by one or all that a level receives at the desk. */
export function CodesPicker({ id, value = [], onChange, level }: Props) {
  const { t, tCode, number } = useText();
  const say = useSay();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const asked = useGet(
    'procedures.list',
    { ...(typed.trim() ? { q: typed.trim() } : {}), ...(level ? { level } : {}), page_size: 50 },
    { placeholderData: (before) => before },
  );
  const all = useGet('procedures.list', level ? allOf(level, 1) : null, { staleTime: 60_000 });
  const options = (asked.data?.rows ?? []).map((row) => ({ value: row.code, label: `${row.code} ${row.name}` }));
  const takeAll = async () => {
    if (!level || !all.data) return;
    setBusy(true);
    try {
      const codes: string[] = all.data.rows.map((row) => row.code);
      for (let page = 2; (page - 1) * AT_ONCE < all.data.total; page += 1)
        codes.push(...(await call('procedures.list', allOf(level, page))).rows.map((row) => row.code));
      onChange?.(codes);
    } catch (error) {
      say.refused(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Select<string[]>
        {...(id ? { id } : {})}
        className="wide"
        mode="multiple"
        allowClear
        maxTagCount={6}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        value={value}
        onChange={(codes) => onChange?.(codes)}
        options={options}
        loading={asked.isFetching}
        notFoundContent={asked.isFetching ? t('state.loading') : t('procedures.none')}
      />
      <div className="button-row gap">
        {level && (
          <Button size="small" loading={busy} disabled={!all.data} onClick={() => void takeAll()}>
            {t('catalogue.all_of_level', { level: tCode('level', level).toLowerCase(), count: number(all.data?.total) })}
          </Button>
        )}
        {value.length > 0 && <span className="small">{t('catalogue.chosen', { count: value.length })}</span>}
      </div>
    </>
  );
}

function allOf(level: 'province' | 'district' | 'commune', page: number) {
  return { level, at_desk: 'true', is_internal: 'false', page, page_size: AT_ONCE };
}

/** The level whose procedures a kind of unit decides on. */
export function levelOfUnit(kind: string | undefined): 'province' | 'district' | 'commune' | null {
  if (kind === undefined || kind === 'nation') return null;
  if (kind === 'commune') return 'commune';
  return kind === 'district' || kind === 'division' ? 'district' : 'province';
}
