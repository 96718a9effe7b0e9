// The product's own application on a port of the loopback, in a process of its own. Started by bench/desk.ts.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as files from '#files';
import { readConfig } from '#lib/config';
import { openPool } from '#lib/db';
import { buildApp } from '../../server/app.ts';
import { routes } from '../../server/routes.ts';

const [url] = process.argv.slice(2);
if (!url) throw new Error('server.ts <database>');
const config = readConfig({});
files.configure({ dir: fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-bench-files-')), max_bytes: config.max_upload_bytes });
const pool = openPool(url, { max: 10 });
const app = await buildApp({
  pool,
  config,
  routes,
  log: (level, message, data) => level === 'error' && console.error(message, JSON.stringify(data)),
});
const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ port: Number(new URL(address).port) });
process.on('message', (message) => {
  // Processor time and memory so far, for where the time goes.
  if (message === 'usage') process.send?.({ ...process.cpuUsage(), rss: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit(0));
