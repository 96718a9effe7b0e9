import type { Document, Passage } from './document.ts';
import { passageAt } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Flow, flowsInProse } from './flows.ts';
import { levelOf } from './metric.ts';
import { add, compare, equal, printExact } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { isSlip } from './slip.ts';
import { SLOT_NAMES, type Slot, slotOf } from './slots.ts';
import type { Told } from './story.ts';
import { storyTold } from './told-in.ts';

const SINCE = /l[ũu][yỹ] kế|từ đầu năm|tính chung (?:\d+ tháng|cả năm|từ đầu)/iu;
const GROWING: readonly Slot[] = ['received', 'new', 'resolved', 'early', 'on_time', 'on_or_before', 'late', 'returned'];
const NEAR = 6;

const EARLIER =
  /(?:^|[\s,;.(])(?:\d{1,2}|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|mười một) (?:tháng|quý) đầu(?: năm)?|(?:trước đó|đến (?:hết )?(?:tháng|quý) trước)/iu;
const ALL = /l[ũu][yỹ] kế|tính chung|(?:^|[\s,;.])cả năm|từ đầu năm/iu;
const REACH = 30;

type Stage = { slot: Slot; told: Told; order: number };

/**
 * “Tháng 5 tiếp nhận mới 8.064 … Bốn tháng đầu năm 28.354 … Lũy kế 5 tháng: 36.148”: what was before and what came in the period make what there is since
 * the year began. Only a slip of the pen accuses; the figure of the period is the first of its kind that the report tells.
 */
export function* cumulativeSums(context: Context): Generator<Fault> {
  const own: Stage[] = [];
  const { passages } = context.document;
  // Without the earlier months or their sum there is nothing to add.
  if (!passages.some(({ text }) => text.includes(' đầu') && EARLIER.test(text)) || !passages.some(({ text }) => ALL.test(text)))
    return;
  for (const sentences of storyTold(context.document, 1))
    for (const sentence of sentences) {
      const { passage } = sentence;
      const is_stage = EARLIER.test(sentence.text) || ALL.test(sentence.text);
      let kind: 'own' | 'earlier' | 'all' = 'own';
      const earlier = new Map<Slot, Told>();
      const before = sentences[sentences.indexOf(sentence) - 1];
      if (ALL.test(sentence.text) && before && EARLIER.test(before.text) && !ALL.test(before.text))
        for (const told of before.told) put(earlier, told);
      for (const told of sentence.told) {
        const lead = passage.text.slice(sentence.start, told.figure.start);
        const [e, a] = is_stage ? [lastOf(lead, EARLIER), lastOf(lead, ALL)] : [-1, -1];
        kind = a >= 0 && a >= e - 10 ? 'all' : e >= 0 ? 'earlier' : 'own';
        const slot = kind === 'own' && told.figure.raw.length < 3 ? null : slotOf(told.before);
        if (!slot || told.figure.scale !== 1n) continue;
        if (kind === 'earlier') put(earlier, told);
        else if (kind === 'own') own.push({ slot, told, order: passage.index });
        else if (kind === 'all') {
          const fault = summed(context, told, slot, earlier.get(slot), own, passage.index);
          if (fault) yield fault;
        }
      }
    }
}

const lastOf = (text: string, find: RegExp): number => [...text.matchAll(new RegExp(find.source, 'giu'))].at(-1)?.index ?? -1;

function put(into: Map<Slot, Told>, told: Told): void {
  const slot = slotOf(told.before);
  if (slot && !into.has(slot)) into.set(slot, told);
}

function summed(
  context: Context,
  all: Told,
  slot: Slot,
  before: Told | undefined,
  own: readonly Stage[],
  order: number,
): Fault | null {
  if (!before) return null;
  const periods = own.filter((stage) => stage.slot === slot && order - stage.order <= REACH).map(({ told }) => told);
  const parts = (period: Told): Figure[] => [all.figure, before.figure, period.figure];
  const [first] = periods;
  if (!first) return null;
  decided(context);
  if (periods.some((period) => equal(add(exactOf(before.figure), exactOf(period.figure)), exactOf(all.figure)))) return null;
  if (!isSlip('sum', parts(first)) || exactOf(first.figure).n < 100n) return null;
  const expected = printExact(add(exactOf(before.figure), exactOf(first.figure)));
  return {
    message: 'since',
    at: spotOf(all.passage, all.figure),
    figures: parts(first),
    data: { name: SLOT_NAMES[slot], since: all.figure.raw, before: before.figure.raw, alone: first.figure.raw, expected },
    expected,
    related: [spotOf(before.passage, before.figure), spotOf(first.passage, first.figure)],
    shares: [all.at, before.at, first.at],
  };
}

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
