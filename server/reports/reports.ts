// Face of the module: reports that write themselves from the records, and the reports that are kept, approved and issued.
export { anchorOf } from './compose.ts';
export { type Cause, differences } from './differences.ts';
export { configure } from './dispatch-carriers.ts';
export { deliver } from './dispatch-deliver.ts';
export { collect, dispatchTasks } from './dispatch-jobs.ts';
export { type Due, dueOfPeriods, HANDED_IN, periodsAround } from './due.ts';
export { frozenCells, frozenFigure } from './frozen.ts';
export { type Issued, issue, issuedOf } from './issue.ts';
export { verify } from './issue-check.ts';
export { reportsIn } from './list.ts';
export { create } from './make.ts';
export { basesOn, readOutline } from './outline.ts';
export { type NewOriginal, noteOriginal, OriginalFigure, originalOf, WHY } from './outlines/original.ts';
export { periodReport, type ReportAsk } from './period-report.ts';
export { dueOn, type Regime, type RegimeOn, regimeOf, regimesOn } from './regimes.ts';
export { remind, reportTasks } from './remind.ts';
export { type State, stateAfter } from './states.ts';
export { held, step, versionOf } from './stored.ts';
