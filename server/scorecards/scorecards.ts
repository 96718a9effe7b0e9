// Face of the module: criteria sets, rounds of scoring, cards with their missing points, ranking, the service index.

export { indexSheet } from './index-sheet.ts';
export type { ScoreInput } from './judge-score.ts';
export { pointsFrom, prefills } from './prefill.ts';
export { cardsOf, closeRound, openRound, publishRound, Round, roundById, rounds } from './rounds.ts';
export {
  EVIDENCE_KIND,
  endExplaining,
  evidenceSubject,
  finish,
  handOver,
  score,
  sendBack,
  stateTotal,
  submit,
} from './scoring.ts';
export { notePortal, ServiceIndex, serviceIndex } from './service-index.ts';
export { approveSet, type By, keepDraft, loadPack, setById, setList, setOn } from './sets.ts';
export { RoundView, roundView } from './table.ts';
export { CriteriaSet } from './tree.ts';
export { CardView, cardView } from './view.ts';
