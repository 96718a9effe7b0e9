import assert from 'node:assert/strict';
import test from 'node:test';
import {
  ACTIONS,
  type Action,
  CARD_STATES,
  type CardState,
  holds,
  isPossible,
  ROUND_STATES,
  type RoundState,
  sightOf,
} from './flow.ts';

const POSSIBLE: Record<Action, readonly CardState[]> = {
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

test('every action × state of the round × state of the card', () => {
  for (const action of ACTIONS)
    for (const round of ROUND_STATES)
      for (const card of CARD_STATES)
        assert.equal(
          isPossible(action, round, card),
          round === 'open' && POSSIBLE[action].includes(card),
          `${action} ${round} ${card}`,
        );
});

const officer = { reads_unit: true, reads_owner: false, scores_unit: true };
const leader = { reads_unit: true, reads_owner: false, scores_unit: false };
const appraiser = { reads_unit: true, reads_owner: true, scores_unit: false };
const stranger = { reads_unit: false, reads_owner: false, scores_unit: false };

for (const [who, viewer, round, card, sees, why] of [
  ['officer of the unit', officer, 'open', 'self', 'card own', 'works on it'],
  ['leader of the unit', leader, 'open', 'self', 'card own', 'reads the draft of the own unit'],
  ['superior', appraiser, 'open', 'self', 'card appraisal', 'not the draft before it is submitted'],
  ['superior', appraiser, 'open', 'submitted', 'card own appraisal', 'after submission'],
  ['officer of the unit', officer, 'open', 'submitted', 'card own', 'the appraisal is hidden until handed over'],
  ['officer of the unit', officer, 'open', 'appraised', 'card own appraisal', 'handed over'],
  ['leader of the unit', leader, 'open', 'explained', 'card own appraisal', 'handed over'],
  ['another unit', stranger, 'open', 'final', '', 'nothing before publication'],
  ['another unit', stranger, 'closed', 'final', '', 'closed is not published'],
  ['another unit', stranger, 'published', 'final', 'card own appraisal', 'published'],
] as const)
  test(`${who} at ${round}/${card}: ${why}`, () => {
    const sight = sightOf(viewer, round as RoundState, card as CardState);
    const told = [sight.card && 'card', sight.own_scores && 'own', sight.appraisal && 'appraisal'].filter(Boolean).join(' ');
    assert.equal(told, sees);
  });

test('points that hold: the last stage a reader may see', () => {
  assert.deepEqual(holds('self', { own_scores: true, appraisal: true }), ['final', 'appraisal', 'self']);
  assert.deepEqual(holds('self', { own_scores: true, appraisal: false }), ['self']);
  assert.deepEqual(holds('self', { own_scores: false, appraisal: false }), []);
  assert.deepEqual(holds('superior', { own_scores: true, appraisal: true }), ['final', 'appraisal']);
  assert.deepEqual(holds('survey', { own_scores: false, appraisal: false }), ['survey']);
});
