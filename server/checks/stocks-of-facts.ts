// What there was, what came and went, and what there is then, of anything: households, pupils, members, projects, debts, petitions. Each figure of the account is
// known by its verb, on whichever side of it that stands; figures without a verb are left out, and with them a miss accuses only when a slip explains it. R06.
import { areEqual, type Item, isAlike, itemsOf, slipsTo, windowAt } from './fact-items.ts';
import { printScaled, type Rational } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';

const OPENING =
  /(?<!(?:tháng|quý|tuần) )đầu (?:năm|kỳ|quý|tháng|nhiệm kỳ|vụ|khóa)|(?:năm|kỳ|tháng|quý)(?: học)? (?:trước|ngoái) (?:chuyển|còn|mang|để lại)|chuyển (?:tiếp |sang |qua )?từ (?:năm|kỳ|quý|tháng)|tồn (?:đầu|cũ)|(?:ngày )?31\/12|được trang bị|(?:vốn|ban đầu) có/u;
const CLOSING =
  /cuối (?:năm|kỳ|quý|tháng|nhiệm kỳ|khóa|vụ)|đến (?:nay|cuối|thời điểm)|(?<!\p{L})hiện(?: nay| tại| có| còn)?(?!\p{L})|(?<!\p{L})còn(?: lại| nợ)?(?!\p{L})|đang \p{L}+ \p{L}+/u;
const GONE =
  /thoát|giảm|chuyển (?:đi|sinh hoạt đảng đi|trường|ra|khỏi|nơi|công tác)|ra khỏi|giải thể|nghỉ|giải quyết|xử lý|khắc phục|hoàn thành|bàn giao|(?<!\p{L})trả(?! hẹn)|thanh lý|thu hồi|x[oó][áa]|xuất (?:kho|bán)|(?<!\p{L})bán(?!\p{L})|(?<!\p{L})chết|từ trần|bỏ học|tốt nghiệp|thôi (?:việc|học)|khai trừ|(?<!\p{L})chi(?! bộ| nhánh| cục| tiết| hội| đoàn)(?!\p{L})|giải ngân|thanh toán|rút (?:khỏi|đơn)|đình chỉ|kết thúc|sáp nhập|ngừng|cắt|tinh giản/u;
const COME =
  /phát sinh|(?<!\p{L})tái(?!\p{L})|(?<!\p{L})mới|thêm|bổ sung|tăng|(?<!\p{L})nhận|tiếp nhận|kết nạp|tuyển|chuyển (?:đến|về|sinh hoạt đảng đến)|nhập (?:về|kho|học)|khởi công|(?<!\p{L})mua|(?<!\p{L})thu(?! hồi)(?!\p{L})|thành lập/u;
const INNER = /trong đó|gồm|riêng|bao gồm|cụ thể/u;
const APART = /so với|cùng kỳ|kế hoạch|chỉ tiêu|bình quân|mỗi/u;

type Move = { item: Item; sign: 1 | -1 };
type Account = { opening: Item; moves: Move[]; unknown: Item[]; is_named: boolean };

/** Closing stocks that what there was and what came and went do not make. `told`: figures spoken of already. */
export function* stocksOfFacts(context: Context, told: Set<number>): Generator<Fault> {
  const items = itemsOf(context.document);
  for (const [sentence, own] of items) {
    if (own[0]?.passage.section.is_plan) continue;
    for (const closing of own) {
      if (closing.unit === '' || closing.unit === 'hồ_sơ' || closing.depth > 0 || told.has(closing.at)) continue;
      if (!CLOSING.test(clauseOf(closing)) || APART.test(clauseOf(closing)) || closing.fact.of_fraction !== '') continue;
      const near = windowAt(context.document, items, sentence).filter((item) => item.at !== closing.at && isAlike(item, closing));
      const account = near.length < 2 ? null : accountOf(closing, near);
      if (!account) continue;
      decided(context);
      const fault = judge(closing, account, near);
      if (!fault || fault.shares?.some((at) => told.has(at))) continue;
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
  }
}

/** Words that belong to a figure before it: behind the last mark, none where they close the figure before. */
function clauseOf({ lead }: Item): string {
  return /(?:[,;]|\svà|\scùng|\svới)\s*$/u.test(lead) ? '' : lead.slice(lead.search(/[^;()]*$/u));
}

/** “Đầu năm 2025, toàn xã có 612 hộ”: the whole lead of the first figure of a sentence; of others the words behind the last comma. */
const openingOf = (item: Item, before: Item | undefined): string => {
  const clause = clauseOf(item);
  return before?.fact.sentence === item.fact.sentence ? clause.slice(clause.search(/[^,:]*$/u)) : clause;
};

function signOf(item: Item): 1 | -1 | 0 {
  const clause = clauseOf(item);
  const before = clause.slice(clause.search(/[^,:]*$/u));
  const after = item.trail.split(/\s(?:và|nhưng|song|còn|rồi|đồng thời)\s/u)[0] ?? '';
  for (const words of [before, after]) {
    if (/(?:không|chưa)\s/u.test(words)) continue;
    const [gone, come] = [words.search(GONE), words.search(COME)];
    // Of two verbs the one that is nearer to the figure.
    if (gone >= 0 && come >= 0) return (words === before ? gone > come : gone < come) ? -1 : 1;
    if (gone >= 0) return -1;
    if (come >= 0) return 1;
  }
  return 0;
}

function accountOf(closing: Item, near: readonly Item[]): Account | null {
  const before = near.filter((item) => item.at < closing.at && item.fact.of_fraction === '');
  const named = before.findLastIndex(
    (item, i) => OPENING.test(`${openingOf(item, before[i - 1])} ${item.trail}`) && !INNER.test(item.lead),
  );
  // Without a word the first of the paragraph, when both comings and goings follow.
  const at = named >= 0 ? named : before.findIndex((item) => item.passage === closing.passage);
  const opening = before[at];
  if (!opening || opening.depth > 0 || (named < 0 && (signOf(opening) !== 0 || INNER.test(opening.lead)))) return null;
  const account: Account = { opening, moves: [], unknown: [], is_named: named >= 0 };
  let inner = '';
  for (const item of before.slice(at + 1)) {
    if (item.depth > 0 || (inner !== '' && inner === `${item.fact.sentence}` && !item.lead.includes(';'))) continue;
    inner = '';
    if (INNER.test(item.lead)) {
      inner = `${item.fact.sentence}`;
      continue;
    }
    if (APART.test(item.lead) || item.fact.role === 'target') return null;
    const sign = signOf(item);
    if (sign === 0) account.unknown.push(item);
    else account.moves.push({ item, sign });
  }
  const signs = new Set(account.moves.map(({ sign }) => sign));
  return account.moves.length === 0 || (!account.is_named && signs.size < 2) || account.moves.length > 8 ? null : account;
}

function judge(closing: Item, account: Account, near: readonly Item[]): Fault | null {
  const { opening, moves, unknown } = account;
  const expected = moves.reduce((so_far, { item, sign }) => so_far + sign * item.value, opening.value);
  const slack = moves.reduce((so_far, { item }) => so_far + item.slack, opening.slack + closing.slack);
  if (expected <= 0 || areEqual(expected, closing.value, slack)) return null;
  // What has no verb may come or go; what came may be counted in what there was.
  if (unknown.some(({ value }) => [value, -value].some((more) => areEqual(expected + more, closing.value, slack)))) return null;
  const gap = closing.value - expected;
  if (near.some((item) => item.fact.role !== 'change' && areEqual(item.value, closing.value, slack))) return null;
  const left_out = moves.filter(
    ({ item, sign }) => areEqual(-sign * item.value, gap, slack) || areEqual(sign * item.value, gap, slack),
  );
  const witness = near.some(
    (item) => item.fact.role === 'change' && areEqual(item.value, Math.abs(opening.value - expected), slack),
  );
  if (left_out.length > 0)
    return moves.length < 3 && !witness && !account.is_named
      ? null
      : faultOf(closing, account, expected, witness ? 'error' : 'warning');
  const slipped =
    slipsTo(closing, expected) ||
    slipsTo(opening, opening.value + gap) ||
    moves.some(({ item, sign }) => slipsTo(item, item.value + sign * gap));
  const is_tight = unknown.length === 0 && account.is_named;
  if (slipped && (is_tight || witness || closing.value >= 100))
    return faultOf(closing, account, expected, is_tight || witness ? 'error' : 'warning');
  return is_tight && moves.length > 1 && Math.abs(gap) * 4 <= closing.value
    ? faultOf(closing, account, expected, 'warning')
    : null;
}

const exact = (value: number): Rational => ({ n: BigInt(Math.round(value * 10_000)), d: 10_000n });

function faultOf(closing: Item, { opening, moves }: Account, value: number, severity: 'error' | 'warning'): Fault {
  const { scale } = closing.figure;
  const told = (sign: 1 | -1): string =>
    moves
      .filter((move) => move.sign === sign)
      .map(({ item }) => item.figure.raw)
      .join(' + ') || '0';
  const expected = printScaled(exact(value), scale);
  const all = [opening, ...moves.map(({ item }) => item)];
  return {
    message: 'stock_told',
    severity,
    at: spotOf(closing.passage, closing.figure),
    figures: [closing, ...all].map(({ figure }) => figure),
    data: { rest: closing.figure.raw, total: opening.figure.raw, part: told(-1), more: told(1), expected },
    expected,
    related: all.map((item) => spotOf(item.passage, item.figure)),
    shares: [closing, ...all].map(({ at }) => at),
  };
}
