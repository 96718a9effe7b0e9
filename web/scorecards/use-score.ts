import { useCall } from '../api.ts';
import type { CardView, Leaf } from './words.ts';

export type Entry = { stage: 'self' | 'survey' | 'appraisal' | 'explanation' | 'final' };

/** The stage at which this reader may give points to a criterion now; null: none. */
export function stageNow(view: CardView, leaf: Leaf): Entry['stage'] | null {
  const may = (action: CardView['actions'][number]) => view.actions.includes(action);
  if (leaf.scored_by === 'survey') return may('survey') ? 'survey' : null;
  if (leaf.scored_by === 'self' && may('self_score')) return 'self';
  if (may('appraise')) return 'appraisal';
  if (may('explain')) return 'explanation';
  return may('answer') ? 'final' : null;
}

/** Gives points at a stage. */
export function useScore() {
  const self = useCall('scorecards.score', ['scorecards']);
  const survey = useCall('scorecards.survey', ['scorecards']);
  const appraisal = useCall('scorecards.appraise', ['scorecards']);
  const explanation = useCall('scorecards.explain', ['scorecards']);
  const final = useCall('scorecards.answer', ['scorecards']);
  const calls = { self, survey, appraisal, explanation, final };
  return {
    give: (stage: Entry['stage'], input: Parameters<typeof self.mutateAsync>[0]) => calls[stage].mutateAsync(input),
    busy: Object.values(calls).some((call) => call.isPending),
  };
}
