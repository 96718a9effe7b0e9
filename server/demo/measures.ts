// Declared values of the demonstration: figures of the localities that no register holds.
import fs from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';
import type { Actor } from '#lib/route';
import { declare } from '#measures';

const FOLDER = path.join(PACKS, 'demo');

const File = z.strictObject({
  unit: z.string(),
  reason: z.string(),
  declarations: z
    .array(
      z.strictObject({
        measure: z.string(),
        from: z.iso.date(),
        to: z.iso.date(),
        value: z.string().nullable(),
        note: z.string().nullable().default(null),
      }),
    )
    .min(1),
});

/**
 * Declares what every `measures-*.yaml` of the demonstration says, in the caller's transaction.
 * @throws packs.broken with file and line of what is not a measure or not a value of it
 */
export async function loadDeclarations(db: pg.ClientBase, by: { actor: Actor; now: Date }): Promise<number> {
  const problems: PackProblem[] = [];
  let count = 0;
  const names = fs.readdirSync(FOLDER).filter((file) => /^measures-.*\.yaml$/.test(file));
  for (const name of names.sort()) {
    const file = path.join(FOLDER, name);
    const { value, problems: faults } = readPackFile(file, File);
    problems.push(...faults);
    if (!value) continue;
    const { unit, reason } = value;
    const cells = value.declarations.map((one) => ({ ...one, unit, version: 0 }));
    try {
      count += (await declare(db, cells, reason, { ...by, scope: { unit_ids: null } })).ids.length;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const keys = ['declarations', Number(error.data.index ?? 0)];
      const shown = path.relative(path.join(PACKS, '..'), file);
      problems.push({ file: shown, line: packLine(file, keys), path: keys.join('.'), message: error.code });
    }
  }
  refuseIfBroken(problems);
  return count;
}
