// Numbers an officer typed that name a figure of the report by its words — “tỷ lệ đúng hạn đạt 99,99%”, “đã giải quyết 300 hồ sơ” — with the figure they
// must agree with. Pure. What is not surely the same figure, the same days and the same unit is none.

import type { NamedRegime } from '#calendar';
import type { Report as ReadReport } from '#checks';
import { type Content, type Figure, fieldOf, type Paragraph } from './content.ts';
import { meantBy, wordsOfLabel } from './figure-words.ts';
import type { Placed } from './known.ts';
import { numbersIn } from './word/typed.ts';

/** Words beside a figure's name that do not make it another one. */
const FILLERS = new Set(
  'dat chiem tong tinh den het toan bo chung hien tai co nop thu tuc hanh chinh tthc ket_qua ket qua uy ban nhan dan ubnd phuong cap nhan'.split(
    ' ',
  ),
);
/** What is compared, aimed at or roughly said is not the figure itself. */
const OTHER =
  /(?<!\p{L})(?:tăng|giảm|hơn|thêm|kém|so với|phấn đấu|mục tiêu|chỉ tiêu|kế hoạch|yêu cầu|tối thiểu|ít nhất|trên|dưới|khoảng|gần|trung bình|bình quân|mỗi|từng|trong đó|bao gồm|nếu)(?!\p{L})/iu;
const ENDS = /[.;:!?\n,]|(?<!\p{L})(?:với|gồm|trên|trong|so với|đạt|chiếm|và|tăng|giảm)(?!\p{L})/u;
const LEAST_WORDS = 2;

type Of = { content: Content; unit: string; begins_on?: string; ends_on: string; calendar: NamedRegime };
type Said = { at: number; number: string; before: string; after: string };

/** Numbers of the typed words of a paragraph with the words about them. */
function numbersSaid(content: Content, paragraph: Paragraph): { text: string; said: Said[] } {
  let text = '';
  const typed: [number, number][] = [];
  for (const one of paragraph) {
    const piece =
      'figure' in one ? (content.figures[one.figure]?.printed ?? '') : 'text' in one ? one.text : fieldOf(content, one.field);
    if ('text' in one) typed.push([text.length, text.length + piece.length]);
    text += piece;
  }
  const all = numbersIn(text);
  const said = all.flatMap(({ number, at }, i): Said[] => {
    if (!typed.some(([from, to]) => from <= at && at + number.length <= to)) return [];
    const last =
      i === 0 ? 0 : (all[i - 1] as { at: number; number: string }).at + (all[i - 1] as { number: string }).number.length;
    const head = text.slice(last, at);
    const cut = Math.max(...['.', ';', ',', '\n'].map((end) => head.lastIndexOf(end)));
    const rest = text.slice(at + number.length, all[i + 1]?.at ?? text.length);
    const end = rest.search(ENDS);
    return [{ at, number: number.trim(), before: head.slice(cut + 1), after: end < 0 ? rest : rest.slice(0, end) }];
  });
  return { text: text.normalize('NFC'), said };
}

function figureMeant({ content, unit, begins_on, ends_on, calendar }: Of, { number, before, after }: Said): Figure | null {
  if (OTHER.test(before)) return null;
  const is_rate = number.endsWith('%');
  const is_counted = /^\s*(?:hồ sơ|hs)(?!\p{L})/iu.test(after);
  if (!is_rate && !is_counted) return null;
  const words = is_rate ? before : `${before} ${after}`;
  const report = { from: content.from, to: content.to, begins_on, ends_on, year_from: content.year_from };
  const meant = meantBy(words.replace(/:/g, ' '), { report, calendar, sectors: [], units: [] });
  const own = meant.words.filter((word) => !FILLERS.has(word));
  if (own.length < LEAST_WORDS) return null;
  const candidates = Object.values(content.figures).filter(
    (one) =>
      one.value !== null &&
      one.unit === unit &&
      one.from === meant.from &&
      one.to === meant.to &&
      Object.keys(one.filter).every((key) => key === 'scope') &&
      one.printed.endsWith('%') === is_rate,
  );
  const scored = candidates.flatMap((figure) => {
    const label = wordsOfLabel(figure.label).filter((word) => !FILLERS.has(word));
    const is_all = own.every((word) => label.includes(word));
    const is_whole = label.length >= LEAST_WORDS && label.every((word) => own.includes(word)) && is_all;
    return is_whole ? [{ figure, rank: 2 }] : is_all && is_rate && own.length >= 3 ? [{ figure, rank: 1 }] : [];
  });
  const best = Math.max(0, ...scored.map(({ rank }) => rank));
  const found = scored.filter(({ rank }) => rank === best);
  // Two figures that could be meant are none.
  return new Set(found.map(({ figure }) => figure.value)).size === 1 ? (found[0] as { figure: Figure }).figure : null;
}

/** The typed numbers of a report as it was read, each with the figure it must agree with. */
export function typedFigures(read: ReadReport, of: Of): Placed[] {
  const lines = new Map<string, number>();
  for (const one of read.blocks) if (one.kind !== 'table' && !lines.has(one.text.trim())) lines.set(one.text.trim(), one.offset);
  return of.content.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      // Words of a unit below speak of that unit.
      if (block.kind !== 'narrative' || block.origin === 'pulled') return [];
      return block.paragraphs.flatMap((paragraph) => {
        const { text, said } = numbersSaid(of.content, paragraph);
        const offset = lines.get(text.trim());
        if (offset === undefined) return [];
        const lead = text.length - text.trimStart().length;
        return said.flatMap((one): Placed[] => {
          const figure = figureMeant(of, one);
          if (!figure) return [];
          const start = offset + one.at - lead;
          return [{ anchor: figure.anchor, metric: figure.label, scope: figure.unit, start, end: start + one.number.length }];
        });
      });
    }),
  );
}
