// Values of groups of units that no tree has: a unit of before beside those of after, what a split left without a place.
import { addDays } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { definitionsOn } from './definitions.ts';
import { type Frame, frameOf, type Leaf } from './frame.ts';
import type { Value } from './value.ts';
import { computed, type ValuesAsk } from './values.ts';

/** Units of any time whose own records count together; each speaks for itself alone. `dossiers`: some of a unit that count here and not with it. */
export type Group = {
  key: string;
  members: readonly number[];
  dossiers?: readonly { unit_id: number; dossier_ids: readonly number[] }[];
};

export type GroupsAsk = ValuesAsk & {
  /** Identifiers of units of the tree, each with all it holds. */
  units: readonly string[];
  groups: readonly Group[];
};

/**
 * Values of units of the tree and of groups beside them, in one pass over the records. Members that do not count at the unit asked about are
 * left out, so that groups which hold each of its units once add up to it.
 * @throws what `valuesOf` throws
 */
export async function valuesByGroup(
  db: Db,
  ask: GroupsAsk,
  access: Scope,
): Promise<{
  whole: Record<string, Value>;
  units: Map<string, Record<string, Value>>;
  groups: Map<string, Record<string, Value>>;
}> {
  const whole = await frameOf(db, ask, 'one', access);
  const codes = ask.units.filter((code) => code !== whole.unit.code);
  const named = codes.length === 0 ? null : await frameOf(db, ask, codes, access);
  const ids = new Map(ask.groups.map(({ key }, at) => [key, -1 - at]));
  const frame = together(whole, named, ask.groups, ids);
  const definitions = await definitionsOn(db, addDays(frame.bounds.e, -1), frame.tenant);
  const values = await computed(db, frame, definitions, ask);
  return {
    whole: values(whole.unit.id),
    units: new Map((named?.rows ?? []).map(({ id, code }) => [code, values(id)])),
    groups: new Map([...ids].map(([key, id]) => [key, values(id)])),
  };
}

function together(whole: Frame, named: Frame | null, groups: readonly Group[], ids: ReadonlyMap<string, number>): Frame {
  const leaves = new Map<number, Leaf[]>([...whole.leaves].map(([unit, own]) => [unit, [...own]]));
  for (const [unit, own] of named?.leaves ?? []) leaves.set(unit, [...(leaves.get(unit) ?? []), ...own]);
  const apart: NonNullable<Frame['apart']>[number][] = [];
  for (const { key, members, dossiers = [] } of groups) {
    const id = ids.get(key) as number;
    const leaf = (from_unit: number): Leaf => ({ row_unit: id, from_unit, to_unit: id, depth: 0 });
    for (const member of members) if (whole.leaves.has(member)) leaves.get(member)?.push(leaf(member));
    for (const { unit_id, dossier_ids } of dossiers) {
      const real = whole.leaves.get(unit_id);
      if (!real || dossier_ids.length === 0) continue;
      // No unit has it, so it is met nowhere else; it stays in the rows of the tree that its unit counts in.
      const from_unit = -1_000_000 - apart.length;
      const kept = (leaves.get(unit_id) ?? []).filter(({ row_unit }) => row_unit > 0);
      leaves.set(from_unit, [...kept.map((one) => ({ ...one, from_unit })), leaf(from_unit)]);
      apart.push({ from_unit, unit_id, dossier_ids });
    }
  }
  const rows = [...whole.rows, ...(named?.rows ?? []), ...[...ids].map(([code, id]) => ({ id, code }))];
  return { ...whole, rows, leaves, apart };
}
