import { type Document, type Passage, segmentAt, segmentsOf, wordsAround } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { add, compare, equal, printExact, type Rational, subtract, ZERO } from './rational.ts';
import { type Fault, type Spot, spotOf } from './rule.ts';
import { SLOT_NAMES, type Slot, slotOf } from './slots.ts';

/** One figure of an account, wherever it stands: prose, list or table. */
export type Entry = { figure: Figure; spot: Spot /** Offset in the report: the identity of the figure. */; id: number };

/** One account: what was received, done and left of one thing, in one scope. */
export type Flow = {
  slots: Map<Slot, Entry>;
  unit: string;
  /** All in one passage, list or table row: the words bind it. */
  is_close: boolean;
  /** Words around say that some were given back, withdrawn or wait for papers, without a number. */
  names_returned: boolean;
  /** Given back, withdrawn and stopped may be told one by one: those after the first. */
  more_returned?: Rational[];
  /** A numbering row says what its total is the sum of: `(3) = (4) + (5) + (6)`. */
  is_stated?: boolean;
  /** Of a table row: the counts of its other columns. */
  beside?: readonly Rational[];
};

const COUNTED = new Set(['hồ_sơ', 'ý_kiến', 'đơn', '']);
const NAMES_RETURNED = /trả lại|rút|dừng|(?<!\p{L})(?:hủy|huỷ)|từ chối|bổ sung/iu;
const SCOPE =
  /(?:^|[+\-–:;.]\s*)(?:tại\s+|ở\s+)?(?:cấp (?:tỉnh|huyện|xã)|ubnd (?:huyện|các xã|xã|phường)|các xã|sở|ngành dọc|lĩnh vực|toàn (?:tỉnh|huyện|xã))/iu;

const made = new WeakMap<Document, Flow[]>();

/** Accounts told in prose and lists, in the order of the text. */
export function flowsInProse(document: Document): Flow[] {
  const known = made.get(document) ?? readFlows(document);
  made.set(document, known);
  return known;
}

function readFlows(document: Document): Flow[] {
  const flows: Flow[] = [];
  let open: (Flow & { from: number; section: unknown; pending: boolean }) | null = null;
  const close = (): void => {
    if (open && open.slots.size >= 2) flows.push(open);
    open = null;
  };
  for (const passage of document.passages) {
    if (passage.is_footnote || passage.section.is_plan) {
      close();
      continue;
    }
    if (open && (passage.index - open.from > 9 || (passage.section !== open.section && !goesOn(open, passage)))) close();
    for (const figure of passage.figures) {
      if (figure.kind !== 'count' || figure.bound !== 'exact' || !COUNTED.has(figure.unit)) continue;
      if (passage.fractions.some((f) => f.a.start === figure.start || f.b.start === figure.start)) continue;
      if (isOfQuarter(passage, figure)) continue;
      const told = slotAt(passage, figure, open?.pending ?? false);
      if (!told || isOfAnother(passage, figure, told)) continue;
      const slot = told === 'received' && open && isRestOfAll(open, figure) ? 'new' : told;
      const known = open?.slots.get(slot);
      const other_unit = open && figure.unit !== '' && open.unit !== '' && figure.unit !== open.unit;
      const differs = known && slot !== 'returned' && !equal(exactOf(known.figure), exactOf(figure));
      const new_scope: boolean =
        open !== null &&
        slot === 'received' &&
        open.slots.size > 0 &&
        [...open.slots.keys()].some((key) => key !== 'new' && key !== 'carried');
      if (
        other_unit ||
        differs ||
        new_scope ||
        (slot !== 'received' &&
          open &&
          SCOPE.test(passage.text.slice(0, figure.start)) &&
          passage.index !== open.from &&
          !open.slots.has('received'))
      )
        close();
      open ??= {
        slots: new Map(),
        unit: figure.unit,
        is_close: true,
        names_returned: false,
        from: passage.index,
        section: passage.section,
        pending: false,
      };
      if (open.unit === '') open.unit = figure.unit;
      if (!open.slots.has(slot))
        open.slots.set(slot, { figure, spot: spotOf(passage, figure), id: passage.offset + figure.start });
      else if (slot === 'returned') open.more_returned = [...(open.more_returned ?? []), exactOf(figure)];
      open.names_returned ||= NAMES_RETURNED.test(passage.text);
      if (slot === 'pending' || slot === 'remaining') open.pending = true;
      if (slot === 'resolved') open.pending = false;
    }
  }
  close();
  return flows;
}

/** “quý I tiếp nhận 4.012 hồ sơ, quý II 4.987 hồ sơ”: the period told by its quarters, the first of which is no account. */
const isOfQuarter = ({ text }: Passage, { start }: Figure): boolean =>
  /(?:^|[\s:;,(])quý (?:IV|I{1,3}|[1-4])\s[^.;,:()\d]{0,24}$/iu.test(text.slice(Math.max(0, start - 36), start)) &&
  /[;,]\squý (?:IV|I{1,3}|[1-4])\s/iu.test(text.slice(start));

/** “phải giải quyết 4.913, trong đó chuyển từ năm trước 65 và tiếp nhận trong năm 4.848”: what came new, whatever it is called. */
function isRestOfAll({ slots }: Flow, figure: Figure): boolean {
  const [all, carried] = [slots.get('received'), slots.get('carried')];
  return (
    all !== undefined &&
    carried !== undefined &&
    !slots.has('new') &&
    exactOf(carried.figure).n > 0n &&
    equal(subtract(exactOf(all.figure), exactOf(carried.figure)), exactOf(figure))
  );
}

const HELD = /\((?:[^()]*,\s)?(?:kể cả|gồm cả|bao gồm cả|tính cả|không kể|chưa kể|chưa tính|không tính)[^()]*$/iu;

/** Figures that tell of another account: a bare one in a sentence that counts tasks, one that another holds, what is left of the late ones. */
function isOfAnother(passage: Passage, figure: Figure, slot: Slot): boolean {
  const { text, figures } = passage;
  const lead = text.slice(Math.max(0, figure.start - 80), figure.start);
  if (lead.includes('(') && HELD.test(lead)) return true;
  if (slot !== 'remaining' && figure.unit !== '') return false;
  const sentence = segmentAt(segmentsOf(text, '.'), figure.start);
  const from = sentence?.start ?? 0;
  if (slot === 'remaining' && LATE_ONES.test(text.slice(from, figure.start))) return true;
  if (figure.unit !== '') return false;
  const unit =
    figures.findLast((f) => f.kind === 'count' && f.start >= from && f.end <= figure.start && f.unit !== '')?.unit ?? '';
  return !COUNTED.has(unit) && !unit.startsWith('~');
}

const LATE_ONES = /^(?:(?!tiếp nhận|đã giải quyết|đã xử lý|phải giải quyết).)*(?:quá|trễ|chậm) hạn/iu;

/** “1.1. Tiếp nhận” told what came, “1.2. Giải quyết” tells what became of it. */
function goesOn(flow: Flow & { section: unknown }, { section }: Passage): boolean {
  const before = flow.section as Passage['section'];
  const has_outcome = (['resolved', 'pending', 'remaining', 'late', 'on_time'] as const).some((slot) => flow.slots.has(slot));
  return (
    !has_outcome &&
    section.parent === before.parent &&
    section.parent?.parent !== null &&
    /^\s*(?:kết quả\s)?(?:giải quyết|xử lý)/iu.test(section.title)
  );
}

function slotAt(passage: Passage, figure: Figure, pending: boolean): Slot | null {
  // “Tổng số hồ sơ tiếp nhận, giải quyết: 5.720”: what there was, not what was done.
  if (
    /tổng (?:số )?(?:hồ sơ|thủ tục)?[^,.;\d]{0,12}tiếp nhận(?:,| và) (?:giải quyết|xử lý)[^.;,\d]{0,24}$/iu.test(
      passage.text.slice(Math.max(0, figure.start - 90), figure.start),
    )
  )
    return 'received';
  const { before, after } = wordsAround(passage, figure);
  const told_after = labelAfter(passage, figure);
  if (told_after) return slotOf(told_after.has_left ? after : `${before} ${after}`, pending) ?? slotOf(after, pending);
  // “Nguồn tiếp nhận: ứng dụng 171; …” names a list, not its first figure.
  // “Kết quả giải quyết cấp xã: tổng số 21.306” is a total, “… chia theo lĩnh vực: chứng thực 74” a part of it.
  const listed = before
    .replace(/^.*(?:nguồn|kênh|hình thức|phương thức|theo)\s[^:]*:/iu, ' ')
    .replace(/^[^:]*:(?=\s*tổng(?: số)?)/iu, ' ');
  const left = listed.replace(/trong đó\s*:?|cụ thể\s*:?|gồm\s*:?|bao gồm\s*:?/giu, ' ').trim();
  // “trong số hồ sơ tiếp nhận mới có 2.411 hồ sơ trực tuyến”: what it is of stands before.
  // “phần nhận mới có 2.790 hồ sơ trực tuyến”: what it is of stands before.
  if (/^trong (?:tổng )?số\s.*\scó$/iu.test(left)) return slotOf(after, pending);
  if (/^(?:(?:trong|riêng|đối với)\s)?(?:tổng\s)?(?:số|phần|nhóm|khối)\s.*\s(?:thì )?có$/iu.test(left) && slotOf(after, pending))
    return slotOf(after, pending);
  // “đã giải quyết 1.200 hồ sơ đúng hạn”: the words on both sides make one name.
  const own = slotOf(left, pending);
  if (own === 'resolved' || own === 'pending' || own === null || own === 'received') {
    const joined = after && after.split(/\s+/).length <= 8 ? slotOf(`${left} ${after}`, pending) : null;
    if (own === null) return joined;
    if (own === 'resolved' && joined && ['early', 'on_time', 'on_or_before', 'late'].includes(joined)) return joined;
    if (own === 'pending' && joined && ['pending_in_time', 'pending_late'].includes(joined)) return joined;
    if (own === 'received' && joined && ['carried', 'new', 'online', 'direct', 'postal'].includes(joined)) return joined;
  }
  return own;
}

/** Words of the figure before, then a comma or “và”, then the figure: `… hồ sơ nộp trực tuyến, 434 hồ sơ nộp trực tiếp và 20 hồ sơ …`. */
const CLOSED = /^\s*\p{L}[^;.:()\d]*(?:,\s*(?:và\s+)?|\svà\s+)(?:có\s+)?$/u;

/**
 * Whether a figure's name stands after it, which follows from its list: what stands between two figures and ends with a comma or “và” right
 * before the second is the name of the first, and the second has its own behind it. `has_left`: the figure follows another of such a list.
 */
function labelAfter(passage: Passage, figure: Figure): { has_left: boolean } | null {
  const { text, figures } = passage;
  const i = figures.indexOf(figure);
  const [last, next] = [figures[i - 1], figures[i + 1]];
  const has_own = (from: number): boolean => /^\s*\p{L}/u.test(text.slice(from, from + 4));
  const closes = (a: Figure, b: Figure): boolean => CLOSED.test(text.slice(a.tail, b.start));
  if (!has_own(figure.tail)) return null;
  if (last && closes(last, figure)) return { has_left: true };
  return next && closes(figure, next) && has_own(next.tail) ? { has_left: false } : null;
}

/** One equation: the first that holds acquits; `sum` of the parts is shown when none does. */
type Attempt = { total: Slot; parts: Slot[] };

export type Check = { total: Entry; parts: Entry[]; names: Slot[]; total_name: Slot; gap: Rational; is_over: boolean };

/** Tries equations whose figures are all printed: null when one holds or none can be tried. */
export function firstBroken(flow: Flow, attempts: readonly Attempt[]): { tried: number; broken: Check | null } {
  let broken: Check | null = null;
  let tried = 0;
  for (const { total, parts } of attempts) {
    const whole = flow.slots.get(total);
    const entries = parts.map((slot) => flow.slots.get(slot));
    if (!whole || entries.some((entry) => !entry)) continue;
    tried += 1;
    const printed = entries as Entry[];
    const sum = printed.reduce((so_far, entry) => add(so_far, exactOf(entry.figure)), ZERO);
    const gap = subtract(sum, exactOf(whole.figure));
    if (gap.n === 0n) return { tried, broken: null };
    broken ??= { total: whole, parts: printed, names: parts, total_name: total, gap, is_over: compare(gap, ZERO) > 0 };
  }
  return { tried, broken };
}

/** The fault of a broken equation. */
export function faultOf(check: Check, message: string, severity: 'error' | 'warning' | 'note'): Fault {
  const { total, parts, names, total_name, gap } = check;
  const sum = parts.reduce((so_far, entry) => add(so_far, exactOf(entry.figure)), ZERO);
  return {
    message,
    severity,
    at: total.spot,
    figures: [total.figure, ...parts.map((entry) => entry.figure)],
    data: {
      total: total.figure.raw,
      total_name: SLOT_NAMES[total_name],
      parts: parts.map((entry, i) => `${SLOT_NAMES[names[i] as Slot]} ${entry.figure.raw}`).join(' + '),
      sum: printExact(sum),
      gap: printExact(gap.n < 0n ? { n: -gap.n, d: gap.d } : gap),
    },
    expected: printExact(sum),
    related: parts.map((entry, i) => ({ ...entry.spot, message: SLOT_NAMES[names[i] as Slot] })),
    shares: [total.id, ...parts.map((entry) => entry.id)],
  };
}
