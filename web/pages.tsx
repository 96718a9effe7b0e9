import type { ComponentType } from 'react';
import { REPORT_PAGES } from './reports/pages.ts';

export type PageEntry = {
  path: string;
  /** A permission; `signed_in`: any account; `public`: anyone, outside the frame. */
  permission: string;
  load: () => Promise<ComponentType>;
};

/** Every page: where it is, who may open it, and the file that draws it (loaded when first opened). */
export const PAGES: PageEntry[] = [
  { path: '/', permission: 'signed_in', load: async () => (await import('./home/home-page.tsx')).HomePage },
  { path: '/dossiers', permission: 'dossiers.read', load: async () => (await import('./dossiers/list-page.tsx')).ListPage },
  {
    path: '/dossiers/new',
    permission: 'dossiers.receive',
    load: async () => (await import('./dossiers/receive-page.tsx')).ReceivePage,
  },
  {
    path: '/dossiers/waiting',
    permission: 'dossiers.receive',
    load: async () => (await import('./offline/waiting-page.tsx')).WaitingPage,
  },
  {
    path: '/dossiers/waiting/:client_id',
    permission: 'dossiers.receive',
    load: async () => (await import('./offline/temporary-slip-page.tsx')).TemporarySlipPage,
  },
  {
    path: '/dossiers/queue',
    permission: 'dossiers.read',
    load: async () => (await import('./dossiers/queue-page.tsx')).QueuePage,
  },
  {
    path: '/dossiers/:id',
    permission: 'dossiers.read',
    load: async () => (await import('./dossiers/dossier-page.tsx')).DossierPage,
  },
  {
    path: '/dossiers/:id/receipt',
    permission: 'slips.print',
    load: async () => (await import('./slips/receipt-page.tsx')).ReceiptPage,
  },
  { path: '/work', permission: 'dossiers.read', load: async () => (await import('./processes/work-page.tsx')).WorkPage },
  {
    path: '/work/opinions',
    permission: 'dossiers.read',
    load: async () => (await import('./processes/opinions-page.tsx')).OpinionsPage,
  },
  { path: '/slips', permission: 'slips.print', load: async () => (await import('./slips/slips-page.tsx')).SlipsPage },
  {
    path: '/slips/register',
    permission: 'slips.print',
    load: async () => (await import('./slips/register-page.tsx')).RegisterPage,
  },
  {
    path: '/slips/handover',
    permission: 'slips.print',
    load: async () => (await import('./slips/handover-page.tsx')).HandoverPage,
  },
  {
    path: '/slips/templates',
    permission: 'slips.templates',
    load: async () => (await import('./slips/templates-page.tsx')).TemplatesPage,
  },
  { path: '/verify/:token', permission: 'public', load: async () => (await import('./slips/verify-page.tsx')).VerifyPage },
  { path: '/late', permission: 'dossiers.read', load: async () => (await import('./late/late-page.tsx')).LatePage },
  { path: '/late/lists', permission: 'dossiers.read', load: async () => (await import('./late/lists-page.tsx')).LateListsPage },
  { path: '/late/lists/:id', permission: 'dossiers.read', load: async () => (await import('./late/list-page.tsx')).LateListPage },
  {
    path: '/cong-khai/qua-han',
    permission: 'public',
    load: async () => (await import('./late/public-page.tsx')).PublicLatePage,
  },
  {
    path: '/cong-khai/qua-han/:id',
    permission: 'public',
    load: async () => (await import('./late/public-page.tsx')).PublicLateListPage,
  },
  { path: '/fees', permission: 'dossiers.fees', load: async () => (await import('./fees/fees-page.tsx')).FeesPage },
  { path: '/figures', permission: 'measures.read', load: async () => (await import('./figures/figures-page.tsx')).FiguresPage },
  {
    path: '/figures/records',
    permission: 'measures.read',
    load: async () => (await import('./figures/records-page.tsx')).RecordsPage,
  },
  {
    path: '/figures/measures',
    permission: 'measures.read',
    load: async () => (await import('./figures/measures-page.tsx')).MeasuresPage,
  },
  {
    path: '/figures/measures/edit',
    permission: 'measures.define',
    load: async () => (await import('./figures/measure-edit-page.tsx')).MeasureEditPage,
  },
  {
    path: '/figures/declared',
    permission: 'measures.read',
    load: async () => (await import('./figures/declared-page.tsx')).DeclaredPage,
  },
  { path: '/legs', permission: 'dossiers.read', load: async () => (await import('./processes/legs-page.tsx')).LegsPage },
  {
    path: '/legs/dossiers',
    permission: 'dossiers.read',
    load: async () => (await import('./processes/leg-dossiers-page.tsx')).LegDossiersPage,
  },
  {
    path: '/scorecards',
    permission: 'scorecards.read',
    load: async () => (await import('./scorecards/rounds-page.tsx')).RoundsPage,
  },
  {
    path: '/scorecards/sets',
    permission: 'scorecards.read',
    load: async () => (await import('./scorecards/sets-page.tsx')).SetsPage,
  },
  {
    path: '/scorecards/sets/:id',
    permission: 'scorecards.read',
    load: async () => (await import('./scorecards/set-page.tsx')).SetPage,
  },
  {
    path: '/scorecards/index-766',
    permission: 'scorecards.read',
    load: async () => (await import('./scorecards/index-766-page.tsx')).Index766Page,
  },
  {
    path: '/scorecards/cards/:id',
    permission: 'scorecards.read',
    load: async () => (await import('./scorecards/card-page.tsx')).CardPage,
  },
  {
    path: '/scorecards/:id',
    permission: 'scorecards.read',
    load: async () => (await import('./scorecards/round-page.tsx')).RoundPage,
  },
  {
    path: '/scorecards/:id/ranking',
    permission: 'scorecards.read',
    load: async () => (await import('./scorecards/ranking-page.tsx')).RankingPage,
  },
  {
    path: '/cong-khai/cham-diem',
    permission: 'public',
    load: async () => (await import('./scorecards/public-page.tsx')).PublicScoresPage,
  },
  {
    path: '/cong-khai/cham-diem/:id',
    permission: 'public',
    load: async () => (await import('./scorecards/public-page.tsx')).PublicScorePage,
  },
  {
    path: '/overview',
    permission: 'overview.read',
    load: async () => (await import('./overview/overview-page.tsx')).OverviewPage,
  },
  { path: '/plans', permission: 'plans.read', load: async () => (await import('./plans/plans-page.tsx')).PlansPage },
  { path: '/plans/tasks', permission: 'plans.read', load: async () => (await import('./plans/tasks-page.tsx')).TasksPage },
  { path: '/plans/tasks/:id', permission: 'plans.read', load: async () => (await import('./plans/task-page.tsx')).TaskPage },
  { path: '/plans/targets', permission: 'plans.read', load: async () => (await import('./plans/targets-page.tsx')).TargetsPage },
  {
    path: '/plans/targets/:id',
    permission: 'plans.read',
    load: async () => (await import('./plans/target-page.tsx')).TargetPage,
  },
  {
    path: '/plans/proposals',
    permission: 'plans.read',
    load: async () => (await import('./plans/proposals-page.tsx')).ProposalsPage,
  },
  { path: '/plans/:id', permission: 'plans.read', load: async () => (await import('./plans/plan-page.tsx')).PlanPage },
  { path: '/forms', permission: 'forms.read', load: async () => (await import('./forms/forms-page.tsx')).FormsPage },
  {
    path: '/forms/:code/fill',
    permission: 'forms.read',
    load: async () => (await import('./forms/grid-page.tsx')).GridPage,
  },
  {
    path: '/forms/:code/rules',
    permission: 'forms.read',
    load: async () => (await import('./forms/grid-rules-page.tsx')).GridRulesPage,
  },
  { path: '/forms/:code', permission: 'forms.read', load: async () => (await import('./forms/form-page.tsx')).FormPage },
  ...REPORT_PAGES,
  { path: '/checks', permission: 'checks.use', load: async () => (await import('./checks/checks-page.tsx')).ChecksPage },
  { path: '/checks/rules', permission: 'checks.use', load: async () => (await import('./checks/rules-page.tsx')).RulesPage },
  { path: '/checks/:id', permission: 'checks.use', load: async () => (await import('./checks/check-page.tsx')).CheckPage },
  {
    path: '/checks/:id/compare',
    permission: 'checks.use',
    load: async () => (await import('./checks/compare-page.tsx')).ComparePage,
  },
  {
    path: '/procedures',
    permission: 'procedures.read',
    load: async () => (await import('./procedures/procedures-page.tsx')).ProceduresPage,
  },
  {
    path: '/procedures/decisions',
    permission: 'procedures.read',
    load: async () => (await import('./procedures/decisions-page.tsx')).DecisionsPage,
  },
  {
    path: '/procedures/decisions/:id',
    permission: 'procedures.read',
    load: async () => (await import('./procedures/decision-page.tsx')).DecisionPage,
  },
  {
    path: '/procedures/decide',
    permission: 'procedures.write',
    load: async () => (await import('./procedures/decide-page.tsx')).DecidePage,
  },
  {
    path: '/procedures/import',
    permission: 'procedures.write',
    load: async () => (await import('./procedures/import-page.tsx')).ImportPage,
  },
  {
    path: '/procedures/reviews',
    permission: 'procedures.publish',
    load: async () => (await import('./procedures/reviews-page.tsx')).ReviewsPage,
  },
  {
    path: '/procedures/publication',
    permission: 'procedures.publish',
    load: async () => (await import('./procedures/publication-page.tsx')).PublicationPage,
  },
  {
    path: '/procedures/sectors',
    permission: 'procedures.read',
    load: async () => (await import('./procedures/sectors-page.tsx')).SectorsPage,
  },
  {
    path: '/procedures/:code',
    permission: 'procedures.read',
    load: async () => (await import('./procedures/procedure-page.tsx')).ProcedurePage,
  },
  { path: '/desk', permission: 'desk.read', load: async () => (await import('./desk/desks-page.tsx')).DesksPage },
  { path: '/desk/:id', permission: 'desk.read', load: async () => (await import('./desk/desk-page.tsx')).DeskPage },
  { path: '/desk/:id/queue', permission: 'desk.call', load: async () => (await import('./desk/queue-page.tsx')).QueuePage },
  { path: '/kiosk/:token', permission: 'public', load: async () => (await import('./desk/kiosk-page.tsx')).KioskPage },
  { path: '/display/:token', permission: 'public', load: async () => (await import('./desk/display-page.tsx')).DisplayPage },
  { path: '/notices', permission: 'signed_in', load: async () => (await import('./notices/notices-page.tsx')).NoticesPage },
  {
    path: '/notices/settings',
    permission: 'signed_in',
    load: async () => (await import('./notices/settings-page.tsx')).SettingsPage,
  },
  {
    path: '/notices/outbox',
    permission: 'notices.manage',
    load: async () => (await import('./notices/outbox-page.tsx')).OutboxPage,
  },
  { path: '/jobs', permission: 'signed_in', load: async () => (await import('./jobs/jobs-page.tsx')).JobsPage },
  { path: '/org', permission: 'org.read', load: async () => (await import('./org/org-page.tsx')).OrgPage },
  { path: '/org/:code', permission: 'org.read', load: async () => (await import('./org/unit-page.tsx')).UnitPage },
  {
    path: '/calendar',
    permission: 'calendar.read',
    load: async () => (await import('./calendar/calendar-page.tsx')).CalendarPage,
  },
  {
    path: '/calendar/deadline',
    permission: 'calendar.read',
    load: async () => (await import('./calendar/deadline-page.tsx')).DeadlinePage,
  },
  { path: '/audit', permission: 'audit.read', load: async () => (await import('./audit/audit-page.tsx')).AuditPage },
  {
    path: '/access/accounts',
    permission: 'access.read',
    load: async () => (await import('./access/accounts-page.tsx')).AccountsPage,
  },
  { path: '/access/roles', permission: 'access.read', load: async () => (await import('./access/roles-page.tsx')).RolesPage },
  {
    path: '/holdings',
    permission: 'holdings.read',
    load: async () => (await import('./holdings/holdings-page.tsx')).HoldingsPage,
  },
  {
    path: '/signatures',
    permission: 'signed_in',
    load: async () => (await import('./signatures/signatures-page.tsx')).SignaturesPage,
  },
  {
    path: '/certifications',
    permission: 'certifications.read',
    load: async () => (await import('./certifications/register-page.tsx')).RegisterPage,
  },
  {
    path: '/certifications/new',
    permission: 'certifications.write',
    load: async () => (await import('./certifications/new-page.tsx')).NewCopyPage,
  },
  {
    path: '/certifications/:id',
    permission: 'certifications.read',
    load: async () => (await import('./certifications/copy-page.tsx')).CopyPage,
  },
  {
    path: '/registers',
    permission: 'registers.read',
    load: async () => (await import('./registers/registers-page.tsx')).RegistersPage,
  },
  {
    path: '/registers/define',
    permission: 'registers.define',
    load: async () => (await import('./registers/define-page.tsx')).DefinePage,
  },
  {
    path: '/registers/evidence',
    permission: 'registers.read',
    load: async () => (await import('./registers/evidence-page.tsx')).EvidencePage,
  },
  {
    path: '/registers/imports',
    permission: 'registers.import',
    load: async () => (await import('./registers/import-page.tsx')).ImportsPage,
  },
  {
    path: '/registers/imports/:id',
    permission: 'registers.import',
    load: async () => (await import('./registers/import-result-page.tsx')).ImportResultPage,
  },
  {
    path: '/registers/entries/:id',
    permission: 'registers.read',
    load: async () => (await import('./registers/entry-page.tsx')).EntryPage,
  },
  {
    path: '/registers/entries/:id/correct',
    permission: 'registers.write',
    load: async () => (await import('./registers/entry-form.tsx')).CorrectEntryPage,
  },
  {
    path: '/registers/:code',
    permission: 'registers.read',
    load: async () => (await import('./registers/register-page.tsx')).RegisterPage,
  },
  {
    path: '/registers/:code/new',
    permission: 'registers.write',
    load: async () => (await import('./registers/entry-form.tsx')).NewEntryPage,
  },
  {
    path: '/registers/:code/import',
    permission: 'registers.import',
    load: async () => (await import('./registers/import-page.tsx')).ImportPage,
  },
  { path: '/c/:token', permission: 'public', load: async () => (await import('./certifications/check-page.tsx')).CheckPage },
  {
    path: '/processes',
    permission: 'processes.read',
    load: async () => (await import('./processes/processes-page.tsx')).ProcessesPage,
  },
  {
    path: '/processes/simulate',
    permission: 'processes.read',
    load: async () => (await import('./processes/simulate-page.tsx')).SimulatePage,
  },
  {
    path: '/processes/:id',
    permission: 'processes.read',
    load: async () => (await import('./processes/process-page.tsx')).ProcessPage,
  },
  {
    path: '/account/absences',
    permission: 'signed_in',
    load: async () => (await import('./processes/absences-page.tsx')).AbsencesPage,
  },
  { path: '/account', permission: 'signed_in', load: async () => (await import('./access/account-page.tsx')).AccountPage },
  { path: '/api/docs', permission: 'public', load: async () => (await import('./api-docs/api-docs-page.tsx')).ApiDocsPage },
];
