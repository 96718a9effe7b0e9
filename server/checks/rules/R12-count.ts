import { annexLists } from '../annex-lists.ts';
import { type Document, type Passage, segmentsOf } from '../document.ts';
import { exactOf, type Figure } from '../figure.ts';
import { listedShares } from '../fraction-sums.ts';
import { gridsOf } from '../grid.ts';
import { rowCounts } from '../row-counts.ts';
import { type Context, defineRule, type Fault, shorten, spotIn, spotOf } from '../rule.ts';
import { flat } from '../shown-tables.ts';

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
    differs:
      'Nêu {stated} {unit} nhưng liệt kê {listed} mục. Người đọc không biết thiếu mục hay sai số. Sửa số {stated} hoặc bổ sung, bớt mục.',
    names: 'Nêu {stated} {unit} nhưng kể tên {listed}. Kiểm tra lại số lượng và danh sách tên.',
    empty_item:
      'Nêu {stated} {unit} {status} nhưng chỉ thấy {listed} trường hợp; nội dung “{item}” cho thấy không có gì {status}. Nêu rõ trường hợp còn lại hoặc sửa số {stated}.',
    rows: 'Nêu {stated} {unit} nhưng bảng có {listed} dòng. Người đọc không biết bảng thiếu hay số sai. Đếm lại rồi sửa số hoặc bổ sung, bớt dòng.',
    rows_that: 'Nêu {stated} {unit} {words} nhưng đếm trong bảng có {listed} ({names}). Đối chiếu từng dòng của bảng rồi sửa số.',
    annex_list:
      'Nêu {stated} {unit} nhưng danh sách ở “{annex}” có {listed}. Người đọc không biết danh sách thiếu hay số sai. Đếm lại rồi sửa.',
    shares: 'Nêu {stated} {unit} {words} nhưng đếm các tỷ lệ vừa nêu có {listed}. Đếm lại rồi sửa số hoặc sửa tỷ lệ.',
    verdicts:
      'Nêu {stated} {unit} {status} nhưng đếm trong danh sách có {listed}. Đối chiếu từng mục rồi sửa số hoặc sửa kết luận của mục.',
  },
  *check(context) {
    for (const passage of context.document.passages) {
      if (passage.figures.length === 0) continue;
      const fault =
        bullets(context, passage) ??
        inline(context, passage) ??
        named(context, passage) ??
        listedNames(context, passage) ??
        statusItems(context, passage);
      if (fault) yield fault;
      yield* verdicts(context, passage);
    }
    yield* rowCounts(context);
    yield* annexLists(context);
    yield* listedShares(context);
  },
});

const OPEN =
  /\.\.\.|…|v\.\s?v|\bvv\b|như\s*:|chẳng hạn|(?:và|cùng) (?:các|một số|nhiều|những)|một số|trong đó có|chủ yếu|tiêu biểu|nổi bật/iu;
const CUE = /(?:,\s*)?(?:bao gồm|gồm có|gồm|cụ thể(?: là)?|như sau|sau đây|đó là|là)\s*(?:các\s*)?[:\-–]?\s*$|:\s*$/iu;
/** Units that are counted one by one; amounts, people and cases are not listed. */
const NEVER = new Set([
  'điểm',
  'đồng',
  'ha',
  'km',
  'mét',
  'mét_vuông',
  'tấn',
  'con',
  'ngày',
  'giờ',
  'năm',
  'lượt',
  'hồ_sơ',
  'phiếu',
  'hộ',
  'giao_dịch',
  'bản',
  'máy',
  'thôn_',
]);

const isCountable = (passage: Passage, figure: Figure): boolean =>
  figure.kind === 'count' &&
  figure.bound === 'exact' &&
  figure.scale === 1n &&
  figure.decimals === 0 &&
  figure.unit !== '' &&
  !NEVER.has(figure.unit) &&
  exactOf(figure).n >= 1n &&
  exactOf(figure).n <= 40n &&
  !passage.fractions.some((f) => f.a.start === figure.start || f.b.start === figure.start);

const unitName = (passage: Passage, figure: Figure): string => passage.text.slice(figure.end, figure.tail).trim();

const count = (context: Context): void => {
  for (const what of ['seen', 'bound', 'checked'] as const) context.count(what);
};

/** Bullets of one mark right under a passage that ends with a colon. */
function bullets(context: Context, passage: Passage): Fault | null {
  if (!/:\s*$/.test(passage.text) || OPEN.test(passage.text.slice(-40))) return null;
  const claim = passage.figures.findLast((figure) => isCountable(passage, figure));
  if (!claim || passage.figures.some((f) => f.kind === 'count' && f.start > claim.start)) return null;
  const between = passage.text.slice(claim.tail).replace(/:\s*$/, '');
  if (between.split(/\s+/).length > 22 || /[;.]\s/.test(between)) return null;
  const items = itemsUnder(context.document, passage);
  if (!items || items.length < 2) return null;
  const of_each = namesOfEach(context, passage, items);
  if (of_each !== undefined) return of_each;
  if (items.some((item) => OPEN.test(item.text.slice(-25)) && item === items.at(-1))) return null;
  const stated = Number(exactOf(claim).n);
  // Items that count the same thing are parts: their sum is another rule's business.
  const counted = items.filter((item) => item.figures.some((f) => f.kind === 'count' && f.unit === claim.unit));
  if (counted.length * 2 >= items.length) return null;
  count(context);
  if (items.length === stated) return null;
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

/**
 * “gồm 05 phòng chuyên môn và 07 xã, phường:” over one item for each count, “Phòng chuyên môn: …; …”, that names its things. `undefined`: the items
 * are not of this kind.
 */
function namesOfEach(context: Context, passage: Passage, items: readonly Passage[]): Fault | null | undefined {
  const lead = passage.text.toLowerCase();
  const claims = passage.figures.filter((figure) => isCountable(passage, figure));
  if (claims.length < 2) return undefined;
  const pairs = items.flatMap((item) => {
    const head = /^[\s\-–+*•]*(?:\p{L}[.)]\s)?([^:\d]{2,60}):/u.exec(item.text);
    const name = (head?.[1] ?? '').trim().toLowerCase();
    const claim = name === '' ? undefined : claims.find((figure) => lead.slice(figure.end).trimStart().startsWith(name));
    return head && claim ? [{ item, claim, from: head[0].length }] : [];
  });
  if (pairs.length < 2 || pairs.length < items.length) return undefined;
  for (const { item, claim, from } of pairs) {
    const body = item.text.slice(from);
    if (OPEN.test(body) || /\d{2}/.test(body)) continue;
    const by_semicolon = body.includes(';');
    const names = body.split(by_semicolon ? ';' : ',').filter((name) => /\p{L}{2}/u.test(name));
    const joints = body.match(/\s(?:và|cùng)\s/giu)?.length ?? 0;
    const stated = Number(exactOf(claim).n);
    count(context);
    if (stated >= names.length && stated <= names.length + joints) continue;
    // Commas may stand inside names: only fewer names than stated prove it.
    if (!by_semicolon && stated < names.length && names.some((name) => !/^\s*(?:và\s)?\p{Lu}/u.test(name))) continue;
    return {
      message: 'names',
      at: spotOf(passage, claim),
      figures: [claim],
      data: { stated: claim.raw, unit: unitName(passage, claim), listed: names.length },
      expected: String(names.length),
      related: [spotIn(item, 0, item.text.length)],
    };
  }
  return null;
}

/** The items right under a passage; null when what follows is no list. */
function itemsUnder(document: Document, passage: Passage): Passage[] | null {
  const list: Passage[] = [];
  let style: string | null = null;
  for (let i = passage.index + 1; i < document.passages.length && list.length <= 60; i += 1) {
    const item = document.passages[i] as Passage;
    if (item.is_footnote) continue;
    const own = item.label === null ? null : item.label.style === 'bullet' ? item.label.text : item.label.style;
    if (style === null) {
      if (own === null || (item.label?.style !== 'bullet' && item.label?.path.at(-1) !== 1)) return null;
      if (own === ownOf(passage)) return null;
      style = own;
    }
    if (own === style) {
      if (item.label && item.label.style !== 'bullet' && item.label.path.at(-1) !== list.length + 1) break;
      list.push(item);
    } else if (own !== null && (own === ownOf(passage) || item.label?.style !== 'bullet')) break;
    else if (own === null && list.length > 0 && /[.;:]\s*$/.test(list.at(-1)?.text ?? '')) {
      // A paragraph after the last full stop goes on with something else; one after a semicolon belongs to the item.
      if (/\.\s*$/.test(list.at(-1)?.text ?? '')) break;
    }
  }
  return list;
}

const ownOf = (passage: Passage): string | null =>
  passage.label === null ? null : passage.label.style === 'bullet' ? passage.label.text : passage.label.style;

/** “… gồm: A; B; C.” and “(A; B)” in one passage. */
function inline(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  for (const [i, claim] of passage.figures.entries()) {
    if (!isCountable(passage, claim)) continue;
    const region = listAfter(text, claim.tail, passage.figures[i + 1]?.start ?? text.length);
    if (!region || OPEN.test(text.slice(claim.tail, region.end))) continue;
    const body = text.slice(region.start, region.end);
    const numbered = [...body.matchAll(/(?:^|[\s;,.])\((\d{1,2})\)\s/g)].map((m) => Number(m[1]));
    const is_numbered = numbered.length >= 2 && numbered[0] === 1;
    const stretches = segmentsOf(body, ';').filter(
      ({ start, end }) =>
        /\p{L}{2}/u.test(body.slice(start, end)) &&
        !/^\s*(?:danh sách|chi tiết|cụ thể tại|kèm theo|giao\s|thời gian|kinh phí)/iu.test(body.slice(start, end)),
    );
    if (!is_numbered && stretches.length < 2) continue;
    // Items that count the same thing are parts.
    const same = passage.figures.filter(
      (f) => f !== claim && f.kind === 'count' && f.unit === claim.unit && f.start >= region.start && f.start < region.end,
    );
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
    // “01 kỳ thi: 1.132 người đăng ký …; bình quân …”: one thing is told of, none is listed.
    if (stretches.length < 2 && !is_numbered) continue;
    // “13 cơ quan tự chủ: 1.350.000 đồng/người; cơ quan cao nhất …”: an amount is told, nothing is listed.
    if (!is_numbered && /^\s*\d/u.test(body)) continue;
    if (counted.length * 2 > stretches.length || (counted.length > 0 && exactOf(claim).n === 1n)) continue;
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

/** `(1)` before an item. */
const isMark = (text: string, figure: Figure): boolean => text[figure.start - 1] === '(' && text[figure.end] === ')';

/** “A; B và C”: `và` before a thing of the same kind parts two; a stretch may hold several things joined by commas. */
function joined(body: string, stretches: readonly { start: number; end: number }[], stated: number): boolean {
  if (stated < stretches.length) return false;
  const texts = stretches.map(({ start, end }) => body.slice(start, end).trim());
  const heads = new Set(texts.map((text) => text.split(/\s+/)[0]?.toLowerCase() ?? ''));
  const more = texts
    .flatMap((text) => [...text.matchAll(/(?:\s(?:và|cùng)|,)\s+(\p{L}+)/giu)])
    .filter((m) => heads.has((m[1] ?? '').toLowerCase())).length;
  return stated <= stretches.length + more;
}

/** Where a list after a claim stands: after `gồm:` to the end of the sentence, or in the bracket right after. */
function listAfter(text: string, from: number, next_figure: number): { start: number; end: number } | null {
  const bracket = text.indexOf('(', from);
  const before_bracket = bracket < 0 ? '' : text.slice(from, bracket);
  if (bracket >= 0 && before_bracket.split(/\s+/).length <= 9 && !/[,;.:]/.test(before_bracket) && bracket < next_figure) {
    let depth = 0;
    for (let i = bracket; i < text.length; i += 1) {
      if (text[i] === '(') depth += 1;
      else if (text[i] === ')' && --depth === 0) return { start: bracket + 1, end: i };
    }
    return null;
  }
  const colon = text.indexOf(':', from);
  if (colon < 0 || colon > next_figure || colon - from > 90) return null;
  const lead = text.slice(from, colon + 1);
  if (/[;.]\s/.test(lead) || !CUE.test(lead)) return null;
  const stop = /\.(?=\s+\p{Lu}|\s*$)/u.exec(text.slice(colon + 1));
  return { start: colon + 1, end: stop ? colon + 1 + stop.index : text.length };
}

const NAME =
  /^(?:và\s+)?(?:(?:xã|phường|thị trấn|phòng|ban|sở|trung tâm|trường|thôn|bản|ubnd|công an|văn phòng|thanh tra|chi cục|huyện|thành phố|thị xã|khu phố|ấp)\s+)?\p{Lu}[\p{L}\p{M}]*(?:[\s&-]+(?:và\s+)?[\p{L}\p{M}]+){0,7}(?:\s\d)?$/u;

/** Units whose things have names. */
const NAMED_UNITS = new Set(['xã', 'đơn_vị', 'huyện', 'thôn', 'trường', 'doanh_nghiệp', 'tổ']);

/** “05 xã (Ia Dom, Ia Lang, …)”, “08 đơn vị: Phòng Nội vụ, Phòng Tư pháp, …”: names between commas. */
function named(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  for (const [i, claim] of passage.figures.entries()) {
    if (!isCountable(passage, claim) || exactOf(claim).n < 2n) continue;
    const region = listAfter(text, claim.tail, passage.figures[i + 1]?.start ?? text.length);
    if (!region || OPEN.test(text.slice(claim.tail, region.end))) continue;
    const body = text.slice(region.start, region.end);
    if (/[:;]|\d{2}/.test(body)) continue;
    if (!NAMED_UNITS.has(claim.unit)) continue;
    // “Kinh tế và Hạ tầng” is one name, “Ia Dom và Ia Lang” are two: every “và” may or may not part two names.
    const items = body
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    if (items.length < 2 || !items.every((item) => NAME.test(item))) continue;
    const joints = body.match(/\s(?:và|cùng)\s/giu)?.length ?? 0;
    count(context);
    const stated = Number(exactOf(claim).n);
    if (stated >= items.length && stated <= items.length + joints) continue;
    return {
      message: 'names',
      at: spotOf(passage, claim),
      figures: [claim],
      data: { stated: claim.raw, unit: unitName(passage, claim), listed: items.length },
      expected: String(items.length),
      related: [spotIn(passage, region.start, region.end)],
    };
  }
  return null;
}

const known_names = new WeakMap<Document, string[]>();

/** What the report itself calls its things: labels of table rows, titles of sections. */
function namesOf(document: Document): string[] {
  let names = known_names.get(document);
  if (!names) {
    const titles: string[] = [];
    for (const { section, index, text } of document.passages)
      if (section.opens === index) titles.push(text.slice(section.label?.body ?? 0).split(':')[0] ?? '');
    const rows = gridsOf(document).flatMap((grid) => grid.rows.slice(0, 100).map(({ label }) => label));
    names = [
      ...new Set([...titles, ...rows].map((name) => flat(name)).filter((name) => name.length >= 4 && name.length < 80)),
    ].slice(0, 500);
    known_names.set(document, names);
  }
  return names;
}

/** “03 lĩnh vực đạt từ 90 % trở lên (chỉ đạo điều hành, cải cách thể chế, …)”: all names are of rows or sections of the report. */
function listedNames(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  for (const claim of passage.figures) {
    if (!isCountable(passage, claim) || exactOf(claim).n < 2n) continue;
    const open = text.indexOf('(', claim.tail);
    const close = open < 0 ? -1 : text.indexOf(')', open);
    if (close < 0 || open - claim.tail > 90 || /[;:.]\s|\)/u.test(text.slice(claim.tail, open))) continue;
    const body = text.slice(open + 1, close);
    const between = text.slice(claim.tail, open);
    if (passage.figures.some((f) => f.kind === 'count' && f.start > claim.start && f.start < open && f.unit === claim.unit))
      continue;
    if (/\d/.test(body) || OPEN.test(body) || OPEN.test(between)) continue;
    const items = body
      .split(/[,;]|\svà\s/u)
      .map((item) => flat(item))
      .filter((item) => item !== '');
    const names = namesOf(context.document);
    const named = items.map((item) =>
      names.find((name) => item.length >= 4 && (name === item || ` ${name} `.includes(` ${item} `))),
    );
    if (items.length < 2 || named.some((name) => name === undefined) || new Set(named).size !== items.length) continue;
    count(context);
    const stated = Number(exactOf(claim).n);
    if (items.length === stated) continue;
    return {
      message: 'names',
      at: spotOf(passage, claim),
      figures: [claim],
      data: { stated: claim.raw, unit: unitName(passage, claim), listed: items.length },
      expected: String(items.length),
      related: [spotIn(passage, open + 1, close)],
    };
  }
  return null;
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
  const places: Passage[][] = [[], [], []];
  for (const item of context.document.passages.slice(passage.index + 1)) {
    if (item.label === null) continue;
    const m = /:\s*(?:\*\*)?((?:chưa|không)?\s?(?:đạt|hoàn thành|đánh giá được|đánh giá))/iu.exec(item.text);
    const kind = m ? VERDICT_CLAIMS.findIndex(([, find]) => find.test((m[1] as string).trim())) : -1;
    if (kind >= 0) {
      counts[kind] = (counts[kind] as number) + 1;
      places[kind]?.push(item);
    }
  }
  const listed = counts.reduce((a, b) => a + b, 0);
  const stated = claims.reduce((total, { figure }) => total + Number(exactOf(figure).n), 0);
  if (listed < 5 || Math.abs(listed - stated) > 2) return;
  for (const { figure, kind } of claims) {
    count(context);
    if (counts[kind] === Number(exactOf(figure).n)) continue;
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
      severity: listed === stated ? 'error' : 'warning',
      expected: String(counts[kind]),
      related: (places[kind] ?? []).slice(0, 12).map((item) => spotIn(item, 0, Math.min(item.text.length, 60))),
    };
  }
}
