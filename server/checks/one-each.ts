import { cueOf, toldWith } from './cues.ts';
import { segmentAt, segmentsOf } from './document.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const ONE_EACH_CUE = cueOf('mỗi quý');
const ONE_EACH =
  /mỗi quý (?:họp |tổ chức |có |mở )?(?:một|01|1) (phiên|cuộc|kỳ|lần|buổi|hội nghị|đợt|lớp)[^.;\d]{0,40}?(?:ngày|tháng)\s(?=\d)/giu;
const DAYS = /^(?:[\s,;()]|và|ngày|\d{1,2}\/\d{1,2}(?:\/(?:19|20)\d\d)?(?![\d/]))+/iu;
const DAY = /(\d{1,2})\/(\d{1,2})(?:\/((?:19|20)\d\d))?/gu;

/** “mỗi quý một phiên, các ngày 21/3/2024, 26/7/2024, 25/9/2024 và 12/12/2024”: two of one quarter and none of another. R14. */
export function* oneEachQuarter(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 0, ONE_EACH_CUE)) {
    for (const m of matchesIn(passage.text, ONE_EACH)) {
      const from = m.index + m[0].length;
      const end = segmentAt(segmentsOf(passage.text), from)?.end ?? passage.text.length;
      const days = matchesIn(DAYS.exec(passage.text.slice(from, end))?.[0] ?? '', DAY);
      const years = new Set(days.flatMap((day) => day[3] ?? []));
      if (days.length < 3 || days.length > 4 || years.size > 1 || days.some((day) => Number(day[2]) > 12)) continue;
      decided(context);
      const quarters = days.map((day) => Math.ceil(Number(day[2]) / 3));
      const twice = quarters.findIndex((quarter, i) => quarters.indexOf(quarter) < i);
      const other = days[quarters.indexOf(quarters[twice] ?? 0)];
      const day = days[twice];
      if (!day || !other) continue;
      const at = (d: RegExpExecArray) => spotIn(passage, from + d.index, from + d.index + d[0].length);
      yield {
        message: 'each_quarter',
        at: at(day),
        data: { noun: m[1] ?? '', date: day[0], other: other[0] },
        related: [at(other)],
      };
    }
  }
}
