import { childRows } from './child-rows.ts';
import { confirmedIn, standsInTable } from './confirmed.ts';
import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { contentOf, type Form, formsOf, isOneUnit, type Line, nameOf } from './form-lines.ts';
import type { Grid } from './grid.ts';
import { hadRows } from './had-rows.ts';
import { periodsIn } from './head.ts';
import { add, compare, equal, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { fits } from './share-bases.ts';
import { isMisprint, type Sentence, storyOf, type Told } from './story.ts';
import { storyTold } from './told-in.ts';

// A statistical form (code, indicator, unit, figure) beside the words: what the words tell of an indicator is what its row says.

const APART =
  /so với|cùng kỳ|(?:năm|quý|tháng|kỳ) (?:trước|tới|sau)|tăng|giảm|kế hoạch (?:là|giao)|chỉ tiêu|mục tiêu|phấn đấu|dự kiến|tối thiểu|bình quân|còn thiếu|(?<!\p{L})sẽ(?!\p{L})/iu;
const OTHER_PERIOD = /(?:quý|tháng|kỳ|năm) trước|giai đoạn|trong tháng|nhiệm kỳ/iu;
const SINCE = /l[uũ][ỹy] kế|đầu năm/iu;
/** One field, one place, one office: a part of what the row counts. */
const PART_OF =
  /lĩnh vực|riêng|(?<!\p{L})(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Tt]hôn|[Tt]rường|[Tt]rạm|[Tt]rung tâm|[Pp]hòng|Sở)\s\p{Lu}/u;

/** Somebody else did it, or somewhere else. */
const OTHERS =
  /(?<!\p{L})(?:các (?:xã|phường|phòng|ban|ngành|cơ quan|đơn vị|địa phương|thôn|trường)|ban chỉ đạo|hđnd|đảng ủy|huyện ủy|mặt trận|đoàn thể|(?:mỗi|từng)\s)/iu;
/** “120 phiếu tại Bộ phận Một cửa”, “06 vấn đề về công vụ”. */
const OF_PART = /^(?:tại|ở|thuộc|của|về|cho|trong)\s/iu;

/** Figures of the words against the rows of statistical forms. R10. */
export function* formRows(context: Context): Generator<Fault> {
  const forms = formsOf(context.document);
  if (forms.length === 0) return;
  for (const form of forms) yield* classes(context, form);
  const told = new Set<string>();
  for (const sentences of storyTold(context.document, 1))
    for (const sentence of sentences) {
      const { passage } = sentence;
      if (passage.section.is_annex) continue;
      for (const form of forms) {
        for (const fault of [...pairs(context, sentence, form), ...singles(context, sentence, form)]) {
          // A row is told once, and so is a figure.
          const keys = (fault.shares ?? []).map(String);
          if (keys.some((key) => told.has(key))) continue;
          for (const key of keys) told.add(key);
          yield fault;
        }
      }
    }
  yield* childRows(context);
  yield* hadRows(context);
}

/** “công chức hiện nay là 64/72”: the row of 72 is known, and one beside it, of what is there, does not say 64. */
function* pairs(context: Context, sentence: Sentence, form: Form): Generator<Fault> {
  const { passage } = sentence;
  const said = contentOf(sentence.text);
  const shares = passage.fractions.filter(({ a }) => a.start >= sentence.start && a.start < sentence.end);
  for (const { a, b } of [...shares, ...givenAndHad(sentence)]) {
    if (a.unit === 'điểm' || b.unit === 'điểm') continue;
    const turned = shares.some((share) => share.a === a) ? otherBase(form, a, b) : null;
    if (turned) {
      decided(context);
      yield faultOf(passage, b, turned, form, 'error');
      continue;
    }
    const equals = form.lines.filter((line) => equal(exactOf(line.entry.figure), exactOf(b)));
    // The figure of what was given, copied into the row of what is there, stands twice.
    const whole = equals.length === 1 ? equals : equals.filter(({ label }) => BASE.test(label) && !HELD.test(label));
    const [base] = whole;
    if (!base || whole.length !== 1 || !BASE.test(base.label)) continue;
    const told = passage.fractions.length === 1 ? contentOf(passage.text) : said;
    const is_named = [...base.words, ...base.above].some((word) => told.has(word));
    if (!is_named && b.raw.replace(/\D/g, '').length < 3) continue;
    const beside = form.lines.filter((line) => line !== base && isBeside(base, line) && isOneUnit(base.unit, line.unit));
    const there = beside.filter(({ label }) => HELD.test(label) && !/quá hạn|chưa/iu.test(label));
    // One indicator for officials, one for those of schools: the row of the same name.
    const parts = there.length > 1 ? there.filter(({ words }) => isOfSameName(base, words)) : there;
    const [part] = parts;
    if (!part || beside.some(({ entry }) => equal(exactOf(entry.figure), exactOf(a))) || parts.length !== 1) continue;
    decided(context);
    const is_apart =
      APART.test(sentence.text.slice(0, a.start - sentence.start)) || otherPeriod(context.document, sentence) !== null;
    yield { ...faultOf(passage, a, part, form, is_apart ? 'warning' : 'error'), is_witnessed: true };
  }
}

const BASE = /giao|đề ra|kế hoạch|tổng|phải/iu;
const HELD = /có mặt|đã (?:thực hiện|hoàn thành|giải quyết)|hoàn thành|thực có/iu;

/** “viên chức là 622/694”: the row of 622 is known, and the base beside it says 604. */
function otherBase(form: Form, a: Figure, b: Figure): Line | null {
  if (b.raw.replace(/\D/g, '').length < 2 || form.lines.some(({ entry }) => equal(exactOf(entry.figure), exactOf(b))))
    return null;
  const done = form.lines.filter((line) => equal(exactOf(line.entry.figure), exactOf(a)) && HELD.test(line.label));
  const [part] = done;
  if (!part || done.length !== 1 || /quá hạn|chưa/iu.test(part.label)) return null;
  const bases = form.lines.filter(
    (line) => line !== part && BASE.test(line.label) && isBeside(line, part) && isOneUnit(line.unit, part.unit),
  );
  const [base] = bases;
  return base && bases.length === 1 && isMisprint(base.entry.figure.raw, b.raw) ? base : null;
}

/** “được giao 1.246, có mặt 1.187 người”: the same two, told one after the other. */
function givenAndHad({ passage: { text, figures }, start, end }: Sentence): { a: Figure; b: Figure }[] {
  return figures.flatMap((b, i) => {
    const a = figures[i + 1];
    if (b.start < start || !a || a.end > end || b.kind !== 'count' || a.kind !== 'count' || a.bound !== 'exact') return [];
    const is_told =
      /(?:được giao|giao)(?: là)?:?\s$/iu.test(text.slice(Math.max(start, b.start - 16), b.start)) &&
      /^[,;]?\s(?:và\s)?(?:hiện\s|hiện nay\s|đang\s|thực tế\s)?có mặt(?: là)?:?\s$/iu.test(text.slice(b.tail, a.start));
    return is_told ? [{ a, b }] : [];
  });
}

const isOfSameName = (base: Line, words: ReadonlySet<string>): boolean =>
  [...base.words].every((word) => word === 'giao' || words.has(word));

/** Under the same indicator, or the row right after it; rows numbered 1, 2, 3 … stand under none. */
const isBeside = (base: Line, line: Line): boolean =>
  base.group === '' || line.group === ''
    ? Math.abs(line.order - base.order) === 1
    : line.group === base.group ||
      (Math.abs(line.order - base.order) === 1 && (line.group === base.row.code || base.group === line.row.code));

/**
 * Rows of one group that count classes of one thing (“Số đơn vị sự nghiệp tự bảo đảm …”, “… do nhà nước bảo đảm …”): together no more than the row
 * elsewhere that counts the thing.
 */
function* classes(context: Context, form: Form): Generator<Fault> {
  for (const group of Map.groupBy(form.lines, (line) => line.group).values()) {
    const counted = group.filter(({ row, label }) => row.code !== '' && /^số\s/iu.test(label));
    const [first] = counted;
    if (!first || counted.length < 3 || counted.some(({ unit }) => !isOneUnit(unit, first.unit))) continue;
    if (counted.some(({ words }) => !words.has('đvsn'))) continue;
    const totals = form.lines.filter(
      ({ group, words }) =>
        group !== first.group && words.has('đvsn') && [...words].every((word) => word === 'đvsn' || word === 'trực'),
    );
    const [total] = totals;
    if (!total || totals.length !== 1) continue;
    decided(context);
    const sum = counted.reduce((all, { entry }) => all + exactOf(entry.figure).n, 0n);
    if (sum <= exactOf(total.entry.figure).n) continue;
    const largest = counted.reduce((most, one) =>
      compare(exactOf(one.entry.figure), exactOf(most.entry.figure)) > 0 ? one : most,
    );
    yield {
      message: 'classes',
      at: spotInCell(form.grid.table, largest.entry.cell),
      figures: [largest.entry.figure, total.entry.figure],
      data: { sum: String(sum), name: total.label, total: total.entry.figure.raw },
      related: [
        spotInCell(form.grid.table, total.entry.cell),
        ...counted.filter((one) => one !== largest).map((one) => spotInCell(form.grid.table, one.entry.cell)),
      ],
      shares: [largest.entry.cell.offset],
    };
  }
}

/** The row says that it counts since the year began: what is told of the period is another figure. */
function isSinceYear({ row }: Line, grid: Grid): boolean {
  return (grid.at[row.index] ?? []).some((cell) => cell !== null && /^l[uũ][ỹy] kế/iu.test(cell?.text.trim() ?? ''));
}

/** “986 hồ sơ phát sinh phí; 738 hồ sơ nộp trực tuyến, đạt 74,8 %”: a part of what stands before it, whatever row is called so. */
export function isShareBeside({ figures, text }: Passage, figure: Figure): boolean {
  const percent = figures.find((f) => f.start > figure.start);
  if (percent?.kind !== 'percent' || percent.decimals === 0 || /[.;]\s/u.test(text.slice(figure.tail, percent.start)))
    return false;
  return figures.some((b) => b.kind === 'count' && b.end < figure.start && exactOf(b).n > 0n && fits(figure, b, percent));
}

/** A count whose words are those of one row, no more and no less. */
function* singles(context: Context, sentence: Sentence, form: Form): Generator<Fault> {
  const { passage } = sentence;
  const counts = sentence.told.filter(({ depth, figure }) => depth === 0 && figure.scale === 1n && figure.unit !== 'điểm');
  if (counts.length === 0 || counts.length > 8) return;
  const lead = passage.text.slice(sentence.start, counts[0]?.figure.start ?? sentence.start);
  if (APART.test(lead)) return;
  const sentence_words = contentOf(sentence.text);
  for (const told of counts) {
    const { figure } = told;
    if (APART.test(told.before) || passage.text[figure.start - 1] === '/') continue;
    if (isShareBeside(passage, figure)) continue;
    if (confirmedIn(context.document).has(passage.offset + figure.start) || standsInTable(context.document, figure)) continue;
    const line = lineOf(form, sentence, told, lead);
    if (line && !isOfSome(form, line, counts, figure) && !says(form, line, figure)) {
      const { figure: cell } = line.entry;
      decided(context);
      const other = otherPeriod(context.document, sentence);
      if (!equal(exactOf(cell), exactOf(figure)) && other !== 'narrower' && !isToldRight(context.document, sentence, line)) {
        const is_whole_name =
          line.words.size >= 3 || isSpelledBehind(line, passage, figure) || isWholeName(line, nameOf(clauseOf(sentence, told)));
        const told_before = sentence.text.slice(0, figure.start - sentence.start);
        const is_part =
          PART_OF.test(told_before) ||
          (OTHERS.test(told_before) && !OTHERS.test(line.label)) ||
          (OF_PART.test(told.after) && !contentOf(line.label).isSupersetOf(contentOf(told.after)));
        const is_sure = (is_whole_name || isMisprint(cell.raw, figure.raw)) && other === null && !is_part;
        yield { ...faultOf(passage, figure, line, form, is_sure ? 'error' : 'warning'), is_witnessed: is_whole_name };
        continue;
      }
    }
    yield* nothing(context, sentence, figure, sentence_words, form);
  }
}

/** The one row that a count is called by: spelled out behind it, else by the words around it. */
function lineOf(form: Form, sentence: Sentence, told: Told, lead: string): Line | undefined {
  const { passage, text } = sentence;
  const is_since = SINCE.test(text);
  const lines = form.lines.filter(({ unit }) => isOneUnit(unit, told.figure.unit));
  const before = contentOf(told.before.replace(DOING, ' '));
  const spelled_out = lines.filter(
    (line) =>
      line.words.size >= 2 && isSpelledBehind(line, passage, told.figure) && [...before].every((word) => isOfLine(line, word)),
  );
  const [only] = spelled_out;
  if (only && spelled_out.length === 1 && (is_since || !isSinceYear(only, form.grid))) return only;
  // A paragraph that opens its own section is no title.
  const title = passage.section.opens === passage.index ? (passage.section.title.split(/[:;.]/)[0] ?? '') : passage.section.title;
  const clause = clauseOf(sentence, told);
  const behind = passage.text.slice(told.figure.tail, told.figure.tail + 60).replace(PAIRED, ' ');
  const around = contentOf(`${lead.split(/[:;]/).at(-1) ?? ''} ${clause} ${behind.split(/[.;:,]/u)[0]} ${title}`);
  const called = nameOf(clause);
  const has = HAS.test(passage.text.slice(sentence.start, told.figure.start));
  const fitting = lines.filter(
    (line) =>
      (line.words.size >= 2 ? [...line.words].every((word) => around.has(word)) : has && isWholeName(line, called)) &&
      (is_since || !isSinceYear(line, form.grid)),
  );
  return bestOf(fitting, clause, `${text} ${title}`);
}

const isOfLine = ({ words, above }: Line, word: string): boolean => words.has(word) || above.has(word);

/** Of the rows that fit the one that tells most of the clause; of rows of one name that of the level of government that is told of. */
function bestOf(fitting: readonly Line[], clause: string, told: string): Line | undefined {
  const own = [...contentOf(clause.replace(/(?:^|\s)(?:cần|để|nhằm|thông qua)\s.*$/u, ' ').replace(DOING, ' '))];
  const exact = fitting.filter((line) => own.every((word) => isOfLine(line, word)) && own.some((word) => line.words.has(word)));
  // Its own words alone before those with what they stand under.
  const plain = exact.filter((line) => own.every((word) => line.words.has(word)));
  const near = plain.length > 0 ? plain : exact;
  const most = Math.max(0, ...near.map(({ words }) => words.size));
  const best = near.filter(({ words }) => words.size === most);
  const levels = [...contentOf(told)].filter((word) => word.startsWith('cấp_'));
  const level = levels.length === 1 ? (levels[0] as string) : '';
  const of_level = best.length > 1 ? best.filter((line) => isOfLine(line, level)) : best;
  return of_level.length === 1 ? of_level[0] : undefined;
}

/** The comma of one name: “cán bộ, công chức”. */
const PAIRED = /,(?=\s(?:công chức|viên chức|bài|kiến nghị|thị trấn|phường|tổ chức|doanh nghiệp|tố cáo)(?!\p{L}))/giu;

const clauseOf = ({ passage }: Sentence, { figure, before, after }: Pick<Told, 'figure' | 'before' | 'after'>): string =>
  `${before} ${passage.text.slice(figure.end, figure.tail)} ${after}`;

/** All words of the row stand beside the figure. */
const isWholeName = ({ name }: Line, called: ReadonlySet<string>): boolean =>
  name.size >= 3 && [...name].every((word) => called.has(word));

/** The name of the row stands word for word behind the number, and nothing narrows it: “17 hồ sơ đang giải quyết”. */
function isSpelledBehind({ label }: Line, { text }: Passage, figure: Figure): boolean {
  const name = spelled(label.replace(/\([^)]*\)/gu, ' ').replace(/^\W*(?:tổng\s)?số\s(?:lượng\s)?/iu, ''));
  if (name.split(' ').length < 4) return false;
  const behind = `${spelled(text.slice(figure.end, figure.end + label.length + 40))} `;
  return behind.startsWith(`${name} `) && !NARROWS.test(behind.slice(name.length + 1));
}

const spelled = (text: string): string =>
  text
    .toLowerCase()
    .replace(/thủ tục(?: hành chính)?/gu, 'tthc')
    .replace(/cải cách hành chính/gu, 'cchc')
    .replace(/[.;:()]/gu, ' $& ')
    .replace(/[^\p{L}\p{M}\d.;:()]+/gu, ' ')
    .trim();

const NARROWS =
  /^(?:là|thuộc|của|ở|tại|về|do|trong|cho|với|lĩnh vực|cấp|ngành|mà|có|được|đã|chưa|đang|không|bị|liên quan|theo)\s/u;

/** “Huyện hiện có 12 phòng chuyên môn”. */
const HAS = /(?<!\p{L})(?:có|gồm|là|với)\s*$/iu;

/** The figure of the row is told beside this one, or is the sum of those told here; or what this one is a part of is in no row. */
function isOfSome(form: Form, line: Line, counts: readonly Told[], figure: Figure): boolean {
  const wanted = exactOf(line.entry.figure);
  const alike = counts.map((told) => told.figure).filter((one) => one.unit === figure.unit);
  const others = alike.filter((one) => one !== figure);
  if (others.some((one) => equal(exactOf(one), wanted))) return true;
  if (others.length > 0 && equal(alike.map(exactOf).reduce(add, ZERO), wanted)) return true;
  // “05 kế hoạch và 04 công văn” of a row that counts both.
  const at = counts.findIndex((told) => told.figure === figure);
  if ([counts[at - 1], counts[at + 1]].some((next) => next && equal(add(exactOf(next.figure), exactOf(figure)), wanted)))
    return true;
  const whole = others.find((one) => one.start < figure.start && compare(exactOf(one), exactOf(figure)) >= 0);
  return (
    whole !== undefined &&
    !form.lines.some(
      ({ entry, unit }) => isOneUnit(unit, whole.unit) && unit !== '' && equal(exactOf(entry.figure), exactOf(whole)),
    )
  );
}

/** What somebody does with whatever is counted. */
const DOING =
  /phát ra|đăng tải|ban hành|tổ chức(?=\s*$|\s{2})|tiến hành|triển khai|(?:hiện )?còn|(?:lãnh đạo|toàn|ubnd|[uủ]y ban nhân dân) (?:huyện|tỉnh|xã|phường|thị trấn|thành phố)|^\s*(?:huyện|tỉnh|xã|phường|thị trấn)(?=\s(?:có|đã|hiện))|bộ phận (?:một cửa|tiếp nhận và trả kết quả)/giu;

/**
 * Whether figures are told of another stretch of time than the report's, which the paragraph may have said before. `narrower`: of a part of it or of another
 * year, so that its rows are of something else; `other`: of more, and a form filled in for the report may be meant to hold that.
 */
function otherPeriod({ head }: Document, { passage, end }: Sentence): 'narrower' | 'other' | null {
  const text = passage.text.slice(0, end);
  const own = head.period;
  const named = periodsIn(text).filter((period) =>
    period.kind === 'year'
      ? head.year !== null && period.year !== head.year
      : own === null || period.from_month !== own.from_month || period.to_month !== own.to_month,
  );
  if (named.some((p) => p.kind === 'year' || (own !== null && p.from_month >= own.from_month && p.to_month <= own.to_month)))
    return 'narrower';
  const is_since = own !== null && own.from_month === 1;
  return named.length > 0 || OTHER_PERIOD.test(text) || (!is_since && SINCE.test(text)) ? 'other' : null;
}

/** The row says 0, the words tell of some. Whatever they add only narrows what is counted. */
function* nothing(context: Context, sentence: Sentence, figure: Figure, words: Set<string>, form: Form): Generator<Fault> {
  const { passage } = sentence;
  const lead = sentence.text.slice(0, figure.start - sentence.start);
  if (compare(exactOf(figure), { n: 0n, d: 1n }) <= 0 || APART.test(lead)) return;
  const unit_words = contentOf(passage.text.slice(figure.end, figure.tail + 25).split(/[,;.(]/u)[0] ?? '');
  const rows = form.lines.filter(
    (line) =>
      exactOf(line.entry.figure).n === 0n &&
      line.words.size >= 2 &&
      figure.unit !== '' &&
      isOneUnit(line.unit, figure.unit) &&
      [...unit_words].some((word) => line.words.has(word)) &&
      [...line.words].every((word) => words.has(word)),
  );
  const [line] = rows;
  if (!line || rows.length !== 1) return;
  decided(context);
  const severity = otherPeriod(context.document, sentence) === null ? 'error' : 'warning';
  yield { ...faultOf(passage, figure, line, form, severity), is_witnessed: true };
}

/** Another row of the same words has this figure: the words tell of that one. */
const says = (form: Form, line: Line, figure: Figure): boolean =>
  form.lines.some(
    (other) =>
      other !== line &&
      equal(exactOf(other.entry.figure), exactOf(figure)) &&
      [...line.words].filter((word) => other.words.has(word) || other.above.has(word)).length * 2 >= line.words.size,
  );

/** Some other sentence tells the row as it is: which of the two is meant is not known here. */
function isToldRight(document: Document, sentence: Sentence, line: Line): boolean {
  return storyOf(document).some((sentences) =>
    sentences.some(
      (other) =>
        other !== sentence &&
        !other.passage.section.is_annex &&
        other.told.some(({ figure }) => figure.unit !== '' && equal(exactOf(figure), exactOf(line.entry.figure))) &&
        [...line.words].every((word) => contentOf(other.text).has(word)),
    ),
  );
}

function faultOf(passage: Passage, figure: Figure, { label, entry }: Line, { grid }: Form, severity: 'error' | 'warning'): Fault {
  return {
    message: 'annex',
    severity,
    at: spotOf(passage, figure),
    figures: [figure, entry.figure],
    data: { name: label, first: figure.raw, second: entry.figure.raw },
    expected: entry.figure.raw,
    related: [{ ...spotInCell(grid.table, entry.cell), message: 'Trong biểu' }],
    shares: [passage.offset + figure.start, entry.cell.offset],
  };
}
