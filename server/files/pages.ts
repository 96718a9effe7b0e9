// Scanned pages to one PDF.
import { unzipSync } from 'fflate';
import { DomainError } from '#lib/errors';
import { PdfFile, PdfUnreadable } from '#lib/pdf-file';
import { joinPdfs, readablePdf } from '#lib/pdf-join';
import { NotTypeset, typeset } from '#lib/typst';
import { sniff } from './sniff.ts';

/** More is not one paper. */
export const MOST_PAGES = 200;
const ENDING: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

// One page a picture, as large as the sheet that was scanned: A4, lying when the picture is wider than high.
const TEMPLATE = `
#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 0pt)
#for file in data.files {
  context {
    let size = measure(image(file))
    page(flipped: size.width > size.height, image(file, width: 100%, height: 100%, fit: "contain"))
  }
}
`;

/**
 * One PDF of scanned pages, in their order. Pictures stay as they are; of a PDF among them every page is taken (its signatures do not
 * come along: a signed file is kept by itself).
 * @throws files.pages_unreadable, files.too_many_pages
 */
export async function pdfOfPages(scanned: readonly { bytes: Uint8Array; kind: string }[], made_at: Date): Promise<Uint8Array> {
  try {
    const runs: PdfFile[] = [];
    let pictures: { bytes: Uint8Array; kind: string }[] = [];
    const flush = async () => {
      if (pictures.length > 0) runs.push(new PdfFile(Buffer.from(await drawn(pictures, made_at))));
      pictures = [];
    };
    for (const one of scanned) {
      if (one.kind !== 'application/pdf') pictures.push(one);
      else {
        await flush();
        runs.push(readablePdf(Buffer.from(one.bytes)));
      }
    }
    // Pictures alone need no joining: they become PDF/A.
    const only_pictures = runs.length === 0;
    if (only_pictures) refuseTooMany(pictures.length);
    if (only_pictures) return await drawn(pictures, made_at);
    await flush();
    refuseTooMany(runs.reduce((sum, file) => sum + file.pages().length, 0));
    return joinPdfs(runs);
  } catch (error) {
    if (error instanceof NotTypeset || error instanceof PdfUnreadable) throw new DomainError('files.pages_unreadable', 422);
    throw error;
  }
}

function refuseTooMany(pages: number): void {
  if (pages === 0 || pages > MOST_PAGES) throw new DomainError('files.too_many_pages', 422, { most: MOST_PAGES, pages });
}

function drawn(pictures: readonly { bytes: Uint8Array; kind: string }[], made_at: Date): Promise<Uint8Array> {
  const files = Object.fromEntries(pictures.map(({ bytes, kind }, index) => [`page-${index}.${ENDING[kind]}`, bytes]));
  return typeset({ template: TEMPLATE, data: { files: Object.keys(files) }, files, made_at });
}

/**
 * Pages sent together as an archive (`001.jpg`, `002.jpg`, …), in the order of their names.
 * @throws files.pages_unreadable when it is no archive or holds something else than pictures and PDF files
 */
export function unpackPages(archive: Uint8Array, limit_bytes: number): { bytes: Uint8Array; kind: string }[] {
  const refuse = () => new DomainError('files.pages_unreadable', 422);
  let total = 0;
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(archive, {
      filter: (file) => {
        total += file.originalSize;
        if (total > limit_bytes) throw new DomainError('files.too_large', 413, { limit_bytes });
        return true;
      },
    });
  } catch (error) {
    throw error instanceof DomainError ? error : refuse();
  }
  const names = Object.keys(entries).sort();
  if (names.length === 0) throw refuse();
  return names.map((name) => {
    const bytes = entries[name] as Uint8Array;
    const kind = sniff(bytes.subarray(0, 16), null);
    if (kind === null || !(kind in ENDING)) throw refuse();
    return { bytes, kind };
  });
}
