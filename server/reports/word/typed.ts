// Numbers somebody typed into the words of a report.
import type { Content, Inline, Paragraph } from '../content.ts';

/** A number in the narrative that is no figure of the report; `same_as` names a figure that prints like it. */
export type TypedNumber = { text: string; quote: string; block: string; same_as: string | null };

const squeezed = (text: string) => text.replace(/[\s\u00a0\u202f]+/g, '');

// Numbers of documents, forms, days, clauses and the like are names, not figures.
// “Cả hai quý 71 hồ sơ” names no quarter.
const DAY_OR_MONTH = String.raw`(?:ngày\s+(?:0?[1-9]|[12]\d|3[01])|tháng\s+(?:0?[1-9]|1[0-2])|quý\s+0?[1-4])(?!\d)`;
const DAYS = String.raw`(?:${DAY_OR_MONTH}|(?:năm|kỳ|giai đoạn|nhiệm kỳ|khóa|khoá)\s+\d+)(?:[/.]\d+)*(?:\s*[-–]\s*\d+)?`;
const PARTS = String.raw`(?:điều|khoản|điểm|phụ lục|biểu|bảng|mục|phần|số hiệu|mẫu|tiêu chí|nội dung)\s+(?:số\s+)?\d+[\d.]*[\p{L}]?`;
const NAMES = new RegExp(
  [
    String.raw`\d+\/\d{4}\/[\p{L}\d-]+`,
    String.raw`\d+\/[\p{Lu}][\p{L}\d-]*`,
    String.raw`\d{1,2}[/.-]\d{1,2}[/.-]\d{4}`,
    String.raw`\d{1,2}\/\d{4}`,
    // II.06a, VIII.2, PL1
    String.raw`\b[IVXLC]+(?:\.\d+)+[\p{L}]?`,
    String.raw`(?<![\p{L}\d])\p{Lu}{1,4}\.?\d+[\p{L}]?(?![\p{L}\d])`,
    DAYS,
    PARTS,
  ].join('|'),
  'giu',
);
const NUMBER = /(?<![\p{L}\d])\d+(?:[.,]\d+)*(?:\s?%)?/gu;

/** Numbers of words with where they stand; those that only name something are left out. */
export function numbersIn(text: string): { number: string; at: number }[] {
  const bare = text.replace(NAMES, (name) => ' '.repeat(name.length));
  return [...bare.matchAll(NUMBER)].map((found) => ({ number: found[0], at: found.index }));
}

/** The typed words of a paragraph, without the number at its head that counts it. */
export function typedWords(paragraph: Paragraph): string[] {
  return paragraph.flatMap((one, i) => {
    if (!('text' in one)) return [];
    return [i === 0 ? one.text.replace(/^\s*\d+(?:\.\d+)*[.)]\s/, (head) => ' '.repeat(head.length)) : one.text];
  });
}

export function quoteOf(content: Content, paragraph: Paragraph): string {
  const said = (one: Inline) =>
    'text' in one ? one.text : 'figure' in one ? `[${content.figures[one.figure]?.printed ?? ''}]` : '';
  return paragraph.map(said).join('').slice(0, 300);
}

/** Numbers of a block that it did not have when the file was given out. */
export function typedNumbers(block: string, paragraphs: readonly Paragraph[], content: Content): TypedNumber[] {
  const printed = new Map(Object.values(content.figures).map((one) => [squeezed(one.printed), one.anchor]));
  const were = content.sections.flatMap(({ blocks }) => blocks).find(({ key }) => key === block);
  const known = were?.kind === 'narrative' ? were.paragraphs.flatMap(typedWords).flatMap((text) => numbersIn(text)) : [];
  const left = known.map(({ number }) => squeezed(number));
  return paragraphs.flatMap((paragraph) =>
    typedWords(paragraph)
      .flatMap(numbersIn)
      .flatMap(({ number }) => {
        const at = left.indexOf(squeezed(number));
        if (at >= 0) {
          left.splice(at, 1);
          return [];
        }
        return [{ text: number, quote: quoteOf(content, paragraph), block, same_as: printed.get(squeezed(number)) ?? null }];
      }),
  );
}
