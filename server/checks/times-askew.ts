// Times that cannot be as they stand beside one another: months told backwards within one year, one term of a council under two numbers, results of a year
// in a document older than that year. R17.
import { datedBehind } from './cited-again.ts';
import { cueOf, namedIn } from './cues.ts';
import type { Passage } from './document.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const MONTHS_CUE = cueOf('từ tháng', 'từ đầu tháng', 'từ giữa tháng', 'từ cuối tháng');
const MONTHS =
  /từ (?:(?:đầu|giữa|cuối) )?tháng (\d{1,2}) (?:đến|tới) (?:(?:hết|đầu|giữa|cuối) )?tháng (\d{1,2}) ?(?:\/|năm )((?:19|20)\d\d)(?!\d)/giu;
/** Months between both that are a slip: from October to April, or from August to June as schools do, runs into the next year. */
const BACK = [2, 3];
const LATEST = 7;

/** “từ tháng 6 đến tháng 4 năm 2023”: a stretch of one year that ends before it begins. */
function* monthsBack(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, MONTHS_CUE)) {
    for (const m of matchesIn(passage.text, MONTHS)) {
      const [from, to] = [Number(m[1]), Number(m[2])];
      decided(context);
      // From July to June is a year.
      if (from > LATEST || !BACK.includes(from - to)) continue;
      yield { message: 'reversed', at: spotIn(passage, m.index, m.index + m[0].length), data: { window: m[0] } };
    }
  }
}

const TERM_CUE = cueOf('nhiệm kỳ');
const NUMBERED =
  /(HĐND|Hội đồng nhân dân|Đảng bộ|Quốc hội)\s([^,;.()\d]{0,40}?)kh(?:óa|oá)\s([IVXL]{1,7}),?\s\(?nhiệm kỳ\s((?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d)(?!\d)/gu;

type Numbered = { passage: Passage; start: number; end: number; number: string; term: string; key: string };

/** “HĐND huyện khóa XIV, nhiệm kỳ 2021-2026” and, elsewhere, the same council and the same years as “khóa XVI”. */
function* termNumbers(context: Context): Generator<Fault> {
  const told = namedIn(context.document, TERM_CUE).flatMap((passage) =>
    matchesIn(passage.text, NUMBERED).map((m): Numbered => {
      const body = (m[1] ?? '').replace(/hội đồng nhân dân/iu, 'HĐND');
      const term = (m[4] ?? '').replace(/\s?[-–]\s?/u, '-');
      const key = `${body} ${(m[2] ?? '').trim().toLowerCase()} ${term}`;
      return { passage, start: m.index, end: m.index + m[0].length, number: m[3] ?? '', term, key };
    }),
  );
  for (const same of Map.groupBy(told, ({ key }) => key).values()) {
    const [known = [], odd = [], more] = [...Map.groupBy(same, ({ number }) => number).values()].toSorted(
      (a, b) => b.length - a.length,
    );
    const [right, wrong] = [known[0], odd[0]];
    if (!right) continue;
    decided(context);
    if (!wrong || more) continue;
    yield {
      message: 'term_number',
      at: spotIn(wrong.passage, wrong.start, wrong.end),
      data: { term: wrong.term, number: wrong.number, other: right.number },
      related: [spotIn(right.passage, right.start, right.end)],
    };
  }
}

const REPORT = /báo cáo\s(?:số\s?:?\s?)?$/iu;
const RESULTS =
  /^[^.;()]{0,80}?kết quả\s((?:thực hiện|rà soát|đánh giá|giải quyết|kiểm tra|triển khai|kiểm soát|thanh tra|tự chấm)(?!\p{L})[^.;()]{0,120}?)(?<!\p{L})năm\s((?:19|20)\d\d)(?![\d/-])/iu;
/** What is prepared in the year before. */
const PREPARED =
  /kế hoạch|phương hướng|nhiệm vụ|dự toán|đăng ký|giao|xây dựng|lập|chuẩn bị|tuyển|dự kiến|chỉ tiêu|giai đoạn|đến|đề xuất|danh mục|nhu cầu|biên chế|cho|hộ nghèo|quy hoạch|lựa chọn/iu;
/** From September on the next year is being prepared. */
const LATE = 9;

/** “Báo cáo số 241/BC-UBND ngày 10/7/2023 về kết quả rà soát, đánh giá thủ tục năm 2024”: that year has not begun. */
function* resultsAhead(context: Context): Generator<Fault> {
  for (const { passage, mask, day, from, rest } of datedBehind(context.document, REPORT)) {
    const m = RESULTS.exec(rest);
    const { year = 0, month = 0 } = day.date ?? {};
    if (!m) continue;
    decided(context);
    if (Number(m[2]) !== year + 1 || month >= LATE || PREPARED.test(m[1] ?? '')) continue;
    yield {
      message: 'results_ahead',
      at: spotIn(passage, mask.start, from + m[0].length),
      data: { year: m[2] ?? '', date: String(year) },
      expected: `năm ${year}`,
    };
  }
}

/** All three kinds. */
export function* timesAskew(context: Context): Generator<Fault> {
  yield* monthsBack(context);
  yield* termNumbers(context);
  yield* resultsAhead(context);
}
