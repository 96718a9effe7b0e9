/** Cells as Excel puts them on the clipboard: rows by lines, columns by tabs. The last line break is not a row. */
export function cellsOf(text: string): string[][] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t').map((cell) => cell.trim()));
}

/**
 * A number as people here write it, as plain decimal text: `1.234,5` → `1234.5`, `98,49` → `98.49`, `12 %` → `12`. Points between groups of three
 * are thousands, otherwise a single point is a decimal point. Null: not a number; '' stays blank.
 */
export function plainNumber(text: string): string | null {
  const bare = text.replace(/[\s\u00a0%]/g, '');
  if (bare === '') return '';
  const found = /^(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:[,](\d+))?$/.exec(bare) ?? /^(-?)(\d+)(?:\.(\d+))$/.exec(bare);
  if (!found) return null;
  const [, sign = '', whole = '', fraction] = found;
  return `${sign}${whole.replaceAll('.', '').replace(/^0+(?=\d)/, '')}${fraction ? `.${fraction}` : ''}`;
}
