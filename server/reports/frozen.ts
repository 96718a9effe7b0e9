// A figure of an issued report as it was: what it counted, by which definition, and the very records.
import { z } from 'zod';
import type { CellFilter } from '#forms';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne } from '#lib/sql';
import { type Behind, definitionOf, type HeldFigure, type HeldPage, HOLDABLE, heldRecords, measureRecords } from '#measures';
import type { Issued } from './issue.ts';
import type { Held } from './stored.ts';

const sql = loadSql(import.meta.url, ['cells']);

export const FrozenCell = z.object({
  anchor: z.string(),
  measure: z.string(),
  unit: z.string(),
  s: z.string(),
  e: z.string(),
  filter: z.record(z.string(), z.string()),
  printed: z.string(),
  value: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  n: z.number().nullable(),
  digest: z.string().nullable(),
  definition: z.record(z.string(), z.unknown()),
  parts: z.array(z.record(z.string(), z.unknown())).nullable(),
  unit_ids: z.array(z.int()).nullable(),
  as_of: z.string().nullable(),
});
export type FrozenCell = z.infer<typeof FrozenCell>;

/** The figures of an issued report as they were, by anchor. */
export function frozenCells(db: Db, report: Held, version: number): Promise<FrozenCell[]> {
  return many(db, sql.cells, { tenant: report.tenant, id: report.id, version, anchor: null }, FrozenCell);
}

/** What a figure was asked with. */
export function cellAsk(of: { unit: string; from: Day; to: Day; filter: Record<string, string> }): CellFilter {
  const { unit, from, to, filter } = of;
  const scope = filter.scope === 'own' || filter.scope === 'below' ? filter.scope : 'all';
  return {
    unit,
    from,
    to,
    scope,
    ...(filter.sector ? { sector: filter.sector } : {}),
    ...(filter.told ? { told: filter.told } : {}),
  };
}

export const askOf = (cell: FrozenCell): CellFilter => cellAsk({ ...cell, from: cell.s, to: addDays(cell.e, -1) });

/** What its records are found by; null when it was not made of records, or issued before that was kept. */
export function heldFigure(cell: FrozenCell, report: Held, known_at: Date): HeldFigure | null {
  const { unit_ids, as_of } = cell;
  // Of plans and scorecards: no measure defines it, no records are held.
  if (cell.definition.kind === 'told') return null;
  const definition = definitionOf(JSON.stringify(cell.definition));
  if (unit_ids === null || as_of === null || !(HOLDABLE as readonly string[]).includes(definition.kind)) return null;
  return {
    tenant: report.tenant,
    definition,
    parts: (cell.parts ?? []).map((one) => definitionOf(JSON.stringify(one))),
    unit_ids,
    bounds: { s: cell.s, e: cell.e, as_of },
    ...(cell.filter.sector ? { sector: cell.filter.sector } : {}),
    known_at,
    tree_day: addDays(cell.e, -1),
  };
}

export type FrozenFigure = {
  cell: FrozenCell;
  known_at: Date;
  /** Records found now, as known then, and their digest: those of the figure when `is_same`. */
  count: number | null;
  digest: string | null;
  /** Null: it was told, not counted. */
  is_same: boolean | null;
  behind: Pick<Behind, 'dossiers' | 'entries' | 'declarations' | 'copies' | 'parts'>;
};

/**
 * A figure of an issued report with the records it counted, as they were known then. Number and digest are of the whole figure or of the part asked for.
 * @throws reports.no_such_figure, measures.no_such_part
 */
export async function frozenFigure(
  db: Db,
  report: Held,
  issued: Issued,
  ask: { anchor: string } & HeldPage,
  access: Scope,
): Promise<FrozenFigure> {
  const key = { tenant: report.tenant, id: report.id, version: issued.version };
  const cell = await maybeOne(db, sql.cells, { ...key, anchor: ask.anchor }, FrozenCell);
  if (!cell) throw new DomainError('reports.no_such_figure', 422, { anchor: ask.anchor });
  const { known_at } = issued;
  const held = heldFigure(cell, report, known_at);
  if (held) {
    const { count, digest, dossiers, entries } = await heldRecords(db, held, ask, access);
    const is_same = ask.part === 'denominator' ? String(count) === cell.denominator : digest === cell.digest;
    return { cell, known_at, count, digest, is_same, behind: { ...(dossiers && { dossiers }), ...(entries && { entries }) } };
  }
  if (cell.definition.kind === 'told') return { cell, known_at, count: null, digest: null, is_same: null, behind: {} };
  const { page, page_size } = ask;
  const question = { ...askOf(cell), measure: cell.measure, known_at, today: vietnamDay(known_at), page, page_size };
  const found = await measureRecords(db, question, access);
  const { count, digest, dossiers, entries, declarations, copies, parts } = found;
  return {
    cell,
    known_at,
    count,
    digest,
    is_same: found.value.value === cell.value && (cell.digest === null || digest === cell.digest),
    behind: {
      ...(dossiers && { dossiers }),
      ...(entries && { entries }),
      ...(declarations && { declarations }),
      ...(copies && { copies }),
      ...(parts && { parts }),
    },
  };
}
