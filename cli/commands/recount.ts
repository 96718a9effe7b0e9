import { vietnamDay } from '#lib/day';
import { transaction } from '#lib/db';
import { formatVi } from '#lib/decimal';
import { buildTallies, compareTallies, keepComparison } from '#measures';
import type { Parsed } from '../args.ts';
import { openDatabase } from '../database.ts';
import { say, table, write } from '../print.ts';

/** `motcua recount`: counts dossiers by unit and day anew; `--check` only compares what is kept with the dossiers. Exit code 1 when they differ. */
export async function run(parsed: Parsed): Promise<number> {
  const database = await openDatabase();
  const is_vi = parsed.lang === 'vi';
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 100) / 10;
  const told = async (done: number, total: number) => say(`${done}/${total}`);
  try {
    if (!parsed.values.check) {
      const rows = await buildTallies(database.pool, new Date(), told);
      await write(
        is_vi ? `Đã đếm lại: ${formatVi(rows)} dòng, trong ${seconds()} giây.` : `Counted anew: ${rows} rows, in ${seconds()} s.`,
      );
      return 0;
    }
    const found = await compareTallies(database.pool, vietnamDay(new Date()), told);
    if (found.periods === 0) {
      await write(is_vi ? 'Chưa có số đếm sẵn; hãy chạy: motcua recount' : 'Nothing is counted yet; run: motcua recount');
      return 1;
    }
    await transaction(database.pool, 'write', (db) => keepComparison(db, new Date(), found));
    const { periods, figures, differences } = found;
    await write(
      is_vi
        ? `So ${formatVi(figures)} số liệu của ${formatVi(periods)} kỳ, trong ${seconds()} giây: ${formatVi(differences.length)} chỗ khác.`
        : `Compared ${figures} figures of ${periods} periods in ${seconds()} s: ${differences.length} differ.`,
    );
    if (differences.length === 0) return 0;
    const head = is_vi
      ? ['đơn vị số', 'từ', 'đến trước', 'chỉ tiêu', 'đếm sẵn', 'hồ sơ']
      : ['unit no.', 'from', 'before', 'measure', 'kept', 'dossiers'];
    const rows = differences.map((one) => [one.unit_id, one.s, one.e, one.measure, one.tallied, one.counted].map(String));
    await write(table([head, ...rows], ['right', 'left', 'left', 'left', 'right', 'right']));
    return 1;
  } finally {
    await database.close();
  }
}
