import { COLOUR } from '../ui/theme.ts';
import type { State } from './words.ts';

export const STATE_COLOUR: Record<State, string> = {
  completed: COLOUR.green,
  completed_late: '#7a9a2f',
  in_progress: COLOUR.blue,
  below_plan: '#c98a1b',
  recurring: '#7d8fb3',
  not_due: '#b7c2d0',
  not_done: COLOUR.amber,
  overdue: COLOUR.red,
  will_not_do: COLOUR.grey,
};
