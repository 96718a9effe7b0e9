import type { Db } from '#lib/sql';
import type { By } from '../../../server/reports/stored.ts';
import { uploadReportTemplate } from '../../../server/reports/template.ts';
import { defaultTemplate } from '../../../server/reports/word/template.ts';
import type { Records } from '../records.ts';

/** A Word template of a unit for its reports, not in force; its file name is found nowhere else. */
export async function makeReportTemplate(db: Db, unit: string, file_name: string, by: By): Promise<Records['report_template']> {
  const bytes = await defaultTemplate(new Date(0));
  async function* once() {
    yield bytes;
  }
  const { id } = await uploadReportTemplate(
    db,
    { unit, regime: 'tthc', note: null },
    { name: file_name, type: '', bytes: once(), fields: {} },
    by,
  );
  return { id: id as number, file_name };
}
