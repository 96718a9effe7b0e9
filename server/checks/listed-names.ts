import { count, isCountable, listAfter, namesFault, OPEN, pastRate } from './countable.ts';
import type { Document, Passage } from './document.ts';
import { exactOf } from './figure.ts';
import { gridsOf } from './grid.ts';
import { type Context, type Fault, spotIn } from './rule.ts';
import { flat } from './shown-tables.ts';

// Names that a count announces: between commas, in a bracket, in the items of a list.

/**
 * “gồm 05 phòng chuyên môn và 07 xã, phường:” over one item for each count, “Phòng chuyên môn: …; …”, that names its things. `undefined`: the items
 * are not of this kind.
 */
export function namesOfEach(context: Context, passage: Passage, items: readonly Passage[]): Fault | null | undefined {
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
    return namesFault(passage, claim, names.length, spotIn(item, 0, item.text.length));
  }
  return null;
}

export const NAME =
  /^(?:và\s+)?(?:(?:xã|phường|thị trấn|phòng|ban|sở|trung tâm|trường|thôn|bản|ubnd|công an|văn phòng|thanh tra|chi cục|huyện|thành phố|thị xã|khu phố|ấp)\s+)?(?:(?:Trung tâm|Phòng|Ban|Sở|Chi cục|Chi nhánh|Trường|Văn phòng|Thanh tra|Hạt|UBND)\s+)?\p{Lu}[\p{L}\p{M}]*(?:[\s&-]+(?:và\s+)?[\p{L}\p{M}]+){0,7}(?:\s\d)?$/u;

/** Units whose things have names. */
const NAMED_UNITS = new Set(['xã', 'đơn_vị', 'huyện', 'thôn', 'trường', 'doanh_nghiệp', 'tổ']);

const HEADED =
  /^(?:và\s)?(?:phòng|ban|sở|trung tâm|trường|ubnd|công an|văn phòng|thanh tra|chi cục|xã|phường|thị trấn|huyện|hội|đoàn)\s/iu;

const PLACES = new Set(['xã', 'huyện', 'thôn']);

/** How many “và” of an item surely part two names: names of places hold none, and what follows may begin with its kind. */
export function partedIn(item: string, unit: string): number {
  // “thôn Cồn và một xóm đảo”: what is not named is not counted with them.
  if (PLACES.has(unit)) return item.match(/\p{L}\s(?:và|cùng)\s(?!(?:một|các|những|\d))/giu)?.length ?? 0;
  return (
    item.match(
      /\p{L}\s(?:và|cùng)\s(?=(?:(?:UBND|Ủy ban nhân dân) (?:xã|phường|thị trấn|huyện|thị xã|thành phố)|UBND|Ủy ban|xã|phường|thị trấn|Phòng|Sở|Ban|Trung tâm|Trường|thôn|bản|Công an|Văn phòng|Thanh tra|Chi cục|huyện|thành phố|thị xã)\s\p{Lu})/gu,
    )?.length ?? 0
  );
}

/** How many “và” stand inside the name of an agency: none of them parts two names. */
export const joinedIn = (body: string): number =>
  body.match(
    /(?:Tài nguyên|Kinh tế|Giáo dục|Nông nghiệp|Khoa học|Văn hóa|Thương binh|Thông tin|Kế hoạch|Tiếp nhận|Hội đồng nhân dân|HĐND)\svà\s(?:Môi trường|Hạ tầng|Đào tạo|Phát triển|Công nghệ|Thông tin|Xã hội|Truyền thông|Đầu tư|Trả kết quả|Ủy ban nhân dân|UBND)/giu,
  )?.length ?? 0;

/** “05 xã (Ia Dom, Ia Lang, …)”, “08 đơn vị: Phòng Nội vụ, Phòng Tư pháp, …”: names between commas. */
export function named(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  for (const [i, claim] of passage.figures.entries()) {
    if (!isCountable(passage, claim) || exactOf(claim).n < 2n) continue;
    const { from, next } = pastRate(passage, i);
    const region = listAfter(text, from, next);
    if (!region || OPEN.test(text.slice(claim.tail, region.end))) continue;
    const body = text.slice(region.start, region.end);
    if (/[:;]|\d{2}/.test(body)) continue;
    if (!NAMED_UNITS.has(claim.unit)) continue;
    // “Kinh tế và Hạ tầng” is one name, “Ia Dom và Ia Lang” are two: every “và” may or may not part two names.
    const items = body
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    const parted = items.reduce((sum, item) => sum + partedIn(item, claim.unit), 0);
    if (items.length + parted < 2 || !items.every((item) => NAME.test(item))) continue;
    const joints = body.match(/\s(?:và|cùng)\s/giu)?.length ?? 0;
    const listed = items.length + parted;
    count(context);
    const stated = Number(exactOf(claim).n);
    // “Sở Văn hóa, Thể thao và Du lịch”: among names that say what they are, a stretch that does not may be the second half of one.
    const headed = items.filter((item) => HEADED.test(item)).length;
    const least = PLACES.has(claim.unit) || headed === 0 ? listed : headed + parted;
    if (stated >= least && stated <= items.length + Math.max(parted, joints - joinedIn(body))) continue;
    return namesFault(passage, claim, listed, spotIn(passage, region.start, region.end));
  }
  return null;
}

const KINDS = 'thôn|làng|bản|ấp|buôn|xóm|tổ dân phố|khu phố|xã|phường|thị trấn|huyện|thị xã|thành phố';
const OF_KINDS = new RegExp(
  `^\\s((?:${KINDS})(?:(?:,\\s|\\svà\\s)(?:${KINDS}))*),?\\s?(?:bao gồm|gồm|là)?\\s?:\\s([^.;:()]{6,600})[.;]`,
  'iu',
);

/** “09 thôn, làng, gồm: thôn 1, thôn 2, làng Kép, …”: every name begins with one of the kinds that are counted. */
export function kindsNamed(context: Context, passage: Passage): Fault | null {
  for (const claim of passage.figures) {
    if (claim.kind !== 'count' || claim.bound !== 'exact' || claim.scale !== 1n || exactOf(claim).n > 60n) continue;
    if (passage.fractions.some((f) => f.a.start === claim.start || f.b.start === claim.start)) continue;
    const m = OF_KINDS.exec(passage.text.slice(claim.end));
    if (!m || OPEN.test(m[0])) continue;
    const kinds = (m[1] ?? '').toLowerCase().split(/,\s|\svà\s/u);
    const items = (m[2] ?? '').split(/,\s|\svà\s(?=(?:thôn|làng|bản|ấp|buôn|xóm|tổ|khu|xã|phường|thị|huyện|thành)\s)/iu);
    const isOne = (item: string): boolean =>
      kinds.some((kind) => item.toLowerCase().startsWith(`${kind} `)) &&
      /^\p{L}+(?:\s\p{L}+){0,2}\s(?:\p{Lu}[\p{L}\p{M}\s'’-]*|\d{1,2}\p{L}?)(?:\s\d{1,2})?$/u.test(item);
    if (items.length < 3 || !items.every((item) => isOne(item.trim()))) continue;
    count(context);
    if (Number(exactOf(claim).n) === items.length) continue;
    const start = claim.end + m[0].indexOf(m[2] ?? '');
    return namesFault(passage, claim, items.length, spotIn(passage, start, start + (m[2] ?? '').length), m[1] ?? '');
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
export function listedNames(context: Context, passage: Passage): Fault | null {
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
    return namesFault(passage, claim, items.length, spotIn(passage, open + 1, close));
  }
  return null;
}

const SHARED_NAMES = /^[^.;:()\d]{0,60}\s\(((?:gồm|là)?:?\s?[^()\d;:]{6,400})\)/iu;
/** “04/08 xã (đạt 50 % kế hoạch), gồm các xã: Đắk Búk So, Quảng Tân, Đắk Ngo.” */
const SHARED_LIST =
  /^[^.;:()\d]{0,40}(?:,\s(?:đạt |chiếm |bằng )|\s\((?:đạt |chiếm |bằng )?)\d[\d,]*\s?%[^.;:()\d]{0,40}\)?,?\s(?:bao gồm|gồm|đó là)(?: các| cả)?(?:\s\p{L}+){0,2}:\s([^.;:()\d]{6,400})(?=[.;]|$)/iu;

/** “03/13 xã chưa đạt (An Bình, Hòa Lạc, Tân Lập)”: the names in the bracket right behind a share are those of its part. */
export function namedShares(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  for (const { a, tail, unit } of passage.fractions) {
    if (!PLACES.has(unit) || exactOf(a).n < 2n || exactOf(a).n > 20n) continue;
    const m = SHARED_NAMES.exec(text.slice(tail)) ?? SHARED_LIST.exec(text.slice(tail));
    const body = (m?.[1] ?? '').replace(/^(?:gồm|là):?\s/iu, '');
    if (!m || OPEN.test(m[0])) continue;
    const items = body.split(/,\s*|\s(?:và|cùng)\s/u).map((item) => item.trim());
    if (items.length < 2 || !items.every((item) => NAME.test(item))) continue;
    count(context);
    if (items.length === Number(exactOf(a).n)) continue;
    const start = tail + m[0].indexOf(m[1] ?? '');
    return namesFault(passage, a, items.length, spotIn(passage, start, start + (m[1] ?? '').length), unit.replace(/_/gu, ' '));
  }
  return null;
}
