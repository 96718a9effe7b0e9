// What may be done to many dossiers at once, and to which of them. Pure.

export const BULK_ACTIONS = [
  'accept',
  'take_up',
  'assign',
  'hand_over',
  'finish_step',
  'return_step',
  'decide',
  'deliver',
] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** What of a dossier says whether an action makes sense for it. */
export type Bulky = { status: number; step_code: string | null; procedure_code: string };

/** So many go to the server at once: short enough to be stopped between, long enough not to wait for the line. */
export const SLICE = 20;

/** In order, at most `size` in each. */
export function slicesOf<T>(items: readonly T[], size = SLICE): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}

type Rule = {
  statuses: readonly number[];
  /** Any of these. */
  permissions: readonly string[];
  /** Whether it goes the way of a process, where one is followed. */
  fits?: (row: Bulky) => boolean;
  /** All of them must stand at the same place. */
  is_alike?: boolean;
};
const WORKING = ['dossiers.process', 'dossiers.decide'];

const RULES: Record<BulkAction, Rule> = {
  accept: { statuses: [1], permissions: ['dossiers.receive'] },
  take_up: { statuses: [2, 4], permissions: ['dossiers.process'] },
  assign: { statuses: [2, 4, 5, 6], permissions: ['dossiers.assign'] },
  hand_over: { statuses: [2, 4], permissions: ['dossiers.process'], fits: (row) => row.step_code === null },
  finish_step: { statuses: [2, 4], permissions: WORKING, fits: (row) => row.step_code !== null },
  return_step: { statuses: [2, 4], permissions: WORKING, fits: (row) => row.step_code !== null, is_alike: true },
  decide: { statuses: [2, 4], permissions: ['dossiers.decide'] },
  deliver: { statuses: [9], permissions: ['dossiers.return'] },
};

/** Actions that make sense for at least one of these; the server decides for each. */
export function bulkActions(rows: readonly Bulky[], may: (permission: string) => boolean): BulkAction[] {
  return BULK_ACTIONS.filter((action) => {
    const { statuses, permissions, fits = () => true, is_alike = false } = RULES[action];
    const [first] = rows;
    const are_alike = rows.every((row) => row.step_code === first?.step_code && row.procedure_code === first.procedure_code);
    return permissions.some(may) && rows.some((row) => statuses.includes(row.status) && fits(row)) && (!is_alike || are_alike);
  });
}
