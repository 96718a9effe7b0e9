import { isAside } from '../asides.ts';
import { type Document, passageAt } from '../document.ts';
import { exactOf } from '../figure.ts';
import { type Flow, faultOf, firstBroken, flowsInProse } from '../flows.ts';
import { absolute, compare } from '../rational.ts';
import { type Context, decided, defineRule, type Fault } from '../rule.ts';
import { SLOT_NAMES, type Slot } from '../slots.ts';
import { flowsInTables } from '../table-flows.ts';

/**
 * What was done is what was done before, on and after its day; what is being done is still in time or late.
 *
 * “Đúng hạn” often includes “trước hạn”: either reading acquits.
 */
export const R07 = defineRule({
  id: 'R07',
  version: 1,
  severity: 'error',
  title: 'Đã giải quyết = trước hạn + đúng hạn + quá hạn; đang giải quyết = trong hạn + quá hạn',
  messages: {
    differs:
      'Số {total_name} ghi {total} nhưng {parts} = {sum}, lệch {gap}. Tỷ lệ đúng hạn tính từ các số này sẽ sai. Đối chiếu với hệ thống rồi sửa số lệch.',
    over: 'Số {part_name} {part} lớn hơn số {total_name} {total}. Kiểm tra xem hai số có cùng kỳ, cùng phạm vi không, rồi sửa.',
  },
  *check(context) {
    for (const flow of [...flowsInProse(context.document), ...flowsInTables(context.document)]) {
      yield* identity(context, flow, [
        { total: 'resolved', parts: ['early', 'on_time', 'late'] },
        { total: 'resolved', parts: ['on_or_before', 'late'] },
        { total: 'resolved', parts: ['on_time', 'late'] },
        { total: 'resolved', parts: ['early', 'on_time'] },
      ]);
      yield* identity(context, flow, [{ total: 'pending', parts: ['pending_in_time', 'pending_late'] }]);
    }
  },
});

function* identity(context: Context, flow: Flow, attempts: { total: Slot; parts: Slot[] }[]): Generator<Fault> {
  const { tried, broken } = firstBroken(flow, attempts);
  if (tried > 0) {
    decided(context);
    // Before and on time without the late ones may be fewer than all.
    const is_partial =
      broken !== null && !broken.names.includes('late') && !broken.names.includes('pending_late') && !broken.is_over;
    const includes_early = broken?.names.includes('early') && broken.names.includes('on_time') && onTimeFits(flow);
    if (broken && !broken.is_over && isAside(context.document, absolute(broken.gap), true)) return;
    if (broken && !is_partial && !(includes_early && !broken.names.includes('late'))) {
      yield faultOf(broken, 'differs', 'error');
      return;
    }
    return;
  }
  for (const slot of attempts.flatMap(({ parts }) => parts)) {
    const part = flow.slots.get(slot);
    const total_name = attempts[0]?.total as Slot;
    const total = flow.slots.get(total_name);
    if (!part || !total || compare(exactOf(part.figure), exactOf(total.figure)) <= 0) continue;
    if (areItsParts(context.document, part.id, total.id)) continue;
    decided(context);
    yield {
      message: 'over',
      at: part.spot,
      figures: [part.figure, total.figure],
      data: { part: part.figure.raw, part_name: SLOT_NAMES[slot], total: total.figure.raw, total_name: SLOT_NAMES[total_name] },
      related: [{ ...total.spot, message: SLOT_NAMES[total_name] }],
      shares: [part.id, total.id],
    };
    return;
  }
}

/** “6 hồ sơ quá hạn (gồm 05 hồ sơ đã trả kết quả và 01 hồ sơ chưa trả)”: those done are some of the late ones, not all that were done. */
function areItsParts(document: Document, late: number, done: number): boolean {
  const passage = passageAt(document, late);
  if (!passage || done < late || passageAt(document, done) !== passage) return false;
  const between = passage.text.slice(late - passage.offset, done - passage.offset);
  return /\(|gồm|trong đó|cụ thể|:\s/u.test(between) && !/[.;]\s/u.test(between);
}

function onTimeFits(flow: Flow): boolean {
  const on_time = flow.slots.get('on_time');
  const resolved = flow.slots.get('resolved');
  return on_time !== undefined && resolved !== undefined && compare(exactOf(on_time.figure), exactOf(resolved.figure)) <= 0;
}
