// The figures of a report held still at issue: value, definition, what they stood on (units counted, declarations, other values), and the moment.
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql } from '#lib/sql';
import { type Definitions, definitionsOn, type Stood, stoodOn } from '#measures';
import { Anchors, figuresFor } from './compose.ts';
import type { Content, Figure } from './content.ts';
import { cellAsk } from './frozen.ts';
import { isTold } from './outlines/told.ts';

const sql = loadSql(import.meta.url, ['insert_counted', 'insert_operands', 'insert_cells']);

type Counted = { n: number; unit_ids: readonly number[]; as_of: Day };
type Row = Record<string, unknown>;
export type Frozen = { counted: Counted[]; operands: Row[]; cells: Row[] };

/**
 * The figures as they will stand for ever. What is counted from records or declared is asked once more as known when the version was made: a
 * dossier that was being written at that moment would be missed by the figure and found by its list for ever after.
 * @throws reports.figures_moved
 */
export async function freeze(db: Db, of: { tenant: number; content: Content; known_at: Date }, access: Scope): Promise<Frozen> {
  const { tenant, content, known_at } = of;
  const definitions = await definitionsOn(db, content.to, tenant);
  const figures = Object.values(content.figures);
  // What was taken from other reports is held by them.
  const held = figures.filter((one) => one.filter.basis === undefined && isHeld(one, definitions));
  await refuseMoved(db, held, known_at, access);
  const ground = new Ground(definitions);
  const kept = new Map<string, Kept>();
  for (const members of Map.groupBy(held, (one) => [one.unit, one.from, one.to, one.filter.scope].join('|')).values()) {
    const ask = { ...cellAsk(members[0] as Figure), known_at, today: vietnamDay(known_at) };
    const measures = [...new Set(members.map(({ measure }) => measure))];
    const { as_of, stood } = await stoodOn(db, ask, measures, access);
    const place = { figure: members[0] as Figure, as_of, stood, known: new Map<string, number>() };
    for (const { anchor, measure } of members) kept.set(anchor, ground.keep(place, stood.get(measure) as Stood));
  }
  return {
    counted: ground.sets.all,
    operands: ground.operands,
    cells: figures.map((figure) => cellOf(figure, definitions, kept.get(figure.anchor) ?? NOTHING_KEPT)),
  };
}

/** Of records those with a digest: without one a figure was not counted, as of a sector that had none. */
function isHeld({ measure, digest }: Figure, definitions: Definitions): boolean {
  if (isTold(measure) || !definitions.has(measure)) return false;
  return digest !== null || ['share', 'expression'].includes(definitions.get(measure).kind);
}

/** Figures of records and declarations have a digest; what is made of others is held against its value. */
async function refuseMoved(db: Db, held: readonly Figure[], known_at: Date, access: Scope): Promise<void> {
  const anchors = new Anchors();
  for (const one of held) anchors.asked.set(one.anchor, { measure: one.measure, filter: cellAsk(one) });
  const printed = new Map(held.map(({ anchor, printed }) => [anchor, printed]));
  const again = await figuresFor(db, anchors, printed, { today: vietnamDay(known_at), known_at }, access);
  const moved = held.filter(({ anchor, digest, value }) =>
    digest === null ? again[anchor]?.value !== value : again[anchor]?.digest !== digest,
  );
  if (moved.length === 0) return;
  throw new DomainError('reports.figures_moved', 409, {
    anchors: moved.slice(0, 50).map(({ anchor }) => anchor),
    count: moved.length,
  });
}

/** A figure that no measure counts: it was told by a plan or a scorecard. */
const TOLD = { kind: 'told', definition_vi: '', definition_en: '', source: '' } as const;

type Kept = {
  counted: number | null;
  declared: readonly number[] | null;
  made_of: readonly number[] | null;
  parts: readonly unknown[] | null;
};
const NOTHING_KEPT: Kept = { counted: null, declared: null, made_of: null, parts: null };
type Place = { figure: Figure; as_of: Day; stood: ReadonlyMap<string, Stood>; known: Map<string, number> };

/** What figures of one unit and time stood on; what several are made of is kept once. */
class Ground {
  readonly sets = new UnitSets();
  readonly operands: Row[] = [];
  readonly #definitions: Definitions;

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  keep(place: Place, { definition, unit_ids, declared, made_of }: Stood): Kept {
    const is_of_dossiers = definition.kind === 'ratio' || definition.kind === 'count';
    return {
      counted: unit_ids && this.sets.add(unit_ids, place.as_of),
      declared,
      made_of: made_of?.map((name) => this.#operand(place, place.stood.get(name) as Stood)) ?? null,
      parts: is_of_dossiers ? this.#definitions.countsFor([definition.name]) : null,
    };
  }

  #operand(place: Place, stood: Stood): number {
    const { definition, value } = stood;
    const known = place.known.get(definition.name);
    if (known !== undefined) return known;
    const { unit, from, to, filter } = place.figure;
    const kept = this.keep(place, stood);
    const no = this.operands.length + 1;
    const asked = { measure: definition.name, unit, s: from, e: addDays(to, 1), filter: { scope: filter.scope ?? 'all' } };
    this.operands.push({ no, ...asked, definition, value, ...kept });
    place.known.set(definition.name, no);
    return no;
  }
}

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

function cellOf(figure: Figure, definitions: Definitions, kept: Kept): Row {
  const { anchor, measure, label, unit, from, to, filter, printed, value, numerator, denominator, n, digest } = figure;
  const told = { ...TOLD, name: measure, label_vi: label, label_en: label };
  const definition = isTold(measure) ? told : definitions.get(measure);
  const is_of_dossiers = definition.kind === 'ratio' || definition.kind === 'count';
  const parts = kept.parts ?? (is_of_dossiers ? definitions.countsFor([measure]) : null);
  return {
    ...{
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
    },
    ...kept,
    parts,
  };
}

export async function keepFrozen(
  db: Db,
  key: { tenant: number; report_id: number; version: number },
  frozen: Frozen,
): Promise<void> {
  await exec(db, sql.insert_counted, { ...key, counted: JSON.stringify(frozen.counted) });
  await exec(db, sql.insert_operands, { ...key, operands: JSON.stringify(frozen.operands) });
  await exec(db, sql.insert_cells, { ...key, cells: JSON.stringify(frozen.cells) });
}
