// The figures of a report held still at issue: value, definition, the units whose records they counted, and the moment.
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql } from '#lib/sql';
import { type Definitions, definitionsOn, HOLDABLE, unitsBehind } from '#measures';
import { Anchors, figuresFor } from './compose.ts';
import type { Content, Figure } from './content.ts';
import { cellAsk } from './frozen.ts';
import { isTold } from './outlines/told.ts';

const sql = loadSql(import.meta.url, ['insert_counted', 'insert_cells']);

type Counted = { n: number; unit_ids: readonly number[]; as_of: Day };
export type Frozen = { counted: Counted[]; cells: Record<string, unknown>[] };

/**
 * The figures as they will stand for ever. What is counted from records is counted once more as known when the version was made: a dossier
 * that was being written at that moment would be missed by the figure and found by its list for ever after.
 * @throws reports.figures_moved
 */
export async function freeze(db: Db, of: { tenant: number; content: Content; known_at: Date }, access: Scope): Promise<Frozen> {
  const { tenant, content, known_at } = of;
  const definitions = await definitionsOn(db, content.to, tenant);
  const figures = Object.values(content.figures);
  const held = figures.filter(({ measure, digest }) => digest !== null && isHoldable(definitions, measure));
  await refuseMoved(db, held, known_at, access);
  const sets = new UnitSets();
  const counted = new Map<string, number>();
  for (const members of Map.groupBy(held, (one) => [one.unit, one.from, one.to, one.filter.scope].join('|')).values()) {
    const ask = { ...cellAsk(members[0] as Figure), known_at, today: vietnamDay(known_at) };
    const measures = [...new Set(members.map(({ measure }) => measure))];
    const { as_of, units } = await unitsBehind(db, ask, measures, access);
    for (const { anchor, measure } of members) counted.set(anchor, sets.add(units.get(measure) ?? [], as_of));
  }
  return { counted: sets.all, cells: figures.map((figure) => cellOf(figure, definitions, counted.get(figure.anchor) ?? null)) };
}

const isHoldable = (definitions: Definitions, measure: string) =>
  definitions.has(measure) && (HOLDABLE as readonly string[]).includes(definitions.get(measure).kind);

async function refuseMoved(db: Db, held: readonly Figure[], known_at: Date, access: Scope): Promise<void> {
  const anchors = new Anchors();
  for (const one of held) anchors.asked.set(one.anchor, { measure: one.measure, filter: cellAsk(one) });
  const printed = new Map(held.map(({ anchor, printed }) => [anchor, printed]));
  const again = await figuresFor(db, anchors, printed, { today: vietnamDay(known_at), known_at }, access);
  const moved = held.filter(({ anchor, digest }) => again[anchor]?.digest !== digest).map(({ anchor }) => anchor);
  if (moved.length > 0) throw new DomainError('reports.figures_moved', 409, { anchors: moved.slice(0, 50), count: moved.length });
}

/** A figure that no measure counts: it was told by a plan or a scorecard. */
const TOLD = { kind: 'told', definition_vi: '', definition_en: '', source: '' } as const;

/** The same units are kept once, however many figures count them. */
class UnitSets {
  readonly all: Counted[] = [];
  readonly #known = new Map<string, number>();

  add(unit_ids: readonly number[], as_of: Day): number {
    const sorted = [...unit_ids].sort((a, b) => a - b);
    const key = `${as_of} ${sorted.join(',')}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const n = this.all.length + 1;
    this.all.push({ n, unit_ids: sorted, as_of });
    this.#known.set(key, n);
    return n;
  }
}

function cellOf(figure: Figure, definitions: Definitions, counted: number | null) {
  const { anchor, measure, label, unit, from, to, filter, printed, value, numerator, denominator, n, digest } = figure;
  const told = { ...TOLD, name: measure, label_vi: label, label_en: label };
  const definition = isTold(measure) ? told : definitions.get(measure);
  const is_of_dossiers = definition.kind === 'ratio' || definition.kind === 'count';
  return {
    anchor,
    measure,
    unit,
    s: from,
    e: addDays(to, 1),
    filter,
    printed,
    value,
    numerator,
    denominator,
    n,
    digest,
    definition,
    counted,
    parts: is_of_dossiers ? definitions.countsFor([measure]) : null,
  };
}

export async function keepFrozen(
  db: Db,
  key: { tenant: number; report_id: number; version: number },
  frozen: Frozen,
): Promise<void> {
  await exec(db, sql.insert_counted, { ...key, counted: JSON.stringify(frozen.counted) });
  await exec(db, sql.insert_cells, { ...key, cells: JSON.stringify(frozen.cells) });
}
