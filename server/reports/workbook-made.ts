// How the Excel appendix of a report is made: from its content and the forms of its last day.
import { listForms, listOn } from '#forms';
import { addDays } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import type { Content } from './content.ts';
import { figureAddress, type Held } from './stored.ts';
import { type ListRules, reportWorkbook } from './workbook.ts';
import type { RowRule } from './workbook-formulas.ts';

/** @param at when its version was made or issued @param attached_to of an issued report its number and day */
export type Appendix = { content: Content; report: Pick<Held, 'id' | 'e'>; at: Date; attached_to: string | null };

/** @throws reports.no_tables */
export async function appendixWorkbook(db: Db, { content, report, at, attached_to }: Appendix): Promise<Uint8Array> {
  return reportWorkbook(content, {
    at,
    linkOf: (anchor) => figureAddress(report.id, anchor),
    attached_to,
    lists: await listRules(db, addDays(report.e, -1)),
  });
}

/** That of a report as it is issued; null when it has no table. */
export async function issuedWorkbook(db: Db, appendix: Appendix): Promise<Uint8Array | null> {
  try {
    return await appendixWorkbook(db, appendix);
  } catch (cause) {
    if (cause instanceof DomainError && cause.code === 'reports.no_tables') return null;
    throw cause;
  }
}

/** What rows of the list forms of a day are made of. The rows of an annex are those of its form, in their order. */
async function listRules(db: Db, day: string): Promise<ListRules> {
  const forms = (await listForms(db)).filter(
    ({ kind, valid_from, valid_to }) => kind === 'list' && valid_from <= day && (valid_to === null || day < valid_to),
  );
  const found = new Map<string, { labels: string[]; rules: Map<number, RowRule> }>();
  for (const { code } of forms) {
    const { name_vi, layout } = await listOn(db, code, day);
    const at = new Map(layout.rows.map(({ key }, n) => [key, n]));
    const of = (keys: readonly string[]) => keys.map((key) => at.get(key) as number);
    const rules = layout.rows.flatMap(({ ratio_of, sum_of }, n): [number, RowRule][] => {
      if (ratio_of) return [[n, { op: 'percent', of: of(ratio_of) }]];
      return sum_of ? [[n, { op: 'sum', of: of(sum_of) }]] : [];
    });
    const labels = layout.rows.map((row) => `${row.code === null ? '- ' : ''}${row.label_vi}`);
    found.set(name_vi.toUpperCase(), { labels, rules: new Map(rules) });
  }
  return found;
}
