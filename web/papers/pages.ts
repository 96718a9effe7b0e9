// Scanned pages in the browser: turned and made small enough here, so that the line carries what is needed and no more.

export type ScanPage = {
  key: number;
  file: File;
  kind: 'picture' | 'pdf';
  /** Clockwise. */
  turn: 0 | 90 | 180 | 270;
  /** For showing; null for a PDF. */
  url: string | null;
};

/** Long side of an A4 sheet at 220 dots per inch: the least for copies is 200 (Nghị định 30/2020/NĐ-CP). */
const LONG_SIDE = 2574;
const QUALITY = 0.85;
const PICTURES = ['image/jpeg', 'image/png', 'image/webp'];

let next = 1;

function kindOf({ type }: File): ScanPage['kind'] | null {
  if (PICTURES.includes(type)) return 'picture';
  return type === 'application/pdf' ? 'pdf' : null;
}

/** Files as pages, in their order. Kinds that cannot be a page beside others (TIFF, Word, Excel) are left to be sent alone. */
export function pagesOf(files: readonly File[]): { pages: ScanPage[]; others: File[] } {
  const pages: ScanPage[] = [];
  const others: File[] = [];
  for (const file of files) {
    const kind = kindOf(file);
    if (!kind) others.push(file);
    else pages.push({ key: next++, file, kind, turn: 0, url: kind === 'picture' ? URL.createObjectURL(file) : null });
  }
  return { pages, others };
}

/** Files that one paper is made of, to be looked at and put in order before they are sent; a PDF, a Word file or the like is sent as it is. */
export function arePages(files: readonly File[]): boolean {
  const kinds = files.map(kindOf);
  return kinds.every((kind) => kind !== null) && (kinds.length > 1 || kinds[0] === 'picture');
}

/** Lets go of what was kept for showing. */
export function forget(pages: readonly ScanPage[]): void {
  for (const { url } of pages) if (url) URL.revokeObjectURL(url);
}

/** The page one place up or down. */
export function moved(pages: readonly ScanPage[], at: number, by: -1 | 1): ScanPage[] {
  const to = at + by;
  const [one, other] = [pages[at], pages[to]];
  if (!one || !other) return [...pages];
  return pages.map((page, index) => (index === at ? other : index === to ? one : page));
}

export function turned(pages: readonly ScanPage[], at: number): ScanPage[] {
  return pages.map((page, index) => (index === at ? { ...page, turn: ((page.turn + 90) % 360) as ScanPage['turn'] } : page));
}

/** Size of a picture within the long side, turned. */
export function sizeOf(width: number, height: number, turn: ScanPage['turn']): { width: number; height: number; scale: number } {
  const scale = Math.min(1, LONG_SIDE / Math.max(width, height));
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  return turn % 180 === 0 ? { width: w, height: h, scale } : { width: h, height: w, scale };
}

async function jpegOf(page: ScanPage): Promise<Uint8Array> {
  // The camera's own note of how it was held is followed.
  const picture = await createImageBitmap(page.file, { imageOrientation: 'from-image' });
  const { width, height, scale } = sizeOf(picture.width, picture.height, page.turn);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.translate(width / 2, height / 2);
  pen.rotate((page.turn * Math.PI) / 180);
  pen.scale(scale, scale);
  pen.drawImage(picture, -picture.width / 2, -picture.height / 2);
  picture.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (!blob) throw new Error('no picture');
  return new Uint8Array(await blob.arrayBuffer());
}

/** What is sent: a PDF by itself stays as it is (its signatures hold), anything else is packed page by page. */
export async function toSend(pages: readonly ScanPage[]): Promise<{ file: File; as: 'file' | 'pages' }> {
  const [only] = pages;
  if (only && pages.length === 1 && only.kind === 'pdf') return { file: only.file, as: 'file' };
  const { zipSync } = await import('fflate');
  const parts: Record<string, Uint8Array> = {};
  for (const [index, page] of pages.entries()) {
    const name = String(index + 1).padStart(3, '0');
    if (page.kind === 'pdf') parts[`${name}.pdf`] = new Uint8Array(await page.file.arrayBuffer());
    else parts[`${name}.jpg`] = await jpegOf(page);
  }
  const archive = zipSync(parts, { level: 0 });
  return { file: new File([archive.buffer as ArrayBuffer], 'trang-quet.zip', { type: 'application/zip' }), as: 'pages' };
}
