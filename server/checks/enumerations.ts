import type { Document, Passage } from './document.ts';
import {
  afterSemicolon,
  alike,
  bracketed,
  called,
  closing,
  ELSE,
  fullLabel,
  inOneBracket,
  isShifted,
  MEASURES,
  OPEN,
  ofAll,
  outOf,
  type Row,
  summed,
  totalsBefore,
} from './enumeration-rows.ts';
import { exactOf, type Figure } from './figure.ts';
import { pairedLists } from './paired-lists.ts';
import { addsUp, areComplete, areOnlyDone, areParallel, isSlip, isWholeRow, leavesRest, overlap, sumOf } from './parts.ts';
import { absolute, compare, equal, HUNDRED, printScaled, subtract } from './rational.ts';
import { type Context, type Fault, spotOf } from './rule.ts';
import { mayMatch, type Place, passagesBefore, plainUnit, type Sentence, sameUnit, storyOf, type Told } from './story.ts';
import { toldIn } from './told-in.ts';

const BROKEN_DOWN =
  /^[\s\-–+*•]*(?:(?:xét|chia|phân|tính|xếp|nếu (?:chia|phân|xét))?\s?(?:loại\s|bố\s|bổ\s)?(?:theo|về)\s|cơ cấu|phân (?:loại|bổ|bố|nhóm)|(?:theo )?(?:nguồn|hình thức|phương thức)\s|xếp loại)[^:.;\d]{0,60}:/iu;
const REFERS =
  /^[\s\-–+*•]*(?:trong (?:tổng )?(?:số )?(?:đó|này|trên)|trong số (?:này|đó|trên)|(?:cụ thể|chi tiết|kết quả|bao gồm|gồm)(?: như sau| gồm)?)\s?[,:]?/iu;
const OPENS_WITH_TOTAL =
  /^[\s\-–+*•]*(?:\p{L}?[\d.]*[.)]\s)?(?:(?:như vậy|tính chung|tổng hợp lại|theo đó),?\s)?(?:trong(?!\s(?:các\s|những\s)?(?:quý|năm|tháng|kỳ|tuần|ngày|thời gian|giai đoạn)(?!\p{L}))|đối với|phân (?:loại|tích|tổ)|xếp loại|đánh giá|kết quả (?:xử lý|phân loại|giải quyết|đánh giá)|tổng số|tổng cộng)(?:\s(?:tổng )?số)?[^.;:\d]{0,50}$/iu;

/** Sums told in prose and lists that the forms of R03 do not bind. `told` are offsets of figures that are spoken of already. */
export function* enumerations(context: Context, told: Set<number>): Generator<Fault> {
  yield* pairedLists(context, told);
  const story = storyOf(context.document);
  for (const passage of toldIn(context.document, 0)) {
    const sentences = story[passage.index] as Sentence[];
    const list = listUnder(context.document, story, passage);
    const fault = list && judge(context, list, told);
    if (fault) {
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
    for (const [k, sentence] of sentences.entries()) {
      if (sentence.told.length === 0) continue;
      for (const row of rowsOf(context.document, story, sentences, k, sentence)) {
        const fault = judge(context, row, told);
        if (!fault) continue;
        for (const part of [...row.parts, ...row.totals.slice(0, 1)]) told.add(part.at);
        yield fault;
        break;
      }
    }
  }
}

function* rowsOf(document: Document, story: Sentence[][], sentences: Sentence[], k: number, sentence: Sentence): Generator<Row> {
  const outer = sentence.told.filter(({ depth }) => depth === 0);
  // A total and two parts of it are three figures.
  if (outer.length >= 3) {
    yield* summed(sentence, outer);
    yield* called(sentence, outer);
    yield* afterSemicolon(sentence, outer);
    yield* outOf(sentence, outer);
  }
  if (sentence.parts.length > 0) yield* ofAll(sentence, outer);
  yield* closing(sentences, k, sentence, outer);
  if (sentence.told.length > outer.length) {
    yield* inOneBracket(document, story, sentences, k, sentence, outer);
    yield* bracketed(document, story, sentences, k, sentence, outer);
  }
  if (outer.length < 2 || ELSE.test(sentence.text)) return;
  const lead = sentence.text.slice(0, (outer[0] as Told).figure.start - sentence.start);
  const [first, ...rest] = outer as [Told, ...Told[]];
  // “Trong 249 phản ánh đã xử lý xong, 241 … và 08 …”; “Tổng số …: 12; 34”.
  if (rest.length >= 2 && OPENS_WITH_TOTAL.test(lead)) {
    const parts = alike(rest, first);
    // “theo lộ trình 05 năm” counts nothing of them.
    if (parts.length === rest.filter(({ figure }) => !MEASURES.has(figure.unit)).length && parts.length >= 2)
      yield { parts, totals: [first], is_whole: /^[\s\-–+*•]*(?:phân|xếp|trong)/iu.test(lead) && !OPEN.test(sentence.text) };
    return;
  }
  const broken = BROKEN_DOWN.test(sentence.text) && /:\s*[^:]*$/u.test(lead);
  const refers = REFERS.test(sentence.text);
  // Thresholds that name a class, “từ 80 đến dưới 90 điểm”, are no parts.
  const parts = alike(outer, first);
  const others = outer.filter((t) => !parts.includes(t));
  if (parts.length < 2 || others.some(({ figure }) => figure.unit !== 'điểm' && figure.unit !== '')) return;
  // Nothing announces the row, but it is a complete one: of the sentence or the paragraph before.
  if (!broken && !refers) {
    // “…, 15 đang triển khai, trong đó 06 chậm”: the last is some of those before it.
    if (/trong đó/iu.test(sentence.text)) return;
    const labels = parts.map(fullLabel);
    const named = parts.find(({ figure }) => figure.unit !== '');
    if (!named || parts.length > 5 || !areComplete(labels) || isSaidAgain(parts)) return;
    // Of dossiers the accounts decide: some came over, some were given back.
    if (
      ['hồ_sơ', 'đơn', 'ý_kiến'].includes(named.figure.unit) &&
      labels.some((label) => /giải quyết|xử lý|tiếp nhận/iu.test(label))
    )
      return;
    // A few things more or less in another paragraph are other things.
    const few = compare(sumOf(parts.map(({ figure }) => figure)), { n: 20n, d: 1n }) < 0;
    const totals = totalsBefore(document, story, sentences, k, sentence, parts)
      .slice(0, 6)
      .filter((total) => !few || total.passage === sentence.passage);
    if (totals.length > 0) yield { parts, totals, is_whole: false };
    return;
  }
  const totals = totalsBefore(document, story, sentences, k, sentence, parts);
  const whole =
    (broken || /còn lại|lĩnh vực khác|nội dung khác|khác(?!\p{L})/iu.test(sentence.text)) && !OPEN.test(sentence.text);
  if (totals.length > 0) yield { parts, totals, is_whole: whole };
}

/** “có 15 hồ sơ quá hạn, đã xin lỗi đủ 15 hồ sơ”: the same once more, no second part. */
const isSaidAgain = (parts: readonly Told[]): boolean =>
  parts.some(
    ({ figure, passage }, i) =>
      i > 0 &&
      sameValue(figure, (parts[i - 1] as Told).figure) &&
      /(?<!\p{L})(?:đủ|đầy đủ|cả|toàn bộ|tất cả|hết)\s$/iu.test(passage.text.slice(Math.max(0, figure.start - 12), figure.start)),
  );

/** “… 396 thủ tục thuộc 41 lĩnh vực. Trong đó:” and items that are a label and a number each. */
function listUnder(document: Document, story: readonly Sentence[][], passage: Passage): Row | null {
  const is_heading =
    passage.label !== null && passage.label.style !== 'bullet' && !/[.;]\s*$/.test(passage.text) && passage.text.length < 120;
  if (!/:\s*$/.test(passage.text) && !is_heading) return null;
  const items: Passage[] = [];
  const first = document.passages[passage.index + 1];
  const style = first?.label?.style;
  if (!first?.label || (style !== 'bullet' && style !== 'alpha' && style !== 'bracket')) return null;
  const mark = style === 'bullet' ? first.label.text : '';
  if (passage.label?.style === style && (style !== 'bullet' || passage.label.text === mark)) return null;
  for (let i = passage.index + 1; i < document.passages.length && items.length < 20; i += 1) {
    const item = document.passages[i] as Passage;
    if (item.label?.style === style && (style !== 'bullet' || item.label.text === mark)) items.push(item);
    else if (item.label?.style !== 'bullet') break;
  }
  if (items.length < 2) return null;
  const parts = items.flatMap((item) => {
    const sentence = story[item.index]?.[0];
    const own = sentence?.told.find(({ depth }) => depth === 0);
    const simple = own && sentence?.told.filter(({ depth }) => depth === 0).length === 1;
    const lead = own ? item.text.slice(item.label?.body ?? 0, own.figure.start) : '';
    return own && simple && lead.length < 90 && !ELSE.test(item.text) && !/[.;]\s/.test(lead) ? [own] : [];
  });
  if (parts.length !== items.length) return null;
  const leads = story[passage.index] ?? [];
  const named = parts.find(({ figure }) => figure.unit !== '')?.figure;
  const [one] = parts as [Told];
  if (parts.some(({ figure }) => figure.scale !== one.figure.scale || (named && !mayMatch(figure, named)))) return null;
  const fits = ({ figure }: Told): boolean =>
    figure.scale === one.figure.scale && (named ? sameUnit(figure, named) : plainUnit(figure) !== '');
  const totals = leads.flatMap((sentence) => sentence.told.filter(fits)).toReversed();
  if (totals.length === 0)
    for (const before of [...passagesBefore(document, passage, 1)])
      for (const s of story[before.index] ?? []) totals.push(...s.told.filter(fits));
  const text = items.map((item) => item.text).join(' ');
  const bare = parts.every(({ figure, passage: p }) =>
    /^[^\p{L}]*(?:\p{L}+\s?){0,4}[;.,]?\s*(?:\([^()]*\)[;.]?)?\s*$/u.test(p.text.slice(figure.end)),
  );
  const has_rest = /khác\s*:|còn lại/iu.test(text);
  return totals.length === 0 ? null : { parts, totals, is_whole: (bare || has_rest) && !OPEN.test(`${passage.text} ${text}`) };
}

/** “thuộc 05 lĩnh vực: hộ tịch 71, …”: how many follow is none of them. */
const announces = ({ figure, passage }: Told): boolean => figure.unit !== '' && /^\s?:/u.test(passage.text.slice(figure.tail));

function judge(context: Context, { parts: all, totals, is_whole }: Row, told: Set<number>): Fault | null {
  const [opening] = all;
  const parts = opening && all.length > 2 && announces(opening) ? all.slice(1) : all;
  if (parts.length < 2 || parts.length > 15 || parts.some(({ at }) => told.has(at))) return null;
  context.count('seen');
  const figures = parts.map(({ figure }) => figure);
  const sum = sumOf(figures);
  if (sum.n === 0n) return null;
  const near = (total: Told) => absolute(subtract(sum, exactOf(total.figure)));
  // “trực tuyến 14.425/18.384 hồ sơ, …. Trong đó, cấp huyện 2.318 hồ sơ, cấp xã 12.107 hồ sơ”: they are of the part of a fraction.
  const fractions = parts[0]?.passage.fractions ?? [];
  if (totals.some((total) => addsUp(total.figure, figures)) || fractions.some(({ a }) => addsUp(a, figures))) {
    context.count('bound');
    context.count('checked');
    return null;
  }
  const [total] = totals.toSorted((a, b) => compare(near(a), near(b)));
  if (!total || told.has(total.at)) return null;
  const labels = parts.map((part) => `${part.before} ${part.after}`.trim());
  const last = parts.at(-1) as Told;
  // “đoàn viên thanh niên 55; … thành phần khác 21”: where the last are all others, each is counted once.
  const has_rest = is_whole && /(?<!\p{L})(?:khác|còn lại)$/iu.test(last.before);
  if (overlap(labels) && !has_rest) return null;
  if (compare(sum, exactOf(total.figure)) < 0 && leavesRest(last.passage.text, last.figure.tail)) return null;
  if (compare(sum, exactOf(total.figure)) < 0 && areOnlyDone(labels, total.passage, total.figure)) return null;
  if (labels.some((label) => /(?:cao|thấp|nhiều|ít|lớn) nhất/iu.test(label))) return null;
  const is_short = compare(sum, exactOf(total.figure)) < 0 && !isSlip(total.figure, figures);
  const isRow = is_short ? isWholeRow : areComplete;
  const complete = isRow(labels) || isRow(parts.map(fullLabel));
  const gap = near(total);
  const is_near = compare({ n: gap.n * 3n, d: gap.d }, exactOf(total.figure)) < 0;
  const slip = isSlip(total.figure, figures);
  const is_over = compare(sum, exactOf(total.figure)) > 0;
  const strong = is_whole || complete || (areParallel(labels) && parts.length >= 3);
  const large = compare(exactOf(total.figure), HUNDRED) >= 0;
  // “3.214.500.000 đồng + 1.607.250.000 đồng; tổng cộng 4.821.750 đồng”: zeros were lost.
  if (is_whole && isShifted(sum, exactOf(total.figure))) {
    context.count('bound');
    context.count('checked');
    return faultOf(total, parts);
  }
  const is_error = is_near && (strong || (slip && large) || (is_over && slip && figures.every((f) => f.unit !== '')));
  if (!is_error) {
    context.unchecked(spotOf(total.passage, total.figure), 'Các phần nêu sau tổng có thể chưa đủ hoặc trùng nhau.');
    return null;
  }
  context.count('bound');
  context.count('checked');
  return faultOf(total, parts);
}

export function faultOf(total: Place, parts: readonly Place[]): Fault {
  const sum = sumOf(parts.map(({ figure }) => figure));
  return {
    message: 'differs',
    at: spotOf(total.passage, total.figure),
    figures: [total.figure, ...parts.map(({ figure }) => figure)],
    data: {
      total: total.figure.raw,
      parts: parts.map(({ figure }) => figure.raw).join(' + '),
      sum: printScaled(sum, total.figure.scale),
      gap: printScaled(absolute(subtract(sum, exactOf(total.figure))), total.figure.scale),
    },
    expected: printScaled(sum, total.figure.scale),
    related: parts.map((part) => spotOf(part.passage, part.figure)),
    shares: [total, ...parts].map(({ passage, figure }) => passage.offset + figure.start),
  };
}

export const sameValue = (a: Figure, b: Figure): boolean => equal(exactOf(a), exactOf(b));
