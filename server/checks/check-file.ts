import { type CheckOptions, checkReport } from './check.ts';
import type { CheckedReport } from './finding.ts';
import { type Read, readReport } from './read/read.ts';
import type { Report } from './report.ts';
import type { SystemFacts } from './system.ts';
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
  options: CheckOptions & { signal?: AbortSignal; systemOf?: (read: Report) => SystemFacts } = {},
): Promise<CheckedFile> {
  const { signal, systemOf, ...checking } = options;
  const read = await readReport(file, bytes, signal ? { signal } : {});
  const checked = checkReport(read.report, systemOf ? { ...checking, system: systemOf(read.report) } : checking);
  return { read, checked, in_file: inFile(checked, read) };
}
