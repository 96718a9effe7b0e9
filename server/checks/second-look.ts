import { closingBracket, type Document, type Passage, passageAt, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { isHeldOtherwise } from './held.ts';
import { ratioVerdict } from './ratio.ts';
import { absolute, add, compare, divide, equal, HUNDRED, multiply, type Rational, subtract, ZERO } from './rational.ts';
import type { Fault } from './rule.ts';
import { isSetApart } from './said-apart.ts';
import { isNoSum, type Place } from './sums-again.ts';

/**
 * What is about to be said of figures in prose is looked at once more, however it was found. The finders know their words; here the sentence itself is asked
 * whether the figures can belong together at all. Only what was found is read again, so this costs nothing where nothing is wrong.
 */
export function isAcquitted(document: Document, rule: string, fault: Fault): boolean {
  if (fault.severity === 'note') return false;
  // What would mend it is what is printed: only its rounding was read otherwise.
  if (fault.expected !== undefined && fault.expected === fault.at.quote) return true;
  if (fault.at.location.table === undefined && isSetApart(document, rule, fault)) return true;
  const relation = RELATIONS[rule]?.[fault.message];
  if (!relation || fault.at.location.table !== undefined) return false;
  if ((relation === 'ratio' || relation === 'said') && isOfOtherThing(fault)) return true;
  const told = placesOf(document, fault);
  if (told.length < 2) return false;
  if (relation === 'verdict') return isNoTarget(told) || isBetterLow(told, fault.message);
  if (relation === 'change') return isOfOwnChange(told, fault) || fitsAnother(told, fault);
  const supposed = (passage: Passage): Set<number> =>
    new Set(told.filter((place) => place.passage === passage).map(({ figure }) => figure.start));
  const is_said = (relation === 'ratio' || relation === 'said') && told.some(saysOfWhat);
  if (!is_said && told.every(({ passage, figure }) => isHeldOtherwise(passage, figure, supposed(passage)))) return true;
  const [first, ...others] = told as [Place, ...Place[]];
  if (relation === 'sum') return isNoSum(document, first, others);
  if (relation === 'rest')
    return (!isBehindFraction(told) && restHolds(document, first)) || isOfOwnSubject(told) || isBeyond(first);
  if (relation === 'account') return isOneOfSeveral(first);
  return relation === 'said' ? isOfNumerator(told) : isOfOtherPair(told) || isOfOpposite(told) || isOfSum(told);
}

type Relation = 'sum' | 'rest' | 'account' | 'ratio' | 'said' | 'change' | 'verdict';

const RELATIONS: Record<string, Record<string, Relation>> = {
  R01: { differs: 'ratio', no_base: 'ratio', other_base: 'said' },
  R03: { differs: 'sum' },
  R06: { over: 'account', under: 'account', rest: 'account', left: 'rest', left_told: 'rest', stock: 'rest', balance: 'rest' },
  R10: { complement: 'rest' },
  R11: { rate: 'change', amount: 'change', direction: 'change' },
  R13: { met: 'verdict', not_met: 'verdict' },
};

/** The figures of a fault where they stand, with their sentences. */
function placesOf(document: Document, { shares, at: spot, figures = [] }: Fault): Place[] {
  const own = shares ? undefined : passageAt(document, spot.location.offset);
  const offsets = shares ?? (own ? figures.filter((f) => own.figures.includes(f)).map((f) => own.offset + f.start) : []);
  return offsets.flatMap((at): Place[] => {
    const passage = passageAt(document, at);
    const figure = passage?.figures.find((f) => passage.offset + f.start === at);
    if (!passage || !figure) return [];
    const sentence = segmentAt(segmentsOf(passage.text, '.?!'), figure.start);
    return [{ passage, figure, from: sentence?.start ?? 0, to: sentence?.end ?? passage.text.length }];
  });
}

const STATE = /giải quyết|xử lý|trả|hạn|đang|còn|chuyển|tồn|kỳ trước|mới|hoàn thành|chưa|rút|dừng|từ chối/iu;

/** “Tiếp nhận 1.246 hồ sơ thường trú, 893 hồ sơ tạm trú …”: of several that one verb tells no one is all that was received. */
function isOneOfSeveral({ passage, figure, to }: Place): boolean {
  const next = passage.figures.find((f) => f.start > figure.tail && f.kind === 'count');
  if (!next || next.start > to || next.unit !== figure.unit || figure.unit === '') return false;
  const glue = passage.text.slice(figure.tail, next.start);
  const after = /^[^,.;:()\d]*/u.exec(passage.text.slice(next.tail))?.[0] ?? '';
  return /^[^.;:()\d]{2,60},\s(?:và\s)?$/u.test(glue) && !STATE.test(glue) && !STATE.test(after);
}

const MEASURED = new Set(['ha', 'km', 'mét', 'mét_vuông', 'tấn', 'đồng', 'điểm', 'giờ', 'ngày']);

/** “trồng rừng 1.187 ha, bằng 118,7 % kế hoạch” and a plan of 18.000 tấn: no hectares are a share of tonnes, and no part of more is more than all of it. */
function isOfOtherThing({ figures = [] }: Fault): boolean {
  const [a, b] = figures.filter(({ kind }) => kind === 'count');
  const percent = figures.find(({ kind }) => kind === 'percent');
  if (!a || !b) return false;
  const other = a.unit !== b.unit && a.unit !== '' && b.unit !== '' && (MEASURED.has(a.unit) || MEASURED.has(b.unit));
  const beyond = percent !== undefined && compare(exactOf(percent), { n: 105n, d: 1n }) > 0;
  return other || (beyond && compare({ n: exactOf(a).n * 2n, d: exactOf(a).d }, exactOf(b)) < 0);
}

/** “2.870/3.044 hộ đăng ký, xét đạt 2.601 hộ (90,6 % số đăng ký; 85,4 % tổng số hộ)”: what stands behind `a/b` names a as well as b. */
function isOfNumerator(told: readonly Place[]): boolean {
  const percent = told.find(({ figure }) => figure.kind === 'percent');
  const part = told.find(({ figure }) => figure.kind !== 'percent');
  if (!percent || !part || percent.figure.decimals === 0) return false;
  return percent.passage.fractions.some(
    ({ a, b }) =>
      b.end < part.figure.start &&
      part.figure.start - b.end < 160 &&
      compare(exactOf(a), exactOf(part.figure)) >= 0 &&
      ratioVerdict(part.figure, a, percent.figure) === 'match',
  );
}

/** “bằng 85,5 % số đã hoàn thành”: the words say of what; another base that fits is what it was wrongly reckoned of. */
const saysOfWhat = ({ passage, figure }: Place): boolean =>
  figure.kind === 'percent' && /^\s(?:trên\s|của\s)?(?:tổng\s)?số\s/iu.test(passage.text.slice(figure.tail));

/** With a decimal, a pair of other figures of the sentence before the share, or in the bracket right behind it, that gives exactly this share is no accident. */
function isOfOtherPair(told: readonly Place[]): boolean {
  const percent = told.find(({ figure }) => figure.kind === 'percent');
  if (!percent || percent.figure.decimals === 0) return false;
  const { passage, figure, from, to } = percent;
  if (passage.fractions.some((f) => Math.abs(f.b.start - figure.start) < 60 && told.some((t) => t.figure.start === f.a.start)))
    return false;
  if (saysOfWhat(percent)) return false;
  const close = /^[^().;]*\([^()]*\)/u.exec(passage.text.slice(figure.tail, to))?.[0].length ?? 0;
  const counts = passage.figures.filter(
    (f) => f.kind === 'count' && f.start >= from && f.start < figure.tail + Math.max(close, 0) && f.bound === 'exact',
  );
  const taken = new Set(told.map((t) => t.figure.start));
  return counts.some((a) =>
    counts.some(
      (b) =>
        a !== b && !(taken.has(a.start) && taken.has(b.start)) && exactOf(b).n > 0n && ratioVerdict(a, b, figure) === 'match',
    ),
  );
}

/** “Tồn tại: 08 kiến nghị chưa giải quyết; 02 ấp chưa thông báo; số kiến nghị nêu lại lần hai còn 09”: behind a semicolon a subject of its own is what is left. */
function isOfOwnSubject(told: readonly Place[]): boolean {
  const [rest, total, part] = told;
  if (!rest || !total || !part || [total, part].some(({ passage }) => passage !== rest.passage)) return false;
  const lead = /;\s([^;]*)$/u.exec(
    rest.passage.text.slice(Math.max(total.figure.tail, part.figure.tail), rest.figure.start),
  )?.[1];
  if (lead === undefined) return false;
  const after = /^[^.;,(]*/u.exec(rest.passage.text.slice(rest.figure.tail))?.[0] ?? '';
  const words = lead.replace(/(?<!\p{L})(?:hiện|nay|đến|vẫn|còn|số|là|có|các)(?!\p{L})/giu, ' ').trim();
  return (
    words.split(/\s+/).length >= 3 &&
    !/chưa|không|thiếu|khuyết|trống|lại (?:là )?$|còn lại|đang|nợ|tồn|phải|dư/iu.test(`${words} ${after}`)
  );
}

/** “còn 03 dự thảo mới nhận cuối kỳ, không tính vào số trên”: more than what was counted. */
const isBeyond = ({ passage, figure, from, to }: Place): boolean =>
  // “thừa 12, thiếu 7”: counted from what the books say.
  /(?<!\p{L})thừa(?!\p{L})[^.;]{0,40}(?:thiếu|hụt)[^.;\d]*$/iu.test(passage.text.slice(from, figure.start)) ||
  /^[^.;]{0,80}?(?:không tính|chưa tính|không kể|ngoài (?:ra|số)|mới (?:nhận|phát sinh|tiếp nhận|được giao))/iu.test(
    passage.text.slice(figure.tail, to),
  );

/** “30 cơ quan … làm việc với 12 đơn vị, trong đó phòng 06 và xã 06, tương ứng 40 % số đơn vị”: the share behind the last part is of all of them. */
function isOfSum(told: readonly Place[]): boolean {
  const percent = told.find(({ figure }) => figure.kind === 'percent');
  if (!percent) return false;
  const { passage, figure } = percent;
  const counts = passage.figures.filter((f) => f.kind === 'count' && f.bound === 'exact' && f.end <= figure.start);
  const [total, a, b] = counts.slice(-3);
  return (
    total !== undefined &&
    a !== undefined &&
    b !== undefined &&
    told.some((t) => t.figure === b) &&
    equal(add(exactOf(a), exactOf(b)), exactOf(total)) &&
    counts.some((of) => of.end < total.start && exactOf(of).n > 0n && ratioVerdict(total, of, figure) === 'match')
  );
}

/** “17 trường chưa đạt chuẩn trên 52 trường, tỷ lệ đạt chuẩn 67,3 %”: the rate of all but those. */
function isOfOpposite(told: readonly Place[]): boolean {
  const percent = told.find(({ figure }) => figure.kind === 'percent');
  if (!percent) return false;
  const { passage, figure, from } = percent;
  const DENIED = /(?<!\p{L})(?:chưa|không|quá|trễ|chậm|vắng|thiếu|sai|hỏng)(?!\p{L})/iu;
  const name = /(?:tỷ|tỉ) lệ[^.;,()\d]*$/iu.exec(passage.text.slice(from, figure.start))?.[0];
  if (!name) return false;
  const counts = passage.figures.filter((f) => f.kind === 'count' && f.start >= from && f.start < figure.start);
  const rest = { ...figure, readings: figure.readings.map((r) => ({ ...r, value: subtract(HUNDRED, r.value) })) };
  return counts.some((a) => {
    const words = `${passage.text
      .slice(Math.max(from, a.start - 20), a.start)
      .split(/[,;(\d]/u)
      .at(-1)} ${passage.text.slice(a.tail, a.tail + 30).split(/[,;(\d]/u)[0]}`;
    return (
      DENIED.test(words) !== DENIED.test(name) &&
      counts.some((b) => b !== a && exactOf(b).n > 0n && ratioVerdict(a, b, rest) === 'match')
    );
  });
}

/** “từ 6,02 % xuống 4,87 %”: where it came from was no target. */
const isNoTarget = (told: readonly Place[]): boolean =>
  told.some(
    ({ passage, figure, from }) =>
      /(?<!\p{L})từ\s$/iu.test(passage.text.slice(from, figure.start)) &&
      /^[^.;%\d]{0,24}(?:xuống|(?<!trở )lên|còn)(?!\p{L})/iu.test(passage.text.slice(figure.tail)),
  );

const LOW =
  /nghèo|quá hạn|trễ hạn|chậm|tử vong|suy dinh dưỡng|con thứ (?:ba|3)|thất nghiệp|bỏ học|tảo hôn|thất thoát|nợ|hao hụt|tai nạn|tội phạm|mắc bệnh|từ chối|sai sót|chuyển tuyến|chuyển viện/iu;

/** “tỷ lệ hộ nghèo 1,9 %, vượt kế hoạch (2,2 %)”: of what should fall less is better. */
function isBetterLow([result, target]: readonly Place[], message: string): boolean {
  if (!result || !target || message !== 'not_met' || compare(exactOf(result.figure), exactOf(target.figure)) > 0) return false;
  const lead = result.passage.text.slice(result.from, result.figure.start).split(';').at(-1) ?? '';
  // “giải quyết 21/27 khiếu nại, tố cáo”: what is done about it should rise.
  return LOW.test(lead) && !/giải quyết|xử lý|khắc phục|thu hồi|hoàn thành|phát hiện|thoát/iu.test(lead);
}

/** “Giá nước từ 7.200 lên 7.900 đồng (9,7 %); sản lượng tăng 4,0 %”: behind a semicolon something else rises. */
function isOfOwnChange(told: readonly Place[], { at, figures = [] }: Fault): boolean {
  const [now, then] = told;
  if (!now || !then || now.passage !== then.passage) return false;
  const { passage } = now;
  const change = figures.find(
    (f) => f !== now.figure && f !== then.figure && f.start > Math.max(now.figure.start, then.figure.start),
  );
  const until = change?.start ?? at.location.offset + at.location.length - passage.offset;
  const between = passage.text.slice(Math.max(now.figure.tail, then.figure.tail), until);
  const subject = /;\s([^;.\d]*?)\s?(?:tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn)[^;.\d]*$/iu.exec(between)?.[1] ?? '';
  const words = subject
    .replace(
      /(?<!\p{L})(?:như vậy|so với|cùng kỳ|năm|quý|tháng|kỳ|trước|này|nay|đã|tức|là|số|mức|tỷ lệ|này|hay)(?!\p{L})/giu,
      ' ',
    )
    .trim();
  const unit = passage.text.slice(now.figure.end, now.figure.tail).trim().toLowerCase();
  // “cấp xã là 98,2 %, cấp huyện 99,1 %; cấp xã cao hơn”: who was told of before the semicolon is told of behind it.
  const is_told = passage.text
    .slice(now.from, until - between.length)
    .toLowerCase()
    .includes(words.toLowerCase().split(/\s+/).slice(0, 2).join(' '));
  return /\p{L}{2,}\s\p{L}{2,}/u.test(words) && !is_told && (unit === '' || !words.toLowerCase().includes(unit));
}

/**
 * “61,8 triệu đồng, bằng 103 % kế hoạch (60 triệu đồng), tăng 5,4 triệu đồng so với 56,4 triệu đồng năm trước”: the amount is of another figure of the sentence.
 * “giảm 12,5 % số người chết (từ 32 còn 28)”: the change is of the two in the bracket right behind it.
 */
function fitsAnother(told: readonly Place[], { figures = [], message }: Fault): boolean {
  const [now, then] = told;
  if (!now || !then || now.passage !== then.passage) return false;
  const { passage, from, to } = now;
  const near = passage.figures.filter(
    (f) => f.start >= from && f.end <= to && f.kind === now.figure.kind && f.scale === now.figure.scale,
  );
  const gap = figures.find((f) => ![now.figure, then.figure].some((own) => own.start === f.start) && f.kind === now.figure.kind);
  if (message === 'amount' && gap)
    return near.some(
      (f) =>
        f.start > gap.tail &&
        /so với|cùng kỳ|năm|quý|tháng|kỳ/iu.test(passage.text.slice(gap.tail, f.start)) &&
        equal(absolute(subtract(exactOf(now.figure), exactOf(f))), exactOf(gap)),
    );
  const rate = figures.find((f) => f.kind === 'percent');
  const open = rate ? passage.text.indexOf('(', rate.tail) : -1;
  if (!rate || open < 0 || open - rate.tail > 60 || /[,;.]/u.test(passage.text.slice(rate.tail, open))) return false;
  const [a, b, c] = near.filter((f) => f.start > open && f.end <= closingBracket(passage.text, open));
  if (!a || !b || c || exactOf(a).n <= 0n) return false;
  const moved = absolute(subtract(HUNDRED, multiply(divide(exactOf(b), exactOf(a)), HUNDRED)));
  return compare(absolute(subtract(moved, exactOf(rate))), { n: 1n, d: 10n ** BigInt(rate.decimals) }) < 0;
}

/** Most terms beside a rest: more of them make any number. */
const MOST = 9;

/** “thoát 41 hộ nhưng phát sinh 06 hộ, còn 152 hộ” of 187 in the sentence before; “giao 38 người, có mặt 35 (nữ 16), khuyết 03”. */
function restHolds(document: Document, rest: Place): boolean {
  const { passage, figure } = rest;
  const value = exactOf(figure);
  const near = passage.figures.filter(
    (f) => f !== figure && f.kind === 'count' && f.scale === figure.scale && Math.abs(f.start - figure.start) < 420,
  );
  const before = near.filter((f) => f.start < figure.start).slice(-MOST);
  const above = before.length < 2 ? lastFigures(document, passage, figure) : [];
  const own = before.filter((f) => f.start >= rest.from);
  const is_small = compare(value, { n: 20n, d: 1n }) < 0;
  return (
    pairFits(own.slice(-6).map(exactOf), value) ||
    (!is_small && signedFits(own.map(exactOf), [...above, ...before].map(exactOf), value)) ||
    partsFollow(near, figure)
  );
}

/** Figures of the paragraph before, in the same section. */
function lastFigures(document: Document, passage: Passage, like: Figure): Figure[] {
  const before = document.passages[passage.index - 1];
  if (before?.section !== passage.section) return [];
  return before.figures.filter((f) => f.kind === 'count' && f.scale === like.scale).slice(-4);
}

/** “có mặt 45/46 biên chế được giao, còn thiếu 03”: what is left right behind the two that it is left of is no other difference. */
function isBehindFraction([rest, ...others]: readonly Place[]): boolean {
  if (!rest) return false;
  const { passage, figure } = rest;
  const fraction = passage.fractions.findLast((f) => f.tail <= figure.start);
  return (
    fraction !== undefined &&
    [fraction.a.start, fraction.b.start].every((start) =>
      others.some((other) => other.passage === passage && other.figure.start === start),
    ) &&
    /^[^.;:()\d]{0,40},\scòn thiếu\s$/iu.test(passage.text.slice(fraction.tail, figure.start))
  );
}

/** One less another. */
const pairFits = (terms: readonly Rational[], value: Rational): boolean =>
  terms.some((a, i) => terms.some((b, k) => i !== k && equal(subtract(a, b), value)));

/** One less another, and more: `187 - 41 + 6`, `a - b - c`. Two of the three stand in the sentence itself. */
const signedFits = (own: readonly Rational[], all: readonly Rational[], value: Rational): boolean =>
  all.some((a) =>
    own.some((b) =>
      own.some(
        (c) =>
          a !== b && b !== c && a !== c && [add(subtract(a, b), c), subtract(subtract(a, b), c)].some((sum) => equal(sum, value)),
      ),
    ),
  );

/** “Còn 496 hồ sơ đang xử lý: trong hạn 481, quá hạn 15”: its own parts make it. */
function partsFollow(near: readonly Figure[], rest: Figure): boolean {
  const after = near.filter((f) => f.start > rest.tail).slice(0, 5);
  let sum = ZERO;
  for (const [i, part] of after.entries()) {
    sum = add(sum, exactOf(part));
    if (i > 0 && equal(sum, exactOf(rest))) return true;
  }
  return false;
}
