import { isWholeCount } from './countable.ts';
import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { absolute, add, equal, printExact, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';

/** Sums whose words leave no part out. `told` are offsets of figures that are spoken of already. */
export function* announcedParts(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldIn(context.document, 0)) {
    for (const row of rowsOf(passage)) {
      const all = [row.total, ...row.parts];
      if (all.some((figure) => told.has(passage.offset + figure.start))) continue;
      decided(context);
      const sum = row.parts.reduce((so_far: Rational, part) => add(so_far, exactOf(part)), ZERO);
      if (equal(sum, exactOf(row.total))) continue;
      for (const figure of all) told.add(passage.offset + figure.start);
      yield {
        message: 'differs',
        at: spotOf(passage, row.total),
        figures: all,
        data: {
          total: row.total.raw,
          parts: row.parts.map(({ raw }) => raw).join(' + '),
          sum: printExact(sum),
          gap: printExact(absolute(subtract(sum, exactOf(row.total)))),
        },
        expected: printExact(sum),
        related: row.parts.map((part) => spotOf(passage, part)),
        shares: all.map((figure) => passage.offset + figure.start),
      };
    }
  }
}

type Row = { total: Figure; parts: Figure[] };

/** Each form only where the mark or the words that it cannot do without stand. */
function* rowsOf(passage: Passage): Generator<Row> {
  const { text, figures, fractions } = passage;
  if (figures.length < 2) return;
  const has_colon = text.includes(':');
  if (has_colon) yield* countedParts(passage);
  if (/một phần/iu.test(text)) yield* onlineParts(passage);
  if (fractions.length > 0) yield* metOrNot(passage);
  if (has_colon) yield* groupedParts(passage);
}

/** “gồm 58 nhiệm vụ, chia theo 07 nội dung: chỉ đạo điều hành 12, thể chế 06, …”: as many parts as are announced, each a label and a number. */
function* countedParts({ text, figures }: Passage): Generator<Row> {
  for (const [i, total] of figures.entries()) {
    const groups = figures[i + 1];
    if (!groups || !isWholeCount(total) || !isWholeCount(groups) || total.unit === '' || total.unit === groups.unit) continue;
    if (
      !/^(?:\s[^.;:()\d]{2,60},)?[\s,(]*(?:được\s)?(?:chia|phân)\s(?:theo|thành|làm|ra|bổ theo)\s$/iu.test(
        text.slice(total.tail, groups.start),
      )
    )
      continue;
    const cue = /^\s?(?:\p{L}+\s?){0,4}:\s/u.exec(text.slice(groups.end));
    if (!cue) continue;
    const from = groups.end + cue[0].length;
    const stop = /[.)](?=\s|$)/u.exec(text.slice(from));
    const until = stop ? from + stop.index : text.length;
    const stretches = text.slice(from, until).split(/[,;]\s/u);
    const parts = figures.filter((f) => f.start >= from && f.end <= until);
    const announced = Number(exactOf(groups).n);
    if (announced < 3 || stretches.length !== announced || parts.length !== announced) continue;
    if (!stretches.every((stretch) => /^\s*(?:và\s)?[^\d]{2,60}\s\d[\d.]*(?:\s[\p{L}\s]{2,20})?\s*$/u.test(stretch))) continue;
    if (!parts.every((f) => isWholeCount(f) && (f.unit === '' || f.unit === total.unit || f.unit.startsWith('~')))) continue;
    yield { total, parts };
  }
}

/** “thủ tục cung cấp trực tuyến 96, gồm toàn trình 58 thủ tục và một phần 38 thủ tục”: what is online is the one or the other. */
function* onlineParts({ text, figures }: Passage): Generator<Row> {
  for (const [i, total] of figures.entries()) {
    const [full, part] = [figures[i + 1], figures[i + 2]];
    if (!full || !part || ![total, full, part].every(isWholeCount)) continue;
    const lead = text.slice(Math.max(0, total.start - 60), total.start);
    if (!/trực tuyến/iu.test(`${lead} ${text.slice(total.end, total.tail + 40)}`)) continue;
    if (
      !/^[^.;:()\d]{0,40}[,(:]?\s?\(?(?:gồm|bao gồm|trong đó)(?: có)?\s?:?\s[^.;,\d]{0,24}toàn trình:?\s$/iu.test(
        text.slice(total.tail, full.start),
      )
    )
      continue;
    if (!/^[,;]?\s(?:và\s)?[^.;,\d]{0,24}một phần:?\s$/iu.test(text.slice(full.tail, part.start))) continue;
    // “…, còn lại …”: a third part.
    if (/^\s?(?:thủ tục|dịch vụ|DVC)?,?\s(?:và|còn lại|chỉ|cung cấp)/iu.test(text.slice(part.tail))) continue;
    yield { total, parts: [full, part] };
  }
}

/** “15/18 chỉ tiêu đạt, 03 chỉ tiêu chưa đạt”: the one and the other are all. */
function* metOrNot({ text, figures, fractions }: Passage): Generator<Row> {
  for (const { a, b, tail, unit } of fractions) {
    const rest = figures.find((f) => f.start >= tail);
    if (!rest || unit === '' || rest.unit !== unit || ![a, b, rest].every(isWholeCount)) continue;
    const verb = /^\s(đạt|hoàn thành)(?:\s(?:yêu cầu|chuẩn|kế hoạch))?(?:,|;|\svà|,\scòn|,\svà)(?:\scòn)?\s$/iu.exec(
      text.slice(tail, rest.start),
    )?.[1];
    const not = /^\s(?:chưa|không)\s(đạt|hoàn thành)(?:\s(?:yêu cầu|chuẩn|kế hoạch))?\s*(?:[.;)]|$)/iu.exec(
      text.slice(rest.tail),
    )?.[1];
    if (verb && not && verb.toLowerCase() === not.toLowerCase()) yield { total: b, parts: [a, rest] };
  }
}

/** “145 lượt cán bộ tham gia 04 lớp bồi dưỡng: lớp … 38 lượt; lớp … 42 lượt; …”: one part for each of the groups right before the colon. */
function* groupedParts({ text, figures }: Passage): Generator<Row> {
  for (const [i, total] of figures.entries()) {
    const groups = figures[i + 1];
    if (!groups || !isWholeCount(total) || !isWholeCount(groups) || total.unit === '' || total.unit === groups.unit) continue;
    if (!/^[^.;:()\d]{2,60}$/u.test(text.slice(total.tail, groups.start))) continue;
    const cue = /^[^.;:()\d]{0,50}:\s/u.exec(text.slice(groups.tail));
    const announced = Number(exactOf(groups).n);
    if (!cue || announced < 2 || announced > 12) continue;
    const from = groups.tail + cue[0].length;
    const stop = /\.(?=\s|$)/u.exec(text.slice(from));
    const until = stop ? from + stop.index : text.length;
    const stretch = text.slice(from, until);
    const pieces = stretch.split(stretch.includes(';') ? /;\s/u : /,\s/u);
    const parts = figures.filter((f) => f.start >= from && f.end <= until && f.kind === 'count');
    if (pieces.length !== announced || parts.length !== announced) continue;
    if (!pieces.every((piece) => /^\s*(?:và\s)?[^\d]{2,80}\(?\d[\d.]*\s[\p{L}\s]{2,24}\)?\s*$/u.test(piece))) continue;
    if (parts.every((f) => isWholeCount(f) && f.unit === total.unit)) yield { total, parts };
  }
}
