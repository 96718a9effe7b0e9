// What LibreOffice makes of our files, for tests that look at it; they skip where `officeProgram` finds none.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { officeProgram } from '#lib/office';

const run = promisify(execFile);

/**
 * The files as LibreOffice writes them in a format (`pdf`, `docx`, `odt:writer8`), below the folder, which keeps its profile too.
 * @returns where each stands, in the order of the files
 */
export async function throughOffice(
  folder: string,
  format: string,
  files: readonly string[],
  options: readonly string[] = [],
): Promise<string[]> {
  const program = await officeProgram();
  if (program === null) throw new Error('LibreOffice is not installed');
  const out = path.join(folder, 'out');
  const profile = `-env:UserInstallation=file://${path.join(folder, 'profile')}`;
  await run(program, [profile, '--headless', '--convert-to', format, ...options, '--outdir', out, ...files]);
  const ending = format.split(':')[0];
  return files.map((file) => path.join(out, `${path.parse(file).name}.${ending}`));
}
