import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';
import { type Db, exec, loadSql, many, one } from '#lib/sql';
import { type Count, Definition, faultsOf, type Kind, MeasurePack } from './definition.ts';
import { madeOf } from './kinds.ts';

const sql = loadSql(import.meta.url, ['definitions_stamp', 'definitions_ever', 'keep_definition']);

/** A definition as it stood on a day. `def_hash` says whether two figures were counted by the same text. */
export type Dated = {
  version: number;
  def_hash: string;
  definition: Definition;
  /** The province that made it; null: shipped. */
  tenant: number | null;
};

const Row = z.object({
  name: z.string(),
  version: z.int(),
  text: z.string(),
  def_hash: z.string(),
  tenant: z.int().nullable(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
});

const parsed = new Map<string, Definition>();

/** A stored definition. Reading one takes longer than a small unit's figures, and there are thirty: each text is read once. */
export function definitionOf(text: string): Definition {
  const known = parsed.get(text);
  if (known) return known;
  const { position: _, ...said } = JSON.parse(text);
  const definition = Definition.parse(said);
  parsed.set(text, definition);
  return definition;
}

/** The definitions of a day, by name, in the order of the pack. */
export class Definitions {
  readonly all: readonly Dated[];
  readonly #by_name: Map<string, Dated>;

  constructor(all: readonly Dated[]) {
    this.all = all;
    this.#by_name = new Map(all.map((one) => [one.definition.name, one]));
  }

  /** @throws measures.unknown_measure with the names there are */
  get(name: string): Definition {
    const found = this.#by_name.get(name);
    if (!found) throw new DomainError('measures.unknown_measure', 404, { name, names: [...this.#by_name.keys()] });
    return found.definition;
  }

  count(name: string): Count {
    const definition = this.get(name);
    if (definition.kind !== 'count') throw new Error(`${name} is not a count`);
    return definition;
  }

  has(name: string): boolean {
    return this.#by_name.has(name);
  }

  version(name: string): Dated | undefined {
    return this.#by_name.get(name);
  }

  /** Names of the measures of these kinds, in the order of the pack. */
  names(...kinds: readonly Kind[]): string[] {
    return this.all.filter((one) => kinds.includes(one.definition.kind)).map((one) => one.definition.name);
  }

  /** These measures and all they are made of, each once, what is made of others after them. @throws measures.unknown_measure */
  needed(names: readonly string[]): Definition[] {
    const found = new Map<string, Definition>();
    const take = (name: string) => {
      if (found.has(name)) return;
      const definition = this.get(name);
      if (definition.kind === 'share' || definition.kind === 'expression') for (const part of madeOf(definition)) take(part);
      found.set(name, definition);
    };
    for (const name of names) take(name);
    return [...found.values()];
  }

  /** The counts needed for these measures, each once. */
  countsFor(names: readonly string[]): Count[] {
    const needed = names.flatMap((name) => partsOf(this.get(name)));
    return [...new Set(needed)].map((name) => this.count(name));
  }
}

/** Names of the counts a measure of dossiers is made of. @throws measures.not_of_dossiers */
export function partsOf(definition: Definition): string[] {
  if (definition.kind === 'ratio') return [definition.numerator, definition.denominator];
  if (definition.kind === 'count') return definition.part_of ? [definition.name, definition.part_of] : [definition.name];
  throw new DomainError('measures.not_of_dossiers', 422, { measure: definition.name, kind: definition.kind });
}

type Kept = Dated & { valid_from: Day | null; valid_to: Day | null };

/** All there ever were, as last read, by the stamp they were read under: three hundred take longer to read than a small unit's figures. */
let ever: { stamp: string; all: readonly Kept[] } | null = null;

async function definitionsEver(db: Db): Promise<readonly Kept[]> {
  const { stamp } = await one(db, sql.definitions_stamp, {}, z.object({ stamp: z.string() }));
  if (ever?.stamp === stamp) return ever.all;
  const rows = await many(db, sql.definitions_ever, {}, Row);
  const all = rows.map(({ text, ...row }) => ({ ...row, definition: definitionOf(text) }));
  // What was read between two statements may be newer than the stamp: it is kept only where nothing changed meanwhile.
  const { stamp: after } = await one(db, sql.definitions_stamp, {}, z.object({ stamp: z.string() }));
  if (after === stamp) ever = { stamp, all };
  return all;
}

/**
 * The definitions that hold on `day`: for a period, its last one. With a province: also those it made itself.
 * @param kinds only these
 */
export async function definitionsOn(
  db: Db,
  day: Day,
  tenant: number | null = null,
  kinds: readonly Kind[] | null = null,
): Promise<Definitions> {
  const all = await definitionsEver(db);
  const holds = ({ valid_from, valid_to }: Kept) =>
    (valid_from === null || valid_from <= day) && (valid_to === null || day < valid_to);
  const is_meant = (one: Kept) =>
    (one.tenant === null || one.tenant === tenant) && (kinds === null || kinds.includes(one.definition.kind)) && holds(one);
  return new Definitions(
    all.filter(is_meant).map(({ version, def_hash, definition, tenant: of }) => ({ version, def_hash, definition, tenant: of })),
  );
}

/** Kinds whose records are dossiers. */
export const OF_DOSSIERS: readonly Kind[] = ['count', 'ratio'];

/** What a definition counts, without how it is said: the same hash counts the same. */
export function hashOf(definition: Definition): string {
  const {
    label_vi: _,
    label_en: __,
    definition_vi: ___,
    definition_en: ____,
    source: _____,
    status: ______,
    area: _______,
    direction: ________,
    ...counted
  } = definition;
  return createHash('sha256').update(JSON.stringify(counted)).digest('hex');
}

/**
 * Stores the definitions of every file in `dir`.
 * @throws packs.broken with every fault's file and line; nothing is stored then
 */
export async function loadPack(db: Db, dir = path.join(PACKS, 'measures')): Promise<void> {
  const problems: PackProblem[] = [];
  const read: { file: string; index: number; one: z.infer<typeof MeasurePack>['measures'][number] }[] = [];
  for (const name of fs.readdirSync(dir).sort(byPlace)) {
    if (!name.endsWith('.yaml')) continue;
    const file = path.join(dir, name);
    const { value, problems: faults } = readPackFile(file, MeasurePack);
    problems.push(...faults);
    value?.measures.forEach((one, index) => {
      read.push({ file, index, one });
    });
  }
  refuseIfBroken(problems);
  refuseIfBroken(
    faultsOf(read.map(({ one }) => one)).map(({ at, path: key, message }) => {
      const { file, index } = read[at] as (typeof read)[number];
      const keys = ['measures', index, key];
      return { file: path.relative(path.join(PACKS, '..'), file), line: packLine(file, keys), path: keys.join('.'), message };
    }),
  );
  for (const [position, { one }] of read.entries()) {
    const { version, valid_from, valid_to, ...definition } = one;
    await exec(db, sql.keep_definition, {
      name: definition.name,
      version,
      valid_from: valid_from ?? null,
      valid_to: valid_to ?? null,
      definition: JSON.stringify({ ...definition, position: position + 1 }),
      def_hash: hashOf(definition),
      source: definition.source,
      status: definition.status,
    });
  }
}

/** The counts of dossiers first: they are shown first. */
function byPlace(a: string, b: string): number {
  return Number(b === 'dossiers.yaml') - Number(a === 'dossiers.yaml') || (a < b ? -1 : 1);
}
