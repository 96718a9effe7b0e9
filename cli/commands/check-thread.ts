import fs from 'node:fs';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { checkFile } from '../../server/checks/check-file.ts';
import type { CheckedReport } from '../../server/checks/finding.ts';
import { kindOf } from '../../server/checks/read/read.ts';
import { LIMITS, UnreadableError, type UnreadableReason } from '../../server/checks/read/unreadable.ts';
import { openZip } from '../../server/checks/read/zip.ts';
import type { Report } from '../../server/checks/report.ts';

// A file that may need much memory is checked in a thread whose heap is limited: what needs more is refused, nothing crashes.

/** What the output needs of one file. `in_file` has offsets of the file, `checked` those of the text as read, for the page. */
export type Answer = {
  format: Report['format'];
  in_file: CheckedReport;
  page?: { report: Report; checked: CheckedReport };
  /** The Word file with its comments; null for a file of another kind. */
  commented?: Uint8Array | null;
};

export type Work = { file: string; rules: readonly string[] | undefined; wants: 'findings' | 'page' | 'commented' };

/** A hundred pages are 0,4 MB of text, some 3 MB of the XML of Word. What is smaller than this needs 400 MB at most, whatever stands in it. */
const SMALL_BYTES = 1024 * 1024;
const SMALL_XML_BYTES = 8 * 1024 * 1024;

/** @throws UnreadableError */
export async function answerOf(work: Work): Promise<Answer> {
  const bytes = fs.statSync(work.file).size > SMALL_BYTES * 2 ? null : fs.readFileSync(work.file);
  return bytes && isSmall(work.file, bytes) ? await answered(work, bytes) : await inThread(work);
}

/** How much a packed file or a PDF holds does not show in its size; sizes that an archive claims are held to when it is unpacked. */
function isSmall(file: string, bytes: Uint8Array): boolean {
  const kind = kindOf(file, bytes);
  if (kind === 'pdf') return false;
  if (kind === 'md' || kind === 'txt') return bytes.length <= SMALL_BYTES;
  const parts = openZip(bytes).entries.filter(({ name }) => /\.(?:xml|rels)$/iu.test(name));
  return parts.reduce((sum, { size }) => sum + size, 0) <= SMALL_XML_BYTES;
}

async function answered({ file, rules, wants }: Work, bytes: Uint8Array): Promise<Answer> {
  const { read, checked, in_file } = await checkFile(file, bytes, rules ? { rules } : {});
  const answer: Answer = { format: read.report.format, in_file };
  if (wants === 'page') answer.page = { report: withoutSources(read.report), checked };
  if (wants === 'commented') {
    const { withComments } = await import('../../server/checks/write/docx-comments.ts');
    answer.commented = read.docx ? withComments(read.docx, checked, new Date()) : null;
  }
  return answer;
}

/** Places in the file are found by then; they are four times the text. */
function withoutSources(report: Report): Report {
  for (const block of report.blocks) {
    delete block.source;
    if (block.kind === 'table') for (const cell of block.cells) delete cell.source;
  }
  return report;
}

/** A small machine may ask for less. */
function heapMb(): number {
  const asked = Number(process.env.MOTCUA_CHECK_HEAP_MB ?? LIMITS.check_heap_mb);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, LIMITS.check_heap_mb) : LIMITS.check_heap_mb;
}

type Told = { answer: Answer } | { reason: UnreadableReason; stack: string | null };

function inThread(work: Work): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: work,
      // The young generation as bin/run.mjs has it for the whole process.
      resourceLimits: { maxOldGenerationSizeMb: heapMb(), maxYoungGenerationSizeMb: 12 },
    });
    const end = (settle: () => void) => {
      clearTimeout(timer);
      settle();
      void worker.terminate();
    };
    const refuse = (reason: UnreadableReason, options?: ErrorOptions) => reject(new UnreadableError(reason, options));
    const timer = setTimeout(() => end(() => refuse('too_slow')), LIMITS.check_ms);
    worker.on('message', (told: Told) =>
      end(() => ('answer' in told ? resolve(told.answer) : refuse(told.reason, { cause: told.stack && new Error(told.stack) }))),
    );
    worker.on('error', (error: Error & { code?: string }) =>
      end(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refuse('too_heavy') : reject(error))),
    );
    worker.on('exit', () => end(() => reject(new Error('the checking thread ended without an answer'))));
  });
}

async function work(): Promise<void> {
  const given = workerData as Work;
  const tell = (told: Told) => parentPort?.postMessage(told);
  try {
    tell({ answer: await answered(given, fs.readFileSync(given.file)) });
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    tell({ reason: error.reason, stack: error.cause instanceof Error ? (error.cause.stack ?? null) : null });
  }
}

// Only the thread that inThread starts has such work.
if (parentPort && (workerData as Partial<Work> | null)?.wants !== undefined) await work();
