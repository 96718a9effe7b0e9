// A title that was left standing while the text went on: “06 tháng đầu năm” over figures “tính đến tháng 9”, “trong 9 tháng đầu năm”. R17.
//
// One such place may be a comparison or a plan; two that agree, while nothing in the text ends with the period of the title, are the period of the report.
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { type Head, type Period, periodsIn } from './head.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

type Reach = { passage: Passage; start: number; end: number; text: string; month: number; year: number | null };

const UP_TO = /(?<!\p{L})(?:tính |lũy kế |cập nhật )?(?:đến|tới)(?: hết| cuối)?(?: ngày)?\s*$/iu;
const WITHIN = /(?:^|[(\s])(?:trong|qua)\s*$/iu;
const DONE = /(?<!\p{L})(?:đã|đạt|có|được|tiếp nhận|giải quyết|thực hiện)(?!\p{L})/iu;
const OTHER =
  /so với|cùng kỳ|kế hoạch|phương hướng|dự kiến|sẽ|phấn đấu|hạn|hoàn thành trước|mới (?:thực hiện|tổ chức)|năm trước|từ (?:tháng|quý)|căn cứ|số\s?\d/iu;

/** Where the text says how far its figures reach. */
function reachesOf({ document }: Context): Reach[] {
  const { passages, head } = document;
  return passages.flatMap((passage): Reach[] => {
    if (passage.section.is_plan || passage.is_footnote || head.title.includes(passage.index)) return [];
    if (!/tháng|quý/iu.test(passage.text)) return [];
    return periodsIn(passage.text).flatMap((p): Reach[] => {
      if (p.kind === 'year' || p.kind === 'last_months') return [];
      const clause = segmentAt(segmentsOf(passage.text, '.;'), p.start);
      const lead = passage.text.slice(clause?.start ?? 0, p.start);
      const until = UP_TO.test(lead);
      if (!until && !(p.kind === 'first_months' && WITHIN.test(lead))) return [];
      if (OTHER.test(lead.slice(-50)) || /ngày\s*\d{0,2}\s*$/iu.test(lead)) return [];
      if (!DONE.test(passage.text.slice(p.end, clause?.end))) return [];
      return [{ passage, start: p.start, end: p.end, text: p.text, month: p.to_month, year: p.year }];
    });
  });
}

/** The title ends before what the text tells as done, in two places at least. */
export function* titleBehind(context: Context, own: Period, head: Head): Generator<Fault> {
  if (own.kind === 'year' || own.kind === 'month') return;
  const { passages } = context.document;
  const title = head.title.map((i) => passages[i]).find((p) => p?.text.includes(own.text));
  if (!title) return;
  const is_same_year = (year: number | null): boolean => year === null || head.year === null || year === head.year;
  const reaches = reachesOf(context).filter(({ year }) => is_same_year(year));
  const [first] = reaches;
  if (!first || first.month <= own.to_month || reaches.some(({ month }) => month !== first.month)) return;
  if (new Set(reaches.map(({ passage }) => passage)).size < 2) return;
  // A report that was signed before that month ended.
  if (head.signed?.month !== undefined && head.signed.year === head.year && head.signed.month < first.month) return;
  const named = passages.some(
    (passage) =>
      !head.title.includes(passage.index) &&
      periodsIn(passage.text).some((p) => p.kind === own.kind && p.number === own.number && is_same_year(p.year)),
  );
  if (named) return;
  decided(context);
  const at = title.text.indexOf(own.text);
  yield {
    message: 'title',
    at: spotIn(title, at, at + own.text.length),
    data: { own: own.text, other: first.text, times: reaches.length },
    expected: first.text,
    related: reaches.slice(0, 6).map(({ passage, start, end }) => spotIn(passage, start, end)),
  };
}

const COMPARES = /so sánh|so với|cùng kỳ|kế hoạch|phương hướng/iu;

/**
 * “Phụ lục … CÔNG TÁC CCHC QUÝ II NĂM 2022 (Kèm theo Báo cáo …)” behind a report of quarter III: what is attached to a report has its period. An annex
 * without a number opens no section, so that it is looked for by its words.
 */
export function* annexBehind(context: Context, own: Period, head: Head): Generator<Fault> {
  const { passages } = context.document;
  for (const [i, attached] of passages.entries()) {
    if (attached.text.length > 500 || !(attached.text.includes('èm theo') || attached.text.includes('ÈM THEO'))) continue;
    const heading = attached.text.search(/\(?\s*(?:ban hành )?kèm theo báo cáo/iu);
    if (heading < 0) continue;
    const lines = passages.slice(Math.max(0, i - 3), i + 1).filter(({ section }) => section === attached.section);
    const first = lines.findLastIndex(({ text }) => /^\W*(?:phụ lục|phụ biểu|biểu)(?!\p{L})/iu.test(text));
    if (first < 0 || lines.slice(first).some(({ text }) => COMPARES.test(text))) continue;
    const named = lines.slice(first).flatMap((passage) =>
      periodsIn(passage === attached ? passage.text.slice(0, heading) : passage.text)
        .filter(({ kind }) => kind !== 'year')
        .map((period) => ({ passage, period })),
    );
    const [other, more] = named;
    if (!other || more || other.period.kind !== own.kind) continue;
    decided(context);
    const { passage, period } = other;
    const is_other_year = period.year !== null && head.year !== null && period.year !== head.year;
    if (period.number === own.number && !is_other_year) continue;
    yield {
      message: 'annex',
      at: spotIn(passage, period.start, period.end),
      data: { other: period.text, own: own.text },
      expected: own.text,
      root: `restated ${passage.index}`,
    };
  }
}
