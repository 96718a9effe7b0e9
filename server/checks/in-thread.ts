import { Worker } from 'node:worker_threads';
import type { CheckAnswer, CheckWork } from './check-worker.ts';
import { LIMITS } from './read/unreadable.ts';

/** Three halves of 4 MB for what lives shortly: a hundred pages then take 50 MB less, in the same time. */
const YOUNG_MB = 12;

/**
 * Reads and checks a report in a thread of its own.
 * @throws the signal's reason when it is stopped; Error when the thread breaks, which is a bug
 */
export function checkInThread(work: CheckWork, signal: AbortSignal): Promise<CheckAnswer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(new URL('./check-worker.ts', import.meta.url), {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.check_heap_mb, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    let is_over = false;
    const end = (settle: () => void) => {
      if (is_over) return;
      is_over = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      settle();
      void worker.terminate();
    };
    const stop = () => end(() => reject(signal.reason));
    const timer = setTimeout(() => end(() => resolve({ reason: 'too_slow' })), LIMITS.check_ms);
    signal.addEventListener('abort', stop);
    worker.on('message', (answer: CheckAnswer) => end(() => resolve(answer)));
    worker.on('error', (error: Error & { code?: string }) =>
      end(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve({ reason: 'too_heavy' }) : reject(error))),
    );
    worker.on('exit', () => end(() => reject(new Error('the checking thread ended without an answer'))));
  });
}
