import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { PACKS, type PackProblem, readPackFile, refuseIfBroken } from '#lib/pack';
import { type Db, exec, loadSql, many } from '#lib/sql';
import { type Count, Definition, MeasurePack, type Ratio } from './definition.ts';

const sql = loadSql(import.meta.url, ['definitions_on', 'keep_definition']);

/** A definition as it stood on a day. `def_hash` says whether two figures were counted by the same text. */
export type Dated = { version: number; def_hash: string; definition: Definition };

const Row = z.object({ name: z.string(), version: z.int(), text: z.string(), def_hash: z.string() });

const parsed = new Map<string, Definition>();

/** Reading a definition takes longer than a small unit's figures, and there are thirty: each text is read once. */
function definitionOf(text: string): Definition {
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

  /** The counts needed for these measures, each once. */
  countsFor(names: readonly string[]): Count[] {
    const needed = names.flatMap((name) => partsOf(this.get(name)));
    return [...new Set(needed)].map((name) => this.count(name));
  }
}

/** Names of the counts a measure is made of. */
export function partsOf(definition: Definition): string[] {
  if (definition.kind === 'ratio') return [definition.numerator, definition.denominator];
  return definition.part_of ? [definition.name, definition.part_of] : [definition.name];
}

/** The definitions that hold on `day`: for a period, its last one. */
export async function definitionsOn(db: Db, day: Day): Promise<Definitions> {
  const rows = await many(db, sql.definitions_on, { day }, Row);
  return new Definitions(rows.map(({ version, def_hash, text }) => ({ version, def_hash, definition: definitionOf(text) })));
}

/** What a definition counts, without how it is said: the same hash counts the same. */
function hashOf(definition: Count | Ratio): string {
  const {
    label_vi: _,
    label_en: __,
    definition_vi: ___,
    definition_en: ____,
    source: _____,
    status: ______,
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
  const packs: z.infer<typeof MeasurePack>[] = [];
  for (const name of fs.readdirSync(dir).sort()) {
    if (!name.endsWith('.yaml')) continue;
    const { value, problems: faults } = readPackFile(path.join(dir, name), MeasurePack);
    problems.push(...faults);
    if (value) packs.push(value);
  }
  refuseIfBroken(problems);
  let position = 0;
  for (const { version, valid_from, valid_to, ...definition } of packs.flatMap((pack) => pack.measures)) {
    position += 1;
    await exec(db, sql.keep_definition, {
      name: definition.name,
      version,
      valid_from: valid_from ?? null,
      valid_to: valid_to ?? null,
      definition: JSON.stringify({ ...definition, position }),
      def_hash: hashOf(definition),
      source: definition.source,
      status: definition.status,
    });
  }
}
