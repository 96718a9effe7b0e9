import { z } from 'zod';
import { type Calendar, calendarOn } from '#calendar';
import type { Day } from '#lib/day';
import { type Db, loadSql, many } from '#lib/sql';
import * as org from '#org';
import type { DatedMatter, KnownPlace, World } from './make.ts';

const sql = loadSql(import.meta.url, ['matters', 'communes_below']);

const Matter = z.object({
  version_id: z.number(),
  code: z.string(),
  name: z.string(),
  sector_code: z.string(),
  level: z.string(),
  limit_unit: z.enum(['hour', 'day', 'working_day', 'month']),
  limit_amount: z.number(),
  cut_off: z.string().nullable(),
  supplement_policy: z.enum(['pause', 'restart']),
  decision_no: z.string().nullable(),
  legal_basis: z.string().nullable(),
  online_level: z.enum(['none', 'partial', 'full']),
  is_no_writing: z.boolean(),
  result_name: z.string().nullable(),
  valid_from: z.string(),
  valid_to: z.string().nullable(),
  papers: z.array(z.object({ name: z.string() })),
});

/** Procedure versions a dossier can be made of. */
export function matters(db: Db): Promise<DatedMatter[]> {
  return many(db, sql.matters, {}, Matter);
}

/**
 * The world as the database knows it, remembered while dossiers are made.
 * @param officers account of the officer who handles dossiers, by unit
 */
export function worldOf(db: Db, known: readonly DatedMatter[], officers: ReadonlyMap<number, number> = new Map()): World {
  const places = new Map<string, Promise<KnownPlace>>();
  const calendars = new Map<number, Promise<Calendar>>();
  const placeOn = (unit: string, day: Day): Promise<KnownPlace> => {
    const key = `${unit}/${day}`;
    const found =
      places.get(key) ??
      org
        .unitOn(db, unit, day)
        .then((one) => ({ unit_id: one.id, tenant: one.tenant, name: one.name, agency: one.code, kind: one.kind }));
    places.set(key, found);
    return found;
  };
  return {
    matters: known,
    placeOn,
    async communesOf(unit, day) {
      const parent = await org.unitOn(db, unit, day);
      const rows = await many(db, sql.communes_below, { parent: parent.id, day }, z.object({ code: z.string() }));
      // One connection answers one question at a time.
      const found: KnownPlace[] = [];
      for (const row of rows) found.push(await placeOn(row.code, day));
      return found;
    },
    officerOf: ({ unit_id }) => officers.get(unit_id) ?? null,
    calendarOf(place) {
      const found = calendars.get(place.unit_id) ?? calendarOn(db, place.agency);
      calendars.set(place.unit_id, found);
      return found;
    },
  };
}
