// The product's own application on a port of the loopback, in a process of its own. Started by bench/desk.ts.
import fs from 'node:fs';
import inspector from 'node:inspector/promises';
import os from 'node:os';
import path from 'node:path';
import * as files from '#files';
import { readConfig } from '#lib/config';
import { openPool } from '#lib/db';
import { buildApp } from '../../server/app.ts';
import { routes } from '../../server/routes.ts';

const [url, profiles] = process.argv.slice(2);
if (!url) throw new Error('server.ts <database> [<folder for profiles>]');
const config = readConfig({});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-bench-files-'));
files.configure({ dir: folder, max_bytes: config.max_upload_bytes });
const pool = openPool(url, { max: 10 });
const app = await buildApp({
  pool,
  config,
  routes,
  log: (level, message, data) => level === 'error' && console.error(message, JSON.stringify(data)),
});
const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ port: Number(new URL(address).port) });
const session = new inspector.Session();
let asked = 0;
process.on('message', async (message) => {
  // Processor time and memory so far, for where the time goes.
  if (message !== 'usage') return;
  process.send?.({ ...process.cpuUsage(), rss: process.memoryUsage.rss() });
  if (profiles) await profile(profiles);
});

/** A load asks for the usage before and after: what lies between is its profile. */
async function profile(folder: string): Promise<void> {
  asked += 1;
  if (asked % 2 === 1) {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    return;
  }
  const taken = await session.post('Profiler.stop');
  fs.writeFileSync(path.join(folder, `load-${asked / 2}.cpuprofile`), JSON.stringify(taken.profile));
  session.disconnect();
}
process.on('disconnect', () => {
  fs.rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
