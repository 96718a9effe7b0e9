// Rates that name a state of dossiers, against the account of the place they are told of: “chỉ tính hồ sơ tiếp nhận mới tại cấp huyện, tỷ lệ nộp trực tuyến là
// 53,2 %” in another paragraph than “tại cấp huyện: phải giải quyết 6.599, tiếp nhận mới 6.385 (trực tuyến 3.512 …)”. That it fits the count over what is not its
// whole is no excuse where the words say both. R01.

import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { type Account, accountsOf, type Counted, isPlain, levelOf, levelsIn, plainState } from './dossier-accounts.ts';
import { exactOf, type Figure } from './figure.ts';
import { rateDiffers } from './ratio.ts';
import { add, compare, equal, HUNDRED, type Rational, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { fits } from './share-bases.ts';
import { type Slot, slotOf } from './slots.ts';
import { isMisprintedShare } from './story.ts';

const RATE_CUE = cueOf('tỷ lệ', 'tỉ lệ');

type Claim = { passage: Passage; percent: Figure; part: Slot; base: Slot; is_base_said: boolean; level: string };

// Each is held against every account of the report: more than any report has would grow with the square of a text.
const MOST_CLAIMS = 500;

/** Rates of states; `told`: faults that are spoken of already. */
export function* ratesByState(context: Context, told: readonly Fault[]): Generator<Fault> {
  const spoken = new Set(told.flatMap(({ shares }) => shares ?? []));
  let asked = 0;
  for (const passage of toldWith(context.document, 1, RATE_CUE)) {
    for (const percent of passage.figures) {
      if (percent.kind !== 'percent' || percent.bound !== 'exact' || percent.decimals === 0) continue;
      if (equal(exactOf(percent), HUNDRED)) continue;
      const claim = claimOf(passage, percent);
      if (!claim) continue;
      const at = passage.offset + percent.start;
      if (spoken.has(at)) continue;
      asked += 1;
      if (asked > MOST_CLAIMS) return;
      const fault = judged(context, claim);
      if (!fault) continue;
      decided(context);
      yield fault;
    }
  }
}

const TIMES =
  /so với|cùng kỳ|(?:năm|quý|tháng|kỳ) (?:trước|ngoái)|chỉ tiêu|mục tiêu|phấn đấu|kế hoạch|yêu cầu|tối thiểu|tăng|giảm|vượt/iu;
/** What it is reckoned on, where the words say it: before the rate, or opening the sentence. */
const ON =
  /\s(?:(?:được )?tính trên|trên|trong|so với)\s(?:tổng\s)?(?:số\s)?((?:hồ sơ\s)?[^.;,:()\d%]{4,50}?)(?=\s(?:là|đạt|bằng|chiếm|ở|của|tại)(?!\p{L})|\s*$)/iu;
const OPENS = /^\W*(?:nếu\s)?(?:chỉ\s)?(?:tính|xét)(?: riêng)?(?: trên)?(?: tổng)?(?: số)?\s([^.;:()\d%]{4,50}?)(?:\sthì|,)\s/iu;
const BEHIND = /^\s(?:(?:tính )?trên\s|của\s)?(?:tổng )?số\s((?:hồ sơ\s)?[^.;,:()\d%]{4,40}?)\s?(?=[.;,)(]|$)/iu;
const NAME_ENDS = /(?:^|\s)(?:là|đạt|chiếm|ở mức|bằng|của|tại|ở|được tính|tính trên|trên|trong|so với|cấp|toàn)(?!\p{L})/iu;
/** Between the name of a rate and a figure of it: its verb, its places, the other rates of one list. */
const BETWEEN =
  /^(?:[\s,;]|(?:là|đạt|chiếm|ở mức|bằng|của|tại|ở|chỉ|mới|còn|và|cấp|tỉnh|huyện|xã|sở|phường|các|thị)(?!\p{L})|\d[\d.,]*\s?%)*$/iu;
const OVER_DONE = new Set<Slot>(['on_or_before', 'on_time', 'early', 'late']);

function claimOf(passage: Passage, percent: Figure): Claim | null {
  const { text } = passage;
  const sentence = segmentAt(segmentsOf(text, '.?!;'), percent.start);
  if (!sentence) return null;
  const lead = text.slice(sentence.start, percent.start);
  const at = lead.toLowerCase().search(/(?:tỷ|tỉ) lệ\s(?!.*(?:tỷ|tỉ) lệ\s)/u);
  if (at < 0 || TIMES.test(lead) || /riêng|lĩnh vực|đối với/iu.test(lead.replace(/(?:tính|xét) riêng|riêng từng/giu, '')))
    return null;
  const said = lead.slice(at + 6);
  const end = said.search(NAME_ENDS);
  const name = plainState((end < 0 ? said.replace(/\d.*$/u, '') : said.slice(0, end)).trim());
  if (name === '' || name.length > 60 || !isPlain(name)) return null;
  const on = ON.exec(` ${said}`);
  const opens = OPENS.exec(text.slice(sentence.start, sentence.start + at + 1)) ?? OPENS.exec(lead.slice(0, at));
  const behind = BEHIND.exec(text.slice(percent.tail, percent.tail + 70));
  const rest = end < 0 ? '' : ` ${said.slice(end).trimStart()}`.replace(on?.[0] ?? '\0', ' ');
  if (!BETWEEN.test(rest.replace(ON, ' '))) return null;
  const part = partOf(name);
  if (!part) return null;
  const words = on?.[1] ?? opens?.[1] ?? behind?.[1] ?? '';
  const base = words === '' ? (OVER_DONE.has(part) ? 'resolved' : null) : isPlain(words) ? slotOf(plainState(words)) : null;
  if (!base || base === part) return null;
  const level = levelOf(lead) || levelOf(text.slice(percent.tail, percent.tail + 30).split(/[.;,\d]/u)[0] ?? '');
  return { passage, percent, part, base, is_base_said: words !== '', level };
}

function partOf(name: string): Slot | null {
  const slot = slotOf(name);
  if (slot === 'online' || (slot && OVER_DONE.has(slot))) return slot;
  // “tỷ lệ nộp hồ sơ trực tuyến đã tiếp nhận” names a channel, whatever else.
  return slot === null && /trực tuyến/u.test(name) && !/thanh toán/u.test(name) ? 'online' : null;
}

function judged(context: Context, claim: Claim): Fault | null {
  const { passage, percent, level } = claim;
  const accounts = accountsOf(context.document);
  const own = accountOf(accounts, claim);
  if (!own) return null;
  const parts = valuesOf(own, claim.part);
  const bases = valuesOf(own, claim.base);
  const [part] = parts;
  const [base] = bases;
  if (!part || !base || compare(exactOf(base), { n: 20n, d: 1n }) < 0 || compare(exactOf(part), exactOf(base)) > 0) return null;
  const fitsIn = (as: readonly Figure[], of: readonly Figure[]): boolean => as.some((a) => of.some((b) => fits(a, b, percent)));
  if (fitsIn(parts, bases)) return null;
  // What comes in may be what came new.
  if (claim.base === 'received' && fitsIn(parts, [...valuesOf(own, 'new'), ...valuesOf(own, 'all')])) return null;
  // The same rate of another place: whose it is was read wrongly.
  for (const other of accounts)
    if (
      other !== own &&
      (level === '' || other.level !== level) &&
      fitsIn(valuesOf(other, claim.part), valuesOf(other, claim.base))
    )
      return null;
  const wrong = wholesOf(own).find((whole) => parts.some((a) => fits(a, whole, percent)));
  const is_slip = parts.some((a) => bases.some((b) => isMisprintedShare(percent, a, b)));
  if (!wrong && !is_slip) return null;
  const related = [...(own.slots.get(claim.part) ?? []), ...(own.slots.get(claim.base) ?? [])].map(({ spot }) => spot);
  return {
    ...rateDiffers(part, base, percent),
    ...(wrong ? { message: 'other_base' } : {}),
    at: spotIn(passage, percent.start, percent.tail),
    related,
    shares: [passage.offset + percent.start],
    is_witnessed: true,
  };
}

/** The account of the paragraph, of the level that is named, or of the paragraphs before it in its section. */
function accountOf(accounts: readonly Account[], { passage, part, level }: Claim): Account | null {
  const { section } = passage;
  const has = (account: Account): boolean => valuesOf(account, part).length > 0;
  const isNear = (other: Passage | null): boolean =>
    other === null || other.section === section || other.section.parent === section.parent || other.section.parent === section;
  if (level !== '') {
    const called = accounts.filter((account) => account.level === level && has(account) && isNear(account.passage));
    const [one, more] = called.filter((account) => account.passage === passage);
    if (one && !more) return one;
    const near = called.filter((account) => account.passage === null || Math.abs(account.passage.index - passage.index) <= 12);
    return near.length === 1 ? (near[0] ?? null) : null;
  }
  const here = accounts.filter((account) => account.passage === passage);
  const [only, other] = here.filter(has);
  if (only) return other || here.length > 1 ? null : only;
  if (levelsIn(passage.text).size > 0) return null;
  const before = accounts.findLast(
    (account) => account.passage !== null && account.passage.index < passage.index && passage.index - account.passage.index <= 2,
  );
  return before?.passage?.section === section && before.level === '' && has(before) ? before : null;
}

const single = (counted: readonly Counted[] | undefined): Figure[] => {
  const [first] = counted ?? [];
  return first && counted?.every(({ figure }) => equal(exactOf(figure), exactOf(first.figure))) ? [first.figure] : [];
};

const valued = (like: Figure, raw: string, value: Rational): Figure => ({
  ...like,
  raw,
  readings: [{ value, decimals: 0, is_foreign: false }],
});
const plus = (a: Figure, b: Figure): Figure => valued(a, `${a.raw} + ${b.raw}`, add(exactOf(a), exactOf(b)));
const minus = (a: Figure, b: Figure): Figure => valued(a, `${a.raw} - ${b.raw}`, subtract(exactOf(a), exactOf(b)));
const pairs = (a: readonly Figure[], b: readonly Figure[], of: (a: Figure, b: Figure) => Figure): Figure[] =>
  a.flatMap((x) => b.map((y) => of(x, y)));

/** What an account says of a state, printed or reckoned of others; `all`: what there was to be done. The likeliest first. */
function valuesOf({ slots }: Account, slot: Slot | 'all'): Figure[] {
  const of = (name: Slot): Figure[] => single(slots.get(name));
  const both = [...of('on_or_before'), ...pairs(of('early'), of('on_time'), plus)];
  const in_time = both.length > 0 ? both : of('on_time');
  if (slot === 'all') return pairs(of('received'), of('carried'), plus);
  if (slot === 'on_or_before' || slot === 'on_time') {
    const less = slot === 'on_time' ? of('on_time') : [];
    return [...in_time, ...less, ...pairs(of('resolved'), of('late'), minus)];
  }
  if (slot === 'late') return [...of('late'), ...pairs(of('resolved'), both, minus)];
  if (slot === 'resolved') return [...of('resolved'), ...pairs(in_time, of('late'), plus)];
  if (slot === 'new') {
    const channels = pairs(of('online'), of('direct'), plus);
    if (slots.has('new')) return of('new');
    const known = [...channels, ...pairs(channels, of('postal'), plus)];
    // “tiếp nhận 3.260, tồn cũ 118”: with what was left or without, nobody says.
    return [...known, ...of('received'), ...pairs(of('received'), of('carried'), minus)];
  }
  if (slot === 'received') return [...of('received'), ...pairs(of('carried'), of('new'), plus)];
  return of(slot);
}

/** Every whole that a rate may have been reckoned over. */
const wholesOf = (account: Account): Figure[] => [
  ...(['received', 'new', 'resolved', 'all', 'pending', 'carried'] as const).flatMap((slot) => valuesOf(account, slot)),
];
