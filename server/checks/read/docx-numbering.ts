import { type Attributes, parseXml } from './xml.ts';

export type Style = {
  based_on: string | null;
  num_id: string | null;
  level: number | null;
  outline: number | null;
  /** `heading 1` whatever the style is called in the file's language. */
  heading: number | null;
  is_hidden: boolean | null;
};

type Level = { start: number; format: string; text: string; restart: number | null; style: string | null; is_legal: boolean };
type Num = { abstract: string; overrides: Map<number, { start: number | null; level: Level | null }> };

const MOST_LEVELS = 9;

/** Styles of paragraphs and runs by id. */
export function readStyles(xml: string | null): Map<string, Style> {
  const styles = new Map<string, Style>();
  if (xml === null) return styles;
  let style: Style | null = null;
  parseXml(xml, {
    open(name, attributes) {
      if (name === 'w:style') {
        style = { based_on: null, num_id: null, level: null, outline: null, heading: null, is_hidden: null };
        styles.set(attributes('styleId') ?? '', style);
        return;
      }
      if (style === null) return;
      if (name === 'w:name') style.heading = headingLevel(attributes('val') ?? '');
      else if (name === 'w:basedOn') style.based_on = attributes('val');
      else if (name === 'w:numId') style.num_id = attributes('val');
      else if (name === 'w:ilvl') style.level = whole(attributes('val'));
      else if (name === 'w:outlineLvl') style.outline = whole(attributes('val'));
      else if (name === 'w:vanish') style.is_hidden = isOn(attributes);
    },
    close(name) {
      if (name === 'w:style') style = null;
    },
  });
  return styles;
}

function headingLevel(name: string): number | null {
  const found = /^heading ([1-9])$/i.exec(name);
  return found ? Number(found[1]) : /^title$/i.test(name) ? 1 : null;
}

export function isOn(attributes: Attributes): boolean {
  return !['0', 'false', 'off', 'none'].includes(attributes('val') ?? '1');
}

function whole(text: string | null): number | null {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

/** What a style says after those it is based on. */
export function inherited<K extends keyof Style>(styles: Map<string, Style>, id: string | null, key: K): Style[K] | null {
  for (let depth = 0, at = id; at !== null && depth < 32; depth += 1) {
    const style = styles.get(at);
    if (!style) return null;
    if (style[key] !== null) return style[key];
    at = style.based_on;
  }
  return null;
}

/** The numbers that Word writes by itself, counted as it counts: by definition, level and restart. */
export class Numbering {
  readonly #nums = new Map<string, Num>();
  readonly #abstracts = new Map<string, Map<number, Level>>();
  readonly #style_links = new Map<string, string>();
  readonly #links = new Map<string, string>();
  /** Counters by definition: lists that share one go on counting. */
  readonly #counters = new Map<string, (number | null)[]>();
  readonly #begun = new Set<string>();

  constructor(xml: string | null) {
    if (xml !== null) this.#readAll(xml);
  }

  /** Number and level of the style, where a definition names the style instead of the other way round. */
  levelOfStyle(num_id: string, style: string | null): number | null {
    if (style === null) return null;
    for (const [level, one] of this.#levelsOf(num_id) ?? []) if (one.style === style) return level;
    return null;
  }

  /** The label of the next paragraph of this list, with all its numbers moved on; null when the list does not exist. */
  next(num_id: string, level: number): string | null {
    const num = this.#nums.get(num_id);
    const levels = this.#levelsOf(num_id);
    if (!num || !levels || level < 0 || level >= MOST_LEVELS) return null;
    const abstract = this.#abstractOf(num);
    const counters = this.#counters.get(abstract) ?? Array.from({ length: MOST_LEVELS }, () => null);
    this.#counters.set(abstract, counters);
    const override = num.overrides.get(level)?.start ?? null;
    const start = override ?? this.#level(num, levels, level).start;
    if (override !== null && !this.#begun.has(`${num_id}:${level}`)) counters[level] = start;
    else counters[level] = counters[level] == null ? start : (counters[level] as number) + 1;
    this.#begun.add(`${num_id}:${level}`);
    for (let deeper = level + 1; deeper < MOST_LEVELS; deeper += 1) {
      const { restart } = this.#level(num, levels, deeper);
      if (restart !== 0 && (restart === null || level < restart)) counters[deeper] = null;
    }
    for (let higher = 0; higher < level; higher += 1) counters[higher] ??= this.#level(num, levels, higher).start;
    return this.#label(num, levels, level, counters);
  }

  #label(num: Num, levels: Map<number, Level>, level: number, counters: (number | null)[]): string {
    const own = this.#level(num, levels, level);
    if (own.format === 'bullet') return bullet(own.text);
    if (own.format === 'none') return own.text.replace(/%[1-9]/g, '');
    return own.text.replace(/%([1-9])/g, (_whole, digit: string) => {
      const at = Number(digit) - 1;
      const { format, start } = this.#level(num, levels, at);
      return numeral(counters[at] ?? start, own.is_legal ? 'decimal' : format);
    });
  }

  #level(num: Num, levels: Map<number, Level>, level: number): Level {
    const own = num.overrides.get(level)?.level ?? levels.get(level);
    return own ?? { start: 1, format: 'decimal', text: `%${level + 1}.`, restart: null, style: null, is_legal: false };
  }

  #abstractOf(num: Num): string {
    const style = this.#links.get(num.abstract);
    return (style === undefined ? undefined : this.#style_links.get(style)) ?? num.abstract;
  }

  #levelsOf(num_id: string): Map<number, Level> | undefined {
    const num = this.#nums.get(num_id);
    return num && this.#abstracts.get(this.#abstractOf(num));
  }

  #readAll(xml: string): void {
    let abstract: { id: string; levels: Map<number, Level> } | null = null;
    let num: Num | null = null;
    let override: { start: number | null; level: Level | null } | null = null;
    let level: Level | null = null;
    const open = (name: string, attributes: Attributes) => {
      const val = attributes('val');
      if (name === 'w:abstractNum') {
        abstract = { id: attributes('abstractNumId') ?? '', levels: new Map() };
        this.#abstracts.set(abstract.id, abstract.levels);
      } else if (name === 'w:num') {
        num = { abstract: '', overrides: new Map() };
        this.#nums.set(attributes('numId') ?? '', num);
      } else if (name === 'w:abstractNumId' && num) num.abstract = val ?? '';
      else if (name === 'w:styleLink' && abstract) this.#style_links.set(val ?? '', abstract.id);
      else if (name === 'w:numStyleLink' && abstract) this.#links.set(abstract.id, val ?? '');
      else if (name === 'w:lvlOverride' && num) {
        override = { start: null, level: null };
        num.overrides.set(whole(attributes('ilvl')) ?? 0, override);
      } else if (name === 'w:startOverride' && override) override.start = whole(val);
      else if (name === 'w:lvl') {
        level = { start: 1, format: 'decimal', text: '', restart: null, style: null, is_legal: false };
        if (override) override.level = level;
        else abstract?.levels.set(whole(attributes('ilvl')) ?? 0, level);
      } else if (level) readLevel(level, name, val, attributes);
    };
    parseXml(xml, {
      open,
      close(name) {
        if (name === 'w:abstractNum') abstract = null;
        else if (name === 'w:num') num = null;
        else if (name === 'w:lvlOverride') override = null;
        else if (name === 'w:lvl') level = null;
      },
    });
  }
}

function readLevel(level: Level, name: string, val: string | null, attributes: Attributes): void {
  if (name === 'w:start') level.start = whole(val) ?? 1;
  else if (name === 'w:numFmt') level.format = val ?? 'decimal';
  else if (name === 'w:lvlText') level.text = (val ?? '').slice(0, 100);
  else if (name === 'w:lvlRestart') level.restart = whole(val);
  else if (name === 'w:pStyle') level.style = val;
  else if (name === 'w:isLgl') level.is_legal = isOn(attributes);
}

// Symbol fonts keep their signs in the private area.
function bullet(text: string): string {
  return /^[\ue000-\uf8ff]$/.test(text) ? '•' : text;
}

function numeral(value: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letters(value);
    case 'upperLetter':
      return letters(value).toUpperCase();
    case 'lowerRoman':
      return roman(value);
    case 'upperRoman':
      return roman(value).toUpperCase();
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'none':
      return '';
    default:
      return String(value);
  }
}

// a … z, aa, bb: Word repeats the letter.
function letters(value: number): string {
  if (value < 1) return String(value);
  return String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.min(10, Math.floor((value - 1) / 26) + 1));
}

const ROMAN: [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value);
  let rest = value;
  let out = '';
  for (const [worth, sign] of ROMAN) {
    while (rest >= worth) {
      out += sign;
      rest -= worth;
    }
  }
  return out;
}
