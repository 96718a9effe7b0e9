import type { Document, Passage } from './document.ts';
import { exactOf, type Figure, halfOf } from './figure.ts';
import { gridsOf } from './grid.ts';
import { matchesIn } from './matches.ts';
import { ratioVerdict } from './ratio.ts';
import { absolute, add, compare, equal, HUNDRED, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';

/** Works whose rate a report tells twice: in the account and in the assessment. The nearest before the figure is meant. */
const KEYS = [
  /(?:quá|trễ) hạn/giu,
  /đúng hạn|trước hạn/giu,
  /thanh toán/giu,
  /số h[oó][áa]/giu,
  /trực tuyến/giu,
  /toàn trình/giu,
  /hài lòng/giu,
  /ký số/giu,
  /giải ngân/giu,
  /đạt chuẩn/giu,
  /xin lỗi/giu,
  /hộ nghèo/giu,
];
const NAMED =
  /(?:(?:tỷ|tỉ) lệ|mức độ)\s([^;.:()\d]{6,110}?)(?:\s(?:đều|đã|chung|toàn (?:tỉnh|huyện|xã|phường|thành phố)|của (?:tỉnh|huyện|xã|phường)))*\s(?:đạt|là|chiếm|ở mức|ước đạt)\s*$/iu;
const STOP = new Set(
  'hồ sơ tổng số của các trên được đã và theo tỷ tỉ lệ là đạt chiếm cho với trong về có việc mức độ toàn'.split(' '),
);
const APART =
  /so với|cùng kỳ|năm (?:trước|\d{4})|(?:quý|tháng|kỳ) (?:trước(?! (?:chuyển|mang|sang))|\d|[IVX])|tăng|giảm|chỉ tiêu|mục tiêu|phấn đấu|kế hoạch|yêu cầu|tối thiểu|lĩnh vực|riêng|từng|trung ương|bình quân|cả nước|dự kiến|nếu|đến ngày|lũy kế/iu;
const SCOPE = /cấp (?:tỉnh|huyện|xã)|toàn trình|một phần|thành phần|kết quả|phí|học phí|điện|nước|nhóm|phòng|sở|trung tâm/giu;

const PLACE = /cấp (?:tỉnh|huyện|xã)|lĩnh vực[^.:;]{0,40}|(?:tháng|quý) [\dIVX]+|lũy kế|trung tâm|phòng \p{L}+|sở \p{L}+/giu;

/** Level, field or period that the headings over a paragraph name. */
function headsOf({ section }: Passage): string {
  const found: string[] = [];
  for (let one: typeof section | null = section; one; one = one.parent)
    found.push(...(one.title.slice(0, 160).toLowerCase().match(PLACE) ?? []));
  return found.toSorted().join();
}

type Rate = {
  passage: Passage;
  figure: Figure;
  lead: string /** Back to the start of the sentence. */;
  sentence: string;
  key: number;
};

const PERIOD =
  /\s(?:trong |của )?(?:(?:\d{1,2}|sáu|chín|ba) tháng(?: đầu năm| cuối năm)?|quý [IVX]+|tháng \d{1,2})(?:[\s/](?:năm )?20\d\d)?(?![\p{L}\d/])/giu;

/** “tỷ lệ đúng hạn 9 tháng đạt …” in the report of nine months: its own period says nothing more. */
function withoutPeriod(lead: string, title: string): string {
  if (!/\stháng|\squý\s/iu.test(lead)) return lead;
  return lead.replace(PERIOD, (words) =>
    title.includes(
      words
        .trim()
        .toLowerCase()
        .replace(/^(?:trong|của) /u, ''),
    )
      ? ''
      : words,
  );
}

const keyOf = (lead: string): number => {
  let [best, at] = [-1, -1];
  for (const [i, key] of KEYS.entries()) for (const m of matchesIn(lead, key)) if (m.index > at) [best, at] = [i, m.index];
  return best;
};

const contentOf = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .filter((word) => word.length > 1 && !STOP.has(word)),
  ),
];
const scopesOf = (text: string): string => [...new Set(text.toLowerCase().match(SCOPE) ?? [])].toSorted().join();

/** Of themselves they name too much: what is online may be counted in many ways. */
const KEY_WORDS = new Set(
  'quá trễ hạn đúng trước thanh toán số hóa hoá trực tuyến toàn trình hài lòng ký giải ngân đạt chuẩn xin lỗi hộ nghèo'.split(
    ' ',
  ),
);

const MOST = 300;

function ratesOf(document: Document): Rate[] {
  const rates: Rate[] = [];
  const title = document.head.title
    .map((index) => document.passages[index]?.text ?? '')
    .join(' ')
    .toLowerCase()
    .replace(/\s+/gu, ' ');
  for (const passage of toldIn(document, 1)) {
    if (rates.length > MOST) continue;
    for (const figure of passage.figures) {
      if (figure.kind !== 'percent' || figure.bound !== 'exact') continue;
      const from = Math.max(
        passage.text.lastIndexOf('. ', figure.start) + 1,
        passage.text.lastIndexOf(';', figure.start) + 1,
        passage.label?.body ?? 0,
      );
      const lead = withoutPeriod(passage.text.slice(from, figure.start), title);
      const key = keyOf(lead);
      if (key < 0) continue;
      const sentence = passage.text.slice(Math.max(passage.text.lastIndexOf('. ', from), passage.label?.body ?? 0), figure.start);
      rates.push({ passage, figure, lead, sentence, key });
    }
  }
  return rates;
}

/** “Tỷ lệ … đạt 57,4 %” where the account of the same words shows another share, and shows how it is reckoned. */
export function* ratesAgain(context: Context): Generator<Fault> {
  const { document } = context;
  const rates = ratesOf(document);
  for (const second of rates) {
    const name = NAMED.exec(second.lead)?.[1];
    if (!name || APART.test(second.lead) || isReckoned(second)) continue;
    const after = second.passage.text.slice(second.figure.tail, second.figure.tail + 24);
    if (/^\s*(?:trở lên|trở xuống|so với)/iu.test(after)) continue;
    const words = contentOf(name);
    const same = rates.filter((rate) => rate !== second && rate.key === second.key);
    if (same.some(({ figure }) => agrees(figure, second.figure)) || isInTable(document, second.figure)) continue;
    const first = same.filter(
      (rate) =>
        rate.passage.index < second.passage.index &&
        isReckoned(rate) &&
        !APART.test(rate.lead) &&
        words.every((word) => contentOf(rate.sentence).includes(word)) &&
        scopesOf(rate.lead) === scopesOf(second.lead) &&
        headsOf(rate.passage) === headsOf(second.passage),
    );
    const [known, more] = first;
    if (!known || more || !words.some((word) => !KEY_WORDS.has(word))) continue;
    decided(context);
    yield {
      message: 'two_for_one',
      severity: second.figure.decimals > 0 ? 'error' : 'warning',
      at: spotOf(second.passage, second.figure),
      figures: [known.figure, second.figure],
      data: { name: `“${name.trim()}”`, first: `${second.figure.raw}%`, second: `${known.figure.raw}%` },
      related: [spotIn(known.passage, known.figure.start, known.figure.tail)],
      root: `two ${second.passage.index} ${second.figure.start}`,
      shares: [second.passage.offset + second.figure.start],
    };
  }
}

/** A part and its base stand beside it: the rate is shown as it is reckoned. */
function isReckoned({ passage, figure }: Rate): boolean {
  const near = passage.figures.filter((f) => f.kind === 'count' && Math.abs(f.start - figure.start) < 160);
  return near.some((a) =>
    near.some((b) => a !== b && compare(exactOf(a), exactOf(b)) <= 0 && ratioVerdict(a, b, figure) === 'match'),
  );
}

/** Equal, equal where the coarser print ends, or one what the other leaves of a hundred. */
function agrees(a: Figure, b: Figure): boolean {
  if (equal(exactOf(a), exactOf(b)) || equal(add(exactOf(a), exactOf(b)), HUNDRED)) return true;
  const slack = [a, b].reduce((so_far, f) => (f.readings[0] ? add(so_far, halfOf(f, f.readings[0])) : so_far), ZERO);
  return a.decimals !== b.decimals && compare(absolute(subtract(exactOf(a), exactOf(b))), slack) <= 0;
}

const isInTable = (document: Document, figure: Figure): boolean =>
  gridsOf(document).some(({ rows }) =>
    rows.some((row) => row.figures.some((entry) => entry && equal(exactOf(entry.figure), exactOf(figure)))),
  );
