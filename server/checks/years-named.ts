// Years that the text itself fixes: the sexagenary name of a lunar year, the five years of a term, the phase of one programme told twice, the plan of a year
// that is dated before that year is in sight. R17.
import { datedBehind } from './cited-again.ts';
import { cueOf, namedIn } from './cues.ts';
import type { Passage } from './document.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const STEMS = ['giáp', 'ất', 'bính', 'đinh', 'mậu', 'kỷ', 'canh', 'tân', 'nhâm', 'quý'];
const BRANCHES = ['tý', 'sửu', 'dần', 'mão', 'thìn', 'tỵ', 'ngọ', 'mùi', 'thân', 'dậu', 'tuất', 'hợi'];
const LUNAR_CUE = cueOf('tết', 'xuân', 'nguyên đán');
const LUNAR = new RegExp(
  `(?:tết|xuân|nguyên đán)(?:\\snguyên đán)?\\s(${STEMS.join('|')})\\s(${BRANCHES.join('|')}|tị)\\s?[-–,(]?\\s?(?:năm\\s)?((?:19|20)\\d\\d)(?![\\d–-])`,
  'giu',
);

/** “Tết Nguyên đán Quý Mão 2022”: the year Quý Mão is 2023. */
function* lunarYears(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, LUNAR_CUE)) {
    for (const m of matchesIn(passage.text, LUNAR)) {
      const stem = STEMS.indexOf((m[1] ?? '').toLowerCase());
      const branch = BRANCHES.indexOf((m[2] ?? '').toLowerCase().replace('tị', 'tỵ'));
      const year = Number(m[3]);
      decided(context);
      const expected = [-2, -1, 1, 2].map((off) => year + off).find((y) => (y - 4) % 10 === stem && (y - 4) % 12 === branch);
      // A pair that names no year near is a name that was read wrongly.
      if (((year - 4) % 10 === stem && (year - 4) % 12 === branch) || expected === undefined) continue;
      const at = m.index + m[0].length - 4;
      yield {
        message: 'lunar',
        at: spotIn(passage, at, at + 4),
        data: { name: `${m[1]} ${m[2]}`, year, expected },
        expected: String(expected),
      };
    }
  }
}

const TERM_CUE = cueOf('nhiệm kỳ');
const TERM = /nhiệm kỳ\s((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)(?!\d)/giu;
/** Bodies that are elected for five years; others agree on their own terms. */
const ELECTED = /hội đồng nhân dân|HĐND|đại biểu quốc hội|đảng bộ|cấp ủy|tỉnh ủy|huyện ủy|đảng ủy/iu;

/** “HĐND huyện khóa XIV, nhiệm kỳ 2022-2026”: five years. The councils of 2004 sat for seven, by a law of their own. */
function* terms(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, TERM_CUE)) {
    for (const m of matchesIn(passage.text, TERM)) {
      const [from, to] = [Number(m[1]), Number(m[2])];
      const lead = /[^.;]*$/u.exec(passage.text.slice(Math.max(0, m.index - 60), m.index))?.[0] ?? '';
      if (!ELECTED.test(lead) || from < 2011) continue;
      decided(context);
      if (to - from === 5 || Math.abs(to - from - 5) > 2) continue;
      yield {
        message: 'term',
        at: spotIn(passage, m.index, m.index + m[0].length),
        data: { term: m[0], years: to - from },
      };
    }
  }
}

const PHASE_CUE = cueOf('giai đoạn');
const PHASE = /giai đoạn\s((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)(?!\d)/giu;
/** Words before “giai đoạn” that name a programme. */
const WORDS = 7;

/** Who issued it, told in one place and left out in the other: of these there is one each. */
const OF_STATE = /\scủa (?:chính phủ|quốc hội|thủ tướng chính phủ)\s*$/u;

type Phase = { passage: Passage; start: number; end: number; from: number; to: number; lead: string };

/** One programme has one phase: of two that stand behind the same seven words one end differs by a year or two, as no next phase does. */
function* phases(context: Context): Generator<Fault> {
  const told = namedIn(context.document, PHASE_CUE).flatMap((passage) =>
    matchesIn(passage.text, PHASE).flatMap((m): Phase[] => {
      const words = passage.text
        .slice(Math.max(0, m.index - 160), m.index)
        .toLowerCase()
        .replace(/cchc/gu, 'cải cách hành chính')
        .replace(OF_STATE, '')
        .split(/[^\p{L}\d]+/u)
        .filter(Boolean);
      if (words.length < WORDS) return [];
      const lead = words.slice(-WORDS).join(' ');
      return [{ passage, start: m.index, end: m.index + m[0].length, from: Number(m[1]), to: Number(m[2]), lead }];
    }),
  );
  for (const same of Map.groupBy(told, ({ lead }) => lead).values()) {
    const groups = [...Map.groupBy(same, ({ from, to }) => `${from}-${to}`).values()].sort((a, b) => b.length - a.length);
    const [[known] = [], [odd] = [], more] = groups;
    if (!known || !odd) continue;
    decided(context);
    const apart = Math.abs(known.from - odd.from) + Math.abs(known.to - odd.to);
    if (more || (known.from !== odd.from && known.to !== odd.to) || apart > 2) continue;
    yield {
      message: 'phases',
      at: spotIn(odd.passage, odd.start, odd.end),
      data: { phase: `${odd.from}-${odd.to}`, other: `${known.from}-${known.to}` },
      related: [spotIn(known.passage, known.start, known.end)],
    };
  }
}

const OF_YEAR = /^[^.;()]{0,220}?(?<!\p{L})năm\s((?:19|20)\d\d)(?![\d/-])/iu;
const LEADS = /(?:kế hoạch|công văn)\s(?:số\s?:?\s?)?$/iu;
/** What looks years ahead by its nature. */
const FAR =
  /giai đoạn|tầm nhìn|đến năm|dự toán|đầu tư|quy hoạch|sử dụng đất|kỷ niệm|đại hội|hướng tới|chuẩn bị|khóa|nhiệm kỳ|nghĩa vụ|gọi công dân|tuyển sinh|năm học/iu;

/** “Kế hoạch số 34/KH-UBND ngày 20/02/2022 tuyên truyền … năm 2023” in a report of 2023: nobody plans a year in the spring of the one before. */
function* datedTooEarly(context: Context): Generator<Fault> {
  const { year } = context.document.head;
  if (year === null) return;
  for (const { passage, mask, day, from, rest } of datedBehind(context.document, LEADS)) {
    const m = OF_YEAR.exec(rest);
    const { date } = day;
    if (!m || !date?.month) continue;
    decided(context);
    if (Number(m[1]) !== year || date.year !== year - 1 || date.month > 6 || FAR.test(m[0])) continue;
    yield {
      message: 'ahead_of_year',
      at: spotIn(passage, Math.min(mask.start, day.start), from),
      data: { date: day.text.trim(), year: m[1] ?? '' },
      expected: day.text.trim().replace(String(date.year), String(year)),
    };
  }
}

/** All four kinds. */
export function* yearsNamed(context: Context): Generator<Fault> {
  yield* lunarYears(context);
  yield* terms(context);
  yield* phases(context);
  yield* datedTooEarly(context);
}
