// What stands behind a figure of any kind: dossiers, entries of a register, declarations, certified copies, or the measures it is made of.
import { z } from 'zod';
import { addDays, type Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { whole } from '#lib/rational';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { registerOn } from '#registers';
import { type CertifiedRecord, certifiedRecords } from './certified.ts';
import type { Bounds } from './condition.ts';
import { type DeclarationOut, declarations } from './declare.ts';
import { declarationsUsed } from './declared.ts';
import type { Count, Definition, Ratio } from './definition.ts';
import { type Definitions, definitionsOn } from './definitions.ts';
import { digestOf, NOTHING } from './digest.ts';
import { unitsCounted } from './entries.ts';
import { compileEntryRecords, type EntryWhere } from './entries-sql.ts';
import { type Frame, type FrameAsk, frameOf } from './frame.ts';
import { type Computed, type Declared, type Entries, madeOf, type Share } from './kinds.ts';
import { countedBy, type DossierRecord, recordsOf } from './records.ts';
import { UNITS } from './units.ts';
import { shownValue, type Value } from './value.ts';
import { computed } from './values.ts';

const sql = loadSql(import.meta.url, ['units_named']);

export type BehindAsk = FrameAsk & {
  measure: string;
  part?: 'numerator' | 'denominator' | undefined;
  page: number;
  page_size: number;
  today: Day;
};

export type EntryBehind = {
  id: number;
  version: number;
  unit_code: string;
  unit_name: string;
  on_day: string;
  values: Record<string, unknown>;
};

export type Behind = {
  kind: 'dossiers' | 'entries' | 'declared' | 'certifications' | 'parts';
  definition: Definition;
  frame: Frame;
  value: Value;
  /** Records behind it, and their digest: those of the figure. Null for what is made of other measures. */
  count: number | null;
  digest: string | null;
  dossiers?: DossierRecord[];
  entries?: { register: string; name_vi: string; name_en: string; fields: EntryField[]; rows: EntryBehind[] };
  declarations?: z.output<typeof DeclarationOut>[];
  copies?: CertifiedRecord[];
  parts?: { name: string; label_vi: string; label_en: string; unit_vi: string; unit_en: string; value: Value }[];
};

type EntryField = {
  key: string;
  label_vi: string;
  label_en: string;
  type: string;
  choices: { key: string; label_vi: string; label_en: string }[];
};

/**
 * The records behind a figure, or of one part of it; number and digest equal those of the value.
 * @throws what `valuesOf` throws, measures.no_such_part
 */
export async function measureRecords(db: Db, ask: BehindAsk, access: Scope): Promise<Behind> {
  const frame = await frameOf(db, ask, 'one', access);
  const definitions = await definitionsOn(db, addDays(frame.bounds.e, -1), frame.tenant);
  const definition = definitions.get(ask.measure);
  const valueWith = async (digest: boolean) =>
    (await computed(db, frame, definitions, { measures: [ask.measure], digest }))(frame.unit.id)[ask.measure] as Value;
  if (definition.kind === 'count' || definition.kind === 'ratio') {
    const { unit_ids, is_wide, known_at, bounds, tree_day } = frame;
    const count = countedBy(definitions, ask.measure, ask.part);
    const found = await recordsOf(db, { count, bounds, where: { unit_ids, is_wide, known_at }, tree_day }, ask, access);
    const value = await valueOver(definition, ask, found, valueWith);
    const { count: n, digest, records: dossiers } = found;
    return { kind: 'dossiers', definition, frame, value, count: n, digest, dossiers };
  }
  const value = await valueWith(true);
  const head = { definition, frame, value, count: value.n, digest: value.digest };
  switch (definition.kind) {
    case 'entries':
      refusePart(ask);
      return { ...head, kind: 'entries', ...(await entriesBehind(db, definition, frame, ask, access)) };
    case 'declared':
      refusePart(ask);
      return { ...head, kind: 'declared', declarations: await declarationsBehind(db, definition, frame, ask, access) };
    case 'certifications': {
      refusePart(ask);
      const page = { limit: ask.page_size, offset: (ask.page - 1) * ask.page_size };
      return { ...head, kind: 'certifications', copies: (await certifiedRecords(db, frame, definition, page)).records };
    }
    case 'share':
      if (ask.part) return measureRecords(db, { ...ask, part: undefined, measure: definition[ask.part] }, access);
      return { ...head, kind: 'parts', parts: await partsBehind(db, definition, definitions, frame) };
    case 'expression':
      refusePart(ask);
      return { ...head, kind: 'parts', parts: await partsBehind(db, definition, definitions, frame) };
  }
}

/** The records of the figure itself say its digest and, of a plain count, its value; those of its denominator neither. */
async function valueOver(
  definition: Count | Ratio,
  { part }: BehindAsk,
  { count: n, digest }: { count: number; digest: string },
  valueWith: (digest: boolean) => Promise<Value>,
): Promise<Value> {
  if (part === 'denominator') return valueWith(true);
  if (definition.kind === 'count' && !definition.part_of) return shownValue(definition, { exact: whole(n), n, digest });
  return { ...(await valueWith(false)), digest };
}

function refusePart({ part, measure }: BehindAsk): void {
  if (part) throw new DomainError('measures.no_such_part', 422, { measure, part });
}

async function partsBehind(db: Db, definition: Share | Computed, definitions: Definitions, frame: Frame) {
  const names = madeOf(definition);
  const values = (await computed(db, frame, definitions, { measures: names, digest: true }))(frame.unit.id);
  return names.map((name) => {
    const { label_vi, label_en, unit } = definitions.get(name);
    return { name, label_vi, label_en, unit_vi: UNITS[unit].vi, unit_en: UNITS[unit].en, value: values[name] as Value };
  });
}

async function declarationsBehind(db: Db, definition: Declared, frame: Frame, ask: BehindAsk, access: Scope) {
  const used = (await declarationsUsed(db, frame, [definition]))(definition, frame.unit.id);
  if (used.length === 0) return [];
  const ids = used.map((one) => one.id);
  const { page, page_size } = ask;
  return (await declarations(db, { unit: frame.unit.code, day: frame.tree_day, ids, page, page_size }, access)).rows;
}

type EntryWhereOf = { definition: Entries; bounds: Bounds; where: EntryWhere };

const Row = z.object({
  tenant: z.int(),
  entry_id: z.number(),
  version: z.int(),
  unit_id: z.int(),
  on_day: z.string(),
  values: z.record(z.string(), z.unknown()),
  n: z.int(),
  x: z.string(),
  y: z.string(),
});

async function entriesBehind(db: Db, definition: Entries, frame: Frame, ask: BehindAsk, access: Scope) {
  const where = { unit_ids: await unitsCounted(db, frame, definition), known_at: frame.known_at };
  return entriesShown(db, { definition, bounds: frame.bounds, where }, frame, ask, access);
}

/** A page of the entries behind a measure, with the fields that may be shown; a page beyond the last has no number and digest. */
export async function entriesShown(
  db: Db,
  of: EntryWhereOf,
  { tenant, tree_day }: { tenant: number; tree_day: Day },
  { page: n, page_size }: { page: number; page_size: number },
  access: Scope,
) {
  const { definition, bounds, where } = of;
  const page = { limit: page_size, offset: (n - 1) * page_size };
  const rows = (await db.query(compileEntryRecords(definition, bounds, where, page))).rows.map((row) => Row.parse(row));
  const [first] = rows;
  const register = await registerOn(db, definition.register, addDays(bounds.e, -1), tenant);
  const Named = z.object({ id: z.int(), code: z.string(), name: z.string() });
  const ids = [...new Set(rows.map((row) => row.unit_id))];
  const named = new Map(
    (await many(db, sql.units_named, { ids, day: tree_day, scope: access.unit_ids }, Named)).map((one) => [one.id, one]),
  );
  // Names of persons are for those who may read the register itself.
  const shown = new Set([...register.layout.list, ...(definition.field ? [definition.field] : [])]);
  const fields = register.layout.fields.filter((field) => shown.has(field.key) && field.type !== 'person');
  return {
    // A page beyond the last has no row to say them.
    ...(first && { count: first.n, digest: digestOf(first.n, first.x, first.y) }),
    ...(!first && n === 1 && { count: 0, digest: NOTHING }),
    entries: {
      register: register.code,
      name_vi: register.name_vi,
      name_en: register.name_en,
      fields: fields.map(({ key, label_vi, label_en, type, choices }) => ({ key, label_vi, label_en, type, choices })),
      rows: rows.map((row) => ({
        id: row.entry_id,
        version: row.version,
        unit_code: named.get(row.unit_id)?.code ?? '',
        unit_name: named.get(row.unit_id)?.name ?? '',
        on_day: row.on_day,
        values: Object.fromEntries(fields.flatMap(({ key }) => (key in row.values ? [[key, row.values[key]]] : []))),
      })),
    },
  };
}
