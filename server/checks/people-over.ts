// More people than there is room for: recruited beyond the posts of their plan, had beyond given where some are still missing, schooled beyond all. R03.
import { cueOf, namedIn } from './cues.ts';
import { type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { exceedsFault, overFault } from './listed-parts.ts';
import { sumOf } from './parts.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const isCount = (f: Figure): boolean => f.kind === 'count' && f.bound === 'exact' && f.scale === 1n && f.decimals === 0;

const RECRUITED_CUE = cueOf('tuyển dụng', 'xét tuyển', 'thi tuyển');
const RECRUITS = /tuyển dụng|xét tuyển|thi tuyển/iu;
const POSTS = /^\s?(?:chỉ tiêu|vị trí|biên chế|suất)(?!\p{L})/iu;
/** Those who were considered are more than those who were taken. */
const TAKEN =
  /(?<!\p{L})(?:đã|kết quả|thực hiện)\s(?:thực hiện\s|tổ chức\s)?(?:tuyển dụng|tuyển|trúng tuyển)(?:\s(?:được|là))?\s$/iu;
const PERSONS = /^\s?(?:công chức|viên chức|giáo viên|người|cán bộ|thí sinh)(?!\p{L})/iu;
/** Posts added, other years, those who applied. */
const WIDER = /vượt|bổ sung|điều chỉnh|nhu cầu|l[uũ][yỹ] kế|năm trước|cùng kỳ|giai đoạn|đăng ký|hồ sơ|dự tuyển|hợp đồng|đợt/iu;

/** “Kế hoạch … tuyển dụng công chức (với 20 chỉ tiêu), đã tuyển dụng được 28 công chức”: who recruits fills the posts of the plan. */
function* recruited(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, RECRUITED_CUE)) {
    const { text, figures } = passage;
    for (const [i, posts] of figures.entries()) {
      const taken = figures[i + 1];
      if (!taken || !isCount(posts) || !isCount(taken) || !POSTS.test(text.slice(posts.end))) continue;
      const sentence = segmentsOf(text, '.;').find(({ start, end }) => start <= posts.start && taken.tail <= end);
      if (!sentence || !PERSONS.test(text.slice(taken.end))) continue;
      // “20 chỉ tiêu công chức, 15 chỉ tiêu viên chức, đã tuyển 30 người”: of all of them.
      if (figures.some((f) => f !== posts && f.start >= sentence.start && f.start < taken.start)) continue;
      const between = text.slice(posts.end, taken.start);
      if (between.length > 110 || !TAKEN.test(between) || !RECRUITS.test(text.slice(sentence.start, taken.start))) continue;
      if (WIDER.test(between) || WIDER.test(text.slice(taken.tail, sentence.end))) continue;
      decided(context);
      if (compare(exactOf(taken), exactOf(posts)) > 0) yield exceedsFault(passage, taken, posts);
    }
  }
}

const MISSING_CUE = cueOf('còn thiếu', 'chưa tuyển', 'chưa sử dụng');
const KIND = /(?<!\p{L})(công chức|viên chức|biên chế|cán bộ|giáo viên)(?!\p{L})[^.;,\d]{0,40}$/iu;

/** “công chức là 64/72; viên chức là 694/622. … chỉ tiêu viên chức còn thiếu dự kiến tiếp nhận”: where some are missing, no more are had than were given. */
function* hadOverGiven(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, MISSING_CUE)) {
    for (const fraction of passage.fractions) {
      if (!isCount(fraction.a) || !isCount(fraction.b) || compare(exactOf(fraction.a), exactOf(fraction.b)) <= 0) continue;
      const kind = KIND.exec(passage.text.slice(Math.max(0, fraction.start - 70), fraction.start))?.[1];
      if (kind === undefined) continue;
      const after = passage.text.slice(fraction.tail, fraction.tail + 400);
      if (/^[^.;]{0,50}(?:vượt|thừa|dôi dư|%)/iu.test(after)) continue;
      decided(context);
      if (new RegExp(`(?<!\\p{L})${kind}(?!\\p{L})[^.;,\\d]{0,30}(?:còn thiếu|chưa tuyển|chưa sử dụng)`, 'iu').test(after))
        yield overFault(passage, fraction);
    }
  }
}

const SCHOOLED_CUE = cueOf('trình độ chuyên môn');
const SCHOOLED = /^[\s\-–+*•]*(?:về )?trình độ chuyên môn(?: nghiệp vụ)?\s?:/iu;
const LEVEL = /(?:đại học|cao đẳng|trung cấp|sơ cấp|thạc sĩ|thạc sỹ|tiến sĩ|tiến sỹ|chưa qua đào tạo)\s?:?\s?(?:có\s|là\s)?$/iu;
const HEADS = /^\s?(?:người|đồng chí|đ\/c|cán bộ|công chức|CBCC)(?!\p{L})/iu;
const ALL = /(?<!\p{L})(?:tổng số|số lượng|có mặt|hiện có|hiện nay)(?!\p{L})/iu;
/** Paragraphs between a number of people and how they are schooled. */
const NEAR = 5;

/** “… có mặt là 199 người. Trong đó: … Về trình độ chuyên môn: Đại học 164; Cao đẳng 100; Trung cấp 25”: everybody is counted once. */
function* schooled(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, SCHOOLED_CUE)) {
    const { text, figures } = passage;
    if (!SCHOOLED.test(text) || figures.length < 2 || !figures.every((f) => isCount(f) && LEVEL.test(text.slice(0, f.start))))
      continue;
    const whole = wholeAbove(context, passage);
    if (!whole) continue;
    decided(context);
    const [first, last] = [figures[0], figures.at(-1)];
    if (!first || !last || compare(sumOf(figures), exactOf(whole.figure)) <= 0) continue;
    const fault = exceedsFault(passage, first, whole.figure, whole.passage);
    const shares = [...figures.map((f) => passage.offset + f.start), whole.passage.offset + whole.figure.start];
    yield {
      ...fault,
      at: spotIn(passage, first.start, last.tail),
      figures,
      shares,
      data: { part: figures.map((f) => f.raw).join(' + '), total: whole.figure.raw },
    };
  }
}

/** The largest number of people told a few paragraphs above in the same section, of which one says that it is all. */
function wholeAbove({ document }: Context, passage: Passage): { passage: Passage; figure: Figure } | null {
  const told = document.passages
    .slice(Math.max(0, passage.index - NEAR), passage.index)
    .filter((other) => other.section === passage.section && !other.is_footnote)
    .flatMap((other) => other.figures.map((figure) => ({ passage: other, figure })));
  const heads = told.filter(({ passage: p, figure }) => figure.kind === 'count' && HEADS.test(p.text.slice(figure.end)));
  const [most] = heads.toSorted((a, b) => compare(exactOf(b.figure), exactOf(a.figure)));
  return most && isCount(most.figure) && ALL.test(most.passage.text.slice(0, most.figure.start)) ? most : null;
}

/** People beyond their posts, or beyond their own number. */
export function* peopleOver(context: Context): Generator<Fault> {
  yield* recruited(context);
  yield* hadOverGiven(context);
  yield* schooled(context);
}
