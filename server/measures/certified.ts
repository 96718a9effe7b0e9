// Values over the register of electronic certified copies.
import { z } from 'zod';
import { vietnamMoment } from '#lib/day';
import { whole } from '#lib/rational';
import { type Db, loadSql, many } from '#lib/sql';
import { digestOf, joined, NOTHING } from './digest.ts';
import { type Frame, perRow } from './frame.ts';
import type { Certified } from './kinds.ts';
import type { Cell } from './value.ts';
import type { Cells } from './values.ts';

const sql = loadSql(import.meta.url, ['certified_by_unit', 'certified_records']);

const Row = z.object({ unit_id: z.int(), what: z.string(), n: z.int(), copies: z.int(), x: z.string(), y: z.string() });
type Row = z.infer<typeof Row>;

function period({ bounds, unit_ids, known_at }: Frame) {
  return { from_at: vietnamMoment(bounds.s), to_at: vietnamMoment(bounds.e), unit_ids, known_at: known_at ?? null };
}

/** Copies are counted by the dossiers that were certified. */
const whatOf = ({ counts }: Certified) => (counts === 'copies' ? 'certified' : counts);

/** Cells of measures over certified copies, by name and row, in one statement. */
export async function certifiedCells(db: Db, frame: Frame, measures: readonly Certified[]): Promise<Map<string, Cells>> {
  if (measures.length === 0) return new Map();
  const all = await many(db, sql.certified_by_unit, period(frame), Row);
  return new Map(
    measures.map((measure) => {
      const of_unit = new Map(all.filter((row) => row.what === whatOf(measure)).map((row) => [row.unit_id, row]));
      const rows = perRow(frame, of_unit, false);
      return [measure.name, new Map([...rows].map(([row, parts]): [number, Cell] => [row, cellOf(measure, parts)]))];
    }),
  );
}

function cellOf({ counts }: Certified, parts: readonly Row[]): Cell {
  const n = parts.reduce((sum, one) => sum + one.n, 0);
  const copies = parts.reduce((sum, one) => sum + one.copies, 0);
  const digest = parts.reduce((so_far, one) => joined(so_far, digestOf(one.n, one.x, one.y)), NOTHING);
  return { exact: whole(counts === 'copies' ? copies : n), n, digest };
}

export const CertifiedRecord = z.object({
  id: z.number(),
  unit_id: z.int(),
  unit_code: z.string(),
  number: z.number().nullable(),
  year: z.number().nullable(),
  original_name: z.string(),
  copies: z.number(),
  drafted_at: z.date(),
  signed_at: z.date().nullable(),
  given_at: z.date().nullable(),
  state: z.string(),
});
export type CertifiedRecord = z.infer<typeof CertifiedRecord>;

/** The certified copies behind a figure, newest first. */
export async function certifiedRecords(
  db: Db,
  frame: Frame,
  measure: Certified,
  page: { limit: number; offset: number },
): Promise<{ n: number; digest: string; records: CertifiedRecord[] }> {
  const params = { ...period(frame), what: whatOf(measure), most: page.limit, skipped: page.offset };
  const Found = CertifiedRecord.extend({ n: z.int(), x: z.string(), y: z.string() });
  const rows = await many(db, sql.certified_records, params, Found);
  const [first] = rows;
  return {
    n: first?.n ?? 0,
    digest: first ? digestOf(first.n, first.x, first.y) : NOTHING,
    records: rows.map(({ n: _, x: __, y: ___, ...record }) => record),
  };
}
