// The visible mark of a signature: drawn once by the typesetter and placed on the page as a picture.

import { PdfFile } from '#lib/pdf-file';
import { typeset } from '#lib/typst';
import type { Mark } from './pdf-append.ts';

/** Where a mark goes. Source: Nghị định 30/2020/NĐ-CP, phụ lục I: the body's signature stands at the top right of the first page. */
export const CORNERS = ['top_right', 'bottom_right', 'bottom_left'] as const;
export type Placement =
  | { page: 'first' | 'last'; corner: (typeof CORNERS)[number] }
  /** Points from the lower left corner of the page (0 the first). A narrow box with a picture holds the picture alone. */
  | { box: { page: number; x: number; y: number; width: number; height: number } };

export type MarkText = {
  kind: 'agency' | 'personal';
  signer: string;
  title: string | null;
  organisation: string | null;
  /** `21/11/2026 10:30:00 +07:00` */
  at: string;
  picture: Uint8Array | null;
  picture_type: string | null;
};

const WIDTH = 190;
const HEIGHT = 58;
const MARGIN = 24;
const NARROW = 110;

const TEMPLATE = `
#let data = json(bytes(sys.inputs.data))
#let ink = if data.kind == "agency" { rgb("#c00000") } else { rgb("#1c3faa") }
#set page(width: data.width * 1pt, height: data.height * 1pt, margin: 0pt, fill: none)
#set text(font: "Tinos", size: if data.width < 190 { 6.5pt } else { 7.5pt }, fill: ink, lang: "vi", hyphenate: false)
#set par(leading: 0.45em, spacing: 0.45em)
#let words = align(left + horizon, {
  [Ký bởi: *#data.signer*]
  for line in (data.title, data.organisation) { if line != none { parbreak(); line } }
  parbreak()
  [Thời gian ký: #data.at]
})
#if data.is_picture_alone {
  align(center + horizon, image(data.picture, width: 100%, height: 100%, fit: "contain"))
} else { rect(width: 100%, height: 100%, stroke: 0.6pt + ink, inset: 4pt, radius: 2pt, if data.has_picture {
  grid(columns: (50pt, 1fr), column-gutter: 5pt, align(center + horizon, image(data.picture, width: 50pt, height: 50pt, fit: "contain")), words)
} else { words }) }
`;

/** A mark for a page of that file. */
export async function markFor(bytes: Buffer, placement: Placement, text: MarkText, made_at: Date): Promise<Mark> {
  const name = `mark-picture.${text.picture_type === 'image/jpeg' ? 'jpg' : 'png'}`;
  const { picture, picture_type: _, ...words } = text;
  const organisation = text.organisation === text.signer ? null : text.organisation;
  const { width, height } = 'box' in placement ? placement.box : { width: WIDTH, height: HEIGHT };
  const has_picture = picture !== null;
  const drawn = await typeset({
    template: TEMPLATE,
    data: { ...words, organisation, has_picture, picture: name, width, height, is_picture_alone: has_picture && width < NARROW },
    files: picture ? { [name]: picture } : {},
    made_at,
    standard: '1.7',
  });
  const drawing = new PdfFile(Buffer.from(drawn));
  if ('box' in placement) return { ...placement.box, picture: drawing };
  const file = new PdfFile(bytes);
  const page = placement.page === 'first' ? 0 : -1;
  const { inherited } = file.page(page);
  const box = file.get(inherited.get('CropBox') ?? inherited.get('MediaBox'));
  const sides = Array.isArray(box) ? box.map((side) => Number(file.get(side))) : [0, 0, 595, 842];
  const [left = 0, bottom = 0, right = 595, top = 842] = sides;
  const x = placement.corner === 'bottom_left' ? left + MARGIN : right - MARGIN - WIDTH;
  const y = placement.corner === 'top_right' ? top - MARGIN - HEIGHT : bottom + MARGIN;
  return { page, x, y, width, height, picture: drawing };
}
