import net from 'node:net';
import path from 'node:path';
import * as certifications from '#certifications';
import { loadDemoPapers, loadDemoProofs, loadDemoReports } from '#demo';
import * as files from '#files';
import * as forms from '#forms';
import { startWorker } from '#jobs';
import { type Config, readConfig } from '#lib/config';
import { openPool } from '#lib/db';
import { startEmbedded, stateDir } from '#lib/embedded';
import { log } from '#lib/log';
import { stopOffice } from '#lib/office';
import { secretOf } from '#lib/secret';
import * as notices from '#notices';
import * as reports from '#reports';
import * as signatures from '#signatures';
import { buildApp } from './app.ts';
import { showDemoAccounts } from './app-routes.ts';
import { routes } from './routes.ts';
import { setUp } from './setup.ts';
import { tasks } from './worker.ts';

export type Running = { address: string; stop(): Promise<void> };

const PORTS_TO_TRY = 20;
const PUBLISHED_PASSWORDS =
  'Cơ sở dữ liệu này có dữ liệu minh họa, với các tài khoản mà mật khẩu ai cũng biết, nên không chạy thật trên đó được. ' +
  'Hãy dùng một cơ sở dữ liệu khác (DATABASE_URL hoặc MOTCUA_STATE_DIR); nếu chỉ để giới thiệu, đặt MOTCUA_DEMO=1.';

/**
 * Starts the product: database (embedded or the office's own), migrations, packs, demonstration, HTTP.
 * @param options.print where the few lines for the operator go
 */
export async function start(options: { print: (line: string) => void; config?: Config }): Promise<Running> {
  const config = options.config ?? readConfig();
  const print = options.print;
  const database = await openDatabase(config, print);
  try {
    signatures.configure({ secret: secretOf(config.secret, database.state_dir) });
    const done = await setUp(database.owner_url, { demo: config.with_demo, log: (line) => print(`  ${line}`) });
    if (done.has_demo && config.is_production && !config.with_demo) throw new Error(PUBLISHED_PASSWORDS);
    files.configure({
      dir: config.files_dir ?? path.join(database.state_dir, 'files'),
      max_bytes: config.max_upload_bytes,
      ...(config.scanner && { scan: files.scannerOf(config.scanner) }),
    });
    if (done.has_demo && !config.is_production) showDemoAccounts();
    const pool = openPool(database.app_url, { max: 10 });
    await files.sweep(pool, files.store(), new Date());
    certifications.configure({ public_url: config.public_url ?? `http://${config.host}:${config.port}` });
    const [shown] = done.demo_accounts;
    // Made only now: they need the store of files.
    if (done.has_demo && !config.is_production && shown) {
      await loadDemoPapers(pool, new Date(), shown.password);
      await loadDemoProofs(pool, new Date());
    }
    const app = await buildApp({ pool, config, routes, log });
    const port = await freePort(config.host, config.port, print);
    const address = await app.listen({ host: config.host, port });
    forms.configure({ public_url: config.public_url ?? address });
    certifications.configure({ public_url: config.public_url ?? address });
    reports.configure(config);
    notices.configure({ senders: notices.sendersOf(config), public_url: config.public_url ?? address });
    // Written while people already look round: nobody waits for them.
    const has_reports = done.has_demo && !config.is_production;
    const refuse = (error: unknown) => log('error', 'reports of the demonstration', { error: String(error) });
    const remade = has_reports ? loadDemoReports(pool, new Date()).catch(refuse) : null;
    const worker = await startWorker(pool, { tasks, log, is_alone: config.database_url === null });
    announce(print, config.public_url ?? address, done, config);
    return {
      address,
      stop: async () => {
        await app.close();
        await remade;
        await worker.stop();
        await stopOffice();
        await pool.end();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

type Database = { owner_url: string; app_url: string; state_dir: string; stop(): Promise<void> };

async function openDatabase(config: Config, print: (line: string) => void): Promise<Database> {
  if (config.database_url) {
    print('Dùng PostgreSQL của cơ quan (DATABASE_URL).');
    return {
      owner_url: config.owner_url ?? config.database_url,
      app_url: config.database_url,
      state_dir: stateDir(),
      stop: async () => {},
    };
  }
  const embedded = await startEmbedded({ state_dir: stateDir(), log: (line) => print(`  ${line}`) });
  const url = embedded.url('motcua');
  await embedded.ensureDatabase('motcua');
  return { owner_url: url, app_url: url, state_dir: stateDir(), stop: () => embedded.stop() };
}

/** The wanted port, or the next free one after it with a line that says so. Port 0 lets the system choose. */
async function freePort(host: string, wanted: number, print: (line: string) => void): Promise<number> {
  if (wanted === 0) return 0;
  const last = Math.min(wanted + PORTS_TO_TRY - 1, 65_535);
  for (let port = wanted; port <= last; port += 1) {
    if (await isFree(host, port)) {
      if (port !== wanted)
        print(`Cổng ${wanted} đang có chương trình khác dùng; chuyển sang cổng ${port}. Muốn chọn cổng khác: PORT=… npm start`);
      return port;
    }
  }
  throw new Error(`Các cổng ${wanted}-${last} đều đang được dùng hoặc không được phép mở. Hãy chọn cổng khác: PORT=… npm start`);
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES'
        ? resolve(false)
        : reject(new Error(`Không mở được địa chỉ HOST=${host}: ${error.message}. / Cannot listen on HOST=${host}.`)),
    );
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

function announce(print: (line: string) => void, address: string, done: Awaited<ReturnType<typeof setUp>>, config: Config): void {
  print('');
  print(`Một Cửa đang chạy tại ${address}`);
  if (done.admin_password) {
    print('Tài khoản quản trị đầu tiên: admin');
    print(`Mật khẩu (chỉ hiện một lần, phải đổi khi đăng nhập): ${done.admin_password}`);
  }
  if (done.has_demo && !config.is_production) {
    print('Dữ liệu minh họa đã nạp. Các tài khoản:');
    for (const account of done.demo_accounts)
      print(`  ${account.username.padEnd(22)} ${account.password.padEnd(16)} ${account.role_vi}, ${account.unit}`);
  }
  print(`Tài liệu API: ${address}/api/docs    Dừng: Ctrl+C`);
}
