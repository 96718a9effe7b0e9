// What is asked, made exact: the unit in the tree of its day, the period, the units whose records count, and what a reader must know.
import { z } from 'zod';
import { freePeriod } from '#calendar';
import { addDays, type Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne, one } from '#lib/sql';
import { inexactFor, type Part, treeOn, type Unit, unitForPeriod, unitsByIds } from '#org';
import type { Bounds, Where } from './compile.ts';
import { CHOICES } from './facts.ts';
import { type Note, notesOf } from './notes.ts';

const sql = loadSql(import.meta.url, [
  'units_ever',
  'counted_units',
  'sector_of_code',
  'procedure_of_code',
  'sectors_of_ids',
  'procedures_of_ids',
  'unit_rows',
]);

/** A question about figures. `to` is the last day, included. */
export type Question = {
  /** Identifier or short name of a unit. */
  unit: string;
  from: Day;
  to: Day;
  /** Records of the unit itself, of what is below it, or both (default). */
  scope?: Part | undefined;
  sector?: string | undefined;
  channel?: string | undefined;
  level?: string | undefined;
  procedure?: string | undefined;
  /** As known at this moment instead of now. */
  known_at?: Date | undefined;
  /** Overdue is judged at the end of today when the period ends later. */
  today?: Day | undefined;
};

/** A question made exact. `tree_day` is the day whose tree says what lies below the unit. */
export type Asked = {
  unit: Unit;
  from: Day;
  to: Day;
  scope: Part;
  tree_day: Day;
  bounds: Bounds;
  where: Where;
  notes: Note[];
};

const Id = z.object({ id: z.int() });

/**
 * @param access the units whose records the asker may see
 * @throws org.unit_unknown (also for a unit the asker may not see), org.unit_not_on_day, calendar.impossible_date, calendar.reversed_dates,
 * measures.unknown_filter
 */
export async function asked(db: Db, question: Question, access: Scope): Promise<Asked> {
  const { s, e } = freePeriod(question.from, question.to);
  const { unit, day: tree_day } = await unitForPeriod(db, question.unit, question.from, question.to);
  if (access.unit_ids !== null && !access.unit_ids.includes(unit.id))
    throw new DomainError('org.unit_unknown', 404, { code: question.unit });
  const scope = question.scope ?? 'all';
  const counted = await countedUnits(db, unit.id, tree_day, scope);
  const may_see = access.unit_ids === null ? null : new Set(access.unit_ids);
  const seen = may_see ? counted.filter((one) => may_see.has(one.unit_id)) : counted;
  const unit_ids = seen.map((one) => one.unit_id);
  const is_partly_visible = counted.some((one) => one.was_there && may_see !== null && !may_see.has(one.unit_id));
  const is_wide = await holdsMost(db, unit_ids);
  const where: Where = { unit_ids, is_wide, known_at: question.known_at, ...(await filters(db, question)) };
  const inexact = scope === 'own' ? [] : await inexactFor(db, { unit_id: unit.id, day: tree_day });
  const notes = notesOf({
    unit,
    from: question.from,
    to: question.to,
    tree_day,
    today: question.today,
    is_partly_visible,
    // A unit that had ended before the period can add only what it left open.
    inexact:
      inexact.length === 0
        ? []
        : (await unitsByIds(db, inexact, question.from)).filter((one) => one.died === null || one.died > question.from),
  });
  return {
    unit,
    from: question.from,
    to: question.to,
    scope,
    tree_day,
    bounds: { s, e, as_of: asOf(s, e, question.today) },
    where,
    notes,
  };
}

const Counted = z.object({ unit_id: z.int(), was_there: z.boolean() });

async function countedUnits(db: Db, unit_id: number, day: Day, part: Part): Promise<z.infer<typeof Counted>[]> {
  const found = await many(db, sql.counted_units, { unit_id, day, part }, Counted);
  // A leaf has nothing below it; a day before the first tree has nothing at all and is refused.
  if (found.length === 0) await treeOn(db, day);
  return found;
}

/** Whether these are so many of all units that an index of units would be a detour. */
export async function holdsMost(db: Db, unit_ids: readonly number[]): Promise<boolean> {
  if (unit_ids.length < 32) return false;
  const { n } = await one(db, sql.units_ever, {}, z.object({ n: z.int() }));
  return unit_ids.length * 3 > n;
}

/** The day after the last one that is over: a dossier due tomorrow is not overdue, though the month ends in a week. */
export function asOf(s: Day, e: Day, today: Day | undefined): Day {
  if (today === undefined || today < s) return e;
  const tomorrow = addDays(today, 1);
  return tomorrow < e ? tomorrow : e;
}

async function filters(db: Db, { sector, channel, level, procedure }: Question): Promise<Partial<Where>> {
  return {
    sector_id: sector === undefined ? undefined : await idOf(db, 'sector', sector),
    procedure_id: procedure === undefined ? undefined : await idOf(db, 'procedure', procedure),
    channel: channel === undefined ? undefined : choice('channel', channel),
    level: level === undefined ? undefined : choice('level', level),
  };
}

/** @throws measures.unknown_filter */
export const sectorOfCode = (db: Db, code: string) => idOf(db, 'sector', code);

async function idOf(db: Db, field: 'sector' | 'procedure', code: string): Promise<number> {
  const found = await maybeOne(db, field === 'sector' ? sql.sector_of_code : sql.procedure_of_code, { code }, Id);
  if (!found) throw new DomainError('measures.unknown_filter', 422, { field, value: code });
  return found.id;
}

function choice(field: 'channel' | 'level', name: string): number {
  const code = (CHOICES[field] as Record<string, number>)[name];
  if (code === undefined)
    throw new DomainError('measures.unknown_filter', 422, { field, value: name, values: Object.keys(CHOICES[field]) });
  return code;
}

const Named = z.object({ id: z.int(), code: z.string(), name: z.string() });
export type Named = z.infer<typeof Named>;

/** Sectors by id, with code and name. */
export async function sectorsByIds(db: Db, ids: readonly number[]): Promise<Map<number, Named>> {
  return new Map((await many(db, sql.sectors_of_ids, { ids }, Named)).map((one) => [one.id, one]));
}

/** Procedures by id, each with its name on `day`. */
export async function proceduresByIds(db: Db, ids: readonly number[], day: Day): Promise<Map<number, Named>> {
  return new Map((await many(db, sql.procedures_of_ids, { ids, day }, Named)).map((one) => [one.id, one]));
}

/** Rows of a table by unit: those just below the unit and itself, each unit with its own records, or the whole tree with sums. */
export const UNIT_ROWS = ['children', 'each', 'tree'] as const;
export type UnitRows = (typeof UNIT_ROWS)[number];

/** For each unit of any time that counts under `root` in the tree: the units in whose rows it counts. */
export async function unitRows(
  db: Db,
  ask: { root: number; tree_id: number; rows: UnitRows },
): Promise<Map<number, { row_unit: number; depth: number }[]>> {
  const Row = z.object({ from_unit: z.int(), row_unit: z.int(), depth: z.int() });
  const found = await many(db, sql.unit_rows, ask, Row);
  return Map.groupBy(found, (row) => row.from_unit);
}
