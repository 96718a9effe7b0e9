import { allTold } from '../all-told.ts';
import { annexLists } from '../annex-lists.ts';
import { classesListed, thingsListed } from '../classes-listed.ts';
import { count, isCountable, isOpen, listAfter, OPEN, pastRate, unitName } from '../countable.ts';
import { countsListed, isDays } from '../counts-listed.ts';
import { type Passage, type Stretch, segmentsOf } from '../document.ts';
import { exactOf, type Figure } from '../figure.ts';
import { listedShares } from '../fraction-sums.ts';
import { isOneOfRow, itemsUnder, namedIn } from '../items-under.ts';
import { kindsNamed, listedNames, named, namedShares, namesOfEach } from '../listed-names.ts';
import { listBelow, numberedUnder } from '../lists-below.ts';
import { matchesIn } from '../matches.ts';
import { namesCounted } from '../names-counted.ts';
import { namesTold } from '../names-told.ts';
import { itemsTwice, namesTwice, recipientsTwice } from '../names-twice.ts';
import { noteCounts } from '../note-lists.ts';
import { ordinalsTold } from '../ordinals-told.ts';
import { placesVisited } from '../places-visited.ts';
import { raisedShares } from '../raised-share.ts';
import { equal } from '../rational.ts';
import { rowCounts } from '../row-counts.ts';
import { type Context, defineRule, type Fault, type Spot, shorten, spotIn, spotOf } from '../rule.ts';
import { verdictsListed } from '../verdicts-listed.ts';
import { wholeRetold } from '../whole-retold.ts';
import { wordCounts } from '../word-counts.ts';

/**
 * “02 nhiệm vụ gồm: …; …” lists two.
 *
 * Items are bullets of one mark, numbered items, or stretches between semicolons; names between commas only inside a bracket or after a colon when
 * all are names. A list that says it is open (`như`, `…`, `v.v`, `và các … khác`) is not counted.
 */
export const R12 = defineRule({
  id: 'R12',
  version: 1,
  severity: 'error',
  title: 'Số lượng nêu ra bằng số mục liệt kê',
  messages: {
    base: 'Nêu {whole} nhưng ngay sau lại tính trên {base}. Người đọc không biết tổng nào đúng. Đối chiếu kế hoạch rồi sửa một trong hai.',
    differs:
      'Nêu {stated} {unit} nhưng liệt kê {listed} mục. Người đọc không biết thiếu mục hay sai số. Sửa số {stated} hoặc bổ sung, bớt mục.',
    names: 'Nêu {stated} {unit} nhưng kể tên {listed}. Kiểm tra lại số lượng và danh sách tên.',
    empty_item:
      'Nêu {stated} {unit} {status} nhưng chỉ thấy {listed} trường hợp; nội dung “{item}” cho thấy không có gì {status}. Nêu rõ trường hợp còn lại hoặc sửa số {stated}.',
    rows: 'Nêu {stated} {unit} nhưng bảng có {listed} dòng. Người đọc không biết bảng thiếu hay số sai. Đếm lại rồi sửa số hoặc bổ sung, bớt dòng.',
    rows_that: 'Nêu {stated} {unit} {words} nhưng đếm trong bảng có {listed} ({names}). Đối chiếu từng dòng của bảng rồi sửa số.',
    annex_list:
      'Nêu {stated} {unit} nhưng danh sách ở “{annex}” có {listed}. Người đọc không biết danh sách thiếu hay số sai. Đếm lại rồi sửa.',
    note: 'Nêu {stated} {unit} nhưng chú thích {label} kể {listed}. Người đọc đếm lại sẽ thấy khác. Đếm lại rồi sửa số {stated}, hoặc bổ sung, bớt mục trong chú thích.',
    twice: 'Chú thích {label} kể “{name}” hai lần. Có thể một lần là tên khác chép nhầm. Đối chiếu rồi sửa tên hoặc bỏ bớt.',
    name_twice: 'Danh sách kể “{name}” hai lần. Có thể một lần là tên khác chép nhầm. Đối chiếu rồi sửa tên hoặc bỏ bớt.',
    shares: 'Nêu {stated} {unit} {words} nhưng đếm các tỷ lệ vừa nêu có {listed}. Đếm lại rồi sửa số hoặc sửa tỷ lệ.',
    raised_share: 'Đang có {now}, thêm {added} là {expected}, ở đây ghi nâng lên {goal}. Đếm lại rồi sửa số.',
    all: 'Nêu “cả {stated} {unit}” nhưng các số kể ngay trước cộng lại được {sum}. Đếm lại rồi sửa số sai.',
    verdicts:
      'Nêu {stated} {unit} {status} nhưng đếm trong danh sách có {listed}. Đối chiếu từng mục rồi sửa số hoặc sửa kết luận của mục.',
  },
  *check(context) {
    yield* wholeRetold(context);
    for (const passage of context.document.passages) {
      if (passage.figures.length === 0) {
        const fault =
          namesTold(context, passage) ??
          wordCounts(context, passage) ??
          countsListed(context, passage) ??
          listBelow(context, passage) ??
          namesCounted(context, passage) ??
          ordinalsTold(context, passage);
        if (fault) yield fault;
        yield* namesTwice(context, passage);
        continue;
      }
      const fault =
        verdictsListed(context, passage) ??
        bullets(context, passage) ??
        inline(context, passage) ??
        named(context, passage) ??
        kindsNamed(context, passage) ??
        listedNames(context, passage) ??
        namedShares(context, passage) ??
        placesVisited(context, passage) ??
        namesTold(context, passage) ??
        wordCounts(context, passage) ??
        countsListed(context, passage) ??
        statusItems(context, passage) ??
        listBelow(context, passage) ??
        namesCounted(context, passage) ??
        ordinalsTold(context, passage) ??
        classesListed(context, passage) ??
        thingsListed(context, passage);
      if (fault) yield fault;
      yield* verdicts(context, passage);
      yield* namesTwice(context, passage);
    }
    yield* allTold(context);
    yield* recipientsTwice(context);
    yield* itemsTwice(context);
    yield* rowCounts(context);
    yield* annexLists(context);
    yield* noteCounts(context);
    yield* listedShares(context);
    yield* raisedShares(context);
  },
});

/** Bullets of one mark right under a passage that ends with a colon. */
function bullets(context: Context, passage: Passage): Fault | null {
  if (!/:\s*$/.test(passage.text) || isOpen(passage.text, 40)) return null;
  const claim = passage.figures.findLast((figure) => isCountable(passage, figure));
  if (!claim || passage.figures.some((f) => f.kind === 'count' && f.start > claim.start)) return null;
  // “còn hai tiêu chí bị trừ điểm trên tổng số 38 tiêu chí:”: the whole, not what is listed.
  if (/(?:trên|trong|thuộc)\s(?:tổng(?:\ssố)?|số)\s$/iu.test(passage.text.slice(0, claim.start))) return null;
  const between = passage.text.slice(claim.tail).replace(/:\s*$/, '');
  if (between.split(/\s+/).length > 22 || /[;.]\s/.test(between)) return null;
  const items = itemsUnder(context.document, passage);
  if (!items || items.length < 2) return null;
  const of_each = namesOfEach(context, passage, items);
  if (of_each !== undefined) return of_each;
  if (items.some((item) => OPEN.test(item.text.slice(-25)) && item === items.at(-1))) return null;
  const stated = Number(exactOf(claim).n);
  // “Quầy 1, quầy 2: …” is two of them.
  if (numberedUnder(unitName(passage, claim), items) !== null) return null;
  // Items that count the same thing are parts: their sum is another rule's business.
  const counted = items.filter((item) => item.figures.some((f) => f.kind === 'count' && f.unit === claim.unit));
  if (counted.length * 2 >= items.length) return null;
  count(context);
  if (items.length === stated || namedIn(items, unitName(passage, claim)) === stated || isOneOfRow(passage, claim, items.length))
    return null;
  return {
    message: 'differs',
    at: spotOf(passage, claim),
    figures: [claim],
    data: { stated: claim.raw, unit: unitName(passage, claim), listed: items.length },
    severity: Math.abs(items.length - stated) > Math.max(3, stated) ? 'warning' : 'error',
    expected: String(items.length),
    related: items.map((item) => spotIn(item, 0, Math.min(item.text.length, 80))),
  };
}

/** “… gồm: A; B; C.” and “(A; B)” in one passage. */
function inline(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  for (const [i, claim] of passage.figures.entries()) {
    if (!isCountable(passage, claim) || isOneOfTwo(passage, passage.figures[i - 1], claim)) continue;
    const { from, next } = pastRate(passage, i);
    const region = listAfter(text, from, next);
    if (!region || OPEN.test(ofCounted(text, claim, region)) || leavesBracket(text.slice(claim.tail, region.start))) continue;
    const body = text.slice(region.start, region.end);
    const numbered = matchesIn(body, /(?:^|[\s;,.])\((\d{1,2})\)\s/g).map((m) => Number(m[1]));
    const is_numbered = numbered.length >= 2 && numbered[0] === 1;
    const stretches = segmentsOf(body, ';').filter(
      ({ start, end }) =>
        /\p{L}{2}/u.test(body.slice(start, end)) &&
        !/^\s*(?:tổng(?! kết| hợp| rà soát| điều tra| vệ sinh)|cộng|tính chung|danh sách|chi tiết|cụ thể tại|kèm theo|giao\s|thời gian|kinh phí|(?:các|những|số)\s[^;]{0,40}còn lại)/iu.test(
          body.slice(start, end),
        ),
    );
    if (!is_numbered && (stretches.length < 2 || isDays(body))) continue;
    // “(03 phòng: …, …; 04 xã: …)”: the semicolon begins a list of other things.
    if (
      !is_numbered &&
      stretches.some(({ start, end }, k) => k > 0 && /^\s*\d[\d.]*\s\p{L}[^:;,]{0,40}:/u.test(body.slice(start, end)))
    )
      continue;
    // Items that count the same thing are parts.
    const same = passage.figures.filter(
      (f) => f !== claim && f.kind === 'count' && f.unit === claim.unit && f.start >= region.start && f.start < region.end,
    );
    // “03 hạn chế chính: 05 nhiệm vụ chậm; 08 phản ánh chưa trả lời”: a shortcoming has no parts, whatever an item counts.
    const is_point =
      POINTS.test(text.slice(claim.end)) && stretches.every(({ start, end }) => !body.slice(start, end).includes(':'));
    // Items that count things are parts: their sum is another rule's business.
    const counted = stretches.filter(({ start, end }) =>
      passage.figures.some(
        (f) =>
          f.kind === 'count' &&
          !isMark(text, f) &&
          (['', claim.unit].includes(f.unit) || f.start - (region.start + start) < 8) &&
          f.start >= region.start + start &&
          f.start < region.start + end,
      ),
    );
    // “09 trung tâm: tiếp nhận 188.332 hồ sơ, chiếm …; quá hạn 1.234”: what they did, not which they are.
    const measured = stretches.filter(({ start, end }) =>
      passage.figures.some(
        (f) =>
          !isMark(text, f) &&
          f.start >= region.start + start &&
          f.start < region.start + end &&
          f.raw.replace(/\D/g, '').length > 2,
      ),
    );
    if (!is_numbered && !is_point && measured.length * 2 > stretches.length) continue;
    // “01 kỳ thi: 1.132 người đăng ký …; bình quân …”: one thing is told of, none is listed.
    if (stretches.length < 2 && !is_numbered) continue;
    // “13 cơ quan tự chủ: 1.350.000 đồng/người; cơ quan cao nhất …”: an amount is told, nothing is listed.
    if (!is_numbered && !is_point && /^\s*\d/u.test(body)) continue;
    if ((!is_point && counted.length * 2 > stretches.length) || (counted.length > 0 && exactOf(claim).n === 1n)) continue;
    if (exactOf(claim).n === 1n && passage.figures.some((f) => f.start > region.start && f.start < region.end)) continue;
    if (
      same.length >= 2 ||
      (!is_numbered && /:\s*\p{L}/u.test(body.slice(stretches[0]?.start ?? 0, stretches[0]?.end ?? 0)) && stretches.length < 2)
    )
      continue;
    const listed = is_numbered ? (numbered.at(-1) as number) : stretches.length;
    const stated = Number(exactOf(claim).n);
    count(context);
    if (listed === stated || (!is_numbered && joined(body, stretches, stated))) continue;
    return {
      message: 'differs',
      at: spotOf(passage, claim),
      figures: [claim],
      data: { stated: claim.raw, unit: unitName(passage, claim), listed },
      severity: Math.abs(listed - stated) > Math.max(3, stated) ? 'warning' : 'error',
      expected: String(listed),
      related: [spotIn(passage, region.start, region.end)],
    };
  }
  return null;
}

const POINTS = /^\s(?:hạn chế|tồn tại|khó khăn|vướng mắc|bất cập|nguyên nhân)(?!\p{L})/iu;

/** “04 hạn chế chủ yếu: …; …; …”: the main ones themselves are counted, so those are all. */
const ofCounted = (text: string, claim: Figure, { start, end }: Stretch): string => {
  const is_whole = /(?:trong|trên)\s(?:(?:tổng\s)?số\s)?$/iu.test(text.slice(Math.max(0, claim.start - 14), claim.start));
  const lead = text.slice(claim.tail, start);
  return (is_whole ? lead : lead.replace(/^\s?(?:chủ yếu|chính|tiêu biểu|nổi bật)(?=\s?:)/iu, '')) + text.slice(start, end);
};

/** “02 cá nhân và 03 tập thể: …”: the list is of both. */
const isOneOfTwo = ({ text }: Passage, before: Figure | undefined, claim: Figure): boolean =>
  before?.kind === 'count' &&
  before.unit !== claim.unit &&
  /^\s(?:\p{L}+\s){0,5}?(?:và|,|cùng)\s$/iu.test(text.slice(before.end, claim.start));

/** “06 văn bản (02 nghị quyết, 04 quyết định), gồm: …”: the list is not of what the bracket counts. */
const leavesBracket = (between: string): boolean =>
  between.indexOf(')') >= 0 && between.indexOf(')') < (between.indexOf('(') + 1 || Number.POSITIVE_INFINITY);

/** `(1)` before an item. */
const isMark = (text: string, figure: Figure): boolean => text[figure.start - 1] === '(' && text[figure.end] === ')';

/** “A; B và C”: `và` before a thing of the same kind parts two; a stretch may hold several things joined by commas. */
function joined(body: string, stretches: readonly { start: number; end: number }[], stated: number): boolean {
  if (stated < stretches.length) return false;
  const texts = stretches.map(({ start, end }) => body.slice(start, end).trim());
  // “04 cơ quan: Văn phòng (11 người), Phòng Kinh tế (12 người), …; cùng 03 lãnh đạo”: one bracket for each.
  if (texts[0]?.split(/\),\s/u).length === stated) return true;
  const heads = new Set(texts.map((text) => text.split(/\s+/)[0]?.toLowerCase() ?? ''));
  const more = texts
    .flatMap((text) => matchesIn(text, /(?:\s(?:và|cùng)|,)\s+(\p{L}+)/giu))
    .filter((m) => heads.has((m[1] ?? '').toLowerCase())).length;
  return stated <= stretches.length + more;
}

const STATUS = /^\s*(chưa đạt|không đạt|chưa hoàn thành|chưa thực hiện|quá hạn|chậm tiến độ|vi phạm|bị trả lại)/iu;
const NOTHING = /không (?:phát sinh|có)|chưa phát sinh/iu;
const BAD = /chưa|chậm|thấp|cao \(|quá hạn|trễ|không đạt|còn/iu;

/** “02 nhiệm vụ chưa đạt (A); B không phát sinh …”: what is named must be what is counted. */
function statusItems(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  for (const claim of passage.figures) {
    const status = isCountable(passage, claim) ? STATUS.exec(text.slice(claim.tail)) : null;
    if (!status || exactOf(claim).n < 2n) continue;
    const open = text.indexOf('(', claim.tail);
    if (open < 0 || open - claim.tail > 60) continue;
    const rest = segmentsOf(text.slice(claim.tail), ';.').map(({ start, end }) => ({
      start: claim.tail + start,
      end: claim.tail + end,
    }));
    const items = rest.filter(({ start, end }) => /\p{L}{3}/u.test(text.slice(start, end)));
    const next_claim = items.findIndex(
      ({ start, end }, i) =>
        i > 0 && passage.figures.some((f) => f.start >= start && f.start < end && f.unit === claim.unit && f.start - start < 12),
    );
    const own = next_claim < 0 ? items : items.slice(0, next_claim);
    const idle = own.find(
      ({ start, end }) => NOTHING.test(text.slice(start, end)) && !BAD.test(text.slice(start, end).replace(NOTHING, '')),
    );
    const stated = Number(exactOf(claim).n);
    count(context);
    if (!idle || own.length - 1 >= stated) continue;
    return {
      message: 'empty_item',
      at: spotIn(passage, claim.start, claim.tail + status[0].length),
      figures: [claim],
      data: {
        stated: claim.raw,
        unit: unitName(passage, claim),
        status: (status[1] ?? '').toLowerCase(),
        listed: own.length - 1,
        item: shorten(text.slice(idle.start, idle.end), 90),
      },
      related: [spotIn(passage, idle.start, idle.end)],
    };
  }
  return null;
}

const VERDICT_CLAIMS: [RegExp, RegExp, string][] = [
  [/(?<!chưa |không |chưa đánh giá )đạt(?: được)?\s*$/iu, /^(?:đạt|hoàn thành)(?!.{0,3}chưa)/iu, 'đạt'],
  [/(?:chưa|không) đạt(?: được)?\s*$/iu, /^(?:chưa|không) (?:đạt|hoàn thành)/iu, 'chưa đạt'],
  [/chưa đánh giá(?: được)?\s*$/iu, /^chưa đánh giá/iu, 'chưa đánh giá'],
];

/** “21 chỉ tiêu: đạt 17, chưa đạt 02 …” over a list whose items end with a verdict: `…: Đạt`. */
function* verdicts(context: Context, passage: Passage): Generator<Fault> {
  if (!/chỉ tiêu|tiêu chí|nhiệm vụ/iu.test(passage.text) || passage.figures.length < 2) return;
  const claims = passage.figures.flatMap((figure) => {
    const before = passage.text.slice(Math.max(0, figure.start - 30), figure.start);
    const kind = VERDICT_CLAIMS.findIndex(([find]) => find.test(before));
    return kind >= 0 && figure.kind === 'count' && ['chỉ_tiêu', 'tiêu_chí', 'nhiệm_vụ'].includes(figure.unit)
      ? [{ figure, kind }]
      : [];
  });
  if (claims.length < 2) return;
  const counts = [0, 0, 0];
  const places: Spot[][] = [[], [], []];
  for (const item of context.document.passages.slice(passage.index + 1)) {
    if (item.label === null) continue;
    const m = /:\s*(?:\*\*)?((?:chưa|không)?\s?(?:đạt|hoàn thành|đánh giá được|đánh giá))/iu.exec(item.text);
    const kind = m ? VERDICT_CLAIMS.findIndex(([, find]) => find.test((m[1] as string).trim())) : -1;
    if (!m || kind < 0) continue;
    counts[kind] = (counts[kind] as number) + 1;
    // The verdict itself: whoever is told that one is too many looks for it there.
    places[kind]?.push(spotIn(item, m.index, m.index + m[0].length));
  }
  const listed = counts.reduce((a, b) => a + b, 0);
  const stated = claims.reduce((total, { figure }) => total + Number(exactOf(figure).n), 0);
  // Near enough to be of the same list, or the words say how many there are in all.
  const is_all = passage.figures.some(
    (figure) => figure.kind === 'count' && equal(exactOf(figure), { n: BigInt(listed), d: 1n }),
  );
  if (listed < 5 || (Math.abs(listed - stated) > 2 && !is_all)) return;
  const is_right = ({ figure, kind }: (typeof claims)[number]): boolean => exactOf(figure).n === BigInt(counts[kind] ?? 0);
  // All are listed, and all but one are counted right.
  const is_lone = is_all && claims.filter((claim) => !is_right(claim)).length === 1;
  for (const claim of claims) {
    const { figure, kind } = claim;
    count(context);
    if (is_right(claim)) continue;
    yield {
      message: 'verdicts',
      at: spotOf(passage, figure),
      figures: [figure],
      data: {
        stated: figure.raw,
        unit: unitName(passage, figure),
        status: VERDICT_CLAIMS[kind]?.[2] ?? '',
        listed: counts[kind] ?? 0,
      },
      severity: listed === stated || is_lone ? 'error' : 'warning',
      expected: String(counts[kind]),
      related: (places[kind] ?? []).slice(0, 20),
    };
  }
}
