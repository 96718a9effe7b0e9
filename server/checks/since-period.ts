// What was counted since the year began is not less than what the period alone has, whatever is counted. R06.
//
// “Trong quý III … bổ nhiệm 01 Chánh Thanh tra; bổ nhiệm 01 Trưởng phòng … Lũy kế từ đầu năm đã bổ nhiệm 04 công chức”: the verb before both says that
// they are of one thing; persons that are told one by one are added.

import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentsOf } from './document.ts';
import { contentOf } from './facts.ts';
import { exactOf, type Figure } from './figure.ts';
import { sumOf } from './parts.ts';
import { compare, printExact } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';

const SINCE_CUE = cueOf('kế', 'đầu năm', 'tính chung');
const SINCE =
  /(?<!\p{L})(?:l[uũ][yỹ] kế(?: từ đầu năm| đến nay| \d+ tháng| cả năm)*|(?:tính )?từ đầu năm(?: đến nay)?|tính chung (?:\d+ tháng|cả năm))(?!\p{L})/giu;
const PERIOD = /(?<!\p{L})(?:quý\s(?:I|II|III|IV|[1-4])|tháng\s\d{1,2}|trong (?:tháng|quý|kỳ|tuần)|kỳ báo cáo)(?!\p{L})/iu;
const NO_VERB = new Set([
  'có',
  'là',
  'đạt',
  'được',
  'đã',
  'tổng',
  'số',
  'năm',
  'nay',
  'cả',
  'và',
  'thì',
  'trên',
  'qua',
  'của',
  'với',
  'giảm',
  'tăng',
  'còn',
]);
const ANYBODY = new Set(
  'công chức viên cán bộ người lãnh đạo quản lý lượt các đối tượng trường hợp cái chiếc nhân sự'.split(' '),
);
const NARROWS = /trong đó|riêng|so với|cùng kỳ|(?:theo|so|đạt|vượt) kế hoạch|giảm|tăng|năm (?:trước|ngoái)|tiếp tục|còn/iu;

/** Last words before a figure that say what was done: “đã bổ nhiệm 04”. */
function verbOf(lead: string): string {
  const words = lead
    .toLowerCase()
    .trim()
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
    .slice(-3);
  while (words.length > 0 && NO_VERB.has(words.at(-1) as string)) words.pop();
  const verb = words.filter((word) => !NO_VERB.has(word)).slice(-2);
  return verb.length === 2 ? verb.join(' ') : '';
}

/** Counts between two places whose clause names the verb. */
function countsWith(passage: Passage, from: number, to: number, verb: string): Figure[] {
  const own = passage.figures.filter((f) => f.start >= from && f.end <= to);
  return own.filter((figure, i) => {
    const lead = passage.text.slice(Math.max(from, i === 0 ? 0 : (own[i - 1] as Figure).tail), figure.start).toLowerCase();
    const since_verb = passage.text.slice(from, figure.start).toLowerCase();
    const clause = since_verb.slice(Math.max(since_verb.lastIndexOf(';'), since_verb.lastIndexOf('. ')) + 1);
    return (
      figure.kind === 'count' && figure.bound === 'exact' && figure.scale === 1n && !/%/u.test(lead) && clause.includes(verb)
    );
  });
}

/** Accuses where the verb is the same and what is counted is not narrower. */
export function* sincePeriod(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 2, SINCE_CUE)) {
    const { text, figures } = passage;
    for (const m of text.matchAll(SINCE)) {
      const end = m.index + m[0].length;
      const all = figures.find((f) => f.start > end && !/^\s*tháng/iu.test(text.slice(f.end)));
      const sentences = segmentsOf(text, '.?!');
      const i = sentences.findIndex(({ start, end: stop }) => start <= m.index && m.index < stop);
      const own = sentences[i];
      if (!all || !own || all.start > own.end || all.kind !== 'count' || all.bound !== 'exact' || all.scale !== 1n) continue;
      const lead = text.slice(end, all.start);
      // “đứng thứ 3/11”, “đạt điểm 9,1”: a place, points and rates are not counted up.
      if (
        /(?:thứ|hạng|vị trí|điểm|mức|nhóm|bình quân|trung bình)\s*$/iu.test(lead) ||
        passage.fractions.some(({ a }) => a.start === all.start)
      )
        continue;
      const verb = verbOf(lead);
      if (verb === '' || lead.length > 80 || /[.;(]/.test(lead)) continue;
      const before = sentences[i - 1];
      const is_here = PERIOD.test(text.slice(own.start, m.index)) && /[;,.]\s*$/u.test(text.slice(own.start, m.index));
      const span = is_here ? { start: own.start, end: m.index } : before;
      if (!span || SINCE_BEFORE.test(text.slice(span.start, span.end)) || !PERIOD.test(text.slice(span.start, span.end)))
        continue;
      if (NARROWS.test(text.slice(span.start, m.index)) || NARROWS.test(text.slice(end, all.tail + 30))) continue;
      const parts = countsWith(passage, span.start, span.end, verb);
      if (parts.length === 0 || !isAsWide(passage, all, parts)) continue;
      decided(context);
      const sum = sumOf(parts);
      if (compare(exactOf(all), sum) >= 0) continue;
      yield {
        message: 'cumulative',
        at: spotOf(passage, all),
        figures: [all, ...parts],
        data: { name: verb, since: all.raw, alone: printExact(sum) },
        related: parts.map((part) => spotOf(passage, part)),
        shares: [all, ...parts].map(({ start }) => passage.offset + start),
      };
    }
  }
}

const SINCE_BEFORE = /l[uũ][yỹ] kế|từ đầu năm|tính chung/iu;

/** “04 công chức, viên chức” of those told by their posts; of one figure the same words. */
function isAsWide(passage: Passage, all: Figure, parts: readonly Figure[]): boolean {
  const behind = (figure: Figure): string => /^[^.;,()\d]*/u.exec(passage.text.slice(figure.end))?.[0] ?? '';
  const words = contentOf(behind(all));
  const [first, ...more] = parts;
  if (!first) return false;
  const of_first = new Set(contentOf(behind(first)));
  if (more.length === 0) return words.every((word) => of_first.has(word)) && words.length > 0;
  return parts.every(({ raw }) => raw.length <= 3) && words.every((word) => ANYBODY.has(word) || of_first.has(word));
}
