import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { addsUp, areComplete, areParallel, isSlip, leavesRest, overlap, sumOf } from './parts.ts';
import { absolute, compare, equal, HUNDRED, printScaled, type Rational, subtract } from './rational.ts';
import { type Context, type Fault, spotOf } from './rule.ts';
import { mayMatch, passagesBefore, plainUnit, type Sentence, sameUnit, storyOf, type Told } from './story.ts';
import { isKindOf } from './unit.ts';

/** A row of parts in one sentence or list, with what it should make. */
type Row = { parts: Told[]; totals: Told[]; is_whole: boolean };

const ELSE =
  /so với|cùng kỳ|(?<!\p{L}|điều chỉnh )(?:tăng|giảm)(?!\p{L}| nghèo)|kế hoạch giao|chỉ tiêu giao|lũy kế|luỹ kế|năm trước|quý trước|tháng trước|ngoài ra|bình quân|trung bình|tối thiểu|phấn đấu|mỗi/iu;
const OPEN = /\.\.\.|…|v\.v|và (?:các|một số) |một số|chủ yếu|tiêu biểu|như:|nhiều nhất|phần lớn|tập trung|khoản lớn|nổi bật/iu;
/** “Xét theo giới tính: …”, “Cơ cấu theo lĩnh vực: …”, “Nguồn tiếp nhận: …”: a row that leaves nothing out. */
const BROKEN_DOWN =
  /^[\s\-–+*•]*(?:(?:xét|chia|phân|tính|xếp|nếu (?:chia|phân|xét))?\s?(?:loại\s|bố\s|bổ\s)?(?:theo|về)\s|cơ cấu|phân (?:loại|bổ|bố|nhóm)|(?:theo )?(?:nguồn|hình thức|phương thức)\s|xếp loại)[^:.;\d]{0,60}:/iu;
const REFERS =
  /^[\s\-–+*•]*(?:trong (?:tổng )?(?:số )?(?:đó|này|trên)|trong số (?:này|đó|trên)|(?:cụ thể|chi tiết|kết quả|bao gồm|gồm)(?: như sau| gồm)?)\s?[,:]?/iu;
const OPENS_WITH_TOTAL =
  /^[\s\-–+*•]*(?:\p{L}?[\d.]*[.)]\s)?(?:(?:như vậy|tính chung|tổng hợp lại|theo đó),?\s)?(?:trong|đối với|phân (?:loại|tích|tổ)|xếp loại|đánh giá|kết quả (?:xử lý|phân loại|giải quyết|đánh giá)|tổng số|tổng cộng)(?:\s(?:tổng )?số)?[^.;:\d]{0,50}$/iu;

/** Sums told in prose and lists that the forms of R03 do not bind. `told` are offsets of figures that are spoken of already. */
export function* enumerations(context: Context, told: Set<number>): Generator<Fault> {
  const story = storyOf(context.document);
  for (const [i, sentences] of story.entries()) {
    const passage = context.document.passages[i] as Passage;
    if (passage.section.is_plan || passage.is_footnote) continue;
    const list = listUnder(context.document, story, passage);
    const fault = list && judge(context, list, told);
    if (fault) {
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
    for (const [k, sentence] of sentences.entries()) {
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
  yield* summed(sentence, outer);
  yield* called(sentence, outer);
  yield* afterSemicolon(sentence, outer);
  yield* outOf(sentence, outer);
  yield* ofAll(sentence, outer);
  yield* closing(sentences, k, sentence, outer);
  yield* inOneBracket(document, story, sentences, k, sentence, outer);
  yield* bracketed(document, story, sentences, k, sentence, outer);
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
    const labels = parts.map(fullLabel);
    const named = parts.find(({ figure }) => figure.unit !== '');
    if (!named || parts.length > 5 || !areComplete(labels)) return;
    // Of dossiers the accounts decide: some came over, some were given back.
    if (
      ['hồ_sơ', 'đơn', 'ý_kiến'].includes(named.figure.unit) &&
      labels.some((label) => /giải quyết|xử lý|tiếp nhận/iu.test(label))
    )
      return;
    const totals = totalsBefore(document, story, sentences, k, sentence, parts).slice(0, 6);
    if (totals.length > 0) yield { parts, totals, is_whole: false };
    return;
  }
  const totals = totalsBefore(document, story, sentences, k, sentence, parts);
  const whole =
    (broken || /còn lại|lĩnh vực khác|nội dung khác|khác(?!\p{L})/iu.test(sentence.text)) && !OPEN.test(sentence.text);
  if (totals.length > 0) yield { parts, totals, is_whole: whole };
}

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

/** Parts that count what the first of them counts. */
const alike = (parts: readonly Told[], first: Told): Told[] => {
  const named = parts.find(({ figure }) => figure.unit !== '') ?? first;
  return parts.filter(({ figure }) => mayMatch(figure, named.figure) && figure.scale === named.figure.scale);
};

/** “… 1.264 triệu đồng, … 385 triệu đồng; tổng giá trị 1.649 triệu đồng”: the total stands last. */
function* summed(sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  for (const [i, total] of outer.entries()) {
    if (i < 2) continue;
    const before = sentence.passage.text.slice(Math.max(sentence.start, total.figure.start - 70), total.figure.start);
    const called = /(?:^|[,;(]|\svà|nâng)\s*(tổng(?: cộng| số| giá trị)?|cộng (?:chung|cả)|cộng)(?!\p{L})[^,;\d]{0,45}$/iu.exec(
      before,
    );
    if (!called || /so với|kế hoạch/iu.test(before.slice(called.index))) continue;
    const parts = outer.slice(0, i).filter(({ figure }) => figure.scale === total.figure.scale && partOf(figure, total.figure));
    if (parts.length < 2) continue;
    const lost = isShifted(sumOf(parts.map(({ figure }) => figure)), exactOf(total.figure));
    if (ELSE.test(sentence.text.slice(0, total.figure.start - sentence.start)) && !lost) continue;
    yield { parts, totals: [total], is_whole: /cộng|giá trị/iu.test(called[1] ?? '') || parts.length === i };
  }
}

/** “08 lớp … (612 lượt người), 13 lớp … (2.204 lượt người), …”: the figures in the brackets are a row of their own. */
function* bracketed(
  document: Document,
  story: Sentence[][],
  sentences: Sentence[],
  k: number,
  sentence: Sentence,
  outer: readonly Told[],
): Generator<Row> {
  const inner = sentence.told.filter(({ depth }) => depth === 1);
  const [one] = inner;
  if (
    !one ||
    inner.length < 2 ||
    inner.length > 12 ||
    plainUnit(one.figure) === '' ||
    ELSE.test(sentence.text) ||
    / nhất(?!\p{L})/iu.test(sentence.text)
  ) {
    yield* joint(sentence, outer);
    return;
  }
  const text = sentence.passage.text;
  const alone = inner.every(({ figure }, i) => {
    const next = inner[i + 1];
    return (
      /\(\s*(?:\p{L}+\s){0,3}$/u.test(text.slice(Math.max(0, figure.start - 24), figure.start)) &&
      /^[^(),;]{0,24}\)/u.test(text.slice(figure.tail)) &&
      (!next || text.slice(figure.tail, next.figure.start).includes('('))
    );
  });
  const same = inner.every(({ figure }) => figure.unit === one.figure.unit && figure.scale === one.figure.scale);
  const heads = outer.filter(({ figure }) => figure.end <= one.figure.start || figure.start > one.figure.end);
  if (!alone || !same || heads.length > inner.length + 1) return;
  const own = outer.filter((t) => t.at < one.at && t.figure.unit === one.figure.unit).toReversed();
  const totals = own.length > 0 ? own : totalsBefore(document, story, sentences, k, sentence, inner);
  if (totals.length > 0)
    yield { parts: inner, totals, is_whole: /cụ thể|gồm|trong đó/iu.test(sentence.text) && !OPEN.test(sentence.text) };
}

/** “11 thành viên, chia thành 03 tổ (tổ 1: 04 người; tổ 2: 04 người; tổ 3: 03 người)”. */
function* inOneBracket(
  document: Document,
  story: Sentence[][],
  sentences: Sentence[],
  k: number,
  sentence: Sentence,
  outer: readonly Told[],
): Generator<Row> {
  const inner = sentence.told.filter(({ depth }) => depth === 1);
  const [first] = inner;
  const last = inner.at(-1);
  if (!first || !last || inner.length < 2 || inner.length > 12 || plainUnit(first.figure) === '') return;
  const { text } = sentence.passage;
  const body = text.slice(first.figure.start, last.figure.end);
  if (/[()]/.test(body) || inner.some(({ figure }) => figure.unit !== first.figure.unit || figure.scale !== first.figure.scale))
    return;
  const named = inner.every(({ figure }) => /:\s*$/.test(text.slice(Math.max(0, figure.start - 3), figure.start)));
  const count = outer.findLast((t) => t.at < first.at);
  // As many items in the bracket as the count before it says.
  if (!named || !count || exactOf(count.figure).n !== BigInt(inner.length) || sameUnit(count.figure, first.figure)) return;
  const own = outer.filter((t) => t.at < count.at && sameUnit(t.figure, first.figure)).toReversed();
  const totals = own.length > 0 ? own : totalsBefore(document, story, sentences, k, sentence, inner);
  if (totals.length > 0) yield { parts: inner, totals, is_whole: true };
}

/** “17 xã, thị trấn và 12 cơ quan chuyên môn (29 đơn vị)”. */
function* joint(sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  const text = sentence.passage.text;
  for (const total of sentence.told) {
    if (total.depth !== 1 || plainUnit(total.figure) === '') continue;
    const [a, b] = outer.filter(({ figure }) => figure.end < total.figure.start).slice(-2);
    if (!a || !b || plainUnit(a.figure) === '') continue;
    const alone =
      /\((?:tổng(?: cộng| số)?|cộng|tất cả)?\s*$/iu.test(text.slice(Math.max(0, total.figure.start - 12), total.figure.start)) &&
      /^\s*\)/.test(text.slice(total.figure.tail));
    const joined = /^[^.;()\d]{0,30}\svà\s$/iu.test(text.slice(a.figure.tail, b.figure.start));
    if (
      !alone ||
      !joined ||
      /[.;,]/.test(text.slice(b.figure.tail, total.figure.start)) ||
      ![a, b].every(({ figure }) => partOf(figure, total.figure))
    )
      continue;
    yield { parts: [a, b], totals: [total], is_whole: true };
  }
}

const fullLabel = ({ before, after, passage, figure }: Told): string =>
  `${before} ${passage.text.slice(figure.end, figure.tail)} ${after}`.replace(/\s+/gu, ' ').trim();

/** “tổng kinh phí 2.465 triệu đồng, cấp tỉnh 1.310 …, cấp huyện 720 …, cấp xã 435 …”; “thụ lý 33 vụ; … đúng 02, sai 22, có đúng có sai 05”. */
function* called(sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  if (outer.length < 3) return;
  for (let i = 0; i + 2 < outer.length; i += 1) {
    const parts = outer.slice(i + 1);
    const total = outer[i] as Told;
    if (total.figure.unit === '' || alike(parts, total).length !== parts.length || parts.length > 8) continue;
    const words = sentence.passage.text.slice(total.figure.start, sentence.end);
    if (ELSE.test(words) || OPEN.test(words)) return;
    const labels = parts.map((part) => `${part.before} ${part.after}`.trim());
    const is_total = /(?:^|\s)tổng (?:số|cộng|kinh phí|vốn|dự toán|giá trị|diện tích|chi|thu|mức)/iu.test(total.before);
    // The first may be one of the row itself: “rất hài lòng 341, hài lòng 236, …”.
    if (areComplete([`${total.before} ${total.after}`.trim(), ...labels])) return;
    if (areComplete(labels)) {
      yield {
        parts,
        totals: outer
          .slice(0, i + 1)
          .toReversed()
          .filter((t) => sameUnit(t.figure, total.figure)),
        is_whole: true,
      };
      return;
    }
    if (is_total) {
      yield { parts, totals: [total], is_whole: false };
      return;
    }
  }
}

const MEASURES = new Set(['năm', 'ngày', 'giờ', 'đồng', 'điểm', 'km', 'ha']);

/** “08/08 đơn vị nộp báo cáo, 06 đơn vị nộp đúng hạn, 02 đơn vị nộp chậm”: the parts of all of them. */
function* ofAll(sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  for (const [i, total] of sentence.parts.entries()) {
    const base = sentence.bases[i];
    if (!base || total.depth !== 0 || plainUnit(total.figure) === '' || exactOf(base.figure).n !== exactOf(total.figure).n)
      continue;
    const parts = outer.filter((t) => t.at > base.at);
    if (parts.length < 2 || parts.length > 5 || parts.some(({ figure }) => !sameUnit(figure, total.figure))) continue;
    if (areComplete(parts.map((part) => `${part.before} ${part.after}`.trim()))) yield { parts, totals: [total], is_whole: true };
  }
}

/** “Truyền thanh: 26 lượt; Zalo: 14 tin; họp thôn: 8 cuộc. Cộng 48 lượt, tin, cuộc”: the total is the next sentence. */
function* closing(sentences: readonly Sentence[], k: number, sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  const [total] = outer;
  const before = sentences[k - 1];
  if (!total || !before || outer.length !== 1) return;
  if (
    !/^\s*(?:cộng|tổng cộng|tất cả|tổng)(?:\s(?:là|có|chung))?\s*:?\s*$/iu.test(
      sentence.passage.text.slice(sentence.start, total.figure.start),
    )
  )
    return;
  const parts = before.told.filter(({ depth, figure }) => depth === 0 && figure.scale === total.figure.scale);
  const of_many = /^[^.;]*,\s\p{L}/u.test(sentence.passage.text.slice(total.figure.end, sentence.end));
  const fit = parts.every(({ figure }) => of_many || partOf(figure, total.figure));
  if (parts.length >= 2 && fit && !ELSE.test(before.text)) yield { parts, totals: [total], is_whole: true };
}

/** “hoàn thành xuất sắc 28 người, hoàn thành tốt 117 người, … trên tổng số 156 người được đánh giá”. */
function* outOf(sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  const total = outer.at(-1);
  if (!total || outer.length < 3 || plainUnit(total.figure) === '') return;
  const lead = sentence.passage.text.slice(Math.max(sentence.start, total.figure.start - 24), total.figure.start);
  if (!/(?:trên|trong) tổng (?:số|cộng)\s*$/iu.test(lead)) return;
  const parts = outer.slice(0, -1).filter(({ figure }) => sameUnit(figure, total.figure) && figure.scale === total.figure.scale);
  // The run right before it: “… 143 người; kết quả: 28 người, …”.
  const last = parts.findLastIndex(
    (part, i) => i > 0 && /[;:.]/u.test(sentence.passage.text.slice((parts[i - 1] as Told).figure.tail, part.figure.start)),
  );
  const row = last > 0 ? parts.slice(last) : parts;
  if (row.length >= 2) yield { parts: row, totals: [total], is_whole: true };
}

/** “Đăng tải 42 tin, bài; trong số này … 17, … 14, còn lại 11”. */
function* afterSemicolon(sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  for (const m of sentence.text.matchAll(
    /;\s+(?=(?:trong (?:tổng )?số|trong đó|phân (?:loại )?theo|chia (?:ra |theo )|gồm|bao gồm|cụ thể|kết quả:|đến nay:))/giu,
  )) {
    const at = sentence.start + m.index;
    const parts = outer.filter(({ figure }) => figure.start > at);
    const totals = outer.filter(({ figure }) => figure.end <= at).toReversed();
    const [total] = totals;
    if (!total || parts.length < 2 || alike(parts, total).length !== parts.length) continue;
    const words = sentence.text.slice(m.index);
    if (ELSE.test(words) || /;/.test(words.slice(1))) continue;
    const is_result =
      /^;\s(?:kết quả|đến nay):/iu.test(words) && parts.length >= 3 && parts.every((t) => sameUnit(t.figure, total.figure));
    const is_whole = (/còn lại|(?:^|\s)khác(?!\p{L})|gồm|theo/iu.test(words) || is_result) && !OPEN.test(words);
    yield { parts, totals: totals.filter((t) => sameUnit(t.figure, total.figure)), is_whole };
  }
}

const partOf = (part: Figure, total: Figure): boolean =>
  sameUnit(part, total) ||
  part.unit === '' ||
  isKindOf(plainUnit(part), plainUnit(total)) ||
  plainUnit(total) === 'văn_bản' ||
  (plainUnit(total) === 'đơn_vị' && part.unit.startsWith('~'));

/** What a row without its own total may make: figures of the sentence before, else of the paragraphs before. Nearest first. */
function totalsBefore(
  document: Document,
  story: Sentence[][],
  sentences: Sentence[],
  k: number,
  sentence: Sentence,
  parts: readonly Told[],
): Told[] {
  const fits = ({ figure }: Told): boolean => {
    const named = parts.find((part) => part.figure.unit !== '')?.figure;
    return figure.scale === (parts[0] as Told).figure.scale && (named ? sameUnit(figure, named) : figure.unit !== '');
  };
  const found: Told[] = [];
  for (let i = k - 1; i >= Math.max(0, k - 2); i -= 1) found.push(...(sentences[i] as Sentence).told.filter(fits));
  const wanted = found.length === 0 ? 3 : 0;
  for (const passage of passagesBefore(document, sentence.passage, wanted)) {
    if (passage.label?.style === 'bullet' && passage.label.text === sentence.passage.label?.text) continue;
    for (const other of (story[passage.index] ?? []).toReversed()) found.push(...other.told.filter(fits));
    if (found.length > 0) break;
  }
  return found;
}

function judge(context: Context, { parts, totals, is_whole }: Row, told: Set<number>): Fault | null {
  if (parts.length < 2 || parts.length > 15 || parts.some(({ at }) => told.has(at))) return null;
  context.count('seen');
  const figures = parts.map(({ figure }) => figure);
  const sum = sumOf(figures);
  if (sum.n === 0n) return null;
  const near = (total: Told) => absolute(subtract(sum, exactOf(total.figure)));
  if (totals.some((total) => addsUp(total.figure, figures))) {
    context.count('bound');
    context.count('checked');
    return null;
  }
  const [total] = totals.toSorted((a, b) => compare(near(a), near(b)));
  if (!total || told.has(total.at)) return null;
  const labels = parts.map((part) => `${part.before} ${part.after}`.trim());
  if (overlap(labels)) return null;
  const last = parts.at(-1) as Told;
  if (compare(sum, exactOf(total.figure)) < 0 && leavesRest(last.passage.text, last.figure.tail)) return null;
  if (labels.some((label) => /(?:cao|thấp|nhiều|ít|lớn) nhất/iu.test(label))) return null;
  const complete = areComplete(labels) || areComplete(parts.map(fullLabel));
  const gap = near(total);
  const is_near = compare({ n: gap.n * 3n, d: gap.d }, exactOf(total.figure)) < 0;
  const slip = isSlip(total.figure, figures);
  const over = compare(sum, exactOf(total.figure)) > 0;
  const strong = is_whole || complete || (areParallel(labels) && parts.length >= 3);
  const large = compare(exactOf(total.figure), HUNDRED) >= 0;
  // “3.214.500.000 đồng + 1.607.250.000 đồng; tổng cộng 4.821.750 đồng”: zeros were lost.
  if (is_whole && isShifted(sum, exactOf(total.figure))) {
    context.count('bound');
    context.count('checked');
    return faultOf(total, parts);
  }
  const is_error = is_near && (strong || (slip && large) || (over && slip && figures.every((f) => f.unit !== '')));
  if (!is_error) {
    context.unchecked(spotOf(total.passage, total.figure), 'Các phần nêu sau tổng có thể chưa đủ hoặc trùng nhau.');
    return null;
  }
  context.count('bound');
  context.count('checked');
  return faultOf(total, parts);
}

/** A thousand or a million times apart, to the last digit. */
const isShifted = (a: Rational, b: Rational): boolean =>
  b.n > 0n && [1000n, 1_000_000n].some((by) => a.n * b.d === b.n * a.d * by || b.n * a.d === a.n * b.d * by);

export function faultOf(total: Told, parts: readonly Told[]): Fault {
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
    shares: [total.at, ...parts.map(({ at }) => at)],
  };
}

export const sameValue = (a: Figure, b: Figure): boolean => equal(exactOf(a), exactOf(b));
