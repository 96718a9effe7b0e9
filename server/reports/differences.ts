// What would be another figure today in an issued report, and why, record by record.
import { z } from 'zod';
import type { Day } from '#lib/day';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { definitionsOn, type HeldFigure, hashOf, movedDossiers, movedEntries } from '#measures';
import { Anchors, figuresFor } from './compose.ts';
import type { Figure } from './content.ts';
import { askOf, type FrozenCell, frozenCells, heldFigure } from './frozen.ts';
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
export const Difference = z.object({
  anchor: z.string(),
  label: z.string(),
  was: z.string().nullable(),
  now: z.string().nullable(),
  /** What the lists name; null: the figure is not made of records. */
  of: z.enum(['dossiers', 'entries']).nullable(),
  entered: z.array(Moved),
  left: z.array(Moved),
  /** Entries that count then and now and say something else now. */
  changed: z.array(Moved),
  entered_n: z.int(),
  left_n: z.int(),
  changed_n: z.int(),
});
export type Difference = z.infer<typeof Difference>;
type Records = Omit<Difference, 'anchor' | 'label' | 'was' | 'now'>;

const NO_RECORDS: Records = { of: null, entered: [], left: [], changed: [], entered_n: 0, left_n: 0, changed_n: 0 };

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
    const label = String(cell.definition.label_vi ?? cell.measure);
    const records = await causes.of(cell);
    found.push({ anchor: cell.anchor, label, was: cell.value, now: live[cell.anchor]?.value ?? null, ...records });
  }
  return found.sort((a, b) => a.label.localeCompare(b.label, 'vi') || (a.anchor < b.anchor ? -1 : 1));
}

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

  constructor(db: Db, frame: Frame, changed: readonly number[] | undefined) {
    this.#db = db;
    this.#frame = frame;
    this.#changed = changed;
  }

  async of(cell: FrozenCell): Promise<Records> {
    const { report, issued } = this.#frame;
    const held = heldFigure(cell, report, issued.known_at);
    if (!held) return NO_RECORDS;
    const { definition } = held;
    return definition.kind === 'entries' ? this.#entries(cell, { ...held, definition }) : this.#dossiers(cell, held);
  }

  async #dossiers(cell: FrozenCell, held: HeldFigure): Promise<Records> {
    const { report, issued, scope, today } = this.#frame;
    const ask = { ...askOf(cell), today, measure: cell.measure };
    const same_text = await this.#isSameText(cell, held);
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

  async #entries(cell: FrozenCell, held: Parameters<typeof movedEntries>[1]): Promise<Records> {
    const { scope, today } = this.#frame;
    const ask = { ...askOf(cell), today, measure: cell.measure };
    const { rows, unit_ids_now } = await movedEntries(this.#db, held, ask, MOST_NAMED, scope);
    const gone = different(held.unit_ids, unit_ids_now);
    const same_text = await this.#isSameText(cell, held);
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
  async #isSameText(cell: FrozenCell, held: HeldFigure): Promise<boolean> {
    const key = `${cell.measure} ${cell.e}`;
    const known = this.#hashes.get(key);
    if (known !== undefined) return known;
    const { to } = askOf(cell);
    const now = await definitionsOn(this.#db, to, held.tenant);
    const parts = [held.definition, ...held.parts];
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
