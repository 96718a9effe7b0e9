// The face of the module.
export { type ActInput, act, attach } from './act.ts';
export { ApplicantInput, masked } from './applicant.ts';
export { type BulkCounts, type BulkDossier, bulkInsert, loadProcedureFacts } from './bulk.ts';
export { dossierCode, sequenceOf } from './code.ts';
export { dueOf, pausesOf, ruleOf, type TimeLimit } from './due.ts';
export type { Applicant, DossierEvent, Due, EventData, EventPaper, Filing } from './event.ts';
export {
  type DossierRow,
  type PaperRow,
  type ProcedureFacts,
  type Projection,
  project,
  VERSION_FACTS,
  type VersionRow,
} from './facts.ts';
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
export { type Difference, rebuild } from './rebuild.ts';
export { type By, previewDue, type Receipt, ReceiveInput, receive } from './receive.ts';
export {
  ACTION_NAMES,
  ACTIONS,
  type Action,
  EVENT_KINDS,
  type EventKind,
  isOpen,
  isPaused,
  possibleActions,
  possibleEvents,
  STATUS_LABELS,
  STEPS,
  type Status,
  statusAfter,
} from './status.ts';
export { get, tenantOf } from './view.ts';
