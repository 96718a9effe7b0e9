/** Lower case without diacritics, for searching: `Đăng ký` → `dang ky`. Same as `lib.plain(text)` in SQL. */
export function plain(text: string): string {
  let folded = '';
  let is_apart = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    let one = FOLDED[code];
    if (one === undefined) {
      if (!isLatin(code)) return anyPlain(text);
      one = anyPlain(text.charAt(at));
      FOLDED[code] = one;
    }
    if (one !== '') {
      folded += is_apart ? ` ${one}` : one;
      is_apart = false;
    } else if (SPACE.test(text.charAt(at))) is_apart = folded !== '';
  }
  return folded;
}

// Letters that fold one by one, whatever stands beside them: of each what it folds to, once it was met. Every word received is folded.
const FOLDED: (string | undefined)[] = new Array(0x1f00).fill(undefined);
const SPACE = /\s/;

/** Latin with what Vietnamese adds, and diacritics that stand apart. */
function isLatin(code: number): boolean {
  return code < 0x250 || (code >= 0x300 && code < 0x370) || (code >= 0x1e00 && code < 0x1f00);
}

function anyPlain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

const VI_ORDER = new Intl.Collator('vi');

/** Order of Vietnamese words, as a dictionary has it. */
export function viOrder(a: string, b: string): number {
  return VI_ORDER.compare(a, b);
}

/** Lower case inside a sentence; an abbreviation keeps its capitals. */
export const lowerFirst = (text: string): string =>
  /^\p{Lu}\p{Ll}/u.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
