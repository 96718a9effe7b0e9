// What is said to be left, told behind its figure and away from what it is left of: among the tasks to come “Hoàn thành 15 nhiệm vụ còn lại của kế hoạch năm”
// where “37/52 nhiệm vụ” were done; “cung cấp 118 dịch vụ, đạt 95,16 % số TTHC; 06 TTHC còn lại …”; “khắc phục xong 91 thiếu sót (94,8 %); 05 thiếu sót … chưa
// khắc phục được”. R06.
//
// Which two figures it is left of is proved by the share that stands beside them, or by `a/b`; every such pair of the same things is asked, and one that
// leaves what is told acquits, as does the same number told as left elsewhere.
import { cueOf, namedIn } from './cues.ts';
import { type Document, segmentAt, segmentsOf } from './document.ts';
import { restFault } from './done-then-left.ts';
import { exactOf } from './figure.ts';
import { ratioVerdict } from './ratio.ts';
import { compare, equal, printScaled, type Rational, subtract } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { type Place, type Sentence, storyOf } from './story.ts';
import { storyTold } from './told-in.ts';

const LEFT_CUE = cueOf('còn lại', 'chưa', 'không');
const LEFT = /^(?:[,/]\s?\p{L}+(?:\s\p{L}+)?|[^.;,:()\d]{0,24})?\scòn lại(?!\p{L})/iu;
const UNDONE =
  /^[^.;,:()\d]{0,60}?\s(?:chưa|không)\s(?:được\s)?(hoàn thành|khắc phục|xử lý|giải quyết|thực hiện|kiểm tra|trả lời|triển khai)(?!\p{L})/iu;
/** Behind the rest: what it is left of has another name. */
const OF_OTHER =
  /(?<!\p{L})(?:thuộc|lĩnh vực|của (?!(?:k(?:ế|Ế)|năm|tỉnh|huyện|xã|đề án))|năm (?:19|20)\d\d|quý|tháng|giai đoạn|do|từ|về|trong số|theo)(?!\p{L})/iu;

// Each is held against every pair of the report: more than any report has would grow with the square of a text.
const MOST_RESTS = 500;

type Pair = { total: Place; part: Place; sentence: Sentence };

/** Rests that every pair they may be left of denies. `told`: figures that are spoken of already. */
export function* restsDue(context: Context, told: ReadonlySet<number>): Generator<Fault> {
  const { document } = context;
  let pairs: Pair[] | null = null;
  let asked = 0;
  for (const passage of namedIn(document, LEFT_CUE)) {
    if (passage.is_footnote || passage.figures.length === 0) continue;
    for (const sentence of storyOf(document)[passage.index] ?? [])
      for (const rest of sentence.told) {
        if (told.has(rest.at) || rest.figure.unit === '' || rest.figure.scale !== 1n || rest.figure.decimals > 0) continue;
        const after = passage.text.slice(rest.figure.end, sentence.end);
        const behind = passage.text.slice(rest.figure.tail, sentence.end);
        const verb = UNDONE.exec(behind)?.[1]?.toLowerCase();
        const is_left = LEFT.test(behind);
        if (!verb && !is_left) continue;
        asked += 1;
        if (asked > MOST_RESTS) return;
        pairs ??= pairsOf(document);
        const fault = passage.section.is_plan
          ? is_left && ahead(document, rest, sentence, after, pairs)
          : beside(rest, sentence, verb, pairs);
        if (!fault) continue;
        decided(context);
        yield fault;
      }
  }
}

/** `a/b`, and two figures of which a share with a decimal right beside them is the quotient. */
function pairsOf(document: Document): Pair[] {
  const out: Pair[] = [];
  for (const sentences of storyTold(document, 2))
    for (const [k, sentence] of sentences.entries()) {
      const { passage, parts, bases, told } = sentence;
      for (const [i, part] of parts.entries()) {
        const total = bases[i];
        if (total && !isOfThen(part) && compare(exactOf(part.figure), exactOf(total.figure)) <= 0)
          out.push({ total, part, sentence });
      }
      const percents = passage.figures.filter(
        (f) => f.kind === 'percent' && f.decimals > 0 && f.start >= sentence.start && f.end <= sentence.end,
      );
      if (percents.length === 0) continue;
      const before = [sentences[k - 1], sentences[k - 2]].flatMap((other) => other?.told ?? []);
      const bases_near = [...before, ...told, ...(told.length > 0 ? wholesAbove(document, sentence) : [])];
      for (const part of told) {
        if (isOfThen(part)) continue;
        const share = percents.find(
          (p) => p.start >= part.figure.tail && p.start - part.figure.tail < (p.decimals > 1 ? 100 : 40),
        );
        if (!share || /[.;]\s/u.test(passage.text.slice(part.figure.tail, share.start))) continue;
        for (const total of bases_near)
          if (
            total.at !== part.at &&
            total.figure.scale === part.figure.scale &&
            compare(exactOf(part.figure), exactOf(total.figure)) < 0 &&
            ratioVerdict(part.figure, total.figure, share) === 'match'
          )
            out.push({ total, part, sentence });
      }
    }
  return out;
}

const THEN = /cùng kỳ|(?:năm|quý|kỳ|tháng) trước/iu;

/** “Cùng kỳ năm 2023 hoàn thành 33/50 nhiệm vụ”, “6 tháng đầu năm 2022 là 43,33 % (26/60 nhiệm vụ)”: of another time. */
function isOfThen({ passage, figure }: Place): boolean {
  const clause = segmentAt(segmentsOf(passage.text, '.;?!'), figure.start);
  const lead = passage.text.slice(clause?.start ?? 0, figure.start);
  return THEN.test(lead) || /(?:đầu|cuối) năm (?:19|20)\d\d/iu.test(lead);
}

/** Figures of the paragraph above in the same section. */
function wholesAbove(document: Document, { passage }: Sentence): Sentence['told'] {
  const above = document.passages[passage.index - 1];
  return above?.section === passage.section ? (storyOf(document)[above.index] ?? []).flatMap((s) => s.told) : [];
}

const restOf = ({ total, part }: Pair): Rational => subtract(exactOf(total.figure), exactOf(part.figure));
const unitOf = ({ total, part }: Pair): string => total.figure.unit || part.figure.unit;

/** Right behind the pair, in its sentence. */
function beside(rest: Place & { at: number }, own: Sentence, verb: string | undefined, pairs: readonly Pair[]): Fault | null {
  const { text } = own.passage;
  const near = pairs.filter(
    (pair) =>
      pair.sentence === own &&
      pair.part.figure.end < rest.figure.start &&
      unitOf(pair) === rest.figure.unit &&
      rest.figure.start - pair.part.figure.tail < 60,
  );
  const [pair, other] = near;
  if (!pair || (other && !equal(restOf(pair), restOf(other)))) return null;
  const gap = text.slice(pair.part.figure.tail, rest.figure.start);
  if (!/[;,]\s(?:còn\s|và\s)?$/u.test(gap) || /\d/u.test(gap.replace(/[\d.,]+\s?%/gu, ''))) return null;
  if (verb) {
    const lead = text.slice(Math.max(own.start, pair.part.figure.start - 50), pair.part.figure.start).toLowerCase();
    if (!lead.includes(verb)) return null;
  }
  const left = restOf(pair);
  if (equal(left, exactOf(rest.figure))) return null;
  // More of them may be told behind: “03 thiếu sót chưa khắc phục, 02 đang khắc phục”.
  const behind = text.slice(rest.figure.tail, own.end).split(/trong đó|\(/u)[0] ?? '';
  const is_under = compare(exactOf(rest.figure), left) < 0;
  if (
    is_under &&
    (/\d/u.test(behind.replace(/(?:năm|tháng|ngày|quý)\s[\d/]+/gu, '')) ||
      /đang|còn|riêng/iu.test(behind.replace(/còn lại/iu, '')))
  )
    return null;
  return restFault(rest, pair.total, pair.part, printScaled(left, 1n));
}

const PLAN = /kế hoạch|chương trình/iu;
const OPEN = /(?<!\p{L})(?:còn|chưa|đang|chậm|quá hạn|không|thiếu|tồn)(?!\p{L})/iu;

/** Among the tasks to come: every pair of such things in the report leaves another number. */
function ahead(
  document: Document,
  rest: Place & { at: number },
  own: Sentence,
  after: string,
  pairs: readonly Pair[],
): Fault | null {
  const value = exactOf(rest.figure);
  const tail = /còn lại(.{0,80})/isu.exec(after)?.[1] ?? '';
  const same = pairs.filter((pair) => unitOf(pair) === rest.figure.unit && restOf(pair).n > 0n);
  if (same.length === 0 || same.some((pair) => equal(restOf(pair), value))) return null;
  const of_plan = PLAN.test(tail) || PLAN.test(own.text.slice(0, rest.figure.start - own.start));
  const fits = of_plan ? same.filter((pair) => PLAN.test(around(pair))) : same;
  if (!of_plan && OF_OTHER.test(tail.split(/[,.;]/u)[0] ?? '')) return null;
  const [pair] = fits;
  if (!pair || fits.some((other) => !equal(restOf(other), restOf(pair)))) return null;
  if (isToldAsLeft(document, rest, pair)) return null;
  return restFault(rest, pair.total, pair.part, printScaled(restOf(pair), 1n));
}

/** The sentence of a pair and the one before it. */
function around({ sentence }: Pair): string {
  const { text } = sentence.passage;
  const before = segmentAt(segmentsOf(text, '.?!'), Math.max(0, sentence.start - 2));
  return text.slice(Math.min(before?.start ?? sentence.start, sentence.start), sentence.end);
}

/** The number is told as left, or follows from the largest figure of its kind and another, in one paragraph. */
function isToldAsLeft(document: Document, rest: Place & { at: number }, pair: Pair): boolean {
  const value = exactOf(rest.figure);
  for (const sentences of storyTold(document, 1)) {
    const all = sentences.flatMap((s) => [...s.told, ...s.bases, ...s.parts]).filter((t) => t.figure.unit === rest.figure.unit);
    if (all.length === 0) continue;
    for (const t of all)
      if (equal(exactOf(t.figure), value) && (OPEN.test(t.before) || OPEN.test(t.after)) && !/^hoàn thành thêm/iu.test(t.before))
        return true;
    const most = all.reduce((a, b) => (compare(exactOf(a.figure), exactOf(b.figure)) >= 0 ? a : b));
    if (most.at !== pair.part.passage.offset + pair.part.figure.start)
      for (const t of all) if (!isOfThen(t) && equal(subtract(exactOf(most.figure), exactOf(t.figure)), value)) return true;
  }
  return false;
}
