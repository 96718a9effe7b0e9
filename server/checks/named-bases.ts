import { basesSaid } from './bases-said.ts';
import type { RatioClaim } from './bind.ts';
import { type Passage, wordsAround } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { rateDiffers } from './ratio.ts';
import { add, compare, equal, HUNDRED, type Rational, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { fits } from './share-bases.ts';
import { fitsAnywhere } from './shares-far.ts';
import { sharesOfDone } from './shares-of-done.ts';
import { sharesOfWhole } from './shares-of-whole.ts';
import { flat } from './shown-tables.ts';
import { isMisprintedShare } from './story.ts';

// Rates whose words say of what they are, and that were reckoned of something else: another figure near it fits, the one that is named does not. R01.

type Base = { passage: Passage; figure: Figure };

/** Shares of one part each, `claims`, in the order of the text. */
export function* namedBases(context: Context, claims: readonly RatioClaim[]): Generator<Fault> {
  yield* basesSaid(context);
  yield* sharesOfDone(context);
  yield* sharesOfWhole(context);
  const by_passage = Map.groupBy(claims, ({ passage }) => passage);
  for (const claim of claims) {
    const { passage, percent, part } = claim;
    if (!part || passage.section.is_plan || passage.is_footnote) continue;
    if (percent.bound !== 'exact' || percent.decimals === 0 || equal(exactOf(percent), HUNDRED)) continue;
    const base =
      saidBase(passage, percent, part) ??
      siblingBase(context, by_passage.get(passage) ?? [], claim, part) ??
      listBase(context, passage, percent, part);
    if (!base || fits(part, base.figure, percent) || compare(exactOf(part), exactOf(base.figure)) > 0) continue;
    const is_slip = isMisprintedShare(percent, part, base.figure);
    // The second witness: the rate is that of another figure, or a slip of the right one.
    if (!is_slip && !fitsAnywhere(context.document, part, percent)) continue;
    decided(context);
    yield {
      ...rateDiffers(part, base.figure, percent),
      ...(is_slip ? {} : { message: 'other_base' }),
      at: spotIn(passage, Math.min(part.start, percent.start), Math.max(percent.tail, part.tail)),
      related: [spotOf(base.passage, base.figure)],
      shares: [passage.offset + percent.start, passage.offset + part.start],
    };
  }
}

/** Counts told before the part: in its paragraph and the two before it in its section. */
function before(context: Context, passage: Passage, part: Figure): Base[] {
  const found: Base[] = [];
  for (let i = passage.index; i >= 0 && i >= passage.index - 2; i -= 1) {
    const other = context.document.passages[i];
    if (!other || (other.section !== passage.section && other.section !== passage.section.parent)) break;
    for (const figure of other.figures)
      if (
        figure.kind === 'count' &&
        figure.bound === 'exact' &&
        figure.scale === part.scale &&
        (other !== passage || figure.end <= part.start)
      )
        found.push({ passage: other, figure });
  }
  return found.slice(0, 40);
}

const AFTER = /^\s?(?:trên\s)?(?:tổng\s)?số\s(?!tiền|vốn)(\p{L}[^.;,()\d%]{3,50}?)\s?(?=[.;,)(]|$)/iu;
const OPENS =
  /(?:^|[.;]\s|:\s)\s*(?:trong(?: tổng)? số|trên tổng số|tính trên số)\s(\p{L}[^.;()\d%]{3,60}?)(?:,\s[^.;()\d]{0,30}|\s(?:có|thì có|đã có))\s?$/iu;
const UNITS =
  /^(?:hồ sơ|đơn|văn bản|người|hộ|đơn vị|nhiệm vụ|phản ánh|ý kiến|lượt|công chức|viên chức|thủ tục|tthc|dự án|kết quả)\s+(?=\p{L})/iu;

/** “chiếm 79,27 % số hồ sơ tiếp nhận mới”, “Trong số tiếp nhận mới có 1.874 hồ sơ …”: the one figure that is called so. */
function saidBase(passage: Passage, percent: Figure, part: Figure): Base | null {
  const { text } = passage;
  const said =
    AFTER.exec(text.slice(percent.tail, percent.tail + 80))?.[1] ??
    OPENS.exec(text.slice(Math.max(0, part.start - 110), part.start))?.[1];
  if (!said) return null;
  const name = flat(said)
    .replace(UNITS, '')
    .replace(/\s(?:này|trên|nêu trên|của xã|của huyện|của tỉnh|toàn (?:xã|huyện|tỉnh))$/u, '');
  if (name.split(' ').length < 2 || /^(?:trên|này|đó|còn lại|nêu trên)$/u.test(name)) return null;
  const called = passage.figures.filter((f) => {
    if (f.kind !== 'count' || f.bound !== 'exact' || f.end > part.start || f.scale !== part.scale) return false;
    const words = wordsAround(passage, f);
    const lead = flat(words.before)
      .replace(/\s(?:là|có|được|gồm|với|hiện có)$/u, '')
      .replace(/\s(?:số )?(?:hồ sơ|đơn|văn bản|người)$/u, '');
    return lead.endsWith(name) || flat(words.after).startsWith(name);
  });
  const [only] = called;
  return only && new Set(called.map((f) => String(exactOf(f).n))).size === 1 ? { passage, figure: only } : null;
}

/** What parts are called: the words of their own stretch. */
const labelOf = (passage: Passage, figure: Figure): string => {
  const words = wordsAround(passage, figure);
  return flat((words.before || words.after).replace(/^.*:\s/u, '')).replace(/^(?:cụ thể|trong đó|gồm|bao gồm|và|là|có)\s/u, '');
};

/** “vốn đầu tư 6.420, vốn sự nghiệp 3.260 …; giải ngân vốn đầu tư 4.301 (66,99 %), vốn sự nghiệp 1.662 (17,17 %)”: as its sister's, the rate is of what is called alike. */
function siblingBase(context: Context, claims: readonly RatioClaim[], claim: RatioClaim, part: Figure): Base | null {
  const { passage } = claim;
  const sisters = claims.filter((c) => c.part && c !== claim && Math.abs(c.percent.start - claim.percent.start) < 260);
  if (sisters.length === 0) return null;
  const own = labelOf(passage, part);
  if (own.length < 5) return null;
  const told = before(context, passage, part).filter(({ figure }) => figure.unit === part.unit);
  const called = (label: string, than: Figure): Base[] =>
    told.filter(
      (base) =>
        base.figure !== than && labelOf(base.passage, base.figure) === label && compare(exactOf(base.figure), exactOf(than)) >= 0,
    );
  const mine = called(own, part);
  const [base] = mine;
  if (!base || mine.length !== 1) return null;
  const holds = sisters.some((sister) => {
    const label = labelOf(passage, sister.part as Figure);
    const [theirs, more] = label.length >= 5 && label !== own ? called(label, sister.part as Figure) : [];
    return theirs && !more && fits(sister.part as Figure, theirs.figure, sister.percent);
  });
  return holds ? base : null;
}

const OPEN = /^(?:\s[^.;,:()\d]{1,60})?\s?\((?:chiếm |đạt |bằng |tỷ lệ )?$/iu;
/** What may stand behind the share in its brackets: a verdict, and no name of another base. */
const CLOSE = /^\s?(?:,\s(?:vượt|cao hơn|thấp hơn|đạt|chưa đạt|không đạt)\s[^().;]{3,60})?\)\s?(?:[,;.]|và\s|$)/iu;
const OF_OTHER = /trên (?:tổng )?số|tính trên|so với|kế hoạch|cùng kỳ|năm trước|lũy kế|tăng|giảm/iu;

/**
 * “b) Theo lĩnh vực: đất đai 248 đơn (chiếm 60,19 %), chính sách 51 đơn, …”, “Trong 15.842 hồ sơ nhận mới, có 8.829 hồ sơ trực tuyến (55,7 %), 6.887 … và 126 …”:
 * the parts of one clause make a figure told before, or the one that opens it; the share of one is of that.
 */
function listBase(context: Context, passage: Passage, percent: Figure, part: Figure): Base | null {
  const { text, figures } = passage;
  if (!OPEN.test(text.slice(part.tail, percent.start)) || !CLOSE.test(text.slice(percent.tail))) return null;
  const stop = /[.;](?=\s|$)/u.exec(text.slice(percent.tail));
  const end = stop ? percent.tail + stop.index : text.length;
  const lead = text.slice(0, part.start);
  const [colon, mark] = [lead.lastIndexOf(': '), Math.max(lead.lastIndexOf('. '), lead.lastIndexOf('; '))];
  const from = Math.max(colon, mark);
  const is_list = colon >= 0 && colon > mark;
  if (!is_list && OF_OTHER.test(text.slice(Math.max(from, 0), end))) return null;
  const row = figures.filter((f) => f.kind === 'count' && f.start > from && f.end <= end);
  if (row.length < 3 || row.some((f) => f.unit !== part.unit || f.scale !== 1n || f.bound !== 'exact')) return null;
  const [first, ...rest] = row as [Figure, ...Figure[]];
  const sumOf = (parts: readonly Figure[]): Rational => parts.reduce((so_far, f) => add(so_far, exactOf(f)), ZERO);
  if (first !== part && equal(sumOf(rest), exactOf(first))) return { passage, figure: first };
  const sum = sumOf(row);
  const all = [...before(context, passage, first)];
  // “2. Phân loại 371 đơn đủ điều kiện xử lý”: the heading tells what is broken down.
  for (let i = passage.index - 1; is_list && i >= Math.max(0, passage.index - 4); i -= 1) {
    const title = context.document.passages[i];
    if (title?.figures.length === 1 && title.text.length < 120) all.push({ passage: title, figure: title.figures[0] as Figure });
  }
  return all.find(({ figure }) => figure.kind === 'count' && equal(exactOf(figure), sum)) ?? null;
}
