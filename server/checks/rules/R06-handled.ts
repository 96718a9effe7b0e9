import { isAside } from '../asides.ts';
import { balances } from '../balances.ts';
import { cumulative, cumulativeSums } from '../cumulative.ts';
import { type Passage, passageAt } from '../document.ts';
import { restFault } from '../done-then-left.ts';
import { exactOf, type Figure } from '../figure.ts';
import { type Check, type Entry, type Flow, faultOf, firstBroken, flowsInProse } from '../flows.ts';
import { givenHad, leftOfAll } from '../given-had.ts';
import { absolute, add, compare, equal, printScaled, type Rational, subtract, ZERO } from '../rational.ts';
import { leftOfShares, type Remainder, remaindersIn } from '../remainder.ts';
import { residuals } from '../residuals.ts';
import { isSwapped, restsAhead } from '../rests-ahead.ts';
import { restsDue } from '../rests-due.ts';
import { restsOfFacts, tasksOfFacts } from '../rests-of-facts.ts';
import { restsTold } from '../rests-told.ts';
import { type Context, decided, defineRule, type Fault } from '../rule.ts';
import { sincePeriod } from '../since-period.ts';
import type { Slot } from '../slots.ts';
import { stockChains } from '../stock-chains.ts';
import { stocksOfFacts } from '../stocks-of-facts.ts';
import { flowsInTables } from '../table-flows.ts';
import { withFigures } from '../told-in.ts';
import { restTold } from '../told-sums.ts';
import { twoEnds } from '../two-ends.ts';

/**
 * What was received is what was done, what is being done, and what was given back.
 *
 * Prose often leaves out what was given back, withdrawn or waits for papers: then the parts may be fewer than the total, never more. “Còn lại”
 * claims the rest, so it must be exact.
 */
export const R06 = defineRule({
  id: 'R06',
  version: 1,
  severity: 'error',
  title: 'Tiếp nhận = đã giải quyết + đang giải quyết + trả lại',
  messages: {
    over: 'Đã giải quyết và đang giải quyết cộng lại ({parts} = {sum}) lớn hơn số {total_name} {total}, thừa {gap}. Không thể xử lý nhiều hơn số nhận. Kiểm tra xem {total_name} đã gồm kỳ trước chuyển qua chưa, rồi sửa số sai.',
    rest: 'Số còn lại không khớp: {parts} = {sum}, trong khi {total_name} {total}, lệch {gap}. Tính lại số còn lại hoặc nêu số hồ sơ trả lại, rút, dừng.',
    left_told: 'Ghi còn {rest} nhưng {total} trừ {part} là {expected}. Tính lại số còn lại hoặc sửa hai số kia.',
    task: 'Nhiệm vụ ghi {task} nhưng phần kết quả nêu còn {rest}, hai chữ số đổi chỗ. Đối chiếu rồi sửa một trong hai số.',
    left: 'Ghi còn {rest} nhưng {total} trừ {part} là {expected}. Tính lại số còn lại hoặc sửa hai số kia.',
    stock:
      'Cuối kỳ ghi {rest} nhưng đầu kỳ {total}, giảm {part}, thêm {more} thì còn {expected}. Tính lại hoặc sửa một trong các số.',
    stock_told:
      'Cuối kỳ ghi {rest} nhưng đầu kỳ {total}, giảm {part}, thêm {more} thì còn {expected}. Tính lại hoặc sửa một trong các số.',
    cumulative: 'Lũy kế {name} ghi {since}, ít hơn riêng kỳ này ({alone}). Kiểm tra hai số rồi sửa.',
    since: 'Lũy kế {name} ghi {since} nhưng trước đó {before}, kỳ này {alone}, cộng được {expected}. Cộng lại rồi sửa.',
    balance: 'Ghi {rest} nhưng thu {total} trừ chi {part} là {expected}. Tính lại chênh lệch hoặc sửa hai số kia.',
    account:
      'Kỳ trước chuyển {carried}, nhận mới {fresh}, đã giải quyết {resolved} thì đang giải quyết {expected}, ở đây ghi {rest}. Kiểm tra từng số rồi sửa.',
    under:
      '{total_name} {total} nhưng {parts} chỉ được {sum}, còn {gap} chưa rõ ở đâu. Nếu có hồ sơ trả lại, rút, chờ bổ sung thì ghi ra; nếu không thì sửa số lệch.',
  },
  *check(context) {
    for (const flow of flowsInProse(context.document)) yield* handled(context, flow, false);
    for (const flow of flowsInTables(context.document)) yield* handled(context, flow, true);
    const told = new Set<number>();
    for (const passage of withFigures(context.document)) {
      if (passage.section.is_plan) continue;
      for (const fault of left(context, passage)) {
        for (const at of fault.shares ?? []) told.add(at);
        yield fault;
      }
    }
    yield* residuals(context, told);
    yield* givenHad(context, told);
    yield* leftOfAll(context, told);
    yield* restsTold(context, told);
    for (const fault of shapes(context, told)) {
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
    yield* stocksOfFacts(context, told);
    yield* restsOfFacts(context, told);
    yield* tasksOfFacts(context, told);
    yield* twoEnds(context);
  },
});

function* shapes(context: Context, told: ReadonlySet<number>): Generator<Fault> {
  yield* restsAhead(context, told);
  yield* restsDue(context, told);
  yield* balances(context);
  yield* stockChains(context);
  yield* restTold(context);
  yield* cumulative(context);
  yield* cumulativeSums(context);
  yield* sincePeriod(context);
}

/** What is said to be left of any total: staff, problems found, criteria. */
function* left(context: Context, passage: Passage): Generator<Fault> {
  for (const { broken } of remaindersIn(passage)) {
    decided(context);
    if (broken) yield leftFault(broken);
  }
  for (const broken of leftOfShares(passage)) {
    decided(context);
    yield leftFault(broken);
  }
}

function leftFault({ passage, rest, total, part, expected, is_sure }: Remainder): Fault {
  const place = (figure: Figure) => ({ passage, figure });
  const fault = restFault(place(rest), place(total), place(part), printScaled(expected, rest.scale));
  return { ...fault, severity: is_sure ? 'error' : 'warning' };
}

function* handled(context: Context, flow: Flow, is_table: boolean): Generator<Fault> {
  yield* newAndCarried(context, flow, is_table);
  const left = flow.slots.has('remaining') ? 'remaining' : 'pending';
  const done = doneOf(flow);
  const pending = pendingOf(flow, left);
  if (!flow.slots.has('received') || !done || !pending) return;
  const returned = flow.slots.has('returned') ? (['returned'] as const) : [];
  // Both are printed: what is left may be of something else, such as the late ones.
  const under_way = left === 'remaining' && flow.slots.has('pending') ? (['pending'] as const) : [];
  const { tried, broken } = firstBroken(flow, [
    { total: 'received', parts: [...done, ...pending, ...returned] },
    { total: 'received', parts: [...done, ...pending] },
    ...under_way.flatMap((slot): { total: Slot; parts: Slot[] }[] => [
      { total: 'received', parts: [...done, slot, ...returned] },
      { total: 'received', parts: [...done, slot] },
    ]),
  ]);
  if (tried === 0) return;
  for (const what of ['seen', 'bound'] as const) context.count(what);
  if (!broken) return context.count('checked');
  context.count('checked');
  if (!broken.is_over && (isGivenBack(flow, broken.gap) || flow.beside?.some((value) => equal(value, absolute(broken.gap)))))
    return;
  // “Tiếp nhận” may mean only the new: what came over may be added to it.
  const carried = flow.slots.get('carried');
  const received = flow.slots.get('received') as Entry;
  const sum = broken.parts.reduce((so_far, entry) => add(so_far, exactOf(entry.figure)), ZERO);
  // The report itself says that the total holds what came over.
  const fresh = flow.slots.get('new');
  const holds_carried =
    carried && fresh && compare(add(exactOf(carried.figure), exactOf(fresh.figure)), exactOf(received.figure)) === 0;
  if (carried && !holds_carried) {
    const all = add(exactOf(received.figure), exactOf(carried.figure));
    if (compare(sum, all) === 0 || (flow.names_returned && compare(sum, exactOf(received.figure)) > 0 && compare(sum, all) < 0))
      return;
  }
  if (isAside(context.document, absolute(broken.gap), is_table) && !broken.is_over) return;
  // “phải giải quyết 31.567, gồm 31.493 phát sinh và 74 từ năm trước. Đã giải quyết 31.488, … 79 chưa đến hạn”: all there was is told right there.
  if (broken.is_over && !is_table && isToldBeside(context, broken, sum)) return;
  if (broken.is_over) yield faultOf(broken, 'over', 'error');
  else if (flow.names_returned && !flow.slots.has('returned'))
    context.unchecked(broken.total.spot, 'Có nói tới hồ sơ trả lại, rút hoặc chờ bổ sung nhưng không nêu số.');
  else
    yield faultOf(
      broken,
      left === 'remaining' ? 'rest' : 'under',
      left === 'remaining' || is_table || isSwappedRest(flow, broken) ? 'error' : 'warning',
    );
}

/** What the parts add up to stands in the paragraph of the total, called all that had to be handled. */
function isToldBeside({ document }: Context, { total }: Check, sum: Rational): boolean {
  const passage = passageAt(document, total.spot.location.offset);
  return (
    passage?.figures.some(
      (f) => equal(exactOf(f), sum) && /tổng|phải|cộng/iu.test(passage.text.slice(Math.max(0, f.start - 40), f.start)),
    ) === true
  );
}

/** “phải giải quyết 30.620, đã giải quyết 30.400, đang giải quyết 202”: two digits changed their places. */
function isSwappedRest(flow: Flow, { total, parts, gap }: Check): boolean {
  const last = parts.at(-1)?.figure;
  if (!last || last.raw.length < 3 || flow.names_returned || parts.length !== 2) return false;
  const right = add(exactOf(last), absolute(gap));
  return isSwapped(printScaled(right, 1n), last.raw) && compare(right, exactOf(total.figure)) < 0;
}

/** What is missing was given back, told one by one: “trả lại 09, rút 18”. */
function isGivenBack({ slots, more_returned = [] }: Flow, gap: Rational): boolean {
  const first = slots.get('returned');
  const all = [...(first ? [exactOf(first.figure)] : []), ...more_returned];
  const missing = absolute(gap);
  let sum = ZERO;
  for (const value of more_returned) {
    sum = add(sum, value);
    if (compare(sum, missing) === 0 || compare(value, missing) === 0) return true;
  }
  return (
    all.length > 1 &&
    compare(
      all.reduce((so_far, value) => add(so_far, value), ZERO),
      missing,
    ) === 0
  );
}

/** The total is not printed: what is new and what came over are what was done and is left. */
function* newAndCarried(context: Context, flow: Flow, is_table: boolean): Generator<Fault> {
  const [carried, fresh, resolved] = [flow.slots.get('carried'), flow.slots.get('new'), flow.slots.get('resolved')];
  const rest = flow.slots.get('remaining') ?? flow.slots.get('pending');
  if (flow.slots.has('received') || !carried || !fresh || !resolved || !rest || is_table) return;
  decided(context);
  const returned = flow.slots.get('returned');
  const total = add(exactOf(carried.figure), exactOf(fresh.figure));
  const sum = add(exactOf(resolved.figure), exactOf(rest.figure));
  const all = returned ? add(sum, exactOf(returned.figure)) : sum;
  const order = compare(all, total);
  // “Tiếp nhận mới” of a period may hold what came over.
  if (
    order === 0 ||
    compare(sum, total) === 0 ||
    compare(sum, exactOf(fresh.figure)) === 0 ||
    compare(all, exactOf(fresh.figure)) === 0
  )
    return;
  if (order < 0 && (flow.names_returned || isAside(context.document, subtract(total, all)))) return;
  yield {
    message: 'account',
    severity: order > 0 ? 'error' : 'warning',
    at: rest.spot,
    figures: [carried.figure, fresh.figure, resolved.figure, rest.figure],
    data: {
      carried: carried.figure.raw,
      fresh: fresh.figure.raw,
      resolved: resolved.figure.raw,
      rest: rest.figure.raw,
      expected: printScaled(subtract(total, exactOf(resolved.figure)), 1n),
    },
    expected: printScaled(subtract(total, exactOf(resolved.figure)), 1n),
    related: [carried, fresh, resolved].map(({ spot }) => spot),
    shares: [rest.id, resolved.id, fresh.id, carried.id],
  };
}

/** What was done: printed as one, or as its parts. */
function doneOf(flow: Flow): ('resolved' | 'early' | 'on_time' | 'on_or_before' | 'late')[] | null {
  if (flow.slots.has('resolved')) return ['resolved'];
  const on = flow.slots.has('on_or_before') ? 'on_or_before' : flow.slots.has('on_time') ? 'on_time' : null;
  if (!on) return null;
  const early = on === 'on_time' && flow.slots.has('early') ? (['early'] as const) : [];
  return flow.slots.has('late') ? [...early, on, 'late'] : [...early, on];
}

function pendingOf(
  flow: Flow,
  left: 'remaining' | 'pending',
): ('remaining' | 'pending' | 'pending_in_time' | 'pending_late')[] | null {
  if (flow.slots.has(left)) return [left];
  if (!flow.slots.has('pending_in_time')) return null;
  return flow.slots.has('pending_late') ? ['pending_in_time', 'pending_late'] : ['pending_in_time'];
}
