// A figure of an issued report as it was: what it counted, by which definition, and the very records.
import { z } from 'zod';
import type { CellFilter } from '#forms';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { equal, type Rational, rationalOf } from '#lib/rational';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne } from '#lib/sql';
import {
  type Behind,
  definitionOf,
  type HeldFigure,
  type HeldPage,
  HOLDABLE,
  heldDeclarations,
  heldRecords,
  madeAgain,
  measureRecords,
  UNITS,
  Value,
} from '#measures';
import type { Issued } from './issue.ts';
import type { Held } from './stored.ts';

const sql = loadSql(import.meta.url, ['cells', 'operands']);

/** A value that stands still: of a figure, or of what a figure is made of. */
const Standing = z.object({
  measure: z.string(),
  unit: z.string(),
  s: z.string(),
  e: z.string(),
  filter: z.record(z.string(), z.string()),
  definition: z.record(z.string(), z.unknown()),
  parts: z.array(z.record(z.string(), z.unknown())).nullable(),
  declared: z.array(z.number()).nullable(),
  made_of: z.array(z.int()).nullable(),
  unit_ids: z.array(z.int()).nullable(),
  as_of: z.string().nullable(),
});
export type Standing = z.infer<typeof Standing>;

export const FrozenCell = Standing.extend({
  anchor: z.string(),
  printed: z.string(),
  value: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  n: z.number().nullable(),
  digest: z.string().nullable(),
});
export type FrozenCell = z.infer<typeof FrozenCell>;

const Operand = Standing.extend({ no: z.int(), value: Value });
export type Operand = z.infer<typeof Operand>;

/** What figures of an issue are made of, by number. */
export async function operandsOf(db: Db, report: Held, version: number): Promise<ReadonlyMap<number, Operand>> {
  const rows = await many(db, sql.operands, { tenant: report.tenant, id: report.id, version }, Operand);
  return new Map(rows.map((one) => [one.no, one]));
}

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

export const askOf = (cell: Standing): CellFilter => cellAsk({ ...cell, from: cell.s, to: addDays(cell.e, -1) });

/** What its records are found by; null when it was not made of records, or issued before that was kept. */
export function heldFigure(cell: Standing, report: Held, known_at: Date): HeldFigure | null {
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

type Found = {
  /** Records found now, as known then, and their digest: those of the figure when `is_same`. */
  count: number | null;
  digest: string | null;
  /** Null: it was told, not counted. */
  is_same: boolean | null;
  behind: Pick<Behind, 'dossiers' | 'entries' | 'declarations' | 'copies' | 'parts'>;
};
export type FrozenFigure = Found & {
  cell: FrozenCell;
  /** What of it is shown, when one of the values it is made of was asked for. */
  operand: Operand | null;
  known_at: Date;
};

type FigureAsk = HeldPage & { anchor: string; operand?: string | undefined };

/**
 * A figure of an issued report with the records it counted, as they were known then. Number and digest are of the whole figure, of the part, or of
 * the value it is made of that is asked for.
 * @throws reports.no_such_figure, measures.no_such_part
 */
export async function frozenFigure(db: Db, report: Held, issued: Issued, ask: FigureAsk, access: Scope): Promise<FrozenFigure> {
  const key = { tenant: report.tenant, id: report.id, version: issued.version };
  const cell = await maybeOne(db, sql.cells, { ...key, anchor: ask.anchor }, FrozenCell);
  if (!cell) throw new DomainError('reports.no_such_figure', 422, { anchor: ask.anchor });
  const { known_at } = issued;
  const whole = { cell, operand: null, known_at };
  if (cell.definition.kind === 'told') return { ...whole, count: null, digest: null, is_same: null, behind: {} };
  const operands = cell.made_of ? await operandsOf(db, report, issued.version) : new Map<number, Operand>();
  const opener = new Opener(db, { report, known_at, access, operands });
  const name = ask.operand ?? opener.partName(cell, ask.part);
  if (name !== undefined) {
    const operand = opener.below(cell).find(({ measure }) => measure === name);
    if (!operand) throw new DomainError('measures.no_such_part', 422, { measure: cell.measure, part: name });
    return { cell, operand, known_at, ...(await opener.open(operand, operand.value, { ...ask, part: undefined })) };
  }
  return { ...whole, ...(await opener.open(cell, cell, ask)) };
}

type Ground = { report: Held; known_at: Date; access: Scope; operands: ReadonlyMap<number, Operand> };

/** Opens what stands still, by the kind of its measure. */
class Opener {
  readonly #db: Db;
  readonly #ground: Ground;

  constructor(db: Db, ground: Ground) {
    this.#db = db;
    this.#ground = ground;
  }

  /** The measure that is asked for as a part of a share. */
  partName({ definition, made_of }: Standing, part: HeldPage['part']): string | undefined {
    return part && made_of ? (definition[part] as string | undefined) : undefined;
  }

  /** Everything it is made of, at every depth. */
  below({ made_of }: Standing): Operand[] {
    return (made_of ?? []).flatMap((no) => {
      const one = this.#ground.operands.get(no) as Operand;
      return [one, ...this.below(one)];
    });
  }

  async open(one: Standing, was: Was, page: HeldPage): Promise<Found> {
    const { report, known_at, access } = this.#ground;
    const held = heldFigure(one, report, known_at);
    if (held) {
      const { count, digest, ...behind } = await heldRecords(this.#db, held, page, access);
      const is_same = page.part === 'denominator' ? String(count) === was.denominator : digest === was.digest;
      return { count, digest, is_same, behind };
    }
    if (one.declared !== null) return this.#declared(one.declared, was, page);
    return one.made_of === null ? this.#asked(one, was, page) : this.#made(one, was);
  }

  async #declared(ids: readonly number[], was: Was, page: HeldPage): Promise<Found> {
    const { report, access } = this.#ground;
    const found = await heldDeclarations(this.#db, { tenant: report.tenant, ids }, page, access);
    const { count, digest, sum, declarations } = found;
    const said = was.value == null ? null : rationalOf(was.value);
    const is_sum = said === null || sum === null ? said === sum : equal(said, sum);
    return { count, digest, is_same: digest === was.digest && is_sum, behind: { declarations } };
  }

  /** The same when what it is made of gives its value again, and stands on the same records, all the way down. */
  async #made(one: Standing, was: Was): Promise<Found> {
    const own = (one.made_of ?? []).map((no) => this.#ground.operands.get(no) as Operand);
    const exact = new Map(own.map(({ measure, value }) => [measure, exactOf(value)]));
    const definition = definitionOf(JSON.stringify(one.definition));
    let is_same = madeAgain(definition, (name) => exact.get(name) ?? null) === (was.value ?? null);
    for (const operand of own) {
      const { is_same: stands } = await this.open(operand, operand.value, { page: 1, page_size: 1 });
      is_same &&= stands !== false;
    }
    return { count: null, digest: null, is_same, behind: { parts: own.map(partShown) } };
  }

  /** Issued before what it stood on was kept: asked again as known then, under the tree and the definitions of today. */
  async #asked(one: Standing, was: Was, { page, page_size }: HeldPage): Promise<Found> {
    const { known_at, access } = this.#ground;
    const question = { ...askOf(one), measure: one.measure, known_at, today: vietnamDay(known_at), page, page_size };
    const found = await measureRecords(this.#db, question, access);
    const { count, digest, dossiers, entries, declarations, copies, parts } = found;
    const behind = { dossiers, entries, declarations, copies, parts };
    const is_same = found.value.value === was.value && (was.digest === null || digest === was.digest);
    return {
      count,
      digest,
      is_same,
      behind: Object.fromEntries(Object.entries(behind).filter(([, rows]) => rows !== undefined)),
    };
  }
}

type Was = { value: string | null; digest: string | null; denominator?: string | null | undefined };

export const exactOf = ({ exact }: Value): Rational | null => exact && { n: BigInt(exact.num), d: BigInt(exact.den) };

export function partShown({ measure, definition, value }: Operand) {
  const unit = UNITS[value.unit as keyof typeof UNITS];
  const label = { label_vi: String(definition.label_vi ?? measure), label_en: String(definition.label_en ?? measure) };
  return { name: measure, ...label, unit_vi: unit.vi, unit_en: unit.en, value };
}
