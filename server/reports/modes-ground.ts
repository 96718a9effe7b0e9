// Reads the organisation of a period for the modes of consolidation.
import { z } from 'zod';
import { addDays, type Day } from '#lib/day';
import { type Db, loadSql, many } from '#lib/sql';
import { plain } from '#lib/text';
import { type Unit, unitsByIds } from '#org';
import type { Ground, Origin, Row, RowKey } from './modes.ts';

const sql = loadSql(import.meta.url, ['origins', 'tree_below', 'covered', 'changes', 'renamed', 'addresses']);

export type Span = { s: Day; e: Day };

const OriginRow = z.object({
  unit_id: z.number(),
  to_unit: z.number(),
  is_exact: z.boolean(),
  kind: z.string(),
  code: z.string(),
  born: z.string(),
  died: z.string().nullable(),
  parent_then: z.number().nullable(),
  is_of_before: z.boolean(),
});
export type OriginRow = z.infer<typeof OriginRow> & Origin;

const TreeRow = z.object({
  unit_id: z.number(),
  code: z.string(),
  kind: z.string(),
  depth: z.number(),
  parent_id: z.number().nullable(),
});
export type TreeRow = z.infer<typeof TreeRow>;

/** Every unit whose records count at the superior, and the tree below it on the period's last day. */
export async function organisationOf(
  db: Db,
  superior: number,
  { s, e }: Span,
): Promise<{ origins: OriginRow[]; tree: TreeRow[] }> {
  const ask = { superior, s, day: addDays(e, -1) };
  return { origins: await many(db, sql.origins, ask, OriginRow), tree: await many(db, sql.tree_below, ask, TreeRow) };
}

export function groundOf(superior: number, found: { origins: OriginRow[]; tree: TreeRow[] }, listed: Iterable<number>): Ground {
  return {
    superior,
    origins: found.origins,
    parent_of: new Map(found.tree.map(({ unit_id, parent_id }) => [unit_id, parent_id])),
    listed: new Set(listed),
    common: new Set(found.tree.filter(({ kind }) => kind === 'province').map(({ unit_id }) => unit_id)),
  };
}

/** Units of any time whose records the report of each unit holds, by the tree of the day it was made for. */
export async function coveredBy(db: Db, units: readonly { id: number; day: Day }[]): Promise<Map<number, number[]>> {
  const rows = await many(
    db,
    sql.covered,
    { units: units.map(({ id }) => id), days: units.map(({ day }) => day) },
    z.object({ unit_id: z.number(), from_unit: z.number() }),
  );
  return new Map([...Map.groupBy(rows, (row) => row.unit_id)].map(([id, own]) => [id, own.map(({ from_unit }) => from_unit)]));
}

export const Change = z.object({
  effective: z.string(),
  kind: z.enum(['rename', 'merge', 'split', 'absorb', 'dissolve']),
  is_exact: z.boolean(),
  document_no: z.string().nullable(),
  source: z.string(),
  pred: z.number(),
  succ: z.number(),
  pred_name: z.string(),
  succ_name: z.string(),
});
export type Change = z.infer<typeof Change>;

/** What happened to these units in the period, by the decision that says so. */
export async function changesOf(db: Db, units: readonly number[], { s, e }: Span): Promise<Change[]> {
  const found = await many(db, sql.changes, { units, s, e }, Change);
  const Renamed = z.object({ effective: z.string(), unit_id: z.number(), was: z.string(), now: z.string() });
  const names = await many(db, sql.renamed, { units, s, e }, Renamed);
  return [
    ...found,
    ...names.map(
      ({ effective, unit_id, was, now }): Change => ({
        effective,
        kind: 'rename',
        is_exact: true,
        document_no: null,
        source: '',
        pred: unit_id,
        succ: unit_id,
        pred_name: was,
        succ_name: now,
      }),
    ),
  ];
}

export type Placed = { key: RowKey; unit_id: number; dossier_ids: number[] };

/**
 * Dossiers of units that were split or dissolved which say themselves where they belong: the applicant lives in a commune that has one successor.
 * An address that names none, or two that went to different units, stays without a place.
 */
export async function placedByAddress(
  db: Db,
  bucket: Row,
  rows: readonly Row[],
  origins: readonly OriginRow[],
  { s, e }: Span,
): Promise<Placed[]> {
  const row_of = new Map(rows.flatMap(({ key, members }) => members.map((unit) => [unit, key] as const)));
  const communes = origins.filter(({ kind, unit_id }) => kind === 'commune' && row_of.get(unit_id)?.startsWith('unit:'));
  const names = placeNames(
    await unitsByIds(
      db,
      communes.map(({ unit_id }) => unit_id),
      addDays(e, -1),
    ),
    row_of,
  );
  if (names.size === 0) return [];
  const wanted = new RegExp(
    `\\b(?:${[...names.keys()]
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join('|')})\\b`,
    'g',
  );
  const Address = z.object({ id: z.number(), unit_id: z.number(), address: z.string() });
  const found = new Map<string, Placed>();
  for (const { id, unit_id, address } of await many(db, sql.addresses, { units: bucket.members, s, e }, Address)) {
    const keys = new Set([...address.matchAll(wanted)].flatMap(([name]) => [...(names.get(name) ?? [])]));
    const [key] = keys;
    if (key === undefined || keys.size !== 1) continue;
    const placed = found.get(`${key} ${unit_id}`) ?? { key, unit_id, dossier_ids: [] };
    placed.dossier_ids.push(id);
    found.set(`${key} ${unit_id}`, placed);
  }
  return [...found.values()];
}

function placeNames(units: readonly Unit[], row_of: ReadonlyMap<number, RowKey>): Map<string, Set<RowKey>> {
  const names = new Map<string, Set<RowKey>>();
  for (const { id, name } of units) {
    const key = row_of.get(id) as RowKey;
    const known = names.get(plain(name));
    if (known) known.add(key);
    else names.set(plain(name), new Set([key]));
  }
  return names;
}

const escaped = (text: string) => text.replace(/[^a-z0-9 ]/g, '\\$&');
