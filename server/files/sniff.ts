/** What may be kept: endings of the name → what the bytes must be. */
export const ALLOWED: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** How many bytes of each end of a file {@link sniff} needs: the longest comment of a zip archive and its last record. */
export const ENDS_BYTES = 65_557;

const ascii = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');

/**
 * The kind of a file by its own bytes, whatever it is called; null when it is none that may be kept.
 * @param head its first bytes
 * @param names names inside it, when it is a zip archive (see {@link directoryOf})
 */
export function sniff(head: Uint8Array, names: readonly string[] | null): string | null {
  if (ascii(head, 0, 5) === '%PDF-') return ALLOWED.pdf as string;
  if (ascii(head, 0, 8) === '\x89PNG\r\n\x1a\n') return ALLOWED.png as string;
  if (ascii(head, 0, 3) === '\xff\xd8\xff') return ALLOWED.jpg as string;
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return ALLOWED.webp as string;
  if (['II*\0', 'MM\0*'].includes(ascii(head, 0, 4))) return ALLOWED.tif as string;
  if (ascii(head, 0, 4) !== 'PK\x03\x04' || names === null || !names.includes('[Content_Types].xml')) return null;
  // Documents that carry programs are not papers of a dossier.
  if (names.some((name) => /vbaProject\.bin$|(^|\/)(activeX|embeddings)\//i.test(name))) return null;
  if (names.includes('word/document.xml')) return ALLOWED.docx as string;
  if (names.includes('xl/workbook.xml')) return ALLOWED.xlsx as string;
  return null;
}

/** Where the directory of a zip archive lies, read from the archive's last bytes; null when there is none. */
export function directoryOf(tail: Uint8Array): { offset: number; size: number } | null {
  const view = Buffer.from(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = view.length - 22; at >= 0; at -= 1) {
    if (view.readUInt32LE(at) === 0x06054b50) return { size: view.readUInt32LE(at + 12), offset: view.readUInt32LE(at + 16) };
  }
  return null;
}

/** Names of the files inside a zip archive, from its directory; null when the directory is broken. */
export function namesIn(directory: Uint8Array): string[] | null {
  const view = Buffer.from(directory.buffer, directory.byteOffset, directory.byteLength);
  const names: string[] = [];
  for (let at = 0; at < view.length; ) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== 0x02014b50) return null;
    const length = view.readUInt16LE(at + 28);
    if (at + 46 + length > view.length) return null;
    names.push(view.toString('utf8', at + 46, at + 46 + length));
    at += 46 + length + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return names;
}
