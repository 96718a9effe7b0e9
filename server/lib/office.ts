// Word to PDF through LibreOffice, where it is installed: only for files in an office's own layout; the product's own need no other program.
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** LibreOffice is not on this machine. */
export class NoOffice extends Error {}
/** LibreOffice did not make the file. */
export class OfficeFailed extends Error {}

const run = promisify(execFile);
const PROGRAMS = ['soffice', 'libreoffice'];
const MOST_MS = 60_000;

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

let last: Promise<unknown> = Promise.resolve();

/**
 * A Word file as PDF. One at a time: two runs with one profile fail.
 * @throws NoOffice, OfficeFailed
 */
export async function docxToPdf(docx: Uint8Array): Promise<Uint8Array> {
  const program = await officeProgram();
  if (program === null) throw new NoOffice('LibreOffice is not installed');
  const turn = last.then(
    () => convert(program, docx),
    () => convert(program, docx),
  );
  last = turn.catch(() => {});
  return turn;
}

async function convert(program: string, docx: Uint8Array): Promise<Uint8Array> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'motcua-office-'));
  try {
    const file = path.join(folder, 'document.docx');
    await fs.writeFile(file, docx);
    // A profile of its own, in the same folder: nothing an officer configured, and nothing that outlives the run.
    const profile = `-env:UserInstallation=file://${path.join(folder, 'profile')}`;
    const options = ['--headless', '--nologo', '--nolockcheck', '--norestore', '--convert-to', 'pdf', '--outdir', folder, file];
    await run(program, [profile, ...options], { timeout: MOST_MS, env: { PATH: process.env.PATH, HOME: folder } });
    return new Uint8Array(await fs.readFile(path.join(folder, 'document.pdf')));
  } catch (cause) {
    throw new OfficeFailed('LibreOffice made no PDF', { cause });
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
