import { type RatioClaim, ratioClaims } from './bind.ts';
import type { Passage } from './document.ts';
import { contentOf, type Fact, type Facts, factsNear, foundAgain, likeness, type State, stateOf } from './facts.ts';
import { exactOf } from './figure.ts';
import { equal, HUNDRED, nearly } from './rational.ts';

// What a percentage says of itself, wherever it says it: the count that it is the share of, and the words that name the whole. R01.

export type RateClaim = {
  percent: Fact;
  passage: Passage;
  /** The counts whose share it is: one, or the two of “trước hạn và đúng hạn”. */
  parts: readonly Fact[];
  /** Whether the part was found by the name of the rate and not by its place. */
  is_named: boolean;
  /** Words of the whole: “tổng số trễ”, “số thí sinh dự tuyển”. */
  base_words: readonly string[];
  base_state: State | '';
  /** The same as told, without “tổng số”. */
  base_said: string;
  /** “chiếm … tổng số”. */
  is_of_all: boolean;
  /** Start of the sentence in the passage. */
  from: number;
  to: number;
};

const NO_RATE =
  /(?:tăng|giảm|vượt|thêm|bớt|hơn|kém|thấp|thiếu|lãi suất|mức|chỉ tiêu|mục tiêu|kế hoạch|yêu cầu|giao|đề ra|quy định|tối thiểu|tối đa|phấn đấu|từ|lên|xuống|trên|dưới|cùng kỳ|năm trước|kỳ trước|quý trước|tháng trước|công thức|trọng số)\s*(?:\p{L}+\s){0,2}[(:]?\s*$/iu;
const NOW =
  /(?:tỷ|tỉ) lệ\s*(?:\p{L}+\s){0,5}(?:là |đạt |chiếm )?$|(?:chiếm|đạt(?: tỷ lệ)?|bằng|tương ứng|tương đương)(?: với)?\s*$/iu;
/** What is compared with an earlier time is asked by R11; what grew is no share. */
const OF_TIME =
  /^[^.;,()]{0,40}(?:cùng kỳ|(?:năm|quý|tháng|kỳ|vụ|đợt) (?:trước|ngoái|\d|[IVX]+(?!\p{L}))|đầu (?:năm|kỳ)|trước (?:đó|đây|khi)|so với (?:thực hiện|cuối))/iu;
const POINTS = /^\s?(?:điểm|x\s?\d|×)/iu;

/** Rates of the prose that are told as results of this period, with what is bound to each. */
export function rateClaims(facts: Facts, percents: readonly Fact[]): RateClaim[] {
  const of_passage = new Map<Passage, RatioClaim[]>();
  return percents.flatMap((percent): RateClaim[] => {
    const { passage } = percent;
    if (!passage || !isResult(percent, passage)) return [];
    const sentence = facts.sentences[percent.sentence];
    if (!sentence) return [];
    const own = of_passage.get(passage) ?? ratioClaims(passage);
    of_passage.set(passage, own);
    const claim = own.find((c) => c.percent.start === percent.figure.start);
    if (claim?.fraction) return [];
    const found = partsOf(facts, percent, passage, sentence, claim);
    if (
      !found ||
      found.parts.some((part) => GROWN.test(passage.text.slice(Math.max(0, part.figure.start - 14), part.figure.start)))
    )
      return [];
    const words =
      baseWords(passage.text, percent, sentence.end) || openerOf(passage.text, sentence.start, found.parts[0] as Fact);
    return [
      {
        percent,
        passage,
        ...found,
        base_words: contentOf(words).filter((word) => !PERIODS.has(word)),
        base_said: words.toLowerCase().replace(HEAD, '').trim(),
        base_state: stateOf(words),
        is_of_all: /^(?:(?:so với|trên|của|trong)\s)?(?:tổng|toàn)/iu.test(words),
        from: sentence.start,
        to: sentence.end,
      },
    ];
  });
}

const GROWN = /(?:tăng|giảm|thêm|bớt|hơn|kém|vượt|hụt)(?: thêm| đi| lên| trừ| được)?\s*$/iu;

function isResult(percent: Fact, passage: Passage): boolean {
  const { figure, role } = percent;
  if (role !== 'result' && role !== 'rest') return false;
  if (figure.bound !== 'exact' || passage.section.is_plan || passage.is_footnote || equal(exactOf(figure), HUNDRED)) return false;
  const after = passage.text.slice(figure.tail, figure.tail + 60);
  if (POINTS.test(after) || OF_TIME.test(after)) return false;
  const before = passage.text.slice(Math.max(0, figure.start - 40), figure.start);
  return NOW.test(before) || !NO_RATE.test(before);
}

const PERIODS = new Set(['quý', 'tháng', 'kỳ', 'năm', 'đợt', 'vụ']);
const HEAD = /^(?:(?:so với|tính trên|trên|của|trong|tổng|toàn bộ|số|các)\s)+/iu;
const STOP =
  /[.;,:()\n]|\d|\s(?:và|còn|trong khi|nhưng|song|do|vì|nhờ|với|gồm|cao hơn|thấp hơn|tăng|giảm|vượt|trong đó|riêng)\s/iu;
const NO_BASE =
  /^(?:và|còn|cao|thấp|tăng|giảm|vượt|đạt|chưa|không|là|được|đã|thuộc|tập trung|chủ yếu|hoàn thành|trở|mức|so với (?:mục|chỉ tiêu \d)|tại|ở|trong (?:kỳ|quý|tháng|năm|khi))(?!\p{L})/iu;

/** “chiếm 41,9 % tổng số trễ”: what stands right behind a rate names its whole. */
function baseWords(text: string, { figure }: Fact, to: number): string {
  const rest = text.slice(figure.tail, Math.min(to, figure.tail + 110));
  const stop = rest.search(STOP);
  const words = (stop < 0 ? rest : rest.slice(0, stop)).trim();
  return NO_BASE.test(words) ? '' : words;
}

const OPENER = /(?:^|[.;:,]\s|\s)(?:trong|trên)(?: tổng)? (?:số|các)\s(\p{L}[^.;()\d%]{2,60}?)(?:,\s|\s(?:có|thì|đã có)\s)/giu;

/** “Trong các xã đạt chuẩn có 05 xã nâng cao”: the last such words before the part. */
function openerOf(text: string, from: number, part: Fact): string {
  if (part.passage?.text !== text) return '';
  const last = [...text.slice(from, part.figure.start).matchAll(OPENER)].at(-1);
  const words = last?.[1] ?? '';
  // Of what comes later in the sentence it says little.
  if (last && /\d/.test(text.slice(from + last.index + last[0].length, part.figure.start))) return '';
  return /^(?:đó|này|trên|nêu trên)/iu.test(words) ? '' : words;
}

const BOTH = /(?:trước|sớm)(?: thời)?(?: hạn)?,?(?: và|,)? (?:trả )?đúng|đúng(?: thời)?(?: hạn)?,?(?: và|,)? (?:trước|sớm)/iu;
const NAME = /(?:tỷ|tỉ) lệ\s+((?:[\p{L},]+\s+){1,9}?)(?:đạt |là |chiếm |ở mức |chỉ |mới |trên (?:tổng )?số[^.;\d]*|:\s*)*$/iu;
const EMPTY_NAME = /^(?:chung|đạt|là|chiếm|này|này là|tương ứng|đó|bình quân|trung bình|tăng|giảm|\s)*$/iu;

type Sought = Pick<RateClaim, 'parts' | 'is_named'>;

function partsOf(
  facts: Facts,
  percent: Fact,
  passage: Passage,
  sentence: { start: number; end: number },
  claim: RatioClaim | undefined,
): Sought | null {
  const lead = passage.text.slice(sentence.start, percent.figure.start);
  const name = NAME.exec(lead.slice(-110))?.[1] ?? '';
  const is_empty = name === '' || EMPTY_NAME.test(name);
  const near = (
    is_empty && !claim?.part ? (facts.by_sentence.get(percent.sentence) ?? []) : factsNear(facts, percent.sentence, 2, 0)
  ).filter(isCount);
  const beside = claim?.part
    ? near.find((f) => f.passage === passage && f.figure.start === claim.part?.start)
    : lastBefore(near, passage, percent, sentence.start);
  if (BOTH.test(name)) return bothOf(near, percent);
  if (is_empty) return beside ? { parts: [beside], is_named: false } : null;
  const wanted = contentOf(name);
  if (wanted.length === 0) return null;
  const state = stateOf(name);
  if (beside && (likeness(facts, wanted, beside) >= 0.75 || (state !== '' && beside.state === state)))
    return { parts: [beside], is_named: false };
  const called = near.filter(
    (f) => f.role === 'result' && f.at < percent.at && f.of_fraction !== 'base' && likenessOfOwn(facts, wanted, f) >= 0.8,
  );
  const [first] = called;
  return first && called.every((f) => f.sentence === first.sentence) && called.length === 1
    ? { parts: [first], is_named: true }
    : null;
}

const SHORT =
  /^[^.;:]{0,70}(?:,\s|\(|\s)(?:mới |đã |chỉ |cũng |đều )?(?:đạt|chiếm|bằng|tương ứng|tương đương|tức)(?: với)?(?: tỷ lệ| tỉ lệ)?\s$/iu;

const [PER_CENT, SEMICOLON, ZERO, NINE] = [37, 59, 48, 57];

/** “07 đơn vị (03 phòng, 04 xã), đạt 58,3 %”: the last count that no closed bracket holds. */
function lastBefore(near: readonly Fact[], passage: Passage, { figure }: Fact, from: number): Fact | undefined {
  const { text } = passage;
  let depth = 0;
  let at = figure.start - 1;
  for (; at >= from; at -= 1) {
    if (text[at] === ')') depth += 1;
    else if (text[at] === '(') depth -= 1;
    if (depth > 0) continue;
    const unit = text.charCodeAt(at);
    if (unit === PER_CENT || unit === SEMICOLON) return undefined;
    // A figure begins with a digit: other letters need not be looked up.
    if (unit < ZERO || unit > NINE) continue;
    const found = near.find((f) => f.passage === passage && f.figure.start === at);
    if (found)
      return found.of_fraction === '' && SHORT.test(text.slice(found.figure.tail, figure.start).replace(/\([^()]*\)/gu, ''))
        ? found
        : undefined;
  }
  return undefined;
}

/** “tỷ lệ trước hạn và đúng hạn”: of both, or of one count that is called so. */
function bothOf(near: readonly Fact[], percent: Fact): Sought | null {
  const before = near.filter((f) => f.at < percent.at && f.role === 'result' && f.of_fraction === '');
  const last = before.findLast(({ state }) => state === 'early' || state === 'on_time');
  if (!last) return null;
  const own = before.filter((f) => f.sentence === last.sentence);
  const [early, on_time] = [own.filter((f) => f.state === 'early'), own.filter((f) => f.state === 'on_time')];
  return early.length === 1 && on_time.length === 1 ? { parts: [early[0] as Fact, on_time[0] as Fact], is_named: true } : null;
}

export const isCount = ({ figure, role }: Fact): boolean =>
  figure.kind === 'count' && figure.bound === 'exact' && role !== 'rank' && nearly(exactOf(figure)) > 0;

/** Likeness of the words of its own phrase alone. */
export const likenessOfOwn = (facts: Facts, wanted: readonly string[], { own }: Fact): number =>
  foundAgain(facts, wanted, (word) => (own.includes(word) ? 1 : 0));
