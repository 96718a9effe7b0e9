import { confirmedIn } from './confirmed.ts';
import { type Document, type Passage, segmentsOf, wordsAround } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { gridsOf } from './grid.ts';
import { add, equal, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { flat, isNarrower } from './shown-tables.ts';
import { isMisprint, isToldElsewhere, keyOf } from './story.ts';
import { toldIn } from './told-in.ts';
import { digitsIn, sortedDigits } from './words.ts';

/** A figure with the words of its own noun phrase. */
type Thing = { passage: Passage; figure: Figure; words: Set<string>; said: string; lead: string };

const STOP = new Set(
  'tỷ tỉ lệ đạt là chiếm của các tổng được đã và với trên tại trong theo có cho kết quả từ đến mới chỉ này đó như về do bởi khi ra vào cũng đều bằng gồm bao toàn chung đầy đủ hiện nay hiện cả thực hiện số ở mức còn qua vẫn việc'.split(
    ' ',
  ),
);
const APART =
  /so với|cùng kỳ|(?:năm|quý|tháng|kỳ) trước|kế hoạch|chỉ tiêu|mục tiêu|dự kiến|phấn đấu|tối thiểu|quy định|yêu cầu|tăng|giảm|hơn|vượt|bình quân|trung bình|giai đoạn|lũy kế|luỹ kế|thêm|riêng|mỗi|dưới|trong đó|lần lượt|năm 20\d\d|tháng \d|quý [IV]/iu;
const MOST = 600;

/**
 * One thing told twice with two figures, one a misprint of the other: both are called by the same words, the second stands nowhere else, makes no sum with its
 * neighbours, and nothing narrows the one and not the other.
 */
export function* sameThing(context: Context): Generator<Fault> {
  const { document } = context;
  const things = thingsIn(document);
  const by_digits = Map.groupBy(
    things,
    ({ figure }) => `${figure.kind} ${figure.unit} ${figure.scale} ${figure.decimals} ${digitsOf(figure)}`,
  );
  const in_tables = new Set(
    gridsOf(document)
      .slice(0, 60)
      .flatMap((grid) =>
        grid.rows.slice(0, 200).flatMap((row) => row.figures.flatMap((entry) => (entry ? [keyOf(entry.figure)] : []))),
      ),
  );
  for (const group of by_digits.values()) {
    if (group.length < 2 || group.length > 12) continue;
    const [first] = group;
    for (const second of group) {
      if (!first || second.passage === first.passage || equal(exactOf(first.figure), exactOf(second.figure))) continue;
      if (!isMisprint(first.figure.raw, second.figure.raw) || !isOneThing(first, second)) continue;
      decided(context);
      const [right, odd] =
        weight(document, first, in_tables) >= weight(document, second, in_tables) ? [first, second] : [second, first];
      if (isToldElsewhere(document, odd.figure, odd.passage) || in_tables.has(keyOf(odd.figure)) || isReckoned(odd)) continue;
      if (confirmedIn(document).has(odd.passage.offset + odd.figure.start)) continue;
      yield {
        message: 'count_differs',
        at: spotOf(odd.passage, odd.figure),
        figures: [right.figure, odd.figure],
        data: {
          name: [...odd.words].slice(0, 6).join(' '),
          first: spotOf(odd.passage, odd.figure).quote,
          second: spotOf(right.passage, right.figure).quote,
        },
        expected: right.figure.raw,
        related: [spotOf(right.passage, right.figure)],
        shares: [odd.passage.offset + odd.figure.start, right.passage.offset + right.figure.start],
      };
      break;
    }
  }
}

/** How often a figure is told. */
const weight = (document: Document, { figure, passage }: Thing, in_tables: ReadonlySet<string>): number =>
  (isToldElsewhere(document, figure, passage) ? 1 : 0) + (in_tables.has(keyOf(figure)) ? 1 : 0);

/** The digits sorted: only two that changed places leave them the same. */
const digitsOf = ({ raw }: Figure): string => sortedDigits(raw);

function thingsIn(document: Document): Thing[] {
  const found: Thing[] = [];
  for (const passage of toldIn(document, 1)) {
    for (const figure of passage.figures) {
      if (found.length >= MOST) return found;
      if (digitsIn(figure.raw) < 3 || figure.bound !== 'exact' || figure.kind === 'percent_points') continue;
      if (figure.kind === 'count' && (figure.unit === '' || figure.unit.startsWith('~'))) continue;
      const { before, after } = wordsAround(passage, figure);
      const lead = passage.text.slice(Math.max(0, figure.start - 45), figure.start);
      if (APART.test(`${lead.split(/[.;]\s/u).at(-1) ?? ''} ${after}`)) continue;
      const said = `${before} ${passage.text.slice(figure.end, figure.tail)} ${after}`;
      const words = new Set(
        flat(said)
          .split(' ')
          .filter((word) => word.length > 1 && !STOP.has(word) && !/^\d+$/u.test(word)),
      );
      found.push({ passage, figure, words, said, lead });
    }
  }
  return found;
}

/** All words of the one are words of the other or of its headings: three at least, the unit among them. */
function isOneThing(a: Thing, b: Thing): boolean {
  const [few, many] = a.words.size <= b.words.size ? [a, b] : [b, a];
  if (few.words.size < 3) return false;
  const around = new Set([...many.words, ...flat(titleOf(many.passage)).split(' ')]);
  const shared = [...few.words].filter((word) => around.has(word)).length;
  if (shared < 3 || shared * 10 < few.words.size * 7) return false;
  return (
    !isNarrower(few.said, `${many.said} ${titleOf(many.passage)}`) &&
    !isNarrower(many.said, `${few.said} ${titleOf(few.passage)}`)
  );
}

function titleOf(passage: Passage): string {
  const titles: string[] = [];
  for (let section: Passage['section'] | null = passage.section; section?.parent; section = section.parent)
    titles.push(section.title.slice(0, 120));
  return titles.join(' ');
}

/** The sum or the difference of two figures of its sentence. */
function isReckoned({ passage, figure }: Thing): boolean {
  const sentence = segmentsOf(passage.text, '.?!').find((s) => figure.start >= s.start && figure.start < s.end);
  if (!sentence || figure.kind !== 'count') return false;
  const own = passage.figures
    .filter((f) => f !== figure && f.kind === 'count' && f.start >= sentence.start && f.start < sentence.end)
    .slice(0, 12);
  const value = exactOf(figure);
  return own.some((x, i) =>
    own.some(
      (y, k) =>
        k > i &&
        (equal(add(exactOf(x), exactOf(y)), value) ||
          equal(subtract(exactOf(x), exactOf(y)), value) ||
          equal(subtract(exactOf(y), exactOf(x)), value)),
    ),
  );
}
