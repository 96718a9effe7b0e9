import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

type Values = Record<string, string | number | boolean | null | undefined>;

/**
 * What a page is asked to show, kept in its address and nowhere else, so that a link shows what the sender saw.
 * Setting a filter goes back to the first page unless the page itself is set; null takes a value away.
 */
export function useAddress() {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (values: Values, options: { replace?: boolean } = {}) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          if (!('page' in values)) next.delete('page');
          for (const [key, value] of Object.entries(values)) {
            if (value === null || value === undefined || value === '' || value === false) next.delete(key);
            else next.set(key, String(value));
          }
          return next;
        },
        { replace: options.replace ?? true, preventScrollReset: true },
      ),
    [setSearch],
  );
  const get = useCallback((key: string) => search.get(key) ?? undefined, [search]);
  const number = useCallback((key: string, fallback: number) => wholeOf(search.get(key), fallback), [search]);
  return useMemo(() => ({ get, number, set, search }), [get, number, set, search]);
}

/** A whole number ≥ 1 written in an address, or `fallback` when it is not one. */
export function wholeOf(text: string | null, fallback: number): number {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : fallback;
}

/** A path with the values that are there. */
export function pathWith(path: string, values: Values): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '' && value !== false) search.set(key, String(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}
