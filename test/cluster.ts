import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { type Embedded, startEmbedded } from '#lib/embedded';

/** Small and careless: a test database need not survive anything. */
const SETTINGS = {
  shared_buffers: '256MB',
  max_connections: '200',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum_naptime: '10s',
};

// Waits until the pipe from the test process breaks, that is until it ends in whatever way, then leaves nothing behind.
const SWEEP = `cat >/dev/null
pid=$(head -n 1 "$D/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null
for i in 1 2 3 4 5 6 7 8 9 10; do [ -e "$D/data/postmaster.pid" ] || break; sleep 0.2; done
rm -rf "$D" "$R"`;

const GB = 1024 ** 3;

/**
 * In memory where there is room: a copy of the demonstration, 1,400 files, then takes a tenth of the time and of the processor that it takes on a
 * disk, and nearly every test file asks for one. A whole run needs below 3 GB.
 */
function place(): string {
  try {
    const { bsize, bavail } = fs.statfsSync('/dev/shm');
    fs.accessSync('/dev/shm', fs.constants.W_OK);
    if (bsize * bavail >= 3 * GB && process.availableMemory() >= 6 * GB) return '/dev/shm';
  } catch {
    // No memory that can be written to as a folder.
  }
  return '/tmp';
}

/** A cluster of its own, gone when this process is, even after `kill -9`. */
export async function startTestCluster(settings: Record<string, string> = {}): Promise<Embedded> {
  const folder = fs.mkdtempSync(path.join(place(), 'motcua-test-'));
  fs.chmodSync(folder, 0o711);
  // From memory programs often may not be run.
  const runtime_dir = path.join('/tmp', `${path.basename(folder)}-runtime`);
  const sweeper = spawn('/bin/sh', ['-c', SWEEP], {
    env: { D: folder, R: runtime_dir, PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  sweeper.unref();
  (sweeper.stdin as unknown as { unref(): void }).unref();
  const cluster = await startEmbedded({
    state_dir: folder,
    runtime_dir,
    fsync: false,
    settings: { ...SETTINGS, ...settings },
  });
  return {
    ...cluster,
    stop: async () => {
      await cluster.stop();
      for (const made of [folder, runtime_dir]) fs.rmSync(made, { recursive: true, force: true });
      sweeper.stdin.end();
    },
  };
}
