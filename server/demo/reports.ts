// The reports of five localities made again from the records: kept, some issued, each with what the paper printed. Made once the product runs:
// they need the store of files, and nobody waits for them.
import path from 'node:path';
import { z } from 'zod';
import { yearFrom } from '#calendar';
import type { CellFilter } from '#forms';
import { addDays, type Day } from '#lib/day';
import { type Pool, transaction } from '#lib/db';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';
import type { Db } from '#lib/sql';
import { unitForPeriod } from '#org';
import * as reports from '#reports';

const day = z.iso.date();
const Printed = z.strictObject({
  label: z.string(),
  printed: z.string(),
  measure: z.string().optional(),
  scope: z.enum(['own', 'below', 'all']).default('all'),
  basis: z.enum(['period', 'year']).default('period'),
  told: z.string().optional(),
  ours: z.string().optional(),
  why: z.enum(reports.WHY).optional(),
  rule: z.string().optional(),
});
const Remade = z.strictObject({
  unit: z.string(),
  regime: z.string(),
  kind: z.string(),
  year: z.int(),
  n: z.int(),
  from: day.optional(),
  to: day.optional(),
  data_to: day.optional(),
  written_on: day,
  state: z.enum(['draft', 'issued']),
  original: z.strictObject({ source: z.string(), figures: z.array(Printed) }),
});
export type Remade = z.output<typeof Remade>;

export function readRemade(): Remade[] {
  const { value, problems } = readPackFile(path.join(PACKS, 'demo/reports.yaml'), z.strictObject({ reports: z.array(Remade) }));
  refuseIfBroken(problems);
  return (value as { reports: Remade[] }).reports;
}

/** Makes those that are not there yet, each in a transaction of its own; a second start makes none again. */
export async function loadDemoReports(pool: Pool, now: Date): Promise<void> {
  for (const one of readRemade()) await transaction(pool, 'write', (db) => remade(db, one, now));
}

async function remade(db: Db, one: Remade, now: Date): Promise<void> {
  const { unit, regime, kind, year, n, from, to, data_to, written_on, state, original } = one;
  const by = { actor: { user_id: null, name: 'Nạp dữ liệu minh họa' }, now, scope: { unit_ids: null }, request_id: 'demo' };
  const { id, is_new } = await reports.create(db, { unit, regime, kind, year, n, from, to, data_to }, by, written_on);
  if (!is_new) return;
  const report = await reports.held(db, id, by.scope);
  const { content } = await reports.versionOf(db, report);
  const { unit: own } = await unitForPeriod(db, unit, content.from, content.to);
  const figures = original.figures.map((printed) => figureOf(printed, own.code, content));
  await reports.noteOriginal(db, report, { source: original.source, figures }, by);
  if (state === 'draft') return;
  // What only the office knew then stands in its paper; nobody writes it here.
  await reports.leaveOut(db, id, by);
  // What the check calls an error is not issued, here as anywhere: the report stays a draft, and the start goes on.
  const { findings } = await reports.versionOf(db, report);
  if (findings?.some(({ severity }) => severity === 'error')) return;
  for (const name of ['submit', 'approve'] as const) await reports.step(db, id, name, null, by);
  const issued_on = written_on < addDays(report.e, -1) ? addDays(report.e, -1) : written_on;
  await reports.issue(db, id, { signer: 'Người ký minh họa', issued_on, is_kept_back: true }, by);
}

type Days = { from: Day; to: Day; year_from?: Day | undefined };

function figureOf(printed: z.output<typeof Printed>, unit: string, { from, to, year_from }: Days): reports.OriginalFigure {
  const { label, measure, told, scope, basis, ours = null, why = null, rule = null } = printed;
  const days = { unit, from: basis === 'year' ? yearFrom(from, to, year_from) : from, to };
  const [name, part] = told?.split(':') ?? [];
  const filter: CellFilter = { ...days, scope };
  const anchor =
    measure !== undefined
      ? reports.anchorOf(measure, filter)
      : name !== undefined && part !== undefined
        ? reports.anchorOf(name, { ...days, from, scope: 'own', told: part })
        : null;
  return { label, printed: printed.printed, anchor, ours: anchor === null ? ours : null, why, rule };
}
