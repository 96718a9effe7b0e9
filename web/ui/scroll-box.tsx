import type { ReactNode } from 'react';

/** Something wider than a phone: it scrolls inside, and a keyboard can reach it to scroll. */
export function ScrollBox({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus, or a keyboard cannot scroll it (axe: scrollable-region-focusable).
    <section className={`table-scroll ${className ?? ''}`} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
