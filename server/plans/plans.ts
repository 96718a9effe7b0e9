// Face of the module: yearly plans and their tasks, assigned tasks, targets with verdicts, remediation.
export type { By } from './change.ts';
export { Counted, CountGroup, type CountsAsk, countsOf, ownersUnder, TaskCounts, taskCounts } from './counts.ts';
export { handDown, insertNotes, report } from './notes.ts';
export { addTask, amend, approve, createPlan, NewPlan, plan, plans, rollOver } from './plan.ts';
export { decide, propose } from './proposals.ts';
export { type Missing, remediationTask } from './remediation.ts';
export { tasks } from './remind.ts';
export { Part, type PartInput, type Verdict } from './rule.ts';
export { isCompleted, isImplemented, OUTCOMES, type Outcome, STATES, type State } from './state.ts';
export { VERDICT_NAMES } from './target-book.ts';
export { FigureInput, insertFigures, tell } from './target-figures.ts';
export {
  createTarget,
  NewTarget,
  recordVerdict,
  type TargetShown,
  type TargetVerdicts,
  targetVerdicts,
} from './targets.ts';
export { AssignedInput, assign, insertTask, TaskInput } from './task-write.ts';
export { judged, shown, TaskShown, type TasksAsk } from './tasks.ts';
export { AREA_NAMES, AREAS, type Area, ASSIGNERS, type Assigner } from './words.ts';
