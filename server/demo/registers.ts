// Registers of the demonstration: facts of the five localities, and a made-up current year of one commune, up to the day it is loaded.
import fs from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import { record } from '#audit';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';
import type { Actor } from '#lib/route';
import { unitNear } from '#org';
import { type BulkEntry, bulkEntries, registerOn } from '#registers';

const FOLDER = path.join(PACKS, 'demo');

const File = z.strictObject({
  unit: z.string(),
  /** By register: what each entry says; numbers may be written as such. */
  entries: z.record(z.string(), z.array(z.record(z.string(), z.unknown())).min(1)),
});

/** YAML numbers become the exact text an entry keeps. */
function said(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? String(value) : value]));
}

/**
 * Loads every `registers-*.yaml` of the demonstration, in the caller's transaction.
 * @throws packs.broken with file and line of what does not fit its register
 */
export async function loadRegisters(db: pg.ClientBase, by: { actor: Actor; now: Date }): Promise<number> {
  const problems: PackProblem[] = [];
  const list: BulkEntry[] = [];
  for (const name of fs
    .readdirSync(FOLDER)
    .filter((file) => /^registers-.*\.yaml$/.test(file))
    .sort()) {
    const file = path.join(FOLDER, name);
    const { value, problems: faults } = readPackFile(file, File);
    problems.push(...faults);
    if (value) list.push(...(await entriesOf(db, file, value, vietnamDay(by.now), problems)));
  }
  refuseIfBroken(problems);
  const ids = await bulkEntries(db, list, by);
  const subject = { subject_kind: 'demo', subject_id: 'registers' };
  await record(db, { tenant: 0, at: by.now, actor: by.actor, action: 'demo.load', ...subject, after: { entries: ids.length } });
  return ids.length;
}

async function entriesOf(
  db: pg.ClientBase,
  file: string,
  { unit: code, entries }: z.output<typeof File>,
  today: Day,
  problems: PackProblem[],
): Promise<BulkEntry[]> {
  const list: BulkEntry[] = [];
  const shown = path.relative(path.join(PACKS, '..'), file);
  for (const [register, rows] of Object.entries(entries)) {
    for (const [index, row] of rows.entries()) {
      const at = (message: string) => {
        const keys = ['entries', register, index];
        problems.push({ file: shown, line: packLine(file, keys), path: keys.join('.'), message });
      };
      // `days_ago`: of the current year, so that it is never of a day to come.
      const { days_ago, ...rest } = said(row);
      const unit = await unitNear(db, code, today);
      try {
        const near = await registerOn(db, register, today, unit.tenant);
        const day_field = near.layout.day_field;
        const values = days_ago === undefined ? rest : { ...rest, [day_field]: addDays(today, -Number(days_ago)) };
        const definition = await registerOn(db, register, String(values[day_field] ?? today), unit.tenant);
        list.push({ definition, unit, values });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        at(error.code);
      }
    }
  }
  return list;
}
