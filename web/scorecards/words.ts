// Words of scorecards that several pages need.
import type { Output } from '../api.ts';
import type { TextKey, Values } from '../messages.ts';

export type CardView = Output<'scorecards.card'>;
export type CardRow = CardView['rows'][number];
export type Leaf = NonNullable<CardRow['leaf']>;
export type Rule = Leaf['rule'];
export type RoundView = Output<'scorecards.round'>;
export type Round = RoundView['round'];

export const ROUND_TONE = { open: 'amber', closed: 'blue', published: 'green', taken_back: 'plain' } as const;
export const CARD_TONE = { self: 'plain', submitted: 'amber', appraised: 'blue', explained: 'amber', final: 'green' } as const;
export const CAUSE_TONE = { not_due: 'amber', lost: 'red', not_scored: 'plain' } as const;

type Say = (key: TextKey, values?: Values) => string;
type Number = (value: string) => string;

/** How a criterion is scored, in a line. */
export function ruleText(rule: Rule, t: Say, number: Number): string {
  switch (rule.type) {
    case 'ratio': {
      const is_fewer_better = rule.floor !== undefined && Number(rule.floor) > Number(rule.full);
      const values = { full: number(rule.full), floor: rule.floor === undefined ? null : number(rule.floor) };
      return t(is_fewer_better ? 'scorecards.rule.ratio_down' : 'scorecards.rule.ratio', values);
    }
    case 'count':
      return t('scorecards.rule.count', { points_each: number(rule.points_each) });
    case 'penalty':
      return t('scorecards.rule.penalty', { points_each: number(rule.points_each) });
    case 'steps':
      return t('scorecards.rule.steps', {
        steps: rule.steps
          .map((step) => t('scorecards.step', { at_least: number(step.at_least), points: number(step.points) }))
          .join('; '),
      });
    case 'tiers':
      return t('scorecards.rule.tiers', {
        tiers: rule.tiers.map((tier) => `${tier.label_vi}: ${number(tier.points)}`).join('; '),
      });
    case 'expression':
      return t('scorecards.rule.expression', { expression: rule.expression });
    default:
      return t(`scorecards.rule.${rule.type}`);
  }
}

/** From 0 (little of the points) to 4 (nearly all); null: nothing to compare. The cell says the figure; the colour only helps. */
export function heatOf(achieved: string | undefined, max: string | undefined): 0 | 1 | 2 | 3 | 4 | null {
  if (achieved === undefined || max === undefined || Number(max) <= 0) return null;
  const share = Number(achieved) / Number(max);
  if (share < 0.5) return 0;
  if (share < 0.7) return 1;
  if (share < 0.8) return 2;
  return share < 0.9 ? 3 : 4;
}

/** Points typed beyond what a criterion may give: its maximum, to be told; null: they fit, or are no points yet. */
export function beyond(typed: string, max: string): string | null {
  const points = typedPoints(typed);
  return points !== null && Number(points) > Number(max) ? max : null;
}

/** What is typed (`1,5`) as the server reads it; null when it is no number. */
export function typedPoints(text: string): string | null {
  const plain = text.trim().replace(',', '.');
  return /^-?\d{1,4}(\.\d{1,3})?$/.test(plain) ? plain : null;
}
