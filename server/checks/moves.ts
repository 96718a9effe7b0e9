import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { isYearly } from './ranges-told.ts';
import { type Rational, ZERO } from './rational.ts';

/** What a sentence says of the distance of two figures: by how much, by which share, how many times. */
export type Move = {
  sort: 'gap' | 'rate' | 'times';
  word: string;
  /** The amount; null when it is a word (“gấp đôi”). */
  figure: Figure | null;
  times: Rational;
  /** Of the word, and of the amount's end. */
  start: number;
  end: number;
  /** What it is compared with, as far as its own words say. */
  against: string;
};

const WORD =
  '(tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn|lớn hơn|nhỏ hơn|nhanh hơn|chậm hơn|rút ngắn|cắt giảm|vượt|(?:còn )?thiếu|còn kém|kém|hơn|(?:độ |mức |khoảng )?chênh lệch|chênh nhau|chênh|cách nhau|cách biệt|khoảng cách)';
/** The word right before its amount; the other figure in a bracket or a name may stand between. */
const BESIDE = new RegExp(
  `(?<!\\p{L})${WORD}(?:\\s(?:thêm|đi|được|tới|đến|lên|xuống|là|khoảng|nhau|ở mức|giữa hai \\p{L}+))*\\s$`,
  'iu',
);
const AROUND = new RegExp(
  `(?<!\\p{L})${WORD}\\s((?:so với\\s)?[^.;,()\\d]{2,50}(?:\\([^()]{1,40}\\)|[\\d.,]+\\s?%)\\s?(?:là|tới|đến|khoảng)?)\\s$`,
  'iu',
);
const TIMES = /(?<!\p{L})gấp\s(?:([\d.,]*\d)\slần|(đôi|hai|ba|bốn|năm|mười)(?:\slần)?)(?!\p{L}|\s(?:rưỡi|mươi))/giu;
const IN_WORDS: Record<string, bigint> = { đôi: 2n, hai: 2n, ba: 3n, bốn: 4n, năm: 5n, mười: 10n };

/** Every change that a passage tells with its amount, in the order of the text. */
export function movesIn(passage: Passage): Move[] {
  if (!/tăng|giảm|hơn|kém|vượt|thiếu|rút ngắn|chênh|cách|gấp/iu.test(passage.text)) return [];
  return [...passage.figures.flatMap((figure) => moveOf(passage, figure)), ...timesIn(passage)].sort((a, b) => a.start - b.start);
}

function moveOf(passage: Passage, figure: Figure): Move[] {
  const from = Math.max(0, figure.start - 110);
  const lead = passage.text.slice(from, figure.start);
  const m = BESIDE.exec(lead) ?? (figure.kind === 'percent' ? null : AROUND.exec(lead));
  const word = (m?.[1] ?? '').toLowerCase();
  // “vượt 95 %”, “hơn 300 hồ sơ”: a bound of the figure, not what it differs by.
  if (!m || (/^(?:hơn|vượt)$/u.test(word) && figure.kind === 'percent')) return [];
  if (word === 'hơn' && !/,\s*$|nhiều\s*$/iu.test(lead.slice(0, m.index))) return [];
  if (isYearly(passage.text, from + m.index)) return [];
  if (/giảm (?:từ|nghèo)|tăng từ/iu.test(m[0]) || figure.bound === 'about' || /^(?:năm|xếp)$/u.test(word)) return [];
  // “mục tiêu đến 2025 là giảm 10 %”: what is asked.
  if (/(?:mục tiêu|chỉ tiêu|yêu cầu|kế hoạch|phấn đấu|quy định|tối thiểu)[^.;,()]*$/iu.test(lead.slice(0, m.index))) return [];
  const exact: Figure = { ...figure, bound: 'exact' };
  const after =
    /^[^.;,()\d]*(?:\d{4}(?=[\s(,;.)]|$)|\d{1,2}\stháng[^.;,()\d]*(?:\d{4})?)?[^.;,()\d]*/u.exec(
      passage.text.slice(figure.tail),
    )?.[0] ?? '';
  const before = /so với[^;]*$/iu.exec(clauseBefore(passage.text, from + m.index))?.[0] ?? '';
  return [
    {
      sort: figure.kind === 'percent' ? 'rate' : 'gap',
      word,
      figure: exact,
      times: ZERO,
      start: from + m.index,
      end: figure.tail,
      against:
        `${m[2] ?? ''} ${/so với|hơn|với|mức|chỉ tiêu|mục tiêu|kế hoạch|quy định|cùng kỳ|năm/iu.test(after) ? after : ''} ${after.trim() === '' || !/so với/iu.test(after) ? before.slice(0, 40) : ''}`.trim(),
    },
  ];
}

const clauseBefore = (text: string, at: number): string =>
  text
    .slice(0, at)
    .split(/[.;]\s/u)
    .at(-1) ?? '';

function timesIn(passage: Passage): Move[] {
  return matchesIn(passage.text, TIMES).flatMap((m): Move[] => {
    const at = m.index + (m[1] ? m[0].indexOf(m[1]) : 0);
    const figure = m[1] ? (passage.figures.find((f) => f.start === at) ?? null) : null;
    const times = figure ? exactOf(figure) : { n: IN_WORDS[(m[2] ?? '').toLowerCase()] ?? 0n, d: 1n };
    if (times.n === 0n || (figure && figure.bound !== 'exact')) return [];
    const end = m.index + m[0].length;
    const against = /^[^.;,()\d]{0,40}(?:\d{4})?/u.exec(passage.text.slice(end))?.[0] ?? '';
    return [{ sort: 'times', word: 'gấp', figure, times, start: m.index, end, against }];
  });
}

/** Whether the word says that this figure is the larger one; null for a distance without direction. */
export function isUp(word: string): boolean | null {
  if (/chênh|cách nhau|cách biệt|khoảng cách/u.test(word)) return null;
  return !/giảm|thấp|ít|nhỏ|rút|thiếu|kém|chậm/u.test(word);
}
