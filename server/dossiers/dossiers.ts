// The face of the module.
export { type ActInput, act, attach } from './act.ts';
export { type ActedOn, ActManyInput, actMany } from './act-many.ts';
export { type ActionDefinition, action, type Seen, type Situation } from './action.ts';
export { ACTION_NAMES, ACTIONS, type Action, BY_HOLDER, possibleActions } from './actions.ts';
export { ApplicantInput, masked } from './applicant.ts';
export { type BulkCounts, type BulkDossier, bulkInsert, loadProcedureFacts } from './bulk.ts';
export { dossierCode, sequenceOf } from './code.ts';
export { dueOf, extensionsOf, pausesOf, ruleOf, type TimeLimit } from './due.ts';
export type { Applicant, DossierEvent, Due, EventData, EventPaper, Filing } from './event.ts';
export { LATE_CAUSES, LATE_ENTRY_CAUSES } from './event.ts';
export { project } from './facts.ts';
export type { Flow, StepEntry } from './flow.ts';
export { flowAtReception } from './flow-of.ts';
export { type By, ReceiveInput } from './intake.ts';
export { lateDossiers } from './late.ts';
export { compileLateList, lateList, publicLateList, publishLateList, recallLateList } from './late-list.ts';
export { type LateTold, lateTold } from './late-told.ts';
export {
  type DueDate,
  lateDays,
  type Standing,
  standing,
  standingAtEndOf,
  TIMELINESS,
  type Timeliness,
  timeliness,
} from './lateness.ts';
export { type LifeRule, lifeRuleFor, loadPack } from './life-rules.ts';
export { MARKS, type Mark } from './marks.ts';
export { get } from './opened.ts';
export { type QueueInput, queueWritten } from './queue.ts';
export { type Difference, rebuild } from './rebuild.ts';
export { type Outcome, previewDue, type Receipt, receive, receiveAll } from './receive.ts';
export {
  type ConsultationRow,
  type DossierRow,
  type PaperRow,
  type PaymentRow,
  type ProcedureFacts,
  type Projection,
  type StepRow,
  VERSION_FACTS,
  type VersionRow,
} from './rows.ts';
export {
  EVENT_KINDS,
  type EventKind,
  isOpen,
  isPaused,
  possibleEvents,
  STATUS_LABELS,
  STEPS,
  type Status,
  statusAfter,
} from './status.ts';
export { type StepTaken, stepsOf, type Viewer } from './step-view.ts';
export { tenantOf } from './view.ts';
export { type Visit, VisitInput, visit, visitById, visits } from './visits.ts';
