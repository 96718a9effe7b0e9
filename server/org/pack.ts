// What an organisation pack may say, and what is wrong with one. Pure: `load-pack.ts` reads files and stores.
import { z } from 'zod';
import { type Day, isDay } from '#lib/day';
import { type CycleError, livesOn, treeVersions } from './tree.ts';

const DayText = z.string().refine(isDay, 'is not a day that exists (YYYY-MM-DD)');
const Code = z.string().regex(/^[A-Z][A-Z0-9.]*$/, 'must look like H34.38');
const Status = z.enum(['approved', 'to_be_verified']);

const Named = z.strictObject({ from: DayText, name: z.string().min(1), short_name: z.string().min(1) });
const Parented = z.strictObject({
  from: DayText,
  to: DayText.nullish(),
  parent: Code,
  rel: z.enum(['administrative', 'one_stop']).default('administrative'),
});

export const OrgPack = z.strictObject({
  defaults: z.strictObject({ born: DayText, source: z.string(), status: Status }),
  /** Short word → the document, quoted so that a reader can find it. */
  sources: z.record(z.string(), z.string().min(1)),
  tenants: z.array(z.strictObject({ id: z.int().min(0).max(999), code: Code, name: z.string().min(1) })).default([]),
  units: z.array(
    z.strictObject({
      code: Code,
      slug: z
        .string()
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must look like kon-ray')
        .optional(),
      area_code: z.string().regex(/^\d+$/, 'must be digits in quotes').optional(),
      kind: z.enum(['nation', 'province', 'department', 'district', 'division', 'commune', 'vertical']),
      tenant: z.int(),
      born: DayText.optional(),
      died: DayText.optional(),
      source: z.string().optional(),
      status: Status.optional(),
      /** One name and one parent for life… */
      name: z.string().min(1).optional(),
      short_name: z.string().min(1).optional(),
      parent: Code.optional(),
      /** …or several in turn: each name holds until the next one. */
      names: z.array(Named).min(1).optional(),
      parents: z.array(Parented).min(1).optional(),
    }),
  ),
  successions: z
    .array(
      z.strictObject({
        effective: DayText,
        pred: Code,
        succ: Code,
        kind: z.enum(['rename', 'merge', 'split', 'absorb', 'dissolve']),
        is_exact: z.boolean(),
        document_no: z.string().nullish(),
        source: z.string().optional(),
        status: Status.optional(),
      }),
    )
    .default([]),
});
export type OrgPack = z.infer<typeof OrgPack>;

export type PlainUnit = {
  code: string;
  slug: string | null;
  area_code: string | null;
  kind: string;
  tenant: number;
  born: Day;
  died: Day | null;
  source: string;
  status: string;
  names: { name: string; short_name: string; from: Day; to: Day | null }[];
  parents: { parent: string; rel: string; from: Day; to: Day | null }[];
};
export type PlainSuccession = {
  effective: Day;
  pred: string;
  succ: string;
  kind: string;
  is_exact: boolean;
  document_no: string | null;
  source: string;
  status: string;
};

/** A fault and where in the file it stands. */
export type Fault = { keys: readonly PropertyKey[]; message: string };
type Life = { born: Day; died: Day | null };

/** The pack with its defaults and sources written out, and what is wrong with it by itself. */
export function spellOut(pack: OrgPack): { units: PlainUnit[]; successions: PlainSuccession[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const sourceOf = (word: string | undefined, keys: readonly PropertyKey[]) => {
    const text = pack.sources[word ?? pack.defaults.source];
    if (text === undefined) faults.push({ keys, message: `source ${word ?? pack.defaults.source} is not listed under sources` });
    return text ?? '';
  };
  const units = pack.units.map((unit, i): PlainUnit => {
    const keys = ['units', i];
    const born = unit.born ?? pack.defaults.born;
    const died = unit.died ?? null;
    if (died !== null && died <= born) faults.push({ keys, message: `dies on ${died}, not after it is born on ${born}` });
    const names =
      unit.names ?? (unit.name && unit.short_name ? [{ from: born, name: unit.name, short_name: unit.short_name }] : []);
    if ((unit.name === undefined) === (unit.names === undefined))
      faults.push({ keys, message: 'needs either name and short_name, or names' });
    if (names[0] && names[0].from !== born)
      faults.push({ keys: [...keys, 'names'], message: `its first name must hold from ${born}` });
    const parents =
      unit.parents ?? (unit.parent ? [{ from: born, to: died, parent: unit.parent, rel: 'administrative' as const }] : []);
    if (unit.parent && unit.parents) faults.push({ keys, message: 'needs either parent or parents' });
    return {
      code: unit.code,
      slug: unit.slug ?? null,
      area_code: unit.area_code ?? null,
      kind: unit.kind,
      tenant: unit.tenant,
      born,
      died,
      source: sourceOf(unit.source, keys),
      status: unit.status ?? pack.defaults.status,
      names: names.map((name, at) => ({ ...name, to: names[at + 1]?.from ?? died })),
      parents: parents.map((parent) => ({ parent: parent.parent, rel: parent.rel, from: parent.from, to: parent.to ?? died })),
    };
  });
  const successions = pack.successions.map(
    (row, i): PlainSuccession => ({
      ...row,
      document_no: row.document_no ?? null,
      source: sourceOf(row.source, ['successions', i]),
      status: row.status ?? pack.defaults.status,
    }),
  );
  return { units, successions, faults };
}

function within(life: Life, from: Day, to: Day | null): boolean {
  return from >= life.born && (life.died === null || (to !== null && to <= life.died)) && (to === null || to > from);
}

/** What is wrong with the units of a pack among the units that are there: days, references, overlaps, circles. */
export function faultsOf(
  units: readonly PlainUnit[],
  successions: readonly PlainSuccession[],
  known: ReadonlyMap<string, Life>,
  tenants: ReadonlySet<number>,
): Fault[] {
  const faults: Fault[] = [];
  const lives = new Map<string, Life>(known);
  const seen = new Set<string>();
  units.forEach((unit, i) => {
    for (const word of [unit.code, unit.slug]) {
      if (word !== null && seen.has(word)) faults.push({ keys: ['units', i], message: `${word} stands twice` });
      if (word !== null) seen.add(word);
    }
    if (!tenants.has(unit.tenant))
      faults.push({ keys: ['units', i, 'tenant'], message: `tenant ${unit.tenant} is not listed under tenants` });
    lives.set(unit.code, unit);
  });
  units.forEach((unit, i) => {
    for (const [message, at] of wrongDays(unit, lives)) faults.push({ keys: ['units', i, at], message });
  });
  successions.forEach((row, i) => {
    for (const message of wrongSuccession(row, lives)) faults.push({ keys: ['successions', i], message });
  });
  return faults.length > 0 ? faults : circles(units, lives);
}

function* wrongDays(unit: PlainUnit, lives: ReadonlyMap<string, Life>): Generator<[message: string, at: string]> {
  for (const name of unit.names) {
    if (!within(unit, name.from, name.to))
      yield [`name ${name.name} holds ${name.from} to ${name.to ?? 'now'}, outside the unit's life`, 'names'];
  }
  for (const [at, edge] of unit.parents.entries()) {
    const parent = lives.get(edge.parent);
    const span = `${edge.from} to ${edge.to ?? 'now'}`;
    if (!parent) yield [`parent ${edge.parent} is unknown`, 'parent'];
    else if (!within(parent, edge.from, edge.to)) yield [`parent ${edge.parent} does not live ${span}`, 'parent'];
    if (!within(unit, edge.from, edge.to)) yield [`answers to ${edge.parent} ${span}, outside its life`, 'parents'];
    const other = unit.parents.find(
      (before, k) =>
        k < at &&
        before.rel === edge.rel &&
        (before.to === null || edge.from < before.to) &&
        (edge.to === null || before.from < edge.to),
    );
    if (other) yield [`answers to ${other.parent} and ${edge.parent} at the same time`, 'parents'];
  }
}

function* wrongSuccession(row: PlainSuccession, lives: ReadonlyMap<string, Life>): Generator<string> {
  const [pred, succ] = [lives.get(row.pred), lives.get(row.succ)];
  if (!pred) yield `pred ${row.pred} is unknown`;
  if (!succ) yield `succ ${row.succ} is unknown`;
  if (row.pred === row.succ) yield `${row.pred} cannot follow itself`;
  if (succ && !livesOn(succ, row.effective)) yield `succ ${row.succ} does not live on ${row.effective}`;
  if (pred && (row.effective <= pred.born || (pred.died !== null && row.effective > pred.died)))
    yield `pred ${row.pred} does not live the day before ${row.effective}`;
  if (pred && row.kind !== 'split' && pred.died !== row.effective)
    yield `pred ${row.pred} must end on ${row.effective}; only a split leaves it alive`;
}

function circles(units: readonly PlainUnit[], lives: ReadonlyMap<string, Life>): Fault[] {
  const ids = new Map([...lives.keys()].map((code, i) => [code, i]));
  const idOf = (code: string) => ids.get(code) as number;
  const edges = units.flatMap((unit) =>
    unit.parents
      .filter((edge) => edge.rel === 'administrative')
      .map((edge) => ({ child: idOf(unit.code), parent: idOf(edge.parent), from: edge.from, to: edge.to })),
  );
  try {
    treeVersions(
      [...lives].map(([code, life]) => ({ id: idOf(code), born: life.born, died: life.died })),
      edges,
    );
    return [];
  } catch (error) {
    const codes = [...ids.keys()];
    const names = (error as CycleError).units.map((id) => codes[id] as string);
    return [
      {
        keys: ['units', units.findIndex((unit) => names.includes(unit.code)), 'parent'],
        message: `these stand below themselves: ${names.join(', ')}`,
      },
    ];
  }
}
