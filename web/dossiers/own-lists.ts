import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call, type Output, useGet } from '../api.ts';

type Own = Output<'dossiers.own_lists'>;
export type ListName = Own['filters'][number]['list'];

/** What the account chose for its lists: columns, saved filters, starred procedures. Kept with the account, the same on every machine. */
export function useOwnLists() {
  const client = useQueryClient();
  const asked = useGet('dossiers.own_lists', {}, { staleTime: 300_000 });
  const put = useCallback(
    (change: (own: Own) => Own) =>
      client.setQueryData<Own>(['dossiers.own_lists', {}], (own) => change(own ?? { filters: [], preferences: {} })),
    [client],
  );
  const texts = (key: string): string[] | undefined => {
    const value = asked.data?.preferences[key];
    return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : undefined;
  };
  /** Shown at once; a network that is away loses a choice of columns, nothing else. */
  const choose = (key: string, value: string[] | null) => {
    put((own) => ({ ...own, preferences: { ...own.preferences, [key]: value } }));
    return call('dossiers.save_preference', { key, value });
  };
  const saveFilter = async (list: ListName, name: string, filter: Record<string, string>) => {
    const { id } = await call('dossiers.save_filter', { list, name, filter });
    put((own) => ({ ...own, filters: [...own.filters.filter((one) => one.id !== id), { id, list, name, filter }] }));
  };
  const removeFilter = async (id: number) => {
    await call('dossiers.remove_filter', { id });
    put((own) => ({ ...own, filters: own.filters.filter((one) => one.id !== id) }));
  };
  return { filters: asked.data?.filters ?? [], texts, choose, saveFilter, removeFilter };
}
