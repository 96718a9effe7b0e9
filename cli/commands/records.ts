import { dayVi } from '#lib/day';
import { transaction } from '#lib/db';
import { formatVi } from '#lib/decimal';
import { records } from '#measures';
import type { Parsed } from '../args.ts';
import { openDatabase } from '../database.ts';
import { say, table, write } from '../print.ts';
import { EVERYTHING, heading, question, withSector } from './ask.ts';

/** `motcua records`. */
export async function run(parsed: Parsed): Promise<number> {
  const ask = { ...question(parsed), measure: parsed.values.measure as string };
  const database = await openDatabase();
  try {
    const found = await transaction(database.pool, 'read', async (db) => records(db, await withSector(db, ask), EVERYTHING));
    if (parsed.values.json) {
      await write(JSON.stringify({ count: found.count, digest: found.digest, records: found.records }, null, 2));
      return 0;
    }
    const is_vi = parsed.lang === 'vi';
    const day = (value: string | null) => (value === null ? '-' : dayVi(value));
    const heads = is_vi
      ? ['Mã hồ sơ', 'Tiếp nhận', 'Hạn trả', 'Kết thúc', 'Đơn vị', 'Lĩnh vực']
      : ['Code', 'Received', 'Due', 'Closed', 'Unit', 'Sector'];
    const rows = found.records.map((row) => [
      row.code,
      day(row.received_on),
      day(row.due_on),
      day(row.closed_on),
      row.unit_name,
      row.sector_name,
    ]);
    const label = is_vi ? found.measure.label_vi : found.measure.label_en;
    const count = is_vi
      ? `${formatVi(found.count)} hồ sơ, chữ ký tập hồ sơ ${found.digest}`
      : `${found.count} dossiers, digest ${found.digest}`;
    const list = rows.length ? `\n\n${table([heads, ...rows], ['left', 'left', 'left', 'left', 'left', 'left'])}` : '';
    await write(`${heading(found, parsed.lang)}\n${label}: ${count}${list}`);
    for (const note of found.notes) say(is_vi ? note.text_vi : note.text_en);
    return 0;
  } finally {
    await database.close();
  }
}
