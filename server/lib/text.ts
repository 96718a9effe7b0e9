/** Lower case without diacritics, for searching: `Đăng ký` → `dang ky`. Same as `org.plain(text)` in SQL. */
export function plain(text: string): string {
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
