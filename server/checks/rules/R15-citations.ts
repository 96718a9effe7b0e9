import { citedAgain } from '../cited-again.ts';
import type { Passage } from '../document.ts';
import type { Mask } from '../mask.ts';
import { ownNumber } from '../own-number.ts';
import { type Context, defineRule, type Fault, spotIn } from '../rule.ts';
import { sameDocument } from '../same-document.ts';
import { articlesBeyond } from '../table-marks.ts';
import { withMasks } from '../told-in.ts';

/**
 * A citation agrees with itself: the kind of document, its symbol, its issuer, the year in its number and its date; and with the same citation
 * elsewhere in the report.
 *
 * Source: Luật Ban hành văn bản quy phạm pháp luật 80/2015/QH13; Nghị định 30/2020/NĐ-CP, Phụ lục III (symbols of kinds of documents).
 */
export const R15 = defineRule({
  id: 'R15',
  version: 1,
  severity: 'error',
  title: 'Số, ký hiệu, ngày và cơ quan ban hành của văn bản viện dẫn khớp nhau',
  messages: {
    year: 'Văn bản {number} có năm {year} trong số hiệu nhưng ngày ban hành ghi {date}. Đối chiếu văn bản gốc rồi sửa năm.',
    future: 'Văn bản {number} mang năm {year}, sau năm của báo cáo ({own}). Đối chiếu văn bản gốc rồi sửa số, năm.',
    term: 'Luật {number}: Quốc hội khóa {term} ({from}–{to}) không ban hành văn bản năm {year}. Đối chiếu văn bản gốc rồi sửa.',
    issuer: '{number} là văn bản của {expected}, ở đây ghi “{issuer}”. Sửa tên cơ quan ban hành.',
    kind: 'Gọi là “{kind}” nhưng ký hiệu {number} là của {expected}. Sửa tên loại hoặc ký hiệu.',
    dates:
      'Văn bản {number} ở đây đề {date}, chỗ khác đề {other}. Người đọc không biết tra văn bản nào. Đối chiếu văn bản gốc rồi sửa.',
    article: 'Dẫn Điều {article} nhưng {name} nêu trong báo cáo chỉ có {articles} điều. Đối chiếu văn bản gốc rồi sửa số điều.',
    own_number: 'Phụ lục ghi kèm theo {number} nhưng báo cáo này mang số {own}. Sửa số ở phụ lục.',
    own_day: 'Phụ lục ghi kèm theo {number} ngày {date} nhưng báo cáo này ký ngày {own}. Sửa ngày ở phụ lục.',
    issuers:
      'Văn bản {number} cùng ngày ở đây ghi của “{issuer}”, chỗ khác của “{other}”. Đối chiếu văn bản gốc rồi sửa tên cơ quan ban hành.',
    numbers:
      'Văn bản này ở đây mang số {number}, chỗ khác mang số {other}. Người đọc không biết tra văn bản nào. Đối chiếu văn bản gốc rồi sửa.',
  },
  *check(context) {
    yield* articlesBeyond(context);
    for (const passage of withMasks(context.document, 1)) {
      for (const [i, mask] of passage.masks.entries()) {
        if (mask.kind !== 'document') continue;
        context.claim(
          () => spotIn(passage, mask.start, mask.end),
          'Không nêu loại, ngày hoặc cơ quan ban hành để đối chiếu với số hiệu.',
        );
        const next = passage.masks[i + 1];
        const glue = next ? passage.text.slice(mask.end, next.start) : '';
        const date = next?.kind === 'date' && next.date && /^[\s,(]*(?:ngày)?\s*$/iu.test(glue) ? next : null;
        // One citation is one claim, however many of its parts can be asked of one another.
        const asked = { times: date ? 1 : 0 };
        yield* kindOf(passage, mask, asked);
        yield* yearAlone(context, passage, mask);
        yield* issuerOf(passage, mask, date?.end ?? mask.end, asked);
        if (date) yield* yearOf(passage, mask, date);
        if (asked.times === 0) continue;
        context.count('bound');
        context.count('checked');
      }
    }
    yield* sameDocument(context);
    yield* citedAgain(context);
    yield* ownNumber(context);
  },
});

const tidy = (text: string): string => text.replace(/\s+/g, '').replace(/–/g, '-');

function* yearOf(passage: Passage, mask: Mask, date: Mask): Generator<Fault> {
  const year = /^\d{1,6}\/((?:19|20)\d\d)\//.exec(tidy(mask.text))?.[1];
  const printed = date.date?.year;
  if (!year || printed === undefined || Number(year) === printed) return;
  yield {
    message: 'year',
    at: spotIn(passage, mask.start, date.end),
    data: { number: tidy(mask.text), year, date: date.text.trim() },
    expected: year,
  };
}

/** Terms of the National Assembly; a new one is elected in spring, so both years of a change belong to both. */
const TERMS: Record<string, [number, number]> = {
  8: [1987, 1992],
  9: [1992, 1997],
  10: [1997, 2002],
  11: [2002, 2007],
  12: [2007, 2011],
  13: [2011, 2016],
  14: [2016, 2021],
  15: [2021, 2026],
  16: [2026, 2031],
};

/** The year in a number is not after the report, and a law's is in the term of the Assembly that passed it. */
function* yearAlone(context: Context, passage: Passage, mask: Mask): Generator<Fault> {
  const m = /^\d{1,6}\/((?:19|20)\d\d)\/(?:\p{L}+-?)*?(?:QH(\d{1,2}))?$/u.exec(tidy(mask.text));
  if (!m) return;
  const year = Number(m[1]);
  const { head } = context.document;
  const own = head.signed?.year ?? head.year;
  const at = spotIn(passage, mask.start, mask.end);
  const number = tidy(mask.text);
  if (own !== null && own !== undefined && year > own) {
    yield { message: 'future', at, data: { number, year, own } };
    return;
  }
  const term = m[2] ? TERMS[m[2]] : undefined;
  if (!term || (year >= term[0] && year <= term[1])) return;
  yield { message: 'term', at, data: { number, year, term: m[2] ?? '', from: term[0], to: term[1] } };
}

/** Symbols that only one body signs, and how it is named after `của`. */
const ISSUERS: [RegExp, RegExp, string][] = [
  [/\/N[ĐD]-CP$/u, /^Chính phủ/iu, 'Chính phủ'],
  [/\/NQ-CP$/u, /^Chính phủ/iu, 'Chính phủ'],
  [/\/(?:QĐ|CT)-TTg$/u, /^Thủ tướng/iu, 'Thủ tướng Chính phủ'],
  [/\/TT-VPCP$/u, /Văn phòng Chính phủ/iu, 'Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ'],
  [/\/TT-BNV$/u, /Bộ (?:trưởng Bộ )?Nội vụ/iu, 'Bộ Nội vụ'],
  [/\/TT-BTP$/u, /Bộ (?:trưởng Bộ )?Tư pháp/iu, 'Bộ Tư pháp'],
  [/\/TT-BTC$/u, /Bộ (?:trưởng Bộ )?Tài chính/iu, 'Bộ Tài chính'],
  [/\/TT-BTTTT$/u, /Bộ (?:trưởng Bộ )?Thông tin/iu, 'Bộ Thông tin và Truyền thông'],
  [/\/QH\d{1,2}$/u, /^Quốc hội/iu, 'Quốc hội'],
  [/\/NQ-H[ĐD]ND$/u, /^(?:H[ộo]i đồng nhân dân|HĐND|Thường trực H)/iu, 'Hội đồng nhân dân'],
];

type Asked = { times: number };

function* issuerOf(passage: Passage, mask: Mask, from: number, asked: Asked): Generator<Fault> {
  const symbol = ISSUERS.find(([find]) => find.test(tidy(mask.text)));
  if (!symbol) return;
  const m = /^[\s,)]*của\s+((?:Bộ trưởng,? )?\p{Lu}[\p{L}\p{M}]*(?:[\s,]+[\p{L}\p{M}]+){0,7})/u.exec(passage.text.slice(from));
  if (!m) return;
  asked.times += 1;
  const issuer = m[1] ?? '';
  if (symbol[1].test(issuer)) return;
  // “Nghị định … của Chính phủ” is the Government's; the Prime Minister signs it but it is not his.
  const shown = issuer.split(/\s+(?:về|quy|ban|sửa|phê|hướng|ngày|và)\s?/u)[0] ?? issuer;
  yield {
    message: 'issuer',
    severity: 'warning',
    at: spotIn(passage, mask.start, from + m[0].length),
    data: { number: tidy(mask.text), expected: symbol[2], issuer: shown.trim() },
    expected: symbol[2],
  };
}

/** Kinds and their symbols. A letter (`công văn`) has no kind in its symbol, so any kind there contradicts it. */
const KINDS: [string, RegExp, string][] = [
  ['QĐ', /quyết định/iu, 'Quyết định'],
  ['NQ', /nghị quyết/iu, 'Nghị quyết'],
  ['CT', /chỉ thị/iu, 'Chỉ thị'],
  ['KH', /kế hoạch|(?<!chương )trình/iu, 'Kế hoạch'],
  ['BC', /báo cáo/iu, 'Báo cáo'],
  ['TB', /thông báo/iu, 'Thông báo'],
  ['HD', /hướng dẫn/iu, 'Hướng dẫn'],
  ['TTr', /tờ trình/iu, 'Tờ trình'],
  ['NĐ', /nghị định/iu, 'Nghị định'],
  ['TT', /thông tư/iu, 'Thông tư'],
  ['KL', /kết luận/iu, 'Kết luận'],
  ['CV', /công văn/iu, 'Công văn'],
];
const ANY_KIND =
  /(quyết định|nghị quyết|chỉ thị|kế hoạch|báo cáo|thông báo|hướng dẫn|tờ trình|nghị định|thông tư|kết luận|công văn)\s*(?:số\s*:?\s*)?$/iu;

function* kindOf(passage: Passage, mask: Mask, asked: Asked): Generator<Fault> {
  const said = ANY_KIND.exec(passage.text.slice(Math.max(0, mask.start - 24), mask.start))?.[1];
  const code = /^\d{1,6}(?:\/(?:19|20)\d\d)?[/-]([A-ZĐa-z]+)/u.exec(tidy(mask.text))?.[1];
  const kind = KINDS.find(([symbol]) => symbol === code);
  if (!said || !kind) return;
  asked.times += 1;
  if (kind[1].test(said)) return;
  yield {
    message: 'kind',
    severity: /công văn/iu.test(said) ? 'note' : 'warning',
    at: spotIn(passage, Math.max(0, mask.start - said.length - 4), mask.end),
    data: { kind: said, number: tidy(mask.text), expected: kind[2] },
    expected: kind[2],
  };
}
