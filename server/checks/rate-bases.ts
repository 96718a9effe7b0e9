import { type Passage, wordsAround } from './document.ts';
import { contentOf, type Fact, type Facts, factsNear, likeness } from './facts.ts';
import { exactOf } from './figure.ts';
import { isCount, likenessOfOwn, type RateClaim } from './rate-words.ts';
import { nearly } from './rational.ts';
import { isKindOf } from './unit.ts';

// Which of the counts near a rate its words call its whole. R01.

/** A count that a rate may be of, and how well it is called so. */
export type Called = { base: Fact; score: number };

const WHOLE_OF: Partial<Record<string, readonly string[]>> = {
  on_time: ['resolved'],
  early: ['resolved'],
  late: ['resolved'],
  resolved: ['received', 'assigned'],
  spent: ['assigned'],
  present: ['assigned'],
  missing: ['assigned'],
  met: ['assigned'],
  pending: ['received'],
  not_met: ['assigned'],
};
/** Whether the state of a count is that of the whole of another’s: what is on time is of what was resolved. */
export const isWholeOf = (part: Fact, base: Fact): boolean => WHOLE_OF[part.state]?.includes(base.state) ?? false;

/** Whether a count is called by nearly all the words of the whole. */
export const saysBase = (facts: Facts, { base_words, base_said, base_state }: RateClaim, base: Fact): boolean =>
  says(base_said, base) || (base_state !== '' && base.state === base_state) || likenessOfOwn(facts, base_words, base) >= 0.8;

const PLAN = /kế hoạch|dự toán|chỉ tiêu|giao|định mức|phải/iu;

/** Counts near a rate that its part may be a share of, the best called first. */
export function basesCalled(facts: Facts, claim: RateClaim): Called[] {
  const { percent, parts } = claim;
  const part = parts[0] as Fact;
  const value = parts.reduce((sum, f) => sum + nearly(exactOf(f.figure)), 0);
  const is_plan = PLAN.test(claim.passage.text.slice(percent.figure.tail, percent.figure.tail + 40));
  const lists = listAbove(facts, percent);
  const found: Called[] = [];
  for (const told of new Set([...factsNear(facts, percent.sentence, 3, 1), ...lists])) {
    if (is_plan && told.of_fraction === 'part') continue;
    const base = asTold(told);
    if (!isCount(base) || parts.includes(base) || !mayBeWhole(part, base)) continue;
    const b = nearly(exactOf(base.figure));
    // What was given may be less than what was done of it; both are then told side by side.
    const is_beside = base.sentence === percent.sentence && base.at < percent.at && b * 1.5 > value;
    if (b < value && !(is_beside && (is_plan || isWholeOf(part, base)))) continue;
    found.push({ base, score: scoreOf(facts, claim, part, base) });
  }
  return found.sort((x, y) => y.score - x.score);
}

/** “42,5/89,5 tỷ đồng”: the unit behind a fraction is that of both. */
export function asTold(fact: Fact): Fact {
  if (fact.of_fraction !== 'part' || fact.figure.unit !== '') return fact;
  const fraction = fact.passage?.fractions.find(({ a }) => a.start === fact.figure.start);
  if (!fraction) return fact;
  // A spread leaves out what getters read.
  const { own, topic, under } = fact;
  return { ...fact, own, topic, under, figure: { ...fraction.a, unit: fraction.a.unit || fraction.unit } };
}

/** How well a count anywhere in the report is called the whole of a rate. */
export const calledAs = (facts: Facts, claim: RateClaim, base: Fact): number =>
  scoreOf(facts, claim, claim.parts[0] as Fact, base);

/** The line that announces the list of the rate. */
function listAbove(facts: Facts, percent: Fact): readonly Fact[] {
  const { passage } = percent;
  if (!passage?.label) return [];
  for (let s = percent.sentence - 1; s >= Math.max(0, percent.sentence - 20); s -= 1) {
    const sentence = facts.sentences[s];
    if (!sentence || sentence.passage.section !== passage.section) return [];
    if (/:\s*$/.test(sentence.passage.text) && sentence.passage !== passage) return facts.by_sentence.get(s) ?? [];
  }
  return [];
}

const known = (unit: string): string => (unit.startsWith('~') ? '' : unit);

export function mayBeWhole(part: Fact, base: Fact): boolean {
  const [a, b] = [part.figure, base.figure];
  if (a.unit === 'đồng' || b.unit === 'đồng') return a.unit === b.unit || a.unit === '' || b.unit === '';
  if (a.scale !== b.scale) return false;
  return b.unit !== 'điểm' && b.unit !== 'ngày' && b.unit !== 'giờ' && b.unit !== 'năm';
}

function scoreOf(facts: Facts, claim: RateClaim, part: Fact, base: Fact): number {
  const { percent } = claim;
  const [x, y] = [known(part.figure.unit), known(base.figure.unit)];
  let score = 0;
  // What is counted.
  const [of_part, of_base] = [saidOf(part), saidOf(base)];
  const { things, topic, period } = askedOf(claim, part);
  if (x !== '' && x === y) score += of_part.unit === of_base.unit ? 0.3 : 0.2;
  else if (of_part.unit_words.length > 1 && of_part.unit_words.every((word) => base.own.includes(word))) score += 0.3;
  else if (x !== '' && y !== '' && !isKindOf(x, y) && !isKindOf(y, x)) score -= 0.3;
  score += 0.5 * likeness(facts, things, base);
  if (topic.length > 0) score += 0.25 * likeness(facts, topic, base);
  const is_whole = isWholeOf(part, base);
  if (is_whole) score += 0.3;
  score += agreement(period, of_base.period);
  score += agreement(of_part.level, of_base.level);
  if (base.role === 'before' || base.role === 'change') score -= 0.5;
  if (base.of_fraction === 'part' && !is_whole) score -= claim.base_words.length > 0 ? 0.1 : 0.4;
  if (claim.is_of_all && isCalledTotal(base)) score += 0.4;
  if (isNamesake(part, base)) score += 0.5;
  // The words of the whole.
  if (claim.base_words.length > 0) {
    const is_state = claim.base_state !== '' && base.state === claim.base_state;
    const is_target = base.role === 'target' && PLAN.test(claim.base_said);
    const words =
      likeness(facts, claim.base_words, base) * (claim.base_state === '' || is_state ? 1 : base.state === '' ? 0.7 : 0.5);
    const like = Math.max(words, is_state || is_target ? 0.9 : 0);
    score += 1.5 * like + (base.of_fraction !== 'part' && says(claim.base_said, base) ? 0.5 : 0);
  }
  return score + placeOf(claim, part, base, is_whole) - farness(percent, base);
}

/** What the part of a rate asks of every count that may be its whole. */
type Asked = { things: readonly string[]; topic: readonly string[]; period: string };
const asked = new WeakMap<RateClaim, Asked>();

function askedOf(claim: RateClaim, part: Fact): Asked {
  let made = asked.get(claim);
  if (!made) {
    const things = part.own.filter((word) => !claim.base_words.includes(word));
    const topic = part.topic.filter((word) => !things.includes(word)).slice(-8);
    made = { things, topic, period: periodOf(claim.passage.text, part, claim.percent) };
    asked.set(claim, made);
  }
  return made;
}

/** What a count is called, in small letters: read once, for every rate near asks for it. */
type Said = { unit: string; unit_words: readonly string[]; words: string; level: string; period: string };
const UNSAID: Said = { unit: '', unit_words: [], words: '', level: '', period: '' };
const said_of = new WeakMap<Fact, Said>();

function saidOf(fact: Fact): Said {
  const { passage, figure } = fact;
  if (!passage) return UNSAID;
  let made = said_of.get(fact);
  if (!made) {
    const printed = passage.text.slice(figure.end, figure.tail);
    const { before, after } = wordsAround(passage, figure);
    const words = `${before} ${printed} ${after}`.toLowerCase();
    const unit = printed.trim().toLowerCase();
    made = {
      unit,
      unit_words: contentOf(unit),
      words,
      level: LEVEL.exec(words)?.[1] ?? '',
      period: periodOf(passage.text, fact, null),
    };
    said_of.set(fact, made);
  }
  return made;
}

const LEVEL = /(?:cấp|khối) (tỉnh|huyện|xã|sở)/iu;

/** “khiếu nại 112 đơn …; đã giải quyết …, trong đó khiếu nại 90 đơn”: told before by the same name. */
function isNamesake(part: Fact, base: Fact): boolean {
  if (base.sentence === part.sentence || base.at > part.at || part.state !== base.state) return false;
  const units = unitsOf(part, base);
  const [a, b] = [part.own, base.own].map((own) => own.filter((word) => !units.includes(word)).join(' '));
  return a !== '' && a === b;
}

/** “tổng số đoàn viên 2.140 người”. */
const isCalledTotal = ({ passage, figure }: Fact): boolean =>
  passage !== null &&
  /tổng|toàn|cộng/iu.test(
    passage.text
      .slice(Math.max(0, figure.start - 40), figure.start)
      .split(/[.;,]\s/u)
      .at(-1) ?? '',
  );

/** Whether both are called by one word besides what they count. */
export function shareWord(part: Fact, base: Fact): boolean {
  const units = unitsOf(part, base);
  return part.own.some((word) => !units.includes(word) && base.own.includes(word));
}

const unitsOf = (part: Fact, base: Fact): string[] => [...saidOf(part).unit_words, ...saidOf(base).unit_words];

const PERIOD = /năm (20\d\d)|(quý [IVX]+)(?!\p{L})|(tháng \d{1,2})(?!\d)/iu;

const agreement = (a: string, b: string): number => (a === '' || b === '' ? 0 : a === b ? 0.1 : -0.3);

/** The year, quarter or month that its clause names, or the words of its rate. */
function periodOf(text: string, { figure }: Fact, percent: Fact | null): string {
  const behind = percent ? text.slice(percent.figure.tail, percent.figure.tail + 60) : '';
  const before = text.slice(Math.max(0, figure.start - 60), figure.start);
  const after = text.slice(figure.tail, figure.tail + 40);
  // Few words around a count name a period: they are parted only then.
  if (!PERIOD.test(behind) && !PERIOD.test(before) && !PERIOD.test(after)) return '';
  for (const words of [behind.split(/[.;,]/u)[0], before.split(/[.;,]\s/u).at(-1), after.split(/[.;,)\d]/u)[0]]) {
    const found = PERIOD.exec(words ?? '');
    if (found) return (found[1] ?? found[2] ?? found[3] ?? '').toLowerCase();
  }
  return '';
}

/** A whole that is told pages away may be the right one still. */
const farness = (percent: Fact, base: Fact): number =>
  base.passage ? Math.min(0.3, 0.05 * Math.abs(percent.sentence - base.sentence)) : 0.3;

/** Whether a count is called so in these very words. */
const says = (said: string, base: Fact): boolean => said.length >= 5 && saidOf(base).words.includes(said);

const ANNOUNCES = /trong đó|trong số|:\s|gồm|chia ra|thì có|(?<!\p{L})có\s(?:\p{L}+\s){0,2}$/iu;
const AMONG = /(?:^|[.;:,]\s)(?:trong|trên|của)(?: tổng)?(?: số)?\s$/iu;
const SHARED = /^[^.;:\d]{0,40}?[,(]?\s?(?:chiếm|đạt|bằng|tỷ lệ|tương ứng|tương đương)?\s?(?:tỷ lệ )?\d+(?:,\d+)?\s?%/iu;

/** “Trong 18 trường này có …”. */
export const isAmong = ({ passage, figure }: Fact): boolean =>
  passage !== null && AMONG.test(passage.text.slice(Math.max(0, figure.start - 24), figure.start));

/** Where the whole stands to its part. */
function placeOf(claim: RateClaim, part: Fact, base: Fact, is_whole: boolean): number {
  if (!base.passage || !part.passage) return 0;
  if (base.passage !== part.passage) return isSister(base.passage, part.passage) ? -0.4 : 0;
  const { text, figures } = base.passage;
  if (base.sentence !== part.sentence) return base.at > claim.percent.at ? -0.2 : 0.05;
  if (base.at > claim.percent.at) {
    const glue = text.slice(claim.percent.figure.tail, base.figure.start);
    if (/^[^.;)\d]*\(\s*$/u.test(glue) && claim.base_words.length > 0) return 1;
    return SHARED.test(text.slice(base.figure.tail)) ? -0.5 : -0.3;
  }
  if (base.at > part.at) return 0;
  if (isAmong(base)) return 0.6;
  const between = text.slice(base.figure.tail, part.figure.start);
  if (closes(between)) return 0;
  const next = figures.find((f) => f.kind === 'count' && f.start > base.figure.start) ?? part.figure;
  const announced = ANNOUNCES.test(text.slice(base.figure.tail, next.start).split(';')[0] ?? '');
  if (!announced && !/trong đó/iu.test(between)) {
    // A sister of the part: it has a share of its own, or both stand in what was announced before.
    if (SHARED.test(text.slice(base.figure.tail))) return -0.5;
    if (!is_whole && /:\s|gồm|trong đó|chia ra|theo [^.;\d]{3,30}[,:]/iu.test(text.slice(claim.from, base.figure.start)))
      return -0.25;
  }
  const is_own = is_whole || part.figure.unit === base.figure.unit ? 0.2 : 0;
  if (/;/.test(between)) return 0.05 + is_own;
  const is_next = next.start === part.figure.start;
  return (announced ? (is_next ? 0.5 : 0.45) : is_next ? 0.35 : 0.15) + is_own;
}

/** Items of one list tell of one thing each. */
const isSister = (a: Passage, b: Passage): boolean =>
  a.section === b.section && a.label !== null && a.label.style === b.label?.style && !/:\s*$/.test(a.text);

function closes(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth += 1;
    else if (char === ')' && --depth < 0) return true;
  }
  return false;
}
