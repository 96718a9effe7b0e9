import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { toldIn } from './told-in.ts';
import { verdictFault } from './verdict-fault.ts';

const SAID =
  '(chưa đạt|không đạt|chưa hoàn thành|không hoàn thành|chưa đáp ứng|không đáp ứng|hoàn thành vượt(?: mức)?|đạt và vượt|vượt|hoàn thành|đáp ứng|bảo đảm|đảm bảo|đạt)';
const ENDS = '(?=\\s*(?:[.;,)]|$|chỉ tiêu|kế hoạch|mục tiêu|yêu cầu))';
/** Behind the target: “… trở lên: đạt)”, “…, chưa đạt”. */
const BEHIND = new RegExp(
  `^(?:\\s(?:trở lên|trở xuống|giao|được giao|đề ra|tỉnh giao|huyện giao|năm \\d{4}))*\\s?(?:[:,;–-]|=>|→)\\s?(?:là\\s|đã\\s|tự đánh giá\\s?:?\\s|đánh giá\\s?:?\\s)?${SAID}${ENDS}`,
  'iu',
);
const SLASH =
  /^\s?\/\s?(?:(?:chỉ tiêu|kế hoạch|mục tiêu|KH|CT|yêu cầu)(?:\s(?:tỉnh|huyện|xã|năm|được|giao|là|\d{4}))*\s)?(?:(?:từ|tối thiểu|ít nhất|≥|không quá|tối đa|≤)\s)?$/iu;
const BRACKET =
  /^[^.;:()%\d]{0,30}\((?:(?:theo|so với)\s)?(?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu|quy định|KH|CT|mức)(?:[^().;,:%\d]{0,40}|\snăm \d{4}(?:\sgiao)?)[\s:](?:(?:từ|đạt từ|tối thiểu|ít nhất|không dưới|trên|≥|>=|không quá|tối đa|dưới|≤|<=|là|đạt)\s?)?$/iu;
const LIMIT = /(?:không quá|không vượt|tối đa|dưới|≤|<=|không cao hơn)\s?$/iu;

/** “83,1 % (mục tiêu từ 85 % trở lên: chưa đạt)”, “21,7 %/chỉ tiêu 30 %, chưa hoàn thành”: result, target and verdict in a row. R13. */
export function* verdictsBeside(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    yield* inRow(context, passage);
    yield* ofChange(context, passage);
    yield* counted(context, passage);
  }
}

const isMoved = (text: string, figure: Figure): boolean =>
  /(?:tăng|giảm|thêm|hơn|thiếu)\s(?:\p{L}+\s)?$/iu.test(text.slice(Math.max(0, figure.start - 14), figure.start));

function* inRow(context: Context, passage: Passage): Generator<Fault> {
  const { text, figures } = passage;
  for (const [i, result] of figures.entries()) {
    const target = figures[i + 1];
    if (!target || result.kind !== 'percent' || target.kind !== 'percent' || result.bound !== 'exact' || isMoved(text, result))
      continue;
    const between = text.slice(result.tail, target.start);
    const is_bracket = BRACKET.test(between);
    if (!is_bracket && !SLASH.test(between)) continue;
    const m =
      BEHIND.exec(text.slice(target.tail)) ?? (is_bracket ? BEHIND.exec(text.slice(target.tail).replace(/^\s?\)/u, ' ')) : null);
    if (!m) continue;
    yield* judged(
      context,
      passage,
      result,
      target,
      LIMIT.test(between) || target.bound === 'at_most' || target.bound === 'under',
      {
        said: m[1] ?? '',
        end: target.tail + m[0].length,
      },
    );
  }
}

const OF_CHANGE = new RegExp(
  `^\\s?\\)?\\s?,\\s(?:đã\\s|vẫn\\s)?${SAID}\\s(?:so với\\s)?(?:mức\\s)?(?:yêu cầu|chỉ tiêu|mục tiêu|kế hoạch|lộ trình)[^.;()%\\d]{0,30}?\\s(tăng|giảm|cắt giảm|tinh giản)\\s(?:tối thiểu\\s|ít nhất\\s|từ\\s|thêm\\s|là\\s)?$`,
  'iu',
);

/** “giảm 13,6 %), vượt yêu cầu giảm 10 %”: a change against the change that was asked. */
function* ofChange(context: Context, passage: Passage): Generator<Fault> {
  const { text, figures } = passage;
  for (const [i, result] of figures.entries()) {
    const target = figures[i + 1];
    if (!target || target.kind !== result.kind || result.kind === 'count' || result.bound !== 'exact') continue;
    const word = /(tăng|giảm|cắt giảm|tinh giản)\s(?:được\s|thêm\s)?$/iu.exec(
      text.slice(Math.max(0, result.start - 20), result.start),
    )?.[1];
    const m = OF_CHANGE.exec(text.slice(result.tail, target.start));
    if (!word || !m || /tăng/iu.test(word) !== /tăng/iu.test(m[2] ?? '')) continue;
    yield* judged(context, passage, result, target, false, { said: m[1] ?? '', end: target.tail });
  }
}

function* judged(
  context: Context,
  passage: Passage,
  result: Figure,
  target: Figure,
  is_limit: boolean,
  { said, end }: { said: string; end: number },
): Generator<Fault> {
  decided(context);
  const order = compare(exactOf(result), exactOf(target));
  const reaches = is_limit ? order <= 0 : order >= 0;
  const is_bad = /chưa|không/iu.test(said) || (is_limit && /^vượt/iu.test(said));
  // “vượt” of what is only just met is told of no fault.
  if (reaches !== is_bad) return;
  const message = reaches ? 'met' : is_limit ? 'over_limit' : 'not_met';
  yield verdictFault(passage, { result, target }, { said, start: result.start, end }, message);
}

const COUNTED =
  /(?<![\d/.,])(\d{1,2})(?:\s?\/\s?(\d{1,2}))?\s(?:chỉ tiêu|tiêu chí|mục tiêu|nội dung)\s(?:đã\s|đều\s|được\s)?(chưa đạt|không đạt|chưa hoàn thành|đạt|hoàn thành|vượt)/giu;

/** “a 63 %/60 %; b 24 %/30 %; c 71 %/70 %. Như vậy 02/3 chỉ tiêu đạt”: every pair of the paragraph is a target with its result. */
function* counted(context: Context, passage: Passage): Generator<Fault> {
  const { text, figures } = passage;
  const pairs = figures.flatMap((a, i) => {
    const b = figures[i + 1];
    const is_pair = b && a.kind === 'percent' && b.kind === 'percent' && SLASH.test(text.slice(a.tail, b.start));
    return is_pair && a.bound === 'exact' ? [{ a, b }] : [];
  });
  if (pairs.length < 3 || /không quá|tối đa|≤|quá hạn|trễ hạn/iu.test(text)) return;
  for (const m of matchesIn(text, COUNTED)) {
    const [said, all] = [Number(m[1]), m[2] ? Number(m[2]) : null];
    const announced = figures.some(
      (f) => f.start < (pairs[0]?.a.start ?? 0) && f.kind === 'count' && exactOf(f).n === BigInt(pairs.length),
    );
    if (all === null ? !announced : all !== pairs.length) continue;
    decided(context);
    const met = pairs.filter(({ a, b }) => compare(exactOf(a), exactOf(b)) >= 0).length;
    const over = pairs.filter(({ a, b }) => compare(exactOf(a), exactOf(b)) > 0).length;
    const right = /chưa|không/iu.test(m[3] ?? '') ? pairs.length - met : met;
    if (said === right || (/vượt/iu.test(m[3] ?? '') && said === over)) continue;
    yield {
      message: 'counted',
      at: spotIn(passage, m.index, m.index + m[0].length),
      data: { said: m[0].trim(), count: right, all: pairs.length },
      expected: `${right}`,
      related: pairs.slice(0, 6).map(({ a, b }) => spotIn(passage, a.start, b.tail)),
    };
  }
}
