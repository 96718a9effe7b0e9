// Programs of others with which tests look at our files. Whoever imports this waits, before a line of its own, until `npm test` has installed what is missing.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findOffice } from '#lib/office';

export type Program = 'writer' | 'calc' | 'pdftoppm' | 'pdfsig' | 'zbarimg' | 'openssl';

const PROGRAMS: Record<Program, { name: string; packaged: string }> = {
  writer: { name: 'LibreOffice Writer', packaged: 'libreoffice-writer-nogui' },
  calc: { name: 'LibreOffice Calc', packaged: 'libreoffice-calc-nogui' },
  pdftoppm: { name: 'pdftoppm', packaged: 'poppler-utils' },
  pdfsig: { name: 'pdfsig', packaged: 'poppler-utils' },
  zbarimg: { name: 'zbarimg', packaged: 'zbar-tools' },
  openssl: { name: 'openssl', packaged: 'openssl' },
};
/** Letters as wide as those of the fonts that papers name. */
const FONTS = 'fonts-liberation2';

/** In the file that MOTCUA_TEST_SETUP names, from when everything is installed that can be. */
export type SetUpEnded = {
  /** Why something is missing still, or null. */
  why: string | null;
  /** What MOTCUA_LIBREOFFICE is from now on; null: nothing. */
  office: string | null;
};

const ALONE = 'a file that runs alone installs nothing, npm test does';

const packagesOf = (programs: readonly Program[]) => [...new Set(programs.map((program) => PROGRAMS[program].packaged))];

export const isOffice = (program: Program) => program === 'writer' || program === 'calc';

/** Packages that bring what is missing, in groups that are of use without the others. */
export function packagesFor(missing: ReadonlySet<Program>): string[][] {
  const of = (...programs: Program[]) => packagesOf(programs.filter((program) => missing.has(program)));
  const office = [...of('writer', 'calc'), ...(missing.has('writer') ? [FONTS] : [])];
  return [office, of('pdftoppm', 'pdfsig', 'zbarimg', 'openssl')].filter((group) => group.length > 0);
}

/** Which of them are not on a machine with these settings. */
export async function missingOn(env: NodeJS.ProcessEnv): Promise<Set<Program>> {
  const folders = (env.PATH ?? '').split(path.delimiter);
  const office = await findOffice(env);
  const is_there = (program: Program) =>
    isOffice(program)
      ? office !== null && hasPart(office, program)
      : folders.some((folder) => fs.existsSync(path.join(folder, program)));
  return new Set((Object.keys(PROGRAMS) as Program[]).filter((program) => !is_there(program)));
}

// A part is registered as the last step of its package. The program that all parts share is there earlier, and where only another part is wanted.
function hasPart(office: string, part: string): boolean {
  const registry = path.join(path.dirname(fs.realpathSync(office)), '../share/registry');
  return !fs.existsSync(registry) || fs.existsSync(path.join(registry, `${part}.xcd`));
}

/** The sentence of a skipped test. */
export function missingSentence(programs: readonly Program[], why: string): string {
  const names = programs.map((program) => PROGRAMS[program].name).join(' and ');
  return `${names} ${programs.length > 1 ? 'are' : 'is'} not here (apt-get install ${packagesOf(programs).join(' ')}): ${why}`;
}

/** @returns why a test with these programs is skipped, or false: all are here */
export function without(...programs: Program[]): string | false {
  const lacking = programs.filter((program) => missing.has(program));
  return lacking.length > 0 && missingSentence(lacking, ended.why ?? ALONE);
}

async function setUpEnded(file: string | undefined): Promise<SetUpEnded> {
  if (!file) return { why: ALONE, office: process.env.MOTCUA_LIBREOFFICE ?? null };
  while (!fs.existsSync(file)) await wait(100);
  return JSON.parse(fs.readFileSync(file, 'utf8')) as SetUpEnded;
}

const ended = await setUpEnded(process.env.MOTCUA_TEST_SETUP);
if (ended.office === null) delete process.env.MOTCUA_LIBREOFFICE;
else process.env.MOTCUA_LIBREOFFICE = ended.office;
const missing = await missingOn(process.env);
