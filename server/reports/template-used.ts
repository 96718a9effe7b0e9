// Which Word template a report is written in: the unit's own for the regime, else that of the nearest unit above it, else the one the regime names,
// else the product's own.
import { z } from 'zod';
import { open, store } from '#files';
import type { Day } from '#lib/day';
import { type Db, loadSql, many, maybeOne } from '#lib/sql';
import { type Unit, unitById } from '#org';
import { regimeOf } from './regimes.ts';
import { defaultTemplate } from './word/template.ts';

const sql = loadSql(import.meta.url, ['in_force', 'of_province', 'of_regime']);

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

export const OfProvince = z.object({ id: z.number(), regime: z.string(), version_no: z.number(), file_name: z.string() });

/** Templates a regime of the province may name: those of the province itself. */
export function templatesOfProvince(
  db: Db,
  { tenant, id }: { tenant: number; id: number },
): Promise<z.infer<typeof OfProvince>[]> {
  return many(db, sql.of_province, { tenant, unit_id: id }, OfProvince);
}

const OfRegime = OfProvince.extend({ template_id: z.number(), file_id: z.number(), unit_name: z.string() });

/** The template that the regime itself names; null: none. */
export async function regimeTemplate(db: Db, { tenant, template }: { tenant: number; template: string | null }) {
  return template === null ? null : maybeOne(db, sql.of_regime, { tenant, id: Number(template) }, OfRegime);
}

/**
 * What a report is written in on a day: the choice of the unit or of one above it, else the template its regime names, else the product's own.
 * @throws files.damaged, reports.regime_unknown
 */
export async function templateUsed(
  db: Db,
  unit: Unit,
  report: { regime: string; e: Day; tenant: number },
  day: Day,
): Promise<Used> {
  const chosen = await inForce(db, unit, report.regime, day);
  const { template } = await regimeOf(db, report);
  const found = chosen ?? (await regimeTemplate(db, { tenant: report.tenant, template }));
  if (!found?.file_id) return { template_id: null, bytes: await defaultTemplate(new Date(0)) };
  return { template_id: found.template_id, bytes: (await open(db, store(), found.file_id, { unit_ids: null })).bytes };
}
