import { useMemo } from 'react';
import { useGet } from '../api.ts';
import { useText } from '../ui/text.tsx';

/** Sectors of the catalogue as choices, and their names by code. */
export function useSectors() {
  const { lang } = useText();
  const asked = useGet('procedures.sectors', {}, { staleTime: 60_000 });
  return useMemo(() => {
    const rows = (asked.data ?? []).map((one) => ({
      value: one.code,
      label: lang === 'en' && one.name_en ? one.name_en : one.name,
    }));
    const names = new Map(rows.map((one) => [one.value, one.label]));
    return { options: rows, nameOf: (code: string) => names.get(code) ?? code };
  }, [asked.data, lang]);
}
