import { cueOf, toldWith } from './cues.ts';
import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const SERIES_TOLD_CUE = cueOf('liên tục', 'dần', 'đều', 'ngày càng', 'qua', 'theo', 'hằng', 'hàng', 'sau');

const STEADY =
  /(?=[tgđlnq])(?<!\p{L})(?:(tăng|giảm)\s(?:liên tục|dần(?: đều)?|đều(?: đặn)?|qua (?:các|từng) (?:năm|quý|tháng)|theo từng (?:năm|quý|tháng)|(?:hằng|hàng) (?:năm|quý|tháng))|(?:liên tục|đều|ngày càng)\s(tăng|giảm)|(?:năm|quý|tháng) sau (cao|thấp) hơn (?:năm|quý|tháng) trước)(?!\p{L})/giu;
const AT =
  /(?<![\d./])(?:(?:năm\s)?((?:19|20)\d\d)|(?:quý|tháng)\s([IVX]+|\d{1,2}))(?:\s(?:là|đạt|còn|có|với|ở mức|chiếm|tăng lên|giảm còn))?\s?[:(]?\s?(?=\d)/giu;
const ROMAN: Record<string, number> = { I: 1, II: 2, III: 3, IV: 4 };

/** “giảm liên tục: 2021 là 6,8 %, 2022 là 4,1 %, 2023 là 3,9 %”: each year on its side of the one before. R11. */
export function* seriesTold(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, SERIES_TOLD_CUE)) {
    if (!/liên tục|dần|đều|ngày càng|(?:qua|theo|hằng|hàng|sau)\s/iu.test(passage.text)) continue;
    for (const m of matchesIn(passage.text, STEADY)) {
      const sentence = segmentsOf(passage.text, '.?!').find((s) => m.index >= s.start && m.index < s.end);
      const row = sentence ? rowIn(passage, sentence) : null;
      if (!row || /trừ|ngoại trừ|riêng/iu.test(passage.text.slice(sentence?.start, sentence?.end))) continue;
      decided(context);
      const is_up = /tăng|cao/iu.test(m[1] ?? m[2] ?? m[3] ?? '');
      const k = row.findIndex((figure, i) => {
        const before = row[i - 1];
        const order = before ? compare(exactOf(figure), exactOf(before)) : 0;
        return is_up ? order < 0 : order > 0;
      });
      const [now, before] = [row[k], row[k - 1]];
      if (!now || !before) continue;
      yield {
        message: 'series',
        at: spotIn(passage, before.start, now.tail),
        figures: [now, before],
        data: { word: m[0], now: now.raw, before: before.raw, actual: is_up ? 'giảm' : 'tăng' },
        related: [spotIn(passage, m.index, m.index + m[0].length)],
        shares: [now, before].map((f) => passage.offset + f.start),
      };
    }
  }
}

/** Three figures or more of one kind, each behind its year, the years in their order and nothing between. */
function rowIn(passage: Passage, sentence: Stretch): Figure[] | null {
  const told = matchesIn(passage.text, AT).flatMap((m) => {
    const figure = passage.figures.find((f) => f.start === m.index + m[0].length);
    const when = m[1] ? Number(m[1]) : (ROMAN[m[2] ?? ''] ?? Number(m[2]));
    return figure && m.index >= sentence.start && figure.end <= sentence.end ? [{ figure, when }] : [];
  });
  const [first] = told;
  if (!first || told.length < 3) return null;
  const is_row = told.every(
    ({ figure, when }, i) =>
      figure.kind === first.figure.kind &&
      figure.unit === first.figure.unit &&
      figure.scale === first.figure.scale &&
      figure.bound === 'exact' &&
      (i === 0 || when > (told[i - 1]?.when ?? 0)),
  );
  return is_row ? told.map(({ figure }) => figure) : null;
}
