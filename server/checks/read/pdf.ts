import { Worker } from 'node:worker_threads';
import { layOut, type Report } from '../report.ts';
import { layOutPages } from './pdf-layout.ts';
import type { PdfPage } from './pdf-page.ts';
import type { PdfAnswer } from './pdf-worker.ts';
import { LIMITS, UnreadableError, type UnreadableReason } from './unreadable.ts';

/**
 * A PDF with text: lines joined to paragraphs, bordered tables from their lines, others from their columns, page numbers and running
 * titles left out. Read in a thread that is ended when it takes too long or too much memory.
 * @throws UnreadableError broken_pdf, locked_pdf, no_pdf_text, pdf_too_slow, too_long, stopped
 */
export async function readPdf(file: string, bytes: Uint8Array, signal?: AbortSignal): Promise<Report> {
  const pages = await pagesOf(bytes, signal);
  if (pages.every((page) => page.items.length === 0)) throw new UnreadableError('no_pdf_text');
  return layOut(file, 'pdf', layOutPages(pages));
}

function pagesOf(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<PdfPage[]> {
  return new Promise((resolve, reject) => {
    const refuse = (reason: UnreadableReason) => reject(new UnreadableError(reason));
    if (signal?.aborted) return refuse('stopped');
    const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
      workerData: new Uint8Array(bytes),
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.pdf_heap_mb },
      // pdf.js warns on the console about every fault of a file.
      stdout: true,
      stderr: true,
    });
    const stop = () => end(() => refuse('stopped'));
    const timer = setTimeout(() => end(() => refuse('pdf_too_slow')), LIMITS.pdf_ms);
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      settle();
      void worker.terminate();
    };
    signal?.addEventListener('abort', stop);
    worker.on('message', (answer: PdfAnswer) => {
      if ('pages' in answer) end(() => resolve(answer.pages));
      else if ('reason' in answer) end(() => refuse(answer.reason));
    });
    worker.on('error', (error: Error & { code?: string }) =>
      end(() => refuse(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'pdf_too_slow' : 'broken_pdf')),
    );
    worker.on('exit', () => end(() => refuse('broken_pdf')));
  });
}
