// The Excel appendix of a kept report: of an issued version from what was issued, of a draft from what the version says.
import { listForms, listOn } from '#forms';
import { addDays, dayVi } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { codeOf, issuedOf } from './issue.ts';
import { figureAddress, held, versionOf } from './stored.ts';
import { type ListRules, reportWorkbook } from './workbook.ts';
import type { RowRule } from './workbook-formulas.ts';

/**
 * @param version the newest when none is named
 * @throws reports.not_found, reports.no_such_version, reports.no_tables
 */
export async function workbookOf(
  db: Db,
  id: number,
  version_no: number | undefined,
  scope: Scope,
): Promise<{ file_name: string; bytes: Uint8Array }> {
  const report = await held(db, id, scope);
  const version = await versionOf(db, report, version_no);
  const last = await issuedOf(db, report);
  const issued = last?.version === version.version ? last : null;
  const bytes = await reportWorkbook(issued?.content ?? version.content, {
    at: issued?.issued_at ?? version.made_at,
    linkOf: (anchor) => figureAddress(report.id, anchor),
    attached_to: issued && `Kèm theo Báo cáo số ${codeOf(issued)} ngày ${dayVi(issued.issued_on)}`,
    lists: await listRules(db, addDays(report.e, -1)),
  });
  return { file_name: `phu-luc-${report.id}-lan-${version.version}.xlsx`, bytes };
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
