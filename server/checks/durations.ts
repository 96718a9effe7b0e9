import { cueOf, namedIn, toldWith } from './cues.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import type { Mask } from './mask.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { dayOf } from './signing.ts';
import { withMasks } from './told-in.ts';
import { windowsIn } from './windows.ts';

const LATENESS_TOLD_CUE = cueOf('chậm', 'trễ', 'muộn', 'sớm');
const MONTHS_OF_CUE = cueOf(' tháng ');

const LASTS = /(?:chậm|trễ|muộn|quá hạn|sớm|trước hạn|kéo dài|trong(?: vòng)?|thời gian|thời hạn|mất|tổng số)(?: là)?\s*$/iu;
const LATE = /(?:chậm|trễ|muộn|quá hạn|sớm|trước hạn)(?: là)?\s*$/iu;
const SATURDAY = 6;

/** “gửi chậm 05 ngày (hạn ngày 10/11/2025, gửi ngày 13/11/2025)”: days are those between the two days beside them, with or without both ends, or working days. */
export function* durations(context: Context): Generator<Fault> {
  for (const passage of withMasks(context.document, 2)) {
    if (passage.is_footnote) continue;
    const dates = passage.masks.filter((mask) => mask.kind === 'date' && dayOf(mask) !== null);
    if (dates.length < 2) continue;
    for (const figure of passage.figures) {
      if (figure.unit !== 'ngày' || figure.bound !== 'exact' || figure.decimals > 0) continue;
      const lead = passage.text.slice(Math.max(0, figure.start - 30), figure.start);
      if (
        !LASTS.test(lead) &&
        !/^\s?(?:ngày )?đêm[^.;()\d]{0,40}[,(]\s?(?:từ|kể từ)/iu.test(passage.text.slice(figure.tail)) &&
        !/^\s?(?:làm việc\s)?\((?:từ|hạn)/iu.test(passage.text.slice(figure.tail))
      )
        continue;
      const sentence = segmentAt(segmentsOf(passage.text, '.;'), figure.start);
      const after = dates.filter((mask) => mask.start >= figure.tail && mask.end <= (sentence?.end ?? 0));
      const [a, b, more] = after;
      if (!a || !b || more || !BESIDE.test(passage.text.slice(figure.tail, a.start))) continue;
      const [from, to] = [dayOf(a) as number, dayOf(b) as number];
      decided(context);
      const days = Number(exactOf(figure).n);
      const span = to - from;
      const is_exact = LATE.test(lead) && !/^\s?làm việc/iu.test(passage.text.slice(figure.tail));
      const all = LATE.test(lead) ? [span] : [span, span + 1];
      const working = workingDays(from, to);
      if (span <= 0 || span > 400 || [...all, ...(is_exact ? [] : [working, working - 1, working + 1])].includes(days)) continue;
      yield daysFault(passage, figure, [a, b], span);
    }
  }
}

function daysFault(passage: Passage, figure: Figure, [from, to]: readonly [Mask, Mask], span: number): Fault {
  const expected = String(span).padStart(2, '0');
  return {
    message: 'duration',
    at: spotIn(passage, figure.start, figure.tail),
    figures: [figure],
    data: { days: figure.raw, from: tidy(from), to: tidy(to), expected },
    expected: `${expected} ngày`,
    related: [from, to].map(({ start, end }) => spotIn(passage, start, end)),
    shares: [passage.offset + figure.start],
  };
}

/** “nộp trước ngày 10/12/2024; gửi ngày 13/12/2024, chậm 05 ngày”: the two days stand before. */
export function* latenessTold(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 1, LATENESS_TOLD_CUE)) {
    for (const figure of passage.figures) {
      if (figure.unit !== 'ngày' || figure.bound !== 'exact' || figure.decimals > 0) continue;
      const sentence = segmentAt(segmentsOf(passage.text, '.'), figure.start);
      const lead = passage.text.slice(sentence?.start ?? 0, figure.start);
      if (!LATE.test(lead) || /làm việc/iu.test(passage.text.slice(figure.tail, figure.tail + 12))) continue;
      const dates = passage.masks.filter(
        (mask) =>
          mask.kind === 'date' &&
          dayOf(mask) !== null &&
          mask.start >= (sentence?.start ?? 0) &&
          mask.end <= (sentence?.end ?? 0),
      );
      const [a, b, more] = dates;
      if (
        !a ||
        !b ||
        more ||
        b.end > figure.start ||
        !/hạn|trước\s*$/iu.test(passage.text.slice(sentence?.start ?? 0, a.start + 7))
      )
        continue;
      const span = Math.abs((dayOf(b) as number) - (dayOf(a) as number));
      const days = Number(exactOf(figure).n);
      decided(context);
      if (span === 0 || span > 120 || [span, span + 1].includes(days)) continue;
      yield daysFault(passage, figure, [a, b], span);
    }
  }
}

/** “Đánh giá 02 tháng vận hành … (từ ngày 01/7/2025 đến ngày 30/9/2025)”: full months from the first day to the last. */
export function* monthsOf(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, MONTHS_OF_CUE)) {
    if (passage.is_footnote) continue;
    for (const window of windowsIn(passage)) {
      const [from, to] = [new Date(window.from * DAY), new Date((window.to + 1) * DAY)];
      const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
      if (from.getUTCDate() !== to.getUTCDate() || months < 1 || months > 36) continue;
      const lead = passage.text.slice(Math.max(0, window.start - 130), window.start);
      const m =
        /(?<![\d/.,])(\d{1,2}) tháng(?! (?:đầu|cuối|trước|sau|tiếp|còn|\d))(?=[\s,(])(?:[^.;:()\d]|0?\d cấp){0,110}\(?(?:từ |tính từ )?(?:ngày )?$/iu.exec(
          lead,
        );
      if (!m) continue;
      decided(context);
      if (Number(m[1]) === months) continue;
      const start = window.start - lead.length + m.index;
      const expected = String(months).padStart(2, '0');
      yield {
        message: 'months',
        at: spotIn(passage, start, start + (m[1] ?? '').length + ' tháng'.length),
        data: { months: m[1] ?? '', window: passage.text.slice(window.start, window.end), expected },
        expected: `${expected} tháng`,
        related: [spotIn(passage, window.start, window.end)],
      };
    }
  }
}

const DAY = 86_400_000;
const BESIDE = /^\s?(?:làm việc)?[\s,:]*\(?(?:[^();\d]{0,30})$/iu;
const tidy = (mask: Mask): string => mask.text.trim().replace(/^ngày\s*/iu, '');

/** Days from Monday to Friday between two days, both counted. Days since 1970 begin with a Thursday. */
function workingDays(from: number, to: number): number {
  let count = 0;
  for (let day = from; day <= to && day - from <= 400; day += 1) if (((day + 4) % 7) % SATURDAY !== 0) count += 1;
  return count;
}
