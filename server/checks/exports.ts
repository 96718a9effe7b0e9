import path from 'node:path';
import { DomainError } from '#lib/errors';
import type { FileReply } from '#lib/route';
import type { CheckedReport } from './finding.ts';
import type { Read } from './read/read.ts';
import { readReport } from './read/read.ts';
import { asJson } from './write/json.ts';
import { inFile } from './write/places.ts';

export const EXPORTS = ['docx', 'html', 'sarif', 'json'] as const;
export type ExportFormat = (typeof EXPORTS)[number];

const TYPES: Record<ExportFormat, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
  sarif: 'application/sarif+json',
  json: 'application/json',
};

/**
 * A draft's findings as a file: those that were kept, put beside the text as the file itself has it.
 * @throws checks.only_word for comments in another kind of file
 */
export async function exported(
  draft: { file_name: string; bytes: Uint8Array },
  kept: CheckedReport,
  format: ExportFormat,
  now: Date,
): Promise<FileReply> {
  const read = await readReport(draft.file_name, draft.bytes);
  const stem = path.basename(draft.file_name, path.extname(draft.file_name));
  const file_name = format === 'docx' ? `${stem}.nhan-xet.docx` : `${stem}.kiem-tra.${format}`;
  return { file_name, content_type: TYPES[format], bytes: await written(read, kept, format, now) };
}

async function written(read: Read, kept: CheckedReport, format: ExportFormat, now: Date): Promise<Uint8Array> {
  switch (format) {
    case 'docx': {
      if (!read.docx) throw new DomainError('checks.only_word', 422, { format: read.report.format });
      const { withComments } = await import('./write/docx-comments.ts');
      return withComments(read.docx, kept, now);
    }
    case 'html':
      return Buffer.from((await import('./write/html.ts')).asHtml([{ report: read.report, checked: kept }]));
    case 'sarif': {
      const { asSarif } = await import('./write/sarif.ts');
      return Buffer.from(asSarif([{ file: kept.file, checked: inFile(kept, read), format: read.report.format }]));
    }
    case 'json':
      return Buffer.from(asJson([{ file: kept.file, checked: inFile(kept, read) }]));
  }
}
