// A figure held still: the definition, units, days and moment it was counted by, so that its records are the same whenever they are asked for,
// whatever became of the tree and the definitions; and what of them would not be counted today, or newly would.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Behind, entriesShown } from './behind.ts';
import { compileMoved, compileRecords, type Where } from './compile.ts';
import type { Bounds } from './condition.ts';
import type { Count, Definition } from './definition.ts';
import { Definitions, definitionsOn } from './definitions.ts';
import { digestOf, NOTHING } from './digest.ts';
import { unitsCounted } from './entries.ts';
import { compileMovedEntries } from './entries-sql.ts';
import { type FrameAsk, frameOf } from './frame.ts';
import { heldCopies } from './held-declared.ts';
import type { Entries } from './kinds.ts';
import { asked, type Question, sectorOfCode } from './question.ts';
import { countedBy, describedRows } from './records.ts';

/** A figure as it was counted. `unit_ids`: units of any time whose records it counted. */
export type HeldFigure = {
  tenant: number;
  definition: Definition;
  /** Definitions it is made of, as they were. */
  parts: readonly Definition[];
  unit_ids: readonly number[];
  bounds: Bounds;
  sector?: string | undefined;
  known_at: Date;
  tree_day: Day;
};

/** Kinds of measures whose records can be held. */
export const HOLDABLE = ['count', 'ratio', 'entries', 'certifications'] as const;

function definitionsOfHeld({ definition, parts }: HeldFigure): Definitions {
  const all = [definition, ...parts];
  return new Definitions(all.map((one) => ({ version: 0, def_hash: '', definition: one, tenant: null })));
}

async function whereOf(db: Db, held: HeldFigure, access: Scope): Promise<Where> {
  const may_see = access.unit_ids === null ? null : new Set(access.unit_ids);
  return {
    unit_ids: may_see ? held.unit_ids.filter((id) => may_see.has(id)) : held.unit_ids,
    known_at: held.known_at,
    ...(held.sector === undefined ? {} : { sector_id: await sectorOfCode(db, held.sector) }),
  };
}

export type HeldPage = { part?: 'numerator' | 'denominator' | undefined; page: number; page_size: number };

type HeldRecords = Pick<Behind, 'dossiers' | 'entries' | 'copies'> & { count: number; digest: string };

const Summed = z.object({ n: z.int(), x: z.string().nullable(), y: z.string().nullable() });

/**
 * The records a figure counted then, with their number and digest; both are of what the asker may see.
 * @throws measures.not_of_dossiers, measures.no_such_part
 */
export async function heldRecords(db: Db, held: HeldFigure, page: HeldPage, access: Scope): Promise<HeldRecords> {
  const { definition, bounds } = held;
  const where = await whereOf(db, held, access);
  if (definition.kind === 'entries') {
    if (page.part) throw new DomainError('measures.no_such_part', 422, { measure: definition.name, part: page.part });
    const of = { definition, bounds, where: { unit_ids: where.unit_ids ?? [], known_at: held.known_at } };
    const found = await entriesShown(db, of, { tenant: held.tenant, tree_day: held.tree_day }, page, access);
    return { count: found.count ?? 0, digest: found.digest ?? NOTHING, entries: found.entries };
  }
  if (definition.kind === 'certifications') {
    if (page.part) throw new DomainError('measures.no_such_part', 422, { measure: definition.name, part: page.part });
    return heldCopies(db, { ...held, definition }, where.unit_ids ?? [], page);
  }
  const count = countOf(held, page.part);
  const offset = (page.page - 1) * page.page_size;
  const wanted = { limit: page.page_size, offset, with_digest: true };
  const { rows } = await db.query<Record<string, unknown>>(compileRecords(count, bounds, where, wanted));
  const first = rows[0] && Summed.parse(rows[0]);
  const sum = first ? { count: first.n, digest: digestOf(first.n, first.x, first.y) } : { count: 0, digest: NOTHING };
  return { ...sum, dossiers: await describedRows(db, rows, held.tree_day, access) };
}

/** @throws measures.not_of_dossiers */
function countOf(held: HeldFigure, part: 'numerator' | 'denominator' | undefined): Count {
  const { name, kind } = held.definition;
  if (kind !== 'count' && kind !== 'ratio') throw new DomainError('measures.not_of_dossiers', 422, { measure: name, kind });
  return countedBy(definitionsOfHeld(held), name, part);
}

const MovedDossier = z.object({
  tenant: z.int(),
  dossier_id: z.int(),
  has_entered: z.boolean(),
  entered_n: z.int(),
  left_n: z.int(),
});

export type MovedDossiers = { entered: number[]; left: number[]; entered_n: number; left_n: number };

/**
 * Dossiers that would be counted today and were not, and the other way round. Of a ratio: of the part.
 * @param only these dossiers can have moved; undefined: any
 * @param limit of each list; the numbers are of all
 */
export async function movedDossiers(
  db: Db,
  held: HeldFigure,
  ask: Question & { measure: string; part?: 'numerator' | 'denominator' | undefined },
  only: readonly number[] | undefined,
  limit: number,
  access: Scope,
): Promise<MovedDossiers & { unit_ids_now: readonly number[] }> {
  const question = await asked(db, ask, access);
  const definitions = await definitionsOn(db, ask.to, held.tenant);
  const narrowed = only && { dossier_ids: only };
  const then = {
    count: countOf(held, ask.part),
    bounds: held.bounds,
    where: { ...(await whereOf(db, held, access)), ...narrowed },
  };
  const count = countedBy(definitions, ask.measure, ask.part);
  const now = { count, bounds: question.bounds, where: { ...question.where, ...narrowed } };
  const { rows } = await db.query(compileMoved(then, now, limit));
  const moved = rows.map((row) => MovedDossier.parse(row));
  return {
    entered: moved.filter(({ has_entered }) => has_entered).map(({ dossier_id }) => dossier_id),
    left: moved.filter(({ has_entered }) => !has_entered).map(({ dossier_id }) => dossier_id),
    entered_n: moved[0]?.entered_n ?? 0,
    left_n: moved[0]?.left_n ?? 0,
    unit_ids_now: question.where.unit_ids ?? [],
  };
}

const MovedEntry = z.object({
  entry_id: z.int(),
  was: z.int().nullable(),
  now: z.int().nullable(),
  entered_n: z.int(),
  left_n: z.int(),
  changed_n: z.int(),
});
export type MovedEntry = z.infer<typeof MovedEntry>;

/** Entries of a register that came in, went out, or say something else now. */
export async function movedEntries(
  db: Db,
  held: HeldFigure & { definition: Entries },
  ask: FrameAsk & { measure: string },
  limit: number,
  access: Scope,
): Promise<{ rows: MovedEntry[]; unit_ids_now: readonly number[] }> {
  const frame = await frameOf(db, ask, 'one', access);
  const measure = (await definitionsOn(db, ask.to, held.tenant)).get(ask.measure);
  // A measure that counts something else now has none of the entries of then.
  if (measure.kind !== 'entries') return { rows: [], unit_ids_now: [] };
  const unit_ids = await unitsCounted(db, frame, measure);
  const { unit_ids: seen } = await whereOf(db, held, access);
  const then = { measure: held.definition, bounds: held.bounds, where: { unit_ids: seen ?? [], known_at: held.known_at } };
  const now = { measure, bounds: frame.bounds, where: { unit_ids, known_at: undefined } };
  const { rows } = await db.query(compileMovedEntries(then, now, limit));
  return { rows: rows.map((row) => MovedEntry.parse(row)), unit_ids_now: unit_ids };
}
