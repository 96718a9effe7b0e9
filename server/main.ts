import { DomainError } from '#lib/errors';
import { holdOffice } from '#lib/office';
import { type Running, start } from './start.ts';

// The entry of `npm start`. Everything that can be tested stands in start.ts.

const OFFICE_MS = 10_000;

let running: Running | null = null;
let stopping = false;

// SIGHUP: the terminal was closed. Before the start is complete, leaving is enough: the embedded database ends with this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    process.stdout.write('Đang dừng…\n');
    await running?.stop();
    process.exit(0);
  });
}
// A terminal that is gone takes no more lines; stopping goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

try {
  running = await start({ print: (line) => process.stdout.write(`${line}\n`) });
  // Behind the first pages: who makes a PDF in an office's own layout finds LibreOffice ready.
  setTimeout(holdOffice, OFFICE_MS).unref();
} catch (error) {
  if (!stopping) process.stderr.write(`${told(error)}\n`);
  if (process.env.MOTCUA_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}

/** A broken pack is refused whole, every fault with its file and line; everything else is a sentence already. */
function told(error: unknown): string {
  if (error instanceof DomainError && error.code === 'packs.broken') {
    return `Gói dữ liệu có lỗi và chưa được nạp; hãy sửa các lỗi sau rồi khởi động lại. / A pack has faults and was not loaded:\n${error.data.text}`;
  }
  if (error instanceof DomainError) return `${error.code} ${JSON.stringify(error.data)}`;
  return error instanceof Error ? error.message : String(error);
}
