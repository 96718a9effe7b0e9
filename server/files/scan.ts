// Asking a virus scanner about a received file before it is kept.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import { DomainError } from '#lib/errors';

/** Looks into received bytes; returns what is wrong with them, or null. */
export type Scan = (file: string) => Promise<string | null>;

const TIMEOUT_MS = 60_000;
const PART_BYTES = 64 * 1024;

/**
 * The scanner that an operator named.
 * @param setting `clamd:/path/to/socket`, `clamd:host:port`, or `command:/path/to/program arguments…` (the file's path is added as the
 * last argument; 0 = clean, 1 = found, anything else = could not look)
 * @throws Error with a sentence for the operator
 */
export function scannerOf(setting: string): Scan {
  const [, kind, rest = ''] = /^(clamd|command):(.+)$/s.exec(setting.trim()) ?? [];
  if (kind === 'command') {
    const [program, ...args] = rest.trim().split(/\s+/) as [string, ...string[]];
    return (file) => askProgram(program, [...args, file]);
  }
  const port = /^(.+):(\d{1,5})$/.exec(rest);
  if (kind === 'clamd') {
    const where = port ? { host: port[1] as string, port: Number(port[2]) } : { path: rest };
    return (file) => askDaemon(where, file);
  }
  throw new Error(
    `MOTCUA_SCANNER không đúng: "${setting}". Dùng clamd:/run/clamav/clamd.ctl, clamd:máy:3310 hoặc command:/usr/bin/clamscan --no-summary.`,
  );
}

// Whoever set up a scanner wants nothing kept that it has not seen.
const away = (reason: string) => new DomainError('files.scanner_away', 503, { reason });

/** ClamAV's daemon, command INSTREAM: parts with their length before them, an empty one at the end. Source: clamd(8). */
function askDaemon(where: net.NetConnectOpts, file: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(where);
    let reply = '';
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('timeout')));
    socket.on('error', (error) => reject(away(error.message)));
    socket.on('data', (part) => {
      reply += part.toString('latin1');
    });
    socket.on('close', () => {
      const said = reply.replace(/\0/g, '').trim();
      const found = /^stream: (.+) FOUND$/.exec(said);
      if (said === 'stream: OK') resolve(null);
      else if (found) resolve(found[1] as string);
      else reject(away(said || 'no answer'));
    });
    socket.on('connect', async () => {
      try {
        socket.write('zINSTREAM\0');
        for await (const part of fs.createReadStream(file, { highWaterMark: PART_BYTES })) {
          const length = Buffer.alloc(4);
          length.writeUInt32BE((part as Buffer).length);
          socket.write(length);
          if (!socket.write(part as Buffer)) await new Promise((drained) => socket.once('drain', drained));
          if (socket.destroyed) return;
        }
        socket.end(Buffer.alloc(4));
      } catch (error) {
        socket.destroy(error as Error);
      }
    });
  });
}

function askProgram(program: string, args: string[]): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const too_long = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
    let said = '';
    const hear = (part: Buffer) => {
      if (said.length < 4000) said += part.toString('utf8');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => {
      clearTimeout(too_long);
      reject(away(error.message));
    });
    child.on('close', (code) => {
      clearTimeout(too_long);
      const [line = ''] = said.trim().split('\n');
      const found = /: (.+) FOUND$/.exec(line)?.[1] ?? line;
      if (code === 0) resolve(null);
      else if (code === 1) resolve(found.slice(0, 200) || 'virus');
      else reject(away(line.slice(0, 200) || `exit ${code}`));
    });
  });
}
