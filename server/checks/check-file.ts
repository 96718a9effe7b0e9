import { type CheckOptions, checkReport } from './check.ts';
import type { CheckedReport } from './finding.ts';
import { type Read, readReport } from './read/read.ts';
import { inFile } from './write/places.ts';

/** What reading and checking one file gave. `checked` has offsets of the text as read, `in_file` those of the file. */
export type CheckedFile = { read: Read; checked: CheckedReport; in_file: CheckedReport };

/**
 * Reads one file and checks it: no database, no clock, no network.
 * @throws UnreadableError
 */
export async function checkFile(
  file: string,
  bytes: Uint8Array,
  options: CheckOptions & { signal?: AbortSignal } = {},
): Promise<CheckedFile> {
  const { signal, ...checking } = options;
  const read = await readReport(file, bytes, signal ? { signal } : {});
  const checked = checkReport(read.report, checking);
  return { read, checked, in_file: inFile(checked, read) };
}
