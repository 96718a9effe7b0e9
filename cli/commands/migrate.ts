import { setUp } from '../../server/setup.ts';
import type { Parsed } from '../args.ts';
import { openDatabase } from '../database.ts';
import { say, write } from '../print.ts';

/** `motcua migrate`: migrations that have not run yet, packs whose content changed; what a start of the product does too. */
export async function run(parsed: Parsed): Promise<number> {
  const database = await openDatabase({ set_up: false });
  try {
    const done = await setUp(database.owner_url, { demo: database.config.with_demo, log: say });
    const is_vi = parsed.lang === 'vi';
    const nothing = done.migrated.length === 0 && done.packs.length === 0;
    const steps = is_vi
      ? `${done.migrated.length} bước cấu trúc, ${done.packs.length} gói quy định`
      : `${done.migrated.length} migrations, ${done.packs.length} packs`;
    await write(
      nothing
        ? is_vi
          ? 'Cơ sở dữ liệu đã ở phiên bản mới nhất.'
          : 'The database is up to date.'
        : is_vi
          ? `Đã cập nhật: ${steps}.`
          : `Updated: ${steps}.`,
    );
    if (done.admin_password) {
      say(
        is_vi
          ? `Tài khoản quản trị đầu tiên: admin, mật khẩu (chỉ hiện một lần): ${done.admin_password}`
          : `First administrator: admin, password (shown once): ${done.admin_password}`,
      );
    }
    return 0;
  } finally {
    await database.close();
  }
}
