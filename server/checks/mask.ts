/** What looks like a figure and is none: document numbers, dates, periods, references, names. Each kind is kept, because other rules read it. */

export type MaskKind = 'date' | 'period' | 'document' | 'reference' | 'year' | 'name' | 'label';
export type DateParts = { day?: number; month?: number; year?: number };
export type Mask = { kind: MaskKind; start: number; end: number; text: string; date?: DateParts };

type Pattern = {
  kind: MaskKind;
  find: RegExp;
  /** Words in small letters, or marks, without one of which it cannot be there: most texts need not be searched. */
  has?: readonly string[];
  date?: (m: RegExpExecArray) => DateParts | null;
};

const number = (text: string | undefined): number | undefined => (text && /^\d+$/.test(text) ? Number(text) : undefined);
const parts = (day?: string, month?: string, year?: string): DateParts => {
  const date: DateParts = {};
  if (number(day) !== undefined) date.day = number(day) as number;
  if (number(month) !== undefined) date.month = number(month) as number;
  if (number(year) !== undefined) date.year = number(year) as number;
  return date;
};

/** Nouns that name their number: what follows them counts nothing. */
const NAMED =
  '(?<!đê\\s)điều|khoản|mục|chương|(?<!một\\s)phần|phụ lục|phụ biểu|biểu số|biểu|bảng|mẫu số|mẫu|(?<!truyền\\s|vô\\stuyến\\s)hình|tiêu chí|chỉ số|chỉ tiêu|(?<!trùng\\s|sai\\s)nội dung(?!\\s0\\d)|tiêu chuẩn|đề án|dự án|nghị định|quyết định|nghị quyết|thông tư|chỉ thị|(?<!kỷ\\s)luật|kết luận|công văn|kế hoạch|văn bản|báo cáo|mức độ|cấp độ|khóa|khoá|kỳ họp|phiên họp|phiên|lần|thứ|hạng|(?<!xếp\\s|phân\\s)loại|quốc lộ|tỉnh lộ|đt|ql|tổ dân phố|khu phố|thôn|ấp|khu vực|đội|vòng|bước|giai đoạn|nhóm|quy trình|phiên bản|điểm cầu|số hiệu|vùng|đợt|học sinh lớp|khối lớp';

/** Of its names, without what may not stand before them. */
const FIRST_LETTERS = [
  ...new Set(
    NAMED.replace(/\(\?<!.*?\)/gu, '')
      .split('|')
      .map((name) => name[0]),
  ),
].join('');

const PATTERNS: Pattern[] = [
  { kind: 'name', has: ['iso', 'tcvn'], find: /(?:ISO|TCVN)(?:\s?ISO)?[\s/:-]{0,2}\d{3,6}(?:\s?[:-]\s?\d{4})?/giu },
  {
    kind: 'date',
    has: ['tháng'],
    find: /(?:ngày\s{0,3})?ngày\s{0,3}(\d{1,2}|[.…_]{1,12})?\s{0,3}tháng\s{0,3}(\d{1,2}|[.…_]{1,12})?\s{0,3}năm\s{0,3}(\d{4}|20[.…_]{1,8})?/giu,
    date: (m) => parts(m[1], m[2], m[3]),
  },
  {
    kind: 'date',
    // A hyphen before it joins two days when a blank or a year stands before that: `15/6/2022 -09/9/2022`.
    find: /(?<![\d/.,])(?<!(?<!\s|\d{4})-)(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d/])/gu,
    date: (m) => parts(m[1], m[3], m[4]),
  },
  {
    kind: 'document',
    has: ['/', '-'],
    find: /(?<![\d.,/])\d{1,6}(?:\s?\/\s?(?:19|20)\d\d)?\s?[/-]\s?(?:[A-ZĐƯ]{2,}|[A-ZĐ]{1,3}[a-z]{1,2}(?=[-/]))[A-Za-zĐđƯư0-9]*(?:\s?[-–/&.]\s?[A-ZĐƯ][A-Za-zĐđƯưÀ-ỹ0-9]*)*/gu,
  },
  { kind: 'document', has: ['/'], find: /(?<![\d.,/])\d{1,5}\/(?:19|20)\d\d\/[A-ZĐ][A-Za-zĐđ0-9-]*/gu },
  {
    kind: 'date',
    has: ['/', '-'],
    find: /(?:ngày|từ|đến|trước|sau|hết)\s{1,3}(?:ngày\s{1,3})?(\d{1,2})\s?[/-]\s?(\d{1,2})(?![\d/%]|\s?(?:hồ sơ|đơn vị|xã|thủ tục|nhiệm vụ|chỉ tiêu|tiêu chí))/giu,
    date: (m) => (Number(m[1]) <= 31 && Number(m[2]) <= 12 ? parts(m[1], m[2]) : null),
  },
  {
    kind: 'period',
    has: ['tháng'],
    // “tồn đầu tháng 06, tiếp nhận 41”: how many, not which month.
    find: /(?<!tồn (?:đầu|cuối) )tháng\s{1,3}\d{1,2}(?![.,]?\d)(?:\s?(?:[-–,]|và|đến|đến tháng)\s?\d{1,2}(?![\d%.,]))*(?:\s{0,2}(?:\/|-|năm)\s{0,2}(?:19|20)\d\d)?/giu,
  },
  {
    kind: 'date',
    has: ['/'],
    find: /(?<![\d/.,])(\d{1,2})\s?\/\s?((?:19|20)\d\d)(?![\d.,/])(?!\s?(?:hồ sơ|đơn vị|thủ tục|nhiệm vụ|lượt|hộ|người|chỉ tiêu))/gu,
    date: (m) => (Number(m[1]) >= 1 && Number(m[1]) <= 12 ? parts(undefined, m[1], m[2]) : null),
  },
  {
    kind: 'period',
    has: ['tháng'],
    find: /(?<![\d.,/])\d{1,2}\s{1,2}tháng(?:\s{1,2}(?:đầu|cuối|còn lại|tiếp theo)(?:\s{1,2}(?:của\s{1,2})?năm)?)?(?:\s{0,2}(?:\/|năm)?\s{0,2}(?:19|20)\d\d)?/giu,
  },
  {
    kind: 'period',
    has: ['quý'],
    // “Tiếp nhận trong quý 3.873 hồ sơ” is a count.
    find: /quý\s{1,3}(?:IV|III|II|I|[1-4])(?![\p{L}\d]|\.\d{3}(?!\d))(?:\s?[,/-]?\s?(?:năm\s{1,2})?(?:19|20)\d\d)?/giu,
  },
  { kind: 'year', has: ['-', '–'], find: /(?<![\d.,/])(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?![\d.,/])/gu },
  { kind: 'year', has: ['năm'], find: /năm\s{1,3}(?:19|20)\d\d(?![\d.,]\d)/giu },
  {
    kind: 'year',
    has: ['19', '20'],
    find: /(?<![\d.,/])(?:19|20)\d\d(?![\d/%]|[.,]\d|\s{0,2}(?:hồ sơ|thủ tục|TTHC|văn bản|lượt|người|hộ|đơn vị|phiếu|triệu|tỷ|đồng|nhiệm vụ|trường hợp|HS))/gu,
  },
  {
    kind: 'reference',
    // First their first letters: asked of every character, what stands before it takes three times as long as all the rest.
    find: new RegExp(
      `(?=[${FIRST_LETTERS}])(?<![\\p{L}\\d])(?:${NAMED})\\s{1,3}(?:số\\s{1,2}|thứ\\s{1,2})?(?:[IVX]{1,5}|\\d{1,4}(?:\\.\\d{1,2}){0,4}[a-zđ]?)(?![\\p{L}\\d%]|[.,]\\d)(?:\\s?(?:,|và|đến|-|–)\\s?\\d{1,2}(?![\\d%.,/]|\\s?\\p{Ll}))*(?!\\s{0,2}(?:%|/|hồ sơ|đơn vị|xã\\b|người|nhiệm vụ|thủ tục|TTHC|văn bản|lượt|phiếu|đồng|triệu|tỷ|điểm(?!\\p{L})|chỉ tiêu|tiêu chí|nội dung|cuộc|lớp|buổi|tin|bài|thôn|trường|cơ quan))`,
      'giu',
    ),
  },
  {
    kind: 'reference',
    has: ['tổ', 'cụm', 'đoàn', 'ca', 'quầy', 'chốt', 'điểm'],
    find: /(?<!\p{L})(?:tổ|cụm|đoàn|ca|quầy|chốt|điểm)\s\d{1,2}(?=\s?[:(])/giu,
  },
  {
    // “(vụ số 3 và số 5)”: which of them, not how many.
    kind: 'reference',
    has: ['và số', ', số', 'đến số'],
    find: /(?<=(?:\p{Ll}|[(,])\s?)(?<!(?:tổng|trong|con|một|đa|thiểu|dân|ra|có|tỷ|chỉ|hệ|ngoài)\s)số\s[1-9]\d?(?=[,;.)](?!\d)|\s(?:và|đến)\ssố\s)/gu,
  },
  { kind: 'reference', has: ['điểm'], find: /(?<![\p{L}\d])điểm\s{1,2}[a-zđ](?![\p{L}\d])/giu },
  { kind: 'name', has: ['mức'], find: /(?<!\p{L})mức\s{1,2}\d(?![\d%]|[.,]\d|\s?(?:%|triệu|đồng|điểm))/giu },
  {
    kind: 'name',
    has: ['tổng đài', 'đường dây nóng', 'đầu số', 'hotline'],
    find: /(?:tổng đài|đường dây nóng|đầu số|hotline)\s{1,2}(?:số\s)?\d{3,5}/giu,
  },
  { kind: 'name', has: ['sao'], find: /(?<![\d.,])[1-5]\s{1,2}sao(?!\p{L})/giu },
  {
    kind: 'name',
    has: ['tuổi'],
    find: /(?:(?:từ|đủ|dưới|trên)\s)?(?<![\d.,])\d{1,2}(?:\s(?:tuổi\s)?(?:đến|[-–])\s(?:dưới\s|hết\s)?\d{1,2})?\s(?:tuổi|tháng tuổi)(?!\p{L}|\s(?:bình quân|trung bình))/giu,
  },
  { kind: 'name', has: ['/'], find: /24\s?\/\s?(?:7|24)(?!\d)/gu },
  { kind: 'name', has: ['cửa'], find: /(?<!\d)0?1\s{1,2}cửa(?!\p{L})/giu },
  {
    kind: 'name',
    has: ['tại chỗ', 'không', 'trong', 'nhà'],
    find: /(?<!\d)[1-9]\s{1,2}(?:tại chỗ|không|trong 1)(?!\p{L})|(?:liên kết|phối hợp)\s{1,2}[2-6]\s{1,2}nhà(?!\p{L})/giu,
  },
  { kind: 'name', find: /(?<![\d.,])[2-6]\s?G(?!\p{L})/gu },
  { kind: 'name', find: /(?<!\d)\d{1,2}\s?(?:h|g|giờ)\s?(?:\d{2})?(?![\p{L}\d/])/giu },
  { kind: 'name', find: /(?<![\d.,])0\d{8,10}(?!\d)/gu },
  {
    kind: 'name',
    has: ['công nghiệp', 'cách mạng'],
    find: /(?:công nghiệp|cách mạng)\s{1,2}(?:lần thứ\s{1,2})?\d(?:\.\d)?(?!\d)/giu,
  },
  { kind: 'name', has: ['http', 'www.'], find: /(?:https?:\/\/|www\.)\S{1,200}/giu },
];

/** A bit for each pattern that needs a word, and the bits of those that need this one. */
const WITH_WORDS = PATTERNS.filter(({ has }) => has);
const BITS = PATTERNS.map((pattern) => (pattern.has ? 1 << WITH_WORDS.indexOf(pattern) : 0));
const NEEDED_BY = new Map<string, number>();
for (const [i, { has = [] }] of PATTERNS.entries())
  for (const word of has) NEEDED_BY.set(word, (NEEDED_BY.get(word) ?? 0) | (BITS[i] as number));
// The longer first: “tổng đài” before “tổ”. None ends as another begins, so that none is hidden by the one before it.
const NEEDED = new RegExp(
  [...NEEDED_BY.keys()]
    .sort((a, b) => b.length - a.length)
    .join('|')
    .replaceAll('.', '\\.'),
  'gu',
);

/** Patterns whose words stand in a text, as bits; one look for all words takes a quarter of the time of looks for each. */
function wanted(text: string): number {
  const lower = text.toLowerCase();
  let bits = 0;
  NEEDED.lastIndex = 0;
  for (let m = NEEDED.exec(lower); m !== null; m = NEEDED.exec(lower)) bits |= NEEDED_BY.get(m[0]) as number;
  return bits;
}

/** `12`, `1.234`, `98,5%`, most cells of a table: too short groups for a day, a year or the number of a document. */
const ONLY_NUMBER = /^\d{1,3}(?:[.,]\d{1,3})*%?$/u;

/** All masks of a text, none inside another, in the order of the text. Linear: no pattern repeats a repeated group over the same characters. */
export function masksOf(text: string): Mask[] {
  if (!/\d|[IVX]|ngày/u.test(text) || (text.length < 20 && ONLY_NUMBER.test(text))) return [];
  const taken = new Uint8Array(text.length);
  const masks: Mask[] = [];
  const bits = wanted(text);
  for (let i = 0; i < PATTERNS.length; i += 1) {
    const { kind, find, date, has } = PATTERNS[i] as Pattern;
    if (has && !(bits & (BITS[i] as number))) continue;
    find.lastIndex = 0;
    for (let m = find.exec(text); m !== null; m = find.exec(text)) {
      const start = m.index;
      const end = start + m[0].length;
      if (m[0].length === 0) find.lastIndex += 1;
      if (taken[start] || taken[end - 1]) continue;
      if (kind === 'document' && /[/-]\s?(?:HS|TTHC|CBCC|CBCCVC|CC|VC|DVC|DN|HTX|THCS|TH|HĐ|VB|PAKN|ĐV|UBND)$/u.test(m[0])) {
        if (!/UBND$/.test(m[0])) continue;
      }
      const found = date ? date(m) : undefined;
      if (found === null) continue;
      taken.fill(1, start, end);
      masks.push({ kind, start, end, text: m[0], ...(found ? { date: found } : {}) });
    }
  }
  return masks.sort((a, b) => a.start - b.start);
}
