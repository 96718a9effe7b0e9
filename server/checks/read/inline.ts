import { Mapped, type Piece, straight } from './mapped.ts';
import { entity } from './xml.ts';

// What marks up a line of text: none of it is printed. Each alternative ends at the next `<`, `*` or `]`, so a line is read once.
const MARKS =
  /<sup>\s*\d{1,3}\s*<\/sup>|<\/?(?:sup|sub|b|i|u|s|em|strong|span|font|p|div|center|a)\b[^<>]*>|<br\s*\/?>|\*{2,}|\[\^[\w-]{1,20}\]|&(#\d{1,7}|#x[0-9a-fA-F]{1,6}|nbsp|amp|lt|gt|quot);/gi;
const LINK = /!?\[([^[\]]*)\]\([^()\s]*\)/g;
const ESCAPED = /\\([\\`*_{}[\]()#+\-.!|>])/g;

/**
 * One line, or part of one, as it is printed: without marks of bold, italics, links, references to footnotes.
 * @param at where it stands in the file
 * @param is_markdown Markdown has escapes and links too; a plain text only carries the marks that some converters leave
 */
export function printed(raw: string, at: number, is_markdown: boolean): Piece {
  if (!/[<*&[\\]/.test(raw)) return straight(raw, at);
  const cuts: { from: number; to: number; instead: string }[] = [];
  const cut = (from: number, to: number, instead = '') => cuts.push({ from, to, instead });
  for (const found of raw.matchAll(MARKS)) {
    const [whole, code] = found;
    const instead = code === undefined ? (/^<br/i.test(whole) ? ' ' : '') : code === 'nbsp' ? ' ' : (entity(code) ?? whole);
    cut(found.index, found.index + whole.length, instead);
  }
  for (const at_star of emphasis(raw)) cut(at_star, at_star + 1);
  if (is_markdown) {
    for (const found of raw.matchAll(LINK)) {
      const label_at = found.index + found[0].indexOf('[') + 1;
      const label_end = label_at + (found[1] as string).length;
      cut(found.index, label_at);
      cut(label_end, found.index + found[0].length);
    }
    for (const found of raw.matchAll(ESCAPED)) cut(found.index, found.index + 1);
  }
  if (cuts.length === 0) return straight(raw, at);
  cuts.sort((a, b) => a.from - b.from || a.to - b.to);
  const out = new Mapped();
  let done = 0;
  for (const { from, to, instead } of cuts) {
    if (from < done) continue;
    out.add(raw.slice(done, from), at + done);
    if (instead !== '') out.addAt(instead, at + from);
    done = to;
  }
  return out.add(raw.slice(done), at + done).done();
}

/** Places of the single stars that open and close emphasis; `(*)` and `5 * 3` are printed. */
function emphasis(raw: string): number[] {
  const stars: number[] = [];
  for (let at = raw.indexOf('*'); at >= 0; at = raw.indexOf('*', at + 1))
    if (raw[at - 1] !== '*' && raw[at + 1] !== '*' && raw[at - 1] !== '\\') stars.push(at);
  const found: number[] = [];
  for (let i = 0; i + 1 < stars.length; ) {
    const [opens, closes] = [stars[i] as number, stars[i + 1] as number];
    if (/[\s)]/.test(raw[opens + 1] as string) || /\s/.test(raw[closes - 1] as string)) i += 1;
    else {
      found.push(opens, closes);
      i += 2;
    }
  }
  return found;
}
