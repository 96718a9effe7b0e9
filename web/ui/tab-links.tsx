import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useText } from './text.tsx';

export type TabLink = { key: string; label: string; to: string; count?: number | undefined; is_alarming?: boolean };

/** Parts of a list, each with its own address, so that a link shows what the sender saw. */
export function TabLinks({ label, tabs, active }: { label: string; tabs: TabLink[]; active: string }) {
  const { number } = useText();
  const current = useRef<HTMLAnchorElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another tab becomes the current one it is brought into sight.
  useEffect(() => {
    // Newer browsers answer with a promise, which must not become the effect's clean-up.
    current.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [active]);
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.key}
          to={tab.to}
          replace
          preventScrollReset
          {...(tab.key === active ? { 'aria-current': 'page' as const, ref: current } : {})}
        >
          {tab.label}{' '}
          {tab.count !== undefined && (
            <span className={`count ${tab.is_alarming && tab.count > 0 ? 'count-red' : ''}`}>{number(tab.count)}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
