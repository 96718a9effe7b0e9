// What may be done to many dossiers at once, and to which of them. Pure.

export const BULK_ACTIONS = ['accept', 'take_up', 'assign', 'hand_over', 'decide', 'deliver'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** So many go to the server at once: short enough to be stopped between, long enough not to wait for the line. */
export const SLICE = 20;

/** In order, at most `size` in each. */
export function slicesOf<T>(items: readonly T[], size = SLICE): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}

const RULES: Record<BulkAction, { statuses: readonly number[]; permission: string }> = {
  accept: { statuses: [1], permission: 'dossiers.receive' },
  take_up: { statuses: [2, 4], permission: 'dossiers.process' },
  assign: { statuses: [2, 4, 5, 6], permission: 'dossiers.assign' },
  hand_over: { statuses: [2, 4], permission: 'dossiers.process' },
  decide: { statuses: [2, 4], permission: 'dossiers.decide' },
  deliver: { statuses: [9], permission: 'dossiers.return' },
};

/** Actions that make sense for at least one of these; the server decides for each. */
export function bulkActions(rows: readonly { status: number }[], may: (permission: string) => boolean): BulkAction[] {
  return BULK_ACTIONS.filter((action) => {
    const { statuses, permission } = RULES[action];
    return may(permission) && rows.some((row) => statuses.includes(row.status));
  });
}
