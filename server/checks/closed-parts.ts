// Whether parts behind a total are all there are: a colon and a full stop, “và” before the last, kinds of documents that an office sends. R03.
import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { areBracketed, areKinds, isNear, isSlip, sumOf } from './parts.ts';
import { absolute, compare, subtract } from './rational.ts';
import { isKindOf } from './unit.ts';

/** Three parts or more that print the unit of a large total and miss it by one slip of the pen: they do not overlap. */
export const isSlippedRow = (total: Figure, parts: readonly Figure[]): boolean => {
  const gap = absolute(subtract(sumOf(parts), exactOf(total)));
  const is_close = compare({ n: gap.n * 15n, d: gap.d }, exactOf(total)) < 0;
  const large = compare(exactOf(total), { n: 1000n, d: 1n }) >= 0;
  return large && is_close && parts.length >= 3 && parts.every((part) => part.unit === total.unit) && isSlip(total, parts);
};

/** “46 gói thầu: đấu thầu rộng rãi 14 gói, … chỉ định thầu 05 gói.”: a colon, the parts, and the full stop. */
export const fillsSentence = ({ text, figures }: Passage, total: Figure, parts: readonly Figure[], end: number): boolean =>
  /^\s?(?:\p{L}+\s?){0,4}:/u.test(text.slice(total.tail)) &&
  figures.filter((f) => f.start > total.end && f.end <= end).length === parts.length &&
  /^\s?(?:\p{L}+\s?){0,3}[.;]?$/u.test(text.slice((parts.at(-1) as Figure).tail, end).trim());

/** “gồm 03 quyết định, 06 kế hoạch, 15 công văn và 03 thông báo.”: “và” brings in the last of what was announced, so nothing of it is something else. */
export const isClosed = (passage: Passage, total: Figure, parts: readonly Figure[], between: string, end: number): boolean =>
  fillsSentence(passage, total, parts, end) ||
  (/gồm/iu.test(between) && areBracketed(passage, parts, end)) ||
  ((/gồm/iu.test(between) || /^[^,;]*:\s*$/u.test(between) || areKinds(total, parts)) &&
    /,/.test(passage.text.slice((parts[0] as Figure).tail, (parts.at(-1) as Figure).start)) &&
    /\svà\s$/iu.test(passage.text.slice(total.tail, (parts.at(-1) as Figure).start)) &&
    parts.every((part) => part.unit !== '' && isKindOf(part.unit, total.unit)));

const DOCUMENTS = new Set([
  'kế_hoạch',
  'quyết_định',
  'công_văn',
  'báo_cáo',
  'nghị_quyết',
  'chỉ_thị',
  'thông_báo',
  'tờ_trình',
  'hướng_dẫn',
]);
const CHOSEN = /chủ yếu|một số|(?<!\p{L})như(?!\p{L})|nổi bật|đáng chú ý|trọng tâm|tiêu biểu|nhất là|đặc biệt/iu;

/**
 * “57 văn bản; trong đó 09 kế hoạch, 14 quyết định và 34 công văn”: whoever counts the letters too has counted all. Of the sound reports at hand no such row
 * left a document out.
 */
export const areDocuments = (total: Figure, parts: readonly Figure[], between: string): boolean =>
  total.unit === 'văn_bản' &&
  areKinds(total, parts) &&
  parts.every(({ unit }) => DOCUMENTS.has(unit)) &&
  parts.some(({ unit }) => unit === 'công_văn') &&
  isNear(total, parts) &&
  !CHOSEN.test(between);

/** Another clause or sentence stands between a total and its parts; “57 văn bản; trong đó 09 kế hoạch” goes on. */
export const isBroken = (total: Figure, between: string): boolean =>
  /[;.]\s/.test(
    total.unit === 'văn_bản' ? between.replace(/[;.](?=\s(?:trong đó|bao gồm|gồm|cụ thể|chia ra)(?!\p{L}))/iu, ',') : between,
  );
