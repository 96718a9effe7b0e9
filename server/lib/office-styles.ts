// Styles of a Word file, with what they are made from. Pure.

/** All that is said of a paragraph by its style, by those it is made from and for every one; null where that is not known. */
export type Said = (style: string) => string | null;

const DEEPEST = 20;

export function saidByStyles(styles: string): Said {
  const own = new Map<string, { xml: string; from: string | undefined }>();
  for (const [xml] of styles.matchAll(/<w:style [^>]*>[\s\S]*?<\/w:style>/g)) {
    const id = / w:styleId="([^"]*)"/.exec(xml)?.[1];
    if (id !== undefined) own.set(id, { xml, from: /<w:basedOn w:val="([^"]*)"/.exec(xml)?.[1] });
  }
  const defaults = /<w:docDefaults>[\s\S]*?<\/w:docDefaults>/.exec(styles)?.[0] ?? '';
  const known = new Map<string, string | null>();
  const said = (style: string, depth: number): string | null => {
    const one = own.get(style);
    if (!one || depth > DEEPEST) return null;
    if (one.from === undefined) return one.xml + defaults;
    const before = said(one.from, depth + 1);
    return before === null ? null : one.xml + before;
  };
  return (style) => {
    if (!known.has(style)) known.set(style, said(style, 0));
    return known.get(style) ?? null;
  };
}
