import type { ReactNode } from 'react';
import { useNarrow } from './narrow.ts';
import { useText } from './text.tsx';

/** Filters of a list. On a phone all but the first lie folded, so that the list itself is seen; where there is only the first, nothing is. */
export function FilterBar({
  first,
  is_active = false,
  children,
}: {
  first?: ReactNode;
  is_active?: boolean;
  children?: ReactNode;
}) {
  const { t } = useText();
  const narrow = useNarrow();
  if (!narrow) {
    return (
      <search className="filters">
        {first}
        {children}
      </search>
    );
  }
  return (
    <search>
      <div className="filters">{first}</div>
      {children && (
        <details className="fold" open={is_active}>
          <summary>{t('act.filter')}</summary>
          <div className="filters">{children}</div>
        </details>
      )}
    </search>
  );
}
