import { parentPort, workerData } from 'node:worker_threads';
import { checkFile } from './check-file.ts';
import type { CheckedReport } from './finding.ts';
import type { Ledger } from './ledger.ts';
import { UnreadableError, type UnreadableReason } from './read/unreadable.ts';
import type { Report } from './report.ts';

// A report is read and checked in a thread of its own: requests go on meanwhile, and a stop ends the thread.

export type CheckWork = { file: string; bytes: Uint8Array; ledgers: Record<string, Ledger> };
export type CheckAnswer = { report: Report; checked: CheckedReport } | { reason: UnreadableReason };

const { file, bytes, ledgers } = workerData as CheckWork;
try {
  const { read, checked } = await checkFile(file, bytes, { ledgers });
  parentPort?.postMessage({ report: withoutSources(read.report), checked } satisfies CheckAnswer);
} catch (error) {
  if (!(error instanceof UnreadableError)) throw error;
  parentPort?.postMessage({ reason: error.reason } satisfies CheckAnswer);
}

// Places in the file are found anew from the file itself when they are needed; kept, they would be four times the text.
function withoutSources(report: Report): Report {
  for (const block of report.blocks) {
    delete block.source;
    if (block.kind === 'table') for (const cell of block.cells) delete cell.source;
  }
  return report;
}
