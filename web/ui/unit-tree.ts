import { matches } from './format.ts';

type TreeUnit = { id: number; code: string; name: string; parent_id: number | null };
export type UnitNode<U> = { key: number; value: string; title: string; unit: U; children: UnitNode<U>[] };

/**
 * Nodes of a tree from units listed each after its parent. A unit whose parent is not in the list is a root:
 * the list may begin anywhere.
 */
export function unitNodes<U extends TreeUnit>(units: readonly U[]): UnitNode<U>[] {
  const nodes = new Map<number, UnitNode<U>>();
  const roots: UnitNode<U>[] = [];
  for (const unit of units) {
    const node: UnitNode<U> = { key: unit.id, value: unit.code, title: unit.name, unit, children: [] };
    nodes.set(unit.id, node);
    const parent = unit.parent_id === null ? undefined : nodes.get(unit.parent_id);
    (parent?.children ?? roots).push(node);
  }
  return roots;
}

/** Ids of the units above those that match, so that what was found can be shown open. */
export function aboveMatches<U extends TreeUnit>(units: readonly U[], query: string): Set<number> {
  const parent = new Map(units.map((unit) => [unit.id, unit.parent_id]));
  const open = new Set<number>();
  for (const unit of units) {
    if (!matches(`${unit.name} ${unit.code}`, query)) continue;
    for (let id = unit.parent_id; id !== null && !open.has(id); id = parent.get(id) ?? null) open.add(id);
  }
  return open;
}

/** Units of earlier trees (oldest first) that the present one no longer has, each as it was last. */
export function endedUnits<U extends TreeUnit>(earlier: readonly (readonly U[])[], present: readonly U[]): U[] {
  const is_present = new Set(present.map((unit) => unit.id));
  const ended = new Map<number, U>();
  for (const units of earlier.toReversed()) {
    for (const unit of units) if (!is_present.has(unit.id) && !ended.has(unit.id)) ended.set(unit.id, unit);
  }
  return [...ended.values()];
}
