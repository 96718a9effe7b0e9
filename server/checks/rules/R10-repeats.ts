import { withAnnexRows } from '../annex-rows.ts';
import { differingBases } from '../bases.ts';
import { ratioClaims } from '../bind.ts';
import { type Document, nameOpens, type Passage, wordsAround } from '../document.ts';
import { extremesFar } from '../extremes-far.ts';
import { exactOf, type Figure } from '../figure.ts';
import { totalRates } from '../form-rates.ts';
import { formRows } from '../form-rows.ts';
import { fractionsTwice } from '../fractions-twice.ts';
import { handledRates } from '../handled-rates.ts';
import { listedExtremes } from '../listed-extremes.ts';
import { matchesIn } from '../matches.ts';
import { areOfOthers, levelOf, type Metric, metricOf, rateWords } from '../metric.ts';
import { agreeCoarsely, areSurelyOne } from '../rate-pairs.ts';
import { ratesAgain } from '../rates-again.ts';
import { add, compare, equal, HUNDRED } from '../rational.ts';
import { repeatsFar } from '../repeats-far.ts';
import { rowsCited } from '../rows-cited.ts';
import { rowsTold } from '../rows-told.ts';
import { type Context, decided, defineRule, type Fault, type Spot, spotIn, spotOf } from '../rule.ts';
import { withSameFacts } from '../same-facts.ts';
import { sameThing } from '../same-thing.ts';
import { statusAgain } from '../status-again.ts';
import { systemValues } from '../system-rules.ts';
import { tableRepeats } from '../table-repeats.ts';
import { tableStory } from '../table-story.ts';
import { tableTold } from '../table-told.ts';
import { tableWords } from '../table-words.ts';
import { toldIn, withFigures } from '../told-in.ts';
import { toldRows } from '../told-rows.ts';
import { yearsInTables } from '../years-told.ts';

/** One thing has one figure wherever it is told: sentence, section, annex, system. And one figure does not stand for two things. */
export const R10 = defineRule({
  id: 'R10',
  version: 1,
  severity: 'error',
  title: 'Cùng một chỉ tiêu thì cùng một số ở mọi chỗ',
  messages: {
    label_twice:
      'Cùng tên “{label}” mà ghi hai số {first} và {second}. Có thể tên thứ hai là chỉ tiêu khác. Sửa tên hoặc sửa số.',
    one_for_two:
      'Số {percent}% dùng cho nhiều nội dung khác nhau: {names}. Ít nhất một chỗ sai tên hoặc sai số. Đối chiếu từng chỗ với hệ thống.',
    two_for_one:
      'Chỉ tiêu {name} ghi {first} ở đây nhưng ghi {second} ở chỗ khác. Thống nhất một số, hoặc nêu rõ khác nhau về kỳ, phạm vi.',
    full_and_less: 'Nội dung {name} vừa ghi 100% vừa ghi {percent}%. Hai số không thể cùng đúng. Sửa một trong hai.',
    scope: 'Tỷ lệ {percent}% lúc nêu chung, lúc nêu riêng cho {scope}. Ghi rõ phạm vi của tỷ lệ.',
    bases:
      'Các tỷ lệ cùng nội dung dùng mẫu số khác nhau: {list}. Nếu là các tập khác nhau thì nêu tên; nếu là một thì thống nhất.',
    count_differs:
      'Số {name} ghi {first} ở đây nhưng ghi {second} ở chỗ khác. Thống nhất một số, hoặc nêu rõ khác nhau về kỳ, phạm vi.',
    complement: 'Ghi còn {rest} nhưng trên đã nêu {part}/{total}, tức còn {expected}. Tính lại số còn lại hoặc sửa hai số kia.',
    row_told: 'Số của “{name}” ở đây ghi {first} nhưng trong biểu ghi {second}. Đối chiếu với hệ thống rồi sửa một trong hai.',
    annex: 'Số “{name}” trong phần lời ghi {first} nhưng trong biểu ghi {second}. Đối chiếu với hệ thống rồi sửa một trong hai.',
    classes:
      'Các loại cộng lại được {sum}, nhiều hơn {total} ở dòng “{name}”. Mỗi đơn vị chỉ thuộc một loại. Kiểm tra từng loại và tổng rồi sửa.',
    extreme: 'Ghi “{row}” {word}, nhưng trong biểu {word} là “{other}” ({value}). Đối chiếu biểu rồi sửa tên hoặc số.',
    extreme_named:
      'Ghi {word} là “{row}” ({value}) nhưng trong bảng {word} là “{other}” ({other_value}). Đối chiếu bảng rồi sửa tên hoặc số.',
    gap_told: 'Ghi cách nhau {gap} nhưng trong bảng cao nhất {high}, thấp nhất {low}, cách nhau {expected}. Tính lại rồi sửa.',
    rest_told: 'Ghi tất cả còn lại 100% nhưng trong bảng “{row}” là {value}%. Sửa câu hoặc sửa số trong bảng.',
    moved_told: 'Ghi {amount} nhưng trong bảng “{name}” từ {before} thành {now}, chênh {expected}. Tính lại rồi sửa.',
    sum_told: 'Ghi {first} nhưng {count} dòng của cột “{column}” cộng được {expected}. Cộng lại rồi sửa.',
    cell: 'Dòng “{name}” của biểu ghi {second} nhưng phần lời ghi {first}, và cột chỉ cộng đúng với {first}. Đối chiếu rồi sửa ô này.',
    told: 'Ghi {first} nhưng biểu ghi {second} cho cùng một nội dung (“{name}”). Đối chiếu với hệ thống rồi sửa một trong hai.',
    told_cell: 'Dòng “{name}” ghi {first} nhưng phần lời ghi {second} cho cùng một nội dung. Đối chiếu rồi sửa ô này.',
    told_twice: 'Cùng một nội dung ghi {first} ở đây, {second} ở chỗ khác. Thống nhất một số, hoặc nêu rõ khác kỳ, phạm vi.',
    table_rate: 'Tỷ lệ {percent}% không khớp biểu: {a}/{b} = {exact}%. Tính lại từ biểu rồi sửa.',
    system: 'Số ghi {printed} nhưng hệ thống có {system} ({source}). Cập nhật theo hệ thống hoặc giải trình.',
  },
  check: (context) => withSameFacts(context, [...told(context)]),
});

function* told(context: Context): Generator<Fault> {
  const rates = ratesOf(context.document);
  yield* labelTwice(context);
  yield* fractionsTwice(context);
  yield* fullAndLess(context, rates);
  yield* oneForTwo(context, rates);
  yield* twoForOne(context, rates);
  yield* scopes(context, rates);
  yield* differingBases(context);
  yield* tableRepeats(context);
  yield* tableStory(context);
  yield* tableWords(context);
  yield* extremesFar(context);
  yield* tableTold(context);
  yield* toldRows(context);
  yield* rowsCited(context);
  yield* withAnnexRows(context, formRows(context));
  yield* rowsTold(context);
  yield* totalRates(context);
  yield* handledRates(context);
  yield* repeatsFar(context);
  yield* ratesAgain(context);
  yield* sameThing(context);
  yield* statusAgain(context);
  yield* listedExtremes(context);
  yield* yearsInTables(context);
  yield* systemValues(context, 'R10');
}

type Rate = { passage: Passage; figure: Figure; metric: Metric; words: string };

const TARGET =
  /tối thiểu|trở lên|phấn đấu|mục tiêu|chỉ tiêu|không quá|quy định|so với|cùng kỳ|tăng|giảm|năm trước|quý trước|theo kế hoạch|quá trình|yêu cầu|đến năm|năm 20\d\d đạt|(?:chưa|không) đạt$/iu;

/** More than any report tells: the rest is not compared, so that the work stays linear. */
const MOST_RATES = 300;
/** Percentages that are results of a known metric; targets and changes left out. */
function ratesOf(document: Document): Rate[] {
  let found = 0;
  const rates = toldIn(document, 1).flatMap((passage) => {
    if (found > MOST_RATES) return [];
    found += passage.figures.filter(({ kind }) => kind === 'percent').length;
    return passage.figures.flatMap((figure): Rate[] => {
      if ((figure.kind !== 'percent' && !isBareRate(passage, figure)) || figure.bound !== 'exact') return [];
      const words = rateWords(passage, figure);
      const { before } = wordsAround(passage, figure);
      if (TARGET.test(before.slice(-60)) || /^\s*(?:trở lên|trở xuống)/iu.test(passage.text.slice(figure.tail))) return [];
      if (isJudged(passage, figure)) return [];
      const metric = metricOf(words) ?? (NAMED.test(before) ? null : carried(passage, figure));
      return metric && !isOfLate(metric, passage.text.slice(Math.max(0, figure.start - 70), figure.start))
        ? [{ passage, figure, metric, words }]
        : [];
    });
  });
  return rates.slice(0, MOST_RATES);
}

/** “1.129 hồ sơ đúng hạn và 28 hồ sơ quá hạn (chiếm 1,01 %)”: the words nearest the share say what it is of. */
function isOfLate({ family }: Metric, before: string): boolean {
  if (family !== 'on_time') return false;
  const lastOf = (find: RegExp): number => matchesIn(before.toLowerCase(), find).at(-1)?.index ?? -1;
  return (
    lastOf(/(?:quá|trễ|chậm|muộn) (?:thời )?(?:hạn|hẹn)/giu) >
    lastOf(/(?:đúng|trước|sớm) (?:và |hoặc )?(?:\p{L}+ )?(?:hạn|hẹn)/giu)
  );
}

/** “- 100% hồ sơ quá hạn có văn bản xin lỗi: Chưa đạt (71/78 …)”: what is asked for stands before the verdict. */
const isJudged = ({ text, label }: Passage, figure: Figure): boolean =>
  label !== null &&
  figure.start - label.body < 12 &&
  /:\s*\**(?:(?:chưa|không)\s)?(?:đạt|đánh giá|hoàn thành)/iu.test(text.slice(figure.tail));

/** “Đạt 99,7”: a rate whose sign was left out. */
const isBareRate = (passage: Passage, figure: Figure): boolean =>
  figure.kind === 'count' &&
  figure.unit === '' &&
  figure.decimals > 0 &&
  /đạt\s*$/iu.test(passage.text.slice(0, figure.start)) &&
  compare(exactOf(figure), HUNDRED) < 0;

/** “Tỷ lệ hộ gia đình có kết nối cáp quang”: a name of its own, of no known metric. */
const NAMED = /(?:tỷ|tỉ) lệ\s(?:\p{L}+\s){3}/iu;

/** The stretch names nothing itself: what the whole passage is about. */
function carried(passage: Passage, figure: Figure): Metric | null {
  const lead = passage.text.slice(Math.max(0, figure.start - 1200), figure.start);
  return metricOf(lead.split(/(?<=\.)\s/).at(-1) ?? '') ?? metricOf(passage.text.slice(0, 400));
}

const normal = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\s]/gu, ' ')
    .replace(/(?<!\p{L})(?:đạt|là|chiếm|với|ước|khoảng|năm|trong)(?!\p{L})/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** One label, two values, in one passage: “tỷ lệ … đạt 78,87 % …, tỷ lệ … đạt 62,26 %”. */
function* labelTwice(context: Context): Generator<Fault> {
  for (const passage of withFigures(context.document)) {
    if (passage.section.is_plan) continue;
    const seen = new Map<string, Figure>();
    for (const figure of passage.figures) {
      if (figure.kind !== 'percent' || figure.bound !== 'exact') continue;
      // “Về số hóa: tỷ lệ số hóa …”: the name stands after the colon.
      const label = normal(wordsAround(passage, figure).before.replace(/^[^:]*:\s+(?=\S)/u, ''));
      if (label.split(' ').length < 5) continue;
      const first = seen.get(label);
      if (!first) {
        seen.set(label, figure);
        continue;
      }
      decided(context);
      const between = passage.text.slice(first.tail, figure.start);
      if (
        equal(exactOf(first), exactOf(figure)) ||
        /cùng kỳ|năm trước|so với|quý|tháng \d|cấp xã|cấp huyện|tại |riêng/iu.test(between)
      )
        continue;
      yield {
        message: 'label_twice',
        at: spotIn(passage, nameOpens(passage, figure), figure.tail),
        figures: [first, figure],
        data: { label, first: `${first.raw}%`, second: `${figure.raw}%` },
        related: [spotIn(passage, nameOpens(passage, first), first.tail)],
      };
    }
  }
}

/** 100 % and less of one metric in one passage. */
function* fullAndLess(context: Context, rates: readonly Rate[]): Generator<Fault> {
  for (const full of rates) {
    if (compare(exactOf(full.figure), HUNDRED) !== 0) continue;
    // “100 % thủ tục được công khai; …, ký số văn bản đạt 99,1 %”: it says itself what it is of, and that is no known rate.
    const own = fullWords(full);
    const after = metricOf(own) ?? (/\p{L}{2,}\s\p{L}/u.test(own) ? null : full.metric);
    if (!after) continue;
    for (const less of rates) {
      if (less.passage !== full.passage || less.figure.start <= full.figure.start || compare(exactOf(less.figure), HUNDRED) >= 0)
        continue;
      if (
        less.metric.family !== after.family ||
        less.metric.facet !== after.facet ||
        less.metric.level !== after.level ||
        less.metric.family === 'on_time' ||
        areApart(full, less) ||
        hasOwnName(less, after.family) ||
        areOfOthers(full.passage.text, full.figure, less.figure)
      )
        continue;
      decided(context);
      yield {
        message: 'full_and_less',
        // Two rates of one family in one paragraph are often of two things; what is taken into the system is one.
        severity: after.family === 'system_intake' ? 'error' : 'warning',
        at: spotOf(less.passage, less.figure),
        figures: [full.figure, less.figure],
        data: { name: after.name, percent: less.figure.raw },
        related: [spotIn(full.passage, full.figure.start, Math.min(full.passage.text.length, full.figure.tail + 60))],
        root: `full ${less.passage.index}`,
      };
    }
  }
}

/** Each of the two is a share of its own: “lưu trú 88.174/88.174 (100 %); căn cước 3.112/5.230 (59,5 %)”. */
function areApart(full: Rate, less: Rate): boolean {
  const claims = ratioClaims(full.passage);
  const base = ({ figure }: Rate): Figure | undefined =>
    claims.find(({ percent }) => percent.start === figure.start)?.fraction?.b;
  // “100 % văn bản đi được ký số: 4.216/4.216”: the share may follow.
  const later = full.passage.fractions.find(
    (f) => f.start > full.figure.tail && f.tail < less.figure.start && equal(exactOf(f.a), exactOf(f.b)),
  )?.b;
  const [a, b] = [base(full) ?? later, base(less)];
  return a !== undefined && b !== undefined && !equal(exactOf(a), exactOf(b));
}

/** “100 % được ký số. Hồ sơ công việc xử lý trên mạng 1.058/1.102 hồ sơ, đạt 96,01 %”: its own sentence tells another thing and of how many. */
function hasOwnName({ passage, figure }: Rate, family: string): boolean {
  const from = passage.text.lastIndexOf('. ', figure.start) + 1;
  const share = passage.fractions.find((f) => f.start >= from && f.tail <= figure.start);
  return from > 0 && share !== undefined && metricOf(passage.text.slice(from, figure.start))?.family !== family;
}

/** “100 % hồ sơ được tiếp nhận …”: what it measures stands after it. */
const fullWords = ({ passage, figure }: Rate): string => {
  const rest = passage.text.slice(figure.tail);
  const stop = rest.search(/[.;]\s/);
  return stop < 0 ? rest.slice(0, 260) : rest.slice(0, Math.min(stop, 260));
};

/** A rate with decimals that stands for things which cannot be one: input and result of one work, or three different works. */
function* oneForTwo(context: Context, rates: readonly Rate[]): Generator<Fault> {
  const by_value = Map.groupBy(
    rates.filter(({ figure }) => figure.decimals > 0),
    ({ figure }) => figure.raw.replace('.', ','),
  );
  for (const [raw, same] of by_value) {
    if (same.length < 2) continue;
    decided(context);
    const facets = same.filter(({ metric }) => metric.facet !== '');
    const families = new Set(same.map(({ metric }) => metric.family));
    const by_family = Map.groupBy(facets, ({ metric }) => metric.family);
    const mixed = [...by_family.values()].find((group) => new Set(group.map(({ metric }) => metric.facet)).size >= 2);
    // Two works may happen to have one rate; three, or two parts of one work to the last of two decimals, do not.
    const chosen =
      mixed && same.every(({ figure }) => figure.decimals >= 2)
        ? mixed
        : families.size >= 3
          ? [...new Map(same.map((rate) => [rate.metric.family, rate])).values()]
          : null;
    if (!chosen) continue;
    const distinct = [...new Map(chosen.map((rate) => [`${rate.metric.family} ${rate.metric.facet}`, rate])).values()];
    const last = distinct.at(-1) as Rate;
    yield {
      message: 'one_for_two',
      at: spotOf(last.passage, last.figure),
      figures: distinct.map(({ figure }) => figure),
      data: { percent: raw, names: distinct.map(({ words }) => `“${shortWords(words)}”`).join(', ') },
      related: distinct.slice(0, -1).map(({ passage, figure }) => spotOf(passage, figure)),
      root: `one ${raw}`,
    };
  }
}

const shortWords = (words: string): string => words.replace(/\s+/g, ' ').trim().split(' ').slice(-9).join(' ');

/** One metric, two values, in different passages; scope words must be alike. */
function* twoForOne(context: Context, rates: readonly Rate[]): Generator<Fault> {
  const groups = Map.groupBy(rates, ({ metric }) => `${metric.family} ${metric.facet}`);
  for (const group of groups.values()) {
    const told = group.filter(
      ({ words, metric }) => /tỷ lệ|tỉ lệ|kết quả|mức độ/iu.test(words) && (metric.facet !== '' || STRICT.has(metric.family)),
    );
    for (const [i, second] of told.entries()) {
      const first = told.slice(0, i).find((rate) => rate.passage !== second.passage && sameScope(rate, second, context.document));
      if (!first || isOfTasks(first) !== isOfTasks(second)) continue;
      decided(context);
      if (equal(exactOf(first.figure), exactOf(second.figure)) || agreeCoarsely(first.figure, second.figure)) continue;
      // 99,53 % on time, 0,47 % late: one said by the other.
      if (equal(add(exactOf(first.figure), exactOf(second.figure)), HUNDRED)) continue;
      yield {
        message: 'two_for_one',
        severity: areSurelyOne(first.figure, second.figure, first.metric.facet !== '') ? 'error' : 'warning',
        at: spotOf(second.passage, second.figure),
        figures: [first.figure, second.figure],
        data: { name: second.metric.name, first: `${second.figure.raw}%`, second: `${first.figure.raw}%` },
        related: [spotOf(first.passage, first.figure)],
        root: `two ${second.metric.family} ${second.metric.facet}`,
      };
    }
  }
}

/** “trong 100 nhiệm vụ đã hoàn thành, tỷ lệ đúng hạn là 96 %”: of tasks, not of dossiers. */
function isOfTasks({ passage, figure }: Rate): boolean {
  const lead = passage.text.slice(Math.max(0, figure.start - 140), figure.start);
  const own = lead.slice(lead.lastIndexOf('. ') + 1);
  // “Tỷ lệ đúng hạn trên số đã hoàn thành đạt 96,58 %”: of what the sentence before counted.
  const sentence = /nhiệm vụ|phản ánh|văn bản|hồ sơ|thủ tục/iu.test(own) ? own : lead;
  return /nhiệm vụ|phản ánh|văn bản(?! hành chính)/iu.test(sentence) && !/hồ sơ|thủ tục/iu.test(sentence);
}

const STRICT = new Set(['online_payment', 'satisfaction', 'disbursed', 'certified_copy', 'on_time']);
const APART =
  /riêng|lĩnh vực|(?:cao|thấp) nhất|cùng kỳ|năm trước|quý \p{L}+|tháng \d|năm \d{4}|từng|thành phần|phòng |trung tâm|đến ngày/iu;

/** Same level, same section words: a rate of one field or one month is not the rate of all. */
function sameScope(a: Rate, b: Rate, document: Document): boolean {
  if (a.metric.level !== b.metric.level || scopeAbove(a.passage, document) !== scopeAbove(b.passage, document)) return false;
  return a.metric.facet === 'results' || (!APART.test(a.words) && !APART.test(b.words));
}

const scopeAbove = (passage: Passage, document: Document): string => {
  // “+ Cấp huyện: phải giải quyết 1.318 hồ sơ …”
  const own = levelOf(/^\W*(\p{L}[^:;,.\d]{0,24}):/u.exec(passage.text)?.[1] ?? '');
  if (own) return own;
  for (let section: typeof passage.section | null = passage.section; section; section = section.parent) {
    const level = levelOf(section.title.slice(0, 120));
    if (level) return level;
  }
  const above = document.passages[passage.index - 1];
  return above && /:\s*$/.test(above.text) && above.text.length < 60 ? levelOf(above.text) : '';
};

/** One rate told of all and told of one level. */
function* scopes(context: Context, rates: readonly Rate[]): Generator<Fault> {
  for (const [i, second] of rates.entries()) {
    if (second.figure.decimals === 0 || second.metric.level === '') continue;
    const first = rates.find(
      (rate, k) =>
        k !== i &&
        rate.passage !== second.passage &&
        rate.figure.raw === second.figure.raw &&
        rate.metric.family === second.metric.family &&
        levelOf(rate.passage.text.slice(0, rate.figure.start)) === '' &&
        scopeAbove(rate.passage, context.document) === '',
    );
    if (!first) continue;
    decided(context);
    // “toàn tỉnh” in the report of a province is all.
    if (/^toàn/iu.test(levelSpot(second).quote)) continue;
    const scope = { commune: 'cấp xã', district: 'cấp huyện', province: 'cấp tỉnh' }[second.metric.level] ?? '';
    yield {
      message: 'scope',
      severity: 'warning',
      at: levelSpot(second),
      figures: [second.figure],
      data: { percent: second.figure.raw, scope },
      related: [spotOf(first.passage, first.figure)],
      root: `scope ${second.figure.raw}`,
    };
  }
}

/** The words that name the level, which is what is in question; the figure when they stand elsewhere. */
function levelSpot({ passage, figure }: Rate): Spot {
  const [m] = matchesIn(
    passage.text.slice(0, figure.start),
    /cấp (?:huyện|xã|tỉnh)|toàn (?:huyện|tỉnh)|các xã|sở, ngành/giu,
  ).slice(-1);
  return m ? spotIn(passage, m.index, m.index + m[0].length) : spotOf(passage, figure);
}
