import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { type Embedded, startEmbedded } from '#lib/embedded';

/** Small and careless: a test database need not survive anything. */
const SETTINGS = {
  shared_buffers: '256MB',
  max_connections: '200',
  max_wal_size: '2GB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum_naptime: '10s',
};

// Waits until the pipe from the test process breaks, that is until it ends in whatever way, then leaves nothing behind.
const SWEEP = `cat >/dev/null
pid=$(head -n 1 "$D/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null
for i in 1 2 3 4 5 6 7 8 9 10; do [ -e "$D/data/postmaster.pid" ] || break; sleep 0.2; done
rm -rf "$D"`;

/** A cluster of its own under /tmp, gone when this process is, even after `kill -9`. */
export async function startTestCluster(settings: Record<string, string> = {}): Promise<Embedded> {
  const folder = fs.mkdtempSync('/tmp/motcua-test-');
  fs.chmodSync(folder, 0o711);
  const sweeper = spawn('/bin/sh', ['-c', SWEEP], {
    env: { D: folder, PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  sweeper.unref();
  (sweeper.stdin as unknown as { unref(): void }).unref();
  const cluster = await startEmbedded({ state_dir: folder, fsync: false, settings: { ...SETTINGS, ...settings } });
  return {
    ...cluster,
    stop: async () => {
      await cluster.stop();
      fs.rmSync(folder, { recursive: true, force: true });
      sweeper.stdin.end();
    },
  };
}
