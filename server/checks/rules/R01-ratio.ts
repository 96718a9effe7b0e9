import { averages } from '../averages.ts';
import { countedParts, type RatioClaim, ratioClaims } from '../bind.ts';
import { isOfSome } from '../bind-wholes.ts';
import { derivedRates } from '../derived-rates.ts';
import { type Document, type Passage, passageAt } from '../document.ts';
import { exactOf, type Figure } from '../figure.ts';
import { formRates } from '../form-rates.ts';
import { namedBases } from '../named-bases.ts';
import { namedRates } from '../named-rates.ts';
import { ratesOfFacts } from '../rates-of-facts.ts';
import { rateDiffers, ratioVerdict, recomputed } from '../ratio.ts';
import { add, compare, HUNDRED, printExact, type Rational, ZERO } from '../rational.ts';
import { restOfBase } from '../rest-of-base.ts';
import { type Context, decided, defineRule, type Fault, type Spot, spotIn, spotOf } from '../rule.ts';
import {
  type Base,
  baseElsewhere,
  baseNamed,
  basesNear,
  CALLED_TOTAL,
  figuresInTables,
  figuresOfUnit,
  fits,
  isLikely,
  isNamedBy,
  isNamedOtherwise,
  isTotalOf,
  otherPairFits,
  sums,
} from '../share-bases.ts';
import { shareSiblings } from '../share-siblings.ts';
import { sharesCrossed } from '../shares-crossed.ts';
import { fitsAnywhere, sharesFar } from '../shares-far.ts';
import { isMisprint } from '../story.ts';
import { tableRatios } from '../table-ratio.ts';
import { withFigures } from '../told-in.ts';
import { toldRates } from '../told-sums.ts';

/**
 * A percentage equals the quotient that its words bind it to, within half a unit of its last printed digit, or cut off.
 *
 * `a/b (p %)` is bound by its form. `a …, chiếm p %` binds the part only: every base near it is tried, and one that fits acquits.
 */
export const R01 = defineRule({
  id: 'R01',
  version: 1,
  severity: 'error',
  title: 'Tỷ lệ phần trăm khớp tử số và mẫu số',
  messages: {
    differs:
      'Tỷ lệ {percent}% không khớp {a}/{b} = {exact}%. Người đọc tính lại sẽ thấy khác, cấp trên sẽ trả báo cáo. Kiểm tra lại tử số, mẫu số và tỷ lệ rồi sửa số sai{fits}.',
    no_base:
      'Tỷ lệ {percent}% không khớp {a} chia cho bất cứ tổng nào nêu ở đây ({tried}). Kiểm tra lại số {a}, tỷ lệ, hoặc nêu rõ mẫu số.',
    other_base:
      'Theo lời văn thì {a} là phần của {b}, bằng {exact}%; tỷ lệ ghi {percent}% tính trên một tổng khác. Kiểm tra lại mẫu số rồi sửa tỷ lệ.',
    changed_places: 'Hai tỷ lệ của hai phần đổi chỗ cho nhau: {a}/{b} = {exact}%, ở đây ghi {percent}%. Đổi lại hai tỷ lệ.',
    of_done:
      'Trước hạn, đúng hạn, quá hạn là phần của số đã giải quyết: {a}/{b} = {exact}%; tỷ lệ ghi {percent}% tính trên {whole}. Sửa tỷ lệ hoặc nêu rõ mẫu số.',
    of_whole:
      'Các phần cộng đúng bằng {b}, nên {a} là phần của {b}, bằng {exact}%; ở đây ghi {percent}%. Tính lại tỷ lệ rồi sửa.',
    stale:
      '{a}/{b} = {exact}%; tỷ lệ ghi {percent}% trùng với tỷ lệ của kỳ trước nêu ngay cạnh. Có thể đã để lại số cũ; tính lại rồi sửa tỷ lệ.',
    over: '{a}/{b}: số thành phần lớn hơn tổng, mà tỷ lệ ghi {percent}% (tính ra {exact}%). Có thể tử số và mẫu số đã đổi chỗ hoặc một số sai; đối chiếu với hệ thống rồi sửa.',
    cell: 'Dòng “{row}”: tỷ lệ ghi {percent}% nhưng {a}/{b} = {exact}%. Tính lại tỷ lệ hoặc sửa số đầu vào.',
    derived: 'Dòng “{row}”: cột “{column}” ghi {percent} nhưng {how} là {expected}. Tính lại tỷ lệ hoặc sửa số đầu vào.',
    in_words: 'Ghi {said} nhưng {a}/{b} = {exact}%. Đối chiếu hai số rồi sửa số hoặc sửa lời.',
    rest_base:
      'Tỷ lệ {percent}% không khớp: tổng {whole} trừ các mục khác còn {rest}, {part}/{rest} = {expected}%. Nêu rõ mẫu số hoặc sửa tỷ lệ.',
    average: 'Bình quân ghi {average} nhưng {a}/{b} = {expected}. Tính lại bình quân hoặc sửa tổng, số lượng.',
    scale:
      'Tỷ lệ {percent}% chỉ khớp khi {a} và {b} cùng một đơn vị tính. Lẫn triệu với tỷ làm số tiền sai một nghìn lần. Kiểm tra đơn vị tính rồi sửa.',
    truncated: 'Tỷ lệ {percent}% là số cắt bớt: {a}/{b} = {exact}%. Thống nhất cách làm tròn trong cả báo cáo.',
    whole: 'Tỷ lệ ghi tròn {percent}% trong khi {a}/{b} = {exact}%. Nêu thêm số lẻ để người đọc không hiểu là tất cả.',
  },
  *check(context) {
    const told: Fault[] = [];
    for (const fault of shaped(context)) {
      told.push(fault);
      yield fault;
    }
    yield* ratesOfFacts(context, told);
  },
});

/** What the finders of shapes find. */
function* shaped(context: Context): Generator<Fault> {
  const open: RatioClaim[] = [];
  const shares: RatioClaim[] = [];
  for (const passage of withFigures(context.document)) {
    const claims = ratioClaims(passage).map(countedParts);
    const row = oddInRow(context.document, passage, claims);
    for (const claim of claims) {
      if (row?.odd.includes(claim) && claim.part) {
        decided(context);
        yield rowFault(passage, claim.percent, claim.part, row.base);
        continue;
      }
      if (isNoShare(claim)) continue;
      if (claim.part) shares.push(claim);
      context.claim(() => spotOfClaim(claim), 'Chưa rõ tỷ lệ này tính trên số nào.');
      if (claim.fraction) yield* checkFraction(context, claim, claim.fraction.a, claim.fraction.b);
      else {
        const faults = [...(claim.part ? checkPart(context, claim, claim.part) : checkNamed(context, claim))];
        if (faults.length === 0) open.push(claim);
        yield* faults;
      }
    }
  }
  yield* sharesCrossed(context);
  yield* namedBases(context, shares);
  yield* shareSiblings(context, open);
  for (const fault of sharesFar(context, open, new Set())) if (!isOfOthers(context.document, fault)) yield fault;
  yield* namedRates(context);
  yield* formRates(context);
  yield* averages(context);
  yield* tableRatios(context);
  yield* derivedRates(context);
  yield* toldRates(context);
  yield* restOfBase(context);
}

function spotOfClaim({ passage, percent, part }: RatioClaim): Spot {
  const of = part ?? percent;
  return spotIn(passage, Math.min(of.start, percent.start), Math.max(percent.tail, of.tail));
}

const THINGS = ['hồ sơ', 'văn bản', 'nhiệm vụ', 'chỉ tiêu', 'thủ tục', 'đơn vị', 'phản ánh'];

/** “tỷ lệ hồ sơ quá hạn là 1,7 %” is no share of tasks. */
function isOfOthers(document: Document, { figures = [], at }: Fault): boolean {
  const [a, b] = figures;
  const passage = passageAt(document, at.location.offset);
  const percent = figures.find(({ kind }) => kind === 'percent');
  if (!a || !b || !passage || !percent || a.unit === '' || a.unit.startsWith('~')) return false;
  const words = passage.text.slice(Math.max(0, percent.start - 50), percent.start).toLowerCase();
  const named = THINGS.filter((thing) => words.includes(`tỷ lệ ${thing}`));
  return named.length > 0 && !named.some((thing) => a.unit === thing.replace(' ', '_'));
}

/** Targets and changes are no shares of anything printed. */
function isNoShare({ passage, percent, fraction, part }: RatioClaim): boolean {
  // “được tính 1,7/2 điểm theo công thức 42,5% x 2/50%”.
  if (
    /công thức/iu.test(passage.text.slice(Math.max(0, percent.start - 24), percent.start)) ||
    /^\s?[x×*]\s?\d/u.test(passage.text.slice(percent.tail))
  )
    return true;
  // “giảm 96 triệu đồng, bằng 92,6 % so với cùng kỳ (1.300 triệu đồng)”: R11 knows what of.
  const a = fraction?.a ?? part;
  if (
    a &&
    a.end < percent.start &&
    /(?<!\p{L})(?:tăng|giảm)(?: thêm| đi)?\s*$/iu.test(passage.text.slice(Math.max(0, a.start - 12), a.start)) &&
    /bằng\s*$/iu.test(passage.text.slice(a.tail, percent.start))
  )
    return true;
  const before = passage.text.slice(Math.max(0, percent.start - 30), percent.start);
  // “09/36 chủ đầu tư giải ngân từ 50 % đến dưới 80 %”: how many reach a class, not which share.
  if (fraction && /\p{L}\s(?:từ|trên|dưới|đến|tối thiểu|ít nhất|không dưới|thấp hơn|cao hơn)\s*$/iu.test(before)) {
    const lead = passage.text.slice(Math.max(0, fraction.b.tail), percent.start);
    if (fraction.b.tail < percent.start && !/[,(:]/.test(lead)) return true;
  }
  if (fraction && percent.end < fraction.start && /(?:tăng|giảm)(?: thêm)?\s*$/iu.test(before)) return true;
  if (/(?:tăng|giảm|vượt|thêm|bớt|hơn|lãi suất|mức)\s(?:\p{L}+\s){0,2}$/iu.test(before) && !/tỷ lệ\s\p{L}*\s?$/iu.test(before))
    return fraction === null;
  return fraction === null && (percent.bound === 'at_least' || percent.bound === 'at_most');
}

function* checkFraction(context: Context, { passage, percent }: RatioClaim, a: Figure, b: Figure): Generator<Fault> {
  context.count('bound');
  const verdict = ratioVerdict(a, b, percent);
  const start = Math.min(a.start, percent.start);
  const at = spotIn(passage, start, Math.max(percent.tail, b.tail));
  if (verdict === 'undecided') return context.unchecked(at, 'Mẫu số bằng 0 hoặc số ghi ước chừng.');
  context.count('checked');
  if (verdict === 'match') return;
  const figures = [a, b, percent];
  const exact = recomputed(a, b, percent.decimals + 2) ?? '';
  const data = { percent: percent.raw, a: a.raw, b: b.raw, exact, fits: otherBase(context.document, passage, a, b, percent) };
  const shown = { at, figures, data, expected: `${recomputed(a, b, percent.decimals)}%` };
  if (verdict === 'truncated') yield { ...shown, message: 'truncated', severity: 'note' };
  else if (verdict === 'rounded_to_whole') yield { ...shown, message: 'whole', severity: 'note' };
  else {
    const message = compare(exactOf(a), exactOf(b)) > 0 && compare(exactOf(percent), HUNDRED) <= 0 ? 'over' : 'differs';
    const root = `${a.raw}/${b.raw}=${percent.raw}`;
    yield {
      ...shown,
      message,
      root,
      shares: [passage.offset + percent.start, passage.offset + a.start, passage.offset + b.start],
    };
  }
}

/** Which other figure near would fit as a base: shown, never decided. */
function otherBase(document: Document, passage: Passage, a: Figure, b: Figure, percent: Figure): string {
  const other = basesNear(document, passage, a).find(
    ({ figure }) => figure.raw !== b.raw && ratioVerdict(a, figure, percent) === 'match',
  );
  return other ? ` (tỷ lệ này khớp nếu mẫu số là ${other.figure.raw})` : '';
}

/**
 * Shares side by side of one base: “đất đai 142 (29,2 %), môi trường 97 (20,0 %), …”. The base is a figure near, or the sum of the parts; when all
 * shares but one or two fit it, the others are wrong.
 */
function oddInRow(
  document: Document,
  passage: Passage,
  claims: readonly RatioClaim[],
): { base: Rational; odd: RatioClaim[] } | null {
  if (claims.length < 3) return null;
  const row = claims.filter((claim) => claim.part && !claim.fraction && !isNoShare(claim));
  const [first] = row;
  if (row.length < 3 || row.length > 24 || !first?.part) return null;
  const parts = row.map((claim) => claim.part as Figure);
  if (parts.some((part) => part.unit !== parts[0]?.unit || part.scale !== 1n)) return null;
  const near = basesNear(document, passage, first.part).map(({ figure }) => exactOf(figure));
  const bases = [parts.reduce((so_far, part) => add(so_far, exactOf(part)), ZERO), ...near];
  const fitting = (base: Rational): RatioClaim[] =>
    row.filter((claim) => fits(claim.part as Figure, asBase(claim.part as Figure, base), claim.percent));
  const best = bases.map((base) => ({ base, fit: fitting(base) })).toSorted((a, b) => b.fit.length - a.fit.length)[0];
  if (!best || best.fit.length < 2 || best.fit.length * 3 < row.length * 2 || best.fit.length === row.length) return null;
  // A share of something else in the same row would fit its own base.
  const odd = row.filter(
    (claim) =>
      !best.fit.includes(claim) &&
      !near.some((base) => fits(claim.part as Figure, asBase(claim.part as Figure, base), claim.percent)),
  );
  return { base: best.base, odd };
}

const asBase = (like: Figure, value: Rational): Figure => ({
  ...like,
  bound: 'exact',
  readings: [{ value, decimals: 0, is_foreign: false }],
});

function rowFault(passage: Passage, percent: Figure, part: Figure, base: Rational): Fault {
  const whole = { ...asBase(part, base), raw: printExact(base) };
  return {
    ...rateDiffers(part, whole, percent),
    at: spotIn(passage, Math.min(part.start, percent.start), Math.max(percent.tail, part.tail)),
    figures: [part, percent],
    shares: [passage.offset + percent.start, passage.offset + part.start],
  };
}

const OF_ELSEWHERE = /^[^.;,]{0,25}(?:kế hoạch|\bKH\b|dự toán|chỉ tiêu|so với|trên tổng|tổng số|số dân|dân số|cùng kỳ)/iu;

function* checkPart(context: Context, { passage, percent }: RatioClaim, part: Figure): Generator<Fault> {
  const at = spotIn(passage, Math.min(part.start, percent.start), Math.max(percent.tail, part.tail));
  if (compare(exactOf(percent), HUNDRED) === 0) return;
  const bases = basesNear(context.document, passage, part);
  const explains = (base: Figure): boolean => fits(part, base, percent);
  const here = bases.filter((base) => base.passage === passage).map(({ figure }) => figure);
  if (bases.some(({ figure }) => explains(figure)) || sums(here, part).some(explains)) {
    context.count('bound');
    context.count('checked');
    return;
  }
  // “tăng 386 học sinh (1,17 %)”: the share of a change is of the other period.
  if (/(?:tăng|giảm|thêm|bớt|hơn)(?: thêm| đi)?\s*$/iu.test(passage.text.slice(Math.max(0, part.start - 12), part.start))) return;
  // “nếu chỉ tính 18 chỉ tiêu đã đánh giá thì đạt 77,78 %”: that is the base.
  if (
    /(?<!\p{L})tính(?: riêng| trên| theo)?(?: tổng)?(?: số)?\s*$/iu.test(
      passage.text.slice(Math.max(0, part.start - 24), part.start),
    )
  )
    return context.unchecked(at, 'Tỷ lệ này tính trên số đứng trước nó, chưa rõ tử số.');
  const named = baseNamed(passage, percent, part);
  if (named && !fitsAnywhere(context.document, part, percent, true)) {
    for (const what of ['bound', 'checked'] as const) context.count(what);
    yield partFault(passage, percent, part, [{ passage, figure: named }], at);
    return;
  }
  if (isNamedOtherwise(passage, percent, part)) return context.unchecked(at, 'Tỷ lệ nêu tên một số khác với số đứng trước nó.');
  const after = passage.text.slice(percent.tail, percent.tail + 60);
  const own = bases.filter((base) => isTotalOf(base, passage, part));
  const wanted = OF_ELSEWHERE.test(after)
    ? own.filter((base) => base.passage === passage && isNamedBy(base.passage, base.figure, after))
    : own;
  if (wanted.length === 0) return context.unchecked(at, 'Chưa rõ tỷ lệ này tính trên tổng nào.');
  context.count('bound');
  // “giải quyết 857.151 hồ sơ, đúng hạn 853.117 hồ sơ (99,48 %)”: the share fits a figure told elsewhere of which the base right before it is a misprint.
  const misprinted = misprintedBase(context.document, passage, percent, part, own);
  if (misprinted) {
    context.count('checked');
    yield partFault(passage, percent, part, [misprinted], at);
    return;
  }
  // Of whatever unit: “1.786 TTHC, trong đó … 604 dịch vụ công (33,82 %)”.
  // A base that stands anywhere in the report, or in a table of it, is no accident at one decimal.
  if (percent.decimals > 0 && fitsAnywhere(context.document, part, percent, true))
    return context.unchecked(at, 'Tỷ lệ này khớp với một tổng khác trong báo cáo.');
  // Far from every base: the share is of something that is not printed here.
  if (!wanted.some(({ figure }) => isLikely(part, figure, percent)))
    return context.unchecked(at, 'Chưa rõ tỷ lệ này tính trên tổng nào.');
  const is_of_other_unit =
    percent.decimals > 0 && passage.figures.some((f) => f.kind === 'count' && f !== part && fits(part, f, percent));
  if (is_of_other_unit || otherPairFits(passage, percent) || baseElsewhere(context.document, part, percent))
    return context.unchecked(at, 'Tỷ lệ này khớp với một tổng khác trong báo cáo.');
  context.count('checked');
  yield partFault(passage, percent, part, wanted, at);
}

function misprintedBase(document: Document, passage: Passage, percent: Figure, part: Figure, own: readonly Base[]): Base | null {
  const base = own.find(({ figure, passage: where }) => where === passage && figure.end < part.start && figure.raw.length >= 5);
  if (!base || percent.decimals < 2 || part.start > percent.start) return null;
  const told = [...figuresOfUnit(document, part.unit), ...figuresInTables(document)];
  return told.some((f) => isMisprint(f.raw, base.figure.raw) && fits(part, f, percent)) ? base : null;
}

const NAMES = [
  'hoàn thành',
  'quá hạn',
  'trễ hạn',
  'đúng hạn',
  'trực tuyến',
  'có mặt',
  'đã kiểm tra',
  'giải ngân',
  'số hóa',
  'đạt chuẩn',
];

/** “15 đơn giải quyết đúng hạn và 02 đơn quá hạn; tỷ lệ đúng hạn 88,24 %”: the name may stand behind its part. */
const isCalled = (after: string, name: string): boolean => /^[^.;,\d]*/u.exec(after.toLowerCase())?.[0].includes(name) === true;

/** “… 48 nhiệm vụ: đã hoàn thành 31 … Tỷ lệ hoàn thành 64,58 %”: the rate names its part; the total is called one in the same passage. */
function* checkNamed(context: Context, { passage, percent }: RatioClaim): Generator<Fault> {
  const lead = /(?:tỷ|tỉ) lệ ((?:\p{L}+[\s,]+){1,7})(?:đạt |là |chiếm |: ?)*$/iu.exec(
    passage.text.slice(Math.max(0, percent.start - 70), percent.start),
  );
  const name = lead && NAMES.find((word) => (lead[1] ?? '').toLowerCase().includes(word));
  // “tỷ lệ trước hạn và đúng hạn”: of two parts together.
  if (!name || percent.decimals === 0 || /hạn,? (?:và|hoặc|,) ?(?:đúng|trước)|trước (?:và|,) đúng/iu.test(lead[1] ?? '')) return;
  const counts = passage.figures.filter(
    (f) => f.kind === 'count' && f.bound === 'exact' && f.unit !== '' && f.end < percent.start,
  );
  const parts = counts.filter((f) =>
    passage.text
      .slice(Math.max(0, f.start - 22), f.start)
      .toLowerCase()
      .includes(name),
  );
  const [part] = parts;
  if (
    !part ||
    parts.length !== 1 ||
    isOfSome(passage.text.slice(passage.text.lastIndexOf('. ', percent.start) + 1, percent.start))
  )
    return;
  const bases = counts.filter(
    (f) =>
      f.unit === part.unit &&
      f !== part &&
      f.start < part.start &&
      CALLED_TOTAL.test(passage.text.slice(Math.max(0, f.start - 60), f.start)),
  );
  const [base] = bases;
  if (!base || bases.length !== 1) return;
  context.count('bound');
  if (
    [...counts, ...sums(counts, part)].some((f) => fits(part, f, percent)) ||
    counts.some(
      (a) => isCalled(passage.text.slice(a.tail, a.tail + 30), name) && sums(counts, a).some((f) => fits(a, f, percent)),
    ) ||
    otherPairFits(passage, percent) ||
    baseElsewhere(context.document, part, percent)
  )
    return;
  context.count('checked');
  yield partFault(passage, percent, part, [{ passage, figure: base }], spotOf(passage, percent));
}

function partFault(passage: Passage, percent: Figure, part: Figure, wanted: readonly Base[], at: Fault['at']): Fault {
  const base = (wanted[0] as Base).figure;
  return {
    message: wanted.length === 1 ? 'differs' : 'no_base',
    at,
    figures: [part, base, percent],
    data: {
      percent: percent.raw,
      a: part.raw,
      b: base.raw,
      exact: recomputed(part, base, percent.decimals + 2) ?? '',
      tried: wanted
        .map(({ figure }) => `${figure.raw} → ${recomputed(part, figure, percent.decimals)}%`)
        .slice(0, 4)
        .join('; '),
      fits: '',
    },
    expected: `${recomputed(part, base, percent.decimals)}%`,
    related: wanted.map((b) => ({ ...spotOf(b.passage, b.figure), message: `Mẫu số đã thử: ${b.figure.raw}` })),
    shares: [passage.offset + percent.start, passage.offset + part.start],
  };
}
