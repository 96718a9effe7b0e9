import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { faultOf } from './enumerations.ts';
import { exactOf, type Figure } from './figure.ts';
import { addsUp, sumOf } from './parts.ts';
import { absolute, add, compare, equal, multiply, type Rational, subtract, whole } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { isSlip } from './slip.ts';
import { toldIn } from './told-in.ts';

// Sums whose parts the words name one by one in a form of their own: who is named without a number, “lần lượt”, what the period adds, areas with what was
// done in each, sources that are announced.

type Sum = { total: Figure; parts: Figure[] /** Of what is named without a number. */; more?: Rational; is_sure: boolean };

/** Each form only where the words that it cannot do without stand. R03. */
export function* workedSums(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 3)) {
    for (const { total, parts, more, is_sure } of sumsOf(passage)) {
      decided(context);
      if (!more && addsUp(total, parts)) continue;
      const at = (figure: Figure) => ({ passage, figure });
      const fault = faultOf(at(total), parts.map(at));
      yield { ...(more ? withNamed(fault, total, parts, more) : fault), severity: is_sure ? 'error' : 'warning' };
    }
  }
}

function* sumsOf(passage: Passage): Generator<Sum> {
  const { text } = passage;
  const has = (word: string): boolean => text.includes(word);
  if (has('gồm ')) yield* withOneNamed(passage);
  if (has('lần lượt')) yield* inTurn(passage);
  if (has('ũy kế') || has('uỹ kế')) yield* broughtTo(passage);
  if (passage.fractions.length > 0 && has(': ') && has('; ')) yield* doneInAreas(passage);
  if (has(': ') && has('; ')) yield* ofSources(passage);
}

const isCount = (f: Figure | undefined): f is Figure => f?.kind === 'count' && f.bound === 'exact';
const within = ({ figures }: Passage, from: number, to: number): Figure[] =>
  figures.filter((f) => f.start >= from && f.end <= to);
const isWithin = (gap: Rational, part: bigint, of: Figure): boolean =>
  compare(multiply(absolute(gap), whole(part)), exactOf(of)) < 0;

const ROLE =
  '(?:Phó )?(?:Trưởng|Giám đốc|Chủ tịch|Chánh|Bí thư|Hiệu trưởng|Đội trưởng|Tổ trưởng|Trạm trưởng|Chi cục trưởng|Cục trưởng)';
const NAMED = new RegExp(
  `^[^.;:()\\d]{0,30}?[,:]?\\s\\(?(?:gồm|bao gồm)(?: có)?:?\\s((?:(?:01 )?${ROLE}(?:(?!\\scác\\s|\\svà\\s)[^,;.()\\d]){0,40}(?:\\([^()\\d]*\\))?[,;]\\s)+)$`,
  'u',
);

/** “13 người, gồm Trưởng bộ phận, 09 công chức, 02 viên chức và 02 nhân viên”: who is named without a number is one. */
function* withOneNamed(passage: Passage): Generator<Sum> {
  const { text, figures } = passage;
  for (const [i, total] of figures.entries()) {
    const first = figures[i + 1];
    if (!isCount(total) || total.unit !== 'người' || !first || first.start - total.tail > 160) continue;
    const named = NAMED.exec(text.slice(total.tail, first.start))?.[1];
    const stop = /[.;)](?=\s|$)/u.exec(text.slice(first.tail));
    const end = stop ? first.tail + stop.index : text.length;
    const parts = within(passage, first.start, end);
    if (!named || parts.length < 2 || parts.some((f) => !isCount(f) || f.unit !== 'người')) continue;
    if (/khác|trong đó|còn lại|kiêm|so với/iu.test(text.slice(first.start, end))) continue;
    const more = whole(BigInt(named.replace(/\([^()]*\)/gu, '').match(/[,;]/gu)?.length ?? 0));
    const gap = subtract(add(sumOf(parts), more), exactOf(total));
    if (gap.n === 0n || !isWithin(gap, 4n, total)) continue;
    yield { total, parts, more, is_sure: !equal(sumOf(parts), exactOf(total)) || !/chưa (?:kể|tính)|ngoài/iu.test(text) };
  }
}

function withNamed(fault: Fault, total: Figure, parts: readonly Figure[], more: Rational): Fault {
  const sum = add(sumOf(parts), more);
  const expected = String(sum.n);
  const gap = String(absolute(subtract(sum, exactOf(total))).n);
  return {
    ...fault,
    data: { ...fault.data, parts: `${more.n} (không ghi số) + ${parts.map(({ raw }) => raw).join(' + ')}`, sum: expected, gap },
    expected,
  };
}

/** “dân số 17.842 người, lần lượt là 9.156 người và 8.686 người”: right behind their total. */
function* inTurn(passage: Passage): Generator<Sum> {
  const { text, figures } = passage;
  for (const [i, total] of figures.entries()) {
    const first = figures[i + 1];
    if (!isCount(total) || total.unit === '' || total.unit.startsWith('~') || !isCount(first)) continue;
    if (!/^,\s(?:trong đó\s)?lần lượt(?:\s(?:là|có|gồm))?:?\s$/iu.test(text.slice(total.tail, first.start))) continue;
    if (/tăng|giảm|bình quân|trung bình|mỗi|cao nhất|hơn/iu.test(text.slice(Math.max(0, total.start - 40), total.start)))
      continue;
    const parts = [first];
    for (const next of figures.slice(i + 2)) {
      const last = parts.at(-1) as Figure;
      if (!/^(?:[,;]\s(?:và\s)?|\svà\s)$/u.test(text.slice(last.tail, next.start)) || !isCount(next)) break;
      parts.push(next);
    }
    if (parts.length < 2 || parts.some((f) => f.scale !== total.scale || (f.unit !== '' && f.unit !== total.unit))) continue;
    if (isWithin(subtract(sumOf(parts), exactOf(total)), 10n, total)) yield { total, parts, is_sure: true };
  }
}

const BROUGHT = /(?:đưa|nâng)\s[^.;()]{0,50}(?:lũy kế|luỹ kế)[^.;()]{0,50}\s(?:lên(?: thành| tới| đến)?|đạt|thành|là)\s$/iu;

/** “Trong quý III ban hành 23 văn bản, đưa số lũy kế 9 tháng lên 71 (quý I: 29 văn bản; quý II: 19 văn bản)”: the own period and those in the bracket. */
function* broughtTo(passage: Passage): Generator<Sum> {
  const { text, figures } = passage;
  for (const [i, total] of figures.entries()) {
    const own = figures[i - 1];
    if (!isCount(total) || !isCount(own) || own.unit === '') continue;
    const said = text.slice(own.tail, total.start);
    if (!BROUGHT.test(said) || /[.;]\s/u.test(said)) continue;
    const open = /^(?:\s\p{L}+){0,4}\s?\(/u.exec(text.slice(total.end));
    const from = open ? total.end + open[0].length : -1;
    const to = from < 0 ? -1 : text.indexOf(')', from);
    const parts = to < 0 ? [] : within(passage, from, to);
    if (parts.length === 0 || parts.some((f) => !isCount(f) || (f.unit !== '' && f.unit !== own.unit))) continue;
    const periods = text.slice(from, to).match(/(?:quý|tháng|đầu năm)/giu)?.length ?? 0;
    if (periods < parts.length || parts.some((f) => equal(exactOf(f), exactOf(own)))) continue;
    yield { total, parts: [own, ...parts], is_sure: true };
  }
}

/** “hoàn thành 18/32 nhiệm vụ … thể chế 04 nhiệm vụ, đã xong 02; tổ chức bộ máy 02 nhiệm vụ, đã xong 01; …”: one side adds up, so the other must. */
function* doneInAreas(passage: Passage): Generator<Sum> {
  const { text } = passage;
  for (const sentence of segmentsOf(text, '.?!')) {
    const colon = text.indexOf(': ', sentence.start);
    if (colon < 0 || colon > sentence.end) continue;
    const rows = segmentsOf(text.slice(colon + 1, sentence.end), ';').map(({ start, end }) =>
      within(passage, colon + 1 + start, colon + 1 + end),
    );
    const [unit] = (rows[0] ?? []).map((f) => f.unit);
    if (rows.length < 3 || !unit || !rows.every((row) => isArea(text, row, unit))) continue;
    const [all, done] = [rows.map((row) => row[0] as Figure), rows.map((row) => row[1] as Figure)];
    const fraction = passage.fractions.find((f) => f.end < colon && f.unit === unit && equal(exactOf(f.b), sumOf(all)));
    if (fraction && isWithin(subtract(sumOf(done), exactOf(fraction.a)), 4n, fraction.a))
      yield { total: fraction.a, parts: done, is_sure: true };
  }
}

const isArea = (text: string, [all, done, more]: readonly Figure[], unit: string): boolean =>
  isCount(all) &&
  isCount(done) &&
  more === undefined &&
  all.unit === unit &&
  (done.unit === '' || done.unit === unit) &&
  /^,\s(?:đã |hoàn |trong đó )[^.;:()\d]{0,24}$/iu.test(text.slice(all.tail, done.start));

const SOURCES = /(?:^|\s)(?:từ|theo|qua|cho|thành|của)\s$/iu;

/** “vốn giao năm 2023 là 118.800. Vốn giao trong năm hình thành từ 03 nguồn: huyện 31.500; tỉnh 34.200; trung ương 53.100”. */
function* ofSources(passage: Passage): Generator<Sum> {
  const { text, figures } = passage;
  const sentences = segmentsOf(text, '.?!');
  for (const [k, sentence] of sentences.entries()) {
    const before: Stretch | undefined = sentences[k - 1];
    const announced = figures.find((f) => f.start >= sentence.start);
    if (
      !before ||
      !isCount(announced) ||
      announced.end > sentence.end ||
      !SOURCES.test(text.slice(sentence.start, announced.start))
    )
      continue;
    const cue = /^(?:\s\p{L}+){1,4}:\s/u.exec(text.slice(announced.end, sentence.end));
    if (!cue) continue;
    const from = announced.end + cue[0].length;
    const rows = segmentsOf(text.slice(from, sentence.end), ';').map(({ start, end }) =>
      within(passage, from + start, from + end),
    );
    const parts = rows.flatMap((row) => (row.length === 1 ? row : []));
    if (rows.length !== Number(exactOf(announced).n) || parts.length !== rows.length || parts.length < 2 || !parts.every(isCount))
      continue;
    const [one] = parts as [Figure];
    const totals = within(passage, before.start, before.end).filter(
      (f) => isCount(f) && f.unit === one.unit && f.scale === one.scale,
    );
    if (parts.some((f) => f.unit !== one.unit || f.scale !== one.scale) || totals.some((f) => addsUp(f, parts))) continue;
    const total = totals.find((f) => isWithin(subtract(sumOf(parts), exactOf(f)), 10n, f) && isSlip('sum', [f, ...parts]));
    if (total && compare(exactOf(total), whole(100n)) >= 0) yield { total, parts, is_sure: true };
  }
}
