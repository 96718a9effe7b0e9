// Which Word template a report is written in: the unit's own for the regime, else that of the nearest unit above it, else the product's own.
import { z } from 'zod';
import { open, store } from '#files';
import type { Day } from '#lib/day';
import { type Db, loadSql, many } from '#lib/sql';
import { type Unit, unitById } from '#org';
import { defaultTemplate } from './word/template.ts';

const sql = loadSql(import.meta.url, ['in_force']);

/** The unit and those above it on a day, nearest first. */
async function lineOf(db: Db, unit: Unit, day: Day): Promise<number[]> {
  const line = [unit.id];
  for (let above = unit.parent_id; above !== null && line.length < 10; ) {
    const next: Unit = await unitById(db, above, day);
    line.push(next.id);
    above = next.parent_id;
  }
  return line;
}

const InForce = z.object({
  unit_id: z.number(),
  template_id: z.number().nullable(),
  file_id: z.number().nullable(),
  version_no: z.number().nullable(),
});

/** The choice that counts for a unit on a day; one that went back to the product's own stops there. Null: nobody chose. */
export async function inForce(db: Db, unit: Unit, regime: string, day: Day): Promise<z.infer<typeof InForce> | null> {
  const unit_ids = await lineOf(db, unit, day);
  const rows = await many(db, sql.in_force, { tenant: unit.tenant, unit_ids, regime, day }, InForce);
  for (const id of unit_ids) {
    const found = rows.find((row) => row.unit_id === id);
    if (found) return found;
  }
  return null;
}

/** A template to write in. `template_id` null: the product's own. */
export type Used = { template_id: number | null; bytes: Uint8Array };

/** @throws files.damaged */
export async function templateUsed(db: Db, unit: Unit, regime: string, day: Day): Promise<Used> {
  const found = await inForce(db, unit, regime, day);
  if (!found?.file_id) return { template_id: null, bytes: await defaultTemplate(new Date(0)) };
  return { template_id: found.template_id, bytes: (await open(db, store(), found.file_id, { unit_ids: null })).bytes };
}
