import { namesInWords, OPEN } from './countable.ts';
import type { Passage } from './document.ts';
import { matchesIn } from './matches.ts';
import { wordsAsNumber } from './number.ts';
import { type Context, decided, type Fault } from './rule.ts';

const NOUNS =
  'nguyên nhân|tồn tại|hạn chế|khó khăn|nhiệm vụ|giải pháp|nhóm|nội dung|mô hình|sáng kiến|kết quả|lĩnh vực|tiêu chí|mục tiêu|bài học|vấn đề|chỉ tiêu|phòng|xã|phường|thôn|bản|đơn vị|cơ quan|sở|đề án|dự án|thủ tục|dịch vụ|cơ sở dữ liệu|hệ thống|phần mềm|hình thức|bước|trường|trạm|điểm|tổ|ban|phong trào|cuộc vận động|kênh|nguồn|khâu|loại|kiến nghị|đề xuất|kinh nghiệm|yếu tố|trụ cột|đột phá';
const CLAIM = new RegExp(
  `(?=[\\dmhbnstc])(?<![\\p{L}\\d/.,])(\\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\\s((?:${NOUNS})(?!\\p{L})[^.;:()\\d“"]{0,60}?)\\s?(?:,?\\s?(?:gồm|bao gồm|đó là|là|cụ thể(?: là)?|như sau|sau(?: đây)?))?\\s?:\\s`,
  'giu',
);

/**
 * “ba mô hình mới: “…”, “…””, “hai nguyên nhân chính: …; …”, “05 cơ sở dữ liệu: dân cư, hộ tịch, …”: the number may be a word, and the items quoted or short. Too
 * few short items prove it, too many only where nothing but a semicolon or a quotation mark parts them.
 */
export function wordCounts(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  if (!/:\s/.test(text)) return null;
  for (const m of matchesIn(text, CLAIM)) {
    const word = m[1] ?? '';
    const stated = /\d/.test(word) ? Number(word) : wordsAsNumber(word);
    if (stated === null || stated < 2 || stated > 20) continue;
    const before = text.slice(Math.max(0, m.index - 24), m.index);
    if (/(?:thứ|mức|cấp|lần|trong|\d\s?%|quý|tháng|trong số|từng|mỗi)\s$/iu.test(before)) continue;
    const from = m.index + m[0].length;
    const stop = /\.(?=\s|$)/u.exec(text.slice(from));
    const body = text.slice(from, stop ? from + stop.index : text.length);
    if (OPEN.test(`${m[0]}${body}`) || /trong đó|khác/iu.test(body)) continue;
    const found = itemsIn(body, !/\d/.test(word));
    if (!found || found.most < 2) continue;
    decided(context);
    if (stated >= found.least && stated <= found.most) continue;
    if (stated < found.least && !found.is_sure) continue;
    return namesInWords(passage, { start: m.index, word, unit: m[2] ?? '' }, found.least, [from, from + body.length]);
  }
  return null;
}

const OTHER_COUNT = new RegExp(
  `;\\s(?:và\\s|còn\\s)?(?:\\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\\s(?:${NOUNS})(?!\\p{L})`,
  'iu',
);

type Found = { least: number; most: number; is_sure: boolean };

/** `least`: as the marks part them; `most`: when every “và” parts two. */
function itemsIn(body: string, is_word: boolean): Found | null {
  const quoted = body.match(/“[^”]{2,120}”|"[^"]{2,120}"/gu);
  if (quoted && body.replace(/“[^”]{2,120}”|"[^"]{2,120}"/gu, '').replace(/[,;\s]|và|cùng/giu, '') === '')
    return { least: quoted.length, most: quoted.length, is_sure: true };
  if (quoted) return null;
  if (body.includes(';')) {
    // Announced by a figure: the other readings of the rule count these.
    if (!is_word) return null;
    // “ba thôn: …; năm thôn còn lại là …”: the semicolon begins another count.
    if (OTHER_COUNT.test(body)) return null;
    const items = body.split(/;\s?/u).filter((item) => /\p{L}{2}/u.test(item));
    return items.some((item) => item.length > 220) ? null : { least: items.length, most: items.length, is_sure: true };
  }
  // “04 nội dung: đã xong phần bố trí vốn, …”: what is said of them, not which they are.
  if (/[\d(:]/u.test(body) || /^(?:đã|chưa|được|đều|còn|vẫn|do|vì|nhằm|để|không|cần|phải|đang)\s/iu.test(body)) return null;
  const items = body.split(',').map((item) => item.trim());
  if (items.length < 2 || items.some((item) => item === '' || item.split(/\s+/u).length > 7)) return null;
  const joints = body.match(/\s(?:và|cùng|với)\s/giu)?.length ?? 0;
  return { least: items.length, most: items.length + joints, is_sure: false };
}
