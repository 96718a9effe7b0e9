import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import test, { after } from 'node:test';
import { scannerOf } from './scan.ts';

const FOLDER = fs.mkdtempSync('/tmp/motcua-scan-');
after(() => fs.rmSync(FOLDER, { recursive: true }));
const file = (name: string, bytes: string | Buffer) => {
  const at = path.join(FOLDER, name);
  fs.writeFileSync(at, bytes);
  return at;
};

/** A process that speaks clamd's protocol: INSTREAM, parts, an empty part, one answer. `answer` is given what was streamed. */
async function daemon(where: string | number, answer: (bytes: Buffer) => string | null): Promise<net.Server> {
  const server = net.createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (part: Buffer) => {
      received = Buffer.concat([received, part]);
      const command = Buffer.from('zINSTREAM\0');
      if (received.length < command.length || !received.subarray(0, command.length).equals(command)) return;
      const parts: Buffer[] = [];
      for (let at = command.length; at + 4 <= received.length; ) {
        const length = received.readUInt32BE(at);
        if (length === 0) {
          const said = answer(Buffer.concat(parts));
          if (said === null) socket.destroy();
          else socket.end(`${said}\0`);
          return;
        }
        if (at + 4 + length > received.length) return;
        parts.push(received.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
  });
  await new Promise<void>((ready) => server.listen(where as never, ready));
  after(() => server.close());
  return server;
}

const eicar = (bytes: Buffer) => (bytes.includes('EICAR') ? 'stream: Win.Test.EICAR_HDB-1 FOUND' : 'stream: OK');

test('a daemon on a socket sees every byte and names what it finds', async () => {
  let seen = 0;
  await daemon(path.join(FOLDER, 'clamd.ctl'), (bytes) => {
    seen = bytes.length;
    return eicar(bytes);
  });
  const scan = scannerOf(`clamd:${path.join(FOLDER, 'clamd.ctl')}`);
  assert.equal(await scan(file('lon.pdf', Buffer.alloc(1_000_003, 'a'))), null);
  assert.equal(seen, 1_000_003);
  assert.equal(await scan(file('xau.pdf', `%PDF ${'x'.repeat(200_000)} EICAR`)), 'Win.Test.EICAR_HDB-1');
});

test('a daemon on a port', async () => {
  const server = await daemon(0, eicar);
  const { port } = server.address() as net.AddressInfo;
  assert.equal(await scannerOf(`clamd:127.0.0.1:${port}`)(file('a.pdf', '%PDF EICAR')), 'Win.Test.EICAR_HDB-1');
});

test('a daemon that is not there, hangs up, or could not look lets nothing through', async () => {
  const away = { code: 'files.scanner_away', status: 503 };
  await assert.rejects(scannerOf(`clamd:${FOLDER}/none.ctl`)(file('b.pdf', '%PDF')), away);
  await daemon(path.join(FOLDER, 'dead.ctl'), () => null);
  await assert.rejects(scannerOf(`clamd:${FOLDER}/dead.ctl`)(file('c.pdf', '%PDF')), away);
  await daemon(path.join(FOLDER, 'limit.ctl'), () => 'INSTREAM size limit exceeded. ERROR');
  await assert.rejects(scannerOf(`clamd:${FOLDER}/limit.ctl`)(file('d.pdf', '%PDF')), {
    ...away,
    data: { reason: 'INSTREAM size limit exceeded. ERROR' },
  });
});

test('a program: 0 clean, 1 found, anything else could not look', async () => {
  const program = file(
    'scanner.sh',
    '#!/bin/sh\nfor last; do :; done\nif grep -q BROKEN "$last"; then echo "cannot read" >&2; exit 2; fi\nif grep -q EICAR "$last"; then echo "$last: Eicar-Signature FOUND"; exit 1; fi\nexit 0\n',
  );
  fs.chmodSync(program, 0o755);
  const scan = scannerOf(`command:${program} --no-summary`);
  assert.equal(await scan(file('sach.pdf', '%PDF')), null);
  assert.equal(await scan(file('nhiem.pdf', '%PDF EICAR')), 'Eicar-Signature');
  await assert.rejects(scan(file('hong.pdf', 'BROKEN')), { code: 'files.scanner_away', data: { reason: 'cannot read' } });
  await assert.rejects(scannerOf('command:/khong/co')(file('e.pdf', '%PDF')), { code: 'files.scanner_away' });
});

test('a setting that makes no sense is told to the operator', () => {
  assert.throws(() => scannerOf('clam'), /MOTCUA_SCANNER không đúng: "clam"/);
});
