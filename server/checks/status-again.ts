import { confirmedIn } from './confirmed.ts';
import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { gridsOf } from './grid.ts';
import { matchesIn } from './matches.ts';
import { absolute, add, compare, equal, printExact, subtract } from './rational.ts';
import { type Context, decided, type Fault, type Spot, spotInCell, spotOf } from './rule.ts';
import { fits } from './share-bases.ts';
import { flat } from './shown-tables.ts';
import { areOneSlip } from './slip.ts';
import { plainUnit, type Sentence, sameUnit } from './story.ts';
import { storyOfFigures } from './told-in.ts';
import { unitAt } from './unit.ts';

/** A count of things of one state: `17 hồ sơ quá hạn`, `đang khắc phục 06 hạn chế`, `05 chỉ tiêu không hoàn thành`. */
type State = { figure: Figure; passage: Passage | null; spot: () => Spot; keys: Set<string>; words: Set<string>; at: number };

const LATE = /(?:(?:quá|trễ|muộn)(?: thời)?(?: hạn| hẹn)|chậm(?: (?:hạn|tiến độ|muộn))?)(?!\p{L})/giu;
const LEFT = /còn lại|còn tồn|đang tồn|tồn đọng|tồn lại|còn (?:phải|cần) \p{L}+/giu;
const UNDONE = /(?<!\p{L})(chưa|không|đang|còn)\s(?:được\s|thể\s|phải\s)?(\p{L}+(?:\s\p{L}+)?)/giu;
const RECALLS =
  /tồn tại|hạn chế|khó khăn|đánh giá|nhận xét|kết luận|ưu điểm|khái quát|nổi bật|tóm tắt|phương hướng|công việc|nhiệm vụ|giải pháp|kiến nghị|đề xuất|kế hoạch/iu;
const APART =
  /so với|cùng kỳ|năm (?:trước|ngoái)|(?:quý|tháng|kỳ) trước|kế hoạch|mục tiêu|phấn đấu|tối thiểu|bình quân|tăng|giảm|thêm|trong đó|riêng|lũy kế|dự kiến|ít nhất|nâng|từ (?:ngày|năm|tháng)|mỗi/iu;
const GENERIC = new Set(
  'còn có là các số tổng được của trong và với việc do ở tại hiện nay vẫn một đang chưa không bị để những từ cần tiếp tục dứt điểm xử lý giải quyết hoàn thành khắc phục thực hiện tập trung rà soát đôn đốc trước ngày phát sinh tổng_số toàn lại tồn hạn quá trễ đến này đó nêu trên đã cho về'.split(
    ' ',
  ),
);

/** A count of a state that a section of assessment or of plans says again: it is what was told before, or a part of it. */
export function* statusAgain(context: Context): Generator<Fault> {
  const { document } = context;
  const all = storyOfFigures(document).flatMap((sentences) => sentences.flatMap(statesIn));
  const cells = cellStates(document);
  for (const second of all) {
    const { passage, figure } = second;
    if (!passage || !recalls(passage) || figure.raw.replace(/\D/g, '').length < 2) continue;
    const lead = passage.text.slice(Math.max(0, figure.start - 40), figure.start);
    if (APART.test(lead.replace(/kế hoạch số|nhiệm vụ/giu, ''))) continue;
    const firsts = [...all.filter((other) => other.at < second.at && isBefore(other, second)), ...cells].filter((other) =>
      isSameState(other, second),
    );
    const told = firsts.filter((other) => other.passage !== null);
    const [first] = told.length > 0 ? told : firsts;
    if (!first) {
      const fault = complement(context, second);
      if (fault) yield fault;
      continue;
    }
    context.count('seen');
    const same = (other: State): boolean => equal(exactOf(other.figure), exactOf(figure));
    if (firsts.some(same) || isPrinted(document, second) || isReckoned(document, second)) continue;
    if (firsts.some((other) => isShareOf(second, other.figure))) continue;
    // What makes its own total is of another account.
    if (confirmedIn(document).has(second.at)) continue;
    // Less, and more words: a part of what was told.
    const extra = [...second.words].filter((word) => !firsts.some((other) => other.words.has(word) || isAround(other, word)));
    const is_more = firsts.every((other) => compare(exactOf(figure), exactOf(other.figure)) > 0);
    if ((extra.length > 0 || isOfPart(second)) && !is_more) continue;
    if (extra.length > 2 || new Set(firsts.map((other) => String(exactOf(other.figure).n))).size > 2) {
      const fault = second.keys.has('còn lại') ? complement(context, second) : null;
      if (fault) yield fault;
      continue;
    }
    context.count('bound');
    context.count('checked');
    yield {
      message: 'count_differs',
      at: second.spot(),
      figures: [first.figure, figure],
      data: { name: nameOf(second), first: figure.raw, second: first.figure.raw },
      expected: first.figure.raw,
      related: [first.spot()],
      shares: [second.at, first.at],
    };
  }
}

/** “- Cấp huyện: phải giải quyết 7.060 hồ sơ; …”: the whole paragraph is of a part. */
const OF_LEVEL = /^\W*(?:riêng\s|khối\s|đối với\s)?(?:cấp|lĩnh vực|ubnd|phòng|sở|các)\s[^:.;,\d]{1,50}:\s/iu;

/** “Lĩnh vực Đất đai còn 16 hồ sơ đang giải quyết, chiếm 59,3 % tổng số …”: of a part. */
const isOfPart = ({ passage, figure }: State): boolean =>
  passage !== null &&
  (OF_LEVEL.test(passage.text) ||
    /^[^.;\d]{0,50}chiếm\s[\d.,]+\s?%/iu.test(passage.text.slice(figure.tail)) ||
    /(?:^|[.;]\s)(?:riêng\s)?(?:lĩnh vực|cấp (?:tỉnh|huyện|xã)|riêng)\s[^.;\d]{1,60}$/iu.test(
      passage.text.slice(passage.label?.body ?? 0, figure.start),
    ));

/** “xin lỗi đối với 1.243 hồ sơ quá hạn, đạt 95,3 %” of the 1.304: its own rate says what it is a part of. */
function isShareOf({ passage, figure }: State, whole: Figure): boolean {
  const percent = passage?.figures.find((f) => f.start > figure.start);
  if (!passage || percent?.kind !== 'percent' || compare(exactOf(figure), exactOf(whole)) >= 0) return false;
  return !/[.;\d]/u.test(passage.text.slice(figure.tail, percent.start)) && fits(figure, whole, percent);
}

/** The paragraph of a count says the word, or its headings do. */
function isAround({ passage }: State, word: string): boolean {
  if (!passage) return false;
  if (` ${flat(passage.text)} `.includes(` ${word} `)) return true;
  for (let s: Passage['section'] | null = passage.section; s?.parent; s = s.parent)
    if (` ${flat(s.title.slice(0, 120))} `.includes(` ${word} `)) return true;
  return false;
}

const isBefore = (other: State, second: State): boolean => other.passage !== second.passage && !other.passage?.section.is_plan;

/** “Còn 11 trường chưa đạt chuẩn” after “51/62 trường đạt chuẩn”: what is not yet so is the rest. */
function complement(context: Context, second: State): Fault | null {
  const verbs = [...second.keys].flatMap((key) => /^(?:chưa|không) (.+)$/u.exec(key)?.[1] ?? []);
  const { document } = context;
  // “Kiểm tra 07 đơn vị còn lại” after “đã kiểm tra 05/12 đơn vị”.
  if (second.keys.has('còn lại') && second.passage?.section.is_plan) {
    const lead = second.passage.text
      .slice(Math.max(0, second.figure.start - 40), second.figure.start)
      .trim()
      .toLowerCase();
    const verb = /(?:^|[\s.,;])(\p{L}+\s\p{L}+)$/u.exec(lead)?.[1];
    if (verb) verbs.push(verb);
  }
  const fractions = document.passages.flatMap((p) =>
    p.section.is_plan || p.is_footnote || p.index >= (second.passage?.index ?? 0)
      ? []
      : p.fractions.filter((f) => f.unit === second.figure.unit && !isAside(p, f.start)).map((fraction) => ({ p, fraction })),
  );
  const [only, ...others] = fractions.filter(({ p, fraction }) => {
    const near =
      `${p.text.slice(Math.max(0, fraction.start - 50), fraction.start)} ${p.text.slice(fraction.tail, fraction.tail + 40)}`.toLowerCase();
    return verbs.some((verb) => near.includes(` ${verb}`) && !near.includes(`chưa ${verb}`) && !near.includes(`không ${verb}`));
  });
  if (!only || others.length > 0) return null;
  const { p, fraction } = only;
  const left = subtract(exactOf(fraction.b), exactOf(fraction.a));
  const extra = [...second.words].filter(
    (word) => !/^(?:theo|kế|hoạch)$/u.test(word) && !` ${flat(p.text)} `.includes(` ${word} `),
  );
  if (left.n < 0n || equal(left, exactOf(second.figure)) || extra.length > 1 || isPrinted(document, second)) return null;
  if (hasOwnAccount(second)) return null;
  // Fewer may be a part of the rest.
  if (extra.length > 0 && compare(exactOf(second.figure), left) < 0) return null;
  decided(context);
  // “Hoàn thành 17 nhiệm vụ còn lại” of the one share that is told with this verb: a slip of the pen is its witness.
  const is_witnessed =
    second.keys.has('còn lại') &&
    extra.length === 0 &&
    second.passage?.section.is_plan === true &&
    areOneSlip(String(left.n), String(exactOf(second.figure).n));
  return {
    ...(is_witnessed ? { is_witnessed } : {}),
    message: 'complement',
    at: second.spot(),
    figures: [second.figure, fraction.a, fraction.b],
    data: { rest: second.figure.raw, part: fraction.a.raw, total: fraction.b.raw, expected: printExact(left) },
    expected: printExact(left),
    related: [spotOf(p, { start: fraction.start, end: fraction.end, tail: fraction.tail })],
    shares: [second.at],
  };
}

/** “cùng kỳ năm 2023 hoàn thành 33/50 nhiệm vụ”, “cao nhất là cải cách thể chế (5/6 nhiệm vụ)”: of another time, or of one part. */
const isAside = ({ text }: Passage, start: number): boolean =>
  text[start - 1] === '(' ||
  /(?:cùng kỳ|(?:năm|quý|kỳ) (?:trước|ngoái)|so với)[^.;]{0,60}$/iu.test(text.slice(Math.max(0, start - 80), start));

/** “Trong 18 chỉ tiêu, đạt 14 chỉ tiêu, chưa đạt 03 chỉ tiêu”: its own sentence tells the whole that it is left of. */
function hasOwnAccount({ passage, figure }: State): boolean {
  const from = (passage?.text.lastIndexOf('. ', figure.start) ?? -1) + 1;
  const own = passage?.figures.filter((f) => f.start >= from && f.end <= figure.start && f.unit === figure.unit) ?? [];
  return (
    own.length > 1 && own.some((a) => own.some((b) => a !== b && compare(subtract(exactOf(a), exactOf(b)), exactOf(figure)) >= 0))
  );
}

const nameOf = ({ figure, keys }: State): string => `${plainUnit(figure).replace(/_/gu, ' ')} ${[...keys][0] ?? ''}`.trim();

function recalls(passage: Passage): boolean {
  if (passage.section.is_plan) return true;
  for (let s: Passage['section'] | null = passage.section; s?.parent; s = s.parent)
    if (RECALLS.test(s.title.slice(0, 100))) return true;
  return false;
}

function statesIn(sentence: Sentence): State[] {
  const { passage } = sentence;
  if (passage.is_footnote || sentence.told.length + sentence.parts.length === 0) return [];
  return [...sentence.told, ...sentence.parts].flatMap((told): State[] => {
    const { figure } = told;
    if (!ANY.test(told.before) && !ANY.test(told.after)) return [];
    const named =
      figure.unit === ''
        ? unitOfSubject(passage.text.slice(Math.max(sentence.start, figure.start - 70), figure.start))
        : figure.unit;
    if (named === '' || named === 'điểm' || (figure.scale > 1n && named !== 'đồng')) return [];
    const before = told.before.split(/\s+/).slice(-7).join(' ');
    const after = (told.after.split(/(?:^|\s)(?:do|vì|tại|trong đó|tập trung|chủ yếu|thuộc|trước)(?=\s)/iu)[0] ?? '')
      .split(/\s+/)
      .slice(0, 9)
      .join(' ');
    const keys = keysOf(before, after);
    if (keys.size === 0) return [];
    // Before the figure stand the verbs of a plan: “tiêm bổ sung cho 63 trẻ chưa tiêm đủ”.
    const words = keysOf('', after).size > 0 ? wordsOf(after) : wordsOf(`${before} ${after}`);
    return [{ figure: { ...figure, unit: named }, passage, spot: () => spotOf(passage, figure), keys, words, at: told.at }];
  });
}

/** “Số biên chế công chức chưa tuyển dụng còn 108”: the words before say what is counted. */
function unitOfSubject(lead: string): string {
  const at = lead.toLowerCase().lastIndexOf('số ');
  const unit = at < 0 || /[.;,]\s/.test(lead.slice(at)) ? null : unitAt(lead, at + 3);
  return unit && !unit.key.startsWith('~') ? unit.key : '';
}

const ANY = /hạn|hẹn|chậm|còn|tồn|chưa|không|đang/iu;

/** `late`, `left`, `chưa đạt`, `đang khắc phục`. */
function keysOf(before: string, after: string): Set<string> {
  const keys = new Set<string>();
  for (const words of [before, after]) {
    // Most words tell no state: one look for all of them.
    if (!ANY.test(words)) continue;
    const text = words.toLowerCase();
    if (text.search(LATE) >= 0) keys.add('quá hạn');
    if (text.search(LEFT) >= 0) keys.add('còn lại');
    for (const m of matchesIn(text, UNDONE)) {
      const verb = (m[2] ?? '').trim();
      if (m[1] === 'còn' || /^(?:có|để|còn|là|quá|kịp|phát)/u.test(verb)) continue;
      keys.add(`${m[1]} ${verb.split(' ').slice(0, 2).join(' ')}`);
    }
  }
  return keys;
}

const wordsOf = (text: string): Set<string> =>
  new Set(
    flat(text)
      .split(' ')
      .filter((word) => word.length > 1 && !GENERIC.has(word) && !/\d/.test(word)),
  );

/** The same things in the same state; “còn lại” is any state that is not done. */
function isSameState(first: State, second: State): boolean {
  if (!sameUnit(first.figure, second.figure)) return false;
  const shared = [...second.keys].some((key) => first.keys.has(key));
  const is_left = second.keys.has('còn lại') && [...first.keys].some((key) => key === 'còn lại' || /^(?:chưa|đang)/u.test(key));
  if (!shared && !is_left) return false;
  // “hồ sơ quá hạn đang giải quyết” is not “hồ sơ quá hạn”.
  if ([...first.keys].length + [...second.keys].length > 3 && !sameKeys(first, second)) return false;
  const [fewer, more] = first.words.size <= second.words.size ? [first.words, second.words] : [second.words, first.words];
  return [...fewer].filter((word) => more.has(word)).length >= Math.min(1, fewer.size);
}

const sameKeys = (a: State, b: State): boolean => a.keys.size === b.keys.size && [...a.keys].every((key) => b.keys.has(key));

/** Total cells of columns that are called a state. */
function cellStates(document: Document): State[] {
  return gridsOf(document)
    .slice(0, 40)
    .flatMap((grid) =>
      grid.rows
        .filter((row) => row.is_total)
        .flatMap((row) =>
          grid.columns.flatMap((column): State[] => {
            const entry = row.figures[column.index];
            const keys = keysOf('', column.own);
            if (
              !entry ||
              column.is_percent ||
              keys.size === 0 ||
              !/hồ sơ|nhiệm vụ|văn bản/iu.test(`${column.name} ${titleOf(document, grid.table.offset)}`)
            )
              return [];
            const unit = /nhiệm vụ/iu.test(column.name) ? 'nhiệm_vụ' : /văn bản/iu.test(column.name) ? 'văn_bản' : 'hồ_sơ';
            return [
              {
                figure: { ...entry.figure, unit },
                passage: null,
                spot: () => spotInCell(grid.table, entry.cell),
                keys,
                words: new Set(),
                at: entry.cell.offset,
              },
            ];
          }),
        ),
    );
}

const titleOf = (document: Document, offset: number): string =>
  document.passages.findLast((p) => p.offset < offset)?.text.slice(0, 160) ?? '';

/** The sum of two or three counts that one sentence tells of such things, or the difference of two. */
function isReckoned(document: Document, { figure }: State): boolean {
  const value = exactOf(figure);
  for (const sentences of storyOfFigures(document))
    for (const sentence of sentences) {
      const all = [...sentence.told, ...sentence.parts, ...sentence.bases].filter(
        (t) => (sameUnit(t.figure, figure) || plainUnit(t.figure) === '') && t.figure.start !== figure.start,
      );
      const few = all.slice(0, 10).map((t) => exactOf(t.figure));
      for (const [i, a] of few.entries())
        for (const b of few.slice(i + 1)) {
          const sum = add(a, b);
          if (equal(sum, value) || equal(absolute(subtract(a, b)), value)) return true;
          if (few.some((c) => c !== a && c !== b && equal(add(sum, c), value))) return true;
        }
    }
  return false;
}

/** The same count of the same things stands in a cell or elsewhere in the prose. */
function isPrinted(document: Document, second: State): boolean {
  const value = exactOf(second.figure);
  const is_large = compare(value, { n: 100n, d: 1n }) >= 0;
  const in_prose = document.passages.some((p) =>
    p.figures.some(
      (f) =>
        f.kind === 'count' &&
        p.offset + f.start !== second.at &&
        (is_large || f.unit === second.figure.unit) &&
        equal(exactOf(f), value) &&
        p.index < (second.passage?.index ?? 0),
    ),
  );
  return (
    in_prose ||
    (is_large &&
      gridsOf(document).some((grid) => grid.rows.some((row) => row.figures.some((e) => e && equal(exactOf(e.figure), value)))))
  );
}
