import { at, type Item, type PdfPage, rulesOf, times } from './pdf-page.ts';
import { LIMITS, type UnreadableReason } from './unreadable.ts';

type Matrix = [number, number, number, number, number, number];
type TextItem = { str: string; width: number; transform: Matrix };

/** Text and lines of every page, or why there are none. Never throws. @param onProgress share of the pages that are read */
export async function extractPages(
  bytes: Uint8Array,
  onProgress: (share: number) => void,
): Promise<PdfPage[] | UnreadableReason> {
  try {
    return await pagesOf(bytes, onProgress);
  } catch (error) {
    return reasonOf(error);
  }
}

async function pagesOf(bytes: Uint8Array, onProgress: (share: number) => void): Promise<PdfPage[] | UnreadableReason> {
  const { getDocumentProxy, getResolvedPDFJS } = await import('unpdf');
  const { OPS } = await getResolvedPDFJS();
  const document = await getDocumentProxy(bytes, { stopAtErrors: false, verbosity: 0 });
  if (document.numPages > LIMITS.pdf_pages) return 'too_long';
  const pages: PdfPage[] = [];
  let length = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: 1 });
    const matrix = viewport.transform as unknown as Matrix;
    const { items } = await page.getTextContent();
    const list = await page.getOperatorList();
    const read = (items as unknown as TextItem[]).flatMap((item) => itemOf(item, matrix));
    length += read.reduce((sum, item) => sum + item.text.length, 0);
    if (length > LIMITS.text_chars) return 'too_long';
    pages.push({
      number,
      width: viewport.width,
      height: viewport.height,
      items: read,
      rules: rulesOf(list as never, OPS as never, matrix),
    });
    page.cleanup();
    onProgress(number / document.numPages);
  }
  return pages;
}

function itemOf(item: TextItem, viewport: Matrix): Item[] {
  if (typeof item.str !== 'string' || item.str === '') return [];
  const matrix = times(viewport, item.transform);
  const [x, y] = at(viewport, item.transform[4], item.transform[5]);
  // Upright print only: stamps and watermarks across the page are no text of the report.
  if (Math.abs(matrix[1]) > Math.abs(matrix[0]) * 0.1 || matrix[0] < 0) return [];
  const size = Math.hypot(matrix[2], matrix[3]);
  const place = { x, x2: x + item.width, y, size };
  return [place.x, place.x2, y, size].every(Number.isFinite) ? [{ text: item.str, ...place }] : [];
}

function reasonOf(error: unknown): UnreadableReason {
  const { name } = error as { name?: string };
  return name === 'PasswordException' ? 'locked_pdf' : 'broken_pdf';
}
