// Words that say how two figures differ, wherever they stand: which way, by how much, and against what as far as their own words say.
import { ASKED_WORD } from './claim-figures.ts';
import type { Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { type Rational, ZERO } from './rational.ts';
import type { Sentence } from './story.ts';

export type ChangeCue = {
  sentence: Sentence;
  index: number;
  word: string;
  is_up: boolean;
  /** By how much; null when only the way is told. */
  amount: Figure | null;
  /** How many times; 0 when it is no multiple. */
  times: Rational;
  /** Offsets in the passage, of the word and of the end of its amount. */
  start: number;
  end: number;
  /** Compared with what was asked, not with another time. */
  is_asked: boolean;
  /** Whether the amount may as well be what is compared with: “thấp hơn cùng kỳ 144 hồ sơ”. */
  may_be_base: boolean;
  /** What it is compared with, as its own words say. */
  against: string;
  /** The words of its clause before it. */
  lead: string;
};

const MAY = /tăng|giảm|hơn|kém|thêm|bớt|hụt|nhích|rút ngắn|gấp|vượt|sụt|dôi/iu;
const WORD =
  /(?<!\p{L})(tăng|giảm|nhiều hơn|ít hơn|cao hơn|thấp hơn|lớn hơn|nhỏ hơn|kém(?: hơn)?|hụt|nhích|sụt|dôi|rút ngắn|nhanh hơn|chậm hơn|vượt|thêm|bớt|gấp)(?!\p{L})/giu;
const NEVER =
  /^(?:tăng|giảm)(?:\s(?:cường|trưởng|giảm|lương|tốc|ca|thu|cao|nghèo|tải|thiểu|thời gian|trừ|phí|lệ phí|chi phí|thủ tục|giá|bớt|phát thải|nhẹ|dần đều))(?!\p{L})/iu;
const NEVER_BEFORE =
  /(?:cắt|miễn|thuyên|suy|gia|tinh|phải|để|cần|sẽ|nhằm|phấn đấu|mục tiêu|yêu cầu|kế hoạch|chỉ tiêu|dự kiến|góp phần|bình quân(?: mỗi năm)?|mỗi năm|tối thiểu|ít nhất)\s$/iu;
const ACTS =
  /(?:mở|tuyển|bổ sung|cấp|xây|thành lập|kết nạp|công nhận|ban hành|có|phát hiện|đầu tư|mua|làm|thu|nộp|phát triển|hỗ trợ|tiếp nhận|được|giao)\s(?:mới\s)?$/iu;
const TO_AMOUNT = /^(?:\s(?:thêm|được|đi|lên|tới|đến|khoảng|là|hẳn|ở mức|mức|thu|chi))*\s(?:\(\s?)?$/iu;
const NAMED_AMOUNT = /^\s(?:so với\s)?(?:với\s)?[^.;,()%]{2,50}?(?:\s?\([^()]{1,40}\))?(?:\s(?:là|tới|đến))?\s$/iu;
const TIMES_WORDS: Record<string, [bigint, bigint]> = {
  rưỡi: [3n, 2n],
  đôi: [2n, 1n],
  hai: [2n, 1n],
  ba: [3n, 1n],
  bốn: [4n, 1n],
};
const DOWN = /giảm|ít|thấp|nhỏ|kém|hụt|sụt|rút|bớt|nhanh/u;

export function changesIn(sentence: Sentence, index: number): ChangeCue[] {
  if (!MAY.test(sentence.text)) return [];
  return matchesIn(sentence.text, WORD).flatMap((m): ChangeCue[] => cueOf(sentence, index, m));
}

function cueOf(sentence: Sentence, index: number, m: RegExpExecArray): ChangeCue[] {
  const { text, passage } = sentence;
  const word = (m[1] ?? '').toLowerCase();
  const before = text.slice(Math.max(0, m.index - 24), m.index);
  if (NEVER.test(text.slice(m.index)) || NEVER_BEFORE.test(before)) return [];
  if (/^(?:thêm|bớt)$/u.test(word) && (ACTS.test(before) || /(?:tăng|giảm)\s$/iu.test(before))) return [];
  // “4 tháng đầu năm 2025 thêm 02 lượt” goes on with a list; “bình quân mỗi năm tăng 2,21 điểm” is a mean of several changes.
  if (word === 'thêm' && /năm\s(?:20\d\d|nay)\s$/iu.test(before) && !/so với/iu.test(text)) return [];
  if (/(?:bình quân|trung bình)\s(?:mỗi|hằng|hàng)\snăm\s$/iu.test(before)) return [];
  const start = sentence.start + m.index;
  const end = start + m[0].length;
  const lead =
    text
      .slice(0, m.index)
      .split(/[;(]|,\s/u)
      .at(-1) ?? '';
  if (/mục tiêu|phấn đấu|dự kiến/iu.test(lead)) return [];
  const base = {
    sentence,
    index,
    word,
    is_up: !DOWN.test(word),
    start,
    end,
    lead,
    times: ZERO,
    amount: null,
    may_be_base: false,
  };
  const rest = text.slice(m.index + m[0].length);
  const told = namedBefore(text.slice(0, m.index));
  const behind = (from: number): string =>
    /^[\s)]*(?:so với|hơn|của|như)(?:[^.;,]|[.,](?=\d))*/iu.exec(passage.text.slice(from, sentence.end))?.[0] ?? '';
  const cue = (amount: Figure | null, until: number, words: string, may_be_base = false): ChangeCue => {
    const against = `${told} ${words}`.trim();
    const is_asked =
      ASKED_WORD.test(against) ||
      (OF_TARGET.test(word) && ASKED_WORD.test(lead)) ||
      (/vượt|hụt|kém/u.test(word) && !TIMES_NAMED.test(against));
    // “tiến độ nhanh hơn 5,15 điểm phần trăm”: faster is fewer days, but a higher share.
    const is_up = amount?.kind === 'percent_points' && /nhanh|chậm/u.test(word) ? word.startsWith('nhanh') : base.is_up;
    return { ...base, is_up, is_asked, against, amount: amount && { ...amount, bound: 'exact' }, end: until, may_be_base };
  };
  if (word === 'gấp') {
    const of_times = timesOf(rest);
    return of_times
      ? [{ ...cue(null, end + of_times.length, rest.slice(of_times.length, of_times.length + 50)), times: of_times.times }]
      : [];
  }
  const i = passage.figures.findIndex((f) => f.start >= end && f.start < sentence.end);
  const figure = passage.figures[i];
  if (figure) {
    const between = passage.text.slice(end, figure.start);
    if (TO_AMOUNT.test(between) && (word === 'nhích' || !/(?:lên|xuống|tới|đến|mức)\s$/iu.test(between)))
      return figure.bound === 'about' ? [] : [cue(figure, figure.tail, behind(figure.tail))];
    const plain = between.replace(/(?:19|20)\d\d/gu, '');
    const may_name = /hơn|vượt|kém|hụt/u.test(word);
    if (
      may_name &&
      NAMED_AMOUNT.test(plain) &&
      figure.kind !== 'percent' &&
      !/(?:với|mức|mốc|con số|ngưỡng|tiêu)\s$/iu.test(plain)
    )
      return [cue(figure, figure.tail, between, !/là\s$/iu.test(plain))];
    // “kém chỉ tiêu tỉnh giao (70 %) 2 điểm phần trăm”.
    const next = passage.figures[i + 1];
    if (
      may_name &&
      next &&
      /^[^.;,()]{2,50}\([^()]{0,24}$/u.test(between) &&
      /^[^()]{0,12}\)\s(?:là\s|tới\s)?$/u.test(passage.text.slice(figure.tail, next.start))
    )
      return [cue(next, next.tail, between)];
  }
  if (/^(?:vượt|thêm|bớt|kém|dôi|hụt)/u.test(word)) return [];
  // Only the way: against a time that is named, a figure that follows, or nothing at the end.
  const open = cue(null, end, /^(?:[^.;,]|[.,](?=\d))*/u.exec(rest)?.[0] ?? '');
  return ONLY_WAY.test(rest) && !open.is_asked ? [open] : [];
}

const OF_TARGET = /vượt|kém|hụt|hơn/u;
const TIMES_NAMED = /cùng kỳ|năm|quý|tháng|kỳ|lần|đợt/iu;
const ONLY_WAY =
  /^(?:\s(?:mạnh|nhẹ|rõ rệt|rõ nét|đáng kể|hẳn|khá|đi|lên|nhanh|vọt|nhiều|sâu|ít))*(?:\s(?:so với|hơn)\s|\s(?:cùng kỳ|năm (?:trước|ngoái)|(?:quý|tháng|kỳ) trước|năm \d{4})|\s*[.;]|\s*$)/iu;

/** “so với năm 2023 (…), …” before the word, in its part of the sentence. */
const namedBefore = (lead: string): string => /so với[^;]*$/iu.exec(lead)?.[0].slice(0, 70) ?? '';

function timesOf(rest: string): { times: Rational; length: number } | null {
  const m = /^\s(?:(\d[\d.,]*)\slần|(rưỡi|đôi|hai|ba|bốn)(?!\p{L})(?:\slần)?)(?!\srưỡi)/iu.exec(rest);
  if (!m) return null;
  const words = TIMES_WORDS[(m[2] ?? '').toLowerCase()];
  const digits = (m[1] ?? '').replace(',', '.');
  if (words) return { times: { n: words[0], d: words[1] }, length: m[0].length };
  if (!/^\d+(?:\.\d{1,2})?$/.test(digits)) return null;
  return { times: { n: BigInt(Math.round(Number(digits) * 100)), d: 100n }, length: m[0].length };
}
