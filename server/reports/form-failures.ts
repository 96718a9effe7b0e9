// A report is handed on only when the forms it carries hold: rules of high importance that fail are mended or explained over a name before.
import { reachOf } from '#access';
import { openFailures } from '#forms';
import { addDays } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { outlineOf, outlines } from './outlines/pack.ts';
import { regimeOf } from './regimes.ts';
import { type By, type Held, unitOf } from './stored.ts';
import { windowKept } from './window-kept.ts';

/** @throws reports.form_failures with the form, how many rules fail and which */
export async function refuseFormFailures(db: Db, report: Held, by: By): Promise<void> {
  const { outline } = await regimeOf(db, report);
  if (!outlines().has(outline)) return;
  const lists = outlineOf(outline).annexes.filter((annex) => annex.kind === 'list');
  if (lists.length === 0) return;
  const unit = await unitOf(db, report);
  const { data_from, data_to, year_from } = await windowKept(db, report);
  const days = { from: data_from ?? report.s, to: data_to ?? addDays(report.e, -1), year_from: year_from ?? undefined };
  for (const { form } of lists) {
    const open = await openFailures(db, { form, unit: unit.code, ...days }, reachOf(by.scope));
    if (open.length > 0)
      throw new DomainError('reports.form_failures', 409, {
        form,
        count: open.length,
        rules: open.map((one) => one.label_vi).join('; '),
      });
  }
}
