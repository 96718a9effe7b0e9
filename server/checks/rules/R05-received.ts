import { passageAt } from '../document.ts';
import { exactOf } from '../figure.ts';
import { type Check, type Flow, faultOf, firstBroken, flowsInProse } from '../flows.ts';
import { absolute, add, compare, equal, ZERO } from '../rational.ts';
import { type Context, decided, defineRule, type Fault } from '../rule.ts';
import { flowsInTables } from '../table-flows.ts';

/**
 * What was received is what came over from before plus what came new; what came new is what came by each channel.
 *
 * “Tiếp nhận” may mean all or only the new: either reading acquits.
 */
export const R05 = defineRule({
  id: 'R05',
  version: 1,
  severity: 'error',
  title: 'Tiếp nhận = kỳ trước chuyển qua + tiếp nhận mới; = trực tuyến + trực tiếp + bưu chính',
  messages: {
    differs:
      'Số {total_name} ghi {total} nhưng {parts} = {sum}, lệch {gap}. Số đầu vào sai thì mọi tỷ lệ tính từ nó đều sai. Đối chiếu với hệ thống một cửa rồi sửa số lệch.',
    channels:
      'Các kênh tiếp nhận cộng lại ({parts} = {sum}) không bằng số {total_name} {total}, lệch {gap}. Kiểm tra từng kênh hoặc ghi rõ kênh còn thiếu.',
  },
  *check(context) {
    for (const flow of [...flowsInProse(context.document), ...flowsInTables(context.document)]) {
      yield* carried(context, flow);
      yield* channels(context, flow);
    }
  },
});

function* carried(context: Context, flow: Flow): Generator<Fault> {
  const { tried, broken } = firstBroken(flow, [{ total: 'received', parts: ['carried', 'new'] }]);
  count(context, tried);
  if (broken) yield faultOf(broken, 'differs', 'error');
}

const CHANNELS = { each: ['online', 'direct', 'postal'], joined: ['online', 'offline'] } as const;

function* channels(context: Context, flow: Flow): Generator<Fault> {
  if (flow.is_stated || !flow.slots.has('online')) return;
  const parts = (flow.slots.has('offline') ? CHANNELS.joined : CHANNELS.each).filter((slot) => flow.slots.has(slot));
  if (parts.length < 2 || !(flow.slots.has('offline') || flow.slots.has('direct'))) return;
  // A total that names what came over as a part of it is the sum of that and the channels.
  const with_carried = flow.slots.has('carried') ? [{ total: 'received' as const, parts: [...parts, 'carried' as const] }] : [];
  const { tried, broken } = firstBroken(flow, [{ total: 'new', parts }, ...with_carried, { total: 'received', parts }]);
  count(context, tried);
  if (!broken) return;
  if (isExplained(context, broken)) return;
  const sum = broken.parts.reduce((so_far, entry) => add(so_far, exactOf(entry.figure)), ZERO);
  const largest = flow.slots.get('received') ?? flow.slots.get('new');
  const over = largest !== undefined && compare(sum, exactOf(largest.figure)) > 0;
  yield faultOf(broken, 'channels', over || flow.slots.has('offline') || parts.length === 3 ? 'error' : 'warning');
}

/** “trực tuyến toàn trình 40.275, một phần 8.402, trực tiếp 4.039”: what the channels leave is told in the same paragraph. */
function isExplained({ document }: Context, { total, gap }: Check): boolean {
  const { offset } = total.spot.location;
  const passage = passageAt(document, offset);
  const left = absolute(gap);
  return passage?.figures.some((f) => f.kind === 'count' && equal(exactOf(f), left)) ?? false;
}

function count(context: Context, tried: number): void {
  if (tried === 0) return;
  decided(context);
}
