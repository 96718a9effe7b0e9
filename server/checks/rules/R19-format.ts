import type { Passage } from '../document.ts';
import { exactOf, type Figure } from '../figure.ts';
import { lostCommas, scalesMixed } from '../lost-commas.ts';
import { matchesIn } from '../matches.ts';
import { moneyTwice } from '../money-twice.ts';
import { wordsAsNumber } from '../number.ts';
import { compare, HUNDRED } from '../rational.ts';
import { type Context, decided, defineRule, type Fault, spotIn, spotOf } from '../rule.ts';

/** Figures are printed in one habit, with their unit, and are possible: no count with a fraction, no share above all. */
export const R19 = defineRule({
  id: 'R19',
  version: 1,
  severity: 'error',
  title: 'Cách ghi số thống nhất và có nghĩa',
  messages: {
    mixed:
      'Báo cáo dùng cả dấu phẩy ({comma}) và dấu chấm ({dot}) làm dấu thập phân. Dễ đọc nhầm với dấu phân cách hàng nghìn. Dùng dấu phẩy thập phân thống nhất.',
    over: 'Tỷ lệ {percent}% lớn hơn 100% với nội dung không thể vượt 100%. Kiểm tra tử số, mẫu số.',
    fraction: 'Số đếm “{number} {unit}” có phần lẻ. Kiểm tra dấu phân cách hoặc đơn vị tính.',
    malformed: 'Số “{number}” đặt dấu phân cách sai nên không đọc được. Viết lại.',
    words: 'Số “{number}” và chữ “{words}” không khớp. Sửa một trong hai.',
    same_money: 'Ghi {first} tương đương {second} nhưng hai số tiền khác nhau. Kiểm tra đơn vị tính và số rồi sửa.',
    unit: 'Số “{number}” thiếu đơn vị tính. Bổ sung (ví dụ %, điểm).',
    lost_comma: 'Ghi {percent}% nhưng {part} trên {base} là {expected}%: tỷ lệ mất dấu phẩy thập phân. Sửa thành {expected}%.',
    scale_mixed:
      'Ghi {odd} bên cạnh {other}: các số của câu chỉ khớp nhau khi cùng một đơn vị tiền. Sửa đơn vị của một trong hai số.',
    thousands: 'Số có bốn chữ số lúc có dấu chấm ({with}), lúc không ({without}). Viết thống nhất.',
  },
  *check(context) {
    yield* mixed(context);
    yield* thousands(context);
    for (const passage of context.document.passages) {
      for (const figure of passage.figures) yield* one(context, passage, figure);
      // Two marks among digits are told ten times faster than what may stand around them.
      if (TWO_MARKS.test(passage.text)) yield* malformed(context, passage);
      if (passage.figures.length > 0 && passage.text.includes('(')) yield* inWords(context, passage);
    }
    yield* moneyTwice(context);
    yield* lostCommas(context);
    yield* scalesMixed(context);
  },
});

/** “(15.1)”, “tiêu chí 4.3”: the number of an item and no decimal. */
function isItem({ text }: Passage, { start, end, unit }: Figure): boolean {
  const before = text.slice(Math.max(0, start - 20), start);
  return (
    /(?:tiêu chí|chỉ tiêu|tiểu mục|mục|nội dung|biểu|bảng|phụ lục)(?: số)? $/iu.test(before) ||
    (unit === '' && before.endsWith('(') && text[end] === ')')
  );
}

/** Decimals by comma and by dot in one report: the rarer habit is shown. */
function* mixed(context: Context): Generator<Fault> {
  const found: Record<',' | '.', { passage: Passage; figure: Figure }[]> = { ',': [], '.': [] };
  for (const passage of context.document.passages) {
    for (const figure of passage.figures) {
      if (figure.decimals === 0) continue;
      const mark = /^\d+([.,])\d+$/.exec(figure.raw)?.[1] as ',' | '.' | undefined;
      if (mark && !isItem(passage, figure)) found[mark].push({ passage, figure });
    }
  }
  const [dots, commas] = [found['.'], found[',']];
  if (dots.length + commas.length === 0) return;
  decided(context);
  if (dots.length === 0 || commas.length === 0) return;
  const rare = dots.length <= commas.length ? dots : commas;
  const other = rare === dots ? commas : dots;
  const [first, second] = [rare[0], other[0]];
  if (!first || !second) return;
  yield {
    message: 'mixed',
    severity: 'note',
    at: spotOf(first.passage, first.figure),
    data: { comma: commas[0]?.figure.raw ?? '', dot: dots[0]?.figure.raw ?? '' },
    related: [...rare.slice(1, 8), second].map(({ passage, figure }) => spotOf(passage, figure)),
  };
}

function firstOf(passages: readonly Passage[], is: (figure: Figure) => boolean): { passage: Passage; figure: Figure } | null {
  for (const passage of passages) for (const figure of passage.figures) if (is(figure)) return { passage, figure };
  return null;
}

function* thousands(context: Context): Generator<Fault> {
  const { passages } = context.document;
  const marked = firstOf(passages, (figure) => figure.decimals === 0 && /^\d{1,3}\.\d{3}$/.test(figure.raw));
  const bare = marked && firstOf(passages, (figure) => figure.unit !== '' && /^\d{4,}$/.test(figure.raw));
  if (!marked || !bare) return;
  decided(context);
  yield {
    message: 'thousands',
    severity: 'note',
    at: spotOf(bare.passage, bare.figure),
    data: { with: marked.figure.raw, without: bare.figure.raw },
    related: [spotOf(marked.passage, marked.figure)],
  };
}

/** Shares of a whole: what is on time, resolved, digitised, content can be at most all of it. */
const BOUNDED =
  /đúng hạn|quá hạn|trễ hạn|trước hạn|hài lòng|số h[oó][áa]|trực tuyến|tỷ lệ (?:giải quyết|hồ sơ|xử lý|cán bộ|công chức|hộ|dân số|xã|đơn vị|thôn|trẻ)|được kiểm tra|che phủ|bao phủ|chiếm/iu;
const BEYOND = /vượt|kế hoạch|dự toán|chỉ tiêu|so với|tăng|cùng kỳ|KH\b|thu ngân sách|bằng/u;
const WHOLE_UNITS = new Set([
  'hồ_sơ',
  'thủ_tục',
  'nhiệm_vụ',
  'văn_bản',
  'đơn_vị',
  'xã',
  'huyện',
  'người',
  'lượt',
  'hộ',
  'phiếu',
  'ý_kiến',
  'tin',
  'cuộc',
  'thôn',
]);

const THINGS =
  /^\s(?:số |tổng số |các )*(?:thủ tục|TTHC|hồ sơ|cơ quan|đơn vị|phòng|ban|ngành|cán bộ|công chức|viên chức|CBCC|xã|phường|thị trấn|thôn|bản|buôn|tổ dân phố|hộ|trường|trạm|làng|văn bản|báo cáo|ứng dụng|người|ý kiến|phản ánh|dân số)(?!\p{L})/iu;

/** “Công khai 110% thủ tục”, “110% các cơ quan đã …”: how many of the things there are. And the result of an item that asks 100 % of them. */
function isOfAll({ text, figures, label }: Passage, figure: Figure): boolean {
  const before = text.slice(Math.max(0, figure.start - 40), figure.start);
  const opens =
    figure.start <= (label?.body ?? 0) + 4 || /(?:[.;:]\s|,\s|công khai |có |cho |với |đối với |tại |nay )$/iu.test(before);
  const around = `${before}${text.slice(figure.tail, figure.tail + 80)}`;
  if (opens && THINGS.test(text.slice(figure.tail)) && !/vượt|kế hoạch|dự toán|chỉ tiêu|so với|cùng kỳ|giao/iu.test(around))
    return true;
  // “100% thủ tục … được tiếp nhận theo cơ chế một cửa: Đạt 110%.”
  const asked = figures[0];
  return (
    asked !== figure &&
    asked?.kind === 'percent' &&
    compare(exactOf(asked), HUNDRED) === 0 &&
    asked.start < 60 &&
    THINGS.test(text.slice(asked.tail)) &&
    /:\s*đạt\s$/iu.test(before) &&
    /^\s*[.;(]?\s*$/u.test(text.slice(figure.tail))
  );
}

function* one(context: Context, passage: Passage, figure: Figure): Generator<Fault> {
  if (figure.kind === 'percent' && compare(exactOf(figure), HUNDRED) > 0) {
    const around = passage.text.slice(Math.max(0, figure.start - 70), figure.tail + 40);
    decided(context);
    const is_ratio = passage.fractions.some((f) => Math.abs(f.start - figure.tail) < 40 || Math.abs(f.tail - figure.start) < 40);
    const is_bounded = (BOUNDED.test(around) && !BEYOND.test(around)) || isOfAll(passage, figure);
    if (is_bounded && !is_ratio && figure.bound === 'exact')
      yield {
        message: 'over',
        at: spotOf(passage, figure),
        figures: [figure],
        data: { percent: figure.raw },
        shares: [passage.offset + figure.start],
      };
  }
  // `1,250 hồ sơ` may be thousands by a foreign habit: only one, two or four decimals cannot.
  const is_fraction = (): boolean => figure.readings.every((reading) => reading.value.n % reading.value.d !== 0n);
  if (figure.kind === 'count' && figure.scale === 1n && WHOLE_UNITS.has(figure.unit) && is_fraction()) {
    decided(context);
    const after = passage.text.slice(figure.tail, figure.tail + 12);
    // “tăng gần 1,5 lần”: a ratio.
    const is_ratio = /^\s?lần/iu.test(passage.text.slice(figure.end));
    if (
      !is_ratio &&
      !/bình quân|trung bình|\/|mỗi/iu.test(passage.text.slice(Math.max(0, figure.start - 40), figure.start) + after)
    )
      yield {
        message: 'fraction',
        severity: 'warning',
        at: spotOf(passage, figure),
        figures: [figure],
        data: { number: figure.raw, unit: passage.text.slice(figure.end, figure.tail).trim() },
      };
  }
  if (
    figure.kind === 'count' &&
    figure.unit === '' &&
    figure.decimals > 0 &&
    /đạt\s*$/iu.test(passage.text.slice(0, figure.start)) &&
    /^\s*(?:[.;()]|$)/.test(passage.text.slice(figure.tail))
  ) {
    if (passage.fractions.some((f) => f.a.start === figure.start || f.b.start === figure.start)) return;
    decided(context);
    yield { message: 'unit', severity: 'note', at: spotOf(passage, figure), figures: [figure], data: { number: figure.raw } };
  }
}

const TWO_MARKS = /\d[.,]\d{1,6}[.,]\d/;

/** `1.23.456`, `12.34.567 hồ sơ`: groups of a wrong length. */
function* malformed(context: Context, passage: Passage): Generator<Fault> {
  for (const m of matchesIn(passage.text, /(?<![\d.,/\p{L}-])\d{1,3}(?:[.,]\d{1,6}){2,5}(?![\d/\p{L}])/gu)) {
    const end = m.index + m[0].length;
    if (passage.masks.some((mask) => mask.start < end && m.index < mask.end)) continue;
    if (passage.figures.some((f) => f.start <= m.index && f.end >= end) || (passage.label && m.index < passage.label.body))
      continue;
    // Section numbers in a reference: “tại mục 2.1.3”.
    if (!/^\s{0,2}(?:hồ sơ|thủ tục|TTHC|lượt|đồng|triệu|tỷ|văn bản|người|hộ|đơn vị|nhiệm vụ|%)/iu.test(passage.text.slice(end)))
      continue;
    decided(context);
    yield { message: 'malformed', severity: 'warning', at: spotIn(passage, m.index, end), data: { number: m[0] } };
  }
}

/** “03 (ba) năm”. */
function* inWords(context: Context, passage: Passage): Generator<Fault> {
  for (const figure of passage.figures) {
    const m = /^\s*\(\s*((?:\p{L}+\s?){1,5})\)/u.exec(passage.text.slice(figure.end, figure.end + 40));
    const value = m ? wordsAsNumber(m[1] ?? '') : null;
    if (!m || value === null || figure.kind !== 'count' || figure.scale !== 1n) continue;
    decided(context);
    const own = exactOf(figure);
    if (own.n === BigInt(value) * own.d) continue;
    yield {
      message: 'words',
      at: spotIn(passage, figure.start, figure.end + m[0].length),
      figures: [figure],
      data: { number: figure.raw, words: (m[1] ?? '').trim() },
    };
  }
}
