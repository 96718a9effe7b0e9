// The file of a certified copy: the scanned original, and a last page with the words of certification and the QR by which it is checked.
import { toString as qrSvg } from 'qrcode';
import { type Day, dayVi, vietnamDay } from '#lib/day';
import { MOTTO } from '#lib/document';
import { PdfFile, PdfUnreadable } from '#lib/pdf-file';
import { joinPdfs, readablePdf } from '#lib/pdf-join';
import { typeset } from '#lib/typst';

export type Words = {
  /** Upper case, as printed. */
  superior: readonly string[];
  issuer: readonly string[];
  authority: readonly string[];
  /** `15/2026` */
  number: string;
  book: string;
  at: Date;
  place: string;
  original: { name: string; number: string | null; issuer: string | null; issued_on: Day | null; pages: number };
  signer_name: string;
  link: string;
};

// The words: Nghị định 23/2015/NĐ-CP, the form for certifying a copy from the original (to be verified).
const TEMPLATE = `
#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: (x: 22mm, top: 20mm, bottom: 100pt))
#set text(font: "Tinos", size: 13pt, lang: "vi")
#set par(justify: true, leading: 0.65em)
#set text(size: 12pt)
#grid(columns: (1fr, 1.45fr), column-gutter: 6pt,
  align(center, { for line in data.superior { line; linebreak() }; strong(data.issuer.join(linebreak())); v(-6pt); line(length: 30%, stroke: 0.6pt) }),
  align(center, { strong(data.motto.at(0)); linebreak(); strong(data.motto.at(1)); v(-6pt); line(length: 48%, stroke: 0.6pt) }))
#set text(size: 13pt)
#v(22pt)
#align(center, text(size: 15pt, strong[CHỨNG THỰC BẢN SAO ĐIỆN TỬ \\ ĐÚNG VỚI BẢN CHÍNH]))
#v(12pt)
#let fact(label, value) = if value != none { grid(columns: (46mm, 1fr), row-gutter: 6pt, [#label:], value); v(2pt) }
#fact("Bản chính", strong(data.name))
#fact("Số, ký hiệu", data.original_number)
#fact("Cơ quan cấp", data.original_issuer)
#fact("Ngày cấp", data.issued_on)
#fact("Số trang", str(data.pages))
#v(8pt)
#fact("Số chứng thực", strong(data.number))
#fact("Quyển số", data.book)
#fact("Ngày", data.day)
#v(1fr)
#grid(columns: (1fr, 1.2fr),
  align(center + bottom, { image("qr.svg", width: 34mm); linebreak(); text(size: 9.5pt)[Quét mã để kiểm tra bản sao]; linebreak(); text(size: 7pt, data.link) }),
  align(center, { emph(data.place_and_day); linebreak(); strong(data.authority.join(linebreak())); v(46pt); strong(data.signer_name) }))
`;

/** @throws PdfUnreadable when the scan cannot be read */
export async function certifiedPdf(scan: Buffer, words: Words): Promise<Buffer> {
  const svg = await qrSvg(words.link, { type: 'svg', errorCorrectionLevel: 'M', margin: 0 });
  const day = vietnamDay(words.at);
  const { name, number, issuer, issued_on, pages } = words.original;
  const [year, month, date] = day.split('-') as [string, string, string];
  // Days below 10, and January and February, carry a leading zero (Nghị định 30/2020/NĐ-CP).
  const written = `ngày ${date} tháng ${Number(month) <= 2 ? month : Number(month)} năm ${year}`;
  const last = await typeset({
    template: TEMPLATE,
    data: {
      motto: MOTTO,
      superior: words.superior,
      issuer: words.issuer,
      authority: words.authority,
      number: words.number,
      book: words.book,
      day: dayVi(day),
      place_and_day: `${words.place}, ${written}`,
      name,
      original_number: number,
      original_issuer: issuer,
      issued_on: issued_on && dayVi(issued_on),
      pages,
      signer_name: words.signer_name,
      link: words.link,
    },
    files: { 'qr.svg': Buffer.from(svg) },
    made_at: words.at,
  });
  return joinPdfs([readablePdf(scan), new PdfFile(Buffer.from(last))]);
}

/** Pages of a scan; null when it is no PDF that can be read. */
export function pagesOf(scan: Buffer): number | null {
  try {
    return readablePdf(scan).pages().length;
  } catch (error) {
    if (error instanceof PdfUnreadable) return null;
    throw error;
  }
}
