// Face of the module: reports that write themselves from the records, and the reports that are kept, approved and issued.
export { type Cause, causeFor, differences, frozenCells } from './differences.ts';
export { type Issued, issue, issuedOf } from './issue.ts';
export { verify } from './issue-check.ts';
export { reportsIn } from './list.ts';
export { create } from './make.ts';
export { basesOn, readOutline } from './outline.ts';
export { periodReport, type ReportAsk } from './period-report.ts';
export { dueOn, periodsAround, type Regime, regimes } from './regimes.ts';
export { type State, stateAfter } from './states.ts';
export { held } from './stored.ts';
