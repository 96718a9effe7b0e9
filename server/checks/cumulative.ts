import type { Document, Passage } from './document.ts';
import { passageAt } from './document.ts';
import { exactOf } from './figure.ts';
import { type Flow, flowsInProse } from './flows.ts';
import { levelOf } from './metric.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { SLOT_NAMES, type Slot } from './slots.ts';

const SINCE = /l[ũu][yỹ] kế|từ đầu năm|tính chung (?:\d+ tháng|cả năm|từ đầu)/iu;
const GROWING: readonly Slot[] = ['received', 'new', 'resolved', 'early', 'on_time', 'on_or_before', 'late', 'returned'];
const NEAR = 6;

type Placed = { flow: Flow; passage: Passage };

/** What is counted since the year began is not less than what the period alone has. */
export function* cumulative(context: Context): Generator<Fault> {
  const placed = flowsInProse(context.document).flatMap((flow) => placeOf(context.document, flow));
  const all = placed.filter(({ passage }) => SINCE.test(passage.text.slice(0, 80)));
  for (const { flow, passage } of all) {
    const own = placed.findLast(
      (other) =>
        other.passage.index < passage.index &&
        passage.index - other.passage.index <= NEAR &&
        other.passage.section === passage.section &&
        other.flow.unit === flow.unit &&
        !SINCE.test(other.passage.text) &&
        levelOf(other.passage.text.slice(0, 60)) === levelOf(passage.text.slice(0, 60)),
    );
    for (const slot of own ? GROWING : []) {
      const [since, alone] = [flow.slots.get(slot), (own as Placed).flow.slots.get(slot)];
      if (!since || !alone) continue;
      decided(context);
      if (compare(exactOf(since.figure), exactOf(alone.figure)) >= 0) continue;
      yield {
        message: 'cumulative',
        severity: 'warning',
        at: since.spot,
        figures: [since.figure, alone.figure],
        data: { name: SLOT_NAMES[slot], since: since.figure.raw, alone: alone.figure.raw },
        related: [alone.spot],
        shares: [since.id, alone.id],
      };
    }
  }
}

function placeOf(document: Document, flow: Flow): Placed[] {
  const [first] = flow.slots.values();
  const passage = first && flow.is_close ? passageAt(document, first.id) : undefined;
  return passage ? [{ flow, passage }] : [];
}
