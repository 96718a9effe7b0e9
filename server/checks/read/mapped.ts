const NOTHING: Uint32Array<ArrayBuffer> = new Uint32Array(0);

/** Text whose every UTF-16 unit knows where it stood in the file (or in a part of it). */
export class Mapped {
  #parts: string[] = [];
  #source: Uint32Array<ArrayBuffer> = NOTHING;
  length = 0;

  /** Units that stand one after the other from `at` on. */
  add(text: string, at: number): this {
    this.#grow(text.length);
    for (let i = 0; i < text.length; i += 1) this.#source[this.length + i] = at + i;
    return this.#push(text);
  }

  /** Units that all stand at one place: a resolved entity, the blank between two lines. */
  addAt(text: string, at: number): this {
    this.#grow(text.length);
    this.#source.fill(at, this.length, this.length + text.length);
    return this.#push(text);
  }

  addMapped(other: { text: string; source: Uint32Array }): this {
    this.#grow(other.text.length);
    this.#source.set(other.source.subarray(0, other.text.length), this.length);
    return this.#push(other.text);
  }

  get text(): string {
    if (this.#parts.length > 1) this.#parts = [this.#parts.join('')];
    return this.#parts[0] ?? '';
  }

  plain(): Piece {
    return { text: this.text, source: this.#source.slice(0, this.length) };
  }

  /** Composed (NFC), without characters that are not seen, blanks at both ends left out. */
  done(): Piece {
    return tidied(this.plain());
  }

  #push(text: string): this {
    this.#parts.push(text);
    this.length += text.length;
    return this;
  }

  #grow(more: number): void {
    if (this.length + more <= this.#source.length) return;
    const wider = new Uint32Array(Math.max(this.#source.length * 2, this.length + more));
    wider.set(this.#source.subarray(0, this.length));
    this.#source = wider;
  }
}

export type Piece = { text: string; source: Uint32Array };

/** One stretch of the file as it stands there: no need to put it together. */
export function straight(text: string, at: number): Piece {
  if (!isTidy(text)) return tidied({ text, source: placesFrom(at, text.length) });
  const seen = text.trim();
  return { text: seen, source: placesFrom(at + text.length - text.trimStart().length, seen.length) };
}

function placesFrom(at: number, length: number): Uint32Array {
  const source = new Uint32Array(length);
  for (let i = 0; i < length; i += 1) source[i] = at + i;
  return source;
}

/**
 * Nothing but letters, marks of punctuation, tabs and blanks of Vietnamese as it is mostly typed: all that `tidied` has to do is cutting blanks
 * at both ends. Looked at by number, that is a third of the time of its patterns.
 */
export function isTidy(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    const is_usual =
      (unit >= 0x20 && unit < 0x7f) ||
      (unit > 0xa0 && unit < 0x300 && unit !== 0xad) ||
      (unit >= 0x1ea0 && unit < 0x1f00) ||
      (unit >= 0x2010 && unit < 0x2028) ||
      unit === 9;
    if (!is_usual) return false;
  }
  return true;
}

const MARK = /\p{M}/u;
// Not more than 30 marks on one letter (Unicode's stream-safe text): normalising endless marks takes quadratic time.
const CLUSTER = /[^\p{M}]\p{M}{1,30}/gu;

/** NFC, each composed letter at the place of its first unit. Vietnamese comes decomposed from macOS and from PDF. */
export function composed(text: string, source: Uint32Array): Piece {
  if (!MARK.test(text)) return { text, source };
  const out = new Mapped();
  let at = 0;
  for (const match of text.matchAll(CLUSTER)) {
    if (match.index > at) out.addMapped({ text: text.slice(at, match.index), source: source.subarray(at, match.index) });
    const whole = match[0].normalize('NFC');
    if (whole === match[0]) out.addMapped({ text: whole, source: source.subarray(match.index, match.index + whole.length) });
    else out.addAt(whole, source[match.index] as number);
    at = match.index + match[0].length;
  }
  if (at === 0) return { text, source };
  out.addMapped({ text: text.slice(at), source: source.subarray(at) });
  return out.plain();
}

// Blanks of many widths are one kind here; each is one unit, so places stay.
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\v\f\r\n]/g;
const UNSEEN = /[\p{Cf}\p{Cs}\uffff\ufffe]|(?!\t)\p{Cc}/gu;

export function tidied({ text, source }: Piece): Piece {
  const blanked = text.replace(BLANKS, ' ');
  const seen = blanked.search(UNSEEN) < 0 ? { text: blanked, source } : without(blanked, source, UNSEEN);
  return trimmed(composed(seen.text, seen.source));
}

function without(text: string, source: Uint32Array, pattern: RegExp): Piece {
  let out: Mapped | null = null;
  let at = 0;
  for (const { index, 0: found } of text.matchAll(pattern)) {
    out ??= new Mapped();
    out.addMapped({ text: text.slice(at, index), source: source.subarray(at, index) });
    at = index + found.length;
  }
  return out === null ? { text, source } : out.addMapped({ text: text.slice(at), source: source.subarray(at) }).plain();
}

export function trimmed({ text, source }: Piece): Piece {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  if (start === 0 && end === text.length) return { text, source };
  return { text: text.slice(start, Math.max(start, end)), source: source.slice(start, Math.max(start, end)) };
}
