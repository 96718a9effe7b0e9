// The Excel appendix of a kept report: of an issued version as it was issued, of a draft from what the version says.
import { open, store } from '#files';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { attachedTo, issuedOf } from './issue.ts';
import { held, versionOf } from './stored.ts';
import { appendixWorkbook } from './workbook-made.ts';

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
  const file_name = `phu-luc-${report.id}-lan-${version.version}.xlsx`;
  // Whoever sees the report sees its files.
  if (issued?.xlsx_file_id) return { file_name, bytes: (await open(db, store(), issued.xlsx_file_id, { unit_ids: null })).bytes };
  const bytes = await appendixWorkbook(db, {
    report,
    content: issued?.content ?? version.content,
    at: issued?.issued_at ?? version.made_at,
    attached_to: issued && attachedTo(issued),
  });
  return { file_name, bytes };
}
