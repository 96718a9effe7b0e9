// What would be another figure today in an issued report, and why, record by record.
import { z } from 'zod';
import type { Day } from '#lib/day';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import {
  declarationsOf,
  definitionOf,
  definitionsOn,
  type HeldFigure,
  hashOf,
  movedCopies,
  movedDossiers,
  movedEntries,
  type Stood,
  stoodOn,
  valuesOf,
} from '#measures';
import { Anchors, figuresFor } from './compose.ts';
import type { Figure } from './content.ts';
import { type MovedRecords, movedCopiesWhy, movedDeclarations } from './differences-said.ts';
import { askOf, type FrozenCell, frozenCells, heldFigure, type Operand, operandsOf, type Standing } from './frozen.ts';
import type { Issued } from './issue.ts';
import type { Held } from './stored.ts';

const sql = loadSql(import.meta.url, ['versions_of_dossiers', 'versions_of_entries', 'changed_since']);

export const CAUSES = [
  'entered_late',
  'date_changed',
  'outcome_changed',
  'value_changed',
  'unit_changed',
  'removed',
  'definition_changed',
  'tree_changed',
  'other',
] as const;
export type Cause = (typeof CAUSES)[number];

/** Records named for one figure; the numbers beside them are of all. */
const MOST_NAMED = 200;
/** More dossiers than these that changed since are not named to the database: it looks at all instead. */
const MOST_CHANGED = 20_000;

const Moved = z.object({ id: z.number(), cause: z.enum(CAUSES) });
const Records = z.object({
  /** What the lists name; null: it is not made of records. */
  of: z.enum(['dossiers', 'entries', 'declarations', 'copies']).nullable(),
  entered: z.array(Moved),
  left: z.array(Moved),
  /** Entries that count then and now and say something else now. */
  changed: z.array(Moved),
  entered_n: z.int(),
  left_n: z.int(),
  changed_n: z.int(),
});
type Records = z.infer<typeof Records>;

export const Difference = Records.extend({
  anchor: z.string(),
  label: z.string(),
  was: z.string().nullable(),
  now: z.string().nullable(),
  /** Of a figure made of others: those that would be others today. */
  parts: z.array(
    Records.extend({ measure: z.string(), label: z.string(), was: z.string().nullable(), now: z.string().nullable() }),
  ),
});
export type Difference = z.infer<typeof Difference>;
type Part = Difference['parts'][number];

const NO_RECORDS: Records = { of: null, entered: [], left: [], changed: [], entered_n: 0, left_n: 0, changed_n: 0 };

/** Declarations and copies are few: none is left out. */
function counted(of: Records['of'], { entered, left, changed }: MovedRecords): Records {
  const lists = { entered: entered.slice(0, MOST_NAMED), left: left.slice(0, MOST_NAMED), changed: changed.slice(0, MOST_NAMED) };
  return { of, ...lists, entered_n: entered.length, left_n: left.length, changed_n: changed.length };
}

type Frame = { report: Held; issued: Issued; scope: Scope; today: Day };

/**
 * Figures of an issued report that would be others today, each with the records that came in, that went out, and that say something else, and why.
 * The issued report stays as it is: the next one prints the differences.
 */
export async function differences(db: Db, report: Held, issued: Issued, scope: Scope, today: Day): Promise<Difference[]> {
  const frame: Frame = { report, issued, scope, today };
  // What was taken from other reports, or summed from them, is not asked of the records: these reports answer for it.
  const cells = (await frozenCells(db, report, issued.version)).filter(({ filter }) => filter.basis === undefined);
  const live = await figuresOfNow(db, cells, scope, today);
  const others = cells.filter(({ anchor, value, digest }) => {
    const now = live[anchor];
    return !now || now.value !== value || (digest !== null && now.digest !== digest);
  });
  const causes = new Causes(db, frame, others.length === 0 ? undefined : await changedSince(db, frame));
  const found: Difference[] = [];
  for (const cell of others) {
    const now = live[cell.anchor]?.value ?? null;
    const parts = await causes.partsOf(cell);
    found.push({ anchor: cell.anchor, label: labelOf(cell), was: cell.value, now, ...(await causes.of(cell)), parts });
  }
  return found.sort((a, b) => a.label.localeCompare(b.label, 'vi') || (a.anchor < b.anchor ? -1 : 1));
}

const labelOf = ({ definition, measure }: Standing) => String(definition.label_vi ?? measure);

/** The same figures asked again, whatever kind of measure they are. */
function figuresOfNow(db: Db, cells: readonly FrozenCell[], scope: Scope, today: Day): Promise<Record<string, Figure>> {
  const anchors = new Anchors();
  for (const cell of cells) anchors.asked.set(cell.anchor, { measure: cell.measure, filter: askOf(cell) });
  return figuresFor(db, anchors, new Map(cells.map(({ anchor, printed }) => [anchor, printed])), { today }, scope);
}

async function changedSince(db: Db, { report, issued }: Frame): Promise<number[] | undefined> {
  const ask = { tenant: report.tenant, known_at: issued.known_at, most: MOST_CHANGED + 1 };
  const rows = await many(db, sql.changed_since, ask, z.object({ id: z.number() }));
  return rows.length > MOST_CHANGED ? undefined : rows.map(({ id }) => id);
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

const EntryVersion = z.object({
  entry_id: z.number(),
  version: z.number(),
  unit_id: z.number(),
  on_day: z.string(),
  was_then: z.boolean(),
  is_now: z.boolean(),
});
type EntryVersion = z.infer<typeof EntryVersion>;

/** The records behind each difference. A report has thousands of figures and few dossiers that changed: these are asked for once. */
class Causes {
  readonly #db: Db;
  readonly #frame: Frame;
  readonly #changed: readonly number[] | undefined;
  readonly #hashes = new Map<string, boolean>();
  #operands: ReadonlyMap<number, Operand> | undefined;

  constructor(db: Db, frame: Frame, changed: readonly number[] | undefined) {
    this.#db = db;
    this.#frame = frame;
    this.#changed = changed;
  }

  async of(cell: Standing): Promise<Records> {
    const { report, issued } = this.#frame;
    if (cell.declared !== null) return this.#declarations(cell, cell.declared);
    const held = heldFigure(cell, report, issued.known_at);
    if (!held) return NO_RECORDS;
    const { definition } = held;
    if (definition.kind === 'certifications') return this.#copies(cell, { ...held, definition });
    return definition.kind === 'entries' ? this.#entries(cell, { ...held, definition }) : this.#dossiers(cell, held);
  }

  /** Of a figure made of others those that would be others today, at every depth, with their records. */
  async partsOf(cell: Standing): Promise<Part[]> {
    if (cell.made_of === null) return [];
    const { report, issued, scope, today } = this.#frame;
    this.#operands ??= await operandsOf(this.#db, report, issued.version);
    const operands = this.#operands;
    const below = (one: Standing): Operand[] =>
      (one.made_of ?? []).flatMap((no) => [operands.get(no) as Operand, ...below(operands.get(no) as Operand)]);
    const all = [...new Map(below(cell).map((one) => [one.no, one])).values()];
    const known = await definitionsOn(this.#db, askOf(cell).to, report.tenant);
    const measures = all.map(({ measure }) => measure).filter((name) => known.has(name));
    const now = await valuesOf(this.#db, { ...askOf(cell), today, measures, digest: true }, scope);
    const parts: Part[] = [];
    for (const one of all) {
      const { value = null, digest = null } = now[one.measure] ?? {};
      if (value === one.value.value && digest === one.value.digest) continue;
      parts.push({ measure: one.measure, label: labelOf(one), was: one.value.value, now: value, ...(await this.of(one)) });
    }
    return parts;
  }

  async #declarations(cell: Standing, ids: readonly number[]): Promise<Records> {
    const { issued, scope, today } = this.#frame;
    const stood = await this.#stoodNow(cell, today);
    const then = await declarationsOf(this.#db, ids, scope);
    const now = await declarationsOf(this.#db, stood?.declared ?? [], scope);
    return counted('declarations', movedDeclarations(then, now, issued.known_at, await this.#isSameText(cell)));
  }

  async #copies(cell: Standing, held: Parameters<typeof movedCopies>[1]): Promise<Records> {
    const { scope, today } = this.#frame;
    const stood = await this.#stoodNow(cell, today);
    if (stood?.definition.kind !== 'certifications') return NO_RECORDS;
    const seen = (ids: readonly number[]) => ids.filter((id) => scope.unit_ids === null || scope.unit_ids.includes(id));
    const [then, now] = [seen(held.unit_ids), seen(stood.unit_ids ?? [])];
    const ask = { unit_ids: now, definition: stood.definition, bounds: held.bounds };
    const rows = await movedCopies(this.#db, { ...held, unit_ids: then }, ask, MOST_NAMED);
    const ground = { moved_units: different(then, now), same_text: await this.#isSameText(cell) };
    const { entered_n = 0, left_n = 0 } = rows[0] ?? {};
    return { ...counted('copies', movedCopiesWhy(rows, ground)), entered_n, left_n };
  }

  /** What the measure stands on today; null: there is no such measure any more. */
  async #stoodNow(cell: Standing, today: Day): Promise<Stood | null> {
    const known = await definitionsOn(this.#db, askOf(cell).to, this.#frame.report.tenant);
    if (!known.has(cell.measure)) return null;
    const { stood } = await stoodOn(this.#db, { ...askOf(cell), today }, [cell.measure], this.#frame.scope);
    return stood.get(cell.measure) ?? null;
  }

  async #dossiers(cell: Standing, held: HeldFigure): Promise<Records> {
    const { report, issued, scope, today } = this.#frame;
    const ask = { ...askOf(cell), today, measure: cell.measure };
    const same_text = await this.#isSameText(cell);
    const look = async (only: readonly number[] | undefined) => movedDossiers(this.#db, held, ask, only, MOST_NAMED, scope);
    let moved = await look(same_text ? this.#changed : undefined);
    // The tree gives the unit others than then: dossiers nobody touched have moved too.
    const gone = different(held.unit_ids, moved.unit_ids_now);
    if (same_text && this.#changed && gone.size > 0) moved = await look(undefined);
    const ids = [...moved.entered, ...moved.left];
    const known = { tenant: report.tenant, ids, known_at: issued.known_at };
    const rows = ids.length === 0 ? [] : await many(this.#db, sql.versions_of_dossiers, known, DossierVersion);
    const by_id = Map.groupBy(rows, ({ dossier_id }) => dossier_id);
    const told = (id: number) => ({
      id,
      cause: causeFor(by_id.get(id) ?? [], issued.known_at, { moved_units: gone, same_text }),
    });
    const { entered_n, left_n } = moved;
    return { ...NO_RECORDS, of: 'dossiers', entered: moved.entered.map(told), left: moved.left.map(told), entered_n, left_n };
  }

  async #entries(cell: Standing, held: Parameters<typeof movedEntries>[1]): Promise<Records> {
    const { scope, today } = this.#frame;
    const ask = { ...askOf(cell), today, measure: cell.measure };
    const { rows, unit_ids_now } = await movedEntries(this.#db, held, ask, MOST_NAMED, scope);
    const gone = different(held.unit_ids, unit_ids_now);
    const same_text = await this.#isSameText(cell);
    const { tenant } = this.#frame.report;
    const known = { tenant, ids: rows.map(({ entry_id }) => entry_id), known_at: held.known_at };
    const versions = rows.length === 0 ? [] : await many(this.#db, sql.versions_of_entries, known, EntryVersion);
    const by_id = Map.groupBy(versions, ({ entry_id }) => entry_id);
    const told = ({ entry_id }: { entry_id: number }) => ({
      id: entry_id,
      cause: entryCause(by_id.get(entry_id) ?? [], { moved_units: gone, same_text }),
    });
    const [first] = rows;
    return {
      of: 'entries',
      entered: rows.filter(({ was }) => was === null).map(told),
      left: rows.filter(({ now }) => now === null).map(told),
      changed: rows.filter(({ was, now }) => was !== null && now !== null).map(told),
      entered_n: first?.entered_n ?? 0,
      left_n: first?.left_n ?? 0,
      changed_n: first?.changed_n ?? 0,
    };
  }

  /** The definition of today counts as that of then. */
  async #isSameText(cell: Standing): Promise<boolean> {
    const key = `${cell.measure} ${cell.e}`;
    const known = this.#hashes.get(key);
    if (known !== undefined) return known;
    const { to } = askOf(cell);
    const now = await definitionsOn(this.#db, to, this.#frame.report.tenant);
    const parts = [cell.definition, ...(cell.parts ?? [])].map((one) => definitionOf(JSON.stringify(one)));
    const is_same = parts.every((one) => now.has(one.name) && hashOf(now.get(one.name)) === hashOf(one));
    this.#hashes.set(key, is_same);
    return is_same;
  }
}

/** Units that one list has and the other has not. */
function different(a: readonly number[], b: readonly number[]): Set<number> {
  return new Set(a).symmetricDifference(new Set(b));
}

type Ground = { moved_units: ReadonlySet<number>; same_text: boolean };

/** Why a dossier counts now and did not then, or the other way round. Pure. */
export function causeFor(versions: readonly DossierVersion[], known_at: Date, { moved_units, same_text }: Ground): Cause {
  const now = versions.find(({ is_now }) => is_now);
  const then =
    versions.find((one) => one.known_from <= known_at && one !== now) ?? (now && now.known_from <= known_at ? now : undefined);
  if (!then) return 'entered_late';
  if (!now) return 'removed';
  if (now.competent_unit_id !== then.competent_unit_id) return 'unit_changed';
  if (now.outcome !== then.outcome) return 'outcome_changed';
  if (now.received_on !== then.received_on || now.due_on !== then.due_on || now.closed_on !== then.closed_on)
    return 'date_changed';
  if (moved_units.has(now.competent_unit_id)) return 'tree_changed';
  return same_text ? 'other' : 'definition_changed';
}

/** Why an entry counts now and did not then, went out, or says something else. Pure. */
export function entryCause(versions: readonly EntryVersion[], { moved_units, same_text }: Ground): Cause {
  const now = versions.find(({ is_now }) => is_now);
  const then = versions.find(({ was_then }) => was_then);
  if (!then) return 'entered_late';
  if (!now) return 'removed';
  if (now.unit_id !== then.unit_id) return 'unit_changed';
  if (now.on_day !== then.on_day) return 'date_changed';
  if (now.version !== then.version) return 'value_changed';
  if (moved_units.has(now.unit_id)) return 'tree_changed';
  return same_text ? 'other' : 'definition_changed';
}
