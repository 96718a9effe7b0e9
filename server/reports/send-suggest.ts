// Whom an issued report may be sent to, by what it says itself.
import { z } from 'zod';
import { addDays } from '#lib/day';
import type { Db } from '#lib/sql';
import { bodyName, findUnits, type Unit } from '#org';
import type { Held } from './stored.ts';

export const Suggested = z.object({
  code: z.string(),
  name: z.string(),
  is_superior: z.boolean(),
  /** Line of the report's own list of recipients that names it; null: the unit above. */
  line: z.string().nullable(),
});

/** Whom the report names: the unit above first, then units its list of recipients names by their full name. */
export async function suggestedRecipients(
  db: Db,
  report: Held,
  lines: readonly string[],
  parent: Unit | null,
): Promise<z.infer<typeof Suggested>[]> {
  const found: z.infer<typeof Suggested>[] = parent
    ? [{ code: parent.code, name: bodyName(parent), is_superior: true, line: null }]
    : [];
  for (const line of lines) {
    const words = line
      .replace(/^[\s\-–+•]+/, '')
      .replace(/[\s;.,]+$/, '')
      .replace(/\s*\(.*\)$/, '');
    if (words.length < 6 || /^(lưu|như trên)/i.test(words)) continue;
    const name = words.replace(/^UBND/i, 'Ủy ban nhân dân');
    const units = await findUnits(db, { q: bareOf(name), day: addDays(report.e, -1), most: 20 });
    const one = units.find(
      (unit) => bodyName(unit).toLowerCase() === name.toLowerCase() || unit.name.toLowerCase() === name.toLowerCase(),
    );
    if (one && !found.some(({ code }) => code === one.code) && one.id !== report.unit_id)
      found.push({ code: one.code, name: bodyName(one), is_superior: false, line });
  }
  return found;
}

const bareOf = (name: string) => name.replace(/^Ủy ban nhân dân\s+/i, '');
