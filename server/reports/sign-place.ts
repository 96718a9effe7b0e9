// Where on an issued PDF the marks of its signatures stand: over the signer's name. Source: Nghị định 30/2020/NĐ-CP, phụ lục I, mục II.7-8:
// the person's between the title and the name, the office's to its left.
import type { Placement } from '#signatures';

type Item = { str: string; x: number; y: number; width: number; height: number };
const plainOf = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('vi');

/** The name as it stands in the block of the signature: the last place of the file that says it. */
async function nameIn(pdf: Uint8Array, name: string): Promise<{ page: number; left: number; right: number; top: number } | null> {
  const { getDocumentProxy } = await import('unpdf');
  // The reader takes the bytes over: it gets a copy.
  const document = await getDocumentProxy(new Uint8Array(pdf));
  try {
    for (let number = document.numPages; number >= 1; number -= 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      const pieces = items.flatMap((one): Item[] =>
        'str' in one && one.str.trim() !== ''
          ? [{ str: one.str, x: one.transform[4], y: one.transform[5], width: one.width, height: one.height || 13 }]
          : [],
      );
      const found = lastRun(pieces, plainOf(name));
      if (found) return { page: number - 1, ...found };
    }
    return null;
  } finally {
    await document.loadingTask.destroy();
  }
}

/** The last pieces beside each other in one line that together are the name. */
function lastRun(pieces: readonly Item[], name: string): { left: number; right: number; top: number } | null {
  for (let first = pieces.length - 1; first >= 0; first -= 1) {
    const start = pieces[first] as Item;
    let said = '';
    for (let last = first; last < pieces.length && last < first + 40; last += 1) {
      const piece = pieces[last] as Item;
      if (Math.abs(piece.y - start.y) > 3) break;
      said += (said !== '' && gapBefore(pieces, last) > 1.5 ? ' ' : '') + piece.str;
      const whole = plainOf(said);
      if (whole === name) return { left: start.x, right: piece.x + piece.width, top: start.y + start.height };
      if (!name.startsWith(whole)) break;
    }
  }
  return null;
}

function gapBefore(pieces: readonly Item[], at: number): number {
  const [before, piece] = [pieces[at - 1], pieces[at]];
  return before && piece ? piece.x - (before.x + before.width) : 0;
}

const PERSON = { width: 146, height: 50 };
const OFFICE = { width: 72, height: 50 };
/** Between the name and the mark over it. */
const GAP = 8;

/** @param has_picture the office's seal is a picture: it covers a third of the person's mark, as on paper */
export async function placeOf(
  pdf: Uint8Array,
  signer: string,
  role: 'person' | 'office',
  has_picture: boolean,
): Promise<Placement> {
  const name = await nameIn(pdf, signer);
  if (!name) return { page: 'last', corner: role === 'person' ? 'bottom_right' : 'bottom_left' };
  const middle = (name.left + name.right) / 2;
  const left = Math.max(10, middle - (PERSON.width + OFFICE.width + 2) / 2);
  const y = name.top + GAP;
  if (role === 'person') return { box: { page: name.page, x: left + OFFICE.width + 2, y, ...PERSON } };
  return { box: { page: name.page, x: has_picture ? left + 2 + PERSON.width / 3 : left, y, ...OFFICE } };
}
