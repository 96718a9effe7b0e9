import fs from 'node:fs';
import path from 'node:path';
import { parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';
import type { Db } from '#lib/sql';
import { Definition, faultsOf } from './definition.ts';
import { putFromPack } from './put.ts';

/** A process as it stands in a pack, and in a file that is taken out and brought in. */
export const ProcessEntry = z.strictObject({
  name_vi: z.string().trim().min(1).max(300),
  name_en: z.string().trim().min(1).max(300),
  /** National code; left out: for every procedure. */
  procedure: z.string().nullable().default(null),
  level: z.enum(['province', 'district', 'commune']).nullable().default(null),
  legs: Definition.shape.legs,
  steps: Definition.shape.steps,
  note: Definition.shape.note,
});
export type ProcessEntry = z.output<typeof ProcessEntry>;

const PackEntry = ProcessEntry.extend({
  /** Left out: a model to be copied. */
  in_force: z
    .strictObject({ unit: z.string(), from: z.iso.date(), decision_no: z.string().min(1) })
    .nullable()
    .default(null),
});
const PackFile = z.strictObject({
  source: z.string().min(1),
  status: z.enum(['approved', 'to_be_verified']),
  processes: z.array(PackEntry).min(1),
});
type PackFile = z.output<typeof PackFile>;

function definitionOf({ legs, steps, note }: Pick<ProcessEntry, 'legs' | 'steps' | 'note'>): Definition {
  return { legs, steps, note };
}

/**
 * Loads every file of the folder: models, and processes in force where an entry says so. What is there already in force stays as it is.
 * @returns number of processes that were new
 * @throws packs.broken, procedures.unknown, org.unit_unknown
 */
export async function loadPack(db: Db, dir = path.join(PACKS, 'processes'), now = new Date()): Promise<number> {
  const problems: PackProblem[] = [];
  const files: PackFile[] = [];
  for (const name of fs.readdirSync(dir).sort()) {
    if (!name.endsWith('.yaml')) continue;
    const file = path.join(dir, name);
    const { value, problems: faults } = readPackFile(file, PackFile);
    problems.push(...faults);
    if (value) files.push(value);
    for (const [index, entry] of (value?.processes ?? []).entries()) {
      for (const { code, step, data } of faultsOf(definitionOf(entry), null)) {
        const keys = ['processes', index, 'steps', entry.steps.findIndex((one) => one.code === step)];
        problems.push({
          file: path.relative(path.join(PACKS, '..'), file),
          line: packLine(file, keys),
          path: keys.join('.'),
          message: `${code} ${step ?? ''} ${JSON.stringify(data)}`,
        });
      }
    }
  }
  refuseIfBroken(problems);
  let added = 0;
  for (const { source, status, processes } of files) {
    for (const { name_vi, name_en, procedure, level, in_force, ...entry } of processes) {
      const put = {
        name_vi,
        name_en,
        procedure_code: procedure,
        level,
        in_force,
        source,
        status,
        definition: definitionOf(entry),
      };
      if (await putFromPack(db, put, now)) added += 1;
    }
  }
  return added;
}

/** A process as a file that people read, change and bring in again. */
export function toYaml(entry: ProcessEntry): string {
  return stringify(entry, { lineWidth: 140 });
}

/** @throws processes.file_unreadable with what is wrong and where */
export function fromYaml(text: string): ProcessEntry {
  const document = parseDocument(text, { uniqueKeys: true });
  const [error] = document.errors;
  if (error)
    throw new DomainError('processes.file_unreadable', 422, { detail: `dòng ${text.slice(0, error.pos[0]).split('\n').length}` });
  const parsed = ProcessEntry.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    .join('; ');
  throw new DomainError('processes.file_unreadable', 422, { detail });
}
