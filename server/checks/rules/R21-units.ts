import { communesTold } from '../communes-told.ts';
import type { Passage } from '../document.ts';
import { exactOf, type Fraction } from '../figure.ts';
import { matchesIn } from '../matches.ts';
import { populations } from '../populations.ts';
import { type Context, decided, defineRule, type Fault, spotIn } from '../rule.ts';

/**
 * The units of a report are of its time, and as many everywhere.
 *
 * Source: Luật Tổ chức chính quyền địa phương 72/2025/QH15: from 1 July 2025 there is no district level.
 */
export const R21 = defineRule({
  id: 'R21',
  version: 1,
  severity: 'error',
  title: 'Đơn vị hành chính đúng thời điểm và thống nhất số lượng',
  messages: {
    district:
      'Từ 01/7/2025 không còn cấp huyện; “{name}” trong báo cáo kỳ này có thể sót từ mẫu cũ. Thay bằng cơ quan hiện nay hoặc ghi “trước sắp xếp”.',
    ended:
      'Báo cáo nêu {name} đã kết thúc hoạt động nhưng ở đây còn giao, trình hoặc phối hợp với đơn vị này. Thay bằng đơn vị hiện nay.',
    number: 'Số {unit} của địa bàn lúc ghi {first}, lúc ghi {second}. Thống nhất, hoặc nêu rõ vì sao khác.',
  },
  *check(context) {
    yield* districts(context);
    yield* ended(context);
    yield* numbers(context);
    yield* communesTold(context);
    yield* populations(context);
  },
});

const DISTRICT =
  /(?:UBND|Ủy ban nhân dân|Phòng \p{L}+(?:\s\p{L}+){0,3}|Huyện ủy|HĐND|Chủ tịch UBND)\s+huyện(?!\s+(?:cũ|trước))/iu;
const HISTORY =
  /trước (?:khi |thời điểm )?(?:sắp xếp|sáp nhập|01\/7|ngày)|(?<!\p{L})cũ(?!\p{L})|nguyên|6 tháng đầu năm|đến (?:hết )?(?:ngày )?30\/6|chấm dứt|kết thúc hoạt động|không (?:còn )?tổ chức|bỏ cấp/iu;

function* districts(context: Context): Generator<Fault> {
  const { head, passages } = context.document;
  const year = head.year;
  const from = head.period && year !== null ? year * 12 + head.period.from_month : null;
  if (from === null || from < 2025 * 12 + 7) return;
  decided(context);
  const found: { passage: Passage; start: number; text: string }[] = [];
  for (const passage of passages) {
    const m = DISTRICT.exec(passage.text);
    if (!m || HISTORY.test(passage.text) || passage.is_footnote) continue;
    // A document signed by a district then is still in force.
    const before = passage.text.slice(Math.max(0, m.index - 60), m.index);
    if (
      passage.masks.some((mask) => mask.kind === 'document' && mask.end <= m.index && m.index - mask.end < 60) ||
      (/của\s*$/iu.test(before) && /số/iu.test(before))
    )
      continue;
    found.push({ passage, start: m.index, text: m[0] });
  }
  const [first, ...others] = found;
  if (!first) return;
  yield {
    message: 'district',
    severity: 'warning',
    at: spotIn(first.passage, first.start, first.start + first.text.length),
    data: { name: first.text },
    related: others.slice(0, 10).map(({ passage, start, text }) => spotIn(passage, start, start + text.length)),
  };
}

const ENDED =
  /((?:huyện|xã|phường|thị trấn|quận|thị xã)\s\p{Lu}[\p{L}’']*(?:\s\p{Lu}[\p{L}’']*){0,3})\s(?:đã )?(?:kết thúc|chấm dứt) hoạt động/gu;

/** “Từ ngày 01/7/2025, huyện A kết thúc hoạt động”, then “trình UBND huyện A phê duyệt” in the plans. */
function* ended(context: Context): Generator<Fault> {
  const { passages } = context.document;
  const names = new Map(passages.flatMap((passage) => matchesIn(passage.text, ENDED).map((m) => [m[1] ?? '', { passage, m }])));
  for (const [name, { passage: first, m: told }] of names) {
    const asks = new RegExp(
      `(?:trình|đề nghị|kiến nghị|xin ý kiến|báo cáo|phối hợp với|tham mưu)\\s(?:UBND|Ủy ban nhân dân|HĐND|Phòng [^,.;]{2,30}|Huyện ủy)?\\s?${name}(?!\\s\\(?cũ)`,
      'u',
    );
    for (const passage of passages) {
      const m = passage.section.is_plan ? asks.exec(passage.text) : null;
      if (!m || passage.index <= first.index) continue;
      decided(context);
      yield {
        message: 'ended',
        at: spotIn(passage, m.index, m.index + m[0].length),
        data: { name },
        related: [spotIn(first, told.index, told.index + told[0].length)],
      };
    }
  }
}

/** “11/11 xã” and “10/12 xã”: one district has one number of communes. */
function* numbers(context: Context): Generator<Fault> {
  const told = context.document.passages.flatMap((passage) =>
    passage.section.is_plan || passage.is_footnote
      ? []
      : passage.fractions.filter((f) => ['xã', 'huyện'].includes(f.unit)).map((fraction) => ({ passage, fraction })),
  );
  for (const unit of ['xã', 'huyện']) {
    const same = told.filter(({ fraction }) => fraction.unit === unit);
    const groups = Map.groupBy(
      same,
      ({ fraction, passage }) => `${exactOf(fraction.b).n} ${wordOf(passage, fraction)}`.split(' ')[0] ?? '',
    );
    if (groups.size < 2) continue;
    decided(context);
    const [common, rare] = [...groups.values()].toSorted((a, b) => b.length - a.length);
    const [first, second] = [common?.[0], rare?.[0]];
    // Sub-sets (difficult communes, communes of one programme) are named; a base seen once against one seen twice or more is the odd one.
    if (!first || !second || (common?.length ?? 0) < 2 || groups.size > 2) continue;
    if (wordOf(first.passage, first.fraction) !== wordOf(second.passage, second.fraction)) continue;
    yield {
      message: 'number',
      severity: 'warning',
      at: spotIn(second.passage, second.fraction.start, second.fraction.tail),
      figures: [second.fraction.b, first.fraction.b],
      data: { unit, first: second.fraction.b.raw, second: first.fraction.b.raw },
      related: [spotIn(first.passage, first.fraction.start, first.fraction.tail)],
    };
  }
}

const wordOf = (passage: Passage, fraction: Fraction): string =>
  passage.text.slice(fraction.end, fraction.tail).trim().toLowerCase();
