import type { PageEntry } from '../pages.tsx';

/** Pages of reports that are kept, due, sent and received. */
export const REPORT_PAGES: PageEntry[] = [
  { path: '/reports/due', permission: 'reports.read', load: async () => (await import('./due-page.tsx')).DuePage },
  {
    path: '/reports/regimes',
    permission: 'reports.read',
    load: async () => (await import('./regimes-page.tsx')).RegimesPage,
  },
  {
    path: '/reports/regimes/edit',
    permission: 'reports.define',
    load: async () => (await import('./regime-edit-page.tsx')).RegimeEditPage,
  },
  {
    path: '/reports/regimes/:code',
    permission: 'reports.read',
    load: async () => (await import('./regime-page.tsx')).RegimePage,
  },
  {
    path: '/reports/workbooks',
    permission: 'reports.read',
    load: async () => (await import('./ministry-page.tsx')).MinistryPage,
  },
  {
    path: '/reports/workbooks/:form',
    permission: 'reports.read',
    load: async () => (await import('./ministry-map-page.tsx')).MinistryMapPage,
  },
  {
    path: '/reports/kept',
    permission: 'reports.read',
    load: async () => (await import('./kept-page.tsx')).KeptPage,
  },
  {
    path: '/reports/kept/:id/consolidation',
    permission: 'reports.read',
    load: async () => (await import('./consolidate-page.tsx')).ConsolidatePage,
  },
  {
    path: '/reports/kept/:id',
    permission: 'reports.read',
    load: async () => (await import('./report-page.tsx')).ReportPage,
  },
  {
    path: '/reports/kept/:id/figures/:anchor',
    permission: 'reports.read',
    load: async () => (await import('./figure-page.tsx')).FigurePage,
  },
  {
    path: '/reports/inbox',
    permission: 'reports.read',
    load: async () => (await import('./inbox-page.tsx')).InboxPage,
  },
  {
    path: '/reports/inbox/:id',
    permission: 'reports.read',
    load: async () => (await import('./inbox-item-page.tsx')).InboxItemPage,
  },
  {
    path: '/reports/book',
    permission: 'reports.read',
    load: async () => (await import('./send-book-page.tsx')).BookPage,
  },
  {
    path: '/reports/templates',
    permission: 'reports.templates',
    load: async () => (await import('./templates-page.tsx')).ReportTemplatesPage,
  },
  { path: '/r/:token', permission: 'public', load: async () => (await import('./verify-page.tsx')).VerifyPage },
  { path: '/reports', permission: 'reports.read', load: async () => (await import('./reports-page.tsx')).ReportsPage },
];
