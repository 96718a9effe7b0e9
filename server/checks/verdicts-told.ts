import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { isOwnScore } from './own-scores.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';
import { verdictRows } from './verdict-rows.ts';

type Target = { figure: Figure; is_limit: boolean; open: number };

const ASKS =
  /(?:quy định|yêu cầu|chuẩn|chỉ tiêu|kế hoạch|mục tiêu|theo chuẩn|KH)(?:[^();,.\d]|\sSố\s){0,24}(?:\s(?:năm\s)?\d{4})?(?:[^();,.\d]){0,24}[:\s]\s*(từ|tối thiểu|ít nhất|trên|≥|>=|đạt|là|≤|<=|không quá|dưới|tối đa)?\s*$/iu;
const MET = /(?:^|:\s*)(?:đã )?(?:đạt|đạt chuẩn|đạt và vượt|vượt)\s*[.;]?\s*$/iu;
const NOT_MET = /(?:chưa|không) đạt(?: chuẩn)?\s*[.;]?\s*$/iu;

/** Verdicts of a heading over its figures, verdict columns of tables, and ranks with their threshold in a bracket. */
export function* verdictsTold(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 1)) {
    yield* underHeading(context, passage);
    yield* asked(context, passage);
    yield* bracketed(context, passage);
    yield* withinLimit(context, passage);
    yield* rank(context, passage);
  }
  yield* verdictRows(context);
}

/** “Tiêu chí số 11: Đạt” over “… tỷ lệ 4,09 % (quy định: ≤ 5 %)”. Under “chưa đạt” one of several may be met. */
function* underHeading(context: Context, passage: Passage): Generator<Fault> {
  const heading = headingOf(context.document, passage);
  if (!heading || !MET.test(heading.text) || NOT_MET.test(heading.text)) return;
  for (const target of targetsIn(passage)) {
    const result = resultBefore(passage, target);
    if (!result) continue;
    decided(context);
    const order = compare(exactOf(result), exactOf(target.figure));
    if (target.is_limit ? order <= 0 : order >= 0) continue;
    const at = heading.text.length - (/(?:đã )?(?:đạt|vượt)[^:]*$/iu.exec(heading.text)?.[0].length ?? 0);
    yield {
      message: target.is_limit ? 'over_limit' : 'not_met',
      at: spotOf(passage, result),
      figures: [result, target.figure],
      data: {
        verdict: heading.text.slice(at).replace(/[\s.;]+$/u, ''),
        result: print(result),
        target: print(target.figure),
      },
      expected: 'chưa đạt',
      related: [spotOf(passage, target.figure), spotIn(heading, at, heading.text.length)],
      shares: [passage.offset + result.start],
    };
  }
}

const AGAINST =
  /(?=[đvchkt])(?<!\p{L})(đạt và vượt|vượt(?: xa| cao)?|cao hơn|đạt|hoàn thành|chưa đạt|không đạt|chưa hoàn thành|thấp hơn)\s(?:mức\s)?(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|định mức)[^().;,\d]{0,30}(?:năm\s\d{4}\s)?\((?:là\s|giao\s|kế hoạch\s|chỉ tiêu\s)*$/iu;
/** “vượt xa yêu cầu của tỉnh là 60 %”. */
const AGAINST_PLAIN =
  /(?<!\p{L}|để |nhằm |cần |phải |sẽ |phấn đấu )(vượt(?: xa| cao)?|cao hơn(?: nhiều so với)?|thấp hơn(?: nhiều so với)?|chưa đạt|không đạt)\s(?:mức\s)?(?:kế hoạch|chỉ tiêu|mục tiêu|yêu cầu|quy định)(?:\s\p{L}+){0,6}\slà\s$/iu;

/** “giảm 4,87 điểm phần trăm …, vượt kế hoạch giao (4,5 điểm phần trăm)”, “371 người, vượt kế hoạch (360 người)”. */
function* bracketed(context: Context, passage: Passage): Generator<Fault> {
  if (!passage.text.includes('(') && !passage.text.includes(' là ')) return;
  for (const target of passage.figures) {
    // What stands between the bracket and the figure is seen sooner than what stands before it.
    const open = passage.text.lastIndexOf('(', target.start);
    const is_inside =
      open >= target.start - 80 && /^(?:là\s|giao\s|kế hoạch\s|chỉ tiêu\s)*$/iu.test(passage.text.slice(open + 1, target.start));
    if (!is_inside && !passage.text.startsWith('là ', target.start - 3)) continue;
    const m = (is_inside ? AGAINST : AGAINST_PLAIN).exec(passage.text.slice(Math.max(0, target.start - 80), target.start));
    if (!m || target.bound !== 'exact' || (target.kind === 'count' && target.unit === '')) continue;
    const at = Math.max(0, target.start - 80) + m.index;
    const from = Math.max(passage.text.lastIndexOf('. ', at), passage.text.lastIndexOf('; ', at)) + 1;
    const alike = passage.figures.filter(
      (f) =>
        f.tail <= at &&
        f.start >= from &&
        f.kind === target.kind &&
        f.scale === target.scale &&
        f.unit === target.unit &&
        f.bound === 'exact' &&
        !isCompared(passage, f, from),
    );
    const [result] = alike;
    // Less is better of some things; several results may be meant.
    if (
      !result ||
      alike.length > 1 ||
      /(?:quá hạn|trễ|tai nạn|vi phạm|chi phí|hao hụt|dưới|không quá|tối đa)/iu.test(passage.text.slice(from, target.tail))
    )
      continue;
    decided(context);
    const word = (m[1] ?? '').toLowerCase();
    const order = compare(exactOf(result), exactOf(target));
    const is_bad = /chưa|không|thấp/u.test(word);
    const holds = is_bad ? order < 0 : /^(?:vượt|cao hơn)/u.test(word) ? order > 0 : order >= 0;
    if (holds) continue;
    yield {
      message: is_bad ? 'met' : 'not_met',
      at: spotIn(passage, at, Math.min(passage.text.length, target.tail + 1)),
      figures: [result, target],
      data: {
        verdict: passage.text
          .slice(at, target.start)
          .replace(/\s*\($/u, '')
          .trim(),
        result: print(result),
        target: print(target),
      },
      expected: order >= 0 ? 'đạt' : 'chưa đạt',
      related: [spotOf(passage, result)],
      shares: [passage.offset + result.start, passage.offset + target.start],
    };
  }
}

/** “so với đầu năm (26,40 %)”: the other period's. */
const isCompared = ({ text }: Passage, figure: Figure, from: number): boolean =>
  /(?:so với|cùng kỳ|năm trước)[^();]{0,40}\(?[^();]{0,20}$/iu.test(text.slice(from, figure.start));

const ASKED =
  /(?:yêu cầu|quy định|chỉ tiêu|mục tiêu|chuẩn|kế hoạch)\s*:?\s*(?:(?:là|đạt)\s)?(từ|tối thiểu|ít nhất|trên|≥|>=|không dưới|không quá|tối đa|dưới|≤|<=)\s*$/iu;
const JUDGED =
  /(?:tự đánh giá|đánh giá|kết luận|tự chấm|kết quả)?[^:.;]{0,40}:\s*(đã đạt|đạt|chưa đạt|không đạt)\s*(?=[.;]|$)/giu;

/** “… 312 hồ sơ, đạt 48,75 %. Yêu cầu: tối thiểu 50 %. Tự đánh giá: Đạt.”: result, target and verdict one after the other, in one paragraph or two. */
function* asked(context: Context, passage: Passage): Generator<Fault> {
  for (const target of passage.figures) {
    if (target.kind !== 'percent') continue;
    const m = ASKED.exec(passage.text.slice(Math.max(0, target.start - 50), target.start));
    if (!m) continue;
    const rest = passage.text.slice(target.tail);
    const verdict = matchesIn(rest, JUDGED)[0];
    if (!verdict || verdict.index > 90 || /\d/.test(rest.slice(0, verdict.index))) continue;
    const result = resultAbove(context.document, passage, target);
    if (!result) continue;
    decided(context);
    const is_limit = /không quá|tối đa|dưới|≤|<=/iu.test(m[1] ?? '');
    const order = compare(exactOf(result.figure), exactOf(target));
    const reaches = is_limit ? order <= 0 : order >= 0;
    const said = (verdict[1] ?? '').trim();
    if (reaches === !/chưa|không/iu.test(said)) continue;
    const end = target.tail + verdict.index + verdict[0].length;
    yield {
      message: reaches ? 'met' : is_limit ? 'over_limit' : 'not_met',
      at: spotIn(passage, end - said.length, end),
      figures: [result.figure, target],
      data: { verdict: said, result: print(result.figure), target: print(target) },
      expected: reaches ? 'đạt' : 'chưa đạt',
      related: [spotOf(result.passage, result.figure), spotOf(passage, target)],
      shares: [result.passage.offset + result.figure.start],
    };
  }
}

/** The last result before the target: of the sentence before it, else the only rate that the paragraph before “đạt”. */
function resultAbove(document: Document, passage: Passage, target: Figure): { passage: Passage; figure: Figure } | null {
  const is_result = (p: Passage, f: Figure): boolean =>
    f.kind === 'percent' &&
    f.bound === 'exact' &&
    !/(?:tăng|giảm|quy định|yêu cầu|chỉ tiêu|cùng kỳ|năm trước)\s*\(?\s*$/iu.test(
      p.text.slice(Math.max(0, f.start - 14), f.start),
    );
  const own = passage.figures.filter((f) => f.tail < target.start && is_result(passage, f));
  // “đúng hạn 99,17 %, quá hạn 0,83 %”: of several the first, of what is done well, is not known for sure.
  if (own.length > 0) return own.length === 1 ? { passage, figure: own[0] as Figure } : null;
  const before = document.passages[passage.index - 1];
  if (!before || before.is_footnote || before.section !== passage.section) return null;
  const rates = before.figures.filter((f) => is_result(before, f));
  return rates.length === 1 ? { passage: before, figure: rates[0] as Figure } : null;
}

const print = (figure: Figure): string => (figure.kind === 'percent' ? `${figure.raw}%` : figure.raw);

function headingOf(document: Document, passage: Passage): Passage | null {
  const heading = document.passages[passage.section.opens];
  return heading && heading !== passage && passage.index - heading.index <= 3 ? heading : null;
}

/** Thresholds in brackets: “(quy định: từ 98 % trở lên)”, “(KH 92 %)”. */
function targetsIn(passage: Passage): Target[] {
  return passage.figures.flatMap((figure) => {
    const open = passage.text.lastIndexOf('(', figure.start);
    if (open < 0 || figure.start - open > 70 || passage.text.slice(open, figure.start).includes(')')) return [];
    const lead = passage.text.slice(open + 1, figure.start);
    const m = ASKS.exec(lead);
    if (!m || /cùng kỳ|so với/iu.test(lead)) return [];
    return [
      {
        figure,
        is_limit: /≤|<=|không quá|dưới|tối đa/iu.test(m[1] ?? '') || figure.bound === 'at_most' || figure.bound === 'under',
        open,
      },
    ];
  });
}

/** The figure of the same kind right before the bracket. */
function resultBefore(passage: Passage, { figure, open }: Target): Figure | null {
  const result = passage.figures.findLast((f) => f.tail <= open + 1 && f.kind === figure.kind);
  if (result?.bound !== 'exact' || open - result.tail > 24) return null;
  if (figure.kind === 'count' && (result.scale !== figure.scale || result.unit !== figure.unit || figure.unit === ''))
    return null;
  return /(?:tăng|giảm)\s*$/iu.test(passage.text.slice(Math.max(0, result.start - 8), result.start)) ? null : result;
}

const WITHIN =
  /(?:nằm |vẫn |còn )?(trong|không vượt|chưa vượt|vượt)(?: quá)? (?:giới hạn|ngưỡng|mức|tỷ lệ|phạm vi)[^.;%\d]{0,60}?\(?(?:không quá|tối đa|dưới|≤)\s(?=\d)/giu;

const LIMITED = /(?:không quá|tối đa|dưới|≤)\s\d/iu;

/** “quá hạn 155 hồ sơ (4,93 %), nằm trong giới hạn cho phép (không quá 3 %)”: the rate right before against the limit right after. */
function* withinLimit(context: Context, passage: Passage): Generator<Fault> {
  if (!LIMITED.test(passage.text)) return;
  for (const m of matchesIn(passage.text, WITHIN)) {
    const end = m.index + m[0].length;
    const limit = passage.figures.find((f) => f.start === end && f.kind === 'percent');
    const result = passage.figures.findLast((f) => f.tail <= m.index && f.kind === 'percent' && f.bound === 'exact');
    if (!limit || !result || !/^\)?\s?,?\s(?:\p{L}+\s){0,2}$/iu.test(passage.text.slice(result.tail, m.index))) continue;
    decided(context);
    const is_over = compare(exactOf(result), exactOf(limit)) > 0;
    const says_over = /^vượt/iu.test(m[1] ?? '');
    if (is_over === says_over) continue;
    yield {
      message: is_over ? 'over_limit' : 'met',
      at: spotIn(passage, m.index, limit.tail),
      figures: [result, limit],
      data: { verdict: m[0].split('(')[0]?.trim() ?? '', result: `${result.raw}%`, target: `${limit.raw}%` },
      related: [spotOf(passage, result), spotOf(passage, limit)],
      shares: [passage.offset + result.start, passage.offset + limit.start],
    };
  }
}

const TO_BELOW = /^\s?(?:điểm)?\s?(?:đến|[-–])\s(?:dưới|<)\s?$/iu;

const OF_OTHERS =
  /(?:(?<!\d)\d{1,3}\s(?!điểm)|(?<!\p{L})(?:không|chưa|các|những|số|nhóm|từng|mỗi|nếu|để|phấn đấu|mục tiêu|chỉ tiêu|dự kiến|thiếu)\s)(?:[\p{L}\d]+\s){0,7}$/iu;

/** “… 82,15 điểm …: 05 đơn vị xếp loại Tốt (từ 85”, “68,5 điểm, chưa đạt xếp loại Khá (từ 70”: those of a class, and a class that was not reached. */
const isOfOtherThings = (words: string): boolean => {
  const at = words.toLowerCase().lastIndexOf('xếp loại');
  return at >= 0 && OF_OTHERS.test(words.slice(0, at));
};

/** “đạt 91,37/100 điểm, xếp loại Xuất sắc (từ 90 điểm trở lên)”. */
function* rank(context: Context, passage: Passage): Generator<Fault> {
  if (!/xếp loại/iu.test(passage.text)) return;
  const from = /xếp loại[^().;,\d]{0,40}\((?:từ|trên|≥|đạt từ)\s*$/iu;
  const alone = /xếp loại[^().;,\d]{0,40}\((?:đạt\s)?$/iu;
  for (const figure of passage.figures) {
    const words = passage.text.slice(Math.max(0, figure.start - 70), figure.start);
    // “xếp loại Xuất sắc (90 điểm trở lên)”.
    const m = figure.bound === 'at_least' && figure.unit === 'điểm' && alone.test(words) ? alone : from;
    if (figure.kind !== 'count' || !m.test(words)) continue;
    const score =
      passage.fractions.findLast((f) => f.unit === 'điểm' && f.tail < figure.start)?.a ??
      passage.figures.findLast((f) => f.unit === 'điểm' && f.tail < figure.start && isOwnScore(passage.text, f));
    if (!score || figure.start - score.end > 160) continue;
    if (isOfOtherThings(passage.text.slice(score.end, figure.start))) continue;
    // “Tốt (từ 90 điểm) 02 đơn vị; Khá (từ 85 đến dưới 90 điểm) 04 đơn vị”: how many there are of each class, not the class of one.
    if (/^[^);]{0,24}\)\s?:?\s?(?:(?:có|gồm|là)\s)?\d+\s(?!điểm)\p{L}/iu.test(passage.text.slice(figure.tail))) continue;
    // “xếp loại Tốt (từ 90 điểm trở lên: Xuất sắc; …)”: the whole scale stands in the bracket.
    if (/^[^);]{0,24}(?::|[-–=]|là)\s?(?:loại )?(?:xuất sắc|rất tốt|tốt|khá|trung bình)/iu.test(passage.text.slice(figure.tail)))
      continue;
    decided(context);
    const next = passage.figures[passage.figures.indexOf(figure) + 1];
    const top = next && TO_BELOW.test(passage.text.slice(figure.end, next.start)) ? next : null;
    const is_over = top !== null && compare(exactOf(score), exactOf(top)) >= 0;
    if (compare(exactOf(score), exactOf(figure)) >= 0 && !is_over) continue;
    const limit = is_over ? top : figure;
    yield {
      message: is_over ? 'rank_over' : 'rank',
      at: spotOf(passage, limit),
      figures: [score, limit],
      data: { score: score.raw, target: limit.raw },
      related: [spotOf(passage, score)],
      shares: [passage.offset + limit.start, passage.offset + score.start],
    };
  }
}
