import type pg from 'pg';
import { openPool, transaction } from '#lib/db';
import { formatVi } from '#lib/decimal';
import { type Parsed, UsageError } from '../args.ts';
import { NotReady, openDatabase } from '../database.ts';
import { say, write } from '../print.ts';

const DEFAULT = 10_000;

/** `motcua seed`: refused in production, where made-up dossiers would stand among real ones. */
export async function run(parsed: Parsed): Promise<number> {
  const asked = parsed.values.dossiers ?? String(DEFAULT);
  if (typeof asked !== 'string' || !/^\d{1,9}$/.test(asked) || Number(asked) < 1) {
    throw new UsageError('Tùy chọn --dossiers nhận một số nguyên từ 1.', 'The option --dossiers takes a whole number from 1.');
  }
  const database = await openDatabase();
  try {
    if (database.config.is_production) {
      throw new NotReady(
        'Không tạo hồ sơ giả trên hệ thống thật (NODE_ENV=production).',
        'No made-up dossiers in production (NODE_ENV=production).',
      );
    }
    const { seed } = await import('#demo');
    const owner = openPool(database.owner_url, { max: 1, owner: true, application_name: 'motcua seed' });
    const began = performance.now();
    try {
      const counts = await transaction(owner, 'write', (db) => seed(db as pg.ClientBase, { dossiers: Number(asked), log: say }));
      // Plans for a table that has just grown many times over would otherwise be made from its old size.
      await owner.query('analyze');
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      const done = `${formatVi(counts.dossiers)}`;
      await write(
        parsed.lang === 'vi'
          ? `Đã tạo ${done} hồ sơ, ${formatVi(counts.events)} sự kiện, từ ${counts.from} đến ${counts.to}, trong ${seconds} giây.`
          : `Added ${counts.dossiers} dossiers with ${counts.events} events, ${counts.from} to ${counts.to}, in ${seconds} s.`,
      );
      return 0;
    } finally {
      await owner.end();
    }
  } finally {
    await database.close();
  }
}
