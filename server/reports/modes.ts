// How units of before and after a change of the organisation stand together in a consolidated report. Pure.
//
// Whatever the mode, every unit that ever had records below the superior counts in one row and in one only, so the totals are the same.

export const MODES = ['as_reported', 'mapped', 'common_level'] as const;
/** `as_reported`: each unit as it was on its day. `mapped`: units of before where their successors stand. `common_level`: the province, which both trees have. */
export type Mode = (typeof MODES)[number];

/** A unit of any time whose records count at the superior in the period's tree. */
export type Origin = {
  unit_id: number;
  /** Where it stands in the tree of the period's last day; not exact: only part of what it did belongs there. */
  to_unit: number;
  is_exact: boolean;
  /** Its superior on its own last day in the period; null: none. */
  parent_then: number | null;
  /** It had ended before the period began: only what it left open can count. */
  is_of_before: boolean;
};

export type Ground = {
  superior: number;
  origins: readonly Origin[];
  /** Superiors in the tree of the period's last day. */
  parent_of: ReadonlyMap<number, number | null>;
  /** Units that have a row, those that ended in the period among them. */
  listed: ReadonlySet<number>;
  /** Units of the level both trees have: provinces. */
  common: ReadonlySet<number>;
};

/** `unit`: a listed unit; `own`: the superior itself and what stands under no listed unit; `unallocated`: what a split or a dissolved tier left without one place. */
export type RowKey = `unit:${number}` | `level:${number}` | 'own' | 'unallocated';

export type Row = { key: RowKey; members: number[]; is_comparable: boolean };

/** The rows of a mode, each with the units whose records it holds: a partition of the origins. */
export function rowsOf(mode: Mode, ground: Ground): Row[] {
  const rows = new Map<RowKey, Row>();
  for (const origin of ground.origins) {
    const key = keyOf(mode, origin, ground);
    const row = rows.get(key) ?? { key, members: [], is_comparable: true };
    row.members.push(origin.unit_id);
    // Beside the year before, a row that holds only part of a unit, or a unit that is no more, is another row.
    if (!origin.is_exact && mode !== 'common_level') row.is_comparable = false;
    rows.set(key, row);
  }
  return [...rows.values()];
}

function keyOf(mode: Mode, origin: Origin, ground: Ground): RowKey {
  const { superior, parent_of, listed, common } = ground;
  const upward = (start: number | null, wanted: ReadonlySet<number>, up: (unit: number) => number | null): number | null => {
    const seen = new Set<number>();
    for (let at = start; at !== null && at !== superior && !seen.has(at); at = up(at)) {
      if (wanted.has(at)) return at;
      seen.add(at);
    }
    return null;
  };
  const now = (unit: number) => parent_of.get(unit) ?? null;
  if (mode === 'common_level') {
    const level = common.has(superior) ? superior : upward(origin.to_unit, common, now);
    return level === null ? 'own' : `level:${level}`;
  }
  if (mode === 'as_reported' && !origin.is_of_before) {
    const by_id = new Map(ground.origins.map((one) => [one.unit_id, one]));
    const then = (unit: number) => by_id.get(unit)?.parent_then ?? now(unit);
    const found = upward(origin.unit_id, listed, then);
    return found === null ? 'own' : `unit:${found}`;
  }
  if (!origin.is_exact && mode === 'mapped') return 'unallocated';
  const found = upward(origin.to_unit, listed, now);
  return found === null ? 'own' : `unit:${found}`;
}

/** A report that could be summed. `covers`: units of any time whose records its figures hold. */
export type Candidate = { unit_id: number; covers: readonly number[]; depth: number; is_ended: boolean };

/**
 * Which reports are summed so that no record is counted twice: the highest on each way up, and of a unit of before and its successor the one the
 * mode asks for. @returns for each unit the one whose report holds its figures already; null: it is summed itself
 */
export function summedOf(mode: Mode, candidates: readonly Candidate[]): Map<number, number | null> {
  const first = (one: Candidate) => ((mode === 'as_reported') === one.is_ended ? 0 : 1);
  const order = [...candidates].sort((a, b) => first(a) - first(b) || a.depth - b.depth || a.unit_id - b.unit_id);
  const taken = new Map<number, number>();
  const found = new Map<number, number | null>();
  for (const one of order) {
    const holder = one.covers.map((unit) => taken.get(unit)).find((unit) => unit !== undefined);
    found.set(one.unit_id, holder ?? null);
    if (holder === undefined) for (const unit of one.covers) taken.set(unit, one.unit_id);
  }
  return found;
}
