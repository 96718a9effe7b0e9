import { LIMITS, UnreadableError } from './unreadable.ts';

/** Attributes of one element, read only when asked for. */
export type Attributes = (name: string) => string | null;

/** `start`, `end`: where the tag or text stands in the XML, so that it can be changed in place. */
export type Handler = {
  open(name: string, attributes: Attributes, start: number, end: number, is_empty: boolean): void;
  close(name: string, start: number, end: number): void;
  /** Raw characters: entities are not resolved (see `characters`). */
  text?(start: number, end: number): void;
};

// Prefixes are a file's own choice; these are the names used here.
const KNOWN: [RegExp, string][] = [
  [/wordprocessingml\/(2006\/)?main$/, 'w'],
  [/spreadsheetml\/(2006\/)?main$/, 'x'],
  [/officeDocument\/(2006\/)?relationships$/, 'r'],
  [/package\/2006\/relationships$/, 'rel'],
  [/markup-compatibility\/2006$/, 'mc'],
  [/officeDocument\/(2006\/)?math$/, 'm'],
];

/**
 * Reads XML once from left to right, without a tree: linear in its length, bounded in depth. Document types and entities of one's own
 * are refused, not expanded.
 * @throws UnreadableError broken_xml, dtd, too_deep
 */
export function parseXml(xml: string, handler: Handler): void {
  const open_names: string[] = [];
  const names = new Map<string, string>();
  const prefixes = new Map<string, string>();
  let at = 0;
  while (at < xml.length) {
    const tag = xml.indexOf('<', at);
    const text_end = tag < 0 ? xml.length : tag;
    if (text_end > at && open_names.length > 0) handler.text?.(at, text_end);
    if (tag < 0) break;
    const kind = xml.charCodeAt(tag + 1);
    if (kind === 0x21 || kind === 0x3f) {
      at = pastSpecial(xml, tag, kind, open_names.length > 0 ? handler : null);
      continue;
    }
    const end = tagEnd(xml, tag + 1);
    if (kind === 0x2f) {
      const name = canonical(xml.slice(tag + 2, end).trimEnd(), names, prefixes);
      if (open_names.pop() !== name) throw new UnreadableError('broken_xml');
      handler.close(name, tag, end + 1);
    } else {
      const is_empty = xml.charCodeAt(end - 1) === 0x2f;
      const inside = xml.slice(tag + 1, is_empty ? end - 1 : end);
      const name_end = inside.search(/\s/);
      const raw = name_end < 0 ? inside : inside.slice(0, name_end);
      const rest = name_end < 0 ? '' : inside.slice(name_end);
      if (raw === '') throw new UnreadableError('broken_xml');
      if (rest.includes('xmlns')) learn(rest, prefixes, names);
      const name = canonical(raw, names, prefixes);
      handler.open(name, (wanted) => attribute(rest, wanted), tag, end + 1, is_empty);
      if (is_empty) handler.close(name, tag, end + 1);
      else if (open_names.push(name) > LIMITS.xml_depth) throw new UnreadableError('too_deep');
    }
    at = end + 1;
  }
  if (open_names.length > 0) throw new UnreadableError('broken_xml');
}

// Comments and instructions say nothing; CDATA is text.
function pastSpecial(xml: string, tag: number, kind: number, handler: Handler | null): number {
  const [ends, from] = xml.startsWith('<!--', tag)
    ? (['-->', tag + 4] as const)
    : xml.startsWith('<![CDATA[', tag)
      ? ([']]>', tag + 9] as const)
      : (['?>', tag + 2] as const);
  if (kind === 0x21 && ends === '?>') throw new UnreadableError('dtd');
  const end = xml.indexOf(ends, from);
  if (end < 0) throw new UnreadableError('broken_xml');
  if (ends === ']]>' && end > from) handler?.text?.(from, end);
  return end + ends.length;
}

// A `>` inside a quoted value does not end the tag.
function tagEnd(xml: string, from: number): number {
  for (let at = from; at < xml.length; at += 1) {
    const unit = xml.charCodeAt(at);
    if (unit === 0x3e) return at;
    if (unit === 0x3c) break;
    if (unit === 0x22 || unit === 0x27) {
      at = xml.indexOf(unit === 0x22 ? '"' : "'", at + 1);
      if (at < 0) break;
    }
  }
  throw new UnreadableError('broken_xml');
}

function learn(rest: string, prefixes: Map<string, string>, names: Map<string, string>): void {
  for (const [, prefix = '', , url = ''] of rest.matchAll(/\sxmlns(?::([\w.-]+))?\s*=\s*(["'])(.*?)\2/g)) {
    const known = KNOWN.find(([pattern]) => pattern.test(url))?.[1];
    if (known !== undefined && prefixes.get(prefix) !== known) {
      prefixes.set(prefix, known);
      names.clear();
    }
  }
}

function canonical(raw: string, names: Map<string, string>, prefixes: Map<string, string>): string {
  const kept = names.get(raw);
  if (kept !== undefined) return kept;
  const colon = raw.indexOf(':');
  const prefix = colon < 0 ? '' : raw.slice(0, colon);
  const known = prefixes.get(prefix) ?? prefix;
  const name = known === '' ? raw : `${known}:${raw.slice(colon + 1)}`;
  // Hostile files invent names without end.
  if (names.size < 10_000) names.set(raw, name);
  return name;
}

function attribute(rest: string, wanted: string): string | null {
  for (let at = rest.indexOf(wanted); at >= 0; at = rest.indexOf(wanted, at + 1)) {
    // With a prefix or without: `w:val` is asked for as `val`.
    const before = rest.charCodeAt(at - 1);
    if (before !== 0x3a && before > 0x20) continue;
    let next = at + wanted.length;
    while (rest.charCodeAt(next) <= 0x20) next += 1;
    if (rest.charCodeAt(next) !== 0x3d) continue;
    next += 1;
    while (rest.charCodeAt(next) <= 0x20) next += 1;
    const quote = rest[next];
    if (quote !== '"' && quote !== "'") continue;
    const end = rest.indexOf(quote, next + 1);
    if (end >= 0) return characters(rest.slice(next + 1, end));
  }
  return null;
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text of raw characters. An entity that is none of the five, nor a number, stays as it is written. */
export function characters(raw: string): string {
  return raw.includes('&') ? raw.replace(ENTITY, (whole, body: string) => entity(body) ?? whole) : raw;
}

export const ENTITY = /&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/g;

/** The character that `amp`, `#65`, `#x41` stands for; null when none. */
export function entity(body: string): string | null {
  if (!body.startsWith('#')) return NAMED[body] ?? null;
  const code = body[1] === 'x' ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
  const is_char = code === 9 || code === 10 || code === 13 || (code >= 32 && code < 0xd800) || (code > 0xdfff && code < 0x110000);
  return is_char && code !== 0xfffe && code !== 0xffff ? String.fromCodePoint(code) : null;
}

/** Escaped for text and for double-quoted attributes; what XML cannot hold is left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
