import { cueOf, namedIn } from './cues.ts';
import type { Passage } from './document.ts';
import { segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { wordsAsNumber } from './number.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';

const RANKS_BEHIND_CUE = cueOf('sau', 'trên', 'trước');
const PLACES_IN_ORDER_CUE = cueOf('thứ', 'hạng');

// Ranks in words: who stands before and behind, and lists from the first down.

const STANDS =
  /(?:xếp|đứng|giữ|ở)\s(?:ở\s)?(?:vị trí\s)?(?:thứ hạng|hạng|thứ|vị trí)(?:\s(?:thứ|hạng))?\s(\d{1,2}|nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?:\/(\d{1,3}))?(?![\d/])/giu;
const BEHIND = /^[^.;()\d]{0,30}?(?:,|\()?\s?(?:chỉ\s(?:đứng\s|xếp\s)?sau)\s([^.;]{3,220})/iu;
const OVER = /(?:,\s|\s)(?:xếp |đứng )?(?:trên|trước)\s(\d{1,3})\s(?:\p{L}+\s){1,3}còn lại/iu;

const ordinal = (word: string): number =>
  /\d/.test(word) ? Number(word) : ({ nhất: 1, nhì: 2, tư: 4 }[word.toLowerCase()] ?? wordsAsNumber(word) ?? 0);

/** “xếp thứ 4/11 xã, chỉ sau Đăk Ui (93,4 điểm) và Đăk Mar (91,5 điểm), trên 08 xã còn lại”. */
export function* ranksBehind(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, RANKS_BEHIND_CUE)) {
    const { text } = passage;
    for (const m of matchesIn(text, STANDS)) {
      const rank = ordinal(m[1] ?? '');
      const from = m.index + m[0].length;
      const rest = text.slice(from).split(/[.;](?=\s|$)/u)[0] ?? '';
      const behind = BEHIND.exec(rest);
      const over = m[2] ? OVER.exec(rest) : null;
      const before = behind ? standBefore(behind[1] ?? '') : null;
      if (rank === 0 || (!before && !over)) continue;
      decided(context);
      const fits_behind = !before || (rank - 1 >= before.least && rank - 1 <= before.most);
      const fits_over = !over || Number(m[2]) - rank === Number(over[1]);
      if (fits_behind && fits_over) continue;
      const expected = String(!fits_over ? Number(m[2]) - Number(over?.[1]) : (before?.least ?? 0) + 1);
      yield {
        message: 'behind',
        severity: before && over && !fits_behind !== !fits_over ? 'warning' : 'error',
        at: spotIn(passage, m.index, from),
        data: { rank: m[1] ?? '', expected },
        expected,
        related: [spotIn(passage, from, from + rest.length)],
      };
    }
  }
}

/** Names between commas and “và”, without their brackets; or a number of units. */
function standBefore(text: string): { least: number; most: number } | null {
  const number = /^(\d{1,2}|một|hai|ba|bốn|năm|sáu)\s(?:đơn vị|xã|phường|sở|huyện|tỉnh|cơ quan|địa phương|phòng|ngành)/iu.exec(
    text,
  );
  if (number) {
    const n = /\d/.test(number[1] ?? '') ? Number(number[1]) : (wordsAsNumber(number[1] ?? '') ?? 0);
    return n === 0 || /^[^,.]{0,40}:/u.test(text.slice(number[0].length)) ? null : { least: n, most: n };
  }
  const plain = text.replace(/\([^()]*\)/gu, '');
  const names: string[] = [];
  for (const part of plain.replace(/^các (?=(?:xã|phường|huyện|phòng|sở)\s)/u, '').split(',')) {
    const name = part.replace(/^\s*và\s/u, '').trim();
    if (
      !/^(?:(?:xã|phường|huyện|thành phố|thị xã|tỉnh|phòng|sở)\s)?\p{Lu}[\p{L}\s–-]{1,60}$/u.test(name) ||
      /(?<!\p{L})(?:là|đạt|có|tăng|trên|được)(?!\p{L})/u.test(name)
    )
      break;
    names.push(name);
  }
  if (names.length === 0) return null;
  const joints = names.reduce((sum, name) => sum + (name.match(/\svà\s/gu)?.length ?? 0), 0);
  const sure = names.reduce(
    (sum, name) =>
      sum +
      (name.match(/\svà\s(?=(?:xã|phường|huyện|thành phố|thị xã|tỉnh|Sở|Phòng|Ban|Văn phòng|UBND|Thanh tra)\s)/gu)?.length ?? 0),
    0,
  );
  return { least: names.length + sure, most: names.length + joints };
}

const PLACE =
  /(?=[xđthd])(?<!\p{L})(?:(?:xếp |đứng )?(?:thứ|hạng)\s(nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|\d{1,2})|(dẫn đầu))(?:\slà|:)?\s/giu;

/** “thứ nhất A 91,2 điểm; thứ nhì B 85,7 điểm; thứ ba C 86,1 điểm”: points go down as places do. */
export function* placesInOrder(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, PLACES_IN_ORDER_CUE)) {
    const { text } = passage;
    if (passage.section.is_plan) continue;
    for (const { start, end } of segmentsOf(text, '.')) {
      const told = matchesIn(text.slice(start, end), PLACE);
      const marks = told
        // “ba đơn vị dẫn đầu: thứ nhất …” tells the first only once.
        .filter((m) => !m[2] || !told.some((other) => ordinal(other[1] ?? '') === 1))
        .map((m) => ({ at: start + m.index, end: start + m.index + m[0].length, place: m[2] ? 1 : ordinal(m[1] ?? '') }));
      // “thứ nhất, …; thứ hai, …” may number reasons: those who are ranked have names.
      if (
        marks.some(
          (mark) => !/^(?:(?:xã|phường|huyện|thành phố|thị xã|phòng|sở|thôn|trường)\s)?\p{Lu}/u.test(text.slice(mark.end)),
        )
      )
        continue;
      if (marks.length < 3 || marks.some(({ place }, i) => place !== (marks[0]?.place ?? 0) + i)) continue;
      const values = marks.map((mark, i) => oneFigure(passage, mark.end, marks[i + 1]?.at ?? end));
      const [first] = values;
      if (!first || values.some((f) => !f || f.kind !== first.kind || f.unit !== first.unit)) continue;
      const own = values as Figure[];
      const is_up =
        /từ thấp (?:đến|lên) cao|thấp nhất/iu.test(text.slice(start, end)) ||
        /(?:quá hạn|trễ hạn|chậm|trả lại)/iu.test(text.slice(start, end));
      if (
        is_up ||
        (first.kind === 'count' && first.unit !== 'điểm' && !/từ cao (?:xuống|đến) thấp/iu.test(text.slice(start, end)))
      )
        continue;
      decided(context);
      const odd = own.filter((f, i) => i > 0 && compare(exactOf(f), exactOf(own[i - 1] as Figure)) > 0);
      const [wrong] = odd;
      if (!wrong || odd.length > 1) continue;
      const i = own.indexOf(wrong);
      yield {
        message: 'order',
        at: spotIn(passage, marks[i - 1]?.at ?? wrong.start, wrong.tail),
        figures: [own[i - 1] as Figure, wrong],
        data: { higher: (own[i - 1] as Figure).raw, lower: wrong.raw },
        related: [spotOf(passage, own[i - 1] as Figure), spotOf(passage, wrong)],
      };
    }
  }
}

/** The only figure of a stretch that is no rank. */
function oneFigure(passage: Passage, start: number, end: number): Figure | null {
  const [only, more] = passage.figures.filter(
    (f) => f.start >= start && f.end <= end && f.bound === 'exact' && (f.unit === 'điểm' || f.kind === 'percent'),
  );
  return only && !more ? only : null;
}
