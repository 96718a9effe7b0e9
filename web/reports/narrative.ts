import type { Output } from '../api.ts';
import type { Paragraph } from './narrative-editor.tsx';

type Content = Output<'reports.get'>['content'];

/** What a piece of a paragraph prints. */
export function printed(content: Content, piece: Paragraph[number]): string {
  if ('text' in piece) return piece.text;
  if ('figure' in piece) return content.figures[piece.figure]?.printed ?? '';
  return { period: content.period_name, unit: content.unit_name, place_and_date: content.place_and_date, number: content.number }[
    piece.field
  ];
}

/** What of the page's nodes is needed to read words back; a test gives plain objects. */
export type Part = {
  nodeType: number;
  nodeName: string;
  textContent: string | null;
  childNodes: ArrayLike<Part>;
  dataset?: Record<string, string | undefined>;
};

const TEXT = 3;
const FIELDS = ['period', 'unit', 'place_and_date', 'number'] as const;

/** Paragraphs of an edited box: its `p` and `div` children, or itself where the browser made none. Empty paragraphs are left out. */
export function paragraphsOf(box: Part): Paragraph[] {
  const lines: Paragraph[] = [];
  let loose: Paragraph = [];
  const end = () => {
    if (loose.length > 0) lines.push(loose);
    loose = [];
  };
  for (const part of Array.from(box.childNodes)) {
    if (part.nodeName === 'P' || part.nodeName === 'DIV') {
      end();
      loose = piecesOf(part, {});
      end();
    } else if (part.nodeName === 'BR') end();
    else loose.push(...pieceOf(part, {}));
  }
  end();
  return lines.map(joined).filter((line) => line.some((piece) => !('text' in piece) || piece.text.trim() !== ''));
}

type Look = { bold?: true; italic?: true };

function piecesOf(of: Part, look: Look): Paragraph {
  return Array.from(of.childNodes).flatMap((part) => pieceOf(part, look));
}

function pieceOf(part: Part, look: Look): Paragraph {
  if (part.nodeType === TEXT) {
    // A browser writes a hard space where two blanks meet.
    const text = (part.textContent ?? '').replace(/\u00a0/g, ' ');
    return text === '' ? [] : [{ text, ...look }];
  }
  const { figure, field } = part.dataset ?? {};
  if (figure) return [look.bold ? { figure, bold: true } : { figure }];
  const known = FIELDS.find((name) => name === field);
  if (known) return [{ field: known }];
  if (part.nodeName === 'BR') return [{ text: '\n' }];
  const bold = part.nodeName === 'B' || part.nodeName === 'STRONG';
  const italic = part.nodeName === 'I' || part.nodeName === 'EM';
  return piecesOf(part, { ...look, ...(bold ? { bold: true as const } : {}), ...(italic ? { italic: true as const } : {}) });
}

/** Neighbouring words of one look are one piece; a line break at the end is the browser's own. */
function joined(line: Paragraph): Paragraph {
  const out: Paragraph = [];
  for (const piece of line) {
    const before = out.at(-1);
    if (before && 'text' in before && 'text' in piece && before.bold === piece.bold && before.italic === piece.italic)
      out[out.length - 1] = { ...before, text: before.text + piece.text };
    else out.push(piece);
  }
  const last = out.at(-1);
  if (last && 'text' in last) {
    const text = last.text.replace(/\n+$/, '');
    if (text === '') out.pop();
    else out[out.length - 1] = { ...last, text };
  }
  return out;
}
