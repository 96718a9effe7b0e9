import { type Document, type Passage, passageAt } from './document.ts';
import { exactOf } from './figure.ts';
import { type Entry, type Flow, flowsInProse } from './flows.ts';
import { absolute, add, compare, equal, printExact, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { SLOT_NAMES, type Slot } from './slots.ts';
import { isMisprint } from './story.ts';

const ALL = /tính chung|tổng hợp|cộng (?:cả|chung)|(?:cả )?(?:hai|ba|02|03|2|3) cấp|toàn (?:tỉnh|huyện|thành phố|quận)/iu;
const ONE = /cấp (?:tỉnh|huyện|xã)|các sở|sở, ngành|các xã|ubnd (?:xã|phường|các)|trung tâm phục vụ/iu;
const SLOTS: Slot[] = [
  'received',
  'carried',
  'new',
  'resolved',
  'early',
  'on_time',
  'on_or_before',
  'late',
  'pending',
  'remaining',
  'online',
  'direct',
  'offline',
];

/** Accounts of levels, then one of all together: each figure of that is the sum of theirs. */
export function* levels(context: Context): Generator<Fault> {
  const flows = flowsInProse(context.document);
  for (const [i, whole] of flows.entries()) {
    const passage = passageOf(context.document, whole);
    if (!passage || !ALL.test(headOf(context.document, passage))) continue;
    for (const many of [3, 2]) {
      const parts = flows.slice(Math.max(0, i - many), i);
      if (parts.length !== many || !parts.every((flow) => isLevel(context.document, flow))) continue;
      const shared = SLOTS.filter((slot) => [whole, ...parts].every((flow) => flow.slots.has(slot)));
      if (shared.length === 0) continue;
      const sums = shared.map((slot) => ({
        slot,
        sum: parts.reduce((so_far, flow) => add(so_far, exactOf((flow.slots.get(slot) as Entry).figure)), ZERO),
      }));
      // No whole is less than one of its parts, unless a digit was lost: then it is of something else.
      const is_less = ({ slot, sum }: { slot: Slot; sum: Rational }): boolean => {
        const figure = (whole.slots.get(slot) as Entry).figure;
        return (
          !isMisprint(printExact(sum), figure.raw) &&
          parts.some((flow) => compare(exactOf((flow.slots.get(slot) as Entry).figure), exactOf(figure)) > 0)
        );
      };
      if (sums.some(is_less)) break;
      const broken = sums.filter(({ slot, sum }) => !equal(sum, exactOf((whole.slots.get(slot) as Entry).figure)));
      decided(context, shared.length);
      const sure =
        broken.length < sums.length ||
        broken.every(({ slot, sum }) => isMisprint(printExact(sum), (whole.slots.get(slot) as Entry).figure.raw));
      if (sure) for (const { slot, sum } of broken) yield faultOf(whole, parts, slot, sum);
      break;
    }
  }
}

const passageOf = (document: Document, flow: Flow): Passage | undefined => {
  const [entry] = flow.slots.values();
  const at = entry?.spot.location.offset ?? -1;
  return passageAt(document, at);
};

const headOf = (document: Document, passage: Passage): string =>
  `${document.passages[passage.section.opens]?.text.slice(0, 120) ?? ''} ${passage.text.slice(0, 80)}`;

function isLevel(document: Document, flow: Flow): boolean {
  const passage = passageOf(document, flow);
  return passage !== undefined && ONE.test(headOf(document, passage));
}

function faultOf(whole: Flow, parts: readonly Flow[], slot: Slot, sum: ReturnType<typeof exactOf>): Fault {
  const total = whole.slots.get(slot) as Entry;
  const entries = parts.map((flow) => flow.slots.get(slot) as Entry);
  return {
    message: 'differs',
    at: total.spot,
    figures: [total.figure, ...entries.map(({ figure }) => figure)],
    data: {
      total: total.figure.raw,
      parts: entries.map(({ figure }) => figure.raw).join(' + '),
      sum: printExact(sum),
      gap: printExact(absolute(subtract(sum, exactOf(total.figure)))),
    },
    expected: printExact(sum),
    related: entries.map(({ spot }) => ({ ...spot, message: SLOT_NAMES[slot] })),
    shares: [total.id, ...entries.map(({ id }) => id)],
  };
}
