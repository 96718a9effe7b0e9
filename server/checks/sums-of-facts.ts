// A total and the parts that stand anywhere near it, asked of what the figures are (facts.ts): a cue calls one figure a total, the counts around it of the same
// thing, role and state are its parts, whatever the order of the words. Any sensible combination that holds acquits; a near miss of the best-called one accuses.
import { areEqual, type Item, isAlike, itemsOf, windowAt } from './fact-items.ts';
import { exactOf } from './figure.ts';
import { leavesRestApart } from './parts.ts';
import { absolute, add, printScaled, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { isSlip } from './slip.ts';

/** Words of which a lead, which is in small letters, must hold one before its figure is looked at. */
const CUE =
  /tổng|cộng|tất cả|cả thảy|toàn|chung|gộp|cả (?:hai|ba|bốn|năm|sáu)|(?:hai|ba|bốn|năm|sáu) \p{L}+|như vậy|nâng|đưa|(?:lũy|luỹ) kế|tức|gồm|cả năm|cả kỳ/u;
const STRONG =
  /(?<!\p{L})(?:tổng (?:cộng|số|nguồn|kinh phí|vốn|biên chế|lượt|sản lượng|diện tích|thu|chi|giá trị|mức|quy mô|các)|(?:cộng|tính|gộp|nhập)(?: cả| chung| lại| dồn| hai| ba| bốn)+|cả thảy|tất cả|tính (?:chung|tổng)|cả (?:hai|ba|bốn|năm|sáu) (?!tháng|năm|ngày)|(?:tổng|cộng):?\s*$|nâng tổng|cộng)/u;
const WEAK =
  /(?<!\p{L})(?:tổng(?! kết| hợp| thể| rà| giám| công ty| cục| đài| bí| đội| vệ| duyệt)|toàn (?!trình|diện|quyền|văn)|(?:hai|ba|bốn|năm|sáu) (?!tháng|năm|ngày|tuần)\p{L}+ (?!tháng|năm)|như vậy|nâng|đưa|(?:lũy|luỹ) kế|tức|cả (?:năm|kỳ|tỉnh|huyện|xã|ngành)|gồm)/u;
/** Words behind a figure that call it all of what was told. */
const BEHIND = /^\s?(?:\p{L}+\s){0,3}?(?:cả thảy|tất cả|tổng cộng|nêu trên|nói trên|trên đây)(?!\p{L})/u;
/** Behind a cue they make the figure something else than the total of now. */
const AWAY =
  /so với|cùng kỳ|năm trước|tăng|giảm|trong đó|riêng|mỗi|bình quân|trung bình|khoảng|còn (?:lại|thiếu)|chưa|chiếm|mục tiêu/u;
const COUNTED =
  /(?<!\p{L})(hai|ba|bốn|năm|sáu) (?:khối|đợt|cấp|nguồn|kỳ|nhóm|đơn vị|quý|xã|phường|huyện|lĩnh vực|loại|bộ phận|kênh|vùng|khu vực|lớp|hình thức|trường|điểm|cụm|tổ|khoản|ngành|phòng|bên|nơi|thôn|khóa|vụ|hạng|bậc|hội nghị)(?!\p{L})/u;
const NUMBERS: Record<string, number> = { hai: 2, ba: 3, bốn: 4, năm: 5, sáu: 6 };

const LEAVING =
  /ngừng|nghỉ|chuyển (?:đi|trường)|giải thể|thôi |thoát|cắt giảm|(?<!\p{L})(?:hủy|huỷ|rút)(?!\p{L})|trả lại|thu hồi|x[oó][áa]|cả (?:hai|ba)|trùng/u;

/** “06 chỉ tiêu vượt, chiếm 31,6 % trong tổng số 19 chỉ tiêu hoàn thành”: what a share is of is no part beside it. */
const OF_WHOLE = /(?:trong|trên|so với)\stổng số\s*$/u;
type Claim = { total: Item; sentence: number; is_strong: boolean; parts: number };
type Combination = { parts: readonly Item[]; score: number };

/** Totals that miss the parts around them. `told`: figures spoken of already. R03. */
export function* sumsOfFacts(context: Context, told: ReadonlySet<number>): Generator<Fault> {
  const items = itemsOf(context.document);
  for (const [sentence, own] of items) {
    if (own[0]?.passage.section.is_plan) continue;
    for (const total of own) {
      const claim = told.has(total.at) ? null : claimOf(total, sentence);
      const fault = claim && judge(context, items, claim);
      if (fault && !fault.shares?.some((at) => told.has(at))) yield fault;
    }
  }
}

function claimOf(total: Item, sentence: number): Claim | null {
  const { lead, fact } = total;
  if (total.unit === '' || total.value < 5 || fact.of_fraction !== '' || fact.role === 'change' || fact.role === 'rank')
    return null;
  const behind = total.trail !== '' && BEHIND.test(total.trail);
  if (!behind && (lead.length < 4 || !CUE.test(lead))) return null;
  const strong = STRONG.exec(lead);
  const cue = strong ?? WEAK.exec(lead);
  if (!behind && !cue) return null;
  if (
    AWAY.test(lead.slice(cue?.index ?? 0)) ||
    (total.depth > 0 && !/^\s*\(\s?(?:tổng|cộng)/u.test(lead.slice(lead.lastIndexOf('('))))
  )
    return null;
  // “mỗi xóm 03 chức danh, tổng cộng 27 người”: as many times.
  if (/mỗi/u.test(total.passage.text.slice(Math.max(0, total.figure.start - 90), total.figure.start))) return null;
  const counted = COUNTED.exec(lead.slice(0, 80))?.[1];
  return { total, sentence, is_strong: strong !== null || behind, parts: counted ? (NUMBERS[counted] ?? 0) : 0 };
}

function judge(context: Context, items: ReadonlyMap<number, readonly Item[]>, claim: Claim): Fault | null {
  const { total } = claim;
  const around = windowAt(context.document, items, claim.sentence).filter((item) => item.at !== total.at);
  const near = around.filter((item) => isAlike(item, total));
  const present = presentInstead(total, around);
  if (present) return faultOf(total, present, 'warning');
  if (near.length < 2) return null;
  const combinations = combinationsOf(claim, near).filter(({ score }) => score >= (claim.is_strong || claim.parts > 0 ? 4 : 5));
  if (combinations.length === 0) return null;
  decided(context);
  if (isExplained(total, near)) return null;
  const best = combinations
    .filter(({ parts }) => !isShortOf(total, parts))
    .filter(({ parts }) =>
      isSlip(
        'sum',
        [total, ...parts].map(({ figure }) => figure),
      ),
    )
    .toSorted((a, b) => b.score - a.score)[0];
  if (!best) return null;
  const is_sure = (total.value >= 100 || best.score >= 6) && (claim.is_strong || !areTraits(total, best.parts));
  return faultOf(total, best.parts, is_sure ? 'error' : 'warning');
}

/** What is told of posts, of another time or by how much is no part of what there is; and the other way round. */
export function kindOf({ fact, lead }: Item): string {
  if (fact.role === 'target' || fact.state === 'assigned') return 'assigned';
  // “sáu tháng đầu năm”, “có thêm 135 giường”.
  if (fact.role === 'before' && /(?:tháng|quý) đầu/u.test(lead) && !/so với|cùng kỳ/u.test(lead)) return 'result';
  if (fact.role === 'change') return /thêm(?: được)?\s*$/u.test(lead) ? 'result' : 'change';
  if (fact.role === 'before' || fact.role === 'rank') return fact.role;
  return /so với|cùng kỳ/u.test(lead) ? 'before' : 'result';
}

/** “giao cho khối chính quyền 168 người, khối đoàn thể 54 người”: the second is of what the first is of. */
function isOfKind(item: Item, kind: string, before: Item | undefined): boolean {
  if (kindOf(item) === kind) return true;
  return (
    kind === 'assigned' &&
    before?.fact.sentence === item.fact.sentence &&
    kindOf(before) === kind &&
    kindOf(item) === 'result' &&
    item.fact.state === '' &&
    item.lead.length < 60
  );
}

function combinationsOf(claim: Claim, near: readonly Item[]): Combination[] {
  const { total } = claim;
  const kind = kindOf(total);
  const usable = near.filter(
    (item, i) =>
      item.value < total.value &&
      !OF_WHOLE.test(item.lead) &&
      item.fact.of_fraction !== 'base' &&
      isOfKind(item, kind, near[i - 1]),
  );
  const before = usable.filter((item) => item.at < total.at);
  const after = usable.filter((item) => item.at > total.at).reverse();
  return [...runsOf(claim, before), ...runsOf(claim, after)];
}

/** Runs that end beside the total: of all, of those in one state, of those outside brackets, of the first or the last of each sentence. */
function runsOf(claim: Claim, side: readonly Item[]): Combination[] {
  if (side.length < 2) return [];
  const { total } = claim;
  const outer = side.filter(({ depth }) => depth === 0);
  const states = new Set(side.map(({ fact }) => fact.state));
  const rows: (readonly Item[])[] = [side];
  if (outer.length < side.length) rows.push(outer);
  if (states.size > 1) for (const state of states) rows.push(side.filter(({ fact }) => fact.state === state));
  const by_sentence = [...Map.groupBy(outer, ({ fact }) => fact.sentence).values()];
  if (by_sentence.length > 1 && by_sentence.length < outer.length) {
    rows.push(by_sentence.map((own) => own[0] as Item));
    rows.push(by_sentence.map((own) => own.at(-1) as Item));
  }
  const found: Combination[] = [];
  for (const row of rows) {
    const closed = total.at > (row[0]?.at ?? 0) ? row.toReversed() : row;
    for (let length = 2; length <= Math.min(10, closed.length); length += 1) {
      if (claim.parts > 0 && length !== claim.parts) continue;
      const parts = closed.slice(0, length);
      // Most runs miss by far: they are not looked at.
      if (isNear(total, parts)) found.push({ parts, score: scoreOf(claim, parts, closed[length], side) });
    }
  }
  return found;
}

function scoreOf(claim: Claim, parts: readonly Item[], next: Item | undefined, side: readonly Item[]): number {
  const { total } = claim;
  const words = new Set(parts.map(wordOf));
  const [first] = parts;
  let score = claim.is_strong ? 2 : 1;
  if (claim.parts === parts.length) score += 2;
  if (!next || next.fact.sentence !== parts.at(-1)?.fact.sentence) score += 1;
  if (parts.length === side.length) score += 1;
  if (words.size === 1) score += 1;
  if (words.has(wordOf(total))) score += 1;
  if (first && first.fact.state !== '' && parts.every(({ fact }) => fact.state === first.fact.state)) score += 1;
  if (parts.some(({ depth }) => depth !== first?.depth)) score -= 2;
  if (parts.some((part) => /trong đó|riêng/u.test(part.lead))) score -= 3;
  // “cấp mới 46 hộ, 31 hộ xin ngừng”: who goes is not added to who comes.
  const leaving = parts.filter((part) => LEAVING.test(`${part.lead.slice(-30)} ${part.trail}`)).length;
  if (leaving > 0 && leaving < parts.length) score -= 3;
  return score;
}

const wordOf = ({ passage, figure }: Item): string => passage.text.slice(figure.end, figure.tail).trim().toLowerCase();

/** Off by less than a third, or by zeros. */
function isNear(total: Item, parts: readonly Item[]): boolean {
  const sum = parts.reduce((so_far, { value }) => so_far + value, 0);
  return Math.abs(sum - total.value) * 3 <= total.value;
}

/** “giao 386, có mặt 371 … được giao 524, hiện có 497 … Tính chung có 910 công chức”: the posts make it, where those who are there were meant. */
function presentInstead(total: Item, around: readonly Item[]): Item[] | null {
  if (
    kindOf(total) !== 'result' ||
    /biên chế|giao|chỉ tiêu|kế hoạch|định mức/u.test(`${total.lead} ${wordOf(total)} ${total.trail}`)
  )
    return null;
  // “được giao 524, hiện có 497”: bare figures are of people as well.
  const before = around.filter(
    (item) => item.at < total.at && item.fact.of_fraction === '' && (item.unit === '' || isAlike(item, total)),
  );
  const posts = before.filter((item) => kindOf(item) === 'assigned');
  const present = before.filter(({ fact }) => fact.state === 'present');
  if (posts.length < 2 || posts.length !== present.length) return null;
  if (present.some((item, i) => item.fact.sentence !== posts[i]?.fact.sentence)) return null;
  const sum = (of: readonly Item[]): number => of.reduce((so_far, { value }) => so_far + value, 0);
  return sum(posts) === total.value && sum(present) !== total.value ? present : null;
}

/** “Toàn huyện có 45 thôn; 30 thôn đạt danh hiệu …, 12 thôn đạt …”: others may have none of what is told, so that fewer than all is no proof. */
const areTraits = (total: Item, parts: readonly Item[]): boolean =>
  parts.reduce((so_far, { value }) => so_far + value, 0) < total.value &&
  parts.every(({ at, trail }) => at > total.at && /^\s?(?:\p{L}+\s)?(?:đạt|có|đang|được|đã)(?!\p{L})/u.test(trail));

/** Less than all, and behind the last of them the rest is named without a number. */
function isShortOf(total: Item, parts: readonly Item[]): boolean {
  const last = parts.reduce((a, b) => (a.at > b.at ? a : b));
  const is_less = parts.reduce((so_far, { value }) => so_far + value, 0) < total.value;
  return last.at > total.at && is_less && leavesRestApart(last.passage.text, last.figure.tail);
}

const MOST = 16;

/** The figure again; a sum of two to four, or of a run; one less another, or less two. */
function isExplained(total: Item, near: readonly Item[]): boolean {
  const pool = near.slice(-MOST);
  const slack = total.slack + pool.reduce((most, { slack }) => Math.max(most, slack), 0) * 3;
  const is = (value: number): boolean => areEqual(value, total.value, slack);
  if (pool.some(({ value }) => is(value))) return true;
  for (const [i, a] of pool.entries()) {
    let run = a.value;
    for (const [j, b] of pool.entries()) {
      if (j <= i) continue;
      run += b.value;
      if (is(run) || is(a.value + b.value) || is(Math.abs(a.value - b.value))) return true;
      for (const c of pool.slice(j + 1)) {
        const all = a.value + b.value + c.value;
        if (is(all) || [a, b, c].some(({ value }) => is(Math.abs(all - 2 * value)))) return true;
        if (total.value >= 100)
          for (const d of pool.slice(pool.indexOf(c) + 1)) if (is(a.value + b.value + c.value + d.value)) return true;
      }
    }
  }
  return false;
}

function faultOf(total: Item, parts: readonly Item[], severity: 'error' | 'warning'): Fault {
  const ordered = parts.toSorted((a, b) => a.at - b.at);
  const sum = ordered.map(({ figure }) => exactOf(figure)).reduce(add, ZERO);
  const { scale } = total.figure;
  return {
    message: 'differs',
    severity,
    at: spotOf(total.passage, total.figure),
    figures: [total.figure, ...ordered.map(({ figure }) => figure)],
    data: {
      total: total.figure.raw,
      parts: ordered.map(({ figure }) => figure.raw).join(' + '),
      sum: printScaled(sum, scale),
      gap: printScaled(absolute(subtract(sum, exactOf(total.figure))), scale),
    },
    expected: printScaled(sum, scale),
    related: ordered.map((part) => spotOf(part.passage, part.figure)),
    shares: [total, ...ordered].map(({ at }) => at),
  };
}
