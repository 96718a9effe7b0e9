import { Breadcrumb } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import { useText } from './text.tsx';

// Outlives the pages: which one was opened last.
let last_opened: string | null = null;

type Crumb = { label: ReactNode; to?: string };

/** One page: title in the tab and on the screen, where it stands, and what can be done with all of it. */
export function Page({
  title,
  lead,
  crumbs = [],
  actions,
  children,
}: {
  title: string;
  lead?: ReactNode;
  crumbs?: Crumb[];
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title, t]);
  // A page that follows another begins at its heading, for screen readers and keyboards; a changed filter does not move the focus,
  // and the very first page leaves it to the browser, whose first Tab finds the skip link.
  useEffect(() => {
    if (last_opened !== null && last_opened !== pathname) heading.current?.focus({ preventScroll: true });
    last_opened = pathname;
  }, [pathname]);
  return (
    <div className="page">
      {crumbs.length > 0 && (
        <Breadcrumb
          className="crumbs"
          items={[...crumbs, { label: title }].map((crumb) => ({
            title: 'to' in crumb && crumb.to ? <Link to={crumb.to}>{crumb.label}</Link> : crumb.label,
          }))}
        />
      )}
      <div className="page-head">
        <div className="page-title">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className="page-lead">{lead}</p>}
        </div>
        {actions && <div className="page-actions no-print">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** A titled part of a page. */
export function Section({
  title,
  extra,
  children,
  className,
}: {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={`panel ${className ?? ''}`}>
      {(title || extra) && (
        <div className="panel-head">
          {title && <h2>{title}</h2>}
          {extra && <div className="panel-extra">{extra}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
