import { parentPort, workerData } from 'node:worker_threads';
import { at, type Item, type PdfPage, rulesOf, times } from './pdf-page.ts';
import { LIMITS, type UnreadableReason } from './unreadable.ts';

// PDF is read in a thread of its own: a hostile file can keep it busy for ever, and the thread can be ended.

type Matrix = [number, number, number, number, number, number];
type TextItem = { str: string; width: number; transform: Matrix };

export type PdfAnswer = { pages: PdfPage[] } | { reason: UnreadableReason } | { progress: number };

async function pagesOf(bytes: Uint8Array): Promise<PdfPage[] | UnreadableReason> {
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
    parentPort?.postMessage({ progress: number / document.numPages } satisfies PdfAnswer);
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

try {
  const found = await pagesOf(workerData as Uint8Array);
  parentPort?.postMessage((typeof found === 'string' ? { reason: found } : { pages: found }) satisfies PdfAnswer);
} catch (error) {
  parentPort?.postMessage({ reason: reasonOf(error) } satisfies PdfAnswer);
}
