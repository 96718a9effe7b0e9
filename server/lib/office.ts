// Word to PDF through LibreOffice, where it is installed: only for files in an office's own layout; the product's own need no other program.
import fs from 'node:fs/promises';
import path from 'node:path';
import { withoutIdleBookmarks } from './office-copy.ts';
import { Office } from './office-process.ts';

/** LibreOffice is not on this machine. */
export class NoOffice extends Error {}
/** LibreOffice did not make the file. */
export class OfficeFailed extends Error {}

const PROGRAMS = ['soffice', 'libreoffice'];
/** Kept so long after the last file: its memory (200 MB) is not for ever, its start (1 to 2 s of processor) not for every file. */
const IDLE_MS = 10 * 60_000;
/** Then a new one: it keeps some memory of every file, and seems to take longer for each (some 2 % of a large one). */
const MOST_FILES = 20;

let found: Promise<string | null> | null = null;

/** The program on this machine, or null. Looked for once. */
export function officeProgram(): Promise<string | null> {
  found ??= (async () => {
    for (const name of PROGRAMS) {
      for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
        const file = path.join(folder, name);
        if (
          await fs.access(file, fs.constants.X_OK).then(
            () => true,
            () => false,
          )
        )
          return file;
      }
    }
    return null;
  })();
  return found;
}

let kept: Office | null = null;
let idle: NodeJS.Timeout | undefined;
let last: Promise<unknown> = Promise.resolve();

/** One after the other: LibreOffice reads one file at a time, and starts and stops are not between two steps of a file. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work, work);
  last = turn.catch(() => {});
  return turn;
}

/**
 * A Word file as PDF, by a LibreOffice that is kept for the files after it. One at a time.
 * @throws NoOffice, OfficeFailed
 */
export async function docxToPdf(docx: Uint8Array): Promise<Uint8Array> {
  const program = await officeProgram();
  if (program === null) throw new NoOffice('LibreOffice is not installed');
  return inTurn(async () => {
    clearTimeout(idle);
    try {
      return await convert(program, withoutIdleBookmarks(docx));
    } catch (cause) {
      throw new OfficeFailed('LibreOffice made no PDF', { cause });
    } finally {
      if (kept && (kept.is_gone || kept.files >= MOST_FILES)) await drop();
      idle = setTimeout(() => inTurn(drop), IDLE_MS).unref();
    }
  });
}

/** Ends the kept LibreOffice, after the file it is at. Nothing of it stays; the next file starts another. */
export async function stopOffice(): Promise<void> {
  clearTimeout(idle);
  await inTurn(drop);
}

/** The process of the kept LibreOffice, or null. */
export const officePid = (): number | null => (kept && !kept.is_gone ? kept.pid : null);

async function drop(): Promise<void> {
  const office = kept;
  kept = null;
  await office?.stop();
}

async function convert(program: string, docx: Uint8Array): Promise<Uint8Array> {
  const is_first = kept === null || kept.is_gone;
  if (kept?.is_gone) await drop();
  kept ??= await Office.start(program);
  try {
    return await kept.pdfOf(docx);
  } catch (cause) {
    // Who failed at a file is not trusted with the next. One that served others before and ended at this one may have ended for any reason: the
    // file has a try with another.
    const was_ended = !is_first && (await kept.hasEnded());
    await drop();
    if (!was_ended) throw cause;
  }
  kept = await Office.start(program);
  return kept.pdfOf(docx);
}
