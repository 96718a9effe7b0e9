// What the form of a measure holds, and the definition it stands for.

export type Condition = { field: string; op: Op; value: string };
export type Draft = {
  name: string;
  kind: 'entries' | 'expression' | 'share' | 'declared';
  label_vi: string;
  label_en: string;
  definition_vi: string;
  source: string;
  area: string;
  unit: string;
  decimals: number;
  register: string;
  aggregate: string;
  field: string;
  time: string;
  roll_up: string;
  where: Condition[];
  expression: string;
  numerator: string;
  denominator: string;
  /** The definition it was read from: what the form does not show is kept. */
  kept: Record<string, unknown> | null;
};

export const OPS = ['is', 'not', 'at_least', 'at_most', 'from', 'before', 'filled'] as const;
export type Op = (typeof OPS)[number];
export const KINDS = ['entries', 'expression', 'share', 'declared'] as const;
export const AGGREGATES = ['count', 'sum', 'latest', 'distinct', 'max'] as const;
export const TIMES = ['in_period', 'since_year_start', 'at_end', 'ever'] as const;
export const ROLL_UPS = ['sum', 'own_first', 'none'] as const;
export const AREAS = [
  'steering',
  'institutions',
  'procedures',
  'organisation',
  'civil_service',
  'public_finance',
  'digital_government',
  'general',
  'dossiers',
] as const;

export const EMPTY: Draft = {
  name: '',
  kind: 'entries',
  label_vi: '',
  label_en: '',
  definition_vi: '',
  source: '',
  area: 'steering',
  unit: 'item',
  decimals: 0,
  register: '',
  aggregate: 'count',
  field: '',
  time: 'in_period',
  roll_up: 'sum',
  where: [],
  expression: '',
  numerator: '',
  denominator: '',
  kept: null,
};

/** A kept definition as the form shows it. */
export function draftOf(kept: Record<string, unknown> | undefined): Draft {
  if (!kept) return EMPTY;
  const where = conditionsOf(kept).flatMap((one): Condition[] => {
    const op = opOf(one);
    return op ? [{ field: String(one.field), op, value: String(one[op]) }] : [];
  });
  return { ...EMPTY, ...(kept as Partial<Draft>), where, kept };
}

const conditionsOf = (kept: Record<string, unknown>) => (kept.where ?? []) as Record<string, unknown>[];
const opOf = (condition: Record<string, unknown>) => OPS.find((op) => op in condition);

/** What a definition says besides what the form shows. */
const UNSHOWN = ['direction', 'day', 'per', 'empty', 'factor', 'least', 'most'] as const;

/** One condition as it is written, or several of which one is enough. */
export type Written = Record<string, unknown> | { any: Record<string, unknown>[] };

/** What the kept definition says and the form has no field for: it stays as it is, and is shown. */
export function unshownOf(draft: Draft): { conditions: Written[]; said: Record<string, unknown> } {
  const kept = draft.kept?.kind === draft.kind ? draft.kept : {};
  // Conditions over another register mean nothing in this one.
  const is_same = draft.kind === 'entries' && kept.register === draft.register;
  return {
    conditions: is_same ? conditionsOf(kept).filter((one) => !opOf(one)) : [],
    said: Object.fromEntries(UNSHOWN.flatMap((key) => (kept[key] === undefined ? [] : [[key, kept[key]]]))),
  };
}

/** The form as a definition: what its kind has, and what the kept one of the same kind says that the form does not show. */
export function definitionOf(draft: Draft): Record<string, unknown> {
  const { name, kind, label_vi, label_en, definition_vi, source, area, unit, decimals } = draft;
  const kept = draft.kept?.kind === kind ? draft.kept : {};
  const unshown = unshownOf(draft);
  const said = {
    ...unshown.said,
    name,
    kind,
    label_vi,
    label_en: label_en || label_vi,
    definition_vi,
    definition_en: kept.definition_vi === definition_vi ? kept.definition_en : definition_vi,
    source,
    area,
    status: kept.status ?? 'to_be_verified',
    unit,
    decimals,
  };
  if (kind === 'expression') return { ...said, expression: draft.expression };
  if (kind === 'share') return { ...said, numerator: draft.numerator, denominator: draft.denominator };
  if (kind === 'declared')
    return {
      ...said,
      time: draft.time === 'ever' ? 'at_end' : draft.time,
      roll_up: draft.roll_up === 'own_first' ? 'sum' : draft.roll_up,
    };
  const shown = draft.where.map(({ field, op, value }) => ({ field, [op]: op === 'filled' ? value !== 'false' : value }));
  const where = [...shown, ...unshown.conditions];
  return {
    ...said,
    register: draft.register,
    aggregate: draft.aggregate,
    ...(draft.aggregate === 'count' ? {} : { field: draft.field }),
    ...(where.length > 0 ? { where } : {}),
    time: draft.time,
    roll_up: draft.roll_up,
  };
}
