import { useSyncExternalStore } from 'react';

const query = matchMedia('(max-width: 767px)');

function watch(changed: () => void): () => void {
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** True on a phone, where tables become cards and the sidebar a drawer. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => query.matches);
}
