import { type Passage, wordsAround } from './document.ts';
import type { Figure } from './figure.ts';

/** What a percentage measures: the glossary of rates that Vietnamese administrative reports repeat. */
export type Metric = {
  family: string /** Which of the family: input or result, own or linked. */;
  facet: string;
  level: string;
  name: string;
};

const FAMILIES: { family: string; name: string; find: RegExp; facets?: [string, RegExp][] }[] = [
  {
    family: 'reused',
    name: 'khai thác, sử dụng lại dữ liệu số hóa',
    find: /(?:khai thác|sử dụng lại|tái sử dụng).{0,40}(?:số hóa|dữ liệu|thông tin)/u,
  },
  {
    family: 'digitised',
    name: 'số hóa',
    find: /số ho[áà]|số hóa/u,
    facets: [
      ['components', /thành phần hồ sơ/u],
      ['results', /(?:hóa|hoá|thành|,|và) kết quả|kết quả (?:giải quyết|tthc|thủ tục|đã)/u],
      ['dossiers', /hồ sơ/u],
    ],
  },
  {
    family: 'e_result',
    name: 'cấp kết quả điện tử',
    find: /(?:cấp|trả) (?:kết quả|bản).{0,30}điện tử|kết quả.{0,20}(?:bản )?điện tử/u,
  },
  {
    family: 'on_time',
    name: 'giải quyết đúng hạn',
    find: /đúng (?:hoặc |và )?(?:sớm |trước )?(?:thời )?hạn|trước (?:và|,) đúng hạn|sớm hạn/u,
  },
  { family: 'late', name: 'quá hạn', find: /(?:quá|trễ) hạn/u },
  {
    family: 'online_payment',
    name: 'thanh toán trực tuyến',
    find: /thanh toán (?:phí.{0,20})?(?:trực tuyến|không dùng tiền mặt|điện tử)/u,
  },
  {
    family: 'online',
    name: 'hồ sơ trực tuyến',
    find: /hồ sơ.{0,30}trực tuyến|trực tuyến.{0,30}hồ sơ|dịch vụ công trực tuyến|nộp trực tuyến|dvctt/u,
    facets: [
      ['full', /toàn trình/u],
      ['part', /một phần/u],
    ],
  },
  { family: 'satisfaction', name: 'hài lòng', find: /hài lòng/u },
  {
    family: 'system_intake',
    name: 'hồ sơ tiếp nhận trên hệ thống',
    find: /(?:tiếp nhận|cập nhật).{0,120}(?:hệ thống|phần mềm)|(?:hệ thống|phần mềm).{0,60}tiếp nhận/u,
  },
  { family: 'disbursed', name: 'giải ngân', find: /giải ngân/u },
  { family: 'revenue', name: 'thu ngân sách', find: /thu ngân sách|thu nsnn/u },
  {
    family: 'tasks_done',
    name: 'hoàn thành nhiệm vụ, kế hoạch',
    find: /(?:hoàn thành|thực hiện).{0,30}(?:nhiệm vụ|kế hoạch|chỉ tiêu)/u,
  },
  { family: 'inspected', name: 'được kiểm tra', find: /(?:được )?kiểm tra.{0,30}(?:đơn vị|cơ quan|xã)/u },
  { family: 'signed', name: 'ký số', find: /ký số|chữ ký số/u },
  { family: 'e_documents', name: 'văn bản điện tử', find: /văn bản.{0,30}(?:điện tử|môi trường mạng)/u },
  { family: 'certified_copy', name: 'chứng thực bản sao điện tử', find: /chứng thực.{0,20}(?:bản sao )?điện tử/u },
  { family: 'poverty', name: 'hộ nghèo', find: /hộ nghèo|nghèo đa chiều/u, facets: [['near', /cận nghèo/u]] },
  { family: 'insurance', name: 'bảo hiểm y tế', find: /bảo hiểm y tế|bhyt/u },
  { family: 'clean_water', name: 'nước sạch', find: /nước sạch|hợp vệ sinh/u },
  {
    family: 'petitions',
    name: 'phản ánh, kiến nghị được giải quyết',
    find: /(?:phản ánh|kiến nghị|pakn).{0,30}(?:giải quyết|xử lý|trả lời)|(?:giải quyết|xử lý|trả lời).{0,30}(?:phản ánh|pakn)/u,
  },
];

const LEVELS: [string, RegExp][] = [
  ['commune', /cấp xã|các xã|ubnd xã|xã, phường|xã, thị trấn/u],
  ['district', /cấp huyện|ubnd huyện/u],
  ['province', /cấp tỉnh|các sở|sở, ngành/u],
  // The whole district is the level of the district and that of the communes.
  ['all_district', /toàn huyện(?! và)/u],
  ['all_province', /toàn tỉnh/u],
];

/** Level that the words name, or ''. */
export const levelOf = (words: string): string => LEVELS.find(([, find]) => find.test(words.toLowerCase()))?.[0] ?? '';

/** Metric of words, or null when they name none of the glossary. The family whose words stand nearest the end is meant. */
export function metricOf(words: string): Metric | null {
  const text = words.toLowerCase().replace(/\s+/g, ' ');
  let best: { at: number; entry: (typeof FAMILIES)[number] } | null = null;
  for (const entry of FAMILIES) {
    const m = entry.find.exec(text);
    if (m && (!best || FAMILIES.indexOf(best.entry) > FAMILIES.indexOf(entry))) best = { at: m.index, entry };
  }
  if (!best) return null;
  const { family, name, facets } = best.entry;
  // “thành phần hồ sơ đạt 88,71 %, kết quả giải quyết đạt”: what stands after the last rate is of this one.
  const facetOf = (part: string): string => facets?.find(([, find]) => find.test(part))?.[0] ?? '';
  return { family, name, facet: facetOf(text.slice(text.lastIndexOf('%') + 1)) || facetOf(text), level: levelOf(text) };
}

/** Words that a percentage measures: its own stretch, back to the last mark that parts stretches. */
export function rateWords(passage: Passage, figure: Figure): string {
  const { before, after } = wordsAround(passage, figure);
  const near = `${before} ${after}`;
  if (metricOf(near)) return near;
  const start = Math.max(
    passage.text.lastIndexOf('. ', figure.start),
    passage.text.lastIndexOf('; ', figure.start),
    passage.label?.body ?? 0,
  );
  return passage.text.slice(start, figure.start);
}

const THINGS =
  /hồ sơ|(?<!\p{L})hs(?!\p{L})|văn bản|công chức|viên chức|cán bộ|thủ tục|tthc|nhiệm vụ|báo cáo|đơn vị|cơ quan|phản ánh|kết quả|người dân|thành phần/giu;

/** “100 % công chức có chữ ký số; 34.518/34.706 văn bản đi được ký số (99,46 %)”: the two shares of one text are of different things. */
export function areOfOthers(text: string, full: Figure, less: Figure): boolean {
  const things = (words: string): string[] => [...words.toLowerCase().matchAll(THINGS)].map(([thing]) => thing);
  const [own] = things(text.slice(full.tail, full.tail + 45));
  const before = text.slice(full.tail, less.start);
  const from = Math.max(before.lastIndexOf(';'), before.lastIndexOf('. '));
  const clauses = [before.slice(Math.max(from, before.lastIndexOf(', ')) + 1), from < 0 ? '' : before.slice(from + 1)];
  const others = clauses.map(things).find((found) => found.length > 0) ?? [];
  return own !== undefined && others.length > 0 && clauses[0] !== before && !others.includes(own);
}
