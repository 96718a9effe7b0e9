// What may be done with a card at which moment, and who sees what. Pure.

export const ROUND_STATES = ['open', 'closed', 'published', 'taken_back'] as const;
export type RoundState = (typeof ROUND_STATES)[number];
export const CARD_STATES = ['self', 'submitted', 'appraised', 'explained', 'final'] as const;
export type CardState = (typeof CARD_STATES)[number];
export const STAGES = ['self', 'survey', 'appraisal', 'explanation', 'final'] as const;
export type Stage = (typeof STAGES)[number];

export const ACTIONS = [
  'self_score',
  'submit',
  'send_back',
  'survey',
  'appraise',
  'hand_over',
  'explain',
  'end_explaining',
  'answer',
  'finish',
  'state_total',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Who does it: the unit that is scored, or the one above that opened the round. */
export const SIDE: Record<Action, 'unit' | 'superior'> = {
  self_score: 'unit',
  submit: 'unit',
  send_back: 'superior',
  survey: 'superior',
  appraise: 'superior',
  hand_over: 'superior',
  explain: 'unit',
  end_explaining: 'unit',
  answer: 'superior',
  finish: 'superior',
  state_total: 'unit',
};

const WHEN: Record<Action, readonly CardState[]> = {
  self_score: ['self'],
  submit: ['self'],
  send_back: ['submitted'],
  survey: ['self', 'submitted', 'appraised', 'explained'],
  appraise: ['submitted'],
  hand_over: ['submitted'],
  explain: ['appraised'],
  end_explaining: ['appraised'],
  answer: ['explained'],
  finish: ['explained'],
  state_total: ['self', 'submitted', 'appraised', 'explained'],
};

/** Only while the round is open, and only in these states of the card. */
export function isPossible(action: Action, round: RoundState, card: CardState): boolean {
  return round === 'open' && WHEN[action].includes(card);
}

/** After a card was handed over its unit may read what was given and why. */
const HANDED_OVER: readonly CardState[] = ['appraised', 'explained', 'final'];

export type Viewer = {
  /** Reads the unit that is scored. */
  reads_unit: boolean;
  /** Reads the unit that opened the round. */
  reads_owner: boolean;
  /** May score for the unit. */
  scores_unit: boolean;
};

export type Sight = { card: boolean; own_scores: boolean; appraisal: boolean };

/**
 * What a reader sees of a card. The unit does not see the appraisal before it is handed over; the superior does not see a self-score
 * before it is submitted; other units see a card when the round is published, and then only its result.
 */
export function sightOf(viewer: Viewer, round: RoundState, card: CardState): Sight {
  const is_done = round === 'published';
  const sees = viewer.reads_unit || viewer.reads_owner;
  return {
    card: sees || is_done,
    own_scores: viewer.scores_unit || is_done || (sees && (card !== 'self' || (viewer.reads_unit && !viewer.reads_owner))),
    appraisal: viewer.reads_owner || is_done || (sees && HANDED_OVER.includes(card)),
  };
}

/** Stage whose points hold, from the last one that a reader may see. */
export function holds(scored_by: 'self' | 'survey' | 'superior', sight: Pick<Sight, 'own_scores' | 'appraisal'>): Stage[] {
  if (scored_by === 'survey') return ['survey'];
  const stages: Stage[] = sight.appraisal ? ['final', 'appraisal'] : [];
  return sight.own_scores && scored_by === 'self' ? [...stages, 'self'] : stages;
}
