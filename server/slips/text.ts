// Texts of a layout: `{tag}` stands for what a slip says, `**bold**` and `__italic__` for how it looks. Pure.

/** What a slip says, by tag; a list is what one of its rows says, by tag. */
export type Row = Readonly<Record<string, string>>;
export type Fields = Readonly<Record<string, string | readonly Row[]>>;

export type Span = { text: string; bold: boolean; italic: boolean };

const MARK = /(\*\*|__)/;
const TAG = /\{([a-z_]+)\}/g;

/** The spans of a layout's text, tags still in it: marks are read before tags are filled, so that nothing a person typed is a mark. */
export function spansOf(text: string): Span[] {
  let [bold, italic] = [false, false];
  const spans: Span[] = [];
  for (const part of text.split(MARK)) {
    if (part === '**') bold = !bold;
    else if (part === '__') italic = !italic;
    else if (part !== '') spans.push({ text: part, bold, italic });
  }
  return spans;
}

/** Tags of a text, in order. */
export function tagsOf(text: string): string[] {
  return [...text.matchAll(TAG)].map((match) => match[1] as string);
}

/** The text with its tags filled: from the row of a list first, then from the slip; a tag without a value is blank. */
export function filled(text: string, fields: Fields, row: Row = {}): string {
  return text.replace(TAG, (_whole, tag: string) => row[tag] ?? one(fields, tag));
}

/** A text of the slip; a list has none. */
export function one(fields: Fields, tag: string): string {
  const value = fields[tag];
  return typeof value === 'string' ? value : '';
}

/** The rows of a list; none when there is no such list. */
export function rows(fields: Fields, tag: string): readonly Row[] {
  const value = fields[tag];
  return Array.isArray(value) ? value : [];
}
