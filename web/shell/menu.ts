import type { TextKey } from '../messages.ts';
import type { IconName } from '../ui/icon.tsx';

export type MenuItem = {
  to: string;
  text: TextKey;
  icon: IconName;
  permission?: string /** Also lit under these paths. */;
  exact?: boolean;
};
export type MenuGroup = {
  text: TextKey;
  items: MenuItem[];
  /** Whoever may one of these has other work every day: for them the group begins closed, a press away. */
  aside_for?: readonly string[];
};

export const MENU: MenuGroup[] = [
  {
    text: 'nav.work',
    items: [
      { to: '/', text: 'nav.home', icon: 'home', exact: true },
      { to: '/dossiers/new', text: 'nav.receive', icon: 'plus', permission: 'dossiers.receive' },
      { to: '/dossiers/queue', text: 'nav.queue', icon: 'inbox', permission: 'dossiers.read' },
      { to: '/work', text: 'nav.by_step', icon: 'turn', permission: 'dossiers.read' },
      { to: '/dossiers', text: 'nav.dossiers', icon: 'search', permission: 'dossiers.read', exact: true },
      { to: '/late', text: 'nav.late', icon: 'warning', permission: 'dossiers.explain', exact: true },
      { to: '/late/lists', text: 'nav.late_lists', icon: 'globe', permission: 'dossiers.publish_late' },
    ],
  },
  {
    text: 'nav.at_desk',
    items: [
      { to: '/desk', text: 'nav.desk', icon: 'people', permission: 'desk.read' },
      { to: '/slips', text: 'nav.slips', icon: 'print', permission: 'slips.print' },
      { to: '/fees', text: 'nav.fees', icon: 'table', permission: 'dossiers.fees' },
      { to: '/certifications', text: 'nav.certifications', icon: 'check', permission: 'certifications.read' },
      { to: '/holdings', text: 'nav.holdings', icon: 'user', permission: 'holdings.read' },
      { to: '/signatures', text: 'nav.signatures', icon: 'key', permission: 'files.read' },
      { to: '/slips/templates', text: 'slips.tab_templates', icon: 'report', permission: 'slips.templates' },
    ],
  },
  {
    text: 'nav.numbers',
    items: [
      { to: '/figures', text: 'nav.figures', icon: 'chart', permission: 'measures.read', exact: true },
      { to: '/figures/measures', text: 'nav.measures', icon: 'book', permission: 'measures.read' },
      { to: '/figures/declared', text: 'nav.declared', icon: 'table', permission: 'measures.declare' },
      { to: '/legs', text: 'nav.legs', icon: 'clock', permission: 'measures.read' },
      { to: '/forms', text: 'nav.forms', icon: 'table', permission: 'forms.read' },
      { to: '/reports/due', text: 'nav.due_reports', icon: 'calendar', permission: 'reports.read' },
      { to: '/reports/kept', text: 'nav.kept_reports', icon: 'report', permission: 'reports.read' },
      { to: '/reports/inbox', text: 'nav.report_inbox', icon: 'inbox', permission: 'reports.read' },
      { to: '/reports/book', text: 'nav.report_book', icon: 'book', permission: 'reports.read' },
      { to: '/reports', text: 'nav.reports', icon: 'report', permission: 'reports.read', exact: true },
      { to: '/checks', text: 'nav.checks', icon: 'check', permission: 'checks.use' },
    ],
  },
  {
    text: 'nav.reform',
    items: [
      { to: '/overview', text: 'nav.overview', icon: 'chart', permission: 'overview.read' },
      { to: '/registers', text: 'nav.registers', icon: 'book', permission: 'registers.read' },
      { to: '/plans', text: 'nav.plans', icon: 'calendar', permission: 'plans.read', exact: true },
      { to: '/plans/tasks', text: 'nav.plan_tasks', icon: 'check', permission: 'plans.read' },
      { to: '/plans/targets', text: 'nav.targets', icon: 'chart', permission: 'plans.read' },
      { to: '/plans/proposals', text: 'nav.proposals', icon: 'people', permission: 'plans.read' },
      { to: '/scorecards', text: 'nav.scorecards', icon: 'table', permission: 'scorecards.read', exact: true },
      { to: '/scorecards/index-766', text: 'nav.service_index', icon: 'chart', permission: 'scorecards.read' },
      { to: '/scorecards/sets', text: 'nav.criteria_sets', icon: 'tree', permission: 'scorecards.read' },
    ],
  },
  {
    text: 'nav.reference',
    aside_for: ['dossiers.receive', 'dossiers.process', 'dossiers.decide'],
    items: [
      { to: '/procedures', text: 'nav.procedures', icon: 'book', permission: 'procedures.read' },
      { to: '/processes', text: 'nav.processes', icon: 'link', permission: 'processes.read' },
      { to: '/reports/regimes', text: 'nav.regimes', icon: 'report', permission: 'reports.read' },
      { to: '/reports/templates', text: 'nav.report_templates', icon: 'report', permission: 'reports.templates' },
      { to: '/reports/workbooks', text: 'nav.workbooks', icon: 'report', permission: 'reports.read' },
      { to: '/org', text: 'nav.org', icon: 'tree', permission: 'org.read' },
      { to: '/calendar', text: 'nav.calendar', icon: 'calendar', permission: 'calendar.read', exact: true },
      { to: '/calendar/deadline', text: 'nav.deadline', icon: 'clock', permission: 'calendar.read' },
    ],
  },
  {
    text: 'nav.admin',
    items: [
      { to: '/access/accounts', text: 'nav.accounts', icon: 'people', permission: 'access.read' },
      { to: '/access/roles', text: 'nav.roles', icon: 'key', permission: 'access.read' },
      { to: '/audit', text: 'nav.audit', icon: 'shield', permission: 'audit.read' },
      { to: '/notices/outbox', text: 'nav.outbox', icon: 'bell', permission: 'notices.manage' },
      { to: '/signatures?tab=seals', text: 'signatures.tab_seals', icon: 'shield', permission: 'signatures.manage' },
      { to: '/jobs', text: 'nav.jobs', icon: 'clock', permission: 'jobs.read' },
    ],
  },
];

export type ShownGroup = { text: TextKey; items: MenuItem[]; begins_closed: boolean };

/** The menu an account sees: only pages it may open, and no empty group. */
export function menuFor(may: (permission: string) => boolean): ShownGroup[] {
  return MENU.map(({ text, items, aside_for }) => ({
    text,
    items: items.filter((item) => !item.permission || may(item.permission)),
    begins_closed: aside_for?.some(may) ?? false,
  })).filter((group) => group.items.length > 0);
}

/** Whether a page, or one below it, is that of an item. */
export function isAt(item: MenuItem, pathname: string): boolean {
  const [path] = item.to.split('?') as [string];
  return pathname === path || (!item.exact && pathname.startsWith(`${path}/`));
}
