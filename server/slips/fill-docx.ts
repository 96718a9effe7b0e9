import { MimeType, TemplateHandler } from 'easy-template-x';
import { codePng } from './codes.ts';
import type { Fields } from './text.ts';

// Centimetres at 96 dots to the inch.
const SIZES = { qr: { width: 76, height: 76 }, barcode: { width: 240, height: 32 } } as const;

/**
 * Fills the tags of a Word template. Every tag that says something has `has_<tag>` true besides, for lines that stand only then.
 * @param codes what the QR code and the barcode say; empty: nothing is printed
 */
export async function filledDocx(
  template: Uint8Array,
  fields: Fields,
  codes: { qr: string; barcode: string },
): Promise<Uint8Array> {
  const data: Record<string, unknown> = { ...fields };
  for (const [tag, value] of Object.entries(fields)) data[`has_${tag}`] = value.length > 0;
  for (const code of ['qr', 'barcode'] as const) {
    data[code] = codes[code] === '' ? '' : await picture(code, codes[code]);
    data[`has_${code}`] = codes[code] !== '';
  }
  const handler = new TemplateHandler();
  const bytes = await handler.process(Buffer.from(template), data as Parameters<typeof handler.process>[1]);
  return new Uint8Array(bytes);
}

async function picture(code: keyof typeof SIZES, text: string) {
  return {
    _type: 'image',
    source: await codePng(code, text),
    format: MimeType.Png,
    altText: code === 'qr' ? 'Mã QR' : `Mã vạch ${text}`,
    ...SIZES[code],
  };
}
