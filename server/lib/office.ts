// Word to PDF through LibreOffice, where it is installed: only for files in an office's own layout; the product's own need no other program.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { log } from './log.ts';
import { lightCopy, markedCopy } from './office-copy.ts';
import { Office } from './office-process.ts';
import { firstFile } from './office-warm.ts';
import { linkedPdf } from './pdf-links.ts';

/** LibreOffice is not on this machine. */
export class NoOffice extends Error {}
/** LibreOffice did not make the file. */
export class OfficeFailed extends Error {}

const PROGRAMS = ['soffice', 'libreoffice'];
/** Where none is held ready, one is kept so long after the last file: its memory is not for ever, its start (1 to 2 s of processor) not for every file. */
const IDLE_MS = 10 * 60_000;
/** Then a new one: it keeps some memory of every file, and takes longer for each (some 2 % of a large one). */
const MOST_FILES = 20;
/** The same: 180 MB when it is ready, 320 MB after a few reports of eighty pages. */
const MOST_BYTES = 600 * 2 ** 20;
/** A machine with less has none held ready. */
const LEAST_MACHINE_BYTES = 3 * 2 ** 30;
/** Before another is started in the place of one that ended: first, and at most. Twice as long for each that ended soon. */
const [SOON_MS, LATE_MS] = [1000, 10 * 60_000];

let found: Promise<string | null> | null = null;

/**
 * The program on a machine with these settings, or null.
 * @param env `MOTCUA_LIBREOFFICE` says where it is when not on the `PATH`; `none`: it is not used
 */
export async function findOffice(env: NodeJS.ProcessEnv): Promise<string | null> {
  const named = env.MOTCUA_LIBREOFFICE;
  if (named === 'none') return null;
  const folders = (env.PATH ?? '').split(path.delimiter);
  const places = named ? [named] : PROGRAMS.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  for (const file of places) {
    const may_run = await fs.access(file, fs.constants.X_OK).then(
      () => true,
      () => false,
    );
    if (may_run) return file;
  }
  return null;
}

/** The program on this machine, or null. Looked for once. */
export function officeProgram(): Promise<string | null> {
  found ??= findOffice(process.env);
  return found;
}

let kept: Office | null = null;
let idle: NodeJS.Timeout | undefined;
let last: Promise<unknown> = Promise.resolve();
/** While one is held ready: aborted when it no longer shall be. */
let holding: AbortController | null = null;
/** The next one, with Writer and fonts in memory; `changing` until it has its place. */
let coming: Promise<Office> | null = null;
let changing: Promise<void> | null = null;
let pause_ms = SOON_MS;

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
      return await printed(program, docx);
    } catch (cause) {
      throw new OfficeFailed('LibreOffice made no PDF', { cause });
    } finally {
      if (holding) void seeToIt();
      else {
        if (kept && (kept.is_gone || kept.files >= MOST_FILES)) await drop();
        idle = setTimeout(() => inTurn(drop), IDLE_MS).unref();
      }
    }
  });
}

/**
 * From now on until `stopOffice` one is held ready, so that nobody waits for its start; another takes its place, behind what is done, when it ended or has
 * done its share. Nothing where LibreOffice is not installed or memory is little.
 */
export function holdOffice(): void {
  if (holding || os.totalmem() < LEAST_MACHINE_BYTES) return;
  holding = new AbortController();
  clearTimeout(idle);
  void seeToIt();
}

/** Starts another if none is ready, or the one that is has done its share. */
async function seeToIt(): Promise<void> {
  const program = await officeProgram();
  if (program === null) return;
  const one = kept;
  const is_ready = one !== null && !one.is_gone && one.files < MOST_FILES && (await one.memory()) < MOST_BYTES;
  if (is_ready || !holding || changing) return;
  const { signal } = holding;
  changing = change(program, signal).finally(() => {
    changing = null;
  });
}

async function change(program: string, unwanted: AbortSignal): Promise<void> {
  coming = ready(program, unwanted);
  const next = await coming.catch(() => null);
  await inTurn(async () => {
    coming = null;
    const is_wanted = next !== null && !next.is_gone && !unwanted.aborted;
    if (!is_wanted) return next?.stop();
    if (kept === next) return;
    const before = kept;
    kept = next;
    await before?.stop();
  });
  if ((next === null || next.is_gone) && !unwanted.aborted) startLater();
}

/** One that ends in its place while one shall be ready is followed by another, whatever it ended by. */
async function started(program: string, unwanted?: AbortSignal): Promise<Office> {
  const began = Date.now();
  const office = await Office.start(program, unwanted);
  void office.ended.then(() => {
    if (kept !== office) return;
    if (Date.now() - began > LATE_MS) pause_ms = SOON_MS;
    startLater();
  });
  return office;
}

/** Again and again in vain: less and less often. */
function startLater(): void {
  if (!holding) return;
  setTimeout(() => void seeToIt(), pause_ms).unref();
  pause_ms = Math.min(pause_ms * 2, LATE_MS);
}

async function ready(program: string, unwanted: AbortSignal): Promise<Office> {
  const office = await started(program, unwanted);
  // Whatever comes of it: the first file of an officer tells.
  if (!office.is_gone) await office.pdfOf(firstFile()).catch(() => {});
  return office;
}

/** Ends the LibreOffice that is kept or held ready, after the file it is at. Nothing of it stays; the next file starts another. */
export async function stopOffice(): Promise<void> {
  holding?.abort();
  holding = null;
  clearTimeout(idle);
  await changing;
  await inTurn(drop);
}

/** The process of the kept LibreOffice, or null. */
export const officePid = (): number | null => (kept && !kept.is_gone ? kept.pid : null);

async function drop(): Promise<void> {
  const office = kept;
  kept = null;
  await office?.stop();
}

/** Of marks in a PDF: whether this LibreOffice writes them as expected, and how often it did not so far. */
let is_understood = false;
let refused = 0;
const MOST_REFUSED = 3;

/** With many links the product puts them into the PDF; where one of them has no certain place, LibreOffice makes them all. */
async function printed(program: string, docx: Uint8Array): Promise<Uint8Array> {
  const marked = is_understood || refused < MOST_REFUSED ? markedCopy(docx) : null;
  const pdf = marked && (await linkedPdf(await convert(program, marked.bytes), marked.figures));
  if (pdf) {
    is_understood = true;
    return pdf;
  }
  if (marked) {
    refused += 1;
    log('info', 'links of a PDF are left to LibreOffice', { figures: marked.figures.length });
  }
  return convert(program, lightCopy(docx));
}

async function convert(program: string, docx: Uint8Array): Promise<Uint8Array> {
  const is_first = kept === null || kept.is_gone;
  if (kept?.is_gone) await drop();
  kept ??= (await coming?.catch(() => null)) ?? (await started(program));
  try {
    return await kept.pdfOf(docx);
  } catch (cause) {
    // Who failed at a file is not trusted with the next. One that served others before and ended at this one may have ended for any reason: the
    // file has a try with another.
    const was_ended = !is_first && (await kept.hasEnded());
    await drop();
    if (!was_ended) throw cause;
  }
  kept = await started(program);
  return kept.pdfOf(docx);
}
