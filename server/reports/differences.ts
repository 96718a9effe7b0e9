// What would be another figure today in an issued report, and why, record by record.
import { z } from 'zod';
import type { CellFilter } from '#forms';
import { addDays, type Day } from '#lib/day';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { records } from '#measures';
import { Anchors, figuresFor } from './compose.ts';
import type { Figure } from './content.ts';
import type { Issued } from './issue.ts';
import type { Held } from './stored.ts';

const sql = loadSql(import.meta.url, ['cells', 'versions_of_dossiers']);

const FrozenCell = z.object({
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
});
export type FrozenCell = z.infer<typeof FrozenCell>;

export function frozenCells(db: Db, report: Held, version: number): Promise<FrozenCell[]> {
  return many(db, sql.cells, { tenant: report.tenant, id: report.id, version }, FrozenCell);
}

export const CAUSES = [
  'entered_late',
  'date_changed',
  'outcome_changed',
  'unit_changed',
  'removed',
  'definition_changed',
  'other',
] as const;
export type Cause = (typeof CAUSES)[number];

export const Difference = z.object({
  anchor: z.string(),
  label: z.string(),
  was: z.string().nullable(),
  now: z.string().nullable(),
  entered: z.array(z.object({ id: z.number(), cause: z.enum(CAUSES) })),
  left: z.array(z.object({ id: z.number(), cause: z.enum(CAUSES) })),
});
export type Difference = z.infer<typeof Difference>;

/**
 * Figures of an issued report that would be others today, each with the records that came in and that went out, and why.
 * The issued report stays as it is: the next one prints the differences.
 */
export async function differences(db: Db, report: Held, issued: Issued, scope: Scope, today: Day): Promise<Difference[]> {
  const cells = await frozenCells(db, report, issued.version);
  const live = await figuresOfNow(db, cells, scope, today);
  const found: Difference[] = [];
  for (const cell of cells) {
    const now = live[cell.anchor];
    if (now && now.value === cell.value && (cell.digest === null || now.digest === cell.digest)) continue;
    const moved =
      cell.definition.kind === 'count'
        ? await movedRecords(db, report.tenant, cell, issued.known_at, scope, today)
        : { entered: [], left: [] };
    const label = String(cell.definition.label_vi ?? cell.measure);
    found.push({ anchor: cell.anchor, label, was: cell.value, now: now?.value ?? null, ...moved });
  }
  return found.sort((a, b) => a.label.localeCompare(b.label, 'vi') || (a.anchor < b.anchor ? -1 : 1));
}

/** The same figures asked again, whatever kind of measure they are. */
function figuresOfNow(db: Db, cells: readonly FrozenCell[], scope: Scope, today: Day): Promise<Record<string, Figure>> {
  const anchors = new Anchors();
  for (const cell of cells) anchors.asked.set(cell.anchor, { measure: cell.measure, filter: filterOf(cell) });
  return figuresFor(db, anchors, new Map(cells.map(({ anchor, printed }) => [anchor, printed])), { today }, scope);
}

function filterOf({ unit, s, e, filter }: FrozenCell): CellFilter {
  const scope = filter.scope === 'own' || filter.scope === 'below' ? filter.scope : 'all';
  return { unit, from: s, to: addDays(e, -1), scope, ...(filter.sector ? { sector: filter.sector } : {}) };
}

const DossierVersion = z.object({
  tenant: z.number(),
  dossier_id: z.number(),
  known_from: z.date(),
  received_on: z.string(),
  due_on: z.string().nullable(),
  closed_on: z.string().nullable(),
  outcome: z.number(),
  competent_unit_id: z.number(),
  is_now: z.boolean(),
});
type DossierVersion = z.infer<typeof DossierVersion>;

async function movedRecords(
  db: Db,
  tenant: number,
  cell: FrozenCell,
  known_at: Date,
  scope: Scope,
  today: Day,
): Promise<Pick<Difference, 'entered' | 'left'>> {
  const ask = { ...filterOf(cell), today, measure: cell.measure };
  const then = new Set((await records(db, { ...ask, known_at }, scope)).records.map(({ id }) => id));
  const now = new Set((await records(db, ask, scope)).records.map(({ id }) => id));
  const entered = [...now].filter((one) => !then.has(one));
  const left = [...then].filter((one) => !now.has(one));
  const rows = await many(db, sql.versions_of_dossiers, { tenant, ids: [...entered, ...left], known_at }, DossierVersion);
  const by_id = Map.groupBy(rows, ({ dossier_id }) => dossier_id);
  const causeOf = (id: number) => causeFor(by_id.get(id) ?? [], known_at);
  return { entered: entered.map((id) => ({ id, cause: causeOf(id) })), left: left.map((id) => ({ id, cause: causeOf(id) })) };
}

/** Why a dossier counts now and did not then, or the other way round. Pure. */
export function causeFor(versions: readonly DossierVersion[], known_at: Date): Cause {
  const now = versions.find(({ is_now }) => is_now);
  const then =
    versions.find((one) => one.known_from <= known_at && one !== now) ?? (now && now.known_from <= known_at ? now : undefined);
  if (!then) return 'entered_late';
  if (!now) return 'removed';
  if (now.competent_unit_id !== then.competent_unit_id) return 'unit_changed';
  if (now.outcome !== then.outcome) return 'outcome_changed';
  if (now.received_on !== then.received_on || now.due_on !== then.due_on || now.closed_on !== then.closed_on)
    return 'date_changed';
  return now.known_from > known_at ? 'other' : 'definition_changed';
}
