import path from 'node:path';
import type { Report } from '../report.ts';
import { decodeText } from './decode.ts';
import type { DocxOrigins } from './docx.ts';
import { LIMITS, UnreadableError } from './unreadable.ts';
import type { XlsxOrigins } from './xlsx.ts';

/** A report and where its characters stand in the file, for the formats that can say so. */
export type Read = {
  report: Report;
  docx?: DocxOrigins;
  xlsx?: XlsxOrigins;
  /** Of a text file: offsets at which its lines begin, in the decoded file. */
  line_starts?: number[];
};

export type Kind = 'docx' | 'pdf' | 'xlsx' | 'md' | 'txt';

/**
 * What a file is: by its bytes where they tell, else by its ending.
 * @throws UnreadableError empty, too_large, old_word, unknown_kind
 */
export function kindOf(file: string, bytes: Uint8Array): Kind {
  if (bytes.length === 0) throw new UnreadableError('empty');
  if (bytes.length > LIMITS.file_bytes) throw new UnreadableError('too_large');
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(1024, bytes.length)).toString('latin1');
  const ending = path.extname(file).toLowerCase();
  if (head.startsWith('\xd0\xcf\x11\xe0')) throw new UnreadableError('old_word');
  if (head.startsWith('PK'))
    return ending === '.xlsx' || ending === '.xlsm' ? 'xlsx' : ending === '.docx' || ending === '.docm' ? 'docx' : zipKind(bytes);
  if (head.includes('%PDF-')) return 'pdf';
  if (ending === '.docx' || ending === '.xlsx') throw new UnreadableError('broken_archive');
  if (ending === '.pdf') throw new UnreadableError('broken_pdf');
  if (ending === '.md' || ending === '.markdown') return 'md';
  if (ending === '.txt' || ending === '.text' || ending === '') return 'txt';
  throw new UnreadableError('unknown_kind');
}

// Names stand readable in the directory at the end.
function zipKind(bytes: Uint8Array): Kind {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset + Math.max(0, bytes.length - 65_536), Math.min(65_536, bytes.length));
  if (tail.includes('xl/workbook.xml')) return 'xlsx';
  if (tail.includes('word/document.xml')) return 'docx';
  throw new UnreadableError('unknown_kind');
}

/**
 * Reads a report from the bytes of its file. Readers are loaded only when a file of their kind comes.
 * @param file its name, for its ending and for what is shown
 * @throws UnreadableError with a Vietnamese sentence; nothing else
 */
export async function readReport(file: string, bytes: Uint8Array, options: { signal?: AbortSignal } = {}): Promise<Read> {
  try {
    const read = await readKind(kindOf(file, bytes), file, bytes, options.signal);
    if (read.report.text.trim() === '') throw new UnreadableError(read.report.format === 'pdf' ? 'no_pdf_text' : 'empty');
    return read;
  } catch (error) {
    if (error instanceof UnreadableError) throw error;
    const ending = path.extname(file).toLowerCase();
    const reason = ending === '.docx' || ending === '.xlsx' ? 'broken_xml' : ending === '.pdf' ? 'broken_pdf' : 'not_text';
    throw new UnreadableError(reason, { cause: error, is_unforeseen: true });
  }
}

async function readKind(kind: Kind, file: string, bytes: Uint8Array, signal: AbortSignal | undefined): Promise<Read> {
  switch (kind) {
    case 'txt':
    case 'md': {
      const { lineStarts, readTextString } = await import('./text.ts');
      const text = decodeText(bytes);
      return { report: readTextString(file, text, kind), line_starts: lineStarts(text) };
    }
    case 'docx': {
      const { report, origins } = (await import('./docx.ts')).readDocx(file, bytes);
      return { report, docx: origins };
    }
    case 'xlsx': {
      const { report, origins } = (await import('./xlsx.ts')).readXlsx(file, bytes);
      return { report, xlsx: origins };
    }
    case 'pdf':
      return { report: await (await import('./pdf.ts')).readPdf(file, bytes, signal) };
  }
}
