// What an officer means by "hồ sơ quá hạn quý III", "ty le dung han 9 thang cung ky": a measure, days, a unit, a sector. Pure; without diacritics.
import { type NamedKind, type NamedRegime, namedPeriod } from '#calendar';
import { addDays, type Day, dayVi, isDay, makeDay, yearOf } from '#lib/day';

export type Known = { code: string; name: string };
export type Asking = {
  /** Days of the report; `begins_on` and `ends_on` those of its period, where its figures begin or are closed before; `year_from` since the year began. */
  report: { from: Day; to: Day; begins_on?: Day | undefined; ends_on: Day; year_from?: Day | undefined };
  calendar: NamedRegime;
  sectors: readonly Known[];
  units: readonly Known[];
};
export type Meant = {
  /** What is left to name the measure by. */
  words: string[];
  from: Day;
  to: Day;
  /** The officer named days; else they are those of the report. */
  is_dated: boolean;
  /** The same days of the year before. */
  is_earlier: boolean;
  unit: Known | null;
  sector: Known | null;
};

/** `Tỷ lệ ĐÚNG hạn (%)` → `ty le dung han %`. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9%/.]+/g, ' ')
    .replace(/\.(?=\s|$)/g, ' ')
    .trim();
}

/** Words of the trade for the words labels are written in. In this order; `_` holds together what must not be taken for a period or a sector. */
const SAME: readonly [RegExp, string][] = [
  [/\b(?:ton )?ky truoc (?:chuyen )?(?:sang|qua|chuyen)\b|\bton ky truoc\b|\bchuyen ky sau\b/g, ' ky_truoc chuyen sang '],
  [/\bso hoa\b/g, ' so_hoa '],
  [/\bti le\b|\bty trong\b|\bphan tram\b|%/g, ' ty le '],
  [/\b(?:tre|cham|lo|vuot) (?:han|hen)\b|\bqua hen\b|\bbi tre\b|\btre\b/g, ' qua han '],
  [/\bdung hen\b/g, ' dung han '],
  [/\bsom han\b|\bsom hon han\b|\btruoc hen\b/g, ' truoc han '],
  [/\b(?:ton dong|con ton|chua (?:giai quyet|xu ly|xong|tra)|dang (?:xu ly|thu ly|lam))\b/g, ' dang giai quyet '],
  [/\b(?:da )?(?:xu ly|lam|giai quyet) xong\b|\bda xu ly\b|\bhoan thanh\b|\btra ket qua\b/g, ' giai quyet '],
  [/\bket qua\b/g, ' ket_qua '],
  [/\bxu ly\b/g, ' giai quyet '],
  [/\b(?:online|qua mang|dvctt|dvc truc tuyen)\b/g, ' truc tuyen '],
  [/\b(?:nhan moi|moi nhan|tiep nhan moi|moi tiep nhan|dau vao)\b/g, ' tiep nhan '],
  [/\b(?:buu dien|bcci)\b/g, ' buu chinh '],
  [/\b(?:tai quay|tai bo phan mot cua)\b/g, ' truc tiep '],
  [/\bpakn\b/g, ' phan anh kien nghi '],
];
const NOTHING = new Set(
  'ho so hs so luong cua trong la bao nhieu duoc va cac nhung theo tai o voi cong tac lieu toan don vi xa nay da thi'.split(' '),
);
/** Words that mean something only in a label of several of them stay: `tong so tiep nhan`. */
const KEPT_PAIRS: readonly [RegExp, string][] = [[/\btong so\b/g, ' tong_so ']];

const ROMANS: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4, mot: 1, hai: 2, ba: 3, bon: 4, tu: 4 };
const COUNTS: Record<string, number> = { ba: 3, sau: 6, chin: 9, hai: 2, mot: 1, bon: 4, nam: 5, bay: 7, tam: 8 };
const YEAR = '(?:\\s*(?:/|nam|-)?\\s*(20\\d\\d)|\\s+nam\\s+(nay|truoc|ngoai))?';

type Span = { from: Day; to: Day };
type Reader = { pattern: RegExp; read: (found: RegExpExecArray, asking: Asking) => Span | null };

const numberOf = (text: string | undefined, names: Record<string, number>) =>
  text === undefined ? 0 : (names[text] ?? Number(text));

function yearSaid(asking: Asking, year: string | undefined, which: string | undefined): number {
  const own = yearOf(asking.report.ends_on);
  return year ? Number(year) : which === 'truoc' || which === 'ngoai' ? own - 1 : own;
}

function named(asking: Asking, kind: NamedKind, year: number, n: number): Span | null {
  const per_year = { month: 12, quarter: 4, half_year: 2, nine_months: 1, year: 1 }[kind];
  if (!Number.isInteger(n) || n < 1 || n > per_year) return null;
  const { s, e } = namedPeriod(asking.calendar, kind, year, n);
  return { from: s, to: addDays(e, -1) };
}

function firstMonths(asking: Asking, year: number, months: number): Span | null {
  const [first, last] = [named(asking, 'month', year, 1), named(asking, 'month', year, months)];
  return first && last && { from: first.from, to: last.to };
}

function dayOf(day: string | undefined, month: string | undefined, year: string | undefined, otherwise: number): Day | null {
  const said = `${year ?? otherwise}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  return isDay(said) ? said : null;
}

/** The period before that of the report, as long as it and of its kind where it is one with a name. */
function before(asking: Asking, kind: 'month' | 'quarter' | 'own'): Span {
  const { from: first, begins_on: from = first, ends_on } = asking.report;
  const [year, month] = ends_on.split('-').map(Number) as [number, number];
  if (kind === 'month') return month === 1 ? span(asking, 'month', year - 1, 12) : span(asking, 'month', year, month - 1);
  const quarter = Math.ceil(month / 3);
  if (kind === 'quarter')
    return quarter === 1 ? span(asking, 'quarter', year - 1, 4) : span(asking, 'quarter', year, quarter - 1);
  for (const one of ['month', 'quarter', 'half_year', 'year'] as const) {
    const per_year = { month: 12, quarter: 4, half_year: 2, year: 1 }[one];
    for (let n = 1; n <= per_year; n += 1) {
      const own = span(asking, one, year, n);
      if (own.from === from && own.to === ends_on)
        return n === 1 ? span(asking, one, year - 1, per_year) : span(asking, one, year, n - 1);
    }
  }
  const length = Math.round((Date.parse(ends_on) - Date.parse(from)) / 86_400_000) + 1;
  return { from: addDays(from, -length), to: addDays(from, -1) };
}

const span = (asking: Asking, kind: NamedKind, year: number, n: number) => named(asking, kind, year, n) as Span;

const SPAN_READERS: readonly Reader[] = [
  {
    pattern:
      /\b(?:tu )?(?:ngay )?(\d{1,2})\/(\d{1,2})(?:\/(20\d\d))?\s*(?:den|toi)(?: het)?(?: ngay)?\s*(\d{1,2})\/(\d{1,2})(?:\/(20\d\d))?/,
    read: ([, d1, m1, y1, d2, m2, y2], asking) => {
      const own = y2 ? Number(y2) : yearOf(asking.report.ends_on);
      const [from, to] = [dayOf(d1, m1, y1, own), dayOf(d2, m2, y2, own)];
      return from && to && from <= to ? { from, to } : null;
    },
  },
  {
    pattern: /\bngay (\d{1,2})\/(\d{1,2})(?:\/(20\d\d))?/,
    read: ([, d, m, y], asking) => {
      const day = dayOf(d, m, y, yearOf(asking.report.ends_on));
      return day ? { from: day, to: day } : null;
    },
  },
  {
    pattern: /\bquy (nay|truoc)\b/,
    read: ([, which], asking) => (which === 'truoc' ? before(asking, 'quarter') : quarterOf(asking)),
  },
  {
    pattern: new RegExp(`\\b(?:quy (iv|iii|ii|i|mot|hai|ba|bon|tu|[1-4])|q([1-4]))\\b${YEAR}`),
    read: ([, words, digit, year, which], asking) =>
      named(asking, 'quarter', yearSaid(asking, year, which), numberOf(words ?? digit, ROMANS)),
  },
  {
    pattern: new RegExp(
      `\\b(?:(\\d{1,2}|ba|sau|chin) thang|([369])t)\\b(?: (dau|cuoi)(?: nam)?(?! nam (?:nay|truoc|ngoai|20)))?${YEAR}`,
    ),
    read: ([, words, digit, half, year, which], asking) => {
      const months = numberOf(words ?? digit, COUNTS);
      const of = yearSaid(asking, year, which);
      if (half === 'cuoi') {
        const [first, last] = [named(asking, 'month', of, 13 - months), named(asking, 'month', of, 12)];
        return first && last && { from: first.from, to: last.to };
      }
      return firstMonths(asking, of, months);
    },
  },
  {
    pattern: /\bthang (nay|truoc)\b/,
    read: ([, which], asking) => (which === 'truoc' ? before(asking, 'month') : monthOf(asking)),
  },
  {
    pattern: new RegExp(`\\b(?:thang |t)(1[0-2]|0?[1-9])\\b(?!/\\d{1,2}\\b)${YEAR}`),
    read: ([, n, year, which], asking) => named(asking, 'month', yearSaid(asking, year, which), Number(n)),
  },
  { pattern: /\bky truoc\b/, read: (_, asking) => before(asking, 'own') },
  { pattern: /\b(?:trong )?ky (?:nay|bao cao)\b|\btrong ky\b/, read: (_, { report: { from, to } }) => ({ from, to }) },
  {
    pattern: /\b(?:luy ke|tu dau nam(?: den nay)?|dau nam den nay|tinh tu dau nam)\b/,
    read: (_, asking) => {
      const year = named(asking, 'year', yearOf(asking.report.ends_on), 1);
      return year && { from: asking.report.year_from ?? year.from, to: asking.report.to };
    },
  },
  {
    pattern: /\b(?:ca |trong )?nam (20\d\d|nay|truoc|ngoai)\b|\bca nam\b/,
    read: ([, said], asking) =>
      named(asking, 'year', /^2/.test(said ?? '') ? Number(said) : yearSaid(asking, undefined, said), 1),
  },
];

const quarterOf = (asking: Asking) => {
  const [year, month] = asking.report.ends_on.split('-').map(Number) as [number, number];
  return named(asking, 'quarter', year, Math.ceil(month / 3));
};
const monthOf = (asking: Asking) => {
  const [year, month] = asking.report.ends_on.split('-').map(Number) as [number, number];
  return named(asking, 'month', year, month);
};

/** Reads what was typed. What names no days, unit or sector is left to find the measure by. */
export function meantBy(text: string, asking: Asking): Meant {
  let rest = ` ${folded(text)} `;
  for (const [pattern, words] of SAME.slice(0, 2)) rest = rest.replace(pattern, words);
  const unit = taken(asking.units, rest, (name) => name.replace(/^(?:uy ban nhan dan|ubnd)\s+/, ''));
  rest = unit.rest;
  const { is_earlier, span: days, rest: without_days } = daysIn(rest, asking);
  const sector = taken(asking.sectors, without_days, (name) => name, /\blinh vuc\b/);
  rest = sector.rest;
  for (const [pattern, words] of [...SAME, ...KEPT_PAIRS]) rest = rest.replace(pattern, words);
  return {
    words: [...new Set(rest.split(/[\s/.]+/).filter((word) => word !== '' && !NOTHING.has(word)))],
    ...days,
    is_earlier,
    unit: unit.found,
    sector: sector.found,
  };
}

function daysIn(text: string, asking: Asking): { is_earlier: boolean; span: Span & { is_dated: boolean }; rest: string } {
  const { from, to, begins_on = from, ends_on } = asking.report;
  let rest = text.replace(/\b(?:so voi )?cung ky(?: (?:nam )?(?:truoc|ngoai)| nam (20\d\d))?\b/, ' CUNGKY ');
  const is_earlier = rest.includes('CUNGKY');
  rest = rest.replace('CUNGKY', ' ');
  let said: Span | null = null;
  for (const { pattern, read } of SPAN_READERS) {
    const found = pattern.exec(rest);
    said = found && read(found, asking);
    if (!found || !said) continue;
    rest = rest.slice(0, found.index) + rest.slice(found.index + found[0].length);
    break;
  }
  const is_dated = said !== null;
  // The period of the report as far as its figures go.
  if (said && said.from === begins_on && said.to === ends_on) said = { from, to };
  const days = said ?? { from, to };
  return { is_earlier, span: { ...(is_earlier ? yearBefore(days) : days), is_dated: is_dated || is_earlier }, rest };
}

/** The same days of the year before; 29 February has none and becomes the 28th. */
export function yearBefore({ from, to }: Span): Span {
  const back = (day: Day) => {
    const [year, month, date] = day.split('-').map(Number) as [number, number, number];
    const same = `${year - 1}${day.slice(4)}`;
    return isDay(same) ? same : makeDay(year - 1, month, date - 1);
  };
  return { from: back(from), to: back(to) };
}

/** The longest name of a list that stands in the words, and the words without it. */
function taken(
  list: readonly Known[],
  text: string,
  short: (name: string) => string,
  lead?: RegExp,
): { found: Known | null; rest: string } {
  const names = list
    .map((one) => ({ one, name: short(folded(one.name)) }))
    .filter(({ name }) => name.includes(' '))
    .sort((a, b) => b.name.length - a.name.length);
  const whole = names.find(({ name }) => text.includes(` ${name} `));
  const without = (part: string) =>
    text
      .replace(part, ' ')
      .replace(lead ?? /$^/, ' ')
      .replace(/\b(?:ubnd|uy ban nhan dan)\b/, ' ');
  if (whole) return { found: whole.one, rest: without(` ${whole.name} `) };
  // Named as such, a part of the name is enough: "lĩnh vực xây dựng".
  const said = lead && new RegExp(`${lead.source}\\s+((?:\\S+\\s*){1,4})`).exec(text);
  for (let words = said?.[1]?.trim().split(' ') ?? []; words.length > 0; words = words.slice(0, -1)) {
    const part = words.join(' ');
    const matches = names.filter(({ name }) => ` ${name} `.includes(` ${part} `));
    if (matches[0]) return { found: (matches.at(-1) as { one: Known }).one, rest: without(` ${part} `) };
  }
  return { found: null, rest: text };
}

/** Words of a label, in the words the search turns everything into. */
export function wordsOfLabel(label: string): string[] {
  let text = ` ${folded(label)} `;
  for (const [pattern, words] of [...SAME, ...KEPT_PAIRS]) text = text.replace(pattern, words);
  return [...new Set(text.split(/[\s/.]+/).filter((word) => word !== '' && !NOTHING.has(word)))];
}

/** How well a label answers the words, above 0; 0: a word has no place in it. The word being typed may be begun. */
export function likeness(words: readonly string[], label: string): number {
  if (words.length === 0) return 0;
  const own = wordsOfLabel(label);
  let sum = 0;
  for (const [i, word] of words.entries()) {
    const is_whole = own.includes(word);
    const is_begun = !is_whole && i === words.length - 1 && own.some((one) => one.startsWith(word));
    if (!is_whole && !is_begun) return 0;
    sum += is_whole ? 1 : 0.8;
  }
  // A rate is not meant by who does not say so.
  const is_rate = own.includes('ty') && own.includes('le') && !words.includes('ty');
  return sum / words.length + sum / (own.length + 1) - (is_rate ? 0.4 : 0);
}

/** `15/6/2026 – 14/9/2026`. */
export const daysVi = ({ from, to }: Span): string => (from === to ? dayVi(from) : `${dayVi(from)} – ${dayVi(to)}`);
