import { OPEN } from './countable.ts';
import type { Passage } from './document.ts';
import { itemsUnder } from './items-under.ts';
import { matchesIn } from './matches.ts';
import { wordsAsNumber } from './number.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

// Counts, in figures or in words, whose things are days, documents, annexes, or names that stand before the bracket with the count.

const COUNT = '(\\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?:\\s(?:một|hai|ba|lăm))?)';
const ALONE =
  '(?=[\\dhbnstcm])(?<![\\p{L}\\d/.,%])(?<!(?:trong|đầu|cuối|cả|hằng|hàng|mỗi|nửa|từng|của|những|thứ|tháng|quý|mức|(?<!trợ )cấp|lần|trang)\\s)';
const TIMES =
  'phiên họp|cuộc họp|phiên|lần|cuộc|buổi|đợt|kỳ|lớp|hội nghị|chuyến|đoàn kiểm tra|hội thi|hội thảo|tháng|quý|ngày|văn bản|báo cáo|phiên chợ';

const DAY = '\\d{1,2}(?:\\/\\d{1,2})?(?:\\/(?:19|20)\\d\\d)?';
const QUARTER = '(?:IV|III|II|I|[1-4])';
const DAYS = new RegExp(
  `(?:(?:các |những )?(?:ngày|tháng) (?:${DAY})(?:\\s?(?:,|;|và|, và|; và)\\s?(?:ngày |tháng )?${DAY})+|(?:các )?quý ${QUARTER}(?:\\s?(?:,|;|và)\\s?(?:quý )?${QUARTER})+)(?![\\d/%]|\\s?(?:[-–…]|đến|\\.\\.))`,
  'iu',
);
const TOKEN = new RegExp(`(?<![\\d/])(?:${DAY})(?![\\d/])|(?<!\\p{L})${QUARTER}(?!\\p{L})`, 'gu');

/** “14/3; 25/4; 19/8 và 27/10/2025”: a list of days and of nothing else. */
export const isDays = (body: string): boolean =>
  /\d/.test(body) && /^(?:vào|trong|các|những|ngày|tháng|quý|năm|và|[\d/,;.\s]|[IV]+)+$/iu.test(body.trim());

const AFTER_TIMES = new RegExp(
  `${ALONE}${COUNT}\\s((?:${TIMES})(?!\\p{L})[^.;:()\\d]{0,70}?)[\\s,:(]+(?:đó là |gồm |là )?(?:vào |trong |tổ chức |diễn ra |họp )*(?=(?:các |những )?(?:ngày|tháng|quý)\\s)`,
  'giu',
);
const BEHIND = new RegExp(`^[^.;:()\\d]{0,24}\\s?\\((?:tổng )?(?:cộng )?${COUNT}\\s(${TIMES})(?!\\p{L})`, 'iu');

const KIND =
  'văn bản|kế hoạch|quyết định|công văn|nghị quyết|báo cáo|thông báo|tờ trình|chỉ thị|hướng dẫn|thông tư|nghị định|kết luận|đề án|giấy mời|biên bản';
const DOCUMENTS = new RegExp(
  `${ALONE}${COUNT}\\s((?:${KIND})(?!\\p{L})[^.;:()\\d]{0,90}?)\\s?(?::|,? (?:gồm|bao gồm|đó là|là):?\\s|\\()`,
  'giu',
);
const BEFORE_DOCUMENT = new RegExp(
  `^[\\s,;]*(?:và\\s)?(?:[-–+]\\s|\\(\\d\\)\\s)?(?:(?:các\\s)?(?:${KIND})\\s)?(?:số:?\\s)?$`,
  'iu',
);

const ANNEXES = new RegExp(
  `(?:kèm theo|gửi kèm|đính kèm)[^.;:()\\d]{0,40}?${COUNT}\\s((?:biểu mẫu|biểu|phụ lục|phụ biểu|bảng|mẫu)(?!\\p{L})[^.;:()\\d]{0,40})(?::|\\(|,? gồm:?)`,
  'giu',
);
const ANNEX = /(?<!\p{L})(?:biểu(?: mẫu)?|phụ lục|phụ biểu|bảng|mẫu)(?: số)?\s(\d{1,2}|[IVX]{1,4})(?![\p{L}\d])/giu;

const PLACE =
  'phòng|sở|xã|phường|thị trấn|huyện|thị xã|thôn|bản|làng|buôn|ban|trường|đơn vị|cơ quan|địa phương|chi cục|trạm|tổ dân phố|khu phố|ấp';
/** Asked first, for it is quickly told: a bracket with a count of places. */
const COUNTED_BEHIND = new RegExp(`\\((?:gồm |tổng số |tổng cộng )?${COUNT}\\s(?:${PLACE})\\)`, 'iu');
const NAMES_FIRST = new RegExp(
  `(?:(?:^|[\\s,:])(?:các|những)\\s(?:${PLACE}):?\\s|^)(\\p{Lu}[^.;:()\\d]{4,300}?)\\s\\((?:gồm |tổng số |tổng cộng )?${COUNT}\\s(${PLACE})\\)`,
  'gu',
);
const NAMES_FIRST_LOWER = new RegExp(
  `(?:^|[\\s,:])(?:các|Các|những|Những)\\s(?:${PLACE}):?\\s(\\p{Lu}[^.;:()\\d]{4,300}?)\\s\\((?:gồm |tổng số |tổng cộng )?${COUNT}\\s(${PLACE})\\)`,
  'gu',
);

const LEAD = new RegExp(
  `${ALONE}${COUNT}\\s((?:nguyên nhân|tồn tại|hạn chế|khó khăn|nhiệm vụ|giải pháp|nội dung|mô hình|sáng kiến|lĩnh vực|tiêu chí|chỉ tiêu|vấn đề|đơn vị|xã|phường|thôn|phòng|sở|cơ quan|đề án|dự án|thủ tục|bài học|kiến nghị|văn bản|hồ sơ|trường hợp|nhóm)(?!\\p{L})[^.;:()\\d]{0,90}?)(?:\\s(?:trên|trong|thuộc)\\s(?:tổng số|tổng|số)\\s\\d{1,3}[^.;:()\\d]{0,30})?\\s?:\\s*$`,
  'iu',
);

const numberOf = (word: string): number => (/\d/.test(word) ? Number(word) : (wordsAsNumber(word) ?? 0));

/** `least`: as the marks part the things; `most`: where each “và” parts two. */
function fault(
  passage: Passage,
  claim: { start: number; word: string; unit: string },
  least: number,
  most: number,
  body: [number, number],
): Fault | null {
  const stated = numberOf(claim.word);
  if (stated < 2 || least < 2 || (stated >= least && stated <= most)) return null;
  const listed = stated > most ? most : least;
  return {
    message: 'differs',
    severity: Math.abs(stated - listed) === 1 ? 'error' : 'warning',
    at: spotIn(passage, claim.start, claim.start + claim.word.length + 1 + claim.unit.length),
    data: { stated: claim.word, unit: claim.unit, listed },
    expected: String(listed),
    related: [spotIn(passage, ...body)],
    shares: passage.figures.filter((f) => f.start === claim.start).map((f) => passage.offset + f.start),
  };
}

export function countsListed(context: Context, passage: Passage): Fault | null {
  return (
    days(context, passage) ??
    documents(context, passage) ??
    annexes(context, passage) ??
    namesFirst(context, passage) ??
    bulletsInWords(context, passage)
  );
}

/** “05 phiên (các ngày 14/3; 25/4; 19/8 và 27/10/2025)”, “năm lần, vào các tháng 3, 5, 8 và 10”, “các tháng 3, 6 và 9 (03 lần)”. */
function days(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  if (!/(?:ngày|tháng|quý)\s[\dIV]/iu.test(text)) return null;
  for (const m of matchesIn(text, AFTER_TIMES)) {
    const from = m.index + m[0].length;
    const list = DAYS.exec(text.slice(from));
    if (list?.index !== 0 || OPEN.test(m[0])) continue;
    const found = judgeDays(context, passage, { start: m.index, word: m[1] ?? '', unit: (m[2] ?? '').trim() }, [
      from,
      from + list[0].length,
    ]);
    if (found) return found;
  }
  const list = DAYS.exec(text);
  const behind = list && BEHIND.exec(text.slice(list.index + list[0].length));
  if (!list || !behind) return null;
  const end = list.index + list[0].length;
  const start = end + behind[0].length - `${behind[1]} ${behind[2]}`.length;
  return judgeDays(context, passage, { start, word: behind[1] ?? '', unit: behind[2] ?? '' }, [list.index, end]);
}

function judgeDays(
  context: Context,
  passage: Passage,
  claim: { start: number; word: string; unit: string },
  body: [number, number],
): Fault | null {
  const list = passage.text.slice(...body);
  const tokens = list.match(TOKEN) ?? [];
  // Days in a row are one meeting of several days; a day that stands twice is two sessions.
  const days = tokens.map((token) => Number(token.split('/')[0]));
  if (!/tháng|quý/iu.test(list) && days.some((day, i) => i > 0 && day - (days[i - 1] ?? 0) === 1)) return null;
  const is_counted = /^(?:tháng|quý|ngày)/iu.test(claim.unit);
  if (is_counted && !list.toLowerCase().includes((claim.unit.split(' ')[0] ?? '').toLowerCase())) return null;
  // Two meetings of one day, or of one month, are two.
  const may_share =
    /^(?:cuộc|buổi|lớp|đoàn)/iu.test(claim.unit) || (/tháng|quý/iu.test(list) && !/^(?:lần|đợt|kỳ|tháng|quý)/iu.test(claim.unit));
  if (may_share && numberOf(claim.word) > tokens.length && /tháng|quý/iu.test(list)) return null;
  decided(context);
  const found = fault(passage, claim, tokens.length, tokens.length, body);
  return found && may_share && numberOf(claim.word) > tokens.length ? { ...found, severity: 'warning' } : found;
}

/** “bốn kế hoạch: số 122/KH-UBND …; số 126/KH-UBND …; số 189/KH-UBND …”: each item opens with its number. */
function documents(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  if (passage.masks.filter(({ kind }) => kind === 'document').length < 2) return null;
  for (const m of matchesIn(text, DOCUMENTS)) {
    const lead = text.slice(Math.max(0, m.index - 60), m.index);
    if (/\d\s[^.;:()\d]{2,40}(?:,|và|cùng)\s$/iu.test(lead)) continue;
    const from = m.index + m[0].length;
    const is_bracket = m[0].endsWith('(');
    const stop = (is_bracket ? /\)/u : /\.(?=\s|$)/u).exec(text.slice(from));
    const end = stop ? from + stop.index : text.length;
    const body = text.slice(from, end);
    if (OPEN.test(`${m[0]}${body}`)) continue;
    const own = passage.masks.filter((mask) => mask.kind === 'document' && mask.start >= from && mask.end <= end);
    const opening = own.filter((mask) => {
      const lead = text.slice(from, mask.start);
      const since = Math.max(lead.lastIndexOf(';'), lead.lastIndexOf(','), lead.lastIndexOf(' và '), 0);
      return BEFORE_DOCUMENT.test(lead.slice(since));
    });
    // One item without a number, or an item that is no document: how many there are is not known.
    const segments = body.split(';').filter((part) => /\p{L}{2}/u.test(part));
    if (opening.length < 2 || (segments.length > 1 && segments.length !== opening.length)) continue;
    if (segments.length === 1 && own.length !== opening.length) continue;
    decided(context);
    const found = fault(
      passage,
      { start: m.index, word: m[1] ?? '', unit: (m[2] ?? '').trim() },
      opening.length,
      opening.length,
      [from, end],
    );
    if (found) return found;
  }
  return null;
}

/** “Kèm theo 04 biểu: Biểu số 01 về …, Biểu số 02 …, Biểu số 03 …”. */
function annexes(context: Context, passage: Passage): Fault | null {
  if (!/kèm/iu.test(passage.text)) return null;
  for (const m of matchesIn(passage.text, ANNEXES)) {
    const from = m.index + m[0].length;
    const stop = /[.)](?=\s|$)/u.exec(passage.text.slice(from));
    const end = stop ? from + stop.index + (stop[0] === ')' ? 1 : 0) : passage.text.length;
    const body = passage.text.slice(from, end);
    const named = new Set(matchesIn(body, ANNEX).map(([name]) => name.toLowerCase().replace(/\s+/gu, ' ')));
    if (named.size < 2 || OPEN.test(body) || /\sđến\s|[-–]\s?\d/u.test(body)) continue;
    decided(context);
    const start = m.index + m[0].indexOf(`${m[1]} ${m[2]}`);
    const found = fault(passage, { start, word: m[1] ?? '', unit: (m[2] ?? '').trim() }, named.size, named.size, [from, end]);
    if (found) return found;
  }
  return null;
}

/** “Các phòng Tư pháp, Nội vụ, Tài chính - Kế hoạch và Kinh tế - Hạ tầng (năm cơ quan)”. */
function namesFirst(context: Context, passage: Passage): Fault | null {
  if (!COUNTED_BEHIND.test(passage.text)) return null;
  for (const m of [...matchesIn(passage.text, NAMES_FIRST_LOWER), ...matchesIn(passage.text, NAMES_FIRST)]) {
    const body = m[1] ?? '';
    const items = body.split(',').map((item) => item.replace(/^\s*và\s/u, '').trim());
    if (items.length < 2 || OPEN.test(body) || !items.every((item) => isName(item))) continue;
    const joints = body.match(/(?<!,)\s(?:và|cùng)\s/giu)?.length ?? 0;
    decided(context);
    const from = m.index + m[0].indexOf(body);
    const start = m.index + m[0].length - `${m[2]} ${m[3]})`.length;
    const is_place = /^(?:xã|phường|thôn|huyện|bản|làng|thị trấn|buôn)$/iu.test(m[3] ?? '');
    const found = fault(
      passage,
      { start, word: m[2] ?? '', unit: m[3] ?? '' },
      items.length + (is_place ? joints : 0),
      items.length + joints,
      [from, from + body.length],
    );
    if (found) return found;
  }
  return null;
}

/** Every word of a name but its kind, “và” and a dash begins large, or the name is short. */
const isName = (item: string): boolean =>
  /^(?:(?:xã|phường|thị trấn|phòng|thôn|bản|làng|huyện|trường|UBND)\s)*\p{Lu}[\p{L}'’]*(?:[\s–-]+[\p{L}'’\d]+){0,8}$/u.test(
    item,
  ) && !/(?<!\p{L})(?:đã|được|có|là|của|cho|theo|tại|trong|với|không|chưa)(?!\p{L})/u.test(item);

/** “còn hai tiêu chí bị trừ điểm trên tổng số 38 tiêu chí:” over a), b), c). */
function bulletsInWords(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  const m = /:\s*$/u.test(text) ? LEAD.exec(text) : null;
  if (!m || (/\d/.test(m[1] ?? '') && !/(?:trên|trong|thuộc)\s(?:tổng|số)/iu.test(m[0])) || OPEN.test(m[0])) return null;
  if (/(?:,|và|cùng)\s(?:\p{L}+\s){0,2}$/iu.test(text.slice(0, m.index)) && /\d\s\p{L}/u.test(text.slice(0, m.index)))
    return null;
  const items = itemsUnder(context.document, passage);
  if (!items || items.length < 2 || OPEN.test(items.at(-1)?.text.slice(-25) ?? '')) return null;
  const noun = (m[2] ?? '').split(' ').slice(0, 2).join('_');
  if (
    items.filter((item) => item.figures.some((f) => f.kind === 'count' && noun.startsWith(f.unit) && f.unit !== '')).length * 2 >=
    items.length
  )
    return null;
  decided(context);
  const found = fault(passage, { start: m.index, word: m[1] ?? '', unit: (m[2] ?? '').trim() }, items.length, items.length, [
    m.index,
    m.index + m[0].trimEnd().length,
  ]);
  return found && { ...found, related: items.map((item) => spotIn(item, 0, Math.min(item.text.length, 80))) };
}
