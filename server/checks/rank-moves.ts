import { cueOf, toldWith } from './cues.ts';
import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const RANK_MOVES_CUE = cueOf('bậc', 'hạng', 'vị trí');

/** A place in a ranking: “thứ 5/11”, “hạng 3”, “vị trí thứ 9/18”. */
type Place = { rank: number; all: number; start: number; end: number; label: string; year: number; is_aside: boolean };

const PLACE =
  /(?<!\p{L})(?:(?:xếp|đứng|giữ)\s)?(?:(?:ở\s)?vị trí(?:\sthứ)?|thứ hạng|thứ|hạng|xếp|đứng)\s(?:thứ\s|hạng\s)?(\d{1,3})(?:\s?\/\s?(\d{1,3}))?(?![\d.,]*\d|\s?(?:%|điểm|bậc))/giu;
const MOVE =
  /(?<!\p{L})(tăng|giảm|lên|tụt|xuống|cải thiện|nâng|thăng|lùi|rớt|sụt|tiến|vươn|leo|nhảy|bứt|thụt|mất|trượt|tuột|rơi|hạ|kém)(?:\s(?:thêm|được|hạng|lên|xuống|đi|phá|tới|liền|đúng))*(?:\s\d[\d.,]*\sđiểm\svà)?\s(\d{1,3})\s(?:bậc|hạng|thứ hạng|vị trí|thứ bậc)(?!\p{L})/giu;
const THEN = /cùng kỳ|(?:năm|quý|tháng|kỳ|lần|đợt) (?:trước|ngoái)|so với|(?<!\p{L})từ\s|trước đây/iu;

/** “đứng thứ 5/11, tăng 04 bậc so với năm 2022 (thứ 9/11)”, “năm 2022 thứ 9; năm 2023 thứ 5, tăng 04 bậc”: two places of one ranking. R11. */
export function* rankMoves(context: Context): Generator<Fault> {
  const { head } = context.document;
  const year = head.period?.year ?? head.year ?? 0;
  for (const passage of toldWith(context.document, 0, RANK_MOVES_CUE)) {
    const places = placesIn(passage);
    if (places.length < 2) continue;
    for (const m of matchesIn(passage.text, MOVE)) {
      const pair = pairOf(passage, places, m.index, m.index + m[0].length, year);
      if (!pair) continue;
      decided(context);
      const [now, before] = pair;
      const [word, amount] = [(m[1] ?? '').toLowerCase(), Number(m[2])];
      const is_up = !/giảm|tụt|xuống|lùi|rớt|sụt|thụt|mất|trượt|tuột|rơi|hạ|kém/u.test(word);
      const holds = (a: Place, b: Place): boolean => Math.abs(a.rank - b.rank) === amount && a.rank < b.rank === is_up;
      if (now.rank === before.rank || holds(now, before)) continue;
      // Another two of the paragraph may be meant.
      if (places.some((a) => places.some((b) => a !== b && !(a === before && b === now) && holds(a, b)))) continue;
      const actual = now.rank < before.rank ? 'tăng' : 'giảm';
      yield {
        message: 'rank',
        at: spotIn(passage, m.index, m.index + m[0].length),
        data: {
          now: `${now.rank}`,
          before: `${before.rank}`,
          word,
          amount: m[2] ?? '',
          actual,
          expected: Math.abs(now.rank - before.rank),
        },
        expected: `${actual} ${Math.abs(now.rank - before.rank)}`,
        related: [spotIn(passage, now.start, now.end), spotIn(passage, before.start, before.end)],
        root: `rank ${passage.offset + m.index}`,
      };
    }
  }
}

function placesIn({ text }: Passage): Place[] {
  const found: Place[] = [];
  for (const m of matchesIn(text, PLACE)) {
    const from = found.at(-1)?.end ?? 0;
    const lead = text.slice(from, m.index);
    const open = lead.lastIndexOf('(');
    const words =
      open >= 0 && !lead.slice(open).includes(')') ? `${cut(lead.slice(0, open))} ${cut(lead.slice(open + 1))}` : cut(lead);
    const behind = /^[^.;,()\d]{0,30}\(\s?(?:năm|quý|tháng)[^()]{0,12}\)/u.exec(text.slice(m.index + m[0].length))?.[0] ?? '';
    // “86,75 điểm năm 2024, tăng 1,2 điểm so với năm 2023, xếp thứ 5”: what it is compared with says nothing of the place.
    const own = sinceStop(lead)
      .replace(/\([^()]*\)/gu, ' ')
      .replace(/so với[^,;()]*(?=[,;])/giu, ' ');
    const year = Number(matchesIn(`${own} ${behind}`, /(?:19|20)\d\d/gu).at(-1)?.[0] ?? 0);
    found.push({
      rank: Number(m[1]),
      all: Number(m[2] ?? 0),
      start: m.index,
      end: m.index + m[0].length,
      label: words,
      year,
      is_aside: open >= 0 && !lead.slice(open).includes(')'),
    });
  }
  return found;
}

const cut = (part: string): string => part.split(/[;:()]|,\s|\.\s/u).at(-1) ?? '';
const sinceStop = (part: string): string => part.split(/[;]|\.\s/u).at(-1) ?? '';

/** Of exactly two in the clause, the sentence, or the sentence before it and this one: that of now, and that of then. */
function pairOf({ text }: Passage, places: readonly Place[], start: number, end: number, year: number): [Place, Place] | null {
  const stops = segmentsOf(text, '.?!');
  const k = stops.findIndex((s) => start >= s.start && end <= s.end + 1);
  const own = stops[k];
  const clause = segmentsOf(text, '.?!;').find((s) => start >= s.start && end <= s.end + 1);
  if (!own) return null;
  const wider = stops.slice(Math.max(0, k - 2), k).reverse();
  const scopes: Stretch[] = [...(clause ? [clause] : []), own, ...wider.map((s) => ({ start: s.start, end: own.end }))];
  for (const scope of scopes) {
    // What follows a semicolon is of another ranking.
    const within = places.filter(
      (p) => p.start >= scope.start && p.end <= scope.end + 1 && !(p.start > end && /;\s/u.test(text.slice(end, p.start))),
    );
    const [a, b] = within;
    if (!a || !b) continue;
    if (within.length > 2 || (a.all > 0 && b.all > 0 && Math.abs(a.all - b.all) > 1)) return null;
    return indicesIn(text.slice(scope.start, scope.end)).size > 1 ? null : byTime(a, b, year);
  }
  return null;
}

/** Rankings that are named: two of them are not compared. */
const indicesIn = (text: string): Set<string> =>
  new Set((text.match(/PAR(?:\s?INDEX)?|SIPAS|PAPI|PCI|DTI|DDCI|PGI|ICT/gu) ?? []).map((name) => name.slice(0, 3)));

function byTime(a: Place, b: Place, year: number): [Place, Place] | null {
  const [x, y] = [THEN.test(a.label), THEN.test(b.label)];
  if (x !== y) return x ? [b, a] : [a, b];
  // “hạng 6/11 (năm 2022 hạng 9/11)”.
  if (a.year === 0 && b.year > 0 && b.is_aside) return [a, b];
  // “xếp thứ 9/21; năm 2022 xếp thứ 13”: one without a year is of the report's.
  if (a.year === 0 && b.year > 0 && b.year < year) return [a, b];
  if (a.year === 0 || b.year === 0 || a.year === b.year) return null;
  return a.year > b.year ? [a, b] : [b, a];
}
