import { parentPort, workerData } from 'node:worker_threads';
import { extractPages } from './pdf-extract.ts';
import type { PdfPage } from './pdf-page.ts';
import type { UnreadableReason } from './unreadable.ts';

// PDF is read in a thread of its own: a hostile file can keep it busy for ever, and the thread can be ended.

export type PdfAnswer = { pages: PdfPage[] } | { reason: UnreadableReason } | { progress: number };

const found = await extractPages(workerData as Uint8Array, (progress) =>
  parentPort?.postMessage({ progress } satisfies PdfAnswer),
);
parentPort?.postMessage((typeof found === 'string' ? { reason: found } : { pages: found }) satisfies PdfAnswer);
