import { type Announced, announcedIn } from './announced.ts';
import { isWholeCount, namesInWords, OPEN } from './countable.ts';
import { closingBracket, type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault } from './rule.ts';

// How many classes, places or meetings there are, and each told with its figure right behind: “mở 03 lớp nghề cho 98 học viên: chăn nuôi 35, may 33, hàn 30”.
// That all are told the figures say themselves: they make the other number of the sentence. And things of a few words between commas, closed by “và”, of which
// there are fewer than announced. R12.

/** What is divided into these is classed by them alone. */
const CLASSES = new Set('lĩnh vực|nhóm|loại|kênh|nguồn|hình thức|nguyên nhân|ngành|khâu|nội dung|hạng mục'.split('|'));
const PLACES = new Set(
  'xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố|thôn|bản|làng|buôn|ấp|xóm|khu phố|tổ dân phố|phòng|ban|sở|trường|trạm|cơ quan|đơn vị|trung tâm|quầy'.split(
    '|',
  ),
);
/** Two of them may be of one name. */
const EVENTS =
  /(?<![\p{L}\d/.,%])(\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s(buổi|đợt|chuyến|phiên|lớp|cuộc|hội nghị|đoàn|tổ)(?!\p{L})/giu;
const MANY = /khác|còn lại|trong đó|tổng|nhất|liên|các |những |cùng |nhiều /iu;
const MOST_APART = 1;

type Item = { label: string; figure: Figure };

/** The fault of a number of classes whose figures make the whole. */
export function classesListed(context: Context, passage: Passage): Fault | null {
  const { text, figures } = passage;
  if (figures.length < 4 || !/[:(]/.test(text) || passage.section.is_plan) return null;
  const claims = [...announcedIn(passage, 0, text.length), ...eventsIn(passage)];
  for (const claim of claims) {
    if (claim.is_whole || claim.value < 2 || claim.value > 20) continue;
    const region = regionBehind(passage, claim);
    const items = region && itemsIn(passage, region);
    if (!region || !items || !isOneEach(items, claim)) continue;
    const lead = figures.filter((f) => f.start < region.start && f.start > claim.start - 260 && f.start !== claim.start);
    const sum = items.reduce((all, { figure }) => all + exactOf(figure).n, 0n);
    // What is classed: a number of the same sentence or of the one before, which the figures make; of fields right behind the colon all are told.
    const is_made = lead.some((f) => isWholeCount(f) && exactOf(f).n === sum);
    const is_plain =
      CLASSES.has(claim.noun) && items.length >= 3 && /^[^\d,]{0,60}:\s$/u.test(text.slice(claim.end, region.start));
    if (!(is_made || is_plain) || Number(sum) === claim.value) continue;
    decided(context);
    if (items.length === claim.value || lead.some((f) => Number(exactOf(f).n) === items.length)) continue;
    if (Math.abs(items.length - claim.value) > MOST_APART) continue;
    const is_event = !CLASSES.has(claim.noun) && !PLACES.has(claim.noun);
    const fault = namesInWords(passage, { start: claim.start, word: claim.text, unit: claim.noun }, items.length, [
      region.start,
      region.end,
    ]);
    return is_event && !items.every(({ label }) => /ngày\s*$/iu.test(label)) ? { ...fault, severity: 'warning' } : fault;
  }
  return null;
}

const eventsIn = (passage: Passage): Announced[] =>
  matchesIn(passage.text, EVENTS).flatMap((m): Announced[] => {
    const figure = passage.figures.find((f) => f.start === m.index) ?? null;
    if (!figure || !isWholeCount(figure)) return [];
    const value = Number(exactOf(figure).n);
    return [
      {
        ...{ start: m.index, end: m.index + (m[1] ?? '').length, text: m[1] ?? '', value },
        ...{ noun: (m[2] ?? '').toLowerCase(), is_whole: false, figure },
      },
    ];
  });

/** Behind a colon or in a bracket; between it and the number one more number may stand, of what is classed. */
function regionBehind({ text }: Passage, claim: Announced): { start: number; end: number } | null {
  const m = /^[^.;:()]{0,110}?\s?(:\s|\()/u.exec(text.slice(claim.end));
  if (!m) return null;
  const start = claim.end + m[0].length;
  if (m[1] === '(') return { start, end: Math.min(text.length, closingBracket(text, start - 1)) };
  const stop = segmentsOf(text, '.').find((s) => s.start <= start && start < s.end)?.end ?? text.length;
  return { start, end: stop };
}

/** Stretches with one figure each; null when one has none or more. */
function itemsIn({ text, figures, masks }: Passage, { start, end }: { start: number; end: number }): Item[] | null {
  const body = text.slice(start, end);
  if (OPEN.test(body)) return null;
  const parts = segmentsOf(body, body.includes(';') ? ';' : ',').flatMap((part) => andIn(body, part.start, part.end));
  const items: Item[] = [];
  for (const part of parts) {
    const from = start + part.start;
    const to = start + part.end;
    const own = figures.filter((f) => f.start >= from && f.end <= to);
    const [figure] = own;
    if (!figure || own.length > 1 || !isWholeCount(figure) || /[()]/.test(text.slice(from, to))) return null;
    const label = text.slice(from, figure.start);
    const named = masks.some((mask) => mask.start >= from && mask.end <= figure.start) ? `${label.split(/\d/)[0]}` : label;
    // “chăn nuôi 35”, “buổi ngày 04/10: 38 hồ sơ”: the figure ends it, with its unit at most.
    if (!/\p{L}{2}/u.test(label) || text.slice(figure.tail, to).trim().length > 1 || MANY.test(label)) return null;
    items.push({ label: named, figure });
  }
  const units = new Set(items.map(({ figure }) => figure.unit).filter((unit) => unit !== ''));
  return items.length >= 2 && units.size <= 1 ? items : null;
}

/** “A 35, B 33 và C 30”: “và” behind a figure parts two. */
function andIn(body: string, start: number, end: number): { start: number; end: number }[] {
  const m = /\d(?:\s\p{Ll}+){0,2}\s(?:và|cùng)\s(?=.*\d)/u.exec(body.slice(start, end));
  if (!m) return [{ start, end }];
  const cut = start + m.index + m[0].length;
  return [
    { start, end: start + m.index + m[0].replace(/\s(?:và|cùng)\s$/u, '').length },
    { start: cut, end },
  ];
}

/** Whether each item is one of what is counted: classes by nature; places by a name; meetings by a day or a name. */
function isOneEach(items: readonly Item[], { noun }: Announced): boolean {
  if (CLASSES.has(noun)) return true;
  return items.every(
    ({ label }) =>
      /^\s*(?:và\s)?(?:\p{Ll}+\s){0,2}\p{Lu}/u.test(label) ||
      /ngày\s*$/iu.test(label) ||
      new RegExp(`^\\s*${noun}\\s`, 'iu').test(label),
  );
}

const THINGS = /^(?:chỉ tiêu|tiêu chí|lĩnh vực|nhóm|loại|kênh|nguồn|hình thức|khâu|mục tiêu|chỉ số|ngành)$/u;
const OPENS = /^[^.;:()\d]{0,50}?(?:,?\s(?:bao gồm|gồm có|gồm|đó là|là):?\s|:\s|\s\()(?=\p{Ll})/iu;
/** No thing but what is said of it. */
const SAID =
  /(?<!\p{L})(?:do|vì|đã|được|bị|là|có|nên|khi|nếu|còn|đang|sẽ|phải|cần|không|chưa|nguyên nhân|theo|từ|đến|mỗi|cả|đều|tại|trong|so|tăng|giảm|đạt|vượt)(?!\p{L})/iu;

/** “đạt cả 04 chỉ tiêu: hồ sơ trực tuyến, số hóa hồ sơ và mức độ hài lòng”: as many things at most as commas and “và” part. */
export function thingsListed(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  if (!/\s(?:và|cùng)\s/u.test(text) || passage.section.is_plan) return null;
  for (const claim of announcedIn(passage, 0, text.length)) {
    if (claim.is_whole || claim.value < 3 || claim.value > 9 || !THINGS.test(claim.noun)) continue;
    // “Trong 04 chỉ tiêu, 03 chỉ tiêu đạt: …”: which of them is counted here must be plain.
    const from = claim.end + 1 + claim.noun.length;
    const m = OPENS.exec(text.slice(from, from + 80));
    if (!m || OPEN.test(m[0])) continue;
    const start = from + m[0].length;
    const stop = m[0].endsWith('(')
      ? closingBracket(text, start - 1)
      : (/[.;](?=\s|$)/u.exec(text.slice(start))?.index ?? -1) + start;
    const body = text.slice(start, stop < start ? text.length : stop);
    const items = body.split(/,\s|\s(?:và|cùng)\s/u).map((item) => item.trim());
    const is_closed = /\s(?:và|cùng)\s[^,;]{3,60}$/u.test(body);
    if (items.length < 2 || !is_closed || /[:\d()]/.test(body) || OPEN.test(body) || SAID.test(body)) continue;
    if (!items.every((item) => /^\p{L}/u.test(item) && item.split(' ').length <= 9)) continue;
    decided(context);
    if (claim.value !== items.length + 1) continue;
    return namesInWords(passage, { start: claim.start, word: claim.text, unit: claim.noun }, items.length, [
      start,
      start + body.length,
    ]);
  }
  return null;
}
