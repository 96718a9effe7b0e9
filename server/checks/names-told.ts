import { namesInWords, OPEN } from './countable.ts';
import type { Passage } from './document.ts';
import { matchesIn } from './matches.ts';
import { wordsAsNumber } from './number.ts';
import { type Context, decided, type Fault } from './rule.ts';

// Names and things that stand right behind their count, without colon or bracket. R12.

const NUMBER = '(0?[2-9]|1\\d|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)';
const ALONE =
  '(?=[\\dhbnstcm])(?<![\\p{L}\\d/.,%–-])(?<!(?:trong|trong số|tổng số|đầu|cuối|cả|hằng|hàng|mỗi|nửa|từng|của|thuộc|trên|những|thứ|tháng|quý|mức|(?<!nâng |cung )cấp|lần|khoảng|gần|hơn|top|giữa)\\s)';

const PLACE = 'xã|phường|thị trấn|huyện|thị xã|thôn|bản|làng|buôn|ấp|xóm|khu phố|tổ dân phố';
const PROPER = "\\p{Lu}[\\p{L}’']*(?:\\s\\p{Lu}[\\p{L}’']*){0,3}";
/** “03 xã Nghĩa Đồng và Giai Xuân”: names only, parted by commas and “và”. */
const PLACES = new RegExp(
  `${ALONE}${NUMBER}\\s(${PLACE})\\s(${PROPER}(?:(?:,\\s|\\svà\\s|,\\svà\\s)(?:(?:${PLACE})\\s)?${PROPER})+)`,
  'gu',
);
/** Behind the last name: the end of the clause, or a verb; more names of another kind may follow everything else. */
const BEHIND =
  /^(?:$|[.;)(]|\s(?:đã|chưa|có|không|còn|đạt|được|bị|là|với|để|theo|nên|do|vì|vẫn|hoàn thành|tăng|giảm|thành|về|cho|\())/u;

/** Things of which a sentence tells which they are; what they are like is told of others too. */
const THING =
  'chỉ tiêu|tiêu chí|lĩnh vực|điểm|hệ thống|phần mềm|cơ sở dữ liệu|thủ tục|nhóm|loại|khâu|công trình|dự án|trạm|chợ|cơ sở|đơn vị|ngành|dịch vụ|nội dung|nhiệm vụ|mô hình|nguồn|hình thức|chương trình|hạng mục|chỉ số|dịch bệnh|bệnh';
const THINGS = new RegExp(
  `${ALONE}${NUMBER}\\s((?:${THING})(?!\\p{L})[^.;:(),\\d“"]{0,50}?)\\s(bao gồm|gồm có|gồm|đó là|là)\\s(\\p{L}[^.;:()\\d“”"]{8,260})(?=[.;]|$)`,
  'giu',
);
/** “là” that says what the things are like, or how they came about. */
const PREDICATE =
  /^(?:do|vì|để|nhờ|những|các|một|rất|chưa|không|cao|thấp|hợp|phù|cách|điểm (?:sáng|nhấn|nghẽn)|cơ sở|căn cứ|nền tảng|động lực|bước|minh chứng|kết quả|việc|sự|nơi|tiền đề|hạt nhân|đầu mối|kênh|công cụ|giải pháp|nhiệm vụ|trách nhiệm|mục tiêu|yêu cầu|điều kiện|đúng|chậm|khó|còn|phải|đang|đã|có|nguồn|thành viên|người)(?!\p{L})/iu;
const VAGUE =
  /(?<!\p{L})(?:này|đó|trên|nêu trên|nói trên|nhất|trọng yếu|tập trung|phần lớn|đa số|nhất là|như|đặc biệt|trong đó|mỗi|đều|khác|còn lại|đáng chú ý|hầu hết|từng|bao gồm cả|kể cả)(?!\p{L})/iu;

export function namesTold(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  if (text.length < 20 || !/\p{L}(?:,| và)\s/u.test(text)) return null;
  return places(context, passage) ?? (/\s(?:gồm|là)\s/iu.test(text) ? things(context, passage) : null);
}

const numberOf = (word: string): number => (/\d/.test(word) ? Number(word) : (wordsAsNumber(word.toLowerCase()) ?? 0));

function places(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  for (const m of matchesIn(text, PLACES)) {
    const [whole, word = '', kind = '', body = ''] = m;
    const end = m.index + whole.length;
    if (!BEHIND.test(text.slice(end)) || /^\s?\(0?\d/u.test(text.slice(end))) continue;
    const names = body.split(/,\svà\s|,\s|\svà\s/u);
    const stated = numberOf(word);
    decided(context);
    if (stated === names.length || stated === 0) continue;
    // A town among the communes may not be counted with them.
    const own = names.filter((name, i) => i === 0 || !/^\p{Ll}/u.test(name) || name.startsWith(`${kind} `)).length;
    if (stated === own || /vùng|khu vực|loại|NTM|OCOP/iu.test(body)) continue;
    return namesInWords(passage, { start: m.index, word, unit: kind }, names.length, [end - body.length, end]);
  }
  return null;
}

/** “Ba chỉ tiêu không đạt là tỷ lệ … và tỷ lệ …”, “05 điểm công cộng là trụ sở, trạm y tế, chợ và sân vận động”. */
function things(context: Context, passage: Passage): Fault | null {
  for (const m of matchesIn(passage.text, THINGS)) {
    const [whole, word = '', unit = '', verb = '', body = ''] = m;
    const stated = numberOf(word);
    if (stated < 2 || stated > 9 || OPEN.test(whole) || VAGUE.test(whole) || PREDICATE.test(body)) continue;
    // “02 tập thể và 03 chỉ tiêu là …”: the list is of both.
    if (/\d\s[^.;:()\d]{2,30}(?:,|và|cùng)\s$/iu.test(passage.text.slice(Math.max(0, m.index - 40), m.index))) continue;
    const items = body.split(/,\svà\s|,\s|\svà\s/u).map((item) => item.trim());
    const [first = ''] = items;
    const head = first.split(/\s+/u)[0]?.toLowerCase() ?? '';
    const is_parallel = items.length >= 2 && items.every((item) => item.toLowerCase().startsWith(`${head} `));
    const is_short = items.every((item) => item !== '' && item.split(/\s+/u).length <= 7);
    // Things that are called differently: a list of them, not two qualities of one.
    const is_list = items.length >= 3 && is_short && stated - items.length === 1 && body.includes(',');
    if (!is_parallel && !is_list) continue;
    if (
      !is_parallel &&
      verb.toLowerCase() === 'là' &&
      !/^(?:điểm|chỉ tiêu|lĩnh vực|hệ thống|phần mềm|thủ tục|công trình|đơn vị|chợ|trạm)/iu.test(unit)
    )
      continue;
    decided(context);
    // Two or more apart: items may be groups of things.
    if (Math.abs(stated - items.length) !== 1 || (!is_parallel && stated < items.length)) continue;
    if (/(?<!\p{L})(?:các|nhóm|những|từng|mỗi|cụm)(?!\p{L})/iu.test(body)) continue;
    const end = m.index + whole.length;
    return namesInWords(passage, { start: m.index, word, unit }, items.length, [end - body.length, end]);
  }
  return null;
}
