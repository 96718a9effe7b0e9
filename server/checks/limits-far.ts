import { type Document, type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';

/** What a rate is of: the words that a limit and its result must share. */
const KEYS = [
  /quá hạn|trễ hạn/iu,
  /(?:đúng|trước)(?: và| hoặc|,)?(?: trước| đúng)?(?: thời)? hạn/iu,
  /thanh toán/iu,
  /số h[oó][áa] kết quả|kết quả[^.;]{0,30}điện tử/iu,
  /số h[oó][áa]/iu,
  /(?:trực tuyến|toàn trình)/iu,
  /hài lòng/iu,
  /ký số/iu,
  /giải ngân/iu,
];
const keyOf = (words: string): number => KEYS.findIndex((key) => key.test(words));

const LOW = /không quá|không vượt(?: quá)?|tối đa|dưới|không cao hơn|≤|<=/iu;
const ASKED =
  /(?:quy định|yêu cầu|chỉ tiêu|mục tiêu|tỷ lệ|giao|phải|bảo đảm|đảm bảo)[^.;%\d]{0,60}(không quá|không vượt quá|tối đa|dưới|≤|tối thiểu|ít nhất|từ|đạt từ|trên|không dưới|≥)\s*$/iu;
const VERDICT =
  /(?:như vậy|theo đó|do đó|vì vậy|đối chiếu)?[^.;%\d]{0,60}?(?:chỉ tiêu|tiêu chí|nội dung|mục tiêu|yêu cầu|tỷ lệ|kết quả)(?: này| nêu trên| trên)?[^.;%\d]{0,40}?\s(chưa đạt|không đạt|chưa hoàn thành|đã đạt|đạt|đã hoàn thành|hoàn thành|vượt)(?=\s*(?:[.;,]|$|yêu cầu|chỉ tiêu|theo quy định))/iu;

/** A limit in one sentence, the verdict in the next, the result in the paragraphs before; and “bảo đảm dưới mức 3 %” right behind its result. */
export function* limitsFar(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 1)) {
    yield* kept(context, passage);
    yield* ofPlan(context, passage);
    yield* above(context, passage);
    const sentences = segmentsOf(passage.text, '.');
    for (const [i, sentence] of sentences.entries()) {
      const next = sentences[i + 1];
      if (next) yield* judged(context, passage, sentence, next);
    }
  }
}

function* judged(context: Context, passage: Passage, sentence: Stretch, next: Stretch): Generator<Fault> {
  const { text, figures } = passage;
  const own = figures.filter((f) => f.kind === 'percent' && f.start >= sentence.start && f.end <= sentence.end);
  const [target, more] = own;
  if (!target || more || figures.some((f) => f.kind === 'percent' && f.start >= next.start && f.end <= next.end)) return;
  const asked = ASKED.exec(text.slice(sentence.start, target.start));
  const verdict = VERDICT.exec(text.slice(next.start, next.end));
  const key = keyOf(text.slice(sentence.start, target.start));
  if (!asked || !verdict || key < 0) return;
  const result = resultOf(context.document, passage, sentence.start, key);
  if (!result) return;
  decided(context);
  const is_limit = LOW.test(asked[1] ?? '');
  const order = compare(exactOf(result.figure), exactOf(target));
  const reaches = is_limit ? order <= 0 : order >= 0;
  const said = verdict[1] ?? '';
  if (reaches === !/chưa|không/iu.test(said)) return;
  const end = next.start + verdict.index + verdict[0].length;
  yield {
    message: reaches ? 'met' : is_limit ? 'over_limit' : 'not_met',
    at: spotIn(passage, end - said.length, end),
    figures: [result.figure, target],
    data: { verdict: said, result: `${result.figure.raw}%`, target: `${target.raw}%` },
    expected: reaches ? 'đạt' : 'chưa đạt',
    related: [spotOf(result.passage, result.figure), spotOf(passage, target)],
    shares: [result.passage.offset + result.figure.start],
  };
}

/** The only rate of that name in what the section says before. */
function resultOf(document: Document, passage: Passage, until: number, key: number): { passage: Passage; figure: Figure } | null {
  const found: { passage: Passage; figure: Figure }[] = [];
  for (let i = passage.index; i >= Math.max(0, passage.index - 5); i -= 1) {
    const other = document.passages[i] as Passage;
    if (other.is_footnote || other.section !== passage.section) continue;
    for (const figure of other.figures) {
      if (figure.kind !== 'percent' || figure.bound !== 'exact' || (other === passage && figure.end > until)) continue;
      const lead =
        other.text
          .slice(0, figure.start)
          .split(/[;.:,]\s/u)
          .at(-1) ?? '';
      // “+ Trực tuyến: 1.584 hồ sơ, chiếm 68,5 %”: the name of the item, of its first rate.
      const name = /^[^.;:,%\d]{3,60}:\s/u.exec(other.text.slice(other.label?.body ?? 0))?.[0] ?? '';
      const is_first = other.figures.find((f) => f.kind === 'percent') === figure && /(?:chiếm|đạt|bằng|\()\s*$/iu.test(lead);
      const words = is_first && keyOf(lead) < 0 ? name : lead;
      if (keyOf(words) === key && !/so với|cùng kỳ|tăng|giảm|chỉ tiêu|năm trước/iu.test(lead))
        found.push({ passage: other, figure });
    }
    if (found.length > 0) break;
  }
  const [only, more] = found;
  return only && !more ? only : null;
}

const ABOVE =
  /(?:(?:với|so|từ|đối chiếu|theo)\s)?(?:(?:tỷ|tỉ) lệ|kết quả|mức)\s[^.;,%\d]{3,50}?\s(?:nêu trên|như trên|ở trên|kể trên|trên đây|trên|này|đó|nói trên|đã nêu)\s?,?\s[^.;%\d]{0,40}?(?<!\p{L})(chưa đạt|không đạt|chưa hoàn thành|không hoàn thành|vượt|đã đạt|đạt|hoàn thành)(?: và vượt)?\s(?:được\s)?(?:mức\s)?(?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu)[^.;,%\d]{0,30}$/iu;

/** “Với tỷ lệ trực tuyến nêu trên, huyện hoàn thành chỉ tiêu 75 %”: the rate is told in the paragraphs before. */
function* above(context: Context, passage: Passage): Generator<Fault> {
  if (!/(?:tỷ|tỉ) lệ|kết quả|mức/iu.test(passage.text) || !/trên|này|đó|đã nêu/iu.test(passage.text)) return;
  for (const target of passage.figures) {
    if (target.kind !== 'percent' || target.bound === 'at_most' || target.bound === 'under') continue;
    const from = Math.max(0, target.start - 180);
    const m = ABOVE.exec(passage.text.slice(from, target.start));
    const key = m ? keyOf(m[0]) : -1;
    if (!m || key < 0) continue;
    const result = resultOf(context.document, passage, from + m.index, key);
    if (!result) continue;
    decided(context);
    const said = m[1] ?? '';
    const is_met = compare(exactOf(result.figure), exactOf(target)) >= 0;
    if (is_met !== /chưa|không/iu.test(said)) continue;
    yield {
      message: is_met ? 'met' : 'not_met',
      at: spotIn(passage, from + m.index + m[0].toLowerCase().lastIndexOf(said.toLowerCase()), target.tail),
      figures: [result.figure, target],
      data: { verdict: said, result: `${result.figure.raw}%`, target: `${target.raw}%` },
      expected: is_met ? 'đạt' : 'chưa đạt',
      related: [spotOf(result.passage, result.figure), spotOf(passage, target)],
      shares: [result.passage.offset + result.figure.start],
    };
  }
}

const KEPT =
  /^[\s,)]*(?:vẫn\s)?(?:bảo đảm|đảm bảo|nằm|đạt|còn|vẫn|luôn|là|ở mức|đều)?\s?(?:ở\s)?(dưới|không quá|không vượt quá|trong)\s(?:(?:mức|ngưỡng|giới hạn|tỷ lệ|chỉ tiêu|yêu cầu|quy định|hạn mức|mục tiêu)\s){1,2}(?:\p{L}+\s){0,4}\(?(?:không quá |dưới |tối thiểu |là )?$/iu;

/** “tỷ lệ quá hạn 3,5 %, bảo đảm dưới mức 3 % tỉnh giao”. */
function* kept(context: Context, passage: Passage): Generator<Fault> {
  const rates = passage.figures.filter((f) => f.kind === 'percent');
  for (const [i, result] of rates.entries()) {
    const target = rates[i + 1];
    if (!target || result.bound !== 'exact') continue;
    const m = KEPT.exec(passage.text.slice(result.tail, target.start).replace(/^\s?\([^()]*\)/u, ''));
    if (!m || /(?:tăng|giảm|thêm)\s*$/iu.test(passage.text.slice(Math.max(0, result.start - 8), result.start))) continue;
    decided(context);
    if (compare(exactOf(result), exactOf(target)) <= 0) continue;
    yield {
      message: 'over_limit',
      at: spotIn(passage, result.start, target.tail),
      figures: [result, target],
      data: {
        verdict: passage.text
          .slice(result.tail, target.start)
          .replace(/^[\s,)]+/u, '')
          .trim(),
        result: `${result.raw}%`,
        target: `${target.raw}%`,
      },
      related: [spotOf(passage, target)],
      shares: [passage.offset + result.start, passage.offset + target.start],
    };
  }
}

const OF_PLAN =
  /^\s(?:so với\s)?(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|KH)(?![\p{L}])[^.;,:\d]{0,40}?(?:\([^()]*\))?,\s(?:đã\s)?(chưa hoàn thành|không hoàn thành|chưa đạt|không đạt|hoàn thành vượt mức|hoàn thành|đạt và vượt|vượt|đạt)\s(?:mức\s)?(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)(?!\s(?:\d+ tháng|quý|tháng))/iu;

/** “đạt 105,3 % kế hoạch, không hoàn thành kế hoạch đề ra”: a hundred per cent of a plan is the plan. */
function* ofPlan(context: Context, passage: Passage): Generator<Fault> {
  const HUNDRED = { n: 100n, d: 1n };
  for (const result of passage.figures) {
    if (result.kind !== 'percent' || result.bound !== 'exact') continue;
    if (!/(?:đạt|bằng)\s*$/iu.test(passage.text.slice(0, result.start))) continue;
    const m = OF_PLAN.exec(passage.text.slice(result.tail));
    const verdict = (m?.[1] ?? '').toLowerCase();
    if (!m || (verdict === 'đạt' && compare(exactOf(result), HUNDRED) < 0)) continue;
    decided(context);
    const is_met = compare(exactOf(result), HUNDRED) >= 0;
    if (is_met !== /chưa|không/u.test(verdict)) continue;
    yield {
      message: is_met ? 'met' : 'not_met',
      at: spotIn(passage, result.start, result.tail + m[0].length),
      figures: [result],
      data: { verdict, result: `${result.raw}%`, target: '100%' },
      expected: is_met ? 'hoàn thành' : 'chưa hoàn thành',
      shares: [passage.offset + result.start],
    };
  }
}
