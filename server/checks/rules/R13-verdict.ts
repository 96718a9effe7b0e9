import { allButSome } from '../all-but-some.ts';
import { beyondTargets } from '../beyond-targets.ts';
import { boundsTold } from '../bounds-told.ts';
import { classBands } from '../class-bands.ts';
import { classLimits } from '../class-limits.ts';
import { type Passage, type Stretch, segmentsOf } from '../document.ts';
import { exactOf, type Figure } from '../figure.ts';
import { heldAgainst } from '../held-against.ts';
import { judgedTables } from '../judged-tables.ts';
import { limitsFar } from '../limits-far.ts';
import { matchesIn } from '../matches.ts';
import { openingTargets } from '../opening-targets.ts';
import { ratioVerdict } from '../ratio.ts';
import { compare } from '../rational.ts';
import { type Context, decided, defineRule, type Fault, spotIn, spotOf } from '../rule.ts';
import { swappedFigures } from '../swapped-figures.ts';
import { withFigures } from '../told-in.ts';
import { verdictFault } from '../verdict-fault.ts';
import { verdictWords } from '../verdict-words.ts';
import { verdictsBeside } from '../verdicts-beside.ts';
import { verdictsNext } from '../verdicts-next.ts';
import { verdictsOfFacts } from '../verdicts-of-facts.ts';
import { verdictsTold } from '../verdicts-told.ts';

/**
 * A verdict agrees with its figures: “đạt”, “chưa đạt”, “vượt” against the threshold printed beside it; “100 %”, “tất cả đúng hạn” against overdue
 * ones; “không phát sinh” against a count of the same thing.
 */
export const R13 = defineRule({
  id: 'R13',
  version: 1,
  severity: 'error',
  title: 'Kết luận đạt, chưa đạt, vượt khớp với số liệu và chỉ tiêu',
  messages: {
    not_met: 'Kết luận “{verdict}” trong khi kết quả {result} thấp hơn chỉ tiêu {target}. Sửa kết luận hoặc số liệu.',
    met: 'Kết luận “{verdict}” trong khi kết quả {result} đã đạt chỉ tiêu {target}. Sửa kết luận hoặc số liệu.',
    over_limit: 'Kết luận “{verdict}” trong khi kết quả {result} vượt mức tối đa {target}. Sửa kết luận hoặc số liệu.',
    rank_over: 'Xếp loại này chỉ đến dưới {target} điểm nhưng đạt {score} điểm. Sửa xếp loại, điểm hoặc mức quy định.',
    rank: 'Xếp loại này đòi từ {target} điểm nhưng chỉ đạt {score} điểm. Sửa xếp loại, điểm hoặc mức quy định.',
    band: 'Xếp loại “{said}” trong khi {value} thuộc mức {right}. Sửa xếp loại, điểm hoặc mức quy định.',
    bound: 'Ghi “{word} {bound}” nhưng số chính xác ngay sau là {exact}. Sửa mức nêu hoặc số chính xác.',
    row: 'Dòng “{row}”: đánh giá “{verdict}” trong khi kết quả {result}, chỉ tiêu {target}. Sửa đánh giá hoặc số liệu.',
    swapped:
      'Ghi giao {given}, thực hiện {done}, tỷ lệ {rate}%: {rate}% là {given} trên {done}, hai số có thể đổi chỗ cho nhau. Kiểm tra và sửa.',
    row_late: 'Dòng “{row}”: ghi “{verdict}” trong khi hạn {due}, hoàn thành {done}. Sửa tình trạng hoặc một trong hai ngày.',
    counted: 'Ghi “{said}” nhưng đối chiếu từng kết quả với mức giao thì có {count} trong {all}. Đếm lại hoặc sửa kết quả.',
    reason: 'Kết luận “{verdict}” nhưng lý do ngay sau là “{reason}”. Sửa kết luận hoặc lý do.',
    aim_turned: 'Ghi “{first}” nhưng chỗ khác lại “{second}”. Một mục tiêu không thể vừa tăng vừa giảm. Sửa một trong hai.',
    target_twice: 'Cùng một chỉ tiêu ghi mức {first} rồi lại ghi {second}. Sửa một trong hai.',
    all_but_some: 'Ghi “{claim}” nhưng cùng chỗ lại “{rest}”. Không thể cùng đúng. Sửa một trong hai.',
    all_on_time: 'Ghi {claim} nhưng cùng chỗ có {late} quá hạn. Không thể cùng đúng. Sửa tỷ lệ hoặc số quá hạn.',
  },
  *check(context) {
    const found: Fault[] = [];
    for (const fault of byShape(context)) {
      found.push(fault);
      yield fault;
    }
    yield* openingTargets(context, found);
    yield* swappedFigures(context);
    yield* classLimits(context, found);
    yield* verdictsOfFacts(context, found);
  },
});

/** What is found by the order of its words. */
function* byShape(context: Context): Generator<Fault> {
  for (const passage of withFigures(context.document)) {
    if (passage.section.is_plan) continue;
    yield* threshold(context, passage);
    yield* allOnTime(context, passage);
    yield* assessed(context, passage);
    yield* ofLevels(context, passage);
  }
  yield* verdictsTold(context);
  yield* verdictsBeside(context);
  yield* verdictsNext(context);
  yield* heldAgainst(context);
  yield* classBands(context);
  yield* boundsTold(context);
  yield* allButSome(context);
  yield* limitsFar(context);
  yield* judgedTables(context);
  yield* verdictWords(context);
  yield* beyondTargets(context);
}

const BOTH =
  /(?:mục tiêu|chỉ tiêu|kế hoạch|yêu cầu)[^.;]{0,50}?\s(?:là|từ|tối thiểu)\s[\d.,]+\s?%[^.;%\d]{0,12}[:,]\s(?:đều\s)?(đạt)\s(?:ở|tại)\s(?:cả\s)?(hai|ba)\scấp/giu;

/** “cấp tỉnh … (99,36 %); cấp xã … (95,43 %). Mục tiêu … là 97 %: đạt ở cả hai cấp”: each of the rates told of the levels right before. */
function* ofLevels(context: Context, passage: Passage): Generator<Fault> {
  if (!/(?:hai|ba)\scấp/iu.test(passage.text)) return;
  for (const m of matchesIn(passage.text, BOTH)) {
    const target = passage.figures.find((f) => f.kind === 'percent' && f.start >= m.index && f.end <= m.index + m[0].length);
    const count = m[2]?.toLowerCase() === 'ba' ? 3 : 2;
    const rates = passage.figures.filter((f) => f.kind === 'percent' && f.bound === 'exact' && f.end < m.index).slice(-count);
    if (!target || rates.length < count) continue;
    const from = (rates[0] as Figure).start - 60;
    const levels = passage.text.slice(Math.max(0, from), m.index).match(/cấp (?:tỉnh|huyện|xã)|toàn tỉnh/giu) ?? [];
    if (new Set(levels.map((level) => level.toLowerCase())).size !== count) continue;
    decided(context);
    const low = rates.find((rate) => compare(exactOf(rate), exactOf(target)) < 0);
    if (!low) continue;
    const at = m.index + m[0].toLowerCase().lastIndexOf('đạt');
    yield {
      message: 'not_met',
      at: spotIn(passage, at, m.index + m[0].length),
      figures: [low, target],
      data: { verdict: m[0].slice(at - m.index), result: `${low.raw}%`, target: `${target.raw}%` },
      related: [spotOf(passage, low), spotOf(passage, target)],
    };
  }
}

const ASSESSED =
  /(?:yêu cầu|quy định)\s(?:tối thiểu|ít nhất|từ)\s[\d.,]+\s?%[^%]{0,20}kết quả\s?:[^%]{0,160}(?:đạt|là)\s[\d.,]+\s?%\.?\s+đánh giá\s?:\s(chưa đạt|không đạt|đạt)(?=[\s.;,]|$)/giu;

/** “yêu cầu tối thiểu 45 %. Kết quả: 207/512 hồ sơ, đạt 40,43 %. Đánh giá: Chưa đạt.”: three sentences, no other rate among them. */
function* assessed(context: Context, passage: Passage): Generator<Fault> {
  if (!/đánh giá\s?:/iu.test(passage.text)) return;
  for (const m of matchesIn(passage.text, ASSESSED)) {
    const rates = passage.figures.filter((f) => f.kind === 'percent' && f.start >= m.index && f.end <= m.index + m[0].length);
    const [target, result, other] = rates;
    if (!target || !result || other) continue;
    decided(context);
    const verdict = m[1] ?? '';
    const is_met = compare(exactOf(result), exactOf(target)) >= 0;
    if (is_met === /^đạt/iu.test(verdict)) continue;
    const at = m.index + m[0].length - verdict.length;
    yield verdictFault(
      passage,
      { result, target },
      { said: verdict, start: at, end: at + verdict.length },
      is_met ? 'met' : 'not_met',
    );
  }
}

// First letters first, here and in other expressions over whole paragraphs: to ask what stands before each character takes twice to four times as long.
const VERDICT =
  /(?=[bcđhktv])(?<!\p{L})(chưa đạt|không đạt|chưa hoàn thành|không hoàn thành|(?:vượt|cao hơn|thấp hơn)(?: so với)? (?:chỉ tiêu|kế hoạch|mục tiêu|mức|mốc|ngưỡng|yêu cầu|quy định)|(?<=,\s)(?:đã|chưa|không) (?:đạt|hoàn thành)(?=\s*(?:[.;)]|$))|(?<=(?:là|vẫn|còn|đã)\s)(?:thấp hơn|cao hơn)(?=\s*(?:[.;,)]|$))|chưa (?:bảo đảm|đảm bảo|đáp ứng)|(?:bảo đảm|đảm bảo|đáp ứng) (?:chỉ tiêu|yêu cầu|mục tiêu|quy định)|đạt và vượt|đạt (?:chỉ tiêu|mục tiêu|yêu cầu|kế hoạch|mốc(?= \d)|ngưỡng(?= \d))|hoàn thành (?:chỉ tiêu|kế hoạch|mục tiêu))(?!\p{L})|(?::|\)\s?[-–])\s*\*{0,2}(đạt|chưa đạt|không đạt|vượt|hoàn thành)\*{0,2}(?=\s*(?:[.,;(*]|$))|\((đạt|chưa đạt|không đạt|vượt)\)/giu;
/** Words of which every verdict has one: most paragraphs have none, which is told ten times faster. */
const MAY_JUDGE = /đạt|hoàn thành|vượt|hơn|đảm|đáp ứng/iu;
const TARGET_BEFORE =
  /(?:tối thiểu|ít nhất|không dưới|từ|≥|>=|trên|chỉ tiêu(?: (?:là|giao|đề ra|năm|kế hoạch))?|mục tiêu(?: là)?|kế hoạch(?: (?:là|giao|đề ra))?|quy định(?: là)?|giao(?: là)?|(?<!đạt )yêu cầu(?: là)?)(?:\s(?:tỉnh|huyện|xã|năm|đề ra|được|giao|là|của))*\s*[:(]?\s*$/iu;
const LIMIT_BEFORE = /(?:không quá|tối đa|không vượt quá|dưới|≤|<=|không cao hơn)\s*$/iu;
const RESULT_BEFORE = /(?:đạt|kết quả|thực hiện|tỷ lệ|tỉ lệ|là|chỉ đạt|mới đạt|đạt được|ước đạt|ở mức|\(|,|:|=)\s*$/iu;

/** “cao hơn kết quả 6 tháng cuối năm 2025 (68,5 %)”: what a result is compared with. */
const COMPARED = /(?:cao hơn|thấp hơn|so với|cùng kỳ)[^();,%]*\(\s*$/iu;

type Judged = { result: Figure; target: Figure; is_limit: boolean };

/** “… tối thiểu 50 %: Chưa đạt, 9,19 %”, “đạt 62 %, vượt chỉ tiêu (60 %)”. One target and one result in the stretch, else nothing is bound. */
function* threshold(context: Context, passage: Passage): Generator<Fault> {
  if (!MAY_JUDGE.test(passage.text)) return;
  const sentences = segmentsOf(passage.text, '.');
  // Target, result and verdict in sentences of their own: of the whole paragraph, when it holds no other rate.
  const rates = passage.figures.filter((f) => f.kind === 'percent').length;
  const apart = sentences.length > 1 && sentences.length < 5 && rates === 2 && passage.text.length < 400;
  const is_split =
    apart &&
    sentences.every(
      (s) => passage.figures.filter((f) => f.kind === 'percent' && f.start >= s.start && f.end <= s.end).length < 2,
    );
  const whole = is_split ? [{ start: passage.label?.body ?? 0, end: passage.text.length }] : sentences;
  for (const segment of whole.flatMap((sentence) => clausesOf(passage, sentence))) {
    const text = passage.text.slice(segment.start, segment.end);
    if (!MAY_JUDGE.test(text)) continue;
    const verdicts = matchesIn(text, VERDICT);
    if (verdicts.length === 0) continue;
    context.claim(() => spotIn(passage, segment.start, segment.end), 'Chưa rõ kết luận này so số nào với chỉ tiêu nào.');
    const judged = judgedIn(passage, segment);
    if (!judged || verdicts.length > 1 || segmentsOf(text, ';').length > 2) continue;
    const m = verdicts[0] as RegExpExecArray;
    const verdict = (m[1] ?? m[2] ?? m[3] ?? '').trim();
    // “còn thiếu 2 điểm mới đạt chỉ tiêu”: what would be, not what is.
    if (/cơ bản|(?<!\p{L})(?:mới|để|thì)\s*$/iu.test(text.slice(Math.max(0, m.index - 10), m.index))) continue;
    if (/(?:phấn đấu|dự kiến|quyết tâm|nhằm)[^.;,]{0,40}$/iu.test(text.slice(Math.max(0, m.index - 50), m.index))) continue;
    context.count('bound');
    context.count('checked');
    // Under a limit “vượt” is what must not be.
    const is_negative = judged.is_limit
      ? /chưa|không (?:đạt|hoàn)|^(?:vượt|cao hơn)/iu.test(verdict) && !/không\s*$/iu.test(text.slice(0, m.index))
      : /chưa|không|thấp hơn/iu.test(verdict);
    const order = compare(exactOf(judged.result), exactOf(judged.target));
    const reaches = judged.is_limit ? order <= 0 : order >= 0;
    if (reaches !== is_negative) continue;
    const message = judged.is_limit && !reaches ? 'over_limit' : reaches ? 'met' : 'not_met';
    const start = segment.start + m.index + m[0].length - m[0].trimStart().length;
    yield {
      message,
      at: spotIn(passage, start, segment.start + m.index + m[0].length),
      figures: [judged.result, judged.target],
      data: { verdict, result: `${judged.result.raw}%`, target: `${judged.target.raw}%` },
      expected: reaches ? 'đạt' : 'chưa đạt',
      related: [
        { ...spotOf(passage, judged.result), message: 'Kết quả' },
        { ...spotOf(passage, judged.target), message: 'Chỉ tiêu' },
      ],
    };
  }
}

/** “tối thiểu 98 %: Đạt (99,24 %); tối thiểu 97 %: Đạt (95,70 %)”: each clause has a target, a result and a verdict of its own. */
function clausesOf({ text, figures }: Passage, sentence: Stretch): Stretch[] {
  const semicolon = text.indexOf(';', sentence.start);
  if (semicolon < 0 || semicolon >= sentence.end) return [sentence];
  const clauses = segmentsOf(text.slice(sentence.start, sentence.end), ';').map(({ start, end }) => ({
    start: sentence.start + start,
    end: sentence.start + end,
  }));
  const verdicts = clauses.filter(({ start, end }) => text.slice(start, end).search(VERDICT) >= 0);
  if (verdicts.length > 1) return clauses;
  // “100 % thôn có cáp quang; … bằng 85,0 %, chưa đạt mục tiêu 80 %”: what the other clauses tell is of something else.
  const [only] = verdicts;
  const rates = (s: Stretch): number =>
    figures.filter((f) => f.kind === 'percent' && f.start >= s.start && f.end <= s.end).length;
  return only && rates(only) === 2 ? [only] : [sentence];
}

/** “đạt 32,02 %, tăng 3,27 điểm so với tháng trước (28,75 %), chưa đạt chỉ tiêu giao (tối thiểu 35 %)”: the one rate outside brackets that is no change. */
function ofBracket(passage: Passage, segment: Stretch, percents: readonly Figure[]): Judged | null {
  const { text } = passage;
  const lead = (f: Figure): string => text.slice(segment.start, f.start);
  // “đạt 17/24 chỉ tiêu (70,8 %)”: the bracket tells the share of what was counted.
  const targets = percents.filter(
    (f) =>
      !isShare(passage, f) &&
      /(?:chỉ tiêu|mục tiêu|yêu cầu|kế hoạch|quy định|mức)[^().;,\d]{0,40}\(\s*(?:(?:tối thiểu|ít nhất|từ|trên|≥|là)\s)?$/iu.test(
        lead(f),
      ),
  );
  const depth = (f: Figure): number => lead(f).split('(').length - lead(f).split(')').length;
  const results = percents.filter(
    (f) =>
      depth(f) === 0 &&
      f.bound === 'exact' &&
      !/(?:tăng|giảm|hơn|thêm|vượt)\s(?:\p{L}+\s)?$/iu.test(lead(f)) &&
      /(?:đạt|là|:|tỷ lệ|chiếm|bằng)\s*$/iu.test(lead(f)),
  );
  const [target] = targets;
  const [result] = results;
  if (!target || !result || targets.length > 1 || results.length > 1 || result.start > target.start) return null;
  return /;/u.test(text.slice(result.tail, target.start)) ? null : { target, result, is_limit: false };
}

const AGAINST = /(?:thấp hơn|cao hơn|vượt|đạt) (?:so với )?(?:mức|mốc|ngưỡng)(?: quy định| đề ra| chung)?\s*$/iu;

const isShare = ({ fractions, text }: Passage, percent: Figure): boolean =>
  fractions.some(
    ({ a, b }) =>
      b.tail <= percent.start &&
      !/[%;]|\.\s/u.test(text.slice(b.tail, percent.start)) &&
      ['match', 'truncated'].includes(ratioVerdict(a, b, percent)),
  );

function judgedIn(passage: Passage, segment: Stretch): Judged | null {
  const percents = passage.figures.filter((f) => f.kind === 'percent' && f.start >= segment.start && f.end <= segment.end);
  if (percents.length < 2) return null;
  const told = ofBracket(passage, segment, percents);
  if (told || percents.length > 3) return told;
  const before = (figure: Figure): string => passage.text.slice(Math.max(segment.start, figure.start - 36), figure.start);
  const after = (figure: Figure): string => passage.text.slice(figure.tail, figure.tail + 12);
  // “đạt 96,2 % dự toán (dưới 100 %)”: the bracket says how it stands, it sets no limit.
  if (percents.some((f, i) => i > 0 && /\((?:thấp hơn|dưới|chưa (?:đạt|đến|tới))(?: mức)?\s*$/iu.test(before(f)))) return null;
  const limits = percents.filter((f) => LIMIT_BEFORE.test(before(f)));
  // “66/74 biên chế được giao (89,19 %), thấp hơn mức 90 %”: a share is a result, whatever the words before it.
  const shares = percents.filter((f) => isShare(passage, f));
  const targets = percents.filter(
    (f) =>
      !limits.includes(f) &&
      !shares.includes(f) &&
      (TARGET_BEFORE.test(before(f)) || AGAINST.test(before(f)) || /^\s*trở lên/iu.test(after(f))),
  );
  const isCompared = (f: Figure): boolean => COMPARED.test(passage.text.slice(Math.max(segment.start, f.start - 70), f.start));
  // Of two, the one that is no target is the result.
  const is_pair = percents.length === 2 && limits.length + targets.length === 1;
  const results = percents.filter(
    (f) =>
      !limits.includes(f) &&
      !targets.includes(f) &&
      (is_pair || RESULT_BEFORE.test(before(f))) &&
      f.bound === 'exact' &&
      !isCompared(f),
  );
  const wanted = targets.length > 0 ? targets : limits;
  const [target] = wanted;
  const [result] = results;
  if (!target || !result || wanted.length !== 1 || results.length !== 1 || (targets.length > 0 && limits.length > 0)) return null;
  // “100 % thủ tục được triển khai thanh toán; tỷ lệ giao dịch đạt từ 45 % trở lên: Chưa đạt”: a demand of its own that opens another clause.
  if (
    result.start < target.start &&
    /(?:^|[.;])[\s\-–+*•]*$/u.test(before(result)) &&
    passage.text.slice(result.tail, target.start).includes(';')
  )
    return null;
  // A change is no result: “tăng 5 %”.
  if (/(?:tăng|giảm|thêm|hơn)\s*$/iu.test(before(result))) return null;
  return { target, result, is_limit: targets.length === 0 };
}

const ALL = /(?:100\s?%|tất cả|toàn bộ)/iu;
const ON_TIME = /đúng (?:thời )?hạn|trước hạn|trong hạn/iu;

/** “tỷ lệ đúng hạn 100 %” beside “quá hạn 05 hồ sơ”. */
function* allOnTime(context: Context, passage: Passage): Generator<Fault> {
  if (!ALL.test(passage.text)) return;
  for (const segment of segmentsOf(passage.text, '.')) {
    const text = passage.text.slice(segment.start, segment.end);
    if (!ALL.test(text) || !ON_TIME.test(text)) continue;
    const claim =
      /(?:100\s?%|tất cả|toàn bộ)[^.;,]{0,40}(?:đúng|trước) (?:thời )?hạn|(?:đúng|trước) (?:thời )?hạn[^.;,\d]{0,20}(?:đạt |là |:)?\s*(?:tỷ lệ )?(?:đạt )?100\s?%/iu.exec(
        text,
      );
    if (!claim) continue;
    const said = segment.start + claim.index;
    context.claim(() => spotIn(passage, said, said + claim[0].length), 'Không thấy số quá hạn trong câu để đối chiếu.');
    const late = passage.figures.find(
      (f) =>
        f.kind === 'count' &&
        f.start >= segment.start &&
        f.end <= segment.end &&
        exactOf(f).n > 0n &&
        (/(?:quá|trễ) hạn(?: là| có|:)?\s*$/iu.test(passage.text.slice(Math.max(0, f.start - 18), f.start)) ||
          /^\s*(?:bị )?(?:quá|trễ) hạn/iu.test(passage.text.slice(f.tail, f.tail + 16))) &&
        !/đang|chưa|năm trước|cùng kỳ|giảm|còn/iu.test(passage.text.slice(Math.max(segment.start, f.start - 45), f.tail + 40)),
    );
    if (!late) continue;
    context.count('bound');
    context.count('checked');
    const start = segment.start + claim.index;
    yield {
      message: 'all_on_time',
      at: spotIn(passage, start, start + claim[0].length),
      figures: [late],
      data: { claim: `“${claim[0].trim()}”`, late: `${late.raw} ${passage.text.slice(late.end, late.tail).trim()}`.trim() },
      related: [{ ...spotOf(passage, late), message: 'Số quá hạn' }],
      shares: [passage.offset + late.start],
    };
  }
}
