import { type Passage, segmentAt, segmentsOf } from './document.ts';
import type { Head, Period } from './head.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { toldIn } from './told-in.ts';

// A year that has not come is told of as if it had: “Trong năm 2025, xã không nhận được phản ánh nào” in the report of 2024.

const OPENS = /(?:^[\s\-–+*•]*|[.;:!?]["”]?\s+)((?:trong\s)?năm\s(20\d\d))(?=[,\s])/giu;
/** What only a year that has come can have. */
const HELD =
  /(?<!\p{L})(?:đã|đạt (?=\d)|được \d|không (?:nhận được|phát sinh|có (?:phản ánh|hồ sơ|đơn|trường hợp|cán bộ)|xảy ra)|(?:tiếp nhận|giải quyết|ban hành|tổ chức|xử lý)(?: được)? \d)/iu;
/** What places it ahead: targets, terms, tasks. */
const AHEAD =
  /(?<!\p{L})(?:phấn đấu|mục tiêu|chỉ tiêu|kế hoạch|dự kiến|dự toán|sẽ|tiếp tục|cần|phải|yêu cầu|giao|đến năm|định hướng|lộ trình|chuẩn bị|đăng ký|nhiệm vụ|tối thiểu|trở lên|ít nhất|ước|đề nghị|đề xuất|dự thảo|chấm điểm|áp dụng từ|có hiệu lực|nếu|sau khi|hoàn thành trước|để|nhằm)(?!\p{L})/iu;

/** Years after that of the report and of its signing which a sentence of the results opens with. R17. */
export function* yearAhead(context: Context, own: Period, head: Head): Generator<Fault> {
  const last = Math.max(head.year ?? 0, head.signed?.year ?? 0);
  if (last === 0) return;
  for (const passage of toldIn(context.document, 0)) {
    if (!/năm\s20/iu.test(passage.text) || passage.section.is_annex || isAbout(passage)) continue;
    for (const m of passage.text.matchAll(OPENS)) {
      const [said, named = '', year] = m;
      if (Number(year) <= last || Number(year) > last + 5) continue;
      const start = m.index + said.length - named.length;
      const clause = segmentAt(segmentsOf(passage.text), start);
      const after = passage.text.slice(start + named.length, clause?.end);
      decided(context);
      if (!HELD.test(after) || AHEAD.test(after)) continue;
      yield {
        message: 'ended',
        at: spotIn(passage, start, start + named.length),
        data: { own: own.text, other: named },
        expected: String(last),
      };
    }
  }
}

/** A section that announces what is to come, or compares plans. */
const isAbout = ({ section }: Passage): boolean => AHEAD.test(section.title);
