// Face of the module: what a leader looks at first. It stores nothing and counts nothing of its own.
export type { Ask, Reader } from './ask.ts';
export { type Late, late } from './late.ts';
export { type Months, type Moved, months, moved } from './moved.ts';
export { type Points, pointsMissing } from './points.ts';
export { type Standings, standings } from './standing.ts';
