import { type Passage, wordsAround } from './document.ts';
import { exactOf, type Figure, halfOf } from './figure.ts';
import { absolute, add, compare, equal, multiply, printScaled, type Rational, subtract, ZERO } from './rational.ts';

/** Things that exclude each other and leave nothing out: parts named from one row add up to their total. */
const COMPLETE: RegExp[][] = [
  [/cấp tỉnh|tỉnh/u, /cấp huyện|huyện(?! ủy)/u, /cấp xã|các xã|xã/u],
  [/(?<!\p{L})nam(?!\p{L})/u, /(?<!\p{L})nữ(?!\p{L})/u],
  [/(?<!\p{L})trai(?!\p{L})/u, /(?<!\p{L})gái(?!\p{L})/u],
  [/trước hạn|trước và đúng|sớm hạn/u, /đúng hạn|đúng thời hạn/u, /quá hạn|trễ hạn|chậm/u],
  [/trong hạn|chưa đến hạn/u, /quá hạn|trễ hạn/u],
  [
    /(?:đã )?hoàn thành|thực hiện xong|đã thực hiện/u,
    /đang (?:thực hiện|triển khai)/u,
    /chưa (?:thực hiện|triển khai|hoàn thành)|khó hoàn thành/u,
    /quá hạn|trễ hạn|chậm (?:tiến độ|muộn|so với)/u,
    /không thực hiện/u,
    /chưa (?:đến|tới) (?:thời )?hạn/u,
    /chuyển (?:sang|tiếp)/u,
  ],
  [/(?<!chưa |không )đạt/u, /(?:chưa|không|khó) (?:đạt|hoàn thành)|vi phạm/u, /đang (?:thực hiện|triển khai)/u, /chưa đánh giá/u],
  [/trực tuyến|qua mạng|trên môi trường mạng/u, /trực tiếp/u, /bưu chính|bcci|bưu điện/u],
  [/kỳ trước|chuyển (?:qua|sang)|tồn/u, /mới|trong kỳ/u],
  [/toàn trình/u, /một phần/u],
  [/mức độ 3/u, /mức độ 4/u, /mức độ [12]/u],
  [/cán bộ/u, /công chức/u, /viên chức/u, /hợp đồng|không chuyên trách/u],
  [/tiến sĩ/u, /thạc sĩ|trên đại học|sau đại học/u, /đại học/u, /cao đẳng/u, /trung cấp/u, /sơ cấp/u, /chưa qua đào tạo/u],
  [/vốn đầu tư/u, /vốn sự nghiệp/u],
  [/ngân sách trung ương|trung ương/u, /ngân sách tỉnh|tỉnh/u, /ngân sách huyện|huyện/u, /ngân sách xã|xã/u],
  [/xuất sắc/u, /(?:loại )?tốt/u, /(?:loại )?khá/u, /trung bình|đạt yêu cầu/u, /yếu|kém/u],
  [/(?<!\p{L})tốt(?!\p{L})/u, /(?<!\p{L})khá(?!\p{L})/u, /(?<!chưa |không )đạt|trung bình/u, /(?:chưa|không) đạt|yếu|kém/u],
  [/rất hài lòng/u, /(?<!rất |không )hài lòng/u, /bình thường/u, /không hài lòng/u],
  [/hộ nghèo/u, /cận nghèo/u],
  [/đơn giản h[oó][áa]/u, /giữ nguyên/u],
  [/đã (?:gửi|nộp|báo cáo)/u, /chưa (?:gửi|nộp|báo cáo)/u],
  [/điện tử|ký số/u, /giấy/u],
  [/tuyến (?:trung ương|tỉnh)/u, /tuyến huyện|y tế huyện|y tế khu vực/u, /tuyến xã|trạm y tế/u],
  [/chuyên trách/u, /kiêm nhiệm/u],
  [/(?:của |chữ ký (?:số )?)?tổ chức/u, /cá nhân/u],
  [/thường (?:lệ|xuyên|kỳ)/u, /chuyên đề|đột xuất|bất thường/u],
  [/giải nhất/u, /giải nhì/u, /giải ba/u, /khuyến khích/u],
  [/3 sao/u, /4 sao/u, /5 sao/u],
  [/thuộc thẩm quyền|cấp xã|chuyển (?:ubnd )?xã/u, /không thuộc thẩm quyền|cấp trên/u],
  [/thành thị|đô thị/u, /nông thôn/u],
  [/ngân sách/u, /tín dụng/u, /doanh nghiệp/u, /người dân|nhân dân|cộng đồng/u],
  [/khiển trách/u, /cảnh cáo/u, /cách chức|hạ bậc|giáng chức/u, /buộc thôi việc/u],
  [/lần đầu/u, /nhiều lần/u],
  [/tiếp thường xuyên/u, /định kỳ.{1,12}đột xuất|của lãnh đạo|lãnh đạo tiếp/u],
  [/bổ nhiệm mới/u, /bổ nhiệm lại/u],
  [/trong giờ/u, /ngoài giờ/u],
  [/tập thể/u, /cá nhân/u],
  [/trong nước/u, /(?:ngoài nước|nước ngoài)/u],
  [/trong tỉnh/u, /ngoài tỉnh|tỉnh (?:khác|ngoài)/u],
  [/(?<!ngoài )công lập/u, /ngoài công lập|tư thục|dân lập/u],
  [/lần đầu/u, /cấp đổi/u, /cấp lại/u, /biến động|chỉnh lý/u],
  [/(?<!không |hòa giải không |hoà giải không )thành(?:\s|$)(?!phố)/u, /không thành/u, /đang (?:hòa|hoà) giải|chưa/u],
  [/cấp cơ sở|cơ sở/u, /cấp huyện/u, /cấp tỉnh/u, /trung ương|quốc gia/u],
  [/(?<!có )đúng(?!.{0,12}sai)/u, /(?<!có )sai/u, /đúng.{0,12}sai/u],
  [/khiếu nại/u, /tố cáo/u, /phản ánh|kiến nghị|đề nghị/u],
  [/xuất sắc/u, /hoàn thành tốt/u, /không hoàn thành/u, /hoàn thành nhiệm vụ/u],
  [
    /(?:giải quyết|xử lý) xong|đã (?:giải quyết|xử lý)/u,
    /đang (?:được )?(?:giải quyết|xử lý)/u,
    /(?:^|\s)chuyển/u,
    /chưa (?:giải quyết|xử lý)/u,
    /trả lại|không thụ lý|không đủ điều kiện/u,
  ],
  [
    /hoàn thành|bàn giao|đưa vào sử dụng/u,
    /chuyển tiếp|đang thi công|dở dang|đang thực hiện/u,
    /chưa khởi công|chuẩn bị đầu tư/u,
  ],
  [/2g|3g/u, /4g/u, /5g/u],
  [/đúng hạn/u, /quá hạn|trễ hạn|chậm/u],
  [/hợp lệ(?<!không hợp lệ)/u, /không hợp lệ/u],
  [/kiên cố(?<!bán kiên cố)/u, /bán kiên cố/u, /tạm/u],
  [/giữ nguyên/u, /điều chỉnh giảm/u, /điều chỉnh tăng/u],
  [/quy định hành chính/u, /hành vi hành chính/u],
  [/tự kiểm tra/u, /theo thẩm quyền/u],
  [
    /(?:đang|chưa).{0,24}(?:quá|trễ|chậm)/u,
    /(?:đang|chưa).{0,24}(?:trong|đúng|chưa đến) (?:thời )?hạn/u,
    /(?:hoàn thành|giải quyết|xử lý).{0,16}(?:quá|trễ|chậm|muộn)/u,
    /(?:hoàn thành|giải quyết|xử lý).{0,16}(?:đúng|trước|trong|sớm)/u,
  ],
  [/mầm non/u, /tiểu học/u, /thcs|trung học cơ sở/u, /thpt|trung học phổ thông/u],
];

/** Things that overlap: parts named by them say nothing of the total. */
const OVERLAP = /đảng viên|dân tộc|thanh niên|trẻ em|người cao tuổi|khuyết tật|trực tuyến.{0,20}đúng hạn/u;

/** Which name of each complete row a label is, -1 where it is none of them; the same few labels are asked by many rules. */
function placesOf(label: string): readonly number[] {
  let known = places.get(label);
  if (!known) {
    if (places.size > MOST_LABELS) places.clear();
    const lower = label.toLowerCase();
    known = COMPLETE.map((row) => row.findIndex((name) => name.test(lower)));
    places.set(label, known);
  }
  return known;
}

const MOST_LABELS = 400;
const places = new Map<string, readonly number[]>();

/** Whether the labels name different things of one complete row. */
export function areComplete(labels: readonly string[]): boolean {
  if (labels.length < 2)
    return labels.length === 1 && COMPLETE.some((row) => row.some((name) => name.test((labels[0] as string).toLowerCase())));
  // Most first labels are in no row: the others are not looked up.
  const first = placesOf(labels[0] as string);
  return COMPLETE.some((row, r) => {
    if (labels.length > row.length || (first[r] as number) < 0) return false;
    let taken = 0;
    for (const label of labels) {
      const i = placesOf(label)[r] as number;
      if (i < 0 || taken & (1 << i)) return false;
      taken |= 1 << i;
    }
    return true;
  });
}

/** Rows that a report often tells in part: some levels of training, some ranks. */
const LONG = 3;

/** “hợp lệ” and “không hợp lệ”, “thành” and “không thành”: one of two labels is the other denied. */
export function deny(labels: readonly string[]): boolean {
  if (labels.length !== 2) return false;
  const [a = '', b = ''] = labels.map((label) => label.toLowerCase().replace(/\s+/gu, ' ').trim());
  const plain = (label: string): string => label.replace(/(?:^|\s)(?:chưa|không|đã|còn|được|có|số|là)(?=\s|$)/gu, '').trim();
  const isDenied = (label: string): boolean => /(?:^|\s)(?:chưa|không)\s/u.test(label);
  if (isDenied(a) === isDenied(b) || plain(a) === '' || plain(b) === '') return false;
  return (
    plain(a).endsWith(plain(b)) || plain(b).endsWith(plain(a)) || plain(a).startsWith(plain(b)) || plain(b).startsWith(plain(a))
  );
}

/** Whether the labels leave no name of a long row out: what misses the total by much may be the part that was not told. */
export function isWholeRow(labels: readonly string[]): boolean {
  if (labels.length < 2) return false;
  const first = placesOf(labels[0] as string);
  return COMPLETE.some((row, r) => {
    if (labels.length > row.length || (row.length > LONG && labels.length < row.length - 1) || first[r] === -1) return false;
    const own = labels.map((label) => placesOf(label)[r] as number);
    return !own.includes(-1) && new Set(own).size === own.length;
  });
}

/** Whether the labels begin alike: “Phòng Nội vụ”, “Phòng Tư pháp”; “Có 02 nhiệm vụ …”, “Có 01 nhiệm vụ …”. */
export function areParallel(labels: readonly string[]): boolean {
  const heads = labels.map(
    (label) =>
      label
        .trim()
        .toLowerCase()
        .replace(/^[-–+*•\s(]+/u, '')
        .replace(/^(?:trong đó|bao gồm|gồm có|gồm|cụ thể(?: là)?|chia ra|và)\s*:?\s*/u, '')
        .split(/\s+/)[0] ?? '',
  );
  return heads.length >= 2 && heads[0] !== '' && heads.every((head) => head === heads[0]);
}

/** `nữ` without `nam` is one trait among others. */
export const overlap = (labels: readonly string[]): boolean =>
  (labels.some((label) => /(?<!\p{L}|phụ )nữ(?!\p{L})/iu.test(label)) &&
    !labels.some((label) => /(?<!\p{L})nam(?!\p{L})/iu.test(label))) ||
  labels.some((label) => OVERLAP.test(label.toLowerCase()));

/** Whether the parts add up to the total; figures that are rounded may drift by half their last digit. */
export function addsUp(total: Figure, parts: readonly Figure[]): boolean {
  const gap = absolute(subtract(sumOf(parts), exactOf(total)));
  if (gap.n === 0n) return true;
  // Money in millions is exact to its last digit: only decimals and scale words are rounded.
  const all = [total, ...parts];
  if (!all.some((figure) => figure.decimals > 0)) return false;
  const slack = all.reduce(
    (so_far, figure) => (figure.readings[0] ? add(so_far, halfOf(figure, figure.readings[0])) : so_far),
    ZERO,
  );
  return compare(gap, slack) <= 0;
}

/** A slip of one digit, or of two that changed places, would explain the gap: `d·10^k` or `9·d·10^k`. */
export function isSlip(total: Figure, parts: readonly Figure[]): boolean {
  const gap = absolute(subtract(sumOf(parts), exactOf(total)));
  if (gap.d !== 1n && gap.n % gap.d !== 0n) return gap.n > 0n;
  let n = gap.n / gap.d;
  if (n === 0n) return false;
  while (n % 10n === 0n) n /= 10n;
  return n < 10n || (n % 9n === 0n && n / 9n < 10n);
}

const DONE = /hoàn thành|(?<!(?:chưa|đang) )(?:giải quyết|xử lý|trả kết quả)/iu;

/** “giao 63 nhiệm vụ, hoàn thành đúng hạn 51, hoàn thành quá hạn 02”: what is done breaks down, and what was given is more than that. */
export const areOnlyDone = (labels: readonly string[], { text }: Pick<Passage, 'text'>, total: Figure): boolean =>
  labels.every((label) => DONE.test(label)) && !DONE.test(text.slice(Math.max(0, total.start - 60), total.start));

export const sumOf = (figures: readonly Figure[]): Rational =>
  figures.reduce((so_far, figure) => add(so_far, exactOf(figure)), ZERO);

/** What a message says of a total its parts miss: the parts, what they come to and by how much, in the total's own scale. */
export function sumSaid(
  total: Figure,
  parts: readonly Figure[],
): { data: { total: string; parts: string; sum: string; gap: string }; expected: string } {
  const sum = sumOf(parts);
  const expected = printScaled(sum, total.scale);
  const gap = printScaled(absolute(subtract(sum, exactOf(total))), total.scale);
  return { data: { total: total.raw, parts: parts.map(({ raw }) => raw).join(' + '), sum: expected, gap }, expected };
}

/** “4.615 hộ, trong đó hộ nghèo 87, hộ cận nghèo 142”: under a third of the total is a choice of parts, whatever they are called. */
export const isFar = (total: Figure, parts: readonly Figure[]): boolean => {
  const sum = sumOf(parts);
  return compare({ n: sum.n * 3n, d: sum.d }, exactOf(total)) < 0;
};

/** “Tiếp 302 lượt, trong đó thường xuyên 179, đột xuất 20”: a third is left out, so there is a part that is not told. */
export const isThirdLess = (total: Figure, parts: readonly Figure[]): boolean => {
  const sum = sumOf(parts);
  return compare({ n: sum.n * 3n, d: sum.d }, multiply(exactOf(total), { n: 2n, d: 1n })) < 0;
};

/** Parts that leave out less than a sixth: more likely a slip than a choice. */
export const isNear = (total: Figure, parts: readonly Figure[]): boolean => {
  const gap = absolute(subtract(sumOf(parts), exactOf(total)));
  return compare({ n: gap.n * 6n, d: gap.d }, exactOf(total)) < 0;
};

/** How a figure is named for the checks of this file: the words on both sides. */
export function labelOfFigure(passage: Passage, figure: Figure): string {
  const { before, after } = wordsAround(passage, figure);
  return `${before} ${after}`.trim();
}

/** “1.536 trạm 4G, 127 trạm 5G, còn lại là trạm 2G, 3G”: what follows the last part is a rest without a number. */
export const leavesRest = (text: string, from: number): boolean => {
  // “đất đai 610 hồ sơ (11,71 %); còn lại là các lĩnh vực khác”.
  const open = text.slice(from, from + 110).replace(/\([^()\d]*[\d.,]+\s?%\)/gu, '');
  const after = open.split(/[.]\s|;\s(?!(?:số |phần )?còn lại)/u)[0] ?? '';
  return /còn lại(?: là)?\s\p{L}/iu.test(after) && !/\d\d/u.test(after);
};

/** “20 người thạc sĩ, số còn lại có trình độ khác”: the rest stands in a clause of its own, so that the figure before is not the rest itself. */
export const leavesRestApart = (text: string, from: number): boolean =>
  /^[^.;,\d]*(?:\([^()]*\))?[,;]\s(?:và\s)?(?:số |phần )?còn lại\s/iu.test(text.slice(from, from + 80)) && leavesRest(text, from);

/** “Hồ sơ mới tiếp nhận là 1.860, chia ra: tháng 7 có 642 hồ sơ, …”: the words before a bare number name the unit that its parts print. */
export function withUnit({ text }: Passage, total: Figure, next: Figure | undefined): Figure {
  if (total.unit !== '' || !next || next.unit === '' || next.unit.startsWith('~') || next.start - total.tail > 60) return total;
  const clause = (/[^.;,:()\d]*$/u.exec(text.slice(Math.max(0, total.start - 80), total.start))?.[0] ?? '').toLowerCase();
  const word = text.slice(next.end, next.tail).trim().toLowerCase();
  return word !== '' && / (?:là|có|:)\s?$/u.test(clause) && clause.includes(word) ? { ...total, unit: next.unit } : total;
}

/** Whether some leading parts add up to the total: what follows them may be other things. */
export function prefixFits(total: Figure, parts: readonly Figure[]): boolean {
  let sum = ZERO;
  for (const [i, part] of parts.entries()) {
    sum = add(sum, exactOf(part));
    if (i > 0 && equal(sum, exactOf(total))) return true;
    if (compare(sum, exactOf(total)) > 0) return false;
  }
  return false;
}

/** “14 văn bản, trong đó: 03 kế hoạch, 09 công văn và 02 quyết định”: each of a kind of its own, so that nothing is counted twice. */
export const areKinds = (total: Figure, parts: readonly Figure[]): boolean =>
  parts.length > 2 &&
  new Set([total, ...parts].map(({ unit }) => unit)).size === parts.length + 1 &&
  parts.every(({ unit }) => unit !== '' && !unit.startsWith('~'));

/** “gồm: Văn phòng (02 đ/c); Tư pháp (02 đ/c); Địa chính (03 đ/c).”: each alone in a bracket behind its name, to the end of the sentence. */
export const areBracketed = ({ text }: Passage, parts: readonly Figure[], end: number): boolean =>
  parts.length > 2 &&
  parts.every(
    (part, i) =>
      /\p{L}\s?\($/u.test(text.slice(Math.max(0, part.start - 3), part.start)) &&
      (i + 1 < parts.length
        ? /^\s?[\p{L}/]{0,12}\s?\)[;,]\s[^.;:()\d]+\($/u.test(text.slice(part.end, parts[i + 1]?.start))
        : /^\s?[\p{L}/]{0,12}\s?\)\s?[.;]?$/u.test(text.slice(part.end, end).trim())),
  );
