import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { type Db, exec, loadSql, many } from '#lib/sql';
import { CycleError, closureOf, type Edge, factsOf, type Life, placesIn, type Succession, treeVersions } from './tree.ts';

const sql = loadSql(import.meta.url, [
  'all_units',
  'all_edges',
  'all_successions',
  'lock',
  'forget_maps',
  'forget_closures',
  'forget_trees',
  'keep_trees',
  'keep_closure',
  'keep_map',
]);

const LifeRow = z.object({ id: z.int(), born: z.string(), died: z.string().nullable() });
const EdgeRow = z.object({ child: z.int(), parent: z.int(), from: z.string(), to: z.string().nullable() });
const SuccessionRow = z.object({ effective: z.string(), pred: z.int(), succ: z.int(), is_exact: z.boolean() });

/**
 * Stores the trees, who is below whom, and where every unit stands in each tree, from the units, edges and successions as they are
 * in this transaction. Call it after every change of these.
 * @throws org.cycle when a unit would stand below itself
 */
export async function rebuild(db: Db): Promise<void> {
  await exec(db, sql.lock, {});
  const units: Life[] = await many(db, sql.all_units, {}, LifeRow);
  const edges: Edge[] = await many(db, sql.all_edges, {}, EdgeRow);
  const successions: Succession[] = await many(db, sql.all_successions, {}, SuccessionRow);
  const trees = refusing(() => treeVersions(units, edges));
  const facts = factsOf(units, edges, successions);
  await exec(db, sql.forget_maps, {});
  await exec(db, sql.forget_closures, {});
  await exec(db, sql.forget_trees, {});
  await exec(db, sql.keep_trees, {
    ids: trees.map((tree) => tree.id),
    from: trees.map((tree) => tree.from),
    to: trees.map((tree) => tree.to),
  });
  for (const tree of trees) {
    const below = closureOf(tree);
    await exec(db, sql.keep_closure, {
      tree_id: tree.id,
      ancestor: below.map((row) => row.ancestor),
      descendant: below.map((row) => row.descendant),
      depth: below.map((row) => row.depth),
    });
    const places = [...placesIn(tree, facts)];
    await exec(db, sql.keep_map, {
      tree_id: tree.id,
      from_unit: places.map(([from_unit]) => from_unit),
      to_unit: places.map(([, place]) => place.to_unit),
      is_exact: places.map(([, place]) => place.is_exact),
    });
  }
}

function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CycleError) throw new DomainError('org.cycle', 422, { unit_ids: error.units }, { cause: error });
    throw error;
  }
}
